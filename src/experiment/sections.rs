//! The fields: each one's meaning, default, range, unit and effect, written here and nowhere else.

use alloc::{vec, vec::Vec};

use super::kind::Kind;
use super::section::{choice, section};
use super::value::{Choice, Each};

/// Edge of the plane: both coordinates of the data's generators lie in about −[`PLANE`] … [`PLANE`].
pub const PLANE: f64 = 3.0;
/// The largest number of hidden layers.
pub const MAX_HIDDEN_LAYERS: usize = 32;
/// The largest number of units in a hidden layer.
pub const MAX_UNITS: u32 = 256;
/// The largest number of points.
pub const MAX_POINTS: usize = 20_000;

const fn real(min: f64, max: f64) -> Kind {
    Kind::Real { min, max, log: false }
}

const fn log(min: f64, max: f64) -> Kind {
    Kind::Real { min, max, log: true }
}

const fn choice_of<T: Choice>() -> Kind {
    Kind::Choice { options: T::NAMES }
}

const SEED: Kind = Kind::Integer { min: 0, max: u32::MAX };
/// Dropping everything leaves nothing to scale, so p ends before 1.
const RATE: (f64, f64) = (0.0, 0.95);

choice! {
    /// Where the points come from.
    pub enum Dataset {
        /// A disc inside a ring.
        Circle = "circle",
        /// Four squares; the class is the sign of x₁x₂.
        Xor = "xor",
        /// Two Gaussian clouds.
        Gaussians = "gaussians",
        /// Two interleaved spiral arms.
        Spiral = "spiral",
        /// Two interleaved half circles.
        Moons = "moons",
        /// Two to five rings around the origin.
        Rings = "rings",
        /// Two to five Gaussian clouds around the origin.
        Blobs = "blobs",
        /// A board of 4 × 4 squares.
        Checkerboard = "checkerboard",
        /// Regression on a tilted plane.
        Plane = "plane",
        /// Regression on a wave.
        Wave = "wave",
        /// The points in `data.custom`.
        Custom = "custom",
    }
}

section! {
    /// The points and their targets.
    pub struct Data: "data" {
        /// The generator that the points are drawn from.
        dataset: Dataset = Dataset::Spiral, choice_of::<Dataset>(), "", Rebuild;
        /// How many points are drawn, for all three sets together.
        points: u32 = 300, Kind::Integer { min: 20, max: 20_000 }, "points", Rebuild;
        /// Standard deviation of the Gaussian noise on both coordinates, or on the target in regression; given points get none.
        noise: f64 = 0.1, real(0.0, 1.0), "plane units", Rebuild;
        /// Share of the points whose class is replaced by another one, drawn evenly.
        label_noise: f64 = 0.0, real(0.0, 0.5), "share", Rebuild;
        /// Number of classes, for rings and blobs.
        classes: u32 = 2, Kind::Integer { min: 2, max: 5 }, "classes", Rebuild;
        /// Weight of the first class against each other one; at 0.5 all classes are equally frequent.
        balance: f64 = 0.5, real(0.05, 0.95), "weight", Rebuild;
        /// The points of the custom data set, each as x1, x2 and its class or target.
        custom: Vec<[f64; 3]> = Vec::new(),
            Kind::Points { min: -1000.0, max: 1000.0, longest: MAX_POINTS }, "", Rebuild;
    }
}

section! {
    /// How the points are shared out; only the ratio of the three numbers counts.
    pub struct Split: "split" {
        /// The part that weights are learned from.
        train: f64 = 6.0, real(0.0, 100.0), "parts", Rebuild;
        /// The part for comparing and tuning.
        dev: f64 = 2.0, real(0.0, 100.0), "parts", Rebuild;
        /// The part for the final figure.
        test: f64 = 2.0, real(0.0, 100.0), "parts", Rebuild;
    }
}

choice! {
    /// A function of the point that the network gets as an input.
    pub enum Feature {
        /// x₁
        X1 = "x1",
        /// x₂
        X2 = "x2",
        /// x₁²
        X1Squared = "x1_squared",
        /// x₂²
        X2Squared = "x2_squared",
        /// x₁x₂
        X1X2 = "x1_x2",
        /// sin x₁
        SinX1 = "sin_x1",
        /// sin x₂
        SinX2 = "sin_x2",
    }
}

choice! {
    /// What is done to every input, with statistics of the training set alone.
    pub enum Normalization {
        /// Nothing.
        None = "none",
        /// Mean 0 and standard deviation 1.
        Standardize = "standardize",
        /// From −1 to 1.
        MinMax = "min_max",
    }
}

section! {
    /// What the network is given of a point.
    pub struct Inputs: "inputs" {
        /// The functions of the point that are inputs, in this order.
        features: Vec<Feature> = vec![Feature::X1, Feature::X2],
            Kind::Choices { options: Feature::NAMES }, "", Rebuild;
        /// Number of further inputs that are pure noise and say nothing about the target.
        noise_inputs: u32 = 0, Kind::Integer { min: 0, max: 16 }, "inputs", Rebuild;
        /// Factor on all features, or one for each: a change of unit such as metres to millimetres.
        scale: Each<f64> = Each::All(1.0), Kind::EachReal { min: 0.001, max: 1000.0, log: true }, "factor", Rebuild;
        /// What is done to every input, with statistics of the training set alone.
        normalization: Normalization = Normalization::None, choice_of::<Normalization>(), "", Rebuild;
    }
}

choice! {
    /// A hidden layer's non-linearity.
    pub enum Activation {
        /// z
        Linear = "linear",
        /// 1 / (1 + e⁻ᶻ)
        Sigmoid = "sigmoid",
        /// tanh z
        Tanh = "tanh",
        /// max(0, z)
        Relu = "relu",
        /// z where z ≥ 0, else 0.01 z
        LeakyRelu = "leaky_relu",
        /// z where z > 0, else eᶻ − 1
        Elu = "elu",
        /// λ z where z > 0, else λ α (eᶻ − 1)
        Selu = "selu",
        /// z Φ(z)
        Gelu = "gelu",
        /// z · sigmoid(z)
        Silu = "silu",
    }
}

section! {
    /// The network's shape.
    pub struct Architecture: "network" {
        /// Units in each hidden layer; an empty list is a linear model.
        layers: Vec<u32> = vec![8, 8],
            Kind::Integers { min: 1, max: MAX_UNITS, longest: MAX_HIDDEN_LAYERS }, "units", Rebuild;
        /// The hidden layers' non-linearity, the same for all or one for each.
        activation: Each<Activation> = Each::All(Activation::Relu),
            Kind::EachChoice { options: Activation::NAMES }, "", Rebuild;
    }
}

choice! {
    /// The distribution that weights are drawn from.
    pub enum Scheme {
        /// All zero.
        Zeros = "zeros",
        /// All equal to `initialization.value`.
        Constant = "constant",
        /// Normal with standard deviation `initialization.sigma`.
        Normal = "normal",
        /// Uniform on ±`initialization.limit`.
        Uniform = "uniform",
        /// Normal with standard deviation `initialization.sigma`, cut off at two of them.
        TruncatedNormal = "truncated_normal",
        /// Uniform on ±√(6 / (fan-in + fan-out)).
        XavierUniform = "xavier_uniform",
        /// Normal with variance 2 / (fan-in + fan-out).
        XavierNormal = "xavier_normal",
        /// Uniform on ±√(6 / fan).
        HeUniform = "he_uniform",
        /// Normal with variance 2 / fan.
        HeNormal = "he_normal",
        /// Normal with variance 1 / fan-in.
        LecunNormal = "lecun_normal",
        /// A random (semi-)orthogonal matrix.
        Orthogonal = "orthogonal",
        /// PyTorch's `nn.Linear`: uniform on ±1/√fan-in.
        Pytorch = "pytorch",
        /// Normal with variance 2(1 − p) / fan-in: He corrected for dropout.
        HeDropout = "he_dropout",
        /// Uniform on ±0.5, as TensorFlow Playground does.
        TensorflowPlayground = "tensorflow_playground",
    }
}

choice! {
    /// The fan that He initialization divides by.
    pub enum Fan {
        /// Number of inputs: keeps the forward signal.
        In = "in",
        /// Number of outputs: keeps the backward signal.
        Out = "out",
    }
}

choice! {
    /// Where biases start.
    pub enum Bias {
        /// What belongs to the weights' scheme: PyTorch's, TensorFlow Playground's 0.1, else zero.
        Matching = "matching",
        /// Zero.
        Zeros = "zeros",
        /// `initialization.bias_value`.
        Constant = "constant",
        /// Uniform on ±1/√fan-in.
        Pytorch = "pytorch",
    }
}

choice! {
    /// Where the output layer's biases start.
    pub enum OutputBias {
        /// As the hidden layers' biases.
        AsHidden = "as_hidden",
        /// Zero.
        Zeros = "zeros",
        /// The value with which the untrained output layer predicts the training set's class frequencies.
        ClassFrequency = "class_frequency",
    }
}

section! {
    /// Where the descent starts.
    pub struct Initialization: "initialization" {
        /// The distribution that weights are drawn from.
        weights: Scheme = Scheme::HeNormal, choice_of::<Scheme>(), "", Rebuild;
        /// Factor on every drawn weight.
        gain: f64 = 1.0, real(0.0, 10.0), "factor", Rebuild;
        /// The constant scheme's weight.
        value: f64 = 0.5, real(-10.0, 10.0), "", Rebuild;
        /// Standard deviation of the normal and the truncated normal scheme.
        sigma: f64 = 0.01, log(0.0, 10.0), "", Rebuild;
        /// The uniform scheme draws from −limit to limit.
        limit: f64 = 0.5, log(0.0, 10.0), "", Rebuild;
        /// Whether He initialization keeps the forward (in) or the backward (out) signal.
        fan: Fan = Fan::In, choice_of::<Fan>(), "", Rebuild;
        /// Where biases start.
        bias: Bias = Bias::Matching, choice_of::<Bias>(), "", Rebuild;
        /// The constant that biases start from.
        bias_value: f64 = 0.1, real(-10.0, 10.0), "", Rebuild;
        /// Where the output layer's biases start.
        output_bias: OutputBias = OutputBias::AsHidden, choice_of::<OutputBias>(), "", Rebuild;
    }
}

choice! {
    /// How the smaller expected signal of a thinned network is made good.
    pub enum Scaling {
        /// Kept units times 1 / (1 − p) in training, nothing at test: PyTorch's way.
        Inverted = "inverted",
        /// Nothing in training, units times 1 − p at test: the 2014 paper's way.
        Classic = "classic",
        /// Nothing at either: shows what goes wrong.
        None = "none",
    }
}

choice! {
    /// On which side of the activation the mask is applied.
    pub enum Placement {
        /// On the activation's output.
        After = "after",
        /// On its input.
        Before = "before",
    }
}

choice! {
    /// How many masks a mini-batch gets.
    pub enum MaskPer {
        /// One for each example.
        Example = "example",
        /// One for the whole batch.
        Batch = "batch",
    }
}

choice! {
    /// Whether the network behaves as in training or as at test.
    pub enum Mode {
        /// No masks; classic scaling applies: PyTorch's `model.eval()`.
        Eval = "eval",
        /// With masks: PyTorch's `model.train()`.
        Train = "train",
    }
}

section! {
    /// Which units are left out while training.
    pub struct Dropout: "dropout" {
        /// Probability with which a hidden unit is left out, the same for all layers or one for each.
        p: Each<f64> = Each::All(0.0), Kind::EachReal { min: RATE.0, max: RATE.1, log: false }, "probability", Live;
        /// Probability with which an input is left out.
        input: f64 = 0.0, real(RATE.0, RATE.1), "probability", Live;
        /// How the smaller expected signal of a thinned network is made good.
        scaling: Scaling = Scaling::Inverted, choice_of::<Scaling>(), "", Live;
        /// Whether units are left out after or before their activation.
        placement: Placement = Placement::After, choice_of::<Placement>(), "", Live;
        /// Whether every example or every batch gets a mask of its own.
        mask: MaskPer = MaskPer::Example, choice_of::<MaskPer>(), "", Live;
        /// Whether figures and pictures are made without masks (eval) or with them (train).
        evaluate: Mode = Mode::Eval, choice_of::<Mode>(), "", View;
    }
}

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
    }
}
