//! Earnings that shocks, drought and heat take, by month.
//!
//! L = Σ over zones and livelihoods of (1 - k) · g · Y / 12, with Y the incomes of the households living in
//! the zone on one footing (USD a year, as drawn), g the growth of income since the start and k the share that the
//! livelihood keeps in the month. Y changes only when a household changes zone, leaves, comes back or
//! dies out, so no household is touched for it.
//!
//! Limits: gross of insurance premiums and of transfers; who comes or goes in a month counts where it is at
//! its end; a smaller household earns what it did.

use super::coefficients::Given;
use super::income::{LIVELIHOODS, ZoneShocks};
use super::run::Run;
use crate::group::exact_usd;
use crate::outcome::SeriesId;
use crate::plan::population::Population;

/// Incomes of the households of each row (footing and zone), by livelihood, USD a year, real households.
#[derive(Clone, Debug, Default)]
pub struct Earnings {
    incomes: Vec<[f64; LIVELIHOODS]>,
}

impl Earnings {
    /// Everybody where they live at the start.
    pub fn reset(&mut self, zones: usize, population: &Population) {
        self.incomes.clear();
        self.incomes.resize(zones, [0.0; LIVELIHOODS]);
        for i in 0..population.len() {
            self.enter(population, i, usize::from(population.zone[i]));
        }
    }

    /// A household comes under the shocks of a row: a footing and a zone.
    pub fn enter(&mut self, population: &Population, i: usize, row: usize) {
        if row >= self.incomes.len() {
            self.incomes.resize(row + 1, [0.0; LIVELIHOODS]);
        }
        self.incomes[row][usize::from(population.livelihood[i])] += income(population, i);
    }

    /// A household leaves a row.
    pub fn leave(&mut self, population: &Population, i: usize, row: usize) {
        self.incomes[row][usize::from(population.livelihood[i])] -= income(population, i);
    }

    /// Earnings lost in a month whose shares were settled, USD; below zero where more than usual is kept.
    pub fn lost_in(&self, shocks: &ZoneShocks, growth: f64) -> f64 {
        let mut lost = 0.0;
        for (row, incomes) in self.incomes.iter().enumerate() {
            for (livelihood, income) in incomes.iter().enumerate() {
                lost += (1.0 - shocks.kept(row, livelihood)) * income;
            }
        }
        lost * growth / 12.0
    }
}

/// Yearly income of the real households for whom one stands, rounded so that sums are exact in any order.
fn income(population: &Population, i: usize) -> f64 {
    exact_usd(f64::from(population.income[i]) * population.weight)
}

/// Counts what the month under way took.
pub fn count_month(run: &mut Run<'_>, period: u16) {
    let given: Given<'_> = run.given;
    let growth = given.coefficients.income_growth[usize::from(period)];
    let lost = run.earnings.lost_in(&run.households.shocks, growth);
    run.tally.change(SeriesId::IncomeLoss, lost);
}

#[cfg(test)]
mod tests {
    use super::Earnings;
    use crate::model::income::{Sensitivity, ZoneShocks};
    use crate::plan::population::Population;
    use crate::scenario::parameters::Livelihood;

    #[test]
    fn incomes_follow_households_and_come_back_exactly() {
        let population = Population {
            zone: vec![0, 1],
            income: vec![1_200.0, 3_600.1],
            livelihood: vec![0, 4],
            size: vec![3, 2],
            entity: vec![0, 1],
            weight: 2.0,
            ..Population::default()
        };
        let mut earnings = Earnings::default();
        earnings.reset(2, &population);
        let before = earnings.incomes.clone();
        assert_eq!(before[0][0], 2_400.0);
        earnings.leave(&population, 1, 1);
        assert_eq!(earnings.incomes[1][4], 0.0);
        earnings.enter(&population, 1, 0);
        earnings.leave(&population, 1, 0);
        earnings.enter(&population, 1, 1);
        assert_eq!(earnings.incomes, before);
        // Nothing is lost before anything has struck.
        let tables = Sensitivity::new(&Livelihood::from_keys(|key| key.default), 12);
        let mut shocks = ZoneShocks::default();
        shocks.reset(2, &[]);
        assert_eq!(earnings.lost_in(&shocks, 1.0), 0.0);
        shocks.add(&tables, 0, 1.0, 0);
        assert_eq!(earnings.lost_in(&shocks, 1.0), 0.0, "shares are settled first");
    }
}
