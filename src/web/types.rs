//! The plain objects that cross to JavaScript.

use alloc::{string::String, vec::Vec};

use serde::Serialize;
use tsify::Tsify;

use crate::experiment::Problem;

/// What is thrown where an experiment is wrong.
#[derive(Debug, Serialize, Tsify)]
pub struct Thrown {
    /// Everything that was wrong.
    pub problems: Vec<Problem>,
}

/// A lane's shape.
#[derive(Debug, Serialize, Tsify)]
pub struct Layout {
    /// The inputs' names.
    pub inputs: Vec<String>,
    /// Units in each hidden layer, then the number of outputs.
    pub layers: Vec<usize>,
    /// Number of classes; 0 in regression.
    pub classes: u32,
    /// Number of outputs.
    pub outputs: usize,
}
