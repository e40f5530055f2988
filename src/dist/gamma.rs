//! Gamma distribution with mean one: a tabulated quantile for frailty.

use super::grid::{position, share_at};
use super::math::{exp, ln, ln_gamma};

/// Regularised lower incomplete gamma function P(shape, x): series below shape + 1, continued fraction
/// above (Press et al. 2007, section 6.2), to about 1e-13.
pub fn cumulative(x: f64, shape: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    let front = exp(shape * ln(x) - x - ln_gamma(shape));
    if x < shape + 1.0 {
        let mut term = 1.0 / shape;
        let mut sum = term;
        let mut divisor = shape;
        for _ in 0..1000 {
            divisor += 1.0;
            term *= x / divisor;
            sum += term;
            if term < sum * 1e-15 {
                break;
            }
        }
        (front * sum).min(1.0)
    } else {
        let mut b = x + 1.0 - shape;
        let mut c = 1e300;
        let mut d = 1.0 / b;
        let mut result = d;
        for step in 1..1000 {
            let m = f64::from(step);
            let a = -m * (m - shape);
            b += 2.0;
            d = 1.0 / (a * d + b);
            c = b + a / c;
            let factor = d * c;
            result *= factor;
            if (factor - 1.0).abs() < 1e-14 {
                break;
            }
        }
        1.0 - front * result
    }
}

const NODES: usize = 256;

/// Quantiles of the gamma distribution with mean 1 and a given variance, on a grid.
///
/// Monotone; the tail ends at the quantile of 1 - 1e-9.
#[derive(Clone, Debug)]
pub struct FrailtyTable {
    values: Vec<f64>,
}

impl FrailtyTable {
    /// Tabulates the quantiles; a variance of zero makes every frailty one.
    pub fn new(variance: f64) -> Self {
        if variance <= 1e-9 {
            return Self { values: vec![1.0; NODES + 1] };
        }
        let shape = 1.0 / variance;
        let mut from = 0.0;
        let values = (0..=NODES)
            .map(|node| {
                let u = share_at(node as f64 / NODES as f64).min(1.0 - 1e-9);
                if node == 0 {
                    return 0.0;
                }
                let (mut low, mut high) = (from, from + 1.0);
                while cumulative(high, shape) < u {
                    low = high;
                    high += (high - from).max(1.0);
                }
                for _ in 0..50 {
                    let middle = f64::midpoint(low, high);
                    if cumulative(middle, shape) < u {
                        low = middle;
                    } else {
                        high = middle;
                    }
                }
                from = low;
                f64::midpoint(low, high) * variance
            })
            .collect();
        Self { values }
    }

    /// Frailty at `u`.
    #[inline]
    pub fn at(&self, u: f64) -> f64 {
        let at = position(u) * NODES as f64;
        let below = (at as usize).min(NODES - 1);
        let weight = at - below as f64;
        self.values[below] + weight * (self.values[below + 1] - self.values[below])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{ContinuousCDF, Gamma};

    #[test]
    fn cumulative_agrees_with_an_independent_implementation() {
        for shape in [0.3, 1.0, 1.25, 4.0] {
            let oracle = Gamma::new(shape, 1.0).unwrap();
            for step in 1..80 {
                let x = f64::from(step) * 0.1;
                assert!((cumulative(x, shape) - oracle.cdf(x)).abs() < 1e-10);
            }
        }
    }

    #[test]
    fn frailty_has_mean_one_and_its_variance() {
        let table = FrailtyTable::new(0.8);
        let n = 100_000;
        let values: Vec<f64> =
            (0..n).map(|i| table.at((f64::from(i) + 0.5) / f64::from(n))).collect();
        let mean = values.iter().sum::<f64>() / f64::from(n);
        let variance = values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / f64::from(n);
        assert!((mean - 1.0).abs() < 2e-3, "{mean}");
        assert!((variance - 0.8).abs() < 1e-2, "{variance}");
        assert_eq!(FrailtyTable::new(0.0).at(0.3), 1.0);
    }
}
