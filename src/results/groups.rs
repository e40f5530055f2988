//! Outcomes by group: `groups.parquet` with every future, `groups.csv` with what they come to.
//!
//! Groups are those of the start: income fifth, sex and age of the head, disability, tenure, zone. Groups
//! of fewer than ten households are not shown in the summary: their values are empty, and the last column
//! says so. The Parquet table, which programs read, holds all.

use super::columns::{exactly, strategy_names};
use super::error::ResultsError;
use super::format::csv::CsvTable;
use super::format::digits::{decimals_of, rounded};
use super::format::parquet::{Kind, Values};
use super::group_digits::{ALL, households_and_people, notes, shown_parts};
use super::header::RunHeader;
use super::store::{ColumnStore, Storage};
use super::stored::StoredTable;
use super::table::ReplicateTable;
use crate::engine::ReplicateRecord;
use crate::group::{GROUP_COLUMNS, GROUP_OUTCOMES, GROUPS, LEAST_HOUSEHOLDS, ZONE_DIMENSION};
use crate::outcome::{OUTCOME_TABLE, OutcomeId};
use crate::stats::Moments;
use crate::stats::quantiles::quantile;
use std::borrow::Cow;
use std::path::Path;

/// A group of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GroupRow<'a> {
    /// Dimension, a column value in files.
    pub dimension: &'static str,
    /// Id within the dimension, a column value in files.
    pub id: &'a str,
    /// Label for people.
    pub label: &'a str,
    /// Households at the start.
    pub households: f64,
    /// People at the start.
    pub people: f64,
}

impl GroupRow<'_> {
    /// Whether the group has the ten households from which its values are shown.
    pub fn shown(&self) -> bool {
        self.households >= LEAST_HOUSEHOLDS
    }
}

/// Groups of a run in the order of a record: those of `group::GROUPS`, then the zones by rank.
pub fn group_rows(header: &RunHeader) -> Vec<GroupRow<'_>> {
    let stated = GROUPS.iter().enumerate().map(|(position, group)| {
        let (households, people) = header
            .groups
            .get(position)
            .map_or((0.0, 0.0), |entry| (entry.households, entry.people));
        GroupRow {
            dimension: group.dimension,
            id: group.id,
            label: group.label,
            households,
            people,
        }
    });
    let zones = header.zones.iter().map(|zone| GroupRow {
        dimension: ZONE_DIMENSION,
        id: &zone.id,
        label: &zone.name,
        households: zone.dwellings,
        people: zone.people,
    });
    stated.chain(zones).collect()
}

/// Number of groups of a run.
pub(super) fn group_count(header: &RunHeader) -> usize {
    GROUPS.len() + header.zones.len()
}

/// Columns of `groups.parquet` before its numbers.
pub(super) const GROUP_KEYS: usize = 4;

/// Columns of `groups.parquet`.
pub(super) fn group_columns() -> Vec<(&'static str, Kind)> {
    let keys = [
        ("strategy", Kind::Text),
        ("replicate", Kind::Integer),
        ("dimension", Kind::Text),
        ("group", Kind::Text),
    ];
    let outcomes = GROUP_OUTCOMES.iter().map(|id| (OUTCOME_TABLE[*id as usize].id, Kind::Real));
    keys.into_iter().chain(outcomes).collect()
}

/// One row a record and group.
pub(super) fn group_values(
    header: &RunHeader,
    records: &[ReplicateRecord],
) -> impl Iterator<Item = Values> {
    let rows = group_rows(header);
    let each = |value: &dyn Fn(&ReplicateRecord) -> u32| -> Vec<u32> {
        records.iter().flat_map(|record| std::iter::repeat_n(value(record), rows.len())).collect()
    };
    let mut dimensions: Vec<String> = rows.iter().map(|row| row.dimension.to_owned()).collect();
    dimensions.dedup();
    let dimension_of = |row: &GroupRow<'_>| {
        dimensions.iter().position(|name| name == row.dimension).unwrap_or_default() as u32
    };
    let of_rows: Vec<u32> = rows.iter().map(dimension_of).collect();
    let replicates = each(&|record| record.replicate).into_iter().map(u32::cast_signed);
    let keys = [
        Values::Text {
            names: strategy_names(header),
            rows: each(&|record| u32::from(record.strategy)),
        },
        Values::Integer(replicates.collect()),
        Values::Text {
            rows: records.iter().flat_map(|_| of_rows.iter().copied()).collect(),
            names: dimensions,
        },
        Values::Text {
            names: rows.iter().map(|row| row.id.to_owned()).collect(),
            rows: records.iter().flat_map(|_| 0..rows.len() as u32).collect(),
        },
    ];
    keys.into_iter().chain((0..GROUP_COLUMNS).map(|column| {
        let groups = records.iter().flat_map(|record| &record.groups);
        Values::Real(groups.map(|group| group[column]).collect())
    }))
}

/// Puts the rows of a group row group into the records of the same block.
pub(super) fn fill_groups(
    records: &mut [ReplicateRecord],
    header: &RunHeader,
    columns: &[Values],
    path: &Path,
) -> Result<(), ResultsError> {
    let count = group_count(header);
    let values = (0..GROUP_COLUMNS)
        .map(|column| exactly(columns, 4 + column, records.len() * count, path))
        .collect::<Result<Vec<_>, _>>()?;
    for (position, record) in records.iter_mut().enumerate() {
        let rows = position * count..(position + 1) * count;
        record.groups = rows.map(|row| std::array::from_fn(|column| values[column][row])).collect();
    }
    Ok(())
}

/// Values of all replicates by strategy, group and outcome, read when they are asked for.
#[derive(Debug)]
pub struct GroupTable {
    strategies: usize,
    groups: usize,
    columns: Columns,
}

#[derive(Debug)]
enum Columns {
    /// Gathered: a row a replicate, by strategy, then group, then outcome.
    Gathered(ColumnStore),
    /// Those of a finished run, read from its Parquet table.
    Stored(StoredTable),
}

impl GroupTable {
    pub(super) fn new(header: &RunHeader, storage: &Storage) -> Self {
        let (strategies, groups) = (header.strategies.len(), group_count(header));
        let columns = ColumnStore::new(strategies * groups * GROUP_COLUMNS, storage);
        Self { strategies, groups, columns: Columns::Gathered(columns) }
    }

    /// The table of a finished run. `stored` has a row for each replicate, strategy and group.
    pub(super) fn stored(header: &RunHeader, stored: StoredTable) -> Self {
        let (strategies, groups) = (header.strategies.len(), group_count(header));
        Self { strategies, groups, columns: Columns::Stored(stored) }
    }

    /// Takes a record. They come by replicate, then strategy.
    pub(super) fn take(&mut self, record: &ReplicateRecord) -> Result<(), ResultsError> {
        match &mut self.columns {
            Columns::Gathered(columns) => columns.push(record.groups.iter().flatten().copied()),
            Columns::Stored(_) => {
                Err(ResultsError::Records("a finished run takes no more replicates".to_owned()))
            }
        }
    }

    /// Values of an outcome in a group (its position in [`group_rows`]) under the strategy of `rank`, by
    /// replicate. None if the outcome is not counted by group, or if there is no such strategy or
    /// group.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn values(
        &self,
        rank: usize,
        group: usize,
        outcome: OutcomeId,
    ) -> Result<Option<Cow<'_, [f64]>>, ResultsError> {
        match crate::group::column(outcome) {
            Some(column) if rank < self.strategies && group < self.groups => {
                self.column(rank, group, column).map(Some)
            }
            _ => Ok(None),
        }
    }

    fn column(
        &self,
        rank: usize,
        group: usize,
        column: usize,
    ) -> Result<Cow<'_, [f64]>, ResultsError> {
        let row = rank * self.groups + group;
        match &self.columns {
            Columns::Gathered(columns) => columns.column(row * GROUP_COLUMNS + column),
            Columns::Stored(stored) => stored.column(column, row).map(Cow::Owned),
        }
    }

    /// `groups.csv`: one row for each strategy, group and outcome, all people first. Within a dimension
    /// the means add up to those of all people as displayed.
    pub(super) fn csv(
        &self,
        header: &RunHeader,
        all: &ReplicateTable,
        means: &GroupMeans,
    ) -> Result<Vec<u8>, ResultsError> {
        let mut table = CsvTable::new(&[
            "strategy",
            "dimension",
            "group",
            "households_at_start",
            "people_at_start",
            "outcome",
            "mean",
            "p05",
            "median",
            "p95",
            "note",
        ]);
        let rows = group_rows(header);
        let notes = notes(&rows);
        let (households, people) = households_and_people(&rows);
        for (rank, strategy) in header.strategies.iter().enumerate() {
            let mut displayed: Vec<Vec<String>> = Vec::with_capacity(GROUP_COLUMNS);
            for (column, outcome) in GROUP_OUTCOMES.iter().enumerate() {
                let values = all.values(rank, *outcome as usize)?;
                let decimals = decimals_of(id_of(*outcome));
                let mut row = [&*strategy.id, ALL, ALL].map(str::to_owned).to_vec();
                row.extend([rounded(households, 3), rounded(people, 3)]);
                row.push(id_of(*outcome).to_owned());
                let total = Moments::of(&values).mean();
                row.push(rounded(total, decimals));
                row.extend(range(values.into_owned(), decimals));
                row.push(String::new());
                table.write(&row);
                let means: Vec<f64> =
                    means.values[rank].iter().map(|group| group[column].mean()).collect();
                displayed.push(shown_parts(&rows, &means, total, decimals));
            }
            for (position, group) in rows.iter().enumerate() {
                for (column, outcome) in GROUP_OUTCOMES.iter().enumerate() {
                    let if_shown = |text: String| if group.shown() { text } else { String::new() };
                    let mut row =
                        [&*strategy.id, group.dimension, group.id].map(str::to_owned).to_vec();
                    row.push(if_shown(rounded(group.households, 3)));
                    row.push(if_shown(rounded(group.people, 3)));
                    row.push(id_of(*outcome).to_owned());
                    row.push(displayed[column][position].clone());
                    let values = self.column(rank, position, column)?.into_owned();
                    row.extend(range(values, decimals_of(id_of(*outcome))).map(if_shown));
                    row.push(notes[position].to_owned());
                    table.write(&row);
                }
            }
        }
        Ok(table.into_bytes())
    }
}

fn id_of(outcome: OutcomeId) -> &'static str {
    OUTCOME_TABLE[outcome as usize].id
}

/// Quantiles 5, 50 and 95 per cent.
fn range(mut sorted: Vec<f64>, decimals: u32) -> [String; 3] {
    sorted.sort_by(f64::total_cmp);
    [0.05, 0.5, 0.95].map(|share| rounded(quantile(&sorted, share), decimals))
}

/// Means over the futures by strategy and group, gathered while records pass by.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupMeans {
    values: Vec<Vec<[Moments; GROUP_COLUMNS]>>,
}

impl GroupMeans {
    pub(super) fn new(header: &RunHeader) -> Self {
        let groups = vec![[Moments::default(); GROUP_COLUMNS]; group_count(header)];
        Self { values: vec![groups; header.strategies.len()] }
    }

    pub(super) fn take(&mut self, record: &ReplicateRecord) {
        let groups = &mut self.values[usize::from(record.strategy)];
        for (moments, value) in groups.iter_mut().flatten().zip(record.groups.iter().flatten()) {
            moments.push(*value);
        }
    }

    /// Mean of an outcome for each person who was in a group (its position in `group::GROUPS`) at the
    /// start, under the strategy of `rank`. None if the group has fewer than ten households, if the
    /// outcome is not counted by group, or if there is no such strategy.
    pub fn per_person(
        &self,
        header: &RunHeader,
        rank: usize,
        group: usize,
        outcome: OutcomeId,
    ) -> Option<f64> {
        let entry = header.groups.get(group)?;
        let column = crate::group::column(outcome)?;
        let shown = entry.households >= LEAST_HOUSEHOLDS && entry.people > 0.0;
        shown.then_some(self.values.get(rank)?.get(group)?[column].mean() / entry.people)
    }
}
