//! The value of an indicator in one future.

use crate::dist::math::ln;
use crate::outcome::{Indicator, Observation, Seen};

/// Days of a week, a month and half a year, as classes of duration have them.
const WEEK: f64 = 7.0;
const MONTH: f64 = 30.0;
const HALF_YEAR: f64 = 182.0;
/// Days of a year.
const YEAR: f64 = 365.25;
/// Day to which who is not back is followed where an observation states none.
const ASKED: f64 = 365.0;

/// Value of what was observed in one future; none where the future does not show it: a day beyond its
/// horizon, or nobody of whom it would be a share.
pub fn value(observation: &Observation, seen: &Seen) -> Option<f64> {
    let day = observation.days_after_event;
    let share = |part: f64, whole: f64| (whole > 0.0).then(|| part / whole);
    let [damaged, severe, destroyed] = seen.damage;
    match observation.indicator {
        Indicator::Destroyed => share(destroyed, seen.dwellings),
        Indicator::Severe => share(severe, seen.dwellings),
        Indicator::Damaged => share(damaged, seen.dwellings),
        Indicator::Displaced => share(seen.displaced, seen.people),
        Indicator::SiteShare => share(seen.stock_on(&seen.sites, day)?, seen.people),
        Indicator::SiteShareOfDisplaced => {
            share(seen.stock_on(&seen.sites, day)?, seen.stock_on(&seen.displaced_by, day)?)
        }
        Indicator::SiteStockRelative => {
            let base = seen.stock_on(&seen.sites, observation.relative_to_days?)?;
            share(seen.stock_on(&seen.sites, day)?, base)
        }
        Indicator::SiteExitRate => exit_rate(seen, observation.from_days?, day),
        Indicator::SiteExitRateRatio => {
            let (from, to) = observation.over_days?;
            share(exit_rate(seen, observation.from_days?, day)?, exit_rate(seen, from, to)?)
        }
        Indicator::NetLoss => Some(1.0 - share(seen.stock_on(&seen.residents, day)?, seen.people)?),
        Indicator::Returned => share(
            seen.back_on(observation.grade, false, day)?,
            seen.moved_people(observation.grade, false),
        ),
        Indicator::DestroyedOfDamaged => {
            let (mut damaged, mut destroyed) = (0.0, 0.0);
            for zone in zones(observation, seen) {
                damaged += zone.damaged;
                destroyed += zone.destroyed;
            }
            share(destroyed, damaged)
        }
        Indicator::ZonesInEnvelope => {
            let (low, high) = observation.envelope;
            let (mut inside, mut all) = (0.0, 0.0);
            for zone in zones(observation, seen) {
                all += 1.0;
                inside +=
                    if (low..=high).contains(&(zone.destroyed / zone.damaged)) { 1.0 } else { 0.0 };
            }
            share(inside, all)
        }
        Indicator::AwayUnderWeek => back_share(seen, observation.grade, WEEK),
        Indicator::AwayWeekToMonth => back_between(seen, observation.grade, WEEK, MONTH),
        Indicator::AwayUnderMonth => back_share(seen, observation.grade, MONTH),
        Indicator::AwayMonthsOneToSix => back_between(seen, observation.grade, MONTH, HALF_YEAR),
        Indicator::AwayOverSixMonths => {
            back_between(seen, observation.grade, HALF_YEAR, asked(day))
        }
        Indicator::NotReturned => Some(1.0 - back_share(seen, observation.grade, asked(day))?),
        Indicator::Away => Some(1.0 - back_share(seen, observation.grade, day)?),
        Indicator::AwayRises => {
            let [some, moderate, heavy] =
                [1, 2, 3].map(|grade| back_share(seen, Some(grade), MONTH));
            let (some, moderate, heavy) = (some?, moderate?, heavy?);
            Some(f64::from(u8::from(some > moderate && moderate > heavy)))
        }
        Indicator::ExtraEmigrants => {
            if let Some(fifth) = observation.fifth {
                let extra = seen.extra_by_fifth.get(fifth)?;
                return share(extra.emigrants, extra.people);
            }
            let months = months_by(seen, day)?;
            share(seen.extra_by_month[..months].iter().sum(), seen.people)
        }
        Indicator::PeakResponseYear => peak_year(&seen.extra_by_month),
    }
}

fn asked(day: f64) -> f64 {
    if day > 0.0 { day } else { ASKED }
}

fn back_share(seen: &Seen, grade: Option<usize>, day: f64) -> Option<f64> {
    let moved = seen.moved_people(grade, true);
    let back = seen.back_on(grade, true, day)?;
    (moved > 0.0).then(|| back / moved)
}

fn back_between(seen: &Seen, grade: Option<usize>, from: f64, to: f64) -> Option<f64> {
    Some(back_share(seen, grade, to)? - back_share(seen, grade, from)?)
}

/// Yearly rate at which people leave sites between two days; none where the sites are empty.
fn exit_rate(seen: &Seen, from: f64, to: f64) -> Option<f64> {
    let (before, after) = (seen.stock_on(&seen.sites, from)?, seen.stock_on(&seen.sites, to)?);
    (before > 0.0 && after > 0.0).then(|| ln(before / after) / (to - from) * YEAR)
}

/// Zones with damage whose damaged share is the one asked for.
fn zones<'a>(
    observation: &Observation,
    seen: &'a Seen,
) -> impl Iterator<Item = &'a crate::outcome::seen::ZoneDamage> {
    let (from, to) = observation.zones_damaged_share;
    seen.zones.iter().filter(move |zone| {
        zone.damaged > 0.0 && (from..=to).contains(&(zone.damaged / zone.dwellings))
    })
}

/// Months from that of the event that end by a day, all where the day is nought; none beyond the horizon.
fn months_by(seen: &Seen, day: f64) -> Option<usize> {
    let months = seen.extra_by_month.len();
    if day <= 0.0 {
        return (months > 0).then_some(months);
    }
    // A month counts if most of it has passed.
    let ends = seen.month_ends.iter().filter(|end| **end <= day + 15.0).count();
    (ends > 0 && ends <= months && seen.month_ends.last()? + 15.0 >= day).then_some(ends)
}

/// The year, the first being 0, with the most extra emigrants; none without a twin or a whole year.
fn peak_year(extra_by_month: &[f64]) -> Option<f64> {
    let years = extra_by_month.chunks_exact(12).map(|year| year.iter().sum::<f64>());
    let peak = years.enumerate().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    Some(peak.0 as f64)
}

#[cfg(test)]
mod tests {
    use super::{peak_year, value};
    use crate::outcome::seen::{Evacuated, Extra, Moved, ZoneDamage};
    use crate::outcome::{Indicator, Observation, Seen};

    fn observed(indicator: Indicator, days: f64) -> Observation {
        Observation::plain(indicator, days, 0.5)
    }

    fn seen() -> Seen {
        let zone = |damaged, destroyed| ZoneDamage { dwellings: 200.0, damaged, destroyed };
        Seen {
            people: 1_000.0,
            dwellings: 400.0,
            damage: [200.0, 100.0, 50.0],
            displaced: 300.0,
            zones: vec![zone(180.0, 90.0), zone(140.0, 7.0), zone(20.0, 2.0), zone(0.0, 0.0)],
            month_ends: vec![10.0, 40.0, 70.0, 100.0],
            sites: vec![100.0, 100.0, 50.0, 40.0],
            residents: vec![1_000.0, 990.0, 970.0, 950.0],
            displaced_by: vec![250.0, 250.0, 300.0, 300.0],
            moved: [
                Moved {
                    evacuated: vec![Evacuated { people: 100.0, after_days: 0.0, pace: 1.0 }],
                    ..Moved::default()
                },
                Moved { displaced: 40.0, returned: vec![0.0, 40.0, 0.0, 0.0], ..Moved::default() },
                Moved { displaced: 30.0, returned: vec![0.0, 9.0, 0.0, 6.0], ..Moved::default() },
                Moved { displaced: 30.0, returned: vec![0.0, 3.0, 0.0, 0.0], ..Moved::default() },
            ],
            // All but one in a billion are back within a week.
            evacuees_go_home: (3.0, 0.0),
            extra_by_month: vec![1.0, 2.0, 3.0, -1.0],
            extra_by_fifth: [
                Extra { people: 200.0, emigrants: -4.0 },
                Extra::default(),
                Extra::default(),
                Extra::default(),
                Extra { people: 200.0, emigrants: 10.0 },
            ],
            ..Seen::default()
        }
    }

    #[test]
    fn shares_of_a_constructed_future() {
        let seen = seen();
        let of = |indicator, day| value(&observed(indicator, day), &seen);
        assert_eq!(of(Indicator::Destroyed, 0.0), Some(0.125));
        assert_eq!(of(Indicator::Severe, 0.0), Some(0.25));
        assert_eq!(of(Indicator::Damaged, 0.0), Some(0.5));
        assert_eq!(of(Indicator::Displaced, 0.0), Some(0.3));
        assert_eq!(of(Indicator::SiteShare, 5.0), Some(0.1));
        assert_eq!(of(Indicator::SiteShareOfDisplaced, 20.0), Some(0.4));
        assert!((of(Indicator::NetLoss, 100.0).unwrap() - 0.05).abs() < 1e-12);
        assert_eq!(of(Indicator::NetLoss, 101.0), None, "beyond the horizon");
        assert_eq!(value(&observed(Indicator::Displaced, 0.0), &Seen::default()), None);
    }

    #[test]
    fn stocks_and_rates_over_days() {
        let seen = seen();
        let relative = Observation {
            relative_to_days: Some(40.0),
            ..observed(Indicator::SiteStockRelative, 100.0)
        };
        assert!((value(&relative, &seen).unwrap() - 0.4).abs() < 1e-12);
        let rate = Observation { from_days: Some(40.0), ..observed(Indicator::SiteExitRate, 70.0) };
        let yearly = std::f64::consts::LN_2 / 30.0 * 365.25;
        assert!((value(&rate, &seen).unwrap() - yearly).abs() < 1e-9);
        let ratio = Observation {
            from_days: Some(40.0),
            over_days: Some((70.0, 100.0)),
            ..observed(Indicator::SiteExitRateRatio, 70.0)
        };
        let expected = std::f64::consts::LN_2 / crate::dist::math::ln(1.25);
        assert!((value(&ratio, &seen).unwrap() - expected).abs() < 1e-9);
    }

    #[test]
    fn zones_count_by_their_damaged_share() {
        let seen = seen();
        let heavy = Observation {
            zones_damaged_share: (0.6, 1.0),
            envelope: (0.1, 0.6),
            ..observed(Indicator::DestroyedOfDamaged, 0.0)
        };
        assert_eq!(value(&heavy, &seen), Some(97.0 / 320.0));
        let inside = Observation { indicator: Indicator::ZonesInEnvelope, ..heavy.clone() };
        assert_eq!(value(&inside, &seen), Some(0.5));
        let light = Observation { zones_damaged_share: (0.05, 0.3), ..heavy.clone() };
        assert_eq!(value(&light, &seen), Some(0.1));
        let none = Observation { zones_damaged_share: (0.3, 0.5), ..heavy };
        assert_eq!(value(&none, &seen), None);
    }

    #[test]
    fn classes_of_duration_add_up_to_one() {
        let seen = Seen { month_ends: vec![10.0, 40.0, 200.0, 400.0], ..seen() };
        let parts = [
            Indicator::AwayUnderWeek,
            Indicator::AwayWeekToMonth,
            Indicator::AwayMonthsOneToSix,
            Indicator::AwayOverSixMonths,
            Indicator::NotReturned,
        ];
        let sum: f64 = parts.iter().map(|it| value(&observed(*it, 0.0), &seen).unwrap()).sum();
        assert!((sum - 1.0).abs() < 1e-12, "{sum}");
        let week = value(&observed(parts[0], 0.0), &seen).unwrap();
        assert!((week - 0.5).abs() < 1e-9, "the evacuees");
        let graded =
            |grade| Observation { grade: Some(grade), ..observed(Indicator::AwayUnderMonth, 0.0) };
        // Two thirds of the month from day 10 to day 40 have passed on day 30.
        assert!((value(&graded(1), &seen).unwrap() - 2.0 / 3.0).abs() < 1e-12);
        assert!((value(&graded(3), &seen).unwrap() - 2.0 / 30.0).abs() < 1e-12);
        assert_eq!(value(&observed(Indicator::AwayRises, 0.0), &seen), Some(1.0));
    }

    #[test]
    fn extra_emigrants_are_counted_by_day_and_fifth() {
        let seen = seen();
        let of = |day| value(&observed(Indicator::ExtraEmigrants, day), &seen);
        assert_eq!((of(0.0), of(40.0)), (Some(0.005), Some(0.003)));
        assert_eq!(of(2_000.0), None);
        let poorest = Observation { fifth: Some(0), ..observed(Indicator::ExtraEmigrants, 0.0) };
        assert_eq!(value(&poorest, &seen), Some(-0.02));
        let mut months = vec![1.0; 36];
        months[13] = 5.0;
        assert_eq!(peak_year(&months), Some(1.0));
        assert_eq!(peak_year(&[1.0; 24]), Some(0.0), "of equals the first");
        assert_eq!(peak_year(&[1.0; 11]), None);
    }
}
