//! Futures drawn from the synthetic catalogue.

use super::catalogue::{Catalogue, CatalogueRules, Record, copies_for, mean_latitude};
use super::climate::{ClimateChange, ClimateDraw, MOST_Z};
use super::event::{EventSequence, NewEvent};
use super::wind_field::Point;
use crate::calendar::{Horizon, YearMonth};
use crate::rng::{Draws, Purpose, Seed};
use crate::scenario::hazard::TrackHazard;

/// A catalogue with what is needed to draw futures from it.
#[derive(Clone, Debug)]
pub(super) struct Resampled {
    name: u32,
    rank: u16,
    catalogue: Catalogue,
    storms: f64,
    majors: f64,
}

/// The rules of a hazard's catalogue: its numbers at their central values, and as many copies as the
/// largest weights that the pathway reaches over the horizon with both changes anywhere within 2.33
/// standard deviations.
pub(super) fn rules(
    name: u32,
    hazard: &TrackHazard,
    record: &Record,
    change: &ClimateChange,
    horizon: Horizon,
    zones: &[Point],
) -> CatalogueRules {
    let highest_major = change.at(0.0, MOST_Z, false);
    let most_others = change.at(MOST_Z, -MOST_Z, false);
    let (mut major, mut other) = (1.0_f64, 1.0_f64);
    for (_, year) in calendar_years(horizon) {
        major = major.max(highest_major.factors(year).major);
        other = other.max(
            most_others.factors(year).other(f64::from(record.storms), f64::from(record.majors)),
        );
    }
    CatalogueRules {
        synthetic_years: hazard.synthetic_years,
        shift_sd_degrees: hazard.shift_sd_degrees.central,
        radius_sd_log: hazard.radius_sd_log.central,
        major_copies: copies_for(major),
        other_copies: copies_for(other),
        latitude: mean_latitude(zones),
        name,
    }
}

/// Calendar years that the horizon touches, with their number from 0.
pub(super) fn calendar_years(horizon: Horizon) -> impl Iterator<Item = (u16, u16)> {
    let first = horizon.first_month.year;
    let last = horizon.month_of(horizon.periods().saturating_sub(1)).year;
    (first..=last).enumerate().map(|(number, year)| (number as u16, year))
}

impl Resampled {
    pub(super) fn new(
        rank: u16,
        record: &Record,
        rules: &CatalogueRules,
        zones: &[Point],
        seed: Seed,
    ) -> Self {
        Self {
            name: rules.name,
            rank,
            catalogue: Catalogue::build(record, zones, rules, seed),
            storms: f64::from(record.storms),
            majors: f64::from(record.majors),
        }
    }

    pub(super) fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The season that stands in slot `slot` of this future's record.
    fn season_in(&self, slot: usize, draws: &Draws, climate: &ClimateDraw) -> usize {
        if climate.resample_record {
            let uniform = draws.uniform(Purpose::SeasonResample, self.name, 0, slot as u32);
            floor_of(uniform, self.catalogue.seasons())
        } else {
            slot
        }
    }

    /// Adds the storms of one calendar year: a slot of the record, the season in it, one of its
    /// synthetic years, and of that year the storms whose mark lies below their weight. Storms before
    /// the first or after the last month of the horizon do not happen.
    pub(super) fn add_year(
        &self,
        horizon: Horizon,
        (number, year): (u16, u16),
        draws: &Draws,
        climate: &ClimateDraw,
        out: &mut EventSequence,
    ) {
        let seasons = self.catalogue.seasons();
        let slot = floor_of(draws.uniform(Purpose::SeasonChoice, self.name, number, 0), seasons);
        let season = self.season_in(slot, draws, climate);
        let repeats = self.catalogue.years() / seasons;
        let repeat = floor_of(draws.uniform(Purpose::YearChoice, self.name, number, 0), repeats);
        let factors = climate.factors(year);
        let other = factors.other(self.storms, self.majors);
        for (order, storm) in self.catalogue.storms_of(repeat * seasons + season).iter().enumerate()
        {
            let weight = if storm.major { factors.major } else { other };
            if storm.mark >= storm.probability(weight) {
                continue;
            }
            let Some(period) = horizon.period_of(YearMonth { year, month: storm.month }) else {
                continue;
            };
            let event = NewEvent {
                period,
                day: storm.day,
                hazard: self.rank,
                order: order as u32,
                effects: true,
            };
            out.push_wind(event, self.catalogue.winds_of(storm).iter().copied());
        }
    }
}

/// The position of a uniform among `count` equal parts.
fn floor_of(uniform: f64, count: usize) -> usize {
    ((uniform * count as f64) as usize).min(count.saturating_sub(1))
}
