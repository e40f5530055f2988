//! Patterns of past events: what the households tell, and the command.

mod common;

use std::process::Command;

use common::{BASELINE, Case, PLAIN_RETURN, STORMY, shares_storm};
use leeward::outcome::{NET, OutcomeId};

#[test]
fn what_a_future_left_is_its_record() {
    let case = Case::island(STORMY, BASELINE, &[]);
    let records = case.play(4);
    let prepared = case.prepared();
    let households = prepared.place().population.len() as u32;
    for (aftermath, record) in prepared.aftermaths(0..4, 0).iter().zip(&records) {
        let mut outcomes = record.outcomes;
        for (net, _) in NET {
            outcomes[*net as usize] = 0.0;
        }
        assert_eq!(aftermath.outcomes, outcomes);
        assert_eq!(aftermath.months, record.months);
        assert_eq!(aftermath.by_damage.iter().map(|(all, _)| all).sum::<u32>(), households);
        assert!(aftermath.in_zone_of_origin <= aftermath.displaced_people);
    }
}

#[test]
fn households_are_grouped_by_the_damage_of_the_event() {
    // Three tenths destroyed, four severely damaged; the rest unharmed. Nobody moves but by the storm.
    let case = Case::island(&shares_storm([0.3, 0.0, 0.4, 0.3]), BASELINE, &PLAIN_RETURN);
    for (aftermath, record) in case.prepared().aftermaths(0..3, 0).iter().zip(case.play(3)) {
        let [none, some, moderate, heavy] = aftermath.by_damage.map(|(all, _)| f64::from(all));
        let of = |id: OutcomeId| record.outcomes[id as usize];
        assert_eq!((some, heavy), (0.0, of(OutcomeId::DestroyedDwellings)));
        assert_eq!(moderate + heavy, of(OutcomeId::SevereDwellings));
        assert!(none > 80.0 && moderate > 100.0);
        assert_eq!(aftermath.by_damage[0].1, 0, "nobody unharmed is displaced");
    }
}

#[test]
fn the_command_asks_each_pattern_of_the_case_it_fits() {
    let output = Command::new(env!("CARGO_BIN_EXE_leeward"))
        .args(["facts", "scenarios/tutorial", "scenarios/dominica-2017-maria"])
        .args(["--futures", "20", "--json"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let patterns = document["patterns"].as_array().unwrap();
    let of = |id: &'static str| patterns.iter().filter(move |pattern| pattern["id"] == id);
    for id in ["P2", "P3", "P11", "P12"] {
        let first = of(id).next().unwrap();
        assert_eq!(first["case"], "scenarios/dominica-2017-maria/scenario.toml", "{id}");
        let model = &first["model"]["computed"];
        let value = |key: &str| model[key].as_f64().unwrap();
        assert!(value("low") <= value("median") && value("median") <= value("high"));
        let number = first["number"].as_f64().unwrap();
        let inside = value("low") - 0.005 <= number && number <= value("high") + 0.005;
        assert_eq!(model["holds"], inside, "{id}");
    }
    for id in ["P1", "P4", "P7", "P8", "P9"] {
        let first = of(id).next().unwrap();
        assert!(first["model"]["not_computed"].is_string(), "{id}");
        assert!(first["case"].is_null());
    }
}

#[test]
fn no_line_of_the_table_is_too_long() {
    let output = Command::new(env!("CARGO_BIN_EXE_leeward"))
        .args(["facts", "scenarios/dominica-2017-maria", "--futures", "20"])
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("does not hold (A)") && text.contains("not computed"));
    for line in text.lines() {
        assert!(line.chars().count() <= 100 && line == line.trim_end(), "{line}");
    }
}
