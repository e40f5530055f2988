//! Avoided damage by income fifth, unweighted and weighted.
//!
//! A dollar of damage in a fifth counts w = (ȳ / y)^η, with ȳ the mean income of all fifths and y that of
//! the fifth (HM Treasury 2022, Green Book, annex 3: η = 1.3). Limits: damage to dwellings and contents
//! alone, of the whole horizon, **not discounted**; fifths are those of the start; what a fifth pays
//! towards a strategy is not taken off.

use crate::dist::math::pow;
use serde::{Deserialize, Serialize};

/// Avoided damage of a strategy by income fifth.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Equity {
    /// Mean avoided damage by fifth, poorest first, USD, not discounted.
    pub by_fifth: Vec<f64>,
    /// The same added up, under each elasticity.
    pub weighted: Vec<Weighted>,
}

/// Avoided damage under one elasticity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Weighted {
    /// Elasticity of marginal utility; 0 is unweighted.
    pub eta: f64,
    /// Weights by fifth, poorest first.
    pub weights: Vec<f64>,
    /// Weighted sum, USD of a household of mean income.
    pub avoided: f64,
}

/// Weights by fifth under an elasticity, from mean incomes.
pub fn weights(incomes: &[f64], eta: f64) -> Vec<f64> {
    let mean = incomes.iter().sum::<f64>() / incomes.len() as f64;
    incomes.iter().map(|income| pow(mean / income, eta)).collect()
}

/// Equity of avoided damage; none where incomes are unknown.
pub(super) fn equity(by_fifth: &[f64], incomes: &[f64], etas: &[f64]) -> Option<Equity> {
    if by_fifth.len() != incomes.len() || incomes.is_empty() || incomes.iter().any(|y| *y <= 0.0) {
        return None;
    }
    let weighted = etas
        .iter()
        .map(|eta| {
            let weights = weights(incomes, *eta);
            let avoided = weights.iter().zip(by_fifth).map(|(weight, usd)| weight * usd).sum();
            Weighted { eta: *eta, weights, avoided }
        })
        .collect();
    Some(Equity { by_fifth: by_fifth.to_vec(), weighted })
}

#[cfg(test)]
mod tests {
    use super::equity;

    #[test]
    fn the_poor_count_for_more_and_nothing_weighs_one() {
        let incomes = [4.0, 8.0, 10.0, 12.0, 16.0];
        let found = equity(&[8.0, 0.0, 0.0, 0.0, 2.0], &incomes, &[0.0, 1.0, 2.0]).unwrap();
        let avoided: Vec<f64> = found.weighted.iter().map(|it| it.avoided).collect();
        // Mean income 10: weights 2.5 and 0.625, squared 6.25 and 0.390625.
        assert_eq!(avoided, [10.0, 21.25, 50.781_25]);
        assert_eq!(found.weighted[1].weights[2], 1.0);
        assert!(equity(&[1.0; 5], &[], &[0.0]).is_none());
    }
}
