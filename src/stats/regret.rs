//! Regret of options on the same futures: how much worse an option is on average than the best one.
//!
//! The best option is not known, it is picked from the same futures that judge it. So the intervals of
//! all pairwise differences hold together, and a bound on the largest difference follows from the
//! bounds on each (multiple comparisons with the best by pairs: Hsu 1996, sections 4.1 and 5.1).

use super::Moments;
use super::interval::Interval;
use super::simultaneous::simultaneous_of;
use crate::rng::Seed;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::convert::Infallible;

/// Regret of an option in the unit of the loss; never negative.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Regret {
    /// Mean loss of the option less that of the best.
    pub regret: f64,
    /// Lower end of the 95 % interval; above zero only if some other option is better beyond chance.
    pub low: f64,
    /// Upper end of the 95 % interval; infinite for fewer than two futures.
    pub high: f64,
}

/// Regret of each option with intervals that all hold together. `values[s][k]` is the loss of option s
/// in future k, lower is better; the same k is the same future for all options. Options that are equal
/// in every future have exactly the same regret, and a lone option has none.
///
/// Limits: the intervals are wider than needed, because all pairs are covered where the regret needs
/// only those with the best, and they inherit those of [`simultaneous`] for differences that are rare
/// and strong. The mean regret is not the mean of the regrets future by future, which asks how much a
/// planner would gain who knew the future.
///
/// # Panics
/// If the options do not all have the same number of futures.
pub fn regret_intervals(values: &[&[f64]], seed: Seed) -> Vec<Regret> {
    let futures = values.first().map_or(0, |first| first.len());
    assert!(values.iter().all(|values| values.len() == futures), "one value per future");
    let after = |first: usize| (first + 1..values.len()).map(move |second| (first, second));
    let pairs: Vec<(usize, usize)> = (0..values.len()).flat_map(after).collect();
    let difference = |(first, second): (usize, usize)| -> Vec<f64> {
        values[first].iter().zip(values[second]).map(|(a, b)| a - b).collect()
    };
    let column = |pair: usize| Ok::<_, Infallible>(Cow::Owned(difference(pairs[pair])));
    let Ok(together) = simultaneous_of(pairs.len(), column, seed);
    let intervals = together.map_or_else(
        || vec![Interval { low: f64::NEG_INFINITY, high: f64::INFINITY }; pairs.len()],
        |together| together.intervals,
    );
    // The comparison of an option with itself gives zero.
    let mut regrets = vec![Regret { regret: 0.0, low: 0.0, high: 0.0 }; values.len()];
    for ((first, second), interval) in pairs.iter().copied().zip(intervals) {
        let mean = Moments::of(&difference((first, second))).mean();
        raise(&mut regrets[first], mean, interval.low, interval.high);
        raise(&mut regrets[second], -mean, -interval.high, -interval.low);
    }
    regrets
}

fn raise(regret: &mut Regret, mean: f64, low: f64, high: f64) {
    regret.regret = regret.regret.max(mean);
    regret.low = regret.low.max(low);
    regret.high = regret.high.max(high);
}

#[cfg(test)]
mod tests {
    use super::{Regret, regret_intervals};
    use crate::rng::{Draws, Purpose, Seed};
    use crate::stats::simultaneous::simultaneous;

    const NONE: Regret = Regret { regret: 0.0, low: 0.0, high: 0.0 };

    fn noise(entity: u32) -> Vec<f64> {
        let draws = Draws::shared(Seed(5));
        (0..64).map(|i| draws.uniform(Purpose::Damage, entity, 0, i)).collect()
    }

    #[test]
    fn equal_options_have_no_regret_and_no_doubt() {
        let values = noise(0);
        let values = values.as_slice();
        assert_eq!(regret_intervals(&[values; 3], Seed(1)), [NONE; 3]);
        assert_eq!(regret_intervals(&[values], Seed(1)), [NONE]);
        assert_eq!(regret_intervals(&[], Seed(1)), []);
    }

    #[test]
    fn a_constant_lead_is_known_exactly() {
        let best: Vec<f64> = (0..40).map(|i| f64::from(i * 7 % 11)).collect();
        let shifted = |by: f64| -> Vec<f64> { best.iter().map(|value| value + by).collect() };
        let (second, third) = (shifted(2.0), shifted(5.0));
        let exactly = |by: f64| Regret { regret: by, low: by, high: by };
        let regrets = regret_intervals(&[&third, &best, &second], Seed(1));
        assert_eq!(regrets, [exactly(5.0), NONE, exactly(2.0)]);
    }

    #[test]
    fn two_options_have_the_interval_of_their_difference() {
        let (best, worse) = (noise(0), noise(1).iter().map(|v| v + 0.5).collect::<Vec<_>>());
        let difference: Vec<f64> = worse.iter().zip(&best).map(|(a, b)| a - b).collect();
        let interval = simultaneous(&[&difference], Seed(1)).unwrap().intervals[0];
        assert!(interval.low > 0.0);
        let regrets = regret_intervals(&[&worse, &best], Seed(1));
        assert_eq!((regrets[0].low, regrets[0].high), (interval.low, interval.high));
        assert_eq!(regrets[1], NONE);
        // The order of the options changes their order and nothing else.
        let turned = regret_intervals(&[&best, &worse], Seed(1));
        assert_eq!(turned, [regrets[1], regrets[0]]);
    }

    #[test]
    fn options_within_chance_may_each_be_the_best() {
        let options = [noise(0), noise(1), noise(2)];
        let options: Vec<&[f64]> = options.iter().map(Vec::as_slice).collect();
        let regrets = regret_intervals(&options, Seed(1));
        assert_eq!(regrets.iter().filter(|regret| regret.regret == 0.0).count(), 1);
        for regret in regrets {
            assert_eq!(regret.low, 0.0);
            assert!(regret.regret < regret.high && regret.high < 0.5, "{regret:?}");
        }
    }

    #[test]
    fn one_future_says_nothing() {
        let regrets = regret_intervals(&[&[3.0], &[1.0]], Seed(1));
        assert_eq!(regrets[0], Regret { regret: 2.0, low: 0.0, high: f64::INFINITY });
        assert_eq!(regrets[1], Regret { regret: 0.0, low: 0.0, high: f64::INFINITY });
    }
}
