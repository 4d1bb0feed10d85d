//! The hidden layers' non-linearities.

use crate::math::{Lanes, exp_m1, normal_density, normal_distribution, sigmoid, tanh};

/// Slope of leaky ReLU below 0, PyTorch's default.
const LEAK: f32 = 0.01;
/// λ and α of SELU (Klambauer, Unterthiner, Mayr, Hochreiter 2017).
const SELU_SCALE: f32 = 1.050_701;
const SELU_ALPHA: f32 = 1.673_263_2;

/// What an activation function is: f(z) and f′(z), lane by lane.
pub(super) trait Function {
    /// f(z)
    fn value(z: Lanes) -> Lanes;

    /// f(z) and f′(z)
    fn both(z: Lanes) -> (Lanes, Lanes);
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
fn one() -> Lanes {
    Lanes::splat(1.0)
}

pub(super) struct Linear;
impl Function for Linear {
    #[inline(always)]
    fn value(z: Lanes) -> Lanes {
        z
    }

    #[inline(always)]
    fn both(z: Lanes) -> (Lanes, Lanes) {
        (z, one())
    }
}

pub(super) struct Sigmoid;
impl Function for Sigmoid {
    #[inline(always)]
    fn value(z: Lanes) -> Lanes {
        sigmoid(z)
    }

    #[inline(always)]
    fn both(z: Lanes) -> (Lanes, Lanes) {
        let a = sigmoid(z);
        (a, a * (one() - a))
    }
}

pub(super) struct Tanh;
impl Function for Tanh {
    #[inline(always)]
    fn value(z: Lanes) -> Lanes {
        tanh(z)
    }

    #[inline(always)]
    fn both(z: Lanes) -> (Lanes, Lanes) {
        let a = tanh(z);
        (a, one() - a * a)
    }
}

/// max(0, z), with slope 0 at 0 as in PyTorch. NaN stays NaN: a ReLU that swallows it hides a diverged run.
pub(super) struct Relu;
impl Function for Relu {
    #[inline(always)]
    fn value(z: Lanes) -> Lanes {
        z.at_least(0.0)
    }

    #[inline(always)]
    fn both(z: Lanes) -> (Lanes, Lanes) {
        (z.at_least(0.0), z.where_positive(one(), Lanes::splat(0.0)))
    }
}

pub(super) struct LeakyRelu;
impl Function for LeakyRelu {
    #[inline(always)]
    fn value(z: Lanes) -> Lanes {
        z.where_positive(z, z * Lanes::splat(LEAK))
    }

    #[inline(always)]
    fn both(z: Lanes) -> (Lanes, Lanes) {
        (Self::value(z), z.where_positive(one(), Lanes::splat(LEAK)))
    }
}

pub(super) struct Elu;
impl Function for Elu {
    #[inline(always)]
    fn value(z: Lanes) -> Lanes {
        Self::both(z).0
    }

    #[inline(always)]
    fn both(z: Lanes) -> (Lanes, Lanes) {
        // Below 0 only, where eᶻ cannot overflow.
        let negative = exp_m1(z.at_most(0.0));
        (z.where_positive(z, negative), z.where_positive(one(), negative + one()))
    }
}

pub(super) struct Selu;
impl Function for Selu {
    #[inline(always)]
    fn value(z: Lanes) -> Lanes {
        Self::both(z).0
    }

    #[inline(always)]
    fn both(z: Lanes) -> (Lanes, Lanes) {
        let (scale, alpha) = (Lanes::splat(SELU_SCALE), Lanes::splat(SELU_ALPHA));
        let negative = exp_m1(z.at_most(0.0));
        let slope = z.where_positive(one(), alpha * (negative + one()));
        (scale * z.where_positive(z, alpha * negative), scale * slope)
    }
}

/// z Φ(z), PyTorch's default form (Hendrycks and Gimpel 2016).
pub(super) struct Gelu;
impl Function for Gelu {
    #[inline(always)]
    fn value(z: Lanes) -> Lanes {
        z * normal_distribution(z)
    }

    #[inline(always)]
    fn both(z: Lanes) -> (Lanes, Lanes) {
        let phi = normal_distribution(z);
        (z * phi, phi + z * normal_density(z))
    }
}

/// z σ(z) (Elfwing, Uchibe, Doya 2018; Ramachandran, Zoph, Le 2017).
pub(super) struct Silu;
impl Function for Silu {
    #[inline(always)]
    fn value(z: Lanes) -> Lanes {
        z * sigmoid(z)
    }

    #[inline(always)]
    fn both(z: Lanes) -> (Lanes, Lanes) {
        let s = sigmoid(z);
        let a = z * s;
        (a, s + a * (one() - s))
    }
}
