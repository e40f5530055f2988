//! A small case with alternatives that plays in a moment, and folders compared byte by byte.

#![allow(dead_code, reason = "every test file takes what it needs")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Futures of the small case: three blocks, the last of them short.
pub(crate) const FUTURES: &str = "150";

/// The tutorial, shorter and with fewer households, with two alternatives of two blocks each.
pub(crate) fn case(folder: &Path) -> PathBuf {
    let text = std::fs::read_to_string("scenarios/tutorial/scenario.toml").unwrap();
    let text = text
        .replace("horizon_years = 10", "horizon_years = 3")
        .replace("households = 300", "households = 30")
        .replace("households = 200", "households = 20");
    let alternatives = "\n[[alternatives]]\nid = \"dearer\"\ntitle = \"Dearer\"\n\
        source = \"test\"\n[alternatives.set]\n\"currency.cost_ratio\" = 1.5\n\
        [[alternatives]]\nid = \"warmer\"\ntitle = \"Fast warming\"\nsource = \"test\"\n\
        [alternatives.set]\n\"climate.pathway\" = \"SSP5-8.5\"\n";
    let file = folder.join("scenario.toml");
    std::fs::write(&file, format!("{text}{alternatives}")).unwrap();
    file
}

/// `leeward run` of the small case.
pub(crate) fn run_command(case: &Path, out: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_leeward"));
    command.arg("run").arg(case).arg("--out").arg(out).args(["--replicates", FUTURES]);
    command.args(["--set", "experiment.alternative_replicates=70", "--threads", "2"]);
    command.env("NO_COLOR", "1").stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs the small case.
pub(crate) fn run(case: &Path, out: &Path) -> Output {
    run_command(case, out).output().unwrap()
}

/// Runs `leeward` with these words, a path among them.
pub(crate) fn leeward(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_leeward")).args(words).env("NO_COLOR", "1").output().unwrap()
}

/// `leeward blocks plan` of the small case.
pub(crate) fn plan(case: &Path, out: &Path, more: &[&str]) -> Output {
    let (case, out) = (case.display().to_string(), out.display().to_string());
    let words = ["blocks", "plan", &case, "--out", &out, "--replicates", FUTURES];
    let set = ["--set", "experiment.alternative_replicates=70"];
    leeward(&[&words[..], &set, more].concat())
}

/// What a command told.
pub(crate) fn told(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// What it answered.
pub(crate) fn answer(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Files below a folder with their bytes.
pub(crate) fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn gather(folder: &Path, prefix: &str, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{prefix}{}", path.file_name().unwrap().to_string_lossy());
            if path.is_dir() {
                gather(&path, &format!("{name}/"), found);
            } else {
                found.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    gather(folder, "", &mut found);
    found
}

/// Fails unless two folders hold the same files with the same bytes.
pub(crate) fn assert_same(one: &Path, two: &Path) {
    let (one, two) = (tree(one), tree(two));
    assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
    for (name, bytes) in one {
        assert!(two[&name] == bytes, "{name} differs");
    }
}

/// Names in a folder, sorted.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}
