//! From a point to the network's inputs.

use alloc::{borrow::ToOwned, format, string::String, vec::Vec};

use super::examples::Prepared;
use super::points::Points;
use super::split::Set;
use crate::experiment::{Choice, Experiment, Feature, Normalization, Statistics};
use crate::rng::{Purpose, Stream};

/// What an input is made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A function of the point.
    Feature(Feature),
    /// The noise input of this number, counted from 0.
    Noise(u32),
}

/// One of the network's inputs: (factor · value − shift) / divisor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Input {
    /// Where the value comes from.
    pub source: Source,
    /// `inputs.scale` for a feature, 1 for noise.
    pub factor: f64,
    /// What is subtracted: the mean, the middle of the range, or 0.
    pub shift: f64,
    /// What is divided by: the standard deviation, half the range, or 1; never 0.
    pub divisor: f64,
}

/// Turns a point into the network's inputs. Its statistics come from the points that `inputs.statistics` names.
///
/// In f64: a = `scale` · feature(x), then by `inputs.normalization`
/// - `none`: a;
/// - `standardize`: (a − mean)/s with the population's standard deviation s = √(Σ(a − mean)²/n), as scikit-learn's
///   `StandardScaler`; s counts as 1 where the feature is constant up to rounding;
/// - `min_max`: 2(a − min)/(max − min) − 1, and a − min where the feature is constant.
///
/// The result is rounded to f32. Noise inputs go the same way with scale 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Preparation {
    list: Vec<Input>,
}

impl Preparation {
    /// Reads the statistics from the points whose set is [`Set::Train`], or from all. `noise` is that of [`noise_inputs`].
    #[must_use]
    pub fn fit(experiment: &Experiment, points: &Points, noise: &[f64]) -> Self {
        let inputs = &experiment.inputs;
        let features = inputs.features.iter().enumerate().map(|(i, &feature)| Input {
            source: Source::Feature(feature),
            factor: inputs.scale.get(i).unwrap_or(1.0),
            shift: 0.0,
            divisor: 1.0,
        });
        let noises = (0..inputs.noise_inputs).map(|number| Input {
            source: Source::Noise(number),
            factor: 1.0,
            shift: 0.0,
            divisor: 1.0,
        });
        let mut list: Vec<Input> = features.chain(noises).collect();

        let width = inputs.noise_inputs as usize;
        let all = inputs.statistics == Statistics::All;
        let read: Vec<usize> = (0..points.count()).filter(|&i| all || points.set[i] == Set::Train).collect();
        for input in &mut list {
            let values: Vec<f64> = read
                .iter()
                .map(|&i| input.raw(points.x[i], noise.get(i * width..(i + 1) * width).unwrap_or_default()))
                .collect();
            [input.shift, input.divisor] = match inputs.normalization {
                Normalization::None => [0.0, 1.0],
                Normalization::Standardize => standard(&values),
                Normalization::MinMax => range(&values),
            };
        }
        Self { list }
    }

    /// The number of inputs.
    #[must_use]
    pub const fn inputs(&self) -> usize {
        self.list.len()
    }

    /// The inputs in the network's order: features, then noise.
    #[must_use]
    pub fn list(&self) -> &[Input] {
        &self.list
    }

    /// Each input's name: the feature's, as in the experiment's JSON, or `noise_1`, `noise_2`, ….
    #[must_use]
    pub fn input_names(&self) -> Vec<String> {
        let name = |input: &Input| match input.source {
            Source::Feature(feature) => feature.name().to_owned(),
            Source::Noise(number) => format!("noise_{}", number + 1),
        };
        self.list.iter().map(name).collect()
    }

    /// Calls `out(input, value)` for every input, in order.
    ///
    /// `noise` holds the point's noise inputs before normalization. Without it (as for the decision field, whose
    /// places are no points) they are at 0, the mean of their law.
    pub fn transform(&self, x: [f64; 2], noise: Option<&[f64]>, out: &mut impl FnMut(usize, f32)) {
        for (i, input) in self.list.iter().enumerate() {
            out(i, input.value(x, noise.unwrap_or_default()));
        }
    }
}

/// How an input lies before normalization, over some points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// The mean.
    pub mean: f64,
    /// The population's standard deviation √(Σ(a − mean)²/n).
    pub deviation: f64,
    /// The least value.
    pub low: f64,
    /// The greatest value.
    pub high: f64,
}

impl Prepared {
    /// How each input lies, times its scale and before normalization, over the points of these sets; `None` where there are none.
    #[must_use]
    pub fn spreads(&self, experiment: &Experiment, sets: &[Set]) -> Option<Vec<Spread>> {
        let noise = noise_inputs(experiment, &self.points);
        let width = experiment.inputs.noise_inputs as usize;
        let points = &self.points;
        let chosen: Vec<usize> = (0..points.count()).filter(|&i| sets.contains(&points.set[i])).collect();
        let spread = |input: &Input| {
            let values: Vec<f64> = chosen
                .iter()
                .map(|&i| input.raw(points.x[i], noise.get(i * width..(i + 1) * width).unwrap_or_default()))
                .collect();
            let count = values.len() as f64;
            let mean = values.iter().sum::<f64>() / count;
            let variance = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / count;
            let low = values.iter().copied().fold(f64::INFINITY, f64::min);
            let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            Spread { mean, deviation: libm::sqrt(variance), low, high }
        };
        (!chosen.is_empty()).then(|| self.preparation.list.iter().map(spread).collect())
    }
}

impl Input {
    /// factor · value; a missing noise value is 0.
    fn raw(&self, x: [f64; 2], noise: &[f64]) -> f64 {
        self.factor
            * match self.source {
                Source::Feature(feature) => evaluate(feature, x),
                Source::Noise(number) => noise.get(number as usize).copied().unwrap_or(0.0),
            }
    }

    fn value(&self, x: [f64; 2], noise: &[f64]) -> f32 {
        to_f32((self.raw(x, noise) - self.shift) / self.divisor)
    }
}

/// The values of all noise inputs, standard normal, as `[point][noise input]`.
///
/// Each value has a stream of its own, named by input and point: a further noise input, or a further point, leaves
/// the others as they are.
#[must_use]
pub fn noise_inputs(experiment: &Experiment, points: &Points) -> Vec<f64> {
    let value = |&[class, index]: &[u32; 2], input: u32| {
        Stream::new(experiment.seeds.data, Purpose::NoiseInputs, &[input, class, index]).normal()
    };
    let inputs = experiment.inputs.noise_inputs;
    points.origin.iter().flat_map(|origin| (0..inputs).map(move |input| value(origin, input))).collect()
}

fn evaluate(feature: Feature, [x1, x2]: [f64; 2]) -> f64 {
    match feature {
        Feature::X1 => x1,
        Feature::X2 => x2,
        Feature::X1Squared => x1 * x1,
        Feature::X2Squared => x2 * x2,
        Feature::X1X2 => x1 * x2,
        Feature::SinX1 => libm::sin(x1),
        Feature::SinX2 => libm::sin(x2),
    }
}

/// Mean and standard deviation.
fn standard(values: &[f64]) -> [f64; 2] {
    if values.is_empty() {
        return [0.0, 1.0];
    }
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let variance = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / count;
    // The mean of equal numbers is off by rounding; dividing by that error would turn it into inputs of ±1. This is
    // the bound by which scikit-learn tells a constant feature.
    let rounding = count * mean * f64::EPSILON;
    let constant = variance <= count * f64::EPSILON * variance + rounding * rounding;
    [mean, if constant { 1.0 } else { libm::sqrt(variance) }]
}

/// Middle and half length of the range.
fn range(values: &[f64]) -> [f64; 2] {
    let Some(&first) = values.first() else { return [0.0, 1.0] };
    let (min, max) = values.iter().fold((first, first), |(min, max), &value| (min.min(value), max.max(value)));
    if min < max { [(min + max) / 2.0, (max - min) / 2.0] } else { [min, 1.0] }
}

/// Rounded to nearest, ties to even, on every target.
#[allow(clippy::cast_possible_truncation, reason = "the network computes in f32")]
pub(super) const fn to_f32(value: f64) -> f32 {
    value as f32
}
