//! The columns of the Parquet tables, out of records and back into them.

use super::error::ResultsError;
use super::format::parquet::{Kind, ParquetReader, Values};
use super::header::RunHeader;
use crate::engine::ReplicateRecord;
use crate::outcome::{OUTCOME_TABLE, OUTCOMES, SERIES, SERIES_TABLE};
use std::fs::File;
use std::path::Path;

/// Columns of `replicates.parquet` before its numbers.
pub(super) const KEYS: usize = 2;

/// Columns of `replicates.parquet` and `replicates.csv`.
pub(super) fn replicate_columns() -> Vec<(&'static str, Kind)> {
    let keys = [("strategy", Kind::Text), ("replicate", Kind::Integer)];
    keys.into_iter().chain(OUTCOME_TABLE.iter().map(|outcome| (outcome.id, Kind::Real))).collect()
}

/// Columns of `trajectories.parquet`.
pub(super) fn trajectory_columns() -> Vec<(&'static str, Kind)> {
    let keys = [("strategy", Kind::Text), ("replicate", Kind::Integer), ("month", Kind::Text)];
    keys.into_iter().chain(SERIES_TABLE.iter().map(|series| (series.id, Kind::Real))).collect()
}

/// Columns of `zones.parquet`.
pub(super) fn zone_columns() -> Vec<(&'static str, Kind)> {
    vec![
        ("strategy", Kind::Text),
        ("replicate", Kind::Integer),
        ("zone", Kind::Text),
        ("displaced_people", Kind::Real),
        ("destroyed_dwellings", Kind::Real),
        ("population_change_people", Kind::Real),
    ]
}

pub(super) fn strategy_names(header: &RunHeader) -> Vec<String> {
    header.strategies.iter().map(|strategy| strategy.id.clone()).collect()
}

/// One row a record. Columns are made one at a time, as they are asked for: a block of all of them is as
/// large as its records.
pub(super) fn replicate_values(
    header: &RunHeader,
    records: &[ReplicateRecord],
) -> impl Iterator<Item = Values> {
    let strategies = records.iter().map(|record| u32::from(record.strategy)).collect();
    let keys = [
        Values::Text { names: strategy_names(header), rows: strategies },
        Values::Integer(records.iter().map(|record| record.replicate.cast_signed()).collect()),
    ];
    keys.into_iter().chain((0..OUTCOMES).map(|outcome| {
        Values::Real(records.iter().map(|record| record.outcomes[outcome]).collect())
    }))
}

/// One row a record and month.
pub(super) fn trajectory_values(
    header: &RunHeader,
    records: &[ReplicateRecord],
) -> impl Iterator<Item = Values> {
    let periods = header.horizon().periods();
    let months = (0..periods).map(|period| header.horizon().month_of(period).to_string()).collect();
    let each = |value: &dyn Fn(&ReplicateRecord) -> u32| -> Vec<u32> {
        records
            .iter()
            .flat_map(|record| std::iter::repeat_n(value(record), usize::from(periods)))
            .collect()
    };
    let replicates = each(&|record| record.replicate).into_iter().map(u32::cast_signed);
    let keys = [
        Values::Text {
            names: strategy_names(header),
            rows: each(&|record| u32::from(record.strategy)),
        },
        Values::Integer(replicates.collect()),
        Values::Text {
            names: months,
            rows: records.iter().flat_map(|_| 0..u32::from(periods)).collect(),
        },
    ];
    keys.into_iter().chain((0..SERIES).map(|series| {
        let months = records.iter().flat_map(|record| &record.months);
        Values::Real(months.map(|month| month[series]).collect())
    }))
}

/// One row a record and zone.
pub(super) fn zone_values(header: &RunHeader, records: &[ReplicateRecord]) -> Vec<Values> {
    let zones = header.zones.len();
    let names = header.zones.iter().map(|zone| zone.id.clone()).collect();
    let each = |value: &dyn Fn(&ReplicateRecord) -> u32| -> Vec<u32> {
        records.iter().flat_map(|record| std::iter::repeat_n(value(record), zones)).collect()
    };
    let replicates = each(&|record| record.replicate).into_iter().map(u32::cast_signed);
    let real = |values: &dyn Fn(&ReplicateRecord) -> Vec<f64>| {
        Values::Real(records.iter().flat_map(values).collect())
    };
    vec![
        Values::Text {
            names: strategy_names(header),
            rows: each(&|record| u32::from(record.strategy)),
        },
        Values::Integer(replicates.collect()),
        Values::Text { names, rows: records.iter().flat_map(|_| 0..zones as u32).collect() },
        real(&|record| record.displaced_by_zone.clone()),
        real(&|record| record.destroyed_by_zone.clone()),
        real(&|record| record.population_change_by_zone.clone()),
    ]
}

/// The numeric column at `index`, or what is wrong with the file at `path`.
fn real<'a>(columns: &'a [Values], index: usize, path: &Path) -> Result<&'a [f64], ResultsError> {
    match columns.get(index) {
        Some(Values::Real(values)) => Ok(values),
        _ => Err(ResultsError::damaged(path, &format!("column {} is not numeric", index + 1))),
    }
}

/// Checks that the rows of `replicates.parquet` are by replicate from 0 on, then strategy.
pub(super) fn check_order(
    header: &RunHeader,
    reader: &ParquetReader<File>,
    path: &Path,
) -> Result<(), ResultsError> {
    let damaged = |error: &dyn std::fmt::Display| ResultsError::damaged(path, error);
    let mut rows_before = 0;
    for group in 0..reader.row_groups() {
        let column = |index| reader.column(group, index).map_err(|error| damaged(&error));
        rows_before += check_keys(header, &column(0)?, &column(1)?, rows_before, path)?;
    }
    Ok(())
}

/// Checks the two key columns of a row group and says how many rows it has.
fn check_keys(
    header: &RunHeader,
    strategies: &Values,
    replicates: &Values,
    rows_before: usize,
    path: &Path,
) -> Result<usize, ResultsError> {
    let (Values::Text { names, rows }, Values::Integer(replicates)) = (strategies, replicates)
    else {
        return Err(ResultsError::damaged(
            path,
            &"the first columns are not strategy and replicate",
        ));
    };
    let strategies = header.strategies.len();
    let in_order = |row: usize| {
        let place = rows_before + row;
        names[rows[row] as usize] == header.strategies[place % strategies].id
            && replicates[row].cast_unsigned() == (place / strategies) as u32
    };
    match (0..replicates.len()).find(|row| !in_order(*row)) {
        Some(row) => Err(ResultsError::damaged(path, &format!("row {} is out of order", row + 1))),
        None => Ok(replicates.len()),
    }
}

/// Outcomes of a row group as records without zones, groups and months. The rows must be in the order in
/// which they were written, from `first_replicate` on.
pub(super) fn records_of(
    header: &RunHeader,
    columns: &[Values],
    first_replicate: u32,
    path: &Path,
) -> Result<Vec<ReplicateRecord>, ResultsError> {
    let [keys, numbers, ..] = columns else {
        return Err(ResultsError::damaged(path, &"it has fewer than two columns"));
    };
    let strategies = header.strategies.len();
    check_keys(header, keys, numbers, first_replicate as usize * strategies, path)?;
    let Values::Integer(replicates) = numbers else { return Ok(Vec::new()) };
    let outcomes = (0..OUTCOMES)
        .map(|outcome| real(columns, KEYS + outcome, path))
        .collect::<Result<Vec<_>, _>>()?;
    let record = |row: usize| ReplicateRecord {
        replicate: replicates[row].cast_unsigned(),
        strategy: (row % strategies) as u16,
        outcomes: std::array::from_fn(|outcome| outcomes[outcome][row]),
        displaced_by_zone: Vec::new(),
        destroyed_by_zone: Vec::new(),
        population_change_by_zone: Vec::new(),
        groups: Vec::new(),
        costs: Vec::new(),
        months: Vec::new(),
    };
    Ok((0..replicates.len()).map(record).collect())
}

/// Puts the rows of a trajectory row group into the records of the same block.
pub(super) fn fill_months(
    records: &mut [ReplicateRecord],
    header: &RunHeader,
    columns: &[Values],
    path: &Path,
) -> Result<(), ResultsError> {
    let periods = usize::from(header.horizon().periods());
    let series = (0..SERIES)
        .map(|series| exactly(columns, 3 + series, records.len() * periods, path))
        .collect::<Result<Vec<_>, _>>()?;
    for (position, record) in records.iter_mut().enumerate() {
        let rows = position * periods..(position + 1) * periods;
        record.months = rows.map(|row| std::array::from_fn(|column| series[column][row])).collect();
    }
    Ok(())
}

/// Puts the rows of a zone row group into the records of the same block.
pub(super) fn fill_zones(
    records: &mut [ReplicateRecord],
    header: &RunHeader,
    columns: &[Values],
    path: &Path,
) -> Result<(), ResultsError> {
    let zones = header.zones.len();
    let displaced = exactly(columns, 3, records.len() * zones, path)?;
    let destroyed = exactly(columns, 4, records.len() * zones, path)?;
    let change = exactly(columns, 5, records.len() * zones, path)?;
    for (position, record) in records.iter_mut().enumerate() {
        let rows = position * zones..(position + 1) * zones;
        record.displaced_by_zone = displaced[rows.clone()].to_vec();
        record.destroyed_by_zone = destroyed[rows.clone()].to_vec();
        record.population_change_by_zone = change[rows].to_vec();
    }
    Ok(())
}

pub(super) fn exactly<'a>(
    columns: &'a [Values],
    index: usize,
    rows: usize,
    path: &Path,
) -> Result<&'a [f64], ResultsError> {
    let values = real(columns, index, path)?;
    if values.len() == rows {
        Ok(values)
    } else {
        let found = values.len();
        Err(ResultsError::damaged(path, &format!("a block has {found} rows instead of {rows}")))
    }
}
