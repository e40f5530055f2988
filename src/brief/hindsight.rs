//! A back-cast in words and a table, for `leeward backcast`.

use std::fmt::Write;

use super::lines::wrap;
use crate::analysis::backcast::{Hindsight, Observation};

/// One case of a back-cast.
#[derive(Clone, Debug)]
pub struct BackcastCase {
    /// File as typed.
    pub file: String,
    /// Title.
    pub title: String,
    /// What sets it apart: wind factors, effects, dwelling mix.
    pub settings: Vec<String>,
    /// Futures played.
    pub futures: u32,
    /// What was observed.
    pub observed: Vec<Observation>,
    /// What the model says.
    pub hindsight: Vec<Hindsight>,
}

/// The table of one case.
pub fn hindsight(case: &BackcastCase) -> String {
    let mut text = wrap(&format!("{} ({}): {} futures.", case.title, case.file, case.futures), "");
    for setting in &case.settings {
        text.push_str(&wrap(setting, "  "));
    }
    let _ = writeln!(
        text,
        "{:<32}{:>10}{:>16}{:>10}{:>18}{:>10}",
        "share", "observed", "band", "model", "5-95 %", "in band"
    );
    for row in &case.hindsight {
        let target = case.observed.iter().find(|target| target.indicator == row.indicator);
        let name = match row.severe_from {
            Some(from) => format!("severe or worse (damage {from:.2}+)"),
            None => plain(&row.indicator).to_owned(),
        };
        let _ = writeln!(
            text,
            "{:<32}{:>10}{:>16}{:>10}{:>18}{:>10}",
            name,
            target.map_or_else(String::new, |target| format!("{:.2}", target.value)),
            target.map_or_else(String::new, |target| {
                format!("{:.2} to {:.2}", target.band.0, target.band.1)
            }),
            format!("{:.2}", row.median),
            format!("{:.2} to {:.2}", row.range.0, row.range.1),
            match row.inside {
                Some(true) => "yes",
                Some(false) => "NO",
                None => "",
            }
        );
    }
    for target in &case.observed {
        text.push_str(&wrap(
            &format!("Observed {}: {}.", plain(&target.indicator), target.source),
            "  ",
        ));
    }
    text
}

fn plain(indicator: &str) -> &str {
    match indicator {
        "destroyed_share" => "dwellings destroyed",
        "severe_share" => "severe or worse",
        "damaged_share" => "any damage",
        "displaced_share" => "people displaced",
        other => other,
    }
}
