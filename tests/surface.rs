//! The loss surface is the loss that a run with those parameters would have, on the plane that it says.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;
use trainscope::data::Set;
use trainscope::experiment::{Experiment, Mode};
use trainscope::lens::{Directions, PathPoint, Plane, Surface};
use trainscope::nn::Network;
use trainscope::train::{Comparison, Trainer};

fn experiment(json: &str) -> Experiment {
    Experiment::from_json(json).unwrap()
}

/// Trains with a checkpoint after every few steps.
fn trained(lanes: &[&str], replicas: u32, steps: u32) -> Comparison {
    let lanes: Vec<Experiment> = lanes.iter().map(|json| experiment(json)).collect();
    let mut comparison = Comparison::new(&lanes, replicas).unwrap();
    comparison.checkpoint();
    for _ in 0..steps / 4 {
        comparison.step(4);
        comparison.checkpoint();
    }
    comparison
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn complete(comparison: &mut Comparison, replica: Option<usize>, directions: Directions) -> Surface {
    let mut surface = Surface::new(comparison, 0, replica, directions).unwrap();
    assert!(surface.advance(comparison, usize::MAX / 2));
    surface
}

/// A place of a lattice that fills the square, row 0 at the bottom.
#[expect(clippy::cast_precision_loss, reason = "a small lattice")]
fn place(surface: &Surface, side: usize, row: usize, column: usize) -> [f64; 2] {
    let (corner, width) = surface.square();
    let at = |i: usize, corner: f64| corner + i as f64 / (side - 1) as f64 * width;
    [at(column, corner[0]), at(row, corner[1])]
}

const LANES: [&str; 6] = [
    r#"{"network": {"layers": [6, 4]}, "dropout": {"p": 0.4, "scaling": "classic", "evaluate": "train"},
        "regularization": {"l1": 0.01, "l2": 0.1}}"#,
    r#"{"network": {"layers": [5], "activation": "tanh"}, "data": {"dataset": "wave"}}"#,
    r#"{"network": {"layers": [3]}, "data": {"dataset": "rings", "classes": 4}, "training": {"optimizer": "adam"}}"#,
    r#"{"network": {"layers": []}, "training": {"loss": "mse"}}"#,
    r#"{"network": {"layers": []}, "inputs": {"features": ["x1"], "scale": 10}}"#,
    r#"{"network": {"layers": [8]}, "data": {"points": 1000}, "inputs": {"noise_inputs": 2}}"#,
];

#[test]
fn a_place_has_the_loss_of_a_run_with_its_parameters() {
    for json in LANES {
        let mut comparison = trained(&[json], 1, 60);
        let mut alone = Trainer::new(&experiment(json)).unwrap();
        for directions in [Directions::Paths, Directions::Random(3)] {
            let surface = complete(&mut comparison, Some(0), directions);
            let (side, costs) = surface.lattice();
            assert_eq!((side, costs.len()), (Surface::SIDE, Surface::SIDE * Surface::SIDE));
            for (index, cost) in costs.iter().enumerate().step_by(37) {
                let mut parameters = vec![0.0; alone.parameters().len()];
                surface.plane().at(place(&surface, side, index / side, index % side), &mut parameters);
                alone.set_parameters(&parameters).unwrap();
                // Over the whole training set, without masks, whatever the figures are made with.
                assert_eq!(cost.loss, alone.evaluate(Set::Train, Mode::Eval).unwrap().loss, "{json}");
                assert_eq!(cost.penalty, alone.penalty(), "{json}");
            }
        }
    }
}

#[test]
fn a_path_is_where_the_run_was_with_the_loss_that_it_had() {
    for json in LANES {
        let mut comparison = trained(&[json], 2, 40);
        comparison.step(2);
        let surface = complete(&mut comparison, None, Directions::Paths);
        for replica in 0..2 {
            let mut alone = Trainer::replica(&experiment(json), replica).unwrap();
            let own = |point: &PathPoint| point.replica == replica as usize;
            let points: Vec<_> = surface.paths().filter(|(point, _)| own(point)).collect();
            assert_eq!(points.len(), 12);
            for (point, cost) in points {
                while alone.steps() < point.step {
                    alone.step();
                }
                assert_eq!(cost.loss, alone.evaluate(Set::Train, Mode::Eval).unwrap().loss, "{json}");
                assert_eq!(surface.plane().nearest(alone.parameters()), (point.place, point.distance), "{json}");
            }
            let present = surface.present(&mut comparison);
            assert_eq!(present.iter().find(|point| own(point)).unwrap().step, 42);
            assert_eq!(present.len(), 2);
        }
    }
}

/// The largest eigenvalues of the points' covariance matrix, by the power method and deflation.
fn reference_components(points: &[Vec<f32>], count: usize) -> (Vec<f64>, f64) {
    let d = points[0].len();
    let n = f64::from(u32::try_from(points.len()).unwrap());
    let mean: Vec<f64> = (0..d).map(|k| points.iter().map(|p| f64::from(p[k])).sum::<f64>() / n).collect();
    let mut covariance = vec![vec![0.0; d]; d];
    for point in points {
        for i in 0..d {
            for j in 0..d {
                covariance[i][j] += (f64::from(point[i]) - mean[i]) * (f64::from(point[j]) - mean[j]);
            }
        }
    }
    let total = (0..d).map(|i| covariance[i][i]).sum();
    let mut values = Vec::new();
    for _ in 0..count {
        let mut vector: Vec<f64> = (0..d).map(|i| 1.0 / f64::from(u32::try_from(i).unwrap() + 1)).collect();
        let mut value = 0.0;
        for _ in 0..20_000 {
            let next: Vec<f64> = covariance.iter().map(|row| dot(row, &vector)).collect();
            value = dot(&next, &next).sqrt();
            vector = next.iter().map(|x| x / value).collect();
        }
        for i in 0..d {
            for j in 0..d {
                covariance[i][j] -= value * vector[i] * vector[j];
            }
        }
        values.push(value);
    }
    (values, total)
}

fn points_of(comparison: &Comparison, replicas: usize) -> Vec<Vec<f32>> {
    let kept = |replica| comparison.checkpoints().iter().map(move |kept| kept.run(0, replica).unwrap().1.to_vec());
    (0..replicas).flat_map(kept).collect()
}

#[test]
fn the_paths_plane_is_that_of_the_first_two_principal_components() {
    for (json, replicas) in [
        (LANES[0], 1_u32),
        (LANES[1], 3),
        (LANES[2], 1),
        (r#"{"network": {"layers": [4]}, "training": {"batch": 1}}"#, 2),
    ] {
        let mut comparison = trained(&[json], replicas, 100);
        let surface = Surface::new(&mut comparison, 0, None, Directions::Paths).unwrap();
        let [first, second] = &surface.plane().axes;
        // In f64 products of some tens of numbers are exact to some 1e-15.
        assert!((dot(first, first) - 1.0).abs() < 1e-12 && (dot(second, second) - 1.0).abs() < 1e-12);
        assert!(dot(first, second).abs() < 1e-12);
        let points = points_of(&comparison, replicas as usize);
        assert!(points.len() <= 96);
        let (values, total) = reference_components(&points, 2);
        let [along, across, within] = surface.shares();
        // The power method is the less exact of the two.
        assert!((along - values[0] / total).abs() < 1e-6, "{json}: {along}, not {}", values[0] / total);
        assert!((across - values[1] / total).abs() < 1e-6, "{json}: {across}, not {}", values[1] / total);
        assert!((within - along - across).abs() < 1e-9);
        // What the plane does not hold is what lies off it.
        let off: f64 = surface.paths().map(|(point, _)| point.distance * point.distance).sum();
        assert!((off - (1.0 - within) * total).abs() < 1e-6 * total, "{json}");
        // Place and distance together are the point again.
        for (point, parameters) in surface.paths().map(|(point, _)| point).zip(&points) {
            let origin = &surface.plane().origin;
            let offset: Vec<f64> = parameters.iter().zip(origin).map(|(&x, origin)| f64::from(x) - origin).collect();
            let within = point.place[0] * point.place[0] + point.place[1] * point.place[1];
            let whole = within + point.distance * point.distance;
            assert!((whole - dot(&offset, &offset)).abs() < 1e-9 * (1.0 + whole));
        }
        // The first run goes to the right and up.
        let path: Vec<PathPoint> = surface.paths().map(|(point, _)| point).filter(|point| point.replica == 0).collect();
        let (start, end) = (path[0].place, path[path.len() - 1].place);
        assert!(end[0] >= start[0] && end[1] >= start[1]);
        // All of them are in the square.
        let (corner, width) = surface.square();
        for (point, _) in surface.paths() {
            assert!((0..2).all(|axis| point.place[axis] > corner[axis] && point.place[axis] < corner[axis] + width));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    /// Of all planes through the mean, none is nearer to the points.
    #[test]
    fn no_plane_is_nearer(
        points in prop::collection::vec(prop::collection::vec(-3.0_f32..3.0, 7), 3..30),
        directions in prop::array::uniform2(prop::collection::vec(-1.0_f64..1.0, 7)),
    ) {
        let points: Vec<&[f32]> = points.iter().map(Vec::as_slice).collect();
        let best = Plane::principal(&points).unwrap();
        let off = |plane: &Plane| points.iter().map(|point| plane.nearest(point).1).map(|off| off * off).sum::<f64>();
        let other = Plane { origin: best.origin.clone(), axes: directions };
        prop_assert!(off(&best) <= off(&other) + 1e-9);
    }

    /// The parameters of a place are nearest to that place, and on the plane.
    #[test]
    fn a_place_is_found_again(seed in 0_u32..1000, place in prop::array::uniform2(-2.0_f64..2.0)) {
        let network = Network::new(&experiment(LANES[0]));
        let parameters: Vec<f32> = (0..network.parameter_count()).map(|i| ((i * 37 % 19) as f32 - 9.0) / 8.0).collect();
        let plane = Plane::random(&parameters, network.layers(), seed).unwrap();
        let mut at = vec![0.0; parameters.len()];
        plane.at(place, &mut at);
        let (found, distance) = plane.nearest(&at);
        // The parameters were rounded to f32.
        prop_assert!((found[0] - place[0]).abs() < 1e-5 && (found[1] - place[1]).abs() < 1e-5 && distance < 1e-5);
    }
}

#[test]
fn random_directions_have_each_units_norm_and_leave_the_biases() {
    let mut comparison = trained(&[LANES[0]], 1, 20);
    let parameters = comparison.lanes()[0].runs()[0].parameters().to_vec();
    let surface = Surface::new(&mut comparison, 0, Some(0), Directions::Random(5)).unwrap();
    let plane = surface.plane();
    let whole: Vec<f64> = parameters.iter().map(|&x| f64::from(x)).collect();
    assert_eq!(plane.origin, whole);
    let network = Network::new(&experiment(LANES[0]));
    for axis in &plane.axes {
        for layer in network.layers() {
            for unit in 0..layer.outputs {
                let own = layer.weights.start + unit * layer.inputs..layer.weights.start + (unit + 1) * layer.inputs;
                let norm = |all: &[f64]| dot(&all[own.clone()], &all[own.clone()]).sqrt();
                assert!((norm(axis) - norm(&whole)).abs() < 1e-12);
            }
            assert!(axis[layer.biases.clone()].iter().all(|&x| x == 0.0));
        }
    }
    assert_ne!(plane.axes[0], plane.axes[1]);
    let again = |comparison: &mut Comparison, seed| {
        Surface::new(comparison, 0, Some(0), Directions::Random(seed)).unwrap().plane().clone()
    };
    assert_eq!(&again(&mut comparison, 5), plane);
    assert_ne!(&again(&mut comparison, 6), plane);
    // The square goes as far as the paths.
    let (corner, width) = surface.square();
    assert!(corner[0] <= -1.0 && corner[0] == corner[1] && width == -2.0 * corner[0]);
}

#[test]
fn two_parameters_are_the_plane() {
    let mut comparison = trained(&[LANES[4]], 1, 40);
    let surface = complete(&mut comparison, Some(0), Directions::Random(1));
    assert_eq!(surface.plane(), &Plane::exact());
    for ((point, _), parameters) in surface.paths().zip(points_of(&comparison, 1)) {
        assert_eq!(point.place, [f64::from(parameters[0]), f64::from(parameters[1])]);
        assert_eq!(point.distance, 0.0);
    }
    assert!((surface.shares()[2] - 1.0).abs() < 1e-12);
}

#[test]
fn looking_changes_nothing() {
    for replicas in [1, 5] {
        let lanes = [r#"{"network": {"layers": [4, 4]}}"#, r#"{"network": {"layers": [4, 4]}, "dropout": {"p": 0.5}}"#];
        let mut watched = trained(&lanes, replicas, 40);
        let mut alone = trained(&lanes, replicas, 40);
        for _ in 0..5 {
            let mut surface = Surface::new(&mut watched, 1, None, Directions::Paths).unwrap();
            for _ in 0..6 {
                surface.advance(&mut watched, 300);
                surface.present(&mut watched);
                watched.step(3);
                alone.step(3);
            }
            for (a, b) in watched.lanes().iter().zip(alone.lanes()) {
                assert!(a.runs().iter().zip(b.runs()).all(|(a, b)| a.hash() == b.hash() && a.steps() == b.steps()));
            }
        }
    }
}

#[test]
fn it_is_worked_out_from_coarse_to_fine_each_place_once() {
    let mut comparison = trained(&[LANES[1]], 1, 40);
    let whole = complete(&mut comparison, Some(0), Directions::Paths);
    let (_, finest) = whole.lattice();
    let mut surface = Surface::new(&mut comparison, 0, Some(0), Directions::Paths).unwrap();
    let path = whole.paths().count();
    let mut seen = Vec::new();
    let mut done = 0;
    loop {
        let (side, costs) = surface.lattice();
        if seen.last() != Some(&(side, done)) && seen.last().is_none_or(|&(last, _)| last != side) {
            seen.push((side, done));
        }
        // A coarse lattice is some of the places of the finest.
        let stride = if side > 1 { (Surface::SIDE - 1) / (side - 1) } else { 1 };
        for (i, cost) in costs.iter().enumerate() {
            assert_eq!(cost.loss, finest[(i / side * Surface::SIDE + i % side) * stride].loss);
        }
        done += 1;
        if surface.advance(&mut comparison, 1) {
            break;
        }
        assert!(surface.progress() < 1.0);
    }
    assert_eq!(seen, [(0, 0), (9, 81), (17, 289), (33, 1089), (65, 4225)]);
    assert_eq!((done, surface.progress()), (4225 + path, 1.0));
    assert!(surface.paths().all(|(_, cost)| cost.loss.is_finite()));
}

#[test]
fn a_changed_penalty_begins_it_again() {
    let lanes = [r#"{"network": {"layers": [4]}}"#];
    let mut comparison = trained(&lanes, 1, 40);
    let mut surface = complete(&mut comparison, Some(0), Directions::Paths);
    assert!(surface.lattice().1.iter().all(|cost| cost.penalty == 0.0));
    comparison.apply(&[experiment(r#"{"network": {"layers": [4]}, "training": {"learning_rate": 0.9}}"#)], 1).unwrap();
    assert!(surface.advance(&mut comparison, 1));
    comparison.apply(&[experiment(r#"{"network": {"layers": [4]}, "regularization": {"l2": 0.1}}"#)], 1).unwrap();
    assert!(!surface.advance(&mut comparison, 1));
    assert_eq!(surface.lattice().0, 0);
    assert!(surface.advance(&mut comparison, usize::MAX / 2));
    assert!(surface.lattice().1.iter().all(|cost| cost.penalty > 0.0));
}

#[test]
fn networks_of_another_shape_and_numbers_that_are_not_finite_are_left_out() {
    let diverging = r#"{"data": {"dataset": "wave"}, "network": {"layers": [4]}, "training": {"learning_rate": 50}}"#;
    let calm = r#"{"data": {"dataset": "wave"}, "network": {"layers": [4]}}"#;
    let other = r#"{"data": {"dataset": "wave"}, "network": {"layers": [5]}}"#;
    let mut comparison = trained(&[calm, other, diverging], 1, 60);
    assert!(comparison.lanes()[2].runs()[0].divergence().is_some());
    let surface = complete(&mut comparison, Some(0), Directions::Paths);
    let lanes: Vec<usize> = surface.paths().map(|(point, _)| point.lane).collect();
    assert!(lanes.contains(&0) && lanes.contains(&2) && !lanes.contains(&1));
    assert!(surface.paths().all(|(point, _)| point.place.iter().all(|x| x.is_finite())));
    assert!(Surface::new(&mut comparison, 3, Some(0), Directions::Paths).is_none());
    assert!(Surface::new(&mut comparison, 0, Some(1), Directions::Paths).is_none());
}

#[test]
fn where_nothing_moves_there_is_no_plane_and_on_a_line_there_is_one() {
    let still = r#"{"training": {"learning_rate": 0}}"#;
    let mut comparison = trained(&[still], 1, 20);
    assert!(Surface::new(&mut comparison, 0, Some(0), Directions::Paths).is_none());
    assert!(Surface::new(&mut comparison, 0, Some(0), Directions::Random(1)).is_some());
    // With zero weights and tanh the output's bias alone learns.
    let line = r#"{"initialization": {"weights": "zeros"}, "network": {"layers": [4], "activation": "tanh"}}"#;
    let mut comparison = trained(&[line], 1, 20);
    assert!(Surface::new(&mut comparison, 0, Some(0), Directions::Random(1)).is_none());
    let surface = complete(&mut comparison, Some(0), Directions::Paths);
    let [first, second] = &surface.plane().axes;
    assert!((first.last().unwrap().abs() - 1.0).abs() < 1e-9);
    assert!(dot(first, second).abs() < 1e-12 && (dot(second, second) - 1.0).abs() < 1e-12);
    let [along, across, _] = surface.shares();
    assert!(along > 1.0 - 1e-9 && across < 1e-9);
}

/// Along two weights of a unit the coordinates are those weights, and nothing else is moved.
#[test]
fn along_two_weights_coordinates_are_the_weights_themselves() {
    let json = r#"{"network": {"layers": [3, 2]}, "inputs": {"features": ["x1", "x2", "x1_x2"]}}"#;
    let mut comparison = trained(&[json, json], 2, 40);
    for unit in 0..3 {
        let surface = complete(&mut comparison, Some(1), Directions::Weights(unit));
        let now = comparison.lanes()[0].runs()[1].parameters().to_vec();
        let (side, costs) = surface.lattice();
        assert_eq!(side, Surface::SIDE);
        let mut judge = Trainer::new(&experiment(json)).unwrap();
        for (row, column) in [(0, 0), (7, 60), (64, 33)] {
            let at = place(&surface, side, row, column);
            let mut own = now.clone();
            // PyTorch's order: weight[unit][input].
            #[expect(clippy::cast_possible_truncation, reason = "parameters are f32")]
            own[3 * unit..3 * unit + 2].copy_from_slice(&at.map(|x| x as f32));
            judge.set_parameters(&own).unwrap();
            let loss = judge.evaluate(Set::Train, Mode::Eval).unwrap().loss;
            assert_eq!(loss.to_bits(), costs[row * side + column].loss.to_bits(), "{unit}, {row}, {column}");
        }
        let present = surface.present(&mut comparison);
        assert_eq!(present.len(), 1, "the lane alone");
        assert_eq!(present[0].place, [now[3 * unit], now[3 * unit + 1]].map(f64::from));
        assert!(present[0].distance.abs() < 1e-12);
    }
    assert!(Surface::new(&mut comparison, 0, None, Directions::Weights(3)).is_none());
    let mut narrow = trained(&[r#"{"inputs": {"features": ["x1"]}}"#], 1, 8);
    assert!(Surface::new(&mut narrow, 0, None, Directions::Weights(0)).is_none());
}
