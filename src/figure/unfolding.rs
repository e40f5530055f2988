//! How displacement adds up over the years.

use super::words::{caption, left_out};
use super::{Sources, shown};
use crate::chart::fan::{Fan, FanPanel};
use crate::chart::{ChartError, Svg, Theme, fan};

/// People displaced, added up since the start, one panel a strategy.
pub(super) fn displaced(sources: &Sources<'_>, theme: &Theme) -> Result<Svg, ChartError> {
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
    let panels = shown(sources)
        .into_iter()
        .map(|(letter, rank)| FanPanel {
            letter,
            title: sources.header.strategies[rank].title.clone(),
            trajectories: sources.material.displaced_by_year[rank]
                .iter()
                .map(|path| std::iter::once(0.0).chain(path.iter().copied()).collect())
                .collect(),
        })
        .collect();
    fan::render(&Fan { caption, years, panels }, theme)
}
