//! Makes a run folder appear whole or not at all.
//!
//! Files are written into a hidden sibling folder, synced, and the folder is renamed. What a crash
//! leaves is a hidden folder with a marker that no process holds locked; the next run of the same name
//! clears it away.

use super::error::ResultsError;
use super::manifest::{FileEntry, MANIFEST, Manifest};
use super::simulations::listed_files;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const MARKER: &str = ".leeward-unfinished";
const SUFFIX: &str = ".unfinished";

/// Suffix of the folder in which an older run waits while a newer one takes its name.
const REPLACED: &str = ".replaced";

/// Name of the older run in it.
const OLDER: &str = "run";

/// Files that other commands put beside a run and that `--force` may replace with it.
pub(super) const COMPANIONS: &[&str] = &["timings.json", "report.html"];

/// A run folder under construction.
#[derive(Debug)]
pub(super) struct Staging {
    target: PathBuf,
    force: bool,
    folder: TempDir,
    marker: File,
}

impl Staging {
    /// Prepares to make `target`.
    pub(super) fn create(target: &Path, force: bool) -> Result<Self, ResultsError> {
        check_target(target, force)?;
        let parent = parent_of(target);
        fs::create_dir_all(&parent).map_err(ResultsError::system("create", &parent))?;
        let prefix = prefix_of(target);
        clear_leftovers(&parent, &prefix);
        let mut builder = tempfile::Builder::new();
        builder.prefix(&prefix).suffix(SUFFIX);
        // Colleagues read results: the folder is as open as any other, not private.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
        let folder = builder
            .tempdir_in(&parent)
            .map_err(ResultsError::system("create a folder in", &parent))?;
        let path = folder.path().join(MARKER);
        let marker = File::create(&path).map_err(ResultsError::system("write", &path))?;
        // File systems without locks only lose the clearing of leftovers.
        let _ = marker.try_lock();
        Ok(Self { target: target.to_owned(), force, folder, marker })
    }

    /// Opens a file of the folder for writing.
    pub(super) fn open(&self, name: &str) -> Result<HashedFile, ResultsError> {
        let path = self.path(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(ResultsError::system("create", parent))?;
        }
        let file = File::create(&path).map_err(ResultsError::system("write", &path))?;
        Ok(HashedFile { file, hash: Sha256::new(), bytes: 0 })
    }

    /// Writes a whole file.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> Result<FileEntry, ResultsError> {
        let mut file = self.open(name)?;
        file.write_all(bytes).map_err(ResultsError::system("write", &self.path(name)))?;
        self.close(name, file)
    }

    /// Puts a file safely on the disk.
    pub(super) fn close(&self, name: &str, file: HashedFile) -> Result<FileEntry, ResultsError> {
        file.file.sync_all().map_err(ResultsError::system("write", &self.path(name)))?;
        let mut sha256 = String::with_capacity(64);
        for byte in file.hash.finalize() {
            write!(sha256, "{byte:02x}").expect("writing to a string does not fail");
        }
        Ok(FileEntry { name: name.to_owned(), sha256, bytes: file.bytes })
    }

    /// Where a file is being written.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Gives the folder its name. With `force` an older run of that name goes once the new one is
    /// complete.
    pub(super) fn publish(self) -> Result<PathBuf, ResultsError> {
        let Self { target, force, folder, marker } = self;
        check_target(&target, force)?;
        let path = folder.path().join(MARKER);
        drop(marker);
        fs::remove_file(&path).map_err(ResultsError::system("remove", &path))?;
        sync_folder(folder.path());
        let parent = parent_of(&target);
        let rename = ResultsError::system("rename", &target);
        if target.exists() {
            let aside = tempfile::Builder::new()
                .prefix(&prefix_of(&target))
                .suffix(REPLACED)
                .tempdir_in(&parent)
                .map_err(ResultsError::system("create a folder in", &parent))?;
            let old = aside.path().join(OLDER);
            fs::rename(&target, &old).map_err(ResultsError::system("rename", &target))?;
            if let Err(error) = fs::rename(folder.path(), &target) {
                // The older run goes back to its place; if even that fails it is kept where it is.
                if fs::rename(&old, &target).is_err() {
                    let _ = aside.keep();
                }
                return Err(rename(error));
            }
        } else {
            fs::rename(folder.path(), &target).map_err(rename)?;
        }
        let _ = folder.keep();
        sync_folder(&parent);
        Ok(target)
    }
}

/// Refuses a target that is in use and may not be replaced.
pub(super) fn check_target(target: &Path, force: bool) -> Result<(), ResultsError> {
    if fs::symlink_metadata(target).is_err() {
        return Ok(());
    }
    let stranger = || ResultsError::NotARunFolder { path: target.to_owned() };
    let mut entries = fs::read_dir(target).map_err(|_| stranger())?.peekable();
    if entries.peek().is_none() {
        return Ok(());
    }
    let path = target.join(MANIFEST);
    let bytes = fs::read(&path).map_err(|_| stranger())?;
    let files = match listed_files(&bytes) {
        Some(files) => files,
        None => {
            Manifest::parse(&path, &bytes)
                .map_err(|error| match error {
                    later @ ResultsError::LaterFormat { .. } => later,
                    _ => stranger(),
                })?
                .files
        }
    };
    if !force {
        return Err(ResultsError::FolderExists { folder: target.to_owned() });
    }
    // Somebody's notes in a run folder are not ours to delete.
    let listed = |name: &str| {
        name == MANIFEST || COMPANIONS.contains(&name) || files.iter().any(|file| file.name == name)
    };
    let mut foreign = Vec::new();
    find_files(target, "", &mut |name| {
        if !listed(name) {
            foreign.push(name.to_owned());
        }
    })
    .map_err(ResultsError::system("read", target))?;
    foreign.sort();
    match foreign.into_iter().next() {
        Some(file) => Err(ResultsError::ForeignFile { folder: target.to_owned(), file }),
        None => Ok(()),
    }
}

pub(super) fn find_files(
    folder: &Path,
    prefix: &str,
    found: &mut dyn FnMut(&str),
) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            find_files(&entry.path(), &format!("{name}/"), found)?;
        } else {
            found(&name);
        }
    }
    Ok(())
}

pub(super) fn parent_of(target: &Path) -> PathBuf {
    match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn prefix_of(target: &Path) -> String {
    let name = target.file_name().map(|name| name.to_string_lossy().into_owned());
    format!(".{}.", name.unwrap_or_default())
}

/// Removes what crashed runs of this name left. A marker that can be locked belongs to no process.
fn clear_leftovers(parent: &Path, prefix: &str) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let random = name.strip_prefix(prefix).and_then(|rest| rest.strip_suffix(SUFFIX));
        // Another run may be called `name.more`; its leftovers are its own.
        if random.is_none_or(|random| random.contains('.')) {
            continue;
        }
        let marker = entry.path().join(MARKER);
        let abandoned = File::open(&marker).is_ok_and(|marker| marker.try_lock().is_ok());
        if abandoned {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Puts right what a process that was killed while it published `target` left: an older run that had made
/// room goes back if the newer one had not come, and goes for good if it had. Only for a process that knows
/// that no other is at work under this name.
pub(super) fn recover(target: &Path) {
    let (parent, prefix) = (parent_of(target), prefix_of(target));
    let Ok(entries) = fs::read_dir(&parent) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_of = |suffix| {
            let random = name.strip_prefix(&prefix).and_then(|rest| rest.strip_suffix(suffix));
            random.is_some_and(|random: &str| !random.contains('.'))
        };
        if is_of(REPLACED) {
            let older = entry.path().join(OLDER);
            let is_back = fs::symlink_metadata(target).is_err()
                && older.exists()
                && fs::rename(&older, target).is_ok();
            if is_back || target.join(MANIFEST).is_file() {
                let _ = fs::remove_dir_all(entry.path());
            }
        } else if is_of(SUFFIX) && !entry.path().join(MARKER).exists() {
            // Complete but for its name, or cleared in part; its blocks are still there.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
    clear_leftovers(&parent, &prefix);
    sync_folder(&parent);
}

/// Asks the system to keep the names in a folder; not every system can.
pub(super) fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

/// A file that is hashed while it is written.
#[derive(Debug)]
pub(super) struct HashedFile {
    file: File,
    hash: Sha256,
    bytes: u64,
}

impl Write for HashedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
