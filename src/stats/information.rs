//! What it is worth to know uncertain numbers before choosing between options.
//!
//! Value of perfect information (Raiffa and Schlaifer 1961): EVPI = E[max over d of G(d, θ)] - max over d
//! of E[G(d, θ)], with G the gain of option d at the numbers θ. For one number, EVPPI has the inner
//! expectation over all others: E over θi of max over d of E[G(d, θ) | θi], less the same.
//!
//! *All numbers.* G is a mean over a few futures, and the largest of noisy means is too large. So one
//! half of the futures chooses and the other half is counted, both ways round (as in cross-validation):
//! this value can only be too small. The plain estimate can only be too large. The middle of both is the
//! estimate; the interval reaches from the one to the other.
//!
//! *One number.* The conditional expectation is a regression of the gains on that number over one sample
//! of points (single loop: Strong and Oakley 2013; Strong, Oakley and Brennan 2014), here on Legendre
//! polynomials of its uniform. Nested loops would take thousands of plays a number. The degree is that of
//! the least generalised cross-validation (Craven and Wahba 1979); degree 0 says that the number tells
//! nothing. The same with the points shuffled shows what chance alone would find.

use super::bootstrap::Resampling;
use super::least_squares::solve;
use super::legendre::legendre;
use super::quantiles::quantile;
use super::{Interval, Replies};
use crate::rng::Seed;

/// Resamples of points behind an interval.
const RESAMPLES: u32 = 400;
/// Shuffles behind what chance alone would find.
const SHUFFLES: u32 = 60;
/// Apart from the seed of the points.
const FUTURES_KEY: u64 = 0x1f07_5eed;
/// Highest degree of a regression.
const MOST_DEGREE: usize = 4;

/// The value of information, in the unit of the gains.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Information {
    /// Its value, never below zero.
    pub value: f64,
    /// Interval of 95 %.
    pub interval: Interval,
    /// What chance alone would find in 95 of 100 cases.
    pub by_chance: f64,
    /// Option that is best without it, by position.
    pub choice: usize,
    /// Share of points at which another option is best.
    pub other_choice_share: f64,
}

impl Information {
    /// Whether it is worth more than chance would make it.
    pub fn is_clear(&self) -> bool {
        self.value > self.by_chance && self.interval.low > 0.0
    }
}

/// The option with the largest mean gain; the first of equals.
fn best(means: &[f64]) -> usize {
    let mut best = 0;
    for (option, mean) in means.iter().enumerate() {
        if *mean > means[best] {
            best = option;
        }
    }
    best
}

/// Mean gains by option and point.
fn means(options: &[Replies], futures: impl Fn(usize) -> bool) -> Vec<Vec<f64>> {
    let mean = |replies: &Replies, point: usize| {
        let (mut sum, mut count) = (0.0, 0.0);
        for (future, gain) in replies.at(point).iter().enumerate() {
            if futures(future) {
                sum += gain;
                count += 1.0;
            }
        }
        if count > 0.0 { sum / count } else { 0.0 }
    };
    options
        .iter()
        .map(|replies| (0..replies.points()).map(|point| mean(replies, point)).collect())
        .collect()
}

fn mean_over(values: &[f64], points: &[u32]) -> f64 {
    points.iter().map(|point| values[*point as usize]).sum::<f64>() / points.len().max(1) as f64
}

/// Gain of choosing at each point by `by` and counting in `count`, less that of one choice for all.
fn gained(by: &[Vec<f64>], count: &[Vec<f64>], points: &[u32], choice: usize) -> f64 {
    let sum: f64 = points
        .iter()
        .map(|point| {
            let at = *point as usize;
            let here: Vec<f64> = by.iter().map(|option| option[at]).collect();
            count[best(&here)][at] - count[choice][at]
        })
        .sum();
    sum / points.len().max(1) as f64
}

/// Value of knowing all numbers; `options` hold the gain of each option, larger being better, at the same
/// points and futures. None without options or points.
pub fn perfect_information(options: &[Replies], seed: Seed) -> Option<Information> {
    let points = options.first()?.points();
    if points == 0 {
        return None;
    }
    let all: Vec<u32> = (0..points as u32).collect();
    let every = means(options, |_| true);
    let choose = |points: &[u32]| -> usize {
        let means: Vec<f64> = every.iter().map(|option| mean_over(option, points)).collect();
        best(&means)
    };
    let halves = if options[0].futures() < 2 {
        [every.clone(), every.clone()]
    } else {
        [means(options, |future| future % 2 == 0), means(options, |future| future % 2 == 1)]
    };
    let checked = |points: &[u32]| {
        let choice = choose(points);
        f64::midpoint(
            gained(&halves[0], &halves[1], points, choice),
            gained(&halves[1], &halves[0], points, choice),
        )
    };
    let plain = |points: &[u32]| gained(&every, &every, points, choose(points));
    let choice = choose(&all);
    let value = f64::midpoint(checked(&all).max(0.0), plain(&all));
    let resampling = Resampling::new(seed, points as u32);
    let (mut lows, mut highs, mut picked) = (Vec::new(), Vec::new(), Vec::new());
    for resample in 0..RESAMPLES {
        resampling.fill(resample, &mut picked);
        lows.push(checked(&picked).max(0.0));
        highs.push(plain(&picked));
    }
    lows.sort_by(f64::total_cmp);
    highs.sort_by(f64::total_cmp);
    let others = (0..points).filter(|point| {
        let here: Vec<f64> = every.iter().map(|option| option[*point]).collect();
        here[best(&here)] > here[choice]
    });
    Some(Information {
        value,
        interval: Interval {
            low: quantile(&lows, 0.025).min(value),
            high: quantile(&highs, 0.975).max(value),
        },
        by_chance: 0.0,
        choice,
        other_choice_share: others.count() as f64 / points as f64,
    })
}

/// Value of knowing one number, whose uniform at each point is in `uniforms`. None without options, or
/// where there are fewer points than a regression takes.
pub fn information_about(options: &[Replies], uniforms: &[f64], seed: Seed) -> Option<Information> {
    let points = options.first()?.points();
    if points < 4 * (MOST_DEGREE + 1) || uniforms.len() != points {
        return None;
    }
    let every = means(options, |_| true);
    let identity: Vec<u32> = (0..points as u32).collect();
    let overall: Vec<f64> = every.iter().map(|option| mean_over(option, &identity)).collect();
    let choice = best(&overall);
    // Against the best option, so that what moves all options alike is no noise.
    let against_best = |means: &[Vec<f64>]| -> Vec<Vec<f64>> {
        let lead = |option: &Vec<f64>| {
            option.iter().zip(&means[choice]).map(|(gain, base)| gain - base).collect()
        };
        means.iter().map(lead).collect()
    };
    let leads = against_best(&every);
    let basis: Vec<[f64; MOST_DEGREE + 1]> = uniforms.iter().map(|u| legendre(*u)).collect();
    let worth = |leads: &[Vec<f64>], points: &[u32], of: &dyn Fn(usize) -> usize| -> (f64, f64) {
        let fitted: Vec<Option<Vec<f64>>> = leads
            .iter()
            .enumerate()
            .map(|(option, lead)| (option != choice).then(|| fit(&basis, lead, points, of)))
            .collect();
        let (mut sum, mut others) = (0.0, 0.0);
        for point in points {
            let at = &basis[*point as usize];
            let most = fitted
                .iter()
                .flatten()
                .map(|fit| fit.iter().zip(at).map(|(a, b)| a * b).sum::<f64>())
                .fold(0.0, f64::max);
            sum += most;
            others += f64::from(u8::from(most > 0.0));
        }
        let count = points.len() as f64;
        // Fits keep the mean of each lead, so the best without information is still the largest of them.
        let without = leads
            .iter()
            .map(|lead| points.iter().map(|p| lead[of(*p as usize)]).sum::<f64>() / count)
            .fold(0.0, f64::max);
        ((sum / count - without).max(0.0), others / count)
    };
    let (value, other_choice_share) = worth(&leads, &identity, &|point| point);
    let resampling = Resampling::new(seed, points as u32);
    // Where the order turns depends on the futures as well: they are resampled too.
    let by_future = Resampling::new(Seed(seed.0 ^ FUTURES_KEY), options[0].futures() as u32);
    let (mut picked, mut futures) = (Vec::new(), Vec::new());
    let mut resampled: Vec<f64> = (0..RESAMPLES)
        .map(|resample| {
            resampling.fill(resample, &mut picked);
            by_future.fill(resample, &mut futures);
            let again: Vec<Replies> =
                options.iter().map(|option| option.of_futures(&futures)).collect();
            let leads = against_best(&means(&again, |_| true));
            worth(&leads, &picked, &|point| point).0
        })
        .collect();
    resampled.sort_by(f64::total_cmp);
    let mut shuffled: Vec<f64> = (0..SHUFFLES)
        .map(|number| {
            let order = shuffle(&resampling, RESAMPLES + number, points);
            worth(&leads, &identity, &|point| order[point] as usize).0
        })
        .collect();
    shuffled.sort_by(f64::total_cmp);
    Some(Information {
        value,
        interval: Interval {
            low: quantile(&resampled, 0.025).min(value),
            high: quantile(&resampled, 0.975).max(value),
        },
        by_chance: quantile(&shuffled, 0.95),
        choice,
        other_choice_share,
    })
}

/// Least squares of `values[of(point)]` on the basis at `point`, over some points; the degree with the
/// least generalised cross-validation.
fn fit(
    basis: &[[f64; MOST_DEGREE + 1]],
    values: &[f64],
    points: &[u32],
    of: &dyn Fn(usize) -> usize,
) -> Vec<f64> {
    const SIZE: usize = MOST_DEGREE + 1;
    let (mut normal, mut right, mut squares) = ([[0.0; SIZE]; SIZE], [0.0; SIZE], 0.0);
    for point in points {
        let (at, value) = (&basis[*point as usize], values[of(*point as usize)]);
        squares += value * value;
        for row in 0..SIZE {
            right[row] += at[row] * value;
            for column in 0..SIZE {
                normal[row][column] += at[row] * at[column];
            }
        }
    }
    let count = points.len() as f64;
    let mut chosen: (f64, Vec<f64>) = (f64::INFINITY, Vec::new());
    for size in 1..=SIZE {
        let normal = |row: usize, column: usize| normal[row][column];
        let Some(solution) = solve(normal, &right[..size]) else { break };
        let explained: f64 = solution.iter().zip(&right).map(|(a, b)| a * b).sum();
        let left = (squares - explained).max(0.0);
        let spare = 1.0 - size as f64 / count;
        let score = left / (spare * spare);
        // Another term must earn its place: rounding does not.
        if score < chosen.0 * (1.0 - 1e-9) {
            chosen = (score, solution);
        }
    }
    chosen.1
}

/// An order of the points by lot (Fisher and Yates 1938, with the positions of a resample as lots).
fn shuffle(resampling: &Resampling, number: u32, points: usize) -> Vec<u32> {
    let mut lots = Vec::new();
    resampling.fill(number, &mut lots);
    let mut order: Vec<u32> = (0..points as u32).collect();
    for place in (1..points).rev() {
        let other = lots[place] as usize % (place + 1);
        order.swap(place, other);
    }
    order
}

#[cfg(test)]
#[path = "information_tests.rs"]
mod tests;
