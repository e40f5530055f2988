//! One future under one strategy while it is played: what is given, the columns, lists and counts.

use super::assistance::{self, Assistance};
use super::authorities::Authorities;
use super::clock::DecisionClock;
use super::coefficients::Given;
use super::decision::{Options, TiesElsewhere};
use super::delivery::Deliveries;
use super::earnings::Earnings;
use super::evacuation::{Compliance, Response};
use super::homes::{self, Homes, Seeker};
use super::households::{Households, Living, NEVER, mark};
use super::ledger::Ledger;
use super::money::Money;
use super::perception::AreaExperience;
use super::placement::{self, Capacity};
use super::poverty::Poverty;
use super::relief;
use super::services::ZoneServices;
use super::slots::Slots;
use super::solutions::{self, Solution};
use super::tally::Tally;
use super::trace::{Note, Trace};
use super::tracking::Tracking;
use super::wellbeing::Wellbeing;
use crate::hazard::EventSequence;
use crate::outcome::OutcomeId;
use crate::plan::programme::StrategyPlan;
use crate::rng::Draws;

/// Lists of households that something will touch.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    /// Households with damage or waiting for repair.
    pub damaged: Vec<u32>,
    /// Displaced households.
    pub displaced: Vec<u32>,
    /// Households that found another home, each once.
    pub moved: Vec<u32>,
    /// Households to decide in each period, beyond the base clock.
    pub wake: Vec<Vec<u32>>,
    /// Households with an offer of planned relocation that they have not decided about.
    pub offered: Vec<u32>,
    /// Households waiting for a plot: since, lot, household.
    pub plot_queue: Vec<(u16, f64, u32)>,
    /// Lots and households that must leave their home in the event under way.
    pub homeless: Vec<(f64, u32)>,
    /// Lots and households that seek a public shelter in the event under way.
    pub seekers: Vec<(f64, u32)>,
    /// Households in a public shelter in the event under way, by zone in turn.
    pub sheltered: Vec<u32>,
    /// Who heard the warning of the zone under way.
    pub responses: Vec<Response>,
    /// Households whose dwelling the event under way damaged.
    pub struck: Vec<u32>,
    /// Whether the event under way did damage that everyone hears of.
    pub heard: bool,
    /// Households of the zone under way.
    pub members: Vec<u32>,
    /// Households that seek a home in the step under way.
    pub seekers_of_homes: Vec<Seeker>,
    /// Households displaced in each period, each as often as it was.
    pub spells: Vec<Vec<u32>>,
    /// Whether the lists of the damaged and displaced hold households that gave their dwelling up.
    pub has_given_up: bool,
    /// Households away whose clock rings in each period, with the time, in months.
    pub away: Vec<Vec<(u32, f64)>>,
}

/// Memory of a run, reused from one to the next.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    households: Households,
    lists: Lists,
    capacity: Capacity,
    compliance: Compliance,
    tally: Tally,
    deliveries: Deliveries,
    options: Options,
    ties: TiesElsewhere,
    homes: Homes,
    services: ZoneServices,
    slots: Slots,
    assistance: Assistance,
    tracking: Tracking,
    ledger: Ledger,
    wellbeing: Wellbeing,
    poverty: Poverty,
    earnings: Earnings,
    money: Money,
}

/// One future under one strategy.
pub struct Run<'a> {
    /// What does not change.
    pub given: Given<'a>,
    /// The strategy.
    pub strategy: &'a StrategyPlan,
    /// Draws of the replicate.
    pub draws: Draws,
    /// Events of the replicate, in order.
    pub events: &'a EventSequence,
    /// Base clock of the replicate.
    pub clock: &'a DecisionClock,
    /// Columns.
    pub households: Households,
    /// Lists.
    pub lists: Lists,
    /// Places for the displaced.
    pub capacity: Capacity,
    /// What the whole area heard of.
    pub area_experience: AreaExperience,
    /// Weight of orders that false alarms left.
    pub compliance: Compliance,
    /// Counts.
    pub tally: Tally,
    /// Programmes under way.
    pub deliveries: Deliveries,
    /// Utilities of the household that decides.
    pub options: Options,
    /// Where its ties are.
    pub ties: TiesElsewhere,
    /// Homes to be had.
    pub homes: Homes,
    /// Services of zones.
    pub services: ZoneServices,
    /// What programmes have brought to households.
    pub slots: Slots,
    /// Services to the displaced.
    pub assistance: Assistance,
    /// Displacement tracking.
    pub tracking: Tracking,
    /// Next event to come.
    pub next_event: usize,
    /// Watch over one household.
    pub trace: Trace,
    /// Period under way.
    pub period: u16,
    /// Payments.
    pub ledger: Ledger,
    /// Losses of well-being.
    pub wellbeing: Wellbeing,
    /// Poverty.
    pub poverty: Poverty,
    /// Incomes that can be lost.
    pub earnings: Earnings,
    /// What reaches households as money.
    pub money: Money,
}

impl Scratch {
    /// The households as the last run left them.
    pub fn households(&self) -> &Households {
        &self.households
    }
}

impl<'a> Run<'a> {
    /// A run at its start, on the memory of an earlier one.
    pub fn start(
        given: Given<'a>,
        strategy: &'a StrategyPlan,
        draws: Draws,
        events: &'a EventSequence,
        clock: &'a DecisionClock,
        scratch: &mut Scratch,
    ) -> Self {
        let memory = std::mem::take(scratch);
        let mut run = Self {
            given,
            strategy,
            draws,
            events,
            clock,
            households: memory.households,
            lists: memory.lists,
            capacity: memory.capacity,
            area_experience: AreaExperience::new(given.coefficients.heard_before),
            compliance: memory.compliance,
            tally: memory.tally,
            deliveries: memory.deliveries,
            options: memory.options,
            ties: memory.ties,
            homes: memory.homes,
            services: memory.services,
            slots: memory.slots,
            assistance: memory.assistance,
            tracking: memory.tracking,
            next_event: 0,
            trace: Trace::default(),
            period: 0,
            ledger: memory.ledger,
            wellbeing: memory.wellbeing,
            poverty: memory.poverty,
            earnings: memory.earnings,
            money: memory.money,
        };
        let place = given.place;
        let destinations = given.parameters.destinations.len();
        let lived_before = &given.coefficients.lived_before;
        run.households.reset(place, destinations, lived_before, events.drought());
        run.lists.reset(usize::from(place.horizon.periods()));
        run.capacity.reset(&given);
        run.compliance.reset(place.zones());
        run.homes.reset(&given);
        run.services.reset(place.zones());
        run.tally.reset(place.zones(), place.population.persons());
        run.deliveries.reset(strategy, place.zones(), place.horizon.periods());
        run.deliveries.authorities = Authorities::new(&given.parameters.policy);
        run.slots.reset(strategy, place.population.len());
        let serves = strategy.levers.iter().any(|lever| assistance::is_service(*lever));
        run.assistance.reset(given.parameters, place.population.len(), serves);
        run.tracking.reset(place.zones());
        run.ledger.reset();
        run.wellbeing.reset(place.zones(), place.population.len());
        run.poverty.reset(place.population.len());
        run.earnings.reset(place.zones(), &place.population);
        run.money.reset(&given, &run.slots);
        run
    }

    /// Gives the memory back.
    pub fn finish(self, scratch: &mut Scratch) -> Tally {
        let mut tally = self.tally.clone();
        tally.costs = self.deliveries.books.cost_lines();
        *scratch = Scratch {
            households: self.households,
            lists: self.lists,
            capacity: self.capacity,
            compliance: self.compliance,
            tally: self.tally,
            deliveries: self.deliveries,
            options: self.options,
            ties: self.ties,
            homes: self.homes,
            services: self.services,
            slots: self.slots,
            assistance: self.assistance,
            tracking: self.tracking,
            ledger: self.ledger,
            wellbeing: self.wellbeing,
            poverty: self.poverty,
            earnings: self.earnings,
            money: self.money,
        };
        tally
    }

    /// Real persons of a household.
    #[inline]
    pub fn persons(&self, i: usize) -> f64 {
        f64::from(self.households.size[i]) * self.given.place.population.weight
    }

    /// Adds to an outcome of a household, and to it in the groups of the household.
    #[inline]
    pub fn count(&mut self, i: usize, outcome: OutcomeId, amount: f64) {
        self.tally.add_for(self.given.place.population.groups(i), outcome, amount);
    }

    /// Moves a household from one way of living to another.
    pub fn settle(&mut self, i: usize, to: Living) {
        placement::settle(
            &self.given,
            &mut self.households,
            &mut self.capacity,
            &mut self.tally,
            i,
            to,
        );
    }

    /// A household loses the use of its home and goes where it `found` a place, when `share` of the
    /// month has passed.
    pub fn displace(&mut self, i: usize, zone: usize, found: Living, period: u16, share: f64) {
        let persons = self.persons(i);
        self.settle(i, found);
        self.tally.displaced(self.given.place.population.groups(i), zone, persons);
        self.households.displaced_since[i] = period;
        self.households.displaced_share[i] = share as f32;
        self.households.spell_moves[i] = 1;
        self.households.solution[i] = Solution::Pending;
        self.households.set(i, mark::EVER_DISPLACED, true);
        self.households.set(i, mark::SOLVED_AT_12, false);
        solutions::begin(self, i, period);
        relief::fall_into_need(self, i, period);
        self.lists.displaced.push(i as u32);
        self.lists.spells[usize::from(period)].push(i as u32);
    }

    /// A displaced household goes on to another place. The first such move of a spell makes its people
    /// displaced a second time.
    pub fn move_on(&mut self, i: usize, to: Living) {
        self.settle(i, to);
        let moves = &mut self.households.spell_moves[i];
        *moves = moves.saturating_add(1);
        if *moves == 2 {
            let persons = self.persons(i);
            self.count(i, OutcomeId::SecondaryDisplacedPeople, persons);
        }
    }

    /// Takes the dead out of a household.
    pub fn bury(&mut self, i: usize, deaths: u8) {
        let weight = self.given.place.population.weight;
        let people = f64::from(deaths) * weight;
        let living = self.households.living[i];
        self.count(i, OutcomeId::Deaths, people);
        let period = self.period;
        self.trace.note(i, period, || Note::Died { people: deaths });
        if let Some(series) = self.households.standing[i].series() {
            self.tally.change(series, -people);
        }
        // Out with the old size, in with the new, so that every count of persons stays right.
        self.settle(i, Living::Gone);
        self.households.size[i] -= deaths;
        if self.households.size[i] > 0 {
            self.settle(i, living);
        } else {
            self.end_displacement(i);
            homes::give_up(self, i, true);
            self.leave_zone(i);
            self.households.dies_out(i);
        }
    }

    /// Ends a spell of displacement.
    pub fn end_displacement(&mut self, i: usize) {
        self.households.displaced_since[i] = NEVER;
        self.households.set(i, mark::LEFT_FOR_SERVICES, false);
    }
}

impl Lists {
    fn reset(&mut self, periods: usize) {
        self.damaged.clear();
        self.displaced.clear();
        self.moved.clear();
        self.offered.clear();
        self.plot_queue.clear();
        self.homeless.clear();
        self.seekers.clear();
        self.sheltered.clear();
        self.members.clear();
        self.struck.clear();
        self.heard = false;
        self.seekers_of_homes.clear();
        self.has_given_up = false;
        for lists in [&mut self.wake, &mut self.spells] {
            lists.resize_with(periods, Vec::new);
            for list in lists {
                list.clear();
            }
        }
        self.away.resize_with(periods, Vec::new);
        for away in &mut self.away {
            away.clear();
        }
    }
}
