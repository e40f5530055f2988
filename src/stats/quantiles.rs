//! Quantiles of a sorted sample: interpolated for numbers shown, nearest rank for marks drawn.

/// Quantile `p` of an ascending sample by linear interpolation between order statistics.
///
/// Type 7 of Hyndman and Fan (1996): position `(n - 1) p`. `p` is held to 0-1. An empty sample has
/// no quantile and gives NaN.
pub fn quantile(sorted: &[f64], p: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let position = last as f64 * p.clamp(0.0, 1.0);
    let below = (position.floor() as usize).min(last);
    let above = (below + 1).min(last);
    sorted[below] + (position - below as f64) * (sorted[above] - sorted[below])
}

/// Quantile `p` of an ascending sample as one of its members: the smallest value with at least a
/// share `p` of the sample at or below it.
///
/// Type 1 of Hyndman and Fan (1996): rank `ceil(n p)`, at least 1. `p` is held to 0-1. An empty
/// sample gives NaN.
pub fn nearest_rank(sorted: &[f64], p: f64) -> f64 {
    match sorted.len() {
        0 => f64::NAN,
        n => sorted[nearest_rank_index(n, p)],
    }
}

/// Index (from 0) of the member that [`nearest_rank`] picks in an ascending sample of `n` values.
///
/// `p` is held to 0-1; `n` of 0 gives 0.
pub fn nearest_rank_index(n: usize, p: f64) -> usize {
    let rank = (n as f64 * p.clamp(0.0, 1.0)).ceil() as usize;
    rank.clamp(1, n.max(1)) - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_seven_interpolates_as_published() {
        let sample = [1.0, 2.0, 4.0, 8.0, 16.0];
        assert_eq!(quantile(&sample, 0.0), 1.0);
        assert_eq!(quantile(&sample, 0.5), 4.0);
        assert_eq!(quantile(&sample, 0.875), 12.0);
        assert_eq!(quantile(&sample, 1.0), 16.0);
        assert!(quantile(&[], 0.5).is_nan());
    }

    #[test]
    fn nearest_rank_is_always_a_member() {
        let sample = [3.0, 5.0, 9.0];
        assert_eq!(nearest_rank(&sample, 0.0), 3.0);
        assert_eq!(nearest_rank(&sample, 0.33), 3.0);
        assert_eq!(nearest_rank(&sample, 0.34), 5.0);
        assert_eq!(nearest_rank(&sample, 1.0), 9.0);
        assert!(nearest_rank(&[], 0.5).is_nan());
    }

    #[test]
    fn fifty_mid_ranks_of_fifty_values_are_the_values() {
        let sample: Vec<f64> = (0..50).map(f64::from).collect();
        let marks: Vec<f64> =
            (0..50).map(|i| nearest_rank(&sample, (f64::from(i) + 0.5) / 50.0)).collect();
        assert_eq!(marks, sample);
    }
}
