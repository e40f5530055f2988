//! Delivery of programmes on their policy dates, their cost and the budget.
//!
//! A programme reaches its households in a fixed order, a few more each month, as far as authorities can
//! (see [`super::authorities`]). A delivery is made only if the budgets still hold its cost and its upkeep to
//! the horizon; what depends on events and needs (grants, rebuilding, accepted offers, services) is paid
//! while the budgets last. Every unit delivered has a cost line.

use super::authorities::{self, Authorities};
use super::books::Books;
use super::budgets::{Budgets, Commitment};
use super::footing;
use super::grants::GrantSets;
use super::households::NO_PROGRAMME;
use super::insurance;
use super::ledger::Flow;
use super::readiness::Readiness;
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
    /// The same as planned.
    planned: Vec<usize>,
    /// Money that may be spent.
    pub budgets: Budgets,
    /// What was planned, delivered and paid.
    pub books: Books,
    /// Upkeep of what was delivered by each programme, USD per month.
    upkeep_usd_per_month: Vec<f64>,
    /// Stocks, and what an event set off.
    pub readiness: Readiness,
    /// What authorities can do.
    pub authorities: Authorities,
    /// Safe plots at hand, simulated households.
    pub plots: f64,
    /// Fractions of a place in collective sites delivered so far, by zone.
    places: Vec<f64>,
    /// Programmes that pay repair grants.
    pub grants: GrantSets,
}

impl Deliveries {
    /// Nothing delivered yet.
    pub fn reset(&mut self, strategy: &StrategyPlan, zones: usize, periods: u16) {
        self.passed.clear();
        self.passed.resize(strategy.programmes.len(), 0);
        self.planned.clone_from(&self.passed);
        let absorption = strategy.programmes.iter().map(|it| it.absorption_usd_per_year);
        self.budgets.reset(strategy.budget_usd, &strategy.actor_budgets_usd, absorption);
        self.readiness.reset(strategy);
        self.books.reset(strategy.programmes.len(), periods);
        self.upkeep_usd_per_month.clear();
        self.upkeep_usd_per_month.resize(strategy.programmes.len(), 0.0);
        self.plots = 0.0;
        self.places.clear();
        self.places.resize(zones, 0.0);
        self.grants.reset();
    }
}

/// Months of the calendar year of `period` that are left in the horizon, it included.
fn months_of_year(run: &Run<'_>, period: u16) -> f64 {
    let horizon = run.given.place.horizon;
    f64::from(u16::from(13 - horizon.month_of(period).month).min(horizon.periods() - period))
}

/// Delivers what is due in `period` and charges upkeep.
pub fn deliver(run: &mut Run<'_>, period: u16) {
    if period == 0 || run.given.place.horizon.month_of(period).month == 1 {
        let months = months_of_year(run, period);
        run.deliveries.budgets.open_year(months);
    }
    authorities::change(run);
    for position in 0..run.strategy.programmes.len() {
        let upkeep = run.deliveries.upkeep_usd_per_month[position];
        if upkeep > 0.0 {
            run.deliveries.books.line(position, period).usd += upkeep;
            run.post(Flow::Upkeep, upkeep);
        }
        let programme = &run.strategy.programmes[position];
        let numbers = &run.given.parameters.interventions[programme.intervention];
        let planned = programme.reached(period, numbers.coverage_share);
        let can = run.deliveries.authorities.delivered_share();
        let reached = programme.reached(period, numbers.coverage_share * can);
        for next in run.deliveries.planned[position]..planned {
            let i = programme.order[next] as usize;
            if run.households.living[i].is_resident() {
                let units = units_on_delivery(run, position, i);
                run.deliveries.books.line(position, period).planned += units;
            }
        }
        run.deliveries.planned[position] = run.deliveries.planned[position].max(planned);
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
    let units = units_on_delivery(run, position, i);
    let months_left = f64::from(run.given.place.horizon.periods() - period);
    let once = units * numbers.unit_cost_usd;
    let upkeep = units * numbers.upkeep_usd_per_year / 12.0;
    let commitment = Commitment {
        once_usd: once,
        upkeep_usd_per_month: upkeep,
        months_to_horizon: months_left,
        months_of_year: months_of_year(run, period),
    };
    let held = run.deliveries.budgets.commit(position, programme.actor, commitment);
    if !held {
        return;
    }
    let line = run.deliveries.books.line(position, period);
    line.delivered += units;
    line.usd += once;
    run.deliveries.upkeep_usd_per_month[position] += upkeep;
    if once > 0.0 {
        run.post(Flow::Delivery, once);
    }
    let intervention = programme.intervention;
    run.trace.note(i, period, || Note::Reached { intervention });
    for (lever, effect) in &numbers.effects {
        apply(run, *lever, *effect, position, i);
    }
}

/// Units that one household counts for on delivery. The unit is that of the first lever; others come
/// with it.
fn units_on_delivery(run: &Run<'_>, position: usize, i: usize) -> f64 {
    let programme = &run.strategy.programmes[position];
    let numbers = &run.given.parameters.interventions[programme.intervention];
    let persons = run.persons(i);
    let weight = run.given.place.population.weight;
    numbers.effects.first().map_or(0.0, |(lever, effect)| match lever.entry().counted {
        Counted::Persons => persons,
        Counted::PersonsTimesEffect => persons * effect,
        Counted::Households => weight,
        Counted::HouseholdsTimesEffect => weight * effect,
        Counted::OnNeed => 0.0,
    })
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
        Lever::Knowledge => run.teach(i, effect),
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
    /// Pays `units` of a programme out of the budgets, or nothing if they do not hold them. Units are of
    /// simulated households.
    pub fn pay(&mut self, position: u8, flow: Flow, units: f64) -> bool {
        let Some(usd) = self.charge(position, units) else { return false };
        self.post(flow, usd);
        true
    }

    /// Pays a repair grant of `usd` to a simulated household, or nothing if the budgets do not hold it.
    /// A unit cost above one is the cost of giving the grant, below one what partners pay of it.
    pub fn pay_grant(&mut self, position: u8, usd: f64) -> bool {
        let Some(charged) = self.charge(position, usd) else { return false };
        let received = usd * self.given.place.population.weight;
        self.post(Flow::Grant, charged.min(received));
        self.post(Flow::GrantOverhead, (charged - received).max(0.0));
        self.post(Flow::GrantByPartners, (received - charged).max(0.0));
        true
    }

    /// Pays income support of `usd` to a simulated household, or nothing if the budget does not hold it;
    /// costs above one and below it are those of a grant.
    pub fn pay_support(&mut self, position: u8, usd: f64) -> bool {
        let Some(charged) = self.charge(position, usd) else { return false };
        let received = usd * self.given.place.population.weight;
        self.post(Flow::Transfer, charged.min(received));
        self.post(Flow::GrantOverhead, (charged - received).max(0.0));
        self.post(Flow::TransferByPartners, (received - charged).max(0.0));
        true
    }

    /// Takes the cost of `units` of a programme out of the budgets and writes its line; none if they do
    /// not hold it: then the units are planned, and not delivered.
    fn charge(&mut self, position: u8, units: f64) -> Option<f64> {
        let programme = usize::from(position);
        let actor = self.strategy.programmes[programme].actor;
        let usd = self.cost_usd(position, units);
        let units = units * self.given.place.population.weight;
        let held = self.deliveries.budgets.take(programme, actor, usd);
        let line = self.deliveries.books.line(programme, self.period);
        line.planned += units;
        held.then(|| {
            line.delivered += units;
            line.usd += usd;
            usd
        })
    }

    /// Notes `units` of a programme, of simulated households, that were called for and not delivered.
    pub fn miss(&mut self, position: u8, units: f64) {
        let units = units * self.given.place.population.weight;
        self.deliveries.books.line(usize::from(position), self.period).planned += units;
    }

    /// What `units` of a programme cost for simulated households, USD.
    fn cost_usd(&self, position: u8, units: f64) -> f64 {
        let programme = &self.strategy.programmes[usize::from(position)];
        let numbers = &self.given.parameters.interventions[programme.intervention];
        units * self.given.place.population.weight * numbers.unit_cost_usd
    }

    /// Adds `usd` to the budget of the strategy.
    pub fn add_to_budget(&mut self, usd: f64) {
        self.deliveries.budgets.add(usd);
    }

    /// Whether the budgets hold `units` of a programme.
    pub fn budget_holds(&self, position: u8, units: f64) -> bool {
        let programme = usize::from(position);
        let actor = self.strategy.programmes[programme].actor;
        self.deliveries.budgets.hold(programme, actor, self.cost_usd(position, units))
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
        Package {
            programme_units: share,
            household_usd: numbers.unit_cost_usd * (1.0 - share),
            fits: self.budget_holds(position, share),
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
