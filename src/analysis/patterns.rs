//! Patterns seen in past events, beside what the model makes of them (pattern-oriented modelling, Grimm et
//! al. 2005).
//!
//! A pattern *holds* if the number, as precisely as it is known, lies in the range of nine futures in
//! ten. It is one number from one event; what the model is asked is whether such a number is among those it can bring about.

use serde::Serialize;

use crate::stats::quantiles::quantile;

/// Years over which the storms of a record are compared.
pub const RECORD_YEARS: usize = 15;

/// Days of a month, on average.
const DAYS: f64 = 365.25 / 12.0;

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

/// Fall per day below which people hardly leave sites, so that no later fall can be held against it: a
/// seventh in a month.
const LEAST_FALL: f64 = 0.005;

/// Where Dominica lies.
const DOMINICA: Option<(f64, f64)> = Some((15.42, -61.36));
const COUNTS: &str = "DTM Dominica: over 3 000, 742 and 459 people at 2, 6 and 9 weeks; computed";
const SITES: &str = "Month ends stand in for weeks: 12, 43 and 73 days after Maria. The people of the second week include evacuees, whom the model sends home at once.";
const NO_CASE: &str = "no case of the place";

/// The patterns that concern calibration events.
pub const PATTERNS: &[Pattern] = &[
    Pattern {
        id: "P1",
        says: "Largest year over all, Dominica 2008-2022",
        number: 0.97,
        source: "IDMC displacement data, storms, computed",
        question: Question::Asked { at: DOMINICA, one_event: false, value: largest_year },
        limits: "The model's first fifteen years, in futures with any displacement. Evacuations are in the record and not in the model's number.",
    },
    not_asked(
        "P1",
        "Largest year over all, Jamaica",
        0.66,
        "IDMC displacement data, storms, computed",
    ),
    not_asked(
        "P1",
        "Largest year over all, Dominican Republic",
        0.27,
        "IDMC displacement data, storms, computed",
    ),
    Pattern {
        id: "P2",
        says: "People displaced by Maria, Dominica",
        number: 0.49,
        source: "34 798 displaced (IDMC) of about 71 000",
        question: Question::Asked {
            at: DOMINICA,
            one_event: true,
            value: |it| Some(it.displaced_share),
        },
        limits: "Damage curves were fitted to this event.",
    },
    not_asked("P2", "People displaced by Irma, Sint Maarten", 0.31, "IDMC displacement data"),
    Pattern {
        id: "P3",
        says: "Dwellings damaged or destroyed, Maria",
        number: 0.90,
        source: "67 % damaged and 23 % destroyed (DTM, IOM 2017)",
        question: Question::Asked {
            at: DOMINICA,
            one_event: true,
            value: |it| Some(it.damaged_share),
        },
        limits: "Buildings were counted; the model counts dwellings. Fitted to this event.",
    },
    Pattern {
        id: "P3",
        says: "Dwellings destroyed, Maria",
        number: 0.23,
        source: "IOM aerial survey of 26 085 buildings",
        question: Question::Asked {
            at: DOMINICA,
            one_event: true,
            value: |it| Some(it.destroyed_share),
        },
        limits: "Fitted to this event.",
    },
    not_asked(
        "P4",
        "Evacuated before Irma or Ike, Cuba (15-23 %)",
        0.19,
        "computed from IDMC counts",
    ),
    Pattern {
        id: "P5",
        says: "Sites after Maria: fall per day, 2-6 weeks",
        number: 0.048,
        source: COUNTS,
        question: Question::Asked {
            at: DOMINICA,
            one_event: true,
            value: |it| fall_per_day(it, 0),
        },
        limits: SITES,
    },
    Pattern {
        id: "P5",
        says: "The same, 6-9 weeks",
        number: 0.021,
        source: COUNTS,
        question: Question::Asked {
            at: DOMINICA,
            one_event: true,
            value: |it| fall_per_day(it, 1),
        },
        limits: SITES,
    },
    Pattern {
        id: "P5",
        says: "The second over the first: below 1 is slowing",
        number: 0.44,
        source: COUNTS,
        question: Question::Asked {
            at: DOMINICA,
            one_event: true,
            value: |it| {
                Some(
                    fall_per_day(it, 1)?
                        / fall_per_day(it, 0).filter(|fall| *fall >= LEAST_FALL)?,
                )
            },
        },
        limits: SITES,
    },
    not_asked("P6", "Left Port-au-Prince by day 19, Haiti 2010", 0.23, "Lu et al. 2012"),
    not_asked("P7", "In camps after a year over peak, Haiti 2011", 0.50, "DTM Haiti"),
    not_asked("P8", "Back within a year, New Orleans 2006", 0.53, "Sastry; RAND"),
    not_asked(
        "P9",
        "Back within five months, Puerto Rico 2018",
        0.88,
        "Teralytics 2018: 359 813 of 407 465",
    ),
    Pattern {
        id: "P10",
        says: "Displaced for less than a week, United States",
        number: 0.33,
        source: "Household Pulse Survey 2022 (US Census Bureau)",
        question: Question::NotAsked("spells are known by months"),
        limits: "How long after the event of its own month somebody returns is not kept; the back-cast reads it from month ends.",
    },
    Pattern {
        id: "P10",
        says: "Never returned, United States",
        number: 0.16,
        source: "Household Pulse Survey 2022 (US Census Bureau)",
        question: Question::Asked { at: None, one_event: true, value: |it| it.not_returned_share },
        limits: "Displacements that had not ended in a return when the case ends, a year after Maria. The survey is of all hazards and of people who answer surveys.",
    },
    by_damage("No damage: displaced over a week", 0.22, |it| it.displaced_by_damage[0]),
    by_damage("Some damage: displaced over a week", 0.37, |it| it.displaced_by_damage[1]),
    by_damage("Moderate damage: displaced over a week", 0.63, |it| it.displaced_by_damage[2]),
    by_damage("Heavy damage: displaced over a week", 0.89, |it| it.displaced_by_damage[3]),
    by_damage("It rises from grade to grade (1 is yes)", 1.0, rises),
    Pattern {
        id: "P12",
        says: "Want to live where they came from, Maria",
        number: 0.87,
        source: "DTM Dominica, people in collective centres, 2017",
        question: Question::Asked {
            at: DOMINICA,
            one_event: true,
            value: |it| it.in_zone_of_origin_share,
        },
        limits: "An intention was asked. The model shows who of all displaced lives settled in the zone of origin a year later.",
    },
];

const fn not_asked(
    id: &'static str,
    says: &'static str,
    number: f64,
    source: &'static str,
) -> Pattern {
    Pattern { id, says, number, source, question: Question::NotAsked(NO_CASE), limits: "" }
}

const fn by_damage(says: &'static str, number: f64, value: fn(&Traits) -> Option<f64>) -> Pattern {
    Pattern {
        id: "P11",
        says,
        number,
        source: "Household Pulse Survey, in the rules of pyrecodes",
        question: Question::Asked { at: None, one_event: true, value },
        limits: "Displaced at all stands for over a week, though some return within the month. Grades: damage ratios from those of minor, severe and destroyed dwellings.",
    }
}

fn largest_year(it: &Traits) -> Option<f64> {
    let years = it.displaced_by_year.get(..RECORD_YEARS)?;
    let sum: f64 = years.iter().sum();
    (sum > 0.0).then(|| years.iter().copied().fold(0.0, f64::max) / sum)
}

/// One if the share displaced rises from each grade of damage to the next, else zero.
fn rises(it: &Traits) -> Option<f64> {
    let [none, some, moderate, heavy] = it.displaced_by_damage;
    let (none, some, moderate, heavy) = (none?, some?, moderate?, heavy?);
    Some(f64::from(u8::from(none < some && some < moderate && moderate < heavy)))
}

/// Fall per day of the people in sites from the end of one month to that of the next.
fn fall_per_day(it: &Traits, month: usize) -> Option<f64> {
    let (before, after) = (*it.site_stock.get(month)?, *it.site_stock.get(month + 1)?);
    (before > 0.0 && after > 0.0).then(|| crate::dist::math::ln(before / after) / DAYS)
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
    fn a_steady_fall_has_one_rate() {
        let site_stock = vec![1000.0, 500.0, 250.0];
        let future = Traits { site_stock, ..Traits::default() };
        let rate = std::f64::consts::LN_2 / DAYS;
        for month in 0..2 {
            assert!((fall_per_day(&future, month).unwrap() - rate).abs() < 1e-12);
        }
        assert_eq!(fall_per_day(&future, 2), None);
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
    }

    #[test]
    fn every_calibration_pattern_is_listed_with_a_source() {
        for number in 1..=12 {
            let id = format!("P{number}");
            assert!(PATTERNS.iter().any(|pattern| pattern.id == id), "{id}");
        }
        assert!(PATTERNS.iter().all(|pattern| !pattern.source.is_empty()));
    }
}
