//! Storm surge from marine wind (model M2.3).

use crate::scenario::hazard::SurgeHazard;

/// Wind from which there is a surge, m/s.
const LEAST_WIND_MS: f64 = 26.8224;
/// Height that the water loses for each kilometre inland, metres.
const DECAY_M_PER_KM: f64 = 0.2;

/// Surge height over mean sea level in metres for a marine wind in m/s: a linear fit to the SLOSH
/// results for the United States shelf (Xu 2010, as used by CLIMADA), times the shelf factor; 0 below
/// 26.8 m/s.
pub fn height_m(wind_ms: f64, shelf_factor: f64) -> f64 {
    if wind_ms < LEAST_WIND_MS {
        0.0
    } else {
        shelf_factor * (0.1023 * (wind_ms - LEAST_WIND_MS) + 1.8288)
    }
}

/// Depth at a dwelling in metres: still water (surge and tide) plus the rise of the sea, minus the
/// elevation and 0.2 m for each kilometre from the coast (Pielke and Pielke 1997); never negative,
/// and 0 where there is no surge.
pub fn depth_m(
    still_water_m: f64,
    sea_level_rise_m: f64,
    elevation_m: f64,
    coast_distance_km: f64,
) -> f64 {
    if still_water_m <= 0.0 {
        return 0.0;
    }
    (still_water_m + sea_level_rise_m - elevation_m - DECAY_M_PER_KM * coast_distance_km).max(0.0)
}

/// A surge hazard with its numbers at their central values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Surge {
    shelf_factor: f64,
    tide_m: f64,
}

impl Surge {
    pub(super) fn new(hazard: &SurgeHazard) -> Self {
        Self { shelf_factor: hazard.shelf_factor.central, tide_m: hazard.tide_m.central }
    }

    /// Still water with the tide; 0 where the wind raises no surge.
    pub(super) fn still_water_m(self, wind_ms: f64) -> f64 {
        let surge = height_m(wind_ms, self.shelf_factor);
        if surge > 0.0 { (surge + self.tide_m).max(0.0) } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::{depth_m, height_m};

    #[test]
    fn heights_hold_their_vectors() {
        for (wind, height) in [(33.0, 2.46), (43.0, 3.48), (50.0, 4.20), (58.0, 5.02), (70.0, 6.25)]
        {
            assert!((height_m(wind, 1.0) - height).abs() <= 0.005, "{wind}");
        }
        assert_eq!(height_m(26.8, 1.0), 0.0);
        assert_eq!(height_m(50.0, 0.35), 0.35 * height_m(50.0, 1.0));
    }

    #[test]
    fn depth_falls_with_elevation_and_distance() {
        assert!((depth_m(4.0, 0.2, 1.0, 2.0) - 2.8).abs() < 1e-12);
        assert_eq!(depth_m(4.0, 0.2, 5.0, 0.0), 0.0);
        assert_eq!(depth_m(0.0, 0.5, 0.1, 0.0), 0.0);
    }
}
