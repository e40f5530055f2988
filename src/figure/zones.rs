//! Where people are displaced under the baseline.

use super::Sources;
use super::words::caption;
use crate::chart::map::{MapZone, ZoneMap};
use crate::chart::{ChartError, Svg, Theme, map};
use crate::data::boundaries::Boundary;

/// What the outlines do not claim.
pub(super) const DISCLAIMER: &str =
    "Boundaries are approximate and do not imply any judgement on the status of a territory.";

/// Fewest people for whom a rate is shown.
const LEAST_PEOPLE: f64 = 30.0;

/// Displacement movements per 100 residents over the horizon, baseline, mean over futures.
pub(super) fn displaced(sources: &Sources<'_>, theme: &Theme) -> Result<Svg, ChartError> {
    let rank = sources.header.baseline();
    let title = &sources.header.strategies[rank].title;
    let caption = caption(
        sources,
        "zones",
        format!("Where are people displaced under “{title}”?"),
        "People displaced (movements) per 100 residents, mean over all futures",
    );
    let futures = f64::from(sources.summary.replicates_done);
    let zones = sources
        .header
        .zones
        .iter()
        .enumerate()
        .map(|(zone, entry)| {
            let sum = sources.material.sum_in_zone(rank, zone);
            let rate = 100.0 * sum / futures / entry.people;
            MapZone {
                name: entry.name.clone(),
                value: (entry.people >= LEAST_PEOPLE).then_some(rate),
                rings: rings(sources.outlines.get(zone).and_then(Option::as_ref)),
            }
        })
        .collect();
    map::render(&ZoneMap { caption, zones, disclaimer: DISCLAIMER.to_owned() }, theme)
}

/// Outline of a zone as the map wants it.
pub(super) fn rings(boundary: Option<&Boundary>) -> Vec<Vec<(f64, f64)>> {
    boundary.map_or_else(Vec::new, |boundary| {
        boundary
            .rings
            .iter()
            .map(|ring| ring.iter().map(|point| (point[0], point[1])).collect())
            .collect()
    })
}
