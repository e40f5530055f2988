//! Days after the event, between the ends of months that a future is known at.
//!
//! Between two of them the logarithm of a stock moves evenly; from the event to the end of its month the
//! stock stays at what it is at that end, because nobody goes home within the month of an event. Returns of
//! a month are spread evenly over its days. Evacuees whose homes stand are back within a week, evenly spread.

use crate::dist::math::{exp, ln};
use crate::outcome::Seen;
use crate::outcome::seen::Moved;

/// Days of the week within which evacuees whose homes stand are back.
const EVACUEES_BACK_DAYS: f64 = 7.0;

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
        let evacuated = |it: &Moved| if with_evacuees { it.evacuated } else { 0.0 };
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
                back += moved.evacuated * (day / EVACUEES_BACK_DAYS).clamp(0.0, 1.0);
            }
            let mut from = 0.0;
            for (end, returned) in self.month_ends.iter().zip(&moved.returned) {
                back += returned * ((day - from) / (end - from)).clamp(0.0, 1.0);
                from = *end;
            }
        }
        Some(back)
    }

    fn grades(&self, grade: Option<usize>) -> impl Iterator<Item = &Moved> {
        self.moved
            .iter()
            .enumerate()
            .filter(move |(position, _)| grade.is_none_or(|grade| grade == *position))
            .map(|(_, moved)| moved)
    }
}

#[cfg(test)]
mod tests {
    use crate::outcome::Seen;
    use crate::outcome::seen::Moved;

    fn seen() -> Seen {
        Seen {
            month_ends: vec![10.0, 40.0, 70.0],
            sites: vec![400.0, 100.0, 25.0],
            moved: [
                Moved { evacuated: 70.0, ..Moved::default() },
                Moved { displaced: 30.0, returned: vec![0.0, 15.0, 6.0], ..Moved::default() },
                Moved::default(),
                Moved { displaced: 100.0, returned: vec![0.0, 0.0, 30.0], ..Moved::default() },
            ],
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
    fn returns_are_spread_over_their_month_and_evacuees_over_a_week() {
        let seen = seen();
        assert_eq!(seen.moved_people(None, true), 200.0);
        assert_eq!(seen.moved_people(None, false), 130.0);
        assert_eq!(seen.back_on(Some(0), true, 3.5), Some(35.0));
        assert_eq!(seen.back_on(Some(0), false, 30.0), Some(0.0));
        assert_eq!(seen.back_on(Some(1), true, 25.0), Some(7.5));
        assert_eq!(seen.back_on(None, true, 70.0), Some(70.0 + 21.0 + 30.0));
        assert_eq!(seen.back_on(None, true, 70.1), None);
    }
}
