//! Simulations of several past events at once: one point of the space of parameters, one future of each.

use std::ops::Range;

use rayon::prelude::*;

use super::ensemble::Watch;
use super::replicate::{Prepared, Worker};
use super::seen::EventWatch;
use crate::outcome::Seen;
use crate::plan::point::ParameterPoint;

/// A past event in its place, ready to be played at any point.
#[derive(Clone, Copy)]
pub struct PastEvent<'a> {
    /// The place, compiled.
    pub prepared: &'a Prepared<'a>,
    /// Strategy, by rank: measures as they were.
    pub rank: usize,
    /// What is looked at.
    pub watch: EventWatch,
}

/// Plays each simulation of a range as one future of every event, and gives what `keep` takes of it, by
/// simulation and event. None if it was dropped.
///
/// A simulation is the replicate of its number: two of them differ in all draws, and the same one differs
/// between points by their numbers alone. What comes out does not depend on the number of threads.
pub fn simulate<T: Send>(
    events: &[PastEvent<'_>],
    simulations: Range<u32>,
    watch: &dyn Watch,
    point: impl Fn(u32, usize) -> ParameterPoint + Sync,
    keep: impl Fn(usize, &Seen) -> T + Sync,
) -> Option<Vec<Vec<T>>> {
    // Each event keeps to memory of its own: places differ in size.
    let workers = || events.iter().map(|_| Worker::default()).collect::<Vec<_>>();
    simulations
        .into_par_iter()
        .with_max_len(1)
        .map_init(workers, |workers, simulation| {
            if watch.drops_block() {
                return None;
            }
            let kept = events
                .iter()
                .zip(workers)
                .enumerate()
                .map(|(position, (event, worker))| {
                    let at = event.prepared.at(&point(simulation, position));
                    keep(position, &at.seen(simulation, event.rank, event.watch, worker))
                })
                .collect();
            watch.played();
            Some(kept)
        })
        .collect()
}
