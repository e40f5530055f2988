//! River and rain floods: depth by return period, one a year and zone at most (model M2.4).
//!
//! A year has one uniform for each zone. The normal scores of zones are correlated (Gaussian copula);
//! where a cyclone hazard drives the floods, a zone's score goes with the score of the strongest wind
//! of that year at the zone, whose place among years is taken from years of the driver in the climate
//! of the record. The flood of a year with a storm comes with its strongest storm, so that wind, surge
//! and flood meet on one dwelling; that of another year comes by itself.

use super::Generator;
use super::climate::ClimateDraw;
use super::event::{EventSequence, NewEvent};
use crate::calendar::{Horizon, YearMonth};
use crate::data::tracks::days_in_month;
use crate::dist::math::{ln, sin};
use crate::dist::normal;
use crate::dist::quantile::{self, category};
use crate::rng::{Draws, Purpose, SHARED, Seed};
use crate::scenario::hazard::{FloodHazard, RETURN_PERIODS};
use crate::scenario::place::Zone;

/// Years of the driver among which the wind of a year takes its place.
const RANKED_YEARS: u32 = 2000;
/// First of their replicate numbers, counted down from the shared one: apart from pilot futures.
const RANKED_FROM: u32 = 1_000_000;

/// Depth in metres of a flood of `return_period` years: linear in its logarithm between the
/// [`RETURN_PERIODS`], none below 2 years, that of 1000 years beyond.
pub fn depth_at(depths_m: &[f64; 9], return_period: f64) -> f64 {
    let above = RETURN_PERIODS.partition_point(|known| *known <= return_period);
    if above == 0 {
        return 0.0;
    }
    if above == RETURN_PERIODS.len() {
        return depths_m[above - 1];
    }
    let (from, to) = (RETURN_PERIODS[above - 1], RETURN_PERIODS[above]);
    let share = ln(return_period / from) / ln(to / from);
    depths_m[above - 1] + share * (depths_m[above] - depths_m[above - 1])
}

/// Correlation of two normal scores whose ranks have the correlation `of_ranks` (Pearson 1907).
pub fn of_scores(of_ranks: f64) -> f64 {
    2.0 * sin(std::f64::consts::PI * of_ranks / 6.0)
}

/// The floodplain of a zone.
#[derive(Clone, Debug)]
struct Plain {
    zone: usize,
    depths_m: [f64; 9],
    protection_years: f64,
    /// Highest elevation that floods reach, m.
    ceiling_m: f32,
}

impl Plain {
    /// Depth of a flood of a return period, 0 below the protection standard.
    fn depth_m(&self, return_period: f64) -> f64 {
        if return_period < self.protection_years {
            0.0
        } else {
            depth_at(&self.depths_m, return_period)
        }
    }
}

/// The winds of the driver.
#[derive(Clone, Debug)]
struct Driver {
    /// Position among the generators.
    generator: usize,
    /// Rank of its hazard.
    hazard: u16,
    /// Correlation of normal scores.
    correlation: f64,
    /// Strongest wind of a year at each zone in ascending order over many years.
    winds: Vec<Vec<f32>>,
}

/// The strongest wind of a year at a zone.
#[derive(Clone, Copy, Debug, Default)]
struct Strongest {
    wind_ms: f32,
    order: u32,
    month: u8,
}

/// A flood hazard with its numbers at their central values.
#[derive(Clone, Debug)]
pub(super) struct Flood {
    name: u32,
    rank: u16,
    zone_correlation: f64,
    month_shares: [f64; 12],
    plains: Vec<Plain>,
    driver: Option<Driver>,
}

impl Flood {
    /// Compiles a hazard; `driver` is the position of the generator it goes with and its hazard's rank.
    pub(super) fn new(
        (name, rank): (u32, u16),
        hazard: &FloodHazard,
        driver: Option<(usize, u16)>,
        generators: &[Generator],
        (zones, seed, year): (&[Zone], Seed, u16),
    ) -> Self {
        let plains = hazard.floodplains.iter().filter_map(|plain| {
            let zone = zones.get(usize::from(plain.zone))?;
            Some(Plain {
                zone: usize::from(plain.zone),
                depths_m: plain.depths_m,
                protection_years: plain.protection_standard_years.central,
                ceiling_m: ceiling(&zone.elevation_quantiles_m, plain.exposed_share.central),
            })
        });
        let driver = driver.and_then(|(at, hazard_rank)| {
            Some(Driver {
                generator: at,
                hazard: hazard_rank,
                correlation: of_scores(hazard.wind_correlation.central),
                winds: ranked_winds(generators.get(at)?, zones.len(), seed, year),
            })
        });
        Self {
            name,
            rank,
            zone_correlation: hazard.zone_correlation.central,
            month_shares: hazard.month_shares,
            plains: plains.collect(),
            driver,
        }
    }

    /// Adds the floods of one calendar year, after the events of all drivers.
    ///
    /// The climate multiplies the rate at which each depth is exceeded, so that the return period in the
    /// climate of the record is that factor over the exceedance probability of the draw.
    pub(super) fn add_year(
        &self,
        horizon: Horizon,
        (number, year): (u16, u16),
        draws: &Draws,
        climate: &ClimateDraw,
        generators: &[Generator],
        out: &mut EventSequence,
    ) {
        let strongest = self.strongest(generators, number, year, draws, climate, out.zones);
        let rate = climate.flood_factor(year);
        let shared = self.draw(draws, number, 2);
        let mut alone: Vec<(usize, f32, f32)> = Vec::new();
        for plain in &self.plains {
            let zone = plain.zone;
            let of_year = strongest.get(zone).copied().unwrap_or_default();
            let score = self.score(draws, number, zone, shared, of_year.wind_ms);
            let depth = plain.depth_m(rate / normal::above(score).max(1e-300)) as f32;
            if depth <= 0.0 {
                continue;
            }
            match (&self.driver, of_year.wind_ms > 0.0) {
                (Some(driver), true) => {
                    let month = YearMonth { year, month: of_year.month };
                    if let Some(period) = horizon.period_of(month) {
                        let storm = (driver.hazard, of_year.order, period);
                        out.flood_storm(storm, zone, depth, plain.ceiling_m);
                    }
                }
                _ => alone.push((zone, depth, plain.ceiling_m)),
            }
        }
        if alone.is_empty() {
            return;
        }
        let (month, day) = draws.pair(Purpose::Flood, self.name, number, 0);
        let month = category(month, &self.month_shares) as u8 + 1;
        let Some(period) = horizon.period_of(YearMonth { year, month }) else { return };
        let days = days_in_month(i64::from(year), i64::from(month)) as f64;
        let day = (day * days) as u8 + 1;
        let new = NewEvent { period, day, hazard: self.rank, order: 0, effects: false };
        out.push_wind(new, std::iter::repeat_n(0.0, out.zones));
        for (zone, depth, ceiling) in alone {
            out.flood_last(zone, depth, ceiling);
        }
    }

    fn draw(&self, draws: &Draws, number: u16, index: u32) -> f64 {
        draws.uniform(Purpose::Flood, self.name, number, index)
    }

    /// Normal score of a zone's flood in a year.
    fn score(&self, draws: &Draws, number: u16, zone: usize, shared: f64, wind_ms: f32) -> f64 {
        let (own, tie) = draws.pair(Purpose::Flood, self.name, number, 4 + 2 * zone as u32);
        let in_common = self.zone_correlation;
        let score = in_common.sqrt() * quantile::normal(shared)
            + (1.0 - in_common).max(0.0).sqrt() * quantile::normal(own);
        let Some(driver) = &self.driver else { return score };
        let winds = &driver.winds[zone];
        let below = winds.partition_point(|known| *known < wind_ms) as f64;
        let same = winds.partition_point(|known| *known <= wind_ms) as f64 - below;
        let place = (below + tie * (same + 1.0)) / (winds.len() as f64 + 1.0);
        let r = driver.correlation;
        r * quantile::normal(place) + (1.0 - r * r).max(0.0).sqrt() * score
    }

    /// The strongest wind of the whole calendar year at each zone, also where the horizon cuts it.
    fn strongest(
        &self,
        generators: &[Generator],
        number: u16,
        year: u16,
        draws: &Draws,
        climate: &ClimateDraw,
        zones: usize,
    ) -> Vec<Strongest> {
        let Some(driver) = &self.driver else { return Vec::new() };
        let Some(generator) = generators.get(driver.generator) else { return Vec::new() };
        let mut whole = EventSequence::default();
        year_of(generator, (number, year), draws, climate, zones, &mut whole)
    }
}

/// The strongest winds of one whole year of a generator.
fn year_of(
    generator: &Generator,
    (number, year): (u16, u16),
    draws: &Draws,
    climate: &ClimateDraw,
    zones: usize,
    whole: &mut EventSequence,
) -> Vec<Strongest> {
    let calendar = Horizon { first_month: YearMonth { year, month: 1 }, years: 1 };
    whole.start(zones);
    generator.add_year(calendar, (number, year), draws, climate, whole);
    let mut strongest = vec![Strongest::default(); zones];
    for event in whole.events() {
        for (best, wind) in strongest.iter_mut().zip(whole.marine_ms(event)) {
            if *wind > best.wind_ms {
                let month = event.period as u8 + 1;
                *best = Strongest { wind_ms: *wind, order: event.order, month };
            }
        }
    }
    strongest
}

/// Strongest winds of many years of the record's climate at each zone, ascending.
fn ranked_winds(generator: &Generator, zones: usize, seed: Seed, year: u16) -> Vec<Vec<f32>> {
    let mut winds = vec![Vec::with_capacity(RANKED_YEARS as usize); zones];
    let mut whole = EventSequence::default();
    for number in 0..RANKED_YEARS {
        let draws = Draws::new(seed, SHARED - RANKED_FROM - number);
        let climate = &ClimateDraw::OF_THE_RECORD;
        let strongest = year_of(generator, (0, year), &draws, climate, zones, &mut whole);
        for (column, of_year) in winds.iter_mut().zip(strongest) {
            column.push(of_year.wind_ms);
        }
    }
    for column in &mut winds {
        column.sort_unstable_by(f32::total_cmp);
    }
    winds
}

/// Elevation below which a share of a zone's dwellings stands, m; minus infinity for none of them.
fn ceiling(elevation_quantiles_m: &[f64], share: f64) -> f32 {
    if share <= 0.0 {
        return f32::NEG_INFINITY;
    }
    let last = elevation_quantiles_m.len().saturating_sub(1);
    let position = share.min(1.0) * last as f64;
    let below = (position as usize).min(last.saturating_sub(1));
    let above = (below + 1).min(last);
    let (low, high) = (elevation_quantiles_m[below], elevation_quantiles_m[above]);
    (low + (position - below as f64) * (high - low)) as f32
}

#[cfg(test)]
#[path = "flood_tests.rs"]
mod tests;
