//! The true risk of a place, against which households' perception is measured and by which programmes
//! find the most exposed: expected yearly damage and yearly rate of damaging events, from pilot futures.

use super::Place;
use super::population::CLASSES;
use super::vulnerability::{Curves, surge_depth_m};
use crate::hazard::{Event, EventKind};

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
}

impl TrueRisk {
    /// Averages the `events` of pilot futures that together last `years`, under today's curves.
    pub fn from_events(place: &Place, curves: &Curves, events: &[Event], years: f64) -> Self {
        let zones = place.zones();
        let population = &place.population;
        let mut event_rate = vec![0.0; zones];
        let mut wind_only = vec![[0.0; CLASSES]; zones];
        let mut household = vec![0.0_f64; population.len()];
        for event in events {
            for zone in 0..zones {
                let (means, surge) = match &event.kind {
                    EventKind::Wind { effective_ms, surge_m } => {
                        let wind = f64::from(effective_ms[zone]);
                        let means =
                            std::array::from_fn(|class| curves.wind_damage(class, wind, 0.0));
                        (means, surge_m.as_ref().map_or(0.0, |surge| f64::from(surge[zone])))
                    }
                    EventKind::DamageShares(shares) => (shares[zone].map(mean_of_bands), 0.0),
                };
                event_rate[zone] += f64::from(u8::from(means[WITNESS_CLASS] > 0.0));
                for class in 0..CLASSES {
                    wind_only[zone][class] += means[class];
                }
                if surge > 0.0 {
                    for i in population.in_zone(zone) {
                        let coast = f64::from(population.coast_km[i]);
                        let depth =
                            surge_depth_m(surge, f64::from(population.elevation_m[i]), coast);
                        if depth > 0.0 {
                            let class = usize::from(population.class[i]);
                            let water = curves.water_damage(class, depth, coast);
                            household[i] += water * (1.0 - means[class]);
                        }
                    }
                }
            }
        }
        let mut zone_risk = vec![[0.0; CLASSES]; zones];
        for zone in 0..zones {
            event_rate[zone] /= years;
            let range = population.in_zone(zone);
            let count = range.len().max(1) as f64;
            let water = household[range.clone()].iter().sum::<f64>() / count;
            for class in 0..CLASSES {
                zone_risk[zone][class] = (wind_only[zone][class] + water) / years;
            }
            for i in range {
                let class = usize::from(population.class[i]);
                household[i] = (household[i] + wind_only[zone][class]) / years;
            }
        }
        let household = household.into_iter().map(|risk| risk as f32).collect();
        Self { event_rate, zone: zone_risk, household }
    }
}

/// Mean damage of the shares undamaged, minor, severe and destroyed, at the middle of each band.
pub fn mean_of_bands(shares: [f64; 4]) -> f64 {
    shares[1] * 0.11 + shares[2] * 0.5 + shares[3] * 0.9
}
