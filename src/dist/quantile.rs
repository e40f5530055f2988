//! Closed-form quantile functions on `libm`.
//!
//! One uniform gives one value, monotonically: the same draw under two strategies stays ordered as the
//! strategies order its parameters, and designed points (Latin hypercube, Sobol') can be put through.

use super::math::{exp, ln, pow};

/// Standard normal quantile (Wichura 1988, algorithm AS 241, PPND16; relative error about 1e-16).
pub fn normal(u: f64) -> f64 {
    const A: [f64; 8] = [
        3.387_132_872_796_366_5,
        1.331_416_678_917_843_8e2,
        1.971_590_950_306_551_3e3,
        1.373_169_376_550_946e4,
        4.592_195_393_154_987e4,
        6.726_577_092_700_87e4,
        3.343_057_558_358_813e4,
        2.509_080_928_730_122_7e3,
    ];
    const B: [f64; 8] = [
        1.0,
        4.231_333_070_160_091e1,
        6.871_870_074_920_579e2,
        5.394_196_021_424_751e3,
        2.121_379_430_158_659_7e4,
        3.930_789_580_009_271e4,
        2.872_908_573_572_194_3e4,
        5.226_495_278_852_854e3,
    ];
    const C: [f64; 8] = [
        1.423_437_110_749_683_5,
        4.630_337_846_156_546,
        5.769_497_221_460_691,
        3.647_848_324_763_204_5,
        1.270_458_252_452_368_4,
        2.417_807_251_774_506e-1,
        2.272_384_498_926_918_4e-2,
        7.745_450_142_783_414e-4,
    ];
    const D: [f64; 8] = [
        1.0,
        2.053_191_626_637_759,
        1.676_384_830_183_803_8,
        6.897_673_349_851e-1,
        1.481_039_764_274_800_8e-1,
        1.519_866_656_361_645_7e-2,
        5.475_938_084_995_345e-4,
        1.050_750_071_644_416_9e-9,
    ];
    const E: [f64; 8] = [
        6.657_904_643_501_103,
        5.463_784_911_164_114,
        1.784_826_539_917_291_3,
        2.965_605_718_285_048_7e-1,
        2.653_218_952_657_612_4e-2,
        1.242_660_947_388_078_4e-3,
        2.711_555_568_743_487_6e-5,
        2.010_334_399_292_288_1e-7,
    ];
    const F: [f64; 8] = [
        1.0,
        5.998_322_065_558_88e-1,
        1.369_298_809_227_358e-1,
        1.487_536_129_085_061_5e-2,
        7.868_691_311_456_133e-4,
        1.846_318_317_510_054_8e-5,
        1.421_511_758_316_446e-7,
        2.044_263_103_389_939_8e-15,
    ];
    let polynomial = |coefficients: &[f64; 8], x: f64| {
        coefficients.iter().rev().fold(0.0, |sum, coefficient| sum * x + coefficient)
    };
    let q = u - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * polynomial(&A, r) / polynomial(&B, r);
    }
    let tail = if q < 0.0 { u } else { 1.0 - u };
    let r = (-ln(tail)).sqrt();
    let z = if r <= 5.0 {
        polynomial(&C, r - 1.6) / polynomial(&D, r - 1.6)
    } else {
        polynomial(&E, r - 5.0) / polynomial(&F, r - 5.0)
    };
    if q < 0.0 { -z } else { z }
}

/// Exponential quantile with rate 1.
#[inline]
pub fn exponential(u: f64) -> f64 {
    -ln(1.0 - u)
}

/// Standard Gumbel quantile (maximum form).
#[inline]
pub fn gumbel(u: f64) -> f64 {
    -ln(-ln(u))
}

/// Lognormal quantile with median `median` and log standard deviation `sigma`.
#[inline]
pub fn lognormal(u: f64, median: f64, sigma: f64) -> f64 {
    median * exp(sigma * normal(u))
}

/// Triangular quantile on `[low, high]` with `mode` inside; a point where the ends meet.
pub fn triangular(u: f64, low: f64, mode: f64, high: f64) -> f64 {
    let width = high - low;
    if width <= 0.0 {
        return mode;
    }
    let split = (mode - low) / width;
    if u < split {
        low + (u * width * (mode - low)).sqrt()
    } else {
        high - ((1.0 - u) * width * (high - mode)).sqrt()
    }
}

/// Generalised Pareto quantile over `threshold` with scale `scale` and shape `shape`
/// (Coles 2001, section 4.2); shape 0 is the exponential.
pub fn generalised_pareto(u: f64, threshold: f64, scale: f64, shape: f64) -> f64 {
    if shape.abs() < 1e-12 {
        threshold + scale * exponential(u)
    } else {
        threshold + scale / shape * (pow(1.0 - u, -shape) - 1.0)
    }
}

/// Two-piece normal quantile around a median: `sd_low` below it, `sd_high` above it.
pub fn two_piece_normal(u: f64, median: f64, sd_low: f64, sd_high: f64) -> f64 {
    let z = normal(u);
    median + z * if z < 0.0 { sd_low } else { sd_high }
}

/// Poisson quantile by summing the probabilities; for means up to a few hundred.
pub fn poisson(u: f64, mean: f64) -> u32 {
    let mut probability = exp(-mean);
    let mut cumulative = probability;
    let mut count = 0_u32;
    while u > cumulative && count < 10_000 {
        count += 1;
        probability *= mean / f64::from(count);
        cumulative += probability;
    }
    count
}

/// Negative binomial quantile with mean `mean` and size `size` (variance mean + mean²/size); an
/// infinite size is the Poisson.
pub fn negative_binomial(u: f64, mean: f64, size: f64) -> u32 {
    if !size.is_finite() {
        return poisson(u, mean);
    }
    let success = size / (size + mean);
    let mut probability = pow(success, size);
    let mut cumulative = probability;
    let mut count = 0_u32;
    while u > cumulative && count < 10_000 {
        probability *= (size + f64::from(count)) / f64::from(count + 1) * (1.0 - success);
        count += 1;
        cumulative += probability;
    }
    count
}

/// Binomial quantile for `trials` and probability `p`, by summing the probabilities.
#[inline]
pub fn binomial(u: f64, trials: u32, p: f64) -> u32 {
    if p <= 0.0 {
        return 0;
    }
    if p >= 1.0 {
        return trials;
    }
    let mut probability = 1.0;
    for _ in 0..trials {
        probability *= 1.0 - p;
    }
    let mut cumulative = probability;
    let mut count = 0_u32;
    while u > cumulative && count < trials {
        probability *= f64::from(trials - count) / f64::from(count + 1) * p / (1.0 - p);
        count += 1;
        cumulative += probability;
    }
    count
}

/// Position of `u` in shares that sum to one: the index whose cumulative share first exceeds `u`.
#[inline]
pub fn category(u: f64, shares: &[f64]) -> usize {
    let mut cumulative = 0.0;
    for (index, share) in shares.iter().enumerate() {
        cumulative += share;
        if u < cumulative {
            return index;
        }
    }
    // Rounding may leave the total a hair below one; the last share that is not zero takes the rest.
    shares.iter().rposition(|share| *share > 0.0).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{ContinuousCDF, Normal};

    #[test]
    fn normal_agrees_with_an_independent_implementation() {
        let oracle = Normal::new(0.0, 1.0).unwrap();
        for step in 1..2000 {
            let u = f64::from(step) / 2000.0;
            assert!((normal(u) - oracle.inverse_cdf(u)).abs() < 1e-9, "u = {u}");
        }
        assert!((normal(1e-12) + 7.034_483_825_301_932).abs() < 1e-6);
        assert_eq!(normal(0.5), 0.0);
    }

    #[test]
    fn triangular_meets_its_ends_and_mode() {
        assert_eq!(triangular(0.3, 2.0, 2.0, 2.0), 2.0);
        assert!((triangular(0.25, 0.0, 1.0, 4.0) - 1.0).abs() < 1e-12);
        assert!(triangular(1e-15, 0.0, 1.0, 4.0) < 1e-6);
        assert!(triangular(1.0 - 1e-15, 0.0, 1.0, 4.0) > 4.0 - 1e-6);
    }

    #[test]
    fn generalised_pareto_matches_the_survival_vectors() {
        // model.md section 7: survival at u = 17.5, scale 21, shape -0.25.
        for (value, survival) in
            [(33.0, 0.4422), (43.0, 0.2352), (50.0, 0.1413), (58.0, 0.0719), (70.0, 0.0198)]
        {
            let at = generalised_pareto(1.0 - survival, 17.5, 21.0, -0.25);
            assert!((at - value).abs() < 0.02, "{value}: {at}");
        }
        // Return level V_T for rate 0.2 per year.
        for (years, level) in [(10.0, 30.9), (25.0, 45.3), (100.0, 61.8), (1000.0, 79.2)] {
            let at = generalised_pareto(1.0 - 1.0 / (0.2 * years), 17.5, 21.0, -0.25);
            assert!((at - level).abs() < 0.06, "{years}: {at}");
        }
    }

    #[test]
    fn counts_have_their_means() {
        let n = 20_000;
        let mean = |draw: &dyn Fn(f64) -> u32| {
            (0..n).map(|i| f64::from(draw((f64::from(i) + 0.5) / f64::from(n)))).sum::<f64>()
                / f64::from(n)
        };
        assert!((mean(&|u| poisson(u, 2.7)) - 2.7).abs() < 0.01);
        assert!((mean(&|u| negative_binomial(u, 2.7, 4.0)) - 2.7).abs() < 0.02);
        assert!((mean(&|u| binomial(u, 5, 0.3)) - 1.5).abs() < 0.01);
        assert_eq!(negative_binomial(0.9, 2.7, f64::INFINITY), poisson(0.9, 2.7));
    }

    #[test]
    fn category_follows_cumulative_shares() {
        assert_eq!(category(0.05, &[0.1, 0.9]), 0);
        assert_eq!(category(0.1, &[0.1, 0.9]), 1);
        assert_eq!(category(0.999_999, &[0.5, 0.4, 0.0]), 1);
    }
}
