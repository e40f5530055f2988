//! Counts outcomes and monthly series of one future under one strategy.
//!
//! Here alone the population index of the month meets the persons counted: what is added is in persons of
//! the population as drawn, what is stored in persons of the month. Dwellings, households and money are
//! stored as they are added.

use crate::group::{
    self, CELLS_OF_ZONE, DIMENSIONS, GROUP_COLUMNS, GROUPS, exact_expected, exact_people,
};
use crate::outcome::CostLine;
use crate::outcome::{
    EXPECTED, OUTCOME_TABLE, OUTCOMES, OutcomeId, SERIES, SERIES_TABLE, SeriesId, ZoneRound,
    counts_persons,
};

/// Which outcomes are in persons or person-months.
const OUTCOME_IN_PERSONS: [bool; OUTCOMES] = {
    let mut in_persons = [false; OUTCOMES];
    let mut k = 0;
    while k < OUTCOMES {
        in_persons[k] = counts_persons(OUTCOME_TABLE[k].id);
        k += 1;
    }
    in_persons
};

/// Which outcomes are expected numbers.
const OUTCOME_IS_EXPECTED: [bool; OUTCOMES] = {
    let mut is_expected = [false; OUTCOMES];
    let mut k = 0;
    while k < EXPECTED.len() {
        is_expected[EXPECTED[k] as usize] = true;
        k += 1;
    }
    is_expected
};

/// Which series are in persons.
const SERIES_IN_PERSONS: [bool; SERIES] = {
    let mut in_persons = [false; SERIES];
    let mut k = 0;
    while k < SERIES {
        in_persons[k] = counts_persons(SERIES_TABLE[k].id);
        k += 1;
    }
    in_persons
};

/// What every month of displacement adds to. It is summed by cell of households and added to the groups
/// when the run ends: amounts are exact in any order.
pub const OF_DISPLACEMENT: [OutcomeId; 13] = [
    OutcomeId::DisplacedPersonMonths,
    OutcomeId::UnsafePersonMonths,
    OutcomeId::SitePersonMonths,
    OutcomeId::BelowAreaStandardPersonMonths,
    OutcomeId::QualityShortfallPersonMonths,
    OutcomeId::IllnessPersonMonths,
    OutcomeId::DistressPersonMonths,
    OutcomeId::ProtectionIncidentsPeople,
    OutcomeId::ExpectedExcessDeathsPeople,
    OutcomeId::ItemsLackingPersonMonths,
    OutcomeId::UnmetNeedPersonMonths,
    OutcomeId::AssistedPersonMonths,
    OutcomeId::MissedInNeedPersonMonths,
];

/// Outcomes and series as they come about. Persons and dwellings are real ones: simulated times weight.
#[derive(Clone, Debug)]
pub struct Tally {
    /// Outcomes so far; those of [`OF_DISPLACEMENT`] come in when the run ends.
    pub outcomes: [f64; OUTCOMES],
    /// Flows of the month under way and stocks, persons as drawn.
    pub month: [f64; SERIES],
    /// Closed months.
    pub months: Vec<[f64; SERIES]>,
    /// Displacement movements by zone.
    pub displaced_by_zone: Vec<f64>,
    /// Cost lines of programmes, filled in when the run ends.
    pub costs: Vec<CostLine>,
    /// Dwellings destroyed by zone.
    pub destroyed_by_zone: Vec<f64>,
    /// Residents at the end minus those at the start by zone, people; zero until the end.
    pub population_change_by_zone: Vec<f64>,
    displaced_this_year: f64,
    /// Outcomes by group at the start: the rows of `group::GROUPS`, then the zones.
    pub groups: Vec<[f64; GROUP_COLUMNS]>,
    /// Sums of [`OF_DISPLACEMENT`] by cell that the groups do not hold yet.
    displacement: Vec<[f64; OF_DISPLACEMENT.len()]>,
    population_index: f64,
    /// Tracking rounds, where they are kept.
    pub rounds: Vec<ZoneRound>,
}

impl Default for Tally {
    fn default() -> Self {
        Self {
            outcomes: [0.0; OUTCOMES],
            month: [0.0; SERIES],
            months: Vec::new(),
            displaced_by_zone: Vec::new(),
            costs: Vec::new(),
            destroyed_by_zone: Vec::new(),
            population_change_by_zone: Vec::new(),
            displaced_this_year: 0.0,
            groups: Vec::new(),
            displacement: Vec::new(),
            population_index: 1.0,
            rounds: Vec::new(),
        }
    }
}

impl Tally {
    /// Empties it.
    pub fn reset(&mut self, zones: usize, persons: f64) {
        self.outcomes = [0.0; OUTCOMES];
        self.month = [0.0; SERIES];
        self.months.clear();
        self.costs.clear();
        self.displaced_by_zone.clear();
        self.displaced_by_zone.resize(zones, 0.0);
        self.destroyed_by_zone.clear();
        self.destroyed_by_zone.resize(zones, 0.0);
        self.population_change_by_zone.clear();
        self.population_change_by_zone.resize(zones, 0.0);
        self.displaced_this_year = 0.0;
        self.groups.clear();
        self.groups.resize(GROUPS.len() + zones, [0.0; GROUP_COLUMNS]);
        self.displacement.clear();
        self.displacement.resize(CELLS_OF_ZONE * zones, [0.0; OF_DISPLACEMENT.len()]);
        self.population_index = 1.0;
        self.rounds.clear();
        self.month[SeriesId::ResidentStock as usize] = persons;
    }

    /// Opens a month in which a person of the population as drawn stands for `population_index`.
    pub fn open_month(&mut self, population_index: f64) {
        self.population_index = population_index;
    }

    /// Persons of the month under way for whom so many of the population as drawn stand.
    #[inline]
    pub fn persons_now(&self, drawn: f64) -> f64 {
        drawn * self.population_index
    }

    /// What an amount of an outcome counts for in the month under way.
    #[inline]
    fn counted(&self, outcome: OutcomeId, amount: f64) -> f64 {
        counted(outcome, amount, self.population_index)
    }

    /// Adds to an outcome; persons as drawn.
    #[inline]
    pub fn add(&mut self, outcome: OutcomeId, amount: f64) {
        self.outcomes[outcome as usize] += self.counted(outcome, amount);
    }

    /// Adds to an outcome, and to it in the groups of `rows`; persons as drawn.
    #[inline]
    pub fn add_for(&mut self, rows: [usize; DIMENSIONS], outcome: OutcomeId, amount: f64) {
        self.add(outcome, amount);
        let Some(column) = group::column(outcome) else { return };
        let amount = self.counted(outcome, amount);
        for row in rows {
            self.groups[row][column] += amount;
        }
    }

    /// Adds to a flow, or changes a stock; persons as drawn.
    #[inline]
    pub fn change(&mut self, series: SeriesId, amount: f64) {
        self.month[series as usize] += amount;
    }

    /// Adds the amounts of [`OF_DISPLACEMENT`] for a household of a cell; persons as drawn.
    #[inline]
    pub fn add_displacement(&mut self, cell: u32, amounts: &[f64; OF_DISPLACEMENT.len()]) {
        let index = self.population_index;
        let sums = &mut self.displacement[cell as usize];
        for ((sum, amount), outcome) in sums.iter_mut().zip(amounts).zip(OF_DISPLACEMENT) {
            *sum += counted(outcome, *amount, index);
        }
    }

    /// An outcome so far, with what is summed by cell.
    pub fn so_far(&self, outcome: OutcomeId) -> f64 {
        let by_cell: f64 = OF_DISPLACEMENT
            .iter()
            .position(|one| *one == outcome)
            .map_or(0.0, |k| self.displacement.iter().map(|sums| sums[k]).sum());
        self.outcomes[outcome as usize] + by_cell
    }

    /// Brings what was summed by cell into the outcomes and their groups.
    pub fn gather(&mut self) {
        let columns = OF_DISPLACEMENT.map(group::column);
        for (cell, sums) in self.displacement.iter_mut().enumerate() {
            if sums[0] == 0.0 {
                continue;
            }
            let rows = group::rows_of_cell(cell);
            for ((sum, outcome), column) in sums.iter_mut().zip(OF_DISPLACEMENT).zip(columns) {
                let sum = std::mem::take(sum);
                self.outcomes[outcome as usize] += sum;
                for row in rows {
                    if let Some(column) = column {
                        self.groups[row][column] += sum;
                    }
                }
            }
        }
    }

    /// Counts people displaced in a zone, as drawn.
    pub fn displaced(&mut self, rows: [usize; DIMENSIONS], zone: usize, people: f64) {
        self.add_for(rows, OutcomeId::DisplacedPeople, people);
        self.change(SeriesId::DisplacedPeople, people);
        let people = self.counted(OutcomeId::DisplacedPeople, people);
        self.displaced_by_zone[zone] += people;
        self.displaced_this_year += people;
    }

    /// Spends programme money.
    pub fn spend(&mut self, usd: f64) {
        self.add(OutcomeId::ProgrammeCost, usd);
        self.change(SeriesId::ProgrammeCost, usd);
    }

    /// Closes the month; flows start again at zero. `year_ends` closes the year too.
    pub fn close_month(&mut self, year_ends: bool) {
        let mut closed = self.month;
        for (value, in_persons) in closed.iter_mut().zip(SERIES_IN_PERSONS) {
            if in_persons {
                *value = self.persons_now(*value);
            }
        }
        self.months.push(closed);
        let in_sites = closed[SeriesId::SiteStock as usize];
        let peak = &mut self.outcomes[OutcomeId::PeakSitePeople as usize];
        *peak = peak.max(in_sites);
        for (value, series) in self.month.iter_mut().zip(SERIES_TABLE) {
            if series.flow {
                *value = 0.0;
            }
        }
        if year_ends {
            let worst = &mut self.outcomes[OutcomeId::WorstYearDisplacedPeople as usize];
            *worst = worst.max(self.displaced_this_year);
            self.displaced_this_year = 0.0;
        }
    }
}

/// What an amount of an outcome counts for in a month of a population index.
#[inline]
fn counted(outcome: OutcomeId, amount: f64, population_index: f64) -> f64 {
    if OUTCOME_IS_EXPECTED[outcome as usize] {
        exact_expected(amount * population_index)
    } else if OUTCOME_IN_PERSONS[outcome as usize] {
        exact_people(amount * population_index)
    } else {
        amount
    }
}

#[cfg(test)]
mod tests {
    use super::{OUTCOME_IN_PERSONS, SERIES_IN_PERSONS, Tally};
    use crate::outcome::{OUTCOME_TABLE, OutcomeId, SERIES_TABLE, SeriesId};

    #[test]
    fn units_tell_who_is_counted() {
        for (entry, in_persons) in OUTCOME_TABLE.iter().zip(OUTCOME_IN_PERSONS) {
            let other = ["_dwellings", "_households", "_usd", "_share"];
            assert_ne!(
                in_persons,
                other.iter().any(|unit| entry.id.ends_with(unit)),
                "{}",
                entry.id
            );
        }
        for (entry, in_persons) in SERIES_TABLE.iter().zip(SERIES_IN_PERSONS) {
            let other = ["_dwellings", "_usd"];
            assert_ne!(
                in_persons,
                other.iter().any(|unit| entry.id.ends_with(unit)),
                "{}",
                entry.id
            );
        }
    }

    #[test]
    fn the_index_of_the_month_multiplies_persons_and_nothing_else() {
        let mut tally = Tally::default();
        tally.reset(2, 100.0);
        tally.displaced([0, 5, 7, 9, 11, 15], 1, 6.0);
        tally.change(SeriesId::DisplacedStock, 6.0);
        tally.close_month(false);
        tally.open_month(1.5);
        tally.displaced([0, 5, 7, 9, 11, 15], 1, 4.0);
        tally.change(SeriesId::DisplacedStock, 4.0);
        tally.add(OutcomeId::DestroyedDwellings, 3.0);
        tally.change(SeriesId::DestroyedDwellings, 3.0);
        tally.spend(7.0);
        tally.close_month(false);
        tally.open_month(2.0);
        // A stock is never left with the difference between two months.
        tally.change(SeriesId::DisplacedStock, -10.0);
        tally.close_month(true);
        let series = |id: SeriesId| [0, 1, 2].map(|month: usize| tally.months[month][id as usize]);
        assert_eq!(series(SeriesId::DisplacedPeople), [6.0, 6.0, 0.0]);
        assert_eq!(series(SeriesId::DisplacedStock), [6.0, 15.0, 0.0]);
        assert_eq!(series(SeriesId::ResidentStock), [100.0, 150.0, 200.0]);
        assert_eq!(series(SeriesId::DestroyedDwellings), [0.0, 3.0, 0.0]);
        assert_eq!(series(SeriesId::ProgrammeCost), [0.0, 7.0, 0.0]);
        let outcome = |id: OutcomeId| tally.outcomes[id as usize];
        assert_eq!(outcome(OutcomeId::DisplacedPeople), 12.0);
        assert_eq!(outcome(OutcomeId::WorstYearDisplacedPeople), 12.0);
        assert_eq!(tally.displaced_by_zone, [0.0, 12.0]);
        assert_eq!(outcome(OutcomeId::DestroyedDwellings), 3.0);
        assert_eq!(outcome(OutcomeId::ProgrammeCost), 7.0);
    }
}
