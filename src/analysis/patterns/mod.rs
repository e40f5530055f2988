//! Patterns seen in past events, beside what the model makes of them (pattern-oriented modelling, Grimm et
//! al. 2005).
//!
//! A pattern *holds* if the number, as precisely as it is known, lies in the range of nine futures in
//! ten. It is one number from one event; what the model is asked is whether such a number is among those it can bring about.

mod table;

use serde::Serialize;

pub use table::PATTERNS;

use crate::stats::quantiles::quantile;

/// Years over which the storms of a record are compared.
pub const RECORD_YEARS: usize = 15;

/// Fewest futures with a value for a range of nine in ten.
const FEWEST: usize = 20;

/// What a future shows that patterns are about.
#[derive(Clone, Debug, Default)]
pub struct Traits {
    /// People displaced (movements) in each year of the horizon.
    pub displaced_by_year: Vec<f64>,
    /// People in collective sites at the end of each month from that of the event on.
    pub site_stock: Vec<f64>,
    /// People displaced, share of people at the start.
    pub displaced_share: f64,
    /// Dwellings damaged, destroyed ones included, share of all.
    pub damaged_share: f64,
    /// Dwellings destroyed, share of all.
    pub destroyed_share: f64,
    /// Displacements that did not end in a return home by the horizon, share; none without any.
    pub not_returned_share: Option<f64>,
    /// People once displaced who at the horizon live settled in the zone they came from, share.
    pub in_zone_of_origin_share: Option<f64>,
    /// Households displaced by grade of damage (none, some, moderate, heavy), share of the grade.
    pub displaced_by_damage: [Option<f64>; 4],
}

/// A kind of case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// Storms by chance over so many years.
    Chance {
        /// Years.
        years: usize,
    },
    /// One stated event.
    OneEvent,
    /// Several stated events.
    Other,
}

/// A case as far as patterns ask.
#[derive(Clone, Debug)]
pub struct Place {
    /// Mean latitude of the zones.
    pub lat: f64,
    /// Mean longitude of the zones.
    pub lon: f64,
    /// What happens in it.
    pub course: Course,
}

/// How the model is asked.
#[derive(Clone, Copy, Debug)]
pub enum Question {
    /// In a case of this kind: the value of a future.
    Asked {
        /// Latitude and longitude where the number was seen, if it is of that place alone.
        at: Option<(f64, f64)>,
        /// Whether it takes one stated event; else storms by chance over [`RECORD_YEARS`].
        one_event: bool,
        /// The value; none where the future shows none.
        value: fn(&Traits) -> Option<f64>,
    },
    /// It cannot be asked, for this reason.
    NotAsked(&'static str),
}

/// A pattern.
#[derive(Debug)]
pub struct Pattern {
    /// Id; several numbers of one pattern share it.
    pub id: &'static str,
    /// What the number is.
    pub says: &'static str,
    /// The number seen.
    pub number: f64,
    /// Source of the number.
    pub source: &'static str,
    /// How it is asked.
    pub question: Question,
    /// What stands between the number and what the model counts.
    pub limits: &'static str,
}

impl Pattern {
    /// Whether it can be asked of a case.
    pub fn fits(&self, place: &Place) -> bool {
        let Question::Asked { at, one_event, .. } = self.question else { return false };
        let near = at.is_none_or(|(lat, lon)| {
            (lat - place.lat).abs() < 1.0 && (lon - place.lon).abs() < 1.0
        });
        let course = match place.course {
            Course::Chance { years } => !one_event && years >= RECORD_YEARS,
            Course::OneEvent => one_event,
            Course::Other => false,
        };
        near && course
    }

    /// What the futures of a case say.
    pub fn ask(&self, futures: &[Traits]) -> Finding {
        let Question::Asked { value, .. } = self.question else { return self.without_case() };
        let mut values: Vec<f64> = futures.iter().filter_map(value).collect();
        if values.len() < FEWEST {
            return Finding::NotComputed("fewer than 20 futures show it");
        }
        values.sort_by(f64::total_cmp);
        let (low, high) = (quantile(&values, 0.05), quantile(&values, 0.95));
        let half = if self.places() == 3 { 0.0005 } else { 0.005 };
        Finding::Computed {
            median: quantile(&values, 0.5),
            low,
            high,
            holds: self.number >= low - half && self.number <= high + half,
        }
    }

    /// Decimals to which the number is known: two, or three where it is small.
    pub fn places(&self) -> usize {
        if self.number < 0.1 { 3 } else { 2 }
    }

    /// What can be said where no case fits.
    pub fn without_case(&self) -> Finding {
        Finding::NotComputed(match self.question {
            Question::NotAsked(why) => why,
            Question::Asked { one_event: true, .. } => "takes a case of one stated event there",
            Question::Asked { .. } => "takes a case of 15 years or more there",
        })
    }
}

/// What the model makes of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// A value in enough futures.
    Computed {
        /// Median over futures.
        median: f64,
        /// 5 % quantile.
        low: f64,
        /// 95 % quantile.
        high: f64,
        /// Whether the number lies between.
        holds: bool,
    },
    /// No value, for this reason.
    NotComputed(&'static str),
}

#[cfg(test)]
mod tests {
    use super::table::largest_year;
    use super::*;

    fn of(id: &str, number: f64) -> &'static Pattern {
        let found = PATTERNS
            .iter()
            .find(|pattern| pattern.id == id && pattern.number.to_bits() == number.to_bits());
        found.unwrap_or_else(|| panic!("no pattern {id} {number}"))
    }

    #[test]
    fn one_large_year_makes_nearly_all_of_a_record() {
        let mut displaced_by_year = vec![1.0; 15];
        displaced_by_year[4] = 86.0;
        // What comes after fifteen years does not count.
        displaced_by_year.push(1e6);
        let future = Traits { displaced_by_year, ..Traits::default() };
        assert_eq!(largest_year(&future), Some(0.86));
        let pattern = of("P1", 0.97);
        let nearly = Traits {
            displaced_by_year: [vec![96.6, 3.4], vec![0.0; 13]].concat(),
            ..Traits::default()
        };
        assert!(matches!(
            of("P1", 0.97).ask(&vec![nearly; 20]),
            Finding::Computed { holds: true, .. }
        ));
        let calm = Traits { displaced_by_year: vec![0.0; 15], ..Traits::default() };
        assert_eq!(largest_year(&calm), None);
        assert!(matches!(pattern.ask(&vec![calm; 50]), Finding::NotComputed(_)));
        let finding = pattern.ask(&vec![future; 20]);
        assert_eq!(
            finding,
            Finding::Computed { median: 0.86, low: 0.86, high: 0.86, holds: false }
        );
    }

    #[test]
    fn a_number_of_one_place_is_not_held_against_another() {
        let maria = Place { lat: 15.4, lon: -61.3, course: Course::OneEvent };
        let elsewhere = Place { lat: 18.0, ..maria.clone() };
        let long = Place { course: Course::Chance { years: 30 }, ..maria.clone() };
        let short = Place { course: Course::Chance { years: 14 }, ..maria.clone() };
        let displaced = of("P2", 0.49);
        assert!(displaced.fits(&maria) && !displaced.fits(&elsewhere) && !displaced.fits(&long));
        let record = of("P1", 0.97);
        assert!(record.fits(&long) && !record.fits(&short) && !record.fits(&maria));
        assert!(of("P11", 0.63).fits(&elsewhere));
        assert!(!of("P7", 0.5).fits(&maria));
        let haiti = Place { lat: 18.5, lon: -72.3, ..maria };
        assert!(of("P7", 0.5).fits(&haiti) && !displaced.fits(&haiti));
    }
}
