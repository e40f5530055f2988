//! `alternatives.csv`: the outcomes of every future of every alternative.

use super::columns::replicate_columns;
use super::error::ResultsError;
use super::folder::RunFolder;
use super::format::csv::{CsvStream, number};
use super::store::Storage;
use super::table::ReplicateTable;
use crate::outcome::OUTCOMES;
use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::Path;

/// Name of the file in a run folder.
pub const ALTERNATIVES: &str = "alternatives.csv";

/// The outcomes of an alternative.
#[derive(Debug)]
pub struct AlternativeTable {
    /// Id of the alternative.
    pub id: String,
    /// Outcomes by strategy and replicate; the same replicate has the same draws as in the main case.
    pub table: ReplicateTable,
}

/// Writes the file: alternative, strategy, replicate, then every outcome.
///
/// # Errors
/// If `to` or the store of a table refuses.
pub fn write_alternatives(
    to: &mut dyn Write,
    alternatives: &[AlternativeTable],
) -> Result<(), ResultsError> {
    let refused = |error: io::Error| ResultsError::format(Path::new(ALTERNATIVES), &error);
    let mut columns = vec!["alternative"];
    columns.extend(replicate_columns().iter().map(|(name, _)| *name));
    let mut csv = CsvStream::new(to, &columns).map_err(refused)?;
    for AlternativeTable { id, table } in alternatives {
        table.each_row(|replicate, strategy, outcomes| {
            let mut row = vec![id.clone(), strategy.to_owned(), replicate.to_string()];
            row.extend(outcomes.iter().map(|value| number(*value)));
            csv.write(&row).map_err(refused)
        })?;
    }
    csv.finish().map(|_| ()).map_err(refused)
}

impl RunFolder {
    /// Outcomes of the alternatives, kept in `storage`, sorted by id; empty where none were played.
    ///
    /// # Errors
    /// If the file cannot be read or is not as it was written.
    pub fn alternatives(&self, storage: &Storage) -> Result<Vec<AlternativeTable>, ResultsError> {
        if !self.manifest().files.iter().any(|file| file.name == ALTERNATIVES) {
            return Ok(Vec::new());
        }
        let path = self.compared(ALTERNATIVES)?;
        let file = File::open(&path).map_err(ResultsError::system("read", &path))?;
        let run = &self.manifest().run;
        let ids: Vec<String> = run.strategies.iter().map(|strategy| strategy.id.clone()).collect();
        let damaged = |reason: &str| ResultsError::damaged(&path, &reason);
        let mut read: Vec<AlternativeTable> = Vec::new();
        let mut rows: Vec<[f64; OUTCOMES]> = Vec::new();
        for record in csv::Reader::from_reader(BufReader::new(file)).records() {
            let record = record.map_err(|error| ResultsError::damaged(&path, &error))?;
            let text = |column: usize| record.get(column).unwrap_or_default();
            if read.last().is_none_or(|last| last.id != text(0)) {
                let table = ReplicateTable::kept_in(storage, run.seed, ids.clone());
                read.push(AlternativeTable { id: text(0).to_owned(), table });
            }
            if ids.get(rows.len()).is_none_or(|id| id != text(1)) {
                return Err(damaged("its strategies are not those of the run"));
            }
            let mut outcomes = [0.0; OUTCOMES];
            for (column, value) in outcomes.iter_mut().enumerate() {
                *value = text(column + 3).parse().map_err(|_| damaged("a number is missing"))?;
            }
            rows.push(outcomes);
            if rows.len() == ids.len()
                && let Some(last) = read.last_mut()
            {
                last.table.push(&rows)?;
                rows.clear();
            }
        }
        if rows.is_empty() { Ok(read) } else { Err(damaged("a future is not whole")) }
    }
}
