//! Counts outcomes and monthly series of one future under one strategy.

use crate::outcome::{OUTCOMES, OutcomeId, SERIES, SeriesId};

/// Outcomes and series as they come about. Persons and dwellings are real ones: simulated times weight.
#[derive(Clone, Debug, Default)]
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
        self.month[SeriesId::ResidentStock as usize] = persons;
    }

    /// Adds to an outcome.
    #[inline]
    pub fn add(&mut self, outcome: OutcomeId, amount: f64) {
        self.outcomes[outcome as usize] += amount;
    }

    /// Adds to a flow, or changes a stock.
    #[inline]
    pub fn change(&mut self, series: SeriesId, amount: f64) {
        self.month[series as usize] += amount;
    }

    /// Counts people displaced in a zone.
    pub fn displaced(&mut self, zone: usize, people: f64) {
        self.add(OutcomeId::DisplacedPeople, people);
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
