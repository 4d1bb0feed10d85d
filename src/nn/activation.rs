//! The hidden layers' non-linearities.

use crate::math::{Coefficients, Lanes, exp_m1, normal_density, normal_distribution, sigmoid, tanh};

/// Slope of leaky ReLU below 0, PyTorch's default.
const LEAK: f32 = 0.01;
/// λ and α of SELU (Klambauer, Unterthiner, Mayr, Hochreiter 2017).
const SELU_SCALE: f32 = 1.050_701;
const SELU_ALPHA: f32 = 1.673_263_2;

/// As many numbers as functions are worked out for at a time: enough to hide one operation's delay behind the others, few
/// enough for the registers.
pub(super) type Wide = Lanes<4>;
/// Numbers in a [`Wide`].
pub(super) const WIDTH: usize = 16;

/// What an activation function is: f(z) and f′(z), lane by lane.
pub(super) trait Function {
    /// f(z)
    fn value(z: Wide, c: &Coefficients) -> Wide;

    /// f(z) and f′(z)
    fn both(z: Wide, c: &Coefficients) -> (Wide, Wide);
}

/// Runs a generic function with the type that stands for an [`Activation`].
macro_rules! dispatch {
    ($activation:expr, $f:ident :: <_>($($argument:expr),*)) => {
        match $activation {
            $crate::experiment::Activation::Linear => $f::<$crate::nn::activation::Linear>($($argument),*),
            $crate::experiment::Activation::Sigmoid => $f::<$crate::nn::activation::Sigmoid>($($argument),*),
            $crate::experiment::Activation::Tanh => $f::<$crate::nn::activation::Tanh>($($argument),*),
            $crate::experiment::Activation::Relu => $f::<$crate::nn::activation::Relu>($($argument),*),
            $crate::experiment::Activation::LeakyRelu => $f::<$crate::nn::activation::LeakyRelu>($($argument),*),
            $crate::experiment::Activation::Elu => $f::<$crate::nn::activation::Elu>($($argument),*),
            $crate::experiment::Activation::Selu => $f::<$crate::nn::activation::Selu>($($argument),*),
            $crate::experiment::Activation::Gelu => $f::<$crate::nn::activation::Gelu>($($argument),*),
            $crate::experiment::Activation::Silu => $f::<$crate::nn::activation::Silu>($($argument),*),
        }
    };
}
pub(super) use dispatch;

#[inline(always)]
fn one() -> Wide {
    Wide::splat(1.0)
}

pub(super) struct Linear;
impl Function for Linear {
    #[inline(always)]
    fn value(z: Wide, _: &Coefficients) -> Wide {
        z
    }

    #[inline(always)]
    fn both(z: Wide, _: &Coefficients) -> (Wide, Wide) {
        (z, one())
    }
}

pub(super) struct Sigmoid;
impl Function for Sigmoid {
    #[inline(always)]
    fn value(z: Wide, c: &Coefficients) -> Wide {
        sigmoid(z, c)
    }

    #[inline(always)]
    fn both(z: Wide, c: &Coefficients) -> (Wide, Wide) {
        let a = sigmoid(z, c);
        (a, a * (one() - a))
    }
}

pub(super) struct Tanh;
impl Function for Tanh {
    #[inline(always)]
    fn value(z: Wide, c: &Coefficients) -> Wide {
        tanh(z, c)
    }

    #[inline(always)]
    fn both(z: Wide, c: &Coefficients) -> (Wide, Wide) {
        let a = tanh(z, c);
        (a, one() - a * a)
    }
}

/// max(0, z), with slope 0 at 0 as in PyTorch. NaN stays NaN: a ReLU that swallows it hides a diverged run.
pub(super) struct Relu;
impl Function for Relu {
    #[inline(always)]
    fn value(z: Wide, _: &Coefficients) -> Wide {
        z.at_least(0.0)
    }

    #[inline(always)]
    fn both(z: Wide, _: &Coefficients) -> (Wide, Wide) {
        (z.at_least(0.0), z.where_positive(one(), Wide::splat(0.0)))
    }
}

pub(super) struct LeakyRelu;
impl Function for LeakyRelu {
    #[inline(always)]
    fn value(z: Wide, _: &Coefficients) -> Wide {
        z.where_positive(z, z * Wide::splat(LEAK))
    }

    #[inline(always)]
    fn both(z: Wide, c: &Coefficients) -> (Wide, Wide) {
        (Self::value(z, c), z.where_positive(one(), Wide::splat(LEAK)))
    }
}

pub(super) struct Elu;
impl Function for Elu {
    #[inline(always)]
    fn value(z: Wide, c: &Coefficients) -> Wide {
        Self::both(z, c).0
    }

    #[inline(always)]
    fn both(z: Wide, c: &Coefficients) -> (Wide, Wide) {
        // Below 0 only, where eᶻ cannot overflow.
        let negative = exp_m1(z.at_most(0.0), c);
        (z.where_positive(z, negative), z.where_positive(one(), negative + one()))
    }
}

pub(super) struct Selu;
impl Function for Selu {
    #[inline(always)]
    fn value(z: Wide, c: &Coefficients) -> Wide {
        Self::both(z, c).0
    }

    #[inline(always)]
    fn both(z: Wide, c: &Coefficients) -> (Wide, Wide) {
        let (scale, alpha) = (Wide::splat(SELU_SCALE), Wide::splat(SELU_ALPHA));
        let negative = exp_m1(z.at_most(0.0), c);
        let slope = z.where_positive(one(), alpha * (negative + one()));
        (scale * z.where_positive(z, alpha * negative), scale * slope)
    }
}

/// z Φ(z), PyTorch's default form (Hendrycks and Gimpel 2016).
pub(super) struct Gelu;
impl Function for Gelu {
    #[inline(always)]
    fn value(z: Wide, c: &Coefficients) -> Wide {
        z * normal_distribution(z, c)
    }

    #[inline(always)]
    fn both(z: Wide, c: &Coefficients) -> (Wide, Wide) {
        let phi = normal_distribution(z, c);
        (z * phi, phi + z * normal_density(z, c))
    }
}

/// z σ(z) (Elfwing, Uchibe, Doya 2018; Ramachandran, Zoph, Le 2017).
pub(super) struct Silu;
impl Function for Silu {
    #[inline(always)]
    fn value(z: Wide, c: &Coefficients) -> Wide {
        z * sigmoid(z, c)
    }

    #[inline(always)]
    fn both(z: Wide, c: &Coefficients) -> (Wide, Wide) {
        let s = sigmoid(z, c);
        let a = z * s;
        (a, s + a * (one() - s))
    }
}
