//! The comparison by group as a file: all people first, and groups that add up to them.

use super::compare::{Comparison, PairedDifference};
use super::equity::{Bearing, GroupComparison};
use super::summary::Summary;
use super::tables::{counts, ends};
use crate::group::GROUP_OUTCOMES;
use crate::outcome::OUTCOME_TABLE;
use crate::results::format::csv::CsvTable;
use crate::results::format::digits::{decimals_of, rounded};
use crate::results::group_digits::{ALL, households_and_people, notes, shown_parts};
use crate::results::{GroupRow, RunHeader, group_rows};

/// Decimals of people, households and rates.
const DECIMALS: u32 = 3;

/// An amount of a paired difference.
type Amount = fn(&PairedDifference) -> f64;

/// Amounts that add up over groups. Each column is rounded for itself.
const AMOUNTS: [Amount; 3] = [|it| it.baseline_mean, |it| it.strategy_mean, |it| it.mean];

/// `comparison_groups.csv`. `compared` holds every strategy but the baseline, each with all groups of the
/// run and in each all outcomes of [`GROUP_OUTCOMES`], in that order.
pub(super) fn comparison_groups(
    summary: &Summary,
    header: &RunHeader,
    compared: &[GroupComparison],
) -> Vec<u8> {
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
    let rows = group_rows(header);
    let notes = notes(&rows);
    let of_strategy = rows.len() * GROUP_OUTCOMES.len();
    for groups in compared.chunks(of_strategy) {
        let of_strategy = |one: &&Comparison| one.strategy == groups[0].strategy;
        let Some(comparison) = summary.comparisons.iter().find(of_strategy) else { continue };
        let mut amounts = Vec::new();
        for (column, outcome) in GROUP_OUTCOMES.iter().enumerate() {
            let id = OUTCOME_TABLE[*outcome as usize].id;
            let all = comparison.outcomes.iter().find(|one| one.outcome == id);
            amounts.push(all.map(|all| shown(&rows, groups, column, all)));
            if let Some(all) = all {
                let mut row = [&*comparison.strategy, ALL, ALL, id].map(str::to_owned).to_vec();
                let size = households_and_people(&rows);
                row.extend(cells(size, AMOUNTS.map(|of| rounded(of(all), decimals_of(id))), all));
                row.push(String::new());
                table.write(&row);
            }
        }
        for (position, one) in groups.iter().enumerate() {
            let (group, column) =
                (position / GROUP_OUTCOMES.len(), position % GROUP_OUTCOMES.len());
            let mut row = [&one.strategy, &one.dimension, &one.group, &one.outcome]
                .map(String::clone)
                .to_vec();
            if let (Some(figures), Some(amounts)) = (&one.figures, &amounts[column]) {
                let amounts = std::array::from_fn(|amount| amounts[amount][group].clone());
                row.extend(cells(
                    (figures.households, figures.people),
                    amounts,
                    &figures.difference,
                ));
            } else {
                row.extend(std::iter::repeat_n(String::new(), 13));
            }
            row.push(notes[group].to_owned());
            table.write(&row);
        }
    }
    table.into_bytes()
}

/// The three amounts of every group for the outcome in `column`, as displayed.
fn shown(
    rows: &[GroupRow<'_>],
    groups: &[GroupComparison],
    column: usize,
    all: &PairedDifference,
) -> [Vec<String>; 3] {
    AMOUNTS.map(|of| {
        let amounts: Vec<f64> = (0..rows.len())
            .map(|group| &groups[group * GROUP_OUTCOMES.len() + column])
            .map(|one| one.figures.as_ref().map_or(0.0, |figures| of(&figures.difference)))
            .collect();
        shown_parts(rows, &amounts, of(all), decimals_of(&all.outcome))
    })
}

/// From the households to the bearing: 13 cells.
fn cells(
    (households, people): (f64, f64),
    amounts: [String; 3],
    difference: &PairedDifference,
) -> Vec<String> {
    let per_100 = |mean: f64| {
        if people > 0.0 { rounded(100.0 * mean / people, DECIMALS) } else { String::new() }
    };
    let mut cells = vec![rounded(households, DECIMALS), rounded(people, DECIMALS)];
    cells.extend(amounts);
    cells.extend(ends(difference.interval, decimals_of(&difference.outcome)));
    cells.extend([per_100(difference.baseline_mean), per_100(difference.strategy_mean)]);
    cells.extend(counts(difference));
    cells.push(bearing(Bearing::of(difference)).to_owned());
    cells
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
