//! What drives one reply.

use std::fmt::Write;

use super::{between, counted, listed, named, signed, with_error};
use crate::analysis::Sensitivity;
use crate::analysis::sensitivity::report::Influence;
use crate::analysis::sensitivity::{Answer, Reading};
use crate::brief::lines::{TIED, wrap};
use crate::brief::numbers::{mean, per_cent};

/// Rows of a table.
const MOST_ROWS: usize = 12;
/// Numbers named in a sentence.
const MOST_NAMED: usize = 4;
/// Widest key in a table; the end of a longer one is kept.
const WIDEST_KEY: usize = 34;

/// Words and table for one reply.
pub(super) fn paragraph(found: &Sensitivity, answer: &Answer) -> String {
    let measure = &found.measures[answer.measure];
    let name = named(found, answer.strategy);
    let interval = answer.central_interval.map_or_else(String::new, |interval| {
        format!(" (95 % interval {})", between(interval).replace(' ', &TIED.to_string()))
    });
    let mut words = if answer.is_difference {
        format!(
            "{name} against A: {} {}{interval} with all numbers central.",
            signed(answer.central, answer.central_interval),
            measure.noun
        )
    } else {
        format!(
            "{name}: {} {}{interval} with all numbers central.",
            with_error(answer.central, answer.central_interval),
            measure.noun
        )
    };
    let idle = |influence: &&Influence| is_idle(influence);
    let all_idle = answer.influences.iter().all(is_idle);
    if all_idle {
        words.push_str(" None of these numbers touches it.");
        return wrap(&words, "");
    }
    words.push(' ');
    words.push_str(&what_matters(found, answer));
    if let Some(split) = answer.split {
        let _ = write!(
            words,
            " Of what single futures differ by, {} is due to these numbers (95 % interval {} to {}), the \
             rest to chance.",
            per_cent(split.parameters_share),
            per_cent(split.interval.low),
            per_cent(split.interval.high)
        );
    }
    match answer.assumptions_share {
        Some(0.0) => words.push_str(" None of the influence rests on assumptions."),
        Some(share) => {
            let _ = write!(words, " {} of the influence rests on assumptions.", per_cent(share));
        }
        None => {}
    }
    let mut text = wrap(&words, "");
    text.push_str(&table(found, answer));
    let untouched = answer.influences.iter().filter(idle).count();
    if untouched > 0 {
        text.push_str(&wrap(
            &format!("{} without any effect here.", counted(untouched, "number", "numbers")),
            "  ",
        ));
    }
    text
}

/// Whether it changes nothing at all, anywhere it was looked.
fn is_idle(influence: &Influence) -> bool {
    influence.bar.reach() == 0.0
        && influence.screened.is_none_or(|screened| screened.mu_star == 0.0)
        && influence.indices.is_none_or(|indices| indices.total == 0.0)
}

fn keys(found: &Sensitivity, answer: &Answer, reading: Reading) -> Vec<String> {
    answer
        .influences
        .iter()
        .filter(|influence| influence.reading == reading && !is_idle(influence))
        .map(|influence| found.parameters[influence.parameter].key.clone())
        .collect()
}

/// "What matters: a and b. Little: c. Cannot be told from chance: d."
fn what_matters(found: &Sensitivity, answer: &Answer) -> String {
    let named = |keys: Vec<String>| {
        let more = keys.len().saturating_sub(MOST_NAMED);
        let shown: Vec<String> = keys.into_iter().take(MOST_NAMED).collect();
        if more > 0 { format!("{} and {more} more", shown.join(", ")) } else { listed(&shown) }
    };
    let [matters, little, not_told] = [Reading::Matters, Reading::Little, Reading::NotTold]
        .map(|reading| keys(found, answer, reading));
    let mut parts = Vec::new();
    if matters.is_empty() {
        parts.push("No number moves it beyond chance.".to_owned());
    } else {
        parts.push(format!("What matters: {}.", named(matters)));
    }
    if !little.is_empty() {
        parts.push(format!("Of little influence: {}.", named(little)));
    }
    if !not_told.is_empty() {
        parts.push(format!("Cannot be told from chance: {}.", named(not_told)));
    }
    parts.join(" ")
}

fn table(found: &Sensitivity, answer: &Answer) -> String {
    let shown: Vec<&Influence> =
        answer.influences.iter().filter(|it| !is_idle(it)).take(MOST_ROWS).collect();
    let with_indices = shown.iter().any(|it| it.indices.is_some());
    let with_effects = !with_indices && shown.iter().any(|it| it.screened.is_some());
    let mut header: Vec<&str> = vec!["number", "range", "at low", "at high"];
    if with_indices {
        header.extend(["share", "interval"]);
    } else if with_effects {
        header.extend(["effect", "by chance"]);
    }
    let mut rows: Vec<Vec<String>> =
        vec![header.into_iter().map(str::to_owned).collect::<Vec<String>>()];
    for influence in &shown {
        let entry = &found.parameters[influence.parameter];
        let bar = &influence.bar;
        let mut row = vec![
            end_of(&entry.key),
            format!("{}..{}", mean(entry.low, 0.0), mean(entry.high, 0.0)),
            signed(bar.at_low, bar.low_interval),
            signed(bar.at_high, bar.high_interval),
        ];
        if with_indices {
            match influence.indices {
                Some(indices) => {
                    let share = |value: f64| format!("{:.2}", value.clamp(0.0, 1.0));
                    let interval = indices.total_interval;
                    row.push(share(indices.total));
                    row.push(format!("{}-{}", share(interval.low), share(interval.high)));
                }
                None => row.extend(["screened".to_owned(), "out".to_owned()]),
            }
        } else if let (true, Some(screened)) = (with_effects, influence.screened) {
            row.push(with_error(screened.mu_star, Some(screened.interval)));
            row.push(mean(screened.chance, screened.chance / 4.0));
        }
        rows.push(row);
    }
    aligned(&rows)
}

/// The key, or its end where it is long.
fn end_of(key: &str) -> String {
    let letters = key.chars().count();
    if letters <= WIDEST_KEY {
        return key.to_owned();
    }
    let kept: String = key.chars().skip(letters + 1 - WIDEST_KEY).collect();
    format!("…{kept}")
}

/// Columns under a ruled header: the first to the left, the others to the right.
pub(super) fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for (number, row) in rows.iter().enumerate() {
        let mut line = String::from("  ");
        for (column, cell) in row.iter().enumerate() {
            let pad = " ".repeat(widths[column] - cell.chars().count());
            if column == 0 {
                line.extend([cell.as_str(), pad.as_str()]);
            } else {
                line.extend(["  ", pad.as_str(), cell.as_str()]);
            }
        }
        text.push_str(line.trim_end());
        text.push('\n');
        if number == 0 {
            let ruled = widths.iter().sum::<usize>() + 2 * columns.saturating_sub(1);
            let _ = writeln!(text, "  {}", "-".repeat(ruled));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{aligned, end_of};

    #[test]
    fn the_end_of_a_long_key_is_kept() {
        let key = "interventions.very_long_name_of_a_programme.unit_cost_usd";
        let shown = end_of(key);
        assert_eq!(shown.chars().count(), super::WIDEST_KEY);
        assert!(shown.starts_with('…') && shown.ends_with("unit_cost_usd"));
        assert_eq!(end_of("a.b"), "a.b");
    }

    #[test]
    fn numbers_stand_under_each_other() {
        let cell = |text: &str| text.to_owned();
        let rows = [vec![cell("number"), cell("share")], vec![cell("a.b"), cell("0.5")]];
        assert_eq!(aligned(&rows), "  number  share\n  -------------\n  a.b       0.5\n");
    }
}
