//! Who bears it: displacement by income fifth.

use std::fmt::Write as _;

use super::WIDTH;
use super::letters::lettered;
use super::lines::wrap;
use crate::analysis::Summary;
use crate::numbers::grouped;
use crate::outcome::OutcomeId;
use crate::results::{GroupMeans, RunHeader};

/// Width of a column of figures.
const COLUMN: usize = 9;

/// Displacement movements for each hundred people of an income fifth at the start, poorest first, one
/// line a strategy: means over the futures. A fifth of fewer than ten households shows a dash.
pub fn who_bears_it(summary: &Summary, header: &RunHeader, means: &GroupMeans) -> String {
    let mut text = wrap(
        "Who bears it: people displaced for each 100 people of an income fifth, in the average future.",
        "",
    );
    let titles = lettered(summary);
    let longest = titles.iter().map(|(_, strategy)| strategy.title.chars().count() + 3).max();
    let title = longest.unwrap_or(0).min(WIDTH - 5 * COLUMN - 2);
    let line = |title_cell: &str, cells: [String; 5]| {
        let cut: String = title_cell.chars().take(title).collect();
        let mut line = format!("  {cut:<title$}");
        for cell in cells {
            let _ = write!(line, "{cell:>COLUMN$}");
        }
        line.push('\n');
        line
    };
    text.push_str(&line(
        "",
        ["Poorest", "Second", "Middle", "Fourth", "Richest"].map(str::to_owned),
    ));
    for (letter, strategy) in titles {
        let rank = header.strategies.iter().position(|entry| entry.id == strategy.id);
        let cells = std::array::from_fn(|fifth| {
            rank.and_then(|rank| means.per_person(header, rank, fifth, OutcomeId::DisplacedPeople))
                .map_or_else(|| "–".to_owned(), |mean| grouped(100.0 * mean))
        });
        text.push_str(&line(&format!("{letter}  {}", strategy.title), cells));
    }
    text
}
