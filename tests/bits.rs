//! The same bits everywhere: this file runs natively, in Node and in every browser, against the same pinned numbers.
//!
//! Each number is the hash of all weights after 500 steps. A change here is a value-breaking change: it goes into the
//! changelog under that heading.

use trainscope::experiment::Experiment;
use trainscope::train::Trainer;

const STEPS: u32 = 500;

/// Eight experiments that together use every generator family, activation kind, initialization family, dropout
/// convention, loss, optimizer and schedule.
const PINNED: [(&str, u64); 8] = [
    (r#"{}"#, 0x5b5a_c3c5_6fce_420c),
    (
        r#"{"data": {"dataset": "spiral", "noise": 0.2, "label_noise": 0.1},
            "network": {"layers": [16, 16], "activation": "tanh"},
            "initialization": {"weights": "xavier_uniform", "bias": "pytorch"},
            "dropout": {"p": [0.5, 0.2], "input": 0.1},
            "training": {"optimizer": "adam", "learning_rate": 0.01, "batch": 10}}"#,
        0x1cc3_afa6_fafd_d43b,
    ),
    (
        r#"{"data": {"dataset": "rings", "classes": 3, "points": 400},
            "network": {"layers": [12, 12, 12], "activation": ["gelu", "silu", "elu"]},
            "initialization": {"weights": "orthogonal", "gain": 1.2, "output_bias": "class_frequency"},
            "dropout": {"p": 0.3, "scaling": "classic", "placement": "before"},
            "training": {"optimizer": "nesterov", "learning_rate": 0.02, "schedule": "cosine", "schedule_steps": 400}}"#,
        0x197d_5d73_1709_a351,
    ),
    (
        r#"{"data": {"dataset": "wave", "noise": 0.1},
            "inputs": {"features": ["x1", "x2", "sin_x1", "x1_x2"], "noise_inputs": 3, "normalization": "standardize"},
            "network": {"layers": [24], "activation": "sigmoid"},
            "initialization": {"weights": "truncated_normal", "sigma": 0.5},
            "regularization": {"l1": 0.001, "l2": 0.01},
            "training": {"optimizer": "rmsprop", "learning_rate": 0.003, "clip_norm": 1.0, "warmup_steps": 50}}"#,
        0x8553_f836_747d_42b0,
    ),
    (
        r#"{"data": {"dataset": "blobs", "classes": 5, "balance": 0.3},
            "network": {"layers": [10, 10], "activation": ["selu", "leaky_relu"]},
            "initialization": {"weights": "lecun_normal"},
            "dropout": {"p": 0.2, "mask": "batch", "scaling": "none"},
            "training": {"loss": "mse", "optimizer": "adagrad", "learning_rate": 0.05}}"#,
        0x2e18_2c4a_d811_adb8,
    ),
    (
        r#"{"data": {"dataset": "xor", "points": 1000}, "inputs": {"scale": [1, 30], "normalization": "min_max"},
            "network": {"layers": [4, 2], "activation": "tanh"}, "initialization": {"weights": "tensorflow_playground"},
            "training": {"learning_rate": 0.3, "batch": 10, "schedule": "step", "schedule_steps": 100}}"#,
        0xdb61_a295_56a1_8a27,
    ),
    (
        r#"{"data": {"dataset": "checkerboard", "points": 600},
            "network": {"layers": [64, 64, 64]}, "initialization": {"weights": "he_dropout"}, "dropout": {"p": 0.4},
            "regularization": {"weight_decay": 0.01, "biases": true},
            "training": {"optimizer": "adamw", "learning_rate": 0.003, "batch": 300}}"#,
        0x4875_5357_a8e1_31fa,
    ),
    (
        r#"{"data": {"dataset": "moons", "noise": 0.15}, "network": {"layers": [5, 5, 5, 5, 5, 5, 5, 5, 5, 5]},
            "initialization": {"weights": "he_uniform", "fan": "out", "bias": "constant"},
            "training": {"loss": "softmax_cross_entropy", "optimizer": "momentum", "learning_rate": 0.01}}"#,
        0x3236_f5a1_bf10_6eb3,
    ),
];

fn hash(json: &str) -> u64 {
    let experiment = Experiment::from_json(json).unwrap_or_else(|problems| panic!("{problems}"));
    let mut trainer = Trainer::new(&experiment).unwrap_or_else(|problems| panic!("{problems}"));
    let start = trainer.hash();
    for _ in 0..STEPS {
        trainer.step();
    }
    assert_eq!(trainer.divergence(), None, "{json}");
    assert_ne!(trainer.hash(), start, "nothing was learned: {json}");
    trainer.hash()
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn weights_after_500_steps_are_the_pinned_bits() {
    let found: Vec<String> = PINNED.iter().map(|(json, _)| format!("{:016x}", hash(json))).collect();
    let pinned: Vec<String> = PINNED.iter().map(|(_, hash)| format!("{hash:016x}")).collect();
    assert_eq!(found, pinned);
}

/// A build without vector instructions gives the same bits but a quarter of the speed: it must not happen unnoticed.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen_test::wasm_bindgen_test]
fn vector_instructions_are_on() {
    const { assert!(cfg!(target_feature = "simd128")) };
}
