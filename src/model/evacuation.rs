//! Warning and evacuation (model M5): a forecast that errs, orders, who hears and who leaves ahead.
//!
//! A zone is told to leave if the wind forecast for it reaches the order wind; the forecast is the wind
//! that comes times exp(s z), z standard normal, the same under every strategy. So some orders are false
//! alarms and some storms come without one. After a false alarm an order weighs less in its zone, and
//! what is lost comes back as exp(-r t): closed form in the month of the last false alarm.
//!
//! Who leaves is a logit (signs after Huang, Lindell and Prater 2016) in two passes: the second adds the
//! share of one's ties that the first moved. Evacuation is never displacement.

use super::coefficients::Given;
use super::households::mark;
use super::perception;
use super::run::Run;
use super::trace::Note;
use super::transport;
use crate::dist::math::{exp, ln, logistic};
use crate::dist::quantile::normal;
use crate::outcome::OutcomeId;
use crate::plan::force::ZoneForce;
use crate::plan::population::Tenure;
use crate::rng::{Draws, Purpose};
use crate::scenario::parameters::Behaviour;

/// Surge height from which homes within reach of it count as low ground in the decision to evacuate.
const LOW_GROUND_M: f64 = 3.0;
/// Loss of height that surge suffers inland, m per km.
const SURGE_LOSS_M_PER_KM: f64 = 0.2;

/// What speaks for and against leaving in one household.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent yes-or-no reasons, as a survey asks them"
)]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Reasons {
    /// What is left of the weight of an order, 0-1; 0 where none is given.
    pub order: f64,
    /// The warning was received.
    pub received: bool,
    /// Makeshift or timber home.
    pub weak_home: bool,
    /// Home within reach of surge.
    pub low_ground: bool,
    /// Owner of the home.
    pub owner: bool,
    /// Headed by a woman.
    pub female_head: bool,
    /// Elderly head or a disability.
    pub vulnerable: bool,
    /// Perceived over true risk.
    pub perceived_ratio: f64,
    /// Experience of events.
    pub experience: f64,
    /// Share of ties that leave.
    pub peers: f64,
    /// Knowledge of what to do that programmes brought, 0-1.
    pub knowledge: f64,
}

/// Logit of leaving ahead.
pub fn logit(behaviour: &Behaviour<f64>, reasons: &Reasons) -> f64 {
    let term = |on: bool, value: f64| if on { value } else { 0.0 };
    behaviour.evacuation_constant
        + behaviour.evacuation_order * reasons.order
        + term(reasons.received, behaviour.evacuation_received)
        + term(reasons.weak_home, behaviour.evacuation_weak_home)
        + term(reasons.low_ground, behaviour.evacuation_low_ground)
        + term(reasons.owner, behaviour.evacuation_owner)
        + term(reasons.female_head, behaviour.evacuation_female_head)
        + term(reasons.vulnerable, behaviour.evacuation_vulnerable)
        + behaviour.evacuation_perception * ln(1.0 + reasons.perceived_ratio)
        + behaviour.evacuation_experience * reasons.experience
        + behaviour.evacuation_peers * reasons.peers
        + behaviour.evacuation_knowledge * reasons.knowledge
}

/// Weight of orders lost to false alarms, by zone.
#[derive(Clone, Debug, Default)]
pub struct Compliance {
    lost: Vec<f64>,
    period: Vec<u16>,
}

impl Compliance {
    /// Nothing lost in any zone.
    pub fn reset(&mut self, zones: usize) {
        self.lost.clear();
        self.lost.resize(zones, 0.0);
        self.period.clear();
        self.period.resize(zones, 0);
    }

    /// What is left of the weight of an order in a zone, 0-1, if `recovery_per_year` brings it back.
    pub fn now(&self, zone: usize, recovery_per_year: f64, period: u16) -> f64 {
        let months = f64::from(period - self.period[zone]);
        1.0 - self.lost[zone] * exp(-recovery_per_year * months / 12.0)
    }

    /// A false alarm in a zone: what is left is multiplied by `ratio`.
    pub fn disappoint(&mut self, zone: usize, ratio: f64, recovery_per_year: f64, period: u16) {
        self.lost[zone] = 1.0 - self.now(zone, recovery_per_year, period) * ratio;
        self.period[zone] = period;
    }
}

/// Wind forecast for a zone, m/s.
pub fn forecast_ms(draws: &Draws, zone: usize, force: &ZoneForce<'_>, error_sd: f64) -> f64 {
    if error_sd <= 0.0 || force.wind_ms <= 0.0 {
        return force.wind_ms;
    }
    let u = draws.uniform(Purpose::Forecast, zone as u32, force.period, u32::from(force.index));
    force.wind_ms * exp(error_sd * normal(u))
}

/// A household that heard the warning: its number, its logit without peers and its draw.
pub type Response = (u32, f64, f64);

/// Warning and evacuation of the households `members` of a zone that is told to leave.
pub fn evacuate(run: &mut Run<'_>, zone: usize, members: &[u32], force: &ZoneForce<'_>) {
    let given = run.given;
    let population = &given.place.population;
    let behaviour = &given.parameters.behaviour;
    let order = run.compliance.now(zone, behaviour.compliance_recovery_per_year, force.period);
    let step = u32::from(force.index) * 4;
    let mut responses = std::mem::take(&mut run.lists.responses);
    responses.clear();
    for &member in members {
        let i = member as usize;
        if !run.households.living[i].is_in_dwelling() {
            continue;
        }
        let (heard, acts) =
            run.draws.pair(Purpose::Evacuation, population.entity[i], force.period, step);
        let received = heard < reach(behaviour, f64::from(run.households.warning[i]));
        run.households.set(i, mark::WARNED, received);
        // A warning that does not arrive moves nobody: the order is part of it.
        if received {
            let at = logit(behaviour, &reasons(run, i, order, force.period));
            let leaves = acts < logistic(at);
            run.households.set(i, mark::EVACUATED, leaves);
            responses.push((member, at, acts));
        }
    }
    add_peers(run, &mut responses);
    for &(member, _, _) in &responses {
        run.households.set(member as usize, mark::EVACUATED, false);
    }
    run.lists.seekers.clear();
    let stranded = transport::strand(run, members, &responses, force);
    for &(member, at, acts) in &responses {
        let i = member as usize;
        if stranded.binary_search(&member).is_ok() {
            continue;
        }
        if acts >= logistic(at) {
            let lost = behaviour.evacuation_order * (1.0 - order);
            if run.trace.watches(i) && acts < logistic(at + lost) {
                run.trace.note(i, force.period, || Note::Doubted);
            }
            continue;
        }
        let (goes, lot) =
            run.draws.pair(Purpose::Evacuation, population.entity[i], force.period, step + 2);
        if goes < behaviour.evacuee_shelter_share {
            run.lists.seekers.push((lot, member));
        } else {
            leave_ahead(run, i);
        }
    }
    run.lists.responses = responses;
    fill_shelters(run, zone, force.period);
    if force.wind_ms < behaviour.order_wind_ms {
        run.compliance.disappoint(
            zone,
            behaviour.false_alarm_compliance_ratio,
            behaviour.compliance_recovery_per_year,
            force.period,
        );
    }
}

/// Share of households with this programme effect that a warning reaches.
fn reach(behaviour: &Behaviour<f64>, added: f64) -> f64 {
    (1.0 - (1.0 - behaviour.warning_coverage_share) * (1.0 - added))
        * (1.0 - behaviour.warning_outage_share)
}

fn reasons(run: &Run<'_>, i: usize, order: f64, period: u16) -> Reasons {
    let population = &run.given.place.population;
    let households = &run.households;
    let low_ground = f64::from(households.elevation_m[i])
        + SURGE_LOSS_M_PER_KM * f64::from(households.coast_km[i])
        < LOW_GROUND_M;
    let experience =
        perception::experience(households, &run.area_experience, i, &run.given, period);
    Reasons {
        order,
        received: true,
        weak_home: households.class[i] <= 1,
        low_ground,
        owner: population.tenure[i] == Tenure::Owner,
        female_head: population.female_head[i],
        vulnerable: population.elderly_head[i] || population.disability[i],
        perceived_ratio: run.believed_ratio(i, experience),
        experience,
        peers: 0.0,
        knowledge: run.knowledge(i, period),
    }
}

/// Adds to each logit the share of ties that the first pass moved.
fn add_peers(run: &Run<'_>, responses: &mut [Response]) {
    let weight = run.given.parameters.behaviour.evacuation_peers;
    if weight <= 0.0 {
        return;
    }
    for (member, at, _) in responses {
        let ties = run.given.place.population.network.ties_of(*member as usize);
        let leaving =
            ties.iter().filter(|tie| run.households.has(**tie as usize, mark::EVACUATED)).count();
        if leaving > 0 {
            *at += weight * leaving as f64 / ties.len() as f64;
        }
    }
}

/// Public shelters take those first in the queue, as far as places go.
fn fill_shelters(run: &mut Run<'_>, zone: usize, period: u16) {
    let mut seekers = std::mem::take(&mut run.lists.seekers);
    seekers.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut sheltered = 0;
    let mut free = run.capacity.open_places(&run.given, zone, period) - run.capacity.in_sites[zone];
    for &(_, member) in &seekers {
        let persons = run.persons(member as usize);
        if persons > free {
            break;
        }
        free -= persons;
        sheltered += 1;
        leave_ahead(run, member as usize);
        run.lists.sheltered.push(member);
    }
    for &(_, member) in &seekers[sheltered..] {
        run.trace.note(member as usize, period, || Note::NoShelter);
    }
    run.lists.seekers = seekers;
}

fn leave_ahead(run: &mut Run<'_>, i: usize) {
    run.households.set(i, mark::EVACUATED | mark::EVER_EVACUATED, true);
    let persons = run.persons(i);
    run.count(i, OutcomeId::EvacuatedPeople, persons);
}

/// Whether a household trusts warnings enough to protect its people without leaving: a lasting
/// disposition, worn by the false alarms of its zone.
pub fn trusts(given: &Given<'_>, run: &Run<'_>, i: usize, period: u16) -> bool {
    let behaviour = &given.parameters.behaviour;
    let zone = usize::from(run.households.zone[i]);
    let left = run.compliance.now(zone, behaviour.compliance_recovery_per_year, period);
    let entity = given.place.population.entity[i];
    run.draws.uniform(Purpose::Trust, entity, 0, 0) < behaviour.warning_trust_share * left
}

#[cfg(test)]
mod tests {
    use super::{Compliance, Reasons, logit};
    use crate::dist::math::exp;
    use crate::scenario::parameters::Behaviour;

    #[test]
    fn false_alarms_wear_orders_down_and_time_mends_them() {
        let mut compliance = Compliance::default();
        compliance.reset(2);
        assert_eq!(compliance.now(0, 0.5, 30), 1.0);
        compliance.disappoint(0, 0.9, 0.5, 30);
        assert!((compliance.now(0, 0.5, 30) - 0.9).abs() < 1e-15);
        compliance.disappoint(0, 0.9, 0.5, 30);
        assert!((compliance.now(0, 0.5, 30) - 0.81).abs() < 1e-15);
        assert!((compliance.now(0, 0.5, 54) - (1.0 - 0.19 * exp(-1.0))).abs() < 1e-15);
        assert_eq!(compliance.now(1, 0.5, 54), 1.0);
    }

    #[test]
    fn each_reason_moves_the_logit_by_its_coefficient() {
        let behaviour = Behaviour::from_keys(|key| key.default);
        let none = Reasons::default();
        let base = logit(&behaviour, &none);
        assert!((base + 3.0).abs() < 1e-15);
        let with = |reasons: Reasons| logit(&behaviour, &reasons) - base;
        assert!((with(Reasons { order: 1.0, ..none }) - 1.3).abs() < 1e-15);
        assert!((with(Reasons { order: 0.9, ..none }) - 1.17).abs() < 1e-15);
        assert!((with(Reasons { peers: 0.5, ..none }) - 0.5).abs() < 1e-15);
        assert!((with(Reasons { experience: 2.0, ..none }) - 0.4).abs() < 1e-15);
        assert!((with(Reasons { owner: true, ..none }) + 0.4).abs() < 1e-15);
        let knows = behaviour.evacuation_knowledge * 0.5;
        assert!((with(Reasons { knowledge: 0.5, ..none }) - knows).abs() < 1e-15);
        assert!((with(Reasons { weak_home: true, low_ground: true, ..none }) - 1.7).abs() < 1e-15);
    }
}
