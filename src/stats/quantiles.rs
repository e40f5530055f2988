//! Quantiles of sorted numbers.

/// Quantile `p` (0 to 1) of ascending numbers by linear interpolation between order statistics
/// (Hyndman and Fan 1996, type 7: the rule of R, `NumPy` and Excel). Not a number if there are none.
pub fn quantile(sorted: &[f64], p: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let position = p.clamp(0.0, 1.0) * last as f64;
    let below = position.floor() as usize;
    let above = (below + 1).min(last);
    sorted[below] + (position - below as f64) * (sorted[above] - sorted[below])
}

/// The smallest of the ascending numbers that at least the share `p` of them do not exceed: a value
/// that really occurred. Not a number if there are none.
pub fn nearest_rank(sorted: &[f64], p: f64) -> f64 {
    if sorted.is_empty() {
        return f64::NAN;
    }
    let rank = (p.clamp(0.0, 1.0) * sorted.len() as f64).ceil() as usize;
    sorted[rank.max(1) - 1]
}

#[cfg(test)]
mod tests {
    use super::{nearest_rank, quantile};

    #[test]
    fn type_seven_interpolates() {
        let values = [1.0, 2.0, 4.0, 8.0];
        assert_eq!(quantile(&values, 0.0), 1.0);
        assert_eq!(quantile(&values, 0.5), 3.0);
        assert_eq!(quantile(&values, 0.25), 1.75);
        assert_eq!(quantile(&values, 1.0), 8.0);
        assert_eq!(quantile(&[5.0], 0.95), 5.0);
        assert!(quantile(&[], 0.5).is_nan());
    }

    #[test]
    fn nearest_rank_is_one_of_the_values() {
        let values = [1.0, 2.0, 4.0, 8.0];
        assert_eq!(nearest_rank(&values, 0.0), 1.0);
        assert_eq!(nearest_rank(&values, 0.5), 2.0);
        assert_eq!(nearest_rank(&values, 0.51), 4.0);
        assert_eq!(nearest_rank(&values, 1.0), 8.0);
        assert!(nearest_rank(&[], 0.5).is_nan());
    }
}
