//! Standard normal distribution function.

use super::gamma;

/// Probability that a standard normal variable exceeds `z`: (1 - sign(z) P(1/2, z²/2)) / 2 with P the
/// regularised lower incomplete gamma function (Abramowitz and Stegun 1964, 26.4.19), to about 1e-13.
pub fn above(z: f64) -> f64 {
    let within = gamma::cumulative(0.5 * z * z, 0.5);
    if z < 0.0 { 0.5 * (1.0 + within) } else { 0.5 * (1.0 - within) }
}

#[cfg(test)]
mod tests {
    use super::above;
    use crate::dist::quantile::normal;

    #[test]
    fn it_undoes_the_quantile() {
        for u in [1e-6, 0.001, 0.02, 0.3, 0.5, 0.731, 0.99, 0.999_9] {
            assert!((1.0 - above(normal(u)) - u).abs() < 1e-12, "{u}");
        }
        assert_eq!(above(0.0), 0.5);
    }
}
