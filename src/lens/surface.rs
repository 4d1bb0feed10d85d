//! The training loss over a plane through the parameters, and the runs' paths on it.

use alloc::{vec, vec::Vec};

use super::plane::{Plane, mean, product};
use crate::data::Set;
use crate::experiment::{Dropout, Mode, Regularization};
use crate::nn;
use crate::train::{Comparison, Lane, Run};

/// Which plane is looked at. Of a network of two parameters there is but one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Directions {
    /// The principal components of the paths.
    Paths,
    /// Random directions under a seed, from the newest parameters of the first of the lane's runs.
    Random(u32),
    /// The first two weights of a unit of the first layer, all else as the first of the lane's runs has it now. Other lanes have no
    /// path in it: their weights may count other units of the inputs.
    Weights(usize),
}

/// Where a run was at a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PathPoint {
    /// Counted from 0.
    pub lane: usize,
    /// Counted from 0.
    pub replica: usize,
    /// Updates that had been made.
    pub step: u64,
    /// The nearest place of the plane.
    pub place: [f64; 2],
    /// Distance from the plane.
    pub distance: f64,
}

/// Mean loss over the training set, and penalty; NaN where they have not been worked out.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// The mean loss, without masks.
    pub loss: f64,
    /// λ₁ Σ|w| + (λ₂/2) Σw².
    pub penalty: f64,
}

const UNKNOWN: Cost = Cost { loss: f64::NAN, penalty: f64::NAN };

/// The training loss of one lane over a square of a plane, worked out part by part, from coarse to fine.
#[derive(Debug, Clone)]
pub struct Surface {
    lane: usize,
    plane: Plane,
    corner: [f64; 2],
    width: f64,
    shares: [f64; 3],
    /// The paths' points, run by run, and their parameters, one after another.
    path: Vec<PathPoint>,
    passed: Vec<f32>,
    /// Evaluates: it says what a run with these parameters would say.
    probe: Run,
    /// What the cost depends on besides the parameters and may change while the lane trains.
    terms: (Dropout, Regularization),
    place: Vec<f32>,
    /// `[row][column]`, then the path's points.
    costs: Vec<Cost>,
    done: usize,
}

impl Surface {
    /// Places along each side.
    pub const SIDE: usize = 65;
    const PLACES: usize = Self::SIDE * Self::SIDE;
    /// Distance of neighbouring places in the first of the passes; in each further one it is half as large.
    const COARSEST: usize = 8;
    /// How much wider than the paths the square is.
    const WIDER: f64 = 1.4;

    /// Begins the surface of a lane's loss, with the paths of one replica of each lane, or of all replicas. A lane whose
    /// network has another shape has no path in it. `None` where there is no such lane, or no plane: nothing has moved so far,
    /// or all weights are 0.
    pub fn new(
        comparison: &mut Comparison,
        lane: usize,
        replica: Option<usize>,
        directions: Directions,
    ) -> Option<Self> {
        let alone = matches!(directions, Directions::Weights(_));
        let (path, passed) = paths(comparison, lane, replica, alone);
        let lanes = comparison.lanes();
        let chosen = lanes.get(lane)?;
        let network = chosen.workspace.network();
        let count = network.parameter_count();
        let points: Vec<&[f32]> = passed.chunks_exact(count).collect();
        let newest = path.iter().rposition(|point| (point.lane, point.replica) == (lane, replica.unwrap_or(0)));
        let (plane, around) = match directions {
            _ if count == 2 => (Plane::exact(), None),
            Directions::Paths => (Plane::principal(&points)?, None),
            Directions::Weights(unit) => (Plane::weights(points[newest?], network.layers(), unit)?, None),
            Directions::Random(seed) => (Plane::random(points[newest?], network.layers(), seed)?, Some(1.0)),
        };
        let mut surface = Self {
            lane,
            plane,
            corner: [0.0; 2],
            width: 0.0,
            shares: [0.0; 3],
            probe: Run::new(&chosen.workspace, 0),
            terms: terms(chosen),
            place: vec![0.0; count],
            costs: vec![UNKNOWN; Self::PLACES + path.len()],
            path,
            passed,
            done: 0,
        };
        surface.locate();
        if directions == Directions::Paths && count > 2 {
            surface.turn();
        }
        surface.frame(around);
        surface.share();
        Some(surface)
    }

    /// Finds the places of the paths.
    fn locate(&mut self) {
        for (point, parameters) in self.path.iter_mut().zip(self.passed.chunks_exact(self.place.len())) {
            (point.place, point.distance) = self.plane.nearest(parameters);
        }
    }

    /// Turns the axes so that the first run goes to the right and up.
    fn turn(&mut self) {
        let Some(&start) = self.path.first() else { return };
        let first = |point: &&PathPoint| (point.lane, point.replica) == (start.lane, start.replica);
        let end = self.path.iter().rfind(first).map_or(start.place, |point| point.place);
        for (axis, (end, start)) in end.into_iter().zip(start.place).enumerate() {
            if end < start {
                self.plane.turn(axis);
            }
        }
        self.locate();
    }

    /// Chooses the square: around the paths, or so far at least around the origin, and around it as far as the paths go.
    fn frame(&mut self, around: Option<f64>) {
        let mut bounds = [[f64::INFINITY, f64::NEG_INFINITY]; 2];
        for point in &self.path {
            for (bounds, x) in bounds.iter_mut().zip(point.place) {
                *bounds = [bounds[0].min(x), bounds[1].max(x)];
            }
        }
        if let Some(least) = around {
            let [x, y] = bounds.map(|[low, high]| high.max(-low));
            let far = least.max(1.1 * x.max(y));
            (self.corner, self.width) = ([-far; 2], 2.0 * far);
            return;
        }
        let range = bounds.iter().map(|[low, high]| high - low).fold(0.0, f64::max);
        self.width = if range > 0.0 { Self::WIDER * range } else { 2.0 };
        self.corner = bounds.map(|[low, high]| 0.5 * (low + high - self.width));
    }

    /// Works out which part of the points' variance lies along each axis, and which within the plane.
    fn share(&mut self) {
        let points: Vec<&[f32]> = self.passed.chunks_exact(self.place.len()).collect();
        let mean = mean(&points);
        let total: f64 = points.iter().map(|point| product(point, point, &mean)).sum();
        #[expect(clippy::cast_precision_loss, reason = "there are at most 64 for each of 128 runs")]
        let share = 1.0 / points.len() as f64;
        let centre =
            self.path.iter().fold([0.0; 2], |[a, b], point| [a + share * point.place[0], b + share * point.place[1]]);
        let [aa, ab, bb] = self.plane.products();
        let (mut along, mut across) = ([0.0; 2], 0.0);
        for point in &self.path {
            let [a, b] = [point.place[0] - centre[0], point.place[1] - centre[1]];
            along = [along[0] + aa * a * a, along[1] + bb * b * b];
            across += 2.0 * ab * a * b;
        }
        // Points that do not differ are all in the plane.
        let part = |x: f64| if total > 0.0 { x / total } else { 1.0 };
        self.shares = [part(along[0]), part(along[1]), part(along[0] + along[1] + across)];
    }

    /// Works out the cost at so many places more, and says whether all are known. Where dropout or penalties of the lane have
    /// been changed, it begins again on the same plane. Nothing of the comparison changes.
    pub fn advance(&mut self, comparison: &mut Comparison, count: usize) -> bool {
        let Some(lane) = comparison.lanes().get_mut(self.lane) else { return true };
        let terms = terms(lane);
        if terms != self.terms {
            self.terms = terms;
            self.done = 0;
            self.costs.fill(UNKNOWN);
        }
        let end = (self.done + count).min(self.costs.len());
        while self.done < end {
            let index = index_of(self.done);
            if index < Self::PLACES {
                self.plane.at(self.coordinates(index), &mut self.place);
            } else {
                let (count, point) = (self.place.len(), index - Self::PLACES);
                self.place.copy_from_slice(&self.passed[point * count..(point + 1) * count]);
            }
            // The probe has room for just these.
            let _: Result<(), _> = self.probe.set_parameters(lane.workspace.network(), &self.place);
            let figures = self.probe.evaluate(&mut lane.workspace, Set::Train, Mode::Eval);
            let loss = figures.map_or(f64::NAN, |figures| figures.loss);
            self.costs[index] = Cost { loss, penalty: self.probe.penalty(&lane.workspace) };
            self.done += 1;
        }
        self.done == self.costs.len()
    }

    /// The coordinates of a place of the finest lattice; row 0 is at the lowest second coordinate.
    fn coordinates(&self, index: usize) -> [f64; 2] {
        #[expect(clippy::cast_precision_loss, reason = "a small lattice")]
        let along = |i: usize| i as f64 / (Self::SIDE - 1) as f64 * self.width;
        [self.corner[0] + along(index % Self::SIDE), self.corner[1] + along(index / Self::SIDE)]
    }

    /// How much of the work has been done, from 0 to 1.
    #[must_use]
    pub fn progress(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "at most some thousands")]
        let progress = self.done as f64 / self.costs.len() as f64;
        progress
    }

    /// The finest lattice that is complete: places along its side, 0 before there is one, and the costs `[row][column]`.
    /// Its outermost places are on the square's sides; row 0 is at the lowest second coordinate.
    #[must_use]
    pub fn lattice(&self) -> (usize, Vec<Cost>) {
        let mut stride = Self::COARSEST;
        let side = |stride: usize| (Self::SIDE - 1) / stride + 1;
        if self.done < side(stride) * side(stride) {
            return (0, Vec::new());
        }
        while stride > 1 && self.done >= side(stride / 2) * side(stride / 2) {
            stride /= 2;
        }
        let mut costs = Vec::with_capacity(side(stride) * side(stride));
        for row in 0..side(stride) {
            for column in 0..side(stride) {
                costs.push(self.costs[(row * Self::SIDE + column) * stride]);
            }
        }
        (side(stride), costs)
    }

    /// The paths, run by run from the first step to the newest, with the cost of the very parameters, and not of the nearest
    /// place of the plane, as the surface's lane counts it.
    pub fn paths(&self) -> impl Iterator<Item = (PathPoint, Cost)> + '_ {
        self.path.iter().copied().zip(self.costs[Self::PLACES..].iter().copied())
    }

    /// Where the runs whose paths are shown are now.
    pub fn present(&self, comparison: &mut Comparison) -> Vec<PathPoint> {
        let lanes = comparison.lanes();
        let mut all: Vec<PathPoint> = Vec::new();
        for point in &self.path {
            if all.last().is_some_and(|last| (last.lane, last.replica) == (point.lane, point.replica)) {
                continue;
            }
            let Some(run) = lanes.get(point.lane).and_then(|lane| lane.runs.get(point.replica)) else { continue };
            if nn::finite(run.parameters()) {
                let (place, distance) = self.plane.nearest(run.parameters());
                all.push(PathPoint { step: run.steps(), place, distance, ..*point });
            }
        }
        all
    }

    /// The lane whose loss it is.
    #[must_use]
    pub const fn lane(&self) -> usize {
        self.lane
    }

    /// The plane.
    #[must_use]
    pub const fn plane(&self) -> &Plane {
        &self.plane
    }

    /// The square: its lowest coordinates, and its side.
    #[must_use]
    pub const fn square(&self) -> ([f64; 2], f64) {
        (self.corner, self.width)
    }

    /// Which share of the variance of all the paths' points lies along the first axis, along the second, and within the plane.
    #[must_use]
    pub const fn shares(&self) -> [f64; 3] {
        self.shares
    }
}

fn terms(lane: &Lane) -> (Dropout, Regularization) {
    let experiment = lane.workspace.experiment();
    (experiment.dropout.clone(), experiment.regularization.clone())
}

/// Where in the list of costs the one stands that is worked out after `done` others: the coarsest lattice row by row, then what
/// each finer one adds, then the path.
fn index_of(done: usize) -> usize {
    let mut stride = Surface::COARSEST;
    let (mut side, mut before) = ((Surface::SIDE - 1) / stride + 1, 0);
    if done < side * side {
        return (done / side * Surface::SIDE + done % side) * stride;
    }
    while done >= side * side {
        before = side * side;
        stride /= 2;
        if stride == 0 {
            return done;
        }
        side = 2 * side - 1;
    }
    // Even rows lack every other place, odd rows lack all.
    let (odd, pair) = (side / 2, side / 2 + side);
    let (rows, rest) = ((done - before) / pair * 2, (done - before) % pair);
    let (row, column) = if rest < odd { (rows, 2 * rest + 1) } else { (rows + 1, rest - odd) };
    (row * Surface::SIDE + column) * stride
}

/// The steps at which the runs of all lanes, or of one alone, were, as far as they are kept and finite, and their parameters,
/// one after another.
fn paths(comparison: &mut Comparison, lane: usize, replica: Option<usize>, alone: bool) -> (Vec<PathPoint>, Vec<f32>) {
    let back = comparison.is_back();
    let (lanes, checkpoints) = comparison.with_checkpoints();
    let (mut path, mut passed) = (Vec::new(), Vec::new());
    for (number, other) in lanes.iter().enumerate() {
        let shape = lanes.get(lane).map_or(&[][..], |lane| lane.workspace.network().layers());
        if other.workspace.network().layers() != shape || (alone && number != lane) {
            continue;
        }
        for (replica, run) in other.runs.iter().enumerate().filter(|&(i, _)| replica.is_none_or(|only| only == i)) {
            let present = (!back).then(|| (run.steps(), run.parameters()));
            let kept = checkpoints.iter().filter_map(|kept| kept.run(number, replica));
            let mut last = None;
            for (step, parameters) in kept.chain(present) {
                // A run that diverged rests at a step.
                if last.replace(step) != Some(step) && nn::finite(parameters) {
                    path.push(PathPoint { lane: number, replica, step, place: [0.0; 2], distance: 0.0 });
                    passed.extend_from_slice(parameters);
                }
            }
        }
    }
    (path, passed)
}
