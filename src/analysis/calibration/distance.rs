//! How far a simulation is from an observation, and which are accepted.

use super::table::SimulationTable;

/// Rows that were accepted.
#[derive(Clone, Debug, PartialEq)]
pub struct Accepted {
    /// Rows, the nearest first.
    pub rows: Vec<usize>,
    /// Distance of the last of them.
    pub within: f64,
}

/// How a simulation is compared with an observation.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// What a difference of each statistic is measured by; zero where it counts for nothing.
    pub scales: Vec<f64>,
    /// What each counts for; they add up to one over those that count.
    weights: Vec<f64>,
}

impl Measure {
    /// A difference is measured by half the width of the band that the source of the observation leaves open, as if
    /// the observation were known so well and no better (Wilkinson 2013); by the mean absolute deviation over the table
    /// where that is smaller or the band has no width, so that a band without an upper end has its say too. A statistic
    /// that never differs counts for nothing.
    ///
    /// Values of one case depend on each other, so a case counts as the root of the number of its values.
    pub fn of(table: &SimulationTable) -> Self {
        let scales: Vec<f64> = (0..table.statistics.len()).map(|k| scale(table, k)).collect();
        let counts = |k: usize| scales[k] > 0.0;
        let roots: Vec<f64> = (0..scales.len())
            .map(|k| {
                let case = &table.statistics[k].case;
                let of_case = (0..scales.len())
                    .filter(|other| counts(*other) && table.statistics[*other].case == *case);
                if counts(k) { 1.0 / (of_case.count() as f64).sqrt() } else { 0.0 }
            })
            .collect();
        let all = roots.iter().sum::<f64>().max(f64::MIN_POSITIVE);
        Self { scales, weights: roots.into_iter().map(|root| root / all).collect() }
    }

    /// Mean difference over statistics, each over its scale. A simulation that lacks a statistic is infinitely far.
    ///
    /// Not the root of the mean square: no set may reach some of the observations, and squares would then choose by
    /// those alone (a model that is wrong somewhere: Frazier, Robert and Rousseau 2020).
    fn distance(&self, found: &[f64], observed: &[f64]) -> f64 {
        if found.iter().any(|value| value.is_nan()) {
            return f64::INFINITY;
        }
        let each = found.iter().zip(observed).zip(&self.scales).zip(&self.weights);
        each.filter(|((_, scale), _)| **scale > 0.0)
            .map(|(((found, observed), scale), weight)| weight * (found - observed).abs() / scale)
            .sum()
    }
}

fn scale(table: &SimulationTable, k: usize) -> f64 {
    let values = || table.found.iter().map(|found| found[k]).filter(|value| !value.is_nan());
    let count = values().count().max(1) as f64;
    let mean = values().sum::<f64>() / count;
    let apart = values().map(|value| (value - mean).abs()).sum::<f64>() / count;
    let (low, high) = table.statistics[k].band;
    if high > low { apart.min((high - low) / 2.0) } else { apart }
}

/// The share `accepted` of the rows that come nearest to `observed`, one at least; rows that `left_out` names
/// are not looked at. Equal distances go by the number of the row.
pub fn accept(
    table: &SimulationTable,
    observed: &[f64],
    measure: &Measure,
    accepted: f64,
    left_out: Option<usize>,
) -> Accepted {
    let mut near: Vec<(f64, usize)> = table
        .found
        .iter()
        .enumerate()
        .filter(|(row, _)| Some(*row) != left_out)
        .map(|(row, found)| (measure.distance(found, observed), row))
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
    use super::super::table::Statistic;
    use super::super::table::tests::shifted;
    use super::*;

    #[test]
    fn the_nearest_are_accepted_and_a_missing_statistic_is_far() {
        let mut table = shifted(1_000, 0.0);
        let measure = Measure::of(&table);
        assert!((measure.scales[0] - 0.1).abs() < 1e-12, "half of the band");
        let near = accept(&table, &[0.5], &measure, 0.05, None);
        assert_eq!(near.rows.len(), 50);
        assert!(near.rows.iter().all(|row| (table.sets[*row][0] - 0.5).abs() < 0.1));
        assert!(near.within > 0.0 && near.within < 0.1 / measure.scales[0]);
        let first = near.rows[0];
        assert!(!accept(&table, &[0.5], &measure, 0.05, Some(first)).rows.contains(&first));
        table.found[first][0] = f64::NAN;
        assert!(!accept(&table, &[0.5], &measure, 0.05, None).rows.contains(&first));
    }

    #[test]
    fn an_observation_that_no_set_reaches_leaves_the_others_their_say() {
        let mut table = shifted(2_000, 0.1);
        // A second statistic of little spread, observed hundreds of its scales away.
        table.statistics.push(table.statistics[0].clone());
        for (set, found) in table.sets.iter().zip(&mut table.found) {
            found.push(0.01 * set[1]);
        }
        let near = accept(&table, &[0.5, 1.0], &Measure::of(&table), 0.02, None);
        let first: Vec<f64> = near.rows.iter().map(|row| table.sets[*row][0]).collect();
        let mean = first.iter().sum::<f64>() / first.len() as f64;
        assert!((mean - 0.5).abs() < 0.1, "{mean}");
    }

    #[test]
    fn a_statistic_that_never_differs_counts_for_nothing() {
        let mut table = shifted(100, 0.0);
        table.statistics.push(table.statistics[0].clone());
        table.found.iter_mut().for_each(|found| found.push(3.0));
        let measure = Measure::of(&table);
        assert_eq!((measure.scales[1], measure.weights[0]), (0.0, 1.0));
        let with = accept(&table, &[0.5, 99.0], &measure, 0.1, None);
        assert_eq!(with.rows, accept(&table, &[0.5, 3.0], &measure, 0.1, None).rows);
    }

    #[test]
    fn a_case_counts_as_the_root_of_its_values() {
        let mut table = shifted(100, 0.1);
        for case in ["many", "many", "many", "many", "c"] {
            let statistic = Statistic { case: case.into(), ..table.statistics[0].clone() };
            table.statistics.push(statistic);
            table.found.iter_mut().for_each(|found| found.push(found[0]));
        }
        let weights = Measure::of(&table).weights;
        let of = |name: &str| -> f64 {
            let all = table.statistics.iter().zip(&weights);
            all.filter(|(statistic, _)| statistic.case == name).map(|(_, weight)| weight).sum()
        };
        assert!((of("many") / of("c") - (4.0_f64 / 2.0).sqrt()).abs() < 1e-12);
        assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        // A band without width is measured by what the table shows.
        table.statistics[0].band = (0.5, 0.5);
        let mean_apart = Measure::of(&table).scales[0];
        assert!((mean_apart - 0.5).abs() < 0.1, "{mean_apart}");
    }
}
