//! The wind field beside vectors that were worked out apart from it.

use super::{Broken, Findings};
use crate::data::tracks::TrackTime;
use crate::hazard::wind_field::{
    FixMs, KM_PER_DEGREE, MS_PER_KNOT, RadiusRule, WindField, formula_radius_km, profile,
};

const FORMULA: WindField = WindField { radius: RadiusRule::Formula, radius_factor: 1.0 };
const AT_20_KM: WindField = WindField { radius: RadiusRule::Fixed(20.0), radius_factor: 1.0 };

/// Half of the last digit of a wind, m/s.
const DIGIT_MS: f64 = 0.000_5;

fn fix(hour: i64, lat: f64, lon: f64, wind_kt: f64) -> FixMs {
    let wind_ms = wind_kt * MS_PER_KNOT;
    FixMs { time: TrackTime(hour * 60), lat, lon, wind_ms, radius_km: None }
}

/// Radius, profile, a cyclone that stands still and one that moves on.
pub(super) fn field(findings: &mut Findings) -> Result<(), Broken> {
    for (wind, lat, radius) in [
        (20.0, 15.0, 42.366),
        (33.0, 12.0, 32.194),
        (50.0, 18.0, 26.586),
        (58.0, 25.0, 26.073),
        (70.0, 15.3, 17.999),
        (80.0, 18.0, 15.859),
        (40.0, 45.0, 49.845),
    ] {
        findings.near("radius, km", formula_radius_km(wind, lat), radius, 0.000_5);
    }
    for (scaled, share) in [
        (0.25, 0.013_364),
        (0.5, 0.539_416),
        (0.8, 0.954_735),
        (1.0, 1.0),
        (1.5, 0.800_110),
        (2.0, 0.683_020),
        (4.0, 0.466_516),
        (10.0, 0.281_838),
    ] {
        findings.near("share of the largest wind", profile(scaled), share, 0.000_000_5);
    }
    let still = [fix(0, 15.0, -60.0, 100.0), fix(6, 15.0, -60.0, 100.0)];
    for (distance, expected) in [(20.0, 51.444), (40.0, 35.138), (10.0, 27.750)] {
        let found = AT_20_KM.peak_wind(&still, (15.0 + distance / KM_PER_DEGREE, -60.0));
        findings.near("wind around one that stands still, m/s", found, expected, DIGIT_MS);
    }
    let track =
        [fix(0, 15.0, -60.0, 100.0), fix(6, 15.0, -61.0, 120.0), fix(12, 15.5, -62.0, 110.0)];
    for (point, formula, at_20_km) in [
        ((15.0, -60.5), 55.784, 55.758),
        ((15.2, -61.0), 61.420, 61.377),
        ((14.8, -61.0), 54.013, 53.074),
        ((15.6, -61.5), 45.553, 43.258),
        ((16.5, -61.5), 22.338, 20.898),
        ((13.0, -61.0), 15.223, 14.958),
        ((15.1, -61.4), 56.120, 56.022),
    ] {
        let found = FORMULA.peak_wind(&track, point);
        findings.near("largest wind beside a track, m/s", found, formula, DIGIT_MS);
        let found = AT_20_KM.peak_wind(&track, point);
        findings.near("the same at a radius of 20 km, m/s", found, at_20_km, DIGIT_MS);
    }
    Ok(())
}
