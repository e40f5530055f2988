//! `leeward calibrate`: simulations of several past events, part by part, and the sets that come near.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::analysis::calibration::{Measure, Prior, SimulationTable, report, wave};
use crate::cli::args::CalibrateArguments;
use crate::cli::calibrated::{self, REPORT_JSON, REPORT_TEXT};
use crate::cli::calibration::Calibration;
use crate::cli::console::{self, Progress};
use crate::cli::exit::Exit;
use crate::cli::{failure, wanted};
use crate::engine::{PastEvent, Watch, simulate};
use crate::numbers::grouped;
use crate::results::simulations::{CalibrationFolder, SimulationStore, write_calibration};
use crate::scenario::calibration::Instead;

/// Runs the command.
pub(in crate::cli) fn run(arguments: &CalibrateArguments) -> Result<Exit, Exit> {
    let threads = wanted::threads(arguments.threads)?;
    threads.install(|| calibrate(arguments))
}

fn calibrate(arguments: &CalibrateArguments) -> Result<Exit, Exit> {
    let instead = Instead { simulations: arguments.simulations, seed: arguments.seed };
    let calibration = Calibration::read(&arguments.file, instead)?;
    let target = target(arguments)?;
    let plan = calibration.plan();
    let hash = plan.hash();
    let tell = |error| failure::tell(&error);
    let is_finished = || -> Result<Option<CalibrationFolder>, Exit> {
        let found = CalibrationFolder::find(&target).map_err(tell)?;
        Ok(found.filter(|folder| !arguments.force && folder.plan_hash() == hash))
    };
    let finished = is_finished()?;
    if finished.is_none() {
        CalibrationFolder::check_target(&target, arguments.force).map_err(tell)?;
    } else if !SimulationStore::folder_of(&target).is_dir() {
        return show_again(arguments, finished);
    }
    let (store, lock) = SimulationStore::begin(&target, plan, arguments.force).map_err(tell)?;
    // Another process may have finished it, or one was killed after it had.
    let finished = is_finished()?;
    if finished.is_some() {
        store.remove().map_err(tell)?;
        return show_again(arguments, finished);
    }
    console::listen_for_interrupt();
    let Some(table) = play(&calibration, &store, arguments)? else {
        store.remove_if_empty().map_err(tell)?;
        let folder = store.folder();
        console::tell(&if folder.is_dir() {
            let folder = folder.display();
            format!("interrupted; the same command goes on with what is missing (kept in {folder})")
        } else {
            "interrupted before the first 64 simulations were played; nothing is stored".to_owned()
        });
        return Ok(Exit::Interrupted);
    };
    let declared = &calibration.declaration;
    let (report, accepted) = report(&table, declared.accepted_share, declared.truths as usize)
        .map_err(|error| cannot(&error))?;
    let files = calibrated::files(&calibration, &table, &report, &accepted, &hash)?;
    let folder = write_calibration(&target, &hash, &files, arguments.force).map_err(tell)?;
    store.remove().map_err(tell)?;
    drop(lock);
    show(arguments, &folder)
}

/// Shows a calibration that was finished before.
fn show_again(
    arguments: &CalibrateArguments,
    finished: Option<CalibrationFolder>,
) -> Result<Exit, Exit> {
    if !arguments.quiet {
        console::tell("this calibration is finished and is shown again");
    }
    finished.map_or(Ok(Exit::Done), |folder| show(arguments, &folder))
}

/// Folder for the results; that of the unfinished work may be named too.
fn target(arguments: &CalibrateArguments) -> Result<PathBuf, Exit> {
    let named = arguments.out.clone().unwrap_or_else(|| PathBuf::from("outputs/calibration"));
    if named.file_name().is_none() {
        console::tell(&format!(
            "error: `{}` is no name for a new folder; give one, as --out outputs/calibration",
            named.display()
        ));
        return Err(Exit::Usage);
    }
    Ok(SimulationStore::target_of(&named))
}

/// Says what stands in the way of an answer.
fn cannot(error: &dyn std::fmt::Display) -> Exit {
    console::tell(&format!("error: {error}"));
    Exit::Failed
}

/// Plays what is missing and gives the whole table; none if it was interrupted.
fn play(
    calibration: &Calibration,
    store: &SimulationStore,
    arguments: &CalibrateArguments,
) -> Result<Option<SimulationTable>, Exit> {
    let prepared = calibration.prepared();
    let events = calibration.events(&prepared);
    let mut player = Player::new(calibration, &events, store, arguments)?;
    let sets = calibration.drawn();
    let declared = &calibration.declaration;
    let Some(found) = player.play(&sets, declared.futures)? else { return Ok(None) };
    let (priors, statistics) = (calibration.priors(), calibration.statistics());
    let mut table = SimulationTable::drawn(priors, statistics, sets, found);
    let measure = Measure::of(&table);
    let waves = declared.number_of_waves();
    for number in 1..=waves {
        let (seed, candidates) = (calibration.seed(), calibration.candidates(number));
        player.tell(&format!(
            "  wave {number}: the nearest of {} candidates",
            grouped(f64::from(candidates))
        ));
        let sets = wave(&table, &measure, seed, number, declared.simulations as usize, candidates)
            .map_err(|error| cannot(&error))?;
        let is_last = number == waves;
        let futures = if is_last { declared.futures_of_last_wave } else { declared.futures };
        let Some(found) = player.play(&sets, futures)? else { return Ok(None) };
        table.add_wave(sets, found);
    }
    player.finish();
    Ok(Some(table))
}

/// Plays sets in their order, part by part, or takes from the store what was played before.
struct Player<'a> {
    calibration: &'a Calibration,
    events: &'a [PastEvent<'a>],
    store: &'a SimulationStore,
    arguments: &'a CalibrateArguments,
    priors: Vec<Prior>,
    progress: Progress,
    stored: BTreeMap<u32, Vec<Vec<f64>>>,
    /// Next part, and how many were played and not taken from the store.
    part: u32,
    played: u32,
}

impl<'a> Player<'a> {
    fn new(
        calibration: &'a Calibration,
        events: &'a [PastEvent<'a>],
        store: &'a SimulationStore,
        arguments: &'a CalibrateArguments,
    ) -> Result<Self, Exit> {
        let plan = store.plan();
        let mut stored = BTreeMap::new();
        for part in 0..plan.parts() {
            if let Some(found) = store.read(part).map_err(|error| failure::tell(&error))? {
                stored.insert(part, found);
            }
        }
        let progress = Progress::of(plan.simulations, "simulations", arguments.quiet);
        let before: usize = stored.values().map(Vec::len).sum();
        if before > 0 {
            progress.resume(before as u32);
        }
        let priors = calibration.priors();
        let (part, played) = (0, 0);
        Ok(Self { calibration, events, store, arguments, priors, progress, stored, part, played })
    }

    /// What the next sets bring about in so many futures; none if it was interrupted.
    fn play(&mut self, sets: &[Vec<f64>], futures: u32) -> Result<Option<Vec<Vec<f64>>>, Exit> {
        let first = self.store.plan().range(self.part).start;
        let mut all = Vec::with_capacity(sets.len());
        while all.len() < sets.len() {
            let part = self.part;
            self.part += 1;
            if let Some(found) = self.stored.remove(&part) {
                all.extend(found);
                continue;
            }
            let enough = self.arguments.stop_after.is_some_and(|parts| self.played >= parts);
            if enough || self.progress.stops_after_block() {
                self.progress.finish();
                return Ok(None);
            }
            let found = simulate(
                self.events,
                self.store.plan().range(part),
                futures,
                &self.progress,
                |simulation, case| {
                    let set = &sets[(simulation - first) as usize];
                    self.calibration.point(&self.priors, set, case)
                },
                |case, seen| self.calibration.cases[case].statistics(seen),
            );
            let Some(found) = found else {
                self.progress.finish();
                return Ok(None);
            };
            let found: Vec<Vec<f64>> =
                found.into_iter().map(|of_cases| of_cases.concat()).collect();
            self.store.publish(part, &found).map_err(|error| failure::tell(&error))?;
            all.extend(found);
            self.played += 1;
        }
        Ok(Some(all))
    }

    fn tell(&self, text: &str) {
        if !self.arguments.quiet {
            console::tell(text);
        }
    }

    fn finish(&self) {
        let elapsed = self.progress.finish();
        self.tell(&format!("  done after {:.1} s", elapsed.as_secs_f64()));
    }
}

/// Prints what a finished calibration says.
fn show(arguments: &CalibrateArguments, folder: &CalibrationFolder) -> Result<Exit, Exit> {
    let name = if arguments.json { REPORT_JSON } else { REPORT_TEXT };
    let bytes = folder.read(name).map_err(|error| failure::tell(&error))?;
    let mut text = String::from_utf8_lossy(&bytes).into_owned();
    if !arguments.json {
        text.push_str(&calibrated::closing(folder.path()));
    }
    console::print(&text);
    Ok(Exit::Done)
}
