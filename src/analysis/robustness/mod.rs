//! How strategies stand over alternatives that nobody can put a chance on.
//!
//! Every case, the main one and each alternative, is a row of its own; nothing is averaged over them
//! with chances. What a strategy loses against the best of a row is its regret there, with an interval
//! for what chance makes of the futures. No strategy is called optimal: it is robust where no case
//! shows it to be worse than the best, or fragile in the cases that do (Lempert, Popper and Bankes 2003;
//! regret: Savage 1951).

pub mod limits;
pub mod payoff;
mod table;

use super::compare::Settings;
use crate::outcome::{HEADLINES, OUTCOME_TABLE, Wanted};
use crate::results::format::json;
use crate::results::{ReplicateTable, ResultsError, RunHeader};
use crate::rng::Seed;
use crate::stats::Moments;
use crate::stats::regret::{Regret, regret_intervals};
use limits::Satisficing;
use payoff::{PayOff, largest_and_mean};
use serde::{Deserialize, Serialize};
pub use table::regret_csv;

/// Id of the main case among the alternatives.
pub const MAIN: &str = "main";

/// A case and the outcomes of its futures. All cases have the same strategies in the same order.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// Id of the alternative, or [`MAIN`].
    pub id: &'a str,
    /// Title shown to people.
    pub title: &'a str,
    /// Its outcomes.
    pub table: &'a ReplicateTable,
    /// How many of its futures count, from the first on.
    pub futures: u32,
}

impl<'a> Row<'a> {
    /// All futures of a case.
    pub fn whole(id: &'a str, title: &'a str, table: &'a ReplicateTable) -> Self {
        Self { id, title, table, futures: table.replicates() }
    }

    /// Values of an outcome under the strategy of `rank` in the futures that count.
    fn values(&self, rank: usize, outcome: usize) -> Result<Vec<f64>, ResultsError> {
        let mut values = self.table.values(rank, outcome)?.into_owned();
        values.truncate(self.futures as usize);
        Ok(values)
    }
}

/// A case by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseEntry {
    /// Id of the alternative, or [`MAIN`].
    pub id: String,
    /// Title shown to people.
    pub title: String,
    /// Futures of each strategy.
    pub futures: u32,
}

/// One strategy in one case.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// Mean of the outcome.
    pub mean: f64,
    /// Standard error of that mean.
    pub standard_error: f64,
    /// Distance to the best of the case; never below zero.
    pub regret: f64,
    /// Lower end of its 95 % interval, which holds for all strategies of the case together.
    pub low: f64,
    /// Upper end; none for a single future.
    pub high: Option<f64>,
    /// Whether the case shows the strategy to be worse than the best: the interval excludes zero and the
    /// regret is material.
    pub worse: bool,
}

/// One strategy over all cases.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OverCases {
    /// Largest regret.
    pub largest: f64,
    /// Position of the case in which it is largest; the first of equals.
    pub largest_in: usize,
    /// Mean regret, each case counted once: a count of cases, not an expectation.
    pub mean: f64,
    /// Position of the first strategy that is, in the means, at least as good in every case and better
    /// in one.
    pub dominated_by: Option<usize>,
    /// What can be said.
    pub reading: Reading,
}

/// What the cases together say of a strategy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// No case shows it to be worse than the best.
    Robust,
    /// Some cases show it to be worse than the best, others do not.
    Fragile,
    /// Every case shows it to be worse than the best.
    Behind,
}

/// One outcome over all cases.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutcomeRegret {
    /// Id of the outcome.
    pub outcome: String,
    /// Wanted direction; lower or higher.
    pub wanted: Wanted,
    /// By case, then strategy.
    pub cells: Vec<Vec<Cell>>,
    /// By strategy.
    pub over_cases: Vec<OverCases>,
}

/// The document `robustness.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Robustness {
    /// Version of the schema.
    pub schema: u32,
    /// Cases: the main one first, then the alternatives by id.
    pub cases: Vec<CaseEntry>,
    /// Ids and titles of the strategies by rank.
    pub strategies: Vec<(String, String)>,
    /// Rank of the baseline.
    pub baseline: usize,
    /// Headline outcomes that have a wanted direction, in the order of `outcome::HEADLINES`.
    pub outcomes: Vec<OutcomeRegret>,
    /// Limits and who keeps them.
    pub limits: Option<Satisficing>,
}

impl Robustness {
    /// Judges the cases `rows`, the main one first, of the run of `header`.
    ///
    /// # Errors
    /// If the outcomes cannot be read.
    ///
    /// # Panics
    /// If the rows do not all have the strategies of the header.
    pub fn of(
        header: &RunHeader,
        rows: &[Row<'_>],
        limits: &[(String, f64)],
    ) -> Result<Self, ResultsError> {
        let settings = Settings::of(header);
        let baseline = header.baseline();
        let mut outcomes = Vec::new();
        for outcome in HEADLINES {
            outcomes.extend(over_cases(*outcome as usize, rows, baseline, &settings)?);
        }
        let entry = |row: &Row<'_>| CaseEntry {
            id: row.id.to_owned(),
            title: row.title.to_owned(),
            futures: row.futures,
        };
        Ok(Self {
            schema: 1,
            cases: rows.iter().map(entry).collect(),
            strategies: header
                .strategies
                .iter()
                .map(|strategy| (strategy.id.clone(), strategy.title.clone()))
                .collect(),
            baseline,
            outcomes,
            limits: limits::satisficing(rows, limits, &settings)?,
        })
    }

    /// The bytes of `robustness.json`.
    pub fn to_json(&self) -> Vec<u8> {
        json::to_bytes(self)
    }
}

/// One outcome of all cases; none for an outcome without a wanted direction.
///
/// # Errors
/// If the outcomes cannot be read.
pub fn over_cases(
    outcome: usize,
    rows: &[Row<'_>],
    baseline: usize,
    settings: &Settings,
) -> Result<Option<OutcomeRegret>, ResultsError> {
    let wanted = settings.wanted[outcome];
    let cells: Vec<Vec<Cell>> =
        rows.iter().map(|row| cells(row, outcome, baseline, settings)).collect::<Result<_, _>>()?;
    let values = cells.iter().map(|row| row.iter().map(|cell| cell.mean).collect()).collect();
    let Some(payoff) = PayOff::new(wanted, values) else { return Ok(None) };
    let dominated = payoff.dominated_by();
    let regrets: Vec<Vec<f64>> =
        cells.iter().map(|row| row.iter().map(|cell| cell.regret).collect()).collect();
    let over_cases = largest_and_mean(&regrets)
        .into_iter()
        .zip(dominated)
        .enumerate()
        .map(|(strategy, ((largest, mean), dominated_by))| OverCases {
            largest,
            largest_in: regrets.iter().position(|row| row[strategy] == largest).unwrap_or(0),
            mean,
            dominated_by,
            reading: reading(&cells, strategy),
        })
        .collect();
    let outcome = OUTCOME_TABLE[outcome].id.to_owned();
    Ok(Some(OutcomeRegret { outcome, wanted, cells, over_cases }))
}

fn cells(
    row: &Row<'_>,
    outcome: usize,
    baseline: usize,
    settings: &Settings,
) -> Result<Vec<Cell>, ResultsError> {
    let sign = if settings.wanted[outcome] == Wanted::Higher { -1.0 } else { 1.0 };
    let (mut moments, mut losses) = (Vec::new(), Vec::new());
    for rank in 0..row.table.strategies().len() {
        let mut values = row.values(rank, outcome)?;
        moments.push(Moments::of(&values));
        for value in &mut values {
            *value *= sign;
        }
        losses.push(values);
    }
    let losses: Vec<&[f64]> = losses.iter().map(Vec::as_slice).collect();
    let regrets = regret_intervals(&losses, Seed(settings.seed));
    let material = settings.material_share * moments[baseline].mean().abs();
    Ok(moments
        .iter()
        .zip(regrets)
        .map(|(moments, Regret { regret, low, high })| Cell {
            mean: moments.mean(),
            standard_error: moments.standard_error(),
            regret,
            low,
            high: high.is_finite().then_some(high),
            worse: low > 0.0 && regret > material,
        })
        .collect())
}

fn reading(cells: &[Vec<Cell>], strategy: usize) -> Reading {
    let worse = cells.iter().filter(|row| row[strategy].worse).count();
    match worse {
        0 => Reading::Robust,
        all if all == cells.len() => Reading::Behind,
        _ => Reading::Fragile,
    }
}
