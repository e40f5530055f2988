//! One number at a time: what the result is at the ends of its range, and where the order of two
//! strategies changes.

use crate::stats::{Interval, Moments, interval};
use serde::Serialize;

/// What the reply is with one number at an end of its range, all others central: differences to the reply
/// with all of them central, on the same futures.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Bar {
    /// Mean difference at the low end.
    pub at_low: f64,
    /// Its 95 % interval over futures; none for a single future.
    pub low_interval: Option<Interval>,
    /// Mean difference at the high end.
    pub at_high: f64,
    /// Its 95 % interval over futures.
    pub high_interval: Option<Interval>,
}

impl Bar {
    /// The bar of the replies at the low end, the centre and the high end, by future.
    pub fn of(low: &[f64], central: &[f64], high: &[f64]) -> Self {
        let difference = |end: &[f64]| -> Moments {
            let each: Vec<f64> =
                end.iter().zip(central).map(|(end, middle)| end - middle).collect();
            Moments::of(&each)
        };
        let (low, high) = (difference(low), difference(high));
        Self {
            at_low: low.mean(),
            low_interval: interval::mean_interval(&low),
            at_high: high.mean(),
            high_interval: interval::mean_interval(&high),
        }
    }

    /// How far the reply reaches between both ends and the centre.
    pub fn reach(&self) -> f64 {
        self.at_low.max(self.at_high).max(0.0) - self.at_low.min(self.at_high).min(0.0)
    }

    /// Whether an end differs from the centre beyond chance.
    pub fn is_clear(&self) -> bool {
        let excludes = |it: Option<Interval>| it.is_some_and(|it| it.excludes_zero());
        excludes(self.low_interval) || excludes(self.high_interval)
    }
}

/// Value of a number at which the two best strategies change places.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Switch {
    /// The value, in the unit of the number.
    pub value: f64,
    /// Whether the order changes below it, and not above.
    pub below: bool,
    /// Whether the other order is beyond chance at that end of the range.
    pub clear: bool,
}

/// Where a lead of one strategy over another changes its sign between the centre and an end, in the
/// uniform of the number; halved until the bracket is as narrow as asked.
///
/// The ends are those of a bracket: `from` has the sign of the centre, `to` the other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bracket {
    /// Where the order is that of the centre.
    pub from: f64,
    /// Where it is the other.
    pub to: f64,
}

impl Bracket {
    /// Middle of the bracket: the next place to look.
    pub fn middle(self) -> f64 {
        f64::midpoint(self.from, self.to)
    }

    /// The half in which the order changes, by whether it is still that of the centre in the middle.
    #[must_use]
    pub fn halved(self, is_as_at_centre: bool) -> Self {
        let middle = self.middle();
        if is_as_at_centre { Self { from: middle, ..self } } else { Self { to: middle, ..self } }
    }
}

#[cfg(test)]
mod tests {
    use super::{Bar, Bracket};

    #[test]
    fn a_bar_reaches_from_end_to_end_over_the_centre() {
        let bar = Bar::of(&[8.0, 10.0], &[10.0, 12.0], &[15.0, 17.0]);
        assert_eq!((bar.at_low, bar.at_high, bar.reach()), (-2.0, 5.0, 7.0));
        assert!(bar.is_clear());
        let one_sided = Bar::of(&[12.0, 13.0], &[10.0, 12.0], &[15.0, 17.0]);
        assert_eq!(one_sided.reach(), 5.0);
        let unclear = Bar::of(&[9.0, 13.0], &[10.0, 12.0], &[10.0, 12.0]);
        assert!(!unclear.is_clear());
    }

    #[test]
    fn halving_finds_where_the_sign_changes() {
        let mut bracket = Bracket { from: 0.5, to: 0.0 };
        for _ in 0..30 {
            bracket = bracket.halved(bracket.middle() > 0.2);
        }
        assert!((bracket.middle() - 0.2).abs() < 1e-8);
    }
}
