//! Unfinished work: blocks of replicates beside the run folder that they will become.
//!
//! `outputs/<name>.blocks/` holds what a run needs to go on, whoever stopped it and wherever it goes on:
//!
//! ```text
//! plan.json                 what is to be played; written first, never changed
//! inputs/<sha256>           the files that the scenario names
//! blocks/main/000012.block  64 replicates of all strategies, of the case as stated
//! blocks/<id>/000003.block  the same of an alternative, outcomes alone
//! lock                      held by the one process that makes the run folder
//! README.txt                what this is, for whoever finds it
//! ```
//!
//! A block's name follows from the plan, and its bytes are a pure function of plan and name. It appears
//! whole or not at all. So anybody may play any block, twice if need be, and nobody has to tell others.

mod canary;
mod codec;
pub(super) mod lock;
mod plan;
pub(super) mod publish;
mod ranges;
mod size;
mod store;

pub use canary::canary;
pub use codec::{BlockFault, BlockHead, check, decode};
pub use lock::Lock;
pub use plan::{BlockAddress, BlockPlan, MAIN_CASE, PlannedCase, Shape};
pub use ranges::ranges;
pub use size::{DiskUse, PACKED_SHARE, packed_bytes};
pub use store::{BlockState, BlockStore};
