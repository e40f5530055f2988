//! Intervals of shares of futures.

use super::interval::Interval;
use crate::dist::quantile::normal;

/// 95 % score interval of a chance of which `count` of `of` futures are seen (Wilson 1927); 0 to 1 where
/// there are none. Never empty, also for none and for all.
pub fn wilson(count: u32, of: u32) -> Interval {
    if of == 0 {
        return Interval { low: 0.0, high: 1.0 };
    }
    let (n, z) = (f64::from(of), normal(0.975));
    let (share, square) = (f64::from(count) / n, z * z);
    let centre = share + square / (2.0 * n);
    let reach = z * (share * (1.0 - share) / n + square / (4.0 * n * n)).sqrt();
    let scale = 1.0 + square / n;
    Interval {
        low: if count == 0 { 0.0 } else { (centre - reach) / scale },
        high: if count == of { 1.0 } else { (centre + reach) / scale },
    }
}

#[cfg(test)]
mod tests {
    use super::wilson;

    #[test]
    fn score_intervals_of_known_counts() {
        // None of ten: z² / (n + z²). Five of ten: symmetric around a half.
        let square = super::normal(0.975) * super::normal(0.975);
        let none = wilson(0, 10);
        assert_eq!(none.low, 0.0);
        assert!((none.high - square / (10.0 + square)).abs() < 1e-15);
        let half = wilson(5, 10);
        assert!((half.low + half.high - 1.0).abs() < 1e-15);
        assert!((half.low - 0.236_593_090_5).abs() < 1e-9, "{}", half.low);
        assert_eq!(wilson(10, 10).high, 1.0);
        assert_eq!((wilson(0, 0).low, wilson(0, 0).high), (0.0, 1.0));
    }
}
