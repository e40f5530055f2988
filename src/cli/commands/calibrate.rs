//! `leeward calibrate`: simulations of several past events, part by part, and the sets that come near.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::analysis::calibration::report;
use crate::cli::args::CalibrateArguments;
use crate::cli::calibrated::{self, REPORT_JSON, REPORT_TEXT};
use crate::cli::calibration::Calibration;
use crate::cli::console::{self, Progress};
use crate::cli::exit::Exit;
use crate::cli::{failure, wanted};
use crate::engine::{Watch, simulate};
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
    let Some(found) = play(&calibration, &store, arguments)? else {
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
    let table = calibration.table(found);
    let (report, accepted) = report(&table, declared.accepted_share, declared.truths as usize)
        .map_err(|error| {
            console::tell(&format!("error: {error}"));
            Exit::Failed
        })?;
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

/// Plays what is missing and gives everything in order; none if it was interrupted.
fn play(
    calibration: &Calibration,
    store: &SimulationStore,
    arguments: &CalibrateArguments,
) -> Result<Option<Vec<Vec<f64>>>, Exit> {
    let tell = |error| failure::tell(&error);
    let plan = store.plan();
    let mut sound = BTreeSet::new();
    for part in 0..plan.parts() {
        if store.read(part).map_err(tell)?.is_some() {
            sound.insert(part);
        }
    }
    let progress = Progress::of(plan.simulations, "simulations", arguments.quiet);
    let stored: usize = sound.iter().map(|part| plan.range(*part).len()).sum();
    if stored > 0 {
        progress.resume(stored as u32);
    }
    let priors = calibration.priors();
    let prepared = calibration.prepared();
    let events = calibration.events(&prepared);
    let missing = (0..plan.parts()).filter(|part| !sound.contains(part));
    for (played, part) in missing.enumerate() {
        let enough = arguments.stop_after.is_some_and(|parts| played >= parts as usize);
        if enough || progress.stops_after_block() {
            progress.finish();
            return Ok(None);
        }
        let found = simulate(
            &events,
            plan.range(part),
            calibration.declaration.futures,
            &progress,
            |simulation, case| calibration.point(&priors, simulation, case),
            |case, seen| calibration.cases[case].statistics(seen),
        );
        let Some(found) = found else {
            progress.finish();
            return Ok(None);
        };
        let found: Vec<Vec<f64>> = found.into_iter().map(|of_cases| of_cases.concat()).collect();
        store.publish(part, &found).map_err(tell)?;
    }
    let elapsed = progress.finish();
    if !arguments.quiet {
        console::tell(&format!(
            "  {} simulations in {:.1} s",
            plan.simulations - stored as u32,
            elapsed.as_secs_f64()
        ));
    }
    let mut all = Vec::with_capacity(plan.simulations as usize);
    for part in 0..plan.parts() {
        match store.read(part).map_err(tell)? {
            Some(found) => all.extend(found),
            None => return Ok(None),
        }
    }
    Ok(Some(all))
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
