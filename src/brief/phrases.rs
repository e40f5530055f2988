//! How the sentences speak of each outcome.

use crate::outcome::{OUTCOME_TABLE, OutcomeId};

/// Words for one outcome.
pub(super) struct Phrase {
    /// "Fewer people are displaced"; for money "It costs", as the amount says the way.
    pub(super) less: String,
    /// "More people are displaced".
    pub(super) more: String,
    /// Comparative for a smaller count: "fewer", "less".
    pub(super) smaller: &'static str,
    /// What follows a number: "", "person-months", "USD".
    pub(super) unit: &'static str,
    /// The outcome in the middle of a sentence: "people displaced".
    pub(super) name: String,
}

/// The words for the outcome at `index` of `outcome::OUTCOME_TABLE`.
pub(super) fn phrase(index: usize) -> Phrase {
    let outcome = &OUTCOME_TABLE[index];
    let of = |less: &str, more: &str, smaller, unit, name: &str| Phrase {
        less: less.to_owned(),
        more: more.to_owned(),
        smaller,
        unit,
        name: name.to_owned(),
    };
    let count = |what: &str| {
        of(&format!("Fewer {what}"), &format!("More {what}"), "fewer", "", outcome.noun)
    };
    // A match on the number of the position keeps the table and these words in step.
    match index {
        index if index == OutcomeId::DisplacedPeople as usize => count("people are displaced"),
        index if index == OutcomeId::DisplacedPersonMonths as usize => of(
            "Less time is spent displaced",
            "More time is spent displaced",
            "less",
            "person-months",
            "time spent displaced",
        ),
        index if index == OutcomeId::Deaths as usize => count("people die"),
        index if index == OutcomeId::TrappedPeople as usize => {
            count("people are trapped, wanting to move and unable to")
        }
        index if index == OutcomeId::RelocatedPeople as usize => {
            count("people relocate within the area")
        }
        index if index == OutcomeId::MigratedPeople as usize => count("people leave the area"),
        index if index == OutcomeId::DestroyedDwellings as usize => {
            count("dwellings are destroyed")
        }
        index if index == OutcomeId::ProgrammeCost as usize => {
            of("It costs", "It costs", "less", "USD", "programme cost")
        }
        _ => count(outcome.noun),
    }
}
