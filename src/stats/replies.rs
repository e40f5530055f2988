//! What a function returns at the points of a design in common futures, and products that chance does
//! not inflate.
//!
//! A mean over R futures carries their chance: its square is too large by variance / R. The product of
//! two *different* futures is not, so moments of means are averaged over pairs of different futures
//! (Hoeffding's U-statistic, 1948). With one future there is no chance to take out.

/// Numbers by point and future; every point has the same futures.
#[derive(Clone, Debug, PartialEq)]
pub struct Replies {
    futures: usize,
    values: Vec<f64>,
}

impl Replies {
    /// Numbers point by point, `futures` of each; a rest that fills no point is left out.
    pub fn new(futures: usize, mut values: Vec<f64>) -> Self {
        let futures = futures.max(1);
        values.truncate(values.len() / futures * futures);
        Self { futures, values }
    }

    /// One number a point, without chance.
    pub fn exact(values: Vec<f64>) -> Self {
        Self::new(1, values)
    }

    /// Number of points.
    pub fn points(&self) -> usize {
        self.values.len() / self.futures
    }

    /// Number of futures at each point.
    pub fn futures(&self) -> usize {
        self.futures
    }

    /// The numbers of a point, by future.
    pub fn at(&self, point: usize) -> &[f64] {
        &self.values[point * self.futures..][..self.futures]
    }

    /// Mean at a point.
    pub fn mean(&self, point: usize) -> f64 {
        self.at(point).iter().sum::<f64>() / self.futures as f64
    }

    /// Some points, in the order given.
    #[must_use]
    pub fn of_points(&self, points: impl IntoIterator<Item = usize>) -> Self {
        let values = points.into_iter().flat_map(|point| self.at(point)).copied().collect();
        Self { futures: self.futures, values }
    }

    /// The same with only some futures, which may repeat.
    #[must_use]
    pub fn of_futures(&self, futures: &[u32]) -> Self {
        let values = (0..self.points())
            .flat_map(|point| {
                let at = self.at(point);
                futures.iter().map(|future| at[*future as usize])
            })
            .collect();
        Self::new(futures.len(), values)
    }

    /// Every number less that of `other` at the same point and future.
    #[must_use]
    pub fn less(&self, other: &Self) -> Self {
        let values = self.values.iter().zip(&other.values).map(|(a, b)| a - b).collect();
        Self { futures: self.futures, values }
    }

    /// Every number times `factor`.
    #[must_use]
    pub fn scaled(&self, factor: f64) -> Self {
        let values = self.values.iter().map(|value| factor * value).collect();
        Self { futures: self.futures, values }
    }

    /// Every number less the mean of its future over the points of `over`: what a future brings
    /// everywhere is gone, and what is left is due to the point.
    #[must_use]
    pub fn centred(&self, over: std::ops::Range<usize>) -> Self {
        let count = over.len().max(1) as f64;
        let mut means = vec![0.0; self.futures];
        for point in over {
            for (mean, value) in means.iter_mut().zip(self.at(point)) {
                *mean += value / count;
            }
        }
        let values = self
            .values
            .chunks(self.futures)
            .flat_map(|at| at.iter().zip(&means).map(|(value, mean)| value - mean))
            .collect();
        Self { futures: self.futures, values }
    }
}

/// Mean of `a` times mean of `b` without what their common futures add: the mean over pairs of different
/// futures, (Σa Σb - Σab) / (R (R - 1)); the plain product where there is one future.
pub fn product(a: impl Iterator<Item = f64>, b: impl Iterator<Item = f64>) -> f64 {
    let (mut count, mut sum_a, mut sum_b, mut sum_ab) = (0.0, 0.0, 0.0, 0.0);
    for (a, b) in a.zip(b) {
        count += 1.0;
        sum_a += a;
        sum_b += b;
        sum_ab += a * b;
    }
    if count < 2.0 { sum_a * sum_b } else { (sum_a * sum_b - sum_ab) / (count * (count - 1.0)) }
}

/// Square of the mean without the part of chance; may be negative.
pub fn square(a: impl Iterator<Item = f64> + Clone) -> f64 {
    product(a.clone(), a)
}

/// Variance of the mean of some numbers, over futures: their sample variance by their count; zero for
/// fewer than two.
pub fn chance(a: impl Iterator<Item = f64>) -> f64 {
    let moments = a.fold(super::Moments::default(), |mut moments, value| {
        moments.push(value);
        moments
    });
    if moments.count() < 2 { 0.0 } else { moments.variance() / f64::from(moments.count()) }
}

#[cfg(test)]
mod tests {
    use super::{Replies, chance, product, square};

    #[test]
    fn the_product_of_means_less_their_covariance() {
        let (a, b) = ([1.0, 4.0, 7.0], [2.0, 3.0, 10.0]);
        // Means 4 and 5; covariance of the means (sample covariance 12 by 3 futures) 4.
        assert_eq!(product(a.into_iter(), b.into_iter()), 16.0);
        assert_eq!(square(a.into_iter()), 16.0 - chance(a.into_iter()));
        assert_eq!(product([3.0].into_iter(), [5.0].into_iter()), 15.0);
        assert_eq!(chance([3.0].into_iter()), 0.0);
    }

    #[test]
    fn centring_takes_away_what_a_future_brings_everywhere() {
        let replies = Replies::new(2, vec![1.0, 10.0, 3.0, 12.0, 99.0]);
        assert_eq!((replies.points(), replies.futures()), (2, 2));
        assert_eq!(replies.mean(1), 7.5);
        let centred = replies.centred(0..2);
        assert_eq!(centred.at(0), [-1.0, -1.0]);
        assert_eq!(centred.at(1), [1.0, 1.0]);
        assert_eq!(replies.of_futures(&[1, 1]).at(0), [10.0, 10.0]);
        assert_eq!(replies.of_points([1]).at(0), [3.0, 12.0]);
    }
}
