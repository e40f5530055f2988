//! What the replicates say: each strategy by itself, and each against the baseline on the same futures.

pub mod backcast;
pub mod compare;
pub mod coverage;
pub mod pairs;
pub mod patterns;
pub mod robustness;
pub mod stop;
pub mod summary;

pub use compare::{Arm, CompareError, Comparison, PairedDifference, Settings, Verdict, compare};
pub use pairs::{Pair, pairs};
pub use robustness::Robustness;
pub use summary::{OutcomeSummary, StrategySummary, Summary};
