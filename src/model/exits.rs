//! The displaced: time in displacement, return, settling elsewhere, closure of sites (model M8).

use super::coefficients::Given;
use super::households::{Households, Living, NEVER};
use super::inundation::is_given_up;
use super::movement::settle_elsewhere;
use super::placement;
use super::run::Run;
use super::trace::Note;
use crate::dist::math::exp;
use crate::group::exact_people;
use crate::outcome::OutcomeId;
use crate::plan::population::Tenure;
use crate::rng::Purpose;

/// Address of the draw for a place after a site closes, apart from those of events.
const CLOSURE_INDEX: u32 = 1_000_000;
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
    displaced.retain(|member| {
        let i = *member as usize;
        run.households.living[i].is_displaced() && {
            pass_month(run, i, period);
            run.households.living[i].is_displaced()
        }
    });
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
    if months == 0 {
        // The month of the event itself: from its day on.
        let rest = 1.0 - event_share(run, period);
        spend_time(run, i, rest);
        return;
    }
    let damage = f64::from(run.households.damage[i]);
    let can_live_in = damage < given.parameters.recovery.return_damage
        && !is_given_up(given.coefficients, run.households.elevation_m[i], period);
    let living = run.households.living[i];
    if living == Living::Unsafe && can_live_in {
        return_home(run, i);
        return;
    }
    let (returns, settles) =
        run.draws.pair(Purpose::Exit, given.place.population.entity[i], period, 0);
    let return_rate = if can_live_in { return_rate(run, i, since) } else { 0.0 };
    let recovery = &given.parameters.recovery;
    let settle_rate = if months > LATE_MONTHS {
        recovery.settle_rate_late_per_month
    } else {
        recovery.settle_rate_per_month
    };
    if return_rate > 0.0 && returns < 1.0 - exp(-return_rate) {
        spend_time(run, i, mean_time(return_rate));
        return_home(run, i);
    } else if settles < settle_rate_monthly(settle_rate) {
        spend_time(run, i, mean_time(settle_rate));
        run.trace.note(i, period, || Note::Settled);
        settle_elsewhere(run, i, period);
    } else {
        spend_time(run, i, 1.0);
        // Decisions follow exits in a period. Who has left displacement is not woken.
        if decides_for_certain(run, i, period) {
            run.lists.wake[usize::from(period)].push(i as u32);
        }
        if living == Living::Site && f64::from(months) >= given.parameters.sites.closure_months {
            let found = placement::find(
                &given,
                &run.draws,
                &run.households,
                &run.capacity,
                i,
                period,
                CLOSURE_INDEX,
                true,
            );
            run.settle(i, found);
            run.trace.note(i, period, || Note::SiteClosed { to: found });
        }
    }
}

/// Chance of settling in a month: rates here are small, so the exact form costs nothing to keep.
fn settle_rate_monthly(rate: f64) -> f64 {
    1.0 - exp(-rate)
}

/// Mean time until an exit that happens within the month, in months.
fn mean_time(rate: f64) -> f64 {
    if rate < 1e-6 { 0.5 } else { 1.0 / rate - 1.0 / crate::dist::math::exp_m1(rate) }
}

/// Share of the month that had passed at its last event.
fn event_share(run: &Run<'_>, period: u16) -> f64 {
    run.events.events()[..run.next_event]
        .last()
        .filter(|event| event.period == period)
        .map_or(0.0, |event| f64::from(event.day.clamp(1, 30) - 1) / 30.0)
}

fn return_rate(run: &Run<'_>, i: usize, since: u16) -> f64 {
    let given = run.given;
    let u = run.draws.uniform(Purpose::Frailty, given.place.population.entity[i], since, 0);
    rate_of_return(&given, &run.households, i, given.coefficients.frailty.at(u))
}

/// Rate of return per month once the home can be lived in.
fn rate_of_return(given: &Given<'_>, households: &Households, i: usize, frailty: f64) -> f64 {
    let recovery = &given.parameters.recovery;
    let population = &given.place.population;
    debug_assert!(households.damage[i] <= 1.0);
    let tenure = match population.tenure[i] {
        Tenure::Owner => recovery.return_owner,
        Tenure::Renter => recovery.return_renter,
        Tenure::Informal => 0.0,
    };
    let attachment = recovery.return_attachment * f64::from(population.attachment[i]);
    recovery.return_rate_per_month * frailty * exp(tenure + attachment)
}

fn spend_time(run: &mut Run<'_>, i: usize, months: f64) {
    let person_months = exact_people(run.persons(i) * months);
    run.count(i, OutcomeId::DisplacedPersonMonths, person_months);
    match run.households.living[i] {
        Living::Unsafe => run.count(i, OutcomeId::UnsafePersonMonths, person_months),
        Living::Site => run.count(i, OutcomeId::SitePersonMonths, person_months),
        _ => {}
    }
}

fn return_home(run: &mut Run<'_>, i: usize) {
    let persons = run.persons(i);
    let from = run.households.living[i];
    run.settle(i, Living::Home);
    run.end_displacement(i);
    let period = run.period;
    run.trace.note(i, period, || Note::Returned { from });
    run.count(i, OutcomeId::ReturnedPeople, persons);
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
