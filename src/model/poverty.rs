//! Poverty (model M9): residents whose consumption lies below the line.
//!
//! A household is poor in a month if the share of income that is left to it, growth included, is below
//! (line · size + premium) / income; what it pays for repair out of income in that month counts as not
//! consumed. Poor *by shocks* is who is poor now and would not be without shocks. Households are looked
//! at from the poorest on, and none beyond the smallest share that any livelihood keeps: the cost is in
//! proportion to those near the line. Sizes are those of the start in the need and those of now in the count.

use super::households::Households;
use super::run::Run;
use crate::outcome::OutcomeId;

/// Poverty of one run.
#[derive(Clone, Debug, Default)]
pub struct Poverty {
    /// Simulated person-months in poverty.
    poor: Vec<u32>,
    /// Of these, by shocks.
    by_shock: Vec<u32>,
    /// Households that a shock took below the line.
    fell: Vec<bool>,
    /// Households that pay for repair out of income this month, with USD.
    payers: Vec<(u32, f64)>,
}

impl Poverty {
    /// Nobody is poor yet.
    pub fn reset(&mut self, households: usize) {
        for column in [&mut self.poor, &mut self.by_shock] {
            column.clear();
            column.resize(households, 0);
        }
        self.fell.clear();
        self.fell.resize(households, false);
        self.payers.clear();
    }

    /// A household pays out of income this month, USD.
    pub fn pays(&mut self, i: usize, usd: f64) {
        self.payers.push((i as u32, usd));
    }

    /// Simulated person-months of a household in poverty, and those by shocks.
    pub fn person_months(&self, i: usize) -> (u32, u32) {
        (self.poor[i], self.by_shock[i])
    }

    /// Counts a month; says whether a shock took the household below the line for the first time.
    fn count(&mut self, i: usize, persons: u8, by_shock: bool) -> bool {
        self.poor[i] += u32::from(persons);
        if !by_shock {
            return false;
        }
        self.by_shock[i] += u32::from(persons);
        !std::mem::replace(&mut self.fell[i], true)
    }
}

/// Counts the month. Shares of income kept are those of [`super::wellbeing::accrue`].
pub fn count_month(run: &mut Run<'_>, period: u16) {
    let given = run.given;
    let consumption = &given.coefficients.consumption;
    let growth = given.coefficients.income_growth[usize::from(period)];
    let least = run.wellbeing.least_kept() * growth;
    let mut fallen = Vec::new();
    for &member in &consumption.poorest_first {
        let i = member as usize;
        let below = f64::from(consumption.poor_below[i]);
        if below <= least {
            break;
        }
        if run.households.living[i].is_resident()
            && kept(run, &run.households, i) * growth < below
            && run.poverty.count(i, run.households.size[i], below <= growth)
        {
            fallen.push(i);
        }
    }
    let payers = std::mem::take(&mut run.poverty.payers);
    for &(member, usd) in &payers {
        let i = member as usize;
        let below = f64::from(consumption.poor_below[i]);
        let share = kept(run, &run.households, i) * growth;
        let income = f64::from(given.place.population.income[i]);
        if run.households.living[i].is_resident()
            && share >= below
            && share - 12.0 * usd / income < below
            && run.poverty.count(i, run.households.size[i], true)
        {
            fallen.push(i);
        }
    }
    run.poverty.payers = payers;
    run.poverty.payers.clear();
    for i in fallen {
        let persons = run.persons(i);
        run.count(i, OutcomeId::NewPoorPeople, persons);
    }
}

/// Share of income that is left to a household this month, without growth.
#[inline]
fn kept(run: &Run<'_>, households: &Households, i: usize) -> f64 {
    let livelihood = usize::from(run.given.place.population.livelihood[i]);
    run.wellbeing.kept(usize::from(households.zone[i]), livelihood)
}
