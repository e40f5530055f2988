//! Files of a case, read from its folder.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::gzip::MOST_BYTES;
use super::{DataError, DataSource, similar};

/// Reads files relative to a folder: the folder of the scenario file.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The folder against which relative paths are resolved.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }
}

impl DataSource for Folder {
    fn read(&self, path: &Path) -> Result<Vec<u8>, DataError> {
        let full = self.root.join(path);
        let bytes = read_up_to(&full, MOST_BYTES).map_err(|error| DataError::Unreadable {
            code: if error.kind() == ErrorKind::NotFound { "D150" } else { "D151" },
            name: path.display().to_string(),
            reason: reason(&full, &error),
            advice: advice(&full, &error),
        })?;
        bytes.ok_or_else(|| DataError::Unreadable {
            code: "D151",
            name: path.display().to_string(),
            reason: format!("it holds more than {} MB", MOST_BYTES >> 20),
            advice: "keep only the region and seasons that the scenario uses".to_owned(),
        })
    }
}

/// The bytes of a file; none if there are more than `most`, whatever the system says of its length: a
/// device has none and never ends.
fn read_up_to(path: &Path, most: u64) -> std::io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= most).then_some(bytes))
}

fn reason(full: &Path, error: &std::io::Error) -> String {
    if full.is_dir() {
        return "it is a folder".to_owned();
    }
    match error.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

fn advice(full: &Path, error: &std::io::Error) -> String {
    if full.is_dir() {
        return "name a file in it".to_owned();
    }
    match error.kind() {
        ErrorKind::NotFound => missing(full),
        ErrorKind::PermissionDenied => {
            "allow your user to read it, and close other programs that hold it open".to_owned()
        }
        // Excel on Windows locks an open workbook (error 32, sharing violation).
        _ if error.raw_os_error() == Some(32) => {
            "close the program that holds it open, such as Excel, and try again".to_owned()
        }
        _ => "check that the disk or network drive is connected and try again".to_owned(),
    }
}

fn missing(full: &Path) -> String {
    let wanted = full.file_name().map(|name| name.to_string_lossy().into_owned());
    let folder = full.parent().unwrap_or(Path::new("."));
    let (Some(wanted), Ok(entries)) = (wanted, std::fs::read_dir(folder)) else {
        return "the folder it should stand in does not exist; paths are relative to the scenario file"
            .to_owned();
    };
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let near = similar(&wanted, names.iter().map(String::as_str));
    if near.is_empty() {
        "put it there or correct the path, which is relative to the scenario file".to_owned()
    } else {
        let near: Vec<String> = near.iter().map(|name| format!("`{name}`")).collect();
        format!("a similar file stands there: {}", near.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::{Folder, read_up_to};
    use crate::data::DataSource;
    use std::path::Path;

    #[test]
    fn what_cannot_be_read_is_explained() {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir(root.path().join("data")).unwrap();
        std::fs::write(root.path().join("data/tracks.csv"), "x").unwrap();
        let folder = Folder::new(root.path());
        assert_eq!(folder.read(Path::new("data/tracks.csv")).unwrap(), b"x");
        let say = |path: &str| folder.read(Path::new(path)).unwrap_err().to_string();
        assert_eq!(
            say("data/track.csv"),
            "cannot read data/track.csv: there is no such file; a similar file stands there: `tracks.csv`"
        );
        assert_eq!(say("data"), "cannot read data: it is a folder; name a file in it");
        let tracks = root.path().join("data/tracks.csv");
        assert_eq!(read_up_to(&tracks, 1).unwrap().unwrap(), b"x");
        assert_eq!(read_up_to(&tracks, 0).unwrap(), None);
        assert!(say("elsewhere/x.csv").contains("folder it should stand in does not exist"));
    }
}
