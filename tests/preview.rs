//! What is told and refused before a run begins. No test asserts a time: it is the machine's.

#![expect(clippy::unwrap_used, reason = "a test that cannot set its scene fails")]

mod command;

use std::path::Path;
use std::process::Output;

use command::{leeward, text};
use serde_json::Value;

const PROOF: &str = "scenarios/proof/scenario.toml";

/// Runs the proof place into `run` with these arguments.
fn run(run: &Path, arguments: &[&str]) -> Output {
    let run = run.display().to_string();
    let mut all = vec!["run", PROOF, "--out", &run, "--threads", "2"];
    all.extend(arguments);
    leeward(&all)
}

fn told(output: &Output) -> String {
    text(&output.stderr)
}

fn preview(folder: &Path, arguments: &[&str]) -> Value {
    let output = run(folder, &[&["--preview", "--json"], arguments].concat());
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    serde_json::from_str(&text(&output.stdout)).unwrap()
}

#[test]
fn a_preview_says_what_a_run_takes_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(&folder.path().join("run"), &["--replicates", "130", "--preview"]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    insta::with_settings!({ filters => vec![
        (r"about \d+ (seconds?|minutes?)", "about [time]"),
        (r"\d+ MB", "[size]"),
    ] }, {
        insta::assert_snapshot!(
            text(&output.stdout).trim(),
            @"130 futures x 1 strategy: 3 blocks, about [time] on 2 cores, [size] of memory, [size] of disk"
        );
    });
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_preview_is_a_document_for_programs() {
    let folder = tempfile::tempdir().unwrap();
    let document = preview(&folder.path().join("run"), &["--replicates", "130"]);
    assert_eq!(document["schema"], 1);
    assert_eq!(document["futures"], 130);
    assert_eq!(document["futures_left"], 130);
    assert_eq!(document["blocks_left"], 3);
    assert_eq!(document["threads"], 2);
    assert_eq!(document["fits"], true);
    for number in ["seconds", "memory_bytes", "disk_bytes", "futures_probed"] {
        assert!(document[number].as_f64().unwrap() > 0.0, "{number}");
    }
}

#[test]
fn a_finished_run_has_nothing_left() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("run");
    let played = run(&place, &["--replicates", "4", "--quiet"]);
    assert_eq!(played.status.code(), Some(0), "{}", told(&played));
    let document = preview(&place, &["--replicates", "4"]);
    assert_eq!((&document["futures_left"], &document["blocks_left"]), (&0.into(), &0.into()));
    // Another plan may be looked at while the results of this one stand there.
    assert_eq!(preview(&place, &["--replicates", "5"])["futures_left"], 5);
}

#[test]
fn a_run_that_is_too_long_for_its_file_is_refused_and_yes_plays_it() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("run");
    let limit = ["--replicates", "130", "--set", "experiment.most_minutes=0.01"];
    let refused = run(&place, &limit);
    assert_eq!(refused.status.code(), Some(2));
    let said = told(&refused);
    assert!(said.contains("error: the run would take about"), "{said}");
    assert!(said.contains("experiment.most_minutes allows; in 1 second"), "{said}");
    assert!(said.contains("--yes"), "{said}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left behind");
    assert_eq!(preview(&place, &limit)["fits"], false);

    let played = run(&place, &[&limit[..], &["--yes"]].concat());
    assert_eq!(played.status.code(), Some(0), "{}", told(&played));
    assert!(told(&played).contains("note: the run would take"), "{}", told(&played));

    // A limit is no part of the plan: without it the same run stands there already.
    let again = run(&place, &["--replicates", "130"]);
    assert!(told(&again).contains("played already"), "{}", told(&again));
}

#[test]
fn a_case_beyond_all_memory_is_refused_before_it_is_compiled() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("run");
    let limit = ["--set", "experiment.most_memory_gb=0.2", "--set", "zones.bay.households=1000000"];
    let refused = run(&place, &limit);
    assert_eq!(refused.status.code(), Some(2));
    insta::with_settings!({ filters => vec![
        (r"\d\.\d GB|\d+ MB", "[size]"),
        (r"about [\d,]+ households", "about [n] households"),
        (r"household_weight=\d+", "household_weight=[n]"),
    ] }, {
        insta::assert_snapshot!(told(&refused).trim());
    });
    let document = preview(&place, &limit);
    assert_eq!((&document["fits"], &document["seconds"]), (&false.into(), &Value::Null));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_disk_limit_of_the_file_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let limit = ["--replicates", "10000", "--set", "experiment.most_disk_gb=0.01"];
    let refused = run(&folder.path().join("run"), &limit);
    assert_eq!(refused.status.code(), Some(2));
    let said = told(&refused);
    assert!(said.contains("experiment.most_disk_gb allows 10 MB; with 10 MB about"), "{said}");
    assert!(said.contains("futures fit: --replicates "), "{said}");
}
