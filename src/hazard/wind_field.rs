//! Wind field WF1: from the track of a cyclone to the largest wind at a place.
//!
//! Wind is the maximum sustained 1-minute wind at 10 m over open sea, in m/s; land and terrain enter
//! later, as the zone's effective-wind factor. Along the segment between two fixes, position and wind
//! are linear in time and the translation is constant. The best-track wind stands at the radius of
//! maximum wind on the right of the track (left on the southern hemisphere); the translation is taken
//! off towards the other side, and the wind falls with distance as the power -0.55 outside and by a
//! Holland (1980) core inside. Checked against the 34, 50 and 64 kt radii of 403 fixes of 2021-2025
//! (mean ratios 1.04 to 1.09), not against gauges.

use crate::data::tracks::{Track, TrackTime};
use crate::dist::math::{cos, exp, length, ln};

/// Metres per second in one knot.
pub const MS_PER_KNOT: f64 = 0.514_444;
/// Kilometres in one degree of a great circle, for a radius of the earth of 6371.0 km.
pub const KM_PER_DEGREE: f64 = std::f64::consts::PI / 180.0 * 6371.0;
const KM_PER_NAUTICAL_MILE: f64 = 1.852;
const SMALLEST_RADIUS_KM: f64 = 8.0;
const LARGEST_RADIUS_KM: f64 = 150.0;
const OUTER_EXPONENT: f64 = 0.55;
const CORE_EXPONENT: f64 = 1.8;
/// Share of the translation by which the two sides of a moving cyclone differ from its maximum.
const TRANSLATION_SHARE: f64 = 0.55;
/// Samples for which one upper bound is taken.
const CHUNK: u32 = 16;
/// Factor on upper bounds, far above rounding and far below what matters.
const MARGIN: f64 = 1.0 + 1e-9;

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

/// Difference of two longitudes, degrees, by the shorter way.
fn longitude_difference(to: f64, from: f64) -> f64 {
    let difference = to - from;
    if difference > 180.0 {
        difference - 360.0
    } else if difference < -180.0 {
        difference + 360.0
    } else {
        difference
    }
}

/// A cyclone at one moment.
struct Moment {
    lat: f64,
    lon: f64,
    wind_ms: f64,
    radius_km: f64,
    /// Translation eastwards and northwards, and its length, m/s.
    translation: (f64, f64, f64),
}

impl Moment {
    fn wind_at(&self, point: Point) -> f64 {
        self.wind_over(0.0, point)
    }

    /// Wind at a place where it exceeds `known`; else any wind up to `known`.
    fn wind_over(&self, known: f64, (lat, lon): Point) -> f64 {
        let y = (lat - self.lat) * KM_PER_DEGREE;
        let x = longitude_difference(lon, self.lon)
            * KM_PER_DEGREE
            * cos_degrees(0.5 * (lat + self.lat));
        let distance = length(x, y);
        if distance < 1e-6 {
            return 0.0;
        }
        let (u_x, u_y, speed) = self.translation;
        let side = if speed < 0.01 {
            1.0
        } else {
            let right = (-y * u_x + x * u_y) / (distance * speed);
            if self.lat < 0.0 { -right } else { right }
        };
        let maximum = self.wind_ms - TRANSLATION_SHARE * speed * (1.0 - side);
        let scaled = distance / self.radius_km;
        if maximum <= 0.0 || most_share(scaled) * maximum * MARGIN <= known {
            return 0.0;
        }
        profile(scaled) * maximum
    }

    /// A wind that is not exceeded at a place, without transcendental functions.
    fn most_wind(&self, (lat, lon): Point) -> f64 {
        let y = (lat - self.lat) * KM_PER_DEGREE;
        let x = longitude_difference(lon, self.lon)
            * KM_PER_DEGREE
            * least_cos_degrees(0.5 * (lat + self.lat));
        most_share(length(x, y) / self.radius_km) * self.wind_ms * MARGIN
    }
}

/// A share that [`profile`] does not exceed: the power -0.5 by a root times the power -0.05, which is
/// convex, by its chord between two powers of two.
fn most_share(scaled: f64) -> f64 {
    const CHORD: [f64; 9] = [
        1.0,
        0.965_936_329,
        0.933_032_992,
        0.901_250_463,
        0.870_550_564,
        0.840_896_416,
        0.812_252_397,
        0.784_584_098,
        0.757_858_284,
    ];
    if scaled <= 1.0 {
        return 1.0;
    }
    let exponent = ((scaled.to_bits() >> 52) as usize).saturating_sub(1023);
    if exponent + 1 >= CHORD.len() {
        return CHORD[CHORD.len() - 1] / scaled.sqrt();
    }
    let along = scaled / (1_u64 << exponent) as f64 - 1.0;
    (CHORD[exponent] + along * (CHORD[exponent + 1] - CHORD[exponent])) / scaled.sqrt()
}

/// A number that the cosine of an angle up to 90 degrees is not below.
pub(super) fn least_cos_degrees(degrees: f64) -> f64 {
    let angle = degrees * (std::f64::consts::PI / 180.0);
    (1.0 - 0.5 * angle * angle).max(0.0)
}

fn cos_degrees(degrees: f64) -> f64 {
    cos(degrees * (std::f64::consts::PI / 180.0))
}

/// The stretch between two fixes.
struct Segment<'a> {
    field: &'a WindField,
    from: &'a FixMs,
    to: &'a FixMs,
    lon_change: f64,
    translation: (f64, f64, f64),
    samples: u32,
}

impl<'a> Segment<'a> {
    fn new(field: &'a WindField, from: &'a FixMs, to: &'a FixMs) -> Self {
        let lon_change = longitude_difference(to.lon, from.lon);
        let dx = lon_change * KM_PER_DEGREE * cos_degrees(0.5 * (from.lat + to.lat));
        let dy = (to.lat - from.lat) * KM_PER_DEGREE;
        let path = length(dx, dy);
        let minutes = (to.time.0 - from.time.0) as f64;
        let translation = if minutes > 0.0 {
            let per_second = 1000.0 / (60.0 * minutes);
            let (u_x, u_y) = (dx * per_second, dy * per_second);
            (u_x, u_y, length(u_x, u_y))
        } else {
            (0.0, 0.0, 0.0)
        };
        let samples = path.ceil().max((minutes / 15.0).ceil()).max(1.0) as u32;
        Self { field, from, to, lon_change, translation, samples }
    }

    fn share(&self, sample: u32) -> f64 {
        f64::from(sample) / f64::from(self.samples)
    }

    fn radius(&self, share: f64, wind_ms: f64, lat: f64) -> f64 {
        let radius = match self.field.radius {
            RadiusRule::Fixed(radius) => radius,
            RadiusRule::Reported => match (self.from.radius_km, self.to.radius_km) {
                (Some(from), Some(to)) => held(from + share * (to - from)),
                _ => formula_radius_km(wind_ms, lat),
            },
            RadiusRule::Formula => formula_radius_km(wind_ms, lat),
        };
        held(radius * self.field.radius_factor)
    }

    fn moment(&self, sample: u32) -> Moment {
        let share = self.share(sample);
        let lat = self.from.lat + share * (self.to.lat - self.from.lat);
        let wind_ms = self.from.wind_ms + share * (self.to.wind_ms - self.from.wind_ms);
        Moment {
            lat,
            lon: self.from.lon + share * self.lon_change,
            wind_ms,
            radius_km: self.radius(share, wind_ms, lat),
            translation: self.translation,
        }
    }

    fn time(&self, sample: u32) -> TrackTime {
        let minutes = (self.to.time.0 - self.from.time.0) as f64 * self.share(sample);
        TrackTime(self.from.time.0 + minutes as i64)
    }

    /// Raises `peak` to the largest wind of the segment at `point`.
    fn raise(&self, peak: &mut Peak, point: Point, chunks: &mut [Chunk]) {
        let bounds: Vec<f64> = chunks.iter().map(|chunk| chunk.most_wind(point)).collect();
        for number in most_promising_first(&bounds) {
            if bounds[number] <= peak.wind_ms {
                continue;
            }
            let chunk = &mut chunks[number];
            if chunk.moments.is_empty() {
                chunk.moments =
                    (chunk.first..=chunk.last).map(|sample| self.moment(sample)).collect();
            }
            for (sample, moment) in (chunk.first..).zip(&chunk.moments) {
                if moment.most_wind(point) <= peak.wind_ms {
                    continue;
                }
                let wind_ms = moment.wind_over(peak.wind_ms, point);
                if wind_ms > peak.wind_ms {
                    *peak = Peak { wind_ms, time: self.time(sample) };
                }
            }
        }
    }

    /// Splits the samples into stretches with one upper bound each.
    fn chunks(&self) -> impl Iterator<Item = Chunk> + '_ {
        (0..=self.samples / CHUNK).filter_map(move |number| {
            let first = number * CHUNK;
            let last = (first + CHUNK - 1).min(self.samples);
            (first <= last).then(|| Chunk::new(self, first, last))
        })
    }
}

/// Consecutive samples of a segment and the box around them. Wind, position and latitude are linear
/// in time, the logarithm of the formula's radius is convex and a reported radius linear, so their
/// extremes stand at the ends.
struct Chunk {
    first: u32,
    last: u32,
    lat: (f64, f64),
    lon: (f64, f64),
    wind_ms: f64,
    radius_km: f64,
    /// The cyclone at each sample, once some place needs it.
    moments: Vec<Moment>,
}

impl Chunk {
    fn new(segment: &Segment<'_>, first: u32, last: u32) -> Self {
        let (a, b) = (segment.moment(first), segment.moment(last));
        Self {
            first,
            last,
            lat: (a.lat.min(b.lat), a.lat.max(b.lat)),
            lon: (a.lon.min(b.lon), a.lon.max(b.lon)),
            wind_ms: a.wind_ms.max(b.wind_ms),
            radius_km: a.radius_km.max(b.radius_km),
            moments: Vec::new(),
        }
    }

    /// A distance that no sample of the chunk is nearer than, km.
    fn least_distance(&self, (lat, lon): Point) -> f64 {
        let y = gap(lat, self.lat) * KM_PER_DEGREE;
        // The shorter way round is never longer than the gap taken either way round.
        let turn = |by: f64| gap(lon + by, self.lon);
        let x_degrees = turn(0.0).min(turn(360.0)).min(turn(-360.0));
        let most_lat = (lat + self.lat.0).abs().max((lat + self.lat.1).abs());
        let narrow = least_cos_degrees(0.5 * most_lat);
        length(x_degrees * KM_PER_DEGREE * narrow, y)
    }

    /// A wind that no sample of the chunk exceeds at `point`.
    fn most_wind(&self, point: Point) -> f64 {
        most_share(self.least_distance(point) / self.radius_km) * self.wind_ms * MARGIN
    }
}

/// The position of the largest bound, then all positions: the largest rules most of the others out.
fn most_promising_first(bounds: &[f64]) -> impl Iterator<Item = usize> + use<> {
    let best = (0..bounds.len()).max_by(|a, b| bounds[*a].total_cmp(&bounds[*b]));
    best.into_iter().chain(0..bounds.len())
}

fn gap(value: f64, (low, high): (f64, f64)) -> f64 {
    (low - value).max(value - high).max(0.0)
}

/// Largest wind at one place and when.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Peak {
    /// Wind, m/s; 0 where the track brings none.
    pub wind_ms: f64,
    /// Time of that wind; of the first fix where there is none.
    pub time: TrackTime,
}

impl WindField {
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
        out.clear();
        let start = track.first().map_or(TrackTime(0), |fix| fix.time);
        out.resize(points.len(), Peak { wind_ms: 0.0, time: start });
        let segments: Vec<Segment<'_>> =
            track.windows(2).map(|pair| Segment::new(self, &pair[0], &pair[1])).collect();
        let wholes: Vec<Chunk> =
            segments.iter().map(|segment| Chunk::new(segment, 0, segment.samples)).collect();
        let mut chunks: Vec<Option<Vec<Chunk>>> = segments.iter().map(|_| None).collect();
        let mut bounds = Vec::with_capacity(segments.len());
        for (peak, point) in out.iter_mut().zip(points) {
            bounds.clear();
            bounds.extend(wholes.iter().map(|whole| whole.most_wind(*point)));
            for number in most_promising_first(&bounds) {
                if bounds[number] <= peak.wind_ms {
                    continue;
                }
                let segment = &segments[number];
                let chunks = chunks[number].get_or_insert_with(|| segment.chunks().collect());
                segment.raise(peak, *point, chunks);
            }
        }
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
                let y = (point.0 - moment.lat) * KM_PER_DEGREE;
                let x = longitude_difference(point.1, moment.lon)
                    * KM_PER_DEGREE
                    * cos_degrees(0.5 * (point.0 + moment.lat));
                if length(x, y) <= radius_km {
                    strongest =
                        Some(strongest.map_or(moment.wind_ms, |known| known.max(moment.wind_ms)));
                }
            }
        }
        strongest
    }
}

#[cfg(test)]
#[path = "wind_field_tests.rs"]
mod tests;
