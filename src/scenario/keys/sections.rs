//! Every section of a scenario file, built or reserved.

/// How a section is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// The top of the file.
    Root,
    /// `[section]`.
    One,
    /// `[[section]]`, any number of times.
    Many,
    /// `[section.zone]`, one for each zone that is named.
    ByZone,
    /// The keys of one kind of `[[hazards]]`.
    HazardKind,
    /// Reserved by format 1 and refused by name.
    Reserved,
}

/// One section.
#[derive(Debug)]
pub struct Section {
    /// Path of the section.
    pub path: &'static str,
    /// How it is written.
    pub shape: Shape,
    /// What it is for.
    pub about: &'static str,
}

const fn section(path: &'static str, shape: Shape, about: &'static str) -> Section {
    Section { path, shape, about }
}

/// Every section, in the order of a file.
pub const SECTIONS: &[Section] = &[
    section("", Shape::Root, "The top of the file: the format, then the sections."),
    section("scenario", Shape::One, "What the case is called and which months it covers."),
    section(
        "experiment",
        Shape::One,
        "How many futures are played and how differences are judged.",
    ),
    section(
        "experiment.wanted",
        Shape::One,
        "Direction in which each outcome is wanted; migration has none unless it is stated.",
    ),
    section(
        "experiment.limits",
        Shape::One,
        "Limits that a future should keep, by outcome: at most, or at least where more is wanted.",
    ),
    section(
        "experiment.stop",
        Shape::One,
        "When the run may stop before all replicates are played: once a mean is precise enough.",
    ),
    section("currency", Shape::One, "Currency and price year of all costs."),
    section("zones", Shape::Many, "Zones where households live: parishes, districts, towns."),
    section("zones.dwelling_mix", Shape::One, "Dwelling classes of one zone."),
    section("destinations", Shape::Many, "Places outside the area to which households migrate."),
    section("channels", Shape::Many, "Regular channels of migration to a destination."),
    section("population", Shape::One, "Who lives there: income, savings, heads, ties."),
    section("population.household_sizes", Shape::One, "Household sizes; shares add up to one."),
    section("population.dwelling_mix", Shape::One, "Dwelling classes; shares add up to one."),
    section("population.tenure", Shape::One, "Owners, renters and others; shares add up to one."),
    section("population.livelihoods", Shape::One, "Main livelihoods; shares add up to one."),
    section("climate", Shape::One, "How the climate of the horizon differs from the record."),
    section("hazards", Shape::Many, "What can happen; `kind` says which other keys apply."),
    section(
        "hazards.tropical_cyclone",
        Shape::HazardKind,
        "Cyclones: resampled from recorded tracks where `tracks_file` is given, else drawn by frequency and intensity.",
    ),
    section("hazards.reference", Shape::One, "Named point of the hazard report."),
    section(
        "hazards.storm_surge",
        Shape::HazardKind,
        "Water that the wind of a cyclone drives ashore.",
    ),
    section(
        "hazards.river_flood",
        Shape::HazardKind,
        "Floods of rivers and rain: depth by return period and zone.",
    ),
    section("hazards.floodplains", Shape::ByZone, "The floodplain of one zone."),
    section(
        "hazards.sea_level",
        Shape::HazardKind,
        "The rising sea: tidal floods, and homes that high water takes.",
    ),
    section(
        "hazards.drought",
        Shape::HazardKind,
        "Spells of drought that lower the income of farming.",
    ),
    section(
        "hazards.heat",
        Shape::HazardKind,
        "Heat that slows outdoor work as the climate warms.",
    ),
    section("hazards.wet_bulb_globe", Shape::ByZone, "Temperatures of one zone."),
    section("hazards.catalogue", Shape::HazardKind, "Events read from a CSV file."),
    section("hazards.scripted", Shape::HazardKind, "Stated events in stated months."),
    section("hazards.events", Shape::Many, "One stated event of a `scripted` hazard."),
    section(
        "vulnerability",
        Shape::One,
        "From wind and water to damage, unusable homes and deaths.",
    ),
    section("behaviour", Shape::One, "Evacuation, perception of risk, decisions about moving."),
    section("recovery", Shape::One, "Repair, return and settling."),
    section(
        "livelihood",
        Shape::One,
        "How incomes fall with damage around them and with drought, and come back.",
    ),
    section("sites", Shape::One, "Host families, collective sites and rooms to let."),
    section("policy", Shape::One, "What authorities can do of what is planned."),
    section("actors", Shape::Many, "Who pays for interventions, and their budgets."),
    section("finance", Shape::One, "When money that was arranged before an event is paid out."),
    section("labour", Shape::One, "Seasonal work abroad."),
    section("standards", Shape::One, "Minimum standards for the places of the displaced."),
    section("care", Shape::One, "Health, distress, protection and goods of the displaced."),
    section("tracking", Shape::One, "Rounds that count the displaced, and what they miss."),
    section("interventions", Shape::Many, "Measures that can be taken."),
    section("interventions.levers", Shape::One, "What an intervention moves, and by how much."),
    section(
        "strategies",
        Shape::Many,
        "Named bundles of interventions, compared on the same futures.",
    ),
    section(
        "appraisal",
        Shape::One,
        "How costs and benefits of strategies are discounted, valued and weighed.",
    ),
    section("targets", Shape::Many, "What was observed after a past event, for a back-cast."),
    section(
        "alternatives",
        Shape::Many,
        "Ways in which the future may differ that nobody can put a chance on, each played beside the main case.",
    ),
    section(
        "uncertainty",
        Shape::One,
        "Which sets of numbers futures draw instead of single ones: what a calibration has left.",
    ),
    section("workshop", Shape::Reserved, "Rounds and teams of a workshop."),
];
