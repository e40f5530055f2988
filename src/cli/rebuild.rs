//! A case out of what was stored of it.

use std::path::{Path, PathBuf};

use super::case::{self, Case, Files};
use super::console;
use super::exit::Exit;
use super::failure;
use super::inputs::KnownFiles;
use crate::results::RunFolder;
use crate::results::blocks::BlockStore;
use crate::scenario::{Loaded, load};

/// The case of unfinished work, out of its folder alone.
///
/// # Errors
/// The exit code, after everything was said.
pub(super) fn of_store(store: &BlockStore) -> Result<Case, Exit> {
    let plan = store.plan();
    same_version(&plan.run.leeward_version)?;
    let mut cases = plan.cases.iter();
    let main = cases.next().map_or("", |case| case.scenario.as_str());
    let mut loaded = understood(main)?;
    loaded.alternatives.clear();
    for alternative in cases {
        loaded.alternatives.push(understood(&alternative.scenario)?.scenario);
    }
    Ok(Case { file: PathBuf::new(), loaded, files: Files::of(KnownFiles::of_store(store)) })
}

/// The case of a finished run. Data files are looked for beside the scenario that `beside` names.
///
/// # Errors
/// The exit code, after everything was said.
pub(super) fn of_run(run: &RunFolder, beside: Option<&Path>) -> Result<Case, Exit> {
    let header = &run.manifest().run;
    same_version(&header.leeward_version)?;
    let text = run.resolved_scenario().map_err(|error| failure::tell(&error))?;
    let folder = beside.map(|case| {
        let file = case::scenario_file(case);
        file.parent().map_or_else(PathBuf::new, Path::to_path_buf)
    });
    let files = Files::of(KnownFiles::of_run(&header.inputs, folder));
    Ok(Case { file: PathBuf::new(), loaded: understood(&text)?, files })
}

fn understood(text: &str) -> Result<Loaded, Exit> {
    let loaded = load("the stored scenario", text.as_bytes(), &[]).map_err(|found| {
        case::tell_findings(&found);
        Exit::Unreadable
    })?;
    if loaded.resolved == text {
        return Ok(loaded);
    }
    console::tell("error: the stored scenario reads back as another one; please report this");
    Err(Exit::Unreadable)
}

/// Another version may give other numbers.
fn same_version(stored: &str) -> Result<(), Exit> {
    let own = env!("CARGO_PKG_VERSION");
    if stored == own {
        return Ok(());
    }
    console::tell(&format!(
        "error: this was made by version {stored}, and this is version {own}, which may give other \
         numbers; use version {stored}"
    ));
    Err(Exit::Unreadable)
}
