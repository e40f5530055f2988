//! How the sentences speak of each outcome.

use crate::outcome::{OUTCOME_TABLE, OutcomeId};

/// Words for one outcome.
#[derive(Clone, Copy)]
pub(super) struct Phrase {
    /// The outcome in the middle of a sentence: "people displaced".
    pub(super) name: &'static str,
    /// What happens to what is counted, for the outcomes that get a sentence of their own: "people
    /// are displaced".
    pub(super) happens: &'static str,
    /// Comparative for a smaller count: "fewer", "less".
    pub(super) smaller: &'static str,
    /// What follows a number: "", "person-months", "USD".
    pub(super) unit: &'static str,
}

/// The words for an outcome.
pub(super) fn phrase(outcome: OutcomeId) -> Phrase {
    let count = |happens| Phrase {
        name: OUTCOME_TABLE[outcome as usize].noun,
        happens,
        smaller: "fewer",
        unit: "",
    };
    match outcome {
        OutcomeId::DisplacedPeople => count("people are displaced"),
        OutcomeId::DisplacedPersonMonths => Phrase {
            name: "time spent displaced",
            happens: "time is spent displaced",
            smaller: "less",
            unit: "person-months",
        },
        OutcomeId::Deaths => count("people die"),
        OutcomeId::ProgrammeCost => {
            Phrase { name: "programme cost", happens: "is spent", smaller: "less", unit: "USD" }
        }
        _ => count(""),
    }
}
