//! What an event brings to one zone.

use crate::hazard::surge::depth_m;
use crate::hazard::{Event, EventKind, EventSequence, Water};

/// What an event brings to one zone.
#[derive(Clone, Copy, Debug)]
pub struct ZoneForce<'e> {
    /// Period.
    pub period: u16,
    /// Number of the event in the period.
    pub index: u16,
    /// Effective wind, m/s.
    pub wind_ms: f64,
    /// Water, if any.
    water: Option<(Water, f64)>,
    /// Stated shares undamaged, minor, severe, destroyed by class, in place of wind and water.
    pub shares: Option<&'e [[f64; 4]; 4]>,
    sea_level_m: f64,
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
            wind_ms,
            water,
            shares,
            sea_level_m,
        }
    }

    /// Whether it brings water.
    pub fn has_water(&self) -> bool {
        self.water.is_some()
    }

    /// Depth of water at a dwelling, m.
    #[inline]
    pub fn depth_m(&self, elevation_m: f64, coast_km: f64) -> f64 {
        match self.water {
            None => 0.0,
            Some((Water::Depth, depth)) => depth,
            Some((Water::SurgeHeight, height)) => {
                depth_m(height, self.sea_level_m, elevation_m, coast_km)
            }
        }
    }
}
