//! Whether the method finds what is known: each of many rows of the table plays the observation once.

use rayon::prelude::*;
use serde::Serialize;

use super::distance::{Measure, accept};
use super::identified::identified;
use super::table::SimulationTable;

/// How often intervals of nine in ten hold the truth.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Coverage {
    /// Rows that played the observation.
    pub truths: usize,
    /// Share of truths that lie in their interval, by parameter.
    pub by_parameter: Vec<f64>,
    /// The same over all parameters.
    pub all: f64,
}

/// Leaves one set out after the other, takes what it found for observed, accepts among the others and looks
/// whether it lies itself between the 5 and 95 % quantiles of theirs (leave-one-out). Truths are the rows held that are
/// nearest to what was observed, for it is there that intervals are used (Prangle et al. 2014).
///
/// None where no row can be asked.
pub fn coverage(table: &SimulationTable, truths: usize, accepted: f64) -> Option<Coverage> {
    let measure = Measure::of(table);
    let mut near = accept(table, &table.observed(), &measure, 1.0, None).rows;
    near.truncate(truths);
    let truths = near.len();
    if truths == 0 || table.held.len() < 2 {
        return None;
    }
    let hits: Vec<Vec<bool>> = near
        .into_par_iter()
        .map(|row| {
            let near = accept(table, &table.found[row], &measure, accepted, Some(row));
            let within = |(low, high): (f64, f64), value: f64| low <= value && value <= high;
            identified(table, &near)
                .iter()
                .zip(&table.sets[row])
                .map(|(found, value)| within(found.most, *value))
                .collect()
        })
        .collect();
    let by_parameter: Vec<f64> = (0..table.priors.len())
        .map(|k| hits.iter().filter(|hit| hit[k]).count() as f64 / truths as f64)
        .collect();
    let all = by_parameter.iter().sum::<f64>() / by_parameter.len().max(1) as f64;
    Some(Coverage { truths, by_parameter, all })
}

#[cfg(test)]
mod tests {
    use super::super::table::tests::shifted;
    use super::*;

    #[test]
    fn intervals_hold_the_truth_as_often_as_they_say() {
        let table = shifted(4_000, 0.3);
        let found = coverage(&table, 400, 0.05).unwrap();
        assert_eq!(found.truths, 400);
        for share in &found.by_parameter {
            // Four standard errors, and the two ends that two hundred accepted sets leave open.
            assert!((share - 0.9).abs() < 4.0 * (0.09_f64 / 400.0).sqrt() + 0.01, "{found:?}");
        }
        assert_eq!(coverage(&shifted(0, 0.3), 10, 0.1), None);
    }

    #[test]
    fn intervals_of_a_handful_of_sets_are_found_too_narrow() {
        let mut table = shifted(4_000, 0.3);
        table.statistics[0].band = (0.5, 0.5);
        let narrow = coverage(&table, 400, 0.001).unwrap();
        assert!(narrow.all < 0.83, "{narrow:?}");
    }
}
