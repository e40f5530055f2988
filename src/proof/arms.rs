//! From a scenario and a row to the scenario in which the row is proved.
//!
//! The measures and strategies of the scenario are taken away and those of the row put in: the same
//! futures without the measures, with them for nobody, for a quarter, for half and for all of those they
//! are for, and with them and no money. Numbers are held at their modes, so that a unit has one cost.

use super::judge::ProofError;
use super::{Row, Sign};
use crate::scenario::{Loaded, Scenario, load};
use toml::{Table, Value};

/// Most households that stand for a place in a proof.
const MOST_HOUSEHOLDS: f64 = 1_000.0;

/// Where rows are proved.
#[derive(Clone, Debug)]
pub struct Ground {
    base: Table,
    /// Whether it is the proof place, for which the table of rows has settings of its own.
    pub is_proof_place: bool,
    /// Futures of each arm.
    pub replicates: u32,
}

/// The arms of a row of measures, by the id of their strategies.
pub(super) const OFF: &str = "a_off";
pub(super) const NOBODY: &str = "b_nobody";
pub(super) const DOSES: [(&str, f64); 3] = [("c_quarter", 0.25), ("d_half", 0.5), ("e_full", 1.0)];
pub(super) const WITHOUT_MONEY: &str = "f_without_money";

/// Rank of the strategy of an arm in the scenario of a row; every arm has one.
pub(super) fn rank_of(scenario: &Scenario, arm: &str) -> usize {
    scenario.strategies.iter().position(|strategy| strategy.id == arm).unwrap_or(0)
}

impl Ground {
    /// The ground of a scenario, from its resolved text; a large place is played by fewer households, each
    /// of which stands for several.
    ///
    /// # Errors
    /// If the text is not that of a scenario.
    pub fn new(resolved: &str, scenario: &Scenario, replicates: u32) -> Result<Self, ProofError> {
        let mut base: Table =
            resolved.parse().map_err(|error: toml::de::Error| ProofError::text(&error))?;
        for key in ["interventions", "strategies", "alternatives", "targets", "actors"] {
            base.remove(key);
        }
        if let Some(Value::Table(experiment)) = base.get_mut("experiment") {
            for key in ["stop", "limits", "wanted"] {
                experiment.remove(key);
            }
        }
        set(&mut base, "experiment.parameters", Value::from("central"));
        let households: f64 = scenario.zones.iter().map(|zone| zone.households.central).sum();
        let stands_for = scenario.population.household_weight.central;
        if households / stands_for > MOST_HOUSEHOLDS {
            let weight = (households / MOST_HOUSEHOLDS).ceil();
            set(&mut base, "population.household_weight", Value::from(weight));
        }
        Ok(Self { base, is_proof_place: scenario.id == "proof", replicates })
    }

    /// The scenario without any measure.
    pub(super) fn plain(&self) -> Result<Scenario, ProofError> {
        let mut text = self.base.clone();
        strategies(&mut text, &[(OFF, Vec::new(), None)]);
        read(&text)
    }

    /// The scenario without any measure in which nothing ever happens.
    pub(super) fn calm(&self) -> Result<Scenario, ProofError> {
        read(&self.struck(0.0, false))
    }

    /// One year of the scenario without any measure, in whose first month one storm strikes every zone with a wind in
    /// m/s; what the storm does beyond it is drawn.
    pub(super) fn one_storm(&self, wind_ms: f64) -> Result<Scenario, ProofError> {
        let mut text = self.struck(wind_ms, true);
        set(&mut text, "scenario.horizon_years", Value::from(1));
        read(&text)
    }

    fn struck(&self, wind_ms: f64, draws_effects: bool) -> Table {
        let mut text = self.base.clone();
        let month = text.get("scenario").and_then(|it| it.get("first_month")).cloned();
        let mut winds = Table::new();
        if let Some(Value::Array(zones)) = text.get("zones") {
            for id in zones.iter().filter_map(|zone| zone.get("id")?.as_str()) {
                winds.insert(id.to_owned(), Value::from(wind_ms));
            }
        }
        let mut event = Table::new();
        event.insert("month".to_owned(), month.unwrap_or_else(|| Value::from("2026-01")));
        event.insert("winds".to_owned(), Value::Table(winds));
        let mut hazard = Table::new();
        hazard.insert("id".to_owned(), Value::from("storm"));
        hazard.insert("kind".to_owned(), Value::from("scripted"));
        hazard.insert("draw_effects".to_owned(), Value::from(draws_effects));
        hazard.insert("events".to_owned(), Value::Array(vec![Value::Table(event)]));
        text.insert("hazards".to_owned(), Value::Array(vec![Value::Table(hazard)]));
        strategies(&mut text, &[(OFF, Vec::new(), None)]);
        text
    }

    /// The scenario of a row, with the settings of one of its doses where it has any.
    pub(super) fn scenario(&self, row: &Row, dose: Option<usize>) -> Result<Scenario, ProofError> {
        let mut text = self.base.clone();
        for (key, tables) in &row.add {
            let tables = at_home(&text, tables.clone());
            text.insert(key.clone(), tables);
        }
        let settings = row.set.iter().chain(row.place.iter().filter(|_| self.is_proof_place));
        let of_dose = dose.and_then(|dose| row.doses.get(dose)).into_iter().flatten();
        for (key, value) in settings.chain(of_dose) {
            set(&mut text, key, value.clone());
        }
        let mut interventions = Vec::new();
        let mut everywhere = Vec::new();
        for (position, measure) in row.with.iter().enumerate() {
            let id = format!("with_{position}");
            interventions.push(entry(&text, measure, &id, None, true));
            everywhere.push(id);
        }
        let mut arms = vec![(OFF, everywhere.clone(), row.budget_usd)];
        if !row.measures.is_empty() {
            let full = row.coverage.unwrap_or(1.0);
            let mut of_share = |name: &str, share: f64| -> Vec<String> {
                let mut ids = everywhere.clone();
                for (position, measure) in row.measures.iter().enumerate() {
                    let id = format!("{name}_{position}");
                    interventions.push(entry(&text, measure, &id, Some(full * share), false));
                    ids.push(id);
                }
                ids
            };
            arms.push((NOBODY, of_share("nobody", 0.0), row.budget_usd));
            for (name, share) in DOSES {
                arms.push((name, of_share(name, share), row.budget_usd));
            }
            arms.push((WITHOUT_MONEY, of_share("without_money", 1.0), Some(0.0)));
        }
        if !interventions.is_empty() {
            text.insert("interventions".to_owned(), Value::Array(interventions));
        }
        strategies(&mut text, &arms);
        read(&text)
    }
}

/// Tables of a row with the destination that they name put in place of one that the scenario lacks: the
/// first that it has.
fn at_home(text: &Table, mut tables: Value) -> Value {
    let destinations = text.get("destinations").and_then(Value::as_array);
    let ids: Vec<&str> =
        destinations.into_iter().flatten().filter_map(|it| it.get("id")?.as_str()).collect();
    for table in tables.as_array_mut().into_iter().flatten().filter_map(Value::as_table_mut) {
        let named = table.get("destination").and_then(Value::as_str);
        if let (Some(named), Some(first)) = (named, ids.first())
            && !ids.contains(&named)
        {
            table.insert("destination".to_owned(), Value::from(*first));
        }
    }
    tables
}

/// An intervention of a row as it stands in a scenario. What is there in every arm costs nothing.
fn entry(base: &Table, measure: &Table, id: &str, coverage: Option<f64>, is_free: bool) -> Value {
    let mut table = measure.clone();
    table.insert("id".to_owned(), Value::from(id));
    let first_month = base.get("scenario").and_then(|scenario| scenario.get("first_month"));
    if let Some(month) = first_month {
        table.entry("start_month").or_insert_with(|| month.clone());
    }
    table.entry("rollout_months").or_insert(Value::from(0));
    table.insert("upkeep_usd_per_year".to_owned(), Value::from(0.0));
    if is_free {
        table.insert("unit_cost_usd".to_owned(), Value::from(0.0));
    }
    let coverage = coverage.map(Value::from);
    match coverage {
        Some(coverage) => {
            table.insert("coverage_share".to_owned(), coverage);
        }
        None => {
            table.entry("coverage_share").or_insert(Value::from(1.0));
        }
    }
    Value::Table(table)
}

fn strategies(text: &mut Table, arms: &[(&str, Vec<String>, Option<f64>)]) {
    let tables = arms.iter().map(|(id, interventions, budget)| {
        let mut table = Table::new();
        table.insert("id".to_owned(), Value::from(*id));
        table.insert("title".to_owned(), Value::from(*id));
        table.insert("baseline".to_owned(), Value::from(*id == OFF));
        let ids = interventions.iter().map(|id| Value::from(id.as_str())).collect();
        table.insert("interventions".to_owned(), Value::Array(ids));
        if let Some(usd) = budget {
            table.insert("budget_usd".to_owned(), Value::from(*usd));
        }
        Value::Table(table)
    });
    text.insert("strategies".to_owned(), Value::Array(tables.collect()));
}

/// Sets a key by its path, such as `recovery.grant_lag_months`.
fn set(table: &mut Table, path: &str, value: Value) {
    match path.split_once('.') {
        None => {
            table.insert(path.to_owned(), value);
        }
        Some((first, rest)) => {
            let inner = table.entry(first.to_owned()).or_insert_with(|| Value::Table(Table::new()));
            if let Value::Table(inner) = inner {
                set(inner, rest, value);
            }
        }
    }
}

fn read(text: &Table) -> Result<Scenario, ProofError> {
    let text = toml::to_string(text).map_err(|error| ProofError::text(&error))?;
    let Loaded { scenario, .. } = load("the scenario of the row", text.as_bytes(), &[])
        .map_err(|found| ProofError::scenario(&found))?;
    Ok(scenario)
}

impl Sign {
    /// One where the indicator rises, minus one where it falls.
    pub(super) fn factor(self) -> f64 {
        match self {
            Self::Fewer => -1.0,
            Self::More => 1.0,
        }
    }
}
