//! Seats for those who would leave ahead of an event and have no vehicle (lever `transport_seats`).
//!
//! A lasting share of households has no vehicle. Of those who decide to leave, these need seats, one a
//! person. The seats of a zone are persons times the effect summed over the homes in it; they are given by
//! lot, household by household, until one does not fit. Who gets none stays. Seats serve every event anew.
//! With no seats all of them stay; with the share at its default of 0 nobody needs one.

use super::evacuation::Response;
use super::run::Run;
use crate::dist::math::logistic;
use crate::outcome::OutcomeId;
use crate::plan::force::ZoneForce;
use crate::rng::Purpose;
use crate::scenario::lever::Lever;

/// Addresses under the purpose of evacuation, apart from those of events: having a vehicle, the lot.
const VEHICLE_INDEX: u32 = 4_000_000;
const SEAT_INDEX: u32 = 5_000_000;

/// Households, in order of their number, that would leave a zone and find no seat.
pub fn strand(
    run: &mut Run<'_>,
    members: &[u32],
    responses: &[Response],
    force: &ZoneForce<'_>,
) -> Vec<u32> {
    if run.given.parameters.behaviour.no_vehicle_share <= 0.0 {
        return Vec::new();
    }
    let mut riders: Vec<(f64, u32)> = responses
        .iter()
        .filter(|(member, at, acts)| *acts < logistic(*at) && has_no_vehicle(run, *member as usize))
        .map(|(member, _, _)| {
            let entity = run.given.place.population.entity[*member as usize];
            let index = SEAT_INDEX + u32::from(force.index);
            (run.draws.uniform(Purpose::Evacuation, entity, force.period, index), *member)
        })
        .collect();
    riders.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let persons = |rider: &(f64, u32)| run.persons(rider.1 as usize);
    let seated = seated(seats(run, members), riders.iter().map(persons));
    let mut stranded: Vec<u32> = riders.drain(seated..).map(|(_, member)| member).collect();
    stranded.sort_unstable();
    for &member in &stranded {
        let i = member as usize;
        let persons = run.persons(i);
        run.count(i, OutcomeId::StrandedPeople, persons);
    }
    stranded
}

/// Whether a household has no vehicle.
fn has_no_vehicle(run: &Run<'_>, i: usize) -> bool {
    let entity = run.given.place.population.entity[i];
    run.draws.uniform(Purpose::Evacuation, entity, 0, VEHICLE_INDEX)
        < run.given.parameters.behaviour.no_vehicle_share
}

/// Seats brought to the homes of a zone, real persons.
fn seats(run: &Run<'_>, members: &[u32]) -> f64 {
    if !run.slots.in_use(Lever::TransportSeats) {
        return 0.0;
    }
    let seats = |member: &u32| {
        let i = *member as usize;
        run.persons(i) * run.slots.of(Lever::TransportSeats, i)
    };
    members.iter().map(seats).sum()
}

/// How many of the parties in line, each of so many persons, find seats.
fn seated(seats: f64, parties: impl Iterator<Item = f64>) -> usize {
    let mut left = seats;
    parties
        .take_while(|persons| {
            left -= persons;
            left >= 0.0
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::seated;

    #[test]
    fn seats_are_given_in_line_until_a_household_does_not_fit() {
        let parties = [4.0, 3.0, 5.0, 1.0];
        let count = |seats: f64| seated(seats, parties.into_iter());
        assert_eq!([0.0, 3.0, 4.0, 7.0, 11.0, 12.0, 13.0].map(count), [0, 0, 1, 2, 2, 3, 4]);
    }
}
