//! What one replicate of one strategy leaves.

use crate::group::GROUP_COLUMNS;
use crate::outcome::CostLine;
use crate::outcome::{OUTCOMES, SERIES};

/// The record of one replicate under one strategy.
#[derive(Clone, Debug, PartialEq)]
pub struct ReplicateRecord {
    /// Replicate (future); the same number means the same storms under every strategy.
    pub replicate: u32,
    /// Rank of the strategy.
    pub strategy: u16,
    /// Outcomes over the horizon, in the order of `outcome::OUTCOME_TABLE`.
    pub outcomes: [f64; OUTCOMES],
    /// Displacement movements of people by zone rank, over the horizon.
    pub displaced_by_zone: Vec<f64>,
    /// Dwellings destroyed by zone rank, over the horizon.
    pub destroyed_by_zone: Vec<f64>,
    /// Residents at the end minus those at the start by zone rank, people.
    pub population_change_by_zone: Vec<f64>,
    /// Outcomes by group at the start, in the order of `group::GROUPS`, then of the zones; columns in the
    /// order of `group::GROUP_OUTCOMES`.
    pub groups: Vec<[f64; GROUP_COLUMNS]>,
    /// Cost lines of its programmes that are not empty: programmes by their position in the strategy.
    pub costs: Vec<CostLine>,
    /// One row a month, in the order of `outcome::SERIES_TABLE`.
    pub months: Vec<[f64; SERIES]>,
}
