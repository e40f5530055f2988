//! Whether the futures stored so far are enough for the stop rule.
//!
//! The decision is a function of the plan and the stored blocks alone, so a run that was interrupted
//! and resumed stops at the same future, whatever the threads.

use super::compare::difference;
use crate::outcome::OUTCOME_TABLE;
use crate::results::{BLOCK_SIZE, Precision, ReplicateTable, ResultsError, RunHeader};
use crate::stats::Moments;
use crate::stats::sequential::Looks;
use crate::stats::stop::StopRule;

/// A stop rule on the strategies of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Stop {
    rule: StopRule,
    looks: Looks,
    baseline: usize,
    strategy: Option<usize>,
}

impl Stop {
    /// The rule on a run; none if the run does not play the strategy that the rule names.
    pub fn new(rule: &StopRule, header: &RunHeader) -> Option<Self> {
        let rank_of = |id: &String| header.strategies.iter().position(|it| it.id == *id);
        let strategy = match &rule.strategy {
            Some(id) => Some(rank_of(id)?),
            None => None,
        };
        let looks =
            Looks::new(rule.confidence, rule.least_replicates, header.replicates_asked, BLOCK_SIZE);
        Some(Self { rule: rule.clone(), looks, baseline: header.baseline(), strategy })
    }

    /// What the rule sees in the futures of `table`; none where there is no look at that number. The
    /// end of the run is a look too, so that its precision is known.
    ///
    /// # Errors
    /// If the outcomes cannot be read.
    pub fn look(&self, table: &ReplicateTable) -> Result<Option<Precision>, ResultsError> {
        if !self.looks.is_at(table.replicates()) {
            return Ok(None);
        }
        let without = table.values(self.baseline, self.rule.outcome)?;
        let wanted = self.rule.wanted.half_width(Moments::of(&without).mean());
        let values = match self.strategy {
            Some(rank) => difference(&table.values(rank, self.rule.outcome)?, &without),
            None => without.into_owned(),
        };
        let look = self.looks.look(&values, wanted);
        Ok(Some(Precision {
            outcome: OUTCOME_TABLE[self.rule.outcome].id.to_owned(),
            strategy: self.rule.strategy.clone(),
            futures: table.replicates(),
            mean: Moments::of(&values).mean(),
            half_width: look.half_width,
            wanted,
            confidence: self.rule.confidence,
            precise: look.precise,
        }))
    }
}
