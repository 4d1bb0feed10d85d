//! A training core for small neural networks on 2-D toy data, made to show how *initialization* and *dropout* change how
//! a network learns.
//!
//! The same experiment gives the same bits on every target: natively, in every browser, with vector instructions and
//! without. There is no clock, no environment and no unseeded randomness in here; every purpose draws from a random
//! stream of its own, so that two lanes that differ in one knob differ in nothing else.
//!
//! # Layers
//!
//! From the bottom up; a module uses only those above it in this list.
//!
//! | module | owns |
//! |---|---|
//! | [`math`] | transcendental functions, eight lanes at a time, the same bits everywhere |
//! | [`rng`] | named random streams |
//! | [`experiment`] | the versioned description of a run, its field table and its validation |
//! | [`data`] | generators with known densities, the split, features, normalization |
//! | [`nn`] | the network: activations, initialization, dropout, losses, optimizers |
//! | [`train`] | the trainer, lanes and replicas |
//! | [`lens`] | what a page shows: the decision field, unit states |
//! | `sweep` | an experiment at many values of many fields (feature `serde`) |
//! | `web` | the browser's binding (feature `web`) |
//!
//! # Example
//!
//! Two lanes that differ in dropout alone start from the same weights:
//!
//! ```
//! use trainscope::experiment::{Each, Experiment};
//! use trainscope::train::Comparison;
//!
//! let plain = Experiment::default();
//! let mut dropped = plain.clone();
//! dropped.dropout.p = Each::All(0.5);
//!
//! let mut comparison = Comparison::new(&[plain, dropped], 1).unwrap();
//! let [a, b] = comparison.lanes() else { unreachable!() };
//! assert_eq!(a.runs()[0].hash(), b.runs()[0].hash());
//!
//! comparison.step(100);
//! for lane in comparison.lanes() {
//!     let summary = lane.summary();
//!     assert_eq!(summary.step, 100);
//!     assert!(summary.replicas[0].dev.unwrap().loss.is_finite());
//! }
//! ```
//!
//! # What it is not
//!
//! Not a general deep-learning library: dense layers only, no automatic differentiation, no GPU, at most 32 layers of 256
//! units. Nothing here reads files or draws on a screen.
//!
//! # Features
//!
//! `serde` (on by default) reads and writes experiments as JSON; `web` is the page's binding; `std` (on by default) adds
//! nothing that the core needs: without it the crate is `no_std` with `alloc`.

#![no_std]

extern crate alloc;
// Nothing in here needs it, but where there is an operating system cargo links a `cdylib` as well, which does.
#[cfg(any(feature = "std", test, not(target_os = "none")))]
extern crate std;

pub mod data;
pub mod experiment;
pub mod lens;
pub mod math;
pub mod nn;
pub mod rng;
#[cfg(feature = "serde")]
pub mod sweep;
pub mod train;
#[cfg(feature = "web")]
pub mod web;

/// The README's example is a test.
#[cfg(all(doctest, feature = "serde"))]
#[doc = include_str!("../README.md")]
struct Readme;
