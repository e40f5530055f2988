//! The table of simulations: parameter sets and what each brought about.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::ids::name_hash;
use crate::rng::{Draws, Purpose, Seed};

/// What was thought possible of a parameter before: every value between two ends, all alike.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prior {
    /// Key path.
    pub key: String,
    /// Lowest value, in the unit of the key.
    pub low: f64,
    /// Largest value.
    pub high: f64,
    /// Where the range comes from.
    #[serde(default)]
    pub source: String,
}

impl Prior {
    /// The value in the set of a row: its address is the key and the row, so that neither another parameter
    /// nor another row moves it.
    pub fn value(&self, seed: Seed, row: u32) -> f64 {
        let draws = Draws::new(seed, row);
        let u = draws.uniform(Purpose::Parameter, name_hash(&self.key), 1, 0);
        self.at(u)
    }

    /// The value at a place in the range, from 0 at its low end to 1 at its high one.
    pub fn at(&self, place: f64) -> f64 {
        self.low + place * (self.high - self.low)
    }
}

/// Something that was observed, and that every simulation has too.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statistic {
    /// Name, such as `dominica-2017-maria: destroyed_share`.
    pub name: String,
    /// The case that shows it.
    #[serde(skip)]
    pub case: String,
    /// What was observed.
    pub observed: f64,
    /// Lowest and largest value that the source would allow.
    pub band: (f64, f64),
}

/// Parameter sets and what each brought about.
#[derive(Clone, Debug, PartialEq)]
pub struct SimulationTable {
    /// What was varied.
    pub priors: Vec<Prior>,
    /// What was looked at.
    pub statistics: Vec<Statistic>,
    /// A set for each row, in the order of the priors; first those drawn from the ranges of before, then wave after wave.
    pub sets: Vec<Vec<f64>>,
    /// What came about, in the order of the statistics; NaN where a future shows none.
    pub found: Vec<Vec<f64>>,
    /// Rows that were drawn from the ranges of before.
    pub drawn: usize,
    /// Rows among which sets are accepted: those of the last wave (see [`wave`](super::wave)); without waves, all.
    pub held: Range<usize>,
    /// Waves beside the sets that were drawn first.
    pub waves: u32,
}

impl SimulationTable {
    /// The table of sets that were drawn from the ranges of before, and of what they brought about.
    pub fn drawn(
        priors: Vec<Prior>,
        statistics: Vec<Statistic>,
        sets: Vec<Vec<f64>>,
        found: Vec<Vec<f64>>,
    ) -> Self {
        let drawn = sets.len();
        Self { priors, statistics, sets, found, drawn, held: 0..drawn, waves: 0 }
    }

    /// The values of a row as parts of the way through their ranges.
    pub fn places(&self, row: usize) -> impl Iterator<Item = f64> + '_ {
        let place = |(prior, value): (&Prior, &f64)| (value - prior.low) / (prior.high - prior.low);
        self.priors.iter().zip(&self.sets[row]).map(place)
    }

    /// Whether a row shows every statistic.
    pub fn is_whole(&self, row: usize) -> bool {
        self.found[row].iter().all(|value| !value.is_nan())
    }

    /// Rows.
    pub fn len(&self) -> usize {
        self.sets.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.sets.is_empty()
    }

    /// Takes up the sets of a wave and what they brought about, and holds these instead of others.
    pub fn add_wave(&mut self, sets: Vec<Vec<f64>>, found: Vec<Vec<f64>>) {
        let first = self.len();
        self.sets.extend(sets);
        self.found.extend(found);
        self.held = first..self.len();
        self.waves += 1;
    }

    /// The observed statistics.
    pub fn observed(&self) -> Vec<f64> {
        self.statistics.iter().map(|statistic| statistic.observed).collect()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::dist::quantile::normal;

    /// Sets of two parameters of which the first shifts what is found, with normal noise of a standard
    /// deviation, and the second does nothing.
    pub(in crate::analysis::calibration) fn shifted(rows: u32, noise: f64) -> SimulationTable {
        let prior =
            |key: &str| Prior { key: key.into(), low: -1.0, high: 1.0, source: String::new() };
        let priors = vec![prior("shift"), prior("idle")];
        let seed = Seed(7);
        let sets: Vec<Vec<f64>> =
            (0..rows).map(|row| priors.iter().map(|it| it.value(seed, row)).collect()).collect();
        let found = (0..rows)
            .zip(&sets)
            .map(|(row, set)| {
                let u = Draws::new(seed, row).uniform(Purpose::Bootstrap, 0, 0, 0);
                vec![set[0] + noise * normal(u)]
            })
            .collect();
        let statistics =
            vec![Statistic { name: "s".into(), case: "c".into(), observed: 0.5, band: (0.4, 0.6) }];
        SimulationTable::drawn(priors, statistics, sets, found)
    }

    /// Sets of two parameters, each from 0 to 1, whose sum is found, and is observed to be one half.
    pub(in crate::analysis::calibration) fn summed(rows: u32) -> SimulationTable {
        let prior =
            |key: &str| Prior { key: key.into(), low: 0.0, high: 1.0, source: String::new() };
        let priors = vec![prior("a"), prior("b")];
        let sets: Vec<Vec<f64>> =
            (0..rows).map(|row| priors.iter().map(|it| it.value(Seed(5), row)).collect()).collect();
        let found = sets.iter().map(|set| vec![set[0] + set[1]]).collect();
        let statistics = vec![Statistic {
            name: "sum".into(),
            case: "c".into(),
            observed: 0.5,
            band: (0.5, 0.5),
        }];
        SimulationTable::drawn(priors, statistics, sets, found)
    }

    #[test]
    fn values_fill_their_range_and_have_their_own_addresses() {
        let table = shifted(4_000, 0.0);
        for parameter in 0..2 {
            let mut values: Vec<f64> = table.sets.iter().map(|set| set[parameter]).collect();
            values.sort_by(f64::total_cmp);
            for (rank, value) in values.iter().enumerate() {
                // Kolmogorov's bound at one in a thousand.
                let even = -1.0 + 2.0 * (rank as f64 + 0.5) / 4_000.0;
                assert!((value - even).abs() < 2.0 * 1.95 / 4_000_f64.sqrt());
            }
        }
        let alone = Prior { key: "idle".into(), low: -1.0, high: 1.0, source: String::new() };
        assert_eq!(alone.value(Seed(7), 12), table.sets[12][1]);
        assert_ne!(alone.value(Seed(8), 12), table.sets[12][1]);
    }
}
