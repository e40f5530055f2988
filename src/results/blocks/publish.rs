//! Puts a file under its name whole or not at all, and never over another.

use super::super::error::ResultsError;
use super::super::staging::sync_folder;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use tempfile::NamedTempFile;

/// Ending of a file that is being written.
const UNFINISHED: &str = ".unfinished";

/// Levels of folders that may be made for a file.
const LEVELS: usize = 3;

/// Times that a file is written again after another process took it for abandoned.
const ATTEMPTS: u32 = 3;

/// Writes `bytes` to a temporary name in the same folder, syncs, and gives it its name. Returns false,
/// and leaves what is there, if the name is taken.
pub(in crate::results) fn publish(path: &Path, bytes: &[u8]) -> Result<bool, ResultsError> {
    let refused = |error| ResultsError::system("write", path)(error);
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut attempt = 1;
    loop {
        if !folder.is_dir() {
            fs::create_dir_all(folder).map_err(ResultsError::system("create", folder))?;
            folder.ancestors().skip(1).take(LEVELS).for_each(sync_folder);
        }
        match place(folder, path, bytes) {
            Ok(done) => {
                sync_folder(folder);
                return Ok(done);
            }
            Err(error) if error.kind() == ErrorKind::NotFound && attempt < ATTEMPTS => attempt += 1,
            Err(error) => return Err(refused(error)),
        }
    }
}

fn place(folder: &Path, path: &Path, bytes: &[u8]) -> io::Result<bool> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut builder = tempfile::Builder::new();
    let prefix = format!(".{name}.{}.", std::process::id());
    builder.prefix(&prefix).suffix(UNFINISHED);
    // Colleagues read unfinished work as they read results.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    // Held until the name is given, so that others can tell a file under way from an abandoned one.
    let _ = file.as_file().try_lock();
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    give_name(file, path)
}

fn give_name(file: NamedTempFile, path: &Path) -> io::Result<bool> {
    let Err(error) = file.persist_noclobber(path) else { return Ok(true) };
    match error.error.kind() {
        ErrorKind::AlreadyExists => Ok(false),
        ErrorKind::NotFound => Err(error.error),
        // Not every file system can refuse a name that is taken; the bytes would be the same anyway.
        _ if path.exists() => Ok(false),
        _ => error.file.persist(path).map(|_| true).map_err(|error| error.error),
    }
}

/// Removes files that no process is writing any more.
pub(in crate::results) fn clear_abandoned(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_ours = name.starts_with('.') && name.ends_with(UNFINISHED);
        if is_ours && File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}
