//! The order of a period. It stands here once; `docs/model/period.md` is held to it by a test.

use super::clock::is_answered;
use super::decision::{credit, obstacle};
use super::households::{NEVER, NO_PROGRAMME};
use super::income::lasting_loss;
use super::race::Terms;
use super::run::{Run, Scratch};
use super::tally::Tally;
use super::trace::{Entry, Note, Occasion};
use super::{
    accounts, assistance, channels, delivery, earnings, event, exits, footing, homes, insurance,
    inundation, leavers, movement, poverty, recovery, relief, seasons, solutions, standing,
    tracking, wellbeing,
};
use crate::outcome::{OutcomeId, SeriesId};

/// One step of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Programmes reach their households; plots are handed out.
    Delivery,
    /// Homes below high water are given up; then each event in order: warning, evacuation, damage, casualties, placement of the displaced,
    /// experience.
    Events,
    /// Damaged dwellings are repaired as money and crews allow.
    Repair,
    /// What the displaced are provided; the tracking round that is due; what programmes give them.
    Services,
    /// The displaced return, settle elsewhere, or see their site close; those who left come back.
    Exits,
    /// Households whose clock fires decide: stay, relocate, accept an offer, migrate.
    Decisions,
    /// Premiums are paid, well-being and poverty counted; the month is closed.
    Ledger,
}

/// The order of a period.
pub const ORDER: [Step; 7] = [
    Step::Delivery,
    Step::Events,
    Step::Repair,
    Step::Services,
    Step::Exits,
    Step::Decisions,
    Step::Ledger,
];

impl Step {
    /// Name in the documentation.
    pub fn name(self) -> &'static str {
        match self {
            Self::Delivery => "Delivery",
            Self::Events => "Events",
            Self::Repair => "Repair",
            Self::Services => "Services",
            Self::Exits => "Exits",
            Self::Decisions => "Decisions",
            Self::Ledger => "Ledger",
        }
    }
}

/// Plays a run from its start to the horizon and gives its memory back.
pub fn play(run: Run<'_>, scratch: &mut Scratch) -> Tally {
    play_watched(run, scratch).0
}

/// As [`play`]; gives the facts about the household watched as well.
pub fn play_watched(run: Run<'_>, scratch: &mut Scratch) -> (Tally, Vec<Entry>) {
    play_observed(run, scratch, |_, _| {})
}

/// As [`play_watched`]; `after` sees the run at the end of every period.
pub fn play_observed(
    mut run: Run<'_>,
    scratch: &mut Scratch,
    mut after: impl FnMut(u16, &Run<'_>),
) -> (Tally, Vec<Entry>) {
    for period in 0..run.given.place.horizon.periods() {
        play_period(&mut run, period);
        after(period, &run);
    }
    leavers::count_at_the_end(&mut run);
    wellbeing::settle(&mut run);
    tracking::close(&mut run);
    run.tally.gather();
    note_end(&mut run);
    let entries = std::mem::take(&mut run.trace.entries);
    (run.finish(scratch), entries)
}

/// Notes how the horizon finds the watched household.
fn note_end(run: &mut Run<'_>) {
    let Some(i) = run.trace.household() else { return };
    let households = &run.households;
    let end = Note::End {
        people: households.size[i],
        living: households.living[i],
        destination: households.destination[i],
        zone: households.zone[i],
        class: households.class[i],
        damage: f64::from(households.damage[i]),
    };
    let period = run.period;
    run.trace.note(i, period, || end);
}

/// Plays one period, all steps in order. Periods must follow each other from 0.
pub fn play_period(run: &mut Run<'_>, period: u16) {
    run.period = period;
    run.tally.open_month(run.given.place.population_index[usize::from(period)]);
    for step in ORDER {
        take(run, step, period);
    }
}

fn take(run: &mut Run<'_>, step: Step, period: u16) {
    match step {
        Step::Delivery => {
            run.homes.begin_month();
            run.capacity.renew_rooms(run.homes.keep());
            delivery::deliver(run, period);
            insurance::pay_premiums(run, period);
            channels::open(run, period);
            seasons::send(run, period);
            recovery::hand_out_plots(run);
        }
        Step::Events => {
            inundation::rise(run, period);
            event::play_events(run, period);
            wellbeing::observe(run, period);
        }
        Step::Repair => {
            relief::support(run, period);
            recovery::repair(run, period);
        }
        Step::Services => assistance::serve(run, period),
        Step::Exits => {
            exits::exits(run, period);
            leavers::come_back_when_due(run, period);
            seasons::come_home(run, period);
        }
        Step::Decisions => decisions(run, period),
        Step::Ledger => {
            accounts::pay_premiums(run, period);
            wellbeing::accrue(run, period);
            poverty::count_month(run, period);
            earnings::count_month(run, period);
            footing::count_arrivals(run, period);
            relief::count_survival(run, period);
            relief::count_gap(run, period);
            solutions::class_former_displaced(run, period);
            run.ledger.close_month();
            let trapped = run.tally.month[SeriesId::TrappedStock as usize];
            run.tally.add(OutcomeId::TrappedPersonMonths, trapped);
            let month = run.given.place.horizon.month_of(period);
            run.tally
                .close_month(month.month == 12 || period + 1 == run.given.place.horizon.periods());
        }
    }
}

fn decisions(run: &mut Run<'_>, period: u16) {
    let clock = run.clock;
    run.options.set_full((0..run.given.place.zones()).map(|zone| !run.homes.has_one(zone)));
    for (household, terms) in clock.due(period) {
        decide(run, household as usize, period, Occasion::CourseOfLife, Some(terms));
    }
    let mut wake = std::mem::take(&mut run.lists.wake[usize::from(period)]);
    for &household in &wake {
        let i = household as usize;
        let occasion = if exits::decides_for_certain(run, i, period) {
            Occasion::Displacement
        } else {
            Occasion::Damage
        };
        decide(run, i, period, occasion, None);
    }
    wake.clear();
    run.lists.wake[usize::from(period)] = wake;
    decide_after_loss(run, period);
    let mut offered = std::mem::take(&mut run.lists.offered);
    offered.retain(|household| consider_offer(run, *household as usize, period));
    run.lists.offered = offered;
    homes::hand_out(run, |run, seeker, found| {
        let i = seeker.household as usize;
        if found {
            movement::relocate(run, i, usize::from(seeker.zone), period);
        } else {
            run.trap(i);
            run.trace.refuse_move(i, period, seeker.zone);
        }
    });
    channels::hand_out(run, period);
    recovery::forget_given_up(run);
}

/// Households decide that take a share of their income to be lost for good.
fn decide_after_loss(run: &mut Run<'_>, period: u16) {
    let given = run.given;
    let full = given.parameters.behaviour.waking_income_loss_share;
    let (mut last, mut index) = (u32::MAX, 0);
    for &household in run.clock.due_after_loss(period) {
        index = if household == last { index + 1 } else { 0 };
        last = household;
        let i = household as usize;
        let entity = given.place.population.entity[i];
        let loss = lasting_loss(&given, &run.households, i);
        if is_answered(&run.draws, entity, (period, index), loss, full) {
            decide(run, i, period, Occasion::IncomeLoss, None);
        }
    }
}

/// A household decides about a fresh offer in the first month in which it could accept; says whether
/// it still waits for a plot or for money. Until then the offer moves nobody.
fn consider_offer(run: &mut Run<'_>, i: usize, period: u16) -> bool {
    let waits = run.households.living[i].is_resident() && run.households.offer[i] != NO_PROGRAMME;
    if waits && can_accept(run, i) {
        decide(run, i, period, Occasion::Offer, None);
        return false;
    }
    waits
}

/// Whether an offer stands, a plot is free and the package can be paid.
fn can_accept(run: &Run<'_>, i: usize) -> bool {
    let offer = run.households.offer[i];
    offer != NO_PROGRAMME && run.deliveries.plots >= 1.0 && run.package(offer).fits
}

/// One household decides, at most once a month; `drawn` are its random terms of this month, where they
/// were drawn ahead.
fn decide(run: &mut Run<'_>, i: usize, period: u16, occasion: Occasion, drawn: Option<&Terms>) {
    if !run.households.living[i].is_resident() || run.households.decided[i] == period {
        return;
    }
    run.households.decided[i] = period;
    let given = run.given;
    let offer_usd = can_accept(run, i).then(|| run.package(run.households.offer[i]).household_usd);
    let situation = standing::situation(run, i, period, offer_usd);
    let mut ties = std::mem::take(&mut run.ties);
    standing::find_ties(run, i, period, &mut ties);
    let entity = given.place.population.entity[i];
    let spell = run.households.displaced_since[i];
    let key = if spell == NEVER { period } else { spell };
    let terms = match drawn {
        Some(terms) if key == period => *terms,
        _ => Terms::draw(&run.draws, entity, key, given.parameters.behaviour.nest_scale),
    };
    run.options.fill(&given, &situation, &ties, Some(&terms));
    let decision = run.options.decide(&terms, &run.draws, entity, key);
    let (ties_there, ties_left_share) = (ties.at(decision.wanted), ties.left_share);
    run.ties = ties;
    run.trace.note(i, period, || Note::Decided {
        decision,
        occasion,
        displaced: situation.displaced,
        perceived_ratio: situation.perceived_ratio,
        cash_usd: situation.cash_usd,
        credit_usd: credit(&given, &situation),
        obstacle: (decision.wanted != decision.done)
            .then(|| obstacle(&given, &situation, decision.wanted)),
        second_refused: None,
        ties_there,
        ties_left_share,
    });
    run.stand(i, decision);
    movement::carry_out(run, i, decision.done, period);
}
