//! The target distribution: where a network is to be used, which need not be where its training set is from.

use core::f64::consts::PI;

use crate::experiment::{Data, Dataset, Experiment, Task};

/// The law of dev and test, where it is not the source's: the law of the training set, taken elsewhere.
///
/// A point x of the source's law goes to y = s R(φ) x + b + τ n, where s is `target.scale`, R turns by φ = `target.rotation`,
/// b is `target.shift_x1`, `target.shift_x2`, τ is `target.noise` and n standard normal. Class 0 has `target.odds` times the
/// odds that it has in the source: of the balance b, o b / (o b + 1 − b). In regression a target goes with its point,
/// and the noise τ n is on it.
///
/// So the law is the image, under a map that can be undone, of the source's law with other numbers: with noise √(σ² + τ²/s²)
/// (in regression √(σ² + τ²)) and with that balance. These are [`data`](Self::data), and every question about the target
/// distribution is one about them: p(y | class) = p(x | class) / s² and P(class | y) = P(class | x), where x is
/// [`to_source`](Self::to_source) of y.
///
/// ```
/// use trainscope::{data::TargetLaw, experiment::Experiment};
///
/// let mut experiment = Experiment::default();
/// assert!(TargetLaw::of(&experiment).is_none());
/// experiment.target.rotation = 90.0;
/// let [y1, y2] = TargetLaw::of(&experiment).unwrap().to_target([1.0, 0.0]);
/// assert!(y1.abs() < 1e-15 && (y2 - 1.0).abs() < 1e-15);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct TargetLaw {
    /// s cos φ and s sin φ.
    turn: [f64; 2],
    shift: [f64; 2],
    data: Data,
}

impl TargetLaw {
    /// None where the target is as the source (whatever `target.share` is), and for given points, which have no law.
    #[must_use]
    pub fn of(experiment: &Experiment) -> Option<Self> {
        let (data, target) = (&experiment.data, &experiment.target);
        let map = [target.rotation, target.shift_x1, target.shift_x2, target.noise];
        if data.dataset == Dataset::Custom || map == [0.0; 4] && target.scale == 1.0 && target.odds == 1.0 {
            return None;
        }
        let (sin, cos) = libm::sincos(target.rotation * PI / 180.0);
        let further = match experiment.task() {
            Task::Classes(_) => target.noise / target.scale,
            Task::Regression => target.noise,
        };
        let first = target.odds * data.balance;
        let data = Data {
            noise: libm::sqrt(data.noise * data.noise + further * further),
            balance: first / (first + 1.0 - data.balance),
            custom: alloc::vec::Vec::new(),
            ..data.clone()
        };
        let turn = [target.scale * cos, target.scale * sin];
        Some(Self { turn, shift: [target.shift_x1, target.shift_x2], data })
    }

    /// The source's law whose image this is.
    #[must_use]
    pub const fn data(&self) -> &Data {
        &self.data
    }

    /// s
    #[must_use]
    pub fn scale(&self) -> f64 {
        libm::hypot(self.turn[0], self.turn[1])
    }

    /// s R x + b
    #[must_use]
    pub fn to_target(&self, [x1, x2]: [f64; 2]) -> [f64; 2] {
        let [cos, sin] = self.turn;
        [cos * x1 - sin * x2 + self.shift[0], sin * x1 + cos * x2 + self.shift[1]]
    }

    /// Rᵀ(y − b) / s
    #[must_use]
    pub fn to_source(&self, [y1, y2]: [f64; 2]) -> [f64; 2] {
        let [cos, sin] = self.turn;
        let [d1, d2] = [y1 - self.shift[0], y2 - self.shift[1]];
        let square = cos * cos + sin * sin;
        [(cos * d1 + sin * d2) / square, (cos * d2 - sin * d1) / square]
    }
}
