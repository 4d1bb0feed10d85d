//! Every run's boundary is drawn from that run's own outputs, also where runs are trained four at a time.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use trainscope::experiment::{Experiment, PLANE};
use trainscope::lens::{class_probabilities, decision};
use trainscope::train::{Comparison, Trainer};

/// The side of the page's lattice for a run that is drawn as a line alone.
const SIDE: usize = 44;

/// A tanh network's output at a point, as a textbook writes it: parameters in PyTorch's order, f64.
fn outputs(parameters: &[f32], sizes: &[usize], x: [f64; 2]) -> Vec<f64> {
    let mut values = x.to_vec();
    let mut rest = parameters;
    for (layer, pair) in sizes.windows(2).enumerate() {
        let [before, units] = [pair[0], pair[1]];
        let (weights, after) = rest.split_at(before * units);
        let (biases, after) = after.split_at(units);
        rest = after;
        values = (0..units)
            .map(|unit| {
                let own = &weights[unit * before..][..before];
                let sum: f64 = own.iter().zip(&values).map(|(&w, v)| f64::from(w) * v).sum();
                let z = sum + f64::from(biases[unit]);
                if layer + 2 == sizes.len() { z } else { libm::tanh(z) }
            })
            .collect();
    }
    values
}

/// Where a lattice point lies: in the middle of its cell, row 0 at the top.
fn place(index: usize) -> [f64; 2] {
    #[expect(clippy::cast_precision_loss, reason = "a small lattice")]
    let at = |i: usize| (i as f64 + 0.5) / SIDE as f64 * 2.0 * PLANE - PLANE;
    [at(index % SIDE), -at(index / SIDE)]
}

#[test]
fn each_runs_lattice_is_that_runs_answer() {
    let json = r#"{"network": {"layers": [6, 5], "activation": "tanh"}, "data": {"dataset": "moons"}}"#;
    let mut comparison = Comparison::new(&[Experiment::from_json(json).unwrap()], 32).unwrap();
    comparison.step(60);
    let lane = &mut comparison.lanes()[0];
    let mut fields: Vec<Vec<f32>> = Vec::new();
    for replica in 0..32 {
        let field = decision(lane, replica, SIDE);
        let parameters = lane.runs()[replica].parameters();
        for (i, &value) in field.values.iter().enumerate() {
            let z = outputs(parameters, &[2, 6, 5, 1], place(i))[0];
            let expected = 2.0 / (1.0 + libm::exp(-z)) - 1.0;
            // Rounding of f32 in three layers of at most six terms.
            assert!((f64::from(value) - expected).abs() < 1e-5, "run {replica}, point {i}: {value}, not {expected}");
        }
        assert!(fields.iter().all(|other| *other != field.values), "run {replica} has another's field");
        fields.push(field.values);
    }
}

#[test]
fn a_run_among_others_has_the_lattice_of_the_run_alone() {
    // Masks, which are each run's own, and no masks, where runs are trained in teams.
    for p in [0.0, 0.5] {
        let json = format!(
            r#"{{"network": {{"layers": [8, 8]}}, "dropout": {{"p": {p}}},
                 "data": {{"dataset": "rings", "classes": 3}}}}"#
        );
        let experiment = Experiment::from_json(&json).unwrap();
        let mut comparison = Comparison::new(std::slice::from_ref(&experiment), 8).unwrap();
        comparison.step(25);
        let kept: Vec<u64> = comparison.lanes()[0].runs().iter().map(|run| run.hash()).collect();
        for replica in [0_u32, 1, 5, 7] {
            let mut alone = Trainer::replica(&experiment, replica).unwrap();
            (0..25).for_each(|_| alone.step());
            // A comparison of its own with the weights of the run alone.
            let mut other = Comparison::new(std::slice::from_ref(&experiment), 1).unwrap();
            other.lanes()[0].set_parameters(0, alone.parameters()).unwrap();
            let among = class_probabilities(&mut comparison.lanes()[0], replica as usize, SIDE);
            assert_eq!(among, class_probabilities(&mut other.lanes()[0], 0, SIDE), "p = {p}, run {replica}");
        }
        // Looking changed nothing.
        let after: Vec<u64> = comparison.lanes()[0].runs().iter().map(|run| run.hash()).collect();
        assert_eq!(kept, after);
    }
}
