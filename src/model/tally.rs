//! Counts outcomes and monthly series of one future under one strategy.

use crate::group::{self, DIMENSIONS, GROUP_COLUMNS, GROUPS};
use crate::outcome::{OUTCOMES, OutcomeId, SERIES, SeriesId};

/// Outcomes and series as they come about. Persons and dwellings are real ones: simulated times weight.
#[derive(Clone, Debug)]
pub struct Tally {
    /// Outcomes so far.
    pub outcomes: [f64; OUTCOMES],
    /// Flows of the month under way and stocks.
    pub month: [f64; SERIES],
    /// Closed months.
    pub months: Vec<[f64; SERIES]>,
    /// Displacement movements by zone.
    pub displaced_by_zone: Vec<f64>,
    /// Dwellings destroyed by zone.
    pub destroyed_by_zone: Vec<f64>,
    /// Residents at the end minus those at the start by zone, people; zero until the end.
    pub population_change_by_zone: Vec<f64>,
    displaced_this_year: f64,
    /// Outcomes by group at the start: the rows of `group::GROUPS`, then the zones.
    pub groups: Vec<[f64; GROUP_COLUMNS]>,
}

impl Default for Tally {
    fn default() -> Self {
        Self {
            outcomes: [0.0; OUTCOMES],
            month: [0.0; SERIES],
            months: Vec::new(),
            displaced_by_zone: Vec::new(),
            destroyed_by_zone: Vec::new(),
            population_change_by_zone: Vec::new(),
            displaced_this_year: 0.0,
            groups: Vec::new(),
        }
    }
}

impl Tally {
    /// Empties it.
    pub fn reset(&mut self, zones: usize, persons: f64) {
        self.outcomes = [0.0; OUTCOMES];
        self.month = [0.0; SERIES];
        self.months.clear();
        self.displaced_by_zone.clear();
        self.displaced_by_zone.resize(zones, 0.0);
        self.destroyed_by_zone.clear();
        self.destroyed_by_zone.resize(zones, 0.0);
        self.population_change_by_zone.clear();
        self.population_change_by_zone.resize(zones, 0.0);
        self.displaced_this_year = 0.0;
        self.groups.clear();
        self.groups.resize(GROUPS.len() + zones, [0.0; GROUP_COLUMNS]);
        self.month[SeriesId::ResidentStock as usize] = persons;
    }

    /// Adds to an outcome.
    #[inline]
    pub fn add(&mut self, outcome: OutcomeId, amount: f64) {
        self.outcomes[outcome as usize] += amount;
    }

    /// Adds to an outcome, and to it in the groups of `rows`.
    #[inline]
    pub fn add_for(&mut self, rows: [usize; DIMENSIONS], outcome: OutcomeId, amount: f64) {
        self.add(outcome, amount);
        let Some(column) = group::column(outcome) else { return };
        for row in rows {
            self.groups[row][column] += amount;
        }
    }

    /// Adds to a flow, or changes a stock.
    #[inline]
    pub fn change(&mut self, series: SeriesId, amount: f64) {
        self.month[series as usize] += amount;
    }

    /// Counts people displaced in a zone.
    pub fn displaced(&mut self, rows: [usize; DIMENSIONS], zone: usize, people: f64) {
        self.add_for(rows, OutcomeId::DisplacedPeople, people);
        self.change(SeriesId::DisplacedPeople, people);
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
        self.months.push(self.month);
        let in_sites = self.month[SeriesId::SiteStock as usize];
        let peak = &mut self.outcomes[OutcomeId::PeakSitePeople as usize];
        *peak = peak.max(in_sites);
        for (value, series) in self.month.iter_mut().zip(crate::outcome::SERIES_TABLE) {
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
