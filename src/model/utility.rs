//! Expected utility in terms of consumption (model M7): what a household would give to be rid of a risk.
//!
//! A year brings the loss of one of five return periods or none. Utility has constant relative risk
//! aversion η (u = x^(1 - η) / (1 - η), ln x for η = 1), so the ratio of the certainty equivalent to
//! consumption depends on losses over consumption alone. Chances are perceived ones: the true chance of
//! exceeding each return period times a ratio, at most .998 (DYNAMO-M, Tierolf et al. 2023).

use crate::dist::math::{exp, ln, pow};

pub use crate::plan::levels::{RETURN_YEARS, RETURNS};

/// Largest perceived chance of a year with a loss.
const ALMOST_CERTAIN: f64 = 0.998;

/// Yearly payment for a debt of one over `years` at a yearly `rate`: r (1 + r)^n / ((1 + r)^n - 1).
pub fn annuity(rate: f64, years: f64) -> f64 {
    if rate <= 0.0 {
        return 1.0 / years;
    }
    let growth = pow(1.0 + rate, years);
    rate * growth / (growth - 1.0)
}

/// Perceived chance that a year brings the loss of each return period: that it is exceeded and the next
/// is not.
pub fn perceived_chances(ratio: f64) -> [f64; RETURNS] {
    let exceeded = RETURN_YEARS.map(|years| (ratio / years).min(ALMOST_CERTAIN));
    std::array::from_fn(|k| exceeded[k] - exceeded.get(k + 1).copied().unwrap_or(0.0))
}

/// Largest ratio up to which perceived chances are in proportion to it.
pub const PROPORTIONAL_RATIO: f64 = ALMOST_CERTAIN * RETURN_YEARS[0];

/// x^(1 - η), or ln x for η = 1: utility up to a factor and a constant.
#[inline]
fn power(x: f64, aversion: f64) -> f64 {
    if aversion == 1.5 {
        1.0 / x.sqrt()
    } else if aversion == 1.0 {
        ln(x)
    } else {
        pow(x, 1.0 - aversion)
    }
}

/// What is left of a consumption of one after a loss, at least `least`.
#[inline]
fn left(loss: f64, least: f64) -> f64 {
    (1.0 - loss).max(least)
}

/// Sum over return periods of chance times the change of [`power`] by the loss.
#[inline]
pub fn change(losses: &[f64; RETURNS], chances: &[f64; RETURNS], aversion: f64, least: f64) -> f64 {
    // The usual aversion takes a path without branches, on which losses are worked on side by side.
    let changes = if aversion == 1.5 {
        losses.map(|loss| 1.0 / left(loss, least).sqrt() - 1.0)
    } else {
        let none = power(1.0, aversion);
        losses.map(|loss| power(left(loss, least), aversion) - none)
    };
    changes.iter().zip(chances).map(|(change, chance)| chance * change).sum()
}

/// Logarithm of the certainty equivalent over consumption, from what [`change`] gives.
#[inline]
pub fn log_equivalent(change: f64, aversion: f64) -> f64 {
    if aversion == 1.0 { change } else { ln_near_one(change) * (1.0 / (1.0 - aversion)) }
}

/// [`log_equivalent`] of each value, in place.
pub fn log_equivalents(changes: &mut [f64], aversion: f64) {
    if aversion == 1.0 {
        return;
    }
    let inverse = 1.0 / (1.0 - aversion);
    // Without a branch in it the loop works on several values at once.
    if changes.iter().all(|change| change.abs() <= NEAR_ONE) {
        for change in changes {
            *change = series_near_one(*change) * inverse;
        }
    } else {
        for change in changes {
            *change = ln_near_one(*change) * inverse;
        }
    }
}

/// Largest |x| for which [`series_near_one`] holds.
const NEAR_ONE: f64 = 0.25;

/// ln(1 + x): for |x| <= 1/4 the series of 2 artanh(x / (2 + x)) to the thirteenth power, whose error is
/// below 1e-13.
#[inline]
fn ln_near_one(x: f64) -> f64 {
    if x.abs() > NEAR_ONE { ln(1.0 + x) } else { series_near_one(x) }
}

#[inline]
fn series_near_one(x: f64) -> f64 {
    let z = x / (2.0 + x);
    let square = z * z;
    let series = 1.0 / 3.0
        + square
            * (1.0 / 5.0
                + square
                    * (1.0 / 7.0 + square * (1.0 / 9.0 + square * (1.0 / 11.0 + square / 13.0))));
    2.0 * z * (1.0 + square * series)
}

/// Certainty equivalent of a consumption under a risk, in the unit of consumption: losses by return
/// period in the same unit, chances as perceived; what is left is at least `least` of the consumption.
pub fn certainty_equivalent(
    consumption: f64,
    losses: [f64; RETURNS],
    chances: &[f64; RETURNS],
    aversion: f64,
    least: f64,
) -> f64 {
    let relative = losses.map(|loss| loss / consumption);
    consumption * exp(log_equivalent(change(&relative, chances, aversion, least), aversion))
}

/// Steps of the table of burdens.
const STEPS: usize = 768;

/// [`change`] at a perceived ratio of one for homes of each class in each zone, tabulated by the worth of
/// a dwelling's yearly burden over consumption, s. Between the lines of the table it is linear; the
/// logarithm of the certainty equivalent is within 2e-4 of the exact one, but for the corner where what is left meets its least (tested).
#[derive(Clone, Debug, Default)]
pub struct BurdenTable {
    zones: usize,
    /// By class, step and zone.
    values: Vec<f64>,
}

/// Where s lies between the lines of the table, for one class.
#[derive(Clone, Copy, Debug)]
pub struct BurdenPosition {
    row: usize,
    weight: f64,
}

impl BurdenTable {
    /// Tabulates damage ratios by zone, class and return period.
    pub fn new<const CLASSES: usize>(
        damage: &[[[f64; RETURNS]; CLASSES]],
        aversion: f64,
        least: f64,
    ) -> Self {
        let chances = perceived_chances(1.0);
        let mut values = Vec::with_capacity(CLASSES * (STEPS + 1) * damage.len());
        for class in 0..CLASSES {
            for step in 0..=STEPS {
                // The last line stands for all burdens beyond it: what is left is at its least.
                let t = (step as f64 / STEPS as f64).min(1.0 - 1e-9);
                let s = t / (1.0 - t);
                for zone in damage {
                    values.push(change(
                        &zone[class].map(|ratio| s * ratio),
                        &chances,
                        aversion,
                        least,
                    ));
                }
            }
        }
        Self { zones: damage.len(), values }
    }

    /// Lines between which a burden of `s` lies.
    #[inline]
    pub fn locate(&self, class: usize, s: f64) -> BurdenPosition {
        let at = s / (1.0 + s) * STEPS as f64;
        let step = (at as usize).min(STEPS - 1);
        BurdenPosition { row: (class * (STEPS + 1) + step) * self.zones, weight: at - step as f64 }
    }

    /// The change in each zone, in order.
    #[inline]
    pub fn zones(&self, at: BurdenPosition) -> impl Iterator<Item = f64> + '_ {
        let low = &self.values[at.row..at.row + self.zones];
        let high = &self.values[at.row + self.zones..at.row + 2 * self.zones];
        low.iter().zip(high).map(move |(low, high)| low + at.weight * (high - low))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAMAGE: [f64; RETURNS] = [0.02, 0.08, 0.20, 0.45, 0.70];

    #[test]
    fn the_table_is_near_the_exact_form() {
        let damage = [[DAMAGE, [0.0, 0.0, 0.1, 0.6, 0.95]], [[0.0; RETURNS], [1.0; RETURNS]]];
        let by_class = [0, 1].map(|class| damage.map(|zone: [[f64; RETURNS]; 2]| zone[class]));
        for (aversion, least) in [(1.5, 0.05), (1.0, 0.05), (2.5, 0.1)] {
            let table = BurdenTable::new(&damage, aversion, least);
            let chances = perceived_chances(1.0);
            for (class, zones) in by_class.iter().enumerate() {
                for s in (0..400).map(|k| 0.013 * f64::from(k)) {
                    let at = table.locate(class, s);
                    for (zone, found) in table.zones(at).enumerate() {
                        let losses = zones[zone].map(|ratio| s * ratio);
                        let exact = change(&losses, &chances, aversion, least);
                        let error =
                            log_equivalent(found, aversion) - log_equivalent(exact, aversion);
                        // Where what is left meets its least the curve has a corner.
                        let corner = losses.iter().any(|loss| (1.0 - loss - least).abs() < 0.05);
                        let bound = if corner { 5e-3 } else { 2e-4 };
                        assert!(error.abs() < bound, "{aversion} {class} {zone} {s}: {error}");
                    }
                }
            }
        }
    }

    #[test]
    fn logarithms_near_one_are_exact() {
        for k in -2_500..=2_500 {
            let x = f64::from(k) * 1e-4;
            assert!((ln_near_one(x) - crate::dist::math::ln_1p(x)).abs() < 1e-13, "{x}");
        }
    }
}
