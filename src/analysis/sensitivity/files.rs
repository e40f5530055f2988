//! The files of a study: every number as tables for a spreadsheet, and as JSON.

use super::{Influence, Sensitivity};
use crate::results::format::csv::{CsvTable, number as shortest};
use crate::stats::Interval;

const INFLUENCES: &[&str] = &[
    "measure",
    "strategy",
    "is_difference",
    "key",
    "status",
    "central",
    "low",
    "high",
    "at_low",
    "at_low_from",
    "at_low_to",
    "at_high",
    "at_high_from",
    "at_high_to",
    "effect_mean",
    "effect_size",
    "effect_size_from",
    "effect_size_to",
    "effect_spread",
    "effect_by_chance",
    "first_order",
    "first_order_from",
    "first_order_to",
    "total",
    "total_from",
    "total_to",
    "total_by_chance",
    "reading",
];

const CHOICES: &[&str] = &[
    "measure",
    "best",
    "second",
    "lead",
    "key",
    "order_turns_at",
    "turns_below",
    "turns_beyond_chance",
    "worth_knowing",
    "worth_from",
    "worth_to",
    "worth_by_chance",
];

/// Name and content of each file.
///
/// # Errors
/// If the study cannot be written as JSON.
pub fn study_files(found: &Sensitivity) -> Result<Vec<(&'static str, Vec<u8>)>, serde_json::Error> {
    let mut json = serde_json::to_vec_pretty(found)?;
    json.push(b'\n');
    Ok(vec![
        ("sensitivity.json", json),
        ("influences.csv", influences(found)),
        ("choices.csv", choices(found)),
    ])
}

fn number(value: Option<f64>) -> String {
    value.map_or_else(String::new, shortest)
}

fn ends(interval: Option<Interval>) -> [String; 2] {
    [number(interval.map(|it| it.low)), number(interval.map(|it| it.high))]
}

fn influences(found: &Sensitivity) -> Vec<u8> {
    let mut table = CsvTable::new(INFLUENCES);
    for answer in &found.answers {
        for influence in &answer.influences {
            let entry = &found.parameters[influence.parameter];
            let mut row = vec![
                found.measures[answer.measure].id.clone(),
                found.strategies[answer.strategy].id.clone(),
                answer.is_difference.to_string(),
                entry.key.clone(),
                entry.status.clone(),
                shortest(entry.central),
                shortest(entry.low),
                shortest(entry.high),
            ];
            row.extend(measured(influence));
            table.write(&row);
        }
    }
    table.into_bytes()
}

/// What was measured of an influence; fields of methods that were not used are empty.
fn measured(influence: &Influence) -> Vec<String> {
    let bar = &influence.bar;
    let mut row = vec![shortest(bar.at_low)];
    row.extend(ends(bar.low_interval));
    row.push(shortest(bar.at_high));
    row.extend(ends(bar.high_interval));
    let screened = influence.screened;
    row.push(number(screened.map(|it| it.mu)));
    row.push(number(screened.map(|it| it.mu_star)));
    row.extend(ends(screened.map(|it| it.interval)));
    row.push(number(screened.map(|it| it.sigma)));
    row.push(number(screened.map(|it| it.chance)));
    let indices = influence.indices;
    row.push(number(indices.map(|it| it.first)));
    row.extend(ends(indices.map(|it| it.first_interval)));
    row.push(number(indices.map(|it| it.total)));
    row.extend(ends(indices.map(|it| it.total_interval)));
    row.push(number(indices.map(|it| it.chance)));
    row.push(influence.reading.word().to_owned());
    row
}

fn choices(found: &Sensitivity) -> Vec<u8> {
    let mut table = CsvTable::new(CHOICES);
    for choice in &found.choices {
        let start = |key: &str| {
            vec![
                found.measures[choice.measure].id.clone(),
                found.strategies[choice.best].id.clone(),
                found.strategies[choice.second].id.clone(),
                shortest(choice.lead),
                key.to_owned(),
            ]
        };
        for (parameter, entry) in found.parameters.iter().enumerate() {
            let about = choice.about.iter().find(|(of, _)| *of == parameter).map(|(_, it)| it);
            let switches = choice.switches.iter().find(|(of, _)| *of == parameter);
            let mut turns: Vec<[String; 3]> = switches
                .iter()
                .flat_map(|(_, switches)| switches)
                .map(|it| [shortest(it.value), it.below.to_string(), it.clear.to_string()])
                .collect();
            if turns.is_empty() {
                turns.push([String::new(), String::new(), String::new()]);
            }
            for turn in turns {
                let mut row = start(&entry.key);
                row.extend(turn);
                row.push(number(about.map(|it| it.value)));
                row.extend(ends(about.map(|it| it.interval)));
                row.push(number(about.map(|it| it.by_chance)));
                table.write(&row);
            }
        }
        if let Some(perfect) = &choice.perfect {
            let mut row = start("(all)");
            row.extend([String::new(), String::new(), String::new()]);
            row.push(shortest(perfect.value));
            row.extend(ends(Some(perfect.interval)));
            row.push(String::new());
            table.write(&row);
        }
    }
    table.into_bytes()
}
