//! From text to scenario: overrides, texts by language, sources kept, every shipped file sound.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its files has failed")]

use std::collections::BTreeMap;
use std::path::Path;

use leeward::diagnostic::Diagnostic;
use leeward::scenario::keys::{self, Kind};
use leeward::scenario::quantity::{Quantity, Status};
use leeward::scenario::template::TEMPLATE;
use leeward::scenario::{Scenario, load};

fn sound() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics/sound.toml");
    std::fs::read_to_string(path).unwrap()
}

fn with(overrides: &[&str]) -> Result<Scenario, Vec<Diagnostic>> {
    let overrides: Vec<String> = overrides.iter().map(|text| (*text).to_owned()).collect();
    load("sound.toml", sound().as_bytes(), &overrides).map(|loaded| loaded.scenario)
}

/// Code, name of the text, column and marked text of the only error.
fn refused(text: &str) -> (String, String, usize, String) {
    let found = with(&[text]).unwrap_err();
    assert_eq!(found.len(), 1, "{found:?}");
    let span = found[0].span.as_ref().unwrap();
    (
        found[0].code.to_owned(),
        span.source.name.clone(),
        span.source.line_column(span.range.start).1,
        span.source.text[span.range.clone()].to_owned(),
    )
}

#[test]
fn overrides_address_elements_by_id() {
    let scenario = with(&[
        "zones.south.households=900",
        "interventions.roofs.coverage_share = { low = 0.2, mode = 0.4, high = 0.5 }",
        "interventions.roofs.levers.dwelling_strength=12",
        "experiment.replicates=64",
        "experiment.parameters=central",
        "scenario.title=Isla two",
        "scenario.first_month=2026-07",
        "hazards.cyclones.rate_per_year=0.2",
        "experiment.replicates=32",
    ])
    .unwrap();
    assert_eq!(scenario.zones[1].households.central, 900.0);
    assert_eq!(scenario.interventions[0].coverage_share.spread, Some((0.2, 0.5)));
    assert_eq!(scenario.interventions[0].levers[0].1.central, 12.0);
    assert_eq!(scenario.experiment.replicates, 32, "the last one is on top");
    assert!(scenario.experiment.central_parameters);
    assert_eq!(scenario.title, "Isla two");
    assert_eq!(scenario.horizon.first_month.to_string(), "2026-07");
}

#[test]
fn wrong_overrides_point_into_their_own_text() {
    let place = |code: &str, column: usize, text: &str| {
        (code.to_owned(), "--set".to_owned(), column, text.to_owned())
    };
    assert_eq!(refused("interventions.roofs.coverage_share=35"), place("S203", 36, "35"));
    assert_eq!(refused("zones.south.households=1.000.000"), place("S104", 24, "1.000.000"));
    assert_eq!(refused("interventions.roofs.coverage_share=0,35"), place("S102", 36, "0,35"));
    assert_eq!(refused("experiment.replicate=9"), place("S201", 12, "replicate"));
    assert_eq!(refused("zones.nowhere.households=9"), place("S324", 7, "nowhere"));
    assert_eq!(refused("scenario.title.long=x"), place("S324", 10, "title"));
    assert_eq!(refused("replicates"), place("S323", 1, "replicates"));
    assert_eq!(refused("a..b=1"), place("S323", 1, "a..b"));
    assert_eq!(refused("zones.south=9").0, "S323");
}

#[test]
fn a_text_may_be_given_by_language() {
    let text = sound().replace("\"Roof retrofit\"", "{ fr = \"Toits\", en = \"Roofs\" }");
    let loaded = load("a.toml", text.as_bytes(), &[]).unwrap();
    assert_eq!(loaded.scenario.interventions[0].title, "Roofs");
    let text = sound().replace("\"Roof retrofit\"", "{ fr = \"Toits\", ht = \"Twati\" }");
    let loaded = load("a.toml", text.as_bytes(), &[]).unwrap();
    assert_eq!(loaded.scenario.interventions[0].title, "Toits");
}

#[test]
fn a_number_that_repeats_the_profile_keeps_its_source() {
    let of = |text: &str| -> Quantity {
        let text = format!("{}\n[behaviour]\nrisk_weight = {text}\n", sound());
        load("a.toml", text.as_bytes(), &[]).unwrap().scenario.behaviour.risk_weight
    };
    let left_out = with(&[]).unwrap().behaviour.risk_weight;
    assert!(left_out.from_profile);
    assert_eq!(of("20"), left_out);
    assert_eq!(of("21").status, Status::Assumption);
    assert!(!of("21").from_profile);
    let observed = of("{ value = 20, source = \"survey 2025\", status = \"observed\" }");
    assert_eq!((observed.status, observed.from_profile), (Status::Observed, false));
}

#[test]
fn order_in_the_file_changes_nothing_but_interventions() {
    let text = sound();
    let (head, zones) = text.split_at(text.find("[[zones]]").unwrap());
    let (zones, tail) = zones.split_at(zones.find("[population").unwrap());
    let (north, south) = zones.split_at(zones.rfind("[[zones]]").unwrap());
    let turned = format!("{head}{south}{north}{tail}");
    assert_ne!(turned, text);
    let one = load("a.toml", text.as_bytes(), &[]).unwrap();
    let two = load("a.toml", turned.as_bytes(), &[]).unwrap();
    assert!(one.scenario == two.scenario);
    assert_eq!(one.resolved, two.resolved);
}

#[test]
fn scripted_hazards_survive_the_resolved_text() {
    let event = "[[hazards]]\nid = \"past\"\nkind = \"scripted\"\ndraw_effects = false\n";
    let winds = "[[hazards.events]]\nmonth = \"2027-09\"\nwinds = { south = 45, north = 60.5 }\n";
    let class = "makeshift = [0.1, 0.2, 0.3, 0.4]\ntimber = [1, 0, 0, 0]\n\
                 masonry = [1, 0, 0, 0]\nconcrete = [1, 0, 0, 0]\n";
    let damage = format!(
        "[[hazards.events]]\nmonth = \"2028-09\"\nday = 3\n\
         [hazards.events.damage_shares.north]\n{class}\
         [hazards.events.damage_shares.south]\n{class}"
    );
    let storm = "[[hazards.events]]\nmonth = \"2029-09\"\ntracks_file = \"data/t.csv\"\n\
                 storm = \"MARIA 2017\"\n";
    let tracks = "[[hazards]]\nid = \"tracks\"\nkind = \"tropical_cyclone\"\n\
                  tracks_file = \"data/t.csv\"\nreference = { name = \"Roseau\", lat = 15.3, lon = -61.4 }\n";
    let surge = "[[hazards]]\nid = \"surge\"\nkind = \"storm_surge\"\ndriven_by = \"past\"\n";
    let catalogue =
        "[[hazards]]\nid = \"list\"\nkind = \"catalogue\"\nevents_file = \"e.csv\"\nyears = 50\n";
    let target = "[[targets]]\nindicator = \"destroyed_share\"\nvalue = 0.2\nband = [0.1, 0.3]\nsource = \"x\"\n";
    let text =
        format!("{}\n{event}{winds}{damage}{storm}{tracks}{surge}{catalogue}{target}", sound());
    let first = load("a.toml", text.as_bytes(), &[]).unwrap();
    let again = load("b.toml", first.resolved.as_bytes(), &[]).unwrap();
    assert!(first.scenario == again.scenario);
    assert_eq!(first.resolved, again.resolved);
    assert_eq!(first.scenario.hazards.len(), 5);
    assert_eq!(first.scenario.targets[0].observation.band, (0.1, 0.3));
}

#[test]
fn profiles_supply_other_defaults() {
    let scenario = with(&["scenario.profile=caribbean_fragile_dwellings"]).unwrap();
    assert_eq!(scenario.dwelling_mix.makeshift_share.central, 0.40);
    assert_eq!(with(&[]).unwrap().dwelling_mix.makeshift_share.central, 0.05);
}

#[test]
fn every_shipped_scenario_is_sound() {
    let scenarios = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut read = 0;
    for entry in std::fs::read_dir(scenarios).unwrap() {
        let path = entry.unwrap().path().join("scenario.toml");
        if path.is_file() {
            let name = path.to_string_lossy().into_owned();
            let loaded = load(&name, &std::fs::read(&path).unwrap(), &[]).unwrap();
            let again = load("resolved", loaded.resolved.as_bytes(), &[]).unwrap();
            assert!(loaded.scenario == again.scenario, "{name}");
            read += 1;
        }
    }
    assert!(read > 0);
}

/// Every key of the template is explained by a comment where it first stands.
#[test]
fn the_template_explains_every_key() {
    let plain = ["id", "kind", "title", "summary", "name", "phase", "sector", "start_month"];
    let mut explained: BTreeMap<&str, bool> = BTreeMap::new();
    let mut above = "";
    for line in TEMPLATE.lines() {
        if let Some((key, value)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) {
            let has_comment = value.contains(" # ") || above.starts_with('#');
            *explained.entry(key.trim()).or_default() |= has_comment;
        }
        above = line;
    }
    let dark: Vec<_> = explained.iter().filter(|(key, it)| !**it && !plain.contains(key)).collect();
    // Shares of a mix, levers and outcomes stand under a comment on their section.
    let left: Vec<_> =
        dark.iter().map(|(key, _)| **key).filter(|key| !key.ends_with("_share")).collect();
    assert_eq!(left, Vec::<&str>::new());
}

/// A key that the table lists is read somewhere: given its own default or a value in range, it is
/// neither unknown nor without effect.
#[test]
fn every_key_of_the_table_is_read() {
    let hazards = "[[hazards]]\nid = \"tracks\"\nkind = \"tropical_cyclone\"\ntracks_file = \"t.csv\"\n\
                   [[hazards]]\nid = \"surge\"\nkind = \"storm_surge\"\ndriven_by = \"tracks\"\n\
                   [[hazards]]\nid = \"rivers\"\nkind = \"river_flood\"\n\
                   [hazards.floodplains.north]\nexposed_share = 0.1\n\
                   [[hazards]]\nid = \"tides\"\nkind = \"sea_level\"\n\
                   [[hazards]]\nid = \"dry\"\nkind = \"drought\"\n\
                   [[hazards]]\nid = \"hot\"\nkind = \"heat\"\n\
                   [hazards.wet_bulb_globe.north]\n\
                   [[hazards]]\nid = \"list\"\nkind = \"catalogue\"\nevents_file = \"e.csv\"\nyears = 9\n\
                   [[hazards]]\nid = \"past\"\nkind = \"scripted\"\n\
                   [[hazards.events]]\nmonth = \"2027-09\"\n\
                   [[destinations]]\nid = \"abroad\"\n[[targets]]\nvalue = 0.1\n\
                   [[channels]]\nid = \"work\"\n[[actors]]\nid = \"ministry\"\n\
                   [[alternatives]]\nid = \"warmer\"\nset = {}\n";
    let text = format!("{}{hazards}", sound());
    for key in keys::all().filter(|key| !key.section.is_empty()) {
        let value = match key.kind {
            Kind::Number { least, most } => {
                format!("{:?}", if most.is_finite() { most } else { least })
            }
            Kind::Integer { most, .. } => most.to_string(),
            Kind::Flag => "true".to_owned(),
            Kind::Word(words) => format!("\"{}\"", words[0]),
            Kind::Month => "\"2027-01\"".to_owned(),
            Kind::Numbers { .. } | Kind::Names | Kind::Tables => "[]".to_owned(),
            Kind::Table | Kind::ByZone => "{}".to_owned(),
            Kind::Text | Kind::Id | Kind::Path => "\"x\"".to_owned(),
        };
        let frequency = [
            "rate",
            "clustering",
            "threshold",
            "scale",
            "shape",
            "cap",
            "month",
            "zone_sd",
            "correlation",
        ];
        let cyclone =
            if frequency.iter().any(|it| key.name.starts_with(it)) { "cyclones" } else { "tracks" };
        let place = match key.section {
            "zones" => "zones.north".to_owned(),
            "zones.dwelling_mix" => "zones.north.dwelling_mix".to_owned(),
            "destinations" => "destinations.abroad".to_owned(),
            "hazards" | "hazards.tropical_cyclone" => format!("hazards.{cyclone}"),
            "hazards.reference" => "hazards.tracks.reference".to_owned(),
            "hazards.storm_surge" => "hazards.surge".to_owned(),
            "hazards.river_flood" => "hazards.rivers".to_owned(),
            "hazards.floodplains" => "hazards.rivers.floodplains.north".to_owned(),
            "hazards.sea_level" => "hazards.tides".to_owned(),
            "hazards.drought" => "hazards.dry".to_owned(),
            "hazards.heat" => "hazards.hot".to_owned(),
            "hazards.wet_bulb_globe" => "hazards.hot.wet_bulb_globe.north".to_owned(),
            "hazards.catalogue" => "hazards.list".to_owned(),
            "hazards.scripted" => "hazards.past".to_owned(),
            "hazards.events" => "hazards.past.events.1".to_owned(),
            "interventions" => "interventions.roofs".to_owned(),
            "interventions.levers" => "interventions.roofs.levers".to_owned(),
            "strategies" => "strategies.roofs".to_owned(),
            "targets" => "targets.1".to_owned(),
            "alternatives" => "alternatives.warmer".to_owned(),
            "channels" => "channels.work".to_owned(),
            "actors" => "actors.ministry".to_owned(),
            other => other.to_owned(),
        };
        let set = format!("{place}.{}={value}", key.name);
        let found = match load("a.toml", text.as_bytes(), std::slice::from_ref(&set)) {
            Ok(loaded) => loaded.warnings,
            Err(found) => found,
        };
        let of_set: Vec<_> = found
            .iter()
            .filter(|it| it.span.as_ref().is_some_and(|span| span.source.name == "--set"))
            .map(|it| it.code)
            .filter(|code| matches!(*code, "S201" | "S202" | "S216" | "S304" | "S324"))
            .collect();
        assert_eq!(of_set, Vec::<&str>::new(), "{set}");
    }
}

/// Every kind of hazard is written so that reading it gives an equal scenario and equal text.
#[test]
fn hazards_of_every_kind_are_written_as_they_are_read() {
    let hazards = "[[hazards]]\nid = \"rivers\"\nkind = \"river_flood\"\ndriven_by = \"cyclones\"\n\
                   [hazards.floodplains.north]\ndepths_m = [0, 0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]\n\
                   exposed_share = { value = 0.2, source = \"map\", status = \"observed\" }\n\
                   protection_standard_years = 10\n\
                   [[hazards]]\nid = \"tides\"\nkind = \"sea_level\"\nscale_m = 0.12\n\
                   [[hazards]]\nid = \"dry\"\nkind = \"drought\"\n\
                   [[hazards]]\nid = \"hot\"\nkind = \"heat\"\n[hazards.wet_bulb_globe.north]\n\
                   monthly_mean_celsius = [25, 25, 26, 27, 28, 28, 28, 28, 28, 27, 26, 25]\n";
    let text = format!("{}{hazards}", sound());
    let loaded = load("a.toml", text.as_bytes(), &[]).unwrap();
    let again = load("resolved", loaded.resolved.as_bytes(), &[]).unwrap();
    assert!(loaded.scenario == again.scenario);
    assert_eq!(loaded.resolved, again.resolved);
    assert_eq!(loaded.scenario.hazards.len(), 5);
}
