//! Transcendental functions of [`Lanes`], from multiply, add, divide and bit operations alone, so that they are the same
//! bits on every target. The errors stated are checked against f64 by this module's tests.

use core::f32::consts::FRAC_2_SQRT_PI;

use super::lanes::Lanes;

/// Adding and subtracting 1.5 · 2²³ rounds to a whole number, which then stands in the low bits.
const ROUND: f32 = 12_582_912.0;

/// The coefficients of all functions here.
///
/// They are read from memory because that is where they are cheapest: an engine makes a vector that stands in the code from
/// three instructions, and loads one from memory with one. [`Coefficients::get`] hides from the compiler what they are.
#[derive(Debug)]
pub struct Coefficients {
    log2_e: f32,
    /// ln 2 in two parts: the first has few bits, so that its multiples are exact (Cody and Waite 1980).
    ln2: [f32; 2],
    /// (eʳ − 1 − r) / r² on |r| ≤ ln 2 / 2, from Cephes' expf (Moshier).
    exp: [f32; 6],
    /// Beyond these eˣ is 0 or ∞ in `f32`; between them the reduction's integers are small.
    exp_range: [f32; 2],
    /// Beyond these tanh rounds to ±1.
    tanh_range: [f32; 2],
    /// P and Q of tanh x = x P(x²) / Q(x²), fitted to the least relative error (2.1 × 10⁻⁸ before rounding) on |x| ≤ 9.02.
    tanh: [[f32; 5]; 2],
    /// Beyond these erf rounds to ±1.
    erf_range: [f32; 2],
    /// P and Q of erf x = x P(x²) / Q(x²), fitted to the least relative error (1.9 × 10⁻⁸ before rounding) on |x| ≤ 3.93.
    erf: [[f32; 6]; 2],
    /// −1 and 1
    unit: [f32; 2],
}

static COEFFICIENTS: Coefficients = Coefficients {
    log2_e: core::f32::consts::LOG2_E,
    ln2: [0.693_359_4, -2.121_944_4e-4],
    exp: [1.987_569_1e-4, 1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 0.5],
    exp_range: [-105.0, 90.0],
    tanh_range: [-9.02, 9.02],
    tanh: [
        [1.331_895e-8, 2.058_339e-5, 3.494_029e-3, 1.337_971_3e-1, 1.0],
        [7.761_969e-7, 3.283_083_8e-4, 2.587_105_2e-2, 4.671_303e-1, 1.0],
    ],
    erf_range: [-3.93, 3.93],
    erf: [
        [2.041_972e-6, 2.848_072e-4, 3.779_566_7e-3, 5.279_015_3e-2, 1.907_829e-1, FRAC_2_SQRT_PI],
        [3.800_401_4e-5, 1.165_201_5e-3, 1.499_735_3e-2, 1.142_571_3e-1, 5.024_097e-1, 1.0],
    ],
    unit: [-1.0, 1.0],
};

impl Coefficients {
    /// The coefficients; to be fetched once for a whole slice of numbers.
    #[inline(always)]
    #[must_use]
    pub fn get() -> &'static Self {
        core::hint::black_box(&COEFFICIENTS)
    }
}

/// x = n ln 2 + r: returns 2ⁿ as two factors, and eʳ − 1.
///
/// The two factors reach below the smallest normal number and up to infinity without a special case.
#[inline(always)]
fn reduce<const N: usize>(x: Lanes<N>, c: &Coefficients) -> (Lanes<N>, Lanes<N>, Lanes<N>) {
    let shifted = x * Lanes::splat(c.log2_e) + Lanes::splat(ROUND);
    let n = shifted - Lanes::splat(ROUND);
    let r = (x - n * Lanes::splat(c.ln2[0])) - n * Lanes::splat(c.ln2[1]);
    let tail = r.polynomial(&c.exp);
    let (a, b) = shifted.split_power(ROUND);
    (a, b, tail * r * r + r)
}

/// eˣ, relative error at most 1.2 × 10⁻⁷ where the result is a normal number.
#[inline(always)]
#[must_use]
pub fn exp<const N: usize>(x: Lanes<N>, c: &Coefficients) -> Lanes<N> {
    let (a, b, rest) = reduce(x.between(c.exp_range), c);
    (rest + Lanes::splat(c.unit[1])) * a * b
}

/// eˣ − 1 for x ≤ 0, relative error at most 3 × 10⁻⁷; what it gives for x > 0 is not to be used beyond 80.
#[inline(always)]
#[must_use]
pub fn exp_m1<const N: usize>(x: Lanes<N>, c: &Coefficients) -> Lanes<N> {
    let (a, b, rest) = reduce(x.between(c.exp_range), c);
    let power = a * b;
    rest * power + (power - Lanes::splat(c.unit[1]))
}

/// 1 / (1 + e⁻ˣ), relative error at most 3 × 10⁻⁷ where the result is a normal number.
#[inline(always)]
#[must_use]
pub fn sigmoid<const N: usize>(x: Lanes<N>, c: &Coefficients) -> Lanes<N> {
    Lanes::splat(c.unit[1]) / (Lanes::splat(c.unit[1]) + exp(-x, c))
}

/// x P(x²) / Q(x²) on a range, and ±1 at most.
#[inline(always)]
fn rational<const N: usize>(x: Lanes<N>, range: [f32; 2], [p, q]: [&[f32]; 2], c: &Coefficients) -> Lanes<N> {
    let x = x.between(range);
    let square = x * x;
    (x * square.polynomial(p) / square.polynomial(q)).between(c.unit)
}

/// tanh x, relative error at most 4 × 10⁻⁷; odd, and never beyond ±1.
#[inline(always)]
#[must_use]
pub fn tanh<const N: usize>(x: Lanes<N>, c: &Coefficients) -> Lanes<N> {
    rational(x, c.tanh_range, [&c.tanh[0], &c.tanh[1]], c)
}

/// erf x = 2/√π ∫₀ˣ e^(−t²) dt, relative error at most 6 × 10⁻⁷; odd, and never beyond ±1.
#[inline(always)]
#[must_use]
pub fn erf<const N: usize>(x: Lanes<N>, c: &Coefficients) -> Lanes<N> {
    rational(x, c.erf_range, [&c.erf[0], &c.erf[1]], c)
}

/// The standard normal distribution function Φ(x) = (1 + erf(x/√2)) / 2, absolute error at most 3 × 10⁻⁷.
#[inline(always)]
#[must_use]
pub fn normal_distribution<const N: usize>(x: Lanes<N>, c: &Coefficients) -> Lanes<N> {
    (erf(x * Lanes::splat(core::f32::consts::FRAC_1_SQRT_2), c) + Lanes::splat(c.unit[1])) * Lanes::splat(0.5)
}

/// The standard normal density φ(x) = e^(−x²/2) / √(2π).
#[inline(always)]
#[must_use]
pub fn normal_density<const N: usize>(x: Lanes<N>, c: &Coefficients) -> Lanes<N> {
    /// 1 / √(2π)
    const FACTOR: f32 = 0.398_942_3;
    exp(x * x * Lanes::splat(-0.5), c) * Lanes::splat(FACTOR)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Lanes = super::Lanes<1>;
    type Function = fn(Lanes, &Coefficients) -> Lanes;

    fn at(f: Function, x: f32) -> f32 {
        f(Lanes::splat(x), Coefficients::get()).quads()[0].array()[3]
    }

    /// The largest of |f − reference| ÷ scale(reference) over numbers spread evenly on [low, high].
    fn worst(f: Function, reference: fn(f64) -> f64, low: f32, high: f32, relative: bool) -> f64 {
        let count = 400_000;
        let mut worst = 0.0_f64;
        for i in 0..=count {
            let x = low + (high - low) * (i as f32 / count as f32);
            let exact = reference(f64::from(x));
            let scale = if relative { exact.abs().max(f64::from(f32::MIN_POSITIVE)) } else { 1.0 };
            worst = worst.max((f64::from(at(f, x)) - exact).abs() / scale);
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
        assert_eq!(at(exp, f32::NEG_INFINITY), 0.0);
        assert_eq!(at(exp, f32::INFINITY), f32::INFINITY);
        assert_eq!(at(exp, 0.0), 1.0);
        assert_eq!(at(tanh, f32::INFINITY), 1.0);
        assert_eq!(at(tanh, -0.0).to_bits(), (-0.0_f32).to_bits());
        assert_eq!(at(sigmoid, -200.0), 0.0);
        assert_eq!(at(exp_m1, f32::NEG_INFINITY), -1.0);
        for f in [exp, exp_m1, tanh, sigmoid, erf, normal_density] as [Function; 6] {
            assert!(at(f, f32::NAN).is_nan());
        }
    }

    #[test]
    fn odd_to_the_bit() {
        for i in 0..10_000_u16 {
            let x = f32::from(i) * 1e-3;
            for f in [tanh, erf] as [Function; 2] {
                assert_eq!(at(f, x).to_bits(), (-at(f, -x)).to_bits());
                assert!(at(f, x) <= 1.0);
            }
        }
    }
}
