//! The proofs of the rows in words and figures, for `leeward rows`, and their list for the guide.

use std::fmt::Write;

use super::lines::{hanging, wrap};
use super::numbers::unit_exponent;
use super::numbers::{MOST_DIGITS, shown};
use crate::outcome::OUTCOME_TABLE;
use crate::proof::{Proof, ProofError, Row, Sign, Verdict};

/// What a proof is worth.
const WORTH: &str = "A proof shows that the program is wired as documented: off changes nothing, on moves the number \
    beyond chance in the stated direction, more moves it further, a number that must stay stays, and every \
    unit has its cost. It says nothing about the world.";

/// Width of the name of a row.
const NAME: usize = 60;

/// A row with its proof, or why there is none.
pub type Shown<'a> = (&'a Row, Result<Proof, ProofError>);

/// The table: for each row the indicator without it, the mean paired difference with all of it and its 95 %
/// interval, the differences at a quarter, half and all, and what all of it costs.
pub fn rows_table(title: &str, futures: u32, rows: &[Shown<'_>]) -> String {
    let count = |verdict: Verdict| {
        let is = |shown: &&Shown<'_>| shown.1.as_ref().is_ok_and(|proof| proof.verdict == verdict);
        rows.iter().filter(is).count()
    };
    let proved = count(Verdict::Proved);
    let later = count(Verdict::Later);
    let mut text = wrap(
        &format!(
            "{title}: {futures} futures of each row with and without it, on the same draws. {WORTH}"
        ),
        "",
    );
    text.push('\n');
    for (row, proof) in rows {
        match proof {
            Ok(proof) => text.push_str(&one(row, proof)),
            Err(error) => {
                heading(&mut text, row, "could not be tried here");
                text.push_str(&hanging(&error.to_string(), "     ", "     "));
            }
        }
    }
    let missing = rows.len() - proved - later;
    let _ = writeln!(text, "\n{proved} proved, {missing} not proved here, {later} to be built.");
    text
}

fn heading(text: &mut String, row: &Row, verdict: &str) {
    let _ = writeln!(text, "{:<5}{:<NAME$} {verdict}", row.row, row.name);
}

fn one(row: &Row, proof: &Proof) -> String {
    let mut text = String::new();
    heading(
        &mut text,
        row,
        match proof.verdict {
            Verdict::Proved => "proved",
            Verdict::NotProved => "not proved",
            Verdict::Later => "to be built",
        },
    );
    if !proof.indicator.is_empty() && proof.verdict != Verdict::Later {
        text.push_str(&hanging(&figures(proof), "     ", "     "));
    }
    if !proof.note.is_empty() {
        text.push_str(&hanging(&proof.note, "     ", "     "));
    }
    for (check, why) in proof.checks.iter().filter(|(_, why)| !why.is_empty()) {
        if *why != proof.note {
            text.push_str(&hanging(&format!("{}: {why}", check.name()), "     ", "     "));
        }
    }
    text
}

/// "Stranded without a seat: 61 without it; −42 (−44 to −40) with all of it; −10, −21, −42 at three doses;
/// costs 9,300 USD"
fn figures(proof: &Proof) -> String {
    let label = OUTCOME_TABLE
        .iter()
        .find(|outcome| outcome.id == proof.indicator)
        .map_or(proof.indicator.as_str(), |outcome| outcome.label);
    let error = proof.interval.map_or(0.0, |it| (it.high - it.low) / 4.0);
    let exponent = unit_exponent(proof.effect, error, MOST_DIGITS);
    let number = |value: f64| shown(value, exponent).replace('-', "\u{2212}");
    let change = |value: f64| {
        if value > 0.0 { format!("+{}", number(value)) } else { number(value) }
    };
    let interval = proof
        .interval
        .map_or(String::new(), |it| format!(" ({} to {})", change(it.low), change(it.high)));
    let doses: Vec<String> = proof.doses.iter().map(|dose| change(*dose)).collect();
    let cost = if proof.cost_usd > 0.0 {
        let exponent = unit_exponent(proof.cost_usd, proof.cost_usd / 100.0, 3);
        format!("; costs {} USD", shown(proof.cost_usd, exponent))
    } else {
        String::new()
    };
    format!(
        "{label}: {} without it; {}{interval} with all of it; {} at three doses{cost}",
        number(proof.off),
        change(proof.effect),
        doses.join(", ")
    )
}

/// The rows as a table of the guide: what is switched on, which number moves which way, what stays.
pub fn rows_list(rows: &[Row]) -> String {
    let mut text = "| row | name | switched on | number that moves | must stay |\n\
                    | --- | --- | --- | --- | --- |\n"
        .to_owned();
    for row in rows {
        let moves = match (row.sign, &row.later) {
            (_, Some(reason)) => format!("*later*: {reason}"),
            (Some(Sign::Fewer), None) => format!("`{}` falls", row.indicator),
            (Some(Sign::More), None) => format!("`{}` rises", row.indicator),
            (None, None) => "a property: see the command".to_owned(),
        };
        let stays = row.placebo.as_ref().map_or(String::new(), |id| format!("`{id}`"));
        let _ = writeln!(text, "| {} | {} | {} | {moves} | {stays} |", row.row, row.name, row.on);
    }
    text
}
