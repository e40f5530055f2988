//! Intervals that hold together: with 95 % confidence, all of them cover at once.
//!
//! Several strategies are compared with the baseline on several outcomes. With plain intervals the
//! chance that at least one misleads grows with their number. Here one critical value serves all: the
//! 95 % quantile, over resamples of the replicates, of the largest studentised error among the
//! statistics (max-t: Westfall and Young 1993, section 2.6; studentised bootstrap: Davison and
//! Hinkley 1997, section 5.2.1). Whole replicates are resampled, so the dependence between
//! statistics is kept.

use super::bootstrap::Resampling;
use super::interval::{Interval, critical_t};
use super::moments::Moments;
use super::quantiles::nearest_rank;
use crate::rng::Seed;

/// Resamples behind a critical value.
pub const RESAMPLES: u32 = 1_999;

/// Simultaneous 95 % intervals of the means of paired differences.
#[derive(Clone, Debug, PartialEq)]
pub struct Simultaneous {
    /// One interval per statistic, in their order. A statistic that does not vary has a point.
    pub intervals: Vec<Interval>,
    /// How many standard errors the intervals reach to each side; never below the plain t value.
    pub critical: f64,
    /// How many statistics vary and so share the critical value.
    pub family: u32,
}

/// Simultaneous 95 % intervals for `statistics`, each a list of paired differences by replicate. None
/// for fewer than two replicates.
///
/// A resample that holds hardly any of a statistic's spread would give an error without bound and
/// widen the intervals of all the others; its standard error is therefore not taken below half of
/// that of the full sample.
///
/// # Panics
/// If the statistics do not all have the same number of replicates.
pub fn simultaneous(statistics: &[&[f64]], seed: Seed) -> Option<Simultaneous> {
    let count = statistics.first()?.len();
    assert!(statistics.iter().all(|values| values.len() == count), "one value per replicate");
    if count < 2 {
        return None;
    }
    let moments: Vec<Moments> = statistics.iter().map(|values| Moments::of(values)).collect();
    let varying: Vec<usize> =
        (0..statistics.len()).filter(|index| moments[*index].variance() > 0.0).collect();
    let plain = critical_t(count as u32 - 1);
    let critical = if varying.is_empty() {
        plain
    } else {
        critical_value(statistics, &moments, &varying, seed).max(plain)
    };
    let intervals = moments
        .iter()
        .map(|moments| Interval::around(moments.mean(), critical * moments.standard_error()))
        .collect();
    Some(Simultaneous { intervals, critical, family: varying.len() as u32 })
}

fn critical_value(
    statistics: &[&[f64]],
    moments: &[Moments],
    varying: &[usize],
    seed: Seed,
) -> f64 {
    let count = statistics[varying[0]].len();
    // In units of the standard deviation around the mean, sums of squares lose no digits.
    let standardised: Vec<Vec<f64>> = varying
        .iter()
        .map(|index| {
            let (mean, deviation) = (moments[*index].mean(), moments[*index].standard_deviation());
            statistics[*index].iter().map(|value| (value - mean) / deviation).collect()
        })
        .collect();
    let replicates = count as f64;
    let resampling = Resampling::new(seed, count as u32);
    let mut indices = Vec::with_capacity(count);
    let mut largest: Vec<f64> = (0..RESAMPLES)
        .map(|resample| {
            resampling.fill(resample, &mut indices);
            standardised
                .iter()
                .map(|values| {
                    let (mut sum, mut squares) = (0.0, 0.0);
                    for index in &indices {
                        let value = values[*index as usize];
                        sum += value;
                        squares += value * value;
                    }
                    let mean = sum / replicates;
                    let variance = (squares - sum * mean) / (replicates - 1.0);
                    mean.abs() * replicates.sqrt() / variance.max(0.25).sqrt()
                })
                .fold(0.0, f64::max)
        })
        .collect();
    largest.sort_by(f64::total_cmp);
    nearest_rank(&largest, 0.95)
}

#[cfg(test)]
mod tests {
    use super::simultaneous;
    use crate::dist::quantile::lognormal;
    use crate::rng::{Draws, Purpose, Seed};
    use crate::stats::interval::{critical_t, mean_interval};
    use crate::stats::{Interval, Moments};

    #[test]
    fn what_does_not_vary_has_a_point_and_widens_nothing() {
        let noisy: Vec<f64> = (0..40).map(|i| f64::from(i * 7 % 11)).collect();
        let cost = vec![5.0; 40];
        let none = vec![0.0; 40];
        let alone = simultaneous(&[&noisy], Seed(1)).unwrap();
        let among = simultaneous(&[&cost, &noisy, &none], Seed(1)).unwrap();
        assert_eq!(among.intervals[0], Interval { low: 5.0, high: 5.0 });
        assert_eq!(among.intervals[1], alone.intervals[0]);
        assert_eq!(among.intervals[2], Interval { low: 0.0, high: 0.0 });
        assert_eq!(among.family, 1);
        assert_eq!(simultaneous(&[&none], Seed(1)).unwrap().critical, critical_t(39));
        assert_eq!(simultaneous(&[&[1.0]], Seed(1)), None);
        assert_eq!(simultaneous(&[], Seed(1)), None);
    }

    #[test]
    fn more_statistics_need_wider_intervals() {
        let column = |entity: u32| -> Vec<f64> {
            let draws = Draws::shared(Seed(9));
            (0..200).map(|i| draws.uniform(Purpose::Damage, entity, 0, i)).collect()
        };
        let columns: Vec<Vec<f64>> = (0..12).map(column).collect();
        let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        let one = simultaneous(&columns[..1], Seed(1)).unwrap().critical;
        let twelve = simultaneous(&columns, Seed(1)).unwrap().critical;
        // Twelve independent statistics: about the normal quantile at 1 - 0.05 / 24, which is 2.87.
        assert!((1.97..2.1).contains(&one), "{one}");
        assert!((2.75..3.05).contains(&twelve), "{twelve}");
        // Twins of one statistic need no more than the one.
        let twins = simultaneous(&[columns[0]; 12], Seed(1)).unwrap().critical;
        assert_eq!(twins, one);
    }

    /// Paired differences of four statistics that share part of their noise and are skewed, as
    /// displacement is: lognormal with skewness near 1.2.
    fn example(trial: u32, replicates: u32) -> Vec<Vec<f64>> {
        let draws = Draws::new(Seed(2024), trial);
        let lognormal_at =
            |entity, index| lognormal(draws.uniform(Purpose::Damage, entity, 0, index), 1.0, 0.36);
        (1..=4)
            .map(|statistic| {
                (0..replicates)
                    .map(|index| lognormal_at(0, index) + lognormal_at(statistic, index))
                    .collect()
            })
            .collect()
    }

    #[test]
    fn intervals_cover_as_often_as_they_say() {
        let truth = 2.0 * crate::dist::math::exp(0.36 * 0.36 / 2.0);
        let covers = |interval: &Interval| interval.low <= truth && truth <= interval.high;
        let trials = 400;
        let (mut plain, mut together, mut plain_together) = (0, 0, 0);
        for trial in 0..trials {
            let columns = example(trial, 100);
            let intervals: Vec<Interval> =
                columns.iter().map(|values| mean_interval(&Moments::of(values)).unwrap()).collect();
            plain += intervals.iter().filter(|interval| covers(interval)).count() as u32;
            plain_together += u32::from(intervals.iter().all(covers));
            let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
            let all = simultaneous(&columns, Seed(u64::from(trial))).unwrap();
            together += u32::from(all.intervals.iter().all(covers));
        }
        let share = |count: u32, of: u32| f64::from(count) / f64::from(of);
        let plain = share(plain, 4 * trials);
        assert!((0.93..=0.97).contains(&plain), "plain intervals cover {plain}");
        let together = share(together, trials);
        assert!((0.93..=0.98).contains(&together), "simultaneous intervals cover {together}");
        assert!(share(plain_together, trials) < together);
    }
}
