//! The patterns of past events: the number seen, and how a future of the model shows it.

use super::{Pattern, Question, RECORD_YEARS, Traits};

/// Days of a month, on average.
const DAYS: f64 = 365.25 / 12.0;

/// Fall per day below which people hardly leave sites, so that no later fall can be held against it: a
/// seventh in a month.
const LEAST_FALL: f64 = 0.005;

/// Where Dominica lies.
const DOMINICA: Option<(f64, f64)> = Some((15.42, -61.36));
/// Where Sint Maarten lies.
const SINT_MAARTEN: Option<(f64, f64)> = Some((18.04, -63.07));
/// Where Port-au-Prince lies.
const PORT_AU_PRINCE: Option<(f64, f64)> = Some((18.54, -72.34));
/// Months from the earthquake of January 2010 to the peak of the camps, and to a year after it.
const PEAK_AND_A_YEAR: (usize, usize) = (6, 12);
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
    Pattern {
        id: "P2",
        says: "People displaced by Irma, Sint Maarten",
        number: 0.31,
        source: "12 706 displaced (IDMC) of about 40 600",
        question: Question::Asked {
            at: SINT_MAARTEN,
            one_event: true,
            value: |it| Some(it.displaced_share),
        },
        limits: "Damage curves were fitted to this event.",
    },
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
    Pattern {
        id: "P7",
        says: "In camps after a year over peak, Haiti 2011",
        number: 0.50,
        source: "DTM Haiti",
        question: Question::Asked { at: PORT_AU_PRINCE, one_event: true, value: left_of_the_peak },
        limits: "Month ends, January 2011 over July 2010. The way out of camps was calibrated to this event; the model's camps are fullest at once and far emptier by July.",
    },
    Pattern {
        id: "P8",
        says: "Back within a year, New Orleans 2006",
        number: 0.53,
        source: "Sastry; RAND",
        question: Question::NotAsked("returns are not kept by zone"),
        limits: "The city alone; the shipped case holds the wider area, and leeward backcast asks it what its survey asked.",
    },
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

pub(super) fn largest_year(it: &Traits) -> Option<f64> {
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

/// People in sites a year after the event over those at the time of the peak of the camps of Haiti.
fn left_of_the_peak(it: &Traits) -> Option<f64> {
    let (peak, year) = PEAK_AND_A_YEAR;
    let (peak, year) = (*it.site_stock.get(peak)?, *it.site_stock.get(year)?);
    (peak > 0.0).then(|| year / peak)
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn what_is_left_of_the_peak_is_asked_where_both_months_are() {
        let mut site_stock = vec![900.0; 13];
        (site_stock[6], site_stock[12]) = (400.0, 200.0);
        let future = Traits { site_stock, ..Traits::default() };
        assert_eq!(left_of_the_peak(&future), Some(0.5));
        let short = Traits { site_stock: vec![1.0; 12], ..Traits::default() };
        assert_eq!(left_of_the_peak(&short), None);
        let empty = Traits { site_stock: vec![0.0; 13], ..Traits::default() };
        assert_eq!(left_of_the_peak(&empty), None);
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
