//! A network as a textbook writes it: one example at a time, plain loops, f64. Slow, and written without a look at the
//! core's kernels; it shares nothing with them but the experiment.

use libm::{erf, exp, expm1, log, log1p, tanh};
use trainscope::experiment::{Activation, Experiment, Loss, Placement, Scaling, Task};

/// One example of a mini-batch.
#[derive(Debug, Clone)]
pub(crate) struct Example {
    pub(crate) x: Vec<f64>,
    pub(crate) target: f64,
    /// Which units are kept, `[layer][unit]`, the inputs being layer 0. None at test, where no unit is dropped.
    pub(crate) kept: Option<Vec<Vec<bool>>>,
}

/// The network and the cost that an experiment describes.
#[derive(Debug)]
pub(crate) struct Reference<'a> {
    experiment: &'a Experiment,
    sizes: Vec<usize>,
}

/// What a forward pass gives.
#[derive(Debug)]
pub(crate) struct Forward {
    pub(crate) outputs: Vec<f64>,
    /// The smallest |z| at which an activation with a kink was worked out, of the units that are not dropped.
    pub(crate) kink: f64,
}

impl<'a> Reference<'a> {
    pub(crate) fn new(experiment: &'a Experiment) -> Self {
        Self { experiment, sizes: experiment.sizes() }
    }

    /// As [`Self::new`], with so many outputs.
    #[allow(dead_code, reason = "not every test cuts networks off")]
    pub(crate) fn with_outputs(experiment: &'a Experiment, outputs: usize) -> Self {
        let mut sizes = experiment.sizes();
        if let Some(last) = sizes.last_mut() {
            *last = outputs;
        }
        Self { experiment, sizes }
    }

    /// Number of values in each tensor, in the order of the parameters: weight, bias, weight, bias, …
    pub(crate) fn tensors(&self) -> Vec<usize> {
        self.sizes.windows(2).flat_map(|pair| [pair[0] * pair[1], pair[1]]).collect()
    }

    pub(crate) fn forward(&self, parameters: &[f64], example: &Example) -> Forward {
        let mut kink = f64::INFINITY;
        let mut parameters = parameters.iter();
        let mut values: Vec<f64> =
            example.x.iter().enumerate().map(|(unit, x)| x * self.factor(example, 0, unit)).collect();
        for layer in 1..self.sizes.len() {
            let rows: Vec<Vec<&f64>> =
                (0..self.sizes[layer]).map(|_| parameters.by_ref().take(values.len()).collect()).collect();
            let z: Vec<f64> = rows
                .iter()
                .map(|row| row.iter().zip(&values).map(|(w, x)| *w * x).sum::<f64>() + parameters.next().unwrap())
                .collect();
            if layer + 1 == self.sizes.len() {
                return Forward { outputs: z, kink };
            }
            let activation = self.experiment.network.activation.get(layer - 1).unwrap();
            values = z
                .iter()
                .enumerate()
                .map(|(unit, &z)| {
                    let factor = self.factor(example, layer, unit);
                    if factor != 0.0 && has_kink(activation) {
                        kink = kink.min(z.abs());
                    }
                    match self.experiment.dropout.placement {
                        Placement::After => factor * activate(activation, z),
                        Placement::Before => activate(activation, factor * z),
                    }
                })
                .collect();
        }
        unreachable!("the last layer returns")
    }

    /// What dropout multiplies a unit's value by.
    fn factor(&self, example: &Example, layer: usize, unit: usize) -> f64 {
        let dropout = &self.experiment.dropout;
        let p = if layer == 0 { dropout.input } else { dropout.p.get(layer - 1).unwrap() };
        match (&example.kept, dropout.scaling) {
            (None, Scaling::Classic) => 1.0 - p,
            (None, Scaling::Inverted | Scaling::None) => 1.0,
            (Some(kept), _) if !kept[layer][unit] => 0.0,
            (Some(_), Scaling::Inverted) => 1.0 / (1.0 - p),
            (Some(_), Scaling::Classic | Scaling::None) => 1.0,
        }
    }

    /// The mean loss of examples, without the penalty.
    pub(crate) fn loss(&self, parameters: &[f64], examples: &[Example]) -> f64 {
        let each =
            examples.iter().map(|example| self.loss_of(&self.forward(parameters, example).outputs, example.target));
        each.sum::<f64>() / examples.len() as f64
    }

    fn loss_of(&self, z: &[f64], target: f64) -> f64 {
        match (self.experiment.loss(), self.experiment.task()) {
            (Loss::BinaryCrossEntropy, _) => {
                let p = 1.0 / (1.0 + exp(-z[0]));
                -(target * log(p) + (1.0 - target) * log1p(-p))
            }
            (Loss::SoftmaxCrossEntropy, _) => {
                let sum: f64 = z.iter().map(|&z| exp(z)).sum();
                let own = z.iter().enumerate().find(|(class, _)| *class as f64 == target).unwrap().1;
                -log(exp(*own) / sum)
            }
            (_, Task::Regression) => square(z[0] - target),
            (_, Task::Classes(2)) => square(z[0] - (2.0 * target - 1.0)),
            (_, Task::Classes(_)) => {
                let wanted = |class: usize| if class as f64 == target { 1.0 } else { -1.0 };
                z.iter().enumerate().map(|(class, z)| square(z - wanted(class))).sum::<f64>() / z.len() as f64
            }
        }
    }

    /// λ₁ Σ|w| + (λ₂/2) Σw², over weights, and over biases where the experiment says so.
    pub(crate) fn penalty(&self, parameters: &[f64]) -> f64 {
        let regularization = &self.experiment.regularization;
        let mut rest = parameters;
        let mut sum = 0.0;
        for (tensor, size) in self.tensors().into_iter().enumerate() {
            let values;
            (values, rest) = rest.split_at(size);
            let is_bias = tensor % 2 == 1;
            if !is_bias || regularization.biases {
                sum +=
                    values.iter().map(|w| regularization.l1 * w.abs() + regularization.l2 / 2.0 * w * w).sum::<f64>();
            }
        }
        sum
    }

    /// The gradient of loss and penalty by central differences.
    ///
    /// # Panics
    /// Where the step could cross a kink, at which the difference quotient is not the derivative.
    pub(crate) fn gradient(&self, parameters: &[f64], examples: &[Example]) -> Vec<f64> {
        // The quotient is off by h² f‴/6 and by about 1e-16 f/h: both are near 1e-10 or below.
        const STEP: f64 = 1e-6;
        // A step moves a pre-activation by STEP times a value that is below 20 in these networks.
        const KINK: f64 = 2e-5;
        for example in examples {
            let kink = self.forward(parameters, example).kink;
            assert!(kink > KINK, "a pre-activation of {kink:e} is too near the kink: take other points or seeds");
        }
        let least = parameters.iter().fold(f64::INFINITY, |least, w| least.min(w.abs()));
        assert!(self.experiment.regularization.l1 == 0.0 || least > 2.0 * STEP, "a weight of {least:e} is too near 0");

        let mut moved = parameters.to_vec();
        let mut cost_at = |index: usize, w: f64| {
            moved[index] = w;
            let cost = self.loss(&moved, examples) + self.penalty(&moved);
            moved[index] = parameters[index];
            cost
        };
        let slope = |(index, &w): (usize, &f64)| {
            (cost_at(index, w + STEP) - cost_at(index, w - STEP)) / ((w + STEP) - (w - STEP))
        };
        parameters.iter().enumerate().map(slope).collect()
    }
}

const fn square(x: f64) -> f64 {
    x * x
}

/// Whether the slope jumps at 0. ELU's (α = 1) does not.
const fn has_kink(activation: Activation) -> bool {
    matches!(activation, Activation::Relu | Activation::LeakyRelu | Activation::Selu)
}

pub(crate) fn activate(activation: Activation, z: f64) -> f64 {
    match activation {
        Activation::Linear => z,
        Activation::Sigmoid => 1.0 / (1.0 + exp(-z)),
        Activation::Tanh => tanh(z),
        Activation::Relu => z.max(0.0),
        Activation::LeakyRelu => z.max(0.01 * z),
        Activation::Elu => {
            if z > 0.0 {
                z
            } else {
                expm1(z)
            }
        }
        // λ and α from Klambauer, Unterthiner, Mayr and Hochreiter 2017.
        Activation::Selu => 1.050_700_987_355_480_5 * if z > 0.0 { z } else { 1.673_263_242_354_377_2 * expm1(z) },
        Activation::Gelu => z * 0.5 * (1.0 + erf(z * core::f64::consts::FRAC_1_SQRT_2)),
        Activation::Silu => z / (1.0 + exp(-z)),
    }
}
