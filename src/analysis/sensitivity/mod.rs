//! What drives a result: designs of points and what the replies at them say.
//!
//! Pure functions. A design gives points of the unit cube, one coordinate a parameter; whoever plays them
//! puts each coordinate through the quantile function of its parameter and hands back [`Replies`], a
//! number by point and common future. Chance is taken out of every estimate and told beside it, so that
//! no parameter is said to matter that chance could have made look so.

mod files;
pub mod morris;
pub mod report;
pub mod sobol;
pub mod tornado;
pub mod trial;

pub use files::study_files;
pub use morris::{Morris, Screened};
pub use report::{
    Answer, Asked, Held, Influence, Measured, ParameterEntry, Played, Reading, Sensitivity, Value,
};
pub use sobol::{Indices, Sobol};
pub use tornado::{Bar, Switch};
pub use trial::{IshigamiCheck, ishigami_check};

use crate::stats::Interval;
use crate::stats::quantiles::quantile;

/// Why a method cannot be used as asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DesignError {
    /// Sobol' points are balanced for powers of two alone.
    #[error(
        "{0} base points are no power of two, and Sobol' points are balanced for powers of two alone; \
         take {1} or {2}"
    )]
    NotAPowerOfTwo(u32, u32, u32),
    /// Too few to tell anything, or more than the sequence has.
    #[error("{0} base points are {1}; take a power of two from {2} to {3}")]
    BasePoints(u32, &'static str, u32, u32),
    /// More parameters than the sequence has dimensions for.
    #[error(
        "Sobol' indices take at most {most} parameters at once, and there are {asked}; screen them first \
         (--method morris) and name those that matter with --parameter"
    )]
    TooManyParameters {
        /// Parameters.
        asked: usize,
        /// Most.
        most: usize,
    },
    /// Levels must be even, so that every level is reached as often as any other.
    #[error("{0} levels are not an even number from 2 to {1}; take 4")]
    Levels(u32, u32),
    /// Too few trajectories to tell a spread, or too many.
    #[error("{0} trajectories are {1}; take {2} to {3}, usually 10 to 50")]
    Trajectories(u32, &'static str, u32, u32),
    /// Nothing to vary.
    #[error("there is no parameter to vary")]
    NoParameters,
}

/// Middle 95 % of resampled estimates, moved so that their mean is the estimate: resampling futures adds
/// the chance that the estimate had taken out.
fn centred_interval(estimate: f64, mut resampled: Vec<f64>) -> Interval {
    if resampled.is_empty() {
        return Interval { low: estimate, high: estimate };
    }
    let mean = resampled.iter().sum::<f64>() / resampled.len() as f64;
    resampled.sort_by(f64::total_cmp);
    let at = |p: f64| estimate + quantile(&resampled, p) - mean;
    Interval { low: at(0.025).min(estimate), high: at(0.975).max(estimate) }
}
