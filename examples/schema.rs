//! Prints the experiment's field table as JSON: names, ranges, defaults, units, effects.

fn main() {
    println!("{}", trainscope::experiment::schema());
}
