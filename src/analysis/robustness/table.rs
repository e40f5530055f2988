//! `regret.csv`: one row an outcome, case and strategy.

use super::Robustness;
use crate::outcome::Wanted;
use crate::results::format::csv::{CsvTable, number};

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
        let wanted = if outcome.wanted == Wanted::Higher { "higher" } else { "lower" };
        for (case, row) in robustness.cases.iter().zip(&outcome.cells) {
            for ((id, _), cell) in robustness.strategies.iter().zip(row) {
                csv.write(&[
                    outcome.outcome.clone(),
                    wanted.to_owned(),
                    case.id.clone(),
                    id.clone(),
                    case.futures.to_string(),
                    number(cell.mean),
                    number(cell.standard_error),
                    number(cell.regret),
                    number(cell.low),
                    cell.high.map_or_else(String::new, number),
                    cell.worse.to_string(),
                ]);
            }
        }
    }
    csv.into_bytes()
}
