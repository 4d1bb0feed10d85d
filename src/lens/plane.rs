//! Planes in the space of a network's parameters.

use alloc::{vec, vec::Vec};

use crate::nn::Layer;
use crate::rng::{Purpose, Stream};

/// Points from which principal components are worked out, and multiply–adds that their Gram matrix may cost.
const MOST_POINTS: usize = 96;
const MOST_WORK: usize = 100_000_000;
/// A second component with less of the first one's variance than this is rounding.
const FLAT: f64 = 1e-12;
/// Cyclic sweeps of Jacobi's method; it converges quadratically, after some six.
const MOST_SWEEPS: usize = 30;

/// The points origin + a·axes₀ + b·axes₁ for all real a and b.
#[derive(Debug, Clone, PartialEq)]
pub struct Plane {
    /// The point at a = b = 0, `[parameter]`.
    pub origin: Vec<f64>,
    /// The directions, `[parameter]` each.
    pub axes: [Vec<f64>; 2],
}

#[inline(never)]
fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The mean of some points.
pub(super) fn mean(points: &[&[f32]]) -> Vec<f64> {
    #[expect(clippy::cast_precision_loss, reason = "there are at most 64 for each of 128 runs")]
    let share = 1.0 / points.len() as f64;
    let mut mean = vec![0.0; points.first().map_or(0, |point| point.len())];
    for point in points {
        mean.iter_mut().zip(*point).for_each(|(sum, &x)| *sum += f64::from(x) * share);
    }
    mean
}

/// ⟨a − m, b − m⟩.
#[inline(never)]
pub(super) fn product(a: &[f32], b: &[f32], mean: &[f64]) -> f64 {
    a.iter().zip(b).zip(mean).map(|((&a, &b), mean)| (f64::from(a) - mean) * (f64::from(b) - mean)).sum()
}

impl Plane {
    /// All there is of a network of two parameters: their own axes, from 0.
    #[must_use]
    pub fn exact() -> Self {
        Self { origin: vec![0.0; 2], axes: [vec![1.0, 0.0], vec![0.0, 1.0]] }
    }

    /// The plane through the mean of some points along their first two principal components, each of norm 1 and orthogonal
    /// to the other; `None` where the points do not differ.
    ///
    /// The components are Σᵢ vᵢ (θᵢ − θ̄)/√λ of the eigenvectors v of the points' Gram matrix ⟨θᵢ − θ̄, θⱼ − θ̄⟩, which is small
    /// however many parameters there are. Of more than 96 points (fewer, where the parameters are very many) evenly chosen
    /// ones are used, the first and the last among them. Where all lie on a line, the second direction is a random one
    /// orthogonal to it.
    #[must_use]
    pub fn principal(points: &[&[f32]]) -> Option<Self> {
        let start = points.first()?;
        if points.iter().all(|point| point == start) {
            return None;
        }
        let count = start.len();
        let mut most = MOST_POINTS;
        while most > 2 && most * most * count > MOST_WORK {
            most -= 1;
        }
        let points: Vec<&[f32]> = if points.len() > most {
            (0..most).map(|i| points[i * (points.len() - 1) / (most - 1)]).collect()
        } else {
            points.to_vec()
        };
        let n = points.len();
        let origin = mean(&points);
        let mut gram = vec![0.0; n * n];
        for i in 0..n {
            for j in 0..=i {
                let product = product(points[i], points[j], &origin);
                (gram[i * n + j], gram[j * n + i]) = (product, product);
            }
        }
        let vectors = diagonalize(&mut gram, n);
        let value = |k: usize| gram[k * n + k];
        let largest = |than: usize| (0..n).filter(|&k| k != than).max_by(|&i, &j| value(i).total_cmp(&value(j)));
        let (Some(most), Some(next)) = (largest(n), largest(n).and_then(largest)) else { return None };
        let direction = |k: usize| {
            let mut axis = vec![0.0; count];
            for (i, point) in points.iter().enumerate() {
                let weight = vectors[i * n + k];
                for ((sum, &x), mean) in axis.iter_mut().zip(*point).zip(&origin) {
                    *sum += weight * (f64::from(x) - mean);
                }
            }
            axis
        };
        let mut first = direction(most);
        scale_to(&mut first, 1.0);
        let mut second = if value(next) > FLAT * value(most) { direction(next) } else { normals(count, 0, 1) };
        let along = dot(&first, &second);
        second.iter_mut().zip(&first).for_each(|(x, first)| *x -= along * first);
        scale_to(&mut second, 1.0);
        Some(Self { origin, axes: [first, second] })
    }

    /// The plane through a network's parameters along two random directions, filter-normalized: a unit's weights in each
    /// direction are normal draws scaled to the norm of that unit's weights, biases are 0 (Li, Xu, Taylor, Studer, Goldstein
    /// 2018, *Visualizing the Loss Landscape of Neural Nets*, section 4; a dense unit is a filter). `None` where all weights are 0.
    #[must_use]
    pub fn random(parameters: &[f32], layers: &[Layer], seed: u32) -> Option<Self> {
        let origin: Vec<f64> = parameters.iter().map(|&x| f64::from(x)).collect();
        let axes = [0, 1].map(|number| {
            let mut axis = normals(origin.len(), seed, number);
            for layer in layers {
                for unit in 0..layer.outputs {
                    let start = layer.weights.start + unit * layer.inputs;
                    let own = start..start + layer.inputs;
                    let norm = libm::sqrt(dot(&origin[own.clone()], &origin[own.clone()]));
                    scale_to(&mut axis[own], norm);
                }
                axis[layer.biases.clone()].fill(0.0);
            }
            axis
        });
        axes.iter().all(|axis| dot(axis, axis) > 0.0).then_some(Self { origin, axes })
    }

    /// The plane of the first two weights of a unit of the first layer, all other parameters being what they are. Its coordinates
    /// are the weights themselves. `None` where the unit has not two, or is not there.
    #[must_use]
    pub fn weights(parameters: &[f32], layers: &[Layer], unit: usize) -> Option<Self> {
        let layer = layers.first().filter(|layer| layer.inputs >= 2 && unit < layer.outputs)?;
        let first = layer.weights.start + unit * layer.inputs;
        let mut origin: Vec<f64> = parameters.iter().map(|&x| f64::from(x)).collect();
        origin[first..first + 2].fill(0.0);
        let axes = [0, 1].map(|i| {
            let mut axis = vec![0.0; origin.len()];
            axis[first + i] = 1.0;
            axis
        });
        Some(Self { origin, axes })
    }

    /// The parameters at a place of the plane, rounded to f32.
    pub fn at(&self, [a, b]: [f64; 2], parameters: &mut [f32]) {
        let [first, second] = &self.axes;
        let axes = first.iter().zip(second);
        for ((x, origin), (first, second)) in parameters.iter_mut().zip(&self.origin).zip(axes) {
            #[expect(clippy::cast_possible_truncation, reason = "rounding to f32 is what is wanted")]
            let rounded = (origin + a * first + b * second) as f32;
            *x = rounded;
        }
    }

    /// The place of the plane that is nearest to these parameters, and their distance from it.
    #[must_use]
    pub fn nearest(&self, parameters: &[f32]) -> ([f64; 2], f64) {
        let [first, second] = &self.axes;
        let offset: Vec<f64> = parameters.iter().zip(&self.origin).map(|(&x, origin)| f64::from(x) - origin).collect();
        // Random directions are not orthogonal: the normal equations of two unknowns.
        let [aa, ab, bb] = self.products();
        let [a, b] = [dot(first, &offset), dot(second, &offset)];
        let determinant = aa * bb - ab * ab;
        let place = [(a * bb - b * ab) / determinant, (b * aa - a * ab) / determinant];
        let rest = offset.iter().zip(first.iter().zip(second)).map(|(x, (first, second))| {
            let rest = x - place[0] * first - place[1] * second;
            rest * rest
        });
        (place, libm::sqrt(rest.sum()))
    }

    /// The products of the axes: first with itself, first with second, second with itself.
    pub(super) fn products(&self) -> [f64; 3] {
        let [first, second] = &self.axes;
        [dot(first, first), dot(first, second), dot(second, second)]
    }

    /// Turns an axis round.
    pub(super) fn turn(&mut self, axis: usize) {
        self.axes[axis].iter_mut().for_each(|x| *x = -*x);
    }
}

/// Standard normal draws for a direction.
#[inline(never)]
fn normals(count: usize, seed: u32, number: u32) -> Vec<f64> {
    let mut stream = Stream::new(seed, Purpose::Directions, &[number]);
    (0..count).map(|_| stream.normal()).collect()
}

/// Gives a vector this norm.
#[inline(never)]
fn scale_to(vector: &mut [f64], norm: f64) {
    let own = libm::sqrt(dot(vector, vector));
    let factor = if own > 0.0 { norm / own } else { 0.0 };
    vector.iter_mut().for_each(|x| *x *= factor);
}

/// Makes a symmetric `n` × `n` matrix diagonal, its eigenvalues, and returns the eigenvectors as columns: Jacobi's cyclic
/// method (Golub and Van Loan 2013, *Matrix Computations*, 8.5).
pub(super) fn diagonalize(matrix: &mut [f64], n: usize) -> Vec<f64> {
    let mut vectors = vec![0.0; n * n];
    vectors.iter_mut().step_by(n + 1).for_each(|x| *x = 1.0);
    // The matrix's own entries are known no better than this.
    let rounding = f64::EPSILON * matrix.iter().step_by(n + 1).sum::<f64>();
    for _ in 0..MOST_SWEEPS {
        let mut turned = false;
        for p in 0..n {
            for q in p + 1..n {
                let (own, pp, qq) = (matrix[p * n + q], matrix[p * n + p], matrix[q * n + q]);
                if own.abs() <= rounding {
                    continue;
                }
                turned = true;
                let tau = (qq - pp) / (2.0 * own);
                let t = tau.signum() / (tau.abs() + libm::sqrt(1.0 + tau * tau));
                let c = 1.0 / libm::sqrt(1.0 + t * t);
                let s = t * c;
                for k in 0..n {
                    rotate(matrix, [k * n + p, k * n + q], c, s);
                    rotate(&mut vectors, [k * n + p, k * n + q], c, s);
                }
                for k in 0..n {
                    rotate(matrix, [p * n + k, q * n + k], c, s);
                }
            }
        }
        if !turned {
            break;
        }
    }
    vectors
}

#[inline(never)]
fn rotate(numbers: &mut [f64], [i, j]: [usize; 2], c: f64, s: f64) {
    let (x, y) = (numbers[i], numbers[j]);
    (numbers[i], numbers[j]) = (c * x - s * y, s * x + c * y);
}
