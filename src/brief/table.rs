//! Tables for the screen.

use super::lines::wrap;
use super::numbers::{self, MOST_DIGITS, per_cent, shown, unit_exponent};
use super::{FEWEST_FOR_RANGE, WIDTH};
use crate::analysis::compare::FEWEST_DIFFERING;
use crate::analysis::{Comparison, PairedDifference, StrategySummary, Summary, Verdict};
use crate::outcome::{OUTCOME_TABLE, OUTCOMES, Wanted};

/// Strategies side by side in one table.
const PANEL: usize = 3;

/// Fewest characters to which a label gives way.
const NARROWEST: usize = 12;

/// Which outcomes a table shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Those of the main figures.
    Headline,
    /// All of `outcome::OUTCOME_TABLE`.
    Every,
}

impl Shown {
    fn outcomes(self) -> impl Iterator<Item = usize> {
        (0..OUTCOMES).filter(move |index| self == Self::Every || OUTCOME_TABLE[*index].headline)
    }
}

/// Headline outcomes of each strategy: the median and the range that holds nine futures in ten. The
/// baseline stands first in each table; more strategies than fit a line take further tables.
pub fn outcomes_tables(summary: &Summary) -> Vec<String> {
    let baseline = summary.baseline();
    let others: Vec<&StrategySummary> =
        summary.strategies.iter().filter(|strategy| strategy.id != baseline.id).collect();
    if others.is_empty() {
        return vec![outcomes_panel(&[baseline], summary.replicates_done)];
    }
    let panels = |beside: usize| -> Vec<String> {
        others
            .chunks(beside)
            .map(|others| {
                let panel: Vec<&StrategySummary> =
                    std::iter::once(baseline).chain(others.iter().copied()).collect();
                outcomes_panel(&panel, summary.replicates_done)
            })
            .collect()
    };
    let wide = panels(PANEL - 1);
    let fits = |table: &String| table.lines().all(|line| line.chars().count() <= WIDTH);
    if wide.iter().all(fits) { wide } else { panels(1) }
}

fn outcomes_panel(strategies: &[&StrategySummary], futures: u32) -> String {
    let few = futures < FEWEST_FOR_RANGE;
    let mut rows = vec![vec!["Outcome".to_owned()]];
    // What is left of a line beside the labels, the ranges and the gaps.
    let widest_title = (WIDTH - 31) / strategies.len() - 2;
    rows[0].extend(strategies.iter().map(|strategy| shortened(&strategy.title, widest_title)));
    for index in Shown::Headline.outcomes() {
        let mut row = vec![OUTCOME_TABLE[index].label.to_owned()];
        row.extend(strategies.iter().map(|strategy| {
            let outcome = &strategy.outcomes[index];
            if outcome.minimum == outcome.maximum {
                return shown(outcome.mean, unit_exponent(outcome.mean, 0.0, MOST_DIGITS));
            }
            let median = numbers::quantile(outcome.median);
            let (low, high) =
                if few { (outcome.minimum, outcome.maximum) } else { (outcome.p05, outcome.p95) };
            if low == high {
                // A rare event: the range would hide that it happens at all.
                return format!("{median} (at most {})", numbers::quantile(outcome.maximum));
            }
            let (low, high) = (numbers::quantile(low), numbers::quantile(high));
            format!("{median} ({low} to {high})")
        }));
        rows.push(row);
    }
    let range = if few { "from the least to the most" } else { "the range of nine futures in ten" };
    let caption = format!("What each strategy leads to: the middle future, and {range}.");
    format!("{}{}", wrap(&caption, ""), aligned(rows))
}

/// Differences of a strategy from the baseline, on the same futures. Headline outcomes have
/// simultaneous intervals, the others plain ones.
pub fn differences_table(summary: &Summary, comparison: &Comparison, outcomes: Shown) -> String {
    let baseline = summary.baseline();
    let strategy = summary.title(&comparison.strategy);
    let mut rows: Vec<Vec<String>> = vec![
        ["", "", "", "", "Fewer/", ""].map(str::to_owned).to_vec(),
        ["Outcome", "Baseline", "Difference", "95 % interval", "same/more", "Reading"]
            .map(str::to_owned)
            .to_vec(),
    ];
    for index in outcomes.outcomes() {
        let difference = &comparison.outcomes[index];
        let own = &baseline.outcomes[index];
        rows.push(vec![
            OUTCOME_TABLE[index].label.to_owned(),
            numbers::mean(own.mean, own.standard_error),
            difference_cell(difference),
            interval_cell(difference),
            format!("{}/{}/{}", difference.fewer, difference.same, difference.more),
            reading(difference).to_owned(),
        ]);
    }
    let caption = format!(
        "What changes with {strategy}: averages over the same {} futures, strategy minus baseline.",
        numbers::grouped(f64::from(comparison.replicates))
    );
    format!("{}{}", wrap(&caption, ""), aligned(rows))
}

fn signed(value: f64, exponent: i32) -> String {
    let text = shown(value, exponent);
    if text == "0" || text.starts_with('-') { text } else { format!("+{text}") }
}

fn difference_cell(difference: &PairedDifference) -> String {
    if difference.verdict == Verdict::Same {
        return "0".to_owned();
    }
    let exponent = unit_exponent(difference.mean, difference.standard_error, MOST_DIGITS);
    let text = signed(difference.mean, exponent);
    if difference.baseline_mean == 0.0 || text == "0" {
        return text;
    }
    // A change that is not separated gets no percentage: it would be quoted.
    if difference.verdict == Verdict::Separated {
        format!("{text} ({})", per_cent(difference.mean / difference.baseline_mean))
    } else {
        text
    }
}

fn interval_cell(difference: &PairedDifference) -> String {
    if difference.standard_error == 0.0 {
        return "exact".to_owned();
    }
    if difference.verdict == Verdict::FewFuturesDiffer {
        return "-".to_owned();
    }
    let exponent = unit_exponent(difference.mean, difference.standard_error, MOST_DIGITS);
    difference.judged_interval().map_or("-".to_owned(), |interval| {
        let (low, high) = (signed(interval.low, exponent), signed(interval.high, exponent));
        // "+4.2 to +5.1 million" says it once.
        let unit = low.split_once(' ').map_or("", |(_, unit)| unit);
        if !unit.is_empty() && high.ends_with(unit) {
            format!("{} to {high}", low.trim_end_matches(unit).trim_end())
        } else {
            format!("{low} to {high}")
        }
    })
}

/// The verdict in a word or two.
fn reading(difference: &PairedDifference) -> &'static str {
    match (difference.verdict, difference.wanted, difference.mean < 0.0) {
        (Verdict::Same, ..) => "the same",
        (Verdict::IntervalHoldsZero, ..) => "not separated",
        (Verdict::Immaterial, ..) => "too small",
        (Verdict::FewFuturesDiffer, ..) => {
            let futures = difference.fewer + difference.same + difference.more;
            if futures < FEWEST_DIFFERING { "too few" } else { "too rare" }
        }
        (Verdict::Separated, _, falls) if difference.outcome == "programme_cost_usd" => {
            if falls {
                "costs less"
            } else {
                "costs more"
            }
        }
        (Verdict::Separated, Wanted::None, true) => "fewer",
        (Verdict::Separated, Wanted::None, false) => "more",
        (Verdict::Separated, wanted, falls) if falls == (wanted == Wanted::Lower) => "better",
        (Verdict::Separated, ..) => "worse",
    }
}

/// Rows under a ruled header: the first column to the left, the last as well if it holds words, the
/// others to the right. The header is the first row, and the second as well if the first starts with
/// an empty cell. If the table is too wide for a line, the labels of the first column give way.
fn aligned(mut rows: Vec<Vec<String>>) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let widths = |rows: &[Vec<String>]| -> Vec<usize> {
        (0..columns)
            .map(|column| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0))
            .collect()
    };
    let total = |widths: &[usize]| widths.iter().sum::<usize>() + 2 * (columns - 1);
    let natural = widths(&rows);
    let overflow = total(&natural).saturating_sub(WIDTH);
    if overflow > 0 {
        let widest = natural[0].saturating_sub(overflow).max(NARROWEST);
        for row in &mut rows {
            row[0] = shortened(&row[0], widest);
        }
    }
    let widths = widths(&rows);
    let words_last = rows.last().is_some_and(|row| {
        row.last().is_some_and(|cell| cell.starts_with(|letter: char| letter.is_alphabetic()))
    });
    let rule_after = usize::from(rows.first().is_some_and(|row| row[0].is_empty()));
    let mut text = String::new();
    for (position, row) in rows.iter().enumerate() {
        let mut line = String::new();
        for (column, cell) in row.iter().enumerate() {
            let pad = " ".repeat(widths[column] - cell.chars().count());
            let left = column == 0 || words_last && column == columns - 1;
            let (before, after) = if left { ("", pad.as_str()) } else { (pad.as_str(), "") };
            line.extend([if column > 0 { "  " } else { "" }, before, cell, after]);
        }
        text.push_str(line.trim_end());
        text.push('\n');
        if position == rule_after {
            text.push_str(&"-".repeat(total(&widths)));
            text.push('\n');
        }
    }
    text
}

fn shortened(title: &str, widest: usize) -> String {
    if title.chars().count() <= widest {
        return title.to_owned();
    }
    let mut short: String = title.chars().take(widest - 1).collect();
    short.truncate(short.trim_end().len());
    format!("{short}…")
}
