//! The comparison as files that open in a spreadsheet.

use super::compare::{PairedDifference, Verdict};
use super::effectiveness::Standing;
use super::equity::{Bearing, GroupComparison, equity};
use super::frontier::Place;
use super::summary::Summary;
use crate::group::GROUP_OUTCOMES;
use crate::results::format::csv::{CsvTable, number};
use crate::results::{GroupTable, RunHeader};
use crate::stats::Interval;

/// `comparison.csv`, `comparison_groups.csv`, `ranks.csv` and `effectiveness.csv` of a run, each with its
/// name; none for a run of the baseline alone.
pub fn comparison_files(
    summary: &Summary,
    header: &RunHeader,
    groups: &GroupTable,
) -> Vec<(&'static str, Vec<u8>)> {
    if summary.comparisons.is_empty() {
        return Vec::new();
    }
    let baseline = header.baseline();
    let others: Vec<usize> =
        (0..header.strategies.len()).filter(|rank| *rank != baseline).collect();
    let by_group = equity(header, groups, baseline, &others, GROUP_OUTCOMES);
    vec![
        ("comparison.csv", comparison(summary)),
        ("comparison_groups.csv", comparison_groups(&by_group)),
        ("ranks.csv", ranks(summary)),
        ("effectiveness.csv", effectiveness(summary)),
    ]
}

fn comparison(summary: &Summary) -> Vec<u8> {
    let mut table = CsvTable::new(&[
        "strategy",
        "baseline",
        "outcome",
        "baseline_mean",
        "mean",
        "difference",
        "low",
        "high",
        "simultaneous_low",
        "simultaneous_high",
        "better",
        "same",
        "worse",
        "fewer",
        "more",
        "verdict",
    ]);
    for comparison in &summary.comparisons {
        for difference in &comparison.outcomes {
            let mut row = vec![
                comparison.strategy.clone(),
                comparison.baseline.clone(),
                difference.outcome.clone(),
                number(difference.baseline_mean),
                number(difference.strategy_mean),
                number(difference.mean),
            ];
            row.extend(ends(difference.interval));
            row.extend(ends(difference.simultaneous));
            row.extend(counts(difference));
            row.push(difference.fewer.to_string());
            row.push(difference.more.to_string());
            row.push(verdict(difference.verdict).to_owned());
            table.write(&row);
        }
    }
    table.into_bytes()
}

fn comparison_groups(compared: &[GroupComparison]) -> Vec<u8> {
    let mut table = CsvTable::new(&[
        "strategy",
        "dimension",
        "group",
        "outcome",
        "households_at_start",
        "people_at_start",
        "baseline_mean",
        "mean",
        "difference",
        "low",
        "high",
        "baseline_per_100_people",
        "per_100_people",
        "better",
        "same",
        "worse",
        "bearing",
        "note",
    ]);
    for one in compared {
        let mut row = vec![
            one.strategy.clone(),
            one.dimension.clone(),
            one.group.clone(),
            one.outcome.clone(),
        ];
        if let Some(figures) = &one.figures {
            let difference = &figures.difference;
            row.extend([
                number(figures.households),
                number(figures.people),
                number(difference.baseline_mean),
                number(difference.strategy_mean),
                number(difference.mean),
            ]);
            row.extend(ends(difference.interval));
            row.push(figures.before_per_100.map_or_else(String::new, number));
            row.push(figures.after_per_100.map_or_else(String::new, number));
            row.extend(counts(difference));
            row.extend([bearing(figures.bearing).to_owned(), String::new()]);
        } else {
            row.extend(std::iter::repeat_n(String::new(), 13));
            row.push("fewer than 10 households: not shown".to_owned());
        }
        table.write(&row);
    }
    table.into_bytes()
}

fn ranks(summary: &Summary) -> Vec<u8> {
    let mut table =
        CsvTable::new(&["outcome", "strategy", "rank", "share_of_futures", "mean_rank"]);
    for ranks in &summary.ranks {
        for row in &ranks.rows {
            for (position, share) in row.shares.iter().enumerate() {
                table.write(&[
                    ranks.outcome.clone(),
                    row.strategy.clone(),
                    (position + 1).to_string(),
                    number(*share),
                    number(row.mean_rank),
                ]);
            }
        }
    }
    table.into_bytes()
}

fn effectiveness(summary: &Summary) -> Vec<u8> {
    let mut table = CsvTable::new(&[
        "strategy",
        "averted",
        "extra_cost_usd",
        "averted_mean",
        "standing",
        "usd_for_each_averted",
        "low",
        "high",
        "place",
        "place_beside",
        "step_usd_for_each_averted",
    ]);
    for one in &summary.effectiveness {
        let mut row = vec![
            one.strategy.clone(),
            one.unit.id().to_owned(),
            number(one.extra_cost),
            number(one.averted),
            standing(one.standing).to_owned(),
            one.ratio.map_or_else(String::new, number),
        ];
        row.extend(ends(one.interval));
        let place = summary
            .frontiers
            .iter()
            .find(|frontier| frontier.unit == one.unit)
            .and_then(|frontier| {
                frontier.strategies.iter().find(|placed| placed.strategy == one.strategy)
            })
            .map(|placed| &placed.place);
        let (word, beside, step) = place.map_or(("", String::new(), None), place_words);
        row.extend([word.to_owned(), beside, step.map_or_else(String::new, number)]);
        table.write(&row);
    }
    table.into_bytes()
}

fn ends(interval: Option<Interval>) -> [String; 2] {
    interval.map_or([const { String::new() }; 2], |it| [number(it.low), number(it.high)])
}

fn counts(difference: &PairedDifference) -> [String; 3] {
    match difference.better_same_worse() {
        Some((better, same, worse)) => [better, same, worse].map(|count| count.to_string()),
        None => [String::new(), difference.same.to_string(), String::new()],
    }
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Same => "same",
        Verdict::Separated => "separated",
        Verdict::IntervalHoldsZero => "interval_holds_zero",
        Verdict::Immaterial => "immaterial",
        Verdict::FewFuturesDiffer => "few_futures_differ",
    }
}

fn bearing(bearing: Bearing) -> &'static str {
    match bearing {
        Bearing::Gains => "gains",
        Bearing::Loses => "loses",
        Bearing::Differs => "differs",
        Bearing::Unclear => "unclear",
        Bearing::Same => "same",
    }
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Costs => "costs",
        Standing::Dominates => "dominates",
        Standing::Dominated => "dominated",
        Standing::Saves => "saves",
        Standing::NotIdentified => "not_identified",
    }
}

fn place_words(place: &Place) -> (&'static str, String, Option<f64>) {
    match place {
        Place::Frontier { after, step } => ("frontier", after.clone().unwrap_or_default(), *step),
        Place::Dominated { by } => ("dominated", by.clone(), None),
        Place::ExtendedlyDominated { from, to } => {
            ("extendedly_dominated", format!("{from};{to}"), None)
        }
        Place::SameAs { other } => ("same_as", other.clone(), None),
    }
}
