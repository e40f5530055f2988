//! What the figures need of the records, gathered block by block.

use crate::engine::ReplicateRecord;
use crate::outcome::{OutcomeId, SERIES_TABLE, SeriesId};
use crate::results::{ColumnStore, ResultsError, RunHeader, Storage};
use std::borrow::Cow;

/// Columns of a strategy before its years: people displaced, and the most dwellings destroyed in a year.
const BEFORE_YEARS: usize = 2;

/// What the figures need of the records, by strategy rank.
#[derive(Debug)]
pub struct Material {
    /// Columns of a strategy.
    width: usize,
    /// A row a future: by strategy people displaced, the largest yearly number of dwellings destroyed,
    /// and person displacement movements added up by year.
    columns: ColumnStore,
    /// People displaced, summed over futures.
    displaced: Vec<f64>,
    /// Displacement movements by zone, summed over futures.
    displaced_by_zone: Vec<Vec<f64>>,
}

impl Material {
    /// Nothing yet, for the run of `header`; what is taken is kept in `storage`.
    pub fn new(header: &RunHeader, storage: &Storage) -> Self {
        let strategies = header.strategies.len();
        let width = BEFORE_YEARS + usize::from(header.horizon().periods()).div_ceil(12);
        Self {
            width,
            columns: ColumnStore::new(strategies * width, storage),
            displaced: vec![0.0; strategies],
            displaced_by_zone: vec![vec![0.0; header.zones.len()]; strategies],
        }
    }

    /// Takes the records of a block, by replicate, then strategy.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn take(&mut self, records: &[ReplicateRecord]) -> Result<(), ResultsError> {
        debug_assert!(SERIES_TABLE[SeriesId::DisplacedPeople as usize].flow);
        for record in records {
            let rank = usize::from(record.strategy);
            let displaced = record.outcomes[OutcomeId::DisplacedPeople as usize];
            let years = |series: SeriesId| {
                record
                    .months
                    .chunks(12)
                    .map(move |year| year.iter().map(|month| month[series as usize]).sum::<f64>())
            };
            let worst = years(SeriesId::DestroyedDwellings).fold(0.0, f64::max);
            self.columns.push([displaced, worst])?;
            let mut total = 0.0;
            self.columns.push(years(SeriesId::DisplacedPeople).map(|year| {
                total += year;
                total
            }))?;
            self.displaced[rank] += displaced;
            for (sum, displaced) in
                self.displaced_by_zone[rank].iter_mut().zip(&record.displaced_by_zone)
            {
                *sum += displaced;
            }
        }
        Ok(())
    }

    /// People displaced in each future.
    pub(super) fn displaced(&self, rank: usize) -> Result<Cow<'_, [f64]>, ResultsError> {
        self.columns.column(rank * self.width)
    }

    /// Largest yearly number of dwellings destroyed in each future.
    pub(super) fn worst_year(&self, rank: usize) -> Result<Cow<'_, [f64]>, ResultsError> {
        self.columns.column(rank * self.width + 1)
    }

    /// People displaced up to the end of a year, the first being 0, in each future.
    pub(super) fn displaced_by(
        &self,
        rank: usize,
        year: usize,
    ) -> Result<Cow<'_, [f64]>, ResultsError> {
        self.columns.column(rank * self.width + BEFORE_YEARS + year)
    }

    /// People displaced, summed over futures.
    pub(super) fn sum_displaced(&self, rank: usize) -> f64 {
        self.displaced[rank]
    }

    /// Displacement movements in a zone, summed over futures.
    pub(super) fn sum_in_zone(&self, rank: usize, zone: usize) -> f64 {
        self.displaced_by_zone[rank][zone]
    }
}
