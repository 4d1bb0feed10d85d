//! What tells a sample from the distribution it should be from.

/// √n times the Kolmogorov–Smirnov statistic: the largest distance between the sample's distribution function and the true
/// one. A true sample exceeds 1.95 with probability 0.001: 2 exp(−2 · 1.95²).
pub(crate) fn kolmogorov_smirnov(sample: &[f64], distribution: impl Fn(f64) -> f64) -> f64 {
    let mut sorted = sample.to_vec();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len() as f64;
    let distances = sorted.iter().enumerate().map(|(rank, &x)| {
        let expected = distribution(x);
        assert!((0.0..=1.0).contains(&expected), "{x} is outside of the distribution");
        (expected - rank as f64 / n).abs().max((expected - (rank + 1) as f64 / n).abs())
    });
    distances.fold(0.0, f64::max) * n.sqrt()
}

/// The number that [`kolmogorov_smirnov`] should stay below.
pub(crate) const CRITICAL: f64 = 1.95;

/// Mean of xᵏ.
pub(crate) fn moment(sample: &[f64], k: i32) -> f64 {
    let power = |x: f64| (0..k).fold(1.0, |product, _| product * x);
    sample.iter().map(|&x| power(x)).sum::<f64>() / sample.len() as f64
}
