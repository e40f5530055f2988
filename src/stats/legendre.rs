//! Legendre polynomials over the unit interval: the terms of every fit on a place in a range.

/// The first `TERMS` Legendre polynomials of 2u - 1, degree 0 first: orthogonal over u from 0 to 1, the mean square of
/// degree n being 1 / (2n + 1). At least two terms.
pub fn legendre<const TERMS: usize>(u: f64) -> [f64; TERMS] {
    let x = 2.0 * u - 1.0;
    let mut values = [1.0; TERMS];
    values[1] = x;
    for n in 1..TERMS - 1 {
        let order = n as f64;
        values[n + 1] =
            ((2.0 * order + 1.0) * x * values[n] - order * values[n - 1]) / (order + 1.0);
    }
    values
}

#[cfg(test)]
mod tests {
    use super::legendre;

    #[test]
    fn polynomials_are_those_of_the_tables() {
        let at = |x: f64| legendre::<5>(f64::midpoint(x, 1.0));
        assert_eq!(at(1.0), [1.0; 5]);
        assert_eq!(at(-1.0), [1.0, -1.0, 1.0, -1.0, 1.0]);
        // Abramowitz and Stegun (1964), 22.10: P2 to P4 at a half.
        for (found, known) in at(0.5)[2..].iter().zip([-0.125, -0.4375, -0.289_062_5]) {
            assert!((found - known).abs() < 1e-15, "{found}");
        }
    }
}
