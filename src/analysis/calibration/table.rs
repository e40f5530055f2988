//! The table of simulations: parameter sets and what each brought about.

use std::collections::BTreeSet;

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

    /// Whether a value lies in the range.
    pub fn holds(&self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
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
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SimulationTable {
    /// What was varied.
    pub priors: Vec<Prior>,
    /// What was looked at.
    pub statistics: Vec<Statistic>,
    /// A set for each row, in the order of the priors; first those drawn from the ranges of before.
    pub sets: Vec<Vec<f64>>,
    /// What came about, in the order of the statistics; NaN where a future shows none.
    pub found: Vec<Vec<f64>>,
    /// Rows that were drawn from the ranges of before.
    pub drawn: usize,
    /// Rows among which sets are accepted: those that walks have left (see [`walk`](super::walk)), a row as often as it is held;
    /// without walks, all.
    pub held: Vec<usize>,
    /// Generations that walked.
    pub generations: u32,
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
        let held = (0..drawn).collect();
        Self { priors, statistics, sets, found, drawn, held, generations: 0 }
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

    /// Holds, instead of the rows held so far, rows of the same sets with what they brought about in other futures. Chosen
    /// by what they showed once, sets look nearer than they are; what they show again says how near they are.
    pub fn play_again(&mut self, found: Vec<Vec<f64>>) {
        let first = self.len();
        let again: Vec<Vec<f64>> = self.held_sets();
        self.sets.extend(again);
        self.found.extend(found);
        self.held = (first..self.len()).collect();
    }

    /// The sets of the rows that are held, in their order.
    pub fn held_sets(&self) -> Vec<Vec<f64>> {
        self.held.iter().map(|row| self.sets[*row].clone()).collect()
    }

    /// Rows of a list whose set no earlier one has.
    pub fn different(&self, rows: &[usize]) -> Vec<usize> {
        let bits = |row: usize| self.sets[row].iter().map(|value| value.to_bits()).collect();
        let mut known: BTreeSet<Vec<u64>> = BTreeSet::new();
        rows.iter().copied().filter(|row| known.insert(bits(*row))).collect()
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
