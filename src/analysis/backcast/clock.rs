//! Days after the event, between the ends of months that a future is known at.
//!
//! Between two of them the logarithm of a stock moves evenly; from the event to the end of its month the
//! stock stays at what it is at that end, which is known no better. Returns of
//! a month are spread evenly over its days. Evacuees whose homes stand go back at a rate of their own, once services
//! have reached the threshold, and the slower the more their homes are damaged, as the displaced do; those whom damage
//! keeps away go back in the month in which it does so no more. The household model itself counts them as evacuated and
//! not as displaced.

use crate::dist::math::{exp, ln, pow};
use crate::outcome::Seen;
use crate::outcome::seen::Moved;

impl Seen {
    /// A stock on a day after the event; none beyond the horizon.
    pub fn stock_on(&self, stocks: &[f64], day: f64) -> Option<f64> {
        let after = self.month_ends.iter().position(|end| *end >= day)?;
        let Some(before) = after.checked_sub(1) else { return stocks.first().copied() };
        let (low, high) = (*stocks.get(before)?, *stocks.get(after)?);
        let share =
            (day - self.month_ends[before]) / (self.month_ends[after] - self.month_ends[before]);
        Some(if low > 0.0 && high > 0.0 {
            low * exp(share * ln(high / low))
        } else {
            low + share * (high - low)
        })
    }

    /// People whom the event moved out of dwellings of a grade, of all grades where none.
    pub fn moved_people(&self, grade: Option<usize>, with_evacuees: bool) -> f64 {
        let evacuated = |it: &Moved| {
            let people = it.evacuated.iter().map(|group| group.people).sum::<f64>();
            if with_evacuees { people + it.kept_away } else { 0.0 }
        };
        self.grades(grade).map(|it| it.displaced + evacuated(it)).sum()
    }

    /// Of these, people back home on a day; none beyond the horizon.
    pub fn back_on(&self, grade: Option<usize>, with_evacuees: bool, day: f64) -> Option<f64> {
        if self.month_ends.last().is_none_or(|last| *last < day) {
            return None;
        }
        let mut back = 0.0;
        for moved in self.grades(grade) {
            if with_evacuees {
                for group in &moved.evacuated {
                    let days = (day - group.after_days).max(0.0);
                    let (rate, variance) = self.evacuees_go_home;
                    back += group.people * (1.0 - still_away((group.pace * rate, variance), days));
                }
                back += self.spread_to(&moved.repaired, day);
            }
            back += self.spread_to(&moved.returned, day);
        }
        Some(back)
    }

    /// Sum to a day of numbers by month, each spread evenly over its days.
    fn spread_to(&self, by_month: &[f64], day: f64) -> f64 {
        let starts = std::iter::once(&0.0).chain(&self.month_ends);
        let months = starts.zip(&self.month_ends).zip(by_month);
        months.map(|((from, end), all)| all * ((day - from) / (end - from)).clamp(0.0, 1.0)).sum()
    }

    fn grades(&self, grade: Option<usize>) -> impl Iterator<Item = &Moved> {
        self.moved
            .iter()
            .enumerate()
            .filter(move |(position, _)| grade.is_none_or(|grade| grade == *position))
            .map(|(_, moved)| moved)
    }
}

/// Share still away after some days, of people who go home at a mean rate that is gamma distributed over
/// them with a variance: (1 + v r t)^(-1 / v).
fn still_away((rate, variance): (f64, f64), days: f64) -> f64 {
    if variance > 1e-9 {
        pow(1.0 + variance * rate * days, -1.0 / variance)
    } else {
        exp(-rate * days)
    }
}

#[cfg(test)]
mod tests {
    use crate::outcome::Seen;
    use crate::outcome::seen::{Evacuated, Moved};

    fn seen() -> Seen {
        Seen {
            month_ends: vec![10.0, 40.0, 70.0],
            sites: vec![400.0, 100.0, 25.0],
            moved: [
                Moved {
                    evacuated: vec![
                        Evacuated { people: 50.0, after_days: 0.0, pace: 1.0 },
                        Evacuated { people: 20.0, after_days: 30.0, pace: 1.0 },
                    ],
                    ..Moved::default()
                },
                Moved { displaced: 30.0, returned: vec![0.0, 15.0, 6.0], ..Moved::default() },
                Moved { kept_away: 12.0, repaired: vec![0.0, 6.0, 0.0], ..Moved::default() },
                Moved { displaced: 100.0, returned: vec![0.0, 0.0, 30.0], ..Moved::default() },
            ],
            evacuees_go_home: (std::f64::consts::LN_2 / 10.0, 0.0),
            ..Seen::default()
        }
    }

    #[test]
    fn stocks_move_evenly_in_their_logarithm_between_ends_of_months() {
        let seen = seen();
        let on = |day| seen.stock_on(&seen.sites, day);
        assert_eq!((on(0.0), on(10.0)), (Some(400.0), Some(400.0)));
        assert!((on(25.0).unwrap() - 200.0).abs() < 1e-9, "halfway from 400 to 100");
        assert!((on(40.0).unwrap() - 100.0).abs() < 1e-9);
        assert_eq!(on(71.0), None);
        let empties = [400.0, 0.0, 0.0];
        assert_eq!(seen.stock_on(&empties, 25.0), Some(200.0), "a stock that empties falls evenly");
    }

    #[test]
    fn returns_are_spread_over_their_month_and_evacuees_wait_for_services() {
        let seen = seen();
        assert_eq!(seen.moved_people(None, true), 212.0);
        assert_eq!(seen.moved_people(None, false), 130.0);
        let evacuees = |day| seen.back_on(Some(0), true, day).unwrap();
        assert!((evacuees(10.0) - 25.0).abs() < 1e-9, "half of those who can");
        assert!((evacuees(40.0) - 50.0 * 15.0 / 16.0 - 10.0).abs() < 1e-9);
        let mut slower = seen.clone();
        slower.moved[0].evacuated[0].pace = 0.5;
        let back = slower.back_on(Some(0), true, 20.0).unwrap();
        assert!((back - 25.0).abs() < 1e-9, "at half the pace half of them takes twice as long");
        assert_eq!(super::still_away((0.5, 2.0), 4.0), 1.0 / 5.0_f64.sqrt());
        assert_eq!(seen.back_on(Some(0), false, 30.0), Some(0.0));
        assert_eq!(seen.back_on(Some(1), true, 25.0), Some(7.5));
        // Whom damage keeps away is back in the month of the repair.
        assert_eq!(seen.back_on(Some(2), true, 25.0), Some(3.0));
        assert_eq!(seen.back_on(Some(2), false, 70.0), Some(0.0));
        assert_eq!(seen.back_on(None, false, 70.0), Some(21.0 + 30.0));
        assert_eq!(seen.back_on(None, false, 70.1), None);
    }
}
