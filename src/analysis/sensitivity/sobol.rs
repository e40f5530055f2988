//! Sobol' indices: shares of the variance that single parameters bring.
//!
//! Two samples A and B of N points, and for each parameter i the points of A with coordinate i from B.
//! First order after Saltelli et al. (2010, table 2 b): S1 = mean(f(B) (f(AB) - f(A))) / V. Total after
//! Jansen (1999; table 2 f): ST = mean((f(A) - f(AB))²) / 2 V. N (k + 2) points. Replies are centred by
//! future first, and every product is over different futures, so that chance that the futures bring
//! (and the part that depends on the parameters) is in no index.

use super::{DesignError, centred_interval};
use crate::rng::Seed;
use crate::stats::bootstrap::Resampling;
use crate::stats::replies::{chance, product, square};
use crate::stats::sequence::{MOST_POINTS, TOGETHER, coordinate};
use crate::stats::{Interval, Replies};
use serde::Serialize;

/// Fewest base points.
pub const LEAST_BASE: u32 = 32;
/// Most base points.
pub const MOST_BASE: u32 = MOST_POINTS / 4;
/// Resamples behind the intervals.
const RESAMPLES: u32 = 300;
/// Relative size of a difference that sums of equal numbers in another order may have.
const ROUNDING: f64 = 1e-12;
/// Apart from the seed of the points.
const FUTURES_KEY: u64 = 0x50b0_1f07;

/// A design for Sobol' indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sobol {
    parameters: usize,
    base: u32,
    seed: Seed,
}

/// The indices of one parameter.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Indices {
    /// Share of the variance that goes with this parameter alone.
    pub first: f64,
    /// 95 % interval of it.
    pub first_interval: Interval,
    /// Share of the variance that would be left if all others were known.
    pub total: f64,
    /// 95 % interval of it.
    pub total_interval: Interval,
    /// Share that chance of the futures would have added to the total index; it is taken out above.
    pub chance: f64,
}

/// The indices of all parameters, and the variance that they share out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SobolAnswer {
    /// Variance of the mean reply over the parameters, without chance; zero or below where none is seen.
    pub variance: f64,
    /// Mean reply.
    pub mean: f64,
    /// Indices by parameter; empty where no variance is seen beyond chance.
    pub indices: Vec<Indices>,
}

impl Sobol {
    /// A design of `base` points twice, for so many parameters.
    ///
    /// # Errors
    /// [`DesignError`] for sizes that break the method.
    pub fn new(parameters: usize, base: u32, seed: Seed) -> Result<Self, DesignError> {
        if parameters == 0 {
            return Err(DesignError::NoParameters);
        }
        let most = TOGETHER / 2;
        if parameters > most {
            return Err(DesignError::TooManyParameters { asked: parameters, most });
        }
        let wrong = |what| DesignError::BasePoints(base, what, LEAST_BASE, MOST_BASE);
        if base < LEAST_BASE {
            return Err(wrong("too few to estimate a share of variance"));
        }
        if base > MOST_BASE {
            return Err(wrong("too many"));
        }
        if !base.is_power_of_two() {
            let above = base.next_power_of_two();
            return Err(DesignError::NotAPowerOfTwo(base, above / 2, above));
        }
        Ok(Self { parameters, base, seed })
    }

    /// Number of points.
    pub fn points(&self) -> usize {
        self.base as usize * (self.parameters + 2)
    }

    /// Base points, N.
    pub fn base(&self) -> usize {
        self.base as usize
    }

    /// The points: A, B, then for each parameter A with that coordinate from B.
    pub fn design(&self) -> Vec<Vec<f64>> {
        let k = self.parameters;
        let half = |first: usize| -> Vec<Vec<f64>> {
            (0..self.base)
                .map(|index| (first..first + k).map(|d| coordinate(self.seed, index, d)).collect())
                .collect()
        };
        let (a, b) = (half(0), half(k));
        let mut points = a.clone();
        points.extend(b.iter().cloned());
        for parameter in 0..k {
            for (a, b) in a.iter().zip(&b) {
                let mut point = a.clone();
                point[parameter] = b[parameter];
                points.push(point);
            }
        }
        points
    }

    /// The indices that the replies at the points of [`Self::design`] tell.
    pub fn indices(&self, replies: &Replies) -> SobolAnswer {
        let rows: Vec<u32> = (0..self.base).collect();
        let mean =
            (0..2 * self.base()).map(|p| replies.mean(p)).sum::<f64>() / (2 * self.base()) as f64;
        let centred = replies.centred(0..2 * self.base());
        let plain = self.estimate(&centred, &rows);
        let none = SobolAnswer { variance: plain.variance, mean, indices: Vec::new() };
        // What rounding leaves of equal replies is no variance.
        let rounding = ROUNDING * mean.abs();
        if plain.variance <= rounding * rounding {
            return none;
        }
        let by_row = Resampling::new(self.seed, self.base);
        let by_future = Resampling::new(Seed(self.seed.0 ^ FUTURES_KEY), replies.futures() as u32);
        let (mut picked_rows, mut picked_futures) = (Vec::new(), Vec::new());
        let mut resampled = vec![(Vec::new(), Vec::new()); self.parameters];
        for resample in 0..RESAMPLES {
            by_row.fill(resample, &mut picked_rows);
            by_future.fill(resample, &mut picked_futures);
            let futures = replies.of_futures(&picked_futures);
            let again = futures.centred(0..2 * self.base());
            let found = self.estimate(&again, &picked_rows);
            if found.variance <= 0.0 {
                continue;
            }
            for (kept, (first, total)) in resampled.iter_mut().zip(&found.shares) {
                kept.0.push(*first);
                kept.1.push(*total);
            }
        }
        let indices = plain
            .shares
            .iter()
            .zip(resampled)
            .enumerate()
            .map(|(parameter, ((first, total), (firsts, totals)))| Indices {
                first: *first,
                first_interval: centred_interval(*first, firsts),
                total: *total,
                total_interval: centred_interval(*total, totals),
                chance: self.chance(&centred, parameter) / plain.variance,
            })
            .collect();
        SobolAnswer { indices, ..none }
    }

    fn estimate(&self, centred: &Replies, rows: &[u32]) -> Estimate {
        let base = self.base();
        let each = |point: usize| centred.at(point).iter().copied();
        let count = rows.len() as f64;
        let mut squares = 0.0;
        for row in rows {
            squares += square(each(*row as usize)) + square(each(base + *row as usize));
        }
        // Points are centred on their own mean, which takes one of 2 N away.
        let variance = squares / (2.0 * count - 1.0);
        let shares = (0..self.parameters)
            .map(|parameter| {
                let (mut first, mut total) = (0.0, 0.0);
                for row in rows {
                    let row = *row as usize;
                    let mixed = base * (2 + parameter) + row;
                    let step = each(mixed).zip(each(row)).map(|(ab, a)| ab - a);
                    first += product(each(base + row), step.clone());
                    total += square(step);
                }
                (first / count / variance, total / count / 2.0 / variance)
            })
            .collect();
        Estimate { variance, shares }
    }

    /// What chance would have added to the numerator of a total index.
    fn chance(&self, centred: &Replies, parameter: usize) -> f64 {
        let base = self.base();
        let of_row = |row: usize| {
            let mixed = centred.at(base * (2 + parameter) + row);
            chance(mixed.iter().zip(centred.at(row)).map(|(ab, a)| ab - a))
        };
        (0..base).map(of_row).sum::<f64>() / base as f64 / 2.0
    }
}

struct Estimate {
    variance: f64,
    shares: Vec<(f64, f64)>,
}

#[cfg(test)]
mod tests {
    use super::{DesignError, Sobol};
    use crate::analysis::sensitivity::trial::{g_function, g_indices, noisy};
    use crate::rng::Seed;
    use crate::stats::Replies;

    fn played(design: &Sobol, function: impl Fn(&[f64]) -> f64) -> Replies {
        Replies::exact(design.design().iter().map(|point| function(point)).collect())
    }

    #[test]
    fn the_g_function_has_its_indices() {
        let a = [0.0, 1.0, 4.5, 9.0];
        let design = Sobol::new(4, 4_096, Seed(2)).unwrap();
        let found = design.indices(&played(&design, |point| g_function(point, &a)));
        for (index, (first, total)) in found.indices.iter().zip(g_indices(&a)) {
            assert!((index.first - first).abs() < 0.02, "{index:?}, {first}");
            assert!((index.total - total).abs() < 0.02, "{index:?}, {total}");
            assert_eq!(index.chance, 0.0);
        }
    }

    #[test]
    fn an_additive_model_splits_into_squares_of_its_weights() {
        let weights = [3.0, 2.0, 1.0, 0.0];
        let design = Sobol::new(4, 1_024, Seed(2)).unwrap();
        let sum = |point: &[f64]| -> f64 { point.iter().zip(weights).map(|(u, w)| u * w).sum() };
        let found = design.indices(&played(&design, sum));
        assert!((found.variance - 14.0 / 12.0).abs() < 0.01);
        for (index, expected) in found.indices.iter().zip([9.0, 4.0, 1.0, 0.0]) {
            assert!((index.first - expected / 14.0).abs() < 0.01, "{index:?}");
            assert!((index.total - expected / 14.0).abs() < 0.01, "{index:?}");
        }
    }

    /// Noise of every point of its own, as of futures that turn out otherwise at the smallest change.
    #[test]
    fn chance_is_no_index() {
        let design = Sobol::new(3, 256, Seed(4)).unwrap();
        let weights = [1.0, 0.5, 0.0];
        let points = design.design();
        let replies =
            noisy(&points, 8, 1.0, |point| point.iter().zip(weights).map(|(u, w)| u * w).sum());
        let found = design.indices(&replies);
        let expected = [1.0 / 1.25, 0.25 / 1.25, 0.0];
        for (index, expected) in found.indices.iter().zip(expected) {
            let (low, high) = (index.total_interval.low, index.total_interval.high);
            assert!(low <= expected && expected <= high, "{index:?}, {expected}");
            // Uncorrected, the idle parameter would seem to bring more than all of them.
            assert!(index.chance > 0.9, "{index:?}");
        }
        assert!(found.indices[2].total_interval.low < 0.0, "{:?}", found.indices[2]);
    }

    #[test]
    fn a_still_model_has_no_indices() {
        let design = Sobol::new(2, 32, Seed(1)).unwrap();
        let found = design.indices(&played(&design, |_| 7.5));
        assert!(found.indices.is_empty());
        assert_eq!(found.mean, 7.5);
    }

    #[test]
    fn sizes_that_break_the_method_are_refused_with_what_to_type() {
        let refused = |parameters, base| Sobol::new(parameters, base, Seed(1)).unwrap_err();
        assert_eq!(refused(3, 100), DesignError::NotAPowerOfTwo(100, 64, 128));
        assert!(refused(3, 100).to_string().contains("take 64 or 128"));
        assert!(refused(3, 16).to_string().contains("too few"));
        assert!(refused(3, 1 << 15).to_string().contains("too many"));
        assert!(refused(129, 64).to_string().contains("--method morris"));
        assert_eq!(refused(0, 64), DesignError::NoParameters);
    }
}
