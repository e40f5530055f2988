//! The events of a period, in order, zone by zone.

use super::evacuation::{evacuate, forecast_ms};
use super::households::{Living, mark};
use super::impact::{shelter_homeless, strike};
use super::run::Run;
use super::trace::Note;
use super::{cover, perception, services, shelters};
use crate::hazard::Event;
use crate::plan::force::ZoneForce;

/// Plays all events of `period`.
pub fn play_events(run: &mut Run<'_>, period: u16) {
    let events = run.events.events();
    while let Some(event) = events.get(run.next_event).filter(|event| event.period == period) {
        run.next_event += 1;
        play_event(run, event);
    }
}

fn play_event(run: &mut Run<'_>, event: &Event) {
    let behaviour = &run.given.parameters.behaviour;
    let (order_wind, error_sd) = (behaviour.order_wind_ms, behaviour.forecast_error_sd);
    let least = run.given.coefficients.curves.least_threshold();
    let loss_before = cover::loss_so_far(run);
    let sea_level = run.given.coefficients.sea_level_m[usize::from(event.period)];
    for zone in 0..run.given.place.zones() {
        let force = ZoneForce::of(run.events, event, zone, sea_level);
        let warned = forecast_ms(&run.draws, zone, &force, error_sd) >= order_wind;
        let struck = force.wind_ms > least || force.has_water() || force.shares.is_some();
        if !warned && !struck {
            continue;
        }
        run.capacity.open_sites(zone, event.period);
        let members = members(run, zone);
        let watched = before(run, &members);
        let noted = run.trace.entries.len();
        run.lists.sheltered.clear();
        if warned {
            evacuate(run, zone, &members, &force);
        }
        if struck {
            strike(run, zone, &members, &force);
            shelters::strike(run, zone, &members, &force);
            shelter_homeless(run, zone, &members, &force);
            services::leave_for_services(run, zone, &members, &force);
        }
        if let Some(watched) = watched {
            let due = force.wind_ms >= order_wind;
            note(run, &force, zone, (warned, due), watched);
            // The event stands before what it brought about.
            run.trace.entries[noted..].rotate_right(1);
        }
        if warned {
            for &member in &members {
                run.households.marks[member as usize] &= !(mark::WARNED | mark::EVACUATED);
            }
        }
        run.lists.members = members;
    }
    let struck = run.lists.struck.len() as f64 / run.given.place.population.len() as f64;
    run.deliveries.readiness.event(run.strategy, struck, event.period);
    cover::pay_out(run, event, loss_before);
    perception::remember(run, event.period);
}

/// The watched household among the members of a zone, with its damage and where it lives.
fn before(run: &Run<'_>, members: &[u32]) -> Option<(usize, f64, Living)> {
    let i = run.trace.household()?;
    members
        .contains(&(i as u32))
        .then(|| (i, f64::from(run.households.damage[i]), run.households.living[i]))
}

/// Notes what the event did to the watched household.
fn note(
    run: &mut Run<'_>,
    force: &ZoneForce<'_>,
    zone: usize,
    (ordered, due): (bool, bool),
    before: (usize, f64, Living),
) {
    let (i, damage, living) = before;
    let households = &run.households;
    let note = Note::Event {
        zone: zone as u16,
        wind_ms: force.wind_ms,
        depth_m: run.water_at_home(i, force).depth_m,
        ordered: ordered && living.is_in_dwelling(),
        due: due && living.is_in_dwelling(),
        warned: households.has(i, mark::WARNED),
        evacuated: households.has(i, mark::EVACUATED),
        damage: (damage, f64::from(households.damage[i])),
        living: (living, households.living[i]),
    };
    run.trace.note(i, force.period, || note);
}

/// Households whose home stands in a zone: those that started there, then those that came.
fn members(run: &mut Run<'_>, zone: usize) -> Vec<u32> {
    let mut members = std::mem::take(&mut run.lists.members);
    members.clear();
    let at_home = |i: &u32| {
        let i = *i as usize;
        usize::from(run.households.zone[i]) == zone && run.households.living[i].is_resident()
    };
    let started = run.given.place.population.in_zone(zone);
    members.extend((started.start as u32..started.end as u32).filter(at_home));
    let started = started.start as u32..started.end as u32;
    members
        .extend(run.lists.moved.iter().copied().filter(|i| !started.contains(i)).filter(at_home));
    members
}
