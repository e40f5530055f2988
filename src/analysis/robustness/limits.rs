//! Which futures keep every limit (satisficing: Simon 1956).

use super::Row;
use crate::analysis::compare::Settings;
use crate::outcome::{OUTCOME_TABLE, Wanted};
use crate::results::ResultsError;
use crate::stats::Moments;
use serde::{Deserialize, Serialize};

/// One limit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Limit {
    /// Id of the outcome.
    pub outcome: String,
    /// The limit, in the unit of the outcome.
    pub limit: f64,
    /// Whether the outcome should be at least the limit: where more of it is wanted. Else at most.
    pub at_least: bool,
}

/// What a strategy keeps in one case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Futures that keep every limit.
    pub kept: u32,
    /// Futures of the case.
    pub futures: u32,
    /// Whether the means over the futures keep every limit.
    pub on_average: bool,
}

/// Limits and who keeps them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Satisficing {
    /// The limits, in the order of the outcomes.
    pub limits: Vec<Limit>,
    /// By case, then strategy.
    pub cases: Vec<Vec<Kept>>,
}

/// Counts, case by case and strategy by strategy; none without limits. A value at the limit keeps it.
///
/// # Errors
/// If the outcomes cannot be read.
pub fn satisficing(
    rows: &[Row<'_>],
    limits: &[(String, f64)],
    settings: &Settings,
) -> Result<Option<Satisficing>, ResultsError> {
    let known: Vec<(usize, Limit)> = OUTCOME_TABLE
        .iter()
        .enumerate()
        .filter_map(|(index, outcome)| {
            let (_, limit) = limits.iter().find(|(id, _)| id == outcome.id)?;
            let at_least = settings.wanted[index] == Wanted::Higher;
            Some((index, Limit { outcome: outcome.id.to_owned(), limit: *limit, at_least }))
        })
        .collect();
    if known.is_empty() {
        return Ok(None);
    }
    let keeps = |limit: &Limit, value: f64| {
        if limit.at_least { value >= limit.limit } else { value <= limit.limit }
    };
    let kept = |row: &Row<'_>, rank: usize| -> Result<Kept, ResultsError> {
        let mut future_keeps = vec![true; row.futures as usize];
        let mut on_average = true;
        for (index, limit) in &known {
            let values = row.values(rank, *index)?;
            for (all, value) in future_keeps.iter_mut().zip(&values) {
                *all &= keeps(limit, *value);
            }
            on_average &= keeps(limit, Moments::of(&values).mean());
        }
        let kept = future_keeps.iter().filter(|keeps| **keeps).count() as u32;
        Ok(Kept { kept, futures: row.futures, on_average })
    };
    let cases = rows
        .iter()
        .map(|row| (0..row.table.strategies().len()).map(|rank| kept(row, rank)).collect())
        .collect::<Result<_, _>>()?;
    Ok(Some(Satisficing { limits: known.into_iter().map(|(_, limit)| limit).collect(), cases }))
}
