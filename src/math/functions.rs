//! Transcendental functions of [`Lanes`], from multiply, add, divide and bit operations alone, so that they are the same
//! bits on every target. The errors stated are checked against f64 by this module's tests.

use core::f32::consts::FRAC_2_SQRT_PI;

use super::lanes::Lanes;

/// ln 2 in two parts: the first has few bits, so that its multiples are exact (Cody and Waite 1980).
const LN2_HIGH: f32 = 0.693_359_4;
const LN2_LOW: f32 = -2.121_944_4e-4;
/// Adding and subtracting 1.5 · 2²³ rounds to a whole number, which then stands in the low bits.
const ROUND: f32 = 12_582_912.0;

/// x = n ln 2 + r: returns 2ⁿ as two factors, and eʳ − 1.
///
/// The two factors reach below the smallest normal number and up to infinity without a special case.
#[inline(always)]
fn reduce(x: Lanes) -> (Lanes, Lanes, Lanes) {
    let shifted = x * Lanes::splat(core::f32::consts::LOG2_E) + Lanes::splat(ROUND);
    let n = shifted - Lanes::splat(ROUND);
    let r = (x - n * Lanes::splat(LN2_HIGH)) - n * Lanes::splat(LN2_LOW);
    // Coefficients of (eʳ − 1 − r) / r² on |r| ≤ ln 2 / 2, from Cephes' expf (Moshier).
    let tail = r.polynomial(&[1.987_569_1e-4, 1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 0.5]);
    let (a, b) = shifted.split_power(ROUND);
    (a, b, tail * r * r + r)
}

/// Beyond these eˣ is 0 or ∞ in `f32`, and the reduction's integers stay small.
#[inline(always)]
fn limit(x: Lanes) -> Lanes {
    x.at_least(-105.0).at_most(90.0)
}

/// eˣ, relative error at most 1.2 × 10⁻⁷ where the result is a normal number.
#[inline(always)]
#[must_use]
pub fn exp(x: Lanes) -> Lanes {
    let (a, b, rest) = reduce(limit(x));
    (rest + Lanes::splat(1.0)) * a * b
}

/// eˣ − 1 for x ≤ 0, relative error at most 3 × 10⁻⁷; what it gives for x > 0 is not to be used beyond 80.
#[inline(always)]
#[must_use]
pub fn exp_m1(x: Lanes) -> Lanes {
    let (a, b, rest) = reduce(limit(x));
    let power = a * b;
    rest * power + (power - Lanes::splat(1.0))
}

/// 1 / (1 + e⁻ˣ), relative error at most 3 × 10⁻⁷ where the result is a normal number.
#[inline(always)]
#[must_use]
pub fn sigmoid(x: Lanes) -> Lanes {
    Lanes::splat(1.0) / (Lanes::splat(1.0) + exp(-x))
}

/// tanh x, relative error at most 4 × 10⁻⁷; odd, and never beyond ±1.
///
/// x P(x²) / Q(x²), both of degree 4, fitted to the least relative error (2.1 × 10⁻⁸ before rounding) on |x| ≤ 9.02,
/// beyond which tanh rounds to ±1.
#[inline(always)]
#[must_use]
pub fn tanh(x: Lanes) -> Lanes {
    let x = x.at_least(-9.02).at_most(9.02);
    let u = x * x;
    let p = u.polynomial(&[1.331_895e-8, 2.058_339e-5, 3.494_029e-3, 1.337_971_3e-1, 1.0]);
    let q = u.polynomial(&[7.761_969e-7, 3.283_083_8e-4, 2.587_105_2e-2, 4.671_303e-1, 1.0]);
    (x * p / q).at_least(-1.0).at_most(1.0)
}

/// erf x = 2/√π ∫₀ˣ e^(−t²) dt, relative error at most 6 × 10⁻⁷; odd, and never beyond ±1.
///
/// x P(x²) / Q(x²), both of degree 5, fitted to the least relative error (1.9 × 10⁻⁸ before rounding) on |x| ≤ 3.93,
/// beyond which erf rounds to ±1.
#[inline(always)]
#[must_use]
pub fn erf(x: Lanes) -> Lanes {
    let x = x.at_least(-3.93).at_most(3.93);
    let u = x * x;
    let p = u.polynomial(&[2.041_972e-6, 2.848_072e-4, 3.779_566_7e-3, 5.279_015_3e-2, 1.907_829e-1, FRAC_2_SQRT_PI]);
    let q = u.polynomial(&[3.800_401_4e-5, 1.165_201_5e-3, 1.499_735_3e-2, 1.142_571_3e-1, 5.024_097e-1, 1.0]);
    (x * p / q).at_least(-1.0).at_most(1.0)
}

/// The standard normal distribution function Φ(x) = (1 + erf(x/√2)) / 2, absolute error at most 3 × 10⁻⁷.
#[inline(always)]
#[must_use]
pub fn normal_distribution(x: Lanes) -> Lanes {
    (erf(x * Lanes::splat(core::f32::consts::FRAC_1_SQRT_2)) + Lanes::splat(1.0)) * Lanes::splat(0.5)
}

/// The standard normal density φ(x) = e^(−x²/2) / √(2π).
#[inline(always)]
#[must_use]
pub fn normal_density(x: Lanes) -> Lanes {
    /// 1 / √(2π)
    const FACTOR: f32 = 0.398_942_3;
    exp(x * x * Lanes::splat(-0.5)) * Lanes::splat(FACTOR)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The largest of |f − reference| ÷ scale(reference) over numbers spread evenly on [low, high].
    fn worst(f: fn(Lanes) -> Lanes, reference: fn(f64) -> f64, low: f32, high: f32, relative: bool) -> f64 {
        let count = 400_000;
        let mut worst = 0.0_f64;
        for i in 0..=count {
            let x = low + (high - low) * (i as f32 / count as f32);
            let exact = reference(f64::from(x));
            let scale = if relative { exact.abs().max(f64::from(f32::MIN_POSITIVE)) } else { 1.0 };
            worst = worst.max((f64::from(f(Lanes::splat(x)).array()[3]) - exact).abs() / scale);
        }
        worst
    }

    #[test]
    fn stated_errors_hold() {
        let sigmoid64 = |x: f64| 1.0 / (1.0 + libm::exp(-x));
        assert!(worst(exp, libm::exp, -87.0, 88.7, true) < 1.2e-7);
        assert!(worst(exp_m1, libm::expm1, -20.0, 0.0, true) < 3e-7);
        assert!(worst(exp_m1, libm::expm1, -0.01, 0.0, true) < 3e-7);
        assert!(worst(sigmoid, sigmoid64, -87.0, 40.0, true) < 3e-7);
        assert!(worst(tanh, libm::tanh, -12.0, 12.0, true) < 4e-7);
        assert!(worst(tanh, libm::tanh, -0.01, 0.01, true) < 4e-7);
        assert!(worst(erf, libm::erf, -6.0, 6.0, true) < 6e-7);
        let phi = |x: f64| 0.5 * libm::erfc(-x * core::f64::consts::FRAC_1_SQRT_2);
        assert!(worst(normal_distribution, phi, -8.0, 8.0, false) < 3e-7);
        let density = |x: f64| libm::exp(-0.5 * x * x) / libm::sqrt(2.0 * core::f64::consts::PI);
        assert!(worst(normal_density, density, -8.0, 8.0, false) < 1e-7);
    }

    #[test]
    fn ends_and_nan() {
        let at = |f: fn(Lanes) -> Lanes, x: f32| f(Lanes::splat(x)).array()[0];
        assert_eq!(at(exp, f32::NEG_INFINITY), 0.0);
        assert_eq!(at(exp, f32::INFINITY), f32::INFINITY);
        assert_eq!(at(exp, 0.0), 1.0);
        assert_eq!(at(tanh, f32::INFINITY), 1.0);
        assert_eq!(at(tanh, -0.0).to_bits(), (-0.0_f32).to_bits());
        assert_eq!(at(sigmoid, -200.0), 0.0);
        assert_eq!(at(exp_m1, f32::NEG_INFINITY), -1.0);
        for f in [exp, exp_m1, tanh, sigmoid, erf, normal_density] {
            assert!(at(f, f32::NAN).is_nan());
        }
    }

    #[test]
    fn odd_to_the_bit() {
        for i in 0..10_000_u16 {
            let x = f32::from(i) * 1e-3;
            for f in [tanh, erf] {
                assert_eq!(f(Lanes::splat(x)).array()[0].to_bits(), (-f(Lanes::splat(-x)).array()[0]).to_bits());
                assert!(f(Lanes::splat(x)).array()[0] <= 1.0);
            }
        }
    }
}
