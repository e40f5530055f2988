//! Plays blocks of a finished run again and compares bit by bit.

use super::console::{self, Progress};
use super::exit::Exit;
use super::failure;
use super::work::Work;
use crate::engine::{Prepared, ReplicateRecord, Watch, play_block};
use crate::results::blocks::{BlockAddress, BlockPlan};
use crate::results::{
    ALTERNATIVES, AlternativeTable, Difference, RunFolder, Storage, digest, first_difference,
};

/// How a comparison ended.
pub(super) struct Recomputed {
    /// Blocks that were played again.
    pub(super) blocks: usize,
    /// The first difference, in words.
    pub(super) difference: Option<String>,
}

/// The share of blocks to play again. Which ones is decided by the plan hash: whoever checks the same run
/// checks the same blocks, and nobody can choose them.
fn sample(
    plan: &BlockPlan,
    stored: &[BlockAddress],
    plan_hash: &str,
    share: f64,
) -> Vec<BlockAddress> {
    let lot = |address: &BlockAddress| {
        let case = &plan.cases[address.case].id;
        digest(format!("{plan_hash}/{case}/{}", address.block).as_bytes())
    };
    let count = (share * stored.len() as f64).ceil().max(1.0) as usize;
    let mut drawn = stored.to_vec();
    drawn.sort_by_key(lot);
    drawn.truncate(count);
    drawn.sort_unstable();
    drawn
}

/// Plays a share of the blocks of `run` again.
///
/// # Errors
/// The exit code, after everything was said.
pub(super) fn recompute(
    work: &Work<'_>,
    run: &RunFolder,
    share: f64,
    quiet: bool,
) -> Result<Recomputed, Exit> {
    let plan = work.plan();
    let alternatives = run.alternatives(&Storage::Memory).map_err(|error| failure::tell(&error))?;
    let is_stored = |address: &BlockAddress| match address.case.checked_sub(1) {
        None => address.block < run.blocks(),
        Some(position) => position < alternatives.len(),
    };
    let stored: Vec<BlockAddress> = plan.blocks().filter(is_stored).collect();
    let drawn = sample(&plan, &stored, &run.manifest().plan_hash, share);
    let range = |address: &BlockAddress| {
        let range = plan.cases[address.case].range(address.block);
        if address.case == 0 {
            // An interrupted run, or one with a stop rule, holds fewer futures than asked for.
            range.start..range.end.min(run.manifest().replicates_done)
        } else {
            range
        }
    };
    let futures = drawn.iter().map(|address| range(address).len() as u32).sum();
    let progress = Progress::start(futures, quiet);
    let mut blocks = 0;
    let mut compiled: Option<(usize, Prepared<'_>)> = None;
    for address in drawn {
        let position = address.case.checked_sub(1);
        if let Some(position) = position
            && compiled.as_ref().is_none_or(|(at, _)| *at != position)
        {
            compiled = work.alternative(position).map(|prepared| (position, prepared));
        }
        let prepared = match (position, &compiled) {
            (Some(_), Some((_, prepared))) => prepared,
            _ => work.prepared(),
        };
        let played = if progress.stops_after_block() {
            None
        } else {
            play_block(prepared, range(&address), &progress)
        };
        let Some(played) = played else { return Err(Exit::Interrupted) };
        blocks += 1;
        let alternative = position.and_then(|position| alternatives.get(position));
        let found = if let Some(table) = alternative {
            differs(table, &played)
        } else {
            let stored = run.block(address.block).map_err(|error| failure::tell(&error))?;
            first_difference(&stored, &played)
        };
        if let Some(difference) = found {
            progress.finish();
            let case = &plan.cases[address.case].id;
            return Ok(Recomputed { blocks, difference: Some(words(run, case, difference)) });
        }
    }
    progress.finish();
    Ok(Recomputed { blocks, difference: None })
}

fn words(run: &RunFolder, case: &str, difference: Difference) -> String {
    let rank = usize::from(difference.strategy);
    let strategy = run.manifest().run.strategies.get(rank).map_or("", |one| one.id.as_str());
    format!(
        "replicate {} of strategy `{strategy}` (case `{case}`) plays to other values than {} holds",
        difference.replicate, difference.table
    )
}

/// The first future of an alternative that was stored with other outcomes. A CSV file holds no sign of
/// zero.
fn differs(table: &AlternativeTable, played: &[ReplicateRecord]) -> Option<Difference> {
    let is_other = |record: &&ReplicateRecord| {
        let (rank, at) = (usize::from(record.strategy), record.replicate as usize);
        let column = |outcome| table.table.values(rank, outcome).ok();
        let stored = |outcome| column(outcome).and_then(|values| values.get(at).copied());
        record.outcomes.iter().enumerate().any(|(outcome, value)| stored(outcome) != Some(*value))
    };
    played.iter().find(is_other).map(|record| Difference {
        replicate: record.replicate,
        strategy: record.strategy,
        table: ALTERNATIVES,
    })
}

/// Says that a comparison was interrupted.
pub(super) fn tell_interrupted() {
    console::tell("interrupted before all blocks were compared");
}
