//! Keys of the case and the place.

use super::build::{key, number};
use super::{Fallback, Key, Kind};
use crate::outcome::curves::CURVE_IDS;
use crate::outcome::observation;
use crate::scenario::quantity::Status::{Assumption, Derived, Literature};
use Fallback::{Absent, Required};

const SECTION_TABLE: Kind = Kind::Table;
const SECTION_LIST: Kind = Kind::Tables;

#[rustfmt::skip]
pub(super) const KEYS: &[Key] = &[
    key("", "format", Kind::Integer { least: 1, most: 1 }, Required, "Version of the file format; stands first. This program reads format 1."),
    key("", "extends", Kind::Path, Absent, "Scenario file in the same folder that this one extends: this file states what differs. Sections are joined key by key and lists of sections by id, and what stands here wins; a number is replaced with its spread. Strategies are taken whole from here where this file states any, and measures of the other file that none of them uses fall away."),
    key("", "scenario", SECTION_TABLE, Required, "The case: see the section."),
    key("", "experiment", SECTION_TABLE, Absent, "The ensemble: see the section."),
    key("", "currency", SECTION_TABLE, Absent, "The currency: see the section."),
    key("", "zones", SECTION_LIST, Required, "The zones: see the section."),
    key("", "destinations", SECTION_LIST, Absent, "The destinations: see the section. One stands in where none is stated."),
    key("", "population", SECTION_TABLE, Absent, "The households: see the section."),
    key("", "climate", SECTION_TABLE, Absent, "The climate: see the section."),
    key("", "hazards", SECTION_LIST, Required, "The hazards: see the section."),
    key("", "vulnerability", SECTION_TABLE, Absent, "Damage: see the section."),
    key("", "behaviour", SECTION_TABLE, Absent, "Decisions: see the section."),
    key("", "recovery", SECTION_TABLE, Absent, "Repair and return: see the section."),
    key("", "livelihood", SECTION_TABLE, Absent, "Incomes after damage and in drought: see the section."),
    key("", "standards", SECTION_TABLE, Absent, "Minimum standards for the places of the displaced: see the section."),
    key("", "care", SECTION_TABLE, Absent, "Health, distress, protection and goods of the displaced: see the section."),
    key("", "tracking", SECTION_TABLE, Absent, "Rounds that count the displaced: see the section."),
    key("", "sites", SECTION_TABLE, Absent, "Places for the displaced: see the section."),
    key("", "policy", SECTION_TABLE, Absent, "What authorities can do: see the section."),
    key("", "actors", SECTION_LIST, Absent, "Who pays: see the section. A government without a limit where none is stated."),
    key("", "finance", SECTION_TABLE, Absent, "When cover is paid out: see the section."),
    key("", "labour", SECTION_TABLE, Absent, "Seasonal work abroad: see the section."),
    key("", "channels", SECTION_LIST, Absent, "The regular channels of migration: see the section. Where a destination has none, anyone with a legal way in may move there."),
    key("", "interventions", SECTION_LIST, Absent, "The interventions: see the section."),
    key("", "strategies", SECTION_LIST, Absent, "The strategies: see the section."),
    key("", "targets", SECTION_LIST, Absent, "The targets: see the section."),

    key("scenario", "id", Kind::Id, Required, "Short name of the case."),
    key("scenario", "title", Kind::Text, Required, "Title shown to people."),
    key("scenario", "summary", Kind::Text, Fallback::Text(""), "One or two sentences on what the case is about."),
    key("scenario", "profile", Kind::Word(crate::scenario::profile::NAMES), Fallback::Text("caribbean_small_island"), "Profile that supplies every default left out of the file."),
    key("scenario", "first_month", Kind::Month, Required, "First month of every future."),
    key("scenario", "horizon_years", Kind::Integer { least: 1, most: 100 }, Required, "Length of every future.").in_unit("years"),
    key("scenario", "boundaries_file", Kind::Path, Absent, "GeoJSON with the polygons of the zones, for maps."),

    key("experiment", "seed", Kind::Integer { least: 0, most: i64::MAX }, Fallback::Integer(20_260_601), "Seed of all draws; the same seed gives the same futures."),
    key("experiment", "replicates", Kind::Integer { least: 1, most: 10_000_000 }, Fallback::Integer(1_000), "Futures played for each strategy.").in_unit("futures"),
    key("experiment", "material_difference_share", Kind::Number { least: 0.0, most: 1.0 }, Fallback::Number(0.01), "Share of the baseline's mean that a difference must exceed to count.").in_unit("share of the baseline's mean"),
    key("experiment", "parameters", Kind::Word(&["drawn", "central"]), Fallback::Text("drawn"), "Whether uncertain numbers are drawn once per future or stay at their mode."),
    key("experiment", "wanted", SECTION_TABLE, Absent, "Wanted directions: see the section."),
    key("experiment", "stop", SECTION_TABLE, Absent, "When to stop early: see the section. All replicates are played where absent."),

    key("experiment.stop", "outcome", Kind::Word(&crate::outcome::OUTCOME_IDS), Required, "Outcome whose mean is to be precise."),
    key("experiment.stop", "strategy", Kind::Id, Absent, "Strategy whose mean difference to the baseline is to be precise; where absent, the baseline's own mean."),
    number("experiment.stop", "half_width", "unit of the outcome", (0.0, 1e15), Absent, "Half of the width of the interval that is wanted.").usually(1.0, 1e9),
    number("experiment.stop", "half_width_share", "share of the baseline's mean", (0.0, 10.0), Absent, "Half of the width of the interval that is wanted, as a share; instead of `half_width`.").usually(0.005, 0.5),
    number("experiment.stop", "confidence", "chance", (0.8, 0.999), Fallback::Number(0.95), "Chance that the interval covers the true mean, however often it was looked at.").usually(0.9, 0.99).sourced(Assumption, "judgement: the convention of the other intervals"),
    key("experiment.stop", "least_replicates", Kind::Integer { least: 2, most: 10_000_000 }, Fallback::Integer(128), "Futures before the first look, rounded up to whole blocks of 64. `experiment.replicates` stays the most that are played.").in_unit("futures").sourced(Assumption, "judgement: two blocks, so that rare outcomes have shown their spread"),

    key("currency", "code", Kind::Text, Fallback::Text("USD"), "ISO code of the currency in which costs are shown."),
    key("currency", "price_year", Kind::Integer { least: 1950, most: 2100 }, Fallback::Integer(2024), "Year whose prices all costs of the file are in.").in_unit("calendar year"),
    number("currency", "per_usd", "units of the currency for one USD", (1e-6, 1e9), Fallback::Number(1.0), "Exchange rate of the price year.").usually(0.1, 100_000.0),

    key("zones", "id", Kind::Id, Required, "Short name of the zone; draws are addressed by its rank, so the order in the file changes nothing."),
    key("zones", "name", Kind::Text, Required, "Name shown to people."),
    key("zones", "lat", Kind::Number { least: -90.0, most: 90.0 }, Required, "Latitude of the centre of its dwellings.").in_unit("degrees north"),
    key("zones", "lon", Kind::Number { least: -180.0, most: 180.0 }, Required, "Longitude of the centre of its dwellings.").in_unit("degrees east"),
    number("zones", "households", "households", (1.0, 100_000_000.0), Required, "Real households of the zone at the start.").usually(50.0, 500_000.0),
    number("zones", "census_persons", "persons", (1.0, 1e9), Absent, "Persons counted by a census; totals are printed against it.").usually(100.0, 2_000_000.0),
    number("zones", "effective_wind_factor", "ratio", (0.3, 1.5), Fallback::Number(1.0), "Factor from wind over open sea to the wind dwellings feel.").sourced(Derived, "fitted to Maria in Dominica, Ivan in Grenada and Irma in Sint Maarten: .80-1.15"),
    key("zones", "elevation_quantiles_m", Kind::Numbers { least: -10.0, most: 6_000.0, fewest: 2, longest: 101 }, Required, "Elevation of dwellings at evenly spaced quantiles, lowest first: two numbers are lowest and highest, five are 0, 25, 50, 75 and 100 per cent.").in_unit("m above mean sea level"),
    key("zones", "coast_distance_quantiles_km", Kind::Numbers { least: 0.0, most: 2_000.0, fewest: 2, longest: 101 }, Required, "Distance of dwellings to the coast at evenly spaced quantiles, nearest first.").in_unit("km"),
    key("zones", "dwelling_mix", SECTION_TABLE, Absent, "Own dwelling mix, where it differs from the population's."),
    number("zones", "site_places", "persons", (0.0, 1e8), Absent, "Places in collective sites; where absent, a share of the population.").usually(10.0, 50_000.0),
    number("zones", "service_recovery_years", "years", (0.02, 20.0), Absent, "Time in which services lost in the zone fall to 37 %; where absent, that of the area (`recovery.service_recovery_years`).").usually(0.05, 3.0),
    key("zones", "boundary_id", Kind::Text, Absent, "Code or name of its polygon in the boundaries file."),

    key("destinations", "id", Kind::Id, Required, "Short name of the destination."),
    key("destinations", "name", Kind::Text, Required, "Name shown to people."),
    number("destinations", "distance_km", "km", (1.0, 20_100.0), Required, "Distance from the area.").usually(50.0, 10_000.0),
    number("destinations", "population", "persons", (1.0, 2e9), Required, "Population there.").usually(10_000.0, 400_000_000.0),
    number("destinations", "income_ratio", "ratio", (0.05, 50.0), Fallback::Number(2.0), "Income there over income here."),
    number("destinations", "move_cost_usd", "USD per household", (0.0, 1e6), Fallback::Number(3_000.0), "Cash cost of the move for a household."),
    number("destinations", "legal_access_share", "share of households", (0.0, 1.0), Fallback::Number(0.3), "Households with a legal way in."),
    number("destinations", "ties_share", "share of households with ties abroad", (0.0, 1.0), Fallback::Number(0.5), "Households with ties abroad whose ties are there."),
    key("destinations", "price_year", Kind::Integer { least: 1950, most: 2100 }, Absent, "Year whose prices the costs stated here are in; consumer prices of the United States bring them to `currency.price_year`, which is also what stands where it is left out.").in_unit("calendar year"),

    key("channels", "id", Kind::Id, Required, "Short name of the channel."),
    key("channels", "destination", Kind::Id, Required, "Destination that it leads to."),
    key("channels", "kind", Kind::Word(&["free_movement", "labour", "family", "humanitarian"]), Required, "Who may use it: anyone, households that live on work, those with ties there, the displaced."),
    number("channels", "places_per_year", "persons per year", (0.0, 1e8), Absent, "Persons who may use it in a calendar year; no limit where absent, which seasonal work must not be.").usually(1.0, 1e6),
    number("channels", "cost_usd", "USD per household", (0.0, 1e6), Fallback::Number(0.0), "What a household pays for it beside the move, or for a season."),
    key("channels", "circular_months", Kind::Integer { least: 0, most: 11 }, Fallback::Integer(0), "Months after which a worker is home again; 0 is a move for good.").in_unit("months"),

    key("population", "household_sizes", SECTION_TABLE, Absent, "Household sizes: see the section."),
    key("population", "dwelling_mix", SECTION_TABLE, Absent, "Dwelling classes: see the section."),
    key("population", "tenure", SECTION_TABLE, Absent, "Tenure: see the section."),
    key("population", "livelihoods", SECTION_TABLE, Absent, "Livelihoods: see the section."),

    key("climate", "pathway", Kind::Word(crate::scenario::hazard::PATHWAY_WORDS), Fallback::Text("none"), "Climate pathway; `none` keeps the climate of the record.").sourced(Literature, "AR6 pathways, with the warming figures of RCP2.6, 4.5 and 8.5"),
    key("recovery", "repair_queue", Kind::Word(crate::scenario::recovery::REPAIR_QUEUE_WORDS), Fallback::Text("proportional"), "Who is served when more repair is asked for than crews can do: everyone in `proportional` part, the most damaged first (`severity`), or by `lottery`.").sourced(Assumption, "judgement"),

    key("targets", "indicator", Kind::Word(observation::INDICATOR_IDS), Required, "What was observed; `docs/model/evidence.md` says what each indicator is."),
    key("targets", "check", Kind::Text, Fallback::Text(""), "Check that it is a part of, such as `CAL-4`: a check holds if all its required targets do."),
    key("targets", "days_after_event", Kind::Number { least: 0.0, most: 36_500.0 }, Fallback::Number(0.0), "Days between the event and the observation; 0 is right after it.").in_unit("days"),
    key("targets", "relative_to_days", Kind::Number { least: 0.0, most: 36_500.0 }, Absent, "Day whose stock is taken as one, for `site_stock_relative`.").in_unit("days"),
    key("targets", "from_days", Kind::Number { least: 0.0, most: 36_500.0 }, Absent, "First day of the time over which a rate is taken; it ends on `days_after_event`.").in_unit("days"),
    key("targets", "over_days", Kind::Numbers { least: 0.0, most: 36_500.0, fewest: 2, longest: 2 }, Absent, "First and last day of the time with which that rate is compared, for `site_exit_rate_ratio`.").in_unit("days"),
    key("targets", "damage_grade", Kind::Word(observation::GRADE_IDS), Absent, "Grade of damage of the dwellings whose people count: below minor, minor, severe, destroyed. All where absent."),
    key("targets", "income_fifth", Kind::Integer { least: 1, most: 5 }, Absent, "Income fifth of the people who count, 1 the poorest. All where absent."),
    key("targets", "zones_damaged_share", Kind::Numbers { least: 0.0, most: 1.0, fewest: 2, longest: 2 }, Fallback::Numbers(&[0.0, 1.0]), "Damaged share of the zones that count, from and to.").in_unit("share of dwellings"),
    key("targets", "envelope", Kind::Numbers { least: 0.0, most: 1.0, fewest: 2, longest: 2 }, Fallback::Numbers(&[0.0, 1.0]), "Destroyed over damaged of a zone inside the envelope, from and to, for `zones_in_envelope_share`.").in_unit("share of damaged dwellings"),
    key("targets", "value", Kind::Number { least: -100.0, most: 1_000.0 }, Required, "Observed value.").in_unit("unit of the indicator"),
    key("targets", "band", Kind::Numbers { least: -100.0, most: 1_000.0, fewest: 2, longest: 2 }, Required, "Lowest and highest value that count as a hit.").in_unit("unit of the indicator"),
    key("targets", "decided_by", Kind::Word(observation::DECIDES_WORDS), Fallback::Text("median"), "What makes a hit: the `median` of the futures lies in the band, the observed value lies in the `range` of nine futures in ten, or `every` future lies in the band."),
    key("targets", "required", Kind::Flag, Fallback::Flag(true), "Whether a miss counts; what is not required is reported."),
    key("targets", "curve", Kind::Word(CURVE_IDS), Absent, "Observed curve of which it is a point; the curve is left out of the simple baselines beside which the model stands."),
    key("targets", "source", Kind::Text, Required, "Where the observation was published."),
    key("targets", "status", Kind::Word(&["observed", "literature", "derived", "assumption"]), Fallback::Text("observed"), "Support of the observation."),
];
