//! What a strategy costs whom, and how much public cost comes together in a year or in three.
//!
//! Public cost is what programmes pay. Limits: taxes, aid received and the repair of public buildings and
//! roads are not in the model; without public insurance, net public cost is gross.

use super::flows::{Flows, Kind, Of};
use crate::results::ResultsError;
use crate::stats::quantiles::quantile;
use crate::stats::wilson::wilson;
use crate::stats::{Interval, Moments, interval};
use serde::{Deserialize, Serialize};

/// Who pays, with the flow that says so.
const PAYERS: [(&str, Kind); 5] = [
    ("public", Kind::Public),
    ("partners", Kind::Partners),
    ("insurers", Kind::Insurers),
    ("households", Kind::Households),
    ("landlords_and_relatives", Kind::Others),
];

/// Chances at which the exceedance curve is told.
const CURVE: [f64; 9] = [0.5, 0.4, 0.3, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005];

/// What a payer pays more under a strategy than under the baseline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Payer {
    /// Who: `public`, `partners`, `insurers`, `households`, `landlords_and_relatives`.
    pub payer: String,
    /// Discount rate, per year.
    pub rate: f64,
    /// Mean present value under the baseline, USD.
    pub baseline: f64,
    /// Mean present value under the strategy, USD.
    pub strategy: f64,
    /// Mean of the paired differences, USD.
    pub difference: f64,
    /// Plain 95 % interval of that mean.
    pub interval: Option<Interval>,
}

/// Chance that public cost exceeds an amount.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exceedance {
    /// Years in a row: 1 or 3.
    pub years: u16,
    /// Amount, USD of the price year, not discounted.
    pub usd: f64,
    /// Futures in which some such year, or three years in a row, cost more.
    pub futures: u32,
    /// That as a share.
    pub share: f64,
    /// 95 % interval of the chance (Wilson).
    pub chance: Interval,
}

/// Public cost of a strategy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublicCost {
    /// Id of the strategy.
    pub strategy: String,
    /// The thresholds of the scenario.
    pub thresholds: Vec<Exceedance>,
    /// The exceedance curve, most likely first.
    pub curve: Vec<Exceedance>,
}

/// What payers pay at every rate.
pub(super) fn payers(
    flows: &Flows,
    baseline: usize,
    rank: usize,
) -> Result<Vec<Payer>, ResultsError> {
    let mut payers = Vec::new();
    for (position, rate) in flows.terms.rates.iter().enumerate() {
        for (payer, kind) in PAYERS {
            let column = |rank: usize| flows.present(rank, position, kind);
            let (with, without) = (column(rank)?, column(baseline)?);
            let differences: Vec<f64> =
                with.iter().zip(&*without).map(|(with, without)| with - without).collect();
            let moments = Moments::of(&differences);
            payers.push(Payer {
                payer: payer.to_owned(),
                rate: *rate,
                baseline: Moments::of(&without).mean(),
                strategy: Moments::of(&with).mean(),
                difference: moments.mean(),
                interval: interval::mean_interval(&moments),
            });
        }
    }
    Ok(payers)
}

/// Public cost of the strategy of a rank.
pub(super) fn public_cost(
    flows: &Flows,
    rank: usize,
    id: &str,
) -> Result<PublicCost, ResultsError> {
    let (mut thresholds, mut curve) = (Vec::new(), Vec::new());
    for (years, of) in [(1, Of::WorstYear), (3, Of::WorstThreeYears)] {
        if flows.replicates() == 0 || (years == 3 && !flows.has_three_years()) {
            continue;
        }
        let mut sorted = flows.beside(rank, of)?.into_owned();
        sorted.sort_by(f64::total_cmp);
        let exceeds = |usd: f64| exceeds(years, &sorted, usd);
        thresholds.extend(flows.terms.thresholds_usd.iter().map(|usd| exceeds(*usd)));
        let amounts = CURVE.iter().map(|chance| quantile(&sorted, 1.0 - chance));
        curve.extend(amounts.map(exceeds));
    }
    // In few futures several chances meet the same amount.
    curve.dedup();
    Ok(PublicCost { strategy: id.to_owned(), thresholds, curve })
}

fn exceeds(years: u16, worst: &[f64], usd: f64) -> Exceedance {
    let (futures, of) =
        (worst.iter().filter(|cost| **cost > usd).count() as u32, worst.len() as u32);
    let share = f64::from(futures) / f64::from(of.max(1));
    Exceedance { years, usd, futures, share, chance: wilson(futures, of) }
}
