//! Back-casts: what a future shows of an event, and the command.

mod common;

use std::process::{Command, Output};

use common::{BASELINE, Case, PLAIN_RETURN, STORMY, shares_storm};
use leeward::analysis::backcast::{indicators::value, look_back};
use leeward::engine::EventWatch;
use leeward::outcome::{Indicator, Observation, OutcomeId, SeriesId};

/// The storm of `shares_storm`: on the 15th of the second month.
const SECOND_MONTH: EventWatch = EventWatch { period: 1, day: 15, twin: false };

#[test]
fn what_is_seen_of_an_event_is_what_its_record_holds() {
    let case = Case::island(&shares_storm([0.3, 0.1, 0.3, 0.3]), BASELINE, &PLAIN_RETURN);
    let records = case.play(3);
    for (seen, record) in case.prepared().seen(0..3, 0, SECOND_MONTH).iter().zip(&records) {
        let of = |id: OutcomeId| record.outcomes[id as usize];
        assert_eq!(
            seen.damage,
            [
                OutcomeId::DamagedDwellings,
                OutcomeId::SevereDwellings,
                OutcomeId::DestroyedDwellings
            ]
            .map(of)
        );
        assert_eq!(seen.displaced, of(OutcomeId::DisplacedPeople));
        let sites: Vec<f64> =
            record.months[1..].iter().map(|month| month[SeriesId::SiteStock as usize]).collect();
        assert_eq!(seen.sites, sites);
        assert_eq!(seen.month_ends[..3], [14.0, 45.0, 75.0], "February 2026 has 28 days");
        let sum = |each: fn(&leeward::outcome::seen::ZoneDamage) -> f64| {
            seen.zones.iter().map(each).sum::<f64>()
        };
        assert_eq!(sum(|zone| zone.damaged), seen.damage[0]);
        assert_eq!(sum(|zone| zone.destroyed), seen.damage[2]);
        // Some of those with severe damage only are beyond .30, fewer beyond .40.
        let [at_30, at_40] = seen.severe_from;
        assert!(seen.damage[1] > at_30 && at_30 > at_40 && at_40 > seen.damage[2]);
        assert!(seen.extra_by_month.is_empty(), "no twin was asked for");
        let moved = seen.moved_people(None, false);
        assert_eq!(moved, seen.displaced_by[0], "who the event displaced");
        let last = *seen.month_ends.last().unwrap();
        let back = seen.back_on(None, false, last).unwrap();
        assert!(back > 0.0 && back <= of(OutcomeId::ReturnedPeople) && back <= moved);
    }
}

#[test]
fn extra_emigrants_are_those_beyond_the_twin() {
    let case = Case::island(STORMY, BASELINE, &[]);
    let watch = EventWatch { period: 0, day: 1, twin: true };
    for seen in case.prepared().seen(0..4, 0, watch) {
        let extra: f64 = seen.extra_by_month.iter().sum();
        let fifths: f64 = seen.extra_by_fifth.iter().map(|it| it.emigrants).sum();
        assert!((extra - fifths).abs() < 1e-6, "{extra} and {fifths}");
        let people: f64 = seen.extra_by_fifth.iter().map(|it| it.people).sum();
        assert_eq!(people, seen.people);
    }
}

#[test]
fn a_quiet_future_shows_nothing() {
    let case = Case::island(common::QUIET, BASELINE, &[]);
    let watch = EventWatch { period: 0, day: 15, twin: true };
    let futures = case.prepared().seen(0..2, 0, watch);
    let observed = |indicator| Observation::plain(indicator, 60.0, 0.0);
    for seen in &futures {
        assert_eq!(value(&observed(Indicator::Displaced), seen), Some(0.0));
        assert_eq!(value(&observed(Indicator::Returned), seen), None, "of nobody");
        assert_eq!(value(&observed(Indicator::ExtraEmigrants), seen), Some(0.0));
    }
    assert!(look_back(&observed(Indicator::Displaced), &futures).inside);
}

fn backcast(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_leeward"))
        .arg("backcast")
        .args(arguments)
        .output()
        .expect("the program starts")
}

const FITTED: &str = "scenarios/dominica-2017-maria/fitted.toml";

#[test]
fn a_missed_target_ends_with_exit_code_five() {
    let hit = backcast(&[FITTED, "--replicates", "4"]);
    assert_eq!(hit.status.code(), Some(0), "{}", String::from_utf8_lossy(&hit.stderr));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("scenario.toml");
    let text = std::fs::read_to_string("tests/data/backcast/scenario.toml").unwrap();
    std::fs::write(&file, text.replace("band = [0.25, 0.35]", "band = [0.9, 0.95]")).unwrap();
    let missed = backcast(&[file.to_str().unwrap(), "--replicates", "4"]);
    assert_eq!(missed.status.code(), Some(5));
    let text = String::from_utf8(missed.stdout).unwrap();
    assert!(text.contains("CAL-0: DOES NOT HOLD, 1 of 2 targets"), "{text}");
}

#[test]
fn the_answer_of_a_small_case() {
    let answer = backcast(&["tests/data/backcast/scenario.toml"]);
    insta::assert_snapshot!("backcast_small", String::from_utf8(answer.stdout).unwrap());
}

#[test]
fn common_sets_take_the_place_of_numbers_that_a_case_does_not_state() {
    let case = "tests/data/backcast/scenario.toml";
    let folder = tempfile::tempdir().unwrap();
    // Places for everyone, from which nobody goes on; and a date of closure, which the case has of its own.
    let sets = folder.path().join("posterior.toml");
    let text = "format = 1\nmade_by = \"a test\"\nabout = \"\"\nparameters = [\"sites.leave_rate_per_month\", \
                \"sites.closure_months\"]\nsets = [[0.0, 1.0], [0.0, 1.0]]\n";
    std::fs::write(&sets, text).unwrap();
    let rows = |arguments: &[&str]| {
        let answer = backcast(&[&[case, "--json"], arguments].concat());
        let document: serde_json::Value = serde_json::from_slice(&answer.stdout).unwrap();
        let medians: Vec<f64> = document["cases"][0]["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["median"].as_f64().unwrap())
            .collect();
        (document["posterior"].clone(), medians)
    };
    let name = sets.to_str().unwrap();
    let (plain, own) = rows(&[]);
    let (named, common) = rows(&["--posterior", name]);
    assert_eq!((plain, named), (serde_json::Value::Null, name.into()));
    assert_eq!(own[..2], common[..2], "damage has nothing to do with it");
    assert!(common[2] > own[2] && common[3] > 2.0 * own[3], "{own:?} and {common:?}");
    let text = String::from_utf8(backcast(&[case, "--posterior", name]).stdout).unwrap();
    assert!(
        text.starts_with("Every future draws 2 common numbers together from 2 sets of "),
        "{text}"
    );
    assert!(text.contains("sites.closure_months = 24 (assumption: made up)"), "{text}");

    std::fs::write(&sets, "format = 1\n").unwrap();
    let refused = backcast(&[case, "--posterior", name]);
    assert_eq!(refused.status.code(), Some(3));
    assert!(String::from_utf8(refused.stderr).unwrap().contains("cannot be used"));
}

#[test]
fn files_and_page_hold_the_answer() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("page.md");
    let marks =
        "before\n<!-- leeward backcast: begin -->\nold\n<!-- leeward backcast: end -->\nafter\n";
    std::fs::write(&page, marks).unwrap();
    let out = folder.path().join("out");
    let (out, page) = (out.to_str().unwrap(), page.to_str().unwrap());
    let arguments = ["tests/data/backcast/scenario.toml", "--json", "--out", out, "--write", page];
    let answer = backcast(&arguments);
    assert_eq!(answer.status.code(), Some(0), "{}", String::from_utf8_lossy(&answer.stderr));
    let document: serde_json::Value = serde_json::from_slice(&answer.stdout).unwrap();
    assert_eq!(document["checks"][0]["check"], "CAL-0");
    let rows = document["cases"][0]["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 4);
    let lines = std::fs::read_to_string(folder.path().join("out/targets.csv")).unwrap();
    assert_eq!(lines.lines().count(), 5);
    let svg =
        std::fs::read_to_string(folder.path().join("out/backcast-small_haiyan_2013_sites.svg"));
    assert!(leeward::chart::lint::lint(&svg.unwrap()).is_empty());
    let written = std::fs::read_to_string(page).unwrap();
    assert!(written.starts_with("before\n") && written.ends_with("after\n"));
    assert!(written.contains("CAL-0: holds") && !written.contains("\nold\n"));
    // A folder that holds an answer is not written over unasked.
    assert_eq!(backcast(&arguments).status.code(), Some(2));
}

#[test]
fn the_page_of_the_evidence_lists_every_indicator() {
    let page = std::fs::read_to_string("docs/model/evidence.md").unwrap();
    for info in leeward::outcome::observation::INDICATORS {
        let line = format!("| `{}` | {} |", info.id, info.about);
        assert!(page.contains(&line), "docs/model/evidence.md lacks the line\n{line}");
    }
    assert!(page.contains("<!-- leeward backcast: begin -->"));
}
