//! Stay, strengthen the dwelling, relocate within the area, accept planned relocation, or migrate
//! (model M7).
//!
//! Utility of an option:
//!
//! `V = θ_u ln(CE / c) + θ_y ln(c / y) - ψ_a a - ψ_m + ψ_n ln(1 + ties) + ψ_s left + constants`
//!
//! with c what is left of income y after the yearly payment for the option's cost, CE its certainty
//! equivalent under the perceived risk of the dwelling (`utility`), a attachment, *ties* those where the
//! option leads, and *left* the share of ties that moved away in the last two years. The choice is a nested
//! logit with persistent random terms (`race`). Aspiration is the choice over all options, ability the
//! choice with the same terms over the options that cash, credit, ties, papers, plots and homes allow. Who
//! aspires to move and can only stay is *trapped*.
//!
//! Limits: within the area incomes are taken to be alike, so a shock to the work of one zone does not pull
//! to another; destinations carry no risk; rent is the same everywhere and drops out.

use super::coefficients::Given;
use super::movement::SAFE_ELEVATION_M;
pub use super::race::{Options, Probabilities, Terms};
use super::trace::Obstacle;
use super::utility::{RETURNS, change, log_equivalent, log_equivalents, perceived_chances};
use crate::dist::math::{exp, exp_each};
use crate::plan::levels::Dwelling;
use crate::plan::population::{CONCRETE, NO_TIES};
use crate::plan::protection::Protection;

/// What a household can choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Stay, or keep waiting where it is displaced.
    Stay,
    /// Stay and strengthen the dwelling.
    Adapt,
    /// Move to a home in the zone of this rank.
    Relocate(u16),
    /// Accept the offer of planned relocation.
    Planned,
    /// Leave for the destination of this rank.
    Migrate(u8),
}

impl Choice {
    /// Whether it leads to another home.
    pub fn is_move(self) -> bool {
        !matches!(self, Self::Stay | Self::Adapt)
    }
}

/// What was wanted and what was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Choice over all options.
    pub wanted: Choice,
    /// Choice over the feasible ones.
    pub done: Choice,
}

impl Decision {
    /// Whether the household wanted to move and could not.
    pub fn is_trapped(self) -> bool {
        self.wanted.is_move() && !self.done.is_move()
    }
}

/// A household at the moment of a decision.
#[derive(Clone, Copy, Debug)]
pub struct Situation {
    /// Zone of its home.
    pub zone: u16,
    /// Dwelling class.
    pub class: u8,
    /// Income that it expects to go on having where it is, USD per year.
    pub income_usd: f64,
    /// Income now, USD per year: lenders go by it.
    pub income_now_usd: f64,
    /// Income without shocks, USD per year: what it could earn elsewhere goes with it.
    pub usual_income_usd: f64,
    /// True damage ratio of its dwelling at each return period.
    pub damage: [f64; RETURNS],
    /// Its dwelling as it would strengthen it; none where that is not open to it.
    pub strengthened: Option<Dwelling>,
    /// Perceived over true risk.
    pub perceived_ratio: f64,
    /// Place attachment, 0-1.
    pub attachment: f64,
    /// Whether it is displaced.
    pub displaced: bool,
    /// Sum of the terms for an elderly head and for a disability on moving.
    pub move_utility: f64,
    /// Rank of the destination of its ties abroad, or [`NO_TIES`].
    pub ties: u8,
    /// Destinations with a legal way in, one bit each.
    pub legal: u16,
    /// What planned relocation would cost the household itself, USD; none where no offer stands or no
    /// plot is free.
    pub offer_usd: Option<f64>,
    /// Cash at hand, USD.
    pub cash_usd: f64,
}

/// Where a household's social ties are; memory is reused.
#[derive(Clone, Debug, Default)]
pub struct TiesElsewhere {
    /// Ties by place: the zones, none in the own one, the destinations, and what follows them.
    counts: Vec<u8>,
    zones: usize,
    /// Share of ties that moved away in the last two years.
    pub left_share: f64,
}

impl TiesElsewhere {
    /// No ties elsewhere, for so many places, the first of which are zones.
    #[inline]
    pub fn clear(&mut self, zones: usize, places: usize) {
        self.counts.clear();
        self.counts.resize(places, 0);
        self.zones = zones;
        self.left_share = 0.0;
    }

    /// One tie lives in a place.
    #[inline]
    pub fn add(&mut self, place: u16) {
        let count = &mut self.counts[usize::from(place)];
        *count = count.saturating_add(1);
    }

    /// Ties in the own zone are not elsewhere.
    #[inline]
    pub fn forget_zone(&mut self, own: u16) {
        self.counts[usize::from(own)] = 0;
    }

    /// How many live in each zone, in order of the ranks.
    #[inline]
    pub fn in_zones(&self) -> &[u8] {
        &self.counts[..self.zones]
    }

    /// How many live at the destination of a rank.
    #[inline]
    pub fn at_destination(&self, rank: usize) -> u8 {
        self.counts.get(self.zones + rank).copied().unwrap_or(0)
    }

    /// How many live where a choice leads; those in the own zone are not counted.
    pub fn at(&self, choice: Choice) -> u8 {
        match choice {
            Choice::Relocate(zone) => self.in_zones().get(usize::from(zone)).copied().unwrap_or(0),
            Choice::Migrate(rank) => self.at_destination(usize::from(rank)),
            Choice::Stay | Choice::Adapt | Choice::Planned => 0,
        }
    }
}

/// What a household weighs: its perceived chances and what a home's value burdens it with.
struct Weighing<'a> {
    given: &'a Given<'a>,
    chances: [f64; RETURNS],
    /// Yearly burden of the loss of a whole dwelling over a consumption of one: A K / y.
    burden: f64,
}

impl Weighing<'_> {
    /// `θ_u ln(CE / c)` where consumption is `share` of income.
    fn risk(&self, damage: &[f64; RETURNS], class: usize, share: f64) -> f64 {
        let behaviour = &self.given.parameters.behaviour;
        let s = self.burden * self.given.place.dwelling_cost_usd[class] / share;
        let losses = damage.map(|ratio| s * ratio);
        let (aversion, least) = (behaviour.risk_aversion, behaviour.least_consumption_share);
        let change = change(&losses, &self.chances, aversion, least);
        behaviour.risk_weight * log_equivalent(change, aversion)
    }
}

impl Options {
    /// States which zones have no empty home.
    pub fn set_full(&mut self, full: impl Iterator<Item = bool>) {
        self.full.clear();
        self.full.extend(full);
    }

    /// Fills in weights and feasibility. Given the `terms` of the race, options that cannot arrive before
    /// staying are left out: the decision is the same without them.
    pub fn fill(
        &mut self,
        given: &Given<'_>,
        situation: &Situation,
        ties: &TiesElsewhere,
        terms: Option<&Terms>,
    ) {
        let behaviour = &given.parameters.behaviour;
        let coefficients = given.coefficients;
        let factors = coefficients.factors();
        let scale = behaviour.nest_scale;
        self.scale = scale;
        let class = usize::from(situation.class);
        let weighing = Weighing {
            given,
            chances: perceived_chances(situation.perceived_ratio),
            burden: behaviour.loss_annuity / situation.income_usd,
        };
        let push = if situation.displaced { behaviour.displaced_push } else { 0.0 };
        self.stay = exp(weighing.risk(&situation.damage, class, 1.0) - push);

        let funds = situation.cash_usd + credit(given, situation);
        // What is left of income after the yearly payment for a cost.
        let left = |cost_usd: f64| {
            (1.0 - coefficients.annuity * cost_usd / situation.income_usd)
                .max(behaviour.least_consumption_share)
        };
        self.adapt = situation.strengthened.and_then(|dwelling| {
            let share = left(behaviour.adapt_cost_usd);
            let power = coefficients.income_power_plain(share);
            // Risk takes from a utility and never adds to it.
            let most = coefficients.adapting_without_risk * power * factors.adapt;
            if terms.is_some_and(|terms| terms.is_adapting_late(self.stay, most)) {
                return None;
            }
            let damage = given.damage_at_returns(&dwelling);
            let utility = weighing.risk(&damage, class, share) - behaviour.move_reluctance - push;
            let weight = exp(utility) * power * factors.adapt;
            Some((weight, 1.0 - share <= behaviour.payment_cap_share))
        });

        let leaving = exp((situation.move_utility
            - behaviour.attachment_weight * situation.attachment
            - behaviour.move_reluctance
            + behaviour.norm_weight * ties.left_share)
            / scale);
        let most = coefficients.zone_pull_over_ties(situation.zone, ties)
            * leaving
            * factors.relocate
            * coefficients.income_power(left(behaviour.move_cost_usd));
        let late = |terms: &Terms| terms.is_relocating_late(self.stay, most, scale);
        if situation.offer_usd.is_none() && terms.is_some_and(late) {
            self.zones.clear();
        } else {
            self.fill_zones(given, situation, ties, &weighing, leaving * factors.relocate, funds);
        }

        self.planned = situation.offer_usd.map(|own_cost| {
            let concrete = usize::from(CONCRETE);
            let share = (left(own_cost) - behaviour.planned_livelihood_loss)
                .max(behaviour.least_consumption_share);
            let home = Dwelling {
                zone: usize::from(situation.zone),
                class: concrete,
                strength_ms: 0.0,
                elevation_m: f64::from(SAFE_ELEVATION_M),
                coast_km: 0.0,
                protection: Protection::default(),
            };
            let damage = given.damage_at_returns(&home);
            let risk = exp(weighing.risk(&damage, concrete, share) / scale);
            let weight = leaving * factors.planned * risk * coefficients.income_power(share);
            (weight, own_cost <= funds)
        });

        self.destinations.clear();
        let income_ratio = situation.usual_income_usd / situation.income_usd;
        for (rank, destination) in given.parameters.destinations.iter().enumerate() {
            let has_ties = situation.ties != NO_TIES && usize::from(situation.ties) == rank;
            let (cash_cost, gift) = cost_and_gift(given, destination.move_cost_usd, has_ties);
            let known = ties.at_destination(rank).saturating_add(u8::from(has_ties));
            let share = (destination.income_ratio * income_ratio
                - coefficients.annuity * (cash_cost - gift) / situation.income_usd)
                .max(behaviour.least_consumption_share);
            let weight = leaving
                * factors.migrate
                * coefficients.destination_pull[rank]
                * coefficients.ties_power(known)
                * coefficients.income_power(share);
            let legal = situation.legal >> rank & 1 == 1;
            self.destinations.push((weight, legal && cash_cost <= funds + gift));
        }
    }

    /// Weights of the zones of the area, for homes of the household's class.
    fn fill_zones(
        &mut self,
        given: &Given<'_>,
        situation: &Situation,
        ties: &TiesElsewhere,
        weighing: &Weighing<'_>,
        leaving: f64,
        funds: f64,
    ) {
        let behaviour = &given.parameters.behaviour;
        let coefficients = given.coefficients;
        let zones = given.place.zones();
        let own = usize::from(situation.zone);
        let class = usize::from(situation.class);
        let aversion = behaviour.risk_aversion;
        let feasible = behaviour.move_cost_usd <= funds;
        let share = (1.0 - coefficients.annuity * behaviour.move_cost_usd / situation.income_usd)
            .max(behaviour.least_consumption_share);
        let per_log = behaviour.risk_weight / self.scale;
        let mut logs = std::mem::take(&mut self.logs);
        logs.clear();
        if situation.perceived_ratio <= super::utility::PROPORTIONAL_RATIO {
            let s = weighing.burden * given.place.dwelling_cost_usd[class] / share;
            let at = coefficients.burdens.locate(class, s);
            let ratio = situation.perceived_ratio;
            logs.extend(coefficients.burdens.zones(at).map(|change| ratio * change));
            log_equivalents(&mut logs, aversion);
        } else {
            logs.extend(given.risk.zone_returns.iter().map(|damage| {
                weighing.risk(&damage[class], class, share) / behaviour.risk_weight.max(1e-12)
            }));
        }
        // Zones differ little in risk: what they share is taken out, what is left is small.
        let mean = logs.iter().sum::<f64>() / zones.max(1) as f64;
        let relocate = leaving * coefficients.income_power(share) * exp(per_log * mean);
        let pulls = &coefficients.zone_pull[own * zones..(own + 1) * zones];
        self.zones.clear();
        for log in &mut logs {
            *log = per_log * (*log - mean);
        }
        exp_each(&mut logs);
        self.zones
            .extend(pulls.iter().zip(&logs).map(|(pull, risk)| (relocate * pull * risk, feasible)));
        for (zone, full) in self.zones.iter_mut().zip(&self.full) {
            zone.1 &= !full;
        }
        self.logs = logs;
        for (zone, count) in self.zones.iter_mut().zip(ties.in_zones()) {
            zone.0 *= coefficients.ties_power(*count);
        }
        self.zones[own].0 = 0.0;
    }
}

/// Credit that a household can take up for a move, USD.
#[inline]
pub fn credit(given: &Given<'_>, situation: &Situation) -> f64 {
    given.parameters.behaviour.credit_share_of_income * situation.income_now_usd
}

/// What stands in the way of a choice that is out of reach.
pub fn obstacle(given: &Given<'_>, situation: &Situation, wanted: Choice) -> Obstacle {
    let behaviour = &given.parameters.behaviour;
    let funds = situation.cash_usd + credit(given, situation);
    match wanted {
        Choice::Migrate(rank) => {
            if situation.legal >> rank & 1 == 0 {
                return Obstacle::NoLegalWay;
            }
            let full = given.parameters.destinations[usize::from(rank)].move_cost_usd;
            let (cost, gift) = cost_and_gift(given, full, situation.ties == rank);
            Obstacle::CashShort(cost - gift - funds)
        }
        Choice::Planned => Obstacle::CashShort(situation.offer_usd.unwrap_or(0.0) - funds),
        Choice::Relocate(_) if funds >= behaviour.move_cost_usd => Obstacle::NoHome,
        Choice::Adapt => {
            let cap = behaviour.payment_cap_share * situation.income_usd;
            Obstacle::PaymentTooHigh(given.coefficients.annuity * behaviour.adapt_cost_usd - cap)
        }
        Choice::Relocate(_) | Choice::Stay => Obstacle::CashShort(behaviour.move_cost_usd - funds),
    }
}

/// Cash cost of migration and what ties there give, USD.
pub fn cost_and_gift(given: &Given<'_>, full_usd: f64, has_ties: bool) -> (f64, f64) {
    let behaviour = &given.parameters.behaviour;
    if has_ties {
        let cost = full_usd * (1.0 - behaviour.diaspora_cost_reduction);
        (cost, cost * behaviour.diaspora_gift_share)
    } else {
        (full_usd, 0.0)
    }
}
