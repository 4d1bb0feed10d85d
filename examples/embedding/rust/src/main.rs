//! Trains one experiment and says what became of it: the same bits as `../node` and as the page.

use trainscope::data::Set;
use trainscope::experiment::{Experiment, Mode};
use trainscope::train::Trainer;

const EXPERIMENT: &str = include_str!("../../experiment.json");

fn main() {
    let experiment = Experiment::from_json(EXPERIMENT).expect("the experiment is valid");
    let mut trainer = Trainer::new(&experiment).expect("the experiment can be built");
    for _ in 0..1000 {
        trainer.step();
    }
    let dev = trainer.evaluate(Set::Dev, Mode::Eval).expect("there is a dev set");
    println!("dev loss {:.6}, weights {:016x}", dev.loss, trainer.hash());
}
