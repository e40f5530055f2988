//! What programmes planned and what they delivered, and who paid.

use std::fmt::Write;

use super::WIDTH;
use super::letters::lettered;
use super::lines::wrap;
use super::numbers::{per_cent, shown, unit_exponent};
use crate::analysis::Summary;
use crate::outcome::Line;
use crate::results::RunHeader;

/// Widest name of an intervention.
const NAME: usize = 36;
/// Widest name of a unit.
const UNIT: usize = 23;

/// One line for each programme of each strategy, means over the futures; below it who paid what of a
/// strategy, where there is more than one actor. Empty where nothing is planned.
pub fn delivered_table(summary: &Summary, header: &RunHeader, lines: &[Vec<Line>]) -> String {
    if lines.iter().flatten().all(|line| *line == Line::default()) {
        return String::new();
    }
    let mut text = wrap(
        "Planned and delivered, in the average future. What is planned and not delivered is what budgets, \
         authorities or limits of absorption did not let through.",
        "",
    );
    let _ = writeln!(
        text,
        "\n   {:<NAME$}{:<UNIT$}{:>11}{:>11}{:>14}",
        "intervention", "unit", "planned", "delivered", "USD"
    );
    for (letter, strategy) in lettered(summary) {
        let Some(rank) = header.strategies.iter().position(|it| it.id == strategy.id) else {
            continue;
        };
        let programmes = header.strategies[rank].programmes.iter().zip(&lines[rank]);
        for (position, (entry, line)) in programmes.enumerate() {
            let mark = if position == 0 { letter.as_str() } else { "" };
            let _ = writeln!(
                text,
                "{mark:<3}{:<NAME$}{:<UNIT$}{:>11}{:>11}{:>14}",
                cut(&entry.title, NAME - 1),
                cut(&entry.unit, UNIT - 1),
                rough(line.planned),
                rough(line.delivered),
                rough(line.usd)
            );
        }
        text.push_str(&who_paid(header, rank, &lines[rank]));
    }
    debug_assert!(text.lines().all(|line| line.chars().count() <= WIDTH));
    text
}

/// "   paid by Government 60 %, Partner 40 %"; empty for one actor.
fn who_paid(header: &RunHeader, rank: usize, lines: &[Line]) -> String {
    let programmes = &header.strategies[rank].programmes;
    let whole: f64 = lines.iter().map(|line| line.usd).sum();
    let mut shares: Vec<String> = Vec::new();
    for actor in &header.actors {
        let paid = programmes.iter().zip(lines).filter(|(entry, _)| entry.actor == actor.id);
        let usd: f64 = paid.map(|(_, line)| line.usd).sum();
        if usd > 0.0 {
            shares.push(format!("{} {}", actor.title, per_cent(usd / whole)));
        }
    }
    if shares.len() < 2 {
        return String::new();
    }
    wrap(&format!("paid by {}", shares.join(", ")), "   ")
}

/// A number to three digits.
fn rough(value: f64) -> String {
    shown(value, unit_exponent(value, value.abs() / 100.0, 3))
}

/// A text that fits, with an ellipsis where it was cut.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut kept: String = text.chars().take(most - 1).collect();
    kept.push('\u{2026}');
    kept
}
