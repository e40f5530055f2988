//! The figures of a run: from records and summary to chart specifications.

pub mod calibration;
mod differences;
pub mod hindsight;
mod material;
mod outcomes;
pub mod robustness;
pub mod storms;
pub mod tornado;
mod unfolding;
mod words;
mod zones;

pub use material::Material;

use crate::analysis::Summary;
use crate::chart::{ChartError, MOST_SERIES, Svg, Theme};
use crate::data::boundaries::Boundary;
use crate::results::{ResultsError, RunHeader};

/// Why a figure of a run could not be drawn.
#[derive(Debug, thiserror::Error)]
pub enum FigureError {
    /// What is to be drawn makes no figure.
    #[error(transparent)]
    Chart(#[from] ChartError),
    /// What is to be drawn cannot be kept or read.
    #[error(transparent)]
    Results(#[from] ResultsError),
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
/// [`FigureError`] if a figure cannot be drawn.
pub fn draw(sources: &Sources<'_>) -> Result<Vec<(String, Svg)>, FigureError> {
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
    let displaced = |rank: usize| sources.material.sum_displaced(rank);
    // The sort is stable: of equals, those with the earlier letters stay.
    shown[1..].sort_by(|a, b| displaced(a.1).total_cmp(&displaced(b.1)));
    shown.truncate(MOST_SERIES);
    shown.sort_by_key(|(letter, _)| *letter);
    shown
}
