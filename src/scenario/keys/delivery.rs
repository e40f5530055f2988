//! Keys of interventions and strategies, and the maps whose keys are levers and outcomes.

use super::build::{key, number};
use super::{Fallback, Key, Kind};
use crate::outcome::{OUTCOME_TABLE, Wanted};
use crate::scenario::lever::LEVER_TABLE;
use Fallback::{Absent, Required};

const MEASURE: &str = "interventions";

/// The fifteen sectors of assistance of the Migration Crisis Operational Framework (IOM 2012).
pub const SECTORS: &[&str] = &[
    "camp_management_and_displacement_tracking",
    "shelter_and_non_food_items",
    "transport_assistance",
    "health_support",
    "psychosocial_support",
    "reintegration_assistance",
    "community_stabilization_and_transition",
    "disaster_risk_reduction_and_resilience_building",
    "land_and_property_support",
    "counter_trafficking_and_protection",
    "humanitarian_border_management",
    "emergency_consular_assistance",
    "diaspora_and_human_resource_mobilization",
    "migration_policy_and_legislation_support",
    "humanitarian_communications",
];

/// Dwelling classes, weakest first.
pub(crate) const CLASSES: [&str; 4] = ["makeshift", "timber", "masonry", "concrete"];

#[rustfmt::skip]
pub(super) const KEYS: &[Key] = &[
    key(MEASURE, "id", Kind::Id, Required, "Short name of the intervention."),
    key(MEASURE, "title", Kind::Text, Required, "Title shown to people."),
    key(MEASURE, "phase", Kind::Word(&["before", "during", "after"]), Required, "Phase of the Migration Crisis Operational Framework."),
    key(MEASURE, "sector", Kind::Word(SECTORS), Required, "Sector of assistance of the Migration Crisis Operational Framework."),
    key(MEASURE, "start_month", Kind::Month, Required, "First month of delivery."),
    key(MEASURE, "rollout_months", Kind::Integer { least: 0, most: 1_200 }, Fallback::Integer(0), "Months from the first delivery to full coverage; 0 delivers all at once.").in_unit("months"),
    key(MEASURE, "duration_months", Kind::Integer { least: 1, most: 1_200 }, Absent, "Months from the start after which nothing is delivered or paid any more; it lasts where absent.").in_unit("months"),
    key(MEASURE, "delay_months", Kind::Integer { least: 0, most: 120 }, Fallback::Integer(0), "Months between a need and the first payment, for what is paid on need.").in_unit("months"),
    number(MEASURE, "coverage_share", "share of the target group", (0.0, 1.0), Required, "Share of the target group reached at full roll-out (0.35 is 35 per cent)."),
    key(MEASURE, "targeting", Kind::Word(&["random", "poorest", "most_exposed"]), Fallback::Text("random"), "Who is reached first within the target group."),
    key(MEASURE, "targets", Kind::Word(&["true", "observed"]), Fallback::Text("true"), "Whether services on need reach all displaced in need, or those whom the last tracking round saw."),
    key(MEASURE, "zones", Kind::Names, Absent, "Zones of the target group; all where absent."),
    key(MEASURE, "classes", Kind::Names, Absent, "Dwelling classes of the target group: `makeshift`, `timber`, `masonry`, `concrete`; all where absent."),
    number(MEASURE, "unit_cost_usd", "USD per unit delivered", (0.0, 1e9), Required, "Cost of one unit delivered; the lever says what a unit is.").usually(0.2, 200_000.0),
    number(MEASURE, "upkeep_usd_per_year", "USD per delivered unit and year", (0.0, 1e9), Fallback::Number(0.0), "Cost of one delivered unit in each following year.").usually(0.1, 5_000.0),
    key(MEASURE, "levers", Kind::Table, Required, "What it moves: see the section."),

    key("strategies", "id", Kind::Id, Required, "Short name of the strategy."),
    key("strategies", "title", Kind::Text, Required, "Title shown to people."),
    key("strategies", "interventions", Kind::Names, Required, "Ids of its interventions; `[]` for none."),
    key("strategies", "baseline", Kind::Flag, Fallback::Flag(false), "Whether the others are compared with it. Where none is marked, the first strategy without interventions is."),
    number("strategies", "budget_usd", "USD over the horizon", (0.0, 1e15), Absent, "Money it may spend; no limit where absent.").usually(10_000.0, 1e10),
];

/// One key for each lever that is built.
pub(super) fn levers() -> Vec<Key> {
    LEVER_TABLE
        .iter()
        .map(|lever| {
            let range = (lever.least, lever.most);
            number("interventions.levers", lever.name, lever.unit, range, Absent, lever.about)
        })
        .collect()
}

/// One key for each outcome.
pub(super) fn wanted() -> Vec<Key> {
    OUTCOME_TABLE
        .iter()
        .map(|outcome| {
            let default = Fallback::Text(wanted_word(outcome.wanted));
            let words = Kind::Word(&["lower", "higher", "none"]);
            key("experiment.wanted", outcome.id, words, default, outcome.about)
        })
        .collect()
}

/// The word a scenario file uses for a direction.
pub(crate) fn wanted_word(wanted: Wanted) -> &'static str {
    match wanted {
        Wanted::Lower => "lower",
        Wanted::Higher => "higher",
        Wanted::None => "none",
    }
}
