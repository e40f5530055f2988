//! What the catalogue says about winds and passages, beside what the record says.
//!
//! Both sides go through the same wind field, so a difference is due to the displacement of storms and
//! to chance. Standard errors and intervals resample the recorded seasons: the catalogue has thousands
//! of years, but it knows no more than its seasons.

mod passages;
mod resamples;

use serde::Serialize;

use passages::passages;
use resamples::Resamples;

use super::TrackFiles;
use super::catalogue::{Catalogue, CatalogueRules, Record, mean_latitude};
use super::climate::{ClimateChange, StormFactors};
use super::resampled;
use super::wind_field::{Peak, Point, WindField};
use crate::data::{DataError, DataSource};
use crate::dist::math::pow;
use crate::ids::name_hash;
use crate::rng::Seed;
use crate::scenario::Scenario;
use crate::scenario::hazard::{HazardKind, TrackHazard};

/// Winds whose chances are given, m/s.
pub const LEVELS_MS: [f64; 6] = [17.5, 33.0, 43.0, 50.0, 58.0, 70.0];
/// Distances within which passages are counted, km.
pub const RADII_KM: [f64; 2] = [100.0, 300.0];
/// Classes of passages by the largest wind while near: name and least wind in knots.
pub const CLASSES: [(&str, f64); 4] = [
    ("tropical storm", 34.0),
    ("hurricane 1-2", 64.0),
    ("hurricane 3", 96.0),
    ("hurricane 4-5", 113.0),
];
/// Chances of one hazard.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HazardChances {
    /// Id of the hazard.
    pub hazard: String,
    /// First and last season of the record.
    pub first_season: u16,
    /// Last season of the record.
    pub last_season: u16,
    /// Storms of the record that reached 34 kt.
    pub record_storms: u32,
    /// Of these, category 4-5.
    pub record_majors: u32,
    /// Years in the catalogue.
    pub synthetic_years: usize,
    /// Years over which `over_horizon` is taken.
    pub horizon_years: u16,
    /// Weights of the catalogue's storms: factor on all storms and on category 4-5; one for the record's
    /// climate.
    pub weights: (f64, f64),
    /// The reference point first, then the zones in their order.
    pub places: Vec<PlaceChances>,
    /// Wind in m/s at the reference point and its chance a year in catalogue and record.
    pub curve: Vec<(f64, f64, f64)>,
    /// Passages near the reference point.
    pub passages: Vec<PassageChances>,
    /// Whether some place lies outside 8-28 N, 90-55 W, where the method was checked.
    pub outside_checked_area: bool,
}

/// Chances at one place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlaceChances {
    /// Name.
    pub name: String,
    /// Latitude, degrees north.
    pub lat: f64,
    /// Longitude, degrees east.
    pub lon: f64,
    /// One entry for each of [`LEVELS_MS`].
    pub levels: Vec<LevelChance>,
}

/// Chance of a marine wind or more at one place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LevelChance {
    /// Wind, m/s.
    pub wind_ms: f64,
    /// Chance in one year, from the catalogue.
    pub per_year: f64,
    /// Its standard error from the record's seasons.
    pub standard_error: f64,
    /// Chance at least once over the horizon, its years taken as alike and independent.
    pub over_horizon: f64,
    /// Share of recorded seasons whose own tracks bring the wind.
    pub record_per_year: f64,
    /// Number of those seasons.
    pub record_seasons: u32,
    /// 95 % interval of record minus catalogue, by resampling seasons.
    pub difference: (f64, f64),
    /// Whether that interval holds zero.
    pub agrees: bool,
}

/// Levels of the curve at the reference point: every 2.5 m/s from 15 to 90.
const CURVE_STEP_MS: f64 = 2.5;
const CURVE_STEPS: u8 = 36;

/// Fewest recorded storms or seasons with which agreement of catalogue and record is judged: resampling
/// seasons cannot give a spread to what the record never or hardly ever shows.
pub const FEWEST_JUDGED: u32 = 5;

/// Passages of one class within one distance.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PassageChances {
    /// Distance, km.
    pub within_km: f64,
    /// Class by the largest wind while within.
    pub class: &'static str,
    /// Passages in the record: below [`FEWEST_JUDGED`] agreement says nothing.
    pub recorded: u32,
    /// Passages a year in the record.
    pub record_per_year: f64,
    /// Passages a year in the catalogue, in the climate of the record.
    pub catalogue_per_year: f64,
    /// 95 % interval of record minus catalogue, by resampling seasons.
    pub difference: (f64, f64),
    /// Whether that interval holds zero.
    pub agrees: bool,
}

/// Chances of each track hazard of a scenario.
///
/// `year` sets the weights of storms to the median changes of the scenario's pathway in that calendar
/// year; without it the climate is that of the record.
///
/// # Errors
/// As [`super::HazardModel::compile`].
pub fn chances(
    scenario: &Scenario,
    source: &dyn DataSource,
    year: Option<u16>,
) -> Result<Vec<HazardChances>, DataError> {
    let mut files = TrackFiles::new(source);
    let change = ClimateChange::new(scenario.pathway, &scenario.climate);
    let factors =
        year.map_or(StormFactors { all: 1.0, major: 1.0 }, |year| change.central().factors(year));
    let mut all = Vec::new();
    for hazard in &scenario.hazards {
        if let HazardKind::Tracks(tracks) = &hazard.kind {
            let record = files.record(tracks)?;
            let rules = resampled::rules(
                name_hash(&hazard.id),
                tracks,
                &record,
                &change,
                scenario.horizon,
                &zone_points(scenario),
            );
            all.push(of_hazard(scenario, (&hazard.id, tracks), &record, &rules, factors));
        }
    }
    Ok(all)
}

fn zone_points(scenario: &Scenario) -> Vec<Point> {
    scenario.zones.iter().map(|zone| (zone.lat, zone.lon)).collect()
}

fn of_hazard(
    scenario: &Scenario,
    (id, tracks): (&str, &TrackHazard),
    record: &Record,
    rules: &CatalogueRules,
    factors: StormFactors,
) -> HazardChances {
    let zones = zone_points(scenario);
    let (name, reference) = tracks.reference.as_ref().map_or_else(
        || {
            let lon = zones.iter().map(|zone| zone.1).sum::<f64>() / zones.len().max(1) as f64;
            ("mean of the zones".to_owned(), (mean_latitude(&zones), lon))
        },
        |point| (point.name.clone(), (point.lat, point.lon)),
    );
    let names = std::iter::once(name).chain(scenario.zones.iter().map(|zone| zone.name.clone()));
    let places: Vec<Point> = std::iter::once(reference).chain(zones).collect();
    let seed = Seed(scenario.experiment.seed);
    let catalogue = Catalogue::build(record, &places, rules, seed);
    let resamples = Resamples::new(seed, record.seasons.len());
    let modelled = catalogue_exceedances(&catalogue, record, places.len(), &LEVELS_MS, factors);
    let recorded = record_exceedances(record, &places, &LEVELS_MS);
    let horizon_years = scenario.horizon.years;
    let place_chances = names
        .zip(&places)
        .enumerate()
        .map(|(place, (name, point))| PlaceChances {
            name,
            lat: point.0,
            lon: point.1,
            levels: (0..LEVELS_MS.len())
                .map(|level| {
                    let at = place * LEVELS_MS.len() + level;
                    level_chance(level, &modelled[at], &recorded[at], &resamples, horizon_years)
                })
                .collect(),
        })
        .collect();
    HazardChances {
        hazard: id.to_owned(),
        first_season: tracks.first_season,
        last_season: tracks.last_season,
        record_storms: record.storms,
        record_majors: record.majors,
        synthetic_years: catalogue.years(),
        horizon_years,
        weights: (factors.all, factors.major),
        places: place_chances,
        curve: reference_curve(&catalogue, record, reference, places.len(), factors),
        passages: passages(record, rules, reference, catalogue.years(), seed, &resamples),
        outside_checked_area: places
            .iter()
            .any(|(lat, lon)| !(8.0..=28.0).contains(lat) || !(-90.0..=-55.0).contains(lon)),
    }
}

/// Chances a year at the reference point at close levels: wind, catalogue, record.
fn reference_curve(
    catalogue: &Catalogue,
    record: &Record,
    reference: Point,
    places: usize,
    factors: StormFactors,
) -> Vec<(f64, f64, f64)> {
    let levels: Vec<f64> = (6..=CURVE_STEPS).map(|step| f64::from(step) * CURVE_STEP_MS).collect();
    // The reference point is the first place of the catalogue.
    let modelled = catalogue_exceedances(catalogue, record, places, &levels, factors);
    let recorded = record_exceedances(record, &[reference], &levels);
    levels
        .iter()
        .zip(modelled.iter().zip(&recorded))
        .map(|(wind, (modelled, recorded))| (*wind, mean(modelled), mean(recorded)))
        .collect()
}

fn level_chance(
    level: usize,
    modelled: &[f64],
    recorded: &[f64],
    resamples: &Resamples,
    horizon_years: u16,
) -> LevelChance {
    let per_year = mean(modelled);
    let differences: Vec<f64> =
        recorded.iter().zip(modelled).map(|(record, model)| record - model).collect();
    let difference = resamples.interval(&differences);
    LevelChance {
        wind_ms: LEVELS_MS[level],
        per_year,
        standard_error: resamples.standard_error(modelled),
        over_horizon: 1.0 - pow(1.0 - per_year, f64::from(horizon_years)),
        record_per_year: mean(recorded),
        record_seasons: recorded.iter().sum::<f64>() as u32,
        difference,
        agrees: difference.0 <= 0.0 && 0.0 <= difference.1,
    }
}

/// For each place and level the chance by season that a synthetic year of it brings the wind.
fn catalogue_exceedances(
    catalogue: &Catalogue,
    record: &Record,
    places: usize,
    levels: &[f64],
    factors: StormFactors,
) -> Vec<Vec<f64>> {
    let seasons = catalogue.seasons();
    let other = factors.other(f64::from(record.storms), f64::from(record.majors));
    let repeats = (catalogue.years() / seasons) as f64;
    let mut sums = vec![vec![0.0; seasons]; places * levels.len()];
    let mut spared = vec![1.0; sums.len()];
    for year in 0..catalogue.years() {
        spared.fill(1.0);
        for storm in catalogue.storms_of(year) {
            let probability = storm.probability(if storm.major { factors.major } else { other });
            for (place, wind) in catalogue.winds_of(storm).iter().enumerate() {
                for (level, least) in levels.iter().enumerate() {
                    if f64::from(*wind) >= *least {
                        spared[place * levels.len() + level] *= 1.0 - probability;
                    }
                }
            }
        }
        for (sum, spared) in sums.iter_mut().zip(&spared) {
            sum[year % seasons] += (1.0 - spared) / repeats;
        }
    }
    sums
}

/// For each place and level, 1 for the seasons whose recorded tracks bring the wind.
fn record_exceedances(record: &Record, places: &[Point], levels: &[f64]) -> Vec<Vec<f64>> {
    let mut seen = vec![vec![0.0; record.seasons.len()]; places.len() * levels.len()];
    let mut peaks: Vec<Peak> = Vec::new();
    for (number, season) in record.seasons.iter().enumerate() {
        for storm in &season.storms {
            WindField::default().peaks(&storm.fixes, places, &mut peaks);
            for (place, peak) in peaks.iter().enumerate() {
                for (level, least) in levels.iter().enumerate() {
                    if peak.wind_ms >= *least {
                        seen[place * levels.len() + level][number] = 1.0;
                    }
                }
            }
        }
    }
    seen
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}
