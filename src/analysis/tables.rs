//! The comparison as files that open in a spreadsheet.

use super::compare::{PairedDifference, Verdict};
use super::effectiveness::Standing;
use super::equity::equity;
use super::frontier::Place;
use super::group_table::comparison_groups;
use super::summary::Summary;
use crate::group::GROUP_OUTCOMES;
use crate::results::format::csv::CsvTable;
use crate::results::format::digits::{decimals_of, rounded};
use crate::results::{GroupTable, ResultsError, RunHeader};
use crate::stats::Interval;

/// Decimals of shares and mean ranks.
const SHARE: u32 = 3;

/// Decimals of USD.
const USD: u32 = 2;

/// `comparison.csv`, `comparison_groups.csv`, `ranks.csv` and `effectiveness.csv` of a run, each with its
/// name; none for a run of the baseline alone.
///
/// # Errors
/// If the outcomes cannot be read.
pub fn comparison_files(
    summary: &Summary,
    header: &RunHeader,
    groups: &GroupTable,
) -> Result<Vec<(&'static str, Vec<u8>)>, ResultsError> {
    if summary.comparisons.is_empty() {
        return Ok(Vec::new());
    }
    let baseline = header.baseline();
    let others: Vec<usize> =
        (0..header.strategies.len()).filter(|rank| *rank != baseline).collect();
    let by_group = equity(header, groups, baseline, &others, GROUP_OUTCOMES)?;
    Ok(vec![
        ("comparison.csv", comparison(summary)),
        ("comparison_groups.csv", comparison_groups(summary, header, &by_group)),
        ("ranks.csv", ranks(summary)),
        ("effectiveness.csv", effectiveness(summary)),
    ])
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
            let decimals = decimals_of(&difference.outcome);
            let mut row = vec![
                comparison.strategy.clone(),
                comparison.baseline.clone(),
                difference.outcome.clone(),
                rounded(difference.baseline_mean, decimals),
                rounded(difference.strategy_mean, decimals),
                rounded(difference.mean, decimals),
            ];
            row.extend(ends(difference.interval, decimals));
            row.extend(ends(difference.simultaneous, decimals));
            row.extend(counts(difference));
            row.push(difference.fewer.to_string());
            row.push(difference.more.to_string());
            row.push(verdict(difference.verdict).to_owned());
            table.write(&row);
        }
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
                    rounded(*share, SHARE),
                    rounded(row.mean_rank, SHARE),
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
            rounded(one.extra_cost, USD),
            rounded(one.averted, decimals_of(one.unit.id())),
            standing(one.standing).to_owned(),
            one.ratio.map_or_else(String::new, usd),
        ];
        row.extend(ends(one.interval, USD));
        let place = summary
            .frontiers
            .iter()
            .find(|frontier| frontier.unit == one.unit)
            .and_then(|frontier| {
                frontier.strategies.iter().find(|placed| placed.strategy == one.strategy)
            })
            .map(|placed| &placed.place);
        let (word, beside, step) = place.map_or(("", String::new(), None), place_words);
        row.extend([word.to_owned(), beside, step.map_or_else(String::new, usd)]);
        table.write(&row);
    }
    table.into_bytes()
}

/// The two ends of an interval with `decimals`; empty if there is none.
pub(super) fn ends(interval: Option<Interval>, decimals: u32) -> [String; 2] {
    interval.map_or([const { String::new() }; 2], |it| {
        [it.low, it.high].map(|end| rounded(end, decimals))
    })
}

fn usd(value: f64) -> String {
    rounded(value, USD)
}

/// Futures in which a strategy does better, the same and worse.
pub(super) fn counts(difference: &PairedDifference) -> [String; 3] {
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
