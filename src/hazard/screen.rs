//! A quick test that a displaced storm is too far from all places to matter.

use super::catalogue::Displacement;
use super::wind_field::{FixMs, KM_PER_DEGREE, Point, formula_radius_km, held, least_cos_degrees};
use crate::dist::math::{length, pow};

/// For each segment of a track: its box, its largest radius, and how many radii its wind reaches.
#[derive(Clone, Debug)]
pub(super) struct Screen {
    segments: Vec<Reach>,
}

#[derive(Clone, Copy, Debug)]
struct Reach {
    lat: (f64, f64),
    lon: (f64, f64),
    radius_km: f64,
    radii: f64,
}

impl Screen {
    /// Prepares a track for one least wind in m/s.
    pub(super) fn new(fixes: &[FixMs], least_wind_ms: f64) -> Self {
        let segments = fixes.windows(2).filter_map(|pair| {
            let (a, b) = (&pair[0], &pair[1]);
            let wind_ms = a.wind_ms.max(b.wind_ms);
            // The latitude of a displaced storm moves its radius a little: 9 degrees are far beyond
            // three standard deviations.
            let formula = |fix: &FixMs| formula_radius_km(fix.wind_ms, fix.lat.abs() + 9.0);
            let reported = match (a.radius_km, b.radius_km) {
                (Some(a), Some(b)) => a.max(b),
                _ => 0.0,
            };
            let span = |a: f64, b: f64| (a.min(b), a.max(b));
            // A segment over the date line gets the whole circle.
            let lon =
                if (a.lon - b.lon).abs() > 180.0 { (-180.0, 180.0) } else { span(a.lon, b.lon) };
            (wind_ms >= least_wind_ms).then(|| Reach {
                lat: span(a.lat, b.lat),
                lon,
                radius_km: formula(a).max(formula(b)).max(reported),
                radii: pow(wind_ms / least_wind_ms, 1.0 / 0.55),
            })
        });
        Self { segments: segments.collect() }
    }

    /// False only if no place can get the least wind.
    pub(super) fn may_reach(&self, places: &[Point], displacement: &Displacement) -> bool {
        let lat = bounds(places.iter().map(|place| place.0));
        let lon = bounds(places.iter().map(|place| place.1));
        self.segments.iter().any(|segment| {
            segment.may_reach(lat, lon, displacement)
                && places
                    .iter()
                    .any(|(lat, lon)| segment.may_reach((*lat, *lat), (*lon, *lon), displacement))
        })
    }
}

impl Reach {
    /// False only if no place in a box can get the least wind.
    fn may_reach(&self, lat: (f64, f64), lon: (f64, f64), displacement: &Displacement) -> bool {
        let reach = held(self.radius_km * displacement.radius_factor) * self.radii * 1.001;
        let at_lat = (self.lat.0 + displacement.lat, self.lat.1 + displacement.lat);
        let y = apart(at_lat, lat) * KM_PER_DEGREE;
        if y > reach {
            return false;
        }
        let at_lon = (self.lon.0 + displacement.lon, self.lon.1 + displacement.lon);
        let turn = |by: f64| apart((at_lon.0 + by, at_lon.1 + by), lon);
        let x_degrees = turn(0.0).min(turn(360.0)).min(turn(-360.0));
        let most_lat = (at_lat.0 + lat.0).abs().max((at_lat.1 + lat.1).abs());
        let narrow = least_cos_degrees(0.5 * most_lat);
        length(x_degrees * KM_PER_DEGREE * narrow, y) <= reach
    }
}

fn bounds(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    })
}

fn apart(a: (f64, f64), b: (f64, f64)) -> f64 {
    (a.0 - b.1).max(b.0 - a.1).max(0.0)
}
