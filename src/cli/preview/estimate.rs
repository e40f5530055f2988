//! What a run will take: arithmetic on its size and on the pace of its first futures.

use super::pace::Pace;
use crate::engine::{BLOCK, Size};
use crate::results::blocks::{DiskUse, PACKED_SHARE};
use crate::scenario::Scenario;

/// Time that figures and summaries take at least, seconds.
const CLOSING_SECONDS: f64 = 1.0;
/// Time of the merge over that of packing the same futures once: it unpacks each, writes it into
/// tables and CSV files, and compares the strategies.
const MERGE_OVER_PACK: f64 = 8.0;

/// A case and what of it is left to play.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CaseLeft {
    /// Futures of the case.
    pub(super) futures: u32,
    /// Futures of each block that is missing.
    pub(super) missing: Vec<u32>,
}

impl CaseLeft {
    /// A case of which nothing is played.
    fn whole(futures: u32) -> Self {
        let blocks = futures.div_ceil(BLOCK);
        let missing = (0..blocks).map(|block| BLOCK.min(futures - block * BLOCK)).collect();
        Self { futures, missing }
    }

    /// Futures left.
    pub(super) fn left(&self) -> u32 {
        self.missing.iter().sum()
    }
}

/// What is asked of the machine.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Task {
    /// Size of the case.
    pub(super) size: Size,
    /// Threads.
    pub(super) threads: usize,
    /// The main case, then its alternatives.
    pub(super) cases: Vec<CaseLeft>,
}

/// What a task takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Estimate {
    /// Time from now on, seconds; none before the first futures were played.
    pub(super) seconds: Option<f64>,
    /// Peak memory, bytes.
    pub(super) memory_bytes: f64,
    /// Disk, bytes: blocks and run folder together, less what is there already.
    pub(super) disk_bytes: f64,
}

impl Task {
    /// All of a scenario.
    pub(super) fn of(scenario: &Scenario, threads: usize) -> Self {
        let experiment = &scenario.experiment;
        let mut cases = vec![CaseLeft::whole(experiment.replicates)];
        let alternative = CaseLeft::whole(experiment.futures_of_alternative());
        cases.resize(1 + scenario.alternatives.len(), alternative);
        Self { size: Size::of(scenario), threads, cases }
    }

    /// The same with another number of futures, from the start.
    pub(super) fn with_futures(&self, scenario: &Scenario, replicates: u32) -> Self {
        let mut other = scenario.experiment.clone();
        other.replicates = replicates;
        let mut cases = vec![CaseLeft::whole(replicates)];
        cases.resize(self.cases.len(), CaseLeft::whole(other.futures_of_alternative()));
        Self { cases, ..self.clone() }
    }

    /// Futures of the main case, and of all alternatives together.
    pub(super) fn futures(&self) -> (u32, f64) {
        let main = self.cases.first().map_or(0, |case| case.futures);
        (main, self.cases.iter().skip(1).map(|case| f64::from(case.futures)).sum())
    }

    /// Futures left, of all cases.
    pub(super) fn left(&self) -> u64 {
        self.cases.iter().map(|case| u64::from(case.left())).sum()
    }

    /// Blocks left.
    pub(super) fn blocks(&self) -> usize {
        self.cases.iter().map(|case| case.missing.len()).sum()
    }

    /// Whether some of it was played before.
    pub(super) fn is_resumed(&self) -> bool {
        self.cases.iter().any(|case| case.left() < case.futures)
    }

    /// What it takes; without a pace all but the time.
    pub(super) fn estimate(&self, pace: Option<&Pace>) -> Estimate {
        let (main, elsewhere) = self.futures();
        Estimate {
            seconds: pace.map(|pace| self.seconds(pace)),
            memory_bytes: self.memory_bytes(self.threads),
            disk_bytes: self.disk_bytes(main, elsewhere, pace),
        }
    }

    /// Peak memory with so many threads, bytes.
    pub(super) fn memory_bytes(&self, threads: usize) -> f64 {
        self.size.memory_bytes(threads, self.futures().0)
    }

    fn disk_bytes(&self, main: u32, elsewhere: f64, pace: Option<&Pace>) -> f64 {
        let guessed = self.size.record_bytes() * PACKED_SHARE;
        let future_bytes = pace.map_or(guessed, |pace| pace.packed_bytes);
        let disk = DiskUse { strategies: self.size.strategies, future_bytes };
        let left_main = f64::from(self.cases.first().map_or(0, CaseLeft::left));
        let left_elsewhere = self.left() as f64 - left_main;
        let (kept_main, kept_elsewhere) = self.size.kept_bytes();
        disk.blocks(left_main, left_elsewhere)
            + disk.folder(f64::from(main), elsewhere)
            + f64::from(main) * kept_main
            + elsewhere * kept_elsewhere
    }

    /// A block is played by all threads at once, and the last of them to end keeps the others waiting for
    /// half a future on average.
    fn seconds(&self, pace: &Pace) -> f64 {
        let block = |futures: &u32| {
            let threads = self.threads.clamp(1, (*futures).max(1) as usize) as f64;
            pace.future_seconds * (f64::from(*futures) / threads + 0.5 * (1.0 - 1.0 / threads))
        };
        let playing: f64 = self.cases.iter().flat_map(|case| &case.missing).map(block).sum();
        let others = self.cases.iter().skip(1).filter(|case| case.left() > 0).count();
        let merged = f64::from(self.futures().0);
        playing
            + others as f64 * pace.setup_seconds
            + CLOSING_SECONDS
            + merged * pace.packing_seconds * MERGE_OVER_PACK
    }

    /// Most futures, from the start, for which `fits` holds; none where it holds for no number.
    pub(super) fn most_futures(
        &self,
        scenario: &Scenario,
        fits: impl Fn(&Self) -> bool,
    ) -> Option<u32> {
        let (mut fitting, mut too_many) = (0, self.futures().0);
        while too_many - fitting > 1 {
            let middle = fitting + (too_many - fitting) / 2;
            if fits(&self.with_futures(scenario, middle)) {
                fitting = middle;
            } else {
                too_many = middle;
            }
        }
        (fitting > 0).then(|| rounded_down(fitting))
    }
}

/// Two digits that count, never more than `value`.
pub(super) fn rounded_down(value: u32) -> u32 {
    let mut step = 1;
    while value / step >= 100 {
        step *= 10;
    }
    value / step * step
}

#[cfg(test)]
#[path = "estimate_tests.rs"]
mod tests;
