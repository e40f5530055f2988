//! Public shelters and collective sites are damaged like any building (model M3, M5).
//!
//! The shelters of a zone are a stock of concrete buildings where its middle dwelling stands. The share
//! that an event makes unusable is the mean, over the Beta distribution of damage, of the chance that a
//! concrete dwelling is uninhabitable, times the share that is not hardened. Places lost come back as
//! exp(-t / τ): closed form in the month of the zone's last event. Who is in a shelter that fails is in
//! the same danger as in a dwelling that collapses; the displaced who live there look for another place.

use super::households::Living;
use super::impact::{endanger, stated_damage};
use super::placement::Offers;
use super::run::Run;
use super::trace::Note;
use crate::dist::beta::DamageTable;
use crate::plan::force::ZoneForce;
use crate::plan::population::{CONCRETE, at_quantile};
use crate::plan::vulnerability::Curves;
use crate::rng::Purpose;
use crate::scenario::lever::Lever;

/// Points at which the distribution of damage is read for a mean.
const POINTS: u32 = 64;

/// Share of the shelter places of a zone that an event makes unusable.
pub fn failing_share(run: &Run<'_>, zone: usize, force: &ZoneForce<'_>) -> f64 {
    let given = run.given;
    let exposed = 1.0 - given.parameters.sites.shelter_hardened_share;
    let curves = &given.coefficients.curves;
    let vulnerability = &given.parameters.vulnerability;
    let class = usize::from(CONCRETE);
    let table = given.place.damage_tables.table(vulnerability.damage_concentration);
    let mean = if force.shares.is_some() {
        0.0
    } else {
        let wind = curves.wind_damage(class, force.wind_ms, 0.0);
        let (elevations, distances) = &given.place.zone_quantiles[zone];
        let (elevation, coast) = (at_quantile(elevations, 0.5), at_quantile(distances, 0.5));
        let at = force.water_at(f64::from(elevation), f64::from(coast));
        Curves::combined(wind, curves.water_damage(class, at.depth_m, at.waves_from_km))
    };
    if exposed <= 0.0 || (mean <= 0.0 && force.shares.is_none()) {
        return 0.0;
    }
    let located = DamageTable::locate(mean);
    let sum: f64 = (0..POINTS)
        .map(|point| {
            let u = (f64::from(point) + 0.5) / f64::from(POINTS);
            let damage = match force.shares {
                Some(shares) => stated_damage(&shares[class], u, vulnerability),
                None => table.damage(located, u),
            };
            curves.uninhabitable(class, f64::from(damage))
        })
        .sum();
    exposed * sum / f64::from(POINTS)
}

impl Run<'_> {
    /// Share of the shelters of a zone that programmes hardened, of those that were not hardened before: by
    /// the persons whose homes in the zone they cover (lever `shelter_strength`).
    fn hardened_share(&self, members: &[u32]) -> f64 {
        if !self.slots.in_use(Lever::ShelterStrength) {
            return 0.0;
        }
        let (mut covered, mut all) = (0.0, 0.0);
        for &member in members {
            let persons = self.persons(member as usize);
            covered += persons * self.slots.of(Lever::ShelterStrength, member as usize);
            all += persons;
        }
        if all > 0.0 { covered / all } else { 0.0 }
    }
}

/// An event reaches the shelters of a zone: places are lost, and those inside are in danger.
pub fn strike(run: &mut Run<'_>, zone: usize, members: &[u32], force: &ZoneForce<'_>) {
    let failing = failing_share(run, zone, force) * (1.0 - run.hardened_share(members));
    if failing <= 0.0 {
        return;
    }
    let given = run.given;
    run.capacity.lose_places(&given, zone, failing, force.period);
    let index = u32::from(force.index);
    let fails = |run: &Run<'_>, i: usize| {
        let entity = given.place.population.entity[i];
        run.draws.uniform(Purpose::ShelterFailure, entity, force.period, index) < failing
    };
    let sheltered = std::mem::take(&mut run.lists.sheltered);
    for &member in &sheltered {
        let i = member as usize;
        if fails(run, i) {
            endanger(run, i, given.parameters.vulnerability.collapse_death_probability, force);
        }
    }
    run.lists.sheltered = sheltered;
    for &member in members {
        let i = member as usize;
        if run.households.living[i] != Living::Site || !fails(run, i) {
            continue;
        }
        endanger(run, i, given.parameters.vulnerability.collapse_death_probability, force);
        if run.households.living[i] == Living::Site {
            let found = run.find_place(i, force.period, 4 * index + 1, Offers::BUT_SITES);
            run.move_on(i, found);
            run.trace.note(i, force.period, || Note::SiteFailed { to: found });
        }
    }
}
