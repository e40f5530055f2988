//! The manifest: what a run folder holds and the hash of each file, closed by a hash of its own.

use super::error::ResultsError;
use super::header::{BLOCK_SIZE, Completion, FormatVersion, RunHeader};
use super::precision::Precision;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::io::Read;
use std::path::Path;

/// Name of the manifest in a run folder.
pub(super) const MANIFEST: &str = "manifest.json";

/// Largest block: any that was ever written is far smaller.
const MOST_BLOCK: u32 = 1 << 16;

/// Most futures of a scenario.
pub(super) const MOST_REPLICATES: u32 = 10_000_000;

/// A file of the folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Name in the folder, with `/` between parts.
    pub name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Length in bytes.
    pub bytes: u64,
}

/// The manifest of a run folder.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the layout.
    pub format: FormatVersion,
    /// Hash of everything that decides the numbers.
    pub plan_hash: String,
    /// How the run ended.
    pub completion: Completion,
    /// Replicates stored, for each strategy.
    pub replicates_done: u32,
    /// Replicates in a block and row group.
    pub block_size: u32,
    /// The last look of the stop rule; none without a rule, or before the first look.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision: Option<Precision>,
    /// What the run is.
    pub run: RunHeader,
    /// Every other file, by name.
    pub files: Vec<FileEntry>,
    /// SHA-256 of this manifest without this line, keys sorted and without spaces.
    pub sha256: String,
}

impl Manifest {
    /// The manifest of these files, with its own hash.
    pub(super) fn seal(
        run: RunHeader,
        plan_hash: String,
        completion: Completion,
        replicates_done: u32,
        precision: Option<Precision>,
        files: Vec<FileEntry>,
    ) -> Self {
        let mut manifest = Self {
            format: FormatVersion::CURRENT,
            plan_hash,
            completion,
            replicates_done,
            block_size: BLOCK_SIZE,
            precision,
            run,
            files,
            sha256: String::new(),
        };
        manifest.sha256 = manifest.own_hash();
        manifest
    }

    fn own_hash(&self) -> String {
        let mut value = serde_json::to_value(self).expect("a manifest has text keys only");
        if let Some(object) = value.as_object_mut() {
            object.shift_remove("sha256");
        }
        digest(&canonical(&value))
    }

    /// Reads a manifest and checks its own hash.
    ///
    /// # Errors
    /// A later format, or bytes that are not the manifest that was written.
    pub fn parse(path: &Path, bytes: &[u8]) -> Result<Self, ResultsError> {
        let manifest = Self::parse_unsealed(path, bytes)?;
        if manifest.own_hash() == manifest.sha256 {
            Ok(manifest)
        } else {
            Err(ResultsError::damaged(path, &"its content does not match its own hash"))
        }
    }

    /// Reads a manifest without checking its own hash, as a forger could have written it. Whatever
    /// reads a run folder has to be safe with it.
    ///
    /// # Errors
    /// A later format, bytes that are no manifest, or one that no run could have.
    pub fn parse_unsealed(path: &Path, bytes: &[u8]) -> Result<Self, ResultsError> {
        let value: Value =
            serde_json::from_slice(bytes).map_err(|error| ResultsError::damaged(path, &error))?;
        let known = FormatVersion::CURRENT.0;
        // The format decides how the rest is read, so it is looked at first.
        if let Some(found) = value.get("format").and_then(Value::as_u64)
            && found > u64::from(known)
        {
            return Err(ResultsError::LaterFormat {
                path: path.to_owned(),
                found: found as u32,
                known,
            });
        }
        let manifest: Self =
            serde_json::from_value(value).map_err(|error| ResultsError::damaged(path, &error))?;
        match manifest.fault() {
            None => Ok(manifest),
            Some(reason) => Err(ResultsError::damaged(path, &reason)),
        }
    }

    /// What no run can have, for readers count on it: lengths that overflow, strategies that are missing,
    /// files outside of the folder.
    fn fault(&self) -> Option<&'static str> {
        if let Some(fault) = self.run.fault() {
            Some(fault)
        } else if !(1..=MOST_BLOCK).contains(&self.block_size) {
            Some("its block size is not one of a run")
        } else if self.replicates_done > MOST_REPLICATES {
            Some("it counts more futures than a run can have")
        } else if self.files.iter().any(|file| leaves_folder(&file.name)) {
            Some("it names a file outside of the folder")
        } else {
            None
        }
    }

    /// Whether the run was interrupted before all replicates were played.
    pub fn partial(&self) -> bool {
        self.completion == Completion::Interrupted
    }
}

/// Whether a name of a file leads out of the folder, or says nothing.
pub(super) fn leaves_folder(name: &str) -> bool {
    let sound = |part: &str| !part.is_empty() && part != "." && part != "..";
    name.contains(['\\', ':', '\0']) || !name.split('/').all(sound)
}

/// SHA-256 in lower-case hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// SHA-256 of all that `from` holds, in lower-case hexadecimal, without holding it in memory.
pub(super) fn digest_of(mut from: impl Read) -> std::io::Result<String> {
    let mut hasher = Sha256::new();
    let mut piece = vec![0; 1 << 16];
    loop {
        match from.read(&mut piece)? {
            0 => return Ok(hexadecimal(&hasher.finalize())),
            length => hasher.update(&piece[..length]),
        }
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        write!(text, "{byte:02x}").expect("writing to a string does not fail");
    }
    text
}

/// JSON with sorted keys and no spaces: the same value always gives the same bytes.
pub(super) fn canonical(value: &Value) -> Vec<u8> {
    let mut sorted = value.clone();
    sorted.sort_all_objects();
    sorted.to_string().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::{canonical, digest};

    #[test]
    fn digest_matches_the_published_vector() {
        // FIPS 180-4 example: "abc".
        assert_eq!(
            digest(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn canonical_json_ignores_the_order_of_keys() {
        let one = serde_json::json!({ "b": 1, "a": { "d": [1.5, 2.0], "c": null } });
        let two = serde_json::json!({ "a": { "c": null, "d": [1.5, 2.0] }, "b": 1 });
        assert_eq!(canonical(&one), canonical(&two));
        assert_eq!(canonical(&one), br#"{"a":{"c":null,"d":[1.5,2.0]},"b":1}"#);
    }
}
