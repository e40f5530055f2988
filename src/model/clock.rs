//! Decision clocks, drawn ahead (model M7).
//!
//! Each household decides at the arrivals of a Poisson process. The base clock depends on nothing that a
//! strategy can change, so it is drawn once per replicate and shared. Severe damage adds an independent
//! process for twelve months: processes add up, so the total rate is the stated multiple. A loss of income
//! that is taken to be one for good adds a third, in proportion to the loss up to the stated share
//! (docs/adr/0028): its arrivals are drawn ahead at the highest rate and answered with a chance that follows
//! from the loss of that month, which makes a Poisson process of the rate meant (thinning; Lewis and Shedler
//! 1979). Continuous arrivals make the result independent of the length of a period.

use super::race::Terms;
use crate::dist::quantile::exponential;
use crate::model::income::is_work;
use crate::plan::population::Population;
use crate::rng::{Draws, Purpose};
use crate::scenario::parameters::Behaviour;
use std::ops::Range;

/// Households by the period in which a clock of theirs rings.
#[derive(Clone, Debug, Default)]
struct Schedule {
    start: Vec<u32>,
    households: Vec<u32>,
    arrivals: Vec<(u16, u32)>,
}

impl Schedule {
    /// Draws the arrivals of the households that `has_one` names at a rate.
    fn draw(
        &mut self,
        population: &Population,
        draws: &Draws,
        (purpose, per_year): (Purpose, f64),
        periods: u16,
        has_one: impl Fn(usize) -> bool,
    ) {
        self.arrivals.clear();
        if per_year > 0.0 {
            let per_month = per_year / 12.0;
            for (i, entity) in population.entity.iter().enumerate() {
                if has_one(i) {
                    arrivals(draws, purpose, *entity, 0, per_month, periods, |period| {
                        self.arrivals.push((period, i as u32));
                    });
                }
            }
        }
        // Counting sort by period; within a period households keep their order.
        self.start.clear();
        self.start.resize(usize::from(periods) + 1, 0);
        for (period, _) in &self.arrivals {
            self.start[usize::from(*period) + 1] += 1;
        }
        for period in 0..usize::from(periods) {
            self.start[period + 1] += self.start[period];
        }
        let mut next = self.start.clone();
        self.households.clear();
        self.households.resize(self.arrivals.len(), 0);
        for (period, household) in &self.arrivals {
            let at = &mut next[usize::from(*period)];
            self.households[*at as usize] = *household;
            *at += 1;
        }
    }

    fn range(&self, period: u16) -> Range<usize> {
        let period = usize::from(period);
        self.start[period] as usize..self.start[period + 1] as usize
    }
}

/// Households whose clocks ring, by period, and the random terms with which they decide.
#[derive(Clone, Debug, Default)]
pub struct DecisionClock {
    base: Schedule,
    terms: Vec<Terms>,
    after_loss: Schedule,
}

impl DecisionClock {
    /// Draws the clocks of a replicate: how often households decide, and the scale of the nests, stand in
    /// `behaviour`.
    pub fn draw(
        &mut self,
        population: &Population,
        draws: &Draws,
        behaviour: &Behaviour<f64>,
        periods: u16,
    ) {
        let per_year = behaviour.decision_rate_per_year;
        let base = (Purpose::DecisionClock, per_year);
        self.base.draw(population, draws, base, periods, |_| true);
        self.terms.clear();
        for period in 0..periods {
            let due = self.base.range(period);
            self.terms.extend(self.base.households[due].iter().map(|household| {
                let entity = population.entity[*household as usize];
                Terms::draw(draws, entity, period, behaviour.nest_scale)
            }));
        }
        let extra = per_year * (behaviour.decision_rate_after_income_loss_ratio - 1.0);
        self.after_loss.draw(population, draws, (Purpose::LossClock, extra), periods, |i| {
            is_work(usize::from(population.livelihood[i]))
        });
    }

    /// Households whose clock fires in `period`, each with its terms of that month; one may stand there
    /// twice.
    pub fn due(&self, period: u16) -> impl Iterator<Item = (u32, &Terms)> {
        let due = self.base.range(period);
        self.base.households[due.clone()].iter().copied().zip(&self.terms[due])
    }

    /// Households whose clock rings in `period` if enough of their income is lost for good, in their order,
    /// one perhaps twice.
    pub fn due_after_loss(&self, period: u16) -> &[u32] {
        &self.after_loss.households[self.after_loss.range(period)]
    }
}

/// Whether an arrival of the clock is answered by a household that has lost the share `loss` of its income
/// for good; `full` is the share from which all are. `index` counts its arrivals of the month.
pub fn is_answered(
    draws: &Draws,
    entity: u32,
    (period, index): (u16, u32),
    loss: f64,
    full: f64,
) -> bool {
    loss > 0.0 && draws.uniform(Purpose::LossThreshold, entity, period, index) * full < loss
}

/// Calls `at` with the period of each arrival of a Poisson process that starts at the beginning of
/// period `from` and runs for `periods` periods.
pub fn arrivals(
    draws: &Draws,
    purpose: Purpose,
    entity: u32,
    from: u16,
    per_month: f64,
    periods: u16,
    mut at: impl FnMut(u16),
) {
    let mut time = 0.0;
    let mut index = 0;
    loop {
        let (first, second) = draws.pair(purpose, entity, from, index);
        for u in [first, second] {
            time += exponential(u) / per_month;
            if time >= f64::from(periods) {
                return;
            }
            at(from + time as u16);
        }
        index += 2;
    }
}

#[cfg(test)]
mod tests {
    use super::{arrivals, is_answered};
    use crate::dist::math::exp;
    use crate::rng::{Draws, Purpose, Seed};

    #[test]
    fn the_share_that_has_decided_is_exponential_in_time() {
        let draws = Draws::new(Seed(1), 0);
        let n = 40_000_u32;
        let mut decided = 0_u32;
        for entity in 0..n {
            let mut any = false;
            arrivals(&draws, Purpose::DecisionClock, entity, 0, 0.01, 60, |_| any = true);
            decided += u32::from(any);
        }
        let expected = 1.0 - exp(-0.6);
        let error = (expected * (1.0 - expected) / f64::from(n)).sqrt();
        assert!((f64::from(decided) / f64::from(n) - expected).abs() < 4.0 * error);
    }

    #[test]
    fn arrivals_are_answered_in_proportion_to_the_loss_up_to_the_full_one() {
        let draws = Draws::new(Seed(2), 0);
        let n = 40_000_u32;
        for (loss, expected) in
            [(-0.1, 0.0), (0.0, 0.0), (0.05, 0.25), (0.15, 0.75), (0.2, 1.0), (0.9, 1.0)]
        {
            let answers = (0..n).filter(|entity| is_answered(&draws, *entity, (7, 0), loss, 0.2));
            let share = answers.count() as f64 / f64::from(n);
            let error = (expected * (1.0 - expected) / f64::from(n)).sqrt();
            assert!((share - expected).abs() <= 4.0 * error, "{loss}: {share}");
        }
    }
}
