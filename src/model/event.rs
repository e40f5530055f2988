//! The events of a period, in order, zone by zone.

use super::households::mark;
use super::impact::{evacuate, shelter_homeless, strike};
use super::run::Run;
use super::shelters;
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
    let order_wind = run.given.parameters.behaviour.order_wind_ms;
    let least = run.given.coefficients.curves.least_threshold();
    let sea_level = run.given.coefficients.sea_level_m[usize::from(event.period)];
    for zone in 0..run.given.place.zones() {
        let force = ZoneForce::of(run.events, event, zone, sea_level);
        let warned = force.wind_ms >= order_wind;
        let struck = force.wind_ms > least || force.has_water() || force.shares.is_some();
        if !warned && !struck {
            continue;
        }
        let members = members(run, zone);
        run.lists.sheltered.clear();
        if warned {
            evacuate(run, zone, &members, &force);
        }
        if struck {
            strike(run, zone, &members, &force);
            shelters::strike(run, zone, &members, &force);
            shelter_homeless(run, zone, &members, &force);
        }
        if warned {
            for &member in &members {
                run.households.marks[member as usize] &= !(mark::WARNED | mark::EVACUATED);
            }
        }
        run.lists.members = members;
    }
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
