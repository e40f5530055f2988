//! What an event brings to one zone.

use super::protection::Protection;
use crate::hazard::surge::depth_m;
use crate::hazard::{Event, EventKind, EventSequence, Water};

/// What an event brings to one zone.
#[derive(Clone, Copy, Debug)]
pub struct ZoneForce<'e> {
    /// Period.
    pub period: u16,
    /// Number of the event in the period.
    pub index: u16,
    /// Day of the month, 1-31.
    pub day: u8,
    /// Effective wind, m/s.
    pub wind_ms: f64,
    /// Water, if any.
    water: Option<(Water, f64)>,
    /// Stated shares undamaged, minor, severe, destroyed by class, in place of wind and water.
    pub shares: Option<&'e [[f64; 4]; 4]>,
    sea_level_m: f64,
    /// River flood: depth and the highest elevation that it reaches, m.
    flood: Option<(f64, f64)>,
}

impl<'e> ZoneForce<'e> {
    /// The force of an event on a zone, with the sea as high as it is by then.
    pub fn of(sequence: &EventSequence, event: &'e Event, zone: usize, sea_level_m: f64) -> Self {
        let (wind_ms, shares) = match &event.kind {
            EventKind::Wind { .. } => (f64::from(sequence.effective_ms(event)[zone]), None),
            EventKind::DamageShares(shares) => (0.0, Some(&shares[zone])),
        };
        let water = sequence
            .water_m(event)
            .map(|(kind, by_zone)| (kind, f64::from(by_zone[zone])))
            .filter(|(_, water)| *water > 0.0);
        Self {
            period: event.period,
            index: event.index_in_period,
            day: event.day,
            wind_ms,
            water,
            shares,
            sea_level_m,
            flood: sequence
                .flood_m(event)
                .map(|(depths, ceilings)| (f64::from(depths[zone]), f64::from(ceilings[zone])))
                .filter(|(depth, _)| *depth > 0.0),
        }
    }

    /// Share of the month that has passed on its day.
    pub fn month_share(&self) -> f64 {
        f64::from(self.day.clamp(1, 30) - 1) / 30.0
    }

    /// Whether it brings water.
    pub fn has_water(&self) -> bool {
        self.water.is_some() || self.flood.is_some()
    }

    /// Whether it brings water that is more than what the wind of a storm drives ashore: a river flood, or
    /// water without any wind.
    pub fn has_water_of_its_own(&self) -> bool {
        self.flood.is_some() || (self.water.is_some() && self.wind_ms <= 0.0)
    }

    /// Still water of the sea over the level of 1995-2014, m, and depth of water stated for the zone, m;
    /// 0 is none.
    pub fn sea_m(&self) -> (f64, f64) {
        match self.water {
            None => (0.0, 0.0),
            Some((Water::Depth, depth)) => (0.0, depth),
            Some((Water::SurgeHeight, height)) => (height + self.sea_level_m, 0.0),
        }
    }

    /// River flood: depth and the highest elevation that it reaches, m.
    pub fn flood_m(&self) -> Option<(f64, f64)> {
        self.flood
    }

    /// Depth of water at a dwelling, m, and whether waves come with it. Of water from the sea and from a
    /// river the deeper counts: a home is flooded once.
    #[inline]
    pub fn water_at(&self, elevation_m: f64, coast_km: f64) -> WaterAtDwelling {
        self.water_at_protected(elevation_m, coast_km, &Protection::default())
    }

    /// The same at a dwelling that something protects.
    #[inline]
    pub fn water_at_protected(
        &self,
        elevation_m: f64,
        coast_km: f64,
        protection: &Protection,
    ) -> WaterAtDwelling {
        let sea = match self.water {
            None => 0.0,
            Some((Water::Depth, depth)) => depth,
            Some((Water::SurgeHeight, height)) => {
                let height = protection.sea_left_m(height);
                depth_m(height, self.sea_level_m, elevation_m, coast_km)
            }
        };
        let outside = match self.flood {
            Some((depth_m, ceiling)) if elevation_m <= ceiling && depth_m > sea => {
                WaterAtDwelling { depth_m, waves_from_km: f64::INFINITY }
            }
            _ => WaterAtDwelling { depth_m: sea, waves_from_km: coast_km },
        };
        WaterAtDwelling { depth_m: protection.depth_inside_m(outside.depth_m), ..outside }
    }
}

/// Water at a dwelling.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WaterAtDwelling {
    /// Depth, m.
    pub depth_m: f64,
    /// Distance to the coast that waves come from, km; infinite where none come.
    pub waves_from_km: f64,
}

#[cfg(test)]
mod tests {
    use super::{Protection, Water, ZoneForce};

    fn force(water: Option<(Water, f64)>, flood: Option<(f64, f64)>) -> ZoneForce<'static> {
        let (wind_ms, sea_level_m) = (50.0, 0.2);
        ZoneForce { period: 0, index: 0, day: 1, wind_ms, water, shares: None, sea_level_m, flood }
    }

    #[test]
    fn of_sea_and_river_the_deeper_counts_once() {
        let surge = Some((Water::SurgeHeight, 3.0));
        let river = Some((1.5, 4.0));
        // 3.0 + 0.2 - 1.0 - 0.2 x 0.5 = 2.1 m of sea at one metre, deeper than the river.
        let low = force(surge, river).water_at(1.0, 0.5);
        assert!((low.depth_m - 2.1).abs() < 1e-12);
        assert_eq!(low.waves_from_km, 0.5);
        // At three metres the river is deeper, and brings no waves.
        let middle = force(surge, river).water_at(3.0, 0.05);
        assert_eq!((middle.depth_m, middle.waves_from_km), (1.5, f64::INFINITY));
        // Above the floodplain and the surge it is dry.
        assert_eq!(force(surge, river).water_at(5.0, 0.05).depth_m, 0.0);
        assert_eq!(force(None, river).water_at(4.0, 0.05).depth_m, 1.5);
        assert_eq!(force(surge, None).water_at(1.0, 0.5), low);
        assert!(force(surge, river).has_water_of_its_own());
        assert!(!force(surge, None).has_water_of_its_own());
    }

    #[test]
    fn protection_lowers_the_surge_before_sea_level_and_keeps_out_what_is_left() {
        let surge = Some((Water::SurgeHeight, 3.0));
        let depth = |force: ZoneForce<'_>, protection: Protection| {
            force.water_at_protected(1.0, 0.5, &protection).depth_m
        };
        let none = Protection::default();
        // 3.0 x .75 + 0.2 - 1.0 - 0.1 = 1.35 m.
        let mangroves = Protection { attenuation_share: 0.25, ..none };
        assert!((depth(force(surge, None), mangroves) - 1.35).abs() < 1e-12);
        // They do nothing against a river, a wall does.
        let river = Some((1.5, 4.0));
        assert_eq!(depth(force(None, river), mangroves), 1.5);
        assert_eq!(depth(force(None, river), Protection { crest_m: 1.5, ..none }), 0.0);
        assert_eq!(depth(force(None, river), Protection { crest_m: 1.4, ..none }), 1.5);
        assert_eq!(depth(force(None, river), Protection { raise_m: 0.5, ..none }), 1.0);
        let wall = Protection { crest_m: 2.0, ..none };
        assert!((depth(force(surge, None), wall) - 2.1).abs() < 1e-12);
        // A storm whose surge the mangroves take away altogether leaves no water, whatever the sea level.
        let all = Protection { attenuation_share: 1.0, ..none };
        assert_eq!(depth(force(surge, None), all), 0.0);
    }
}
