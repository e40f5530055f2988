//! Which strategy holds up over cases that nobody can put a chance on.

use super::words::{and_left_out, caption};
use super::{Sources, shown};
use crate::analysis::Robustness;
use crate::analysis::robustness::Reading;
use crate::chart::regret::{RegretMark, RegretPlot, RegretRow};
use crate::chart::{ChartError, Svg, Theme, format_count, format_number, regret};
use crate::outcome::{OUTCOME_TABLE, OutcomeId};

/// Most cases that a figure can tell apart by their numbers.
const MOST_CASES: usize = 8;

/// Regret in people displaced; none for a single case or strategy, for too many cases, or where fewer
/// displaced are not what is wanted.
///
/// # Errors
/// [`ChartError`] if the figure cannot be drawn.
pub fn displaced(
    sources: &Sources<'_>,
    robustness: &Robustness,
) -> Result<Option<(String, Svg)>, ChartError> {
    let outcome = OUTCOME_TABLE[OutcomeId::DisplacedPeople as usize].id;
    let found = robustness.outcomes.iter().find(|it| it.outcome == outcome);
    let Some(found) = found.filter(|_| {
        (2..=MOST_CASES).contains(&robustness.cases.len()) && robustness.strategies.len() > 1
    }) else {
        return Ok(None);
    };
    let rows = shown(sources)
        .into_iter()
        .map(|(letter, rank)| {
            let over = &found.over_cases[rank];
            let reading = match over.reading {
                Reading::Robust => "robust".to_owned(),
                Reading::Behind => "behind in every case".to_owned(),
                Reading::Fragile => {
                    let worse = found.cells.iter().enumerate().filter(|(_, row)| row[rank].worse);
                    let numbers: Vec<String> =
                        worse.map(|(case, _)| (case + 1).to_string()).collect();
                    format!("fragile in {}", numbers.join(", "))
                }
            };
            let mark = |row: &Vec<crate::analysis::robustness::Cell>| {
                let cell = row[rank];
                let high = cell.high.unwrap_or(cell.regret);
                RegretMark { regret: cell.regret, low: cell.low, high }
            };
            RegretRow {
                letter,
                title: robustness.strategies[rank].1.clone(),
                remark: format!("largest regret {}", format_number(over.largest, 2)),
                reading,
                marks: found.cells.iter().map(mark).collect(),
            }
        })
        .collect();
    let cases: Vec<String> = robustness
        .cases
        .iter()
        .enumerate()
        .map(|(case, entry)| format!("{} {}", case + 1, entry.title))
        .collect();
    let futures = robustness.cases.iter().map(|case| case.futures).min().unwrap_or(0);
    let mut caption = caption(
        sources,
        "regret",
        "Which strategy holds up whatever may come?".to_owned(),
        "People displaced beyond the best strategy of the case, mean and 95 % interval, whole period",
    );
    let note = format!(
        "Cases: {}. {} futures each; nobody can say how likely the cases are.",
        cases.join("; "),
        format_count(f64::from(futures)),
    );
    caption.note = Some(and_left_out(sources, &note));
    let svg = regret::render(&RegretPlot { caption, rows }, &Theme::default())?;
    Ok(Some(("regret".to_owned(), svg)))
}
