//! `alternatives.csv`: the outcomes of every future of every alternative.

use super::columns::replicate_columns;
use super::error::ResultsError;
use super::folder::RunFolder;
use super::format::csv::{CsvTable, number};
use super::table::ReplicateTable;
use crate::outcome::OUTCOMES;
use std::fs;

/// Name of the file in a run folder.
pub const ALTERNATIVES: &str = "alternatives.csv";

/// The outcomes of an alternative.
#[derive(Clone, Debug, PartialEq)]
pub struct AlternativeTable {
    /// Id of the alternative.
    pub id: String,
    /// Outcomes by strategy and replicate; the same replicate has the same draws as in the main case.
    pub table: ReplicateTable,
}

/// The bytes of the file: alternative, strategy, replicate, then every outcome.
pub fn alternatives_csv(alternatives: &[AlternativeTable]) -> Vec<u8> {
    let mut columns = vec!["alternative"];
    columns.extend(replicate_columns().iter().map(|(name, _)| *name));
    let mut csv = CsvTable::new(&columns);
    for AlternativeTable { id, table } in alternatives {
        for replicate in 0..table.replicates() {
            for (rank, strategy) in table.strategies().iter().enumerate() {
                let mut row = vec![id.clone(), strategy.clone(), replicate.to_string()];
                let value = |outcome| number(table.values(rank, outcome)[replicate as usize]);
                row.extend((0..OUTCOMES).map(value));
                csv.write(&row);
            }
        }
    }
    csv.into_bytes()
}

impl RunFolder {
    /// Outcomes of the alternatives, sorted by id; empty where none were played.
    ///
    /// # Errors
    /// If the file cannot be read or is not as it was written.
    pub fn alternatives(&self) -> Result<Vec<AlternativeTable>, ResultsError> {
        if !self.manifest().files.iter().any(|file| file.name == ALTERNATIVES) {
            return Ok(Vec::new());
        }
        let path = self.compared(ALTERNATIVES)?;
        let bytes = fs::read(&path).map_err(ResultsError::system("read", &path))?;
        let run = &self.manifest().run;
        let ids: Vec<String> = run.strategies.iter().map(|strategy| strategy.id.clone()).collect();
        let damaged = |reason: &str| ResultsError::damaged(&path, &reason);
        let mut read: Vec<AlternativeTable> = Vec::new();
        let mut rows: Vec<[f64; OUTCOMES]> = Vec::new();
        for record in csv::Reader::from_reader(bytes.as_slice()).records() {
            let record = record.map_err(|error| ResultsError::damaged(&path, &error))?;
            let text = |column: usize| record.get(column).unwrap_or_default();
            if read.last().is_none_or(|last| last.id != text(0)) {
                let table = ReplicateTable::new(run.seed, ids.clone());
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
                last.table.push(&rows);
                rows.clear();
            }
        }
        if rows.is_empty() { Ok(read) } else { Err(damaged("a future is not whole")) }
    }
}
