//! The points, how they are shared out and changed, and what the network is given of them.

use alloc::{vec, vec::Vec};

use super::{MAX_POINTS, choice_of, log, real};
use crate::experiment::kind::Kind;
use crate::experiment::section::{choice, section};
use crate::experiment::value::{Choice, Each};

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
        /// How many points are drawn, for all sets together.
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
        /// Whether every class is shared out by itself, so that all sets have its share, or all points together, by chance.
        stratified: bool = true, Kind::Flag, "", Rebuild;
        /// Share of the training part that is set aside as train-dev: from the same distribution, but not trained on.
        train_dev: f64 = 0.0, real(0.0, 0.5), "share", Rebuild;
    }
}

section! {
    /// The distribution that dev and test come from, where it is not the training set's: the generator's points turned, scaled
    /// and moved, with further noise and other class frequencies. Given points have no target distribution.
    pub struct Target: "target" {
        /// Angle by which dev and test points are turned around the origin, counter-clockwise.
        rotation: f64 = 0.0, real(-180.0, 180.0), "degrees", Rebuild;
        /// How far dev and test points are moved along x1.
        shift_x1: f64 = 0.0, real(-3.0, 3.0), "plane units", Rebuild;
        /// How far dev and test points are moved along x2.
        shift_x2: f64 = 0.0, real(-3.0, 3.0), "plane units", Rebuild;
        /// Factor on the coordinates of dev and test points.
        scale: f64 = 1.0, log(0.5, 2.0), "factor", Rebuild;
        /// Standard deviation of further noise on dev and test points, on the target in regression.
        noise: f64 = 0.0, real(0.0, 1.0), "plane units", Rebuild;
        /// Factor on the odds of the first class in dev and test.
        odds: f64 = 1.0, log(0.05, 20.0), "factor", Rebuild;
        /// Share of the training part that comes from the target distribution too.
        share: f64 = 0.0, real(0.0, 1.0), "share", Rebuild;
    }
}

section! {
    /// How training points are changed, for every example of every step anew; dev and test stay as they are.
    pub struct Augmentation: "augmentation" {
        /// Standard deviation of Gaussian noise that is added to both coordinates.
        jitter: f64 = 0.0, real(0.0, 1.0), "plane units", Rebuild;
        /// Largest angle of a turn about the origin, evenly drawn to both sides.
        rotation: f64 = 0.0, real(0.0, 180.0), "degrees", Rebuild;
        /// Probability with which x1 changes its sign: a mirror image, left and right.
        flip_x1: f64 = 0.0, real(0.0, 1.0), "probability", Rebuild;
        /// Probability with which x2 changes its sign: a mirror image, up and down.
        flip_x2: f64 = 0.0, real(0.0, 1.0), "probability", Rebuild;
        /// Largest factor on both coordinates; it is drawn between 1/scale and scale, evenly in its logarithm.
        scale: f64 = 1.0, real(1.0, 4.0), "factor", Rebuild;
        /// α of mixup: an example is mixed with another one, and so are the targets, in a proportion drawn from Beta(α, α); 0 for none.
        mixup: f64 = 0.0, log(0.0, 10.0), "", Rebuild;
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
    /// Which points the statistics of normalization come from.
    pub enum Statistics {
        /// The training set, as it has to be.
        Train = "train",
        /// All points, dev and test among them: what is to be judged by them has then seen them.
        All = "all",
    }
}

choice! {
    /// What is done to every input, with the statistics that `inputs.statistics` names.
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
        /// What is done to every input.
        normalization: Normalization = Normalization::None, choice_of::<Normalization>(), "", Rebuild;
        /// Which points the statistics of normalization come from: the training set alone, or, which is the mistake called a leak,
        /// all points.
        statistics: Statistics = Statistics::Train, choice_of::<Statistics>(), "", Rebuild;
    }
}
