//! Figures of the hazard report.

use crate::chart::exceedance::{Curve, CurveKind, Exceedance, chance_over_years};
use crate::chart::map::{MapZone, ZoneMap};
use crate::chart::{Caption, ChartError, Svg, Theme, exceedance, format_count, map};
use crate::data::boundaries::Boundary;
use crate::hazard::chances::HazardChances;

/// Wind of hurricane force, m/s.
const HURRICANE_MS: f64 = 33.0;

/// Chance over the horizon of each wind at the reference point, catalogue beside record.
///
/// # Errors
/// [`ChartError`] if the figure cannot be drawn.
pub fn wind_at_reference(
    chances: &HazardChances,
    years: &str,
    provenance: &str,
) -> Result<Svg, ChartError> {
    let place = &chances.places[0];
    let horizon = u32::from(chances.horizon_years);
    let caption = Caption {
        id: "wind-at-reference".to_owned(),
        title: format!("How strong a wind may {} see?", place.name),
        unit: format!("Chance that the wind is reached at least once in {horizon} years"),
        period: format!("{years}, climate of the record"),
        population: format!("Marine wind at {}", place.name),
        note: Some(format!(
            "The record holds {} seasons; beyond its strongest storms it says nothing.",
            chances.last_season - chances.first_season + 1
        )),
        description: format!(
            "Chance of wind at {}, from the catalogue and from the record.",
            place.name
        ),
        provenance: provenance.to_owned(),
    };
    let points = |annual: &dyn Fn(&(f64, f64, f64)) -> f64| {
        chances
            .curve
            .iter()
            .map(|at| (at.0, chance_over_years(annual(at), horizon)))
            .filter(|(_, chance)| *chance > 0.0)
            .collect()
    };
    let curves = vec![
        Curve {
            letter: 'A',
            title: format!(
                "Catalogue, {} synthetic years",
                format_count(chances.synthetic_years as f64)
            ),
            points: points(&|at| at.1),
            kind: CurveKind::Computed,
        },
        Curve {
            letter: 'B',
            title: format!("{}–{}", chances.first_season, chances.last_season),
            points: points(&|at| at.2),
            kind: CurveKind::Record,
        },
    ];
    exceedance::render(
        &Exceedance {
            caption,
            value_label: "Maximum sustained wind, m/s".to_owned(),
            chance_label: format!("Chance that it is reached at least once in {horizon} years"),
            curves,
        },
        &Theme::default(),
    )
}

/// Chance over the horizon of hurricane-force wind by zone.
///
/// # Errors
/// [`ChartError`] if the figure cannot be drawn.
pub fn hurricane_wind(
    chances: &HazardChances,
    outlines: &[Option<Boundary>],
    (years, pathway): (&str, &str),
    provenance: &str,
) -> Result<Svg, ChartError> {
    let zones = chances
        .places
        .iter()
        .skip(1)
        .enumerate()
        .map(|(rank, place)| MapZone {
            name: place.name.clone(),
            value: place
                .levels
                .iter()
                .find(|level| level.wind_ms >= HURRICANE_MS)
                .map(|level| 100.0 * level.over_horizon),
            rings: super::zones::rings(outlines.get(rank).and_then(Option::as_ref)),
        })
        .collect();
    let caption = Caption {
        id: "hurricane-wind".to_owned(),
        title: "Where is hurricane-force wind most likely?".to_owned(),
        unit: format!(
            "Chance (%) of marine wind of 33 m/s and more at least once in {} years",
            chances.horizon_years
        ),
        period: years.to_owned(),
        population: format!("Climate pathway {pathway}"),
        note: None,
        description: "Chance of hurricane-force wind by zone.".to_owned(),
        provenance: provenance.to_owned(),
    };
    map::render(
        &ZoneMap { caption, zones, disclaimer: super::zones::DISCLAIMER.to_owned() },
        &Theme::default(),
    )
}
