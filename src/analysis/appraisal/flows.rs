//! Monthly flows of every future, discounted while they pass by.
//!
//! PV(x, r) = Σ x(t) (1 + r)^(-t / 12), t the months since the first month of the run, which is not
//! discounted. Nothing is counted after the horizon.

use super::terms::Terms;
use crate::dist::math::pow;
use crate::outcome::{OUTCOMES, OutcomeId, SERIES, SeriesId};
use crate::results::{ColumnStore, ResultsError, Storage};
use std::borrow::Cow;

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

/// A number of each future beside its present values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub(super) enum Of {
    /// Largest public cost of one year, USD.
    WorstYear,
    /// Largest public cost of three years in a row, USD; zero where the horizon is shorter.
    WorstThreeYears,
    /// Loss of well-being, USD, at the model's own rate.
    Wellbeing,
    /// Gain of those who move by choice, USD of well-being.
    Movers,
    /// Deaths.
    Deaths,
}

/// Numbers of [`Of`].
const BESIDE: usize = 5;

/// The flows of a run, gathered block by block. Every future is taken once for each strategy, in order.
#[derive(Debug)]
pub struct Flows {
    pub(super) terms: Terms,
    /// Factors by rate and month: the rates of the terms, then the model's own.
    factors: Vec<Vec<f64>>,
    /// Sums over the futures by strategy and month.
    pub(super) months: Vec<Vec<[f64; KINDS]>>,
    /// A row a future: by strategy the present values by rate and kind, then the numbers of [`Of`].
    columns: ColumnStore,
}

impl Flows {
    /// Nothing yet, for so many strategies and months; what is taken is kept in `storage`.
    pub fn new(terms: Terms, strategies: usize, months: usize, storage: &Storage) -> Self {
        let terms = terms.in_order();
        let rates = terms.rates.iter().chain([&terms.wellbeing_rate]);
        let factors: Vec<Vec<f64>> = rates.map(|rate| factors(*rate, months)).collect();
        let columns = ColumnStore::new(strategies * width(factors.len()), storage);
        Self { terms, factors, months: vec![vec![[0.0; KINDS]; months]; strategies], columns }
    }

    /// Takes the outcomes and months of one future under the strategy of a rank.
    ///
    /// # Errors
    /// If another strategy is due, or if the disk refuses.
    pub fn take(
        &mut self,
        rank: usize,
        outcomes: &[f64; OUTCOMES],
        months: &[[f64; SERIES]],
    ) -> Result<(), ResultsError> {
        let due = self.columns.next() / width(self.factors.len());
        if rank != due {
            let text = format!("strategy {rank} stands where strategy {due} should");
            return Err(ResultsError::Records(text));
        }
        let flows: Vec<[f64; KINDS]> = months.iter().map(month_of).collect();
        for factors in &self.factors {
            let mut sums = [0.0; KINDS];
            for (flow, factor) in flows.iter().zip(factors) {
                for (sum, value) in sums.iter_mut().zip(flow) {
                    *sum += factor * value;
                }
            }
            self.columns.push(sums)?;
        }
        for (sums, flow) in self.months[rank].iter_mut().zip(&flows) {
            for (sum, value) in sums.iter_mut().zip(flow) {
                *sum += value;
            }
        }
        let years: Vec<f64> = flows
            .chunks(12)
            .map(|year| year.iter().map(|flow| flow[Kind::Public as usize]).sum())
            .collect();
        let threes = years.windows(3).map(|years| years.iter().sum::<f64>());
        let outcome = |id: OutcomeId| outcomes[id as usize];
        let beside: [f64; BESIDE] = [
            years.iter().copied().fold(0.0, f64::max),
            threes.fold(0.0, f64::max),
            outcome(OutcomeId::WellbeingLoss),
            outcome(OutcomeId::MoversGain),
            outcome(OutcomeId::Deaths),
        ];
        self.columns.push(beside)
    }

    /// Present value of a kind of flow in every future, at the rate of a position.
    pub(super) fn present(
        &self,
        rank: usize,
        rate: usize,
        kind: Kind,
    ) -> Result<Cow<'_, [f64]>, ResultsError> {
        let first = rank * width(self.factors.len());
        self.columns.column(first + rate * KINDS + kind as usize)
    }

    /// A number of every future.
    pub(super) fn beside(&self, rank: usize, of: Of) -> Result<Cow<'_, [f64]>, ResultsError> {
        let first = rank * width(self.factors.len());
        self.columns.column(first + self.factors.len() * KINDS + of as usize)
    }

    /// Whether present values and well-being of two strategies are the same in every future.
    pub(super) fn same(&self, rank: usize, other: usize) -> Result<bool, ResultsError> {
        let width = width(self.factors.len());
        let present = 0..self.factors.len() * KINDS;
        let wellbeing = present.end + Of::Wellbeing as usize;
        for column in present.chain([wellbeing]) {
            let of = |rank: usize| self.columns.column(rank * width + column);
            if of(rank)? != of(other)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether the horizon has three years.
    pub(super) fn has_three_years(&self) -> bool {
        self.factors.iter().all(|factors| factors.len() > 24)
    }

    /// Position of the model's own rate among the present values.
    pub(super) fn own_rate(&self) -> usize {
        self.terms.rates.len()
    }

    /// Futures taken.
    pub(super) fn replicates(&self) -> u32 {
        self.columns.rows() as u32
    }
}

/// Columns of a strategy with so many rates.
fn width(rates: usize) -> usize {
    rates * KINDS + BESIDE
}

fn month_of(month: &[f64; SERIES]) -> [f64; KINDS] {
    let mut flow = SERIES_OF.map(|series| month[series as usize]);
    // People displaced at the end of a month stand for a twelfth of a year each.
    flow[Kind::Displaced as usize] /= 12.0;
    flow
}
