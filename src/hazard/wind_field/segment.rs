//! A cyclone along the stretch between two fixes, and upper bounds on its wind that need no
//! transcendental functions: they let most samples be passed over without changing a bit.

use super::{
    FixMs, KM_PER_DEGREE, Peak, Point, RadiusRule, WindField, formula_radius_km, held, profile,
};
use crate::data::tracks::TrackTime;
use crate::dist::math::{cos, length};

/// Share of the translation by which the two sides of a moving cyclone differ from its maximum.
const TRANSLATION_SHARE: f64 = 0.55;
/// Samples for which one upper bound is taken.
const CHUNK: u32 = 16;
/// Factor on upper bounds, far above rounding and far below what matters.
pub(super) const MARGIN: f64 = 1.0 + 1e-9;

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

/// Offset of a place from a centre, km eastwards and northwards.
fn offset(centre: Point, (lat, lon): Point) -> (f64, f64) {
    let x =
        longitude_difference(lon, centre.1) * KM_PER_DEGREE * cos_degrees(0.5 * (lat + centre.0));
    (x, (lat - centre.0) * KM_PER_DEGREE)
}

/// Distance of a place from a centre, km.
pub(super) fn distance_km(centre: Point, point: Point) -> f64 {
    let (x, y) = offset(centre, point);
    length(x, y)
}

/// A cyclone at one moment.
pub(super) struct Moment {
    pub(super) lat: f64,
    pub(super) lon: f64,
    pub(super) wind_ms: f64,
    pub(super) radius_km: f64,
    /// Translation eastwards and northwards, and its length, m/s.
    pub(super) translation: (f64, f64, f64),
}

impl Moment {
    /// Distance of a place from the centre, km.
    pub(super) fn distance_km(&self, point: Point) -> f64 {
        distance_km((self.lat, self.lon), point)
    }

    pub(super) fn wind_at(&self, point: Point) -> f64 {
        self.wind_over(0.0, point)
    }

    /// Wind at a place where it exceeds `known`; else any wind up to `known`.
    fn wind_over(&self, known: f64, point: Point) -> f64 {
        let (x, y) = offset((self.lat, self.lon), point);
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
    pub(super) fn most_wind(&self, (lat, lon): Point) -> f64 {
        let y = (lat - self.lat) * KM_PER_DEGREE;
        let x = longitude_difference(lon, self.lon)
            * KM_PER_DEGREE
            * least_cos_degrees(0.5 * (lat + self.lat));
        most_share(length(x, y) / self.radius_km) * self.wind_ms * MARGIN
    }
}

/// A share that [`profile`] does not exceed: the power -0.5 by a root times the power -0.05, which is
/// convex, by its chord between two powers of two.
pub(super) fn most_share(scaled: f64) -> f64 {
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
pub(in crate::hazard) fn least_cos_degrees(degrees: f64) -> f64 {
    let angle = degrees * (std::f64::consts::PI / 180.0);
    (1.0 - 0.5 * angle * angle).max(0.0)
}

pub(super) fn cos_degrees(degrees: f64) -> f64 {
    cos(degrees * (std::f64::consts::PI / 180.0))
}

/// The stretch between two fixes.
pub(super) struct Segment<'a> {
    field: &'a WindField,
    from: &'a FixMs,
    to: &'a FixMs,
    lon_change: f64,
    translation: (f64, f64, f64),
    pub(super) samples: u32,
}

impl<'a> Segment<'a> {
    pub(super) fn new(field: &'a WindField, from: &'a FixMs, to: &'a FixMs) -> Self {
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

    pub(super) fn moment(&self, sample: u32) -> Moment {
        self.at(self.share(sample))
    }

    /// The cyclone after a share of the stretch.
    pub(super) fn at(&self, share: f64) -> Moment {
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
    pub(super) fn raise(&self, peak: &mut Peak, point: Point, chunks: &mut [Chunk]) {
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
    pub(super) fn chunks(&self) -> impl Iterator<Item = Chunk> + '_ {
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
pub(super) struct Chunk {
    first: u32,
    last: u32,
    lat: (f64, f64),
    lon: (f64, f64),
    pub(super) wind_ms: f64,
    radius_km: f64,
    /// The cyclone at each sample, once some place needs it.
    moments: Vec<Moment>,
}

impl Chunk {
    pub(super) fn new(segment: &Segment<'_>, first: u32, last: u32) -> Self {
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
    pub(super) fn least_distance(&self, (lat, lon): Point) -> f64 {
        let y = gap(lat, self.lat) * KM_PER_DEGREE;
        // The shorter way round is never longer than the gap taken either way round.
        let turn = |by: f64| gap(lon + by, self.lon);
        let x_degrees = turn(0.0).min(turn(360.0)).min(turn(-360.0));
        let most_lat = (lat + self.lat.0).abs().max((lat + self.lat.1).abs());
        let narrow = least_cos_degrees(0.5 * most_lat);
        length(x_degrees * KM_PER_DEGREE * narrow, y)
    }

    /// A wind that no sample of the chunk exceeds at `point`.
    pub(super) fn most_wind(&self, point: Point) -> f64 {
        most_share(self.least_distance(point) / self.radius_km) * self.wind_ms * MARGIN
    }
}

/// The position of the largest bound, then all positions: the largest rules most of the others out.
pub(super) fn most_promising_first(bounds: &[f64]) -> impl Iterator<Item = usize> + use<> {
    let best = (0..bounds.len()).max_by(|a, b| bounds[*a].total_cmp(&bounds[*b]));
    best.into_iter().chain(0..bounds.len())
}

pub(super) fn gap(value: f64, (low, high): (f64, f64)) -> f64 {
    (low - value).max(value - high).max(0.0)
}
