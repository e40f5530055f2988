//! What the observations say about each parameter, and what they leave open.

use serde::Serialize;

use super::distance::Accepted;
use super::table::SimulationTable;
use crate::stats::quantiles::quantile;

/// Narrowing of the central half from which a parameter counts as identified.
const NARROWED: f64 = 0.25;

/// A parameter after calibration.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Identified {
    /// Key path.
    pub key: String,
    /// Range before.
    pub prior: (f64, f64),
    /// Median of the accepted sets.
    pub median: f64,
    /// Central half of the accepted sets.
    pub half: (f64, f64),
    /// Nine in ten of the accepted sets.
    pub most: (f64, f64),
    /// Share by which the central half is narrower than before; below zero where it is wider.
    pub narrowing: f64,
    /// Whether the observations say something about it: its central half is narrower by a quarter, or its median
    /// has left the central half of before.
    pub identified: bool,
}

/// What the accepted sets leave of each parameter, in the order of the priors.
pub fn identified(table: &SimulationTable, accepted: &Accepted) -> Vec<Identified> {
    table
        .priors
        .iter()
        .enumerate()
        .map(|(k, prior)| {
            let mut values: Vec<f64> =
                accepted.rows.iter().map(|row| table.sets[*row][k]).collect();
            values.sort_by(f64::total_cmp);
            let at = |p: f64| quantile(&values, p);
            let (half, median) = ((at(0.25), at(0.75)), at(0.5));
            let range = prior.high - prior.low;
            let narrowing = 1.0 - (half.1 - half.0) / (range / 2.0);
            let central = (prior.low + range / 4.0)..=(prior.high - range / 4.0);
            Identified {
                key: prior.key.clone(),
                prior: (prior.low, prior.high),
                median,
                half,
                most: (at(0.05), at(0.95)),
                narrowing,
                identified: narrowing >= NARROWED || !central.contains(&median),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::distance::{Measure, accept};
    use super::super::table::tests::shifted;
    use super::*;

    #[test]
    fn what_moves_a_statistic_is_identified_and_what_is_idle_is_not() {
        let table = shifted(5_000, 0.1);
        let accepted = accept(&table, &[0.5], &Measure::of(&table), 0.04, None);
        let found = identified(&table, &accepted);
        assert!((found[0].median - 0.5).abs() < 0.05);
        assert!(found[0].identified && found[0].narrowing > 0.7);
        assert!(!found[1].identified, "{:?}", found[1]);
        assert!(found[1].median.abs() < 0.3);
    }
}
