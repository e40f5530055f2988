//! Waves of sets, each drawn where the sets played so far foretell that others come near.
//!
//! This is history matching (Craig et al. 1997; Vernon, Goldstein and Bower 2010; of a model of people Andrianakis et al. 2015).
//! Sets that hold everything at once are so rare that no affordable number drawn from the ranges has enough of them. So
//! many candidates are drawn from the ranges, the emulator foretells what each would bring about, and those foretold to come nearest
//! are played. What they really bring about mends the emulator, and the next wave is drawn with the mended one, from the whole
//! ranges again: nothing that a wave misjudged is lost for good.
//!
//! Candidates are drawn alike from the ranges and none is drawn from another, so the sets of a wave are those of plain rejection
//! within what is foretold: all different, without weights, and none of them chosen for what chance made of its own futures. Only
//! the last wave is held, and what its sets bring about decides which are accepted.
//!
//! Limits: a set that comes near and is foretold not to is never played. How many such there are shows in where the accepted sets
//! stand among those of the last wave: see [`CalibrationReport::farther_share`](super::CalibrationReport).

use rayon::prelude::*;

use super::distance::Measure;
use super::emulator::{Emulator, fill_terms};
use super::report::{TooFewWhole, lacking};
use super::table::SimulationTable;
use crate::dist::math::pow;
use crate::ids::name_hash;
use crate::rng::{Draws, Purpose, Seed};

/// Candidates that are looked at by one thread at a time.
const BLOCK: u32 = 1 << 13;

/// Candidates of each wave, the first being wave 1: so many that the sets of the last of so many waves are the share
/// `narrowed_to` of them, and each wave narrows as much as any other.
pub fn candidates(sets: u32, narrowed_to: f64, wave: u32, waves: u32) -> f64 {
    (f64::from(sets) * pow(narrowed_to, -f64::from(wave) / f64::from(waves))).round()
}

/// The sets of a wave, those that are foretold to come nearest first: so many of all `candidates`, which are drawn alike from the
/// ranges at the addresses of the wave.
///
/// # Errors
/// If no simulation so far shows every statistic.
pub fn wave(
    table: &SimulationTable,
    measure: &Measure,
    seed: Seed,
    wave: u32,
    sets: usize,
    candidates: u32,
) -> Result<Vec<Vec<f64>>, TooFewWhole> {
    if !(0..table.len()).any(|row| table.is_whole(row)) {
        return Err(lacking(table));
    }
    let observed = table.observed();
    let emulator = Emulator::of(table, &measure.scales);
    let keys: Vec<u32> = table.priors.iter().map(|prior| name_hash(&prior.key)).collect();
    let place = |candidate: u32, key: u32| {
        Draws::new(seed, candidate).uniform(Purpose::Parameter, key, 1, wave)
    };
    let nearest_of = |block: u32| {
        let mut nearest = Nearest::of(sets);
        let (mut places, mut terms) = (Vec::new(), Vec::new());
        for candidate in block * BLOCK..candidates.min((block + 1).saturating_mul(BLOCK)) {
            places.clear();
            places.extend(keys.iter().map(|key| place(candidate, *key)));
            fill_terms(&places, &mut terms);
            let foretold = |statistic| emulator.foretell(statistic, &terms);
            if let Some(distance) = measure.within(nearest.bound, &observed, foretold) {
                nearest.push(distance, candidate);
            }
        }
        nearest
    };
    let nearest = (0..candidates.div_ceil(BLOCK))
        .into_par_iter()
        .map(nearest_of)
        .reduce(|| Nearest::of(sets), Nearest::with);
    let set = |candidate: u32| {
        let place_of = |key: &u32| place(candidate, *key);
        table.priors.iter().zip(&keys).map(|(prior, key)| prior.at(place_of(key))).collect()
    };
    Ok(nearest.candidates().into_iter().map(set).collect())
}

/// So many candidates, the nearest of those that were shown; of equals that of the lower number.
struct Nearest {
    most: usize,
    /// Distance that the next one must not exceed.
    bound: f64,
    kept: Vec<(f64, u32)>,
}

impl Nearest {
    fn of(most: usize) -> Self {
        Self { most, bound: f64::INFINITY, kept: Vec::new() }
    }

    fn push(&mut self, distance: f64, candidate: u32) {
        self.kept.push((distance, candidate));
        // Sorted now and then: the bound may lag behind, and nothing but time depends on it.
        if self.kept.len() >= 2 * self.most {
            self.settle();
        }
    }

    fn with(mut self, other: Self) -> Self {
        self.kept.extend(other.kept);
        self.settle();
        self
    }

    fn settle(&mut self) {
        self.kept.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        self.kept.truncate(self.most);
        if self.kept.len() == self.most {
            self.bound = self.kept.last().map_or(self.bound, |(distance, _)| *distance);
        }
    }

    fn candidates(mut self) -> Vec<u32> {
        self.settle();
        self.kept.into_iter().map(|(_, candidate)| candidate).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::distance::accept;
    use super::super::table::tests::summed;
    use super::*;

    /// A table of two parameters of which the sum is observed, after so many waves of 512.
    fn waves(number: u32) -> SimulationTable {
        let mut table = summed(512);
        let measure = Measure::of(&table);
        for number in 1..=number {
            let all = candidates(512, 0.01, number, 2) as u32;
            let sets = wave(&table, &measure, Seed(5), number, 512, all).unwrap();
            let found = sets.iter().map(|set| vec![set[0] + set[1]]).collect();
            table.add_wave(sets, found);
        }
        table
    }

    #[test]
    fn what_is_held_is_what_the_ranges_bring_within_the_tolerance() {
        let table = waves(2);
        assert_eq!((table.held.len(), table.len(), table.waves), (512, 1_536, 2));
        let accepted = accept(&table, &[0.5], &Measure::of(&table), 0.5, None);
        // A hundredth of the square lies within .01 of the line a + b = .5. The emulator does not know that it is a sum.
        let first: Vec<f64> = accepted.rows.iter().map(|row| table.sets[*row][0]).collect();
        assert!(accepted.rows.iter().all(|row| (table.found[*row][0] - 0.5).abs() < 0.01));
        for part in 0..5 {
            let low = 0.1 * f64::from(part);
            let inside = first.iter().filter(|a| (low..low + 0.1).contains(*a)).count();
            let share = inside as f64 / first.len() as f64;
            // Four standard errors of 256.
            assert!((share - 0.2).abs() < 4.0 * (0.16_f64 / 256.0).sqrt(), "{part}: {share}");
        }
    }

    #[test]
    fn the_nearest_come_first_and_the_same_come_again() {
        let (table, again) = (waves(2), waves(2));
        assert!(table.sets == again.sets);
        let mut sets = table.sets.clone();
        sets.sort_by(|a, b| a[0].total_cmp(&b[0]));
        assert!(sets.windows(2).all(|pair| pair[0] != pair[1]), "all sets differ");
        let mut nothing = table.clone();
        nothing.found.iter_mut().for_each(|found| found[0] = f64::NAN);
        let none = wave(&nothing, &Measure::of(&table), Seed(5), 1, 512, 512).unwrap_err();
        assert_eq!((none.whole, none.lacking), (0, vec!["sum".to_owned()]));
        let far = |row: usize| (table.found[row][0] - 0.5).abs();
        // The emulator knows a sum but for its ridge.
        assert!(far(table.held.start) < far(table.held.end - 1));
        let all: Vec<f64> = (1..=4).map(|wave| candidates(512, 1e-4, wave, 4)).collect();
        assert_eq!(all, [5_120.0, 51_200.0, 512_000.0, 5_120_000.0]);
    }
}
