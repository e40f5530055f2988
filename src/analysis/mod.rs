//! What the replicates say: each strategy by itself, and each against the baseline on the same futures.

pub mod appraisal;
pub mod backcast;
pub mod compare;
pub mod pairs;
pub mod patterns;
pub mod summary;

pub use compare::{Arm, CompareError, Comparison, PairedDifference, Settings, Verdict, compare};
pub use pairs::{Pair, pairs};
pub use summary::{OutcomeSummary, StrategySummary, Summary};
