//! Cyclones by frequency and generalised Pareto intensity, for places without tracks (model M2.1,
//! M2.2, M2.6).

use super::climate::ClimateDraw;
use super::event::{EventSequence, NewEvent};
use super::wind_field::{KM_PER_DEGREE, Point};
use crate::calendar::{Horizon, YearMonth};
use crate::data::tracks::days_in_month;
use crate::dist::math::{cos, exp, length};
use crate::dist::quantile::{category, generalised_pareto, negative_binomial, normal};
use crate::rng::{Draws, Purpose};
use crate::scenario::hazard::FrequencyHazard;

/// Draws of intensity reserved for one event: one for the event and one for each zone.
const DRAWS_PER_EVENT: u32 = 1 << 13;

/// A frequency hazard with its numbers at their central values.
#[derive(Clone, Debug)]
pub(super) struct Frequency {
    name: u32,
    rank: u16,
    rate_per_year: f64,
    clustering_size: f64,
    threshold_ms: f64,
    scale_ms: f64,
    shape: f64,
    cap_ms: f64,
    month_shares: [f64; 12],
    zone_sd_log: f64,
    /// Lower triangle of the Cholesky factor of the zones' correlations, row by row.
    correlation: Vec<f64>,
}

impl Frequency {
    pub(super) fn new(name: u32, rank: u16, hazard: &FrequencyHazard, zones: &[Point]) -> Self {
        Self {
            name,
            rank,
            rate_per_year: hazard.rate_per_year.central,
            clustering_size: hazard.clustering_size.central,
            threshold_ms: hazard.threshold_ms.central,
            scale_ms: hazard.scale_ms.central,
            shape: hazard.shape.central,
            cap_ms: hazard.cap_ms.central,
            month_shares: hazard.month_shares,
            zone_sd_log: hazard.zone_sd_log.central,
            correlation: correlation_factor(zones, hazard.correlation_km.central),
        }
    }

    /// Adds the events of one calendar year: their number (negative binomial), dates, intensity at the
    /// site (generalised Pareto with the scale solved again for the year's climate) and zone factors
    /// exp(e), e normal with mean -s²/2, correlated by exp(-distance / length).
    ///
    /// Addresses: period is the year, entity the hazard; index the event (date), or the event times
    /// 8192 plus 0 for its intensity and 2 + zone for its zone factors.
    pub(super) fn add_year(
        &self,
        horizon: Horizon,
        (number, year): (u16, u16),
        draws: &Draws,
        climate: &ClimateDraw,
        out: &mut EventSequence,
    ) {
        let factors = climate.factors(year);
        let scale = factors.rescaled(self.threshold_ms, self.scale_ms, self.shape, self.cap_ms);
        let uniform = draws.uniform(Purpose::EventCount, self.name, number, 0);
        let count =
            negative_binomial(uniform, self.rate_per_year * factors.all, self.clustering_size);
        for event in 0..count {
            let (date, day) = draws.pair(Purpose::EventDate, self.name, number, 2 * event);
            let month = category(date, &self.month_shares) as u8 + 1;
            let Some(period) = horizon.period_of(YearMonth { year, month }) else { continue };
            let days = days_in_month(i64::from(year), i64::from(month)) as f64;
            let first = event.wrapping_mul(DRAWS_PER_EVENT);
            let intensity = draws.uniform(Purpose::EventIntensity, self.name, number, first);
            let site = generalised_pareto(intensity, self.threshold_ms, scale, self.shape);
            let zone_normals: Vec<f64> = (0..out.zones as u32)
                .map(|zone| {
                    let index = first + 2 + zone;
                    normal(draws.uniform(Purpose::EventIntensity, self.name, number, index))
                })
                .collect();
            let new = NewEvent {
                period,
                day: (day * days) as u8 + 1,
                hazard: self.rank,
                order: event,
                effects: true,
            };
            let winds = (0..out.zones).map(|zone| {
                (site.min(self.cap_ms) * self.zone_factor(zone, &zone_normals)).min(self.cap_ms)
                    as f32
            });
            out.push_wind(new, winds);
        }
    }

    fn zone_factor(&self, zone: usize, normals: &[f64]) -> f64 {
        let row = &self.correlation[zone * (zone + 1) / 2..][..=zone];
        let correlated: f64 = row.iter().zip(normals).map(|(factor, normal)| factor * normal).sum();
        let sd = self.zone_sd_log;
        exp(sd * correlated - 0.5 * sd * sd)
    }
}

/// Cholesky factor of exp(-distance / length) between zones; zones at one place share their factor.
fn correlation_factor(zones: &[Point], length_km: f64) -> Vec<f64> {
    let mut factor: Vec<f64> = Vec::with_capacity(zones.len() * (zones.len() + 1) / 2);
    let at = |row: usize, column: usize| row * (row + 1) / 2 + column;
    for row in 0..zones.len() {
        for column in 0..=row {
            let correlation = if row == column {
                1.0
            } else if length_km <= 0.0 {
                0.0
            } else {
                exp(-distance_km(zones[row], zones[column]) / length_km)
            };
            let known: f64 = (0..column).map(|k| factor[at(row, k)] * factor[at(column, k)]).sum();
            let rest = correlation - known;
            let value = if row == column {
                rest.max(0.0).sqrt()
            } else {
                let pivot = factor[at(column, column)];
                if pivot > 1e-9 { rest / pivot } else { 0.0 }
            };
            factor.push(value);
        }
    }
    factor
}

fn distance_km(a: Point, b: Point) -> f64 {
    let narrow = cos(0.5 * (a.0 + b.0) * (std::f64::consts::PI / 180.0));
    length((a.1 - b.1) * KM_PER_DEGREE * narrow, (a.0 - b.0) * KM_PER_DEGREE)
}

#[cfg(test)]
#[path = "frequency_tests.rs"]
mod tests;
