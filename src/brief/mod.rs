//! The answer of a run in words and tables, for the screen.
//!
//! Written for a planner who does not program. Every sentence states what the futures show and how
//! often, says so when strategies cannot be separated, and names no chance without its count.
//! Relocation and migration are counted, never judged.

mod amounts;
mod appraisal;
mod bearing;
mod calibration;
pub mod compare;
mod coverage;
mod delivered;
pub mod facts;
mod hindsight;
mod lead;
mod letters;
pub mod life;
mod lines;
pub mod numbers;
mod patterns;
mod phrases;
mod precision;
pub mod robustness;
pub mod rows;
mod selftest;
pub mod sensitivity;
mod sentences;
mod storm;
mod storms;
mod table;
mod worth;

use crate::analysis::Summary;
use crate::numbers::grouped;
pub use appraisal::appraisal_paragraph;
pub use bearing::who_bears_it;
pub use calibration::{Calibrated, CalibratedCase, calibration_text};
pub use coverage::coverage_table;
pub use delivered::delivered_table;
pub use hindsight::{BackcastCase, check_results, hindsight};
pub use lead::lead_paragraph;
pub use patterns::{PatternRow, patterns_table};
pub use selftest::selftest_table;
pub use sentences::{baseline_paragraph, comparison_paragraph};
pub use storm::one_storm;
pub use storms::storms;
pub use table::strategies_table;

/// Widest line, in characters.
pub const WIDTH: usize = 100;

/// Fewest futures for which the middle nine tenths are a fair description; below, the smallest and the
/// largest value are shown.
const FEWEST_FOR_RANGE: u32 = 20;

/// Where a run is stored and what comes next.
#[derive(Clone, Copy, Debug)]
pub struct Closing<'a> {
    /// The run folder as the user would type it.
    pub folder: &'a str,
    /// Warnings of the scenario check.
    pub warnings: usize,
    /// Commands that follow from here, each with what it is for: ("leeward report outputs/x", "a
    /// report for colleagues").
    pub next: &'a [(&'a str, &'a str)],
}

/// The whole answer: what to quote, sentences by strategy, one table, who bears it (`bearing`, from
/// [`who_bears_it`]; may be empty), where the files are and what to do next. Lines end in a line feed and hold at most [`WIDTH`] characters, commands and paths
/// excepted.
pub fn answer(summary: &Summary, bearing: &str, closing: &Closing<'_>) -> String {
    let mut parts = vec![opening(summary), baseline_paragraph(summary)];
    parts.extend(
        summary.comparisons.iter().map(|comparison| comparison_paragraph(summary, comparison)),
    );
    parts.push(strategies_table(summary));
    if !bearing.is_empty() {
        parts.push(bearing.to_owned());
    }
    parts.push(ending(closing));
    parts.join("\n")
}

fn opening(summary: &Summary) -> String {
    let (done, asked) = (summary.replicates_done, summary.replicates_asked);
    let years = summary.horizon_years;
    let mut text = String::new();
    if let Some(stopped) = precision::stopped(summary) {
        text.push_str(&stopped);
        text.push('\n');
    } else if done < asked {
        text.push_str(&lines::wrap(
            &format!(
                "PARTIAL {done}/{asked}: the run ended early, and everything below rests on \
                 {done} futures."
            ),
            "",
        ));
        text.push('\n');
    }
    let strategies =
        if summary.comparisons.is_empty() { "" } else { ", the same for each strategy" };
    text.push_str(&lines::wrap(
        &format!(
            "{}: {} over {years} {} from {}{strategies}.",
            summary.scenario_title,
            counted(done, "future", "futures"),
            if years == 1 { "year" } else { "years" },
            summary.first_month
        ),
        "",
    ));
    text.push_str(&lines::wrap("In this model and with these assumptions:", ""));
    let lead = lead_paragraph(summary);
    if !lead.is_empty() {
        text.push('\n');
        text.push_str(&lead);
    }
    text
}

fn counted(count: u32, one: &str, many: &str) -> String {
    let noun = if count == 1 { one } else { many };
    format!("{} {noun}", grouped(f64::from(count)))
}

fn ending(closing: &Closing<'_>) -> String {
    let mut text = format!("Files:  {}\n", closing.folder);
    text.push_str(&lines::wrap(
        "replicates.csv, comparison.csv, yearly.csv and zones.csv open in a spreadsheet; summary.json holds every \
         number behind these sentences.",
        "        ",
    ));
    let width = closing.next.iter().map(|(command, _)| command.chars().count()).max().unwrap_or(0);
    for (position, (command, purpose)) in closing.next.iter().enumerate() {
        let label = if position == 0 { "Next:" } else { "" };
        let pad = " ".repeat(width - command.chars().count());
        text.extend([&format!("{label:<8}{command}"), &pad, "   ", purpose, "\n"]);
    }
    if closing.warnings > 0 {
        let warnings = counted(closing.warnings as u32, "warning", "warnings");
        text.extend(["Note:   ", &warnings, " about the scenario, shown above\n"]);
    }
    text
}
