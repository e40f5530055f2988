//! What a run will take, told before it takes it, and refused where it does not fit.
//!
//! Two looks: the size of the case against the memory of the machine before anything is compiled, so
//! that an absurd case ends at once; and, once the first futures are played, time and disk.

mod estimate;
mod machine;
mod pace;
mod verdict;
mod words;

use std::ops::Range;
use std::path::Path;
use std::time::Duration;

use super::args::RunArguments;
use super::case::Case;
use super::console;
use super::exit::Exit;
use super::work::Work;
use crate::engine::Size;
use crate::results::RunFolder;
use crate::results::blocks::{BlockAddress, BlockStore};
use estimate::{CaseLeft, Task};
use machine::Machine;
use pace::{Pace, probe};
use verdict::{Bounds, refusals};

pub(super) use pace::Started;

/// Runs that are expected to be shorter are not worth a line, seconds.
const WORTH_A_LINE: f64 = 10.0;
/// Whoever sits at a terminal is asked before a longer run, seconds.
const WORTH_A_QUESTION: f64 = 30.0 * 60.0;

/// A run that is looked at before it is played.
pub(super) struct Preview<'a> {
    arguments: &'a RunArguments,
    case: &'a Case,
    folder: &'a Path,
    bounds: Bounds,
    threads: usize,
}

impl<'a> Preview<'a> {
    /// The run of `case` into `folder`, on the threads of the pool.
    pub(super) fn of(arguments: &'a RunArguments, case: &'a Case, folder: &'a Path) -> Self {
        let bounds = Bounds::of(&case.loaded.scenario, &Machine::here(folder));
        Self { arguments, case, folder, bounds, threads: rayon::current_num_threads() }
    }

    /// Looks at the size of the case. Returns whether the run may be compiled; with `--preview` the
    /// answer was given if not.
    ///
    /// # Errors
    /// The exit code, after a refusal was told.
    pub(super) fn before_compiling(&self) -> Result<bool, Exit> {
        let scenario = &self.case.loaded.scenario;
        let task = Task::of(scenario, self.threads);
        let refusals = refusals(scenario, &task, None, &self.bounds);
        if refusals.is_empty() {
            return Ok(true);
        }
        if self.arguments.preview {
            self.show(&task, None, &refusals);
            return Ok(false);
        }
        self.refuse(&refusals).map(|()| true)
    }

    /// Plays the first futures that are missing, tells what the run will take, and refuses or asks where
    /// that is much. Returns the futures that were played; none where nothing is left.
    ///
    /// # Errors
    /// The exit code, after everything was said.
    pub(super) fn before_playing(
        &self,
        work: &Work<'_>,
        setup: Duration,
    ) -> Result<Option<Started>, Exit> {
        let Some((task, pace, started)) = self.probe(work, setup) else { return Ok(None) };
        let refusals = refusals(&self.case.loaded.scenario, &task, Some(&pace), &self.bounds);
        let estimate = task.estimate(Some(&pace));
        let seconds = estimate.seconds.unwrap_or_default();
        let is_worth_a_line = seconds >= WORTH_A_LINE || !refusals.is_empty();
        if is_worth_a_line && !self.arguments.quiet {
            console::tell(&words::line(&task, &estimate, work.stop().is_some()));
        }
        self.refuse(&refusals)?;
        let stated = self.case.loaded.scenario.experiment.machine.minutes.is_some();
        let asks = !(stated || self.arguments.yes || self.arguments.quiet || self.arguments.json);
        if asks && seconds > WORTH_A_QUESTION && !console::confirms("  go on?") {
            console::tell("  nothing was played");
            return Err(Exit::Interrupted);
        }
        Ok(Some(started))
    }

    /// Tells what the run will take, and nothing else.
    pub(super) fn alone(&self, work: &Work<'_>, setup: Duration) {
        let scenario = &self.case.loaded.scenario;
        if let Some((task, pace, _)) = self.probe(work, setup) {
            let refusals = refusals(scenario, &task, Some(&pace), &self.bounds);
            self.show(&task, Some(&pace), &refusals);
            return;
        }
        let (cases, _) = self.left(work);
        self.show(&Task { cases, ..Task::of(scenario, self.threads) }, None, &[]);
    }

    fn show(&self, task: &Task, pace: Option<&Pace>, refusals: &[String]) {
        let estimate = task.estimate(pace);
        if self.arguments.json {
            let document =
                words::document(task, &estimate, pace.map(|pace| pace.futures), refusals);
            console::print(&format!("{document:#}"));
            return;
        }
        if task.blocks() == 0 {
            console::print("nothing is left to play: every future is stored");
            return;
        }
        let may_stop = self.case.loaded.scenario.experiment.stop.is_some();
        console::print(words::line(task, &estimate, may_stop).trim_start());
        for refusal in refusals {
            console::print(&format!("would be refused: {refusal}"));
        }
    }

    fn refuse(&self, refusals: &[String]) -> Result<(), Exit> {
        let yes = self.arguments.yes;
        for refusal in refusals {
            if !yes {
                console::tell(&format!("error: {refusal}"));
            } else if !self.arguments.quiet {
                console::tell(&format!("  note: {refusal}"));
            }
        }
        if yes || refusals.is_empty() {
            return Ok(());
        }
        console::tell("nothing was played; --yes plays it all the same");
        Err(Exit::Usage)
    }

    /// What is left to play and how fast it goes; none where nothing is left.
    fn probe(&self, work: &Work<'_>, setup: Duration) -> Option<(Task, Pace, Started)> {
        let (cases, first) = self.left(work);
        let mut size = Size::of(&self.case.loaded.scenario);
        size.memories = work.prepared().place().past.len();
        let task = Task { size, threads: self.threads, cases };
        let (pace, started) = probe(work, first?, setup)?;
        Some((task, pace, started))
    }

    /// What is left of every case, and the first block that is missing with its futures.
    fn left(&self, work: &Work<'_>) -> (Vec<CaseLeft>, Option<(BlockAddress, Range<u32>)>) {
        let plan = work.plan();
        let store = BlockStore::open(self.folder).ok();
        let store = store.filter(|store| store.plan().plan_hash == plan.plan_hash);
        let (whole, kept) = self.kept(&plan.plan_hash);
        let is_stored = |address: BlockAddress| {
            whole
                || address.case == 0 && address.block < kept
                || store.as_ref().is_some_and(|store| store.path(address).exists())
        };
        let mut first = None;
        let mut cases = Vec::new();
        for (case, planned) in plan.cases.iter().enumerate() {
            let mut missing = Vec::new();
            for block in 0..planned.blocks() {
                let address = BlockAddress { case, block };
                if !is_stored(address) {
                    let range = planned.range(block);
                    missing.push(range.len() as u32);
                    first.get_or_insert((address, range));
                }
            }
            cases.push(CaseLeft { futures: planned.replicates, missing });
        }
        (cases, first)
    }

    /// Whether the run folder holds the whole run, and how many blocks it holds if not.
    fn kept(&self, plan_hash: &str) -> (bool, u32) {
        if self.arguments.play.force {
            return (false, 0);
        }
        match RunFolder::open(self.folder) {
            Ok(stored) if stored.manifest().plan_hash == plan_hash => {
                (!stored.manifest().partial(), stored.blocks())
            }
            _ => (false, 0),
        }
    }
}
