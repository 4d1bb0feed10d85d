//! What keeps weights small, how the network learns, when it stops, and the seeds.

use super::{choice_of, log, real};
use crate::experiment::kind::Kind;
use crate::experiment::section::{choice, section};

const SEED: Kind = Kind::Integer { min: 0, max: u32::MAX };

section! {
    /// What is added to the cost, or taken from the weights, to keep them small.
    pub struct Regularization: "regularization" {
        /// λ₁ of the penalty λ₁ Σ|w|.
        l1: f64 = 0.0, log(0.0, 10.0), "per weight", Live;
        /// λ₂ of the penalty (λ₂/2) Σ w²; PyTorch's `weight_decay` for SGD and Adam.
        l2: f64 = 0.0, log(0.0, 10.0), "per weight", Live;
        /// Decoupled weight decay: before each update weights are multiplied by 1 − learning rate · decay.
        weight_decay: f64 = 0.0, log(0.0, 10.0), "per step", Live;
        /// Whether the three apply to biases too, as PyTorch's `weight_decay` does.
        biases: bool = false, Kind::Flag, "", Live;
    }
}

choice! {
    /// What training minimizes.
    pub enum Loss {
        /// Binary cross-entropy for two classes, softmax cross-entropy for more, squared error in regression.
        Auto = "auto",
        /// −(y ln σ(z) + (1 − y) ln(1 − σ(z))) from one logit.
        BinaryCrossEntropy = "binary_cross_entropy",
        /// −ln softmax(z)ᵧ from one logit a class.
        SoftmaxCrossEntropy = "softmax_cross_entropy",
        /// Mean squared error; classes become targets −1 and 1.
        Mse = "mse",
    }
}

choice! {
    /// The rule that turns gradients into updates.
    pub enum OptimizerKind {
        /// Stochastic gradient descent.
        Sgd = "sgd",
        /// SGD with momentum.
        Momentum = "momentum",
        /// SGD with Nesterov momentum.
        Nesterov = "nesterov",
        /// RMSProp.
        RmsProp = "rmsprop",
        /// Adagrad.
        Adagrad = "adagrad",
        /// Adam.
        Adam = "adam",
        /// Adam, to go with decoupled weight decay: `regularization.weight_decay`.
        AdamW = "adamw",
    }
}

choice! {
    /// How the learning rate moves over time.
    pub enum Schedule {
        /// It stays.
        Constant = "constant",
        /// Times `schedule_factor` every `schedule_steps` steps.
        Step = "step",
        /// Half a cosine, down to 0 at `schedule_steps` steps.
        Cosine = "cosine",
    }
}

section! {
    /// How the network learns.
    pub struct Training: "training" {
        /// What training minimizes, as a mean over the mini-batch.
        loss: Loss = Loss::Auto, choice_of::<Loss>(), "", Rebuild;
        /// The rule that turns gradients into updates.
        optimizer: OptimizerKind = OptimizerKind::Sgd, choice_of::<OptimizerKind>(), "", Live;
        /// Size of an update.
        learning_rate: f64 = 0.03, log(0.0, 100.0), "", Live;
        /// μ of momentum and Nesterov.
        momentum: f64 = 0.9, real(0.0, 0.999), "", Live;
        /// Smoothing of RMSProp's squared gradient.
        rho: f64 = 0.99, real(0.0, 0.9999), "", Live;
        /// Smoothing of Adam's gradient.
        beta1: f64 = 0.9, real(0.0, 0.9999), "", Live;
        /// Smoothing of Adam's squared gradient.
        beta2: f64 = 0.999, real(0.0, 0.99999), "", Live;
        /// Added to the root that RMSProp, Adagrad and Adam divide by.
        epsilon: f64 = 1e-8, log(1e-12, 1.0), "", Live;
        /// Examples in a mini-batch; at most the training set.
        batch: u32 = 16, Kind::Integer { min: 1, max: 20_000 }, "examples", Live;
        /// How the learning rate moves over time.
        schedule: Schedule = Schedule::Constant, choice_of::<Schedule>(), "", Live;
        /// The step schedule's period, the cosine schedule's length.
        schedule_steps: u32 = 1000, Kind::Integer { min: 1, max: 10_000_000 }, "steps", Live;
        /// The step schedule's factor.
        schedule_factor: f64 = 0.5, real(0.0, 1.0), "factor", Live;
        /// Steps over which the learning rate rises linearly to where the schedule has it; 0 for no warm-up.
        warmup_steps: u32 = 0, Kind::Integer { min: 0, max: 10_000_000 }, "steps", Live;
        /// Largest length of the gradient, over all parameters together; 0 for no limit.
        clip_norm: f64 = 0.0, log(0.0, 1_000_000.0), "", Live;
    }
}

choice! {
    /// By which figure of the dev set a training is stopped early.
    pub enum StopMetric {
        /// It is not.
        Off = "off",
        /// The loss, which is to fall.
        DevLoss = "dev_loss",
        /// The accuracy, which is to rise; in regression, which has none, the loss.
        DevAccuracy = "dev_accuracy",
    }
}

section! {
    /// When a training that gets no better on the dev set counts as stopped.
    pub struct EarlyStopping: "early_stopping" {
        /// The figure of the dev set, taken without masks at the end of every epoch, that decides.
        metric: StopMetric = StopMetric::Off, choice_of::<StopMetric>(), "", Rebuild;
        /// Epochs in a row without progress after which the training counts as stopped.
        patience: u32 = 10, Kind::Integer { min: 1, max: 10_000 }, "epochs", Rebuild;
        /// What counts as progress: more than this.
        min_delta: f64 = 0.0, log(0.0, 1.0), "", Rebuild;
    }
}

section! {
    /// One seed for each purpose, so that changing one draw leaves the others as they are.
    pub struct Seeds: "seeds" {
        /// The points and their noise.
        data: u32 = 1, SEED, "", Rebuild;
        /// Which points go to train, dev and test.
        split: u32 = 1, SEED, "", Rebuild;
        /// The initial weights.
        init: u32 = 1, SEED, "", Rebuild;
        /// The order of the training examples.
        batches: u32 = 1, SEED, "", Rebuild;
        /// The dropout masks.
        masks: u32 = 1, SEED, "", Rebuild;
        /// Augmentation.
        augmentation: u32 = 1, SEED, "", Rebuild;
        /// Which of the runs that these seeds give is a lane's run 1; those after it follow.
        first_run: u32 = 1, Kind::Integer { min: 1, max: 1_000_000 }, "", Rebuild;
    }
}
