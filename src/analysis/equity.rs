//! Who gains and who loses: paired differences within each group of people.
//!
//! Groups are those of the start, so nobody changes group between baseline and strategy. Groups of
//! fewer than ten households carry no numbers.

use super::compare::{
    PairedDifference, Settings, Verdict, describe_differences, difference as minus, judge,
};
use crate::group::GROUP_OUTCOMES;
use crate::outcome::{OUTCOME_TABLE, OutcomeId, Wanted};
use crate::results::{GroupTable, ResultsError, RunHeader, group_rows};
use crate::stats::Moments;
use serde::{Deserialize, Serialize};

/// What a strategy means for a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bearing {
    /// Told apart from the baseline, in the wanted direction.
    Gains,
    /// Told apart from the baseline, against the wanted direction.
    Loses,
    /// Told apart from the baseline, in an outcome without a wanted direction.
    Differs,
    /// Cannot be told apart, or too small to matter.
    Unclear,
    /// Exactly the same in every future.
    Same,
}

impl Bearing {
    /// The bearing of a difference.
    pub fn of(difference: &PairedDifference) -> Self {
        match (difference.verdict, difference.wanted) {
            (Verdict::Same, _) => Self::Same,
            (Verdict::Separated, Wanted::None) => Self::Differs,
            (Verdict::Separated, wanted) => {
                let falls = difference.mean < 0.0;
                if falls == (wanted == Wanted::Lower) { Self::Gains } else { Self::Loses }
            }
            _ => Self::Unclear,
        }
    }
}

/// One outcome of one group under a strategy against the same group under the baseline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupComparison {
    /// Id of the strategy.
    pub strategy: String,
    /// Dimension: `income_fifth`, `tenure`, `zone` and so on.
    pub dimension: String,
    /// Group within the dimension.
    pub group: String,
    /// Label for people.
    pub label: String,
    /// Id of the outcome.
    pub outcome: String,
    /// The numbers; none for a group of fewer than ten households.
    pub figures: Option<GroupFigures>,
}

/// Numbers of a group that is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupFigures {
    /// Households at the start.
    pub households: f64,
    /// People at the start.
    pub people: f64,
    /// Mean under the baseline for each 100 people of the group at the start; none without people.
    pub before_per_100: Option<f64>,
    /// The same under the strategy.
    pub after_per_100: Option<f64>,
    /// The paired difference of the amounts. Intervals hold one by one, not together: of many groups
    /// one in twenty misleads.
    pub difference: PairedDifference,
    /// What it means for the group.
    pub bearing: Bearing,
}

/// Every group and outcome counted by group, for the strategies of `others` by rank against that of
/// `baseline`: by strategy, then group, then outcome.
///
/// # Errors
/// If the outcomes cannot be read.
pub fn equity(
    header: &RunHeader,
    groups: &GroupTable,
    baseline: usize,
    others: &[usize],
    outcomes: &[OutcomeId],
) -> Result<Vec<GroupComparison>, ResultsError> {
    let settings = Settings::of(header);
    let rows = group_rows(header);
    let mut compared = Vec::new();
    for rank in others {
        for (position, row) in rows.iter().enumerate() {
            for outcome in outcomes.iter().filter(|outcome| GROUP_OUTCOMES.contains(outcome)) {
                let values = |rank: usize| groups.values(rank, position, *outcome);
                let (Some(without), Some(with)) = (values(baseline)?, values(*rank)?) else {
                    continue;
                };
                let figures = row.shown().then(|| {
                    let difference = difference(*outcome, &without, &with, &settings);
                    let per_100 = |mean: f64| (row.people > 0.0).then(|| 100.0 * mean / row.people);
                    GroupFigures {
                        households: row.households,
                        people: row.people,
                        before_per_100: per_100(difference.baseline_mean),
                        after_per_100: per_100(difference.strategy_mean),
                        bearing: Bearing::of(&difference),
                        difference,
                    }
                });
                compared.push(GroupComparison {
                    strategy: header.strategies[*rank].id.clone(),
                    dimension: row.dimension.to_owned(),
                    group: row.id.to_owned(),
                    label: row.label.to_owned(),
                    outcome: OUTCOME_TABLE[*outcome as usize].id.to_owned(),
                    figures,
                });
            }
        }
    }
    Ok(compared)
}

fn difference(
    outcome: OutcomeId,
    without: &[f64],
    with: &[f64],
    settings: &Settings,
) -> PairedDifference {
    let differences = minus(with, without);
    let means = (Moments::of(without).mean(), Moments::of(with).mean());
    let mut difference = describe_differences(outcome as usize, means, &differences, settings);
    difference.verdict = judge(&difference, settings.material_share);
    difference
}
