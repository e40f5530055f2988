//! Plays the ensemble: blocks of replicates, all strategies on the same futures.

pub mod aftermath;
pub mod at;
pub mod ensemble;
pub mod record;
pub mod replicate;
pub mod seen;
pub mod simulate;
pub mod size;
pub mod trace;
mod twin;

pub use aftermath::Aftermath;
pub use at::{At, Played, Playing, Twins};
pub use ensemble::{BLOCK, Completion, Unwatched, Watch, play_block, play_ensemble};
pub use record::ReplicateRecord;
pub use replicate::{Prepared, Worker};
pub use seen::EventWatch;
pub use simulate::{PastEvent, simulate};
pub use size::Size;
pub use trace::BaseRate;
