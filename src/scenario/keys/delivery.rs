//! Keys of interventions and strategies, and the maps whose keys are levers and outcomes.

use super::build::{key, number};
use super::{Fallback, Key, Kind};
use crate::outcome::{OUTCOME_TABLE, Wanted};
use crate::scenario::catalogue::{CUSTOM, KINDS};
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
    key(MEASURE, "kind", Kind::Word(KINDS), Fallback::Text(CUSTOM), "Entry of the catalogue that gives every key left out here; a key stated here wins, and of the levers each that is stated. `custom` takes nothing from the catalogue."),
    key(MEASURE, "based_on", Kind::Id, Absent, "Entry of the catalogue that its values came from, for the record; written into the resolved scenario, which states every value itself."),
    key(MEASURE, "title", Kind::Text, Required, "Title shown to people."),
    key(MEASURE, "phase", Kind::Word(&["before", "during", "after"]), Required, "Phase of the Migration Crisis Operational Framework."),
    key(MEASURE, "sector", Kind::Word(SECTORS), Required, "Sector of assistance of the Migration Crisis Operational Framework."),
    key(MEASURE, "start_month", Kind::Month, Required, "First month of delivery."),
    key(MEASURE, "rollout_months", Kind::Integer { least: 0, most: 1_200 }, Fallback::Integer(0), "Months from the first delivery to full coverage; 0 delivers all at once.").in_unit("months"),
    key(MEASURE, "duration_months", Kind::Integer { least: 1, most: 1_200 }, Absent, "Months from the start after which nothing is delivered or paid any more; it lasts where absent.").in_unit("months"),
    key(MEASURE, "delay_months", Kind::Integer { least: 0, most: 120 }, Fallback::Integer(0), "Months between a need and the first payment, for what is paid on need.").in_unit("months"),
    number(MEASURE, "stock_units", "units", (0.0, 1e9), Absent, "Units at hand for which nobody waits out `delay_months`; they are made up again after that delay. None where absent.").usually(10.0, 1e6),
    number(MEASURE, "activation_share", "share of households", (0.0, 1.0), Fallback::Number(0.0), "Share of the households of the area that one event must damage before anything is paid on need, for two years from then; 0 is always on.").usually(0.001, 0.5),
    number(MEASURE, "coverage_share", "share of the target group", (0.0, 1.0), Required, "Share of the target group reached at full roll-out (0.35 is 35 per cent)."),
    key(MEASURE, "targeting", Kind::Word(&["random", "poorest", "most_exposed", "untitled"]), Fallback::Text("random"), "Who is reached first within the target group."),
    key(MEASURE, "targets", Kind::Word(&["true", "observed"]), Fallback::Text("true"), "Whether services on need reach all displaced in need, or those whom the last tracking round saw."),
    key(MEASURE, "zones", Kind::Names, Absent, "Zones of the target group; all where absent."),
    key(MEASURE, "classes", Kind::Names, Absent, "Dwelling classes of the target group: `makeshift`, `timber`, `masonry`, `concrete`; all where absent."),
    key(MEASURE, "actor", Kind::Id, Absent, "Id of the actor that pays; the first government where absent."),
    number(MEASURE, "absorption_usd_per_year", "USD per calendar year", (0.0, 1e12), Absent, "What it can spend in a year; no limit where absent.").usually(10_000.0, 1e9),
    number(MEASURE, "cost_overrun_ratio", "cost over planned cost", (0.1, 20.0), Fallback::Number(1.0), "What a unit comes to cost over what it was planned to cost; multiplies `unit_cost_usd`."),
    number(MEASURE, "unit_cost_usd", "USD per unit delivered", (0.0, 1e9), Required, "Cost of one unit delivered; the lever says what a unit is.").usually(0.2, 200_000.0),
    number(MEASURE, "upkeep_usd_per_year", "USD per delivered unit and year", (0.0, 1e9), Fallback::Number(0.0), "Cost of one delivered unit in each following year.").usually(0.1, 5_000.0),
    key(MEASURE, "price_year", Kind::Integer { least: 1950, most: 2100 }, Absent, "Year whose prices the costs stated here are in; consumer prices of the United States bring them to `currency.price_year`, which is also what stands where it is left out.").in_unit("calendar year"),
    key(MEASURE, "levers", Kind::Table, Required, "What it moves: see the section."),

    key("actors", "id", Kind::Id, Required, "Short name of the actor."),
    key("actors", "title", Kind::Text, Required, "Title shown to people."),
    key("actors", "kind", Kind::Word(&["government", "partner", "community", "diaspora", "private"]), Required, "What kind of body it is."),
    number("actors", "budget_usd_per_year", "USD per calendar year", (0.0, 1e12), Absent, "Money it may spend in a calendar year; what is not spent lapses. No limit where absent.").usually(10_000.0, 1e10),
    key("actors", "earmark", Kind::Names, Absent, "Sectors of assistance that it pays for; all where absent."),

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
