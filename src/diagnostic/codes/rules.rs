//! Pages on rules between several keys, and on overrides.

use super::{Page, page};

#[rustfmt::skip]
pub(super) const PAGES: &[Page] = &[
    page("S301", "unknown zone", "Zones are named by their id.", "zones = [\"Harbour Town\"]", "zones = [\"harbour\"]"),
    page("S302", "unknown hazard", "Hazards are named by their id.", "driven_by = \"cyclone\"", "driven_by = \"cyclones\""),
    page("S303", "unknown intervention", "A strategy names interventions by their id.", "interventions = [\"roof\"]", "interventions = [\"roofs\"]"),
    page("S304", "unknown lever", "An intervention moves levers of a closed set; `leeward explain warning` explains one.", "[interventions.levers]\nstronger_roofs = 10", "[interventions.levers]\ndwelling_strength = 10"),
    page("S305", "shares do not add up to one", "The shares of a whole add up to 1. Those left out come from the profile, so state all of them.", "owner_share = 0.6\nrenter_share = 0.3\ninformal_share = 0.3", "owner_share = 0.6\nrenter_share = 0.3\ninformal_share = 0.1"),
    page("S306", "outside the horizon", "Months lie between `first_month` and the end of `horizon_years`.", "first_month = \"2026-06\"\nstart_month = \"2024-01\"", "first_month = \"2026-06\"\nstart_month = \"2027-01\""),
    page("S307", "the same name twice", "Ids are unique within their kind, and a list names each thing once.", "interventions = [\"roofs\", \"roofs\"]", "interventions = [\"roofs\"]"),
    page("S308", "two baselines", "The others are compared with one baseline.", "", ""),
    page("S309", "two names with one draw address", "Draws are addressed by a hash of the name. These two names happen to have the same; rename one.", "", ""),
    page("S310", "too many", "A scenario has at most 4096 zones, and a zone at most 1048576 simulated households. `population.household_weight` lets one stand for several.", "", ""),
    page("S311", "out of order", "Quantiles rise from the lowest to the highest; a band has its lower value first.", "elevation_quantiles_m = [60, 8, 1]", "elevation_quantiles_m = [1, 8, 60]"),
    page("S312", "no wind to follow", "A storm surge follows a hazard that has wind; floods go with cyclones or a catalogue, which have many years of it.", "", ""),
    page("S314", "unknown dwelling class", "Classes are makeshift, timber, masonry and concrete.", "classes = [\"wood\"]", "classes = [\"timber\"]"),
    page("S315", "a zone or class is left out", "Stated winds and damage shares name every zone, and damage shares every dwelling class.", "winds = { north = 60 }", "winds = { north = 60, south = 45 }"),
    page("S316", "seasons out of order", "The first season comes before the last.", "first_season = 2024\nlast_season = 1980", "first_season = 1980\nlast_season = 2024"),
    page("S317", "nothing in the list", "A scenario has at least one zone and one hazard.", "hazards = []", "[[hazards]]\nid = \"cyclones\"\nkind = \"tropical_cyclone\""),
    page("S318", "no lever", "An intervention moves at least one lever; else it would cost money and change nothing.", "[interventions.levers]", "[interventions.levers]\nwarning = 0.8"),
    page("S319", "unknown destination", "Channels lead to destinations of the scenario.", "[[channels]]\ndestination = \"abraod\"", "[[channels]]\ndestination = \"abroad\""),
    page("S320", "a season without stated places", "A channel with `circular_months` is for seasonal work: its kind is `labour` and it states `places_per_year`.", "circular_months = 6", "kind = \"labour\"\nplaces_per_year = 50\ncircular_months = 6"),
    page("S321", "what happens is not clear", "A stated event has exactly one of `storm`, `winds` and `damage_shares`.", "", ""),
    page("S323", "override not understood", "Overrides are written --set section.key=value; elements of lists are named by id.", "--set replicates", "--set experiment.replicates=200"),
    page("S324", "override leads nowhere", "Elements of lists are named by id; single values have nothing under them.", "--set zones.Harbour.households=500", "--set zones.harbour.households=500"),
    page("S325", "a second sea or heat", "A scenario has one hazard of kind `sea_level` and one of kind `heat`; heat names temperatures by zone.", "", ""),
    page("S326", "damage thresholds out of order", "A dwelling is damaged before it is severely damaged, and severely damaged before it is destroyed: `minor_damage`, `severe_damage` and `destroyed_damage` rise, also over the whole of their spreads.", "severe_damage = 0.6\ndestroyed_damage = 0.5", "severe_damage = 0.2\ndestroyed_damage = 0.8"),
    page("W402", "intervention not used", "No strategy names the intervention, so it has no effect.", "", ""),
    page("W403", "no baseline", "Every strategy has interventions, so \"Continue as now\" was added to compare with.", "", ""),
    page("W404", "few synthetic years", "Rare storms are seen too seldom in a short resampled record. 10000 years or more serve for results.", "synthetic_years = 500", "synthetic_years = 10000"),
    page("W406", "zone far from the others", "Latitude and longitude may be swapped, or a minus sign may be missing: longitudes west of Greenwich are negative.", "lat = -61.4\nlon = 15.3", "lat = 15.3\nlon = -61.4"),
];
