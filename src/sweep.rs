//! A sweep: an experiment at every combination of several fields' values, under several seeds.
//!
//! What is trained and what is noted of it are said here once; whoever has cores shares out the jobs. A job is a function of its
//! number alone, so neither their order nor the machine matters: each gives the bits that a [`Trainer`] of its own gives.
//!
//! ```
//! use trainscope::experiment::Experiment;
//! use trainscope::sweep::{Axis, Sweep};
//!
//! let axes = ["dropout.p=0,0.5", "network.layers=[4],[4,4]"].map(|text| Axis::parse(text).unwrap());
//! let sweep = Sweep::new(&Experiment::default(), axes.into(), 3, 20).unwrap();
//! assert_eq!(sweep.jobs(), 2 * 2 * 3);
//! let last = sweep.job(11).unwrap();
//! assert_eq!(last.experiment().network.layers, [4, 4]);
//! assert!(last.run().train.unwrap().loss.is_finite());
//! ```

use alloc::{borrow::ToOwned, format, string::String, vec, vec::Vec};

use serde_json::Value as Json;

use crate::experiment::{Experiment, FIELDS, Field, Kind, Problem, Problems, Rule};
use crate::train::{Figures, ReplicaSummary, Trainer};

/// A field, and the values that it is to have.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// The field's path, such as `dropout.p`.
    pub path: &'static str,
    /// Its values.
    pub values: Vec<Json>,
}

/// The field of this path.
fn field(path: &str) -> Result<&'static Field, Problems> {
    let known = FIELDS.iter().flat_map(|section| section.iter()).find(|field| field.path == path);
    known.ok_or_else(|| Problems(vec![Problem::rule(path, path.to_owned(), Rule::NoSuchField)]))
}

/// A number, `true` or `false`, else a name.
fn scalar(text: &str) -> Json {
    let plain = serde_json::from_str(text).ok().filter(|json: &Json| json.is_number() || json.is_boolean());
    plain.unwrap_or_else(|| Json::String(text.to_owned()))
}

/// One value as a link has it: a list is its items with commas between them, in brackets or not.
fn value(kind: Kind, text: &str) -> Json {
    let text = text.trim();
    let inner = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    let is_list = inner.is_some()
        || matches!(kind, Kind::Integers { .. } | Kind::Choices { .. })
        || (matches!(kind, Kind::EachReal { .. } | Kind::EachChoice { .. }) && text.contains(','));
    if !is_list {
        return scalar(text);
    }
    let items = inner.unwrap_or(text).split(',').map(str::trim);
    Json::Array(items.filter(|item| !item.is_empty()).map(scalar).collect())
}

/// Sets a field of an experiment, and leaves it to [`Experiment::read`] to judge.
fn set(experiment: &mut Json, path: &str, value: Json) {
    if let Some((section, name)) = path.split_once('.') {
        experiment[section][name] = value;
    }
}

/// The experiment that JSON holds, or everything that is wrong with it.
fn read(json: Json) -> Result<Experiment, Problems> {
    let (experiment, problems) = Experiment::read(json);
    if problems.is_empty() { Ok(experiment) } else { Err(Problems(problems)) }
}

/// The experiment as JSON.
fn json_of(experiment: &Experiment) -> Json {
    crate::experiment::parse(&experiment.to_json()).unwrap_or_default()
}

/// The experiment of which these fields, as a link has them, differ from the defaults:
/// `data.dataset=moons&network.layers=8,8`.
///
/// # Errors
/// Everything that is wrong.
pub fn from_fields(text: &str) -> Result<Experiment, Problems> {
    let mut json = Json::Object(serde_json::Map::new());
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (path, text) = pair.split_once('=').unwrap_or((pair, ""));
        set(&mut json, path, value(field(path)?.kind, text));
    }
    read(json)
}

impl Axis {
    /// Reads `path=value,value,…`; a value that is a list is in brackets: `network.layers=[8,8],[16]`.
    ///
    /// # Errors
    /// Where there is no such field. Values are judged by [`Sweep::new`].
    pub fn parse(text: &str) -> Result<Self, Problems> {
        let (path, values) = text.split_once('=').unwrap_or((text, ""));
        let &Field { path, kind, .. } = field(path.trim())?;
        let mut depth = 0;
        let parts = values.split(|c| {
            depth += i32::from(c == '[') - i32::from(c == ']');
            c == ',' && depth == 0
        });
        Ok(Self { path, values: parts.map(|part| value(kind, part)).collect() })
    }
}

/// All that is to be trained.
#[derive(Debug, Clone)]
pub struct Sweep {
    axes: Vec<Axis>,
    /// An experiment for each combination, the last axis changing fastest.
    cells: Vec<Experiment>,
    seeds: u32,
    steps: u32,
}

impl Sweep {
    /// The experiment at every combination of the axes' values, each with replicas 0 to `seeds` − 1, trained for so many steps.
    ///
    /// Replicas differ in initial weights, batches, masks and augmentation, as the page's runs do; for fresh data `seeds.data` is
    /// an axis as any other.
    ///
    /// # Errors
    /// Everything that is wrong with any of the combinations, each problem once.
    pub fn new(base: &Experiment, axes: Vec<Axis>, seeds: u32, steps: u32) -> Result<Self, Problems> {
        let mut jsons = vec![json_of(base)];
        for axis in &axes {
            let with = |json: &Json, value: &Json| {
                let mut json = json.clone();
                set(&mut json, axis.path, value.clone());
                json
            };
            jsons = jsons.iter().flat_map(|json| axis.values.iter().map(|value| with(json, value))).collect();
        }
        let (mut cells, mut problems) = (Vec::with_capacity(jsons.len()), Vec::new());
        for json in jsons {
            match read(json) {
                Ok(experiment) => cells.push(experiment),
                Err(found) => found.0.into_iter().for_each(|problem| {
                    if !problems.contains(&problem) {
                        problems.push(problem);
                    }
                }),
            }
        }
        if problems.is_empty() { Ok(Self { axes, cells, seeds, steps }) } else { Err(Problems(problems)) }
    }

    /// The number of trainings.
    #[must_use]
    pub const fn jobs(&self) -> usize {
        self.cells.len() * self.seeds as usize
    }

    /// One of the trainings; none where there are not so many.
    #[must_use]
    pub fn job(&self, number: usize) -> Option<Job<'_>> {
        let replicas = self.seeds as usize;
        let (mut place, replica) = (number.checked_div(replicas)?, u32::try_from(number % replicas).ok()?);
        let experiment = self.cells.get(place)?;
        let mut values = Vec::with_capacity(self.axes.len());
        for axis in self.axes.iter().rev() {
            values.push(&axis.values[place % axis.values.len()]);
            place /= axis.values.len();
        }
        values.reverse();
        Some(Job { values, experiment, replica, steps: self.steps })
    }

    /// The names of [`Job::row`]'s columns.
    #[must_use]
    pub fn header(&self) -> String {
        let mut columns: Vec<&str> = self.axes.iter().map(|axis| axis.path).collect();
        columns.push("replica,steps,train_loss,train_accuracy,train_dev_loss,train_dev_accuracy,dev_loss,dev_accuracy");
        columns.push("penalty,diverged_step,best_step,best,stopped_step");
        columns.join(",")
    }
}

/// One training of a sweep.
#[derive(Debug, Clone)]
pub struct Job<'a> {
    values: Vec<&'a Json>,
    experiment: &'a Experiment,
    replica: u32,
    steps: u32,
}

impl Job<'_> {
    /// What is trained.
    #[must_use]
    pub const fn experiment(&self) -> &Experiment {
        self.experiment
    }

    /// Which of its replicas.
    #[must_use]
    pub const fn replica(&self) -> u32 {
        self.replica
    }

    /// Trains it, and gives its figures, in the mode that the experiment's `dropout.evaluate` names.
    #[must_use]
    pub fn run(&self) -> ReplicaSummary {
        let mut trainer = Trainer::of_valid(self.experiment, self.replica);
        (0..self.steps).for_each(|_| trainer.step());
        trainer.summary()
    }

    /// The job and its figures as a line of comma-separated values; what there is not is empty. Every number reads back to the
    /// same bits.
    #[must_use]
    pub fn row(&self, summary: &ReplicaSummary) -> String {
        let mut cells: Vec<String> = self.values.iter().map(|value| text(value)).collect();
        cells.push(format!("{},{}", self.replica, self.steps));
        for figures in [summary.train, summary.train_dev, summary.dev] {
            cells.push(maybe(figures.map(|Figures { loss, .. }| loss)));
            cells.push(maybe(figures.and_then(|figures| figures.accuracy)));
        }
        cells.push(format!("{}", summary.penalty));
        cells.push(maybe(summary.diverged.map(|diverged| diverged.step)));
        cells.push(maybe(summary.stop.map(|stop| stop.best_step)));
        cells.push(maybe(summary.stop.map(|stop| stop.best)));
        cells.push(maybe(summary.stop.and_then(|stop| stop.stopped)));
        cells.join(",")
    }
}

fn maybe(value: Option<impl core::fmt::Display>) -> String {
    value.map_or_else(String::new, |value| format!("{value}"))
}

/// A value as a cell: a name without quotes, a list with them, since it has commas.
fn text(value: &Json) -> String {
    match value {
        Json::String(name) => name.clone(),
        Json::Array(_) => format!("\"{}\"", format!("{value}").replace('"', "\"\"")),
        _ => format!("{value}"),
    }
}
