//! Exit codes (also: `leeward explain exit-codes`).

use std::process::ExitCode;

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All is well.
    Done = 0,
    /// The run failed.
    Failed = 1,
    /// Wrong usage.
    Usage = 2,
    /// The scenario or its data are wrong.
    Invalid = 3,
    /// A file is missing, locked, unreadable or corrupt.
    Unreadable = 4,
    /// A gate was missed, or something is incomplete.
    GateMissed = 5,
    /// Another process is at work; the same command may succeed later.
    TryAgain = 75,
    /// Interrupted.
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
