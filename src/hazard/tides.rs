//! Tidal floods without cyclones: the highest still water of each year (model M2.5).
//!
//! Gumbel with location and scale b over the mean sea level of 1995-2014. Heights over a level x come at
//! the rate exp(-(x - location) / b); a rise of the sea by r multiplies that rate by exp(r / b) at every
//! height. The rise itself is added where depth is worked out at a dwelling, as for surge.

use super::event::{EventSequence, NewEvent};
use crate::calendar::{Horizon, YearMonth};
use crate::data::tracks::days_in_month;
use crate::dist::math::exp;
use crate::dist::quantile::gumbel;
use crate::rng::{Draws, Purpose};
use crate::scenario::hazard::SeaHazard;

/// Factor on the rate of each water height under a rise of the sea in metres, for a Gumbel scale in
/// metres: exp(rise / scale).
pub fn amplification(rise_m: f64, scale_m: f64) -> f64 {
    exp(rise_m / scale_m)
}

/// A tidal hazard with its numbers at their central values.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tides {
    name: u32,
    rank: u16,
    location_m: f64,
    scale_m: f64,
}

impl Tides {
    pub(super) fn new((name, rank): (u32, u16), hazard: &SeaHazard) -> Self {
        let (location_m, scale_m) = (hazard.location_m.central, hazard.scale_m.central);
        Self { name, rank, location_m, scale_m }
    }

    /// Highest still water of a year at a uniform, metres.
    fn height_m(self, uniform: f64) -> f64 {
        self.location_m + self.scale_m * gumbel(uniform)
    }

    /// Adds the highest water of one calendar year, in a month and on a day drawn evenly.
    pub(super) fn add_year(
        self,
        horizon: Horizon,
        (number, year): (u16, u16),
        draws: &Draws,
        out: &mut EventSequence,
    ) {
        let draw = |index| draws.uniform(Purpose::HighWater, self.name, number, index);
        let height = self.height_m(draw(0)) as f32;
        let month = (draw(1) * 12.0) as u8 + 1;
        let Some(period) = horizon.period_of(YearMonth { year, month }) else { return };
        let days = days_in_month(i64::from(year), i64::from(month)) as f64;
        let day = (draw(2) * days) as u8 + 1;
        let new = NewEvent { period, day, hazard: self.rank, order: 0, effects: false };
        out.push_wind(new, std::iter::repeat_n(0.0, out.zones));
        out.set_still_water(std::iter::repeat_n(height, out.zones));
    }
}

#[cfg(test)]
mod tests {
    use super::{Tides, amplification};
    use crate::dist::math::{exp, ln};

    #[test]
    fn a_rise_multiplies_the_rate_of_every_height() {
        let tides = Tides { name: 0, rank: 0, location_m: 0.45, scale_m: 0.15 };
        // -ln u is the expected number of years' heights above the height at u.
        let rate_over = |height: f64| exp(-(height - 0.45) / 0.15);
        for u in [0.01, 0.3, 0.5, 0.9, 0.999] {
            assert!((rate_over(tides.height_m(u)) + ln(u)).abs() < 1e-12);
            for rise in [0.0, 0.1, 0.2, 0.56] {
                // Water plus rise over x is water over x less rise.
                let x = tides.height_m(u);
                let ratio = rate_over(x - rise) / rate_over(x);
                assert!((ratio / amplification(rise, 0.15) - 1.0).abs() < 1e-12);
            }
        }
        assert_eq!(amplification(0.0, 0.15), 1.0);
        // The range that the model states for a rise of .20 m.
        assert!((amplification(0.20, 0.10) - 7.4).abs() < 0.05);
        assert!((amplification(0.20, 0.20) - std::f64::consts::E).abs() < 1e-15);
    }
}
