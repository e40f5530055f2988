//! The command line as people type it: streams, exit codes, files, refusals.

#![expect(clippy::unwrap_used, reason = "a test that cannot set its scene fails")]

mod command;

use std::path::Path;
use std::process::{Command, Output};

use command::{leeward, text};

const TUTORIAL: &str = "scenarios/tutorial/scenario.toml";

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn out(output: &Output) -> String {
    text(&output.stdout)
}

fn told(output: &Output) -> String {
    text(&output.stderr)
}

/// A case of its own that reads tracks from `data.csv`.
fn case_with_tracks(folder: &Path, tracks: Option<&[u8]>) -> String {
    let text = std::fs::read_to_string(TUTORIAL).unwrap();
    let start = text.find("[[hazards]]").unwrap();
    let end = start + text[start..].find("[[interventions]]").unwrap();
    let hazard = "[[hazards]]\nid = \"cyclones\"\nkind = \"tropical_cyclone\"\n\
                  tracks_file = \"data.csv\"\n\n";
    let file = folder.join("scenario.toml");
    std::fs::write(&file, format!("{}{hazard}{}", &text[..start], &text[end..])).unwrap();
    if let Some(tracks) = tracks {
        std::fs::write(folder.join("data.csv"), tracks).unwrap();
    }
    file.display().to_string()
}

#[test]
fn nothing_typed_shows_how_to_start() {
    let output = leeward::<&str>(&[]);
    assert_eq!(code(&output), 2);
    assert!(out(&output).is_empty());
    assert!(told(&output).contains("leeward run scenarios/dominica/scenario.toml"));
    assert!(told(&output).lines().count() <= 12);
}

#[test]
fn a_run_answers_on_standard_output_and_leaves_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let run = folder.path().join("run").display().to_string();
    let output = leeward(&["run", TUTORIAL, "--replicates", "12", "--out", &run]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    let answer = out(&output);
    assert!(answer.contains("12 futures") && answer.contains(&run), "{answer}");
    assert!(!answer.contains('\u{1b}') && !told(&output).contains('\u{1b}'));
    for line in answer.lines() {
        assert!(
            line.chars().count() <= 100 || line.contains(&run) || line.contains("leeward hazard"),
            "{line}"
        );
    }
    for file in [
        "manifest.json",
        "scenario.resolved.toml",
        "replicates.parquet",
        "replicates.csv",
        "trajectories.parquet",
        "yearly.csv",
        "zones.csv",
        "summary.json",
        "comparison.csv",
        "comparison_groups.csv",
        "ranks.csv",
        "effectiveness.csv",
        "appraisal.csv",
        "fiscal.csv",
        "plots/displaced_people.svg",
        "plots/displaced_people.png",
        "plots/displaced_people_difference.svg",
        "plots/displaced_over_time.svg",
        "plots/worst_year_dwellings.svg",
        "plots/zones.svg",
    ] {
        assert!(Path::new(&run).join(file).is_file(), "{file}");
    }
    for entry in std::fs::read_dir(Path::new(&run).join("plots")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "svg") {
            let findings = leeward::chart::lint::lint(&std::fs::read_to_string(&path).unwrap());
            assert!(findings.is_empty(), "{}: {findings:?}", path.display());
        }
    }

    let figure =
        std::fs::read_to_string(Path::new(&run).join("plots/displaced_people.svg")).unwrap();
    assert!(figure.contains("of 12 played") && figure.contains("700 dwellings"), "{figure}");

    let again = leeward(&["run", TUTORIAL, "--replicates", "12", "--out", &run]);
    assert_eq!(code(&again), 0);
    assert_eq!(out(&again), answer, "what is there already is shown again");
    assert!(told(&again).contains("already"), "{}", told(&again));
    let other = leeward(&["run", TUTORIAL, "--replicates", "13", "--out", &run]);
    assert_eq!(code(&other), 2);
    assert!(told(&other).contains("--force"), "{}", told(&other));
    let forced =
        leeward(&["run", TUTORIAL, "--replicates", "12", "--out", &run, "--force", "--quiet"]);
    assert_eq!(code(&forced), 0);
    assert!(told(&forced).is_empty(), "{}", told(&forced));
    assert_eq!(out(&forced), answer, "the same run says the same");
}

#[test]
fn threads_change_no_byte() {
    let folder = tempfile::tempdir().unwrap();
    let run = |name: &str, threads: &str| {
        let path = folder.path().join(name);
        let output = leeward(&[
            "run",
            TUTORIAL,
            "--replicates",
            "70",
            "--threads",
            threads,
            "--out",
            &path.display().to_string(),
            "--quiet",
        ]);
        assert_eq!(code(&output), 0);
        path
    };
    let (one, two) = (run("one", "1"), run("two", "2"));
    let mut files = 0;
    let mut compare = |inside: &str| {
        for entry in std::fs::read_dir(one.join(inside)).unwrap() {
            let name = entry.unwrap().file_name();
            let path = Path::new(inside).join(&name);
            if one.join(&path).is_file() {
                files += 1;
                let bytes = |run: &Path| std::fs::read(run.join(&path)).unwrap();
                assert_eq!(bytes(&one), bytes(&two), "{}", path.display());
            }
        }
    };
    compare("");
    compare("plots");
    assert!(files >= 19, "{files}");
}

#[test]
fn json_is_json_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let run = folder.path().join("run").display().to_string();
    let output = leeward(&["run", TUTORIAL, "--replicates", "4", "--out", &run, "--json"]);
    let document: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(document["schema"], 1);
    assert_eq!(document["replicates_done"], 4);
}

#[test]
fn strategies_can_be_picked_and_unknown_ones_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let run = folder.path().join("run").display().to_string();
    let unknown = leeward(&["run", TUTORIAL, "--strategies", "nonsense", "--out", &run]);
    assert_eq!(code(&unknown), 2);
    assert!(told(&unknown).contains("nonsense") && !Path::new(&run).exists());
    let picked =
        leeward(&["run", TUTORIAL, "--strategies", "roofs", "--replicates", "4", "--out", &run]);
    if code(&picked) == 2 {
        // The id is the tutorial's own; the message names those there are.
        let message = told(&picked);
        let named = message.split("has ").nth(1).unwrap().trim().split(", ").last().unwrap();
        let named = named.to_owned();
        let picked =
            leeward(&["run", TUTORIAL, "--strategies", &named, "--replicates", "4", "--out", &run]);
        assert_eq!(code(&picked), 0, "{}", told(&picked));
    }
    let text = std::fs::read_to_string(Path::new(&run).join("replicates.csv")).unwrap();
    assert_eq!(text.lines().count(), 1 + 2 * 4, "baseline and the one picked");
}

#[test]
fn a_missing_scenario_is_exit_4_and_a_wrong_one_exit_3() {
    let missing = leeward(&["validate", "scenarios/tutorial/scenari.toml"]);
    assert_eq!(code(&missing), 4);
    assert!(told(&missing).contains("D150") && told(&missing).contains("scenario.toml"));
    let wrong = leeward(&["validate", TUTORIAL, "--set", "experiment.replicates=-3"]);
    assert_eq!(code(&wrong), 3);
    assert!(told(&wrong).contains("error["), "{}", told(&wrong));
    assert_eq!(told(&wrong).matches("nothing was run").count(), 1, "{}", told(&wrong));
}

#[test]
fn data_files_are_judged_with_line_and_column() {
    let folder = tempfile::tempdir().unwrap();
    let columns = "sid,season,iso_time_utc,lat_deg,lon_deg,wind_kt,pressure_mb\n";
    let row = "2017260N12310,2017,2017-09-19 00:00:00,15.4,-61.1,145,922\n";
    let cases: [(Option<Vec<u8>>, i32, &str, &str); 6] = [
        (None, 4, "D150", "data.csv"),
        (Some(Vec::new()), 3, "D101", "data.csv"),
        (Some(format!("{columns}{row}").replace(',', ";").into_bytes()), 3, "D104", "data.csv:1:"),
        (
            Some(format!("{columns}{row}").replace("wind_kt", "speed").into_bytes()),
            3,
            "D103",
            "data.csv:1:",
        ),
        (
            Some(format!("{columns}{row}{}", row.replace("145", "14S")).into_bytes()),
            3,
            "D105",
            "data.csv:3:51",
        ),
        (Some(vec![0x1f, 0x8b, 8, 0, 0, 0]), 3, "D109", "data.csv"),
    ];
    for (tracks, exit, wanted, place) in cases {
        let _ = std::fs::remove_file(folder.path().join("data.csv"));
        let file = case_with_tracks(folder.path(), tracks.as_deref());
        let output = leeward(&["validate", &file]);
        let message = told(&output);
        assert_eq!(code(&output), exit, "{message}");
        assert!(message.contains(wanted) && message.contains(place), "{wanted}: {message}");
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_exit_4() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let file = case_with_tracks(folder.path(), Some(b"x"));
    let data = folder.path().join("data.csv");
    std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::read(&data).is_ok() {
        // The administrator may read everything: a folder in its place cannot be read by anyone.
        std::fs::remove_file(&data).unwrap();
        std::fs::create_dir(&data).unwrap();
    }
    let output = leeward(&["validate", &file]);
    assert_eq!(code(&output), 4, "{}", told(&output));
    assert!(told(&output).contains("D151"), "{}", told(&output));
}

#[test]
fn every_word_can_be_explained() {
    for word in
        ["S203", "exit-codes", "behaviour.decision_rate_per_year", "warning", "deaths_people"]
    {
        let output = leeward(&["explain", word]);
        assert_eq!(code(&output), 0, "{word}");
        assert!(!out(&output).is_empty());
    }
    let output = leeward(&["explain", "decision_rate_per_yeer"]);
    assert_eq!(code(&output), 2);
    assert!(told(&output).contains("decision_rate_per_year"));
}

#[test]
fn a_new_scenario_validates_and_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("isla.toml").display().to_string();
    assert_eq!(code(&leeward(&["new", &file])), 0);
    let checked = leeward(&["validate", &file]);
    assert_eq!(code(&checked), 0, "{}", told(&checked));
    assert!(out(&checked).contains("(`isla`)"));
    assert_eq!(code(&leeward(&["new", &file])), 2);
}

#[test]
fn the_schema_on_standard_output_is_the_committed_one() {
    let output = leeward(&["schema"]);
    let committed = std::fs::read_to_string("scenarios/scenario.schema.json").unwrap();
    assert_eq!(out(&output).trim(), committed.trim());
    assert!(out(&leeward(&["completions", "bash"])).contains("leeward"));
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_is_kept_and_goes_on_to_the_same_bytes() {
    use std::io::{BufRead, BufReader};
    use std::process::Stdio;
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let arguments = |out: &str| -> Vec<String> {
        ["run", TUTORIAL, "--replicates", "256", "--threads", "1", "--out", out]
            .map(str::to_owned)
            .to_vec()
    };
    let mut child = Command::new(env!("CARGO_BIN_EXE_leeward"))
        .args(arguments(&path("stopped")))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The first line of progress says that a tenth was played: the first block is done.
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let first = lines.find(|line| line.as_ref().unwrap().contains(" of 256 futures"));
    assert!(first.is_some());
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let rest: Vec<String> = lines.map(Result::unwrap).collect();
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 130, "{rest:?}");
    assert!(out(&output).contains("PARTIAL"), "{}", out(&output));
    let manifest = std::fs::read_to_string(folder.path().join("stopped/manifest.json")).unwrap();
    assert!(manifest.contains("interrupted"), "{manifest}");

    let strings = arguments(&path("stopped"));
    let resumed = leeward(&strings.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(code(&resumed), 0, "{}", told(&resumed));
    assert!(told(&resumed).contains("going on after"), "{}", told(&resumed));
    let strings = arguments(&path("whole"));
    let whole = leeward(&strings.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(code(&whole), 0);
    for inside in ["", "plots"] {
        for entry in std::fs::read_dir(folder.path().join("whole").join(inside)).unwrap() {
            let name = Path::new(inside).join(entry.unwrap().file_name());
            let whole = folder.path().join("whole").join(&name);
            if whole.is_file() {
                let stopped = folder.path().join("stopped").join(&name);
                let bytes = |path: &Path| std::fs::read(path).unwrap();
                assert_eq!(bytes(&whole), bytes(&stopped), "{}", name.display());
            }
        }
    }
}

#[test]
fn a_recorded_storm_is_shown_at_each_zone() {
    const DOMINICA: &str = "scenarios/dominica";
    const MARIA: &str = "2017260N12310";
    let output = leeward(&["hazard", DOMINICA, "--storm", MARIA]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    assert!(out(&output).contains(MARIA) && out(&output).lines().count() > 10, "{}", out(&output));
    let output = leeward(&["hazard", DOMINICA, "--storm", MARIA, "--json"]);
    let document: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    let storm = &document["storm_winds"];
    assert_eq!(storm["zones"].as_array().unwrap().len(), 10);
    for zone in storm["zones"].as_array().unwrap() {
        let of = |key: &str| zone[key].as_f64().unwrap();
        assert!(of("wind_ms") > 55.0 && of("distance_km") < 60.0, "{zone}");
        assert!(of("radius_km") > 10.0 && of("radius_km") < 30.0, "{zone}");
        assert!(zone["time_utc"].as_str().unwrap().starts_with("2017-09-1"), "{zone}");
    }
    // Sixty-five fixes six hours apart, for the most part, and 23 positions between two of them.
    assert!(storm["positions"].as_array().unwrap().len() > 64 * 20);
    let output = leeward(&["hazard", DOMINICA, "--storm", "2017260N12311"]);
    assert_eq!(code(&output), 3);
    assert!(told(&output).contains(MARIA), "{}", told(&output));
    assert_eq!(code(&leeward(&["hazard", TUTORIAL, "--storm", MARIA])), 2);
    assert_eq!(code(&leeward(&["hazard", DOMINICA, "--storm", MARIA, "--out", "x"])), 2);
}

#[test]
fn the_program_checks_itself() {
    let output = leeward(&["selftest", "--check", "8", "--check", "V-3"]);
    assert_eq!(code(&output), 0, "{}", told(&output));
    let table = out(&output);
    assert!(table.contains("Limit cases") && table.contains("Published by others"), "{table}");
    assert!(table.contains("2 checks") && table.contains("2 as expected, 0 not"), "{table}");
    let output = leeward(&["selftest", "--check", "8", "--all"]);
    assert!(out(&output).contains("mean damage by wind, vector (16)"), "{}", out(&output));
    let output = leeward(&["selftest", "--check", "33"]);
    assert_eq!(code(&output), 2);
    assert!(told(&output).contains("no check `33`"), "{}", told(&output));

    // A folder without the tables is a check that could not be carried out, and not one that passed.
    let empty = tempfile::tempdir().unwrap();
    let folder = empty.path().display().to_string();
    let output = leeward(&["selftest", "--check", "11", "--climada", &folder, "--json", "--quiet"]);
    assert_eq!(code(&output), 1);
    assert!(told(&output).is_empty(), "{}", told(&output));
    let document: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!((&document["checks"], &document["checks_ok"]), (&2.into(), &1.into()));
    let [evacuation, impact] = document["reports"].as_array().unwrap().as_slice() else {
        panic!("{document}");
    };
    assert_eq!((&evacuation["id"], &evacuation["ok"]), (&"11".into(), &true.into()));
    assert_eq!(evacuation["lines"][0]["expected"]["expected"], 0.5);
    assert!(impact["broken"].as_str().unwrap().contains("assets.csv"), "{impact}");
}

#[test]
fn a_stored_run_is_compared_without_its_scenario() {
    let place = tempfile::tempdir().unwrap();
    let run = place.path().join("run").display().to_string();
    let played = leeward(&["run", TUTORIAL, "--replicates", "12", "--out", &run, "--quiet"]);
    assert_eq!(code(&played), 0, "{}", told(&played));
    let compared = leeward(&["compare", &run]);
    assert_eq!(code(&compared), 0, "{}", told(&compared));
    assert!(out(&compared).lines().all(|line| line.chars().count() <= 100), "{}", out(&compared));
    let turned = leeward(&["compare", &run, "--baseline", "stronger_roofs", "--json"]);
    assert_eq!(code(&turned), 0, "{}", told(&turned));
    let value: serde_json::Value = serde_json::from_str(&out(&turned)).unwrap();
    assert_eq!(value["comparisons"][0]["baseline"], "stronger_roofs");
    assert_eq!(value["groups"][0]["outcome"], "displaced_people");
    for (option, known) in [("--baseline", "continue_as_now"), ("--outcome", "deaths_people")] {
        let unknown = leeward(&["compare", &run, option, "nothing"]);
        assert_eq!(code(&unknown), 2);
        assert!(told(&unknown).contains(known), "{}", told(&unknown));
    }
    let groups = place.path().join("run/groups.parquet");
    let mut bytes = std::fs::read(&groups).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&groups, bytes).unwrap();
    let corrupt = leeward(&["compare", &run]);
    assert_eq!(code(&corrupt), 4);
    assert!(told(&corrupt).contains("groups.parquet"), "{}", told(&corrupt));
}
