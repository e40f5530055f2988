//! Those who left the area, followed to the horizon (model M7).
//!
//! A household away comes back at the rate r (1 - X): r is stated, X the shock to its livelihood in the
//! zone it left, 0-1 (model M4). So hazards act on return as they act on leaving: after a storm that ruins
//! a zone nobody comes back to it until work there has recovered. It is played by thinning: its clock
//! rings at the arrivals of a Poisson process of rate r that starts when it leaves, and at each arrival it
//! comes back with chance 1 - X, else the clock runs on. Nothing is looked at between two arrivals. It
//! needs an empty home in the zone; without one the clock runs on as well.

use super::homes::{self, Seeks};
use super::households::{Living, NEVER};
use super::movement::come_back;
use super::run::Run;
use crate::dist::quantile::exponential;
use crate::outcome::OutcomeId;
use crate::plan::population::NO_TIES;
use crate::rng::Purpose;

/// Months away from which leaving counts as permanent.
const PERMANENT_MONTHS: u16 = 12;

/// No destination: the household is not away.
pub const NOWHERE: u8 = NO_TIES;

/// Notes that a household leaves in `period` for the destination of `rank`, and starts its clock.
pub(super) fn start_absence(run: &mut Run<'_>, i: usize, rank: u8, period: u16) {
    run.households.destination[i] = rank;
    run.households.leaves_for(i, rank, period);
    run.households.away_since[i] = period;
    run.households.away_arrivals[i] = 0;
    // It leaves in the course of the month: its time away counts from the next.
    ring(run, i, f64::from(period + 1));
}

/// Sets the clock of a household away to its next arrival after the time `from`, in months.
fn ring(run: &mut Run<'_>, i: usize, from: f64) {
    let per_month = run.given.parameters.behaviour.return_migration_per_year / 12.0;
    if per_month <= 0.0 {
        return;
    }
    let entity = run.given.place.population.entity[i];
    let (since, arrival) = (run.households.away_since[i], run.households.away_arrivals[i]);
    let u = run.draws.uniform(Purpose::ReturnMigration, entity, since, 2 * u32::from(arrival));
    let time = from + exponential(u) / per_month;
    if time < f64::from(run.given.place.horizon.periods()) {
        run.lists.away[time as usize].push((i as u32, time));
    }
}

/// Households away whose clock rings in `period` come back, or wait for work in their zone.
pub fn come_back_when_due(run: &mut Run<'_>, period: u16) {
    // A clock that is set again may ring in the same month.
    while !run.lists.away[usize::from(period)].is_empty() {
        let mut due = std::mem::take(&mut run.lists.away[usize::from(period)]);
        due.sort_unstable_by_key(|(household, _)| *household);
        for (household, time) in due {
            let i = household as usize;
            if run.households.living[i] == Living::Away {
                answer(run, i, time, period);
            }
        }
    }
    homes::hand_out(run, |run, seeker, found| {
        let i = seeker.household as usize;
        if found {
            come_back(run, i, period);
            end_absence(run, i);
        } else {
            wait(run, i, f64::from(period + 1));
        }
    });
}

/// Answers one arrival of the clock of a household away.
fn answer(run: &mut Run<'_>, i: usize, time: f64, period: u16) {
    let given = run.given;
    let population = &given.place.population;
    let zone = usize::from(run.households.zone[i]);
    let livelihood = usize::from(population.livelihood[i]);
    let tables = &given.coefficients.sensitivity;
    let shock = run.households.shocks.now(tables, zone, livelihood, period);
    let (since, arrival) = (run.households.away_since[i], run.households.away_arrivals[i]);
    let index = 2 * u32::from(arrival) + 1;
    let u = run.draws.uniform(Purpose::ReturnMigration, population.entity[i], since, index);
    if u >= shock {
        homes::seek(run, i, zone, Seeks::ComingBack, period);
    } else {
        wait(run, i, time);
    }
}

/// The clock of a household away runs on after the time `from`, in months.
fn wait(run: &mut Run<'_>, i: usize, from: f64) {
    run.households.away_arrivals[i] += 1;
    ring(run, i, from);
}

fn end_absence(run: &mut Run<'_>, i: usize) {
    run.households.destination[i] = NOWHERE;
    run.households.is_back(i);
    run.households.away_since[i] = NEVER;
}

/// Counts at the horizon those who left at least twelve months before and are still away, and how the
/// zones have grown or shrunk.
pub fn count_at_the_end(run: &mut Run<'_>) {
    let place = run.given.place;
    let last = place.horizon.periods().saturating_sub(1);
    let mut residents = vec![0.0; place.zones()];
    for i in 0..place.population.len() {
        let since = run.households.away_since[i];
        if run.households.living[i].is_resident() {
            residents[usize::from(run.households.zone[i])] += run.persons(i);
        } else if since != NEVER && last - since >= PERMANENT_MONTHS {
            let persons = run.persons(i);
            run.count(i, OutcomeId::PermanentlyMigratedPeople, persons);
        }
    }
    for (zone, residents) in residents.into_iter().enumerate() {
        let residents = run.tally.persons_now(residents);
        run.tally.population_change_by_zone[zone] = residents - place.zone_persons[zone];
    }
}
