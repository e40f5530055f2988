//! Carries out what a household decided: a home elsewhere in the area, a planned home, or leaving.

use super::accounts::Paid;
use super::channels;
use super::decision::Choice;
use super::footing;
use super::homes::{self, Seeks};
use super::households::{Living, NO_PROGRAMME, mark};
use super::inundation::is_given_up;
use super::leavers::start_absence;
use super::ledger::Flow;
use super::run::Run;
use super::solutions::Solution;
use super::trace::Note;
use crate::outcome::{OutcomeId, SeriesId};
use crate::plan::population::{CONCRETE, at_quantile};
use crate::rng::Purpose;
use crate::scenario::lever::Lever;

/// Planned homes stand on safe ground: beyond the reach of surge.
pub const SAFE_ELEVATION_M: f32 = 50.0;

/// Draws of a site until one is dry; where a zone is nearly all lost the last one stands.
const SITE_DRAWS: u32 = 32;
/// Address of the draw whether a new home is kept off exposed ground, apart from those of its site.
const SITING_INDEX: u32 = 1_000;

/// Carries out a choice.
pub fn carry_out(run: &mut Run<'_>, i: usize, choice: Choice, period: u16) {
    match choice {
        Choice::Stay => {}
        Choice::Adapt => strengthen(run, i),
        Choice::Relocate(zone) => homes::seek(run, i, usize::from(zone), Seeks::Moving, period),
        Choice::Planned => accept(run, i, period),
        Choice::Migrate(rank) => channels::seek(run, i, rank, period),
    }
}

/// An owner strengthens its dwelling.
fn strengthen(run: &mut Run<'_>, i: usize) {
    let behaviour = &run.given.parameters.behaviour;
    let strength = behaviour.adapt_strength_ms as f32;
    run.pay_move(i, behaviour.adapt_cost_usd, Paid::Strengthening);
    run.households.strength_ms[i] = run.households.strength_ms[i].max(strength);
    run.count(i, OutcomeId::AdaptedDwellings, run.given.place.population.weight);
}

/// Moves a household to a home that it found in a zone.
pub fn relocate(run: &mut Run<'_>, i: usize, zone: usize, period: u16) {
    let cost = run.given.parameters.behaviour.move_cost_usd;
    run.pay_move(i, cost, Paid::Move);
    let persons = run.persons(i);
    let elsewhere = usize::from(run.households.zone[i]) != zone;
    new_home(run, i, zone, period, true);
    if elsewhere {
        footing::arrive(run, i, period);
    }
    count_relocated(run, i, persons);
    run.count(i, OutcomeId::MadeMovesPeople, persons);
}

/// Settles a displaced household in another home of its zone.
pub fn settle_elsewhere(run: &mut Run<'_>, i: usize, period: u16) {
    let zone = usize::from(run.households.zone[i]);
    let persons = run.persons(i);
    new_home(run, i, zone, period, true);
    count_relocated(run, i, persons);
}

fn count_relocated(run: &mut Run<'_>, i: usize, persons: f64) {
    run.count(i, OutcomeId::RelocatedPeople, persons);
    run.tally.change(SeriesId::RelocatedPeople, persons);
}

/// Moves a household into an intact home of its class in a zone; its old dwelling is given up, to others
/// where `for_others` says so.
fn new_home(run: &mut Run<'_>, i: usize, zone: usize, period: u16, for_others: bool) {
    let given = run.given;
    let same_zone = usize::from(run.households.zone[i]) == zone;
    give_up_dwelling(run, i, for_others);
    run.households.solution[i] = if same_zone { Solution::Integrated } else { Solution::Settled };
    let entity = given.place.population.entity[i];
    let (mut height, coast) = run.draws.pair(Purpose::NewHome, entity, period, 0);
    let (elevations, distances) = &given.place.zone_quantiles[zone];
    // Nobody moves to ground that the sea has taken: the next draw, until one is dry.
    let is_sited = run.is_sited_safely(i, period);
    for index in 0..=SITE_DRAWS {
        if index > 0 {
            height = run.draws.uniform(Purpose::NewHome, entity, period, 2 * index);
        }
        if is_sited {
            height = safer_half(height);
        }
        if !is_given_up(given.coefficients, at_quantile(elevations, height), period) {
            break;
        }
    }
    run.settle(i, Living::Home);
    if usize::from(run.households.zone[i]) != zone {
        run.households.moves_away(i, period);
    }
    run.change_zone(i, zone);
    run.households.elevation_m[i] = at_quantile(elevations, height);
    run.households.coast_km[i] = at_quantile(distances, coast);
    run.households.strength_ms[i] = 0.0;
    run.leave_measures_behind(i);
    if !run.households.has(i, mark::MOVED) {
        run.households.set(i, mark::MOVED, true);
        run.lists.moved.push(i as u32);
    }
}

/// Place among the elevations of a zone, from the lowest, moved into the higher half.
fn safer_half(quantile: f64) -> f64 {
    0.5 + 0.5 * quantile
}

impl Run<'_> {
    /// Whether planning keeps the new home of a household off exposed ground (lever `siting`).
    fn is_sited_safely(&self, i: usize, period: u16) -> bool {
        let share = self.slots.of(Lever::Siting, i);
        let entity = self.given.place.population.entity[i];
        share > 0.0 && self.draws.uniform(Purpose::NewHome, entity, period, SITING_INDEX) < share
    }
}

/// Ends displacement and forgets the damage of the old dwelling.
fn give_up_dwelling(run: &mut Run<'_>, i: usize, for_others: bool) {
    run.end_displacement(i);
    run.release(i);
    homes::give_up(run, i, for_others);
    run.abandon_damage(i);
    run.households.worst_damage[i] = 0.0;
    run.households.set(i, mark::NEEDS_PLOT, false);
}

/// Accepts planned relocation: a concrete home on safe ground of the same zone.
fn accept(run: &mut Run<'_>, i: usize, period: u16) {
    let programme = run.households.offer[i];
    if programme == NO_PROGRAMME || run.deliveries.plots < 1.0 {
        return;
    }
    let package = run.package(programme);
    if !run.pay(programme, Flow::PlannedHome, package.programme_units) {
        return;
    }
    run.pay_move(i, package.household_usd, Paid::PlannedHome);
    run.deliveries.plots -= 1.0;
    let zone = usize::from(run.households.zone[i]);
    let persons = run.persons(i);
    // Nobody is to live again where people were moved away from by plan.
    new_home(run, i, zone, period, false);
    run.households.solution[i] = Solution::Settled;
    run.households.class[i] = CONCRETE;
    run.households.elevation_m[i] = run.households.elevation_m[i].max(SAFE_ELEVATION_M);
    run.households.offer[i] = NO_PROGRAMME;
    run.households.set(i, mark::PLANNED, true);
    count_relocated(run, i, persons);
    run.count(i, OutcomeId::PlannedRelocatedPeople, persons);
    run.count(i, OutcomeId::MadeMovesPeople, persons);
}

/// A household leaves for the destination of a rank.
pub(super) fn leave(run: &mut Run<'_>, i: usize, rank: u8) {
    run.pay_migration(i, rank);
    let income_ratio = run.given.parameters.destinations[usize::from(rank)].income_ratio;
    run.gain_by_income(i, income_ratio);
    run.leave_zone(i);
    let persons = run.persons(i);
    give_up_dwelling(run, i, true);
    run.households.solution[i] = Solution::Settled;
    run.settle(i, Living::Away);
    run.households.offer[i] = NO_PROGRAMME;
    run.count(i, OutcomeId::MigratedPeople, persons);
    run.count(i, OutcomeId::MadeMovesPeople, persons);
    run.tally.change(SeriesId::MigratedPeople, persons);
    start_absence(run, i, rank, run.period);
}

/// A household that left comes back to a home in the zone it left.
pub(super) fn come_back(run: &mut Run<'_>, i: usize, period: u16) {
    let given = run.given;
    let zone = usize::from(run.households.zone[i]);
    let persons = run.persons(i);
    let (from, since) = (run.households.destination[i], run.households.away_since[i]);
    run.return_to_zone(i, given.parameters.destinations[usize::from(from)].income_ratio);
    // It left its old dwelling when it went.
    new_home(run, i, zone, period, false);
    run.count(i, OutcomeId::ReturnMigratedPeople, persons);
    run.tally.change(SeriesId::ReturnMigratedPeople, persons);
    run.trace.note(i, period, || Note::CameBack { from, months: period - since });
}
