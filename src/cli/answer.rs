//! Shows the answer of a run.

use std::path::Path;

use super::case::Case;
use super::exit::Exit;
use super::{alternatives, appraisal, console, failure};
use crate::analysis::{Robustness, Summary};
use crate::brief::{Closing, answer, robustness, who_bears_it};
use crate::results::{GroupMeans, RunFolder, Storage};

/// Prints the answer, in words or as JSON.
pub(super) fn show(
    json: bool,
    case: &Case,
    summary: &Summary,
    (over_cases, means): (&Robustness, &GroupMeans),
    stored: &RunFolder,
) {
    if json {
        console::print(&String::from_utf8_lossy(&summary.to_json()));
        return;
    }
    let folder = stored.path().display().to_string();
    let plots = Path::new(&folder).join("plots").display().to_string();
    let compare = format!("leeward compare {folder}");
    let explain = "leeward explain displaced_people".to_owned();
    let hazard = format!("leeward hazard {}", case.file.display());
    let mut next = vec![
        (plots.as_str(), "open the plots"),
        (&compare, "who gains and loses, ranks, every outcome; another baseline"),
    ];
    // A case that was put together from its blocks has no file to name.
    if !case.file.as_os_str().is_empty() {
        next.push((&hazard, "the storms behind these futures, beside the record"));
    }
    next.push((&explain, "what a number counts"));
    let warnings = stored.manifest().run.warnings.len();
    let closing = Closing { folder: &folder, warnings, next: &next };
    let bearing = who_bears_it(summary, &stored.manifest().run, means);
    let over_cases = robustness::robustness(over_cases);
    let bearing = if over_cases.is_empty() || bearing.is_empty() {
        format!("{bearing}{over_cases}")
    } else {
        format!("{bearing}\n{over_cases}")
    };
    console::print(&answer(summary, &bearing, &closing));
}

/// Shows the answer of a run that is there already.
///
/// # Errors
/// The exit code, after everything was said.
pub(super) fn show_again(
    json: bool,
    quiet: bool,
    case: &Case,
    stored: &RunFolder,
) -> Result<Exit, Exit> {
    if !quiet {
        console::tell(&format!(
            "  played already: the same plan stands in {}; --force plays it again",
            stored.path().display()
        ));
    }
    stored.verify_tables().map_err(|error| failure::tell(&error))?;
    let header = &stored.manifest().run;
    let table = stored.replicates().map_err(|error| failure::tell(&error))?;
    let summary = Summary::of(header, &table).map_err(|error| {
        console::tell(&format!("error: {error}"));
        Exit::Failed
    })?;
    let storage = Storage::Disk(std::env::temp_dir());
    let played = stored.alternatives(&storage).map_err(|error| failure::tell(&error))?;
    let robustness = alternatives::judge(&case.loaded.scenario, header, &table, &played)
        .map_err(|error| failure::tell(&error))?;
    let means = stored.group_means().map_err(|error| failure::tell(&error))?;
    let mut summary = summary.with_precision(stored.manifest().precision.clone());
    summary.appraisal = appraisal::stored_appraisal(stored);
    show(json, case, &summary, (&robustness, &means), stored);
    Ok(Exit::Done)
}
