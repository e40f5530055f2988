//! A grid on [0, 1] whose nodes crowd at both ends as the squares do, where quantiles bend most.

/// Node position in [0, 1] of `share` in [0, 1].
#[inline]
pub fn position(share: f64) -> f64 {
    if share < 0.5 { (0.5 * share).sqrt() } else { 1.0 - (0.5 * (1.0 - share)).sqrt() }
}

/// Share at a node position: the inverse of [`position`].
#[inline]
pub fn share_at(position: f64) -> f64 {
    if position < 0.5 {
        2.0 * position * position
    } else {
        1.0 - 2.0 * (1.0 - position) * (1.0 - position)
    }
}

#[cfg(test)]
mod tests {
    use super::{position, share_at};

    #[test]
    fn position_and_share_are_inverse() {
        for step in 0..=1000 {
            let share = f64::from(step) / 1000.0;
            assert!((share_at(position(share)) - share).abs() < 1e-12);
        }
    }
}
