//! What drives each reply of a sensitivity study.

use crate::analysis::Sensitivity;
use crate::analysis::sensitivity::report::Influence;
use crate::analysis::sensitivity::{Answer, Reading};
use crate::chart::tornado::{MOST_ROWS, Tornado, TornadoEnd, TornadoRow};
use crate::chart::{Caption, ChartError, Svg, Theme, format_number, tornado};

/// Rows of a figure: more are not read.
const SHOWN: usize = 12;
/// Results from here on are drawn in millions.
const MILLION: f64 = 1e6;
/// Letters of a key that fit one line.
const ONE_LINE: usize = 36;

/// A figure for every reply that any number moves: name without ending, and figure. `provenance` names
/// the study.
///
/// # Errors
/// [`ChartError`] if a figure cannot be drawn.
pub fn tornadoes(found: &Sensitivity, provenance: &str) -> Result<Vec<(String, Svg)>, ChartError> {
    let mut figures = Vec::new();
    for answer in &found.answers {
        let moving: Vec<&Influence> =
            answer.influences.iter().filter(|it| it.bar.reach() > 0.0).collect();
        if moving.is_empty() {
            continue;
        }
        let mut shown: Vec<&Influence> = moving.clone();
        shown.sort_by(|a, b| b.bar.reach().total_cmp(&a.bar.reach()));
        shown.truncate(SHOWN.min(MOST_ROWS));
        let scale = if shown[0].bar.reach() >= MILLION { MILLION } else { 1.0 };
        let rows = shown.iter().map(|influence| row(found, answer, influence, scale)).collect();
        let left_out = moving.len() - shown.len();
        let spec = Tornado {
            caption: caption(found, answer, (left_out, scale), provenance),
            rows,
            fewer: "less".to_owned(),
            more: "more".to_owned(),
        };
        let measure = &found.measures[answer.measure].id;
        let strategy = &found.strategies[answer.strategy].id;
        let name = format!("tornado_{measure}_{strategy}");
        figures.push((name, tornado::render(&spec, &Theme::default())?));
    }
    Ok(figures)
}

fn row(found: &Sensitivity, answer: &Answer, influence: &Influence, scale: f64) -> TornadoRow {
    let entry = &found.parameters[influence.parameter];
    let bar = &influence.bar;
    let end = |value: f64, difference: f64, interval: Option<crate::stats::Interval>| TornadoEnd {
        value: short(value),
        difference: difference / scale,
        interval: interval.map(|it| (it.low / scale, it.high / scale)),
    };
    let verdict = match influence.indices {
        Some(indices) => format!("{:.0} % of variance", 100.0 * indices.total.clamp(0.0, 1.0)),
        None => match influence.reading {
            Reading::Matters => "matters".to_owned(),
            Reading::Little => "little".to_owned(),
            Reading::NotTold => "cannot be told".to_owned(),
        },
    };
    TornadoRow {
        title: title(&entry.key),
        low: end(entry.low, bar.at_low, bar.low_interval),
        high: end(entry.high, bar.at_high, bar.high_interval),
        verdict,
        remark: turns(found, answer, influence.parameter),
    }
}

/// A key; a long one may be broken at its points.
fn title(key: &str) -> String {
    if key.chars().count() <= ONE_LINE { key.to_owned() } else { key.replace('.', ". ") }
}

/// Three digits without zeros at the end.
fn short(value: f64) -> String {
    let text = format_number(value, 3);
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// At which values the two best strategies change places; empty where they do not.
fn turns(found: &Sensitivity, answer: &Answer, parameter: usize) -> String {
    let choice = found.choices.iter().find(|choice| choice.measure == answer.measure);
    let switches = choice.and_then(|choice| {
        choice.switches.iter().find(|(of, _)| *of == parameter).map(|(_, switches)| switches)
    });
    let values: Vec<String> =
        switches.into_iter().flatten().map(|switch| short(switch.value)).collect();
    if values.is_empty() {
        String::new()
    } else {
        format!("order turns at {}", values.join(" and "))
    }
}

fn caption(
    found: &Sensitivity,
    answer: &Answer,
    (left_out, scale): (usize, f64),
    provenance: &str,
) -> Caption {
    let unit = &found.measures[answer.measure].unit;
    let unit = if scale > 1.0 { format!("million {unit}") } else { unit.clone() };
    let measure = &found.measures[answer.measure];
    let strategy = &found.strategies[answer.strategy];
    let title = if answer.is_difference {
        format!("Which number moves what “{}” changes?", strategy.title)
    } else {
        format!("Which number moves the result under “{}”?", strategy.title)
    };
    let (first, last) = found.years;
    let against = if answer.is_difference {
        format!(", difference to “{}”", found.strategies[0].title)
    } else {
        String::new()
    };
    let more = match left_out {
        0 => String::new(),
        1 => " One number that moves it less is left out.".to_owned(),
        some => format!(" {some} numbers that move it less are left out."),
    };
    Caption {
        id: format!("tornado-{}-{}", measure.id, strategy.id).replace('_', "-"),
        description: title.clone(),
        title,
        unit: format!(
            "{}{against}: change in {unit} with one number at an end of its range",
            measure.label
        ),
        period: format!("{first}–{last}"),
        population: String::new(),
        note: Some(format!(
            "Upper bar: the number at its low end; lower bar: at its high end; all others central. \
             {} futures, the same everywhere; thin lines are 95 % intervals.{more}",
            found.asked.futures
        )),
        provenance: provenance.to_owned(),
    }
}
