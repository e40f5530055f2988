//! How displacement adds up over the years.

use super::words::{caption, left_out};
use super::{FigureError, Sources, shown};
use crate::chart::fan::{Fan, FanPanel};
use crate::chart::{Svg, Theme, fan};

/// People displaced, added up since the start, one panel a strategy.
pub(super) fn displaced(sources: &Sources<'_>, theme: &Theme) -> Result<Svg, FigureError> {
    let mut caption = caption(
        sources,
        "displaced-over-time",
        "How does displacement add up over the years?".to_owned(),
        "People displaced (movements), added up since the start",
    );
    caption.note = left_out(sources);
    let first = f64::from(sources.header.first_month.year);
    // A year's total stands at its end.
    let years: Vec<f64> =
        (0..=sources.header.horizon_years).map(|year| first + f64::from(year)).collect();
    let futures = sources.summary.replicates_done as usize;
    let panels = shown(sources)
        .into_iter()
        .map(|(letter, rank)| {
            // Nobody is displaced at the start.
            let column = |time: usize| match time.checked_sub(1) {
                None => Ok(vec![0.0; futures]),
                Some(year) => Ok(sources.material.displaced_by(rank, year)?.into_owned()),
            };
            FanPanel::of(letter, &sources.header.strategies[rank].title, years.len(), column)
        })
        .collect::<Result<_, FigureError>>()?;
    Ok(fan::render(&Fan { caption, years, panels }, theme)?)
}
