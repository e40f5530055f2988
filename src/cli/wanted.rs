//! The case as the options of a command want it played.

use std::path::{Path, PathBuf};

use super::args::{ParametersChoice, PlayArguments};
use super::case::{self, Case};
use super::console;
use super::exit::Exit;
use crate::results::blocks::BlockStore;
use crate::scenario::resolved_text;

/// Reads the case and lays the options over it; tells what the user should look at.
///
/// # Errors
/// The exit code, after everything was said.
pub(super) fn case(arguments: &PlayArguments, quiet: bool) -> Result<Case, Exit> {
    let mut case = case::read(&arguments.scenario.case, &changes(arguments))?;
    if arguments.no_alternatives {
        case.loaded.scenario.alternatives.clear();
        case.loaded.alternatives.clear();
        case.loaded.resolved = resolved_text(&case.loaded.scenario);
    }
    keep_strategies(&mut case, &arguments.strategies)?;
    if !quiet && !case.loaded.warnings.is_empty() {
        case::tell_findings(&case.loaded.warnings);
    }
    Ok(case)
}

/// Folder for the results. Whoever names the folder of the unfinished work means the run.
///
/// # Errors
/// The exit code, after everything was said.
pub(super) fn folder(arguments: &PlayArguments, case: &Case) -> Result<PathBuf, Exit> {
    let usual = || Path::new("outputs").join(&case.loaded.scenario.id);
    let folder = arguments.out.clone().unwrap_or_else(usual);
    if folder.file_name().is_none() {
        console::tell(&format!(
            "error: `{}` is no name for a new folder; give one, as --out {}",
            folder.display(),
            usual().display()
        ));
        return Err(Exit::Usage);
    }
    Ok(BlockStore::run_of(&folder))
}

/// Threads to play with; all cores where none are asked for.
///
/// # Errors
/// The exit code, after everything was said.
pub(super) fn threads(wanted: Option<usize>) -> Result<rayon::ThreadPool, Exit> {
    if wanted == Some(0) {
        console::tell("error: --threads must be at least 1");
        return Err(Exit::Usage);
    }
    rayon::ThreadPoolBuilder::new().num_threads(wanted.unwrap_or(0)).build().map_err(|error| {
        console::tell(&format!("error: the threads could not be started: {error}"));
        Exit::Failed
    })
}

/// The changes that the options stand for, after those of `--set`.
fn changes(arguments: &PlayArguments) -> Vec<String> {
    let mut changes = arguments.scenario.set.clone();
    if let Some(replicates) = arguments.replicates {
        changes.push(format!("experiment.replicates={replicates}"));
    }
    if let Some(seed) = arguments.seed {
        changes.push(format!("experiment.seed={seed}"));
    }
    if let Some(choice) = arguments.parameters {
        let word = match choice {
            ParametersChoice::Drawn => "drawn",
            ParametersChoice::Central => "central",
        };
        changes.push(format!("experiment.parameters=\"{word}\""));
    }
    changes
}

fn keep_strategies(case: &mut Case, wanted: &[String]) -> Result<(), Exit> {
    if wanted.is_empty() {
        return Ok(());
    }
    let scenario = &mut case.loaded.scenario;
    let known: Vec<&str> = scenario.strategies.iter().map(|one| one.id.as_str()).collect();
    if let Some(unknown) = wanted.iter().find(|id| !known.contains(&id.as_str())) {
        console::tell(&format!(
            "error: there is no strategy `{unknown}`; the scenario has {}",
            known.join(", ")
        ));
        return Err(Exit::Usage);
    }
    scenario.strategies.retain(|one| one.baseline || wanted.contains(&one.id));
    case.loaded.resolved = resolved_text(scenario);
    for alternative in &mut case.loaded.alternatives {
        alternative.strategies.retain(|one| one.baseline || wanted.contains(&one.id));
    }
    Ok(())
}
