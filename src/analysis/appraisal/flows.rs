//! Monthly flows of every future, discounted while they pass by.
//!
//! PV(x, r) = Σ x(t) (1 + r)^(-t / 12), t the months since the first month of the run, which is not
//! discounted. Nothing is counted after the horizon.

use super::terms::Terms;
use crate::dist::math::pow;
use crate::outcome::{OUTCOMES, OutcomeId, SERIES, SeriesId};

/// A flow that is discounted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub(super) enum Kind {
    /// Cost of programmes, USD: public.
    Public,
    /// Paid by partners, USD.
    Partners,
    /// Paid by insurers, USD.
    Insurers,
    /// Paid by households, USD.
    Households,
    /// Paid by landlords and relatives, USD.
    Others,
    /// Damage to dwellings, USD.
    Dwellings,
    /// Damage to contents, USD.
    Contents,
    /// Earnings lost, USD.
    Earnings,
    /// Displaced person-years.
    Displaced,
}

/// Number of kinds.
pub(super) const KINDS: usize = 9;

/// The monthly series behind each kind, in the order of [`Kind`].
const SERIES_OF: [SeriesId; KINDS] = [
    SeriesId::ProgrammeCost,
    SeriesId::PartnersCost,
    SeriesId::InsurersCost,
    SeriesId::HouseholdsCost,
    SeriesId::OthersCost,
    SeriesId::DwellingLoss,
    SeriesId::ContentsLoss,
    SeriesId::IncomeLoss,
    SeriesId::DisplacedStock,
];

/// Discount factor of each of `months` months at a rate per year.
pub fn factors(rate: f64, months: usize) -> Vec<f64> {
    (0..months).map(|month| pow(1.0 + rate, -(month as f64) / 12.0)).collect()
}

/// One strategy over the futures so far.
#[derive(Clone, Debug, Default)]
pub(super) struct StrategyFlows {
    /// Present values by rate and future.
    pub present: Vec<Vec<[f64; KINDS]>>,
    /// Sums over the futures by month.
    pub months: Vec<[f64; KINDS]>,
    /// Largest public cost of one year of each future, USD.
    pub worst_year: Vec<f64>,
    /// Largest public cost of three years in a row; empty where the horizon is shorter.
    pub worst_three_years: Vec<f64>,
    /// Loss of well-being, USD, at the model's own rate.
    pub wellbeing: Vec<f64>,
    /// Gain of those who move by choice, USD of well-being.
    pub movers: Vec<f64>,
    /// Deaths.
    pub deaths: Vec<f64>,
}

/// The flows of a run, gathered block by block. Every future is taken once for each strategy, in order.
#[derive(Clone, Debug)]
pub struct Flows {
    pub(super) terms: Terms,
    /// Factors by rate and month: the rates of the terms, then the model's own.
    factors: Vec<Vec<f64>>,
    pub(super) strategies: Vec<StrategyFlows>,
}

impl Flows {
    /// Nothing yet, for so many strategies and months.
    pub fn new(terms: Terms, strategies: usize, months: usize) -> Self {
        let terms = terms.in_order();
        let rates = terms.rates.iter().chain([&terms.wellbeing_rate]);
        let factors: Vec<Vec<f64>> = rates.map(|rate| factors(*rate, months)).collect();
        let empty = StrategyFlows {
            present: vec![Vec::new(); factors.len()],
            months: vec![[0.0; KINDS]; months],
            ..StrategyFlows::default()
        };
        Self { terms, factors, strategies: vec![empty; strategies] }
    }

    /// Takes the outcomes and months of one future under the strategy of a rank.
    pub fn take(&mut self, rank: usize, outcomes: &[f64; OUTCOMES], months: &[[f64; SERIES]]) {
        let flows: Vec<[f64; KINDS]> = months.iter().map(month_of).collect();
        let strategy = &mut self.strategies[rank];
        for (present, factors) in strategy.present.iter_mut().zip(&self.factors) {
            let mut sums = [0.0; KINDS];
            for (flow, factor) in flows.iter().zip(factors) {
                for (sum, value) in sums.iter_mut().zip(flow) {
                    *sum += factor * value;
                }
            }
            present.push(sums);
        }
        for (sums, flow) in strategy.months.iter_mut().zip(&flows) {
            for (sum, value) in sums.iter_mut().zip(flow) {
                *sum += value;
            }
        }
        let years: Vec<f64> = flows
            .chunks(12)
            .map(|year| year.iter().map(|flow| flow[Kind::Public as usize]).sum())
            .collect();
        strategy.worst_year.push(years.iter().copied().fold(0.0, f64::max));
        if years.len() >= 3 {
            let threes = years.windows(3).map(|years| years.iter().sum::<f64>());
            strategy.worst_three_years.push(threes.fold(0.0, f64::max));
        }
        strategy.wellbeing.push(outcomes[OutcomeId::WellbeingLoss as usize]);
        strategy.movers.push(outcomes[OutcomeId::MoversGain as usize]);
        strategy.deaths.push(outcomes[OutcomeId::Deaths as usize]);
    }

    /// Position of the model's own rate among the present values.
    pub(super) fn own_rate(&self) -> usize {
        self.terms.rates.len()
    }

    /// Futures taken.
    pub(super) fn replicates(&self) -> u32 {
        self.strategies.first().map_or(0, |strategy| strategy.deaths.len() as u32)
    }
}

fn month_of(month: &[f64; SERIES]) -> [f64; KINDS] {
    let mut flow = SERIES_OF.map(|series| month[series as usize]);
    // People displaced at the end of a month stand for a twelfth of a year each.
    flow[Kind::Displaced as usize] /= 12.0;
    flow
}
