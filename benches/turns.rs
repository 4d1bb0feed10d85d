//! Steps and fields on demand, for a program in another language that times itself and this one in turns.
//!
//! A request is a line on standard input, its answer a line of JSON on standard output:
//! - `make WORK POINTS BATCH` starts a training and answers with its parameters, points and classes;
//! - `steps COUNT` and `fields COUNT` answer with the nanoseconds that they took;
//! - `field` answers with a field's pixels;
//! - `parameters` answers with the weights and biases, for each layer `weight[out][in]`, then `bias[out]`.
#![allow(
    clippy::disallowed_methods,
    clippy::std_instead_of_core,
    reason = "a benchmark reads the clock, and a program for a terminal needs std"
)]

mod works;

use std::hint::black_box;
use std::io::{BufRead, Write, stdin, stdout};
use std::time::Instant;

use serde_json::{Value, json};
use trainscope::lens::{Palette, decision};
use trainscope::train::{Comparison, Lane};
use works::{SIDE, experiment};

/// Points, classes and parameters of a lane that has not been stepped yet.
fn task(lane: &Lane) -> Value {
    let points = &lane.workspace().prepared().points;
    json!({ "x": points.x, "y": points.target, "start": lane.runs()[0].parameters() })
}

fn field(comparison: &mut Comparison, palette: &Palette) -> Vec<u8> {
    palette.diverging(&decision(&mut comparison.lanes()[0], 0, SIDE).values)
}

fn nanoseconds(count: usize, mut work: impl FnMut()) -> Value {
    let start = Instant::now();
    (0..count).for_each(|_| work());
    json!(start.elapsed().as_secs_f64() * 1e9)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let palette = Palette::default();
    let mut made: Option<Comparison> = None;
    for line in stdin().lock().lines() {
        let line = line?;
        let words: Vec<&str> = line.split_whitespace().collect();
        let answer = match (&words[..], &mut made) {
            (["make", work, points, batch], _) => {
                let experiment = experiment(work, points.parse()?, Some(batch.parse()?), "sgd", 0.0);
                let comparison = made.insert(Comparison::new(&[experiment], 1)?);
                task(&comparison.lanes()[0])
            }
            (["steps", count], Some(comparison)) => nanoseconds(count.parse()?, || comparison.step(1)),
            (["fields", count], Some(comparison)) => nanoseconds(count.parse()?, || {
                black_box(field(comparison, &palette));
            }),
            (["field"], Some(comparison)) => json!(field(comparison, &palette)),
            (["parameters"], Some(comparison)) => json!(comparison.lanes()[0].runs()[0].parameters()),
            _ => return Err(format!("not understood: {line}").into()),
        };
        println!("{answer}");
        stdout().flush()?;
    }
    Ok(())
}
