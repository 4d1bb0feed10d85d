//! Bands around a centre: the generators `circle`, `rings`, `moons` and `spiral`.

use core::f64::consts::PI;

use super::{NO_NOISE, normal_between};
use crate::rng::Stream;

/// The uniform law, by area, on the band
/// { centre + r (cos θ, sin θ) : θ₀ ≤ θ ≤ θ₁, |r − m(θ)| ≤ width/2 },
/// where the middle m goes linearly in θ from m₀ to m₁.
///
/// A disc, a ring, a half ring and a spiral arm are all of this form. The area is width · (m₀ + m₁)/2 · (θ₁ − θ₀).
///
/// The law is uniform, so points lie as densely at the outer end of a spiral arm as at the inner one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::data) struct Band {
    centre: [f64; 2],
    /// θ₀ and θ₁ in radians, 0 ≤ θ₀ < θ₁.
    angles: [f64; 2],
    /// m₀ and m₁, 0 < m₀ ≤ m₁.
    middles: [f64; 2],
    /// At most 2 m₀.
    width: f64,
}

/// Standard deviations beyond which the noise density counts as 0: exp(−8²/2) ≈ 10⁻¹⁴.
const REACH: f64 = 8.0;
/// The same, where less will do: exp(−4.8²/2) ≈ 10⁻⁵.
const ROUGH_REACH: f64 = 4.8;

impl Band {
    /// Class 0: the disc of radius 1.25. Class 1: the ring from radius 1.75 to 2.5.
    pub(in crate::data) const fn circle(class: u32) -> Self {
        if class == 0 { Self::full(0.625, 1.25) } else { Self::full(2.125, 0.75) }
    }

    /// Class c: the ring of width 0.2 around radius 2.5 (c + 1) / classes; class 0 is the innermost.
    pub(in crate::data) fn ring(class: u32, classes: u32) -> Self {
        Self::full(2.5 * f64::from(class + 1) / f64::from(classes), 0.2)
    }

    /// Half rings of radius 1.6 and width 0.2: class 0 opens downwards around (−0.8, −0.4), class 1 upwards around
    /// (0.8, 0.4). These are scikit-learn's `make_moons`, centred and 1.6 times as large.
    pub(in crate::data) const fn moon(class: u32) -> Self {
        let (middles, width) = ([1.6; 2], 0.2);
        if class == 0 {
            Self { centre: [-0.8, -0.4], angles: [0.0, PI], middles, width }
        } else {
            Self { centre: [0.8, 0.4], angles: [PI, 2.0 * PI], middles, width }
        }
    }

    /// One and a half turns of width 0.2, from radius 0.3 at the angle 0 (class 0) or π (class 1) to radius 2.5.
    pub(in crate::data) const fn arm(class: u32) -> Self {
        const TURNS: f64 = 1.5;
        let start = if class == 0 { 0.0 } else { PI };
        Self { centre: [0.0; 2], angles: [start, start + TURNS * 2.0 * PI], middles: [0.3, 2.5], width: 0.2 }
    }

    /// All around the origin.
    const fn full(middle: f64, width: f64) -> Self {
        Self { centre: [0.0; 2], angles: [0.0, 2.0 * PI], middles: [middle; 2], width }
    }

    fn area(&self) -> f64 {
        self.width * (self.middles[0] + self.middles[1]) / 2.0 * (self.angles[1] - self.angles[0])
    }

    /// dm/dθ
    fn slope(&self) -> f64 {
        (self.middles[1] - self.middles[0]) / (self.angles[1] - self.angles[0])
    }

    /// The band's least and largest radius at the angle θ.
    fn radii(&self, angle: f64) -> [f64; 2] {
        let middle = self.middles[0] + self.slope() * (angle - self.angles[0]);
        [middle - self.width / 2.0, middle + self.width / 2.0]
    }

    /// The area up to θ grows with m(θ), so m² is uniform on a spiral; within an angle r² is.
    pub(super) fn draw(&self, stream: &mut Stream) -> [f64; 2] {
        let (u, v) = (stream.uniform(), stream.uniform());
        let [m0, m1] = self.middles;
        let share = if m0 < m1 { (libm::sqrt(m0 * m0 + u * (m1 * m1 - m0 * m0)) - m0) / (m1 - m0) } else { u };
        let angle = self.angles[0] + share * (self.angles[1] - self.angles[0]);
        let [inner, outer] = self.radii(angle);
        let r = libm::sqrt(inner * inner + v * (outer * outer - inner * inner));
        [self.centre[0] + r * libm::cos(angle), self.centre[1] + r * libm::sin(angle)]
    }

    /// With ρ and α the polar coordinates of x around the centre, a = ρ cos(α − θ), b = ρ sin(α − θ), the density is
    ///
    /// 1/area · ∫ dθ exp(−b²/2σ²)/2π · { exp(−(r₀−a)²/2σ²) − exp(−(r₁−a)²/2σ²) + √(2π) a/σ · [Φ((r₁−a)/σ) − Φ((r₀−a)/σ)] }
    ///
    /// in which the integral over r is already done. The rest is Gauss and Legendre's rule with eight nodes for every
    /// two and a half of the integrand's widths; the error is below 10⁻⁷ of the uniform density 1/area. Angles from which x is
    /// seen more than eight σ away from the ray are left out.
    pub(super) fn density(&self, x: [f64; 2], noise: f64) -> f64 {
        self.density_by(2.5, REACH, x, noise)
    }

    /// The density in less than half of the time, with an error below 2 · 10⁻⁵ of the uniform density.
    pub(super) fn rough_density(&self, x: [f64; 2], noise: f64) -> f64 {
        self.density_by(ROUGH_REACH / 1.5, ROUGH_REACH, x, noise)
    }

    /// The density by eight nodes for so many of the integrand's widths, up to so many standard deviations away.
    fn density_by(&self, widths: f64, reach: f64, x: [f64; 2], noise: f64) -> f64 {
        let [d1, d2] = [x[0] - self.centre[0], x[1] - self.centre[1]];
        let distance = libm::sqrt(d1 * d1 + d2 * d2);
        let reach = reach * noise;
        if distance + reach < self.radii(self.angles[0])[0] {
            return 0.0;
        }
        let direction = libm::atan2(d2, d1);
        if noise < NO_NOISE {
            return self.plain_density(distance, direction);
        }
        let integrand = |angle: f64| {
            let (sin, cos) = libm::sincos(direction - angle);
            let (a, b) = (distance * cos / noise, distance * sin / noise);
            let [inner, outer] = self.radii(angle).map(|r| r / noise - a);
            let bell = |z: f64| libm::exp(-0.5 * z * z);
            let root = libm::sqrt(2.0 * PI);
            // Where x lies behind the centre, the difference of two equal numbers may come out below 0.
            bell(b) * (bell(inner) - bell(outer) + root * a * normal_between(inner, outer)).max(0.0)
        };
        // The ray turns past x with ρ dθ, and the band's edges move with the slope.
        let panel = widths * noise / noise.max(distance + self.slope());
        let [start, end] = self.angles;
        let integral = if distance > reach {
            let half = libm::asin(reach / distance);
            self.turns(direction - half)
                .map(|from| [from.max(start), (from + 2.0 * half).min(end)])
                .filter(|&[from, to]| {
                    // From its least radius to its largest, this turn may be out of reach.
                    let ([inner, _], [_, outer]) = (self.radii(from), self.radii(to));
                    inner <= distance + reach && outer >= distance - reach
                })
                .map(|[from, to]| integrate(from, to, panel, integrand))
                .sum()
        } else {
            integrate(start, end, panel, integrand)
        };
        integral / (2.0 * PI * self.area())
    }

    fn plain_density(&self, distance: f64, direction: f64) -> f64 {
        let covered = self.turns(direction).any(|angle| {
            let [inner, outer] = self.radii(angle);
            angle >= self.angles[0] && angle <= self.angles[1] && inner <= distance && distance <= outer
        });
        if covered { 1.0 / self.area() } else { 0.0 }
    }

    /// The angles equal to `angle`, which is at least −3π/2, up to whole turns, as far as the band goes.
    fn turns(&self, angle: f64) -> impl Iterator<Item = f64> + use<> {
        let end = self.angles[1];
        core::iter::successors(Some(angle), |angle| Some(angle + 2.0 * PI)).take_while(move |&angle| angle <= end)
    }
}

/// ∫ f from `from` to `to`, 0 where that is empty, in panels no longer than `panel`.
fn integrate(from: f64, to: f64, panel: f64, f: impl Fn(f64) -> f64) -> f64 {
    // Abramowitz and Stegun, table 25.4, n = 8: nodes and weights on [−1, 1], symmetric.
    const RULE: [[f64; 2]; 4] = [
        [0.183_434_642_495_649_8, 0.362_683_783_378_362],
        [0.525_532_409_916_329, 0.313_706_645_877_887_3],
        [0.796_666_477_413_626_7, 0.222_381_034_453_374_5],
        [0.960_289_856_497_536_3, 0.101_228_536_290_376_3],
    ];
    let mut sum = 0.0;
    let mut from = from;
    while from < to {
        let until = (from + panel).min(to);
        let (middle, half) = ((from + until) / 2.0, (until - from) / 2.0);
        for [node, weight] in RULE {
            sum += half * weight * (f(middle - half * node) + f(middle + half * node));
        }
        from = until;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::vec::Vec;

    /// The double integral over the band by Simpson's rule in angle and radius.
    fn reference(band: &Band, x: [f64; 2], noise: f64) -> f64 {
        const ANGLES: u32 = 1500;
        const RADII: u32 = 300;
        let simpson = |i: u32, n: u32| if i == 0 || i == n { 1.0 / 3.0 } else { f64::from(2 + 2 * (i % 2)) / 3.0 };
        let [start, end] = band.angles;
        let mut sum = 0.0;
        for i in 0..=ANGLES {
            let angle = start + (end - start) * f64::from(i) / f64::from(ANGLES);
            let [inner, outer] = band.radii(angle);
            for j in 0..=RADII {
                let weight = simpson(i, ANGLES) * simpson(j, RADII);
                let r = inner + (outer - inner) * f64::from(j) / f64::from(RADII);
                let d1 = x[0] - band.centre[0] - r * libm::cos(angle);
                let d2 = x[1] - band.centre[1] - r * libm::sin(angle);
                sum += weight * r * (outer - inner) * libm::exp(-(d1 * d1 + d2 * d2) / (2.0 * noise * noise));
            }
        }
        sum * (end - start) / f64::from(ANGLES * RADII) / (2.0 * PI * noise * noise) / band.area()
    }

    fn bands() -> Vec<Band> {
        [Band::circle(0), Band::circle(1), Band::ring(0, 5), Band::moon(0), Band::moon(1), Band::arm(0), Band::arm(1)]
            .into()
    }

    #[test]
    fn the_density_is_the_double_integral() {
        let mut stream = Stream::new(1, crate::rng::Purpose::Points, &[]);
        for band in bands() {
            for noise in [0.1, 0.3, 1.0] {
                let near = band.draw(&mut stream);
                for x in [near, [near[0] + 2.0 * noise, near[1]], [0.0, 0.0], [1e-3, 0.0], [0.3, -0.2]] {
                    let (got, expected) = (band.density(x, noise), reference(&band, x, noise));
                    let error = (got - expected).abs() * band.area();
                    assert!(error < 1e-6, "{band:?} at {x:?}, noise {noise}: {got} against {expected}");
                }
            }
        }
    }

    #[test]
    fn finer_panels_change_nothing_to_speak_of() {
        let mut stream = Stream::new(2, crate::rng::Purpose::Points, &[]);
        for band in bands() {
            for noise in [1e-6, 1e-4, 0.01, 0.05, 0.1, 0.3, 1.0] {
                for _ in 0..300 {
                    let near = band.draw(&mut stream).map(|x| x + 2.0 * noise * stream.normal());
                    let anywhere = [3.0 * stream.symmetric(), 3.0 * stream.symmetric()];
                    for x in [near, anywhere] {
                        let error = (band.density(x, noise) - band.density_by(0.7, REACH, x, noise)) * band.area();
                        assert!(error.abs() < 1e-7, "{band:?} at {x:?}, noise {noise}: {error}");
                        let rough = (band.density(x, noise) - band.rough_density(x, noise)) * band.area();
                        assert!(rough.abs() < 2e-5, "{band:?} at {x:?}, noise {noise}: {rough}");
                    }
                }
            }
        }
    }

    #[test]
    fn little_noise_leaves_the_uniform_density_inside_and_none_outside() {
        for band in bands() {
            let middle = (band.angles[0] + band.angles[1]) / 2.0;
            let [inner, outer] = band.radii(middle);
            let at = |r: f64| [band.centre[0] + r * libm::cos(middle), band.centre[1] + r * libm::sin(middle)];
            for noise in [0.0, 1e-12, 1e-6, 1e-3] {
                let inside = band.density(at((inner + outer) / 2.0), noise) * band.area();
                assert!((inside - 1.0).abs() < 1e-6, "{band:?}, noise {noise}: {inside}");
                assert_eq!(band.density(at(outer + 0.1), noise), 0.0);
            }
        }
    }
}
