//! Who gains and who loses.

use super::columns::columns;
use crate::analysis::{Bearing, GroupComparison, GroupFigures, Summary, Verdict};
use crate::brief::amounts::{exponent, listed, span};
use crate::brief::letters::letter;
use crate::brief::lines::{hanging, wrap};
use crate::brief::numbers::{MOST_DIGITS, adding_up, shown, unit_exponent};
use crate::outcome::OUTCOME_TABLE;

/// For each strategy: the groups that gain and lose in words, and a table of rates for each 100 people
/// before and after with the mean difference of the amounts. The differences of the groups of a
/// dimension that are shown add up as displayed. `groups` is of one outcome.
pub fn groups_tables(summary: &Summary, groups: &[GroupComparison]) -> String {
    let Some(noun) = groups.first().and_then(|one| {
        OUTCOME_TABLE.iter().find(|outcome| outcome.id == one.outcome).map(|outcome| outcome.noun)
    }) else {
        return String::new();
    };
    let mut text =
        wrap(&format!("Who gains and who loses: {noun}, by group as it was at the start."), "");
    for comparison in &summary.comparisons {
        let own: Vec<&GroupComparison> =
            groups.iter().filter(|one| one.strategy == comparison.strategy).collect();
        let letter = letter(summary, &comparison.strategy);
        text.push('\n');
        text.push_str(&one_strategy(&letter, &own));
    }
    let hidden = groups.iter().any(|one| one.figures.is_none());
    let mut legend = vec![
        "Rates are for each 100 people of the group at the start. Intervals of groups hold one by one: \
         of many, one in twenty misleads."
            .to_owned(),
    ];
    if hidden {
        legend.push("Groups of fewer than ten households are not shown.".to_owned());
    }
    text.push_str(&wrap(&legend.join(" "), ""));
    text
}

fn one_strategy(letter: &str, own: &[&GroupComparison]) -> String {
    let shown_groups: Vec<(&GroupComparison, &GroupFigures)> =
        own.iter().filter_map(|one| Some((*one, one.figures.as_ref()?))).collect();
    let all_same = shown_groups.iter().all(|(_, figures)| figures.bearing == Bearing::Same);
    if all_same {
        return hanging(&format!("Under {letter}: the same as under A in every group."), "", "");
    }
    let named = |bearing: Bearing| -> Vec<String> {
        shown_groups
            .iter()
            .filter(|(_, figures)| figures.bearing == bearing)
            .map(|(one, _)| one.label.clone())
            .collect()
    };
    let mut sentences = Vec::new();
    for (word, bearing) in [("gain", Bearing::Gains), ("lose", Bearing::Loses)] {
        let names = named(bearing);
        let visible = shown_groups.len();
        sentences.push(match names.len() {
            0 => format!("no group can be said to {word}"),
            count if count == visible => format!("all {count} groups {word}"),
            _ => format!("these {word}: {}", listed(&names)),
        });
    }
    let header =
        ["Group", "Rate, A", &format!("Rate, {letter}"), "Difference", "95 % interval", "Reading"]
            .map(str::to_owned);
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let mut rows = Vec::new();
    let mut position = 0;
    while let Some((first, _)) = shown_groups.get(position) {
        let block: Vec<_> = shown_groups[position..]
            .iter()
            .take_while(|(one, _)| one.dimension == first.dimension)
            .copied()
            .collect();
        position += block.len();
        rows.extend(dimension(&block));
    }
    format!(
        "{}{}",
        wrap(&format!("Under {letter}: {}.", sentences.join("; ")), ""),
        columns(&header, &rows, &[0, 5])
    )
}

fn dimension(block: &[(&GroupComparison, &GroupFigures)]) -> Vec<Vec<String>> {
    let differences = shown_differences(
        &block.iter().map(|(_, figures)| &figures.difference).collect::<Vec<_>>(),
    );
    block
        .iter()
        .zip(differences)
        .map(|((one, figures), difference)| {
            let rate = |value: Option<f64>| {
                value.map_or("-".to_owned(), |value| {
                    shown(value, unit_exponent(value, 0.0, 2).max(-1))
                })
            };
            vec![
                one.label.clone(),
                rate(figures.before_per_100),
                rate(figures.after_per_100),
                difference,
                interval(figures),
                reading(figures).to_owned(),
            ]
        })
        .collect()
}

/// Differences in the unit of the coarsest of them, so that they add up to their sum as displayed.
fn shown_differences(differences: &[&crate::analysis::PairedDifference]) -> Vec<String> {
    let unit = differences
        .iter()
        .filter(|difference| difference.verdict != Verdict::Same)
        .map(|difference| {
            exponent(difference).max(unit_exponent(difference.mean, 0.0, MOST_DIGITS))
        })
        .max()
        .unwrap_or(0);
    let means: Vec<f64> = differences.iter().map(|difference| difference.mean).collect();
    adding_up(&means, unit)
        .into_iter()
        .map(|value| {
            let text = shown(value, unit);
            if value > 0.0 { format!("+{text}") } else { text }
        })
        .collect()
}

fn interval(figures: &GroupFigures) -> String {
    let difference = &figures.difference;
    match (difference.verdict, difference.interval) {
        (Verdict::Same, _) => String::new(),
        (Verdict::FewFuturesDiffer, _) | (_, None) => "-".to_owned(),
        (_, Some(interval)) => {
            let unit = exponent(difference);
            let end = |value: f64| {
                let text = shown(value, unit);
                match text.as_str() {
                    "0" if interval.low > 0.0 => "above 0".to_owned(),
                    "0" if interval.high < 0.0 => "below 0".to_owned(),
                    _ => text,
                }
            };
            span(&end(interval.low), &end(interval.high))
        }
    }
}

fn reading(figures: &GroupFigures) -> &'static str {
    match figures.bearing {
        Bearing::Gains => "gains",
        Bearing::Loses => "loses",
        Bearing::Differs if figures.difference.mean < 0.0 => "fewer",
        Bearing::Differs => "more",
        Bearing::Same => "the same",
        Bearing::Unclear => match figures.difference.verdict {
            Verdict::Immaterial => "too small",
            Verdict::FewFuturesDiffer => "too rare",
            _ => "unclear",
        },
    }
}
