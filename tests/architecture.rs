//! The layers of the tree, and what no file of the library may hold.
//!
//! Reads the sources. Test code (after `#[cfg(test)]`, and files whose name ends in `tests.rs`) is free.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

const MOST_LINES: usize = 500;

/// Modules of the crate with what each may import, lowest first. A path allows all below it.
const LAYERS: &[(&str, &[&str])] = &[
    ("ids", &[]),
    ("calendar", &[]),
    ("outcome", &[]),
    ("group", &["outcome"]),
    ("numbers", &[]),
    ("rng", &[]),
    ("dist", &["rng"]),
    ("stats", &["rng", "dist"]),
    ("diagnostic", &[]),
    ("scenario", FOUNDATIONS),
    ("data", FOUNDATIONS),
    ("hazard", &["scenario", "data"]),
    ("plan", &["scenario", "data", "hazard"]),
    ("model", &["scenario", "data", "hazard", "plan"]),
    ("engine", &["scenario", "data", "hazard", "plan", "model"]),
    ("results", &["scenario", "engine::ReplicateRecord", "engine::record", "engine::BLOCK"]),
    ("analysis", &["results"]),
    ("selftest", &["scenario", "data", "hazard", "plan", "model", "engine"]),
    ("study", &["scenario", "data", "hazard", "plan", "engine", "analysis"]),
    ("proof", &["scenario", "data", "hazard", "plan::point", "engine"]),
    ("chart", &[]),
    ("brief", &["selftest", "proof", "analysis", "results", "hazard", "engine", "model"]),
    (
        "figure",
        &["chart", "brief", "analysis", "results", "data", "hazard", "engine::ReplicateRecord"],
    ),
    (
        "cli",
        &[
            "scenario", "data", "hazard", "plan", "model", "engine", "results", "analysis",
            "study", "proof", "selftest", "chart", "brief", "figure",
        ],
    ),
];

/// What every layer above them may import.
const FOUNDATIONS: &[&str] =
    &["ids", "calendar", "outcome", "group", "numbers", "rng", "dist", "stats", "diagnostic"];

/// A source file of the library.
struct Source {
    /// Path under `src`, with `/`.
    path: String,
    text: String,
}

impl Source {
    fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// Module of the crate that it belongs to; none for the roots.
    fn module(&self) -> Option<&str> {
        let first = self.path.split('/').next().unwrap_or_default();
        let module = first.strip_suffix(".rs").unwrap_or(first);
        (!matches!(module, "lib" | "main")).then_some(module)
    }

    /// Modules between the root of the crate and what the file holds, itself included.
    fn depth(&self) -> usize {
        let parts = self.path.split('/').count();
        if self.path.ends_with("/mod.rs") { parts - 1 } else { parts }
    }

    fn is_test(&self) -> bool {
        self.path.ends_with("tests.rs")
    }

    /// The code that ships, without comments, texts and tests.
    fn code(&self) -> String {
        if self.is_test() {
            return String::new();
        }
        let shipped = self.text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        without_texts(shipped)
    }
}

/// The code without comments and with every text empty.
fn without_texts(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let at = |i: usize| characters.get(i).copied().unwrap_or('\0');
    let mut code = String::new();
    let mut i = 0;
    while i < characters.len() {
        let hashes = (i + 1..characters.len()).take_while(|j| at(*j) == '#').count();
        if at(i) == '/' && at(i + 1) == '/' {
            while i < characters.len() && at(i) != '\n' {
                i += 1;
            }
        } else if at(i) == 'r'
            && at(i + 1 + hashes) == '"'
            && !at(i.wrapping_sub(1)).is_alphanumeric()
        {
            let end: String =
                std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
            let rest: String = characters[i + 2 + hashes..].iter().collect();
            let length = rest.find(&end).map_or(rest.len(), |at| at + end.len());
            i += 2 + hashes + rest[..length].chars().count();
            code.push_str("\"\"");
        } else if at(i) == '"' {
            i += 1;
            while i < characters.len() && at(i) != '"' {
                i += if at(i) == '\\' { 2 } else { 1 };
            }
            i += 1;
            code.push_str("\"\"");
        } else if at(i) == '\'' && (at(i + 2) == '\'' || at(i + 1) == '\\') {
            i += if at(i + 1) == '\\' { 3 } else { 2 };
            while i < characters.len() && at(i) != '\'' {
                i += 1;
            }
            i += usize::from(at(i) == '\'');
            code.push_str("' '");
            // A plain character ends where it began.
        } else {
            code.push(at(i));
            i += 1;
        }
    }
    code
}

/// Paths named after `crate::`, groups in braces written out.
fn imports(code: &str) -> Vec<String> {
    let tight: String = code.replace(" as ", "'").chars().filter(|c| !c.is_whitespace()).collect();
    let mut found = Vec::new();
    for (start, _) in tight.match_indices("crate::") {
        expand("", &tight[start + "crate::".len()..], &mut found);
    }
    found
}

/// Adds the paths of a use tree and gives what follows it.
fn expand<'t>(prefix: &str, tree: &'t str, found: &mut Vec<String>) -> &'t str {
    if let Some(mut rest) = tree.strip_prefix('{') {
        loop {
            rest = expand(prefix, rest, found);
            // What follows a new name is not part of the path.
            rest = &rest[rest.find([',', '}']).unwrap_or(rest.len())..];
            match rest.chars().next() {
                Some(',') => rest = &rest[1..],
                Some('}') => return &rest[1..],
                _ => return rest,
            }
        }
    }
    let end =
        tree.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '*').unwrap_or(tree.len());
    let (name, rest) = tree.split_at(end);
    if name.is_empty() {
        return rest;
    }
    let path = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}::{name}") };
    match rest.strip_prefix("::") {
        Some(below) if !below.starts_with('<') => expand(&path, below, found),
        _ => {
            found.push(path);
            rest
        }
    }
}

/// Whether a module may import a path.
fn allowed(module: &str, path: &str) -> bool {
    let Some((_, list)) = LAYERS.iter().find(|(name, _)| *name == module) else { return false };
    let foundations = if FOUNDATIONS.contains(&module) { [].iter() } else { FOUNDATIONS.iter() };
    let same = std::iter::once(&module);
    list.iter().chain(foundations).chain(same).any(|entry| {
        path.strip_prefix(*entry).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    })
}

/// Everything wrong with a file.
fn faults(source: &Source) -> Vec<String> {
    let mut faults = Vec::new();
    let mut fault = |text: String| faults.push(format!("{}: {text}", source.path));
    let lines = source.text.lines().count();
    if lines > MOST_LINES {
        fault(format!("{lines} lines; at most {MOST_LINES}"));
    }
    if !source.text.starts_with("//!") && !source.is_test() {
        fault("no documentation of the module at its top".to_owned());
    }
    let code = source.code();
    if let Some(module) = source.module() {
        if !LAYERS.iter().any(|(name, _)| *name == module) {
            fault(format!("`{module}` is in no layer; add it to the table of this test"));
        }
        for path in imports(&code).iter().filter(|path| !allowed(module, path)) {
            fault(format!("imports `crate::{path}`, which `{module}` may not"));
        }
        if code.contains(&"super::".repeat(source.depth())) {
            fault("climbs to the root with `super`; write `crate::`".to_owned());
        }
        if module != "cli" {
            for clock in ["Instant", "SystemTime"] {
                if code.contains(clock) {
                    fault(format!("`{clock}`: no clock below the cli"));
                }
            }
        }
    }
    for banned in [
        ".unwrap()",
        "todo!",
        "unimplemented!",
        "panic!",
        "println!",
        "eprintln!",
        "print!",
        "dbg!",
        "HashMap",
        "unsafe ",
    ] {
        if code.contains(banned) {
            fault(format!("`{banned}` outside tests"));
        }
    }
    faults
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        let mut entries: Vec<PathBuf> = std::fs::read_dir(&folder)
            .expect("a readable folder")
            .map(|entry| entry.expect("a readable entry").path())
            .collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(&root).expect("it lies below").display().to_string();
                let text = std::fs::read_to_string(&path).expect("text");
                sources.push(Source { path: name.replace('\\', "/"), text });
            }
        }
    }
    sources
}

#[test]
#[expect(clippy::print_stderr, reason = "the length of files is worth a look")]
fn the_tree_keeps_its_layers_and_rules() {
    let sources = sources();
    assert!(sources.len() > 100);
    let mut lengths: Vec<usize> =
        sources.iter().map(|source| source.text.lines().count()).collect();
    lengths.sort_unstable();
    eprintln!("{} files, median {} lines", lengths.len(), lengths[lengths.len() / 2]);
    let mut report = String::new();
    for fault in sources.iter().flat_map(faults) {
        let _ = writeln!(report, "{fault}");
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn every_module_of_the_crate_has_a_layer() {
    let lib = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs"));
    let lib = lib.unwrap();
    let declared: Vec<&str> =
        lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let mut layers: Vec<&str> = LAYERS.iter().map(|(name, _)| *name).collect();
    layers.sort_unstable();
    assert_eq!(declared, layers);
}

#[test]
fn imports_are_found_in_every_form() {
    let code = "use crate::rng::Draws; use crate::{plan::{Place as P, risk::TrueRisk}, ids};\n\
                let x = crate::dist::math::exp(1.0); use crate::scenario as s;";
    assert_eq!(
        imports(code),
        ["rng::Draws", "plan::Place", "plan::risk::TrueRisk", "ids", "dist::math::exp", "scenario"]
    );
}

#[test]
fn each_rule_can_fail() {
    let wrong = |path: &str, code: &str| {
        faults(&Source::new(path, &format!("//! Doc.\n{code}"))).join("; ")
    };
    assert_eq!(wrong("model/event.rs", "use crate::plan::Place; use super::run::Run;"), "");
    assert!(wrong("data/table.rs", "use crate::scenario::Scenario;").contains("crate::scenario"));
    assert!(wrong("plan/risk.rs", "use crate::{rng, model::run::Run};").contains("model::run"));
    assert!(wrong("chart/map.rs", "fn f() { crate::brief::write() }").contains("crate::brief"));
    assert!(wrong("results/table.rs", "use crate::engine::Prepared;").contains("Prepared"));
    assert_eq!(wrong("results/table.rs", "use crate::engine::{BLOCK, ReplicateRecord};"), "");
    assert!(wrong("rng/mod.rs", "use super::engine::Worker;").contains("climbs"));
    assert!(wrong("rng/philox.rs", "use super::super::engine::Worker;").contains("climbs"));
    assert_eq!(wrong("rng/philox.rs", "use super::block;"), "");
    assert!(wrong("news.rs", "").contains("no layer"));
    assert!(wrong("ids.rs", "fn f() { x.unwrap() }").contains(".unwrap()"));
    assert!(wrong("ids.rs", "fn f() { todo!() }").contains("todo!"));
    assert!(wrong("ids.rs", "use std::time::Instant;").contains("clock"));
    assert_eq!(wrong("cli/run.rs", "use std::time::Instant;"), "");
    assert!(wrong("cli/run.rs", "fn f() { println!() }").contains("println!"));
    assert_eq!(wrong("ids.rs", "// todo!\nconst X: &str = \"panic!\"; const Q: char = '\"';"), "");
    assert!(wrong("ids.rs", "const X: &str = r#\"a\"b\"#; fn f() { panic!() }").contains("panic!"));
    assert!(wrong("ids.rs", "const Q: char = '\"'; fn f() { panic!() }").contains("panic!"));
    assert_eq!(wrong("ids.rs", "#[cfg(test)]\nmod tests { fn f() { x.unwrap() } }"), "");
    assert_eq!(wrong("plan/risk_tests.rs", "fn f() { x.unwrap() }"), "");
    assert!(wrong("ids.rs", &"\n".repeat(MOST_LINES)).contains("at most"));
    assert!(faults(&Source::new("ids.rs", "fn f() {}")).join("").contains("documentation"));
}
