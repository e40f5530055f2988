//! Outcomes of all replicates, column by column.

use super::error::ResultsError;
use super::store::{ColumnStore, Storage};
use super::stored::StoredTable;
use crate::engine::ReplicateRecord;
use crate::outcome::OUTCOMES;
use std::borrow::Cow;

/// Outcomes by strategy and replicate. Replicates are numbered from zero without gaps, and each was
/// played under every strategy.
#[derive(Debug)]
pub struct ReplicateTable {
    seed: u64,
    strategies: Vec<String>,
    replicates: u32,
    columns: Columns,
}

#[derive(Debug)]
enum Columns {
    /// Gathered: a row a replicate, by strategy, then outcome.
    Gathered(ColumnStore),
    /// Those of a finished run, read from its Parquet table.
    Stored(StoredTable),
}

impl ReplicateTable {
    /// An empty table in memory for strategies with these ids, by rank, under `seed`.
    pub fn new(seed: u64, strategies: Vec<String>) -> Self {
        Self::kept_in(&Storage::Memory, seed, strategies)
    }

    /// An empty table whose values are kept in `storage`.
    pub fn kept_in(storage: &Storage, seed: u64, strategies: Vec<String>) -> Self {
        let columns = Columns::Gathered(ColumnStore::new(strategies.len() * OUTCOMES, storage));
        Self { seed, strategies, replicates: 0, columns }
    }

    /// The table of a finished run. `stored` has a row for each replicate and strategy.
    pub(super) fn stored(seed: u64, strategies: Vec<String>, stored: StoredTable) -> Self {
        let replicates = stored.replicates();
        Self { seed, strategies, replicates, columns: Columns::Stored(stored) }
    }

    /// Seed of the run.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Ids of the strategies by rank.
    pub fn strategies(&self) -> &[String] {
        &self.strategies
    }

    /// Replicates of each strategy.
    pub fn replicates(&self) -> u32 {
        self.replicates
    }

    /// Values of an outcome (its position in `outcome::OUTCOME_TABLE`) under the strategy of `rank`,
    /// by replicate. They are read when they are asked for: keep them no longer than they are needed.
    ///
    /// # Errors
    /// If the disk refuses.
    ///
    /// # Panics
    /// If there is no such strategy or outcome.
    pub fn values(&self, rank: usize, outcome: usize) -> Result<Cow<'_, [f64]>, ResultsError> {
        match &self.columns {
            Columns::Gathered(columns) => columns.column(rank * OUTCOMES + outcome),
            Columns::Stored(stored) => stored.column(outcome, rank).map(Cow::Owned),
        }
    }

    /// Hands every row to `take`: replicate, id of the strategy, outcomes; by replicate, then strategy.
    ///
    /// # Errors
    /// The first error of `take`, or if the disk refuses.
    pub(super) fn each_row(
        &self,
        mut take: impl FnMut(u32, &str, &[f64]) -> Result<(), ResultsError>,
    ) -> Result<(), ResultsError> {
        let Columns::Gathered(columns) = &self.columns else {
            return Err(ResultsError::Records("a finished run is read by column".to_owned()));
        };
        let mut replicate = 0;
        columns.each_row(|row| {
            for (id, outcomes) in self.strategies.iter().zip(row.chunks(OUTCOMES)) {
                take(replicate, id, outcomes)?;
            }
            replicate += 1;
            Ok(())
        })
    }

    /// Takes in the outcomes of one more replicate, by strategy rank.
    pub(super) fn push(&mut self, rows: &[[f64; OUTCOMES]]) -> Result<(), ResultsError> {
        self.gathered()?.push(rows.iter().flatten().copied())?;
        self.replicates += 1;
        Ok(())
    }

    /// Takes in records ordered by replicate, then strategy rank, that follow those already here.
    ///
    /// # Errors
    /// Records missing, doubled, or out of order; then nothing is taken in. Or if the disk refuses.
    pub fn extend(&mut self, records: &[ReplicateRecord]) -> Result<(), ResultsError> {
        let strategies = self.strategies.len();
        if strategies == 0 || !records.len().is_multiple_of(strategies) {
            return Err(ResultsError::Records(format!(
                "{} records do not divide among {strategies} strategies",
                records.len()
            )));
        }
        for (position, record) in records.iter().enumerate() {
            let replicate = self.replicates + (position / strategies) as u32;
            let strategy = position % strategies;
            if (record.replicate, usize::from(record.strategy)) != (replicate, strategy) {
                return Err(ResultsError::Records(format!(
                    "replicate {} of strategy {} stands where replicate {replicate} of strategy \
                     {strategy} should",
                    record.replicate, record.strategy
                )));
            }
        }
        let columns = self.gathered()?;
        for record in records {
            columns.push(record.outcomes)?;
        }
        self.replicates += (records.len() / strategies) as u32;
        Ok(())
    }

    fn gathered(&mut self) -> Result<&mut ColumnStore, ResultsError> {
        match &mut self.columns {
            Columns::Gathered(columns) => Ok(columns),
            Columns::Stored(_) => {
                Err(ResultsError::Records("a finished run takes no more replicates".to_owned()))
            }
        }
    }
}
