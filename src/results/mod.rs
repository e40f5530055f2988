//! Stores an ensemble as a run folder and reads it back.
//!
//! A run folder appears whole or not at all. It holds the scenario as it was understood, every
//! replicate's outcomes (Parquet and CSV), the monthly trajectories and the counts by zone and group (Parquet),
//! yearly, zone and group summaries (CSV), whatever the caller adds, and `manifest.json` with the SHA-256 of
//! every file. While a run is under way, what has a value a future lies on disk in [`ColumnStore`]s, so that
//! memory does not grow with the replicates. No clock, machine or thread count is in any of them. A row
//! group is a block of replicates, so that a folder can be read back block by block and continued. Until it
//! is finished, its blocks stand beside it ([`blocks`]).

mod alternatives;
pub mod blocks;
mod columns;
mod costs;
mod difference;
mod error;
mod folder;
pub mod format;
pub mod group_digits;
mod groups;
mod header;
mod manifest;
mod precision;
pub mod simulations;
mod staging;
mod store;
mod stored;
mod table;
mod tracking;
mod verify;
mod writer;
mod yearly;

pub use alternatives::{ALTERNATIVES, AlternativeTable, write_alternatives};
pub use difference::{Difference, first_difference};
pub use error::ResultsError;
pub use folder::RunFolder;
pub use groups::{GroupMeans, GroupRow, GroupTable, group_rows};
pub use header::{
    ActorEntry, BLOCK_SIZE, Completion, FormatVersion, GroupEntry, InputEntry, ParameterMode,
    ProgrammeEntry, RunHeader, StrategyEntry, ZoneEntry,
};
pub use manifest::{FileEntry, Manifest, digest};
pub use precision::Precision;
pub use store::{ColumnStore, Storage};
pub use table::ReplicateTable;
pub use tracking::round_files;
pub use verify::{Finding, Verified, verify};
pub use writer::RunWriter;
