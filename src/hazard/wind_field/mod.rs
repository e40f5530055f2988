//! Wind field WF1: from the track of a cyclone to the largest wind at a place.
//!
//! Wind is the maximum sustained 1-minute wind at 10 m over open sea, in m/s; land and terrain enter
//! later, as the zone's effective-wind factor. Along the segment between two fixes, position and wind
//! are linear in time and the translation is constant. The best-track wind stands at the radius of
//! maximum wind on the right of the track (left on the southern hemisphere); the translation is taken
//! off towards the other side, and the wind falls with distance as the power -0.55 outside and by a
//! Holland (1980) core inside. Checked against the 34, 50 and 64 kt radii of 403 fixes of 2021-2025
//! (mean ratios 1.04 to 1.09), not against gauges.

mod segment;

pub(super) use segment::least_cos_degrees;
use segment::{Chunk, Moment, Segment, gap, most_promising_first};

use crate::data::tracks::{Track, TrackTime};
use crate::dist::math::{exp, ln};

/// Metres per second in one knot.
pub const MS_PER_KNOT: f64 = 0.514_444;
/// Kilometres in one degree of a great circle, for a radius of the earth of 6371.0 km.
pub const KM_PER_DEGREE: f64 = std::f64::consts::PI / 180.0 * 6371.0;
const KM_PER_NAUTICAL_MILE: f64 = 1.852;
const SMALLEST_RADIUS_KM: f64 = 8.0;
const LARGEST_RADIUS_KM: f64 = 150.0;
const OUTER_EXPONENT: f64 = 0.55;
const CORE_EXPONENT: f64 = 1.8;

/// A place: latitude and longitude, degrees north and east.
pub type Point = (f64, f64);

/// Where the radius of maximum wind comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RadiusRule {
    /// Formula after Willoughby, Darling and Rahn (2006), for every segment.
    Formula,
    /// The reported radius where both ends of a segment have one, else the formula.
    Reported,
    /// One radius in kilometres.
    Fixed(f64),
}

/// How winds are computed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WindField {
    /// Where the radius of maximum wind comes from.
    pub radius: RadiusRule,
    /// Factor on the radius; the product is held within 8 to 150 km.
    pub radius_factor: f64,
}

impl Default for WindField {
    fn default() -> Self {
        Self { radius: RadiusRule::Reported, radius_factor: 1.0 }
    }
}

/// A fix in the units of the wind field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FixMs {
    /// Time.
    pub time: TrackTime,
    /// Latitude, degrees north.
    pub lat: f64,
    /// Longitude, degrees east.
    pub lon: f64,
    /// Maximum sustained wind, m/s.
    pub wind_ms: f64,
    /// Reported radius of maximum wind, km.
    pub radius_km: Option<f64>,
}

/// The fixes of a track that have a wind.
pub fn fixes_of(track: &Track) -> Vec<FixMs> {
    track
        .fixes
        .iter()
        .filter_map(|fix| {
            Some(FixMs {
                time: fix.time,
                lat: fix.lat,
                lon: fix.lon,
                wind_ms: fix.wind_kt? * MS_PER_KNOT,
                radius_km: fix.radius_nm.map(|radius| radius * KM_PER_NAUTICAL_MILE),
            })
        })
        .collect()
}

/// Radius of maximum wind in km for a wind in m/s at a latitude, held within 8 to 150 km: the form of
/// Willoughby, Darling and Rahn (2006).
pub fn formula_radius_km(wind_ms: f64, lat: f64) -> f64 {
    held(46.4 * exp(-0.0155 * wind_ms / 0.9 + 0.0169 * lat.abs()))
}

/// Share of the maximum wind at `scaled` radii of maximum wind from the centre.
pub fn profile(scaled: f64) -> f64 {
    if scaled >= 1.0 {
        exp(-OUTER_EXPONENT * ln(scaled))
    } else if scaled < 0.001 {
        0.0
    } else {
        let steep = exp(-CORE_EXPONENT * ln(scaled));
        (steep * exp(1.0 - steep)).sqrt()
    }
}

/// A radius held within 8 to 150 km.
pub(super) fn held(radius_km: f64) -> f64 {
    radius_km.clamp(SMALLEST_RADIUS_KM, LARGEST_RADIUS_KM)
}

/// Largest wind at one place and when.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Peak {
    /// Wind, m/s; 0 where the track brings none.
    pub wind_ms: f64,
    /// Time of that wind; of the first fix where there is none.
    pub time: TrackTime,
}

/// The cyclone at one moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Position {
    /// Time.
    pub time: TrackTime,
    /// Latitude of the centre, degrees north.
    pub lat: f64,
    /// Longitude of the centre, degrees east.
    pub lon: f64,
    /// Maximum sustained wind, m/s.
    pub wind_ms: f64,
    /// Radius of maximum wind, km.
    pub radius_km: f64,
}

impl Position {
    /// Distance of a place from the centre, km.
    pub fn distance_km(&self, point: Point) -> f64 {
        segment::distance_km((self.lat, self.lon), point)
    }
}

impl WindField {
    /// The cyclone at a time; `None` before its first fix and after its last.
    pub fn position(&self, track: &[FixMs], time: TrackTime) -> Option<Position> {
        let pair = track.windows(2).find(|pair| pair[0].time <= time && time <= pair[1].time)?;
        let whole = (pair[1].time.0 - pair[0].time.0) as f64;
        let share = if whole > 0.0 { (time.0 - pair[0].time.0) as f64 / whole } else { 0.0 };
        let moment = Segment::new(self, &pair[0], &pair[1]).at(share);
        let Moment { lat, lon, wind_ms, radius_km, .. } = moment;
        Some(Position { time, lat, lon, wind_ms, radius_km })
    }

    /// The cyclone at every fix, and so many minutes apart from each fix to the next.
    pub fn positions(&self, track: &[FixMs], minutes: u16) -> Vec<Position> {
        let steps = track.windows(2).flat_map(|pair| {
            let (from, to) = (pair[0].time.0, pair[1].time.0);
            (from..to).step_by(usize::from(minutes.max(1)))
        });
        let last = track.last().map(|fix| fix.time.0);
        steps.chain(last).filter_map(|time| self.position(track, TrackTime(time))).collect()
    }

    /// Largest wind in m/s that the track brings to a place: every sample is computed.
    pub fn peak_wind(&self, track: &[FixMs], point: Point) -> f64 {
        let mut peak = 0.0_f64;
        for pair in track.windows(2) {
            let segment = Segment::new(self, &pair[0], &pair[1]);
            for sample in 0..=segment.samples {
                peak = peak.max(segment.moment(sample).wind_at(point));
            }
        }
        peak
    }

    /// Largest wind that the track brings to each of `points`, the same bits as [`Self::peak_wind`]:
    /// stretches whose upper bound does not exceed what was found already are passed over.
    pub fn peaks(&self, track: &[FixMs], points: &[Point], out: &mut Vec<Peak>) {
        self.peaks_if_any(track, points, 0.0, out);
    }

    /// As [`Self::peaks`], but gives up and returns false if no point gets `least_ms` (or, for 0, any
    /// wind); `out` then holds nothing of use.
    pub fn peaks_if_any(
        &self,
        track: &[FixMs],
        points: &[Point],
        least_ms: f64,
        out: &mut Vec<Peak>,
    ) -> bool {
        // Just below the least wind, so that the least wind itself exceeds it.
        let floor_ms = if least_ms > 0.0 { least_ms.next_down() } else { 0.0 };
        let time = track.first().map_or(TrackTime(0), |fix| fix.time);
        out.clear();
        out.resize(points.len(), Peak { wind_ms: floor_ms, time });
        let segments: Vec<Segment<'_>> =
            track.windows(2).map(|pair| Segment::new(self, &pair[0], &pair[1])).collect();
        let wholes: Vec<Chunk> =
            segments.iter().map(|segment| Chunk::new(segment, 0, segment.samples)).collect();
        let mut chunks: Vec<Option<Vec<Chunk>>> = segments.iter().map(|_| None).collect();
        let mut bounds = Vec::with_capacity(segments.len());
        let mut raise = |peak: &mut Peak, point: Point| {
            bounds.clear();
            bounds.extend(wholes.iter().map(|whole| whole.most_wind(point)));
            for number in most_promising_first(&bounds) {
                if bounds[number] > peak.wind_ms {
                    let segment = &segments[number];
                    let chunks = chunks[number].get_or_insert_with(|| segment.chunks().collect());
                    segment.raise(peak, point, chunks);
                }
            }
        };
        let mut any = false;
        for (peak, point) in out.iter_mut().zip(points) {
            raise(peak, *point);
            any |= peak.wind_ms > floor_ms;
        }
        if any && floor_ms > 0.0 {
            for (peak, point) in out.iter_mut().zip(points) {
                if peak.wind_ms == floor_ms {
                    *peak = Peak { wind_ms: 0.0, time };
                    raise(peak, *point);
                }
            }
        }
        any
    }

    /// Largest best-track wind in m/s while the centre is within `radius_km` of `point`; `None` if it
    /// never comes so near.
    pub fn passage(&self, track: &[FixMs], point: Point, radius_km: f64) -> Option<f64> {
        let mut strongest: Option<f64> = None;
        for pair in track.windows(2) {
            let lats = (pair[0].lat.min(pair[1].lat), pair[0].lat.max(pair[1].lat));
            if gap(point.0, lats) * KM_PER_DEGREE > radius_km + 1e-6 {
                continue;
            }
            let segment = Segment::new(self, &pair[0], &pair[1]);
            let whole = Chunk::new(&segment, 0, segment.samples);
            let known = strongest.unwrap_or(f64::NEG_INFINITY);
            if whole.wind_ms <= known || whole.least_distance(point) > radius_km + 1e-6 {
                continue;
            }
            for sample in 0..=segment.samples {
                let moment = segment.moment(sample);
                if moment.distance_km(point) <= radius_km {
                    strongest =
                        Some(strongest.map_or(moment.wind_ms, |known| known.max(moment.wind_ms)));
                }
            }
        }
        strongest
    }
}

#[cfg(test)]
mod tests;
