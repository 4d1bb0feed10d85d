//! The hidden layers' non-linearities.

use crate::math::{Coefficients, Lanes, exp_m1, normal_density, normal_distribution, sigmoid, tanh};

/// Slope of leaky ReLU below 0, PyTorch's default.
const LEAK: f32 = 0.01;
/// λ and α of SELU (Klambauer, Unterthiner, Mayr, Hochreiter 2017).
const SELU_SCALE: f32 = 1.050_701;
const SELU_ALPHA: f32 = 1.673_263_2;

/// As many numbers as a layer's are worked off at a time.
pub(super) type Wide = Lanes<4>;
/// Numbers in a [`Wide`].
pub(super) const WIDTH: usize = 16;

/// What an activation function is: f(z) and f′(z), lane by lane.
pub(super) trait Function {
    /// f(z)
    fn value<const N: usize>(z: Lanes<N>, c: &Coefficients) -> Lanes<N>;

    /// f(z) and f′(z)
    fn both<const N: usize>(z: Lanes<N>, c: &Coefficients) -> (Lanes<N>, Lanes<N>);
}

/// Runs a generic function with the type that stands for an [`Activation`], and the number of vectors that it is worked out for
/// at a time: more hide one operation's delay behind the others, fewer take less of the page's bytes.
macro_rules! dispatch {
    ($activation:expr, $f:ident :: <_, _>($($argument:expr),*)) => {
        match $activation {
            $crate::experiment::Activation::Linear => $f::<$crate::nn::activation::Linear, 4>($($argument),*),
            $crate::experiment::Activation::Sigmoid => $f::<$crate::nn::activation::Sigmoid, 2>($($argument),*),
            $crate::experiment::Activation::Tanh => $f::<$crate::nn::activation::Tanh, 4>($($argument),*),
            $crate::experiment::Activation::Relu => $f::<$crate::nn::activation::Relu, 4>($($argument),*),
            $crate::experiment::Activation::LeakyRelu => $f::<$crate::nn::activation::LeakyRelu, 4>($($argument),*),
            $crate::experiment::Activation::Elu => $f::<$crate::nn::activation::Elu, 2>($($argument),*),
            $crate::experiment::Activation::Selu => $f::<$crate::nn::activation::Selu, 2>($($argument),*),
            $crate::experiment::Activation::Gelu => $f::<$crate::nn::activation::Gelu, 2>($($argument),*),
            $crate::experiment::Activation::Silu => $f::<$crate::nn::activation::Silu, 2>($($argument),*),
        }
    };
}
pub(super) use dispatch;

#[inline(always)]
fn one<const N: usize>() -> Lanes<N> {
    Lanes::splat(1.0)
}

pub(super) struct Linear;
impl Function for Linear {
    #[inline(always)]
    fn value<const N: usize>(z: Lanes<N>, _: &Coefficients) -> Lanes<N> {
        z
    }

    #[inline(always)]
    fn both<const N: usize>(z: Lanes<N>, _: &Coefficients) -> (Lanes<N>, Lanes<N>) {
        (z, one())
    }
}

pub(super) struct Sigmoid;
impl Function for Sigmoid {
    #[inline(always)]
    fn value<const N: usize>(z: Lanes<N>, c: &Coefficients) -> Lanes<N> {
        sigmoid(z, c)
    }

    #[inline(always)]
    fn both<const N: usize>(z: Lanes<N>, c: &Coefficients) -> (Lanes<N>, Lanes<N>) {
        let a = sigmoid(z, c);
        (a, a * (one() - a))
    }
}

pub(super) struct Tanh;
impl Function for Tanh {
    #[inline(always)]
    fn value<const N: usize>(z: Lanes<N>, c: &Coefficients) -> Lanes<N> {
        tanh(z, c)
    }

    #[inline(always)]
    fn both<const N: usize>(z: Lanes<N>, c: &Coefficients) -> (Lanes<N>, Lanes<N>) {
        let a = tanh(z, c);
        (a, one() - a * a)
    }
}

/// max(0, z), with slope 0 at 0 as in PyTorch. NaN stays NaN: a ReLU that swallows it hides a diverged run.
pub(super) struct Relu;
impl Function for Relu {
    #[inline(always)]
    fn value<const N: usize>(z: Lanes<N>, _: &Coefficients) -> Lanes<N> {
        z.at_least(0.0)
    }

    #[inline(always)]
    fn both<const N: usize>(z: Lanes<N>, _: &Coefficients) -> (Lanes<N>, Lanes<N>) {
        (z.at_least(0.0), z.where_positive(one(), Lanes::splat(0.0)))
    }
}

pub(super) struct LeakyRelu;
impl Function for LeakyRelu {
    #[inline(always)]
    fn value<const N: usize>(z: Lanes<N>, _: &Coefficients) -> Lanes<N> {
        z.where_positive(z, z * Lanes::splat(LEAK))
    }

    #[inline(always)]
    fn both<const N: usize>(z: Lanes<N>, c: &Coefficients) -> (Lanes<N>, Lanes<N>) {
        (Self::value(z, c), z.where_positive(one(), Lanes::splat(LEAK)))
    }
}

pub(super) struct Elu;
impl Function for Elu {
    #[inline(always)]
    fn value<const N: usize>(z: Lanes<N>, c: &Coefficients) -> Lanes<N> {
        Self::both(z, c).0
    }

    #[inline(always)]
    fn both<const N: usize>(z: Lanes<N>, c: &Coefficients) -> (Lanes<N>, Lanes<N>) {
        // Below 0 only, where eᶻ cannot overflow.
        let negative = exp_m1(z.at_most(0.0), c);
        (z.where_positive(z, negative), z.where_positive(one(), negative + one()))
    }
}

pub(super) struct Selu;
impl Function for Selu {
    #[inline(always)]
    fn value<const N: usize>(z: Lanes<N>, c: &Coefficients) -> Lanes<N> {
        Self::both(z, c).0
    }

    #[inline(always)]
    fn both<const N: usize>(z: Lanes<N>, c: &Coefficients) -> (Lanes<N>, Lanes<N>) {
        let (scale, alpha) = (Lanes::splat(SELU_SCALE), Lanes::splat(SELU_ALPHA));
        let negative = exp_m1(z.at_most(0.0), c);
        let slope = z.where_positive(one(), alpha * (negative + one()));
        (scale * z.where_positive(z, alpha * negative), scale * slope)
    }
}

/// z Φ(z), PyTorch's default form (Hendrycks and Gimpel 2016).
pub(super) struct Gelu;
impl Function for Gelu {
    #[inline(always)]
    fn value<const N: usize>(z: Lanes<N>, c: &Coefficients) -> Lanes<N> {
        z * normal_distribution(z, c)
    }

    #[inline(always)]
    fn both<const N: usize>(z: Lanes<N>, c: &Coefficients) -> (Lanes<N>, Lanes<N>) {
        let phi = normal_distribution(z, c);
        (z * phi, phi + z * normal_density(z, c))
    }
}

/// z σ(z) (Elfwing, Uchibe, Doya 2018; Ramachandran, Zoph, Le 2017).
pub(super) struct Silu;
impl Function for Silu {
    #[inline(always)]
    fn value<const N: usize>(z: Lanes<N>, c: &Coefficients) -> Lanes<N> {
        z * sigmoid(z, c)
    }

    #[inline(always)]
    fn both<const N: usize>(z: Lanes<N>, c: &Coefficients) -> (Lanes<N>, Lanes<N>) {
        let s = sigmoid(z, c);
        let a = z * s;
        (a, s + a * (one() - s))
    }
}
