//! What can go wrong with a run folder, each with what to do next.

use std::fmt::Display;
use std::path::{Path, PathBuf};

/// Why a run folder could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum ResultsError {
    /// A run of this name is there already.
    #[error(
        "`{}` already holds a run, and nothing is overwritten without being asked; choose another \
         name, or replace it with --force", .folder.display()
    )]
    FolderExists {
        /// The folder.
        folder: PathBuf,
    },
    /// Something else of this name is there; `--force` does not touch it.
    #[error(
        "`{}` exists and is not a run folder, so it is left alone even with --force; choose another \
         name, or move it away", .path.display()
    )]
    NotARunFolder {
        /// The file or folder in the way.
        path: PathBuf,
    },
    /// The older run may be replaced, but not what somebody put beside it.
    #[error(
        "`{}` holds `{file}`, which the run did not write and --force would delete; move it away, or \
         choose another name", .folder.display()
    )]
    ForeignFile {
        /// The folder.
        folder: PathBuf,
        /// The first such file.
        file: String,
    },
    /// The file system refused.
    #[error(
        "cannot {action} `{}`: {source}; check that the disk has room, that you may write there, and \
         that no other program has the file open", .path.display()
    )]
    System {
        /// What was tried: "write", "read", "rename".
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file does not hold what it should.
    #[error(
        "`{}` is damaged: {reason}; restore the folder from a copy, or run the scenario again under \
         another name", .path.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// Written by a version of Leeward that knows more.
    #[error(
        "`{}` has format {found}, and this version reads up to {known}; open it with the version of \
         Leeward that wrote it, or a later one", .path.display()
    )]
    LaterFormat {
        /// The manifest.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The latest format known here.
        known: u32,
    },
    /// No manifest: not a run folder, or an unfinished one.
    #[error(
        "`{}` has no manifest.json, so it is not a finished run; name a folder that `leeward run` \
         has written", .folder.display()
    )]
    NoManifest {
        /// The folder.
        folder: PathBuf,
    },
    /// Unfinished work on another plan is in the way.
    #[error(
        "`{}` holds unfinished work on another plan, so it is left alone; go on with the scenario as \
         it was, choose another name, or drop that work with --force", .folder.display()
    )]
    OtherPlan {
        /// The folder of the work.
        folder: PathBuf,
    },
    /// Another process is making this run.
    #[error(
        "another process is at work in `{}`; wait until it has ended, or choose another name",
        .folder.display()
    )]
    Busy {
        /// The folder of the work.
        folder: PathBuf,
    },
    /// No unfinished work where it was looked for.
    #[error(
        "there is no unfinished work in `{}`; begin it with `leeward blocks plan CASE --out RUN`, and \
         name the same RUN", .folder.display()
    )]
    NoPlan {
        /// The folder of the work.
        folder: PathBuf,
    },
    /// Blocks are missing.
    #[error(
        "incomplete: blocks {missing} are missing; play them with `leeward blocks run`, then merge again"
    )]
    Incomplete {
        /// The blocks as ranges, by case.
        missing: String,
    },
    /// A block is not as it was written.
    #[error(
        "`{}` is damaged: {reason}; `leeward blocks run`, or the same `leeward run`, plays it again",
        .path.display()
    )]
    DamagedBlock {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A whole block of something else.
    #[error(
        "`{}` cannot be used here: {reason}; move it away, and it is played again", .path.display()
    )]
    Foreign {
        /// The file.
        path: PathBuf,
        /// Where it belongs.
        reason: String,
    },
    /// Two machines played a block to different bytes.
    #[error(
        "`{}` was played twice with different results, which must never happen; keep the file, check \
         the memory of the machines, and please report this with the scenario", .path.display()
    )]
    Divergent {
        /// The file.
        path: PathBuf,
    },
    /// The engine handed in something that does not fit the header; a defect of the program.
    #[error("the records do not fit the run: {0}; please report this with the scenario file")]
    Records(String),
    /// A file name that may not stand in a run folder; a defect of the program.
    #[error("`{0}` cannot be added to the run folder: {1}")]
    FileName(String, &'static str),
    /// A table or document could not be put into its format; a defect of the program or a full disk.
    #[error("cannot write `{}`: {reason}; check that the disk has room", .path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// What the format's writer said.
        reason: String,
    },
}

impl ResultsError {
    /// Turns a system error into one that names the action and the path.
    pub(super) fn system(
        action: &'static str,
        path: &Path,
    ) -> impl FnOnce(std::io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |source| Self::System { action, path, source }
    }

    /// Says that a file is damaged and how.
    pub(super) fn damaged(path: &Path, reason: &dyn Display) -> Self {
        Self::Damaged { path: path.to_owned(), reason: reason.to_string() }
    }

    /// Says that a file could not be put into its format and why.
    pub(super) fn format(path: &Path, reason: &dyn Display) -> Self {
        Self::Format { path: path.to_owned(), reason: reason.to_string() }
    }
}
