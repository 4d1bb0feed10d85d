//! Points that are given and not drawn.

use trainscope::data::{Points, Prepared};
use trainscope::experiment::{Dataset, Experiment};

fn custom(points: Vec<[f64; 3]>) -> Experiment {
    let mut experiment = Experiment::default();
    experiment.data.dataset = Dataset::Custom;
    experiment.data.custom = points;
    assert_eq!(experiment.problems(), []);
    experiment
}

#[test]
fn they_stay_where_and_in_the_order_they_are() {
    let list: Vec<[f64; 3]> = (0..40).map(|i| [f64::from(i), f64::from(-i), f64::from(i % 3)]).collect();
    let points = Points::draw(&custom(list.clone()));
    assert_eq!(points.classes, 3);
    assert!(points.x.iter().zip(&points.target).map(|(x, &t)| [x[0], x[1], t]).eq(list));
}

#[test]
fn real_targets_are_regression() {
    let mut experiment = custom((0..20).map(|i| [f64::from(i), 0.0, f64::from(i) / 8.0]).collect());
    experiment.data.label_noise = 0.5;
    let data = Prepared::new(&experiment);
    assert_eq!(data.points.classes, 0);
    assert_eq!(data.sets.each_ref().map(|set| set.count), [12, 4, 4, 0]);
    assert!((0..20).all(|i| data.points.target[i] == i as f64 / 8.0));
}
