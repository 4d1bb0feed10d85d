//! The rules that turn a gradient into an update, as PyTorch defines them, and the learning rate's schedule.

use libm::cos;

use core::ops::Range;

use super::network::Layer;
use crate::experiment::{OptimizerKind, Regularization, Schedule, Training};
use crate::math::Lanes;

/// Parameters that are updated at a time.
const LANES: usize = 8;
type Eights = Lanes<2>;

/// The learning rate of the update that follows `done` updates.
///
/// Base rate times the schedule's factor (1; fᵏ after every kth period of `schedule_steps`; (1 + cos(π t/T))/2, and 0
/// from T on) times the warm-up's min(1, (t + 1)/w).
#[must_use]
pub fn learning_rate(training: &Training, done: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "exact below 2⁵³ steps")]
    let t = done as f64;
    let period = f64::from(training.schedule_steps);
    let factor = match training.schedule {
        Schedule::Constant => 1.0,
        Schedule::Step => power(training.schedule_factor, done / u64::from(training.schedule_steps)),
        Schedule::Cosine if t >= period => 0.0,
        Schedule::Cosine => 0.5 * (1.0 + cos(core::f64::consts::PI * t / period)),
    };
    let warmup = if training.warmup_steps == 0 { 1.0 } else { ((t + 1.0) / f64::from(training.warmup_steps)).min(1.0) };
    training.learning_rate * factor * warmup
}

/// Where a layer's parameters stand that a penalty is on: its weights, and its biases where the regularization includes them.
fn penalized(regularization: &Regularization, layer: &Layer) -> Range<usize> {
    layer.weights.start..if regularization.biases { layer.biases.end } else { layer.weights.end }
}

/// Adds the gradient of λ₁ Σ|w| + (λ₂/2) Σw² over the parameters of `networks` networks, number by number; the derivative of
/// |w| at 0 is 0.
#[inline]
pub(crate) fn add_penalty(
    regularization: &Regularization,
    layers: &[Layer],
    networks: usize,
    parameters: &[f32],
    gradient: &mut [f32],
) {
    #[expect(clippy::cast_possible_truncation, reason = "rounding to f32 is what is wanted")]
    let (l1, l2) = (regularization.l1 as f32, regularization.l2 as f32);
    if l1 == 0.0 && l2 == 0.0 {
        return;
    }
    for layer in layers {
        let Range { start, end } = penalized(regularization, layer);
        let own = start * networks..end * networks;
        for (g, &w) in gradient[own.clone()].iter_mut().zip(&parameters[own]) {
            let sign = if w > 0.0 {
                1.0
            } else if w < 0.0 {
                -1.0
            } else {
                0.0
            };
            *g += l2 * w + l1 * sign;
        }
    }
}

/// Sets the gradient of frozen parameters of `networks` networks to 0, as if it had not been asked for.
#[inline]
pub(crate) fn clear_frozen(frozen: &[u32], networks: usize, gradient: &mut [f32]) {
    for &number in frozen {
        let start = number as usize * networks;
        gradient[start..start + networks].fill(0.0);
    }
}

/// √(Σ g²), summed in f64.
pub(crate) fn norm<'a>(gradient: impl Iterator<Item = &'a f32>) -> f64 {
    libm::sqrt(gradient.map(|&g| f64::from(g) * f64::from(g)).sum())
}

/// λ₁ Σ|w| + (λ₂/2) Σw².
pub(crate) fn penalty(regularization: &Regularization, layers: &[Layer], parameters: &[f32]) -> f64 {
    let cost = |&w: &f32| {
        let w = f64::from(w);
        regularization.l1 * w.abs() + 0.5 * regularization.l2 * w * w
    };
    layers.iter().map(|layer| parameters[penalized(regularization, layer)].iter().map(cost).sum::<f64>()).sum()
}

/// One update's constants, worked out in f64 and rounded once.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Update {
    kind: OptimizerKind,
    rate: f32,
    momentum: f32,
    keep: f32,
    take: f32,
    take_first: f32,
    root_correction: f32,
    epsilon: f32,
    decay: f32,
    /// Whether decoupled weight decay, where there is any, applies to biases too.
    decays_biases: bool,
}

/// bᵗ by repeated squaring, relative error at most t · 2⁻⁵².
fn power(base: f64, exponent: u64) -> f64 {
    let (mut square, mut rest, mut result) = (base, exponent, 1.0);
    while rest > 0 {
        if rest % 2 == 1 {
            result *= square;
        }
        square *= square;
        rest /= 2;
    }
    result
}

/// What an update reads and writes of eight parameters: themselves, their gradients, and the optimizer's two slots.
struct Eight {
    w: Eights,
    g: Eights,
    first: Eights,
    second: Eights,
}

impl Update {
    /// The update after `done` others, of which `since` were made since the optimizer's slots were last cleared.
    #[expect(clippy::cast_possible_truncation, reason = "rounding to f32 is what is wanted")]
    pub(crate) fn new(training: &Training, regularization: &Regularization, done: u64, since: u64) -> Self {
        let rate = learning_rate(training, done);
        let adam = matches!(training.optimizer, OptimizerKind::Adam | OptimizerKind::AdamW);
        let smoothing = if adam { training.beta2 } else { training.rho };
        let correction = |beta: f64| if adam { 1.0 - power(beta, since + 1) } else { 1.0 };
        Self {
            kind: training.optimizer,
            rate: (rate / correction(training.beta1)) as f32,
            momentum: training.momentum as f32,
            keep: smoothing as f32,
            take: (1.0 - smoothing) as f32,
            take_first: (1.0 - training.beta1) as f32,
            root_correction: if adam { libm::sqrt(correction(training.beta2)) as f32 } else { 1.0 },
            epsilon: training.epsilon as f32,
            decay: (1.0 - rate * regularization.weight_decay) as f32,
            decays_biases: regularization.biases || regularization.weight_decay == 0.0,
        }
    }

    /// Updates all parameters of `networks` networks, number by number, from their gradient and the optimizer's two slots.
    /// Decoupled weight decay leaves biases out unless the regularization includes them. Of frozen parameters, whose numbers
    /// `frozen` lists in rising order, neither the value nor the slots are touched.
    #[inline]
    pub(crate) fn apply_all(
        &self,
        layers: &[Layer],
        networks: usize,
        frozen: &[u32],
        w: &mut [f32],
        g: &[f32],
        (first, second): (&mut [f32], &mut [f32]),
    ) {
        if self.decays_biases && frozen.is_empty() {
            self.apply(w, g, first, second, true);
            return;
        }
        let mut frozen = frozen.iter().map(|&number| number as usize).peekable();
        for layer in layers {
            for (range, decays) in [(&layer.weights, true), (&layer.biases, self.decays_biases)] {
                let mut start = range.start;
                while start < range.end {
                    let end = frozen.next_if(|&number| number < range.end).unwrap_or(range.end);
                    let own = || start * networks..end * networks;
                    self.apply(&mut w[own()], &g[own()], &mut first[own()], &mut second[own()], decays);
                    start = end + 1;
                }
            }
        }
    }

    /// Updates parameters from their gradient; `decays` says whether decoupled weight decay applies to them.
    #[inline]
    fn apply(&self, w: &mut [f32], g: &[f32], first: &mut [f32], second: &mut [f32], decays: bool) {
        let decay = Eights::splat(if decays { self.decay } else { 1.0 });
        let [rate, momentum, keep, take, take_first, root_correction, epsilon] =
            [self.rate, self.momentum, self.keep, self.take, self.take_first, self.root_correction, self.epsilon]
                .map(Eights::splat);
        match self.kind {
            OptimizerKind::Sgd => by_eight(w, g, first, second, &|p| p.w = p.w * decay - rate * p.g),
            OptimizerKind::Momentum => by_eight(w, g, first, second, &|p| {
                p.first = momentum * p.first + p.g;
                p.w = p.w * decay - rate * p.first;
            }),
            OptimizerKind::Nesterov => by_eight(w, g, first, second, &|p| {
                p.first = momentum * p.first + p.g;
                p.w = p.w * decay - rate * (p.g + momentum * p.first);
            }),
            OptimizerKind::RmsProp => by_eight(w, g, first, second, &|p| {
                p.second = keep * p.second + take * (p.g * p.g);
                p.w = p.w * decay - rate * (p.g / (p.second.sqrt() + epsilon));
            }),
            OptimizerKind::Adagrad => by_eight(w, g, first, second, &|p| {
                p.second = p.second + p.g * p.g;
                p.w = p.w * decay - rate * (p.g / (p.second.sqrt() + epsilon));
            }),
            OptimizerKind::Adam | OptimizerKind::AdamW => by_eight(w, g, first, second, &|p| {
                p.first = p.first + take_first * (p.g - p.first);
                p.second = keep * p.second + take * (p.g * p.g);
                p.w = p.w * decay - rate * (p.first / (p.second.sqrt() / root_correction + epsilon));
            }),
        }
    }
}

/// Updates parameters eight at a time, and those that are left over as eight of which the others are 0.
#[inline(never)]
fn by_eight<F: Fn(&mut Eight)>(w: &mut [f32], g: &[f32], first: &mut [f32], second: &mut [f32], update: &F) {
    let (w, last_w) = w.as_chunks_mut::<LANES>();
    let (g, last_g) = g.as_chunks::<LANES>();
    let (first, last_first) = first.as_chunks_mut::<LANES>();
    let (second, last_second) = second.as_chunks_mut::<LANES>();
    let (mut gs, mut firsts, mut seconds) = (g.iter(), first.iter_mut(), second.iter_mut());
    for w in w {
        let (Some(g), Some(first), Some(second)) = (gs.next(), firsts.next(), seconds.next()) else { break };
        let mut eight =
            Eight { w: Eights::load(w), g: Eights::load(g), first: Eights::load(first), second: Eights::load(second) };
        update(&mut eight);
        eight.w.store(w);
        eight.first.store(first);
        eight.second.store(second);
    }
    if !last_w.is_empty() {
        let (mut w, mut first, mut second) = (padded(last_w), padded(last_first), padded(last_second));
        by_eight(&mut w, &padded(last_g), &mut first, &mut second, update);
        last_w.copy_from_slice(&w[..last_w.len()]);
        last_first.copy_from_slice(&first[..last_first.len()]);
        last_second.copy_from_slice(&second[..last_second.len()]);
    }
}

/// Fewer than eight numbers, and zeros.
#[inline(never)]
fn padded(rest: &[f32]) -> [f32; LANES] {
    let mut all = [0.0; LANES];
    all[..rest.len()].copy_from_slice(rest);
    all
}
