//! Insurance that programmes pay for (model M8, lever `insurance`).
//!
//! Cover of the share x of a dwelling costs the programme x · premium share · value of the dwelling a year,
//! paid every January for the year and on delivery for what is left of it. Where the budget does not hold
//! the premium there is no cover until the next January. Of a loss that strikes while cover stands, x is paid
//! at once; with an own insurance of share a, 1 - (1 - a)(1 - x) together. Rented dwellings are the
//! landlord's and are not covered.

use super::ledger::Flow;
use super::run::Run;
use crate::outcome::OutcomeId;
use crate::plan::population::Tenure;
use crate::scenario::lever::Lever;

/// Households whose dwellings programmes insure.
#[derive(Clone, Debug, Default)]
pub struct Insured {
    /// All, each once.
    list: Vec<u32>,
    /// How many of them have been asked a premium for.
    asked: usize,
}

impl Insured {
    /// None.
    pub fn reset(&mut self) {
        self.list.clear();
        self.asked = 0;
    }
}

/// A programme has brought cover to a household.
pub fn take_up(run: &mut Run<'_>, i: usize, was_covered: bool) {
    let is_renter = run.given.place.population.tenure[i] == Tenure::Renter;
    if !was_covered && !is_renter && run.slots.of(Lever::Insurance, i) > 0.0 {
        run.money.insured.list.push(i as u32);
    }
}

/// Pays the premiums that fall due.
pub fn pay_premiums(run: &mut Run<'_>, period: u16) {
    if run.money.insured.list.is_empty() {
        return;
    }
    let horizon = run.given.place.horizon;
    let month = horizon.month_of(period).month;
    let months = u16::from(13 - month).min(horizon.periods() - period);
    let list = std::mem::take(&mut run.money.insured.list);
    let due = if month == 1 { 0 } else { run.money.insured.asked };
    for &member in &list[due..] {
        pay(run, member as usize, f64::from(months) / 12.0);
    }
    run.money.insured.asked = list.len();
    run.money.insured.list = list;
}

fn pay(run: &mut Run<'_>, i: usize, years: f64) {
    run.households.cover_share[i] = 0.0;
    if !run.households.living[i].is_resident() {
        return;
    }
    let Some((share, programme)) = run.aid(Lever::Insurance, i) else { return };
    let cost = run.given.place.dwelling_cost_usd[usize::from(run.households.class[i])];
    let premium = run.given.parameters.recovery.insurance_premium_share_per_year * share * cost;
    let before = run.tally.outcomes[OutcomeId::ProgrammeCost as usize];
    if run.pay(programme, Flow::PremiumByProgramme, premium * years) {
        run.households.cover_share[i] = share as f32;
        let paid = run.tally.outcomes[OutcomeId::ProgrammeCost as usize] - before;
        run.tally.add(OutcomeId::InsurancePaidByProgramme, paid);
    }
}
