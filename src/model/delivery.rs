//! Delivery of programmes on their policy dates, their cost and the budget.
//!
//! A programme reaches its households in a fixed order, a few more each month. A delivery is made only
//! if the budget still holds its cost and its upkeep to the horizon; what depends on events (grants,
//! rebuilding, accepted offers) is paid while the budget lasts. Every unit delivered has a cost line.

use super::footing;
use super::grants::GrantSets;
use super::households::NO_PROGRAMME;
use super::insurance;
use super::ledger::Flow;
use super::run::Run;
use super::trace::Note;
use crate::outcome::OutcomeId;
use crate::plan::programme::StrategyPlan;
use crate::scenario::lever::{Counted, Lever};

/// State of the programmes of a strategy.
#[derive(Clone, Debug, Default)]
pub struct Deliveries {
    /// Households passed in the order of each programme.
    passed: Vec<usize>,
    /// Money not yet spent or committed, USD.
    budget_left_usd: f64,
    /// Upkeep of what was delivered, USD per month.
    upkeep_usd_per_month: f64,
    /// Safe plots at hand, simulated households.
    pub plots: f64,
    /// Fractions of a place in collective sites delivered so far, by zone.
    places: Vec<f64>,
    /// Programmes that pay repair grants.
    pub grants: GrantSets,
}

impl Deliveries {
    /// Nothing delivered yet.
    pub fn reset(&mut self, strategy: &StrategyPlan, zones: usize) {
        self.passed.clear();
        self.passed.resize(strategy.programmes.len(), 0);
        self.budget_left_usd = strategy.budget_usd;
        self.upkeep_usd_per_month = 0.0;
        self.plots = 0.0;
        self.places.clear();
        self.places.resize(zones, 0.0);
        self.grants.reset();
    }
}

/// Delivers what is due in `period` and charges upkeep.
pub fn deliver(run: &mut Run<'_>, period: u16) {
    let upkeep = run.deliveries.upkeep_usd_per_month;
    if upkeep > 0.0 {
        run.post(Flow::Upkeep, upkeep);
    }
    for position in 0..run.strategy.programmes.len() {
        let programme = &run.strategy.programmes[position];
        let numbers = &run.given.parameters.interventions[programme.intervention];
        let reached = programme.reached(period, numbers.coverage_share);
        for next in run.deliveries.passed[position]..reached {
            reach(run, position, programme.order[next] as usize, period);
        }
        run.deliveries.passed[position] = run.deliveries.passed[position].max(reached);
    }
}

/// Brings a programme to one household.
fn reach(run: &mut Run<'_>, position: usize, i: usize, period: u16) {
    if !run.households.living[i].is_resident() {
        return;
    }
    let programme = &run.strategy.programmes[position];
    let numbers = &run.given.parameters.interventions[programme.intervention];
    let persons = run.persons(i);
    let weight = run.given.place.population.weight;
    // The unit that is paid for on delivery is that of the first lever; others come with it.
    let units =
        numbers.effects.first().map_or(0.0, |(lever, effect)| match lever.entry().counted {
            Counted::Persons => persons,
            Counted::PersonsTimesEffect => persons * effect,
            Counted::Households => weight,
            Counted::HouseholdsTimesEffect => weight * effect,
            Counted::OnNeed => 0.0,
        });
    let months_left = f64::from(run.given.place.horizon.periods() - period);
    let once = units * numbers.unit_cost_usd;
    let upkeep = units * numbers.upkeep_usd_per_year / 12.0;
    let committed = once + upkeep * months_left;
    if committed > run.deliveries.budget_left_usd {
        return;
    }
    run.deliveries.budget_left_usd -= committed;
    run.deliveries.upkeep_usd_per_month += upkeep;
    if once > 0.0 {
        run.post(Flow::Delivery, once);
    }
    let intervention = programme.intervention;
    run.trace.note(i, period, || Note::Reached { intervention });
    for (lever, effect) in &numbers.effects {
        apply(run, *lever, *effect, position, i);
    }
}

/// Moves one lever for one household.
fn apply(run: &mut Run<'_>, lever: Lever, effect: f64, position: usize, i: usize) {
    let by = position as u8;
    match lever {
        Lever::Warning => {
            let before = f64::from(run.households.warning[i]);
            run.households.warning[i] = (1.0 - (1.0 - before) * (1.0 - effect)) as f32;
        }
        Lever::ShelterPlaces => {
            let zone = usize::from(run.given.place.population.zone[i]);
            let persons = run.persons(i);
            let places = &mut run.deliveries.places[zone];
            *places += persons * effect;
            let whole = places.floor();
            *places -= whole;
            run.capacity.site_places[zone] += whole;
        }
        Lever::DwellingStrength => {
            let strength = &mut run.households.strength_ms[i];
            *strength = strength.max(effect as f32);
        }
        Lever::RebuildClass => {
            let steps = effect.round() as u8;
            if steps > run.households.rebuild[i] {
                run.households.rebuild[i] = steps;
                run.households.rebuild_programme[i] = by;
            }
        }
        Lever::Plots => run.deliveries.plots += effect,
        Lever::RelocationOffer => {
            if effect > 0.0 && run.households.offer[i] == NO_PROGRAMME {
                run.households.offer[i] = by;
                let weight = run.given.place.population.weight;
                run.tally.add(OutcomeId::OffersMade, weight);
                run.lists.offered.push(i as u32);
            }
        }
        Lever::RepairFunding => {
            let before = f64::from(run.households.grant_share[i]);
            run.households.grant_share[i] = (1.0 - (1.0 - before) * (1.0 - effect)) as f32;
            if effect > 0.0 {
                let set = &mut run.households.grant_set[i];
                *set = run.deliveries.grants.with(*set, by, effect);
            }
        }
        Lever::Livelihood | Lever::Destination | Lever::Coherence => {
            run.slots.bring(lever, i, effect, by);
            footing::renew(run, i);
        }
        Lever::Insurance => {
            let was_covered = run.slots.of(lever, i) > 0.0;
            run.slots.bring(lever, i, effect, by);
            insurance::take_up(run, i, was_covered);
        }
        Lever::Remittance => {
            run.slots.bring(lever, i, effect, by);
            let fee = run.given.place.remittance_fee_share * (1.0 - run.slots.of(lever, i));
            run.households.fee_share[i] = fee as f32;
        }
        _ => run.slots.bring(lever, i, effect, by),
    }
}

impl Run<'_> {
    /// Pays `units` of a programme out of the budget, or nothing if it does not hold them. Units are of
    /// simulated households.
    pub fn pay(&mut self, position: u8, flow: Flow, units: f64) -> bool {
        let Some(usd) = self.take_from_budget(position, units) else { return false };
        self.post(flow, usd);
        true
    }

    /// Pays a repair grant of `usd` to a simulated household, or nothing if the budget does not hold it.
    /// A unit cost above one is the cost of giving the grant, below one what partners pay of it.
    pub fn pay_grant(&mut self, position: u8, usd: f64) -> bool {
        let Some(charged) = self.take_from_budget(position, usd) else { return false };
        let received = usd * self.given.place.population.weight;
        self.post(Flow::Grant, charged.min(received));
        self.post(Flow::GrantOverhead, (charged - received).max(0.0));
        self.post(Flow::GrantByPartners, (received - charged).max(0.0));
        true
    }

    /// Pays income support of `usd` to a simulated household, or nothing if the budget does not hold it;
    /// costs above one and below it are those of a grant.
    pub fn pay_support(&mut self, position: u8, usd: f64) -> bool {
        let Some(charged) = self.take_from_budget(position, usd) else { return false };
        let received = usd * self.given.place.population.weight;
        self.post(Flow::Transfer, charged.min(received));
        self.post(Flow::GrantOverhead, (charged - received).max(0.0));
        self.post(Flow::TransferByPartners, (received - charged).max(0.0));
        true
    }

    /// Cost of `units` of a programme, USD, taken out of the budget; none if it does not hold it.
    fn take_from_budget(&mut self, position: u8, units: f64) -> Option<f64> {
        let usd = self.cost_usd(position, units);
        if usd > self.deliveries.budget_left_usd {
            return None;
        }
        self.deliveries.budget_left_usd -= usd;
        Some(usd)
    }

    /// What `units` of a programme cost for simulated households, USD.
    fn cost_usd(&self, position: u8, units: f64) -> f64 {
        let programme = &self.strategy.programmes[usize::from(position)];
        let numbers = &self.given.parameters.interventions[programme.intervention];
        units * self.given.place.population.weight * numbers.unit_cost_usd
    }

    /// Adds `usd` to the budget.
    pub fn add_to_budget(&mut self, usd: f64) {
        self.deliveries.budget_left_usd += usd;
    }

    /// Whether the budget holds `units` of a programme.
    pub fn budget_holds(&self, position: u8, units: f64) -> bool {
        self.cost_usd(position, units) <= self.deliveries.budget_left_usd
    }

    /// The package of an offer: what the programme and what the household pays.
    pub fn package(&self, position: u8) -> Package {
        let programme = &self.strategy.programmes[usize::from(position)];
        let numbers = &self.given.parameters.interventions[programme.intervention];
        let share = numbers
            .effects
            .iter()
            .find(|(lever, _)| *lever == Lever::RelocationOffer)
            .map_or(1.0, |(_, share)| *share);
        let weight = self.given.place.population.weight;
        Package {
            programme_units: share,
            household_usd: numbers.unit_cost_usd * (1.0 - share),
            fits: share * numbers.unit_cost_usd * weight <= self.deliveries.budget_left_usd,
        }
    }
}

/// Who pays for an accepted offer.
#[derive(Clone, Copy, Debug)]
pub struct Package {
    /// Share of the unit cost that the programme pays.
    pub programme_units: f64,
    /// What is left to the household, USD.
    pub household_usd: f64,
    /// Whether the budget holds the programme's share.
    pub fits: bool,
}
