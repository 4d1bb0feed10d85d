//! What a page shows is what the network computes.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use trainscope::experiment::{Experiment, PLANE};
use trainscope::lens::{Palette, UnitState, class_probabilities, copies, decision, unit_fields, unit_states};
use trainscope::train::{Comparison, Lane};

fn comparison(json: &str, steps: u32) -> Comparison {
    let mut comparison = Comparison::new(&[Experiment::from_json(json).unwrap()], 1).unwrap();
    comparison.step(steps);
    comparison
}

fn lane(comparison: &mut Comparison) -> &mut Lane {
    &mut comparison.lanes()[0]
}

/// A linear model's weights, so that the field is known in closed form.
fn linear(loss: &str, weights: [f32; 3]) -> Comparison {
    let json = format!(
        r#"{{"network": {{"layers": []}}, "data": {{"dataset": "circle"}}, "training": {{"loss": "{loss}"}}}}"#
    );
    let mut comparison = comparison(&json, 0);
    lane(&mut comparison).set_parameters(0, &weights).unwrap();
    comparison
}

/// Where a lattice point lies: in the middle of its cell, row 0 at the top.
fn place(index: usize, side: usize) -> [f64; 2] {
    #[expect(clippy::cast_precision_loss, reason = "a small lattice")]
    let at = |i: usize| (i as f64 + 0.5) / side as f64 * 2.0 * PLANE - PLANE;
    [at(index % side), -at(index / side)]
}

#[test]
fn the_field_is_the_networks_answer_at_each_point() {
    for (loss, scale) in [("binary_cross_entropy", 1.0), ("mse", 0.2)] {
        let mut comparison = linear(loss, [1.5 * scale, -0.5 * scale, 0.25 * scale]);
        let field = decision(lane(&mut comparison), 0, 30);
        for (i, &value) in field.values.iter().enumerate() {
            let [x1, x2] = place(i, 30);
            let z = f64::from(scale) * (1.5 * x1 - 0.5 * x2 + 0.25);
            let expected = if loss == "mse" { z.clamp(-1.0, 1.0) } else { 2.0 / (1.0 + libm::exp(-z)) - 1.0 };
            assert!((f64::from(value) - expected).abs() < 2e-6, "{loss} at {x1}, {x2}: {value}, not {expected}");
        }
    }
}

#[test]
fn probabilities_sum_to_one_and_two_logits_give_the_field_of_their_difference() {
    let mut comparison =
        comparison(r#"{"data": {"dataset": "moons"}, "training": {"loss": "softmax_cross_entropy"}}"#, 50);
    let lane = lane(&mut comparison);
    let (field, probabilities) = (decision(lane, 0, 20), class_probabilities(lane, 0, 20));
    for (i, value) in field.values.iter().enumerate() {
        let (p0, p1) = (probabilities.values[i], probabilities.values[400 + i]);
        assert!((p0 + p1 - 1.0).abs() < 1e-6);
        assert!((2.0 * p1 - 1.0 - value).abs() < 1e-6);
    }
}

#[test]
fn a_field_without_masks_never_changes_and_one_with_masks_does() {
    let json = r#"{"dropout": {"p": 0.5}, "network": {"layers": [16]}}"#;
    let mut plain = comparison(json, 20);
    let first = decision(lane(&mut plain), 0, 12);
    assert_eq!(first, decision(lane(&mut plain), 0, 12));

    let mut experiment = Experiment::from_json(json).unwrap();
    experiment.dropout.evaluate = trainscope::experiment::Mode::Train;
    plain.apply(&[experiment], 1).unwrap();
    let masked = decision(lane(&mut plain), 0, 12);
    assert_ne!(masked, first);
    // The picture is of one thinned network, the same until the next step.
    assert_eq!(masked, decision(lane(&mut plain), 0, 12));
    let kept = plain.lanes()[0].runs()[0].hash();
    plain.step(1);
    assert_ne!(plain.lanes()[0].runs()[0].hash(), kept);
    assert_ne!(masked, decision(lane(&mut plain), 0, 12));
}

#[test]
fn every_unit_has_a_field_and_the_output_has_the_decision() {
    let mut comparison = comparison(r#"{"network": {"layers": [5, 3]}}"#, 30);
    let lane = lane(&mut comparison);
    let fields = unit_fields(lane, 0, 10);
    assert_eq!(fields.values.len(), (2 + 5 + 3 + 1) * 100);
    // The inputs are the coordinates, over the largest of them.
    for i in 0..100 {
        let [x1, x2] = place(i, 10);
        assert!((f64::from(fields.values[i]) - x1 / 2.7).abs() < 1e-6);
        assert!((f64::from(fields.values[100 + i]) - x2 / 2.7).abs() < 1e-6);
    }
    assert_eq!(fields.values[1000..], decision(lane, 0, 10).values);
    assert!(fields.values.iter().all(|value| value.abs() <= 1.0));
}

#[test]
fn states_and_copies_of_units() {
    // Unit 0 is dead, units 1 and 2 are equal, unit 3 is alone.
    let json = r#"{"network": {"layers": [4]}, "data": {"dataset": "circle"}}"#;
    let mut relu = comparison(json, 0);
    let weights = [[0.0, 0.0], [1.0, 0.5], [1.0, 0.5], [-1.0, 0.5]];
    let mut parameters: Vec<f32> = weights.into_iter().flatten().collect();
    parameters.extend([-1.0, 0.0, 0.0, 0.0]);
    parameters.extend([1.0, 1.0, 2.0, 1.0, 0.0]);
    lane(&mut relu).set_parameters(0, &parameters).unwrap();
    use UnitState::{Alive, Dead, Saturated};
    assert_eq!(unit_states(lane(&mut relu), 0), [Dead, Alive, Alive, Alive]);
    assert_eq!(copies(lane(&mut relu), 0), [0, 1, 1, 3]);

    let mut tanh = comparison(&json.replace("[4]", r#"[4], "activation": "tanh""#), 0);
    parameters[8] = 9.0;
    lane(&mut tanh).set_parameters(0, &parameters).unwrap();
    assert_eq!(unit_states(lane(&mut tanh), 0), [Saturated, Alive, Alive, Alive]);
}

#[test]
fn zero_and_constant_weights_make_copies_and_dropout_parts_them() {
    for weights in ["zeros", "constant"] {
        let json = |p: f32| {
            format!(
                r#"{{"initialization": {{"weights": "{weights}"}}, "network": {{"layers": [4, 4], "activation": "tanh"}},
                     "dropout": {{"p": {p}}}}}"#
            )
        };
        assert_eq!(copies(lane(&mut comparison(&json(0.0), 200)), 0), [0, 0, 0, 0, 4, 4, 4, 4], "{weights}");
    }
    let parted = r#"{"initialization": {"weights": "constant"}, "network": {"layers": [4], "activation": "tanh"},
                     "dropout": {"p": 0.5}}"#;
    assert_eq!(copies(lane(&mut comparison(parted, 200)), 0), [0, 1, 2, 3]);
}

#[test]
fn pixels_are_the_palettes_colours() {
    let diverging: Vec<u8> = (0..=255).flat_map(|i| [i, 0, 255 - i, 255]).collect();
    let classes: Vec<u8> = (0..5).flat_map(|i| [50 * i, 0, 0, 255]).collect();
    let palette = Palette::new(&diverging, &classes, &[7, 8, 9, 255]).unwrap();
    let pixels = palette.diverging(&[-1.0, 1.0, 0.0, f32::NAN, 5.0]);
    assert_eq!(pixels[0..4], [0, 0, 255, 255]);
    assert_eq!(pixels[4..8], [255, 0, 0, 255]);
    assert_eq!(pixels[8..12], [128, 0, 127, 255]);
    assert_eq!(pixels[12..16], [7, 8, 9, 255]);
    assert_eq!(pixels[16..20], [255, 0, 0, 255]);
    assert_eq!(Palette::new(&diverging[1..], &classes, &[0; 4]), None);
}
