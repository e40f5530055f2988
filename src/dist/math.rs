//! The only door to transcendental functions: pure-Rust `libm`, the same bits on every machine.

/// e to the power of `x`.
#[inline]
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}
/// e to the power of `x`, quickly where `x` is small: for |x| <= 1/4 the Taylor polynomial of degree
/// 9, whose relative error is below 4e-13.
#[inline]
pub fn exp_small(x: f64) -> f64 {
    if x.abs() > SMALL { exp(x) } else { taylor(x) }
}

/// [`exp_small`] of each value, in place.
pub fn exp_each(values: &mut [f64]) {
    // Without a branch in it the loop works on several values at once.
    if values.iter().all(|x| x.abs() <= SMALL) {
        for x in values {
            *x = taylor(*x);
        }
    } else {
        for x in values {
            *x = exp_small(*x);
        }
    }
}

/// Largest |x| for which the polynomial stands in for exp.
const SMALL: f64 = 0.25;

#[inline]
fn taylor(x: f64) -> f64 {
    const TERMS: [f64; 9] = [
        1.0 / 362_880.0,
        1.0 / 40_320.0,
        1.0 / 5_040.0,
        1.0 / 720.0,
        1.0 / 120.0,
        1.0 / 24.0,
        1.0 / 6.0,
        0.5,
        1.0,
    ];
    1.0 + x * TERMS.iter().fold(0.0, |sum, term| sum * x + term)
}
/// Natural logarithm.
#[inline]
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}
/// ln(1 + x), exact near zero.
#[inline]
pub fn ln_1p(x: f64) -> f64 {
    libm::log1p(x)
}
/// exp(x) - 1, exact near zero.
#[inline]
pub fn exp_m1(x: f64) -> f64 {
    libm::expm1(x)
}
/// `x` to the power of `y`.
#[inline]
pub fn pow(x: f64, y: f64) -> f64 {
    libm::pow(x, y)
}
/// Cosine of an angle in radians.
#[inline]
pub fn cos(x: f64) -> f64 {
    libm::cos(x)
}
/// Sine of an angle in radians.
#[inline]
pub fn sin(x: f64) -> f64 {
    libm::sin(x)
}
/// Logarithm of the gamma function.
#[inline]
pub fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}
/// Length of the vector (x, y); sqrt is exact on every machine.
#[inline]
pub fn length(x: f64, y: f64) -> f64 {
    (x * x + y * y).sqrt()
}
/// 1 / (1 + exp(-x)).
#[inline]
pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + exp(-x))
}

#[cfg(test)]
mod tests {
    use super::{exp, exp_small};

    #[test]
    fn the_quick_exponential_keeps_its_bound() {
        for step in -4000..=4000 {
            let x = f64::from(step) / 8000.0;
            assert!((exp_small(x) / exp(x) - 1.0).abs() < 4e-13, "{x}");
        }
    }
}
