//! The pace of a run, from its first futures.
//!
//! The probe *is* the start of the run: it plays the first futures of the first block that is missing, and
//! what it played goes into that block. So it costs nothing and changes nothing. Futures are draws of one
//! distribution whatever their number, so the first are as good a sample as any others.

use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use crate::cli::console;
use crate::cli::work::Work;
use crate::engine::{ReplicateRecord, Worker};
use crate::results::blocks::{BlockAddress, packed_bytes};

/// Futures that each thread plays at least, where patience allows.
const EACH: u32 = 4;
/// A probe that is shorter goes on with further futures of its block, for a better mean.
const LEAST: Duration = Duration::from_millis(500);
/// After so long no further future is begun.
const PATIENCE: Duration = Duration::from_secs(5);

/// How fast the machine plays a case.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pace {
    /// Futures behind it.
    pub(super) futures: u32,
    /// Time of one thread for one future under all strategies, while all threads are at work, seconds.
    pub(super) future_seconds: f64,
    /// Time to compile a case, seconds.
    pub(super) setup_seconds: f64,
    /// Time to pack one future, seconds.
    pub(super) packing_seconds: f64,
    /// Bytes of one future as part of a block.
    pub(super) packed_bytes: f64,
}

/// The first futures of a block, played.
pub(in crate::cli) struct Started {
    /// The block.
    pub(in crate::cli) address: BlockAddress,
    /// How many of its futures there are, from its first on.
    pub(in crate::cli) futures: u32,
    /// Their records in the order of replicate and strategy.
    pub(in crate::cli) records: Vec<ReplicateRecord>,
}

/// Plays the first futures of `block` with all threads; none where the block is empty.
pub(super) fn probe(
    work: &Work<'_>,
    (address, block): (BlockAddress, Range<u32>),
    setup: Duration,
) -> Option<(Pace, Started)> {
    let threads = rayon::current_num_threads() as u32;
    let alternative = address.case.checked_sub(1).and_then(|position| work.alternative(position));
    let prepared = alternative.as_ref().unwrap_or(work.prepared());
    let next = AtomicU32::new(block.start);
    let played = Mutex::new(Vec::new());
    let begun = console::now();
    rayon::broadcast(|_| {
        let mut worker = Worker::default();
        loop {
            let replicate = next.fetch_add(1, Ordering::Relaxed);
            if replicate >= block.end
                || is_enough(replicate - block.start, threads, begun.elapsed())
            {
                break;
            }
            let begun = console::now();
            let records = prepared.play(replicate, &mut worker);
            if let Ok(mut played) = played.lock() {
                played.push((replicate, begun.elapsed(), records));
            }
        }
    });
    let mut played = played.into_inner().ok()?;
    played.sort_unstable_by_key(|(replicate, ..)| *replicate);
    let seconds: f64 = played.iter().map(|(_, time, _)| time.as_secs_f64()).sum();
    let count = played.len();
    // Without gaps from the start of the block on: one that was begun late may have overtaken another.
    let in_order =
        played.into_iter().zip(block).take_while(|((replicate, ..), it)| replicate == it);
    let mut started = Started { address, futures: 0, records: Vec::new() };
    for ((_, _, records), _) in in_order {
        started.futures += 1;
        started.records.extend(records);
    }
    let futures = f64::from(started.futures);
    let packing = console::now();
    let bytes = packed_bytes(&work.plan(), &started.records)?;
    let pace = Pace {
        futures: count as u32,
        future_seconds: seconds / count as f64,
        setup_seconds: setup.as_secs_f64(),
        packing_seconds: packing.elapsed().as_secs_f64() / futures,
        packed_bytes: bytes as f64 / futures,
    };
    (started.futures > 0).then_some((pace, started))
}

/// Whether no further future is needed after `begun` were begun in so much time.
fn is_enough(begun: u32, threads: u32, elapsed: Duration) -> bool {
    begun >= threads && (elapsed > PATIENCE || begun >= threads * EACH && elapsed > LEAST)
}

#[cfg(test)]
mod tests {
    use super::{Duration, is_enough};

    #[test]
    fn a_probe_gives_every_thread_a_future_and_then_ends_in_time() {
        let after = Duration::from_millis;
        assert!(!is_enough(1, 2, after(60_000)));
        assert!(is_enough(2, 2, after(6_000)));
        assert!(!is_enough(2, 2, after(3_000)));
        assert!(is_enough(8, 2, after(3_000)));
        assert!(!is_enough(8, 2, after(100)));
    }
}
