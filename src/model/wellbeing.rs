//! Well-being of the households of the start against their path without shocks (model M9).
//!
//! Event-driven. Shocks to livelihoods are the same for all of a zone and livelihood, so their utility
//! losses are summed once a month for each zone and livelihood: A = Σ loss(kept share) · month weight.
//! A household bears A from when it came to a zone until it leaves it; only those who change zone, leave or
//! die are touched. To that comes what it pays itself for damage: out of income, the utility of the
//! consumption forgone in that month; out of savings or on credit, and for the
//! worth of its own work, c0^(-η) a dollar, since that is spread over time. What households gain and pay that move by choice is kept apart.
//!
//! Limits: the premium of insurance shrinks with the shock; deaths are no loss of consumption; after a
//! move by choice shocks count that strike the new place.

use super::accounts::Hurt;
use super::coefficients::Given;
use super::households::Households;
use super::income::LIVELIHOODS;
use super::run::Run;
use crate::group::{exact_people, exact_usd};
use crate::outcome::OutcomeId;

/// Account of one household.
#[derive(Clone, Copy, Debug, Default)]
struct Own {
    /// Losses beside those of its zone since it came there, relative to c0^(1 - η).
    borne: f64,
    /// Gains less costs of moves by choice, in the same unit.
    gained: f64,
    /// Repair paid by itself, USD.
    repair_usd: f64,
}

/// Losses of one run, relative to c0^(1 - η).
#[derive(Clone, Debug, Default)]
pub struct Wellbeing {
    /// Utility lost by that share this month.
    lost_now: Vec<[f64; LIVELIHOODS]>,
    /// Losses by shocks so far, by zone and livelihood.
    shocks: Vec<[f64; LIVELIHOODS]>,
    /// What each household bears, gains and pays beside the losses of its zone.
    own: Vec<Own>,
    /// Smallest and largest share kept this month, 1 among them.
    least_kept: f64,
    most_kept: f64,
}

impl Wellbeing {
    /// No losses.
    pub fn reset(&mut self, zones: usize, households: usize) {
        let tables = [&mut self.lost_now, &mut self.shocks];
        for table in tables {
            table.clear();
            table.resize(zones, [0.0; LIVELIHOODS]);
        }
        self.own.clear();
        self.own.resize(households, Own::default());
        self.least_kept = 1.0;
        self.most_kept = 1.0;
    }

    /// Makes room for all footings and zones.
    fn extend(&mut self, households: &Households) {
        let rows = households.shocks.rows();
        self.lost_now.resize(rows, [0.0; LIVELIHOODS]);
        self.shocks.resize(rows, [0.0; LIVELIHOODS]);
    }

    /// Smallest share of income kept in any zone and livelihood, at most 1.
    pub fn least_kept(&self) -> f64 {
        self.least_kept
    }

    /// Largest share of income kept in any zone and livelihood, at least 1.
    pub fn most_kept(&self) -> f64 {
        self.most_kept
    }

    /// A household leaves the shocks of a zone: it moves, leaves the area or dies.
    pub fn leave_zone(&mut self, i: usize, row: usize, livelihood: usize) {
        self.own[i].borne += self.shocks[row][livelihood];
    }

    /// A household comes under the shocks of a zone.
    pub fn enter_zone(&mut self, i: usize, row: usize, livelihood: usize) {
        self.own[i].borne -= self.shocks[row][livelihood];
    }

    /// Adds a loss of one household.
    pub fn bear(&mut self, i: usize, loss: f64) {
        self.own[i].borne += loss;
    }

    /// Adds a gain (or, negative, a cost) of a household that moves by choice.
    pub fn gain(&mut self, i: usize, gain: f64) {
        self.own[i].gained += gain;
    }

    /// Adds a repair that a household pays itself, USD.
    pub fn pay_repair(&mut self, i: usize, usd: f64) {
        self.own[i].repair_usd += usd;
    }

    /// Loss of a household so far, relative to c0^(1 - η).
    pub fn loss(&self, given: &Given<'_>, households: &Households, i: usize) -> f64 {
        let row = households.row(i, given.place.zones());
        let livelihood = usize::from(given.place.population.livelihood[i]);
        let here =
            if households.living[i].is_resident() { self.shocks[row][livelihood] } else { 0.0 };
        self.own[i].borne + here
    }
}

/// Works out what livelihoods keep in a month, once its events are over.
pub fn observe(run: &mut Run<'_>, period: u16) {
    let given = run.given;
    run.households.shocks.settle(&given, period);
    run.wellbeing.least_kept = 1.0;
    run.wellbeing.most_kept = 1.0;
    run.wellbeing.extend(&run.households);
    weigh(run, 0);
}

/// Takes up footings that were found since.
pub(super) fn follow(run: &mut Run<'_>) {
    let known = run.wellbeing.lost_now.len();
    if known < run.households.shocks.rows() {
        run.wellbeing.extend(&run.households);
        weigh(run, known);
    }
}

/// Works out the utility lost in rows of footing and zone from one on.
fn weigh(run: &mut Run<'_>, from: usize) {
    let consumption = &run.given.coefficients.consumption;
    let shocks = &run.households.shocks;
    let wellbeing = &mut run.wellbeing;
    for (row, lost) in wellbeing.lost_now.iter_mut().enumerate().skip(from) {
        for (livelihood, lost) in lost.iter_mut().enumerate() {
            let share = shocks.kept(row, livelihood);
            *lost = if share == 1.0 { 0.0 } else { consumption.utility_loss(share) };
            wellbeing.least_kept = wellbeing.least_kept.min(share);
            wellbeing.most_kept = wellbeing.most_kept.max(share);
        }
    }
}

/// Adds the month's shocks to livelihoods to the accounts of zones.
pub fn accrue(run: &mut Run<'_>, period: u16) {
    let weight = run.given.coefficients.consumption.month_weight[usize::from(period)];
    let wellbeing = &mut run.wellbeing;
    for (lost, sums) in wellbeing.lost_now.iter().zip(&mut wellbeing.shocks) {
        for (lost, sum) in lost.iter().zip(sums) {
            *sum += weight * lost;
        }
    }
}

impl Run<'_> {
    /// Moves the account of well-being of a household to the zone it comes to.
    pub fn change_zone(&mut self, i: usize, zone: usize) {
        let livelihood = usize::from(self.given.place.population.livelihood[i]);
        let zones = self.given.place.zones();
        let row = self.households.row(i, zones);
        self.wellbeing.leave_zone(i, row, livelihood);
        self.earnings.leave(&self.given.place.population, i, row);
        self.households.zone[i] = zone as u16;
        let row = self.households.row(i, zones);
        self.wellbeing.enter_zone(i, row, livelihood);
        self.earnings.enter(&self.given.place.population, i, row);
        self.households.stay_in(i, zone as u16);
    }

    /// Closes the account of a household with its zone: it leaves the area or nobody of it is alive.
    pub fn leave_zone(&mut self, i: usize) {
        let livelihood = usize::from(self.given.place.population.livelihood[i]);
        let row = self.households.row(i, self.given.place.zones());
        self.wellbeing.leave_zone(i, row, livelihood);
        self.earnings.leave(&self.given.place.population, i, row);
    }

    /// Loss of utility by a payment of `usd` in this month, relative to c0^(1 - η).
    pub fn utility_of(&self, i: usize, usd: f64, hurt: Hurt) -> f64 {
        let given = self.given;
        let consumption = &given.coefficients.consumption;
        let period = usize::from(self.period);
        let weight = consumption.month_weight[period];
        let share =
            usd * f64::from(consumption.dollar_share[i]) * consumption.inverse_growth[period];
        match hurt {
            Hurt::Spread => weight * share,
            Hurt::Now => {
                let livelihood = usize::from(given.place.population.livelihood[i]);
                let row = self.households.row(i, given.place.zones());
                let kept = self.households.shocks.kept(row, livelihood);
                let support = self.money.relief.paid_usd(i);
                if support > 0.0 {
                    let more = kept
                        + support
                            * f64::from(consumption.dollar_share[i])
                            * consumption.inverse_growth[period];
                    let without = consumption.utility_loss(more);
                    return weight * (consumption.utility_loss(more - share) - without);
                }
                let less = consumption.utility_loss(kept - share);
                weight * (less - self.wellbeing.lost_now[row][livelihood])
            }
        }
    }

    /// Counts the income that a leaver gains at a destination with `income_ratio` times its income.
    pub fn gain_by_income(&mut self, i: usize, income_ratio: f64) {
        let consumption = &self.given.coefficients.consumption;
        let rest = consumption.weight_from[usize::from(self.period)];
        self.wellbeing.gain(i, -consumption.utility_loss(income_ratio) * rest);
    }

    /// Opens the account of a household with its zone again: it comes back from where its income was
    /// `income_ratio` times as high, and has not gained that for the rest of the horizon.
    pub fn return_to_zone(&mut self, i: usize, income_ratio: f64) {
        let consumption = &self.given.coefficients.consumption;
        let rest = consumption.weight_from[usize::from(self.period)];
        self.wellbeing.gain(i, consumption.utility_loss(income_ratio) * rest);
        let livelihood = usize::from(self.given.place.population.livelihood[i]);
        let row = self.households.row(i, self.given.place.zones());
        self.wellbeing.enter_zone(i, row, livelihood);
        self.earnings.enter(&self.given.place.population, i, row);
    }
}

/// Counts well-being and poverty of all households of the start when the horizon is reached.
pub fn settle(run: &mut Run<'_>) {
    let given = run.given;
    let population = &given.place.population;
    for i in 0..population.len() {
        let loss = run.wellbeing.loss(&given, &run.households, i);
        let own = run.wellbeing.own[i];
        let usd = f64::from(given.coefficients.consumption.weight_usd[i]);
        for (outcome, usd) in [
            (OutcomeId::WellbeingLoss, loss * usd),
            (OutcomeId::MoversGain, own.gained * usd),
            (OutcomeId::RepairOwn, own.repair_usd),
        ] {
            if usd != 0.0 {
                run.count(i, outcome, exact_usd(usd * population.weight));
            }
        }
        let (poor, by_shock) = run.poverty.person_months(&given, i);
        if poor > 0 {
            let months = |months: u32| exact_people(f64::from(months) * population.weight);
            run.count(i, OutcomeId::PovertyPersonMonths, months(poor));
            run.count(i, OutcomeId::ShockPovertyPersonMonths, months(by_shock));
        }
    }
}
