//! Benefits over costs: ratio of means, its paired bootstrap interval, and the net present value.

use crate::rng::Seed;
use crate::stats::bootstrap::Resampling;
use crate::stats::quantiles::quantile;
use crate::stats::wilson::wilson;
use crate::stats::{Interval, Moments, interval};
use serde::{Deserialize, Serialize};

/// Resamples behind the interval of a ratio.
pub const RESAMPLES: u32 = 999;

/// What counts as a benefit. No basis is added to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Avoided damage to dwellings and contents.
    Assets,
    /// The same and the avoided cost of displacement, which contains the loss of income.
    AssetsAndDisplacement,
    /// Avoided damage and avoided loss of earnings.
    AssetsAndEarnings,
    /// Avoided loss of well-being, as the model discounts it.
    Wellbeing,
}

impl Basis {
    /// Its name in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Assets => "assets",
            Self::AssetsAndDisplacement => "assets_and_displacement",
            Self::AssetsAndEarnings => "assets_and_earnings",
            Self::Wellbeing => "wellbeing",
        }
    }
}

/// Costs and benefits of a strategy against the baseline at one rate on one basis.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    /// Basis.
    pub basis: Basis,
    /// Discount rate, per year.
    pub rate: f64,
    /// Mean present value of what the strategy costs more, USD.
    pub cost: f64,
    /// Mean present value of what it avoids, USD.
    pub benefit: f64,
    /// Mean net present value, USD.
    pub net: f64,
    /// Plain 95 % interval of that mean.
    pub net_interval: Option<Interval>,
    /// Mean benefit over mean cost; none where the strategy does not cost more.
    pub ratio: Option<f64>,
    /// 95 % interval of the ratio over resampled futures; none where a resample has no cost.
    pub ratio_interval: Option<Interval>,
    /// The ratio at the lowest and at the highest cost of displacement, where the basis has it.
    pub ratio_range: Option<Interval>,
    /// Futures behind it.
    pub futures: u32,
    /// Futures in which benefits exceed costs.
    pub worth: u32,
    /// 95 % interval of the chance of that (Wilson).
    pub worth_chance: Interval,
}

/// Measures paired benefits and costs, one for each future.
pub(super) fn measure(
    basis: Basis,
    rate: f64,
    costs: &[f64],
    benefits: &[f64],
    seed: u64,
) -> Measure {
    let net: Vec<f64> = benefits.iter().zip(costs).map(|(benefit, cost)| benefit - cost).collect();
    let moments = Moments::of(&net);
    let (cost, benefit) = (Moments::of(costs).mean(), Moments::of(benefits).mean());
    let worth = net.iter().filter(|value| **value > 0.0).count() as u32;
    Measure {
        basis,
        rate,
        cost,
        benefit,
        net: moments.mean(),
        net_interval: interval::mean_interval(&moments),
        ratio: (cost > 0.0).then(|| benefit / cost),
        ratio_interval: if cost > 0.0 { resampled(costs, benefits, seed) } else { None },
        ratio_range: None,
        futures: net.len() as u32,
        worth,
        worth_chance: wilson(worth, net.len() as u32),
    }
}

/// 95 % percentile interval of the ratio of sums over resampled futures (Efron and Tibshirani 1993,
/// chapter 13); cost and benefit of a future stay together. None where a resample has no cost, or with
/// fewer than two futures.
fn resampled(costs: &[f64], benefits: &[f64], seed: u64) -> Option<Interval> {
    let count = costs.len() as u32;
    if count < 2 {
        return None;
    }
    let resampling = Resampling::new(Seed(seed), count);
    let mut indices = Vec::new();
    let mut ratios = Vec::with_capacity(RESAMPLES as usize);
    for resample in 0..RESAMPLES {
        resampling.fill(resample, &mut indices);
        let (mut cost, mut benefit) = (0.0, 0.0);
        for index in &indices {
            cost += costs[*index as usize];
            benefit += benefits[*index as usize];
        }
        if cost <= 0.0 {
            return None;
        }
        ratios.push(benefit / cost);
    }
    ratios.sort_by(f64::total_cmp);
    Some(Interval { low: quantile(&ratios, 0.025), high: quantile(&ratios, 0.975) })
}
