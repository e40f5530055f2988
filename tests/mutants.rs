//! Breaks one equation for each limit case, one at a time, and sees that a test of its number fails.
//!
//! `cargo test --test mutants` holds the table `tests/mutants.toml` to the code. To break them all:
//! `cargo test --test mutants -- --ignored --nocapture`. It works on a copy in `target/mutants`, takes
//! about half a minute for each, and prints which test failed.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a report for who runs it")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Number of limit cases.
const CASES: u32 = 32;

#[derive(serde::Deserialize)]
struct Table {
    mutants: Vec<Mutant>,
}

/// One broken equation.
#[derive(serde::Deserialize)]
struct Mutant {
    /// Limit case whose test must fail.
    case: u32,
    /// File, from the root.
    file: String,
    /// Text that stands there once.
    original: String,
    /// What it becomes.
    broken: String,
}

impl Mutant {
    fn prefix(&self) -> String {
        format!("case_{:02}", self.case)
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn mutants() -> Vec<Mutant> {
    let text = fs::read_to_string(root().join("tests/mutants.toml")).expect("the table of mutants");
    toml::from_str::<Table>(&text).expect("a valid table").mutants
}

#[test]
fn every_case_has_a_test_and_an_equation_to_break() {
    let mut tests = String::new();
    for entry in fs::read_dir(root().join("tests/analytic")).expect("the limit cases") {
        tests += &fs::read_to_string(entry.expect("a file").path()).expect("a text");
    }
    let mutants = mutants();
    let cases: Vec<u32> = mutants.iter().map(|mutant| mutant.case).collect();
    assert_eq!(cases, (1..=CASES).collect::<Vec<_>>());
    for mutant in &mutants {
        assert!(
            tests.contains(&format!("fn {}_", mutant.prefix())),
            "no test of {}",
            mutant.prefix()
        );
        let code = fs::read_to_string(root().join(&mutant.file)).expect("a file of the product");
        assert_eq!(
            code.matches(&mutant.original).count(),
            1,
            "{}: {}",
            mutant.case,
            mutant.original
        );
        assert!(mutant.file.starts_with("src/") && mutant.original != mutant.broken);
    }
}

/// Copies what the build needs.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder that can be read") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name");
        let target = to.join(name);
        if path.is_dir() {
            copy(&path, &target);
        } else {
            let new = fs::read(&path).expect("a file");
            // An unchanged file keeps its time, so that a second run builds little.
            if fs::read(&target).ok().as_ref() != Some(&new) {
                fs::write(&target, new).expect("a copy");
            }
        }
    }
}

/// Names of the tests of a case that fail in the copy; none if it does not build.
fn failures(tree: &Path, prefix: &str) -> Option<BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["test", "--offline", "--test", "analytic", prefix])
        .current_dir(tree)
        .env("CARGO_TARGET_DIR", tree.parent().expect("a parent").join("target"))
        .env("RUST_BACKTRACE", "0")
        .output()
        .expect("cargo can be started");
    let text = String::from_utf8_lossy(&output.stdout);
    if !text.contains("test result:") {
        eprintln!("{}", String::from_utf8_lossy(&output.stderr));
        return None;
    }
    let failed = |line: &str| {
        let name = line.strip_prefix("test ")?.strip_suffix(" ... FAILED")?;
        Some(name.to_owned())
    };
    Some(text.lines().filter_map(failed).collect())
}

#[test]
#[ignore = "builds the product once for each limit case"]
fn every_broken_equation_is_caught() {
    let tree = root().join("target/mutants/tree");
    for part in ["src", "tests", "benches", "scenarios", "docs"] {
        copy(&root().join(part), &tree.join(part));
    }
    for file in ["Cargo.toml", "Cargo.lock", "clippy.toml", "README.md"] {
        fs::copy(root().join(file), tree.join(file)).expect("a copy");
    }
    let whole = failures(&tree, "case_").expect("the product builds");
    assert!(whole.is_empty(), "cases fail before anything is broken: {whole:?}");
    let mut caught = 0;
    for mutant in mutants() {
        let path = tree.join(&mutant.file);
        let code = fs::read_to_string(&path).expect("a file");
        fs::write(&path, code.replacen(&mutant.original, &mutant.broken, 1)).expect("a file");
        let found = failures(&tree, &mutant.prefix());
        fs::write(&path, code).expect("a file");
        let said = match &found {
            None => "does not build".to_owned(),
            Some(failed) if failed.is_empty() => "not caught".to_owned(),
            Some(failed) => failed.iter().cloned().collect::<Vec<_>>().join(", "),
        };
        caught += u32::from(found.is_some_and(|failed| !failed.is_empty()));
        println!("{:02}  {:<28} {said}", mutant.case, mutant.file);
    }
    println!("{caught} of {CASES}");
    assert_eq!(caught, CASES);
}
