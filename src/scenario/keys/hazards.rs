//! Keys of the hazards.

use super::build::{key, number};
use super::{Fallback, Key, Kind};
use crate::scenario::quantity::Status::{Assumption, Derived, Literature};
use Fallback::{Absent, Required};

const CYCLONE: &str = "hazards.tropical_cyclone";
const SURGE: &str = "hazards.storm_surge";
const FLOOD: &str = "hazards.river_flood";
const PLAIN: &str = "hazards.floodplains";
const SEA: &str = "hazards.sea_level";
const DROUGHT: &str = "hazards.drought";
const HEAT: &str = "hazards.heat";
const FALLBACK: &str =
    "between the resampled record (IBTrACS 1980-2024) of Nassau and that of Roseau";

/// Kinds of hazard that are built.
pub(crate) const BUILT_KINDS: &[&str] = &[
    "tropical_cyclone",
    "storm_surge",
    "river_flood",
    "sea_level",
    "drought",
    "heat",
    "catalogue",
    "scripted",
];
/// Kinds that format 1 reserves.
pub(crate) const RESERVED_KINDS: &[&str] = &["landslide"];

#[rustfmt::skip]
pub(super) const KEYS: &[Key] = &[
    key("hazards", "id", Kind::Id, Required, "Short name of the hazard."),
    key("hazards", "kind", Kind::Word(BUILT_KINDS), Required, "What it is; other keys depend on it."),

    key(CYCLONE, "tracks_file", Kind::Path, Absent, "Best tracks: plain CSV, official IBTrACS CSV or HURDAT2 text; plain or gzip. Where absent, cyclones are drawn by frequency."),
    key(CYCLONE, "first_season", Kind::Integer { least: 1840, most: 2100 }, Fallback::Integer(1980), "First season of the record that is used.").in_unit("calendar year").sourced(Literature, "satellite era"),
    key(CYCLONE, "last_season", Kind::Integer { least: 1840, most: 2100 }, Fallback::Integer(2024), "Last season of the record that is used.").in_unit("calendar year").sourced(Literature, "satellite era"),
    key(CYCLONE, "synthetic_years", Kind::Integer { least: 1, most: 1_000_000 }, Fallback::Integer(10_000), "Length of the resampled record from which futures take their years.").in_unit("years"),
    number(CYCLONE, "shift_sd_degrees", "degrees", (0.0, 5.0), Fallback::Number(1.0), "Standard deviation of the rigid displacement of each storm; range .5-1.5.").sourced(Derived, "counts of 1900-1979 at 18 places, outside the sample: closer than without displacement"),
    number(CYCLONE, "radius_sd_log", "log standard deviation", (0.0, 1.5), Fallback::Number(0.40), "Spread of the radius of maximum wind.").sourced(Derived, "ratio of formula to radii reported in HURDAT2 2021-2025 has a log standard deviation of .47"),
    key(CYCLONE, "reference", Kind::Table, Absent, "Named point of the hazard report; the mean of the zones where absent."),
    number(CYCLONE, "rate_per_year", "events per year", (0.0, 10.0), Fallback::Number(0.25), "Events with a wind over the threshold at the site; range .09-.35.").sourced(Derived, FALLBACK),
    number(CYCLONE, "clustering_size", "size of the negative binomial", (0.1, f64::INFINITY), Fallback::Number(f64::INFINITY), "Clustering of events in years: `inf` is none (Poisson), 3-8 is that of El Nino and La Nina.").sourced(Assumption, "judgement"),
    number(CYCLONE, "threshold_ms", "m/s", (5.0, 60.0), Fallback::Number(17.5), "Wind over which events are counted.").sourced(Derived, FALLBACK),
    number(CYCLONE, "scale_ms", "m/s", (0.5, 100.0), Fallback::Number(12.5), "Scale of the generalised Pareto distribution of wind over the threshold.").sourced(Derived, FALLBACK),
    number(CYCLONE, "shape", "shape", (-1.0, 0.9), Fallback::Number(-0.08), "Its shape; negative has an upper bound.").sourced(Derived, FALLBACK),
    number(CYCLONE, "cap_ms", "m/s", (20.0, 150.0), Fallback::Number(90.0), "Largest possible wind at the site.").sourced(Derived, FALLBACK),
    key(CYCLONE, "month_shares", Kind::Numbers { least: 0.0, most: 1.0, fewest: 12, longest: 12 }, Fallback::Numbers(&[0.0, 0.0, 0.0, 0.0, 0.0, 0.04, 0.08, 0.25, 0.37, 0.19, 0.07, 0.0]), "Share of events in each month, January first; they add up to one.").in_unit("share of events").sourced(Assumption, "judgement"),
    number(CYCLONE, "zone_sd_log", "log standard deviation", (0.0, 1.0), Fallback::Number(0.10), "Spread of wind over zones in one event.").sourced(Assumption, "judgement"),
    number(CYCLONE, "correlation_km", "km", (0.1, 10_000.0), Fallback::Number(60.0), "Distance over which the wind of zones goes together.").sourced(Assumption, "judgement"),

    key("hazards.reference", "name", Kind::Text, Required, "Name of the point, such as the capital."),
    key("hazards.reference", "lat", Kind::Number { least: -90.0, most: 90.0 }, Required, "Latitude.").in_unit("degrees north"),
    key("hazards.reference", "lon", Kind::Number { least: -180.0, most: 180.0 }, Required, "Longitude.").in_unit("degrees east"),

    key(SURGE, "driven_by", Kind::Id, Required, "Id of the cyclone hazard whose wind drives it."),
    number(SURGE, "shelf_factor", "ratio", (0.0, 3.0), Fallback::Number(0.35), "Factor of the sea shelf: 1 for wide shelves, .35 for steep volcanic islands.").sourced(Assumption, "judgement; the surge formula is fitted to shelves of the United States"),
    number(SURGE, "tide_m", "m", (-3.0, 5.0), Fallback::Number(0.2), "Tide at the time of the surge, above mean sea level.").sourced(Assumption, ""),

    key(FLOOD, "driven_by", Kind::Id, Absent, "Id of the cyclone hazard with whose wind floods go together; where absent, floods come by themselves."),
    number(FLOOD, "wind_correlation", "rank correlation", (0.0, 1.0), Fallback::Number(0.5), "How the flood of a year goes with its strongest wind in the zone; without effect where `driven_by` is absent.").sourced(Assumption, "judgement"),
    number(FLOOD, "zone_correlation", "correlation of normal scores", (0.0, 1.0), Fallback::Number(0.8), "How floods of a year go together over zones: 1 is one flood for all, 0 none in common.").sourced(Assumption, "judgement; that of storms over zones of one island"),
    key(FLOOD, "month_shares", Kind::Numbers { least: 0.0, most: 1.0, fewest: 12, longest: 12 }, Fallback::Numbers(&[0.03, 0.02, 0.02, 0.04, 0.07, 0.08, 0.09, 0.13, 0.16, 0.15, 0.14, 0.07]), "Share of floods in each month, January first, in years whose flood has no storm; they add up to one.").in_unit("share of floods").sourced(Assumption, "judgement: the wet season of the eastern Caribbean"),
    key(FLOOD, "floodplains", Kind::ByZone, Required, "Depths by return period in each zone that floods reach, such as `[hazards.floodplains.north]`; other zones stay dry."),

    key(PLAIN, "depths_m", Kind::Numbers { least: 0.0, most: 30.0, fewest: 9, longest: 9 }, Required, "Depth at the exposed dwellings once in 2, 5, 10, 25, 50, 100, 250, 500 and 1000 years in the climate of the record.").in_unit("m"),
    number(PLAIN, "exposed_share", "share of dwellings", (0.0, 1.0), Required, "Dwellings of the zone that floods reach, the lowest first."),
    number(PLAIN, "protection_standard_years", "return period in years", (0.0, 10_000.0), Fallback::Number(0.0), "Return period in the climate of the record up to which dikes and drains keep dwellings dry; 0 is none.").sourced(Assumption, "judgement: no works are taken for granted"),

    number(SEA, "high_water_m", "m", (-1.0, 10.0), Fallback::Number(0.25), "Mean higher high water above the mean sea level of 1995-2014; homes that it rises over are given up.").sourced(Assumption, "judgement: small tides of the Caribbean"),
    number(SEA, "location_m", "m", (-1.0, 10.0), Fallback::Number(0.45), "Location of the Gumbel distribution of the highest still water of a year without cyclones, above the same level.").sourced(Assumption, "judgement: small tides of the Caribbean"),
    number(SEA, "scale_m", "m", (0.01, 3.0), Fallback::Number(0.15), "Scale b of that distribution: the rate of each height multiplies by exp(rise / b); range .10-.20.").sourced(Assumption, "judgement: small tides of the Caribbean"),

    number(DROUGHT, "onset_per_month", "probability per month", (0.0, 1.0), Fallback::Number(0.008), "Chance that a drought begins in a month without one.").sourced(Assumption, "judgement: one month in ten is dry"),
    number(DROUGHT, "persistence_per_month", "probability per month", (0.0, 0.999), Fallback::Number(0.93), "Chance that a drought lasts another month; the mean spell is 1 / (1 - this) months.").sourced(Assumption, "judgement: a mean spell of 14 months"),
    number(DROUGHT, "severity_low", "share", (0.0, 1.0), Fallback::Number(0.2), "Least severity of a spell; drawn evenly up to the largest.").sourced(Assumption, "judgement"),
    number(DROUGHT, "severity_high", "share", (0.0, 1.0), Fallback::Number(0.8), "Largest severity of a spell.").sourced(Assumption, "judgement"),

    number(HEAT, "rise_per_degree", "degrees for each degree", (0.0, 3.0), Fallback::Number(1.0), "Rise of the wet bulb globe temperature with global warming.").sourced(Assumption, "judgement, range .7-1.3"),
    key(HEAT, "wet_bulb_globe", Kind::ByZone, Required, "Temperatures of each zone where heat slows work, such as `[hazards.wet_bulb_globe.north]`; other zones keep their work."),

    key("hazards.wet_bulb_globe", "monthly_mean_celsius", Kind::Numbers { least: -20.0, most: 50.0, fewest: 12, longest: 12 }, Required, "Mean wet bulb globe temperature of working hours in each month, January first, in the climate of the record.").in_unit("degrees Celsius"),

    key("hazards.catalogue", "events_file", Kind::Path, Required, "CSV file with columns `year,month,day,zone,wind_ms` and optionally `depth_m`."),
    key("hazards.catalogue", "years", Kind::Integer { least: 1, most: 10_000_000 }, Required, "Years the catalogue covers; a future draws whole years of it.").in_unit("years"),

    key("hazards.scripted", "draw_effects", Kind::Flag, Fallback::Flag(true), "Whether the event and zone effects of `vulnerability` are drawn for these events."),
    key("hazards.scripted", "events", Kind::Tables, Required, "The events: see the section."),

    key("hazards.events", "month", Kind::Month, Required, "Month of the event."),
    key("hazards.events", "day", Kind::Integer { least: 1, most: 28 }, Fallback::Integer(15), "Day of the month.").in_unit("day"),
    key("hazards.events", "tracks_file", Kind::Path, Absent, "Best tracks that hold `storm`."),
    key("hazards.events", "storm", Kind::Text, Absent, "Recorded storm: IBTrACS SID, ATCF id, or `NAME YEAR`."),
    key("hazards.events", "winds", Kind::Table, Absent, "Wind over open sea by zone: `{ north = 60.0, south = 45.0 }`.").in_unit("m/s"),
    key("hazards.events", "damage_shares", Kind::Table, Absent, "By zone and dwelling class the shares undamaged, minor, severe and destroyed; each four add up to one.").in_unit("share of dwellings"),
    key("hazards.events", "drought_severity", Kind::Number { least: 0.0, most: 1.0 }, Absent, "Severity of a drought over the whole area that begins with the month.").in_unit("share"),
    key("hazards.events", "drought_months", Kind::Integer { least: 1, most: 1_200 }, Fallback::Integer(12), "Months that the drought lasts.").in_unit("months"),
];
