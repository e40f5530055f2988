//! How often each strategy comes first, second and so on.

use super::columns::columns;
use crate::analysis::{Ranks, Summary};
use crate::brief::letters::letter;
use crate::brief::lines::wrap;
use crate::brief::numbers::adding_up;
use crate::numbers::grouped;
use crate::outcome::{OUTCOME_TABLE, Wanted};

/// Shares of the futures at each rank, in per cent that add up to 100 in each row.
pub fn places_table(summary: &Summary, ranks: &Ranks) -> String {
    let noun = OUTCOME_TABLE
        .iter()
        .find(|outcome| outcome.id == ranks.outcome)
        .map_or(ranks.outcome.as_str(), |outcome| outcome.noun);
    let way = if ranks.wanted == Wanted::Higher { "most" } else { "fewest" };
    let count = ranks.rows.len();
    let names: Vec<String> = (1..=count).map(|rank| format!("rank {rank}")).collect();
    let mut header: Vec<&str> = vec![""];
    header.extend(names.iter().map(String::as_str));
    header.extend(["Mean rank", "First in", "Alone first in"]);
    let rows: Vec<Vec<String>> = ranks
        .rows
        .iter()
        .map(|row| {
            let per_cent: Vec<f64> = row.shares.iter().map(|share| 100.0 * share).collect();
            let shown = adding_up(&per_cent, 0);
            let mut cells = vec![letter(summary, &row.strategy)];
            cells.extend(shown.into_iter().map(|share| format!("{} %", grouped(share))));
            cells.push(format!("{:.1}", row.mean_rank));
            cells.push(grouped(f64::from(row.first)));
            cells.push(grouped(f64::from(row.alone_first)));
            cells
        })
        .collect();
    let futures = grouped(f64::from(ranks.replicates));
    let mut sorted = rows;
    // The baseline is A wherever it stands among the ranks.
    sorted.sort_by_key(|row| lettered_position(summary, &row[0]));
    format!(
        "{}{}{}",
        wrap(&format!("Ranks on {noun}, {way} first, in {futures} futures:"), ""),
        columns(&header, &sorted, &[0]),
        wrap("Strategies that tie in a future share their ranks equally.", "")
    )
}

fn lettered_position(summary: &Summary, letter: &str) -> usize {
    let all = crate::brief::letters::lettered(summary);
    all.iter().position(|(own, _)| own == letter).unwrap_or(all.len())
}
