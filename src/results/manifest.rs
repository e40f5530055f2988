//! The manifest: what a run folder holds and the hash of each file, closed by a hash of its own.

use super::error::ResultsError;
use super::header::{BLOCK_SIZE, Completion, FormatVersion, RunHeader};
use super::precision::Precision;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Name of the manifest in a run folder.
pub(super) const MANIFEST: &str = "manifest.json";

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
    pub(super) fn parse(path: &Path, bytes: &[u8]) -> Result<Self, ResultsError> {
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
        if manifest.own_hash() == manifest.sha256 {
            Ok(manifest)
        } else {
            Err(ResultsError::damaged(path, &"its content does not match its own hash"))
        }
    }

    /// Whether the run was interrupted before all replicates were played.
    pub fn partial(&self) -> bool {
        self.completion == Completion::Interrupted
    }
}

/// SHA-256 in lower-case hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// SHA-256 of a file, which may be larger than the memory.
pub(super) fn digest_of_file(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut part = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut part)?;
        if read == 0 {
            return Ok(hexadecimal(&hash.finalize()));
        }
        hash.update(&part[..read]);
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
