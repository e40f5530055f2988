//! Real hazard: from the scenario's hazards and their data to the events of one future.
//!
//! [`HazardModel::compile`] reads the data and makes the storm catalogue once; all strategies and
//! replicates share it. [`HazardModel::events`] then gives the whole sequence of one replicate. Nothing
//! here depends on an intervention, so all strategies meet the same events.

pub mod catalogue;
pub mod chances;
pub mod climate;
pub mod drought;
mod event;
pub mod flood;
mod frequency;
pub mod heat;
mod listed;
pub mod past;
mod resampled;
mod screen;
mod scripted;
pub mod storm;
pub mod surge;
pub mod tides;
pub mod wind_field;

pub use event::{Event, EventKind, EventSequence, Water};

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use catalogue::{Catalogue, Record};
use climate::{ClimateChange, ClimateDraw};
use drought::Drought;
use flood::Flood;
use frequency::Frequency;
use listed::Listed;
use past::PastStorm;
use resampled::{Resampled, calendar_years};
use scripted::Scripted;
use surge::Surge;
use tides::Tides;
use wind_field::Point;

use crate::calendar::Horizon;
use crate::data::tracks::{Track, read_tracks};
use crate::data::{DataError, DataSource, events::read_events};
use crate::diagnostic::Diagnostic;
use crate::dist::math::exp;
use crate::dist::quantile::normal;
use crate::ids::name_hash;
use crate::rng::{Draws, Purpose, Seed};
use crate::scenario::Scenario;
use crate::scenario::hazard::{HazardKind, TrackHazard};

/// How marine wind becomes effective wind: marine wind times the zone's factor g times
/// exp(event effect + zone effect), the effects normal with mean 0.
#[derive(Clone, Copy, Debug)]
pub struct WindEffects<'a> {
    /// Standard deviation of the event effect, which all zones share.
    pub event_sd: f64,
    /// Standard deviation of the zone effect.
    pub zone_sd: f64,
    /// Factor g by zone rank.
    pub zone_factors: &'a [f64],
}

/// The hazards of a scenario, ready to give the events of any future.
#[derive(Clone, Debug)]
pub struct HazardModel {
    horizon: Horizon,
    zones: usize,
    change: ClimateChange,
    generators: Vec<Generator>,
    /// Surge that follows the wind of each hazard, by rank.
    surges: Vec<Option<Surge>>,
    floods: Vec<Flood>,
    droughts: Vec<Drought>,
    /// Recorded storms of the years before the start.
    past: Vec<PastStorm>,
}

#[derive(Clone, Debug)]
enum Generator {
    Resampled(Box<Resampled>),
    Frequency(Frequency),
    Listed(Listed),
    Scripted(Scripted),
    Tides(Tides),
}

impl Generator {
    /// Adds the events of one calendar year; scripted events do not come by the year.
    fn add_year(
        &self,
        horizon: Horizon,
        year: (u16, u16),
        draws: &Draws,
        climate: &ClimateDraw,
        out: &mut EventSequence,
    ) {
        match self {
            Self::Resampled(hazard) => hazard.add_year(horizon, year, draws, climate, out),
            Self::Frequency(hazard) => hazard.add_year(horizon, year, draws, climate, out),
            Self::Listed(hazard) => hazard.add_year(horizon, year, draws, out),
            Self::Tides(hazard) => hazard.add_year(horizon, year, draws, out),
            Self::Scripted(_) => {}
        }
    }
}

/// The flood hazards of a scenario; `ranks` holds the hazard rank of each generator.
fn compile_floods(scenario: &Scenario, generators: &[Generator], ranks: &[u16]) -> Vec<Flood> {
    let year = scenario.horizon.first_month.year;
    let shared = (scenario.zones.as_slice(), Seed(scenario.experiment.seed), year);
    let mut floods = Vec::new();
    for (rank, hazard) in scenario.hazards.iter().enumerate() {
        let HazardKind::Flood(flood) = &hazard.kind else { continue };
        let driver = flood.driven_by.as_ref().and_then(|id| {
            let rank = scenario.hazards.iter().position(|other| other.id == *id)? as u16;
            Some((ranks.iter().position(|of| *of == rank)?, rank))
        });
        let address = (name_hash(&hazard.id), rank as u16);
        floods.push(Flood::new(address, flood, driver, generators, shared));
    }
    floods
}

impl HazardModel {
    /// Reads the data of the scenario's hazards and compiles them for its zones, horizon, pathway and
    /// seed.
    ///
    /// Uncertain numbers of `[[hazards]]` are used at their central values; only the climate changes
    /// and the resampling of the record are drawn by replicate ([`ClimateChange::drawn`]).
    ///
    /// # Errors
    /// [`DataError`] for files that cannot be read or are wrong; D108 if no track lies in the seasons
    /// asked for.
    pub fn compile(scenario: &Scenario, source: &dyn DataSource) -> Result<Self, DataError> {
        let zones: Vec<Point> = scenario.zones.iter().map(|zone| (zone.lat, zone.lon)).collect();
        let seed = Seed(scenario.experiment.seed);
        let change = ClimateChange::new(scenario.pathway, &scenario.climate);
        let horizon = scenario.horizon;
        let mut files = TrackFiles::new(source);
        let (mut generators, mut past) = (Vec::new(), Vec::new());
        let (mut ranks, mut droughts) = (Vec::new(), Vec::new());
        let mut surges: Vec<Option<Surge>> = vec![None; scenario.hazards.len()];
        for (rank, hazard) in scenario.hazards.iter().enumerate() {
            let name = name_hash(&hazard.id);
            let address = (name, rank as u16);
            match &hazard.kind {
                HazardKind::Tracks(tracks) => {
                    let record = files.record(tracks)?;
                    let recorded = files.read(&tracks.tracks_file)?;
                    past.extend(past::storms_before(recorded, horizon.first_month, &zones));
                    let rules = resampled::rules(name, tracks, &record, &change, horizon, &zones);
                    let resampled = Resampled::new(address.1, &record, &rules, &zones, seed);
                    generators.push(Generator::Resampled(Box::new(resampled)));
                }
                HazardKind::Frequency(frequency) => generators
                    .push(Generator::Frequency(Frequency::new(name, address.1, frequency, &zones))),
                HazardKind::Surge(surge) => {
                    let driver =
                        scenario.hazards.iter().position(|other| other.id == surge.driven_by);
                    if let Some(driver) = driver {
                        surges[driver] = Some(Surge::new(surge));
                    }
                }
                // Floods follow below, once the hazards they go with stand; heat is the same in every
                // future, so it is part of the place.
                HazardKind::Flood(_) | HazardKind::Heat(_) => {}
                HazardKind::Drought(drought) => droughts.push(Drought::new(name, drought)),
                HazardKind::Sea(sea) => {
                    generators.push(Generator::Tides(Tides::new(address, sea)));
                }
                HazardKind::Catalogue(listed) => {
                    let bytes = source.read(&listed.events_file)?;
                    let rows = read_events(&listed.events_file.display().to_string(), &bytes)?;
                    generators.push(Generator::Listed(Listed::new(
                        address,
                        &rows,
                        listed.years,
                        &scenario.zones,
                    )?));
                }
                HazardKind::Scripted(script) => generators.push(Generator::Scripted(
                    Scripted::new(address.1, script, horizon, &zones, &mut files)?,
                )),
            }
            ranks.resize(generators.len(), address.1);
        }
        let floods = compile_floods(scenario, &generators, &ranks);
        Ok(Self { horizon, zones: zones.len(), change, generators, surges, floods, droughts, past })
    }

    /// The climate changes of the scenario, to take a replicate's climate from.
    pub fn climate_change(&self) -> &ClimateChange {
        &self.change
    }

    /// The recorded storms of the thirty years before the start, as the zones met them.
    pub fn past(&self) -> &[PastStorm] {
        &self.past
    }

    /// The storm catalogues of the model in the order of their hazards.
    pub fn catalogues(&self) -> impl Iterator<Item = &Catalogue> {
        self.generators.iter().filter_map(|generator| match generator {
            Generator::Resampled(resampled) => Some(resampled.catalogue()),
            _ => None,
        })
    }

    /// The events of the future that `draws` stands for, in order; `out` is cleared first.
    ///
    /// Each calendar year of the horizon is filled by itself: a year of the future has the events of
    /// one whole season, and of a year that the horizon cuts only those inside happen.
    pub fn events(
        &self,
        draws: &Draws,
        climate: &ClimateDraw,
        effects: WindEffects<'_>,
        out: &mut EventSequence,
    ) {
        out.start(self.zones);
        for generator in &self.generators {
            for year in calendar_years(self.horizon) {
                generator.add_year(self.horizon, year, draws, climate, out);
            }
            if let Generator::Scripted(hazard) = generator {
                hazard.add(out);
            }
        }
        for flood in &self.floods {
            for year in calendar_years(self.horizon) {
                flood.add_year(self.horizon, year, draws, climate, &self.generators, out);
            }
        }
        if !self.droughts.is_empty() {
            out.drought.resize(usize::from(self.horizon.periods()), 0.0);
            for drought in &self.droughts {
                drought.add(draws, &mut out.drought);
            }
        }
        out.put_in_order();
        self.fill_effective_wind(draws, effects, out);
    }

    fn fill_effective_wind(
        &self,
        draws: &Draws,
        effects: WindEffects<'_>,
        out: &mut EventSequence,
    ) {
        let zones = self.zones;
        for event in &mut out.events {
            let EventKind::Wind { water } = &mut event.kind else { continue };
            let numbers = &mut out.numbers[event.at as usize..][..3 * zones];
            let (marine, rest) = numbers.split_at_mut(zones);
            let (effective, still_water) = rest.split_at_mut(zones);
            let index = u32::from(event.index_in_period);
            let event_effect = if event.effects && effects.event_sd > 0.0 {
                effects.event_sd
                    * normal(draws.uniform(Purpose::EventEffect, index, event.period, 0))
            } else {
                0.0
            };
            for (zone, (wind, slot)) in marine.iter().zip(effective.iter_mut()).enumerate() {
                let zone_effect = if event.effects && effects.zone_sd > 0.0 {
                    let uniform =
                        draws.uniform(Purpose::ZoneEffect, zone as u32, event.period, index);
                    effects.zone_sd * normal(uniform)
                } else {
                    0.0
                };
                let factor = effects.zone_factors.get(zone).copied().unwrap_or(1.0);
                *slot = (f64::from(*wind) * factor * exp(event_effect + zone_effect)) as f32;
            }
            let surge = self.surges.get(usize::from(event.hazard)).copied().flatten();
            if let (Some(surge), None) = (surge, *water) {
                *water = Some(Water::SurgeHeight);
                for (wind, slot) in marine.iter().zip(still_water) {
                    *slot = surge.still_water_m(f64::from(*wind)) as f32;
                }
            }
        }
    }
}

/// Track files, each read once.
pub(crate) struct TrackFiles<'a> {
    source: &'a dyn DataSource,
    read: BTreeMap<PathBuf, Vec<Track>>,
}

impl<'a> TrackFiles<'a> {
    pub(crate) fn new(source: &'a dyn DataSource) -> Self {
        Self { source, read: BTreeMap::new() }
    }

    pub(crate) fn read(&mut self, path: &Path) -> Result<&[Track], DataError> {
        if !self.read.contains_key(path) {
            let bytes = self.source.read(path)?;
            let tracks = read_tracks(&path.display().to_string(), &bytes)?;
            self.read.insert(path.to_path_buf(), tracks);
        }
        Ok(self.read.get(path).map_or(&[], Vec::as_slice))
    }

    /// The storms of a hazard's seasons.
    pub(crate) fn record(&mut self, hazard: &TrackHazard) -> Result<Record, DataError> {
        let (first, last) = (hazard.first_season, hazard.last_season);
        let tracks = self.read(&hazard.tracks_file)?;
        let record = Record::new(tracks, first, last);
        if first <= last && record.seasons.iter().any(|season| !season.storms.is_empty()) {
            return Ok(record);
        }
        let have = tracks.iter().map(|track| track.season);
        let (earliest, latest) =
            (have.clone().min().unwrap_or_default(), have.max().unwrap_or_default());
        Err(Diagnostic::error(
            "D108",
            format!(
                "{} holds no track with winds in the seasons {first} to {last}",
                hazard.tracks_file.display()
            ),
            None,
        )
        .note(format!("it holds the seasons {earliest} to {latest}"))
        .help("correct `first_season` and `last_season`, or use another file")
        .into())
    }
}
