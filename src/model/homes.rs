//! Homes to be had: how many stand empty in each zone, and who among those that seek one gets it
//! (model M5, M8).
//!
//! Whoever moves within the area needs an empty home in the zone it moves to. Homes left whole join the
//! stock of their zone from the next month on. An event takes the share of the empty homes that it makes
//! unfit to live in among the dwellings of the zone. A shortage or glut V - V₀ then fades as
//! exp(-t / τ), by building, repair and letting: that is how fast homes come back. Rooms to let for the
//! displaced are a stock of their own and fare alike.

use super::coefficients::Given;
use super::households::mark;
use super::inundation::is_given_up;
use super::run::Run;
use crate::dist::math::exp;
use crate::outcome::SeriesId;
use crate::rng::Purpose;

/// Empty homes by zone, simulated households.
#[derive(Clone, Debug, Default)]
pub struct Homes {
    /// Empty homes now.
    empty: Vec<f64>,
    /// In usual times.
    usual: Vec<f64>,
    /// Left this month, to be had from the next on.
    left: Vec<f64>,
    /// Share of a shortage or glut that is left after a month.
    keep: f64,
}

/// A household that seeks a home.
#[derive(Clone, Copy, Debug)]
pub struct Seeker {
    /// Zone in which it seeks.
    pub zone: u16,
    /// Its lot: the lowest is served first.
    pub lot: f64,
    /// The household.
    pub household: u32,
}

/// Why it seeks. The number is part of the address of the lot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Seeks {
    /// Displaced, to settle where it is.
    Settling,
    /// It decided to move.
    Moving,
    /// It left the area and would come back.
    ComingBack,
}

impl Homes {
    /// The start: usual times. A zone with any usual vacancy has one home at least.
    pub fn reset(&mut self, given: &Given<'_>) {
        let recovery = &given.parameters.recovery;
        let share = recovery.vacant_homes_share;
        let zones = given.place.zones();
        self.usual.clear();
        self.usual.extend((0..zones).map(|zone| {
            let households = given.place.population.in_zone(zone).len() as f64;
            if share > 0.0 { (share * households).max(1.0) } else { 0.0 }
        }));
        self.empty.clone_from(&self.usual);
        self.left.clear();
        self.left.resize(zones, 0.0);
        self.keep = exp(-1.0 / (12.0 * recovery.vacancy_recovery_years));
    }

    /// Begins a month: what was left in the last one is to be had, and the stock nears its usual number.
    pub fn begin_month(&mut self) {
        for ((empty, usual), left) in self.empty.iter_mut().zip(&self.usual).zip(&mut self.left) {
            *empty = fade(*empty, *usual, self.keep) + std::mem::take(left);
        }
    }

    /// Empty homes of a zone.
    pub fn empty(&self, zone: usize) -> f64 {
        self.empty[zone]
    }

    /// Whether a home is to be had in a zone.
    pub fn has_one(&self, zone: usize) -> bool {
        self.empty[zone] >= 1.0
    }

    /// A home is left whole.
    pub fn leave(&mut self, zone: usize) {
        self.left[zone] += 1.0;
    }

    /// An event makes a share of the homes of a zone unfit to live in.
    pub fn lose(&mut self, zone: usize, share: f64) {
        self.empty[zone] *= 1.0 - share;
        self.left[zone] *= 1.0 - share;
    }

    /// Share of a shortage or glut that is left after a month.
    pub fn keep(&self) -> f64 {
        self.keep
    }

    fn take(&mut self, zone: usize) -> bool {
        let has_one = self.has_one(zone);
        if has_one {
            self.empty[zone] -= 1.0;
        }
        has_one
    }
}

/// A stock a month later: the distance from its usual number fades.
pub fn fade(now: f64, usual: f64, keep: f64) -> f64 {
    usual + (now - usual) * keep
}

/// A household gives its dwelling up: what stands damaged leaves the stock of damaged dwellings, and a
/// whole one is there for others where `for_others` says so.
pub fn give_up(run: &mut Run<'_>, i: usize, for_others: bool) {
    let given = run.given;
    let households = &mut run.households;
    let whole = f64::from(households.damage[i]) < given.parameters.vulnerability.minor_damage
        && !households.has(i, mark::NEEDS_PLOT)
        && !is_given_up(given.coefficients, households.elevation_m[i], run.period);
    if whole && for_others {
        run.homes.leave(usize::from(households.zone[i]));
    }
    if households.has(i, mark::DAMAGED) {
        households.set(i, mark::DAMAGED, false);
        run.tally.change(SeriesId::DamagedStock, -given.place.population.weight);
    }
    run.lists.has_given_up = true;
    run.trace.close_repair(i);
}

/// Puts a household on the list of those that seek a home in a zone.
pub fn seek(run: &mut Run<'_>, i: usize, zone: usize, seeks: Seeks, period: u16) {
    let entity = run.given.place.population.entity[i];
    let lot = run.draws.uniform(Purpose::Vacancy, entity, period, seeks as u32);
    run.lists.seekers_of_homes.push(Seeker { zone: zone as u16, lot, household: i as u32 });
}

/// Hands out homes by lot and calls `settle` for each seeker with whether it found one. Homes that are
/// left on the way are not handed out before the next month, so no zone waits for another.
pub fn hand_out(run: &mut Run<'_>, mut settle: impl FnMut(&mut Run<'_>, &Seeker, bool)) {
    if run.lists.seekers_of_homes.is_empty() {
        return;
    }
    let mut seekers = std::mem::take(&mut run.lists.seekers_of_homes);
    seekers.sort_unstable_by(|a, b| {
        a.zone.cmp(&b.zone).then(a.lot.total_cmp(&b.lot)).then(a.household.cmp(&b.household))
    });
    for seeker in &seekers {
        let found = run.homes.take(usize::from(seeker.zone));
        settle(run, seeker, found);
    }
    seekers.clear();
    run.lists.seekers_of_homes = seekers;
}

#[cfg(test)]
mod tests {
    use super::{Homes, fade};

    #[test]
    fn a_shortage_fades_and_what_is_left_counts_from_the_next_month() {
        let mut homes =
            Homes { empty: vec![10.0, 0.0], usual: vec![10.0, 4.0], left: vec![0.0; 2], keep: 0.5 };
        assert!(homes.has_one(0) && !homes.has_one(1) && !homes.take(1));
        homes.lose(0, 0.8);
        homes.leave(1);
        assert!(!homes.has_one(1));
        assert!(homes.take(0) && !homes.has_one(0));
        homes.begin_month();
        assert!((homes.empty(0) - fade(1.0, 10.0, 0.5)).abs() < 1e-12);
        assert!((homes.empty(1) - 3.0).abs() < 1e-12);
        for _ in 0..60 {
            homes.begin_month();
        }
        assert!((homes.empty(0) - 10.0).abs() < 1e-12 && (homes.empty(1) - 4.0).abs() < 1e-12);
    }
}
