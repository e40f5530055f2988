//! Keys of alternatives and of the limits that a strategy should keep in each of them.

use super::build::{key, number};
use super::{Fallback, Key, Kind};
use crate::outcome::OUTCOME_TABLE;
use crate::scenario::quantity::Status::Assumption;
use Fallback::{Absent, Required};

const ALTERNATIVE: &str = "alternatives";

#[rustfmt::skip]
pub(super) const KEYS: &[Key] = &[
    key("", "alternatives", Kind::Tables, Absent, "The alternatives: see the section."),

    key("experiment", "alternative_replicates", Kind::Integer { least: 1, most: 10_000_000 }, Absent, "Futures played for each strategy in each alternative; where absent, a quarter of `replicates`, but at least 64 and at most `replicates`.").in_unit("futures"),
    key("experiment", "limits", Kind::Table, Absent, "Limits that should hold: see the section."),
    number("currency", "cost_ratio", "ratio", (0.1, 20.0), Fallback::Number(1.0), "What measures cost in the end over what is stated: multiplies every `unit_cost_usd` and `upkeep_usd_per_year` (1.5 is an overrun of 50 per cent).").sourced(Assumption, "judgement: costs as stated"),

    key(ALTERNATIVE, "id", Kind::Id, Required, "Short name of the alternative."),
    key(ALTERNATIVE, "title", Kind::Text, Required, "Title shown to people."),
    key(ALTERNATIVE, "source", Kind::Text, Required, "Who says that it may come so."),
    key(ALTERNATIVE, "status", Kind::Word(&["observed", "literature", "derived", "assumption"]), Fallback::Text("assumption"), "Support of the alternative."),
    key(ALTERNATIVE, "set", Kind::Table, Required, "Keys of this file and the values they have instead, such as \"climate.pathway\" = \"SSP5-8.5\"; elements of lists are named by id."),
];

/// One key for each outcome.
pub(super) fn limits() -> Vec<Key> {
    OUTCOME_TABLE
        .iter()
        .map(|outcome| {
            number("experiment.limits", outcome.id, "", (-1e15, 1e15), Absent, outcome.about)
        })
        .collect()
}
