//! Shares, means and differences, each with its 95 % interval.

/// 97.5 % of a normal law lie below.
const Z: f64 = 1.959_963_984_540_054;

/// A figure and its 95 % interval.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Interval {
    pub(crate) value: f64,
    pub(crate) low: f64,
    pub(crate) high: f64,
}

impl Interval {
    /// With so many decimals.
    pub(crate) fn text(self, decimals: usize) -> String {
        let Self { value, low, high } = self;
        format!("{value:.decimals$} [{low:.decimals$}, {high:.decimals$}]")
    }

    /// A median and what the middle 90 % lie between: not in the brackets of an interval.
    pub(crate) fn around(self, decimals: usize) -> String {
        let Self { value, low, high } = self;
        format!("{value:.decimals$} ({low:.decimals$} to {high:.decimals$})")
    }

    /// A difference: with its sign.
    pub(crate) fn signed(self, decimals: usize) -> String {
        let Self { value, low, high } = self;
        format!("{value:+.decimals$} [{low:+.decimals$}, {high:+.decimals$}]")
    }

    /// Of a share, in percent; there are none above 100.
    pub(crate) fn percent(self) -> String {
        let [value, low, high] = [self.value, self.low, self.high.min(1.0)].map(|x| 100.0 * x);
        format!("{value:.1} % [{low:.1}, {high:.1}]")
    }
}

/// A share and Wilson's score interval (Wilson 1927).
pub(crate) fn share(count: usize, of: usize) -> Interval {
    let (n, p) = (of as f64, count as f64 / of as f64);
    let centre = (p + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
    let half = Z / (1.0 + Z * Z / n) * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    Interval { value: p, low: (centre - half).max(0.0), high: (centre + half).min(1.0) }
}

/// Student's t below which 97.5 % lie: Cornish and Fisher's expansion, right to three decimals from ten degrees of freedom on.
fn student(freedom: f64) -> f64 {
    let z3 = Z * Z * Z;
    let (z5, z7) = (z3 * Z * Z, z3 * z3 * Z);
    let terms = [
        (z3 + Z) / 4.0,
        (5.0 * z5 + 16.0 * z3 + 3.0 * Z) / 96.0,
        (3.0 * z7 + 19.0 * z5 + 17.0 * z3 - 15.0 * Z) / 384.0,
    ];
    Z + ((terms[2] / freedom + terms[1]) / freedom + terms[0]) / freedom
}

/// A mean and its t interval; of paired differences that of the difference.
pub(crate) fn mean(sample: &[f64]) -> Interval {
    let n = sample.len() as f64;
    let value = sample.iter().sum::<f64>() / n;
    let variance = sample.iter().map(|x| (x - value) * (x - value)).sum::<f64>() / (n - 1.0);
    let half = student(n - 1.0) * (variance / n).sqrt();
    Interval { value, low: value - half, high: value + half }
}

/// The mean of a − b over pairs, and its t interval.
pub(crate) fn difference(a: &[f64], b: &[f64]) -> Interval {
    assert_eq!(a.len(), b.len());
    mean(&a.iter().zip(b).map(|(a, b)| a - b).collect::<Vec<_>>())
}

/// The median, and the two numbers between which the middle 90 % lie: how much seeds differ, and no interval of a mean.
pub(crate) fn middle(sample: &[f64]) -> Interval {
    let mut sorted = sample.to_vec();
    sorted.sort_by(f64::total_cmp);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rank")]
    let at = |share: f64| sorted[(share * (sorted.len() - 1) as f64).round() as usize];
    Interval { value: at(0.5), low: at(0.05), high: at(0.95) }
}

/// In scientific notation.
pub(crate) fn powers(Interval { value, low, high }: Interval) -> String {
    format!("{value:.1e} ({low:.1e} to {high:.1e})")
}

#[test]
fn intervals_are_the_textbook_s() {
    // Brown, Cai and DasGupta 2001; Student's t of 29 and 99 degrees of freedom.
    let Interval { low, high, .. } = share(8, 10);
    assert!((low - 0.4902).abs() < 1e-4 && (high - 0.9433).abs() < 1e-4, "{low}, {high}");
    assert!((student(29.0) - 2.0452).abs() < 1e-4 && (student(99.0) - 1.9842).abs() < 1e-4);
    let Interval { value, low, high } = mean(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0]);
    // Variance 11, t of ten degrees of freedom 2.2281.
    assert!((value - 6.0).abs() < 1e-12 && (high - 8.2281).abs() < 1e-3 && (low - 3.7719).abs() < 1e-3);
}
