//! Plays the ensemble: blocks of replicates, all strategies on the same futures.

pub mod record;

pub use record::ReplicateRecord;
