//! The network: its shape, where the descent starts, and which units are left out.

use alloc::{vec, vec::Vec};

use super::{MAX_HIDDEN_LAYERS, MAX_UNITS, choice_of, log, real};
use crate::experiment::kind::Kind;
use crate::experiment::section::{choice, section};
use crate::experiment::value::{Choice, Each};

/// Dropping everything leaves nothing to scale, so p ends before 1.
const RATE: (f64, f64) = (0.0, 0.95);

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
