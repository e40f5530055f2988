//! 95 % intervals with known formulas.

use super::moments::Moments;
use crate::dist::quantile::normal;
use serde::{Deserialize, Serialize};

/// A range of values from `low` to `high`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// The interval that reaches `half_width` to both sides of `centre`.
    pub fn around(centre: f64, half_width: f64) -> Self {
        Self { low: centre - half_width, high: centre + half_width }
    }

    /// Whether zero lies outside; an end at zero counts as inside.
    pub fn excludes_zero(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
}

/// Two-sided 95 % critical values of Student's t for 1 to 30 degrees of freedom, held to an
/// independent implementation below.
const CRITICAL: [f64; 30] = [
    12.706_204_736_2,
    4.302_652_729_7,
    3.182_446_305_3,
    2.776_445_105_2,
    2.570_581_835_6,
    2.446_911_851_1,
    2.364_624_251_6,
    2.306_004_135_2,
    2.262_157_162_8,
    2.228_138_852_0,
    2.200_985_160_1,
    2.178_812_829_7,
    2.160_368_656_5,
    2.144_786_687_9,
    2.131_449_545_6,
    2.119_905_299_2,
    2.109_815_577_8,
    2.100_922_040_2,
    2.093_024_054_4,
    2.085_963_447_3,
    2.079_613_844_7,
    2.073_873_067_9,
    2.068_657_610_4,
    2.063_898_561_6,
    2.059_538_552_8,
    2.055_529_438_6,
    2.051_830_516_5,
    2.048_407_141_8,
    2.045_229_642_1,
    2.042_272_456_3,
];

/// Two-sided 95 % critical value of Student's t. Above 30 degrees of freedom by the expansion around
/// the normal quantile (Abramowitz and Stegun 1964, 26.7.5), right to eight digits there. Infinite
/// for zero degrees.
pub fn critical_t(degrees_of_freedom: u32) -> f64 {
    match degrees_of_freedom {
        0 => f64::INFINITY,
        1..=30 => CRITICAL[degrees_of_freedom as usize - 1],
        _ => t_of_normal(normal(0.975), degrees_of_freedom),
    }
}

/// Quantile of Student's t at the probability of the normal quantile `x`, by the expansion around it
/// (Abramowitz and Stegun 1964, 26.7.5); for more than 30 degrees of freedom and |x| up to 3 right to
/// five digits at least. Infinite for zero degrees.
pub fn t_of_normal(x: f64, degrees_of_freedom: u32) -> f64 {
    if degrees_of_freedom == 0 {
        return f64::INFINITY;
    }
    let n = f64::from(degrees_of_freedom);
    let square = x * x;
    let first = x * (square + 1.0) / 4.0;
    let second = x * ((5.0 * square + 16.0) * square + 3.0) / 96.0;
    let third = x * (((3.0 * square + 19.0) * square + 17.0) * square - 15.0) / 384.0;
    let fourth = x
        * ((((79.0 * square + 776.0) * square + 1_482.0) * square - 1_920.0) * square - 945.0)
        / 92_160.0;
    // Horner form of x + first/n + second/n² + third/n³ + fourth/n⁴.
    x + (first + (second + (third + fourth / n) / n) / n) / n
}

/// Plain 95 % t interval of a mean; none for fewer than two numbers. A point if nothing varies.
pub fn mean_interval(moments: &Moments) -> Option<Interval> {
    (moments.count() >= 2).then(|| {
        let half_width = critical_t(moments.count() - 1) * moments.standard_error();
        Interval::around(moments.mean(), half_width)
    })
}

/// 95 % interval of a median from two order statistics, ranks by the normal approximation to the
/// binomial (Conover 1999, section 3.2); the whole range when there are too few numbers. Not a
/// number if there are none.
pub fn median_interval(sorted: &[f64]) -> Interval {
    let Some(last) = sorted.len().checked_sub(1) else {
        return Interval { low: f64::NAN, high: f64::NAN };
    };
    let count = sorted.len() as f64;
    let reach = normal(0.975) * (count / 4.0).sqrt();
    // Ranks r and n + 1 - r, counted from one; rounded outwards.
    let low = ((count / 2.0 - reach).floor().max(1.0) as usize - 1).min(last);
    Interval { low: sorted[low], high: sorted[last - low] }
}

#[cfg(test)]
mod tests {
    use super::{Interval, critical_t, mean_interval, median_interval, t_of_normal};
    use crate::stats::Moments;
    use statrs::distribution::{ContinuousCDF, StudentsT};

    #[test]
    fn critical_values_agree_with_an_independent_implementation() {
        for degrees in (1..=40).chain([60, 99, 199, 999, 9_999]) {
            let oracle = StudentsT::new(0.0, 1.0, f64::from(degrees)).unwrap();
            let covered = 2.0 * oracle.cdf(critical_t(degrees)) - 1.0;
            assert!((covered - 0.95).abs() < 1e-8, "{degrees}: {covered}");
        }
    }

    #[test]
    fn far_quantiles_of_t_agree_too() {
        for (x, degrees) in [(2.5, 63), (3.0, 63), (3.4, 127), (3.0, 31)] {
            let oracle = StudentsT::new(0.0, 1.0, f64::from(degrees)).unwrap();
            let below = statrs::distribution::Normal::new(0.0, 1.0).unwrap().cdf(x);
            let exact = oracle.inverse_cdf(below);
            assert!((t_of_normal(x, degrees) - exact).abs() < 2e-5, "{x} {degrees} {exact}");
        }
        assert!(t_of_normal(2.0, 0).is_infinite());
    }

    #[test]
    fn mean_interval_of_known_numbers() {
        let interval = mean_interval(&Moments::of(&[1.0, 3.0])).unwrap();
        assert!((interval.high - 2.0 - 12.706_204_736_2).abs() < 1e-12);
        assert!(!interval.excludes_zero());
        assert_eq!(mean_interval(&Moments::of(&[1.0])), None);
        let point = mean_interval(&Moments::of(&[4.0; 9])).unwrap();
        assert_eq!(point, Interval { low: 4.0, high: 4.0 });
        assert!(point.excludes_zero());
    }

    #[test]
    fn median_interval_takes_order_statistics() {
        let values: Vec<f64> = (1..=100).map(f64::from).collect();
        assert_eq!(median_interval(&values), Interval { low: 40.0, high: 61.0 });
        assert_eq!(median_interval(&[7.0]), Interval { low: 7.0, high: 7.0 });
        assert!(median_interval(&[]).low.is_nan());
    }
}
