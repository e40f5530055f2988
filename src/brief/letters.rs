//! The letters by which sentences, tables and figures call the strategies.

use crate::analysis::{StrategySummary, Summary};

/// Every strategy with its letter: the baseline is A, the others follow by rank. After Z come numbers.
pub(super) fn lettered(summary: &Summary) -> Vec<(String, &StrategySummary)> {
    let baseline = summary.baseline();
    let others = summary.strategies.iter().filter(|strategy| strategy.id != baseline.id);
    std::iter::once(baseline)
        .chain(others)
        .enumerate()
        .map(|(position, strategy)| {
            let letter = ('A'..='Z').nth(position);
            (letter.map_or_else(|| (position + 1).to_string(), String::from), strategy)
        })
        .collect()
}

/// The letter of the strategy with this id; the id if there is none.
pub(super) fn letter(summary: &Summary, id: &str) -> String {
    let found = lettered(summary).into_iter().find(|(_, strategy)| strategy.id == id);
    found.map_or_else(|| id.to_owned(), |(letter, _)| letter)
}
