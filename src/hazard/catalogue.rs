//! The synthetic catalogue: recorded seasons replayed with every storm displaced (wind.md section 2,
//! model M2.9).
//!
//! * Synthetic year k replays the recorded season k mod n, so every season has the same number of
//!   synthetic years, and dates and clustering are those of the record.
//! * Each storm is displaced rigidly, (Δlon·cos lat, Δlat) normal with the stated standard deviation and
//!   cut at three of them, lat being the mean latitude of the zones; its radius of maximum wind is
//!   multiplied by exp(N(0, sd) - sd²/2), .08 for the default .40; its intensity is the recorded one.
//! * Each storm stands in the catalogue in several *copies*, each with its own displacement, radius and
//!   mark u in (0, 1). Copy c of a storm of weight w happens iff u < w - c: with weight 1 exactly the
//!   season is replayed, with weight .9 one storm in ten is left out, with weight 1.3 three in ten
//!   happen twice. The number of copies is the largest weight that the pathway can reach over the
//!   horizon, rounded up (the majorant); so one catalogue serves all replicates and strategies.
//! * Storms that bring no place 15 m/s are left out.
//!
//! Checked for places in 8-28 N, 90-55 W.

use rayon::prelude::*;

use super::screen::Screen;
use super::wind_field::{FixMs, Peak, Point, RadiusRule, WindField, fixes_of};
use crate::data::tracks::Track;
use crate::dist::math::{cos, exp};
use crate::dist::quantile::normal;
use crate::rng::{Draws, Purpose, Seed};

/// Wind that a storm must bring to some place to be kept, m/s.
pub const LEAST_WIND_MS: f64 = 15.0;
/// Lifetime maximum from which a storm counts as category 4-5, knots.
pub const CATEGORY_4_KT: f64 = 113.0;
/// Lifetime maximum from which a cyclone counts as a storm, knots.
pub const STORM_KT: f64 = 34.0;
/// Storms of a season that have their own addresses.
const STORMS_PER_YEAR: u32 = 1024;
/// Probability of a standard normal value below -3.
const BELOW_CUT: f64 = 0.001_349_898_031_630_094_5;

/// How a catalogue is made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CatalogueRules {
    /// Least number of synthetic years; rounded up to whole multiples of the seasons.
    pub synthetic_years: u32,
    /// Standard deviation of the displacement, degrees of latitude.
    pub shift_sd_degrees: f64,
    /// Standard deviation of the logarithm of the radius factor.
    pub radius_sd_log: f64,
    /// Copies of each category 4-5 storm, at least 1.
    pub major_copies: u16,
    /// Copies of each other storm, at least 1.
    pub other_copies: u16,
    /// Latitude at which degrees of displacement east are counted: the mean of the zones.
    pub latitude: f64,
    /// Hash of the hazard's id: part of the addresses, so that two catalogues are independent.
    pub name: u32,
}

/// The recorded storms that a catalogue displaces.
#[derive(Clone, Debug)]
pub struct Record {
    /// Seasons with their years, in order.
    pub seasons: Vec<Season>,
    /// Storms that reached 34 kt.
    pub storms: u32,
    /// Of these, storms that reached 113 kt.
    pub majors: u32,
}

/// One recorded season.
#[derive(Clone, Debug)]
pub struct Season {
    /// Year.
    pub year: u16,
    /// Its storms in order of their ids.
    pub storms: Vec<Parent>,
}

/// One recorded storm.
#[derive(Clone, Debug)]
pub struct Parent {
    /// Its fixes with a wind.
    pub fixes: Vec<FixMs>,
    /// Whether it reached 113 kt.
    pub major: bool,
}

impl Record {
    /// The storms of the seasons `first..=last`. Seasons without storms in between count.
    pub fn new(tracks: &[Track], first: u16, last: u16) -> Self {
        let mut seasons: Vec<Season> =
            (first..=last).map(|year| Season { year, storms: Vec::new() }).collect();
        let (mut storms, mut majors) = (0, 0);
        let mut sorted: Vec<&Track> =
            tracks.iter().filter(|track| (first..=last).contains(&track.season)).collect();
        sorted.sort_by(|a, b| a.sid.cmp(&b.sid));
        for track in sorted {
            let strongest = track.lifetime_maximum_kt();
            let major = strongest >= CATEGORY_4_KT;
            storms += u32::from(strongest >= STORM_KT);
            majors += u32::from(major);
            let fixes = fixes_of(track);
            if fixes.len() > 1 {
                let season = usize::from(track.season - first);
                seasons[season].storms.push(Parent { fixes, major });
            }
        }
        Self { seasons, storms, majors }
    }
}

/// One storm of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CatalogueStorm {
    /// Mark in (0, 1) that thins it to its weight.
    pub mark: f64,
    /// Month of its largest wind at the places, 1 to 12.
    pub month: u8,
    /// Day of that month.
    pub day: u8,
    /// Number of its copy, from 0.
    pub copy: u16,
    /// Whether its parent reached category 4.
    pub major: bool,
    first_wind: u32,
}

impl CatalogueStorm {
    /// Probability that it happens when storms of its class have this weight.
    pub fn probability(&self, weight: f64) -> f64 {
        (weight - f64::from(self.copy)).clamp(0.0, 1.0)
    }
}

/// Synthetic years of storms with their winds at a list of places.
#[derive(Clone, Debug, PartialEq)]
pub struct Catalogue {
    seasons: usize,
    places: usize,
    /// First storm of each year, and the number of storms at the end.
    starts: Vec<u32>,
    storms: Vec<CatalogueStorm>,
    winds: Vec<f32>,
}

impl Catalogue {
    /// Makes the catalogue of a record for some places. The result does not depend on threads.
    pub fn build(record: &Record, places: &[Point], rules: &CatalogueRules, seed: Seed) -> Self {
        let seasons = record.seasons.len();
        let repeats = (rules.synthetic_years as usize).div_ceil(seasons.max(1)).max(1);
        let screens: Vec<Vec<Screen>> = record
            .seasons
            .iter()
            .map(|season| {
                season.storms.iter().map(|storm| Screen::new(&storm.fixes, LEAST_WIND_MS)).collect()
            })
            .collect();
        let draws = Draws::shared(seed);
        let years: Vec<(Vec<CatalogueStorm>, Vec<f32>)> = (0..(repeats * seasons) as u32)
            .into_par_iter()
            .with_min_len(16)
            .map(|year| {
                let season = year as usize % seasons;
                build_year(year, &record.seasons[season], &screens[season], places, rules, &draws)
            })
            .collect();
        let mut catalogue = Self {
            seasons,
            places: places.len(),
            starts: vec![0],
            storms: Vec::new(),
            winds: Vec::new(),
        };
        for (storms, winds) in years {
            let before = catalogue.winds.len() as u32;
            catalogue.storms.extend(
                storms
                    .into_iter()
                    .map(|storm| CatalogueStorm { first_wind: storm.first_wind + before, ..storm }),
            );
            catalogue.winds.extend(winds);
            catalogue.starts.push(catalogue.storms.len() as u32);
        }
        catalogue
    }

    /// Number of synthetic years.
    pub fn years(&self) -> usize {
        self.starts.len() - 1
    }

    /// Number of recorded seasons; year k replays season k modulo this.
    pub fn seasons(&self) -> usize {
        self.seasons
    }

    /// Storms of a synthetic year.
    pub fn storms_of(&self, year: usize) -> &[CatalogueStorm] {
        &self.storms[self.starts[year] as usize..self.starts[year + 1] as usize]
    }

    /// Marine winds of a storm at the places, m/s.
    pub fn winds_of(&self, storm: &CatalogueStorm) -> &[f32] {
        &self.winds[storm.first_wind as usize..][..self.places]
    }
}

/// The displacement of one copy of one storm, and what makes its radius.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Displacement {
    pub(super) lat: f64,
    pub(super) lon: f64,
    pub(super) radius_factor: f64,
    /// Entity of the copy's draws.
    entity: u32,
}

impl Displacement {
    /// The displacement of storm `number` of a synthetic year in its copy: addresses are the running
    /// number of year and storm (entity), the copy (period) and the hazard (index).
    pub(super) fn draw(
        draws: &Draws,
        rules: &CatalogueRules,
        (year, number, copy): (u32, u32, u16),
    ) -> Self {
        let entity = year.wrapping_mul(STORMS_PER_YEAR).wrapping_add(number);
        let index = rules.name & !1;
        let (east, north) = draws.pair(Purpose::TrackShift, entity, copy, index);
        let cut = |u: f64| normal(BELOW_CUT + u * (1.0 - 2.0 * BELOW_CUT));
        let narrow = cos(rules.latitude * (std::f64::consts::PI / 180.0)).max(0.01);
        let sd = rules.radius_sd_log;
        let spread = normal(draws.uniform(Purpose::TrackRadius, entity, copy, index));
        Self {
            lat: rules.shift_sd_degrees * cut(north),
            lon: rules.shift_sd_degrees * cut(east) / narrow,
            radius_factor: exp(sd * spread - 0.5 * sd * sd),
            entity,
        }
    }

    /// The displaced fixes and the wind field that goes with them.
    pub(super) fn apply(&self, fixes: &[FixMs], out: &mut Vec<FixMs>) -> WindField {
        out.clear();
        out.extend(fixes.iter().map(|fix| FixMs {
            lat: (fix.lat + self.lat).clamp(-90.0, 90.0),
            lon: fix.lon + self.lon,
            ..*fix
        }));
        WindField { radius: RadiusRule::Reported, radius_factor: self.radius_factor }
    }
}

/// Mean latitude of some places, degrees.
pub(super) fn mean_latitude(places: &[Point]) -> f64 {
    places.iter().map(|place| place.0).sum::<f64>() / places.len().max(1) as f64
}

fn build_year(
    year: u32,
    season: &Season,
    screens: &[Screen],
    places: &[Point],
    rules: &CatalogueRules,
    draws: &Draws,
) -> (Vec<CatalogueStorm>, Vec<f32>) {
    let (mut storms, mut winds) = (Vec::new(), Vec::new());
    let (mut fixes, mut peaks): (Vec<FixMs>, Vec<Peak>) = (Vec::new(), Vec::new());
    for (number, (parent, screen)) in season.storms.iter().zip(screens).enumerate() {
        let copies = if parent.major { rules.major_copies } else { rules.other_copies };
        for copy in 0..copies {
            let displacement = Displacement::draw(draws, rules, (year, number as u32, copy));
            if !screen.may_reach(places, &displacement) {
                continue;
            }
            let field = displacement.apply(&parent.fixes, &mut fixes);
            if !field.peaks_if_any(&fixes, places, LEAST_WIND_MS, &mut peaks) {
                continue;
            }
            let Some(strongest) = strongest(&peaks) else { continue };
            let (month, day) = strongest.time.month_and_day();
            let index = rules.name & !1;
            storms.push(CatalogueStorm {
                mark: draws.uniform(Purpose::StormMark, displacement.entity, copy, index),
                month,
                day,
                copy,
                major: parent.major,
                first_wind: winds.len() as u32,
            });
            winds.extend(peaks.iter().map(|peak| peak.wind_ms as f32));
        }
    }
    (storms, winds)
}

/// The first of the largest peaks.
pub(super) fn strongest(peaks: &[Peak]) -> Option<Peak> {
    peaks.iter().copied().reduce(|a, b| if b.wind_ms > a.wind_ms { b } else { a })
}

/// Copies needed for a weight: rounded up, at least 1.
pub fn copies_for(weight: f64) -> u16 {
    weight.ceil().clamp(1.0, 1000.0) as u16
}

#[cfg(test)]
#[path = "catalogue_tests.rs"]
mod tests;
