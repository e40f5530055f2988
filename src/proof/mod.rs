//! The fifty rows R01-R50: what each names, how it is switched on, which number it moves and which it must
//! leave alone. They are data (`table.toml`) under one proof harness.
//!
//! A proof shows that the wiring works as documented: off changes nothing, on moves the indicator beyond
//! chance in the stated direction, more moves it further, a placebo stays, and every unit has its cost.
//! Whether the world is so is another matter.

mod arms;
mod case_studies;
mod information;
mod judge;
mod play;
mod properties;

use std::sync::LazyLock;

use serde::Deserialize;

pub use arms::Ground;
pub use judge::{Check, Proof, ProofError, Verdict, prove};

/// Direction in which a row moves its indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    /// The indicator falls.
    Fewer,
    /// The indicator rises.
    More,
}

/// What is shown of a row that has no dose of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Property {
    /// Taking one intervention away empties exactly its cells of the framework's matrix.
    Matrix,
    /// Zones on one track are displaced together: their displacement correlates over futures.
    Correlation,
    /// A clone under another name gives the same future.
    Clone,
    /// Moves attributed to hazards are none where nothing happens, and some where something does.
    Attribution,
    /// Knowing a number before choosing is worth nothing where it is known, and more the less is known.
    Information,
    /// Events that the model made lie in the range of their own back-cast, and not in that of a wrong model.
    CaseStudies,
}

/// One row.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// R01 to R50.
    pub row: String,
    /// Name, in a few words.
    pub name: String,
    /// What off and on mean.
    pub on: String,
    /// Id of the outcome that it moves; empty for a property or a row that is not proved.
    #[serde(default)]
    pub indicator: String,
    /// Direction.
    pub sign: Option<Sign>,
    /// Id of an outcome that must be the same to the bit in every future.
    pub placebo: Option<String>,
    /// Interventions that are switched, as in a scenario without id, month and coverage.
    #[serde(default)]
    pub measures: Vec<toml::Table>,
    /// Interventions that are there in every arm, at no cost.
    #[serde(default)]
    pub with: Vec<toml::Table>,
    /// Settings of three doses, weakest first, where the row is a setting.
    #[serde(default)]
    pub doses: Vec<toml::Table>,
    /// Settings of every arm, by key.
    #[serde(default)]
    pub set: toml::Table,
    /// The same at the proof place alone.
    #[serde(default)]
    pub place: toml::Table,
    /// Tables added to the scenario of every arm.
    #[serde(default)]
    pub add: toml::Table,
    /// Money that every arm may spend over the horizon, USD.
    pub budget_usd: Option<f64>,
    /// Full coverage; 1 where absent.
    pub coverage: Option<f64>,
    /// What is shown in place of a dose.
    pub property: Option<Property>,
    /// Why the row is not proved yet.
    pub later: Option<String>,
}

impl Row {
    /// The checks that have a meaning for it.
    pub fn checks(&self) -> Vec<Check> {
        if self.later.is_some() {
            return Vec::new();
        }
        if self.property.is_some() {
            return vec![Check::Property];
        }
        let mut checks = vec![Check::Direction, Check::Dose];
        if !self.measures.is_empty() {
            checks.insert(0, Check::Off);
            checks.push(Check::Ledger);
        }
        if self.placebo.is_some() {
            checks.push(Check::Placebo);
        }
        checks
    }
}

#[derive(Deserialize)]
struct Table {
    rows: Vec<Row>,
}

/// The rows, R01 first.
///
/// # Panics
/// Never: the table is part of the program, and a test reads it.
pub static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    toml::from_str::<Table>(include_str!("table.toml")).expect("the table of rows is sound").rows
});

#[cfg(test)]
mod tests {
    use super::ROWS;
    use crate::outcome::OUTCOME_TABLE;

    #[test]
    fn fifty_rows_in_order_each_with_something_to_show() {
        let ids: Vec<&str> = ROWS.iter().map(|row| row.row.as_str()).collect();
        let expected: Vec<String> = (1..=50).map(|number| format!("R{number:02}")).collect();
        assert_eq!(ids, expected);
        let known = |id: &str| OUTCOME_TABLE.iter().any(|outcome| outcome.id == id);
        for row in ROWS.iter() {
            let ways = [
                row.later.is_some(),
                row.property.is_some(),
                !row.measures.is_empty(),
                !row.doses.is_empty(),
            ];
            assert_eq!(ways.iter().filter(|way| **way).count(), 1, "{}", row.row);
            if row.later.is_none() && row.property.is_none() {
                assert!(known(&row.indicator) && row.sign.is_some(), "{}", row.row);
            }
            if let Some(placebo) = &row.placebo {
                assert!(known(placebo), "{}", row.row);
            }
            assert!(row.doses.is_empty() || row.doses.len() == 3, "{}", row.row);
        }
        let later: Vec<&str> =
            ROWS.iter().filter(|row| row.later.is_some()).map(|row| &*row.row).collect();
        assert_eq!(later, ["R31"], "nothing else may wait");
    }
}
