//! Plays the blocks that are missing, each stored as soon as it is played.

use std::collections::BTreeSet;
use std::ops::Range;

use super::console::{self, Progress};
use super::exit::Exit;
use super::failure;
use super::preview::Started;
use super::work::Work;
use crate::analysis::stop::Stop;
use crate::engine::{Prepared, ReplicateRecord, Watch, play_block};
use crate::results::blocks::{BlockAddress, BlockState, BlockStore, PlannedCase};
use crate::results::{ReplicateTable, ResultsError, Storage};

/// Looks at the futures stored so far, block by block.
struct Look<'a> {
    stop: &'a Stop,
    table: ReplicateTable,
}

/// Plays what is missing of the main case, then of its alternatives, going on after the futures that were
/// `started`. Returns whether all that the run
/// needs is stored; if not, it was interrupted.
///
/// # Errors
/// The exit code, after everything was said.
pub(super) fn everything(
    work: &Work<'_>,
    store: &BlockStore,
    mut started: Option<Started>,
    quiet: bool,
) -> Result<bool, Exit> {
    let mut look = work.stop().map(|stop| {
        let ids = work.header().strategies.iter().map(|one| one.id.clone()).collect();
        let storage = Storage::Disk(store.folder().to_owned());
        Look { stop, table: ReplicateTable::kept_in(&storage, work.header().seed, ids) }
    });
    if !one_case(store, (0, work.prepared()), &mut started, look.as_mut(), quiet)? {
        return Ok(false);
    }
    let alternatives = &work.scenario().alternatives;
    for (position, alternative) in alternatives.iter().enumerate() {
        if !quiet {
            let (number, count) = (position + 1, alternatives.len());
            console::tell(&format!("  alternative {number} of {count}: {}", alternative.title));
        }
        let Some(prepared) = work.alternative(position) else { continue };
        if !one_case(store, (position + 1, &prepared), &mut started, None, quiet)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Plays what is missing of a case, in order, until the stop rule is met. Returns whether it is whole.
fn one_case(
    store: &BlockStore,
    (case, prepared): (usize, &Prepared<'_>),
    started: &mut Option<Started>,
    mut look: Option<&mut Look<'_>>,
    quiet: bool,
) -> Result<bool, Exit> {
    let planned = &store.plan().cases[case];
    let sound = sound_blocks(store, case, 0..planned.blocks(), quiet)?;
    let progress = Progress::start(planned.replicates, quiet);
    let stored = futures(planned, &sound);
    if stored > 0 {
        progress.resume(stored);
    }
    let mut played = 0;
    let mut whole = true;
    for block in 0..planned.blocks() {
        if progress.stops_after_block() {
            whole = progress.is_sufficient();
            break;
        }
        let address = BlockAddress { case, block };
        let records = if sound.contains(&block) {
            if look.is_none() {
                continue;
            }
            store.read(address).map_err(|error| failure::tell(&error))?.unwrap_or_default()
        } else {
            let head = started.take_if(|started| started.address == address);
            let Some(records) = rest_of_block(prepared, planned.range(block), head, &progress)
            else {
                whole = false;
                break;
            };
            store.publish(address, &records).map_err(|error| failure::tell(&error))?;
            played += planned.range(block).len() as u32;
            records
        };
        if let Some(look) = look.as_deref_mut() {
            look.table.extend(&records).map_err(|error| failure::tell(&error))?;
            let seen = look.stop.look(&look.table).map_err(|error| failure::tell(&error))?;
            if let Some(precision) = seen {
                progress.looked(&precision);
            }
        }
    }
    let elapsed = progress.finish();
    if !quiet && case == 0 && played > 0 {
        console::tell(&format!("  {played} futures in {:.1} s", elapsed.as_secs_f64()));
    }
    Ok(whole)
}

/// Plays a block whose first futures may be there already.
fn rest_of_block(
    prepared: &Prepared<'_>,
    block: Range<u32>,
    head: Option<Started>,
    progress: &Progress,
) -> Option<Vec<ReplicateRecord>> {
    let Some(Started { futures, mut records, .. }) = head else {
        return play_block(prepared, block, progress);
    };
    for _ in 0..futures {
        progress.played();
    }
    records.extend(play_block(prepared, block.start + futures..block.end, progress)?);
    Some(records)
}

/// Plays those of `wanted` that are missing. Returns whether all of them are stored; if not, it was
/// interrupted.
///
/// # Errors
/// The exit code, after everything was said.
pub(super) fn some(
    work: &Work<'_>,
    store: &BlockStore,
    wanted: &[BlockAddress],
    quiet: bool,
) -> Result<bool, Exit> {
    let mut missing = Vec::new();
    for (case, planned) in store.plan().cases.iter().enumerate() {
        let blocks = || wanted.iter().filter(|it| it.case == case).map(|it| it.block);
        let sound = sound_blocks(store, case, blocks(), quiet)?;
        let absent = blocks().filter(|block| !sound.contains(block));
        missing.push((case, planned, absent.collect::<Vec<u32>>()));
    }
    let futures = missing.iter().map(|(_, planned, blocks)| futures(planned, blocks)).sum();
    let progress = Progress::start(futures, quiet);
    for (case, planned, blocks) in missing {
        if blocks.is_empty() {
            continue;
        }
        let alternative = case.checked_sub(1).and_then(|position| work.alternative(position));
        let prepared = alternative.as_ref().unwrap_or(work.prepared());
        for block in blocks {
            let address = BlockAddress { case, block };
            // Another process may have been faster.
            let is_there = store.state(address).map_err(|error| failure::tell(&error))?;
            if is_there == BlockState::Sound {
                continue;
            }
            let stops = progress.stops_after_block();
            let range = planned.range(block);
            let played = if stops { None } else { play_block(prepared, range, &progress) };
            let Some(records) = played else {
                progress.finish();
                return Ok(false);
            };
            store.publish(address, &records).map_err(|error| failure::tell(&error))?;
        }
    }
    progress.finish();
    Ok(true)
}

fn futures<'b>(planned: &PlannedCase, blocks: impl IntoIterator<Item = &'b u32>) -> u32 {
    blocks.into_iter().map(|block| planned.range(*block).len() as u32).sum()
}

/// Those of the blocks that are stored as they were written. Damaged ones are set aside, to be played
/// again.
fn sound_blocks(
    store: &BlockStore,
    case: usize,
    blocks: impl IntoIterator<Item = u32>,
    quiet: bool,
) -> Result<BTreeSet<u32>, Exit> {
    let mut sound = BTreeSet::new();
    for block in blocks {
        let address = BlockAddress { case, block };
        let looked = store.state(address).and_then(|state| match state {
            BlockState::Missing => Ok(false),
            BlockState::Sound => Ok(true),
            BlockState::Damaged(reason) => {
                let aside = store.set_aside(address)?;
                if !quiet {
                    console::tell(&format!(
                        "  note: `{}` was damaged ({reason}) and is played again; it was moved to `{}`",
                        store.path(address).display(),
                        aside.display()
                    ));
                }
                Ok(false)
            }
        });
        if looked.map_err(|error: ResultsError| failure::tell(&error))? {
            sound.insert(block);
        }
    }
    Ok(sound)
}
