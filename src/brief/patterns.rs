//! Patterns of past events beside the model's numbers, for `leeward facts`.

use std::fmt::Write;

use super::lines::{hanging, wrap};
use crate::analysis::patterns::{Finding, Pattern};

/// A pattern and what was found.
#[derive(Debug)]
pub struct PatternRow {
    /// The pattern.
    pub pattern: &'static Pattern,
    /// Letter of the case that was asked; none where none fits.
    pub case: Option<char>,
    /// What was found.
    pub finding: Finding,
}

/// The table, with what stands between the numbers and the model below it. `cases` are file and title.
pub fn patterns_table(cases: &[(String, String)], futures: u32, rows: &[PatternRow]) -> String {
    let mut text = String::new();
    for ((file, title), letter) in cases.iter().zip('A'..) {
        text.push_str(&hanging(&format!("{title} ({file})"), &format!("{letter}  "), "   "));
    }
    text.push_str(&wrap(
        &format!(
            "{futures} futures of each, under its baseline. A pattern holds if its number lies in the \
             range of nine futures in ten. {}",
            counted(rows)
        ),
        "",
    ));
    let _ = writeln!(
        text,
        "\n{:<4} {:<46}{:>7}{:>7}{:>16}  verdict",
        "", "pattern", "number", "model", "5-95 %"
    );
    for row in rows {
        let places = row.pattern.places();
        // Rounded to nothing a number has no sign.
        let short = |value: f64| {
            let text = format!("{value:.places$}");
            match text.strip_prefix('-') {
                Some(rest) if rest.chars().all(|sign| matches!(sign, '0' | '.')) => rest.to_owned(),
                _ => text,
            }
        };
        let case = row.case.map_or_else(String::new, |letter| format!(" ({letter})"));
        let (model, range, verdict) = match row.finding {
            Finding::Computed { median, low, high, holds } => (
                short(median),
                format!("{} to {}", short(low), short(high)),
                format!("{}{case}", if holds { "holds" } else { "does not hold" }),
            ),
            Finding::NotComputed(_) => {
                (String::new(), String::new(), format!("not computed{case}"))
            }
        };
        let line = format!(
            "{:<4} {:<46}{:>7}{model:>7}{range:>16}  {verdict}",
            row.pattern.id,
            row.pattern.says,
            short(row.pattern.number),
        );
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text.push('\n');
    let mut last = String::new();
    for row in rows {
        let mut notes = Vec::new();
        if let Finding::NotComputed(why) = row.finding {
            notes.push(format!("Not computed: {why}."));
        }
        if !row.pattern.limits.is_empty() {
            notes.push(row.pattern.limits.to_owned());
        }
        notes.push(format!("Source: {}.", row.pattern.source));
        // What several numbers of a pattern share is said once.
        let note = hanging(&notes.join(" "), &format!("{:<4} ", row.pattern.id), "     ");
        if note != last {
            text.push_str(&note);
            last = note;
        }
    }
    text
}

/// How many hold, do not hold and were not computed.
fn counted(rows: &[PatternRow]) -> String {
    let count = |which: fn(&Finding) -> bool| rows.iter().filter(|row| which(&row.finding)).count();
    format!(
        "Of {} numbers {} hold, {} do not hold and {} were not computed.",
        rows.len(),
        count(|finding| matches!(finding, Finding::Computed { holds: true, .. })),
        count(|finding| matches!(finding, Finding::Computed { holds: false, .. })),
        count(|finding| matches!(finding, Finding::NotComputed(_)))
    )
}
