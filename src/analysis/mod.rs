//! What the replicates say: each strategy by itself, and each against the baseline on the same futures.

pub mod appraisal;
pub mod backcast;
pub mod calibration;
pub mod compare;
pub mod coverage;
pub mod effectiveness;
pub mod equity;
pub mod frontier;
mod group_table;
pub mod likelihood;
pub mod pairs;
pub mod patterns;
pub mod ranks;
pub mod robustness;
pub mod sensitivity;
pub mod stop;
pub mod summary;
pub mod tables;

pub use compare::{Arm, CompareError, Comparison, PairedDifference, Settings, Verdict, compare};
pub use effectiveness::{Averted, CostPerAverted, Standing, cost_per_averted};
pub use equity::{Bearing, GroupComparison, GroupFigures, equity};
pub use frontier::{Place, Placed, Point, frontier};
pub use likelihood::Likelihood;
pub use pairs::{Pair, pairs};
pub use ranks::{RankRow, Ranks, ranks};
pub use robustness::Robustness;
pub use sensitivity::Sensitivity;
pub use summary::{Frontier, OutcomeSummary, StrategySummary, Summary};
pub use tables::comparison_files;
