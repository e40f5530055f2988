//! Simulations of several past events at once: one point of the space of parameters, some futures of each.

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

/// Plays each simulation of a range as so many futures of every event, and gives what `keep` takes of them, by
/// simulation and event. None if it was dropped.
///
/// A simulation has replicates of its own, simulation · futures and those after it: two of them differ in all draws,
/// and the same one differs between points by their numbers alone. What comes out does not depend on the number of
/// threads.
pub fn simulate<T: Send>(
    events: &[PastEvent<'_>],
    simulations: Range<u32>,
    futures: u32,
    watch: &dyn Watch,
    point: impl Fn(u32, usize) -> ParameterPoint + Sync,
    keep: impl Fn(usize, &[Seen]) -> T + Sync,
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
                    let seen: Vec<Seen> = (simulation * futures..(simulation + 1) * futures)
                        .map(|replicate| at.seen(replicate, event.rank, event.watch, worker))
                        .collect();
                    keep(position, &seen)
                })
                .collect();
            watch.played();
            Some(kept)
        })
        .collect()
}
