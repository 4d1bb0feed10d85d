//! The rules that turn a gradient into an update, as PyTorch defines them, and the learning rate's schedule.

use libm::{cos, pow, sqrtf};

use crate::experiment::{OptimizerKind, Regularization, Schedule, Training};

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
        Schedule::Step => pow(training.schedule_factor, libm::floor(t / period)),
        Schedule::Cosine if t >= period => 0.0,
        Schedule::Cosine => 0.5 * (1.0 + cos(core::f64::consts::PI * t / period)),
    };
    let warmup = if training.warmup_steps == 0 { 1.0 } else { ((t + 1.0) / f64::from(training.warmup_steps)).min(1.0) };
    training.learning_rate * factor * warmup
}

/// Adds the gradient of λ₁ Σ|w| + (λ₂/2) Σw²; the derivative of |w| at 0 is 0.
pub(crate) fn add_penalty(regularization: &Regularization, parameters: &[f32], gradient: &mut [f32]) {
    #[expect(clippy::cast_possible_truncation, reason = "rounding to f32 is what is wanted")]
    let (l1, l2) = (regularization.l1 as f32, regularization.l2 as f32);
    if l1 == 0.0 && l2 == 0.0 {
        return;
    }
    for (g, &w) in gradient.iter_mut().zip(parameters) {
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

/// λ₁ Σ|w| + (λ₂/2) Σw².
pub(crate) fn penalty(regularization: &Regularization, parameters: &[f32]) -> f64 {
    parameters
        .iter()
        .map(|&w| {
            let w = f64::from(w);
            regularization.l1 * w.abs() + 0.5 * regularization.l2 * w * w
        })
        .sum()
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
}

impl Update {
    /// The update after `done` others, of which `since` were made since the optimizer's slots were last cleared.
    #[expect(clippy::cast_possible_truncation, reason = "rounding to f32 is what is wanted")]
    pub(crate) fn new(training: &Training, regularization: &Regularization, done: u64, since: u64) -> Self {
        let rate = learning_rate(training, done);
        #[expect(clippy::cast_precision_loss, reason = "exact below 2⁵³ steps")]
        let t = (since + 1) as f64;
        let adam = matches!(training.optimizer, OptimizerKind::Adam | OptimizerKind::AdamW);
        let smoothing = if adam { training.beta2 } else { training.rho };
        let correction = |beta: f64| if adam { 1.0 - pow(beta, t) } else { 1.0 };
        Self {
            kind: training.optimizer,
            rate: (rate / correction(training.beta1)) as f32,
            momentum: training.momentum as f32,
            keep: smoothing as f32,
            take: (1.0 - smoothing) as f32,
            take_first: (1.0 - training.beta1) as f32,
            root_correction: libm::sqrt(correction(training.beta2)) as f32,
            epsilon: training.epsilon as f32,
            decay: (1.0 - rate * regularization.weight_decay) as f32,
        }
    }

    /// Updates parameters from their gradient; `decays` says whether decoupled weight decay applies to them.
    pub(crate) fn apply(&self, w: &mut [f32], g: &[f32], first: &mut [f32], second: &mut [f32], decays: bool) {
        let decay = if decays { self.decay } else { 1.0 };
        let slots = w.iter_mut().zip(g).zip(first.iter_mut().zip(second));
        match self.kind {
            OptimizerKind::Sgd => {
                for ((w, &g), _) in slots {
                    *w = *w * decay - self.rate * g;
                }
            }
            OptimizerKind::Momentum => {
                for ((w, &g), (v, _)) in slots {
                    *v = self.momentum * *v + g;
                    *w = *w * decay - self.rate * *v;
                }
            }
            OptimizerKind::Nesterov => {
                for ((w, &g), (v, _)) in slots {
                    *v = self.momentum * *v + g;
                    *w = *w * decay - self.rate * (g + self.momentum * *v);
                }
            }
            OptimizerKind::RmsProp => {
                for ((w, &g), (_, s)) in slots {
                    *s = self.keep * *s + self.take * (g * g);
                    *w = *w * decay - self.rate * (g / (sqrtf(*s) + self.epsilon));
                }
            }
            OptimizerKind::Adagrad => {
                for ((w, &g), (_, s)) in slots {
                    *s += g * g;
                    *w = *w * decay - self.rate * (g / (sqrtf(*s) + self.epsilon));
                }
            }
            OptimizerKind::Adam | OptimizerKind::AdamW => {
                for ((w, &g), (m, s)) in slots {
                    *m += self.take_first * (g - *m);
                    *s = self.keep * *s + self.take * (g * g);
                    *w = *w * decay - self.rate * (*m / (sqrtf(*s) / self.root_correction + self.epsilon));
                }
            }
        }
    }
}
