//! Interval of a share that was counted.

use super::interval::Interval;
use crate::dist::quantile::normal;

/// 95 % score interval of the share behind `successes` of `trials` (Wilson 1927). Lies within 0 and 1
/// and is never a point, so that a handful of trials promises little. The whole of 0 to 1 without
/// trials.
pub fn wilson(successes: u32, trials: u32) -> Interval {
    if trials == 0 {
        return Interval { low: 0.0, high: 1.0 };
    }
    let (count, trials) = (f64::from(successes), f64::from(trials));
    let critical = normal(0.975);
    let square = critical * critical;
    let centre = (count + square / 2.0) / (trials + square);
    let reach =
        critical * (count * (trials - count) / trials + square / 4.0).sqrt() / (trials + square);
    // At the ends the formula gives 0 and 1 but for rounding.
    let low = if count == 0.0 { 0.0 } else { (centre - reach).max(0.0) };
    let high = if count == trials { 1.0 } else { (centre + reach).min(1.0) };
    Interval { low, high }
}

#[cfg(test)]
mod tests {
    use super::wilson;

    /// Newcombe (1998), table I, method 3, to four digits.
    #[test]
    fn agrees_with_published_intervals() {
        let published = [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ];
        for (successes, trials, low, high) in published {
            let interval = wilson(successes, trials);
            assert!((interval.low - low).abs() < 5e-5, "{successes}/{trials}: {interval:?}");
            assert!((interval.high - high).abs() < 5e-5, "{successes}/{trials}: {interval:?}");
        }
    }

    #[test]
    fn the_ends_solve_the_score_equation() {
        use statrs::distribution::{ContinuousCDF, Normal};
        let standard = Normal::new(0.0, 1.0).unwrap();
        for (successes, trials) in [(3, 10), (183, 200), (199, 200), (1, 4_000)] {
            let (share, count) = (f64::from(successes) / f64::from(trials), f64::from(trials));
            let interval = wilson(successes, trials);
            for (end, tail) in [(interval.low, 0.975), (interval.high, 0.025)] {
                let score = (share - end) / (end * (1.0 - end) / count).sqrt();
                assert!((standard.cdf(score) - tail).abs() < 1e-9, "{successes}/{trials}");
            }
        }
    }

    #[test]
    fn failures_mirror_successes_and_no_trials_say_nothing() {
        let (some, others) = (wilson(7, 40), wilson(33, 40));
        assert!((some.low + others.high - 1.0).abs() < 1e-15);
        assert_eq!((wilson(0, 0).low, wilson(0, 0).high), (0.0, 1.0));
        assert_eq!((wilson(0, 9).low, wilson(9, 9).high), (0.0, 1.0));
    }
}
