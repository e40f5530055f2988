//! The ensemble: blocks of replicates, in parallel inside a block, stored in order.
//!
//! A block is 64 replicates times all strategies. What a block contains depends on the plan and its
//! number alone; how many threads there are decides only how long it takes.

use std::ops::Range;

use rayon::prelude::*;

use super::record::ReplicateRecord;
use super::replicate::{Prepared, Worker};

/// Replicates in a block.
pub const BLOCK: u32 = 64;

/// Watches an ensemble and may stop it. The clock and the terminal are on the other side of it.
pub trait Watch: Sync {
    /// A replicate was played under every strategy.
    fn played(&self);
    /// Whether to stop after the block under way.
    fn stops_after_block(&self) -> bool;
    /// Whether to drop the block under way.
    fn drops_block(&self) -> bool;
}

/// Nobody watches, nothing stops it.
#[derive(Clone, Copy, Debug)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn played(&self) {}

    fn stops_after_block(&self) -> bool {
        false
    }

    fn drops_block(&self) -> bool {
        false
    }
}

/// How an ensemble ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Completion {
    /// Replicates played and stored, from 0.
    pub replicates: u32,
    /// Whether all that were asked for are there.
    pub complete: bool,
}

/// Plays futures up to `replicates` in blocks and hands each block to `store`, in order. The first
/// `played`, whole blocks, are stored already.
///
/// # Errors
/// The first error of `store` ends the ensemble.
pub fn play_ensemble<E>(
    prepared: &Prepared<'_>,
    mut played: u32,
    replicates: u32,
    watch: &dyn Watch,
    mut store: impl FnMut(u32, &[ReplicateRecord]) -> Result<(), E>,
) -> Result<Completion, E> {
    while played < replicates {
        if watch.stops_after_block() {
            break;
        }
        let block = played..(played + BLOCK).min(replicates);
        let Some(records) = play_block(prepared, block.clone(), watch) else { break };
        store(block.start, &records)?;
        played = block.end;
    }
    Ok(Completion { replicates: played, complete: played == replicates })
}

/// Records of a block in the order of replicate and strategy; none if it was dropped. They depend on the plan
/// and on the replicates of the block alone.
pub fn play_block(
    prepared: &Prepared<'_>,
    block: Range<u32>,
    watch: &dyn Watch,
) -> Option<Vec<ReplicateRecord>> {
    let records: Vec<Option<Vec<ReplicateRecord>>> = block
        .into_par_iter()
        .with_max_len(1)
        .map_init(Worker::default, |worker, replicate| {
            if watch.drops_block() {
                return None;
            }
            let records = prepared.play(replicate, worker);
            watch.played();
            Some(records)
        })
        .collect();
    let mut all = Vec::with_capacity(records.len() * prepared.strategies());
    for replicate in records {
        all.extend(replicate?);
    }
    Some(all)
}
