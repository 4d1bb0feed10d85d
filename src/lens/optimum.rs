//! What the best possible predictor does with the lanes' data: its errors and its boundary, worked out a part at a time and kept
//! while the data's law stays as it is.

use alloc::vec::Vec;

use super::field::coordinates;
use crate::data::{BayesError, BayesIntegral, Distribution, Mixture, TargetLaw};
use crate::experiment::{Dataset, Experiment, Target};

/// What the best predictor of an experiment's distribution of use says on a lattice over the plane.
///
/// * Two classes: ln(P(1 | x) / P(0 | x)), within ±30; its boundary is where this is 0.
/// * More: for each class i, plane after plane, ln(P(i | x) / maxⱼ P(j | x)), at least −30.
/// * In regression: E\[target | x\].
///
/// Probabilities are those before label noise, which leaves the likeliest class as it is; where it leaves none the likeliest, all is
/// 0. A value is NaN where the distribution puts no point: nothing is better than anything else there.
#[derive(Debug, Clone)]
pub struct OptimalField {
    mixture: Mixture,
    side: usize,
    done: usize,
    values: Vec<f32>,
}

/// Beyond this logarithms of ratios tell no more.
const MOST: f64 = 30.0;

impl OptimalField {
    /// None for given points, whose law nobody knows.
    #[must_use]
    pub fn new(experiment: &Experiment, side: usize) -> Option<Self> {
        let mixture = Mixture::of(experiment, Distribution::Use)?;
        let planes = mixture.classes().filter(|&classes| classes > 2).map_or(1, |classes| classes as usize);
        Some(Self { mixture, side, done: 0, values: alloc::vec![f32::NAN; planes * side * side] })
    }

    /// Works out so many places more; says whether all is done.
    pub fn advance(&mut self, count: usize) -> bool {
        let total = self.side * self.side;
        let end = total.min(self.done.saturating_add(count));
        for place in self.done..end {
            self.work_out(place, total);
        }
        self.done = end;
        end == total
    }

    fn work_out(&mut self, place: usize, total: usize) {
        let x = coordinates(place, self.side);
        #[expect(clippy::cast_possible_truncation, reason = "a picture needs no more than f32")]
        let mut put = |plane: usize, value: f64| self.values[plane * total + place] = value as f32;
        let Some(classes) = self.mixture.classes() else {
            if let Some(expected) = self.mixture.expected(x) {
                put(0, expected);
            }
            return;
        };
        let joint = self.mixture.joint(x);
        let best = joint.iter().fold(0.0_f64, |best, &joint| best.max(joint));
        // Below the normal numbers a ratio would have few true digits, or none.
        if !best.is_normal() {
            return;
        }
        let says = self.mixture.left_by_noise() > 0.0;
        let against_best = |class: usize| if says { libm::log(joint[class] / best).max(-MOST) } else { 0.0 };
        if classes > 2 {
            (0..classes as usize).for_each(|class| put(class, against_best(class)));
        } else {
            put(0, against_best(1) - against_best(0));
        }
    }

    /// The values, row by row from the top, once all of them have been worked out.
    #[must_use]
    pub fn values(&self) -> Option<&[f32]> {
        (self.done == self.side * self.side).then_some(&self.values)
    }
}

/// What is known of the best predictors of some experiments' data.
#[derive(Debug, Default)]
pub struct Optima {
    known: Vec<Optimum>,
}

/// All that a law depends on: the data set with its numbers, and the target distribution.
type Law = (Dataset, u32, [f64; 3], Target);

#[derive(Debug)]
struct Optimum {
    law: Law,
    /// Of the training distribution, and of that of use where it is another one.
    errors: Vec<BayesIntegral>,
    field: Option<OptimalField>,
}

fn law(experiment: &Experiment) -> Law {
    let (data, target) = (&experiment.data, &experiment.target);
    (data.dataset, data.classes, [data.noise, data.label_noise, data.balance], target.clone())
}

impl Optima {
    /// Remembers these experiments' laws, and forgets all others. Those of given points, whose law nobody knows, are not among
    /// them.
    pub fn keep<'a>(&mut self, experiments: impl Iterator<Item = &'a Experiment> + Clone) {
        self.known.retain(|known| experiments.clone().any(|experiment| law(experiment) == known.law));
        for experiment in experiments {
            let law = law(experiment);
            if self.known.iter().any(|known| known.law == law) {
                continue;
            }
            let elsewhere = TargetLaw::of(experiment).map(|_| Distribution::Use);
            let all = [Some(Distribution::Train), elsewhere].into_iter().flatten();
            let errors: Vec<_> = all.filter_map(|which| BayesIntegral::new(experiment, which)).collect();
            if !errors.is_empty() {
                self.known.push(Optimum { law, errors, field: None });
            }
        }
    }

    /// Works on so many cells more of what is not complete; says how much of all is done, from 0 to 1.
    pub fn advance(&mut self, count: usize) -> f64 {
        let mut integrals = self.known.iter_mut().flat_map(|known| &mut known.errors);
        if let Some(one) = integrals.find(|one| one.progress() < 1.0) {
            one.advance(count);
        }
        let all: Vec<f64> = self.known.iter().flat_map(|known| &known.errors).map(BayesIntegral::progress).collect();
        let left: f64 = all.iter().map(|progress| 1.0 - progress).sum();
        #[expect(clippy::cast_precision_loss, reason = "at most two for each lane")]
        let count = all.len().max(1) as f64;
        1.0 - left / count
    }

    /// The Bayes errors of the training distribution and of that of use, once both are complete.
    #[must_use]
    pub fn errors(&self, experiment: &Experiment) -> Option<[BayesError; 2]> {
        let law = law(experiment);
        let errors = &self.known.iter().find(|known| known.law == law)?.errors;
        let complete = errors.iter().all(|one| one.progress() >= 1.0);
        let (first, last) = errors.first().zip(errors.last())?;
        complete.then(|| [first.error(), last.error()])
    }

    /// Works out so many places more of an experiment's field on a lattice; the field, once it is complete.
    pub fn field(&mut self, experiment: &Experiment, side: usize, count: usize) -> Option<&OptimalField> {
        let law = law(experiment);
        let field = &mut self.known.iter_mut().find(|known| known.law == law)?.field;
        if field.as_ref().is_none_or(|field| field.side != side) {
            *field = OptimalField::new(experiment, side);
        }
        let field = field.as_mut()?;
        field.advance(count).then_some(field)
    }
}
