//! Everything behind the sentences and tables of a run, as one document: `summary.json`.

use super::appraisal::Appraisal;
use super::compare::{Arm, CompareError, Comparison, Settings, compare};
use super::effectiveness::{Averted, CostPerAverted, cost_per_averted};
use super::frontier::{Placed, Point, frontier};
use super::pairs::{Pair, pairs};
use super::ranks::{Ranks, ranks};
use crate::outcome::{HEADLINES, OUTCOME_TABLE, OUTCOMES, OutcomeId};
use crate::results::{Precision, ReplicateTable, ResultsError, RunHeader, format::json};
use crate::stats::quantiles::quantile;
use crate::stats::{Interval, Moments, interval};
use serde::{Deserialize, Serialize};

/// Version of the document's schema.
pub const SCHEMA: u32 = 1;

/// The document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Version of the schema.
    pub schema: u32,
    /// Id of the scenario.
    pub scenario_id: String,
    /// Title of the scenario.
    pub scenario_title: String,
    /// First month, as 2026-01.
    pub first_month: String,
    /// Length in years.
    pub horizon_years: u16,
    /// Price year of all money.
    pub price_year: u16,
    /// Seed of all draws.
    pub seed: u64,
    /// Futures asked for.
    pub replicates_asked: u32,
    /// Futures behind the numbers.
    pub replicates_done: u32,
    /// The last look of the stop rule; none without a rule, or before the first look.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision: Option<Precision>,
    /// Share of the baseline's mean that a difference must exceed to be material.
    pub material_share: f64,
    /// Each strategy by itself, by rank.
    pub strategies: Vec<StrategySummary>,
    /// Each strategy but the baseline against the baseline, by rank.
    pub comparisons: Vec<Comparison>,
    /// Every two strategies but the baseline against each other on people displaced.
    pub displaced_pairs: Vec<Pair>,
    /// Ranks of all strategies on each headline outcome.
    #[serde(default)]
    pub ranks: Vec<Ranks>,
    /// Cost of displacement averted, by strategy and unit.
    #[serde(default)]
    pub effectiveness: Vec<CostPerAverted>,
    /// The cost-effectiveness frontier in each unit.
    #[serde(default)]
    pub frontiers: Vec<Frontier>,
    /// Costs and benefits; none where they were not worked out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appraisal: Option<Appraisal>,
}

/// The cost-effectiveness frontier in one unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Frontier {
    /// What is averted.
    pub unit: Averted,
    /// Every strategy, by rank.
    pub strategies: Vec<Placed>,
}

/// A strategy by itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StrategySummary {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Whether the others are compared with it.
    pub baseline: bool,
    /// Mean loss of dwellings over mean loss of well-being; none where no well-being was lost. Below one,
    /// a dollar of damage costs more than a dollar of well-being (Hallegatte et al. 2017: resilience).
    pub resilience: Option<f64>,
    /// Every outcome, in the order of `outcome::OUTCOME_TABLE`.
    pub outcomes: Vec<OutcomeSummary>,
}

/// One outcome of a strategy over its futures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutcomeSummary {
    /// Id of the outcome.
    pub outcome: String,
    /// Mean.
    pub mean: f64,
    /// Standard error of the mean.
    pub standard_error: f64,
    /// Median.
    pub median: f64,
    /// 95 % interval of the median.
    pub median_interval: Interval,
    /// Value that 5 % of futures do not exceed.
    pub p05: f64,
    /// Value that 95 % of futures do not exceed.
    pub p95: f64,
    /// Smallest value.
    pub minimum: f64,
    /// Largest value.
    pub maximum: f64,
}

impl Summary {
    /// The summary of a run.
    ///
    /// # Errors
    /// If there are no futures, or if their outcomes cannot be read.
    pub fn of(header: &RunHeader, table: &ReplicateTable) -> Result<Self, CompareError> {
        if table.replicates() == 0 {
            return Err(CompareError::NoReplicates);
        }
        let baseline = header.baseline();
        let others: Vec<Arm<'_>> = (0..header.strategies.len())
            .filter(|rank| *rank != baseline)
            .map(|rank| Arm { table, rank })
            .collect();
        let settings = Settings::of(header);
        let comparisons = compare(Arm { table, rank: baseline }, &others, &settings)?;
        let displaced_pairs = pairs(&others, OutcomeId::DisplacedPeople, &settings)?;
        let all: Vec<Arm<'_>> =
            (0..header.strategies.len()).map(|rank| Arm { table, rank }).collect();
        let mut effectiveness = Vec::new();
        for (other, comparison) in others.iter().zip(&comparisons) {
            effectiveness.extend(cost_per_averted(all[baseline], *other, comparison)?);
        }
        let mut strategies = Vec::with_capacity(header.strategies.len());
        for (rank, strategy) in header.strategies.iter().enumerate() {
            strategies.push(StrategySummary {
                id: strategy.id.clone(),
                title: strategy.title.clone(),
                baseline: rank == baseline,
                resilience: resilience(table, rank)?,
                outcomes: (0..OUTCOMES)
                    .map(|outcome| Ok(describe(outcome, table.values(rank, outcome)?.into_owned())))
                    .collect::<Result<_, ResultsError>>()?,
            });
        }
        Ok(Self {
            schema: SCHEMA,
            scenario_id: header.scenario_id.clone(),
            scenario_title: header.scenario_title.clone(),
            first_month: header.first_month.to_string(),
            horizon_years: header.horizon_years,
            price_year: header.price_year,
            seed: header.seed,
            replicates_asked: header.replicates_asked,
            replicates_done: table.replicates(),
            precision: None,
            material_share: header.material_share,
            ranks: HEADLINES
                .iter()
                .map(|outcome| ranks(&all, *outcome as usize, &settings))
                .collect::<Result<_, _>>()?,
            effectiveness,
            frontiers: frontiers(&strategies),
            strategies,
            comparisons,
            displaced_pairs,
            appraisal: None,
        })
    }

    /// States what the stop rule saw last.
    #[must_use]
    pub fn with_precision(self, precision: Option<Precision>) -> Self {
        Self { precision, ..self }
    }

    /// Whether the run ended early because it was precise enough.
    pub fn stopped_early(&self) -> bool {
        self.replicates_done < self.replicates_asked
            && self.precision.as_ref().is_some_and(|precision| precision.precise)
    }

    /// The bytes of `summary.json`.
    pub fn to_json(&self) -> Vec<u8> {
        json::to_bytes(self)
    }

    /// Title of the strategy with this id; the id if there is none.
    pub fn title<'a>(&'a self, id: &'a str) -> &'a str {
        let strategy = self.strategies.iter().find(|strategy| strategy.id == id);
        strategy.map_or(id, |strategy| strategy.title.as_str())
    }

    /// The baseline; the first strategy if none is marked.
    ///
    /// # Panics
    /// If the document has no strategy.
    pub fn baseline(&self) -> &StrategySummary {
        self.strategies.iter().find(|strategy| strategy.baseline).unwrap_or(&self.strategies[0])
    }
}

fn frontiers(strategies: &[StrategySummary]) -> Vec<Frontier> {
    let of = |unit: Averted| {
        let point = |strategy: &StrategySummary| Point {
            strategy: strategy.id.clone(),
            cost: strategy.outcomes[OutcomeId::ProgrammeCost as usize].mean,
            displaced: strategy.outcomes[unit.outcome() as usize].mean / unit.size(),
        };
        let points: Vec<Point> = strategies.iter().map(point).collect();
        Frontier { unit, strategies: frontier(&points) }
    };
    Averted::ALL.into_iter().map(of).collect()
}

fn resilience(table: &ReplicateTable, rank: usize) -> Result<Option<f64>, ResultsError> {
    let sum = |outcome: OutcomeId| {
        table.values(rank, outcome as usize).map(|values| values.iter().sum::<f64>())
    };
    let (dwellings, wellbeing) = (sum(OutcomeId::DwellingLoss)?, sum(OutcomeId::WellbeingLoss)?);
    Ok((wellbeing > 0.0).then(|| dwellings / wellbeing))
}

fn describe(outcome: usize, mut sorted: Vec<f64>) -> OutcomeSummary {
    let moments = Moments::of(&sorted);
    sorted.sort_by(f64::total_cmp);
    OutcomeSummary {
        outcome: OUTCOME_TABLE[outcome].id.to_owned(),
        mean: moments.mean(),
        standard_error: moments.standard_error(),
        median: quantile(&sorted, 0.5),
        median_interval: interval::median_interval(&sorted),
        p05: quantile(&sorted, 0.05),
        p95: quantile(&sorted, 0.95),
        minimum: quantile(&sorted, 0.0),
        maximum: quantile(&sorted, 1.0),
    }
}
