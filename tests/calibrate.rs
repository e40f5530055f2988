//! `leeward calibrate`: the same bytes however it comes about, and sets that a run can use.
#![expect(clippy::unwrap_used, reason = "a calibration that leaves no files has failed")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use leeward::scenario::calibration::{Declaration, Instead};
use leeward::scenario::load;
use leeward::scenario::posterior::parameter;
use leeward::scenario::quantity::Status;
use leeward::stats::quantiles::quantile;
use serde_json::Value;

const SMALL: &str = "tests/data/calibration";
/// Few simulations, of which twenty are accepted.
const FEW: [&str; 3] = ["--simulations", "128", "--quiet"];

fn leeward(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_leeward"))
        .args(arguments)
        .output()
        .expect("the program starts")
}

fn calibrate(file: &str, out: &Path, more: &[&str]) -> Output {
    let mut arguments = vec!["calibrate", file, "--out", out.to_str().unwrap()];
    arguments.extend(more);
    leeward(&arguments)
}

fn few(out: &Path, more: &[&str]) -> Output {
    calibrate(SMALL, out, &[&FEW, more].concat())
}

/// Puts the cases of the small calibration into a folder; gives its declaration, to be changed and written there.
fn small_in(folder: &Path) -> String {
    for case in ["bay.toml", "hill.toml"] {
        fs::copy(Path::new(SMALL).join(case), folder.join(case)).unwrap();
    }
    fs::read_to_string(Path::new(SMALL).join("calibration.toml")).unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(path).unwrap())
        })
        .collect()
}

#[test]
fn interrupted_and_resumed_gives_the_same_bytes_on_any_threads() {
    let place = tempfile::tempdir().unwrap();
    let (whole, parts) = (place.path().join("whole"), place.path().join("parts"));
    let done = few(&whole, &["--threads", "1"]);
    assert_eq!(done.status.code(), Some(0), "{}", said(&done));
    let stopped = few(&parts, &["--threads", "2", "--stop-after", "1"]);
    assert_eq!(stopped.status.code(), Some(130), "{}", said(&stopped));
    assert!(!parts.exists());
    let work = place.path().join("parts.simulations");
    assert!(work.join("000000.part").exists() && !work.join("000001.part").exists());
    // What a kill in the middle of writing leaves, and a part that did not survive.
    fs::write(work.join(".000001.part.99.x.unfinished"), b"LWSI").unwrap();
    let other = few(&parts, &["--seed", "8"]);
    assert_eq!(other.status.code(), Some(2), "another plan is left alone: {}", said(&other));
    fs::write(work.join("000000.part"), b"LWSIMUL1 broken").unwrap();
    let resumed = few(&parts, &["--threads", "2"]);
    assert_eq!(resumed.status.code(), Some(0), "{}", said(&resumed));
    assert!(files(&whole) == files(&parts), "the same bytes");
    assert_eq!(done.stdout.len(), resumed.stdout.len());
    let names: Vec<String> = files(&whole).into_keys().collect();
    assert_eq!(
        names,
        [
            "manifest.json",
            "parameters.png",
            "parameters.svg",
            "posterior.toml",
            "report.json",
            "report.txt",
            "table.csv"
        ]
    );
    // A finished calibration is shown again; another is refused, and replaced if it is asked for.
    assert_eq!(few(&parts, &[]).stdout, resumed.stdout);
    let other = few(&parts, &["--seed", "8"]);
    assert_eq!(other.status.code(), Some(2), "{}", said(&other));
    let forced = few(&parts, &["--seed", "8", "--force"]);
    assert_eq!(forced.status.code(), Some(0), "{}", said(&forced));
    assert!(files(&whole) != files(&parts));
}

#[test]
fn a_default_is_part_of_the_plan_only_where_it_decides_something() {
    let place = tempfile::tempdir().unwrap();
    let sound = small_in(place.path());
    // The file as it stands but for the default of one number, played to its end: its plan and its simulations.
    let played = |out: &str, change: &str| {
        let changed = format!("file = \"bay.toml\"\nchanges = [\"{change}\"]");
        let file = place.path().join("calibration.toml");
        fs::write(&file, sound.replacen("file = \"bay.toml\"", &changed, 1)).unwrap();
        let out = place.path().join(out);
        let done = calibrate(file.to_str().unwrap(), &out, &FEW);
        assert_eq!(done.status.code(), Some(0), "{}", said(&done));
        let files = files(&out);
        let manifest: Value = serde_json::from_slice(&files["manifest.json"]).unwrap();
        (manifest["plan_hash"].clone(), files["table.csv"].clone())
    };
    let with = |key: &str| {
        ["0.3", "0.9"].map(|value| played(&format!("{key}-{value}"), &format!("{key}={value}")))
    };
    let [one, other] = with("recovery.return_rate_per_month");
    assert!(one.0.is_string() && one == other, "each simulation has a value of its own");
    let [one, other] = with("recovery.return_damage_decay");
    assert!(one.0 != other.0 && one.1 != other.1, "not varied");
    let [one, other] = with("vulnerability.wind_shift_ms");
    assert!(one.0 != other.0, "varied, but households know their risk by its default");
}

fn report(out: &Path) -> Value {
    serde_json::from_slice(&fs::read(out.join("report.json")).unwrap()).unwrap()
}

#[test]
fn two_seeds_agree_and_intervals_hold_what_is_known() {
    let place = tempfile::tempdir().unwrap();
    let [one, two] = ["7", "8"].map(|seed| {
        let out = place.path().join(seed);
        let done = calibrate(SMALL, &out, &["--seed", seed, "--quiet"]);
        assert_eq!(done.status.code(), Some(0), "{}", said(&done));
        report(&out)
    });
    let parameters = |report: &Value| report["found"]["parameters"].as_array().unwrap().clone();
    for (one, two) in parameters(&one).iter().zip(&parameters(&two)) {
        for (median, half) in [(&one["median"], &two["half"]), (&two["median"], &one["half"])] {
            let (low, high) = (half[0].as_f64().unwrap(), half[1].as_f64().unwrap());
            assert!((low..=high).contains(&median.as_f64().unwrap()), "{one} and {two}");
        }
    }
    for report in [&one, &two] {
        let coverage = &report["found"]["coverage"];
        assert_eq!(coverage["truths"], 200);
        let all = coverage["all"].as_f64().unwrap();
        assert!((0.83..=0.96).contains(&all), "{coverage}");
        let found = parameters(report);
        assert_eq!(found[0]["identified"], true, "winds and damage are known");
        assert_eq!(found[2]["identified"], false, "nothing observed depends on it");
        let inside = report["found"]["statistics"].as_array().unwrap().iter();
        assert!(inside.filter(|it| it["inside"] == false).count() <= 1);
    }
}

#[test]
fn a_run_takes_the_accepted_sets() {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("found");
    let done = few(&out, &[]);
    assert_eq!(done.status.code(), Some(0), "{}", said(&done));
    let text = String::from_utf8(done.stdout).unwrap();
    assert!(text.contains("posterior = \"posterior.toml\""), "{text}");
    let posterior = fs::read_to_string(out.join("posterior.toml")).unwrap();
    assert!(posterior.contains("leeward calibrate calibration.toml --simulations 128 --seed 7"));
    fs::write(place.path().join("posterior.toml"), posterior).unwrap();
    let scenario = fs::read_to_string("tests/data/calibration/bay.toml").unwrap();
    let file = place.path().join("scenario.toml");
    let scenario = scenario.replace("parameters = \"central\"", "parameters = \"drawn\"");
    fs::write(&file, format!("{scenario}\n[uncertainty]\nposterior = \"posterior.toml\"\n"))
        .unwrap();
    let run = place.path().join("run");
    let (file, run) = (file.to_str().unwrap(), run.to_str().unwrap());
    let ran = leeward(&["run", file, "--replicates", "2", "--quiet", "--out", run]);
    assert_eq!(ran.status.code(), Some(0), "{}", said(&ran));
}

#[test]
fn what_cannot_be_calibrated_is_refused_with_its_place() {
    let place = tempfile::tempdir().unwrap();
    let sound = small_in(place.path());
    let refused = |from: &str, to: &str| {
        assert!(sound.contains(from), "{from}");
        let file = place.path().join("calibration.toml");
        fs::write(&file, sound.replacen(from, to, 1)).unwrap();
        let output = calibrate(file.to_str().unwrap(), &place.path().join("out"), &["--quiet"]);
        assert_eq!(output.status.code(), Some(3), "{}", said(&output));
        assert!(!place.path().join("out.simulations").exists());
        said(&output)
    };
    let message = refused("leave_out = [\"severe_share\"]", "leave_out = [\"displaced_share\"]");
    assert!(message.contains("calibration.toml:16"), "{message}");
    assert!(message.contains("returned_share, day 60"), "what there is: {message}");
    let all = "[\"severe_share\", \"damaged_share\", \"returned_share\"]";
    let message = refused("[\"severe_share\"]", all);
    assert!(message.contains("no required target"), "{message}");
    assert!(refused("\"hill.toml\"", "\"bay.toml\"").contains("stands here twice"));
    let message = refused("simulations = 512", "simulations = 90");
    assert!(message.contains("at least 20 must be"), "{message}");
    assert!(message.contains("multiple of 64"), "{message}");
    assert!(
        refused("tracking.count_error_cv", "population.elderly_head_share").contains("can draw")
    );
    assert!(refused("seed = 7", "sed = 7").contains("unknown field"));
    let message = refused("narrowed_to = 0.4", "narrowed_to = 0.0000001");
    assert!(message.contains("more than 200,000,000 candidates"), "{message}");
    let out = place.path().join("out");
    let few = calibrate("scenarios/calibration", &out, &["--quiet", "--simulations", "128"]);
    assert_eq!(few.status.code(), Some(3), "{}", said(&few));
    assert!(said(&few).contains("others of 15 numbers come near; 151 at least do"));
}

#[test]
fn the_shipped_calibration_is_sound() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/calibration");
    let bytes = fs::read(folder.join("calibration.toml")).unwrap();
    let declared = Declaration::parse("calibration.toml", &bytes, Instead::default()).unwrap();
    assert!(declared.truths >= 200);
    for case in &declared.cases {
        let folder = folder.join(&case.file.value);
        let bytes = fs::read(folder.join("scenario.toml")).unwrap();
        let loaded = load("scenario.toml", &bytes, &case.changes).unwrap();
        let required = loaded.scenario.targets.iter().map(|target| &target.observation);
        let required: Vec<_> = required.filter(|observed| observed.required).collect();
        for word in &case.leave_out {
            let is_meant =
                |id: &str| word.value == id || word.value.starts_with(&format!("{id}, "));
            assert!(required.iter().any(|it| is_meant(it.indicator.info().id)), "{}", word.value);
        }
        assert!(required.len() > case.leave_out.len(), "{}", loaded.scenario.id);
        assert!(!loaded.scenario.id.contains("new-orleans"), "it is reported only");
    }
}

#[test]
fn the_defaults_are_the_middle_of_what_is_accepted() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/calibration/posterior.toml");
    let posterior: toml::Table = fs::read_to_string(file).unwrap().parse().unwrap();
    let sets: Vec<Vec<f64>> = posterior["sets"].clone().try_into().unwrap();
    let keys: Vec<String> = posterior["parameters"].clone().try_into().unwrap();
    for (k, key) in keys.iter().enumerate() {
        let mut values: Vec<f64> = sets.iter().map(|set| set[k]).collect();
        values.sort_by(f64::total_cmp);
        // Three digits: more than the sets tell, and few enough that rounding moves nothing.
        let middle: f64 = format!("{:.2e}", quantile(&values, 0.5)).parse().unwrap();
        let default = parameter(key).expect("a number of the model").default;
        assert_eq!(default, middle, "{key}: write the middle, or calibrate anew");
    }
}

#[test]
fn what_the_data_do_not_identify_is_an_assumption() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/calibration/report.txt");
    let report = fs::read_to_string(file).unwrap().replace('\n', " ");
    let (_, rest) = report.split_once("The data do not identify ").expect("the report says which");
    let (keys, _) = rest.split_once(": their accepted values").unwrap();
    for key in keys.split(", ") {
        let status = parameter(key).expect("a number of the model").status;
        assert_eq!(status, Status::Assumption, "{key}: its middle is that of a judged range");
    }
}
