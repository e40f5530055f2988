//! How the strategies differ: fifty futures of each, and how bad a year can get.

use super::words::{caption, fifty_marks, left_out};
use super::{FigureError, Sources, shown};
use crate::chart::dotplot::{DotRow, Dotplot};
use crate::chart::exceedance::{Curve, CurveKind, Exceedance, reached_at_least_once};
use crate::chart::{Svg, Theme, dotplot, exceedance};

/// People displaced over the horizon, one row a strategy.
pub(super) fn displaced(sources: &Sources<'_>, theme: &Theme) -> Result<Svg, FigureError> {
    let mut caption = caption(
        sources,
        "displaced-people",
        "How many people does each strategy leave displaced?".to_owned(),
        "People displaced (movements: someone displaced twice counts twice), whole period",
    );
    caption.note = Some(fifty_marks(sources));
    let rows = shown(sources)
        .into_iter()
        .map(|(letter, rank)| {
            Ok(DotRow {
                letter,
                title: sources.header.strategies[rank].title.clone(),
                values: sources.material.displaced(rank)?.into_owned(),
            })
        })
        .collect::<Result<_, FigureError>>()?;
    Ok(dotplot::render(&Dotplot { caption, rows, threshold: None }, theme)?)
}

/// Chance over the horizon that one year destroys at least so many dwellings.
pub(super) fn worst_year(sources: &Sources<'_>, theme: &Theme) -> Result<Svg, FigureError> {
    let years = sources.header.horizon_years;
    let mut caption = caption(
        sources,
        "worst-year-dwellings",
        "How bad can the worst year get?".to_owned(),
        "Dwellings destroyed in the worst single year of a future",
    );
    caption.note = left_out(sources);
    let curves = shown(sources)
        .into_iter()
        .map(|(letter, rank)| {
            Ok(Curve {
                letter,
                title: sources.header.strategies[rank].title.clone(),
                points: reached_at_least_once(&sources.material.worst_year(rank)?),
                kind: CurveKind::Futures,
            })
        })
        .collect::<Result<_, FigureError>>()?;
    Ok(exceedance::render(
        &Exceedance {
            caption,
            value_label: "Dwellings destroyed in one year".to_owned(),
            chance_label: format!("Chance that it is reached at least once in {years} years"),
            curves,
        },
        theme,
    )?)
}
