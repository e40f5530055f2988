//! How often the intervals hold what they promise: small experiments with a known true difference,
//! repeated many times.
//!
//! Nothing of the model is played. Differences are drawn from three distributions: even (normal),
//! skewed (lognormal, skewness near 1.2, as displacement under two strategies), and rare (one future
//! in seven differs, by a lognormal amount with log standard deviation 1, as the effect of a measure
//! that matters in a bad storm only). Trials are addressed, so threads change nothing.

use crate::dist::math::{exp, ln};
use crate::dist::quantile::{lognormal, normal};
use crate::rng::{Draws, Purpose, Seed};
use crate::stats::interval::{critical_t, mean_interval};
use crate::stats::sequential::Looks;
use crate::stats::simultaneous::simultaneous;
use crate::stats::{Interval, Moments, regret_intervals};
use rayon::prelude::*;
use serde::Serialize;

/// Sizes of the experiments that do not stop by themselves.
pub const SIZES: [u32; 2] = [64, 200];

/// Most futures of an experiment with a stop rule, and futures at its first look and between looks.
const MOST: u32 = 1_024;
const FIRST: u32 = 128;
const EVERY: u32 = 64;

/// Futures at which the standard error of an experiment with a stop rule is, on average, narrow enough
/// for the wanted half-width at the critical value of its looks.
const ENOUGH: f64 = 400.0;

/// How differences are distributed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Differences {
    /// Normal.
    Even,
    /// Lognormal with skewness near 1.2.
    Skewed,
    /// One future in seven differs, by lognormal amounts with log standard deviation 1.
    Rare,
}

impl Differences {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Even, Self::Skewed, Self::Rare];

    /// Mean and standard deviation of one difference.
    fn truth(self) -> (f64, f64) {
        match self {
            Self::Even => (1.0, 1.0),
            Self::Skewed => {
                let square = 0.36 * 0.36;
                (exp(square / 2.0), (exp(square) * (exp(square) - 1.0)).sqrt())
            }
            Self::Rare => {
                let (mean, square) = (exp(0.5) / 7.0, exp(2.0) / 7.0);
                (mean, (square - mean * mean).sqrt())
            }
        }
    }

    /// Draws of one statistic of one trial.
    fn draw(self, draws: &Draws, statistic: u32, count: u32) -> Vec<f64> {
        // The resamples of intervals use draws of no replicate, so they share no address with these.
        let uniform = |entity, index| draws.uniform(Purpose::Bootstrap, entity, 0, index);
        (0..count)
            .map(|index| {
                let size = uniform(2 * statistic, index);
                match self {
                    Self::Even => 1.0 + normal(size),
                    Self::Skewed => lognormal(size, 1.0, 0.36),
                    Self::Rare if uniform(2 * statistic + 1, index) < 1.0 / 7.0 => {
                        lognormal(size, 1.0, 1.0)
                    }
                    Self::Rare => 0.0,
                }
            })
            .collect()
    }
}

/// A kind of interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// The plain t interval of one difference.
    Plain,
    /// The t interval moved for skewness (Johnson 1978); not used by the program.
    Johnson,
    /// The symmetric bootstrap-t interval of one difference (Hall 1988), never below the plain one; the
    /// program uses it for several at once.
    BootstrapT,
    /// Four simultaneous intervals that share half of their noise: all cover.
    Simultaneous,
    /// The interval of the stop rule, where it stopped.
    StopRule,
    /// The plain t interval where the stop rule stopped: what the tables of such a run show.
    PlainWhereStopped,
    /// Three regret intervals, one option clearly the best: all cover.
    RegretClear,
    /// Three regret intervals, two options equally good: all cover.
    RegretTied,
}

impl Method {
    /// All of them, in the order of the table.
    pub const ALL: [Self; 8] = [
        Self::Plain,
        Self::Johnson,
        Self::BootstrapT,
        Self::Simultaneous,
        Self::StopRule,
        Self::PlainWhereStopped,
        Self::RegretClear,
        Self::RegretTied,
    ];

    /// The band of shares that is asked; none for what is measured for comparison.
    pub fn asked(self) -> Option<Interval> {
        match self {
            Self::Plain => Some(Interval { low: 0.93, high: 0.97 }),
            Self::Simultaneous | Self::StopRule | Self::RegretClear | Self::RegretTied => {
                Some(Interval { low: 0.93, high: 1.0 })
            }
            Self::Johnson | Self::BootstrapT | Self::PlainWhereStopped => None,
        }
    }

    fn sizes(self) -> &'static [u32] {
        if matches!(self, Self::StopRule | Self::PlainWhereStopped) { &[MOST] } else { &SIZES }
    }
}

/// How often one kind of interval covered.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Coverage {
    /// Kind of interval.
    pub method: Method,
    /// Distribution of the differences.
    pub differences: Differences,
    /// Futures of each experiment; the most for one with a stop rule.
    pub futures: u32,
    /// Mean number of futures played; less than `futures` where a stop rule stopped.
    pub mean_futures: f64,
    /// Experiments.
    pub trials: u32,
    /// Experiments whose intervals all cover the truth.
    pub covered: u32,
    /// Share of those.
    pub share: f64,
    /// Standard error of that share: the Monte Carlo error of the study.
    pub standard_error: f64,
    /// Band asked; none for what is measured for comparison.
    pub asked: Option<Interval>,
    /// Whether the share lies in the band; none without one.
    pub holds: Option<bool>,
}

/// Plays `trials` experiments of each kind.
pub fn study(trials: u32, seed: Seed) -> Vec<Coverage> {
    let mut rows = Vec::new();
    for method in Method::ALL {
        for differences in Differences::ALL {
            for futures in method.sizes() {
                rows.push(row(method, differences, *futures, trials, seed));
            }
        }
    }
    rows
}

/// Plays `trials` experiments of one kind.
pub fn row(
    method: Method,
    differences: Differences,
    futures: u32,
    trials: u32,
    seed: Seed,
) -> Coverage {
    let (covered, played) = (0..trials)
        .into_par_iter()
        .map(|trial| {
            let experiment = Experiment {
                differences,
                futures,
                draws: Draws::new(seed, trial),
                // A seed of its own for the resamples of each trial.
                resamples: Seed(seed.0.wrapping_add(u64::from(trial))),
            };
            let (covers, played) = experiment.covers(method);
            (u64::from(covers), u64::from(played))
        })
        .reduce(|| (0, 0), |one, other| (one.0 + other.0, one.1 + other.1));
    let of = f64::from(trials.max(1));
    let share = covered as f64 / of;
    let asked = method.asked();
    Coverage {
        method,
        differences,
        futures,
        mean_futures: played as f64 / of,
        trials,
        covered: covered as u32,
        share,
        standard_error: (share * (1.0 - share) / of).sqrt(),
        asked,
        holds: asked.map(|asked| (asked.low..=asked.high).contains(&share)),
    }
}

struct Experiment {
    differences: Differences,
    futures: u32,
    draws: Draws,
    resamples: Seed,
}

impl Experiment {
    /// Whether all intervals cover, and how many futures were played.
    fn covers(&self, method: Method) -> (bool, u32) {
        let (mean, _) = self.differences.truth();
        let holds = |interval: Option<Interval>| interval.is_some_and(|it| contains(&it, mean));
        match method {
            Method::Plain => (holds(mean_interval(&Moments::of(&self.one()))), self.futures),
            Method::Johnson => (holds(johnson(&self.one())), self.futures),
            Method::BootstrapT => {
                let together = simultaneous(&[&self.one()], self.resamples);
                (holds(together.map(|it| it.intervals[0])), self.futures)
            }
            Method::Simultaneous => (self.all_cover(), self.futures),
            Method::StopRule | Method::PlainWhereStopped => self.stopped(method),
            Method::RegretClear => (self.regrets_cover([0.0, 1.0, 2.0]), self.futures),
            Method::RegretTied => (self.regrets_cover([0.0, 0.0, 1.0]), self.futures),
        }
    }

    fn one(&self) -> Vec<f64> {
        self.differences.draw(&self.draws, 0, self.futures)
    }

    /// Four differences, each the mean of a part of its own and a part that all share.
    fn all_cover(&self) -> bool {
        let shared = self.one();
        let columns: Vec<Vec<f64>> = (1..=4)
            .map(|statistic| {
                let own = self.differences.draw(&self.draws, statistic, self.futures);
                own.iter().zip(&shared).map(|(own, shared)| f64::midpoint(*own, *shared)).collect()
            })
            .collect();
        let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        let (mean, _) = self.differences.truth();
        simultaneous(&columns, self.resamples)
            .is_some_and(|it| it.intervals.iter().all(|interval| contains(interval, mean)))
    }

    fn stopped(&self, method: Method) -> (bool, u32) {
        let values = self.one();
        let (truth, deviation) = self.differences.truth();
        let looks = Looks::new(0.95, FIRST, self.futures, EVERY);
        let wanted = looks.critical(self.futures) * deviation / ENOUGH.sqrt();
        let stop = (1..=self.futures)
            .filter(|futures| looks.is_at(*futures))
            .find(|futures| looks.look(&values[..*futures as usize], wanted).precise)
            .unwrap_or(self.futures);
        let played = &values[..stop as usize];
        let moments = Moments::of(played);
        let interval = if method == Method::StopRule {
            Some(Interval::around(moments.mean(), looks.look(played, wanted).half_width))
        } else {
            mean_interval(&moments)
        };
        (interval.is_some_and(|interval| contains(&interval, truth)), stop)
    }

    /// Three options on the same storms. The loss of each is that of the storm, which is large and
    /// cancels, plus its own part, which the first has none of and the third has twice, so that
    /// differences are as skewed as those of one option; `extra` is what the truth adds, in standard
    /// deviations.
    fn regrets_cover(&self, extra: [f64; 3]) -> bool {
        let (mean, deviation) = self.differences.truth();
        let storm =
            |index| -1_000.0 * ln(self.draws.uniform(Purpose::Bootstrap, u32::MAX, 0, index));
        let options: Vec<Vec<f64>> = extra
            .iter()
            .zip(0..)
            .map(|(extra, option)| {
                let own = self.differences.draw(&self.draws, option, self.futures);
                let weight = f64::from(option);
                let loss = |(own, index)| storm(index) + weight * (own - mean) + extra * deviation;
                own.into_iter().zip(0..).map(loss).collect()
            })
            .collect();
        let options: Vec<&[f64]> = options.iter().map(Vec::as_slice).collect();
        regret_intervals(&options, self.resamples).iter().zip(extra).all(|(regret, extra)| {
            contains(&Interval { low: regret.low, high: regret.high }, extra * deviation)
        })
    }
}

fn contains(interval: &Interval, value: f64) -> bool {
    interval.low <= value && value <= interval.high
}

/// The t interval moved by the estimated third moment over six variances and the count (Johnson 1978).
fn johnson(values: &[f64]) -> Option<Interval> {
    let moments = Moments::of(values);
    if moments.count() < 2 || moments.variance() <= 0.0 {
        return None;
    }
    let count = f64::from(moments.count());
    let third = values
        .iter()
        .map(|value| {
            let deviation = value - moments.mean();
            deviation * deviation * deviation
        })
        .sum::<f64>()
        / count;
    let centre = moments.mean() + third / (6.0 * moments.variance() * count);
    Some(Interval::around(centre, critical_t(moments.count() - 1) * moments.standard_error()))
}

#[cfg(test)]
mod tests {
    use super::{Differences, Method, johnson, row};
    use crate::rng::{Draws, Seed};
    use crate::stats::Moments;

    #[test]
    fn what_is_drawn_has_the_stated_mean_and_spread() {
        for differences in Differences::ALL {
            let values = differences.draw(&Draws::new(Seed(3), 0), 0, 200_000);
            let (mean, deviation) = differences.truth();
            let found = Moments::of(&values);
            assert!((found.mean() - mean).abs() < 4.0 * found.standard_error(), "{differences:?}");
            let ratio = found.standard_deviation() / deviation;
            assert!((0.95..1.05).contains(&ratio), "{differences:?}: {ratio}");
        }
    }

    #[test]
    fn the_moved_interval_follows_the_longer_tail() {
        let moved = johnson(&[0.0, 0.0, 0.0, 4.0]).unwrap();
        // Mean 1, variance 4, third moment 6: moved by 6 / (6 × 4 × 4).
        assert!((f64::midpoint(moved.low, moved.high) - 1.062_5).abs() < 1e-12);
        assert_eq!(johnson(&[2.0, 2.0]), None);
        assert_eq!(johnson(&[2.0]), None);
    }

    /// A small study: 300 experiments have a standard error of 1.3 per cent at 95.
    #[test]
    fn intervals_hold_where_they_are_asked_to_and_miss_where_they_are_known_to() {
        let share = |method, differences, futures| {
            row(method, differences, futures, 300, Seed(20_260_601)).share
        };
        for differences in [Differences::Even, Differences::Skewed] {
            let plain = share(Method::Plain, differences, 64);
            assert!((0.92..=0.98).contains(&plain), "{differences:?}: {plain}");
            let regret = share(Method::RegretTied, differences, 64);
            assert!(regret >= 0.93, "{differences:?}: {regret}");
            let stopped = share(Method::StopRule, differences, 1_024);
            assert!(stopped >= 0.93, "{differences:?}: {stopped}");
        }
        let rare = share(Method::Plain, Differences::Rare, 64);
        assert!((0.80..0.93).contains(&rare), "{rare}");
        let wider = share(Method::BootstrapT, Differences::Rare, 64);
        assert!(wider > rare, "{wider}");
    }

    #[test]
    fn the_study_does_not_depend_on_threads() {
        let play = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| row(Method::StopRule, Differences::Rare, 1_024, 20, Seed(5)))
        };
        let one = play(1);
        assert_eq!(one, play(2));
        assert!(one.mean_futures < 1_024.0 && one.mean_futures >= 128.0, "{one:?}");
    }
}
