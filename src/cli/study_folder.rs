//! The folder of a study: written beside its name and renamed, so that it appears whole or not at all.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::console;
use super::exit::Exit;

/// The file by which a folder of a study is known.
const KNOWN_BY: &str = "sensitivity.json";

/// Refuses a folder that may not be written: before anything is played.
///
/// # Errors
/// The exit code, after everything was said.
pub(super) fn check(folder: &Path, force: bool) -> Result<(), Exit> {
    if !folder.exists() {
        return Ok(());
    }
    let name = folder.display();
    let is_study = folder.join(KNOWN_BY).is_file();
    match (is_study, force) {
        (true, true) => Ok(()),
        (true, false) => {
            console::tell(&format!(
                "error: `{name}` holds a study, and nothing is overwritten without being asked; choose \
                 another name, or replace it with --force"
            ));
            Err(Exit::Usage)
        }
        (false, _) => {
            console::tell(&format!(
                "error: `{name}` exists and is no folder of a study, so it is left alone even with \
                 --force; choose another name, or move it away"
            ));
            Err(Exit::Usage)
        }
    }
}

/// Writes the files and gives the folder its name.
///
/// # Errors
/// The exit code, after everything was said.
pub(super) fn write(folder: &Path, force: bool, files: &[(PathBuf, Vec<u8>)]) -> Result<(), Exit> {
    check(folder, force)?;
    publish(folder, files).map_err(|error| {
        console::tell(&format!("error: `{}` could not be written: {error}", folder.display()));
        Exit::Failed
    })
}

fn publish(folder: &Path, files: &[(PathBuf, Vec<u8>)]) -> std::io::Result<()> {
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty());
    let parent = parent.unwrap_or(Path::new("."));
    std::fs::create_dir_all(parent)?;
    let made = tempfile::Builder::new().prefix(".leeward-study").tempdir_in(parent)?;
    // A folder in the folder: the outer one is private, the inner as open as any other.
    let inner = made.path().join("new");
    std::fs::create_dir(&inner)?;
    for (name, bytes) in files {
        let mut file = std::fs::File::create(inner.join(name))?;
        file.write_all(bytes)?;
        file.sync_all()?;
    }
    if folder.exists() {
        std::fs::rename(folder, made.path().join("old"))?;
    }
    std::fs::rename(&inner, folder)
}
