//! What drives a result, in words and tables: what matters, what does not, what cannot be told.

mod choice;
mod influence;

use super::lines::{hanging, wrap};
use super::numbers::{mean, per_cent};
use crate::analysis::Sensitivity;
use crate::analysis::sensitivity::report::Spread;
use crate::numbers::grouped;
use crate::stats::Interval;

/// Uncertain numbers that are held are named up to so many.
const MOST_HELD: usize = 4;

/// The answer of a study. Lines end in a line feed; keys may be longer than a line.
pub fn sensitivity_answer(found: &Sensitivity) -> String {
    let mut text = opening(found);
    for (position, measure) in found.measures.iter().enumerate() {
        text.push('\n');
        text.push_str(&heading(&measure.label));
        for answer in found.answers.iter().filter(|answer| answer.measure == position) {
            text.push('\n');
            text.push_str(&influence::paragraph(found, answer));
        }
        if let Some(choice) = found.choices.iter().find(|choice| choice.measure == position) {
            text.push('\n');
            text.push_str(&choice::paragraph(found, choice));
        }
    }
    text.push('\n');
    text.push_str(&closing(found));
    text
}

fn opening(found: &Sensitivity) -> String {
    let asked = &found.asked;
    let (first, last) = found.years;
    let mut text = wrap(
        &format!(
            "{}: what drives the result, {first}-{last}. {} played at {} points of {}, {} futures each, \
             the same storms and lots at every point.",
            found.scenario_title,
            counted(found.strategies.len(), "strategy", "strategies"),
            grouped(asked.points as f64),
            counted(found.parameters.len(), "uncertain number", "uncertain numbers"),
            asked.futures,
        ),
        "",
    );
    let given = found.parameters.iter().filter(|it| it.spread == Spread::Given).count();
    if let (Some(share), true) = (asked.assumptions_share, given > 0) {
        text.push_str(&wrap(
            &format!(
                "{} given {} to both sides.",
                if given == 1 {
                    "One assumption without a spread was".to_owned()
                } else {
                    format!("{given} assumptions without a spread were")
                },
                per_cent(share)
            ),
            "",
        ));
    }
    text.push_str(&held(found));
    text
}

fn held(found: &Sensitivity) -> String {
    let built_once: Vec<&str> =
        found.held.iter().filter(|held| held.built_once).map(|held| held.key.as_str()).collect();
    let mut text = String::new();
    if !built_once.is_empty() {
        let more = built_once.len().saturating_sub(MOST_HELD);
        let shown = &built_once[..built_once.len().min(MOST_HELD)];
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        text.push_str(&wrap(
            &format!(
                "Held at their central values, so nothing is said of them: {}{more}. Numbers of \
                 population and storms are built once; --rebuild varies them too.",
                shown.join(", ")
            ),
            "",
        ));
    }
    let others = found.held.len() - built_once.len();
    if others > 0 {
        let numbers = counted(others, "uncertain number was", "uncertain numbers were");
        text.push_str(&wrap(&format!("{numbers} not asked for, and held."), ""));
    }
    text
}

fn closing(found: &Sensitivity) -> String {
    let mut text = String::new();
    if found.asked.base.is_some() {
        text.push_str(&hanging(
            "Share: of the variance of the expected result that would be left if all other numbers were \
             known (total index of Sobol'), with its 95 % interval; chance of the futures is taken out.",
            "",
            "       ",
        ));
    }
    if found.asked.trajectories.is_some() {
        text.push_str(&hanging(
            "Effect: what the result changes by over the whole range of a number, on average over where \
             the others stand (elementary effects of Morris).",
            "",
            "        ",
        ));
    }
    text.push_str(&hanging(
        "At low, at high: what the result changes by with that number at an end of its range and all \
         others central. These are numbers of this model: the ranges are those of the scenario.",
        "",
        "                 ",
    ));
    text
}

fn heading(label: &str) -> String {
    format!("{label}\n{}\n", "-".repeat(label.chars().count()))
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count as f64), if count == 1 { one } else { many })
}

/// Letter and title.
fn named(found: &Sensitivity, strategy: usize) -> String {
    let strategy = &found.strategies[strategy];
    format!("{} {}", strategy.letter, strategy.title)
}

/// A number with the digits that its interval leaves.
fn with_error(value: f64, interval: Option<Interval>) -> String {
    let half = interval.map_or(0.0, |it| (it.high - it.low) / 4.0);
    mean(value, half)
}

/// The same with a plus where it is above zero.
fn signed(value: f64, interval: Option<Interval>) -> String {
    let text = with_error(value, interval);
    if value > 0.0 && text != "0" { format!("+{text}") } else { text }
}

/// An interval in words, a digit finer than a mean: "1,200 to 3,400".
fn between(interval: Interval) -> String {
    let fine = (interval.high - interval.low) / 40.0;
    format!("{} to {}", mean(interval.low, fine), mean(interval.high, fine))
}

/// Keys in a sentence.
fn listed(keys: &[String]) -> String {
    match keys {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}
