//! `regret.csv`: one row an outcome, case and strategy.

use super::Robustness;
use crate::outcome::Wanted;
use crate::results::format::csv::CsvTable;
use crate::results::format::digits::{decimals_of, rounded};

/// The bytes of `regret.csv`.
pub fn regret_csv(robustness: &Robustness) -> Vec<u8> {
    let mut csv = CsvTable::new(&[
        "outcome",
        "wanted",
        "case",
        "strategy",
        "futures",
        "mean",
        "standard_error",
        "regret",
        "regret_low",
        "regret_high",
        "worse_than_best",
    ]);
    for outcome in &robustness.outcomes {
        let decimals = decimals_of(&outcome.outcome);
        let shown = |value: f64| rounded(value, decimals);
        let wanted = if outcome.wanted == Wanted::Higher { "higher" } else { "lower" };
        for (case, row) in robustness.cases.iter().zip(&outcome.cells) {
            for ((id, _), cell) in robustness.strategies.iter().zip(row) {
                csv.write(&[
                    outcome.outcome.clone(),
                    wanted.to_owned(),
                    case.id.clone(),
                    id.clone(),
                    case.futures.to_string(),
                    shown(cell.mean),
                    shown(cell.standard_error),
                    shown(cell.regret),
                    shown(cell.low),
                    cell.high.map_or_else(String::new, shown),
                    cell.worse.to_string(),
                ]);
            }
        }
    }
    csv.into_bytes()
}
