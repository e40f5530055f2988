//! Variance split into what differs between points and what differs within them.

use super::bootstrap::Resampling;
use super::interval::Interval;
use super::quantiles::quantile;
use super::{Moments, Replies};
use crate::rng::Seed;

/// Resamples of points behind an interval.
const RESAMPLES: u32 = 1_000;

/// Var(Y) = E[Var(Y | point)] + Var(E[Y | point]).
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct VarianceSplit {
    /// E[Var(Y | point)]: chance.
    pub chance: f64,
    /// Var(E[Y | point]): parameters; never below zero.
    pub parameters: f64,
    /// Share of the parameters in the whole, 0 to 1; zero where nothing varies.
    pub parameters_share: f64,
    /// Its 95 % interval, by resampling of points.
    pub interval: Interval,
}

/// Splits the variance of numbers whose futures are independent from point to point.
///
/// One-way random effects (Searle, Casella, `McCulloch` 1992, section 3.6): within = MSW, between =
/// (MSB - MSW) / R, without bias before it is held at zero; the mean square between points alone would
/// count MSW / R of chance as parameters. None for fewer than two points or futures.
pub fn variance_split(replies: &Replies, seed: Seed) -> Option<VarianceSplit> {
    if replies.points() < 2 || replies.futures() < 2 {
        return None;
    }
    let points: Vec<(f64, f64)> = (0..replies.points())
        .map(|point| {
            let moments = Moments::of(replies.at(point));
            (moments.mean(), moments.variance())
        })
        .collect();
    let futures = replies.futures() as f64;
    let (chance, parameters) = split(points.iter().copied(), futures);
    let resampling = Resampling::new(seed, points.len() as u32);
    let mut indices = Vec::new();
    let mut shares: Vec<f64> = (0..RESAMPLES)
        .map(|resample| {
            resampling.fill(resample, &mut indices);
            share(split(indices.iter().map(|index| points[*index as usize]), futures))
        })
        .collect();
    shares.sort_by(f64::total_cmp);
    Some(VarianceSplit {
        chance,
        parameters: parameters.max(0.0),
        parameters_share: share((chance, parameters)),
        interval: Interval { low: quantile(&shares, 0.025), high: quantile(&shares, 0.975) },
    })
}

/// Within and between, from mean and variance of each point.
fn split(points: impl Iterator<Item = (f64, f64)>, futures: f64) -> (f64, f64) {
    let (mut means, mut within) = (Moments::default(), Moments::default());
    for (mean, variance) in points {
        means.push(mean);
        within.push(variance);
    }
    (within.mean(), means.variance() - within.mean() / futures)
}

fn share((chance, parameters): (f64, f64)) -> f64 {
    let parameters = parameters.max(0.0);
    let whole = chance + parameters;
    if whole > 0.0 { parameters / whole } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::variance_split;
    use crate::dist::quantile::normal;
    use crate::rng::{Draws, Purpose, Seed};
    use crate::stats::Replies;

    /// y = a θ + b e, both standard normal: the share of the parameters is a² / (a² + b²).
    fn linear(a: f64, b: f64, points: u32, futures: u32, seed: u64) -> Replies {
        let values = (0..points)
            .flat_map(|point| {
                let draws = Draws::new(Seed(seed), point);
                let theta = normal(draws.uniform(Purpose::Parameter, 0, 0, 0));
                (0..futures).map(move |future| {
                    a * theta + b * normal(draws.uniform(Purpose::Damage, future, 0, 0))
                })
            })
            .collect();
        Replies::new(futures as usize, values)
    }

    #[test]
    fn a_known_split_is_found() {
        for (a, b, expected) in [(1.0, 2.0, 0.2), (2.0, 1.0, 0.8), (0.0, 1.0, 0.0)] {
            let split = variance_split(&linear(a, b, 4_000, 4, 3), Seed(1)).unwrap();
            assert!((split.parameters_share - expected).abs() < 0.02, "{a} {b}: {split:?}");
            assert!((split.chance - b * b).abs() < 0.06 * b * b, "{split:?}");
        }
    }

    #[test]
    fn the_interval_covers_about_as_often_as_it_says() {
        let covered = (0..200)
            .filter(|seed| {
                let split = variance_split(&linear(1.0, 1.5, 96, 4, 100 + seed), Seed(2)).unwrap();
                let truth = 1.0 / (1.0 + 2.25);
                split.interval.low <= truth && truth <= split.interval.high
            })
            .count();
        // 190 expected; a resample of a hundred points is a little short.
        assert!((178..=199).contains(&covered), "{covered} of 200");
    }

    #[test]
    fn chance_alone_is_not_counted_as_parameters() {
        let plain = linear(0.0, 1.0, 64, 2, 9);
        let split = variance_split(&plain, Seed(1)).unwrap();
        // Without the correction the share would be a third.
        assert!(split.parameters_share < 0.2 && split.interval.low == 0.0, "{split:?}");
        assert_eq!(variance_split(&Replies::exact(vec![1.0, 2.0]), Seed(1)), None);
        let still = variance_split(&Replies::new(2, vec![3.0; 8]), Seed(1)).unwrap();
        assert_eq!(still.parameters_share, 0.0);
    }
}
