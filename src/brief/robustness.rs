//! How strategies stand over the alternatives, in a table and sentences.

use super::WIDTH;
use super::lines::{hanging, wrap};
use super::numbers::{MOST_DIGITS, per_cent, shown, unit_exponent};
use crate::analysis::robustness::limits::{Kept, Satisficing};
use crate::analysis::robustness::{Cell, OutcomeRegret, OverCases, Reading, Robustness};
use crate::numbers::grouped;
use crate::outcome::{HEADLINES, OUTCOME_TABLE, Outcome};

/// Strategies side by side in one table.
const COLUMNS: usize = 5;

/// Characters of the column of labels.
const LABEL: usize = 27;

/// Characters of a column of numbers, the space before it included.
const COLUMN: usize = (WIDTH - LABEL) / COLUMNS;

/// The first headline outcome with a wanted direction over all cases, then the limits. Empty where
/// there is nothing but the main case and no limit.
pub fn robustness(robustness: &Robustness) -> String {
    let mut parts = Vec::new();
    let is_shown = |it: &&OutcomeRegret| it.outcome == OUTCOME_TABLE[HEADLINES[0] as usize].id;
    let shown = robustness.outcomes.iter().find(is_shown).or_else(|| robustness.outcomes.first());
    if let Some(outcome) = shown
        && robustness.cases.len() > 1
        && robustness.strategies.len() > 1
    {
        parts.push(regret_of(robustness, outcome));
    }
    if let Some(limits) = &robustness.limits {
        parts.push(limits_of(robustness, limits));
    }
    parts.join("\n")
}

/// One outcome over all cases: the table of means and regret, then a sentence for each strategy.
pub fn regret_of(robustness: &Robustness, outcome: &OutcomeRegret) -> String {
    let known = outcome_of(&outcome.outcome);
    let mut text = wrap(
        &format!(
            "Over {} cases that nobody can put a chance on: {}. Regret is the distance to the best \
             strategy of the case, in means; its interval covers chance, not the choice of cases. All \
             cases have the same draws.",
            robustness.cases.len(),
            known.map_or(outcome.outcome.as_str(), |known| known.noun),
        ),
        "",
    );
    text.push('\n');
    text.push_str(&table(robustness, &|text, columns| {
        let (of_means, digits) = (exponent_of_means(outcome), exponent(outcome));
        for (case, cells) in robustness.cases.iter().zip(&outcome.cells) {
            let cells = &cells[columns.clone()];
            text.push_str(&wrap(&case.title, ""));
            let futures = format!("  mean of {} futures", grouped(f64::from(case.futures)));
            line(text, &futures, cells.iter().map(|cell| shown(cell.mean, of_means)));
            line(text, "  regret", cells.iter().map(|cell| shown(cell.regret, digits)));
            line(text, "  95 % interval", cells.iter().map(|cell| interval(cell, digits)));
        }
        let over = &outcome.over_cases[columns];
        line(text, "Largest regret", over.iter().map(|it| shown(it.largest, digits)));
        line(text, "Mean regret, each case once", over.iter().map(|it| shown(it.mean, digits)));
    }));
    text.push('\n');
    for (rank, over) in in_order(robustness).map(|rank| (rank, &outcome.over_cases[rank])) {
        text.push_str(&hanging(&sentence(robustness, outcome, rank, over), "- ", "  "));
    }
    text
}

fn sentence(
    robustness: &Robustness,
    outcome: &OutcomeRegret,
    rank: usize,
    over: &OverCases,
) -> String {
    let name = name(robustness, rank);
    let cases = robustness.cases.len();
    let digits = exponent(outcome);
    let where_worse = |worse: bool| -> String {
        let titles = robustness.cases.iter().zip(&outcome.cells);
        let titles = titles.filter(|(_, row)| row[rank].worse == worse);
        let titles: Vec<String> =
            titles.map(|(case, _)| format!("\u{201c}{}\u{201d}", case.title)).collect();
        titles.join(", ")
    };
    let largest_in = &robustness.cases[over.largest_in].title;
    let mut text = match over.reading {
        Reading::Robust => {
            let highs = outcome.cells.iter().map(|row| row[rank].high);
            if highs.clone().all(|high| high == Some(0.0)) {
                format!("{name}: robust; the best in each of the {cases} cases, beyond chance.")
            } else {
                let ends: Option<Vec<f64>> = highs.collect();
                let end = ends.map_or_else(
                    || "one future cannot say by how much it may be".to_owned(),
                    |ends| {
                        let end = ends.into_iter().fold(0.0, f64::max);
                        format!("at most {} behind it (95 % upper end)", shown(end, digits))
                    },
                );
                format!(
                    "{name}: robust; none of the {cases} cases shows it to be worse than the best, {end}."
                )
            }
        }
        Reading::Fragile => format!(
            "{name}: fragile when {}; there the best is ahead beyond chance, by up to {}. Not shown \
             to be worse when {}.",
            where_worse(true),
            shown(over.largest, digits),
            where_worse(false),
        ),
        Reading::Behind => format!(
            "{name}: worse than the best in each of the {cases} cases, most when \
             \u{201c}{largest_in}\u{201d} (by {}).",
            shown(over.largest, digits),
        ),
    };
    if let Some(other) = over.dominated_by {
        text.extend([
            " Dominated on this outcome: ",
            &letter(robustness, other),
            ", in the means, is at least as good in every case and better in one.",
        ]);
    }
    text
}

/// Futures in which every limit is kept, case by case.
pub fn limits_of(robustness: &Robustness, limits: &Satisficing) -> String {
    let words: Vec<String> = limits
        .limits
        .iter()
        .map(|it| {
            let label = outcome_of(&it.outcome).map_or(it.outcome.as_str(), |known| known.label);
            let way = if it.at_least { "at least" } else { "at most" };
            format!("{label}: {way} {}", shown(it.limit, unit_exponent(it.limit, 0.0, MOST_DIGITS)))
        })
        .collect();
    let mut text = wrap(&format!("Futures that keep every limit ({}).", words.join("; ")), "");
    text.push('\n');
    text.push_str(&table(robustness, &|text, columns| {
        for (case, row) in robustness.cases.iter().zip(&limits.cases) {
            text.push_str(&wrap(&case.title, ""));
            let row = &row[columns.clone()];
            line(
                text,
                "  futures",
                row.iter().map(|kept| format!("{} of {}", kept.kept, kept.futures)),
            );
            line(text, "  share", row.iter().map(|kept| per_cent(share(*kept))));
            let yes = |kept: &Kept| if kept.on_average { "yes" } else { "no" }.to_owned();
            line(text, "  on average", row.iter().map(yes));
        }
    }));
    text.push('\n');
    let cases = robustness.cases.len();
    for rank in in_order(robustness) {
        let column = limits.cases.iter().map(|row| row[rank]);
        let kept = column.clone().filter(|kept| kept.on_average).count();
        let least = column.clone().map(share).fold(1.0, f64::min);
        let sentence = format!(
            "{}: keeps every limit on average in {kept} of {cases} {}; in the worst of them {} of \
             the futures keep every limit.",
            name(robustness, rank),
            if cases == 1 { "case" } else { "cases" },
            per_cent(least),
        );
        text.push_str(&hanging(&sentence, "- ", "  "));
    }
    text
}

fn share(kept: Kept) -> f64 {
    f64::from(kept.kept) / f64::from(kept.futures.max(1))
}

/// Blocks of at most [`COLUMNS`] strategies, each under its letters.
fn table(robustness: &Robustness, fill: &dyn Fn(&mut String, std::ops::Range<usize>)) -> String {
    // Ranks are by id; only the baseline's place among them differs from the order of letters.
    let strategies = robustness.strategies.len();
    let mut text = String::new();
    for first in (0..strategies).step_by(COLUMNS) {
        let columns = first..(first + COLUMNS).min(strategies);
        if first > 0 {
            text.push('\n');
        }
        line(&mut text, "", columns.clone().map(|rank| letter(robustness, rank)));
        fill(&mut text, columns);
    }
    text
}

fn line(text: &mut String, label: &str, cells: impl Iterator<Item = String>) {
    let mut line = format!("{label:<LABEL$}");
    for cell in cells {
        line.extend([" ", &format!("{cell:>width$}", width = COLUMN - 1)]);
    }
    text.push_str(line.trim_end());
    text.push('\n');
}

fn interval(cell: &Cell, digits: i32) -> String {
    cell.high.map_or_else(
        || "none".to_owned(),
        |high| match (shown(cell.low, digits), shown(high, digits)) {
            (low, high) if low == high => low,
            (low, high) => format!("{low} to {high}"),
        },
    )
}

/// Where the digits of regrets end: as the most certain of them allows.
fn exponent(outcome: &OutcomeRegret) -> i32 {
    let cells = outcome.cells.iter().flatten();
    let largest = cells.clone().map(|cell| cell.regret).fold(0.0, f64::max);
    // A 95 % interval reaches about two standard errors to each side.
    let errors = cells.filter_map(|cell| Some((cell.high? - cell.low) / 4.0));
    let error = errors.filter(|error| *error > 0.0).fold(f64::INFINITY, f64::min);
    unit_exponent(largest, error, MOST_DIGITS)
}

/// Where the digits of means end.
fn exponent_of_means(outcome: &OutcomeRegret) -> i32 {
    let cells = outcome.cells.iter().flatten();
    let largest = cells.clone().map(|cell| cell.mean.abs()).fold(0.0, f64::max);
    let error = cells.map(|cell| cell.standard_error).fold(f64::INFINITY, f64::min);
    unit_exponent(largest, error, MOST_DIGITS)
}

fn outcome_of(id: &str) -> Option<&'static Outcome> {
    OUTCOME_TABLE.iter().find(|outcome| outcome.id == id)
}

/// Ranks in the order of their letters: the baseline, then the others.
fn in_order(robustness: &Robustness) -> impl Iterator<Item = usize> {
    let baseline = robustness.baseline;
    let others = (0..robustness.strategies.len()).filter(move |rank| *rank != baseline);
    std::iter::once(baseline).chain(others)
}

fn letter(robustness: &Robustness, rank: usize) -> String {
    let position = in_order(robustness).position(|it| it == rank).unwrap_or(rank);
    ('A'..='Z').nth(position).map_or_else(|| (position + 1).to_string(), String::from)
}

fn name(robustness: &Robustness, rank: usize) -> String {
    format!("{} {}", letter(robustness, rank), robustness.strategies[rank].1)
}
