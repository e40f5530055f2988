//! Regular channels of migration (model M7, lever `channel`).
//!
//! Where channels are stated for a destination, who decides to leave for it takes a place in one: in the
//! order of a lot within the month, in the first channel by id that is open to it, has places left in the
//! calendar year for all of its people and that it can pay. Programmes add places to channels of labour and
//! humanitarian ones, which serve when a channel's own are gone, and pay for each that is used. Who finds no
//! place leaves irregularly if it can pay the move at its stated ratio, else it is trapped. A destination
//! without channels is open to all with a legal way in.
//!
//! Limits: who decides does not know whether a place will be left.

use super::accounts::Paid;
use super::decision::cost_and_gift;
use super::income::{income_now, is_work};
use super::ledger::Flow;
use super::movement;
use super::placement::savings;
use super::run::Run;
use crate::outcome::OutcomeId;
use crate::plan::population::NO_TIES;
use crate::rng::Purpose;
use crate::scenario::lever::Lever;
use crate::scenario::place::{Channel, ChannelKind};

/// Address of the lot of those who leave, apart from those of other queues.
const LEAVE_INDEX: u32 = 5_000_000;

/// Places of the year, and who seeks one.
#[derive(Clone, Debug, Default)]
pub struct Channels {
    /// Own places left in the calendar year by channel, persons.
    pub(super) own: Vec<f64>,
    /// Places that programmes add to each channel, persons, with the programme; and what is left of them.
    pub(super) added: Vec<Vec<(u8, f64)>>,
    /// Lots and households that decided to leave this month, with the destination.
    seekers: Vec<(f64, u32, u8)>,
}

impl Channels {
    /// No places yet.
    pub fn reset(&mut self, channels: usize) {
        self.own.clear();
        self.own.resize(channels, 0.0);
        self.added.clear();
        self.added.resize_with(channels, Vec::new);
        self.seekers.clear();
    }
}

/// Opens the places of a calendar year.
pub fn open(run: &mut Run<'_>, period: u16) {
    let place = run.given.place;
    if place.channels.is_empty() || (period != 0 && place.horizon.month_of(period).month != 1) {
        return;
    }
    let added = added_places(run);
    for (rank, channel) in place.channels.iter().enumerate() {
        run.money.channels.own[rank] = run.given.parameters.channels[rank].places_per_year;
        let grows = matches!(channel.kind, ChannelKind::Labour | ChannelKind::Humanitarian);
        run.money.channels.added[rank] = if grows { added.clone() } else { Vec::new() };
    }
}

/// Places that each programme adds, persons.
fn added_places(run: &Run<'_>) -> Vec<(u8, f64)> {
    let mut added: Vec<(u8, f64)> = Vec::new();
    if !run.slots.in_use(Lever::Channel) {
        return added;
    }
    let weight = run.given.place.population.weight;
    for i in 0..run.given.place.population.len() {
        let Some((places, programme)) = run.aid(Lever::Channel, i) else { continue };
        match added.iter_mut().find(|(known, _)| *known == programme) {
            Some((_, sum)) => *sum += places * weight,
            None => added.push((programme, places * weight)),
        }
    }
    added.sort_unstable_by_key(|(programme, _)| *programme);
    added
}

/// A household has decided to leave for the destination of a rank.
pub fn seek(run: &mut Run<'_>, i: usize, rank: u8, period: u16) {
    let permanent = |channel: &Channel| channel.circular_months == 0 && channel.destination == rank;
    if !run.given.place.channels.iter().any(permanent) {
        movement::leave(run, i, rank);
        return;
    }
    let entity = run.given.place.population.entity[i];
    let lot = run.draws.uniform(Purpose::Queue, entity, period, LEAVE_INDEX);
    run.money.channels.seekers.push((lot, i as u32, rank));
}

/// Gives places to those who decided to leave this month.
pub fn hand_out(run: &mut Run<'_>, period: u16) {
    if run.money.channels.seekers.is_empty() {
        return;
    }
    let mut seekers = std::mem::take(&mut run.money.channels.seekers);
    seekers.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    for (_, member, rank) in seekers.drain(..) {
        go(run, member as usize, rank, period);
    }
    run.money.channels.seekers = seekers;
}

fn go(run: &mut Run<'_>, i: usize, rank: u8, period: u16) {
    let given = run.given;
    let behaviour = &given.parameters.behaviour;
    let funds = savings(&given, &run.households, i, period)
        + behaviour.credit_share_of_income * income_now(&given, &run.households, i, period);
    let full = given.parameters.destinations[usize::from(rank)].move_cost_usd;
    let (cost, gift) = cost_and_gift(&given, full, given.place.population.ties[i] == rank);
    let persons = run.persons(i);
    for (at, channel) in given.place.channels.iter().enumerate() {
        let fee = given.parameters.channels[at].cost_usd;
        let fits = channel.circular_months == 0
            && channel.destination == rank
            && is_open(run, i, channel)
            && cost - gift + fee <= funds;
        if fits && take(run, at, persons, f64::from(run.households.size[i])) {
            run.pay_move(i, fee, Paid::Move);
            movement::leave(run, i, rank);
            run.count(i, OutcomeId::RegularMovesPeople, persons);
            return;
        }
    }
    let dearer = cost * (behaviour.irregular_cost_ratio - 1.0);
    if cost - gift + dearer <= funds {
        run.pay_move(i, dearer, Paid::Move);
        movement::leave(run, i, rank);
        run.count(i, OutcomeId::IrregularMovesPeople, persons);
    } else {
        run.trap(i);
        run.trace.refuse_leaving(i, period);
    }
}

/// Whether a channel is open to a household.
fn is_open(run: &Run<'_>, i: usize, channel: &Channel) -> bool {
    let population = &run.given.place.population;
    match channel.kind {
        ChannelKind::FreeMovement => true,
        ChannelKind::Labour => is_work(usize::from(population.livelihood[i])),
        ChannelKind::Family => {
            population.ties[i] != NO_TIES && population.ties[i] == channel.destination
        }
        ChannelKind::Humanitarian => run.households.living[i].is_displaced(),
    }
}

/// Takes places for `persons` of a channel, its own first, then those of a programme that pays for
/// `units` simulated ones; says whether there were any.
pub(super) fn take(run: &mut Run<'_>, at: usize, persons: f64, units: f64) -> bool {
    let own = &mut run.money.channels.own[at];
    if *own >= persons {
        *own -= persons;
        return true;
    }
    for position in 0..run.money.channels.added[at].len() {
        let (programme, left) = run.money.channels.added[at][position];
        if left >= persons && run.pay(programme, Flow::Service, units) {
            run.money.channels.added[at][position].1 = left - persons;
            return true;
        }
    }
    false
}
