//! Reads a case: the scenario file, changes to it, and the files it names.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::console;
use super::exit::Exit;
use crate::data::boundaries::{Boundary, read_boundaries};
use crate::data::{DataError, DataSource, Folder};
use crate::diagnostic::{Diagnostic, Style, render};
use crate::results::{InputEntry, digest};
use crate::scenario::{Loaded, Scenario, load_beside};

/// A case that was read and checked.
pub(super) struct Case {
    /// Scenario file as typed.
    pub(super) file: PathBuf,
    /// The scenario and what came with it.
    pub(super) loaded: Loaded,
    /// Files it names.
    pub(super) files: Files,
}

/// Files of a case, remembered as they are read.
pub(super) struct Files {
    source: Box<dyn DataSource + Send + Sync>,
    read: Mutex<BTreeMap<String, InputEntry>>,
}

impl DataSource for Files {
    fn read(&self, path: &Path) -> Result<Vec<u8>, DataError> {
        let bytes = self.source.read(path)?;
        // Folders are part of a name everywhere in the same way.
        let name = path.display().to_string().replace('\\', "/");
        self.lock().insert(name.clone(), InputEntry::of(name, &bytes));
        Ok(bytes)
    }
}

impl Files {
    /// The files that `source` hands in.
    pub(super) fn of(source: impl DataSource + Send + Sync + 'static) -> Self {
        Self { source: Box::new(source), read: Mutex::default() }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, InputEntry>> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The bytes of every file read so far, as they were then.
    pub(super) fn all(&self) -> Result<Vec<Vec<u8>>, DataError> {
        let read = |entry: InputEntry| {
            let bytes = self.source.read(Path::new(&entry.name))?;
            if digest(&bytes) == entry.sha256 {
                return Ok(bytes);
            }
            Err(DataError::Unreadable {
                code: "D151",
                name: entry.name,
                reason: "it has changed while the case was being read".to_owned(),
                advice: "wait until nothing writes to it, and start again".to_owned(),
            })
        };
        self.inputs().into_iter().map(read).collect()
    }

    /// Every file read so far, by name.
    pub(super) fn inputs(&self) -> Vec<InputEntry> {
        self.lock().values().cloned().collect()
    }
}

/// The scenario file meant by `case`: itself, or the `scenario.toml` of a folder.
pub(super) fn scenario_file(case: &Path) -> PathBuf {
    if case.is_dir() { case.join("scenario.toml") } else { case.to_path_buf() }
}

/// Reads and checks a case; tells what is wrong.
///
/// # Errors
/// The exit code, after everything was said.
pub(super) fn read(case: &Path, changes: &[String]) -> Result<Case, Exit> {
    let file = scenario_file(case);
    let bytes = read_file(&file)?;
    let files = files_beside(&file);
    let loaded = load(&file, &bytes, changes, &files).map_err(|found| {
        tell_findings(&found);
        Exit::Invalid
    })?;
    Ok(Case { file, loaded, files })
}

/// The files in the folder of a scenario file.
pub(super) fn files_beside(file: &Path) -> Files {
    let folder = file.parent().map_or_else(PathBuf::new, Path::to_path_buf);
    Files::of(Folder::new(folder))
}

/// Checks the bytes of a scenario file, and of the files that it extends.
///
/// # Errors
/// Everything that was found, if there is any error.
pub(super) fn load(
    file: &Path,
    bytes: &[u8],
    changes: &[String],
    files: &Files,
) -> Result<Loaded, Vec<Diagnostic>> {
    let read = |name: &str| {
        files.read(Path::new(name)).map_err(|error| match error {
            DataError::Unreadable { reason, advice, .. } => format!("{reason}; {advice}"),
            DataError::Invalid(_) => error.to_string(),
        })
    };
    load_beside(&file.display().to_string(), bytes, changes, &read)
}

/// Bytes of a scenario file.
pub(super) fn read_file(file: &Path) -> Result<Vec<u8>, Exit> {
    let (folder, name) = match (file.parent(), file.file_name()) {
        (Some(folder), Some(name)) => (folder.to_path_buf(), PathBuf::from(name)),
        _ => (PathBuf::new(), file.to_path_buf()),
    };
    Folder::new(folder).read(&name).map_err(|error| tell_data_error(&error))
}

/// Outlines of the zones by rank; none where no file is named or it lacks a zone.
pub(super) fn outlines(
    scenario: &Scenario,
    files: &Files,
) -> Result<Vec<Option<Boundary>>, DataError> {
    let Some(path) = &scenario.boundaries_file else {
        return Ok(vec![None; scenario.zones.len()]);
    };
    let boundaries = read_boundaries(&path.display().to_string(), &files.read(path)?)?;
    Ok(scenario
        .zones
        .iter()
        .map(|zone| {
            let wanted = zone.boundary_id.as_deref().unwrap_or(&zone.name);
            boundaries.iter().find(|one| one.id == wanted || one.name == wanted).cloned()
        })
        .collect())
}

/// Writes a file whole or not at all: to a temporary name beside it, then renamed.
pub(super) fn write_file(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

/// Tells findings with their places.
pub(super) fn tell_findings(found: &[Diagnostic]) {
    console::tell(&render(found, Style::default()));
}

/// Tells what is wrong with a data file and gives the exit code.
pub(super) fn tell_data_error(error: &DataError) -> Exit {
    match error {
        DataError::Unreadable { code, .. } => {
            console::tell(&format!("error[{code}]: {error}\nFor the rule: leeward explain {code}"));
            Exit::Unreadable
        }
        DataError::Invalid(problems) => {
            tell_findings(problems);
            Exit::Invalid
        }
    }
}
