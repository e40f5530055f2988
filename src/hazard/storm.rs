//! One recorded storm as the wind field sees it: its track, the radius used along it, and its largest wind
//! at each zone. For comparisons with other wind fields.

use serde::Serialize;

use super::TrackFiles;
use super::wind_field::{Peak, Point, WindField, fixes_of};
use crate::data::tracks::{Track, find_storm};
use crate::data::{DataError, DataSource};
use crate::scenario::Scenario;
use crate::scenario::hazard::{HazardKind, ScriptedAction};

/// Minutes between the positions that are told.
const MINUTES: u16 = 15;

/// A recorded storm over the zones of a scenario.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StormWinds {
    /// Id in the file of tracks.
    pub storm: String,
    /// Name and season, or the id of a storm without a name.
    pub name: String,
    /// Its positions, a quarter of an hour apart between fixes, and at every fix.
    pub positions: Vec<StormPosition>,
    /// Its largest wind at each zone, in the order of the scenario.
    pub zones: Vec<StormAtZone>,
}

/// A storm at one moment.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StormPosition {
    /// Time, UTC.
    pub time_utc: String,
    /// Latitude of the centre, degrees north.
    pub lat: f64,
    /// Longitude of the centre, degrees east.
    pub lon: f64,
    /// Largest sustained wind of the storm, m/s.
    pub wind_ms: f64,
    /// Radius at which it blows, km.
    pub radius_km: f64,
}

/// The largest wind that a storm brings to a zone.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StormAtZone {
    /// Id of the zone.
    pub zone: String,
    /// Latitude, degrees north.
    pub lat: f64,
    /// Longitude, degrees east.
    pub lon: f64,
    /// Largest sustained 1-minute wind at 10 m over open sea, m/s; the wind factor of the zone is not in it.
    pub wind_ms: f64,
    /// When, UTC.
    pub time_utc: String,
    /// Distance of the centre then, km.
    pub distance_km: f64,
    /// Radius of maximum wind then, km.
    pub radius_km: f64,
}

/// A storm of the tracks that the scenario names, by its id, or by name and season such as `Maria 2017`;
/// none where the scenario names no tracks.
///
/// # Errors
/// What reading the tracks gives, and D107 for a storm that is in none of the files.
pub fn storm_winds(
    scenario: &Scenario,
    source: &dyn DataSource,
    wanted: &str,
) -> Result<Option<StormWinds>, DataError> {
    let mut files = TrackFiles::new(source);
    let mut missing = None;
    for hazard in &scenario.hazards {
        let named: Vec<_> = match &hazard.kind {
            HazardKind::Tracks(tracks) => vec![&tracks.tracks_file],
            HazardKind::Scripted(script) => {
                let events = script.events.iter();
                let file = events.filter_map(|event| match &event.action {
                    ScriptedAction::Storm { tracks_file, .. } => Some(tracks_file),
                    _ => None,
                });
                file.collect()
            }
            _ => Vec::new(),
        };
        for file in named {
            match find_storm(files.read(file)?, wanted) {
                Ok(track) => return Ok(Some(over_zones(scenario, track))),
                Err(error) => missing = Some(error),
            }
        }
    }
    missing.map_or(Ok(None), Err)
}

fn over_zones(scenario: &Scenario, track: &Track) -> StormWinds {
    let field = WindField::default();
    let fixes = fixes_of(track);
    let points: Vec<Point> = scenario.zones.iter().map(|zone| (zone.lat, zone.lon)).collect();
    let mut peaks: Vec<Peak> = Vec::new();
    field.peaks(&fixes, &points, &mut peaks);
    let positions = field.positions(&fixes, MINUTES);
    let zones = scenario
        .zones
        .iter()
        .zip(&peaks)
        .map(|(zone, peak)| {
            let then = field.position(&fixes, peak.time);
            let of = |value: Option<f64>| value.unwrap_or(0.0);
            StormAtZone {
                zone: zone.id.clone(),
                lat: zone.lat,
                lon: zone.lon,
                wind_ms: peak.wind_ms,
                time_utc: peak.time.to_string(),
                distance_km: of(then.map(|it| it.distance_km((zone.lat, zone.lon)))),
                radius_km: of(then.map(|it| it.radius_km)),
            }
        })
        .collect();
    let positions = positions
        .into_iter()
        .map(|it| StormPosition {
            time_utc: it.time.to_string(),
            lat: it.lat,
            lon: it.lon,
            wind_ms: it.wind_ms,
            radius_km: it.radius_km,
        })
        .collect();
    StormWinds { storm: track.sid.clone(), name: track.label(), positions, zones }
}
