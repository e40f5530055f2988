//! What comes to a zone once in a number of years: wind, water and stated damage at return periods.
//!
//! From the yearly maxima of pilot futures, each kind by itself; at one return period all kinds of a zone
//! come together (comonotone), so the loss of a dwelling at a return period is that of its wind and its
//! water at that return period. Today's curves at central numbers.

use super::force::ZoneForce;
use super::population::{CLASSES, Population};
use super::protection::Protection;
use super::risk::mean_of_bands;
use super::vulnerability::Curves;
use crate::hazard::surge::depth_m;

/// Return periods, years.
pub const RETURN_YEARS: [f64; RETURNS] = [10.0, 25.0, 50.0, 100.0, 250.0];
/// Number of return periods.
pub const RETURNS: usize = 5;

/// What a zone meets in one year or at one return period.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Level {
    wind_ms: f64,
    /// Still water over the mean sea level of 1995-2014, m; 0 is none.
    sea_m: f64,
    /// Depth of water stated for the zone, m.
    depth_m: f64,
    /// River flood: depth and the highest elevation that it reaches, m.
    flood_m: f64,
    flood_ceiling_m: f64,
    /// Mean damage by class, where it is stated.
    stated: [f64; CLASSES],
}

/// Yearly maxima of the zones, year after year.
#[derive(Clone, Debug)]
pub struct Maxima {
    zones: usize,
    years: Vec<Level>,
}

impl Maxima {
    /// No year yet.
    pub fn new(zones: usize) -> Self {
        Self { zones, years: Vec::new() }
    }

    /// Opens the years of a pilot future; gives the number of years before them.
    pub fn open(&mut self, years: u16) -> usize {
        let before = self.years.len() / self.zones.max(1);
        self.years.resize((before + usize::from(years)) * self.zones, Level::default());
        before
    }

    /// An event comes to a zone in a year.
    pub fn add(&mut self, year: usize, zone: usize, force: &ZoneForce<'_>) {
        let level = &mut self.years[year * self.zones + zone];
        level.wind_ms = level.wind_ms.max(force.wind_ms);
        let (sea, depth) = force.sea_m();
        level.sea_m = level.sea_m.max(sea);
        level.depth_m = level.depth_m.max(depth);
        if let Some((depth, ceiling)) = force.flood_m() {
            level.flood_m = level.flood_m.max(depth);
            level.flood_ceiling_m = ceiling;
        }
        if let Some(shares) = force.shares {
            let stated = shares.map(mean_of_bands);
            level.stated = std::array::from_fn(|class| level.stated[class].max(stated[class]));
        }
    }

    /// The levels at the return periods.
    pub fn finish(&self) -> ReturnLevels {
        let years = self.years.len() / self.zones.max(1);
        let mut zones = vec![[Level::default(); RETURNS]; self.zones];
        let mut values = Vec::with_capacity(years);
        for (zone, levels) in zones.iter_mut().enumerate() {
            let mut at = |pick: &dyn Fn(&Level) -> f64| -> [f64; RETURNS] {
                values.clear();
                values.extend((0..years).map(|year| pick(&self.years[year * self.zones + zone])));
                values.sort_by(|a, b| b.total_cmp(a));
                RETURN_YEARS.map(|period| {
                    // The value that so many of the years exceed or meet; the largest where they are too few.
                    let rank = ((years as f64 / period).round() as usize).max(1) - 1;
                    values.get(rank).copied().unwrap_or(0.0)
                })
            };
            let (wind, sea) = (at(&|level| level.wind_ms), at(&|level| level.sea_m));
            let (depth, flood) = (at(&|level| level.depth_m), at(&|level| level.flood_m));
            let ceiling = at(&|level| level.flood_ceiling_m)[RETURNS - 1];
            let stated: [[f64; RETURNS]; CLASSES] =
                std::array::from_fn(|class| at(&|level| level.stated[class]));
            for (k, level) in levels.iter_mut().enumerate() {
                *level = Level {
                    wind_ms: wind[k],
                    sea_m: sea[k],
                    depth_m: depth[k],
                    flood_m: flood[k],
                    flood_ceiling_m: ceiling,
                    stated: std::array::from_fn(|class| stated[class][k]),
                };
            }
        }
        let wet = zones
            .iter()
            .map(|levels| {
                levels
                    .iter()
                    .any(|level| level.sea_m > 0.0 || level.depth_m > 0.0 || level.flood_m > 0.0)
            })
            .collect();
        ReturnLevels { zones, wet }
    }
}

/// Mean over years of the damage ratios at the return periods, by trapezoids over their rates; rarer events
/// do what the rarest does, commoner ones nothing.
pub fn mean_over_years(damage: &[f64; RETURNS]) -> f64 {
    let mut sum = damage[RETURNS - 1] / RETURN_YEARS[RETURNS - 1];
    for k in 1..RETURNS {
        let rates = 1.0 / RETURN_YEARS[k - 1] - 1.0 / RETURN_YEARS[k];
        sum += 0.5 * (damage[k - 1] + damage[k]) * rates;
    }
    sum
}

/// What comes to each zone at each return period.
#[derive(Clone, Debug)]
pub struct ReturnLevels {
    zones: Vec<[Level; RETURNS]>,
    /// Whether water comes to a zone at any return period.
    wet: Vec<bool>,
}

/// A dwelling whose losses are asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dwelling {
    /// Zone.
    pub zone: usize,
    /// Class.
    pub class: usize,
    /// Strength added to the half-damage wind, m/s.
    pub strength_ms: f64,
    /// Elevation, m.
    pub elevation_m: f64,
    /// Distance to the coast, km.
    pub coast_km: f64,
    /// What keeps water out of it.
    pub protection: Protection,
}

impl ReturnLevels {
    /// Whether water comes to a zone at any return period.
    #[inline]
    pub fn is_wet(&self, zone: usize) -> bool {
        self.wet[zone]
    }

    /// Mean damage ratio of a dwelling at each return period.
    pub fn damage(&self, curves: &Curves, dwelling: &Dwelling) -> [f64; RETURNS] {
        let wind = self.wind_damage(curves, dwelling.zone, dwelling.class, dwelling.strength_ms);
        self.with_water(curves, &wind, dwelling)
    }

    /// What wind, or damage that is stated, does to the dwellings of a class and strength in a zone at each
    /// return period.
    pub fn wind_damage(
        &self,
        curves: &Curves,
        zone: usize,
        class: usize,
        strength_ms: f64,
    ) -> [f64; RETURNS] {
        self.zones[zone].map(|level| {
            curves.wind_damage(class, level.wind_ms, strength_ms).max(level.stated[class])
        })
    }

    /// The same for every zone and class.
    pub fn wind_damages(
        &self,
        curves: &Curves,
        strength_ms: f64,
    ) -> Vec<[[f64; RETURNS]; CLASSES]> {
        (0..self.zones.len())
            .map(|zone| {
                std::array::from_fn(|class| self.wind_damage(curves, zone, class, strength_ms))
            })
            .collect()
    }

    /// Mean damage ratio of a dwelling at each return period, of which `wind` is the part that
    /// [`Self::wind_damage`] gives for it.
    pub fn with_water(
        &self,
        curves: &Curves,
        wind: &[f64; RETURNS],
        dwelling: &Dwelling,
    ) -> [f64; RETURNS] {
        if !self.wet[dwelling.zone] {
            return wind.map(|wind| Curves::combined(wind, 0.0));
        }
        let (elevation, coast) = (dwelling.elevation_m, dwelling.coast_km);
        let levels = &self.zones[dwelling.zone];
        std::array::from_fn(|k| {
            let level = &levels[k];
            let protection = &dwelling.protection;
            let sea_m = protection.sea_left_m(level.sea_m);
            let sea = depth_m(sea_m, 0.0, elevation, coast).max(level.depth_m);
            let reached = level.flood_m > 0.0 && elevation <= level.flood_ceiling_m;
            let water = if reached && level.flood_m > sea {
                let depth = protection.depth_inside_m(level.flood_m);
                curves.water_damage(dwelling.class, depth, f64::INFINITY)
            } else if sea > 0.0 {
                curves.water_damage(dwelling.class, protection.depth_inside_m(sea), coast)
            } else {
                0.0
            };
            Curves::combined(wind[k], water)
        })
    }

    /// Mean damage ratio at each return period of the dwellings of a zone at large, if they were of each
    /// class.
    pub fn zone_damage(
        &self,
        curves: &Curves,
        population: &Population,
        zone: usize,
    ) -> [[f64; RETURNS]; CLASSES] {
        let households = population.in_zone(zone);
        std::array::from_fn(|class| {
            let at = |elevation_m: f64, coast_km: f64| {
                let dwelling = Dwelling {
                    zone,
                    class,
                    strength_ms: 0.0,
                    elevation_m,
                    coast_km,
                    protection: Protection::default(),
                };
                self.damage(curves, &dwelling)
            };
            if !self.wet[zone] || households.is_empty() {
                return at(f64::MAX, f64::MAX);
            }
            let mut sums = [0.0; RETURNS];
            for i in households.clone() {
                let damage =
                    at(f64::from(population.elevation_m[i]), f64::from(population.coast_km[i]));
                for (sum, damage) in sums.iter_mut().zip(damage) {
                    *sum += damage;
                }
            }
            sums.map(|sum| sum / households.len() as f64)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::mean_over_years;

    #[test]
    fn damage_at_return_periods_makes_a_mean_over_years() {
        // One at every return period comes once in ten years.
        assert!((mean_over_years(&[1.0; 5]) - 0.1).abs() < 1e-15);
        // One from 250 years on, falling to none at 100: 1/250 + (1/100 - 1/250) / 2.
        assert!((mean_over_years(&[0.0, 0.0, 0.0, 0.0, 1.0]) - 0.007).abs() < 1e-15);
        assert_eq!(mean_over_years(&[0.0; 5]), 0.0);
    }
}
