//! Readers of input tables. Bytes come in through [`DataSource`]; typed rows or diagnostics with line
//! and column come out. Nothing here knows the scenario.

use std::path::Path;

use crate::diagnostic::Diagnostic;

/// Why a file could not be read at all (exit code 4), as against read and found wrong (exit code 3).
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// Missing, locked, a folder, or not permitted.
    #[error("cannot read {name}: {reason}; {advice}")]
    Unreadable {
        /// The file as the user knows it.
        name: String,
        /// What the system said.
        reason: String,
        /// What to do.
        advice: String,
    },
    /// Read, but wrong.
    #[error("{} problem(s) in the data", .0.len())]
    Invalid(Vec<Diagnostic>),
}

/// Hands in the bytes of a file named in a scenario.
pub trait DataSource {
    /// The bytes of `path`, as it stands in the scenario file.
    ///
    /// # Errors
    /// [`DataError::Unreadable`] if there are none to be had.
    fn read(&self, path: &Path) -> Result<Vec<u8>, DataError>;
}
