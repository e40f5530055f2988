//! The answer of `leeward compare`: a stored run against a baseline of choice, in words and tables.

mod chances;
mod columns;
mod groups;
mod places;
mod price;

use crate::analysis::{GroupComparison, Ranks, Summary};
use crate::numbers::grouped;
use crate::outcome::{HEADLINES, OUTCOME_TABLE};

use super::lead::lead_paragraph;
use super::letters::lettered;
use super::lines::{hanging, wrap};
use super::table::outcomes_table;

pub use chances::chances;
pub use groups::groups_tables;
pub use places::places_table;
pub use price::price_table;

/// What is compared.
#[derive(Clone, Copy, Debug)]
pub struct Matter<'a> {
    /// The summary with the chosen baseline.
    pub summary: &'a Summary,
    /// Outcomes asked for, their positions in `outcome::OUTCOME_TABLE`; all where there are none.
    pub outcomes: &'a [usize],
    /// Ranks on the outcome asked for, or on people displaced.
    pub ranks: &'a Ranks,
    /// Groups on the outcome asked for, or on people displaced; empty if it is not counted by group.
    pub groups: &'a [GroupComparison],
    /// Paragraphs on worth, robustness and delivery, in their order; empty ones are left out.
    pub further: &'a [String],
    /// Whether every outcome is listed where none is asked for, not the headline ones alone.
    pub every: bool,
}

/// The whole screen: who is compared, what to quote, chances, ranks, cost of displacement averted, who
/// gains and who loses, and every outcome that differs. Lines hold at most [`super::WIDTH`] characters.
pub fn comparison_answer(matter: &Matter<'_>) -> String {
    let summary = matter.summary;
    if summary.comparisons.is_empty() {
        return wrap(
            &format!(
                "{}: one strategy only, so there is nothing to compare.",
                summary.scenario_title
            ),
            "",
        );
    }
    let mut parts = vec![opening(summary), lead_paragraph(summary)];
    let asked = matter.outcomes;
    parts.push(chances(summary, asked));
    parts.push(places_table(summary, matter.ranks));
    if asked.is_empty() {
        parts.push(price_table(summary));
    }
    parts.push(groups_tables(summary, matter.groups));
    parts.extend(matter.further.iter().cloned());
    parts.push(outcomes(summary, asked, matter.every));
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

fn opening(summary: &Summary) -> String {
    let futures = grouped(f64::from(summary.replicates_done));
    let mut text = wrap(
        &format!(
            "{}: {} strategies against A on the same {futures} futures.",
            summary.scenario_title,
            grouped(summary.comparisons.len() as f64)
        ),
        "",
    );
    for (letter, strategy) in lettered(summary) {
        let mark = if letter == "A" { ", the baseline" } else { "" };
        let line = format!("{} ({}{mark})", strategy.title, strategy.id);
        text.push_str(&hanging(&line, &format!("  {letter}  "), "     "));
    }
    text.push_str(&wrap("In this model and with these assumptions:", ""));
    text
}

/// Outcomes asked for; otherwise all that differ from the baseline under any strategy.
fn outcomes(summary: &Summary, asked: &[usize], every: bool) -> String {
    if !asked.is_empty() {
        return outcomes_table(summary, asked);
    }
    if !every {
        let headlines: Vec<usize> = HEADLINES.iter().map(|id| *id as usize).collect();
        let more = "Every other outcome stands in comparison.csv; --all prints them here.";
        return format!("{}{}", outcomes_table(summary, &headlines), wrap(more, ""));
    }
    let differs = |index: &usize| {
        summary.comparisons.iter().any(|comparison| {
            let difference = &comparison.outcomes[*index];
            difference.fewer + difference.more > 0
        })
    };
    let (differing, same): (Vec<usize>, Vec<usize>) =
        (0..OUTCOME_TABLE.len()).partition(|index| differs(index));
    if differing.is_empty() {
        return wrap("Every outcome is the same under all strategies in every future.", "");
    }
    let mut text = outcomes_table(summary, &differing);
    if !same.is_empty() {
        let ids: Vec<&str> = same.iter().map(|index| OUTCOME_TABLE[*index].id).collect();
        text.push('\n');
        text.push_str(&wrap(
            &format!("The same under all strategies in every future: {}.", ids.join(", ")),
            "",
        ));
    }
    text
}
