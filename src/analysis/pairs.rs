//! Strategies against each other, two by two, on one outcome.
//!
//! A ranking needs more than the differences from the baseline: two strategies that both differ from
//! it need not differ from each other. The intervals of all pairs hold together, so that a pair may
//! be picked after the results are seen, such as the two best.

use super::compare::{Arm, PairedDifference, Settings, describe, judge, subtract, thin};
use crate::outcome::OutcomeId;
use crate::results::ResultsError;
use crate::rng::Seed;
use crate::stats::simultaneous::simultaneous_of;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A strategy against another on the same futures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    /// Id of the strategy that comes first by rank.
    pub first: String,
    /// Id of the other.
    pub second: String,
    /// Second minus first; the first stands in the baseline's place.
    pub difference: PairedDifference,
}

/// Every two of `arms`, in their order, on `outcome`. The arms are of one run. The intervals hold for
/// all pairs together; a difference in a handful of futures is not judged.
///
/// # Errors
/// If the outcomes cannot be read.
pub fn pairs(
    arms: &[Arm<'_>],
    outcome: OutcomeId,
    settings: &Settings,
) -> Result<Vec<Pair>, ResultsError> {
    let outcome = outcome as usize;
    let mut compared = Vec::new();
    let mut pairs = Vec::new();
    for (position, first) in arms.iter().enumerate() {
        for second in &arms[position + 1..] {
            pairs.push(Pair {
                first: first.id().to_owned(),
                second: second.id().to_owned(),
                difference: describe(*first, *second, outcome, settings)?,
            });
            compared.push((*first, *second));
        }
    }
    let judged: Vec<usize> =
        (0..pairs.len()).filter(|index| !thin(&pairs[*index].difference)).collect();
    let column = |index: usize| {
        let (first, second) = compared[judged[index]];
        subtract(second, first, outcome).map(Cow::Owned)
    };
    let together = simultaneous_of(judged.len(), column, Seed(settings.seed))?;
    if let Some(together) = together {
        for (index, interval) in judged.into_iter().zip(&together.intervals) {
            pairs[index].difference.simultaneous = Some(*interval);
        }
    }
    for pair in &mut pairs {
        pair.difference.verdict = judge(&pair.difference, settings.material_share);
    }
    Ok(pairs)
}
