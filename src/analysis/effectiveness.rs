//! What a displacement averted costs.
//!
//! Ratio of means, not mean of ratios: extra cost over displacements averted, both against the baseline
//! on the same futures. Its interval is that of Fieller (1954), as applied to cost-effectiveness by
//! Willan and O'Brien (1996): all ratios R for which the mean of cost - R x averted lies within its 95 %
//! t interval around zero. It takes account of cost and effect varying together, and it is bounded
//! exactly where the averted displacements are told apart from zero; elsewhere no ratio is given.

use super::compare::{Arm, Comparison, PairedDifference, subtract, thin};
use crate::outcome::OutcomeId;
use crate::results::ResultsError;
use crate::stats::interval::critical_t;
use crate::stats::{Interval, Moments};
use serde::{Deserialize, Serialize};

/// What is averted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Averted {
    /// People displaced (movements).
    PeopleDisplaced,
    /// Years that people spend displaced.
    PersonYearsDisplaced,
    /// People displaced for more than twelve months.
    PeopleOver12Months,
}

impl Averted {
    /// All three units.
    pub const ALL: [Self; 3] =
        [Self::PeopleDisplaced, Self::PersonYearsDisplaced, Self::PeopleOver12Months];

    /// The outcome that is counted.
    pub fn outcome(self) -> OutcomeId {
        match self {
            Self::PeopleDisplaced => OutcomeId::DisplacedPeople,
            Self::PersonYearsDisplaced => OutcomeId::DisplacedPersonMonths,
            Self::PeopleOver12Months => OutcomeId::DisplacedOver12MonthsPeople,
        }
    }

    /// Units of the outcome in one unit averted.
    pub fn size(self) -> f64 {
        match self {
            Self::PersonYearsDisplaced => 12.0,
            Self::PeopleDisplaced | Self::PeopleOver12Months => 1.0,
        }
    }

    /// Name in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::PeopleDisplaced => "people_displaced",
            Self::PersonYearsDisplaced => "person_years_displaced",
            Self::PeopleOver12Months => "people_displaced_over_12_months",
        }
    }
}

/// Where a strategy stands beside the baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Fewer are displaced at a cost: the ratio is the cost of one averted.
    Costs,
    /// Fewer are displaced at no more cost.
    Dominates,
    /// More are displaced at no less cost.
    Dominated,
    /// More are displaced for less money: the ratio is the saving for one added.
    Saves,
    /// The difference in displacement cannot be told apart from zero.
    NotIdentified,
}

/// Cost of displacement averted by one strategy, in one unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CostPerAverted {
    /// Id of the strategy.
    pub strategy: String,
    /// What is averted.
    pub unit: Averted,
    /// Mean extra cost against the baseline, USD of the price year, not discounted.
    pub extra_cost: f64,
    /// Mean number averted against the baseline; below zero where there are more.
    pub averted: f64,
    /// Standing.
    pub standing: Standing,
    /// USD for each one averted (or saved for each one added); none where the standing says it all.
    pub ratio: Option<f64>,
    /// 95 % interval of the ratio.
    pub interval: Option<Interval>,
}

/// Cost of displacement averted by `other` against `baseline` in each unit. `comparison` is theirs: a
/// number averted counts as told apart from zero if the interval that its verdict rests on excludes
/// zero and at least ten futures differ.
///
/// # Errors
/// If the outcomes cannot be read.
pub fn cost_per_averted(
    baseline: Arm<'_>,
    other: Arm<'_>,
    comparison: &Comparison,
) -> Result<Vec<CostPerAverted>, ResultsError> {
    let costs = subtract(other, baseline, OutcomeId::ProgrammeCost as usize)?;
    let cost = &comparison.outcomes[OutcomeId::ProgrammeCost as usize];
    Averted::ALL
        .into_iter()
        .map(|unit| {
            let index = unit.outcome() as usize;
            let averted: Vec<f64> = subtract(other, baseline, index)?
                .into_iter()
                // Zero minus, so that no difference is no negative zero.
                .map(|difference| 0.0 - difference / unit.size())
                .collect();
            let difference = &comparison.outcomes[index];
            let (standing, ratio, interval) = if told_apart(difference) {
                stand(cost, &costs, &averted)
            } else {
                (Standing::NotIdentified, None, None)
            };
            Ok(CostPerAverted {
                strategy: other.id().to_owned(),
                unit,
                extra_cost: cost.mean,
                averted: Moments::of(&averted).mean(),
                standing,
                ratio,
                interval,
            })
        })
        .collect()
}

fn told_apart(difference: &PairedDifference) -> bool {
    difference.fewer + difference.more > 0
        && !thin(difference)
        && difference.judged_interval().is_some_and(|interval| interval.excludes_zero())
}

fn stand(
    cost: &PairedDifference,
    costs: &[f64],
    averted: &[f64],
) -> (Standing, Option<f64>, Option<Interval>) {
    let Some(cost_interval) = cost.judged_interval() else {
        return (Standing::NotIdentified, None, None);
    };
    let standing = if Moments::of(averted).mean() > 0.0 {
        if cost_interval.high <= 0.0 {
            return (Standing::Dominates, None, None);
        }
        Standing::Costs
    } else {
        if cost_interval.low >= 0.0 {
            return (Standing::Dominated, None, None);
        }
        Standing::Saves
    };
    match ratio_of_means(costs, averted) {
        Some((ratio, interval)) => (standing, Some(ratio), Some(interval)),
        None => (Standing::NotIdentified, None, None),
    }
}

/// Mean of `above` over mean of `below` with its 95 % interval (Fieller 1954). None for fewer than two
/// pairs, or if the 95 % t interval of the mean of `below` holds zero.
///
/// Limits: assumes that the means are close to normal.
pub fn ratio_of_means(above: &[f64], below: &[f64]) -> Option<(f64, Interval)> {
    let (top, bottom) = (Moments::of(above), Moments::of(below));
    let count = f64::from(top.count());
    if top.count() < 2 || top.count() != bottom.count() {
        return None;
    }
    let products: f64 =
        above.iter().zip(below).map(|(a, b)| (a - top.mean()) * (b - bottom.mean())).sum();
    let covariance = products / (count - 1.0) / count;
    let critical = critical_t(top.count() - 1);
    let square = critical * critical;
    // All R with (top - R bottom)^2 <= square x variance of (top - R bottom), a quadratic in R.
    let second = bottom.mean() * bottom.mean() - square * bottom.variance() / count;
    let first = top.mean() * bottom.mean() - square * covariance;
    let constant = top.mean() * top.mean() - square * top.variance() / count;
    if second <= 0.0 {
        return None;
    }
    let ratio = top.mean() / bottom.mean();
    // Never below zero but for rounding: the ratio itself solves the inequality.
    let reach = (first * first - second * constant).max(0.0).sqrt();
    let ends = ((first - reach) / second, (first + reach) / second);
    // Rounding must not put the ratio outside a point-like interval.
    Some((ratio, Interval { low: ends.0.min(ratio), high: ends.1.max(ratio) }))
}
