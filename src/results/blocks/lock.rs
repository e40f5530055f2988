//! One process makes a run folder at a time.

use super::super::error::ResultsError;
use std::fs::{self, File, TryLockError};
use std::path::Path;

/// Name of the file.
pub(in crate::results) const LOCK: &str = "lock";

/// Times that a lock is taken anew because its file is another one by now.
const MOST_ATTEMPTS: u32 = 10;

/// Held by the process that makes the run folder; a process that ends, however it ends, lets it go.
/// File systems without locks are no hindrance: then two processes may do the same work and end with the
/// same bytes.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of a folder of unfinished work.
    pub(in crate::results) fn take(folder: &Path) -> Result<Self, ResultsError> {
        let path = folder.join(LOCK);
        let mut attempts = 0;
        loop {
            let file = File::options()
                .create(true)
                .truncate(false)
                .write(true)
                .open(&path)
                .map_err(ResultsError::system("write", &path))?;
            if let Err(TryLockError::WouldBlock) = file.try_lock() {
                return Err(ResultsError::Busy { folder: folder.to_owned() });
            }
            // The one who held it may have taken the folder away in the meantime.
            // Some network drives number files anew each time; those are not asked for ever.
            attempts += 1;
            if is_at(&file, &path) || attempts > MOST_ATTEMPTS {
                return Ok(Self { _file: file });
            }
            fs::create_dir_all(folder).map_err(ResultsError::system("create", folder))?;
        }
    }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let same =
        |(one, two): (fs::Metadata, fs::Metadata)| (one.dev(), one.ino()) == (two.dev(), two.ino());
    file.metadata().ok().zip(fs::metadata(path).ok()).is_some_and(same)
}

#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}
