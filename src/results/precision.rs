//! What the stop rule saw last.

use serde::{Deserialize, Serialize};

/// The last look of the stop rule: why a run stopped where it did, or how far it was from stopping.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Precision {
    /// Id of the outcome.
    pub outcome: String,
    /// Id of the strategy whose mean difference to the baseline was looked at; none for the baseline's
    /// own mean.
    pub strategy: Option<String>,
    /// Futures at that look.
    pub futures: u32,
    /// The mean, in the unit of the outcome.
    pub mean: f64,
    /// Half of the width of its interval, which holds at all looks together.
    pub half_width: f64,
    /// Half of the width that is wanted.
    pub wanted: f64,
    /// Chance that the interval covers the true mean however often it was looked at.
    pub confidence: f64,
    /// Whether the mean was found precise enough.
    pub precise: bool,
}
