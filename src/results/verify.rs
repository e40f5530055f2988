//! Compares a run folder with its manifest, byte by byte.

use super::error::ResultsError;
use super::folder::RunFolder;
use super::format::json;
use super::manifest::{MANIFEST, Manifest, canonical, digest, digest_of};
use super::staging::{COMPANIONS, find_files};
use super::writer::SCENARIO;
use serde_json::Value;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::Path;

/// What is amiss with a file of a run folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// It is not what was written, and why.
    Changed(String, String),
    /// It is not there.
    Missing(String),
    /// The run did not write it.
    Foreign(String),
}

impl std::fmt::Display for Finding {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Changed(name, reason) => write!(out, "{name} has changed: {reason}"),
            Self::Missing(name) => write!(out, "{name} is missing"),
            Self::Foreign(name) => write!(out, "{name} is foreign: the manifest does not list it"),
        }
    }
}

/// What a comparison with the manifest brought.
#[derive(Clone, Debug)]
pub struct Verified {
    /// The run; none if its manifest cannot be trusted.
    pub run: Option<RunFolder>,
    /// Files compared.
    pub files: usize,
    /// What is amiss, by name.
    pub findings: Vec<Finding>,
}

/// Compares every file of a run folder with its hash in the manifest, and the manifest with its own.
///
/// # Errors
/// If there is no manifest, if it is of a later version, or if the folder cannot be read.
pub fn verify(folder: &Path) -> Result<Verified, ResultsError> {
    let path = folder.join(MANIFEST);
    let bytes = fs::read(&path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => ResultsError::NoManifest { folder: folder.to_owned() },
        _ => ResultsError::system("read", &path)(error),
    })?;
    if !holds_its_hash(&bytes) {
        return Ok(untrusted("its content does not match its own hash"));
    }
    let manifest = Manifest::parse(&path, &bytes)?;
    if json::to_bytes(&manifest) != bytes {
        return Ok(untrusted("its spelling is not the one it was written in"));
    }
    let mut findings = Vec::new();
    for entry in &manifest.files {
        match File::open(folder.join(&entry.name)).and_then(digest_of) {
            Ok(hash) if hash == entry.sha256 => {}
            Ok(_) => findings.push(Finding::Changed(
                entry.name.clone(),
                "its content does not match its hash in manifest.json".to_owned(),
            )),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                findings.push(Finding::Missing(entry.name.clone()));
            }
            Err(error) => {
                findings.push(Finding::Changed(entry.name.clone(), error.to_string()));
            }
        }
    }
    let run = RunFolder::of(folder.to_owned(), manifest);
    let manifest = run.manifest();
    if let Ok(text) = run.resolved_scenario()
        && findings.is_empty()
        && manifest.run.plan_hash(&text) != manifest.plan_hash
    {
        let reason = format!("the plan hash is not that of {SCENARIO}");
        findings.push(Finding::Changed(MANIFEST.to_owned(), reason));
    }
    let listed = |name: &str| {
        name == MANIFEST
            || COMPANIONS.contains(&name)
            || manifest.files.iter().any(|file| file.name == name)
    };
    find_files(folder, "", &mut |name| {
        if !listed(name) {
            findings.push(Finding::Foreign(name.to_owned()));
        }
    })
    .map_err(ResultsError::system("read", folder))?;
    findings.sort_by_key(ToString::to_string);
    let files = manifest.files.len() + 1;
    Ok(Verified { run: Some(run), files, findings })
}

/// Whether a manifest, of whatever version, closes with the hash of the rest.
fn holds_its_hash(bytes: &[u8]) -> bool {
    let Ok(mut value) = serde_json::from_slice::<Value>(bytes) else { return false };
    let Some(object) = value.as_object_mut() else { return false };
    let said = object.shift_remove("sha256");
    said.as_ref().and_then(Value::as_str) == Some(digest(&canonical(&value)).as_str())
}

fn untrusted(reason: &str) -> Verified {
    let finding = Finding::Changed(MANIFEST.to_owned(), reason.to_owned());
    Verified { run: None, files: 1, findings: vec![finding] }
}
