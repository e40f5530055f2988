//! How far a simulation is from an observation, and which are accepted.

use super::table::{SimulationTable, Statistic};

/// Part of the way from an observation to an end of its band within which all values are alike.
const INNER: f64 = 0.75;

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
    /// How far below and above an observation all values are alike.
    reaches: Vec<(f64, f64)>,
}

impl Measure {
    /// Three quarters of the way to either end of the band that the source of an observation leaves open, all values are
    /// alike, as if the observation were known so well and no better (Wilkinson 2013). Not the whole way: the medians
    /// of a few futures are moved by chance, and sets at the very end of a band leave it when they are played again. Beyond,
    /// what counts is the further way, over half the width of the band; over half of the observation where it is a bound,
    /// that is an end of its band; over the mean absolute deviation of the table where that is smaller or the band has no
    /// width. A statistic that never differs counts for nothing.
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
        let reach = |statistic: &Statistic| {
            let (low, high) = statistic.band;
            (INNER * (statistic.observed - low), INNER * (high - statistic.observed))
        };
        let reaches = table.statistics.iter().map(reach).collect();
        Self { scales, weights: roots.into_iter().map(|root| root / all).collect(), reaches }
    }

    /// Mean over statistics of the way beyond what is alike, each over its scale. A simulation that lacks a statistic
    /// is infinitely far.
    ///
    /// Not the root of the mean square: no set may reach some of the observations, and squares would then choose by
    /// those alone (a model that is wrong somewhere: Frazier, Robert and Rousseau 2020).
    pub fn distance(&self, found: &[f64], observed: &[f64]) -> f64 {
        if found.iter().any(|value| value.is_nan()) {
            return f64::INFINITY;
        }
        self.parts(observed, |k| found[k]).sum()
    }

    /// The distance of what a formula says of each statistic, where it is not beyond `most`.
    pub fn within(&self, most: f64, observed: &[f64], found: impl Fn(usize) -> f64) -> Option<f64> {
        let mut distance = 0.0;
        for part in self.parts(observed, found) {
            distance += part;
            if distance > most {
                return None;
            }
        }
        Some(distance)
    }

    /// What each statistic that counts adds to the distance.
    fn parts(&self, observed: &[f64], found: impl Fn(usize) -> f64) -> impl Iterator<Item = f64> {
        let counted = (0..observed.len()).filter(|k| self.scales[*k] > 0.0);
        counted.map(move |k| {
            let ((below, above), apart) = (self.reaches[k], found(k) - observed[k]);
            let outside = (apart - above).max(-apart - below).max(0.0);
            self.weights[k] * outside / self.scales[k]
        })
    }
}

fn scale(table: &SimulationTable, k: usize) -> f64 {
    let drawn = &table.found[..table.drawn];
    let values = || drawn.iter().map(|found| found[k]).filter(|value| !value.is_nan());
    let count = values().count().max(1) as f64;
    let mean = values().sum::<f64>() / count;
    let apart = values().map(|value| (value - mean).abs()).sum::<f64>() / count;
    let Statistic { observed, band: (low, high), .. } = table.statistics[k];
    let is_bound = observed != 0.0 && (observed <= low || observed >= high);
    if high <= low {
        apart
    } else if is_bound {
        apart.min(observed.abs() / 2.0)
    } else {
        apart.min((high - low) / 2.0)
    }
}

/// The share `accepted` of the rows held that come nearest to `observed`, one at least, and all that are as near as the
/// last of them; a row that is left out is not looked at. Equal distances go by the number of the row.
pub fn accept(
    table: &SimulationTable,
    observed: &[f64],
    measure: &Measure,
    accepted: f64,
    left_out: Option<usize>,
) -> Accepted {
    let mut near: Vec<(f64, usize)> = table
        .held
        .clone()
        .filter(|row| left_out != Some(*row))
        .map(|row| (measure.distance(&table.found[row], observed), row))
        .filter(|(distance, _)| distance.is_finite())
        .collect();
    near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let wanted = ((table.held.len() as f64 * accepted).round() as usize).max(1);
    let last = near.get(wanted - 1).or(near.last()).map_or(f64::INFINITY, |last| last.0);
    near.retain(|(distance, _)| *distance <= last);
    Accepted { within: last, rows: near.into_iter().map(|(_, row)| row).collect() }
}

#[cfg(test)]
mod tests {
    use super::super::table::Statistic;
    use super::super::table::tests::shifted;
    use super::*;

    #[test]
    fn the_nearest_are_accepted_and_a_missing_statistic_is_far() {
        let mut table = shifted(1_000, 0.0);
        let within = |low: f64, high: f64| {
            let sets = table.sets.iter();
            sets.filter(|set| (low..=high).contains(&set[0])).count()
        };
        let in_band = within(0.425, 0.575);
        let wanted = in_band + 20;
        let share = |rows: usize| rows as f64 / 1_000.0;
        let measure = Measure::of(&table);
        assert!((measure.scales[0] - 0.1).abs() < 1e-12, "half of the band");
        let near = accept(&table, &[0.5], &measure, share(wanted), None);
        assert_eq!(near.rows.len(), wanted);
        let furthest = 0.075 + 0.1 * near.within + 1e-9;
        assert_eq!(within(0.5 - furthest, 0.5 + furthest), wanted);
        // All that are near enough are alike: none is left out because another was asked first.
        let few = accept(&table, &[0.5], &measure, 0.02, None);
        assert_eq!((few.rows.len(), few.within), (in_band, 0.0));
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
        // A bound is measured by half of itself, a band without width by what the table shows.
        table.statistics[0].band = (0.5, 9.0);
        assert_eq!(Measure::of(&table).scales[0], 0.25);
        table.statistics[0].band = (0.5, 0.5);
        let mean_apart = Measure::of(&table).scales[0];
        assert!((mean_apart - 0.5).abs() < 0.1, "{mean_apart}");
    }
}
