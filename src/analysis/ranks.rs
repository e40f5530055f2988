//! How often each strategy comes first, second, and so on.

use super::compare::{Arm, Settings};
use crate::outcome::{OUTCOME_TABLE, Wanted};
use crate::results::ResultsError;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Ranks of all strategies on one outcome, over the same futures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ranks {
    /// Id of the outcome.
    pub outcome: String,
    /// Wanted direction. Rank 1 is the highest value if more is wanted, and otherwise the lowest.
    pub wanted: Wanted,
    /// Futures.
    pub replicates: u32,
    /// One row for each strategy, in the order given.
    pub rows: Vec<RankRow>,
}

/// Ranks of one strategy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RankRow {
    /// Id of the strategy.
    pub strategy: String,
    /// Share of the futures at each rank, rank 1 first; they add up to one. Strategies that tie share
    /// their ranks equally.
    pub shares: Vec<f64>,
    /// Mean rank, 1 to the number of strategies; of strategies that tie, the middle of their ranks.
    pub mean_rank: f64,
    /// Futures in which no other strategy is ahead, ties included.
    pub first: u32,
    /// Futures in which every other strategy is behind.
    pub alone_first: u32,
}

/// Ranks of `arms`, all of one run, on an outcome (its position in `outcome::OUTCOME_TABLE`).
///
/// # Errors
/// If the outcomes cannot be read.
pub fn ranks(arms: &[Arm<'_>], index: usize, settings: &Settings) -> Result<Ranks, ResultsError> {
    let wanted = settings.wanted[index];
    let replicates = arms.first().map_or(0, |arm| arm.table.replicates());
    let values: Vec<Cow<'_, [f64]>> =
        arms.iter().map(|arm| arm.values(index)).collect::<Result<_, _>>()?;
    let better = |one: f64, other: f64| {
        if wanted == Wanted::Higher { one > other } else { one < other }
    };
    let rows = arms
        .iter()
        .zip(&values)
        .map(|(arm, own)| {
            // Counts by number of tied strategies, so that a share of a third is divided only once.
            let mut counts = vec![vec![0_u32; arms.len() + 1]; arms.len()];
            let (mut twice_rank, mut first, mut alone_first) = (0_u64, 0, 0);
            for (replicate, value) in own.iter().enumerate() {
                let at = |others: &Cow<'_, [f64]>| others[replicate];
                let ahead = values.iter().filter(|others| better(at(others), *value)).count();
                let tied = values.iter().filter(|others| at(others) == *value).count();
                for count in &mut counts[ahead..ahead + tied] {
                    count[tied] += 1;
                }
                twice_rank += (2 * ahead + tied + 1) as u64;
                first += u32::from(ahead == 0);
                alone_first += u32::from(ahead == 0 && tied == 1);
            }
            let share = |counts: &Vec<u32>| {
                let shared = counts.iter().enumerate().skip(1);
                shared.map(|(tied, count)| f64::from(*count) / tied as f64).sum::<f64>()
                    / f64::from(replicates)
            };
            RankRow {
                strategy: arm.id().to_owned(),
                shares: counts.iter().map(share).collect(),
                mean_rank: twice_rank as f64 / 2.0 / f64::from(replicates),
                first,
                alone_first,
            }
        })
        .collect();
    Ok(Ranks { outcome: OUTCOME_TABLE[index].id.to_owned(), wanted, replicates, rows })
}
