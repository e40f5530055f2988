//! Income support after an event, the gap that relief leaves, and who falls below the survival line
//! (model M9, levers `income_support` and `livelihood`).
//!
//! A household is in need while it is displaced or its dwelling, severely damaged by the event, is not whole.
//! Support of T USD a month is paid in the months k after the event with delay <= k < delay + support months, in the
//! order of the events and, within a month, by lot, as far as the budget holds. It is income of the month: it
//! gains u(c + T) - u(c) of well-being, may lift above the line of poverty, and what is above the floor for
//! food goes into repair as income does. After the months of relief a household struck by an event is *in
//! the gap* in every month with less than a stated share of its income without shocks and no support.
//!
//! Survival: y + 12 T < line · size + premium counts person-months. Belongings sold are
//! max(0, min(line · size + premium, y without shocks) - y - 12 T) / 12 less savings, USD a month.
//!
//! Limits: belongings sold are counted, not taken from the household, nor does it spend its savings on
//! food; what goes into repair out of income does not count as missing for survival.

use super::accounts::Hurt;
use super::coefficients::Given;
use super::households::{NEVER, mark};
use super::placement::savings;
use super::run::Run;
use crate::outcome::OutcomeId;
use crate::rng::Purpose;
use crate::scenario::lever::Lever;

/// Address of the lot among those in need, apart from those of events and crews.
const NEED_INDEX: u32 = 4_000_000;

/// Households that an event struck, and the support of the month.
#[derive(Clone, Debug, Default)]
pub struct Relief {
    /// Month of the last event that put each household in need.
    since: Vec<u16>,
    /// Those whom an event put in need and who have not got over it, or have support to come.
    list: Vec<Struck>,
    /// Support in this month by household, USD; empty where no programme gives any.
    paid_usd: Vec<f32>,
    /// Who received it.
    paid: Vec<u32>,
}

/// A household that an event put in need.
#[derive(Clone, Copy, Debug)]
struct Struck {
    /// Month of the event.
    since: u16,
    /// Lot among those in need.
    lot: f64,
    /// The household.
    member: u32,
    /// Whether it has got over the event and stays for support to come alone: it is in no gap any more, as without a
    /// programme.
    is_over: bool,
}

impl Relief {
    /// Nobody is in need.
    pub fn reset(&mut self, households: usize, supports: bool) {
        self.since.clear();
        self.since.resize(households, NEVER);
        self.list.clear();
        self.paid.clear();
        self.paid_usd.clear();
        if supports {
            self.paid_usd.resize(households, 0.0);
        }
    }

    /// Support that a household received this month, USD.
    #[inline]
    pub fn paid_usd(&self, i: usize) -> f64 {
        self.paid_usd.get(i).map_or(0.0, |usd| f64::from(*usd))
    }

    /// Support of this month as a share of the income at the start.
    #[inline]
    pub fn share_of_income(&self, given: &Given<'_>, i: usize) -> f64 {
        let usd = self.paid_usd(i);
        if usd > 0.0 { 12.0 * usd / f64::from(given.place.population.income[i]) } else { 0.0 }
    }

    fn clear_month(&mut self) {
        for i in self.paid.drain(..) {
            self.paid_usd[i as usize] = 0.0;
        }
    }
}

/// An event displaces a household or severely damages its dwelling.
pub fn fall_into_need(run: &mut Run<'_>, i: usize, period: u16) {
    if run.money.relief.since[i] == period {
        return;
    }
    let entity = run.given.place.population.entity[i];
    let lot = if run.money.relief.paid_usd.is_empty() {
        0.0
    } else {
        run.draws.uniform(Purpose::Queue, entity, period, NEED_INDEX)
    };
    run.money.relief.since[i] = period;
    let struck = Struck { since: period, lot, member: i as u32, is_over: false };
    run.money.relief.list.push(struck);
}

/// Pays the support of the month.
pub fn support(run: &mut Run<'_>, period: u16) {
    run.money.relief.clear_month();
    if run.money.relief.list.is_empty() || run.money.relief.paid_usd.is_empty() {
        return;
    }
    let longest = run.given.parameters.livelihood.support_months;
    let mut list = std::mem::take(&mut run.money.relief.list);
    list.sort_unstable_by(|a, b| {
        a.since.cmp(&b.since).then(a.lot.total_cmp(&b.lot)).then(a.member.cmp(&b.member))
    });
    for &Struck { since, member, .. } in &list {
        let i = member as usize;
        let months = period - since;
        if run.money.relief.since[i] != since || !needs(run, i) {
            continue;
        }
        let Some((usd, programme)) = run.aid(Lever::IncomeSupport, i) else { continue };
        let delay = run.strategy.programmes[usize::from(programme)].delay;
        let is_due = months >= delay && f64::from(months - delay) < longest;
        if is_due && run.pay_support(programme, usd) {
            receive(run, i, usd);
        }
    }
    run.money.relief.list = list;
}

/// Whether a household that an event struck still needs help.
fn needs(run: &Run<'_>, i: usize) -> bool {
    let households = &run.households;
    let living = households.living[i];
    let severe = run.given.parameters.vulnerability.severe_damage;
    living.is_displaced()
        || living.is_resident()
            && households.has(i, mark::DAMAGED)
            && f64::from(households.worst_damage[i]) >= severe
}

fn receive(run: &mut Run<'_>, i: usize, usd: f64) {
    // A payment is a loss of utility, so money received is a payment of its negative.
    let utility = run.utility_of(i, -usd, Hurt::Now);
    run.wellbeing.bear(i, utility);
    run.money.relief.paid_usd[i] = usd as f32;
    run.money.relief.paid.push(i as u32);
    run.tally.add(OutcomeId::IncomeSupport, usd * run.given.place.population.weight);
}

/// Counts those in the gap after relief, and forgets whom nothing is missing any more.
pub fn count_gap(run: &mut Run<'_>, period: u16) {
    if run.money.relief.list.is_empty() {
        return;
    }
    let given = run.given;
    let livelihood = &given.parameters.livelihood;
    let watched = livelihood.relief_months.max(livelihood.support_months);
    let mut list = std::mem::take(&mut run.money.relief.list);
    list.retain_mut(|struck| {
        let (since, i) = (struck.since, struck.member as usize);
        if run.money.relief.since[i] != since || !run.households.living[i].is_resident() {
            return false;
        }
        let row = run.households.row(i, given.place.zones());
        let work = usize::from(given.place.population.livelihood[i]);
        let short = run.households.shocks.kept(row, work) < livelihood.gap_income_share;
        let months = f64::from(period - since);
        let in_gap = short && months >= livelihood.relief_months && !struck.is_over;
        if in_gap && run.money.relief.paid_usd(i) == 0.0 {
            let persons = run.persons(i);
            run.tally.add(OutcomeId::GapPersonMonths, persons);
        }
        struck.is_over |= !short && months >= watched;
        // Whoever has support to come stays on the list.
        let supported = || {
            let (_, programme) = run.aid(Lever::IncomeSupport, i)?;
            Some(f64::from(run.strategy.programmes[usize::from(programme)].delay))
        };
        let is_due = |delay: f64| months < delay + livelihood.support_months;
        !struck.is_over || supported().is_some_and(is_due)
    });
    run.money.relief.list = list;
}

/// Counts those below the survival line, and what they would have to sell.
pub fn count_survival(run: &mut Run<'_>, period: u16) {
    let given = run.given;
    let consumption = &given.coefficients.consumption;
    let growth = given.coefficients.income_growth[usize::from(period)];
    let least = run.wellbeing.least_kept() * growth;
    let weight = given.place.population.weight;
    let (mut person_months, mut sold) = (0.0, 0.0);
    for &(below, member) in &consumption.least_first {
        let (below, i) = (f64::from(below), member as usize);
        if below <= least {
            break;
        }
        if !run.households.living[i].is_resident() {
            continue;
        }
        let row = run.households.row(i, given.place.zones());
        let work = usize::from(given.place.population.livelihood[i]);
        let left = run.households.shocks.kept(row, work) * growth
            + run.money.relief.share_of_income(&given, i);
        if left >= below {
            continue;
        }
        person_months += f64::from(run.households.size[i]) * weight;
        let missing = (below.min(growth) - left).max(0.0)
            * f64::from(given.place.population.income[i])
            / 12.0;
        if missing > 0.0 {
            let at_hand = savings(&given, &run.households, i, period);
            sold += (missing - at_hand).max(0.0) * weight;
        }
    }
    if person_months > 0.0 {
        run.tally.add(OutcomeId::BelowSurvivalPersonMonths, person_months);
    }
    if sold > 0.0 {
        run.tally.add(OutcomeId::AssetsSold, sold);
    }
}
