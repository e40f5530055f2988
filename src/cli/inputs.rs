//! Data files of a case that were read before, found again by their hash.

use std::path::{Path, PathBuf};

use crate::data::{DataError, DataSource, Folder};
use crate::results::blocks::BlockStore;
use crate::results::{InputEntry, digest};

/// Files with known hashes.
pub(super) struct KnownFiles {
    entries: Vec<InputEntry>,
    place: Place,
}

/// Where they stand.
enum Place {
    /// Under their names, in the folder of the case.
    Case(Folder),
    /// Under their hashes, beside the blocks.
    Store(PathBuf),
    /// Nowhere that was named.
    Unknown,
}

impl KnownFiles {
    /// The inputs of unfinished work, which keeps their bytes.
    pub(super) fn of_store(store: &BlockStore) -> Self {
        Self { entries: store.plan().run.inputs.clone(), place: Place::Store(store.inputs()) }
    }

    /// The inputs of a run, in the folder of its case if that is known.
    pub(super) fn of_run(entries: &[InputEntry], folder: Option<PathBuf>) -> Self {
        let place = folder.map_or(Place::Unknown, |folder| Place::Case(Folder::new(folder)));
        Self { entries: entries.to_vec(), place }
    }
}

impl DataSource for KnownFiles {
    fn read(&self, path: &Path) -> Result<Vec<u8>, DataError> {
        let name = path.display().to_string().replace('\\', "/");
        let refuse = |reason: String, advice: &str| DataError::Unreadable {
            code: "D151",
            name: name.clone(),
            reason,
            advice: advice.to_owned(),
        };
        let Some(entry) = self.entries.iter().find(|entry| entry.name == name) else {
            return Err(refuse(
                "it is not among the inputs of the run".to_owned(),
                "run the case anew",
            ));
        };
        let bytes = match &self.place {
            Place::Case(folder) => folder.read(path)?,
            Place::Store(inputs) => {
                let path = inputs.join(&entry.sha256);
                std::fs::read(&path).map_err(|error| {
                    let advice = format!("it should stand under `{}`", path.display());
                    refuse(error.to_string(), &advice)
                })?
            }
            Place::Unknown => {
                let reason = "a run folder holds the hashes of its data files, not the files";
                let advice = "name the scenario beside which they stand with --case";
                return Err(refuse(reason.to_owned(), advice));
            }
        };
        if digest(&bytes) == entry.sha256 {
            Ok(bytes)
        } else {
            let reason = format!("its SHA-256 is not {}, as it was for the run", entry.sha256);
            Err(refuse(reason, "find the file as it was when the run was made"))
        }
    }
}
