//! The finished folder of a calibration: whole or not there, closed by a manifest.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::super::error::ResultsError;
use super::super::format::json;
use super::super::manifest::{FileEntry, MANIFEST, canonical, digest, leaves_folder};
use super::super::staging::{Staging, check_target};

/// Version of the layout.
const FORMAT: u32 = 1;

/// What the manifest says that the folder is.
const KIND: &str = "calibration";

/// Files of a calibration and their hashes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CalibrationManifest {
    format: u32,
    kind: String,
    plan_hash: String,
    files: Vec<FileEntry>,
    /// SHA-256 of this manifest without this line, keys sorted and without spaces.
    sha256: String,
}

impl CalibrationManifest {
    fn own_hash(&self) -> String {
        let mut value = serde_json::to_value(self).expect("a manifest has text keys only");
        if let Some(object) = value.as_object_mut() {
            object.shift_remove("sha256");
        }
        digest(&canonical(&value))
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let manifest: Self = serde_json::from_slice(bytes).ok()?;
        let sound = manifest.format == FORMAT
            && manifest.kind == KIND
            && manifest.files.iter().all(|file| !leaves_folder(&file.name))
            && manifest.own_hash() == manifest.sha256;
        sound.then_some(manifest)
    }
}

/// Files of a calibration that its manifest lists; none if these bytes are no such manifest.
pub(in crate::results) fn listed_files(bytes: &[u8]) -> Option<Vec<FileEntry>> {
    CalibrationManifest::parse(bytes).map(|manifest| manifest.files)
}

/// Makes the folder of a calibration out of its files. With `force` an older one goes once the new one is
/// complete.
///
/// # Errors
/// If something else of that name is there, or if the system refuses.
pub fn write_calibration(
    target: &Path,
    plan_hash: &str,
    files: &[(String, Vec<u8>)],
    force: bool,
) -> Result<CalibrationFolder, ResultsError> {
    let staging = Staging::create(target, force)?;
    let mut entries = Vec::new();
    for (name, bytes) in files {
        entries.push(staging.write(name, bytes)?);
    }
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    let mut manifest = CalibrationManifest {
        format: FORMAT,
        kind: KIND.to_owned(),
        plan_hash: plan_hash.to_owned(),
        files: entries,
        sha256: String::new(),
    };
    manifest.sha256 = manifest.own_hash();
    staging.write(MANIFEST, &json::to_bytes(&manifest))?;
    let path = staging.publish()?;
    Ok(CalibrationFolder { path, manifest })
}

/// A finished calibration.
#[derive(Clone, Debug)]
pub struct CalibrationFolder {
    path: PathBuf,
    manifest: CalibrationManifest,
}

impl CalibrationFolder {
    /// The calibration of this name; none if there is none.
    ///
    /// # Errors
    /// If the manifest cannot be read.
    pub fn find(target: &Path) -> Result<Option<Self>, ResultsError> {
        let path = target.join(MANIFEST);
        match fs::read(&path) {
            Ok(bytes) => Ok(CalibrationManifest::parse(&bytes)
                .map(|manifest| Self { path: target.to_owned(), manifest })),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(ResultsError::system("read", &path)(error)),
        }
    }

    /// Refuses a target that is in use and may not be replaced.
    ///
    /// # Errors
    /// If something of that name is there and `force` is not given, or is no folder of results.
    pub fn check_target(target: &Path, force: bool) -> Result<(), ResultsError> {
        check_target(target, force)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Hash of everything that decided what was found.
    pub fn plan_hash(&self) -> &str {
        &self.manifest.plan_hash
    }

    /// A file of it, as it was written.
    ///
    /// # Errors
    /// If it is not there, or not as it was written.
    pub fn read(&self, name: &str) -> Result<Vec<u8>, ResultsError> {
        let path = self.path.join(name);
        let bytes = fs::read(&path).map_err(ResultsError::system("read", &path))?;
        let listed = self.manifest.files.iter().find(|file| file.name == name);
        match listed {
            Some(file) if file.sha256 == digest(&bytes) => Ok(bytes),
            _ => Err(ResultsError::damaged(&path, &"it does not match the hash in the manifest")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_whole_and_not_overwritten_unasked() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("found");
        let files = [("report.txt".to_owned(), b"one".to_vec())];
        write_calibration(&target, "plan", &files, false).unwrap();
        let folder = CalibrationFolder::find(&target).unwrap().unwrap();
        assert_eq!(
            (folder.plan_hash(), folder.read("report.txt").unwrap()),
            ("plan", b"one".to_vec())
        );
        let again = write_calibration(&target, "plan", &files, false);
        assert!(matches!(again, Err(ResultsError::FolderExists { .. })));
        let files = [("report.txt".to_owned(), b"two".to_vec())];
        write_calibration(&target, "other", &files, true).unwrap();
        fs::write(target.join("notes.txt"), "mine").unwrap();
        let over_notes = write_calibration(&target, "other", &files, true);
        assert!(matches!(over_notes, Err(ResultsError::ForeignFile { .. })));
        fs::write(target.join("report.txt"), "three").unwrap();
        assert!(folder.read("report.txt").is_err());
    }
}
