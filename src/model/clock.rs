//! Decision clocks, drawn ahead (model M7).
//!
//! Each household decides at the arrivals of a Poisson process. The base clock depends on nothing that a
//! strategy can change, so it is drawn once per replicate and shared. Severe damage adds an independent
//! process for twelve months: processes add up, so the total rate is the stated multiple. Continuous
//! arrivals make the result independent of the length of a period.

use super::race::Terms;
use crate::dist::quantile::exponential;
use crate::plan::population::Population;
use crate::rng::{Draws, Purpose};
use std::ops::Range;

/// Households whose base clock fires, by period, and the random terms with which they decide.
#[derive(Clone, Debug, Default)]
pub struct DecisionClock {
    start: Vec<u32>,
    households: Vec<u32>,
    terms: Vec<Terms>,
    arrivals: Vec<(u16, u32)>,
}

impl DecisionClock {
    /// Draws the base clock of a replicate, with terms for nests of scale `scale`.
    pub fn draw(
        &mut self,
        population: &Population,
        draws: &Draws,
        per_year: f64,
        scale: f64,
        periods: u16,
    ) {
        self.arrivals.clear();
        if per_year > 0.0 {
            let per_month = per_year / 12.0;
            for (i, entity) in population.entity.iter().enumerate() {
                arrivals(draws, Purpose::DecisionClock, *entity, 0, per_month, periods, |period| {
                    self.arrivals.push((period, i as u32));
                });
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
        self.terms.clear();
        for period in 0..periods {
            let due = self.range(period);
            self.terms.extend(self.households[due].iter().map(|household| {
                Terms::draw(draws, population.entity[*household as usize], period, scale)
            }));
        }
    }

    fn range(&self, period: u16) -> Range<usize> {
        let period = usize::from(period);
        self.start[period] as usize..self.start[period + 1] as usize
    }

    /// Households whose clock fires in `period`, each with its terms of that month; one may stand there
    /// twice.
    pub fn due(&self, period: u16) -> impl Iterator<Item = (u32, &Terms)> {
        let due = self.range(period);
        self.households[due.clone()].iter().copied().zip(&self.terms[due])
    }
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
    use super::arrivals;
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
}
