//! Appraisal: what strategies cost, what they avoid, who pays, and whom it serves.
//!
//! Each strategy against the baseline on the same futures, in present values at several rates. Cost is
//! what programmes and partners pay. Benefits are losses avoided; grants and payouts are transfers and
//! never a benefit. The bases stand side by side and are never added up, for they overlap.

mod equity;
mod fiscal;
mod flows;
mod ratio;
mod switching;
pub mod table;
mod terms;
#[cfg(test)]
mod tests;

pub use equity::{Equity, Weighted, weights};
pub use fiscal::{Exceedance, Payer, PublicCost};
pub use flows::{Flows, factors};
pub use ratio::{Basis, Measure, RESAMPLES};
pub use switching::{HIGHEST_RATE, Switch, roots};
pub use terms::Terms;

use crate::outcome::OutcomeId;
use crate::results::{GroupMeans, ResultsError, RunHeader};
use crate::stats::{Interval, Moments, interval};
use flows::{Kind, Of};
use ratio::measure;
use serde::{Deserialize, Serialize};

/// Income fifths.
const FIFTHS: usize = 5;

/// The appraisal of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Appraisal {
    /// What it discounts by and values with.
    pub terms: Terms,
    /// Id of the baseline.
    pub baseline: String,
    /// Futures behind it.
    pub replicates: u32,
    /// Each strategy but the baseline, by rank.
    pub strategies: Vec<StrategyAppraisal>,
    /// Every two strategies: rates at which they change places.
    pub switches: Vec<Switch>,
    /// Public cost of every strategy, by rank.
    pub public_cost: Vec<PublicCost>,
}

/// A strategy against the baseline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StrategyAppraisal {
    /// Id.
    pub strategy: String,
    /// Whether costs and losses are those of the baseline in every future: nothing to compare.
    pub same: bool,
    /// Costs and benefits by rate and basis.
    pub measures: Vec<Measure>,
    /// What each payer pays more, by rate.
    pub payers: Vec<Payer>,
    /// The three dividends of reducing risk, never added up.
    pub dividends: Dividends,
    /// Deaths averted.
    pub deaths: Deaths,
    /// Avoided damage by income fifth; none where incomes are unknown or a fifth is not shown.
    pub equity: Option<Equity>,
}

/// The three dividends (Tanner et al. 2015), side by side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dividends {
    /// First: damage avoided, present value at the headline rate, USD.
    pub avoided_loss: f64,
    /// Second: what households gain that move by choice, at the model's own rate, USD of well-being of a
    /// person of mean consumption. Investment that safety invites is not in the model.
    pub opportunity: f64,
    /// Third: benefits without any disaster; none, for they are not in the model.
    pub co_benefits: Option<f64>,
}

/// Deaths averted, counted and not discounted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Deaths {
    /// Mean number of deaths averted.
    pub averted: f64,
    /// Plain 95 % interval of that mean.
    pub interval: Option<Interval>,
    /// Their value, USD; none where no value of life is stated. In no ratio.
    pub value_usd: Option<f64>,
}

impl Flows {
    /// Appraises what was taken. `groups` are the means by group of the same futures.
    ///
    /// # Errors
    /// If what was taken cannot be read.
    pub fn appraise(
        &self,
        header: &RunHeader,
        groups: Option<&GroupMeans>,
    ) -> Result<Appraisal, ResultsError> {
        let baseline = header.baseline();
        let ids: Vec<String> = header.strategies.iter().map(|one| one.id.clone()).collect();
        let others = (0..ids.len()).filter(|rank| *rank != baseline);
        Ok(Appraisal {
            terms: self.terms.clone(),
            baseline: ids[baseline].clone(),
            replicates: self.replicates(),
            strategies: others
                .map(|rank| self.strategy(header, groups, rank))
                .collect::<Result<_, _>>()?,
            switches: switching::switches(self, &ids),
            public_cost: ids
                .iter()
                .enumerate()
                .map(|(rank, id)| fiscal::public_cost(self, rank, id))
                .collect::<Result<_, _>>()?,
        })
    }

    fn strategy(
        &self,
        header: &RunHeader,
        groups: Option<&GroupMeans>,
        rank: usize,
    ) -> Result<StrategyAppraisal, ResultsError> {
        let (baseline, terms) = (header.baseline(), &self.terms);
        let measures = self.measures(header.seed, baseline, rank)?;
        let headline = measures.iter().find(|it| {
            it.basis == Basis::Assets && it.rate.to_bits() == terms.headline_rate.to_bits()
        });
        let averted = Moments::of(&self.less(Of::Deaths, baseline, rank)?);
        let equity = groups.and_then(|groups| {
            let by_fifth = avoided_by_fifth(header, groups, baseline, rank)?;
            equity::equity(&by_fifth, &terms.fifth_incomes_usd, &terms.etas)
        });
        Ok(StrategyAppraisal {
            strategy: header.strategies[rank].id.clone(),
            same: self.same(rank, baseline)?,
            payers: fiscal::payers(self, baseline, rank)?,
            dividends: Dividends {
                avoided_loss: headline.map_or(0.0, |measure| measure.benefit),
                opportunity: Moments::of(&self.less(Of::Movers, rank, baseline)?).mean(),
                co_benefits: None,
            },
            deaths: Deaths {
                averted: averted.mean(),
                interval: interval::mean_interval(&averted),
                value_usd: terms.value_of_life_usd.map(|usd| usd * averted.mean()),
            },
            equity,
            measures,
        })
    }

    /// A number of every future under one strategy less that under another.
    fn less(&self, of: Of, from: usize, other: usize) -> Result<Vec<f64>, ResultsError> {
        Ok(less(&self.beside(from, of)?, &self.beside(other, of)?))
    }

    /// What programmes and partners pay more than under the baseline, in present values.
    fn costs(&self, rate: usize, baseline: usize, rank: usize) -> Result<Vec<f64>, ResultsError> {
        let cost = |rank| -> Result<Vec<f64>, ResultsError> {
            let mut sums = self.present(rank, rate, Kind::Public)?.into_owned();
            for (sum, paid) in sums.iter_mut().zip(&*self.present(rank, rate, Kind::Partners)?) {
                *sum += paid;
            }
            Ok(sums)
        };
        Ok(less(&cost(rank)?, &cost(baseline)?))
    }

    /// Damage avoided, and so many USD for each unit avoided of another flow, in present values.
    fn avoided(
        &self,
        rate: usize,
        (other, usd): (Kind, f64),
        baseline: usize,
        rank: usize,
    ) -> Result<Vec<f64>, ResultsError> {
        let lost = |rank| -> Result<Vec<f64>, ResultsError> {
            let mut sums = self.present(rank, rate, Kind::Dwellings)?.into_owned();
            for (sum, contents) in
                sums.iter_mut().zip(&*self.present(rank, rate, Kind::Contents)?)
            {
                *sum += contents;
            }
            for (sum, other) in sums.iter_mut().zip(&*self.present(rank, rate, other)?) {
                *sum += usd * other;
            }
            Ok(sums)
        };
        let more = less(&lost(rank)?, &lost(baseline)?);
        Ok(more.iter().map(|lost| 0.0 - lost).collect())
    }

    fn measures(
        &self,
        seed: u64,
        baseline: usize,
        rank: usize,
    ) -> Result<Vec<Measure>, ResultsError> {
        let terms = &self.terms;
        let mut measures = Vec::new();
        for (position, rate) in terms.rates.iter().enumerate() {
            let costs = self.costs(position, baseline, rank)?;
            let avoided = |other, usd| self.avoided(position, (other, usd), baseline, rank);
            let of = |basis, benefits: &[f64]| measure(basis, *rate, &costs, benefits, seed);
            measures.push(of(Basis::Assets, &avoided(Kind::Displaced, 0.0)?));
            let [low, usual, high] = terms.displacement_usd;
            let mut displaced = of(Basis::AssetsAndDisplacement, &avoided(Kind::Displaced, usual)?);
            if displaced.ratio.is_some() {
                let ratio = |usd| -> Result<f64, ResultsError> {
                    Ok(Moments::of(&avoided(Kind::Displaced, usd)?).mean() / displaced.cost)
                };
                let (low, high) = (ratio(low)?, ratio(high)?);
                displaced.ratio_range = Some(Interval { low, high });
            }
            measures.push(displaced);
            measures.push(of(Basis::AssetsAndEarnings, &avoided(Kind::Earnings, 1.0)?));
        }
        let avoided = self.less(Of::Wellbeing, baseline, rank)?;
        let costs = self.costs(self.own_rate(), baseline, rank)?;
        measures.push(measure(Basis::Wellbeing, terms.wellbeing_rate, &costs, &avoided, seed));
        Ok(measures)
    }
}

impl StrategyAppraisal {
    /// The measure of a basis at a rate; that of well-being at its own.
    pub fn measure(&self, basis: Basis, rate: f64) -> Option<&Measure> {
        let mut of_basis = self.measures.iter().filter(|measure| measure.basis == basis);
        of_basis
            .find(|measure| basis == Basis::Wellbeing || measure.rate.to_bits() == rate.to_bits())
    }
}

fn less(from: &[f64], other: &[f64]) -> Vec<f64> {
    from.iter().zip(other).map(|(from, other)| from - other).collect()
}

/// Mean damage avoided in each income fifth, USD; none where a fifth is too small to be shown.
fn avoided_by_fifth(
    header: &RunHeader,
    groups: &GroupMeans,
    baseline: usize,
    rank: usize,
) -> Option<Vec<f64>> {
    (0..FIFTHS)
        .map(|fifth| {
            let people = header.groups.get(fifth)?.people;
            let damage = |rank: usize| {
                let of = |outcome| groups.per_person(header, rank, fifth, outcome);
                Some(people * (of(OutcomeId::DwellingLoss)? + of(OutcomeId::ContentsLoss)?))
            };
            Some(damage(baseline)? - damage(rank)?)
        })
        .collect()
}
