//! The true risk of a place, against which households' perception is measured and by which programmes
//! find the most exposed: expected yearly damage and yearly rate of damaging events, from pilot futures.

use super::Place;
use super::force::ZoneForce;
use super::levels::{Maxima, RETURNS, ReturnLevels};
use super::population::CLASSES;
use super::vulnerability::Curves;
use crate::hazard::EventSequence;

/// Class whose mean damage decides whether an event counts as damaging for a zone: timber.
pub const WITNESS_CLASS: usize = 1;

/// Expected yearly damage and rate of damaging events.
#[derive(Clone, Debug)]
pub struct TrueRisk {
    /// Damaging events per year by zone.
    pub event_rate: Vec<f64>,
    /// Expected yearly damage ratio by zone and class for a dwelling of the zone at large.
    pub zone: Vec<[f64; CLASSES]>,
    /// Expected yearly damage ratio of each household's dwelling as it stands at the start.
    pub household: Vec<f32>,
    /// What comes to each zone at return periods.
    pub levels: ReturnLevels,
    /// What wind does to dwellings as built, by zone, class and return period.
    pub wind: Vec<[[f64; RETURNS]; CLASSES]>,
    /// Mean damage ratio by zone, class and return period for the dwellings of the zone at large.
    pub zone_returns: Vec<[[f64; RETURNS]; CLASSES]>,
    /// Today's curves at central numbers.
    pub curves: Curves,
}

/// Adds up pilot futures.
#[derive(Debug)]
pub struct RiskTally<'a> {
    place: &'a Place,
    curves: &'a Curves,
    events: Vec<f64>,
    wind: Vec<[f64; CLASSES]>,
    water: Vec<f64>,
    maxima: Maxima,
}

impl<'a> RiskTally<'a> {
    /// Nothing seen yet, under today's curves.
    pub fn new(place: &'a Place, curves: &'a Curves) -> Self {
        Self {
            place,
            curves,
            events: vec![0.0; place.zones()],
            wind: vec![[0.0; CLASSES]; place.zones()],
            water: vec![0.0; place.population.len()],
            maxima: Maxima::new(place.zones()),
        }
    }

    /// Adds the events of one pilot future; `sea_level_m` gives the rise of the sea by period.
    pub fn add(&mut self, sequence: &EventSequence, sea_level_m: &[f64]) {
        let population = &self.place.population;
        let first_year = self.maxima.open(self.place.horizon.years);
        for event in sequence.events() {
            let year = first_year + usize::from(event.period / 12);
            for zone in 0..self.place.zones() {
                let sea_level = sea_level_m[usize::from(event.period)];
                let force = ZoneForce::of(sequence, event, zone, sea_level);
                self.maxima.add(year, zone, &force);
                let means: [f64; CLASSES] = match force.shares {
                    Some(shares) => shares.map(mean_of_bands),
                    None => std::array::from_fn(|class| {
                        self.curves.wind_damage(class, force.wind_ms, 0.0)
                    }),
                };
                let mut seen = means[WITNESS_CLASS] > 0.0;
                for (sum, mean) in self.wind[zone].iter_mut().zip(means) {
                    *sum += mean;
                }
                let households = if force.has_water() { population.in_zone(zone) } else { 0..0 };
                for i in households {
                    let coast = f64::from(population.coast_km[i]);
                    let at = force.water_at(f64::from(population.elevation_m[i]), coast);
                    if at.depth_m > 0.0 {
                        seen |= force.has_water_of_its_own();
                        let class = usize::from(population.class[i]);
                        let water = self.curves.water_damage(class, at.depth_m, at.waves_from_km);
                        self.water[i] += water * (1.0 - means[class]);
                    }
                }
                self.events[zone] += f64::from(u8::from(seen));
            }
        }
    }

    /// The risk, if what was seen lasted `years`.
    pub fn finish(self, years: f64) -> TrueRisk {
        let population = &self.place.population;
        let mut household = self.water;
        let mut zone_risk = self.wind.clone();
        for (zone, classes) in zone_risk.iter_mut().enumerate() {
            let range = population.in_zone(zone);
            let count = range.len().max(1) as f64;
            let water = household[range.clone()].iter().sum::<f64>() / count;
            for risk in classes.iter_mut() {
                *risk = (*risk + water) / years;
            }
            for i in range {
                let class = usize::from(population.class[i]);
                household[i] = (household[i] + self.wind[zone][class]) / years;
            }
        }
        let levels = self.maxima.finish();
        let zone_returns = (0..self.place.zones())
            .map(|zone| levels.zone_damage(self.curves, population, zone))
            .collect();
        TrueRisk {
            wind: levels.wind_damages(self.curves, 0.0),
            levels,
            zone_returns,
            curves: self.curves.clone(),
            event_rate: self.events.into_iter().map(|events| events / years).collect(),
            zone: zone_risk,
            household: household.into_iter().map(|risk| risk as f32).collect(),
        }
    }
}

/// Mean damage of the shares undamaged, minor, severe and destroyed, at the middle of each band.
pub fn mean_of_bands(shares: [f64; 4]) -> f64 {
    shares[1] * 0.11 + shares[2] * 0.5 + shares[3] * 0.9
}
