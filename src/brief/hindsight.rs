//! A back-cast in words and tables, for `leeward backcast`.

use std::fmt::Write;

use serde::Serialize;

use super::lines::{hanging, wrap};
use crate::analysis::backcast::{CheckResult, CurveScore, Hindsight, checks};
use crate::outcome::{Decides, Indicator};

/// Width of the names of targets.
const NAME: usize = 46;

/// One case of a back-cast.
#[derive(Clone, Debug, Serialize)]
pub struct BackcastCase {
    /// File as typed.
    pub file: String,
    /// Title.
    pub title: String,
    /// Numbers of the model that the case sets, with their support.
    pub settings: Vec<String>,
    /// Numbers of the place that differ from the common profile.
    pub inputs: Vec<String>,
    /// Futures played.
    pub futures: u32,
    /// What was observed beside what the model says.
    pub rows: Vec<Hindsight>,
    /// Its curves beside the baselines.
    pub curves: Vec<CurveScore>,
}

/// Checks over all cases.
pub fn check_results(cases: &[BackcastCase]) -> Vec<CheckResult> {
    checks(cases.iter().flat_map(|case| &case.rows))
}

/// The whole answer: where common numbers come from, if from a calibration; cases with their settings, targets by
/// check, curves, and what came of it.
pub fn hindsight(cases: &[BackcastCase], common: Option<&str>) -> String {
    let mut text = common.map_or_else(String::new, |common| wrap(common, ""));
    for (case, letter) in cases.iter().zip('A'..) {
        settings(&mut text, case, letter);
    }
    let results = check_results(cases);
    let mut names: Vec<&str> =
        cases.iter().flat_map(|case| &case.rows).map(|row| row.check.as_str()).collect();
    // What belongs to no check comes last.
    names.sort_unstable_by_key(|name| (name.is_empty(), *name));
    names.dedup();
    let _ = writeln!(
        text,
        "\n{:<NAME$}{:>9}{:>8}  {:<15} {:<14} hit",
        "target", "observed", "median", "5-95 %", "band"
    );
    for name in names {
        let title = if name.is_empty() { "Beside the checks" } else { name };
        let verdict = results.iter().find(|it| it.check == name).map_or_else(
            || "reported".to_owned(),
            |it| {
                let said = if it.holds() { "holds" } else { "DOES NOT HOLD" };
                format!("{said}, {} of {} targets", it.hits, it.required)
            },
        );
        let _ = writeln!(text, "{title}: {verdict}");
        for (case, letter) in cases.iter().zip('A'..) {
            for row in case.rows.iter().filter(|row| row.check == name) {
                line(&mut text, row, letter);
            }
        }
    }
    curves(&mut text, cases);
    text.push('\n');
    text.push_str(&wrap(&summary(&results), ""));
    text
}

fn settings(text: &mut String, case: &BackcastCase, letter: char) {
    let head = format!("{} ({}): {} futures.", case.title, case.file, case.futures);
    text.push_str(&hanging(&head, &format!("{letter}  "), "   "));
    for setting in &case.settings {
        text.push_str(&hanging(setting, "   - ", "     "));
    }
    if !case.inputs.is_empty() {
        text.push_str(&wrap(&format!("Of the place: {}.", case.inputs.join(", ")), "   "));
    }
}

fn line(text: &mut String, row: &Hindsight, letter: char) {
    let label = Indicator::named(row.indicator).map_or(row.indicator, |it| it.info().label);
    let mut name = format!("  {letter} {label}");
    if !row.details.is_empty() {
        let _ = write!(name, ", {}", row.details);
    }
    // A long name stands on a line of its own.
    if name.chars().count() > NAME {
        let _ = writeln!(text, "{name}");
        name.clear();
    }
    let hit = match (row.required, row.inside) {
        (_, true) => "yes",
        (true, false) => "NO",
        (false, false) => "no (not required)",
    };
    let places = if row.observed.abs() < 0.1 { 3 } else { 2 };
    let number = |value: f64| format!("{value:.places$}");
    let (low, high) = row.band;
    let band = match row.decided_by {
        Decides::Median => format!("{} to {}", number(low), number(high)),
        Decides::Range => "in 5-95 %".to_owned(),
        Decides::Every => "every future".to_owned(),
    };
    let _ = writeln!(
        text,
        "{:<NAME$}{:>9}{:>8}  {:<15} {:<14} {hit}",
        name,
        number(row.observed),
        row.median.map_or_else(|| "none".to_owned(), number),
        row.range.map_or_else(String::new, |(from, to)| format!(
            "{} to {}",
            number(from),
            number(to)
        )),
        band,
    );
    if let Some([at_30, at_40]) = row.severe_beside {
        let _ =
            writeln!(text, "      with severe damage from .30: {at_30:.2}, from .40: {at_40:.2}");
    }
}

fn curves(text: &mut String, cases: &[BackcastCase]) {
    if cases.iter().all(|case| case.curves.is_empty()) {
        return;
    }
    let _ = writeln!(
        text,
        "\n{:<34}{:>7}{:>8}{:>13}{:>12}{:>13}  beats both",
        "mean |ln(predicted / observed)|",
        "points",
        "model",
        "after first",
        "mean curve",
        "exponential"
    );
    for (case, letter) in cases.iter().zip('A'..) {
        for score in &case.curves {
            let _ = writeln!(
                text,
                "{:<34}{:>7}{:>8.2}{:>13.2}{:>12.2}{:>13.2}  {}",
                format!("{letter} {}", score.curve),
                score.points,
                score.model,
                score.model_after_first,
                score.mean_curve,
                score.exponential,
                if score.beats_both() { "yes" } else { "NO" }
            );
        }
    }
}

/// What came of it, in a sentence or two.
fn summary(results: &[CheckResult]) -> String {
    if results.is_empty() {
        return "No target is required.".to_owned();
    }
    let held: Vec<&str> =
        results.iter().filter(|it| it.holds()).map(|it| it.check.as_str()).collect();
    let missed: Vec<&str> =
        results.iter().filter(|it| !it.holds()).map(|it| it.check.as_str()).collect();
    let list = |names: &[&str]| {
        if names.is_empty() { "none".to_owned() } else { names.join(", ") }
    };
    format!(
        "Of {} checks {} hold ({}); missed: {}. A check holds if every required target of it is a hit.",
        results.len(),
        held.len(),
        list(&held),
        list(&missed)
    )
}
