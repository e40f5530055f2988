//! Looking at a mean again and again while futures are added, without being misled by the looking.
//!
//! A rule that stops once an interval is narrow enough looks at every block border, and each look is a
//! chance to be wrong. All looks are covered together: over the whole stretch from the first to the
//! last look the standardised error of a running mean behaves as Brownian motion over the square root
//! of time, and the chance that it ever leaves ±b is about
//! `4 φ(b) / b + φ(b) (b - 1/b) ln(last / first)` (Miller and Siegmund 1982). It holds for looking
//! without a pause, so looks at block borders miss less often. Where few looks are possible, sharing
//! the error equally among them (Bonferroni) is narrower and is taken.

use super::Moments;
use super::interval::t_of_normal;
use crate::dist::math::exp;
use crate::dist::quantile::normal;

/// Fewest futures that must differ from zero before a look may find the mean precise: a handful of
/// values has no spread to speak of.
pub const FEWEST_TO_STOP: u32 = 10;

/// The looks of a stop rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Looks {
    first: u32,
    last: u32,
    every: u32,
    normal_critical: f64,
}

/// What a look saw.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// Half the width of the interval that holds at all looks together.
    pub half_width: f64,
    /// Whether it is as narrow as wanted.
    pub precise: bool,
}

impl Looks {
    /// Looks at every multiple of `every` futures from `least` on, and at `last`, the most that are
    /// played. `confidence` is the chance that the intervals of all looks cover, 0.5 to 0.999 9.
    pub fn new(confidence: f64, least: u32, last: u32, every: u32) -> Self {
        let every = every.max(1);
        let first = least.max(1).div_ceil(every).saturating_mul(every).min(last);
        let looks = 1 + (last.saturating_sub(first)).div_ceil(every);
        let error = 1.0 - confidence;
        let shared = normal(1.0 - error / (2.0 * f64::from(looks)));
        let together = boundary(error, f64::from(last.max(1)) / f64::from(first.max(1)));
        Self { first, last, every, normal_critical: shared.min(together) }
    }

    /// Futures at the first look.
    pub fn first(&self) -> u32 {
        self.first
    }

    /// Whether there is a look after this many futures.
    pub fn is_at(&self, futures: u32) -> bool {
        futures == self.last
            || ((self.first..self.last).contains(&futures) && futures.is_multiple_of(self.every))
    }

    /// Standard errors to each side after `futures`; infinite for fewer than two.
    pub fn critical(&self, futures: u32) -> f64 {
        t_of_normal(self.normal_critical, futures.saturating_sub(1))
    }

    /// Looks at `values`, one a future: precise if the half-width is at most `wanted` and enough of
    /// them differ from zero. Whether there is a look at that number is for the caller to ask.
    pub fn look(&self, values: &[f64], wanted: f64) -> Look {
        let moments = Moments::of(values);
        let half_width = if moments.count() < 2 {
            f64::INFINITY
        } else {
            self.critical(moments.count()) * moments.standard_error()
        };
        let differing = values.iter().filter(|value| **value != 0.0).count();
        let enough = differing >= FEWEST_TO_STOP as usize;
        Look { half_width, precise: enough && half_width <= wanted }
    }
}

/// The b that is left with the chance `error` while time grows by the factor `growth`.
fn boundary(error: f64, growth: f64) -> f64 {
    let logarithm = crate::dist::math::ln(growth);
    let density = |b: f64| exp(-b * b / 2.0) / (2.0 * std::f64::consts::PI).sqrt();
    let chance = |b: f64| density(b) * (4.0 / b + (b - 1.0 / b) * logarithm);
    // The chance falls from above one half at 1.3 on.
    let (mut low, mut high) = (1.3, 40.0);
    for _ in 0..80 {
        let middle = f64::midpoint(low, high);
        if chance(middle) > error {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::{Looks, boundary};
    use crate::dist::quantile::normal;
    use crate::rng::{Draws, Purpose, Seed};
    use crate::stats::interval::critical_t;

    #[test]
    fn one_look_is_the_plain_interval() {
        for least in [1_000, 5_000] {
            let looks = Looks::new(0.95, least, 1_000, 64);
            assert_eq!(looks.first(), 1_000);
            assert!((looks.critical(1_000) - critical_t(999)).abs() < 1e-9);
            assert!(looks.is_at(1_000) && !looks.is_at(960));
        }
    }

    #[test]
    fn looks_are_at_block_borders_from_the_first_on_and_at_the_end() {
        let looks = Looks::new(0.95, 100, 1_000, 64);
        let at: Vec<u32> = (0..=1_100).filter(|futures| looks.is_at(*futures)).collect();
        let expected: Vec<u32> = (2..=15).map(|block| block * 64).chain([1_000]).collect();
        assert_eq!(at, expected);
    }

    #[test]
    fn more_looks_need_wider_intervals_and_never_more_than_sharing_the_error() {
        let mut before = 0.0;
        for last in [128, 192, 256, 1_024, 10_048, 10_000_000] {
            let critical = Looks::new(0.95, 128, last, 64).normal_critical;
            assert!(critical > before, "{last}");
            let looks = f64::from((last - 128) / 64 + 1);
            assert!(critical <= normal(1.0 - 0.025 / looks), "{last}");
            before = critical;
        }
        // Three looks share the error; the formula would give more.
        let three = Looks::new(0.95, 128, 256, 64).normal_critical;
        assert_eq!(three, normal(1.0 - 0.025 / 3.0));
        assert!(boundary(0.05, 2.0) > three);
        assert!(before < 3.5, "{before}");
    }

    #[test]
    fn a_handful_of_differing_futures_is_never_precise() {
        let looks = Looks::new(0.95, 64, 1_000, 64);
        let mut values = vec![0.0; 640];
        assert!(!looks.look(&values, 1.0).precise);
        values[..9].fill(0.001);
        assert!(!looks.look(&values, 1.0).precise);
        values[9] = 0.001;
        assert!(looks.look(&values, 1.0).precise);
        assert!(!looks.look(&values, 1e-9).precise);
        assert!(looks.look(&[3.0], 1e9).half_width.is_infinite());
    }

    /// The chance that any of the looks misses, for normal noise: at most that stated, and not by far.
    #[test]
    fn all_looks_cover_together() {
        let looks = Looks::new(0.95, 128, 1_024, 64);
        let trials = 2_000;
        let mut missed = 0;
        for trial in 0..trials {
            let draws = Draws::new(Seed(11), trial);
            let values: Vec<f64> = (0..1_024)
                .map(|index| normal(draws.uniform(Purpose::Damage, 0, 0, index)))
                .collect();
            let misses = (0..=1_024).filter(|futures| looks.is_at(*futures)).any(|futures| {
                let values = &values[..futures as usize];
                let mean = values.iter().sum::<f64>() / f64::from(futures);
                mean.abs() > looks.look(values, 0.0).half_width
            });
            missed += u32::from(misses);
        }
        // 5 % or fewer; three binomial standard errors allow 129 of 2,000.
        assert!((20..=100).contains(&missed), "{missed} of {trials}");
    }
}
