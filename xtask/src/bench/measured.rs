//! What the parts of the benchmark write down, and what follows from it.

use anyhow::{Result, ensure};
use serde::{Deserialize, Serialize};

/// One environment's measurements: a browser, Node, or the native build beside another library.
#[derive(Debug, Deserialize)]
pub(crate) struct Turns {
    /// The version of the browser, of Node, of the library.
    pub(crate) version: String,
    /// Whether everyone learns the same.
    pub(crate) checks: Checks,
    /// What was timed.
    pub(crate) groups: Vec<Group>,
}

/// What had to hold before anything was timed.
#[derive(Debug, Deserialize)]
pub(crate) struct Checks {
    /// Losses after the same training.
    pub(crate) training: Vec<TrainingCheck>,
    /// Fields of the same parameters.
    pub(crate) fields: Vec<FieldCheck>,
}

/// One contender's training beside trainscope's. A number that is missing was none.
#[derive(Debug, Deserialize)]
pub(crate) struct TrainingCheck {
    pub(crate) work: String,
    pub(crate) contender: String,
    pub(crate) steps: u32,
    pub(crate) first: Option<f64>,
    pub(crate) loss: Option<f64>,
    /// Distance from trainscope's loss as a share of it; none for a contender that cannot make the same update.
    pub(crate) relative: Option<f64>,
    pub(crate) ok: bool,
    pub(crate) note: String,
}

/// One contender's field beside trainscope's.
#[derive(Debug, Deserialize)]
pub(crate) struct FieldCheck {
    pub(crate) work: String,
    pub(crate) contender: String,
    pub(crate) difference: Option<f64>,
    pub(crate) tolerance: f64,
    pub(crate) unit: String,
    pub(crate) ok: bool,
}

/// Contenders that were timed in turns.
#[derive(Debug, Deserialize)]
pub(crate) struct Group {
    pub(crate) name: String,
    /// Floating-point operations of one unit, where they are counted.
    pub(crate) operations: Option<f64>,
    pub(crate) contenders: Vec<Contender>,
}

/// One contender's times, a time for each round.
#[derive(Debug, Deserialize)]
pub(crate) struct Contender {
    pub(crate) name: String,
    pub(crate) nanoseconds: Vec<f64>,
}

/// What criterion says of one benchmark, in nanoseconds.
#[derive(Debug, Serialize)]
pub(crate) struct Estimate {
    pub(crate) name: String,
    pub(crate) median: f64,
    /// The 95% confidence interval of the median.
    pub(crate) lower: f64,
    pub(crate) upper: f64,
}

/// The machine and the time.
#[derive(Debug, Deserialize)]
pub(crate) struct Machine {
    pub(crate) date: String,
    pub(crate) cpu: String,
    pub(crate) cores: u32,
    pub(crate) gibibytes: f64,
    pub(crate) system: String,
    pub(crate) node: String,
    pub(crate) load: f64,
    pub(crate) packages: std::collections::BTreeMap<String, String>,
}

/// The page as a visitor has it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Page {
    pub(crate) slow_down: f64,
    pub(crate) files: Vec<Sent>,
    /// How much slower the same work is under the slow-down.
    pub(crate) reach: Reach,
    /// Milliseconds from navigation to the first training step.
    pub(crate) first_step: Vec<f64>,
    pub(crate) first_step_without_worker: Vec<f64>,
    pub(crate) first_step_at_full_speed: Vec<f64>,
    pub(crate) training: Training,
}

/// A file that the page loads.
#[derive(Debug, Deserialize)]
pub(crate) struct Sent {
    pub(crate) path: String,
    pub(crate) raw: u64,
    pub(crate) brotli: u64,
    /// Milliseconds after the document at which it was sent, under the slow-down, load by load.
    pub(crate) after: Vec<f64>,
    /// Whether it counts as the playground's wasm, JavaScript or CSS.
    pub(crate) counted: bool,
}

/// On the page's own thread, and in a worker.
#[derive(Debug, Deserialize)]
pub(crate) struct Reach {
    pub(crate) page: f64,
    pub(crate) worker: f64,
}

/// Four lanes in training: the tasks of the page's own thread, in milliseconds.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Training {
    pub(crate) milliseconds: f64,
    pub(crate) steps: u64,
    pub(crate) tasks: u64,
    pub(crate) longest: f64,
    pub(crate) second_longest: f64,
    pub(crate) ninety_ninth: f64,
    pub(crate) over_long: u64,
    /// The longest by the time that the thread itself computed.
    pub(crate) longest_on_cpu: f64,
    /// What went on during the longest task; a part of another is listed too.
    pub(crate) inside: Vec<Inside>,
    /// Points along each side of the finest field that was drawn.
    pub(crate) field: u32,
}

/// One thing that went on during a task, by the browser's name for it.
#[derive(Debug, Deserialize)]
pub(crate) struct Inside {
    pub(crate) name: String,
    pub(crate) milliseconds: f64,
}

/// The middle half of some numbers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(crate) struct Spread {
    pub(crate) median: f64,
    pub(crate) lower: f64,
    pub(crate) upper: f64,
}

impl Spread {
    /// Median and quartiles, interpolated between neighbours.
    pub(crate) fn of(values: &[f64]) -> Result<Self> {
        ensure!(!values.is_empty(), "nothing was measured");
        ensure!(values.iter().all(|value| value.is_finite()), "a measurement is not a number");
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let at = |quarters: usize| {
            let place = quarters * (sorted.len() - 1);
            let (below, rest) = (place / 4, place % 4);
            let next = sorted[(below + 1).min(sorted.len() - 1)];
            sorted[below] + (next - sorted[below]) * [0.0, 0.25, 0.5, 0.75][rest]
        };
        Ok(Self { median: at(2), lower: at(1), upper: at(3) })
    }
}

impl Group {
    /// The contender of this name.
    pub(crate) fn contender(&self, name: &str) -> Option<&Contender> {
        self.contenders.iter().find(|contender| contender.name == name)
    }
}

impl Contender {
    /// The middle of its times.
    pub(crate) fn spread(&self) -> Result<Spread> {
        Spread::of(&self.nanoseconds)
    }

    /// How many times the time of another this one needs, round by round.
    pub(crate) fn times(&self, other: &Self) -> Result<Spread> {
        ensure!(self.nanoseconds.len() == other.nanoseconds.len(), "{} and {} differ in rounds", self.name, other.name);
        let pairs = self.nanoseconds.iter().zip(&other.nanoseconds);
        Spread::of(&pairs.map(|(own, other)| own / other).collect::<Vec<_>>())
    }

    /// The shortest of its times: what it takes when nothing else wants the core.
    fn fastest(&self) -> f64 {
        self.nanoseconds.iter().copied().fold(f64::INFINITY, f64::min)
    }

    /// How many times the other's fastest time its own fastest one is.
    pub(crate) fn times_at_best(&self, other: &Self) -> f64 {
        self.fastest() / other.fastest()
    }
}

impl Turns {
    /// The group of this name.
    pub(crate) fn group(&self, name: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.name == name)
    }

    /// The checks that did not hold.
    pub(crate) fn failures(&self) -> Vec<String> {
        let Checks { training, fields } = &self.checks;
        let training = training.iter().filter(|check| !check.ok);
        let fields = fields.iter().filter(|check| !check.ok);
        training
            .map(|check| format!("{} does not learn {} as trainscope does", check.contender, check.work))
            .chain(fields.map(|check| format!("the field of {} by {} is another", check.work, check.contender)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_lie_between_neighbours() {
        let spread = Spread::of(&[4.0, 1.0, 3.0, 2.0]).unwrap();
        assert_eq!(spread, Spread { lower: 1.75, median: 2.5, upper: 3.25 });
        assert_eq!(Spread::of(&[7.0]).unwrap(), Spread { lower: 7.0, median: 7.0, upper: 7.0 });
    }

    #[test]
    fn no_measurement_is_an_error() {
        assert!(Spread::of(&[]).is_err());
        assert!(Spread::of(&[1.0, f64::NAN]).is_err());
    }

    #[test]
    fn a_ratio_is_the_median_of_the_rounds_ratios() {
        // A machine that is ten times slower in the second round changes nothing.
        let ours = Contender { name: "ours".into(), nanoseconds: vec![1.0, 10.0, 1.0] };
        let theirs = Contender { name: "theirs".into(), nanoseconds: vec![3.0, 30.0, 4.0] };
        assert_eq!(theirs.times(&ours).unwrap(), Spread { lower: 3.0, median: 3.0, upper: 3.5 });
        assert!((theirs.times_at_best(&ours) - 3.0).abs() < f64::EPSILON);
        let short = Contender { name: "short".into(), nanoseconds: vec![1.0] };
        assert!(short.times(&ours).is_err());
    }
}
