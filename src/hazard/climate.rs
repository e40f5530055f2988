//! How a pathway changes storms and the sea over the horizon (model M2.5, M2.6, M2.9).
//!
//! Knutson et al. (2020) give the change of the number of all tropical cyclones and of those of
//! category 4-5 for 2 degrees of global warming. A change K becomes the factor exp(beta T) with
//! beta = ln(1 + K) / 2 and T the warming since 1982-2022 (Jewson 2021). The changes are basin-wide and
//! of lifetime maximum intensity; applied to one place they are an assumption.

use crate::dist::math::{exp, ln, pow};
use crate::dist::quantile::normal;
use crate::ids::name_hash;
use crate::rng::{Draws, Purpose};
use crate::scenario::hazard::Pathway;
use crate::scenario::parameters::Climate;
use crate::scenario::quantity::Quantity;

/// Largest standard normal value of a drawn change; 2.33 is the 99th percentile.
pub const MOST_Z: f64 = 2.33;
/// Standard normal value of the 95th percentile.
const Z_95: f64 = 1.644_853_626_951_472_2;
/// Standard normal value of the 90th percentile.
const Z_90: f64 = 1.281_551_565_544_600_4;
/// Wind from which a frequency-form event counts as category 4-5, m/s (model M2.6).
const CATEGORY_4_MS: f64 = 58.0;

/// Global warming in degrees since 1982-2022 (model M2.6, from the RCP of the same forcing): 0 in 2002,
/// linear to 2050 and to 2095, constant afterwards.
pub fn warming(pathway: Pathway, year: u16) -> f64 {
    let (in_2050, in_2095) = match pathway {
        Pathway::None => return 0.0,
        Pathway::Ssp126 => (0.75, 0.74),
        Pathway::Ssp245 => (1.09, 1.62),
        Pathway::Ssp585 => (1.52, 3.68),
    };
    let year = f64::from(year.clamp(2002, 2095));
    if year <= 2050.0 {
        in_2050 * (year - 2002.0) / 48.0
    } else {
        in_2050 + (in_2095 - in_2050) * (year - 2050.0) / 45.0
    }
}

/// Height of the sea over the land in metres relative to 2005, the middle of 1995-2014: global median
/// (AR6, recalled; model M2.5), linear between 0 in 2005, 2050 and 2100 and on at the last slope,
/// minus the motion of the land since 2005 (metres a year, up positive).
pub fn sea_level_rise_m(pathway: Pathway, year: u16, land_motion_m_per_year: f64) -> f64 {
    let (in_2050, in_2100) = match pathway {
        Pathway::None => (0.0, 0.0),
        Pathway::Ssp126 => (0.19, 0.44),
        Pathway::Ssp245 => (0.20, 0.56),
        Pathway::Ssp585 => (0.23, 0.77),
    };
    let since = f64::from(year) - 2005.0;
    let sea = if since <= 45.0 {
        in_2050 * since.max(0.0) / 45.0
    } else {
        in_2050 + (in_2100 - in_2050) * (since - 45.0) / 50.0
    };
    sea - land_motion_m_per_year * since
}

/// ln(1 + K) of one change: its median and the standard deviations below and above.
#[derive(Clone, Copy, Debug)]
struct LogChange {
    median: f64,
    below: f64,
    above: f64,
}

impl LogChange {
    fn new(median: f64, low: f64, high: f64, z: f64) -> Self {
        let log = |change: f64| ln(1.0 + change);
        Self {
            median: log(median),
            below: ((log(median) - log(low)) / z).max(0.0),
            above: ((log(high) - log(median)) / z).max(0.0),
        }
    }

    fn at(&self, z: f64) -> f64 {
        self.median + z * if z < 0.0 { self.below } else { self.above }
    }
}

/// The changes of storm numbers as the scenario states them.
#[derive(Clone, Copy, Debug)]
pub struct ClimateChange {
    pathway: Pathway,
    all: LogChange,
    major: LogChange,
    /// ln(1 + K) of the rate of river floods.
    rain: f64,
}

/// Factors on the numbers of storms in one year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StormFactors {
    /// Factor on the number of all tropical cyclones.
    pub all: f64,
    /// Factor on the number of category 4-5 cyclones.
    pub major: f64,
}

/// The climate of one future: a pathway with changes drawn once, and whether the record itself is
/// resampled.
#[derive(Clone, Copy, Debug)]
pub struct ClimateDraw {
    pathway: Pathway,
    /// exp(beta T): beta of all storms and of category 4-5.
    beta_all: f64,
    beta_major: f64,
    beta_rain: f64,
    /// Whether seasons are drawn with replacement, so that the sampling error of the record is part of
    /// the answer (model M2.9).
    pub resample_record: bool,
}

impl ClimateChange {
    /// Takes the numbers of the `climate` section at their central values: percentiles 5 and 95 for all
    /// storms, 10 and 90 for category 4-5.
    pub fn new(pathway: Pathway, climate: &Climate<Quantity>) -> Self {
        Self::from_numbers(pathway, &climate.map(|quantity| quantity.central))
    }

    /// As [`Self::new`] for plain numbers.
    pub fn from_numbers(pathway: Pathway, climate: &Climate<f64>) -> Self {
        Self {
            pathway,
            all: LogChange::new(
                climate.storm_frequency_change,
                climate.storm_frequency_change_low,
                climate.storm_frequency_change_high,
                Z_95,
            ),
            major: LogChange::new(
                climate.major_frequency_change,
                climate.major_frequency_change_low,
                climate.major_frequency_change_high,
                Z_90,
            ),
            rain: ln(1.0 + climate.rain_change),
        }
    }

    /// The pathway.
    pub fn pathway(&self) -> Pathway {
        self.pathway
    }

    /// Median changes and the record as it is.
    pub fn central(&self) -> ClimateDraw {
        self.at(0.0, 0.0, false)
    }

    /// The changes of one replicate: two-piece normal in ln(1 + K), held within 2.33 standard
    /// deviations, the two changes independent; and a resampled record. Addresses: purpose `Parameter`,
    /// entity the hash of the key of the median, index 1 (index 0 draws the spread of the key itself).
    pub fn drawn(&self, draws: &Draws) -> ClimateDraw {
        let z = |key: &str| {
            let uniform = draws.uniform(Purpose::Parameter, name_hash(key), 0, 1);
            normal(uniform).clamp(-MOST_Z, MOST_Z)
        };
        self.at(z("climate.storm_frequency_change"), z("climate.major_frequency_change"), true)
    }

    /// The changes K of the numbers of all storms and of those of category 4-5, for 2 degrees of warming,
    /// at given standard normal values: what a reader of the scenario knows them by.
    pub fn stated(&self, z_all: f64, z_major: f64) -> (f64, f64) {
        (exp(self.all.at(z_all)) - 1.0, exp(self.major.at(z_major)) - 1.0)
    }

    /// The changes at given standard normal values.
    pub fn at(&self, z_all: f64, z_major: f64, resample_record: bool) -> ClimateDraw {
        ClimateDraw {
            pathway: self.pathway,
            beta_all: 0.5 * self.all.at(z_all),
            beta_major: 0.5 * self.major.at(z_major),
            beta_rain: 0.5 * self.rain,
            resample_record,
        }
    }
}

impl ClimateDraw {
    /// The climate of the record, which stays as it was.
    pub const OF_THE_RECORD: Self = Self {
        pathway: Pathway::None,
        beta_all: 0.0,
        beta_major: 0.0,
        beta_rain: 0.0,
        resample_record: false,
    };

    /// Factor on the rate of river floods in a calendar year: the change of the rain of storms
    /// (Knutson et al. 2020), taken as a change of the rate.
    pub fn flood_factor(&self, year: u16) -> f64 {
        exp(self.beta_rain * warming(self.pathway, year))
    }

    /// Factors of a calendar year.
    pub fn factors(&self, year: u16) -> StormFactors {
        let warming = warming(self.pathway, year);
        StormFactors { all: exp(self.beta_all * warming), major: exp(self.beta_major * warming) }
    }
}

impl StormFactors {
    /// Factor on the storms below category 4, so that the number of all storms changes by `all` for a
    /// record of `storms` of which `majors` reached category 4-5; never negative.
    pub fn other(&self, storms: f64, majors: f64) -> f64 {
        let others = storms - majors;
        if others <= 0.0 {
            self.all
        } else {
            ((self.all * storms - self.major * majors) / others).max(0.0)
        }
    }

    /// Scale of the generalised Pareto distribution under which the rate of winds over 58 m/s changes
    /// by `major` while the number of events changes by `all`: sigma' = xi (x - u) / (S^-xi - 1) with
    /// S = S(58) major / all (model M2.6). The share S is held below .95.
    pub fn rescaled(&self, threshold_ms: f64, scale_ms: f64, shape: f64, cap_ms: f64) -> f64 {
        let over = CATEGORY_4_MS - threshold_ms;
        if over <= 0.0 || CATEGORY_4_MS >= cap_ms || self.all <= 0.0 || self.all == self.major {
            return scale_ms;
        }
        let survival = if shape.abs() < 1e-12 {
            exp(-over / scale_ms)
        } else {
            pow((1.0 + shape * over / scale_ms).max(0.0), -1.0 / shape)
        };
        if survival <= 0.0 {
            return scale_ms;
        }
        let survival = (survival * self.major / self.all).min(0.95);
        if shape.abs() < 1e-12 {
            -over / ln(survival)
        } else {
            shape * over / (pow(survival, -shape) - 1.0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ClimateChange, ClimateDraw, StormFactors, sea_level_rise_m, warming};
    use crate::rng::{Draws, Seed};
    use crate::scenario::hazard::Pathway;
    use crate::scenario::parameters::Climate;

    fn change(pathway: Pathway) -> ClimateChange {
        ClimateChange::from_numbers(pathway, &Climate::<f64>::from_keys(|key| key.default))
    }

    #[test]
    fn median_factors_are_those_of_the_table() {
        for (pathway, year, all, major) in [
            (Pathway::Ssp126, 2050, -5.7, 4.1),
            (Pathway::Ssp126, 2095, -5.6, 4.1),
            (Pathway::Ssp245, 2050, -8.1, 6.0),
            (Pathway::Ssp245, 2095, -11.9, 9.1),
            (Pathway::Ssp585, 2050, -11.2, 8.5),
            (Pathway::Ssp585, 2095, -24.9, 21.8),
        ] {
            let factors = change(pathway).central().factors(year);
            // Half a digit of the printed change, and of the printed warming (.005 degrees, up to .034).
            assert!(((factors.all - 1.0) * 100.0 - all).abs() < 0.085, "{pathway:?} {year} all");
            assert!(((factors.major - 1.0) * 100.0 - major).abs() < 0.085, "{pathway:?} {year}");
        }
    }

    #[test]
    fn the_record_keeps_its_numbers() {
        let factors = change(Pathway::None).central().factors(2080);
        assert_eq!(factors, StormFactors { all: 1.0, major: 1.0 });
        assert_eq!(factors.other(700.0, 71.0), 1.0);
        assert_eq!(ClimateDraw::OF_THE_RECORD.factors(2080), factors);
        assert_eq!(factors.rescaled(17.5, 21.0, -0.25, 90.0), 21.0);
    }

    #[test]
    fn warming_is_linear_between_its_years() {
        assert_eq!(warming(Pathway::Ssp245, 1990), 0.0);
        assert!((warming(Pathway::Ssp245, 2026) - 1.09 / 2.0).abs() < 1e-12);
        assert!((warming(Pathway::Ssp585, 2095) - 3.68).abs() < 1e-12);
        assert_eq!(warming(Pathway::Ssp585, 2200), warming(Pathway::Ssp585, 2095));
    }

    #[test]
    fn the_scale_is_solved_again_for_category_4_and_5() {
        let factors = change(Pathway::Ssp245).central().factors(2050);
        let scale = factors.rescaled(17.5, 21.0, -0.25, 101.0);
        assert!((scale - 21.85).abs() < 0.005, "{scale}");
        // The rate over 58 m/s moves by the factor exactly.
        let survival = |scale: f64| crate::dist::math::pow(1.0 - 0.25 * 40.5 / scale, 4.0);
        let moved = factors.all * survival(scale) / survival(21.0);
        assert!((moved - factors.major).abs() < 1e-12);
    }

    #[test]
    fn other_storms_make_up_the_total() {
        let factors = StormFactors { all: 0.9, major: 1.3 };
        let other = factors.other(100.0, 15.0);
        assert!((other * 85.0 + 1.3 * 15.0 - 90.0).abs() < 1e-12);
        assert_eq!(StormFactors { all: 0.1, major: 3.0 }.other(100.0, 50.0), 0.0);
    }

    #[test]
    fn the_sea_rises_on_the_medians_and_the_land_moves() {
        assert_eq!(sea_level_rise_m(Pathway::Ssp245, 2050, 0.0), 0.20);
        assert!((sea_level_rise_m(Pathway::Ssp585, 2100, 0.0) - 0.77).abs() < 1e-12);
        assert!((sea_level_rise_m(Pathway::Ssp126, 2075, 0.0) - 0.315).abs() < 1e-12);
        assert_eq!(sea_level_rise_m(Pathway::Ssp245, 2005, 0.01), 0.0);
        assert!((sea_level_rise_m(Pathway::Ssp245, 2050, -0.002) - 0.29).abs() < 1e-12);
        assert_eq!(sea_level_rise_m(Pathway::None, 2050, 0.0), 0.0);
    }

    #[test]
    fn drawn_changes_have_their_percentiles() {
        let change = change(Pathway::Ssp585);
        let at = |z: f64| change.at(z, z, true).factors(2095);
        // At 2 degrees the factor is 1 + K.
        let to_two = |factor: f64| crate::dist::math::pow(factor, 2.0 / 3.68) - 1.0;
        assert!((to_two(at(-super::Z_95).all) + 0.345).abs() < 1e-9);
        assert!((to_two(at(super::Z_95).all) - 0.287).abs() < 1e-9);
        assert!((to_two(at(-super::Z_90).major) + 0.38).abs() < 1e-9);
        assert!((to_two(at(super::Z_90).major) - 0.82).abs() < 1e-9);
        let draws: Vec<f64> = (0..2000)
            .map(|replicate| change.drawn(&Draws::new(Seed(1), replicate)).factors(2095).all)
            .collect();
        let below = draws.iter().filter(|factor| **factor < at(0.0).all).count();
        assert!((900..1100).contains(&below), "{below}");
        assert!(draws.iter().all(|factor| *factor <= at(super::MOST_Z).all));
    }
}
