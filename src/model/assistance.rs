//! Services to the displaced in a month, and what displacement does to people in it (model M9).
//!
//! Only the list of the displaced is gone through. What is given is paid when it is given, for the whole
//! month or for what is left of the first one; who finds a home within a month was served for all of it.
//! Where a programme of the strategy manages sites, services go first to those with the least of their
//! own; else in the order in which people were displaced. The order matters where a budget binds.

use super::care::{self, AREA, HEALTH, MANAGEMENT, OwnProvision, Provided};
use super::households::{Living, mark};
use super::ledger::Flow;
use super::run::Run;
use super::tracking;
use crate::group::exact_people;
use crate::outcome::OutcomeId;
use crate::plan::parameters::Parameters;
use crate::scenario::lever::Lever;

/// Levers that add to the quality of a place, in the order of what they provide.
const PROVIDING: [Lever; care::PROVISIONS] = [
    Lever::ServiceArea,
    Lever::ServiceWater,
    Lever::ServiceToilets,
    Lever::ServiceHealth,
    Lever::ServiceManagement,
];

/// The state of a displaced household; it starts anew with each spell.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "facts that do not exclude each other")]
pub struct Served {
    /// What it is provided this month, as shares of the standards.
    pub provided: Provided,
    /// Quality of its place this month, 0-1.
    pub quality: f64,
    /// Part of a full health service this month, 0-1.
    pub health: f64,
    /// Part of full protection measures this month, 0-1.
    pub protection: f64,
    /// Share of its people in distress.
    pub distress: f64,
    /// Psychosocial support in this spell, 0-1.
    pub support: f64,
    /// Share of the essential items that it lacks.
    pub lacks_items: f64,
    /// Whether a service was given this month.
    pub now: bool,
    /// Whether one was given in this spell.
    pub ever: bool,
    /// Whether a programme managed its site this month.
    pub managed: bool,
    /// Whether one managed it the month before.
    pub managed_before: bool,
    /// Whether a service missed it this month though it was in need.
    pub missed: bool,
    /// Whether the last tracking round saw it.
    pub seen: bool,
    /// Whether its record stands for people not in need.
    pub wrong: bool,
    /// Whether aid went astray on its record since the last round.
    pub astray: bool,
}

/// Services to the displaced under one strategy.
#[derive(Clone, Debug, Default)]
pub struct Assistance {
    /// By household; holds for those displaced.
    pub served: Vec<Served>,
    own: OwnProvision,
    in_use: bool,
    /// Programmes that have been paid for the month of the household at hand.
    paid: Vec<u8>,
    order: Vec<u32>,
}

impl Assistance {
    /// Nothing given yet among so many households.
    pub fn reset(&mut self, parameters: &Parameters, households: usize, in_use: bool) {
        // Every spell begins its own state, so what an earlier run left is never read.
        self.served.resize(households, Served::default());
        self.own = OwnProvision::new(parameters);
        self.in_use = in_use;
    }
}

/// Whether a lever is a service of this step.
pub fn is_service(lever: Lever) -> bool {
    PROVIDING.contains(&lever)
        || matches!(
            lever,
            Lever::ServiceItems | Lever::ServicePsychosocial | Lever::ServiceProtection
        )
}

/// One month of services: what places provide, the tracking round that is due, what programmes give.
pub fn serve(run: &mut Run<'_>, period: u16) {
    if run.lists.displaced.is_empty() {
        return;
    }
    let displaced = std::mem::take(&mut run.lists.displaced);
    for &member in &displaced {
        let i = member as usize;
        if run.households.living[i].is_displaced() {
            begin_month(run, i, period);
        }
    }
    tracking::count_when_due(run, &displaced, period);
    if run.assistance.in_use {
        let mut order = std::mem::take(&mut run.assistance.order);
        order.clear();
        order.extend(
            displaced.iter().filter(|m| run.households.living[**m as usize].is_displaced()),
        );
        if run.slots.in_use(Lever::ServiceManagement) {
            let own = |member: &u32| run.assistance.served[*member as usize].quality;
            order.sort_by(|a, b| own(a).total_cmp(&own(b)));
        }
        for &member in &order {
            give(run, member as usize, period);
        }
        run.assistance.order = order;
    }
    for &member in &displaced {
        let i = member as usize;
        if run.households.living[i].is_displaced() {
            suffer(run, i, period);
        }
    }
    run.lists.displaced = displaced;
}

/// What a household has of its own this month.
fn begin_month(run: &mut Run<'_>, i: usize, period: u16) {
    let given = run.given;
    let numbers = &given.parameters.care;
    let months = period - run.households.displaced_since[i];
    let living = run.households.living[i];
    let (provided, quality) = run.assistance.own.of(living);
    let severe = is_severe(run, i);
    let served = &mut run.assistance.served[i];
    if months == 0 {
        *served = Served { lacks_items: f64::from(u8::from(severe)), ..Served::default() };
    }
    if f64::from(months) >= numbers.items_lacking_months {
        served.lacks_items = 0.0;
    }
    served.provided = provided;
    served.quality = quality;
    (served.health, served.protection) = (0.0, 0.0);
    served.managed_before = served.managed;
    (served.now, served.managed, served.missed) = (false, false, false);
    let lacks = served.lacks_items;
    if months == 1 && lacks > 0.0 {
        let people = exact_people(run.persons(i) * lacks);
        run.count(i, OutcomeId::WithoutItemsAtDay30People, people);
    }
}

/// Whether the home that a household lost was severely damaged.
fn is_severe(run: &Run<'_>, i: usize) -> bool {
    let severe = run.given.parameters.vulnerability.severe_damage;
    f64::from(run.households.worst_damage[i]) >= severe
        && !run.households.has(i, mark::LEFT_FOR_SERVICES)
}

/// What programmes give to a household this month.
fn give(run: &mut Run<'_>, i: usize, period: u16) {
    let months = period - run.households.displaced_since[i];
    let rest = if months == 0 { 1.0 - f64::from(run.households.displaced_share[i]) } else { 1.0 };
    let size = f64::from(run.households.size[i]);
    let person_months = size * rest;
    run.assistance.paid.clear();
    let in_site = run.households.living[i] == Living::Site;
    for (position, lever) in PROVIDING.into_iter().enumerate() {
        let Some((effect, programme)) = run.aid_when_due(lever, i, months) else { continue };
        let own = run.assistance.served[i].provided[position];
        // Health care treats people as well; of the rest nobody needs less than there is.
        let needs = effect > own || position == HEALTH;
        if !needs || (position == MANAGEMENT && !in_site) {
            continue;
        }
        if assist(run, i, programme, person_months) {
            let served = &mut run.assistance.served[i];
            served.provided[position] = own.max(effect);
            if position == HEALTH {
                served.health = effect;
            }
            served.managed |= position == MANAGEMENT;
        }
    }
    if let Some((effect, programme)) = run.aid_when_due(Lever::ServiceProtection, i, months)
        && assist(run, i, programme, person_months)
    {
        run.assistance.served[i].protection = effect;
    }
    let lacks = run.assistance.served[i].lacks_items;
    if let Some((effect, programme)) = run.aid(Lever::ServiceItems, i)
        && lacks >= 1.0
        && run.has_come(programme, effect, run.period - months)
        && assist(run, i, programme, effect)
    {
        run.assistance.served[i].lacks_items = 1.0 - effect;
    }
    let quality = care::quality(&run.assistance.served[i].provided, in_site);
    run.assistance.served[i].quality = quality;
    if let Some((effect, programme)) = run.aid_when_due(Lever::ServicePsychosocial, i, months)
        && run.assistance.served[i].support <= 0.0
    {
        // Those in distress as the month begins; in the first month, those whom the event put there.
        let served = run.assistance.served[i];
        let in_distress = if months == 0 {
            care::distress_at_start(&run.given.parameters.care, quality, is_severe(run, i))
        } else {
            served.distress
        };
        if in_distress > 0.0 && assist(run, i, programme, size * in_distress * effect) {
            run.assistance.served[i].support = effect;
        }
    }
}

/// Gives a service to a household if tracking leads to it and the budget pays; says whether it came.
fn assist(run: &mut Run<'_>, i: usize, programme: u8, units: f64) -> bool {
    let paid_before = run.assistance.paid.contains(&programme);
    let units = if paid_before { 0.0 } else { units };
    let came = run.give_on_need(i, programme, units);
    if came && !paid_before {
        run.assistance.paid.push(programme);
    }
    came
}

impl Run<'_> {
    /// As [`Run::aid`], once the delay of the programme after the need has passed.
    #[inline]
    pub fn aid_when_due(&self, lever: Lever, i: usize, months: u16) -> Option<(f64, u8)> {
        let (effect, programme) = self.aid(lever, i)?;
        (months >= self.strategy.programmes[usize::from(programme)].delay)
            .then_some((effect, programme))
    }

    /// A displaced household is given what a programme has in store, for `units`; says whether it came.
    /// A programme that goes by what tracking saw passes by those whom it did not see, and gives on wrong
    /// records to people not in need.
    pub fn give_on_need(&mut self, i: usize, programme: u8, units: f64) -> bool {
        if !self.budget_holds(programme, units) {
            self.miss(programme, units);
            return false;
        }
        let by_observation = self.strategy.programmes[usize::from(programme)].by_observation;
        let served = self.assistance.served[i];
        if by_observation && (!served.seen || served.wrong) {
            self.assistance.served[i].missed = true;
            if served.seen && self.pay(programme, Flow::Service, units) && !served.astray {
                self.assistance.served[i].astray = true;
                let persons = self.persons(i);
                self.tally.add(OutcomeId::AssistedNotInNeedPeople, persons);
            }
            return false;
        }
        if !self.pay(programme, Flow::Service, units) {
            return false;
        }
        self.assistance.served[i].now = true;
        if !self.assistance.served[i].ever {
            self.assistance.served[i].ever = true;
            let persons = self.persons(i);
            self.count(i, OutcomeId::AssistedPeople, persons);
        }
        true
    }
}

/// Distress at the start of displacement and from month to month.
fn suffer(run: &mut Run<'_>, i: usize, period: u16) {
    let severe = is_severe(run, i);
    let numbers = &run.given.parameters.care;
    let served = &mut run.assistance.served[i];
    served.distress = if period == run.households.displaced_since[i] {
        care::distress_at_start(numbers, served.quality, severe)
    } else {
        care::distress_next(numbers, served.distress, served.quality, served.support)
    };
}

/// Counts `months` of displacement in the month under way, and what they do to the people of a household.
pub fn spend(run: &mut Run<'_>, i: usize, months: f64) {
    let numbers = &run.given.parameters.care;
    let served = &run.assistance.served[i];
    let living = run.households.living[i];
    let since = f64::from(run.period - run.households.displaced_since[i]);
    let (quality, health) = (served.quality, served.health);
    let excess = care::excess_illness(numbers, quality, health);
    let incidents = care::incidents(numbers, quality, living == Living::Site, served.protection);
    let yes = |is: bool| f64::from(u8::from(is));
    // In the order of `OF_DISPLACEMENT`.
    let shares = [
        1.0,
        yes(living == Living::Unsafe),
        yes(living == Living::Site),
        yes(served.provided[AREA] < 1.0),
        1.0 - quality,
        care::illness(numbers, quality, health),
        served.distress,
        incidents,
        excess * numbers.deaths_per_1000_illness_months / 1000.0,
        served.lacks_items,
        yes(!served.now && since < numbers.first_need_months),
        yes(served.now),
        yes(served.missed),
    ];
    let person_months = exact_people(run.persons(i) * months);
    let amounts = shares.map(|share| person_months * share.max(0.0));
    run.tally.add_displacement(run.given.place.population.cell[i], &amounts);
}
