//! Each contender's time beside trainscope's, and the target.

use anyhow::Result;
use serde::Serialize;

use super::measured::{Contender, Group, Spread, Turns};
use super::targets::{self, Bound, OURS, PEAK, Verdict};

/// One contender in one group.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) group: String,
    pub(crate) contender: String,
    pub(crate) nanoseconds: Spread,
    /// How many times trainscope's time that is, round by round; none for trainscope itself.
    pub(crate) times: Option<Spread>,
    /// The same of each one's fastest round, which another program on the core disturbs least.
    pub(crate) at_best: Option<f64>,
    /// None for a contender without one, and for the slower of a library's two APIs.
    pub(crate) target: Option<Bound>,
    pub(crate) verdict: Option<Verdict>,
}

/// All rows of an environment. trainscope's own variants are no contenders of each other and have a table of their own.
pub(crate) fn rows(turns: &Turns) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for group in &turns.groups {
        let Some(ours) = group.contender(OURS) else { continue };
        for contender in &group.contenders {
            if contender.name != PEAK && !(contender.name != OURS && peer(&contender.name) == OURS) {
                rows.push(row(group, ours, contender)?);
            }
        }
    }
    Ok(rows)
}

/// The library that a contender stands for: its name without the API or the variant.
fn peer(contender: &str) -> &str {
    contender.split_once(", ").map_or(contender, |(peer, _)| peer)
}

fn row(group: &Group, ours: &Contender, contender: &Contender) -> Result<Row> {
    let times = if contender.name == OURS { None } else { Some(contender.times(ours)?) };
    let target = targets::of_peer(&group.name, peer(&contender.name)).filter(|_| is_best(group, contender));
    let at_best = times.map(|_| contender.times_at_best(ours));
    let verdict = times.zip(at_best).zip(target);
    let verdict = verdict.map(|((times, at_best), target)| Verdict::of(target, times.median, at_best));
    Ok(Row {
        group: group.name.clone(),
        contender: contender.name.clone(),
        nanoseconds: contender.spread()?,
        times,
        at_best,
        target,
        verdict,
    })
}

/// Whether no other API of the same library is faster.
fn is_best(group: &Group, contender: &Contender) -> bool {
    let median = |contender: &Contender| contender.spread().map_or(f64::INFINITY, |spread| spread.median);
    let own = median(contender);
    let siblings = group.contenders.iter().filter(|other| peer(&other.name) == peer(&contender.name));
    siblings.into_iter().all(|other| own <= median(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(contenders: &[(&str, f64)]) -> Group {
        let contenders =
            contenders.iter().map(|&(name, time)| Contender { name: name.into(), nanoseconds: vec![time] }).collect();
        Group { name: "W3".into(), operations: None, contenders }
    }

    #[test]
    fn a_library_is_judged_by_the_faster_of_its_apis() {
        let group = group(&[(OURS, 1.0), ("TF.js wasm, layers", 30.0), ("TF.js wasm, core", 24.0)]);
        let judged = |at: usize| row(&group, &group.contenders[0], &group.contenders[at]).unwrap().verdict;
        assert_eq!(judged(1), None);
        assert_eq!(judged(2), Some(Verdict::Missed), "24 is less than 25");
    }

    #[test]
    fn variants_and_the_peak_are_no_rows() {
        let checks = super::super::measured::Checks { training: Vec::new(), fields: Vec::new() };
        let groups = vec![group(&[(OURS, 1.0), ("plain JS", 28.0), ("trainscope, Adam", 1.1), (PEAK, 0.9)])];
        let rows = rows(&Turns { version: String::new(), checks, groups }).unwrap();
        let names: Vec<_> = rows.iter().map(|row| row.contender.as_str()).collect();
        assert_eq!(names, [OURS, "plain JS"]);
        assert_eq!(rows[1].verdict, Some(Verdict::Reached));
    }
}
