//! What a calibration found, in one document.

use serde::Serialize;

use super::coverage::{Coverage, coverage};
use super::distance::{Accepted, Measure, accept};
use super::identified::{Identified, identified};
use super::table::SimulationTable;
use crate::stats::quantiles::quantile;

/// An observed statistic beside what the accepted sets bring about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StatisticFit {
    /// Name, such as `dominica-2017-maria: destroyed_share, day 30`.
    pub name: String,
    /// What was observed.
    pub observed: f64,
    /// Lowest and largest value that the source would allow.
    pub band: (f64, f64),
    /// What a difference of it is measured by; zero where it never differs and counts for nothing.
    pub scale: f64,
    /// Simulations of sets drawn from the ranges of before that show it.
    pub shown: usize,
    /// 5 and 95 % quantiles of those; none where no simulation shows it.
    pub before: Option<(f64, f64)>,
    /// Whether what was observed lies between the least and the largest value of any simulation; if not, no set
    /// within the ranges comes to it.
    pub reached: bool,
    /// Median of the accepted simulations.
    pub median: f64,
    /// Their 5 and 95 % quantiles.
    pub range: (f64, f64),
    /// Whether what was observed lies in that range.
    pub inside: bool,
}

/// What a calibration found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CalibrationReport {
    /// Simulations.
    pub simulations: usize,
    /// Of these, those of sets drawn from the ranges of before.
    pub drawn: usize,
    /// Waves beside the sets that were drawn first.
    pub waves: u32,
    /// Sets that may be accepted: those of the last wave, or all where there are none.
    pub held: usize,
    /// Of these, those that show every statistic; only such can be accepted.
    pub whole: usize,
    /// Accepted sets.
    pub accepted: usize,
    /// Share of them in that half of the last wave which was foretold to lie farther. The nearer it comes to one half, the more
    /// sets that would have been accepted were never played; none without waves.
    pub farther_share: Option<f64>,
    /// Distance of the last of them: the mean over statistics of the way beyond what is alike, each over its scale.
    pub within: f64,
    /// What is left of each parameter.
    pub parameters: Vec<Identified>,
    /// What was compared.
    pub statistics: Vec<StatisticFit>,
    /// How often intervals hold a truth that is known.
    pub coverage: Option<Coverage>,
}

/// Too little can be accepted: statistics that most simulations do not show.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{whole} simulations show every statistic, and only these can be accepted; leave out what most lack ({}), or \
     change the cases", .lacking.join("; ")
)]
pub struct TooFewWhole {
    /// Simulations that show every statistic.
    pub whole: usize,
    /// Names of the statistics that simulations lack, the most lacking first.
    pub lacking: Vec<String>,
}

/// Accepts the share `accepted` of a table that comes nearest to what was observed, and says what follows.
///
/// # Errors
/// If no simulation shows every statistic.
pub fn report(
    table: &SimulationTable,
    accepted: f64,
    truths: usize,
) -> Result<(CalibrationReport, Accepted), TooFewWhole> {
    let measure = Measure::of(table);
    let near = accept(table, &table.observed(), &measure, accepted, None);
    if near.rows.is_empty() {
        return Err(lacking(table));
    }
    let whole = table.held.clone().filter(|row| table.is_whole(*row)).count();
    let report = CalibrationReport {
        simulations: table.len(),
        waves: table.waves,
        held: table.held.len(),
        whole,
        accepted: near.rows.len(),
        farther_share: farther_share(table, &near),
        drawn: table.drawn,
        within: near.within,
        parameters: identified(table, &near),
        statistics: (0..table.statistics.len())
            .map(|k| fit(table, &near, measure.scales[k], k))
            .collect(),
        coverage: coverage(table, truths, accepted),
    };
    Ok((report, near))
}

fn farther_share(table: &SimulationTable, near: &Accepted) -> Option<f64> {
    let middle = usize::midpoint(table.held.start, table.held.end);
    let farther = near.rows.iter().filter(|row| **row >= middle).count();
    (table.waves > 0).then(|| farther as f64 / near.rows.len() as f64)
}

fn fit(table: &SimulationTable, near: &Accepted, scale: f64, k: usize) -> StatisticFit {
    let statistic = &table.statistics[k];
    let sorted = |values: &mut dyn Iterator<Item = f64>| {
        let mut values: Vec<f64> = values.filter(|value| !value.is_nan()).collect();
        values.sort_by(f64::total_cmp);
        values
    };
    let ends = |values: &[f64]| (quantile(values, 0.05), quantile(values, 0.95));
    let before = sorted(&mut table.found[..table.drawn].iter().map(|found| found[k]));
    let all = sorted(&mut table.found.iter().map(|found| found[k]));
    let kept = sorted(&mut near.rows.iter().map(|row| table.found[*row][k]));
    let range = ends(&kept);
    StatisticFit {
        name: statistic.name.clone(),
        observed: statistic.observed,
        band: statistic.band,
        scale,
        shown: before.len(),
        before: (!before.is_empty()).then(|| ends(&before)),
        reached: matches!(
            (all.first(), all.last()),
            (Some(least), Some(most)) if (*least..=*most).contains(&statistic.observed)
        ),
        median: quantile(&kept, 0.5),
        range,
        inside: range.0 <= statistic.observed && statistic.observed <= range.1,
    }
}

/// What stands in the way of accepting sets of a table.
pub(super) fn lacking(table: &SimulationTable) -> TooFewWhole {
    let lack =
        |k: usize| table.found[..table.drawn].iter().filter(|found| found[k].is_nan()).count();
    let mut by_lack: Vec<(usize, &str)> =
        (0..table.statistics.len()).map(|k| (lack(k), table.statistics[k].name.as_str())).collect();
    by_lack.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    let lacking = by_lack.iter().filter(|(lack, _)| *lack > 0).map(|(_, name)| (*name).to_owned());
    TooFewWhole {
        whole: (0..table.drawn).filter(|row| table.is_whole(*row)).count(),
        lacking: lacking.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::table::tests::shifted;
    use super::*;

    #[test]
    fn the_report_holds_the_observation_among_what_was_accepted() {
        let (found, near) = report(&shifted(2_000, 0.1), 0.05, 100).unwrap();
        assert_eq!((found.simulations, found.drawn, found.whole), (2_000, 2_000, 2_000));
        assert!(found.accepted >= 100 && found.farther_share.is_none());
        assert_eq!(near.rows.len(), found.accepted);
        let statistic = &found.statistics[0];
        assert!(statistic.inside && statistic.reached && statistic.scale > 0.0);
        let (before, after) = (statistic.before.unwrap(), statistic.range);
        assert!(before.0 < after.0 && after.1 < before.1);
        assert_eq!(found.coverage.unwrap().truths, 100);
    }

    #[test]
    fn where_the_accepted_stand_in_the_last_wave_is_told() {
        let mut table = shifted(40, 0.0);
        // The first thirty of a wave of a hundred come near.
        let far = |row: u32| if row < 30 { 0.5 } else { 9.0 };
        let sets = (0..100).map(|_| vec![0.0, 0.0]).collect();
        table.add_wave(sets, (0..100).map(|row| vec![far(row)]).collect());
        assert_eq!(report(&table, 0.3, 10).unwrap().0.farther_share, Some(0.0));
        // Of sixty, ten stand in the farther half.
        let near = Accepted { rows: (40..100).collect(), within: 0.0 };
        assert_eq!(farther_share(&table, &near), Some(1.0 / 6.0));
    }

    #[test]
    fn what_cannot_be_reached_is_said_to_lie_outside() {
        let mut table = shifted(500, 0.0);
        table.statistics[0].observed = 5.0;
        let statistic = report(&table, 0.1, 10).unwrap().0.statistics.remove(0);
        assert!(!statistic.inside && !statistic.reached);
    }

    #[test]
    fn a_statistic_that_nobody_shows_is_named() {
        let mut table = shifted(50, 0.0);
        table.found.iter_mut().for_each(|found| found[0] = f64::NAN);
        assert_eq!(
            report(&table, 0.1, 10).unwrap_err(),
            TooFewWhole { whole: 0, lacking: vec!["s".into()] }
        );
    }
}
