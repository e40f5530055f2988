//! How large a case is in memory, told from the scenario before anything is compiled.
//!
//! Three parts grow with the case, and this file has a formula for each; all else is [`BASE_BYTES`]:
//!
//! * **the place**, once: columns of the population, its ties, its memories of recorded storms;
//! * **a worker**, once a thread: columns of the households of one future under one strategy, the
//!   columns of the levers that the strategy moves, the decision clock of the future;
//! * **the records** of a block while it is played and stored. What the merge needs of all futures
//!   (outcomes, groups, years) lies on disk, see `results::ColumnStore`.
//!
//! The bytes of a household were counted from the columns and held against the peak memory of runs of
//! the shipped cases; they are rounded up, for memory is taken in larger pieces than it is asked for.

use super::ensemble::BLOCK;
use crate::group::{GROUP_COLUMNS, GROUPS};
use crate::outcome::{OUTCOMES, SERIES};
use crate::scenario::Scenario;
use crate::scenario::hazard::HazardKind;
use crate::scenario::intervention::Strategy;

/// Bytes of the program itself, of tables of damage, tracks and fonts.
const BASE_BYTES: f64 = 40e6;
/// Bytes of a household in the population and in the true risk, without ties and memories.
const PLACE_BYTES: f64 = 90.0;
/// Bytes of a tie: both ends, with the pairs from which they are sorted.
const TIE_BYTES: f64 = 20.0;
/// Bytes of the memory of one recorded storm.
const MEMORY_BYTES: f64 = 8.0;
/// Bytes of a household in the columns, lists and sums of a worker.
const WORKER_BYTES: f64 = 260.0;
/// Bytes of a household for each lever that a strategy moves.
const LEVER_BYTES: f64 = 12.0;
/// Bytes of an arrival of the decision clock, with its random terms and those of the clock after a loss.
const ARRIVAL_BYTES: f64 = 150.0;
/// Bytes of a household in the order in which a programme reaches it.
const ORDER_BYTES: f64 = 4.0;
/// Copies of the records of a block: as played, as written, as packed.
const BLOCK_COPIES: f64 = 2.5;
/// Columns of an outcome on disk while the run folder is made: the table and what figures need.
const OUTCOME_COPIES: f64 = 2.0;
/// What a list that grows holds in reserve, as a factor.
const RESERVE: f64 = 1.3;

/// What decides how large a case is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// Simulated households.
    pub households: f64,
    /// Zones.
    pub zones: usize,
    /// Years covered.
    pub years: usize,
    /// Strategies.
    pub strategies: usize,
    /// Programmes of all strategies.
    pub programmes: usize,
    /// Levers moved by the strategy that moves most.
    pub levers: usize,
    /// Ties of a household.
    pub ties: f64,
    /// Decisions of a household over the horizon.
    pub decisions: f64,
    /// Recorded storms that households remember; known once the place is compiled.
    pub memories: usize,
    /// Places held: two where the twin without hazards has one of its own, one elsewhere.
    pub places: usize,
}

impl Size {
    /// The size of a scenario. Recorded storms are not counted.
    pub fn of(scenario: &Scenario) -> Self {
        let weight = scenario.population.household_weight.central.max(1.0);
        let of_zone = |households: f64| (households / weight).round();
        let levers = |strategy: &Strategy| {
            let used =
                strategy.interventions.iter().filter_map(|it| scenario.interventions.get(*it));
            used.map(|intervention| intervention.levers.len()).sum::<usize>()
        };
        let years = usize::from(scenario.horizon.years);
        let has_heat =
            scenario.hazards.iter().any(|hazard| matches!(hazard.kind, HazardKind::Heat(_)));
        Self {
            households: scenario.zones.iter().map(|zone| of_zone(zone.households.central)).sum(),
            zones: scenario.zones.len(),
            years,
            strategies: scenario.strategies.len(),
            programmes: scenario.strategies.iter().map(|one| one.interventions.len()).sum(),
            levers: scenario.strategies.iter().map(levers).max().unwrap_or_default(),
            ties: scenario.population.ties_per_household.central,
            decisions: scenario.behaviour.decision_rate_per_year.central * years as f64,
            memories: 0,
            places: 1 + usize::from(has_heat),
        }
    }

    /// Bytes of one household with so many threads.
    pub fn household_bytes(&self, threads: usize) -> f64 {
        let place = PLACE_BYTES + self.ties * TIE_BYTES + self.memories as f64 * MEMORY_BYTES;
        let worker = WORKER_BYTES
            + self.levers as f64 * LEVER_BYTES
            + self.decisions * RESERVE * ARRIVAL_BYTES;
        place * self.places as f64
            + self.programmes as f64 * ORDER_BYTES
            + worker * threads.min(BLOCK as usize) as f64
    }

    /// Bytes of the records of one future, all strategies.
    pub fn record_bytes(&self) -> f64 {
        let groups = GROUPS.len() + self.zones;
        let values = OUTCOMES + 3 * self.zones + groups * GROUP_COLUMNS + self.years * 12 * SERIES;
        (self.strategies * values * 8) as f64
    }

    /// Bytes that the merge keeps on disk of one future, all strategies, until the run folder is made: of
    /// the main case, and of an alternative.
    pub fn kept_bytes(&self) -> (f64, f64) {
        let groups = (GROUPS.len() + self.zones) * GROUP_COLUMNS;
        let outcomes = OUTCOMES as f64 * OUTCOME_COPIES;
        let values = outcomes + (groups + self.years * SERIES) as f64;
        let bytes = self.strategies as f64 * 8.0;
        (values * bytes, OUTCOMES as f64 * bytes)
    }

    /// Peak memory with so many threads and `futures` of the main case, bytes. Beyond a block it does not
    /// depend on how many there are.
    pub fn memory_bytes(&self, threads: usize, futures: u32) -> f64 {
        let in_block = f64::from(BLOCK.min(futures));
        BASE_BYTES
            + self.households * self.household_bytes(threads)
            + self.record_bytes() * in_block * BLOCK_COPIES
    }

    /// Households that fit into `bytes`, all else the same; none where not even the rest fits.
    pub fn households_that_fit(&self, bytes: f64, threads: usize, futures: u32) -> Option<f64> {
        let rest = Self { households: 0.0, ..*self }.memory_bytes(threads, futures);
        let households = (bytes - rest) / self.household_bytes(threads);
        (households >= 1.0).then_some(households)
    }
}

#[cfg(test)]
mod tests {
    use super::Size;

    const ISLAND: Size = Size {
        households: 24_000.0,
        zones: 10,
        years: 30,
        strategies: 4,
        programmes: 6,
        levers: 3,
        ties: 7.0,
        decisions: 3.6,
        memories: 9,
        places: 1,
    };

    #[test]
    fn every_part_of_a_case_takes_memory() {
        let bytes = |size: Size| size.memory_bytes(2, 200);
        let island = bytes(ISLAND);
        for larger in [
            Size { households: 48_000.0, ..ISLAND },
            Size { zones: 20, ..ISLAND },
            Size { years: 60, ..ISLAND },
            Size { strategies: 8, ..ISLAND },
            Size { programmes: 12, ..ISLAND },
            Size { levers: 6, ..ISLAND },
            Size { ties: 14.0, ..ISLAND },
            Size { decisions: 7.2, ..ISLAND },
            Size { memories: 18, ..ISLAND },
            Size { places: 2, ..ISLAND },
        ] {
            assert!(bytes(larger) > island, "{larger:?}");
        }
        assert!(ISLAND.memory_bytes(4, 200) > island);
        assert_eq!(ISLAND.memory_bytes(2, 400), island);
        assert!(ISLAND.memory_bytes(2, 32) < island);
    }

    #[test]
    fn threads_beyond_a_block_have_nothing_to_do() {
        assert_eq!(ISLAND.memory_bytes(64, 200), ISLAND.memory_bytes(640, 200));
    }

    #[test]
    fn what_fits_fits_exactly() {
        for gigabytes in [1.0, 4.0, 24.0] {
            let bytes = gigabytes * 1e9;
            let households = ISLAND.households_that_fit(bytes, 2, 200).unwrap();
            let filled = Size { households, ..ISLAND }.memory_bytes(2, 200);
            assert!((filled / bytes - 1.0).abs() < 1e-9, "{filled} in {bytes}");
        }
        assert_eq!(ISLAND.households_that_fit(1e6, 2, 200), None);
    }
}
