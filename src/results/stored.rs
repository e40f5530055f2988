//! A column of a finished run, read from a Parquet table when it is asked for.

use super::error::ResultsError;
use super::format::parquet::{ParquetReader, Values};
use std::fs::File;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// The numbers of a Parquet table in which every replicate has the same rows.
#[derive(Debug)]
pub(super) struct StoredTable {
    path: PathBuf,
    reader: ParquetReader<File>,
    /// Columns before the first number.
    keys: usize,
    /// Rows of a replicate.
    rows: usize,
    replicates: u32,
    /// The column read last: strategies and groups of one outcome are asked for in turn.
    last: Mutex<Option<(usize, Arc<Vec<f64>>)>>,
}

impl StoredTable {
    /// The table at `path`, whose first `keys` columns say what a row is and whose replicates have
    /// `rows` rows each.
    ///
    /// # Errors
    /// If the rows are not those of `replicates` replicates.
    pub(super) fn new(
        path: PathBuf,
        reader: ParquetReader<File>,
        (keys, rows): (usize, usize),
        replicates: u32,
    ) -> Result<Self, ResultsError> {
        let (found, said) = (reader.rows(), replicates as usize * rows);
        if found != said {
            return Err(ResultsError::damaged(&path, &format!("it has {found} rows, not {said}")));
        }
        Ok(Self { path, reader, keys, rows, replicates, last: Mutex::new(None) })
    }

    pub(super) fn replicates(&self) -> u32 {
        self.replicates
    }

    /// The values of a number (its position after the keys) in one row of every replicate.
    pub(super) fn column(&self, number: usize, row: usize) -> Result<Vec<f64>, ResultsError> {
        let whole = self.whole(number)?;
        Ok(whole.iter().skip(row).step_by(self.rows).copied().collect())
    }

    fn whole(&self, number: usize) -> Result<Arc<Vec<f64>>, ResultsError> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, values)) = last.as_ref().filter(|(of, _)| *of == number) {
            return Ok(Arc::clone(values));
        }
        // The old column goes before the new one comes.
        *last = None;
        let mut values = Vec::with_capacity(self.reader.rows());
        for group in 0..self.reader.row_groups() {
            let read = self.reader.column(group, self.keys + number);
            let read = read.map_err(|error| ResultsError::damaged(&self.path, &error))?;
            let Values::Real(numbers) = read else {
                let reason = format!("column {} is not numeric", self.keys + number + 1);
                return Err(ResultsError::damaged(&self.path, &reason));
            };
            values.extend(numbers);
        }
        let values = Arc::new(values);
        *last = Some((number, Arc::clone(&values)));
        Ok(values)
    }
}
