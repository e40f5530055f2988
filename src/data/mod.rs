//! Readers of input tables. Bytes come in through [`DataSource`]; typed rows or diagnostics with line
//! and column come out. Nothing here knows the scenario.
#![expect(
    clippy::result_large_err,
    reason = "a problem ends the reading, so its size costs nothing"
)]

pub mod boundaries;
pub mod events;
mod folder;
pub mod gzip;
mod similar;
mod table;
pub mod tracks;

use std::path::Path;

use crate::diagnostic::Diagnostic;
pub use folder::Folder;
pub use similar::similar;

/// Most problems reported for one file: what follows is usually the same mistake again.
pub(crate) const MOST_PROBLEMS: usize = 20;

/// Why a file could not be read at all (exit code 4), as against read and found wrong (exit code 3).
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// Missing, locked, a folder, or not permitted.
    #[error("cannot read {name}: {reason}; {advice}")]
    Unreadable {
        /// D150 if it is missing, D151 if it is there and cannot be read.
        code: &'static str,
        /// The file as the user knows it.
        name: String,
        /// What the system said.
        reason: String,
        /// What to do.
        advice: String,
    },
    /// Read, but wrong.
    #[error("{} problem(s) in the data{}", .0.len(), first_message(.0))]
    Invalid(Vec<Diagnostic>),
}

fn first_message(problems: &[Diagnostic]) -> String {
    problems.first().map_or_else(String::new, |problem| format!(": {}", problem.message))
}

impl From<Diagnostic> for DataError {
    fn from(problem: Diagnostic) -> Self {
        Self::Invalid(vec![problem])
    }
}

/// Hands in the bytes of a file named in a scenario.
pub trait DataSource {
    /// The bytes of `path`, as it stands in the scenario file.
    ///
    /// # Errors
    /// [`DataError::Unreadable`] if there are none to be had.
    fn read(&self, path: &Path) -> Result<Vec<u8>, DataError>;
}
