//! `plan.json`: what is simulated, written once and never changed.

use std::ops::Range;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::super::error::ResultsError;
use super::super::format::json;
use super::super::header::InputEntry;
use super::super::manifest::{canonical, digest};
use crate::scenario::calibration::PART;

/// Version of the layout.
const FORMAT: u32 = 1;

/// Most simulations of a plan, and most statistics of one.
const MOST_SIMULATIONS: u32 = 10_000_000;
const MOST_STATISTICS: usize = 10_000;

/// A past event that is simulated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlannedEvent {
    /// Id of its case.
    pub case: String,
    /// Keys whose varied values it does not take.
    pub keep: Vec<String>,
    /// Files that the case names.
    pub inputs: Vec<InputEntry>,
    /// The case as it was understood.
    pub scenario: String,
}

/// Everything that decides what a calibration finds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SimulationPlan {
    /// Version of the layout.
    pub format: u32,
    /// Version of the program.
    pub leeward_version: String,
    /// What was asked for, in a form of the caller.
    pub asked: serde_json::Value,
    /// Simulations.
    pub simulations: u32,
    /// Statistics of each, by name.
    pub statistics: Vec<String>,
    /// Past events, in their order.
    pub events: Vec<PlannedEvent>,
}

impl SimulationPlan {
    /// A plan of this version of the program.
    pub fn new(
        asked: serde_json::Value,
        simulations: u32,
        statistics: Vec<String>,
        events: Vec<PlannedEvent>,
    ) -> Self {
        let leeward_version = env!("CARGO_PKG_VERSION").to_owned();
        Self { format: FORMAT, leeward_version, asked, simulations, statistics, events }
    }

    /// Hash of everything that decides what is found.
    ///
    /// # Panics
    /// If what was asked for has keys that are not text.
    pub fn hash(&self) -> String {
        let value = serde_json::to_value(self).expect("a plan has text keys only");
        digest(&canonical(&value))
    }

    /// Parts of [`PART`] simulations.
    pub fn parts(&self) -> u32 {
        self.simulations.div_ceil(PART)
    }

    /// Simulations of a part.
    pub fn range(&self, part: u32) -> Range<u32> {
        let first = part.saturating_mul(PART).min(self.simulations);
        first..first.saturating_add(PART).min(self.simulations)
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        json::to_bytes(self)
    }

    /// Reads a plan.
    ///
    /// # Errors
    /// A later format, or bytes that are no plan.
    pub fn parse(path: &Path, bytes: &[u8]) -> Result<Self, ResultsError> {
        let plan: Self =
            serde_json::from_slice(bytes).map_err(|error| ResultsError::damaged(path, &error))?;
        if plan.format > FORMAT {
            let (found, known) = (plan.format, FORMAT);
            return Err(ResultsError::LaterFormat { path: path.to_owned(), found, known });
        }
        let sound = plan.simulations <= MOST_SIMULATIONS
            && !plan.statistics.is_empty()
            && plan.statistics.len() <= MOST_STATISTICS;
        if sound {
            Ok(plan)
        } else {
            Err(ResultsError::damaged(path, &"it is no plan of a calibration"))
        }
    }
}
