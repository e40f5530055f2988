//! A scenario file that extends another states what differs, and what it says of errors stands at their
//! places.
#![expect(clippy::unwrap_used, reason = "a test that cannot read its texts has failed")]

use leeward::diagnostic::Diagnostic;
use leeward::scenario::{Loaded, Scenario, load, load_beside, resolved_text, template};

/// Reads the text as `here.toml` beside the other files.
fn read(text: &str, others: &[(&str, &str)]) -> Result<Loaded, Vec<Diagnostic>> {
    let beside = |name: &str| {
        let found = others.iter().find(|(other, _)| *other == name);
        found.map(|(_, text)| text.as_bytes().to_vec()).ok_or_else(|| "it is not there".to_owned())
    };
    load_beside("case/here.toml", text.as_bytes(), &[], &beside)
}

/// "S203 file 30:18" for each error.
fn places(found: &[Diagnostic]) -> Vec<String> {
    let place = |it: &Diagnostic| {
        let span = it.span.as_ref().unwrap();
        let (line, column) = span.source.line_column(span.range.start);
        format!("{} {} {line}:{column}", it.code, span.source.name)
    };
    found.iter().map(place).collect()
}

fn place() -> String {
    template::template("island")
}

const START: &str = "format = 1\nextends = \"island.toml\"\n";

#[test]
fn a_file_that_states_nothing_more_gives_the_same_scenario() {
    let place = place();
    let alone = load("island.toml", place.as_bytes(), &[]).unwrap();
    let extending = read(START, &[("island.toml", &place)]).unwrap();
    assert!(extending.scenario == alone.scenario);
    assert_eq!(extending.resolved, alone.resolved);
}

#[test]
fn sections_join_by_key_and_lists_by_id_and_numbers_are_replaced_whole() {
    let place = place();
    let before = load("island.toml", place.as_bytes(), &[]).unwrap().scenario;
    let text = format!(
        "{START}[scenario]\ntitle = \"Another\"\n[[interventions]]\nid = \"roofs\"\nunit_cost_usd = {{ value = 7000 }}\n\
         [interventions.levers]\nknowledge = 0.5\n"
    );
    let after = read(&text, &[("island.toml", &place)]).unwrap();
    assert!(after.warnings.is_empty());
    let measure = |scenario: &Scenario| {
        let roofs = scenario.interventions.iter().find(|it| it.id == "roofs").unwrap();
        let spread = roofs.unit_cost_usd.spread.is_some();
        (roofs.unit_cost_usd.central, spread, roofs.levers.len(), roofs.targeting)
    };
    let (targeting, mut wanted) = (measure(&before).3, before.clone());
    assert_eq!(measure(&before), (4500.0, true, 1, targeting));
    assert_eq!(measure(&after.scenario), (7000.0, false, 2, targeting));
    wanted.title = "Another".to_owned();
    wanted.interventions = after.scenario.interventions.clone();
    assert!(after.scenario == wanted);
    // What was resolved stands alone.
    let resolved = load("resolved.toml", after.resolved.as_bytes(), &[]).unwrap();
    assert_eq!(resolved_text(&resolved.scenario), after.resolved);
}

#[test]
fn strategies_are_taken_whole_and_measures_that_none_uses_fall_away() {
    let place = place();
    let text = format!(
        "{START}[[interventions]]\nid = \"kits\"\nkind = \"shelter_kit\"\nstart_month = \"2027-01\"\n\
         [[strategies]]\nid = \"a\"\ntitle = \"Nothing\"\ninterventions = []\n\
         [[strategies]]\nid = \"b\"\ntitle = \"Kits\"\ninterventions = [\"kits\"]\n"
    );
    let loaded = read(&text, &[("island.toml", &place)]).unwrap();
    assert!(loaded.warnings.is_empty(), "{:?}", loaded.warnings);
    let ids = |loaded: &Loaded| {
        let scenario = &loaded.scenario;
        let measures = scenario.interventions.iter().map(|it| it.id.clone());
        measures.chain(scenario.strategies.iter().map(|it| it.id.clone())).collect::<Vec<_>>()
    };
    assert_eq!(ids(&loaded), ["kits", "a", "b"]);
    // A measure of the file itself that nobody uses is told of all the same.
    let unused = text.replace("[\"kits\"]", "[]");
    let loaded = read(&unused, &[("island.toml", &place)]).unwrap();
    assert_eq!(places(&loaded.warnings), ["W402 case/here.toml 4:6"]);
}

#[test]
fn errors_stand_in_the_file_that_holds_them() {
    let broken = place().replacen("households = ", "household = ", 1);
    let found =
        read(&format!("{START}[scenario]\nhorizon_years = 900\n"), &[("island.toml", &broken)]);
    let places = places(&found.unwrap_err());
    assert!(places[0].ends_with("case/here.toml 4:17"), "{places:?}");
    assert!(places[1..].iter().all(|it| it.contains("case/island.toml")), "{places:?}");
    assert!(places.len() > 1);
}

#[test]
fn what_cannot_be_extended_is_said_once_at_its_place() {
    let place = place();
    let one = |text: &str| places(&read(text, &[("island.toml", &place)]).unwrap_err());
    let refused = ["S120 case/here.toml 2:11"];
    for name in [
        "\"gone.toml\"",
        "\"../island.toml\"",
        "\"a/b.toml\"",
        "\"a\\\\b.toml\"",
        "\"\"",
        "7",
        "[]",
    ] {
        assert_eq!(one(&format!("format = 1\nextends = {name}\n")), refused, "{name}");
    }
    let alone = load("here.toml", START.as_bytes(), &[]).unwrap_err();
    assert_eq!(places(&alone), ["S120 here.toml 2:11"]);
    let late = load("here.toml", place.as_bytes(), &["extends=\"a.toml\"".to_owned()]).unwrap_err();
    assert_eq!(places(&late), ["S120 --set 1:1"]);
}

#[test]
fn a_row_of_three_files_is_read_and_a_longer_one_or_a_circle_is_refused() {
    let place = place();
    let middle = format!("{START}[scenario]\ntitle = \"Middle\"\nid = \"middle\"\n");
    let first = "format = 1\nextends = \"middle.toml\"\n[scenario]\ntitle = \"First\"\n";
    let three = [("island.toml", place.as_str()), ("middle.toml", &middle)];
    let scenario = read(first, &three).unwrap().scenario;
    assert_eq!((scenario.id.as_str(), scenario.title.as_str()), ("middle", "First"));

    let longer = place.replacen("format = 1", "format = 1\nextends = \"more.toml\"", 1);
    let four = [("island.toml", longer.as_str()), ("middle.toml", &middle)];
    let found = places(&read(first, &four).unwrap_err());
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("S121 case/island.toml"), "{found:?}");

    let itself = "format = 1\nextends = \"here.toml\"\n";
    assert_eq!(
        places(&read(itself, &[("here.toml", itself)]).unwrap_err()),
        ["S121 case/here.toml 2:11"]
    );
}

#[test]
fn each_file_says_its_own_format() {
    let place = place();
    let none = START.replace("format = 1\n", "");
    let found = places(&read(&none, &[("island.toml", &place)]).unwrap_err());
    assert_eq!(found, ["S112 case/here.toml 1:1"]);
    let newer = place.replacen("format = 1", "format = 2", 1);
    let found = places(&read(START, &[("island.toml", &newer)]).unwrap_err());
    assert!(found.len() == 1 && found[0].starts_with("S113 case/island.toml"), "{found:?}");
}

#[test]
fn no_cut_and_no_lost_line_of_either_file_ends_in_anything_but_findings() {
    let place = place();
    let text = format!(
        "{START}[scenario]\ntitle = \"Another\"\n[[zones]]\nid = \"harbour\"\nlat = 15.2\n\
         [[interventions]]\nid = \"roofs\"\n[interventions.levers]\nknowledge = 0.5\n"
    );
    let sound = |found: Result<Loaded, Vec<Diagnostic>>| match found {
        Ok(_) => {}
        Err(found) => {
            assert!(!found.is_empty());
            for span in found.iter().filter_map(|it| it.span.as_ref()) {
                let _ = &span.source.text[span.range.clone()];
            }
        }
    };
    for end in 0..text.len() {
        sound(read(&text[..end], &[("island.toml", &place)]));
    }
    let lines: Vec<&str> = place.lines().collect();
    for lost in 0..lines.len() {
        let rest = [&lines[..lost], &lines[lost + 1..]].concat().join("\n");
        sound(read(&text, &[("island.toml", &rest)]));
        sound(read(&text, &[("island.toml", &lines[..lost].join("\n"))]));
        // Lists and sections in each other's place.
        let odd = rest.replace("[[", "[").replace("]]", "]");
        sound(read(&text, &[("island.toml", &odd)]));
    }
}
