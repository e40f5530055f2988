//! How often intervals cover the truth, for `leeward coverage`.

use std::fmt::Write;

use super::lines::wrap;
use crate::analysis::coverage::{Coverage, Differences, Method};
use crate::numbers::grouped;

fn method(method: Method) -> &'static str {
    match method {
        Method::Plain => "plain t",
        Method::Johnson => "plain t moved for skewness",
        Method::BootstrapT => "bootstrap-t, one difference",
        Method::Simultaneous => "simultaneous, four together",
        Method::StopRule => "stop rule",
        Method::PlainWhereStopped => "plain t where the rule stopped",
        Method::RegretClear => "regret, three, a clear best",
        Method::RegretTied => "regret, three, two tied best",
    }
}

fn differences(differences: Differences) -> &'static str {
    match differences {
        Differences::Even => "even",
        Differences::Skewed => "skewed",
        Differences::Rare => "rare",
    }
}

fn per_cent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

/// The table, with what its words mean above it and what does not hold below it.
pub fn coverage_table(rows: &[Coverage], trials: u32, seed: u64) -> String {
    let mut text = wrap(
        &format!(
            "How often 95 % intervals cover the truth: {} small experiments a line with a known true \
             difference, seed {seed}. Even: normal. Skewed: lognormal, skewness 1.2. Rare: one future \
             in seven differs, by lognormal amounts with log standard deviation 1. Error is the \
             standard error of the share.",
            grouped(f64::from(trials))
        ),
        "",
    );
    let _ = writeln!(
        text,
        "\n{:<32}{:<8}{:>8}{:>9}{:>7}  {:<12}  verdict",
        "interval", "kind", "futures", "covers", "error", "asked"
    );
    for row in rows {
        let asked = row.asked.map_or_else(
            || "compare".to_owned(),
            |asked| {
                if asked.high < 1.0 {
                    format!("{:.0} to {:.0} %", asked.low * 100.0, asked.high * 100.0)
                } else {
                    format!("{:.0} % or more", asked.low * 100.0)
                }
            },
        );
        let verdict = match row.holds {
            Some(true) => "holds",
            Some(false) => "MISSES",
            None => "",
        };
        let line = format!(
            "{:<32}{:<8}{:>8.0}{:>9}{:>7}  {asked:<12}  {verdict}",
            method(row.method),
            differences(row.differences),
            row.mean_futures,
            per_cent(row.share),
            format!("{:.1}", row.standard_error * 100.0),
        );
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text.push('\n');
    text.push_str(&wrap(&closing(rows), ""));
    text
}

fn closing(rows: &[Coverage]) -> String {
    let judged = rows.iter().filter(|row| row.holds.is_some()).count();
    let missed: Vec<&Coverage> = rows.iter().filter(|row| row.holds == Some(false)).collect();
    if missed.is_empty() {
        return format!("All {judged} lines that are judged hold.");
    }
    let rare = missed.iter().filter(|row| row.differences == Differences::Rare).count();
    let mut text = format!("{} of {judged} lines that are judged miss what is asked", missed.len());
    let _ = match rare {
        0 => write!(text, "."),
        all if all == missed.len() => write!(text, ", all of them with rare differences."),
        some => write!(text, ", {some} of them with rare differences."),
    };
    if rare > 0 {
        text.push_str(
            " Where an effect is rare and strong, most samples lack its largest values: play more \
             futures before trusting such an interval.",
        );
    }
    text
}
