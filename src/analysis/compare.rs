//! Paired comparison of strategies with the baseline.
//!
//! Replicate by replicate, on the same storms and the same households, the baseline's outcome is
//! subtracted from the strategy's. What is left is what the strategy changed; what chance did to both
//! cancels.

use crate::outcome::{OUTCOME_TABLE, OUTCOMES, Wanted};
use crate::results::{ReplicateTable, ResultsError, RunHeader};
use crate::rng::Seed;
use crate::stats::simultaneous::simultaneous_of;
use crate::stats::{Interval, Moments, interval};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A varying difference seen in fewer futures than this is not judged: an interval around a handful of
/// values promises more than it holds.
pub const FEWEST_DIFFERING: u32 = 10;

/// How differences are judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Wanted direction of each outcome, in the order of `outcome::OUTCOME_TABLE`.
    pub wanted: [Wanted; OUTCOMES],
    /// Share of the baseline's mean that a difference must exceed to be material, 0 to 1.
    pub material_share: f64,
    /// Seed of the resamples behind the simultaneous intervals.
    pub seed: u64,
}

impl Settings {
    /// The settings of a run.
    pub fn of(header: &RunHeader) -> Self {
        let wanted = std::array::from_fn(|index| {
            let outcome = &OUTCOME_TABLE[index];
            header.wanted.get(outcome.id).copied().unwrap_or(outcome.wanted)
        });
        Self { wanted, material_share: header.material_share, seed: header.seed }
    }
}

/// A strategy of a run.
#[derive(Clone, Copy, Debug)]
pub struct Arm<'a> {
    /// The run's outcomes.
    pub table: &'a ReplicateTable,
    /// Rank of the strategy.
    pub rank: usize,
}

impl<'a> Arm<'a> {
    pub(super) fn id(&self) -> &str {
        &self.table.strategies()[self.rank]
    }

    /// Values of an outcome by replicate.
    pub(super) fn values(&self, outcome: usize) -> Result<Cow<'a, [f64]>, ResultsError> {
        self.table.values(self.rank, outcome)
    }
}

/// What can be said about a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Exactly the same in every future.
    Same,
    /// The interval excludes zero and the difference is material.
    Separated,
    /// The interval holds zero: chance alone can explain the difference.
    IntervalHoldsZero,
    /// The interval excludes zero, but the difference is smaller than what counts as material.
    Immaterial,
    /// Fewer than [`FEWEST_DIFFERING`] futures differ.
    FewFuturesDiffer,
}

/// One outcome of a strategy against that of the baseline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PairedDifference {
    /// Id of the outcome.
    pub outcome: String,
    /// Wanted direction.
    pub wanted: Wanted,
    /// Mean under the baseline.
    pub baseline_mean: f64,
    /// Mean under the strategy.
    pub strategy_mean: f64,
    /// Mean of the differences, strategy minus baseline.
    pub mean: f64,
    /// Standard error of that mean.
    pub standard_error: f64,
    /// Variance of the difference had the two met different futures (the sum of their own variances)
    /// over that of the paired difference: how many times as many futures an unpaired comparison
    /// would need. Only for headline outcomes whose difference varies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unpaired_variance_ratio: Option<f64>,
    /// Plain 95 % t interval of the mean difference; none for a single future.
    pub interval: Option<Interval>,
    /// 95 % interval that holds for all headline differences at once; only for headline outcomes that
    /// are judged.
    pub simultaneous: Option<Interval>,
    /// Median of the differences.
    pub median: f64,
    /// Futures in which the strategy's outcome is lower.
    pub fewer: u32,
    /// Futures in which both are exactly the same.
    pub same: u32,
    /// Futures in which it is higher.
    pub more: u32,
    /// What can be said.
    pub verdict: Verdict,
}

impl PairedDifference {
    /// Futures that are better, the same and worse; none for an outcome without a wanted direction.
    pub fn better_same_worse(&self) -> Option<(u32, u32, u32)> {
        match self.wanted {
            Wanted::Lower => Some((self.fewer, self.same, self.more)),
            Wanted::Higher => Some((self.more, self.same, self.fewer)),
            Wanted::None => None,
        }
    }

    /// The same difference seen from the other side: baseline and strategy change places.
    #[must_use]
    pub fn reversed(&self) -> Self {
        let turned = |it: Interval| Interval { low: -it.high, high: -it.low };
        Self {
            baseline_mean: self.strategy_mean,
            strategy_mean: self.baseline_mean,
            mean: -self.mean,
            interval: self.interval.map(turned),
            simultaneous: self.simultaneous.map(turned),
            median: -self.median,
            fewer: self.more,
            more: self.fewer,
            ..self.clone()
        }
    }

    /// The interval that the verdict rests on: the simultaneous one where there is one.
    pub fn judged_interval(&self) -> Option<Interval> {
        self.simultaneous.or(self.interval)
    }
}

/// A strategy against the baseline on the same futures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// Id of the strategy.
    pub strategy: String,
    /// Id of the baseline.
    pub baseline: String,
    /// Futures compared.
    pub replicates: u32,
    /// Every outcome, in the order of `outcome::OUTCOME_TABLE`.
    pub outcomes: Vec<PairedDifference>,
}

/// Why strategies cannot be compared.
#[derive(Debug, thiserror::Error)]
pub enum CompareError {
    /// Different numbers of futures.
    #[error(
        "`{strategy}` has {found} futures and `{baseline}` has {expected}, so they cannot be paired; \
         run both with the same number of replicates"
    )]
    UnequalReplicates {
        /// The strategy.
        strategy: String,
        /// The baseline.
        baseline: String,
        /// Futures of the strategy.
        found: u32,
        /// Futures of the baseline.
        expected: u32,
    },
    /// Different seeds.
    #[error(
        "`{strategy}` was run with seed {found} and `{baseline}` with seed {expected}, so they did \
         not meet the same storms; run both with the same seed"
    )]
    UnequalSeeds {
        /// The strategy.
        strategy: String,
        /// The baseline.
        baseline: String,
        /// Seed of the strategy.
        found: u64,
        /// Seed of the baseline.
        expected: u64,
    },
    /// No futures at all.
    #[error("there are no futures to compare; run at least one block of replicates")]
    NoReplicates,
    /// The outcomes cannot be read.
    #[error(transparent)]
    Results(#[from] ResultsError),
}

/// Compares each of `others` with `baseline`. The simultaneous intervals hold for all of `others` and
/// all headline outcomes together; the other outcomes are judged by their plain intervals.
///
/// # Errors
/// If the arms did not play the same futures.
pub fn compare(
    baseline: Arm<'_>,
    others: &[Arm<'_>],
    settings: &Settings,
) -> Result<Vec<Comparison>, CompareError> {
    for other in others {
        check_paired(baseline, *other)?;
    }
    if baseline.table.replicates() == 0 {
        return Err(CompareError::NoReplicates);
    }
    let mut comparisons = Vec::with_capacity(others.len());
    for other in others {
        comparisons.push(Comparison {
            strategy: other.id().to_owned(),
            baseline: baseline.id().to_owned(),
            replicates: baseline.table.replicates(),
            outcomes: (0..OUTCOMES)
                .map(|outcome| describe(baseline, *other, outcome, settings))
                .collect::<Result<_, _>>()?,
        });
    }
    hold_together(&mut comparisons, baseline, others, settings.seed)?;
    for difference in comparisons.iter_mut().flat_map(|comparison| &mut comparison.outcomes) {
        difference.verdict = judge(difference, settings.material_share);
    }
    Ok(comparisons)
}

fn check_paired(baseline: Arm<'_>, other: Arm<'_>) -> Result<(), CompareError> {
    let names = || (other.id().to_owned(), baseline.id().to_owned());
    let (found, expected) = (other.table.seed(), baseline.table.seed());
    if found != expected {
        let (strategy, baseline) = names();
        return Err(CompareError::UnequalSeeds { strategy, baseline, found, expected });
    }
    let (found, expected) = (other.table.replicates(), baseline.table.replicates());
    if found != expected {
        let (strategy, baseline) = names();
        return Err(CompareError::UnequalReplicates { strategy, baseline, found, expected });
    }
    Ok(())
}

pub(super) fn subtract(
    other: Arm<'_>,
    baseline: Arm<'_>,
    outcome: usize,
) -> Result<Vec<f64>, ResultsError> {
    Ok(difference(&other.values(outcome)?, &baseline.values(outcome)?))
}

/// `with` minus `without`, future by future.
pub(super) fn difference(with: &[f64], without: &[f64]) -> Vec<f64> {
    with.iter().zip(without).map(|(with, without)| with - without).collect()
}

pub(super) fn describe(
    baseline: Arm<'_>,
    other: Arm<'_>,
    outcome: usize,
    settings: &Settings,
) -> Result<PairedDifference, ResultsError> {
    let (without, with) = (baseline.values(outcome)?, other.values(outcome)?);
    let differences = difference(&with, &without);
    let (without, with) = (Moments::of(&without), Moments::of(&with));
    let means = (without.mean(), with.mean());
    let mut described = describe_differences(outcome, means, &differences, settings);
    let paired = Moments::of(&differences).variance();
    if OUTCOME_TABLE[outcome].headline && paired > 0.0 {
        let unpaired = without.variance() + with.variance();
        described.unpaired_variance_ratio = Some(unpaired / paired);
    }
    Ok(described)
}

/// As [`describe`], with the means of the baseline and of the strategy at hand.
pub(super) fn describe_differences(
    outcome: usize,
    (baseline_mean, strategy_mean): (f64, f64),
    differences: &[f64],
    settings: &Settings,
) -> PairedDifference {
    let moments = Moments::of(differences);
    let mut sorted = differences.to_vec();
    sorted.sort_by(f64::total_cmp);
    let count = |holds: fn(&f64) -> bool| differences.iter().filter(|value| holds(value)).count();
    PairedDifference {
        outcome: OUTCOME_TABLE[outcome].id.to_owned(),
        wanted: settings.wanted[outcome],
        baseline_mean,
        strategy_mean,
        mean: moments.mean(),
        standard_error: moments.standard_error(),
        unpaired_variance_ratio: None,
        interval: interval::mean_interval(&moments),
        simultaneous: None,
        median: middle(&sorted),
        fewer: count(|value| *value < 0.0) as u32,
        same: count(|value| *value == 0.0) as u32,
        more: count(|value| *value > 0.0) as u32,
        verdict: Verdict::Same,
    }
}

/// Median of an ascending sample. Unlike an interpolated quantile it changes nothing but its sign when
/// every value does, so that baseline and strategy can change places.
fn middle(sorted: &[f64]) -> f64 {
    let half = sorted.len() / 2;
    match sorted {
        [] => f64::NAN,
        sorted if sorted.len() % 2 == 1 => sorted[half],
        sorted => 0.5 * sorted[half - 1] + 0.5 * sorted[half],
    }
}

/// Whether a difference varies and yet is seen in a handful of futures only.
pub(super) fn thin(difference: &PairedDifference) -> bool {
    difference.standard_error > 0.0 && difference.fewer + difference.more < FEWEST_DIFFERING
}

/// Gives the headline differences of all strategies their simultaneous intervals. A thin difference
/// stays out: it is not judged, so it must not cost the others precision.
fn hold_together(
    comparisons: &mut [Comparison],
    baseline: Arm<'_>,
    others: &[Arm<'_>],
    seed: u64,
) -> Result<(), ResultsError> {
    let judged: Vec<(usize, usize)> = comparisons
        .iter()
        .enumerate()
        .flat_map(|(strategy, comparison)| {
            let headline =
                comparison.outcomes.iter().enumerate().filter(|(outcome, difference)| {
                    OUTCOME_TABLE[*outcome].headline && !thin(difference)
                });
            headline.map(move |(outcome, _)| (strategy, outcome))
        })
        .collect();
    let column = |index: usize| {
        let (strategy, outcome) = judged[index];
        subtract(others[strategy], baseline, outcome).map(Cow::Owned)
    };
    let together = simultaneous_of(judged.len(), column, Seed(seed))?;
    let Some(together) = together else { return Ok(()) };
    for ((strategy, outcome), interval) in judged.into_iter().zip(&together.intervals) {
        comparisons[strategy].outcomes[outcome].simultaneous = Some(*interval);
    }
    Ok(())
}

pub(super) fn judge(difference: &PairedDifference, material_share: f64) -> Verdict {
    if difference.fewer + difference.more == 0 {
        return Verdict::Same;
    }
    let Some(interval) = difference.judged_interval() else { return Verdict::FewFuturesDiffer };
    if thin(difference) {
        Verdict::FewFuturesDiffer
    } else if !interval.excludes_zero() {
        Verdict::IntervalHoldsZero
    } else if difference.mean.abs() <= material_share * difference.baseline_mean.abs() {
        Verdict::Immaterial
    } else {
        Verdict::Separated
    }
}
