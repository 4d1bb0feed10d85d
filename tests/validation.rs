//! Nothing that can be written in JSON makes the core panic, hang, or allocate without bound.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use trainscope::data::Set;
use trainscope::experiment::{
    Allowed, Each, Effect, Experiment, FIELDS, Kind, MAX_MEMORY, Mode, Rule, comparison_problems, schema,
};
use trainscope::train::{Comparison, Trainer};

fn paths(json: &str) -> Vec<String> {
    match Experiment::from_json(json) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.0.into_iter().map(|problem| problem.path).collect(),
    }
}

#[test]
fn the_default_is_valid_and_survives_a_round_trip() {
    let default = Experiment::default();
    assert_eq!(default.problems(), []);
    assert_eq!(Experiment::from_json(&default.to_json()).unwrap(), default);
    assert_eq!(Experiment::from_json("{}").unwrap(), default);
}

#[test]
fn the_field_table_names_every_field_of_the_json_and_no_other() {
    let Value::Object(sections) = serde_json::from_str(&Experiment::default().to_json()).unwrap() else {
        panic!("not an object")
    };
    let mut written: Vec<String> = Vec::new();
    for (section, fields) in sections {
        if let Value::Object(fields) = fields {
            written.extend(fields.keys().map(|field| format!("{section}.{field}")));
        }
    }
    let mut table: Vec<String> = FIELDS.iter().copied().flatten().map(|field| field.path.to_string()).collect();
    written.sort();
    table.sort();
    assert_eq!(written, table);
    assert!(FIELDS.iter().copied().flatten().all(|field| field.help.trim().ends_with('.')), "help is a sentence");
    assert!(serde_json::from_str::<Value>(&schema()).unwrap()["fields"].as_array().unwrap().len() == table.len());
}

#[test]
fn everything_wrong_is_said_at_once() {
    let json = r#"{"version": 2, "data": {"points": 3, "noise": "loud", "nosuch": 1},
                   "network": {"layers": [8, 0, 300]}, "dropout": {"p": [0.1, 2]}, "training": 5, "extra": {}}"#;
    assert_eq!(
        paths(json),
        [
            "version",
            "data.points",
            "data.noise",
            "data.nosuch",
            "network.layers[1]",
            "network.layers[2]",
            "dropout.p[1]",
            "training",
            "extra"
        ]
    );
}

#[test]
fn a_problem_says_field_value_and_range() {
    let problems = Experiment::from_json(r#"{"data": {"points": 3}}"#).unwrap_err();
    assert_eq!(problems.to_string(), "data.points: got 3; allowed is a whole number from 20 to 20000");
    let problems = Experiment::from_json(r#"{"network": {"activation": "rellu"}}"#).unwrap_err();
    assert!(problems.to_string().starts_with("network.activation: got \"rellu\"; allowed is one of linear, sigmoid"));
    let problems = Experiment::from_json("{\n  nonsense").unwrap_err();
    assert!(problems.to_string().contains("line 2 column 3"), "{problems}");
}

#[test]
fn rules_between_fields() {
    for (json, path) in [
        (r#"{"network": {"activation": ["relu"]}}"#, "network.activation"),
        (r#"{"dropout": {"p": [0.1, 0.1, 0.1]}}"#, "dropout.p"),
        (r#"{"inputs": {"scale": [1]}}"#, "inputs.scale"),
        (r#"{"inputs": {"features": []}}"#, "inputs.features"),
        (r#"{"inputs": {"features": ["x1", "x1"]}}"#, "inputs.features"),
        (r#"{"split": {"train": 0}}"#, "split.train"),
        (r#"{"split": {"train": 0, "dev": 0, "test": 0}}"#, "split.train"),
        (r#"{"data": {"dataset": "wave"}, "training": {"loss": "binary_cross_entropy"}}"#, "training.loss"),
        (
            r#"{"data": {"dataset": "rings", "classes": 3}, "training": {"loss": "binary_cross_entropy"}}"#,
            "training.loss",
        ),
        (r#"{"data": {"dataset": "custom"}}"#, "data.custom"),
        (
            r#"{"data": {"dataset": "custom", "custom": [[0,0,0],[0,0,0],[0,0,0],[0,0,0],[0,0,0],[0,0,2]]}}"#,
            "data.custom",
        ),
        (
            r#"{"data": {"dataset": "custom", "custom": [[0,0,0.5],[0,0,0],[0,0,0],[0,0,0],[0,0,0],[0,0,99]]}}"#,
            "data.custom[5][2]",
        ),
    ] {
        assert_eq!(paths(json), [path], "{json}");
    }
}

#[test]
fn a_field_out_of_range_raises_no_second_complaint_from_a_rule() {
    assert_eq!(paths(r#"{"network": {"layers": [0], "activation": ["relu"]}}"#), ["network.layers[0]"]);
}

#[test]
fn the_largest_networks_are_allowed_and_what_is_larger_is_refused() {
    let largest = format!(r#"{{"network": {{"layers": {:?}}}, "data": {{"points": 20000}}}}"#, vec![256; 32]);
    let experiment = Experiment::from_json(&largest).unwrap();
    assert!(Trainer::new(&experiment).is_ok());
    let problems = comparison_problems(&vec![experiment; 4], 32);
    assert_eq!(problems[0].path, "replicas");
    assert_eq!(problems[0].allowed, Allowed::Rule(Rule::Memory { most: MAX_MEMORY }));
    assert_eq!(paths(&format!(r#"{{"network": {{"layers": {:?}}}}}"#, vec![1; 33])), ["network.layers"]);
    assert_eq!(comparison_problems(&[], 1)[0].path, "lanes");
    assert_eq!(comparison_problems(&[Experiment::default()], 0)[0].path, "replicas");
}

#[test]
fn changes_have_the_effect_that_the_table_says() {
    let base = Experiment::default();
    assert_eq!(base.change(&base), None);
    let mut next = base.clone();
    next.training.learning_rate = 0.5;
    assert_eq!(base.change(&next), Some(Effect::Live));
    next.dropout.evaluate = Mode::Train;
    assert_eq!(base.change(&next), Some(Effect::Live));
    next.seeds.init = 2;
    assert_eq!(base.change(&next), Some(Effect::Rebuild));

    let he_dropout = Experiment::from_json(r#"{"initialization": {"weights": "he_dropout"}}"#).unwrap();
    let mut next = he_dropout.clone();
    next.dropout.p = Each::All(0.5);
    assert_eq!(he_dropout.change(&next), Some(Effect::Rebuild), "its weights are drawn from p");
}

/// JSON values of every kind, among them the unpleasant ones.
fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (-2.0..40.0).prop_map(Value::from),
        (0_u32..40).prop_map(Value::from),
        Just(json!(1e308)),
        Just(json!(-0.0)),
        Just(json!(5e-324)),
        ".{0,12}".prop_map(Value::from),
        Just(json!([[0, 0, 0], [1, 1, 1], [0, 1, 0], [1, 0, 1], [2, 2, 0], [2, 1, 1]])),
    ];
    leaf.prop_recursive(2, 24, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..40).prop_map(Value::from),
            prop::collection::btree_map(".{0,6}", inner, 0..4).prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// A value that fits the field most of the time.
fn fitting(kind: Kind) -> BoxedStrategy<Value> {
    let reals = |min: f64, max: f64| prop_oneof![Just(min), Just(max), min..max].prop_map(Value::from).boxed();
    let choice = |options: &'static [&'static str]| prop::sample::select(options).prop_map(Value::from).boxed();
    match kind {
        Kind::Integer { min, max } => {
            let near = max.min(min.saturating_add(60));
            prop_oneof![8 => min..=near, 1 => Just(max)].prop_map(Value::from).boxed()
        }
        Kind::Real { min, max, .. } => reals(min, max),
        Kind::Flag => any::<bool>().prop_map(Value::from).boxed(),
        Kind::Choice { options } => choice(options),
        Kind::Choices { options } => {
            prop::sample::subsequence(options, 0..=options.len()).prop_map(|names| json!(names)).boxed()
        }
        Kind::Integers { min, .. } => {
            prop::collection::vec(min..=12_u32, 0..6).prop_map(|layers| json!(layers)).boxed()
        }
        Kind::EachReal { min, max, .. } => {
            prop_oneof![4 => reals(min, max), 1 => prop::collection::vec(reals(min, max), 1..3).prop_map(Value::from)]
                .boxed()
        }
        Kind::EachChoice { options } => {
            prop_oneof![4 => choice(options), 1 => prop::collection::vec(choice(options), 1..3).prop_map(Value::from)]
                .boxed()
        }
        Kind::Points { .. } => Just(json!([])).boxed(),
    }
}

/// An experiment with some fields set, of which about one in `odds` to anything at all.
fn experiment(odds: u32) -> impl Strategy<Value = Value> {
    let rows: Vec<_> = FIELDS.iter().copied().flatten().collect();
    let count = rows.len();
    let fields: Vec<BoxedStrategy<Value>> =
        rows.iter().map(|row| prop_oneof![odds => fitting(row.kind), 1 => anything()].boxed()).collect();
    (fields, prop::collection::vec(0_u32..3, count)).prop_map(move |(values, used)| {
        let mut sections = Map::new();
        for ((row, value), used) in FIELDS.iter().copied().flatten().zip(values).zip(used) {
            if used != 0 {
                continue;
            }
            let (section, field) = row.path.split_once('.').unwrap();
            let section = sections.entry(section).or_insert_with(|| json!({}));
            section.as_object_mut().unwrap().insert(field.to_string(), value);
        }
        Value::Object(sections)
    })
}

/// Reads, and where nothing is wrong builds, trains and evaluates.
fn use_it(json: &Value) -> bool {
    let Ok(experiment) = Experiment::from_json(&json.to_string()) else { return false };
    let mut trainer = Trainer::new(&experiment).unwrap();
    for _ in 0..3 {
        trainer.step();
    }
    for set in [Set::Train, Set::Dev, Set::Test] {
        for mode in [Mode::Eval, Mode::Train] {
            let figures = trainer.evaluate(set, mode);
            assert_eq!(figures.is_some(), trainer.prepared().sets[set as usize].count > 0);
        }
    }
    let bits = trainer.hash();
    trainer.reset();
    assert_eq!(trainer.parameters(), trainer.initial_parameters());
    for _ in 0..3 {
        trainer.step();
    }
    assert_eq!(trainer.hash(), bits);
    true
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_json_panics(json in experiment(6)) {
        use_it(&json);
    }

    #[test]
    fn what_is_no_experiment_at_all_is_refused_with_a_reason(json in anything()) {
        let (_, problems) = Experiment::read(json.clone());
        prop_assert!(json.is_object() || !problems.is_empty());
        prop_assert!(problems.iter().all(|problem| problem.got.chars().count() <= 80));
    }
}

#[test]
fn random_experiments_are_valid_often_enough_to_test_training() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let strategy = experiment(200);
    let used = (0..200).filter(|_| use_it(&strategy.new_tree(&mut runner).unwrap().current())).count();
    assert!(used > 20, "only {used} of 200 random experiments were valid");
}

#[test]
fn a_comparison_shares_nothing_but_what_is_equal() {
    let a = Experiment::default();
    let mut b = a.clone();
    b.seeds.data = 9;
    let mut comparison = Comparison::new(&[a.clone(), b, a], 2).unwrap();
    let [first, second, third] = comparison.lanes() else { panic!("three lanes") };
    let x = |lane: &trainscope::train::Lane| lane.workspace().prepared().points.x.clone();
    assert_ne!(x(first), x(second));
    assert_eq!(x(first), x(third));
    assert_eq!(first.runs()[1].hash(), third.runs()[1].hash());
}
