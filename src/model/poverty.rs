//! Poverty (model M9): residents whose consumption lies below the line.
//!
//! A household is poor in a month if the share of income that is left to it, growth included, is below
//! (line · size + premium) / income; what it pays for repair out of income in that month counts as not
//! consumed. Poor *by shocks* is who is poor now and would not be without shocks. Households are looked
//! at from the poorest on, and none beyond the smallest share that any livelihood keeps: the cost is in
//! proportion to those near the line. Sizes are those of the start in the need and those of now in the count.

use super::coefficients::Given;
use super::run::Run;
use super::trace::Note;
use crate::outcome::OutcomeId;

/// Poverty of one run.
#[derive(Clone, Debug, Default)]
pub struct Poverty {
    /// Simulated person-months in poverty and, of these, by shocks; in the order of
    /// `Consumption::poorest_first`.
    months: Vec<(u32, u32)>,
    /// Persons of a household that a shock took below the line in this month for the first time.
    fallen: Vec<u32>,
    /// Households that pay for repair out of income this month, with USD.
    payers: Vec<(u32, f64)>,
}

impl Poverty {
    /// Nobody is poor yet.
    pub fn reset(&mut self, households: usize) {
        self.months.clear();
        self.months.resize(households, (0, 0));
        self.payers.clear();
    }

    /// A household pays out of income this month, USD.
    pub fn pays(&mut self, i: usize, usd: f64) {
        self.payers.push((i as u32, usd));
    }

    /// Simulated person-months of a household in poverty, and those by shocks.
    pub fn person_months(&self, given: &Given<'_>, i: usize) -> (u32, u32) {
        self.months[given.coefficients.consumption.rank[i] as usize]
    }

    /// Counts a month of the household of a rank.
    fn count(&mut self, rank: usize, i: u32, persons: u8, by_shock: bool) {
        let (poor, of_shocks) = &mut self.months[rank];
        *poor += u32::from(persons);
        if by_shock {
            if *of_shocks == 0 {
                self.fallen.push(i);
            }
            *of_shocks += u32::from(persons);
        }
    }
}

/// Counts the month. Shares of income kept are those of [`super::wellbeing::observe`].
pub fn count_month(run: &mut Run<'_>, period: u16) {
    let given = run.given;
    let consumption = &given.coefficients.consumption;
    let growth = given.coefficients.income_growth[usize::from(period)];
    let least = run.wellbeing.least_kept() * growth;
    let most = run.wellbeing.most_kept() * growth;
    let households = &run.households;
    for (rank, &(below, member)) in consumption.poorest_first.iter().enumerate() {
        let (below, i) = (f64::from(below), member as usize);
        if below <= least {
            break;
        }
        let support = run.money.relief.share_of_income(&given, i);
        let is_poor = if support > 0.0 {
            kept(run, i) * growth + support < below
        } else {
            below > most || kept(run, i) * growth < below
        };
        if is_poor && households.living[i].is_resident() {
            run.poverty.count(rank, member, households.size[i], below <= growth);
        }
    }
    let mut payers = std::mem::take(&mut run.poverty.payers);
    for (member, usd) in payers.drain(..) {
        let i = member as usize;
        let below = f64::from(consumption.poor_below[i]);
        let share = kept(run, i) * growth + run.money.relief.share_of_income(&given, i);
        let left = share - 12.0 * usd / f64::from(given.place.population.income[i]);
        if run.households.living[i].is_resident() && share >= below && left < below {
            let rank = consumption.rank[i] as usize;
            run.poverty.count(rank, member, run.households.size[i], true);
        }
    }
    run.poverty.payers = payers;
    let mut fallen = std::mem::take(&mut run.poverty.fallen);
    for member in fallen.drain(..) {
        let i = member as usize;
        let persons = run.persons(i);
        run.count(i, OutcomeId::NewPoorPeople, persons);
        run.trace.note(i, period, || Note::FellPoor);
    }
    run.poverty.fallen = fallen;
}

/// Share of income that is left to a household this month, without growth.
#[inline]
fn kept(run: &Run<'_>, i: usize) -> f64 {
    let livelihood = usize::from(run.given.place.population.livelihood[i]);
    run.households.shocks.kept(run.households.row(i, run.given.place.zones()), livelihood)
}
