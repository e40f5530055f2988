//! The displaced: time in displacement, return, settling elsewhere, leaving a site by themselves, moving on
//! where a site closes or a host family tires (model M8).
//!
//! Return and leaving sites are gamma mixtures of constant rates, (1 + ν r t)^(-1 / ν) without other ways out, from
//! the day of the event on; the chance of a month follows from its length (docs/adr/0027).

use super::assistance;
use super::coefficients::Given;
use super::homes::{self, Seeks};
use super::households::{Households, Living, NEVER, mark};
use super::inundation::is_given_up;
use super::movement::settle_elsewhere;
use super::placement::Offers;
use super::run::Run;
use super::services::services;
use super::solutions::Solution;
use super::support;
use super::trace::Note;
use crate::dist::math::exp;
use crate::outcome::{Departure, OutcomeId};
use crate::plan::population::Tenure;
use crate::rng::Purpose;

/// Address of the draw for a place after a site closes, apart from those of events.
const CLOSURE_INDEX: u32 = 1_000_000;
/// Address of the draw for a place after a host family gives up, apart from the others.
const ONWARD_INDEX: u32 = 3_000_000;
/// Address of the draw for a place after a household leaves its site by itself, apart from the others.
const LEAVE_INDEX: u32 = 5_000_000;
/// Index of the readiness to leave a site among the draws of frailty.
const SITE_FRAILTY: u32 = 2;
/// Index of waiting for repair among the draws of frailty.
const WAITING: u32 = 3;
/// Index of leaving a site among the draws of moving on.
const LEAVING: u32 = 2;
/// Spells that are counted when they reach so many months.
const LONG_SPELLS: [(u16, OutcomeId); 2] =
    [(6, OutcomeId::DisplacedOver6MonthsPeople), (12, OutcomeId::DisplacedOver12MonthsPeople)];
/// Months of displacement at which a household decides for certain (model M7).
const CERTAIN_DECISIONS: [u16; 4] = [3, 6, 12, 24];
/// Months after which settling elsewhere becomes likelier.
const LATE_MONTHS: u16 = 12;

/// One month of everyone displaced.
pub fn exits(run: &mut Run<'_>, period: u16) {
    if run.lists.displaced.is_empty() {
        return;
    }
    let mut displaced = std::mem::take(&mut run.lists.displaced);
    for &member in &displaced {
        let i = member as usize;
        if run.households.living[i].is_displaced() {
            pass_month(run, i, period);
        }
    }
    homes::hand_out(run, |run, seeker, found| {
        let i = seeker.household as usize;
        if found {
            let recovery = &run.given.parameters.recovery;
            let rate = if is_late(run, i, period) {
                recovery.settle_rate_late_per_month
            } else {
                recovery.settle_rate_per_month
            };
            assistance::spend(run, i, mean_time(rate));
            run.trace.note(i, period, || Note::Settled);
            run.leaves(i, Departure::Settled);
            settle_elsewhere(run, i, period);
        } else {
            run.trace.note(i, period, || Note::NoHome { zone: seeker.zone });
            stay_displaced(run, i, period);
        }
    });
    displaced.retain(|member| run.households.living[*member as usize].is_displaced());
    run.lists.displaced = displaced;
}

/// Whether a household is in a month of its displacement in which it decides for certain.
pub(super) fn decides_for_certain(run: &Run<'_>, i: usize, period: u16) -> bool {
    let since = run.households.displaced_since[i];
    since != NEVER && CERTAIN_DECISIONS.contains(&(period - since))
}

fn pass_month(run: &mut Run<'_>, i: usize, period: u16) {
    let given = run.given;
    let since = run.households.displaced_since[i];
    debug_assert_ne!(since, NEVER, "a displaced household has a spell");
    let months = period - since;
    // The month of the event itself counts from its day on.
    let part = if months == 0 { 1.0 - f64::from(run.households.displaced_share[i]) } else { 1.0 };
    for (long, outcome) in LONG_SPELLS {
        if months == long {
            let persons = run.persons(i);
            run.count(i, outcome, persons);
        }
    }
    let is_lost = is_lost(run, i, period);
    let is_liveable =
        !is_lost && f64::from(run.households.damage[i]) < given.parameters.recovery.return_damage;
    if run.households.living[i] == Living::Unsafe && is_liveable && months > 0 {
        // Work goes on through the month: its people spent it in a home that was not fit.
        assistance::spend(run, i, 1.0);
        return_home(run, i);
        return;
    }
    let waits = !is_lost && waits_for_repair(run, i, since);
    if waits && months == 0 && run.households.living[i] != Living::Unsafe {
        run.trace.note(i, period, || Note::WaitsForRepair);
    }
    if !is_liveable {
        // The home that it left for want of services does not stand any more.
        run.households.set(i, mark::LEFT_FOR_SERVICES, false);
    }
    let (returns, settles) =
        run.draws.pair(Purpose::Exit, given.place.population.entity[i], period, 0);
    let mut return_rate = if is_lost || waits {
        0.0
    } else {
        pace_with_damage(run, i) * return_rate(run, i, since, period)
    };
    let package = if return_rate > 0.0 { support::return_support(run, i, period) } else { None };
    if let Some((share, _)) = package {
        let ratio = given.parameters.recovery.return_support_ratio;
        return_rate *= support::return_ratio(ratio, share);
    }
    return_rate *= part;
    if return_rate > 0.0 && returns < 1.0 - exp(-return_rate) {
        assistance::spend(run, i, part * mean_time(return_rate));
        if let Some((share, programme)) = package {
            run.give_on_need(i, programme, share);
        }
        return_home(run, i);
    } else if months == 0 {
        assistance::spend(run, i, part);
        leave_site(run, i, part, period);
    } else if settles < settle_chance(run, i, period) {
        // Whether there is a home for it is known when all have asked.
        let zone = usize::from(run.households.zone[i]);
        homes::seek(run, i, zone, Seeks::Settling, period);
    } else {
        stay_displaced(run, i, period);
    }
}

/// Whether there is no home to go back to: it counts as destroyed, or the sea has it.
fn is_lost(run: &Run<'_>, i: usize, period: u16) -> bool {
    f64::from(run.households.damage[i]) >= run.given.parameters.vulnerability.destroyed_damage
        || is_given_up(run.given.coefficients, run.households.elevation_m[i], period)
}

/// What the damage of its home leaves of the rate at which a household goes back to it, 0-1: ever less with more of
/// it; nothing once the home is lost, nor while the household waits for repair in the spell that began in `since`.
pub fn pace_of_return(run: &Run<'_>, i: usize, since: u16, period: u16) -> f64 {
    if is_lost(run, i, period) || waits_for_repair(run, i, since) {
        0.0
    } else {
        pace_with_damage(run, i)
    }
}

/// The same of a household that nothing keeps away for good or for a time.
fn pace_with_damage(run: &Run<'_>, i: usize) -> f64 {
    let damage = f64::from(run.households.damage[i]);
    exp(-run.given.parameters.recovery.return_damage_decay * damage)
}

/// Whether a household waits for repair: its home could not be lived in after the event and is not whole enough yet, and
/// it is one of those who do not go back before. Who they are is drawn once for each spell.
fn waits_for_repair(run: &Run<'_>, i: usize, since: u16) -> bool {
    let recovery = &run.given.parameters.recovery;
    let households = &run.households;
    if f64::from(households.worst_damage[i]) < recovery.return_damage
        || f64::from(households.damage[i]) < recovery.solution_damage
    {
        return false;
    }
    let entity = run.given.place.population.entity[i];
    let u = run.draws.uniform(Purpose::Frailty, entity, since, WAITING);
    u < recovery.wait_for_repair_share
}

/// A household stays displaced to the end of the month, and may have to go on to another place.
fn stay_displaced(run: &mut Run<'_>, i: usize, period: u16) {
    let given = run.given;
    assistance::spend(run, i, 1.0);
    // Decisions follow exits in a period. Who has left displacement is not woken.
    if decides_for_certain(run, i, period) {
        run.lists.wake[usize::from(period)].push(i as u32);
    }
    if support::rents(run, i, period) || leave_site(run, i, 1.0, period) {
        return;
    }
    let months = f64::from(period - run.households.displaced_since[i]);
    let zone = usize::from(run.households.zone[i]);
    match run.households.living[i] {
        Living::Site
            if months >= given.parameters.sites.closure_months
                || run.capacity.sites_are_closed(&given, zone, period) =>
        {
            support::close_site(run, i, period);
        }
        Living::Host => {
            let entity = given.place.population.entity[i];
            let u = run.draws.uniform(Purpose::Onward, entity, period, 0);
            if u < given.coefficients.weary_chance
                && let Some(to) = go_on(run, i, after_host(run, months), ONWARD_INDEX, period)
            {
                run.trace.note(i, period, || Note::HostWeary { to });
            }
        }
        _ => {}
    }
}

/// What a household is offered whose host family cannot keep it so many months after it was displaced: a
/// collective site while those still take people in.
fn after_host(run: &Run<'_>, months: f64) -> Offers {
    Offers { hosts: false, sites: months < run.given.parameters.sites.intake_months }
}

/// A household in a collective site may go on by itself within a part of a month, to a host, to rented rooms,
/// or to what is left of its home; says whether it did. Its readiness is drawn once for each spell: those who
/// can leave do so soon, and those who are left have ever less of a choice (gamma frailty).
fn leave_site(run: &mut Run<'_>, i: usize, months: f64, period: u16) -> bool {
    let given = run.given;
    let rate = given.parameters.sites.leave_rate_per_month;
    if run.households.living[i] != Living::Site || rate <= 0.0 {
        return false;
    }
    let entity = given.place.population.entity[i];
    let since = run.households.displaced_since[i];
    let frailty = given.coefficients.site_frailty.at(run.draws.uniform(
        Purpose::Frailty,
        entity,
        since,
        SITE_FRAILTY,
    ));
    let u = run.draws.uniform(Purpose::Onward, entity, period, LEAVING);
    if u >= 1.0 - exp(-rate * frailty * months) {
        return false;
    }
    let to = go_on(run, i, Offers::BUT_SITES, LEAVE_INDEX, period);
    if let Some(to) = to {
        run.leaves(i, Departure::ByThemselves);
        run.trace.note(i, period, || Note::LeftSite { to });
    }
    true
}

/// A household has to leave its collective site, as [`go_on`].
pub(super) fn go_on_from_site(run: &mut Run<'_>, i: usize, period: u16) -> Option<Living> {
    go_on(run, i, Offers::BUT_SITES, CLOSURE_INDEX, period)
}

/// Finds another place for a household that has to leave its own; none if it goes home, as one does whose
/// home stands and for whom nothing else is left.
fn go_on(run: &mut Run<'_>, i: usize, offers: Offers, index: u32, period: u16) -> Option<Living> {
    let found = run.find_place(i, period, index, offers);
    if found == Living::Unsafe && run.households.has(i, mark::LEFT_FOR_SERVICES) {
        return_home(run, i);
        return None;
    }
    run.move_on(i, found);
    Some(found)
}

/// Chance of settling elsewhere in the month; none for those whose home stands.
fn settle_chance(run: &Run<'_>, i: usize, period: u16) -> f64 {
    if run.households.has(i, mark::LEFT_FOR_SERVICES) {
        0.0
    } else {
        run.given.coefficients.settle_chance[usize::from(is_late(run, i, period))]
    }
}

/// Whether settling elsewhere has become likelier.
fn is_late(run: &Run<'_>, i: usize, period: u16) -> bool {
    period - run.households.displaced_since[i] > LATE_MONTHS
}

/// Mean time until an exit that happens within the month, in months.
fn mean_time(rate: f64) -> f64 {
    if rate < 1e-6 { 0.5 } else { 1.0 / rate - 1.0 / crate::dist::math::exp_m1(rate) }
}

/// Rate of return per month of a household whose home can be lived in.
fn return_rate(run: &Run<'_>, i: usize, since: u16, period: u16) -> f64 {
    let given = run.given;
    let recovery = &given.parameters.recovery;
    let zone = usize::from(run.households.zone[i]);
    let services = services(&given, &run.services, zone, period);
    if run.households.has(i, mark::LEFT_FOR_SERVICES) {
        let back = services >= recovery.service_threshold;
        return if back { recovery.service_return_rate_per_month } else { 0.0 };
    }
    let u = run.draws.uniform(Purpose::Frailty, given.place.population.entity[i], since, 0);
    rate_of_return(&given, &run.households, i, given.coefficients.frailty.at(u), services)
}

/// Rate of return per month once the home can be lived in, of a household with a frailty in a zone with
/// so many of its services, 0-1 (model M8).
pub fn rate_of_return(
    given: &Given<'_>,
    households: &Households,
    i: usize,
    frailty: f64,
    services: f64,
) -> f64 {
    let recovery = &given.parameters.recovery;
    let population = &given.place.population;
    debug_assert!(households.damage[i] <= 1.0);
    let tenure = match population.tenure[i] {
        Tenure::Owner => recovery.return_owner,
        Tenure::Renter => recovery.return_renter,
        Tenure::Informal => 0.0,
    };
    let attachment = recovery.return_attachment * f64::from(population.attachment[i]);
    let aid = if households.spent_grant_usd[i] > 0.0 { recovery.return_aid } else { 0.0 };
    let lack = recovery.return_services * (1.0 - services);
    recovery.return_rate_per_month * frailty * exp(tenure + attachment + aid + lack)
}

fn return_home(run: &mut Run<'_>, i: usize) {
    let persons = run.persons(i);
    let from = run.households.living[i];
    run.settle(i, Living::Home);
    run.end_displacement(i);
    run.households.solution[i] = Solution::Returned;
    let period = run.period;
    run.trace.note(i, period, || Note::Returned { from });
    run.count(i, OutcomeId::ReturnedPeople, persons);
    run.leaves(i, Departure::Returned);
}

#[cfg(test)]
mod tests {
    use super::mean_time;

    #[test]
    fn mean_time_of_an_exit_within_the_month() {
        assert!((mean_time(1e-7) - 0.5).abs() < 1e-6);
        assert!((mean_time(1e-3) - 0.5).abs() < 1e-3);
        // Large rates leave at once: the mean tends to 1 / rate.
        assert!((mean_time(50.0) - 0.02).abs() < 1e-9);
    }
}
