//! Displacement tracking: rounds that see a part of the displaced and count with error (model M9).
//!
//! Every so many months, if anyone is displaced, a round goes over all zones. It sees a displaced
//! household with the coverage that there is, by an addressed draw, so that a larger coverage keeps those
//! that a smaller one saw; programmes (lever `tracking`) add to it and pay for each person-round. Some
//! records are wrong: they stand for people not in need. What lies between rounds is not seen. Nothing
//! that happens to households depends on a round unless a programme goes by what it saw.

use super::households::{Living, mark};
use super::ledger::Flow;
use super::run::Run;
use crate::dist::quantile::normal;
use crate::outcome::{DEPARTURES, Departure, OutcomeId, ZoneRound};
use crate::rng::Purpose;
use crate::scenario::lever::{Combine, Lever};

/// Rounds of one future under one strategy.
#[derive(Clone, Debug, Default)]
pub struct Tracking {
    /// Whether the rounds are kept for files.
    pub keep: bool,
    error: f64,
    truth: f64,
    zones: Vec<ZoneRound>,
    departures: Vec<[f64; DEPARTURES]>,
}

impl Tracking {
    /// No round yet.
    pub fn reset(&mut self, zones: usize) {
        self.keep = false;
        self.departures.clear();
        self.departures.resize(zones, [0.0; DEPARTURES]);
        (self.error, self.truth) = (0.0, 0.0);
        self.zones.clear();
    }

    /// People leave in a zone, persons of the month.
    pub fn leave(&mut self, zone: u16, departure: Departure, people: f64) {
        self.departures[usize::from(zone)][departure as usize] += people;
    }

    /// Sum of the errors of all counts over the sum of the people counted; 0 before the first.
    pub fn error_share(&self) -> f64 {
        if self.truth > 0.0 { self.error / self.truth } else { 0.0 }
    }
}

/// A count with a relative error of standard normal `z`, never below zero.
pub fn counted(seen: f64, cv: f64, z: f64) -> f64 {
    (seen * (1.0 + cv * z)).max(0.0)
}

/// The round of the month, if one is due.
pub fn count_when_due(run: &mut Run<'_>, displaced: &[u32], period: u16) {
    let numbers = &run.given.parameters.tracking;
    let every = numbers.round_months.round().max(1.0) as u16;
    if !period.is_multiple_of(every) {
        return;
    }
    let given = run.given;
    let mut zones = std::mem::take(&mut run.tracking.zones);
    zones.clear();
    zones.extend((0..given.place.zones()).map(|zone| ZoneRound {
        round: u32::from(period / every) + 1,
        period,
        zone: zone as u16,
        site_places: run.capacity.open_places(&given, zone, period),
        departures: run.tracking.departures[zone],
        ..ZoneRound::default()
    }));
    for &member in displaced {
        let i = member as usize;
        if run.households.living[i].is_displaced() {
            look_at(run, i, period);
            note(run, i, &mut zones[usize::from(run.households.zone[i])]);
        }
    }
    for zone in &mut zones {
        if zone.people.truth > 0.0 {
            let u = run.draws.uniform(Purpose::TrackingCount, u32::from(zone.zone), period, 0);
            let people = &mut zone.people;
            people.observed = counted(people.observed, numbers.count_error_cv, normal(u));
            run.tracking.error += (people.observed - people.truth).abs();
            run.tracking.truth += people.truth;
            zone.quality /= people.truth;
        }
    }
    run.tracking.departures.fill([0.0; DEPARTURES]);
    if run.tracking.keep {
        run.tally.rounds.extend(zones.iter().cloned());
    }
    run.tracking.zones = zones;
}

/// Whether the round sees a household, and whether its record is right.
fn look_at(run: &mut Run<'_>, i: usize, period: u16) {
    let numbers = &run.given.parameters.tracking;
    let entity = run.given.place.population.entity[i];
    let (u, wrong) = run.draws.pair(Purpose::Tracking, entity, period, 0);
    let mut seen = u < numbers.coverage_share;
    let months = period - run.households.displaced_since[i];
    if let Some((effect, programme)) = run.aid_when_due(Lever::Tracking, i, months) {
        let coverage = Combine::Complement.together(numbers.coverage_share, effect);
        let persons = f64::from(run.households.size[i]);
        seen |= u < coverage && run.pay(programme, Flow::Service, persons);
    }
    let served = &mut run.assistance.served[i];
    (served.seen, served.wrong, served.astray) = (seen, wrong < numbers.misclassified_share, false);
}

/// Adds a household to the count of its zone.
fn note(run: &Run<'_>, i: usize, zone: &mut ZoneRound) {
    let place = run.given.place;
    let served = &run.assistance.served[i];
    let seen = served.seen;
    let persons = run.tally.persons_now(run.persons(i));
    zone.people.add(persons, seen);
    zone.households.add(place.population.weight, seen);
    let living = match run.households.living[i] {
        Living::Host => 0,
        Living::Site => 1,
        Living::Rent => 2,
        _ => 3,
    };
    zone.living[living].add(persons, seen);
    let population = &place.population;
    if population.female_head[i] {
        zone.female_head.add(persons, seen);
    }
    if population.elderly_head[i] || population.disability[i] {
        zone.vulnerable.add(persons, seen);
    }
    if f64::from(run.households.damage[i]) >= run.given.parameters.recovery.return_damage {
        zone.home_damaged.add(persons, seen);
    }
    if run.households.has(i, mark::LEFT_FOR_SERVICES) {
        zone.without_services.add(persons, seen);
    }
    zone.quality += persons * served.quality;
    if served.managed_before {
        zone.managed += persons;
    }
}

/// Stores how wrong tracking was over the horizon.
pub fn close(run: &mut Run<'_>) {
    let share = run.tracking.error_share();
    run.tally.add(OutcomeId::TrackingErrorShare, share);
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn counts_are_off_by_their_error_and_never_negative() {
        assert_eq!(counted(100.0, 0.15, 0.0), 100.0);
        assert!((counted(100.0, 0.15, 1.0) - 115.0).abs() < 1e-12);
        assert_eq!(counted(100.0, 0.5, -3.0), 0.0);
    }
}
