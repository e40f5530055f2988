//! The figures of a run: from records and summary to chart specifications.

mod differences;
mod outcomes;
pub mod robustness;
pub mod storms;
mod unfolding;
mod words;
mod zones;

use crate::analysis::Summary;
use crate::chart::{ChartError, MOST_SERIES, Svg, Theme};
use crate::data::boundaries::Boundary;
use crate::engine::ReplicateRecord;
use crate::outcome::{OUTCOMES, OutcomeId, SERIES_TABLE, SeriesId};
use crate::results::RunHeader;

/// What the figures need of the records, by strategy rank; filled block by block.
#[derive(Debug)]
pub struct Material {
    /// Outcomes of each future.
    outcomes: Vec<Vec<[f64; OUTCOMES]>>,
    /// Person displacement movements added up by year, for each future.
    displaced_by_year: Vec<Vec<Vec<f64>>>,
    /// Largest yearly number of dwellings destroyed, for each future.
    worst_year_destroyed: Vec<Vec<f64>>,
    /// Displacement movements by zone, summed over futures.
    displaced_by_zone: Vec<Vec<f64>>,
}

impl Material {
    /// Nothing yet, for so many strategies and zones.
    pub fn new(strategies: usize, zones: usize) -> Self {
        Self {
            outcomes: vec![Vec::new(); strategies],
            displaced_by_year: vec![Vec::new(); strategies],
            worst_year_destroyed: vec![Vec::new(); strategies],
            displaced_by_zone: vec![vec![0.0; zones]; strategies],
        }
    }

    /// Takes the records of a block.
    pub fn take(&mut self, records: &[ReplicateRecord]) {
        debug_assert!(SERIES_TABLE[SeriesId::DisplacedPeople as usize].flow);
        for record in records {
            let rank = usize::from(record.strategy);
            self.outcomes[rank].push(record.outcomes);
            let years = |series: SeriesId| {
                record
                    .months
                    .chunks(12)
                    .map(move |year| year.iter().map(|month| month[series as usize]).sum::<f64>())
            };
            let mut total = 0.0;
            let cumulative = years(SeriesId::DisplacedPeople).map(|year| {
                total += year;
                total
            });
            self.displaced_by_year[rank].push(cumulative.collect());
            self.worst_year_destroyed[rank]
                .push(years(SeriesId::DestroyedDwellings).fold(0.0, f64::max));
            for (sum, displaced) in
                self.displaced_by_zone[rank].iter_mut().zip(&record.displaced_by_zone)
            {
                *sum += displaced;
            }
        }
    }
}

/// Everything the figures of a run are drawn from.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'a> {
    /// What the run is.
    pub header: &'a RunHeader,
    /// Its summary.
    pub summary: &'a Summary,
    /// Its records, condensed.
    pub material: &'a Material,
    /// Outlines of the zones by rank; empty where there are none.
    pub outlines: &'a [Option<Boundary>],
    /// Hash of the plan, for the metadata of each figure.
    pub plan_hash: &'a str,
}

/// Draws all figures of a run: name without ending, and figure.
///
/// # Errors
/// [`ChartError`] if a figure cannot be drawn.
pub fn draw(sources: &Sources<'_>) -> Result<Vec<(String, Svg)>, ChartError> {
    let theme = Theme::default();
    let mut figures = vec![
        ("displaced_people".to_owned(), outcomes::displaced(sources, &theme)?),
        ("displaced_over_time".to_owned(), unfolding::displaced(sources, &theme)?),
        ("worst_year_dwellings".to_owned(), outcomes::worst_year(sources, &theme)?),
        ("zones".to_owned(), zones::displaced(sources, &theme)?),
    ];
    if let Some(figure) = differences::displaced(sources, &theme)? {
        figures.insert(1, ("displaced_people_difference".to_owned(), figure));
    }
    Ok(figures)
}

/// Letters and ranks of the strategies shown, in the order of the letters, which are those of the
/// sentences: all, or the baseline and those that displace the fewest people on average.
fn shown(sources: &Sources<'_>) -> Vec<(char, usize)> {
    let header = sources.header;
    let baseline = header.baseline();
    let others = (0..header.strategies.len()).filter(|rank| *rank != baseline);
    let mut shown: Vec<(char, usize)> =
        ('A'..='Z').zip(std::iter::once(baseline).chain(others)).collect();
    let displaced = |rank: usize| {
        let outcomes = &sources.material.outcomes[rank];
        outcomes.iter().map(|values| values[OutcomeId::DisplacedPeople as usize]).sum::<f64>()
    };
    // The sort is stable: of equals, those with the earlier letters stay.
    shown[1..].sort_by(|a, b| displaced(a.1).total_cmp(&displaced(b.1)));
    shown.truncate(MOST_SERIES);
    shown.sort_by_key(|(letter, _)| *letter);
    shown
}
