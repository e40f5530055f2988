//! When an ensemble is precise enough to stop before all its replicates are played.

/// The stop rule of an experiment.
#[derive(Clone, Debug, PartialEq)]
pub struct StopRule {
    /// Outcome whose mean is to be precise: its position in `outcome::OUTCOME_TABLE`.
    pub outcome: usize,
    /// Id of the strategy whose mean difference to the baseline is to be precise; where none, the
    /// baseline's own mean.
    pub strategy: Option<String>,
    /// How precise.
    pub wanted: WantedPrecision,
    /// Chance that the interval covers however often it was looked at, .8 to .999.
    pub confidence: f64,
    /// Replicates before the first look; rounded up to whole blocks.
    pub least_replicates: u32,
}

/// Half of the width of the interval that is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum WantedPrecision {
    /// In the unit of the outcome.
    HalfWidth(f64),
    /// As a share of the baseline's mean.
    ShareOfBaseline(f64),
}

impl WantedPrecision {
    /// The half-width wanted, in the unit of the outcome, where the baseline has this mean.
    pub fn half_width(self, baseline_mean: f64) -> f64 {
        match self {
            Self::HalfWidth(half_width) => half_width,
            Self::ShareOfBaseline(share) => share * baseline_mean.abs(),
        }
    }
}
