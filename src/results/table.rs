//! Outcomes of all replicates, in memory.

use super::error::ResultsError;
use crate::engine::ReplicateRecord;
use crate::outcome::OUTCOMES;

/// Outcomes by strategy and replicate. Replicates are numbered from zero without gaps, and each was
/// played under every strategy.
#[derive(Clone, Debug, PartialEq)]
pub struct ReplicateTable {
    seed: u64,
    strategies: Vec<String>,
    replicates: u32,
    // By strategy, then outcome, then replicate: what is compared lies side by side.
    values: Vec<Vec<Vec<f64>>>,
}

impl ReplicateTable {
    /// An empty table for strategies with these ids, by rank, under `seed`.
    pub fn new(seed: u64, strategies: Vec<String>) -> Self {
        let values = vec![vec![Vec::new(); OUTCOMES]; strategies.len()];
        Self { seed, strategies, replicates: 0, values }
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
    /// by replicate.
    ///
    /// # Panics
    /// If there is no such strategy or outcome.
    pub fn values(&self, rank: usize, outcome: usize) -> &[f64] {
        &self.values[rank][outcome]
    }

    /// The first `replicates` alone; all where there are fewer.
    #[must_use]
    pub fn first(&self, replicates: u32) -> Self {
        let replicates = replicates.min(self.replicates);
        let mut first = Self { replicates, ..self.clone() };
        for column in first.values.iter_mut().flatten() {
            column.truncate(replicates as usize);
        }
        first
    }

    /// Takes in the outcomes of one more replicate, by strategy rank.
    pub(super) fn push(&mut self, rows: &[[f64; OUTCOMES]]) {
        for (columns, row) in self.values.iter_mut().zip(rows) {
            for (column, value) in columns.iter_mut().zip(row) {
                column.push(*value);
            }
        }
        self.replicates += 1;
    }

    /// Takes in records ordered by replicate, then strategy rank, that follow those already here.
    ///
    /// # Errors
    /// Records missing, doubled, or out of order; then nothing is taken in.
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
        for record in records {
            let columns = &mut self.values[usize::from(record.strategy)];
            for (column, value) in columns.iter_mut().zip(record.outcomes) {
                column.push(value);
            }
        }
        self.replicates += (records.len() / strategies) as u32;
        Ok(())
    }
}
