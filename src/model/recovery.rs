//! Repair: as fast as a household would, as far as money goes, as crews can (model M8).
//!
//! Without limits damage falls at the rate a household would choose for its own share of the loss
//! (Hallegatte et al. 2017, Middelanis et al. 2025: optimal reconstruction rate). Money comes from
//! payouts and grants after their lags, then income above a floor for food, then savings. When the work
//! asked for exceeds what crews can do in a month, every household gets the same share of what it asked
//! for, or crews go down a queue by damage or by lot.

use super::accounts::RepairSums;
use super::coefficients::Given;
use super::households::{Households, mark};
use super::income::income_now;
use super::ledger::Flow;
use super::payout::Payout;
use super::placement::savings;
use super::run::Run;
use super::trace::Note;
use crate::dist::math::exp;
use crate::outcome::{OutcomeId, SeriesId};
use crate::plan::parameters::Parameters;
use crate::plan::population::{CLASSES, Population, Tenure};
use crate::rng::Purpose;
use crate::scenario::recovery::RepairQueue;

/// Damage below which a dwelling counts as repaired.
pub const REPAIRED: f32 = 0.01;
/// Damage from which a dwelling comes back stronger under `rebuild_class` (model M10).
const REBUILT_DAMAGE: f32 = 0.55;

/// Optimal reconstruction rate by loss share v, per year (computed for π = .33, σ = .5, ρ = .06, η = 1.5;
/// model M8). Ends are held.
const RATE: [(f64, f64); 7] =
    [(0.0, 3.3), (0.1, 2.28), (0.2, 1.32), (0.3, 0.90), (0.5, 0.46), (0.7, 0.22), (1.0, 0.10)];
const STEPS: usize = 100;
/// Address of the lot in the queue for crews, apart from those of events.
const QUEUE_INDEX: u32 = 3_000_000;

/// Share of damage repaired in a month by loss share, tabulated.
#[derive(Clone, Debug)]
pub struct RepairTable(Vec<f64>);

impl RepairTable {
    /// Tabulates 1 - exp(-rate / 12) with all rates times `scale`.
    pub fn new(scale: f64) -> Self {
        Self(
            (0..=STEPS)
                .map(|step| 1.0 - exp(-scale * rate(step as f64 / STEPS as f64) / 12.0))
                .collect(),
        )
    }

    fn share(&self, loss_share: f64) -> f64 {
        let position = loss_share.clamp(0.0, 1.0) * STEPS as f64;
        let below = (position as usize).min(STEPS - 1);
        self.0[below] + (position - below as f64) * (self.0[below + 1] - self.0[below])
    }
}

/// Optimal rate at a loss share, per year.
fn rate(loss_share: f64) -> f64 {
    let above = RATE.partition_point(|(at, _)| *at < loss_share).clamp(1, RATE.len() - 1);
    let ((from, low), (to, high)) = (RATE[above - 1], RATE[above]);
    low + (loss_share - from) / (to - from) * (high - low)
}

/// Part of an earlier loss on which nothing was paid yet, USD: a new event reopens the claim for it, and
/// nothing is paid twice for the same damage.
pub fn open_claim(run: &Run<'_>, i: usize) -> f64 {
    let households = &run.households;
    let loss = f64::from(households.loss_usd[i]);
    let payout = Payout::of(run, i);
    let unpaid = |share: f64, spent: f32| {
        if share > 0.0 && loss > 0.0 {
            (1.0 - f64::from(spent) / (share * loss)).clamp(0.0, 1.0)
        } else {
            1.0
        }
    };
    let others = (payout.insured(f64::INFINITY, 0.0) + payout.landlord + payout.relatives).min(1.0);
    let left = unpaid(others, households.spent_payout_usd[i])
        .min(unpaid(payout.grant, households.spent_grant_usd[i]));
    left * loss
}

/// Whether the dwelling of a household is insured.
pub fn is_insured(parameters: &Parameters, population: &Population, i: usize) -> bool {
    population.tenure[i] == Tenure::Owner
        && f64::from(population.insurance_rank[i]) < parameters.recovery.insured_share
}

/// What one household asks for in a month, USD: from payouts, grant, income and savings.
#[derive(Clone, Copy, Debug, Default)]
struct Request {
    household: u32,
    payout: f64,
    /// Part of the payout that relatives send.
    relatives: f64,
    grant: f64,
    /// A grant was due that the budgets do not hold.
    refused: bool,
    /// A grant was due that the household is refused because it holds no title.
    denied: bool,
    income: f64,
    savings: f64,
    /// Place in the queue for crews, where there is one.
    lot: f64,
}

impl Request {
    fn total(&self) -> f64 {
        self.payout + self.grant + self.income + self.savings
    }
}

/// One month of repair.
pub fn repair(run: &mut Run<'_>, period: u16) {
    if run.lists.damaged.is_empty() {
        return;
    }
    let given = run.given;
    let mut requests = Vec::with_capacity(run.lists.damaged.len());
    let mut asked = 0.0;
    for &member in &run.lists.damaged {
        let request = ask(run, member as usize, period);
        asked += request.total();
        requests.push(request);
    }
    let crews = given.place.stock_value_usd
        * given.parameters.recovery.repair_capacity_share_per_year
        / 12.0
        * run.crews_ratio()
        * run.money.seasons.crews_left();
    let mut sums = RepairSums::default();
    if asked > crews && given.place.repair_queue != RepairQueue::Proportional {
        queue(run, &mut requests);
        let mut left = crews;
        for request in &requests {
            let total = request.total();
            let share = if total > left { left / total } else { 1.0 };
            left = (left - total).max(0.0);
            carry_out(run, request, share, &mut sums);
        }
    } else {
        let share = if asked > crews { crews / asked } else { 1.0 };
        for request in &requests {
            carry_out(run, request, share, &mut sums);
        }
    }
    sums.post(run);
    let weight = given.place.population.weight;
    let mut damaged = std::mem::take(&mut run.lists.damaged);
    damaged.retain(|member| {
        let i = *member as usize;
        // What was given up left the count when it was; the damage of the dead goes with them now.
        if !run.households.has(i, mark::DAMAGED) {
            run.abandon_damage(i);
            return false;
        }
        let keeps = run.households.damage[i] >= REPAIRED;
        if !keeps {
            finish(run, i);
            run.tally.change(SeriesId::DamagedStock, -weight);
        }
        keeps
    });
    run.lists.damaged = damaged;
}

/// Puts requests in the order in which crews serve them. The lot is drawn once for each loss, so that who
/// waits keeps its place.
fn queue(run: &Run<'_>, requests: &mut [Request]) {
    let severity = run.given.place.repair_queue == RepairQueue::Severity;
    let households = &run.households;
    for request in requests.iter_mut() {
        let i = request.household as usize;
        let entity = run.given.place.population.entity[i];
        request.lot =
            run.draws.uniform(Purpose::Queue, entity, households.loss_period[i], QUEUE_INDEX);
    }
    let damage = |request: &Request| {
        if severity { households.damage[request.household as usize] } else { 0.0 }
    };
    requests.sort_unstable_by(|a, b| {
        damage(b)
            .total_cmp(&damage(a))
            .then(a.lot.total_cmp(&b.lot))
            .then(a.household.cmp(&b.household))
    });
}

/// Takes households that gave their dwelling up off the lists of the damaged and of the displaced, before
/// an event can put them there again.
pub fn forget_given_up(run: &mut Run<'_>) {
    if std::mem::take(&mut run.lists.has_given_up) {
        let households = &run.households;
        run.lists.damaged.retain(|member| households.has(*member as usize, mark::DAMAGED));
        run.lists.displaced.retain(|member| households.living[*member as usize].is_displaced());
    }
}

/// Whether nothing is owed any more for the last loss of a household: every payer's time has passed, and
/// a grant, where one is due and work is left, was paid.
pub fn claim_is_settled(run: &Run<'_>, i: usize, period: u16) -> bool {
    let (given, households) = (run.given, &run.households);
    if households.loss_usd[i] <= 0.0 {
        return true;
    }
    let payout = Payout::of(run, i);
    let months = f64::from(period - households.loss_period[i]);
    let insurance =
        payout.insurance <= 0.0 || months >= given.parameters.recovery.insurance_lag_months;
    let relatives = payout.relatives <= 0.0 || months >= 12.0;
    let grant = payout.grant <= 0.0
        || households.spent_grant_usd[i] > 0.0
        || households.damage[i] < REPAIRED;
    insurance && relatives && grant
}

fn ask(run: &Run<'_>, i: usize, period: u16) -> Request {
    let given = run.given;
    let households = &run.households;
    let nothing = Request { household: i as u32, ..Request::default() };
    if !households.living[i].is_resident() || households.has(i, mark::NEEDS_PLOT) {
        return nothing;
    }
    let recovery = &given.parameters.recovery;
    let cost = given.place.dwelling_cost_usd[usize::from(households.class[i])];
    let payout = Payout::of(run, i);
    let damage = f64::from(households.damage[i]);
    let wanted = damage * cost * given.coefficients.repair.share(damage * payout.left());
    let loss = f64::from(households.loss_usd[i]);
    let months = f64::from(period - households.loss_period[i]);
    let paid = payout.paid(months, recovery.insurance_lag_months) * loss
        - f64::from(households.spent_payout_usd[i]);
    let granted = if months >= recovery.grant_lag_months {
        payout.grant * loss - f64::from(households.spent_grant_usd[i])
    } else {
        0.0
    };
    let own = months >= recovery.own_lag_months;
    let support = run.money.relief.paid_usd(i);
    let income = if own { surplus_usd(&given, households, i, support, period) } else { 0.0 };
    let mut left = wanted;
    let mut take = |available: f64| {
        let taken = left.min(available.max(0.0));
        left -= taken;
        taken
    };
    let taken = take(paid);
    // A grant that the budget no longer holds is no money: the household goes on with its own.
    let due = (wanted - taken).min(granted.max(0.0));
    let held = held_by_budgets(run, i, due);
    let denied = households.grant_share[i] > 0.0
        && loss > 0.0
        && months >= recovery.grant_lag_months
        && run.is_denied_for_title(i);
    let grant = take(held);
    let income = take(income);
    let savings =
        if own && left > 0.0 { left.min(savings(&given, households, i, period)) } else { 0.0 };
    let relatives = taken * payout.relatives_share(&given, households, i, months);
    let refused = held < due;
    Request { payout: taken, relatives, grant, refused, denied, income, savings, ..nothing }
}

/// Income of a month that goes into repair, USD: a share of it, as far as enough is left for food.
fn surplus_usd(
    given: &Given<'_>,
    households: &Households,
    i: usize,
    support_usd: f64,
    period: u16,
) -> f64 {
    let recovery = &given.parameters.recovery;
    let income = income_now(given, households, i, period) + 12.0 * support_usd;
    let floor = recovery.spending_floor_usd_per_person_per_year * f64::from(households.size[i]);
    (income * recovery.surplus_income_share).min((income - floor).max(0.0)) / 12.0
}

/// The part of a grant of `usd` that the budgets of its programmes hold.
fn held_by_budgets(run: &Run<'_>, i: usize, usd: f64) -> f64 {
    if usd <= 0.0 {
        return 0.0;
    }
    let set = run.households.grant_set[i];
    let parts = (0..run.deliveries.grants.len(set)).map(|at| run.deliveries.grants.part(set, at));
    parts.filter(|(by, part)| run.budget_holds(*by, usd * part)).map(|(_, part)| usd * part).sum()
}

/// Pays a grant, each programme its part, as far as the budget holds; says what was paid.
fn pay_grant(run: &mut Run<'_>, i: usize, usd: f64) -> f64 {
    let set = run.households.grant_set[i];
    let mut paid = 0.0;
    for position in 0..run.deliveries.grants.len(set) {
        let (programme, part) = run.deliveries.grants.part(set, position);
        if run.pay_grant(programme, usd * part) {
            paid += usd * part;
        } else {
            run.trace.refuse_grant(i, run.period);
        }
    }
    run.households.spent_grant_usd[i] += paid as f32;
    run.trace.count_repair(i, |money| money.grant_usd += paid);
    paid
}

/// Notes, once for each loss, what is left of a grant that budgets do not hold.
fn miss_grant(run: &mut Run<'_>, i: usize) {
    if run.households.has(i, mark::GRANT_REFUSED) {
        return;
    }
    run.households.set(i, mark::GRANT_REFUSED, true);
    let granted = Payout::of(run, i).grant;
    let left = granted * f64::from(run.households.loss_usd[i])
        - f64::from(run.households.spent_grant_usd[i]);
    let set = run.households.grant_set[i];
    for position in 0..run.deliveries.grants.len(set) {
        let (programme, part) = run.deliveries.grants.part(set, position);
        if left > 0.0 && !run.budget_holds(programme, left * part) {
            run.miss(programme, left * part);
        }
    }
}

fn carry_out(run: &mut Run<'_>, request: &Request, share: f64, sums: &mut RepairSums) {
    let i = request.household as usize;
    let mut spent = (request.payout + request.income + request.savings) * share;
    if request.denied && !run.households.has(i, mark::DENIED_FOR_TITLE) {
        run.households.set(i, mark::DENIED_FOR_TITLE, true);
        let weight = run.given.place.population.weight;
        run.count(i, OutcomeId::GrantsDeniedTitleHouseholds, weight);
    }
    if request.refused {
        run.trace.refuse_grant(i, run.period);
        miss_grant(run, i);
    }
    if request.grant > 0.0 {
        spent += pay_grant(run, i, request.grant * share);
    }
    run.trace.count_repair(i, |money| {
        money.payout_usd += request.payout * share;
        money.income_usd += request.income * share;
        money.savings_usd += request.savings * share;
        money.months_short_of_crews += u16::from(share < 1.0 && request.total() > 0.0);
    });
    if spent <= 0.0 {
        return;
    }
    let cost = run.given.place.dwelling_cost_usd[usize::from(run.households.class[i])];
    run.households.spent_payout_usd[i] += (request.payout * share) as f32;
    run.households.spent_relatives_usd[i] += (request.relatives * share) as f32;
    let others = match run.given.place.population.tenure[i] {
        Tenure::Renter => &mut sums.landlords,
        Tenure::Owner | Tenure::Informal => &mut sums.insurers,
    };
    *others += (request.payout - request.relatives) * share;
    sums.relatives += request.relatives * share;
    let fee = f64::from(run.households.fee_share[i]);
    sums.fees += request.relatives * share * fee / (1.0 - fee);
    sums.income += request.income * share;
    sums.savings += request.savings * share;
    run.pay_repair(i, request.income * share, request.savings * share);
    run.households.damage[i] = (f64::from(run.households.damage[i]) - spent / cost).max(0.0) as f32;
}

/// A dwelling is whole again; a severely damaged one may come back in a better class.
fn finish(run: &mut Run<'_>, i: usize) {
    run.households.set(i, mark::DAMAGED, false);
    run.finish_by_own_work(i);
    let worst = std::mem::take(&mut run.households.worst_damage[i]);
    let steps = run.households.rebuild[i];
    let resident = run.households.living[i].is_resident();
    let mut better = None;
    let money = run.trace.close_repair(i);
    if steps > 0 && worst >= REBUILT_DAMAGE && resident {
        let programme = run.households.rebuild_programme[i];
        let class = (run.households.class[i] + steps).min(CLASSES as u8 - 1);
        if class > run.households.class[i] && run.pay(programme, Flow::BetterHome, 1.0) {
            run.households.class[i] = class;
            better = Some(class);
        }
    }
    // A dwelling that was given up has no worst damage left: it was not repaired by this household.
    // Nor was there anything to repair where the damage never passed what counts as whole.
    if resident && worst >= REPAIRED {
        let period = run.period;
        let payers = Payout::of(run, i).payers();
        run.trace.note(i, period, || Note::Repaired { better, money, payers });
    }
}

/// Hands out safe plots: first those who may not rebuild where they stood, in the order they came.
pub fn hand_out_plots(run: &mut Run<'_>) {
    run.deliveries.plots +=
        run.given.parameters.recovery.plots_per_year / 12.0 / run.given.place.population.weight;
    if run.lists.plot_queue.is_empty() || run.deliveries.plots < 1.0 {
        return;
    }
    let mut queue = std::mem::take(&mut run.lists.plot_queue);
    queue.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
    queue.retain(|(_, _, member)| {
        let i = *member as usize;
        if !run.households.living[i].is_resident() || !run.households.has(i, mark::NEEDS_PLOT) {
            return false;
        }
        if run.deliveries.plots < 1.0 {
            return true;
        }
        run.deliveries.plots -= 1.0;
        run.households.set(i, mark::NEEDS_PLOT, false);
        let period = run.period;
        run.trace.note(i, period, || Note::PlotFound);
        false
    });
    run.lists.plot_queue = queue;
}

#[cfg(test)]
mod tests {
    use super::{RepairTable, rate};
    use crate::dist::math::exp;

    #[test]
    fn rates_pass_through_the_published_points() {
        for (share, expected) in [(0.1, 2.28), (0.2, 1.32), (0.3, 0.90), (0.5, 0.46), (0.7, 0.22)] {
            assert!((rate(share) - expected).abs() < 1e-12);
        }
        let table = RepairTable::new(1.0);
        assert!((table.share(0.5) - (1.0 - exp(-0.46 / 12.0))).abs() < 1e-12);
        assert!(table.share(0.9) < table.share(0.2));
    }
}
