//! The figures to reach.

use anyhow::Result;
use serde::Serialize;

use super::measured::{Spread, Turns};

/// The name under which trainscope was timed.
pub(crate) const OURS: &str = "trainscope";

/// In which direction a figure is good.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(crate) enum Bound {
    AtLeast(f64),
    AtMost(f64),
}

impl Bound {
    /// Whether a figure reaches it.
    pub(crate) fn holds(self, figure: f64) -> bool {
        match self {
            Self::AtLeast(least) => figure >= least,
            Self::AtMost(most) => figure <= most,
        }
    }
}

/// Whether a target is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) enum Verdict {
    Reached,
    Missed,
    /// The median and the fastest rounds disagree, so the machine was too busy to tell.
    Unclear,
}

impl Verdict {
    /// From the median of the rounds' ratios and from the fastest rounds. Where other programs take the cores, either of
    /// them alone has called a target reached that a quiet machine misses by far.
    pub(crate) fn of(bound: Bound, median: f64, at_best: f64) -> Self {
        match (bound.holds(median), bound.holds(at_best)) {
            (true, true) => Self::Reached,
            (false, false) => Self::Missed,
            _ => Self::Unclear,
        }
    }
}

/// At least how many times trainscope's time a peer takes, in a browser: group, peer, factor.
const PEERS: [(&str, &str, f64); 22] = [
    ("W1", "plain JS", 20.0),
    ("W1", "ConvNetJS", 60.0),
    ("W1", "brain.js", 25.0),
    ("W1", "TF.js wasm", 1400.0),
    ("W2t", "plain JS", 24.0),
    ("W2t", "ConvNetJS", 38.0),
    ("W2t", "brain.js", 34.0),
    ("W2t", "TF.js wasm", 300.0),
    ("W2r", "plain JS", 24.0),
    ("W2r", "ConvNetJS", 55.0),
    ("W2r", "TF.js wasm", 450.0),
    ("W3", "plain JS", 28.0),
    ("W3", "ConvNetJS", 40.0),
    ("W3", "TF.js wasm", 25.0),
    ("W3b", "plain JS", 30.0),
    ("W3b", "ConvNetJS", 33.0),
    ("W3b", "TF.js wasm", 18.0),
    ("field of W2t", "plain JS", 27.0),
    ("field of W2t", "ConvNetJS", 40.0),
    ("field of W2t", "TF.js wasm", 13.0),
    ("field of W3", "plain JS", 25.0),
    ("field of W3", "TF.js wasm", 2.0),
];

/// The same for the native build.
const PYTORCH: [(&str, &str, f64); 4] = [
    ("W1", "PyTorch eager", 1000.0),
    ("W2t", "PyTorch eager", 200.0),
    ("W3", "PyTorch eager", 7.5),
    ("W3b", "PyTorch eager", 1.3),
];

/// The target of a peer, if there is one.
pub(crate) fn of_peer(group: &str, peer: &str) -> Option<Bound> {
    let all = PEERS.iter().chain(&PYTORCH);
    let mut own = all.filter(|(of_group, of_peer, _)| *of_group == group && *of_peer == peer);
    own.next().map(|&(.., least)| Bound::AtLeast(least))
}

/// A figure made of two times of the same rounds.
#[derive(Debug)]
struct Claim {
    what: &'static str,
    group: &'static str,
    /// Whose time is divided.
    time: &'static str,
    /// By whose.
    by: &'static str,
    bound: Bound,
}

const CLAIMS: [Claim; 7] = [
    Claim {
        what: "W1: one call for each step, against 50 steps a call",
        group: "W1",
        time: OURS,
        by: "trainscope, 50 steps a call",
        bound: Bound::AtMost(1.05),
    },
    Claim {
        what: "W2r: dropout p = 0.5 on every hidden layer, against none",
        group: "W2r",
        time: "trainscope, dropout 0.5",
        by: OURS,
        bound: Bound::AtMost(1.25),
    },
    Claim { what: "W3: share of the simd128 peak", group: "W3", time: PEAK, by: OURS, bound: Bound::AtLeast(0.80) },
    Claim { what: "W3b: share of the simd128 peak", group: "W3b", time: PEAK, by: OURS, bound: Bound::AtLeast(0.87) },
    Claim {
        what: "W3b: Adam, against plain SGD",
        group: "W3b",
        time: "trainscope, Adam",
        by: OURS,
        bound: Bound::AtMost(1.15),
    },
    Claim {
        what: "field of W2t: every unit's field, against the output's alone",
        group: "field of W2t",
        time: "trainscope, every unit's field",
        by: OURS,
        bound: Bound::AtMost(1.25),
    },
    Claim {
        what: "W1: one replica stepped 32 times, against 32 replicas at once",
        group: "replicas of W1",
        time: "trainscope, one replica 32 times",
        by: "trainscope, 32 replicas",
        bound: Bound::AtLeast(1.5),
    },
];

/// The name under which the machine's limit was timed.
pub(crate) const PEAK: &str = "simd128 peak";

/// A claim beside what was measured.
#[derive(Debug, Serialize)]
pub(crate) struct Judged {
    pub(crate) what: &'static str,
    pub(crate) ratio: Spread,
    /// The same of each one's fastest round.
    pub(crate) at_best: f64,
    pub(crate) bound: Bound,
    pub(crate) verdict: Verdict,
}

/// All claims that the measurements say something about.
pub(crate) fn judge(turns: &Turns) -> Result<Vec<Judged>> {
    let mut judged = Vec::new();
    for claim in &CLAIMS {
        let Some(group) = turns.group(claim.group) else { continue };
        let (Some(time), Some(by)) = (group.contender(claim.time), group.contender(claim.by)) else { continue };
        let ratio = time.times(by)?;
        let at_best = time.times_at_best(by);
        let verdict = Verdict::of(claim.bound, ratio.median, at_best);
        judged.push(Judged { what: claim.what, ratio, at_best, bound: claim.bound, verdict });
    }
    Ok(judged)
}

/// Bytes of the page's wasm, JavaScript and CSS under Brotli.
pub(crate) const PAGE_BYTES: Bound = Bound::AtMost(150_000.0);
/// Milliseconds from navigation to the first training step under the slow-down.
pub(crate) const FIRST_STEP: Bound = Bound::AtMost(500.0);
/// Milliseconds of the longest task of the page's own thread under the slow-down.
pub(crate) const LONGEST_TASK: Bound = Bound::AtMost(50.0);
/// Points along each side of a field.
pub(crate) const FIELD_SIDE: Bound = Bound::AtLeast(100.0);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_machine_reaches_no_target() {
        let bound = Bound::AtLeast(33.0);
        assert_eq!(Verdict::of(bound, 38.7, 21.7), Verdict::Unclear);
        assert_eq!(Verdict::of(bound, 33.0, 33.0), Verdict::Reached);
        assert_eq!(Verdict::of(bound, 32.0, 21.7), Verdict::Missed);
    }
}
