//! A run that stops once it is precise enough: where it stops, what it says, and that nothing else
//! decides it.

#![expect(clippy::unwrap_used, reason = "a test that cannot set its scene fails")]

mod command;

use std::path::{Path, PathBuf};
use std::process::Output;

use command::{leeward, text};
use leeward::analysis::stop::Stop;
use leeward::results::{Completion, RunFolder, RunWriter};
use leeward::stats::stop::{StopRule, WantedPrecision};

const TUTORIAL: &str = "scenarios/tutorial/scenario.toml";

/// A run of the tutorial with at most `replicates` futures and a stop rule.
fn run(out: &Path, replicates: u32, rule: &[&str], more: &[&str]) -> Output {
    let mut arguments = vec!["run".to_owned(), TUTORIAL.to_owned()];
    for change in rule {
        arguments.extend(["--set".to_owned(), format!("experiment.stop.{change}")]);
    }
    arguments.extend(["--replicates".to_owned(), replicates.to_string()]);
    arguments.extend(["--out".to_owned(), out.display().to_string()]);
    arguments.extend(more.iter().map(|it| (*it).to_owned()));
    leeward(&arguments)
}

/// A width that any two blocks reach.
const EASY: [&str; 2] = ["outcome=displaced_people", "half_width=1000000"];
const NEVER: [&str; 2] = ["outcome=displaced_people", "half_width=0"];

fn same_files(one: &Path, two: &Path) {
    let manifest = |folder: &Path| RunFolder::open(folder).unwrap().manifest().clone();
    assert_eq!(manifest(one), manifest(two));
    for file in manifest(one).files {
        let bytes = |folder: &Path| std::fs::read(folder.join(&file.name)).unwrap();
        assert_eq!(bytes(one), bytes(two), "{}", file.name);
    }
}

#[test]
fn a_precise_run_stops_early_says_so_and_is_not_played_again() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    let first = run(&one, 400, &EASY, &["--threads", "1"]);
    assert_eq!(first.status.code(), Some(0), "{}", text(&first.stderr));
    let answer = text(&first.stdout);
    let start = "Stopped early: precise enough after 128 of at most 400 futures.";
    assert!(answer.contains(start) && !answer.contains("PARTIAL"), "{answer}");
    let stored = RunFolder::open(&one).unwrap();
    let manifest = stored.manifest();
    assert_eq!(manifest.completion, Completion::Sufficient);
    assert_eq!((manifest.replicates_done, manifest.run.replicates_asked), (128, 400));
    let precision = manifest.precision.clone().unwrap();
    assert!(precision.precise && precision.half_width <= precision.wanted);
    let figure = std::fs::read_to_string(one.join("plots/displaced_people.svg")).unwrap();
    assert!(!figure.contains("PARTIAL"));

    assert_eq!(run(&two, 400, &EASY, &["--threads", "2"]).status.code(), Some(0));
    same_files(&one, &two);

    let again = run(&one, 400, &EASY, &[]);
    assert_eq!(again.status.code(), Some(0));
    assert!(text(&again.stderr).contains("played already"), "{}", text(&again.stderr));
    assert_eq!(text(&again.stdout), answer);
}

#[test]
fn a_run_interrupted_between_blocks_stops_at_the_same_future() {
    let folder = tempfile::tempdir().unwrap();
    let (whole, resumed): (PathBuf, PathBuf) =
        (folder.path().join("whole"), folder.path().join("resumed"));
    assert_eq!(run(&whole, 400, &EASY, &["--quiet"]).status.code(), Some(0));
    // What Ctrl-C during the second block leaves: the first block alone.
    let stored = RunFolder::open(&whole).unwrap();
    let resolved = stored.resolved_scenario().unwrap();
    let mut writer = RunWriter::create(&resumed, &stored.manifest().run, &resolved, false).unwrap();
    writer.write_block(0, &stored.block(0).unwrap()).unwrap();
    writer.finish(Completion::Interrupted).unwrap();
    let output = run(&resumed, 400, &EASY, &["--quiet"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    same_files(&whole, &resumed);
}

#[test]
fn a_rule_that_cannot_be_met_plays_all() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("run");
    let output = run(&out, 200, &NEVER, &[]);
    assert_eq!(output.status.code(), Some(0));
    assert!(!text(&output.stdout).contains("Stopped early"));
    let shown = text(&output.stderr);
    assert!(
        shown.contains("of 200 futures, half-width ") && shown.contains(", wanted 0"),
        "{shown}"
    );
    let stored = RunFolder::open(&out).unwrap();
    let manifest = stored.manifest();
    assert_eq!((manifest.completion, manifest.replicates_done), (Completion::Complete, 200));
    let precision = manifest.precision.clone().unwrap();
    assert_eq!((precision.futures, precision.precise), (200, false));

    // The same futures seen by other rules: looks are at block borders and at the end only.
    let table = stored.replicates().unwrap();
    let rule = StopRule {
        outcome: 0,
        strategy: manifest.run.strategies.iter().find(|it| !it.baseline).map(|it| it.id.clone()),
        wanted: WantedPrecision::ShareOfBaseline(0.5),
        confidence: 0.95,
        least_replicates: 64,
    };
    let seen = Stop::new(&rule, &manifest.run).unwrap().look(&table).unwrap().unwrap();
    let mean = |rank: usize| table.values(rank, 0).unwrap().iter().sum::<f64>() / 200.0;
    assert!((seen.wanted - 0.5 * mean(manifest.run.baseline())).abs() < 1e-9);
    let late = StopRule { least_replicates: 1, ..rule.clone() };
    assert_eq!(Stop::new(&late, &manifest.run).unwrap().look(&table).unwrap().unwrap(), seen);
    let nobody = StopRule { strategy: Some("nobody".to_owned()), ..rule };
    assert_eq!(Stop::new(&nobody, &manifest.run), None);
}

#[test]
fn a_rule_on_a_strategy_that_is_left_out_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("run");
    let scenario = std::fs::read_to_string(TUTORIAL).unwrap();
    let ids: Vec<&str> = scenario
        .split("[[strategies]]")
        .skip(1)
        .map(|it| it.split("id = \"").nth(1).unwrap().split('"').next().unwrap())
        .collect();
    let strategy = format!("strategy={}", ids[ids.len() - 1]);
    let rule = [EASY[0], EASY[1], strategy.as_str()];
    let output = run(&out, 400, &rule, &["--strategies", ids[0]]);
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("--strategies"), "{}", text(&output.stderr));
    let unknown = run(&out, 400, &[EASY[0], EASY[1], "strategy=nobody"], &[]);
    assert_eq!(unknown.status.code(), Some(3));
    assert!(text(&unknown.stderr).contains("S343"), "{}", text(&unknown.stderr));
    assert!(!out.exists());
}
