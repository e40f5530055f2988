//! Discount rates at which two strategies change places.

use super::flows::{Flows, KINDS, Kind};
use crate::dist::math::pow;
use serde::{Deserialize, Serialize};

/// Highest rate that is looked at, per year.
pub const HIGHEST_RATE: f64 = 0.3;

/// Steps in which it is looked for a change of sign.
const STEPS: u32 = 120;

/// Halvings of a step: to far below the last digit shown.
const HALVINGS: u32 = 50;

/// Rates at which the mean net present values of two strategies are equal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Switch {
    /// Id of the strategy that comes first by rank.
    pub first: String,
    /// Id of the other.
    pub second: String,
    /// Rates, per year, lowest first; empty where the order stays from 0 to 30 % a year.
    pub rates: Vec<f64>,
    /// Whether the flows of the two are the same in every month, so that there is no order.
    pub same: bool,
}

/// Rates from 0 to [`HIGHEST_RATE`] at which Σ x(t) (1 + r)^(-t / 12) changes its sign, by bisection. Two
/// roots within a quarter of a per cent are not seen.
pub fn roots(flows: &[f64]) -> Vec<f64> {
    let value = |rate: f64| {
        let month = pow(1.0 + rate, -1.0 / 12.0);
        flows.iter().rev().fold(0.0, |sum, flow| sum * month + flow)
    };
    let mut found = Vec::new();
    let mut last = (0.0, value(0.0));
    for step in 1..=STEPS {
        let rate = HIGHEST_RATE * f64::from(step) / f64::from(STEPS);
        let now = (rate, value(rate));
        if now.1 == 0.0 {
            found.push(rate);
        } else if last.1 != 0.0 && (last.1 > 0.0) != (now.1 > 0.0) {
            let (mut low, mut high) = (last.0, now.0);
            for _ in 0..HALVINGS {
                let middle = f64::midpoint(low, high);
                if (value(middle) > 0.0) == (last.1 > 0.0) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            found.push(f64::midpoint(low, high));
        }
        last = now;
    }
    found
}

/// Net benefit of each month, mean over the futures, USD: what a strategy's own flows are worth, negative
/// for losses and costs. Damage, and displacement at its usual cost.
fn net_months(flows: &Flows, rank: usize) -> Vec<f64> {
    let futures = f64::from(flows.replicates().max(1));
    let [_, displacement, _] = flows.terms.displacement_usd;
    let value = |month: &[f64; KINDS]| {
        let of = |kind: Kind| month[kind as usize];
        of(Kind::Public)
            + of(Kind::Partners)
            + of(Kind::Dwellings)
            + of(Kind::Contents)
            + displacement * of(Kind::Displaced)
    };
    flows.months[rank].iter().map(|month| -value(month) / futures).collect()
}

/// Every two strategies of `ids`, by rank, on damage and displacement.
pub(super) fn switches(flows: &Flows, ids: &[String]) -> Vec<Switch> {
    let months: Vec<Vec<f64>> = (0..ids.len()).map(|rank| net_months(flows, rank)).collect();
    let mut switches = Vec::new();
    for (position, first) in ids.iter().enumerate() {
        for (other, second) in ids.iter().enumerate().skip(position + 1) {
            let difference: Vec<f64> =
                months[other].iter().zip(&months[position]).map(|(b, a)| b - a).collect();
            let same = difference.iter().all(|value| *value == 0.0);
            let rates = if same { Vec::new() } else { roots(&difference) };
            let (first, second) = (first.clone(), second.clone());
            switches.push(Switch { first, second, rates, same });
        }
    }
    switches
}

#[cfg(test)]
mod tests {
    use super::roots;

    #[test]
    fn the_root_of_a_loan_over_a_year_is_its_rate() {
        // 100 now against 108 in a year is worth nothing at 8 % a year.
        let mut flows = vec![0.0; 13];
        flows[0] = -100.0;
        flows[12] = 108.0;
        let found = roots(&flows);
        assert_eq!(found.len(), 1);
        assert!((found[0] - 0.08).abs() < 1e-12, "{found:?}");
        flows[12] = 140.0;
        assert!(roots(&flows).is_empty(), "40 % is beyond what is looked at");
        // Two roots: (v - 1 / 1.05) (v - 1 / 1.2) with v the factor of a year.
        let mut twice = vec![0.0; 25];
        twice[0] = 1.0 / 1.05 / 1.2;
        twice[12] = -(1.0 / 1.05 + 1.0 / 1.2);
        twice[24] = 1.0;
        let found = roots(&twice);
        assert_eq!(found.len(), 2);
        assert!((found[0] - 0.05).abs() < 1e-10 && (found[1] - 0.2).abs() < 1e-10, "{found:?}");
    }
}
