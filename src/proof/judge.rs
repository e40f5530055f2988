//! The proof of a row: its checks, each passed or failed with the reason, and the figures.

use super::arms::{DOSES, Ground, NOBODY, WITHOUT_MONEY, rank_of};
use super::play::{Future, play};
use super::{Row, Sign, properties};
use crate::data::{DataError, DataSource};
use crate::diagnostic::Diagnostic;
use crate::hazard::HazardModel;
use crate::outcome::{OUTCOME_TABLE, OutcomeId};
use crate::scenario::Scenario;
use crate::stats::{Interval, Moments, interval};
use serde::Serialize;

/// Largest relative difference between a cost line and units times unit cost: sums of floats.
const EXACT: f64 = 1e-9;

/// What is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// Covering nobody is the same future to the bit.
    Off,
    /// The mean paired difference has the sign, and its 95 % interval excludes zero.
    Direction,
    /// A quarter, half and all move it ever further.
    Dose,
    /// The placebo is the same in every future.
    Placebo,
    /// Cost is units times unit cost, and without money nothing is delivered.
    Ledger,
    /// The property of the row holds.
    Property,
}

impl Check {
    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Direction => "direction",
            Self::Dose => "dose",
            Self::Placebo => "placebo",
            Self::Ledger => "ledger",
            Self::Property => "property",
        }
    }
}

/// How a proof ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Every check that applies was passed.
    Proved,
    /// One at least was not.
    NotProved,
    /// To be built.
    Later,
}

/// The proof of a row.
#[derive(Clone, Debug, Serialize)]
pub struct Proof {
    /// The row.
    pub row: String,
    /// Its name.
    pub name: String,
    /// Id of the indicator; empty where there is none.
    pub indicator: String,
    /// Mean of the indicator without the row.
    pub off: f64,
    /// Mean paired difference with all of it.
    pub effect: f64,
    /// Its 95 % interval.
    pub interval: Option<Interval>,
    /// Mean paired differences at a quarter, half and all of it.
    pub doses: Vec<f64>,
    /// Mean cost of all of it, USD.
    pub cost_usd: f64,
    /// Each check with why it failed, empty where it passed.
    pub checks: Vec<(Check, String)>,
    /// What was seen, in words, for a property; why not, for a row that waits.
    pub note: String,
    /// How it ended.
    pub verdict: Verdict,
}

/// Why a row could not be proved at all.
#[derive(Debug, thiserror::Error)]
pub enum ProofError {
    /// The scenario of the row cannot be read.
    #[error("the scenario of the row is not sound: {0}; the scenario may lack what the row needs")]
    Scenario(String),
    /// Its data cannot be read.
    #[error(transparent)]
    Data(#[from] DataError),
}

impl ProofError {
    pub(super) fn text(error: &dyn std::fmt::Display) -> Self {
        Self::Scenario(error.to_string())
    }

    pub(super) fn scenario(found: &[Diagnostic]) -> Self {
        Self::Scenario(found.first().map_or_else(String::new, |first| first.message.clone()))
    }
}

/// Proves a row on a ground whose files come from `files`.
///
/// # Errors
/// If the scenario of the row or its data cannot be read.
pub fn prove(row: &Row, ground: &Ground, files: &dyn DataSource) -> Result<Proof, ProofError> {
    let empty = Proof {
        row: row.row.clone(),
        name: row.name.clone(),
        indicator: row.indicator.clone(),
        off: 0.0,
        effect: 0.0,
        interval: None,
        doses: Vec::new(),
        cost_usd: 0.0,
        checks: Vec::new(),
        note: String::new(),
        verdict: Verdict::Later,
    };
    if let Some(reason) = &row.later {
        return Ok(Proof { note: reason.clone(), ..empty });
    }
    if let Some(property) = row.property {
        let shown = properties::show(property, ground, files)?;
        let why = if shown.holds { String::new() } else { shown.words.clone() };
        let checks = vec![(Check::Property, why)];
        return Ok(judged(Proof { checks, note: shown.words, ..empty }));
    }
    if row.doses.is_empty() {
        prove_measures(row, ground, files, empty)
    } else {
        prove_settings(row, ground, files, empty)
    }
}

fn prove_measures(
    row: &Row,
    ground: &Ground,
    files: &dyn DataSource,
    empty: Proof,
) -> Result<Proof, ProofError> {
    let scenario = ground.scenario(row, None)?;
    let hazard = HazardModel::compile(&scenario, files)?;
    let futures = play(&scenario, &hazard, ground.replicates);
    let rank = |arm: &str| rank_of(&scenario, arm);
    let outcome = outcome_of(&row.indicator);
    let paired = |id: &str| differences(&futures, rank(id), outcome);
    let full = paired(DOSES[2].0);
    let doses: Vec<f64> = DOSES.iter().map(|(id, _)| Moments::of(&paired(id)).mean()).collect();
    let cost = OutcomeId::ProgrammeCost as usize;
    let usd: Vec<f64> =
        futures.iter().map(|future| future.outcomes[rank(DOSES[2].0)][cost]).collect();
    let mut proof = measured(row, &futures, outcome, &full, doses, empty);
    proof.cost_usd = Moments::of(&usd).mean();
    let nobody = rank(NOBODY);
    let unlike = futures.iter().filter(|future| !future.same_as_first[nobody]).count();
    let why = match unlike {
        0 => String::new(),
        some => format!("covering nobody changes {some} of {} futures", futures.len()),
    };
    proof.checks.insert(0, (Check::Off, why));
    proof.checks.push((Check::Ledger, ledger(row, &scenario, &futures)));
    add_placebo(row, &mut proof, |index| {
        differences(&futures, rank(DOSES[2].0), index).iter().all(|value| *value == 0.0)
    });
    Ok(judged(proof))
}

fn prove_settings(
    row: &Row,
    ground: &Ground,
    files: &dyn DataSource,
    empty: Proof,
) -> Result<Proof, ProofError> {
    let outcome = outcome_of(&row.indicator);
    let arm = |dose: Option<usize>| -> Result<Vec<Future>, ProofError> {
        let scenario = ground.scenario(row, dose)?;
        let hazard = HazardModel::compile(&scenario, files)?;
        Ok(play(&scenario, &hazard, ground.replicates))
    };
    let off = arm(None)?;
    let mut arms = Vec::new();
    for dose in 0..row.doses.len() {
        arms.push(arm(Some(dose))?);
    }
    let against_off = |arm: &[Future], index: usize| -> Vec<f64> {
        arm.iter()
            .zip(&off)
            .map(|(with, without)| with.outcomes[0][index] - without.outcomes[0][index])
            .collect()
    };
    let doses = arms.iter().map(|arm| Moments::of(&against_off(arm, outcome)).mean()).collect();
    let last = arms.last().map(Vec::as_slice).unwrap_or_default();
    let full = against_off(last, outcome);
    let mut proof = measured(row, &off, outcome, &full, doses, empty);
    add_placebo(row, &mut proof, |index| {
        against_off(last, index).iter().all(|value| *value == 0.0)
    });
    Ok(judged(proof))
}

fn outcome_of(id: &str) -> usize {
    OUTCOME_TABLE.iter().position(|outcome| outcome.id == id).unwrap_or(0)
}

fn differences(futures: &[Future], rank: usize, outcome: usize) -> Vec<f64> {
    futures
        .iter()
        .map(|future| future.outcomes[rank][outcome] - future.outcomes[0][outcome])
        .collect()
}

/// Figures, direction and dose.
fn measured(
    row: &Row,
    off: &[Future],
    outcome: usize,
    full: &[f64],
    doses: Vec<f64>,
    empty: Proof,
) -> Proof {
    let moments = Moments::of(full);
    let without: Vec<f64> = off.iter().map(|future| future.outcomes[0][outcome]).collect();
    let sign = row.sign.unwrap_or(Sign::Fewer).factor();
    let interval = interval::mean_interval(&moments);
    let excludes = interval.is_some_and(|it| it.excludes_zero());
    let direction = if sign * moments.mean() > 0.0 && excludes {
        String::new()
    } else if moments.mean() == 0.0 && moments.variance() == 0.0 {
        "nothing changes".to_owned()
    } else if sign * moments.mean() > 0.0 {
        "the interval holds zero".to_owned()
    } else {
        "it moves the other way".to_owned()
    };
    let rises = doses.windows(2).all(|pair| sign * pair[1] > sign * pair[0])
        && doses.first().is_some_and(|first| sign * first > 0.0);
    let dose = if rises { String::new() } else { "more of it does not move it further".to_owned() };
    Proof {
        off: Moments::of(&without).mean(),
        effect: moments.mean(),
        interval,
        doses,
        checks: vec![(Check::Direction, direction), (Check::Dose, dose)],
        ..empty
    }
}

fn add_placebo(row: &Row, proof: &mut Proof, is_still: impl Fn(usize) -> bool) {
    let Some(placebo) = &row.placebo else { return };
    let why =
        if is_still(outcome_of(placebo)) { String::new() } else { format!("{placebo} moves") };
    proof.checks.push((Check::Placebo, why));
}

/// Why the ledger is not exact; empty where it is.
fn ledger(row: &Row, scenario: &Scenario, futures: &[Future]) -> String {
    let (all, broke) = (rank_of(scenario, DOSES[2].0), rank_of(scenario, WITHOUT_MONEY));
    let (costs, costs_broke) = (unit_costs(scenario, all), unit_costs(scenario, broke));
    let mut spent = 0.0;
    for future in futures {
        for ((id, unit), line) in costs.iter().zip(&future.lines[all]) {
            let expected = line.delivered * unit;
            if (line.usd - expected).abs() > EXACT * expected.abs().max(1.0) {
                return format!("{id} cost {} for units worth {expected}", line.usd);
            }
            spent += line.usd;
        }
        for ((id, unit), line) in costs_broke.iter().zip(&future.lines[broke]) {
            if *unit > 0.0 && (line.usd != 0.0 || line.delivered != 0.0) {
                return format!("{id} delivered {} without money", line.delivered);
            }
        }
    }
    if spent <= 0.0 && costs.iter().any(|(_, unit)| *unit > 0.0) {
        return format!("{} delivers nothing that costs", row.row);
    }
    String::new()
}

/// Ids and unit costs, USD, of the interventions of a strategy in the order of its programmes.
fn unit_costs(scenario: &Scenario, rank: usize) -> Vec<(&str, f64)> {
    let positions = scenario.strategies[rank].interventions.iter();
    let mut costs: Vec<(&str, f64)> = positions
        .map(|position| {
            let it = &scenario.interventions[*position];
            (it.id.as_str(), it.unit_cost_usd.central * it.cost_overrun_ratio.central)
        })
        .collect();
    costs.sort_by(|a, b| a.0.cmp(b.0));
    costs
}

fn judged(proof: Proof) -> Proof {
    let passed = proof.checks.iter().all(|(_, why)| why.is_empty());
    let verdict = if passed { Verdict::Proved } else { Verdict::NotProved };
    Proof { verdict, ..proof }
}
