//! The ledger of one future under one strategy: every payment has a payer and a payee.
//!
//! The kinds of flow are a closed set, each with one payer and one payee, so that what is paid is what is
//! received. Amounts are USD of the price year for real households, not discounted. Incomes earned and
//! goods bought are no flows: they come from and go to outside. The damage left behind by those who give up
//! a dwelling is no payment, but stands here so that the value of damage can be followed to its end.

/// Who pays or is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum Account {
    /// Current income of households, their own work included.
    Income,
    /// Liquid savings of households.
    Savings,
    /// The programmes of the strategy.
    Programme,
    /// Partners who pay what a programme gives without being charged for it.
    Partners,
    /// Insurers.
    Insurers,
    /// Landlords.
    Landlords,
    /// Relatives abroad.
    Relatives,
    /// Lenders; credit is not paid back within the horizon.
    Lenders,
    /// Those who repair dwellings.
    Builders,
    /// Those who are paid for a move.
    Movers,
    /// Those who deliver programmes, build better homes and plan new ones.
    Suppliers,
    /// Those who send money across borders, for their fees.
    MoneySenders,
}

/// Number of accounts.
pub const ACCOUNTS: usize = 12;

/// A kind of payment.
#[expect(missing_docs, reason = "the table below documents each")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum Flow {
    Delivery,
    Upkeep,
    Grant,
    GrantByPartners,
    GrantOverhead,
    BetterHome,
    PlannedHome,
    PlannedFromSavings,
    PlannedOnCredit,
    RepairFromIncome,
    RepairFromSavings,
    OwnWork,
    RepairByInsurer,
    RepairByLandlord,
    RepairByRelatives,
    MoveFromSavings,
    MoveOnCredit,
    MoveByRelatives,
    Premium,
    Saving,
    Dissaving,
    StrengtheningFromSavings,
    StrengtheningOnCredit,
    Service,
    Transfer,
    PremiumByProgramme,
    RemittanceFee,
    SeasonalEarnings,
    ChannelFromSavings,
    Payout,
    TransferByPartners,
}

/// What a kind of payment is.
#[derive(Clone, Copy, Debug)]
pub struct FlowEntry {
    /// Name.
    pub id: &'static str,
    /// Who pays.
    pub payer: Account,
    /// Who is paid.
    pub payee: Account,
    /// Meaning.
    pub about: &'static str,
}

/// Number of kinds of payment.
pub const FLOWS: usize = FLOW_TABLE.len();

use Account::{
    Builders, Income, Insurers, Landlords, Lenders, MoneySenders, Movers, Partners, Programme,
    Relatives, Savings, Suppliers,
};

/// The kinds of payment, in the order of [`Flow`].
pub const FLOW_TABLE: &[FlowEntry] = &[
    flow("delivery", Programme, Suppliers, "Units of programmes, on delivery."),
    flow("upkeep", Programme, Suppliers, "Upkeep of what was delivered."),
    flow("grant", Programme, Builders, "Repair paid by grants."),
    flow("grant_by_partners", Partners, Builders, "Repair granted but not charged to a programme."),
    flow("grant_overhead", Programme, Suppliers, "What giving a grant costs beyond the grant."),
    flow("better_home", Programme, Suppliers, "Rebuilding in a better class than before."),
    flow("planned_home", Programme, Suppliers, "Planned relocation, the part of the programme."),
    flow("planned_from_savings", Savings, Suppliers, "Planned relocation, the household's part."),
    flow("planned_on_credit", Lenders, Suppliers, "The same, as far as savings fall short."),
    flow("repair_from_income", Income, Builders, "Repair paid out of income."),
    flow("repair_from_savings", Savings, Builders, "Repair paid out of savings."),
    flow("own_work", Income, Builders, "The last hundredth of a repair: own work, at its cost."),
    flow("repair_by_insurer", Insurers, Builders, "Repair paid by insurers."),
    flow("repair_by_landlord", Landlords, Builders, "Repair paid by landlords."),
    flow("repair_by_relatives", Relatives, Builders, "Repair paid by relatives abroad."),
    flow("move_from_savings", Savings, Movers, "Moves paid out of savings."),
    flow("move_on_credit", Lenders, Movers, "Moves, as far as savings fall short."),
    flow("move_by_relatives", Relatives, Movers, "Gifts of relatives abroad towards a move."),
    flow("premium", Income, Insurers, "Premiums of insurance."),
    flow("saving", Income, Savings, "Income put into savings."),
    flow("dissaving", Savings, Income, "Savings lived on."),
    flow(
        "strengthening_from_savings",
        Savings,
        Suppliers,
        "Stronger dwellings paid out of savings.",
    ),
    flow("strengthening_on_credit", Lenders, Suppliers, "The same, as far as savings fall short."),
    flow("service", Programme, Suppliers, "Goods and services given to households in need."),
    flow("transfer", Programme, Income, "Money given to households."),
    flow("premium_by_programme", Programme, Insurers, "Premiums that programmes pay."),
    flow("remittance_fee", Relatives, MoneySenders, "Fees on money from abroad."),
    flow("seasonal_earnings", Relatives, Savings, "Earnings of seasonal work abroad sent home."),
    flow("channel_from_savings", Savings, Movers, "What a regular place abroad costs."),
    flow("payout", Insurers, Programme, "Cover arranged before an event, paid out after it."),
    flow("transfer_by_partners", Partners, Income, "Support given but not charged to a programme."),
];

const fn flow(id: &'static str, payer: Account, payee: Account, about: &'static str) -> FlowEntry {
    FlowEntry { id, payer, payee, about }
}

/// Payments so far.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    totals: [f64; FLOWS],
    balances: [f64; ACCOUNTS],
    month: [f64; FLOWS],
    months: Vec<[f64; FLOWS]>,
    abandoned_usd: f64,
}

impl Ledger {
    /// Empties it.
    pub fn reset(&mut self) {
        self.totals = [0.0; FLOWS];
        self.balances = [0.0; ACCOUNTS];
        self.month = [0.0; FLOWS];
        self.months.clear();
        self.abandoned_usd = 0.0;
    }

    /// Books a payment of `usd`, not negative.
    #[inline]
    pub fn post(&mut self, flow: Flow, usd: f64) {
        debug_assert!(usd >= 0.0, "{flow:?} of {usd}");
        let entry = &FLOW_TABLE[flow as usize];
        self.totals[flow as usize] += usd;
        self.month[flow as usize] += usd;
        self.balances[entry.payer as usize] -= usd;
        self.balances[entry.payee as usize] += usd;
    }

    /// Notes the value of damage in a dwelling that its household gave up.
    #[inline]
    pub fn abandon(&mut self, usd: f64) {
        self.abandoned_usd += usd;
    }

    /// Closes the month.
    pub fn close_month(&mut self) {
        self.months.push(self.month);
        self.month = [0.0; FLOWS];
    }

    /// All payments of a kind, USD.
    pub fn total(&self, flow: Flow) -> f64 {
        self.totals[flow as usize]
    }

    /// Received less paid, USD.
    pub fn balance(&self, account: Account) -> f64 {
        self.balances[account as usize]
    }

    /// Received less paid of all accounts, USD.
    pub fn balances(&self) -> &[f64; ACCOUNTS] {
        &self.balances
    }

    /// Payments of each closed month by kind, USD.
    pub fn months(&self) -> &[[f64; FLOWS]] {
        &self.months
    }

    /// Value of damage in dwellings that were given up, USD.
    pub fn abandoned_usd(&self) -> f64 {
        self.abandoned_usd
    }
}

#[cfg(test)]
mod tests {
    use super::{Account, FLOW_TABLE, FLOWS, Flow, Ledger};

    #[test]
    fn the_table_stands_in_the_order_of_the_kinds() {
        assert_eq!(FLOWS, Flow::TransferByPartners as usize + 1);
        for (flow, id) in [
            (Flow::Delivery, "delivery"),
            (Flow::GrantOverhead, "grant_overhead"),
            (Flow::OwnWork, "own_work"),
            (Flow::MoveByRelatives, "move_by_relatives"),
            (Flow::Dissaving, "dissaving"),
        ] {
            assert_eq!(FLOW_TABLE[flow as usize].id, id);
        }
        assert!(FLOW_TABLE.iter().all(|entry| entry.payer != entry.payee));
    }

    #[test]
    fn what_is_paid_is_received() {
        let mut ledger = Ledger::default();
        ledger.post(Flow::Grant, 8.0);
        ledger.post(Flow::RepairFromSavings, 2.0);
        ledger.close_month();
        ledger.post(Flow::Saving, 1.0);
        assert_eq!(ledger.balance(Account::Builders), 10.0);
        assert_eq!(ledger.balance(Account::Programme), -8.0);
        assert_eq!(ledger.balance(Account::Savings), -1.0);
        assert_eq!(ledger.balances().iter().sum::<f64>(), 0.0);
        assert_eq!(ledger.months()[0][Flow::Grant as usize], 8.0);
        assert_eq!(ledger.total(Flow::Saving), 1.0);
    }
}
