//! Tells what went wrong with a run folder, and how the program ends then.

use super::console;
use super::exit::Exit;
use crate::results::ResultsError;

/// Tells the error and gives the exit code.
pub(super) fn tell(error: &ResultsError) -> Exit {
    console::tell(&format!("error: {error}"));
    match error {
        ResultsError::FolderExists { .. } | ResultsError::OtherPlan { .. } => Exit::Usage,
        ResultsError::Damaged { .. }
        | ResultsError::DamagedBlock { .. }
        | ResultsError::LaterFormat { .. }
        | ResultsError::NoManifest { .. }
        | ResultsError::NoPlan { .. }
        | ResultsError::Foreign { .. }
        | ResultsError::Divergent { .. } => Exit::Unreadable,
        ResultsError::Incomplete { .. } => Exit::GateMissed,
        ResultsError::Busy { .. } => Exit::TryAgain,
        _ => Exit::Failed,
    }
}
