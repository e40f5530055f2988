//! How far a simulation is from an observation, and which are accepted.

use super::table::SimulationTable;
use crate::stats::quantiles::quantile;

/// Rows that were accepted.
#[derive(Clone, Debug, PartialEq)]
pub struct Accepted {
    /// Rows, the nearest first.
    pub rows: Vec<usize>,
    /// Distance of the last of them.
    pub within: f64,
}

/// What a difference of each statistic is measured by: the median absolute deviation over the table, so that no
/// statistic counts more because its unit is small (Beaumont, Zhang and Balding 2002). A statistic that is the
/// same in half of the rows is measured by its mean absolute deviation; one that never differs counts for
/// nothing.
pub fn scales(table: &SimulationTable) -> Vec<f64> {
    (0..table.statistics.len())
        .map(|k| {
            let mut values: Vec<f64> =
                table.found.iter().map(|found| found[k]).filter(|value| !value.is_nan()).collect();
            values.sort_by(f64::total_cmp);
            let centre = quantile(&values, 0.5);
            let mut apart: Vec<f64> = values.iter().map(|value| (value - centre).abs()).collect();
            apart.sort_by(f64::total_cmp);
            let median = quantile(&apart, 0.5);
            if median > 0.0 {
                median
            } else {
                apart.iter().sum::<f64>() / apart.len().max(1) as f64
            }
        })
        .collect()
}

/// Mean difference over statistics, each over its scale. A simulation that lacks a statistic is infinitely far.
///
/// Not the root of the mean square: no set may reach some of the observations, and squares would then choose by
/// those alone (a model that is wrong somewhere: Frazier, Robert and Rousseau 2020).
fn distance(found: &[f64], observed: &[f64], scales: &[f64]) -> f64 {
    if found.iter().any(|value| value.is_nan()) {
        return f64::INFINITY;
    }
    let mut sum = 0.0;
    let mut count = 0;
    for ((found, observed), scale) in found.iter().zip(observed).zip(scales) {
        if *scale > 0.0 {
            sum += (found - observed).abs() / scale;
            count += 1;
        }
    }
    sum / f64::from(count.max(1))
}

/// The share `accepted` of the rows that come nearest to `observed`, one at least; rows that `left_out` names
/// are not looked at. Equal distances go by the number of the row.
pub fn accept(
    table: &SimulationTable,
    observed: &[f64],
    scales: &[f64],
    accepted: f64,
    left_out: Option<usize>,
) -> Accepted {
    let mut near: Vec<(f64, usize)> = table
        .found
        .iter()
        .enumerate()
        .filter(|(row, _)| Some(*row) != left_out)
        .map(|(row, found)| (distance(found, observed, scales), row))
        .filter(|(distance, _)| distance.is_finite())
        .collect();
    let wanted = ((table.len() as f64 * accepted).round() as usize).clamp(1, near.len().max(1));
    near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    near.truncate(wanted);
    Accepted {
        within: near.last().map_or(f64::INFINITY, |(distance, _)| *distance),
        rows: near.into_iter().map(|(_, row)| row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::table::tests::shifted;
    use super::*;

    #[test]
    fn the_nearest_are_accepted_and_a_missing_statistic_is_far() {
        let mut table = shifted(1_000, 0.0);
        let scales = scales(&table);
        // Half of a range of two lies within a half of its middle.
        assert!((scales[0] - 0.5).abs() < 0.03);
        let near = accept(&table, &[0.5], &scales, 0.05, None);
        assert_eq!(near.rows.len(), 50);
        assert!(near.rows.iter().all(|row| (table.sets[*row][0] - 0.5).abs() < 0.1));
        assert!(near.within > 0.0 && near.within < 0.1 / scales[0]);
        let first = near.rows[0];
        assert!(!accept(&table, &[0.5], &scales, 0.05, Some(first)).rows.contains(&first));
        table.found[first][0] = f64::NAN;
        assert!(!accept(&table, &[0.5], &scales, 0.05, None).rows.contains(&first));
    }

    #[test]
    fn an_observation_that_no_set_reaches_leaves_the_others_their_say() {
        let mut table = shifted(2_000, 0.1);
        // A second statistic of little spread, observed a hundred of its scales away.
        table.statistics.push(table.statistics[0].clone());
        for (set, found) in table.sets.iter().zip(&mut table.found) {
            found.push(0.01 * set[1]);
        }
        let near = accept(&table, &[0.5, 1.0], &scales(&table), 0.02, None);
        let first: Vec<f64> = near.rows.iter().map(|row| table.sets[*row][0]).collect();
        let mean = first.iter().sum::<f64>() / first.len() as f64;
        assert!((mean - 0.5).abs() < 0.1, "{mean}");
    }

    #[test]
    fn a_statistic_that_never_differs_counts_for_nothing() {
        let mut table = shifted(100, 0.0);
        table.statistics.push(table.statistics[0].clone());
        table.found.iter_mut().for_each(|found| found.push(3.0));
        let scales = scales(&table);
        assert_eq!(scales[1], 0.0);
        let with = accept(&table, &[0.5, 99.0], &scales, 0.1, None);
        assert_eq!(with.rows, accept(&table, &[0.5, 3.0], &scales, 0.1, None).rows);
    }
}
