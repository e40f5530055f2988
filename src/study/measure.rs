//! What a study takes of each future.

use super::StudyError;
use crate::analysis::appraisal::factors;
use crate::analysis::sensitivity::Measured;
use crate::engine::Played;
use crate::outcome::{NET, OUTCOME_TABLE, SeriesId, Wanted};
use crate::scenario::Scenario;

/// Id of the net cost.
pub const NET_COST: &str = "net_cost_usd";

/// What the net cost adds up: as the appraisal does, programmes and partners pay, and dwellings and
/// contents are lost.
const COSTS: [SeriesId; 4] = [
    SeriesId::ProgrammeCost,
    SeriesId::PartnersCost,
    SeriesId::DwellingLoss,
    SeriesId::ContentsLoss,
];

/// A number of each future.
#[derive(Clone, Debug)]
pub struct Measure {
    /// What is told of it.
    pub told: Measured,
    how: How,
}

#[derive(Clone, Debug)]
enum How {
    Outcome(usize),
    /// Discount factors by month.
    NetCost(Vec<f64>),
}

impl Measure {
    /// The measure of an id: an outcome, or the net cost. The direction is that of the scenario.
    ///
    /// # Errors
    /// [`StudyError::UnknownOutcome`].
    pub fn new(id: &str, scenario: &Scenario) -> Result<Self, StudyError> {
        if id == NET_COST {
            let rate = scenario.appraisal.headline_discount_rate;
            let months = usize::from(scenario.horizon.periods());
            return Ok(Self {
                told: Measured {
                    id: NET_COST.to_owned(),
                    label: format!(
                        "Net cost (programmes and damage), present value at {} % a year",
                        rate * 100.0
                    ),
                    noun: "USD of net cost".to_owned(),
                    unit: "USD".to_owned(),
                    wanted: Wanted::Lower,
                },
                how: How::NetCost(factors(rate, months)),
            });
        }
        let position =
            OUTCOME_TABLE.iter().position(|outcome| outcome.id == id).ok_or_else(|| {
                let known = OUTCOME_TABLE.iter().map(|outcome| outcome.id);
                let known: Vec<&str> = std::iter::once(NET_COST).chain(known).collect();
                StudyError::UnknownOutcome(id.to_owned(), known.join(", "))
            })?;
        let outcome = &OUTCOME_TABLE[position];
        let stated = scenario.experiment.wanted.iter().find(|(other, _)| other == id);
        let unit = if id.ends_with("_usd") {
            "USD"
        } else if id.ends_with("_person_months") {
            "person-months"
        } else if id.ends_with("_dwellings") {
            "dwellings"
        } else if id.ends_with("_households") {
            "households"
        } else if id.ends_with("_share") {
            "share"
        } else {
            "people"
        };
        Ok(Self {
            told: Measured {
                id: id.to_owned(),
                label: outcome.label.to_owned(),
                noun: outcome.noun.to_owned(),
                unit: unit.to_owned(),
                wanted: stated.map_or(outcome.wanted, |(_, wanted)| *wanted),
            },
            how: How::Outcome(position),
        })
    }

    /// Whether it is attributed to hazards, so that a future needs its twin.
    pub fn is_net(&self) -> bool {
        let How::Outcome(position) = self.how else { return false };
        NET.iter().any(|(net, _)| *net as usize == position)
    }

    /// The number of one future.
    pub fn of(&self, played: &Played) -> f64 {
        match &self.how {
            How::Outcome(position) => played.outcomes[*position],
            How::NetCost(factors) => played
                .months
                .iter()
                .zip(factors)
                .map(|(month, factor)| {
                    factor * COSTS.iter().map(|series| month[*series as usize]).sum::<f64>()
                })
                .sum(),
        }
    }

    /// One where more is wanted, minus one where less is; none where no direction is.
    pub fn sign(&self) -> Option<f64> {
        match self.told.wanted {
            Wanted::Lower => Some(-1.0),
            Wanted::Higher => Some(1.0),
            Wanted::None => None,
        }
    }
}
