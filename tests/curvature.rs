//! The curvature along a unit's weights, against the same formula written plainly in f64.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "references need no fixed bits")]

use trainscope::data::Set;
use trainscope::lens::{Curvature, curvature};
use trainscope::sweep::from_fields;
use trainscope::train::{Comparison, Lane};

fn trained(fields: &str, steps: u32) -> Comparison {
    let mut comparison = Comparison::new(&[from_fields(fields).unwrap()], 2).unwrap();
    comparison.step(steps);
    comparison
}

/// Σ λ v vᵀ
fn matrix(found: &Curvature) -> Vec<Vec<f64>> {
    let size = found.eigenvalues.len();
    let entry = |i: usize, j: usize| {
        found.eigenvalues.iter().zip(&found.directions).map(|(value, v)| value * v[i] * v[j]).sum::<f64>()
    };
    (0..size).map(|i| (0..size).map(|j| entry(i, j)).collect()).collect()
}

/// The training inputs with a 1 behind each.
fn rows(lane: &Lane) -> Vec<Vec<f64>> {
    let set = lane.workspace().prepared().set(Set::Train);
    let row = |i: usize| (0..set.inputs).map(|input| f64::from(set.plane(input)[i])).chain([1.0]).collect();
    (0..set.count).map(row).collect()
}

fn close(found: &Curvature, expected: impl Fn(usize, usize) -> f64) {
    let scale = found.eigenvalues.last().unwrap();
    for (i, row) in matrix(found).iter().enumerate() {
        for (j, &entry) in row.iter().enumerate() {
            assert!((entry - expected(i, j)).abs() < 2e-6 * scale, "{i}, {j}: {entry}, {}", expected(i, j));
        }
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Without a hidden layer it is the Hessian: Xᵀ diag(p (1 − p)) X / n.
#[test]
fn of_logistic_regression_it_is_the_hessian() {
    let mut comparison = trained(
        "data.dataset=gaussians&data.points=301&network.layers=&inputs.features=x1,x2,x1_x2&inputs.scale=1,20,3",
        50,
    );
    let lane = &mut comparison.lanes()[0];
    let rows = rows(lane);
    let theta: Vec<f64> = lane.runs()[1].parameters().iter().map(|&x| f64::from(x)).collect();
    let found = curvature(lane, 1, 0).unwrap();
    assert!(found.whole);
    close(&found, |i, j| {
        let term = |row: &Vec<f64>| {
            let p = 1.0 / (1.0 + (-dot(row, &theta)).exp());
            p * (1.0 - p) * row[i] * row[j]
        };
        rows.iter().map(term).sum::<f64>() / rows.len() as f64
    });
    let [least, .., most] = found.eigenvalues[..] else { panic!() };
    assert!((found.condition / (most / least) - 1.0).abs() < 1e-12);
    assert!(found.eigenvalues.is_sorted());
    for (i, v) in found.directions.iter().enumerate() {
        for (j, w) in found.directions.iter().enumerate() {
            assert!((dot(v, w) - f64::from(u8::from(i == j))).abs() < 1e-12, "orthonormal");
        }
    }
}

/// Behind one hidden layer of tanh ∂z/∂a = v (1 − tanh² a), whatever the loss makes of it.
#[test]
fn of_a_hidden_unit_it_is_the_gauss_newton_block() {
    for (loss, classes) in [("binary_cross_entropy", 2), ("softmax_cross_entropy", 3), ("mse", 2), ("mse", 3)] {
        let mut comparison = trained(
            &format!(
                "data.dataset=blobs&data.classes={classes}&data.points=77&network.layers=5&network.activation=tanh&dropout.p=0.5&training.loss={loss}"
            ),
            30,
        );
        let lane = &mut comparison.lanes()[0];
        let rows = rows(lane);
        let theta: Vec<f64> = lane.runs()[0].parameters().iter().map(|&x| f64::from(x)).collect();
        let outputs = (theta.len() - 15) / 6;
        let hidden = |unit: usize, row: &[f64]| dot(&theta[2 * unit..2 * unit + 2], row) + theta[10 + unit];
        for unit in 0..5 {
            let found = curvature(lane, 0, unit).unwrap();
            assert!(!found.whole);
            let weight = |row: &[f64]| {
                let values: Vec<f64> = (0..5).map(|unit| hidden(unit, row).tanh()).collect();
                let z: Vec<f64> = (0..outputs)
                    .map(|o| dot(&theta[15 + 5 * o..20 + 5 * o], &values) + theta[15 + 5 * outputs + o])
                    .collect();
                let slope = 1.0 - values[unit] * values[unit];
                let g: Vec<f64> = (0..outputs).map(|o| theta[15 + 5 * o + unit] * slope).collect();
                match loss {
                    "mse" => 2.0 / outputs as f64 * dot(&g, &g),
                    "binary_cross_entropy" => {
                        let p = 1.0 / (1.0 + (-z[0]).exp());
                        p * (1.0 - p) * g[0] * g[0]
                    }
                    _ => {
                        let sum: f64 = z.iter().map(|z| z.exp()).sum();
                        let p: Vec<f64> = z.iter().map(|z| z.exp() / sum).collect();
                        // Σ (diag p − p pᵀ)ₒᵤ gₒ gᵤ, entry by entry.
                        let entry =
                            |o: usize, u: usize| (p[o] * f64::from(u8::from(o == u)) - p[o] * p[u]) * g[o] * g[u];
                        (0..outputs).flat_map(|o| (0..outputs).map(move |u| (o, u))).map(|(o, u)| entry(o, u)).sum()
                    }
                }
            };
            close(&found, |i, j| rows.iter().map(|row| weight(row) * row[i] * row[j]).sum::<f64>() / rows.len() as f64);
        }
    }
}

/// Of the claim `normalize` (docs/claims.md) it is the Hessian 2 E[x xᵀ] that the claim works out for itself, and so is the figure.
#[test]
fn of_least_squares_it_is_the_hessian_and_the_figure_of_the_claim() {
    let claimed = "data.dataset=plane&data.points=100&network.layers=&initialization.weights=zeros&training.batch=20000&inputs.scale=100,1";
    let median = |fields: &str| {
        let mut all: Vec<f64> = (1..=30)
            .map(|seed| {
                let seeds = format!("seeds.data={seed}&seeds.split={seed}&seeds.init={seed}");
                let mut comparison = trained(&format!("{fields}&{seeds}"), 0);
                let lane = &mut comparison.lanes()[0];
                let rows = rows(lane);
                let found = curvature(lane, 0, 0).unwrap();
                assert!(found.whole);
                close(&found, |i, j| 2.0 * rows.iter().map(|row| row[i] * row[j]).sum::<f64>() / rows.len() as f64);
                found.condition
            })
            .collect();
        all.sort_by(f64::total_cmp);
        // The rank that the claims take for the middle of 30.
        all[15]
    };
    let [raw, standardized] = [median(claimed), median(&format!("{claimed}&inputs.normalization=standardize"))];
    assert!((raw - 32_353.5).abs() < 1.0, "{raw}");
    assert!((standardized - 1.1).abs() < 0.06, "{standardized}");
}

/// A factor of 100 between two features is one of about 100² between the eigenvalues; standardizing takes it away.
#[test]
fn scales_stretch_it_and_standardizing_makes_it_round() {
    let condition = |fields: &str| {
        let fields =
            format!("data.dataset=gaussians&data.points=400&network.layers=&initialization.weights=zeros&{fields}");
        curvature(&mut trained(&fields, 0).lanes()[0], 0, 0).unwrap().condition
    };
    let [even, stretched] = [condition("inputs.scale=1,1"), condition("inputs.scale=1,100")];
    assert!((2000.0..50_000.0).contains(&(stretched / even)), "{even}, {stretched}");
    let standard = condition("inputs.scale=1,100&inputs.normalization=standardize");
    assert!(
        (standard / condition("inputs.scale=1,1&inputs.normalization=standardize") - 1.0).abs() < 1e-4,
        "{standard}"
    );
    assert!(standard < 20.0);
    // A feature that says the same as another leaves a direction without curvature.
    assert_eq!(
        condition("inputs.features=x1,sin_x1&inputs.scale=0.001,1").total_cmp(&1e6),
        core::cmp::Ordering::Greater
    );
}

#[test]
fn looking_changes_nothing_and_what_is_not_there_has_none() {
    let mut comparison = trained("network.layers=4,3&dropout.p=0.5&dropout.input=0.2", 20);
    let mut other = comparison.clone();
    let lane = &mut comparison.lanes()[0];
    for unit in 0..4 {
        assert!(curvature(lane, 1, unit).is_some());
    }
    assert_eq!(curvature(lane, 1, 4), None);
    assert_eq!(curvature(lane, 2, 0), None);
    comparison.step(20);
    other.step(20);
    for (a, b) in comparison.lanes()[0].runs().iter().zip(other.lanes()[0].runs()) {
        assert_eq!(a.parameters(), b.parameters());
    }
    let mut wild = trained(
        "network.layers=4&training.learning_rate=100&training.loss=mse&network.activation=linear&inputs.scale=100",
        50,
    );
    assert!(wild.lanes()[0].runs()[0].divergence().is_some());
    assert_eq!(curvature(&mut wild.lanes()[0], 0, 0), None);
}
