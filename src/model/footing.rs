//! Footing: how a household's work stands against what befalls its zone (model M4, levers `livelihood`,
//! `destination` and `coherence`).
//!
//! y = y0 · growth · [1 - (1 - x) s X] · (1 - a d) · W · (1 - b): programmes make good the share x of what a
//! shock takes, and who moved to another zone lacks the share b of its income from work for the first
//! months there, b = loss · (1 - j) with j the share of the gap in jobs that programmes close. Households
//! of one footing, zone and livelihood fare alike, so losses are summed once for all of them; a household is
//! touched when its footing changes. Pensions and remittances are not work and lack nothing on arrival.
//!
//! Limits: households do not foresee what they earn at first elsewhere; those who come from outside the
//! area or stay in their zone lack nothing.

use super::households::NEVER;
use super::run::Run;
use crate::outcome::OutcomeId;
use crate::scenario::lever::{Combine, Lever};

/// What sets a household apart from others of its zone and livelihood.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Footing {
    /// Share of a shock's loss of income that is made good, 0-1.
    pub made_good: f64,
    /// Share of income from work that is lacking after a move, 0-1.
    pub lacking: f64,
}

/// Position of the footing of a household that nothing sets apart.
pub const PLAIN: u16 = 0;

/// Households that moved to another zone of late.
#[derive(Clone, Debug, Default)]
pub struct Arrivals {
    /// Month of the last arrival by household; empty where arrival costs no income.
    since: Vec<u16>,
    /// Households that lack income.
    list: Vec<u32>,
}

impl Arrivals {
    /// Nobody has moved.
    pub fn reset(&mut self, households: usize, costs: bool) {
        self.list.clear();
        self.since.clear();
        if costs {
            self.since.resize(households, NEVER);
        }
    }

    fn has_arrived(&self, i: usize) -> bool {
        self.since.get(i).is_some_and(|since| *since != NEVER)
    }
}

/// Finds the footing of a household again after one of its causes has changed.
pub fn renew(run: &mut Run<'_>, i: usize) {
    let made_good = run.slots.of(Lever::Livelihood, i);
    let lacking = if run.money.arrivals.has_arrived(i) {
        let jobs = run.slots.of(Lever::Destination, i);
        let closed = Combine::Complement.together(jobs, run.slots.of(Lever::Coherence, i));
        run.given.parameters.livelihood.arrival_income_loss_share * (1.0 - closed)
    } else {
        0.0
    };
    run.stand_on(i, Footing { made_good, lacking });
}

/// A household has moved to another zone.
pub fn arrive(run: &mut Run<'_>, i: usize, period: u16) {
    if run.money.arrivals.since.is_empty() {
        return;
    }
    if !run.money.arrivals.has_arrived(i) {
        run.money.arrivals.list.push(i as u32);
    }
    run.money.arrivals.since[i] = period;
    renew(run, i);
}

/// Counts what those lack who arrived of late; who has found its feet, left or died lacks nothing more.
pub fn count_arrivals(run: &mut Run<'_>, period: u16) {
    if run.money.arrivals.list.is_empty() {
        return;
    }
    let given = run.given;
    let months = given.parameters.livelihood.arrival_months;
    let mut list = std::mem::take(&mut run.money.arrivals.list);
    list.retain(|&member| {
        let i = member as usize;
        let since = run.money.arrivals.since[i];
        if !run.households.living[i].is_resident() || f64::from(period - since) >= months {
            run.money.arrivals.since[i] = NEVER;
            renew(run, i);
            return false;
        }
        let lost = lost_on_arrival(run, i, period) * given.place.population.weight;
        run.tally.add(OutcomeId::ArrivalIncomeLoss, lost);
        true
    });
    run.money.arrivals.list = list;
}

/// Income that a household lacks this month because it has arrived, USD.
fn lost_on_arrival(run: &Run<'_>, i: usize, period: u16) -> f64 {
    let (given, households) = (run.given, &run.households);
    let footing = households.shocks.footing(households.footing[i]);
    let livelihood = usize::from(given.place.population.livelihood[i]);
    if !super::income::is_work(livelihood) {
        return 0.0;
    }
    let income = super::income::income_now(&given, households, i, period);
    income * footing.lacking / (1.0 - footing.lacking) / 12.0
}

impl Run<'_> {
    /// Puts a household on a footing and moves its account of well-being there.
    fn stand_on(&mut self, i: usize, footing: Footing) {
        let shocks = &mut self.households.shocks;
        let position = shocks.position(&self.given, footing);
        if position == self.households.footing[i] {
            return;
        }
        super::wellbeing::follow(self);
        let livelihood = usize::from(self.given.place.population.livelihood[i]);
        let resident = self.households.living[i].is_resident();
        let zones = self.given.place.zones();
        if resident {
            let row = self.households.row(i, zones);
            self.wellbeing.leave_zone(i, row, livelihood);
            self.earnings.leave(&self.given.place.population, i, row);
        }
        self.households.footing[i] = position;
        if resident {
            let row = self.households.row(i, zones);
            self.wellbeing.enter_zone(i, row, livelihood);
            self.earnings.enter(&self.given.place.population, i, row);
        }
    }
}
