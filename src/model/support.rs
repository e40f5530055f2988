//! Support for ways out of sites: rent, return, and how sites close (model M8, M9).
//!
//! Rent support brings households from collective sites and unsafe homes into rented rooms at
//! `sites.rent_support_rate_per_month` times the share of the rent that is paid, if a room is free; a year's
//! rent is paid once. They stay displaced, and the move is none of those that count as displacement for a
//! second time. Return support raises the rate of return and is paid on return. Nobody who has to leave a
//! site that closes counts as returned or settled for it.

use super::exits::go_on_from_site;
use super::households::{Living, mark};
use super::run::Run;
use super::trace::Note;
use crate::dist::math::exp;
use crate::outcome::{Departure, OutcomeId};
use crate::rng::Purpose;
use crate::scenario::lever::Lever;

/// Chance in a month that a household finds rooms when this share of its rent is paid.
pub fn rent_chance(rate_per_month: f64, share: f64) -> f64 {
    1.0 - exp(-rate_per_month * share)
}

/// Rate of return when this share of the return package is paid, over that without.
pub fn return_ratio(ratio: f64, share: f64) -> f64 {
    1.0 + ratio * share
}

impl Run<'_> {
    /// Tells the next tracking round how a household leaves.
    pub fn leaves(&mut self, i: usize, departure: Departure) {
        let people = self.tally.persons_now(self.persons(i));
        self.tracking.leave(self.households.zone[i], departure, people);
    }
}

/// Support that stands for a household: its share and programme, due, seen where the programme goes by
/// tracking, and in the budget.
fn offered(run: &Run<'_>, lever: Lever, i: usize, period: u16) -> Option<(f64, u8)> {
    let months = period - run.households.displaced_since[i];
    let (share, programme) = run.aid_when_due(lever, i, months)?;
    let by_observation = run.strategy.programmes[usize::from(programme)].by_observation;
    let served = &run.assistance.served[i];
    let reaches = !by_observation || (served.seen && !served.wrong);
    (reaches && run.budget_holds(programme, share)).then_some((share, programme))
}

/// Return support that stands for a household whose home can be lived in.
pub fn return_support(run: &Run<'_>, i: usize, period: u16) -> Option<(f64, u8)> {
    offered(run, Lever::ReturnSupport, i, period)
}

/// A household finds rented rooms because its rent is paid; says whether it did.
pub fn rents(run: &mut Run<'_>, i: usize, period: u16) -> bool {
    if !matches!(run.households.living[i], Living::Site | Living::Unsafe)
        || run.households.has(i, mark::LEFT_FOR_SERVICES)
    {
        return false;
    }
    let Some((share, programme)) = offered(run, Lever::RentSupport, i, period) else {
        return false;
    };
    let zone = usize::from(run.households.zone[i]);
    if run.capacity.renting[zone] + 1.0 > run.capacity.vacant[zone] {
        return false;
    }
    let given = run.given;
    let entity = given.place.population.entity[i];
    let u = run.draws.uniform(Purpose::RentSupport, entity, period, 0);
    let rate = given.parameters.sites.rent_support_rate_per_month;
    if u >= rent_chance(rate, share) || !run.give_on_need(i, programme, share) {
        return false;
    }
    run.settle(i, Living::Rent);
    let persons = run.persons(i);
    run.count(i, OutcomeId::RentSupportedPeople, persons);
    run.leaves(i, Departure::RentSupport);
    run.trace.note(i, period, || Note::RentPaid);
    true
}

/// The collective site of a household closes to it: it goes on by plan where the site was managed this
/// month, else it is evicted.
pub fn close_site(run: &mut Run<'_>, i: usize, period: u16) {
    let managed = run.assistance.served[i].managed;
    let Some(to) = go_on_from_site(run, i, period) else { return };
    let persons = run.persons(i);
    let outcome = if managed { OutcomeId::PlannedClosuresPeople } else { OutcomeId::EvictedPeople };
    run.count(i, outcome, persons);
    run.leaves(i, if managed { Departure::PlannedClosure } else { Departure::Evicted });
    run.trace.note(i, period, || Note::SiteClosed { to });
}

#[cfg(test)]
mod tests {
    use super::{rent_chance, return_ratio};
    use crate::dist::math::exp;

    #[test]
    fn support_acts_by_its_share_and_none_does_nothing() {
        assert_eq!(rent_chance(0.04, 0.0), 0.0);
        assert_eq!(rent_chance(0.04, 0.5), 1.0 - exp(-0.02));
        assert_eq!(return_ratio(0.5, 0.0), 1.0);
        assert_eq!(return_ratio(0.5, 1.0), 1.5);
    }
}
