//! Payments of a run: every one is booked in the ledger here, and households feel what they pay.

use super::consumption::premium_usd;
use super::decision::cost_and_gift;
use super::households::NEVER;
use super::ledger::{Account, FLOW_TABLE, Flow, FlowEntry};
use super::placement::savings;
use super::run::Run;
use crate::outcome::{OutcomeId, SeriesId};

/// When a household feels what it pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hurt {
    /// In the consumption of this month.
    Now,
    /// Spread over time: savings or credit that are to be rebuilt, own work.
    Spread,
}

/// A household's move, for what it is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paid {
    /// A move of its own.
    Move,
    /// Its part of a planned home.
    PlannedHome,
    /// A stronger dwelling.
    Strengthening,
}

impl Run<'_> {
    /// Books a payment of `usd` for real households.
    pub fn post(&mut self, flow: Flow, usd: f64) {
        self.ledger.post(flow, usd);
        if FLOW_TABLE[flow as usize].payer == Account::Programme {
            self.tally.spend(usd);
        }
        if let Some(series) = cost_series(&FLOW_TABLE[flow as usize]) {
            self.tally.change(series, usd);
        }
        if matches!(flow, Flow::RepairByRelatives | Flow::MoveByRelatives | Flow::SeasonalEarnings)
        {
            self.tally.add(OutcomeId::Remittances, usd);
        }
        let outcome = match flow {
            Flow::RemittanceFee => OutcomeId::RemittanceFees,
            Flow::Grant | Flow::GrantByPartners => OutcomeId::RepairProgramme,
            Flow::RepairByInsurer => OutcomeId::RepairInsurance,
            Flow::RepairByLandlord => OutcomeId::RepairLandlord,
            Flow::RepairByRelatives => OutcomeId::RepairRelatives,
            Flow::Premium => OutcomeId::Premiums,
            _ => return,
        };
        self.tally.add(outcome, usd);
    }

    /// Books `usd` of one simulated household as a payment of those it stands for.
    fn post_for_household(&mut self, flow: Flow, usd: f64) {
        if usd > 0.0 {
            self.post(flow, usd * self.given.place.population.weight);
        }
    }

    /// A household pays for its repair out of `income` and `savings`, USD. [`RepairSums::post`] books it.
    pub fn pay_repair(&mut self, i: usize, income: f64, savings: f64) {
        if income > 0.0 {
            let utility = self.utility_of(i, income, Hurt::Now);
            self.wellbeing.bear(i, utility);
            self.poverty.pays(i, income);
        }
        if savings > 0.0 {
            let utility = self.utility_of(i, savings, Hurt::Spread);
            self.wellbeing.bear(i, utility);
            self.draw_savings(i, savings);
        }
        self.wellbeing.pay_repair(i, income + savings);
    }

    /// A household pays `usd` for a move, out of savings and, where they fall short, on credit.
    pub fn pay_move(&mut self, i: usize, usd: f64, paid: Paid) {
        if usd <= 0.0 {
            return;
        }
        let utility = self.utility_of(i, usd, Hurt::Spread);
        // Who moves out of displacement pays for the damage; who moves by choice, for the move.
        if self.households.displaced_since[i] == NEVER {
            self.wellbeing.gain(i, -utility);
        } else {
            self.wellbeing.bear(i, utility);
        }
        let (from_savings, on_credit) = match paid {
            Paid::Move => (Flow::MoveFromSavings, Flow::MoveOnCredit),
            Paid::PlannedHome => (Flow::PlannedFromSavings, Flow::PlannedOnCredit),
            Paid::Strengthening => (Flow::StrengtheningFromSavings, Flow::StrengtheningOnCredit),
        };
        let drawn = self.draw_savings(i, usd);
        self.post_for_household(from_savings, drawn);
        self.post_for_household(on_credit, usd - drawn);
    }

    /// A household pays for its migration to the destination of a rank; ties there may give to it.
    pub fn pay_migration(&mut self, i: usize, rank: u8) {
        let given = self.given;
        let full = given.parameters.destinations[usize::from(rank)].move_cost_usd;
        let (cost, gift) = cost_and_gift(&given, full, given.place.population.ties[i] == rank);
        self.post_for_household(Flow::MoveByRelatives, gift);
        self.pay_move(i, cost - gift, Paid::Move);
    }

    /// Takes up to `usd` out of the savings of a household; gives what was there to take. What savings
    /// changed by themselves since the last touch is booked; what is taken is not.
    fn draw_savings(&mut self, i: usize, usd: f64) -> f64 {
        let given = self.given;
        let before = f64::from(self.households.savings_usd[i]);
        let now = savings(&given, &self.households, i, self.period);
        self.post_for_household(Flow::Saving, now - before);
        self.post_for_household(Flow::Dissaving, before - now);
        let drawn = usd.min(now);
        self.households.savings_usd[i] = (now - drawn).max(0.0) as f32;
        self.households.savings_period[i] = self.period;
        drawn
    }

    /// Savings of a household grow by what a season abroad brought home, less the `cost` of the place, USD.
    pub fn save_earnings(&mut self, i: usize, usd: f64, cost: f64) {
        self.draw_savings(i, 0.0);
        let utility = self.utility_of(i, usd - cost, Hurt::Spread);
        self.wellbeing.gain(i, utility);
        self.households.savings_usd[i] += (usd - cost) as f32;
        self.post_for_household(Flow::SeasonalEarnings, usd);
        self.post_for_household(Flow::ChannelFromSavings, cost);
    }

    /// Value of the damage in a household's dwelling, USD.
    fn damage_usd(&self, i: usize) -> f64 {
        let class = usize::from(self.households.class[i]);
        f64::from(self.households.damage[i]) * self.given.place.dwelling_cost_usd[class]
    }

    /// The last of a repair, below what counts as damage, is the household's own work.
    pub fn finish_by_own_work(&mut self, i: usize) {
        let usd = self.damage_usd(i);
        let utility = self.utility_of(i, usd, Hurt::Spread);
        self.wellbeing.bear(i, utility);
        self.wellbeing.pay_repair(i, usd);
        self.post_for_household(Flow::OwnWork, usd);
        self.households.damage[i] = 0.0;
    }

    /// A household gives up its dwelling with the damage in it.
    pub fn abandon_damage(&mut self, i: usize) {
        let usd = self.damage_usd(i) * self.given.place.population.weight;
        self.ledger.abandon(usd);
        self.households.damage[i] = 0.0;
    }
}

/// The monthly series of what a payer other than the programmes pays for work and goods; none where money
/// only changes hands.
const fn cost_series(entry: &FlowEntry) -> Option<SeriesId> {
    if !matches!(entry.payee, Account::Builders | Account::Movers | Account::Suppliers) {
        return None;
    }
    match entry.payer {
        Account::Partners => Some(SeriesId::PartnersCost),
        Account::Insurers => Some(SeriesId::InsurersCost),
        Account::Income | Account::Savings | Account::Lenders => Some(SeriesId::HouseholdsCost),
        Account::Landlords | Account::Relatives => Some(SeriesId::OthersCost),
        Account::Programme
        | Account::Builders
        | Account::Movers
        | Account::Suppliers
        | Account::MoneySenders => None,
    }
}

/// Payments for the repairs of a month, USD, simulated households.
#[derive(Clone, Copy, Debug, Default)]
pub struct RepairSums {
    /// Out of income.
    pub income: f64,
    /// Out of savings.
    pub savings: f64,
    /// By insurers.
    pub insurers: f64,
    /// By landlords.
    pub landlords: f64,
    /// By relatives.
    pub relatives: f64,
    /// Fees on what relatives send.
    pub fees: f64,
}

impl RepairSums {
    /// Books the sums.
    pub fn post(&self, run: &mut Run<'_>) {
        run.post_for_household(Flow::RepairFromIncome, self.income);
        run.post_for_household(Flow::RepairFromSavings, self.savings);
        run.post_for_household(Flow::RepairByInsurer, self.insurers);
        run.post_for_household(Flow::RepairByLandlord, self.landlords);
        run.post_for_household(Flow::RepairByRelatives, self.relatives);
        run.post_for_household(Flow::RemittanceFee, self.fees);
    }
}

/// Insured residents pay their premium every January for the year, and in the first month for what is
/// left of it.
pub fn pay_premiums(run: &mut Run<'_>, period: u16) {
    let given = run.given;
    let month = given.place.horizon.month_of(period).month;
    if month != 1 && period != 0 {
        return;
    }
    let left = given.place.horizon.periods() - period;
    let months = u16::from(13 - month).min(left);
    let mut sum = 0.0;
    for &member in &given.coefficients.consumption.insured {
        let i = member as usize;
        if run.households.living[i].is_resident() {
            sum += premium_usd(given.place, given.parameters, run.households.class[i]);
        }
    }
    let usd = sum * f64::from(months) / 12.0 * given.place.population.weight;
    if usd > 0.0 {
        run.post(Flow::Premium, usd);
    }
}
