//! What augmentation made of the last mini-batch.

use alloc::vec::Vec;

use crate::data::Set;
use crate::train::Lane;

/// The examples of the last step's mini-batch as the network was given them, in order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ghosts {
    /// Each example's place in [`Points`](crate::data::Points).
    pub points: Vec<u32>,
    /// Where it was seen: x1 and x2 of each in turn, in plane units.
    pub x: Vec<f64>,
    /// Its class or target.
    pub targets: Vec<f64>,
    /// The place of the point that it was mixed with; its own where it was not.
    pub others: Vec<u32>,
    /// That point's class or target.
    pub other_targets: Vec<f64>,
    /// Its own share in the mixture of the two, of place and target alike; the other has the rest.
    pub shares: Vec<f64>,
}

/// The last mini-batch of a replica as it was augmented; empty before the first step, where nothing is augmented, and where there
/// is no such replica.
#[must_use]
pub fn ghosts(lane: &Lane, replica: usize) -> Ghosts {
    let mut ghosts = Ghosts::default();
    let Some(run) = lane.runs().get(replica) else { return ghosts };
    let workspace = lane.workspace();
    let (rows, targets) = (&workspace.examples(Set::Train).point, &workspace.prepared().points.target);
    for (&row, augmented) in run.batch().iter().zip(run.augmented(workspace)) {
        let [own, other] = [row, augmented.other].map(|row| rows[row as usize]);
        ghosts.points.push(own);
        ghosts.x.extend(augmented.x);
        ghosts.targets.push(targets[own as usize]);
        ghosts.others.push(other);
        ghosts.other_targets.push(targets[other as usize]);
        ghosts.shares.push(augmented.share);
    }
    ghosts
}
