//! Holds the documents to the code: the order of a period, the commands of the README, levers, rows, and
//! every relative link of every Markdown file.

use std::fs;
use std::path::{Path, PathBuf};

use leeward::brief::rows::rows_list;
use leeward::model::period::ORDER;
use leeward::proof::ROWS;
use leeward::scenario::lever::LEVER_TABLE;

const MAIN_JOB: &str = "cargo run --release -- run scenarios/dominica/scenario.toml";
const TESTS: &str = "cargo test";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The numbers and bold names of the first numbered list.
fn numbered_names(markdown: &str) -> Vec<(usize, String)> {
    markdown
        .lines()
        .filter_map(|line| {
            let (number, rest) = line.split_once(". **")?;
            let (name, _) = rest.split_once("**")?;
            Some((number.parse().ok()?, name.trim_end_matches('.').to_owned()))
        })
        .collect()
}

/// Lines that stand alone in a fenced block.
fn fenced_lines(markdown: &str) -> Vec<&str> {
    let mut inside = false;
    let mut lines = Vec::new();
    for line in markdown.lines() {
        if line.trim_start().starts_with("```") {
            inside = !inside;
        } else if inside {
            lines.push(line.trim());
        }
    }
    lines
}

/// Targets of inline links and pictures outside of code, in order.
fn links(markdown: &str) -> Vec<String> {
    let mut inside = false;
    let mut found = Vec::new();
    for line in markdown.lines() {
        if line.trim_start().starts_with("```") {
            inside = !inside;
            continue;
        }
        if inside {
            continue;
        }
        // Every second piece between backticks is code.
        let prose: String = line.split('`').step_by(2).collect::<Vec<_>>().join("code");
        let mut rest = prose.as_str();
        while let Some(start) = rest.find("](") {
            rest = &rest[start + 2..];
            let Some(end) = rest.find(')') else { break };
            found.push(rest[..end].to_owned());
            rest = &rest[end..];
        }
    }
    found
}

/// The anchor that a heading gets: small letters, digits and hyphens.
fn anchor(heading: &str) -> String {
    heading
        .to_lowercase()
        .chars()
        .filter_map(|sign| match sign {
            ' ' => Some('-'),
            '-' | '_' => Some(sign),
            _ if sign.is_alphanumeric() => Some(sign),
            _ => None,
        })
        .collect()
}

fn has_anchor(markdown: &str, wanted: &str) -> bool {
    let mut inside = false;
    markdown.lines().any(|line| {
        if line.trim_start().starts_with("```") {
            inside = !inside;
        }
        !inside && line.starts_with('#') && anchor(line.trim_start_matches('#').trim()) == wanted
    })
}

/// Links of `file` that lead nowhere.
fn broken(file: &Path, markdown: &str) -> Vec<String> {
    let folder = file.parent().expect("a file stands in a folder");
    links(markdown)
        .into_iter()
        .filter(|link| !link.contains("://") && !link.starts_with("mailto:"))
        .filter(|link| {
            let (path, heading) = link.split_once('#').unwrap_or((link, ""));
            let target = if path.is_empty() { file.to_path_buf() } else { folder.join(path) };
            if !target.exists() {
                return true;
            }
            let checkable = target.extension().is_some_and(|kind| kind == "md");
            checkable && !heading.is_empty() && !has_anchor(&text(&target), heading)
        })
        .collect()
}

fn markdown_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("a folder that can be read").path())
        .collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() {
            if !["target", "outputs", ".git"].contains(&name) {
                markdown_files(&path, found);
            }
        } else if path.extension().is_some_and(|kind| kind == "md") {
            found.push(path);
        }
    }
}

#[test]
fn the_order_of_a_period_is_the_documented_one() {
    let documented = numbered_names(&text(&root().join("docs/model/period.md")));
    let expected: Vec<(usize, String)> =
        ORDER.iter().enumerate().map(|(at, step)| (at + 1, step.name().to_owned())).collect();
    assert_eq!(documented, expected);
}

#[test]
fn the_readme_holds_its_two_commands() {
    let readme = text(&root().join("README.md"));
    let lines = fenced_lines(&readme);
    for command in [MAIN_JOB, TESTS] {
        assert!(lines.contains(&command), "README.md lacks the line `{command}`");
    }
    let case = MAIN_JOB.rsplit(' ').next().expect("a command names its case");
    assert!(root().join(case).is_file(), "{case} is not there");
}

#[test]
fn every_relative_link_leads_somewhere() {
    let mut files = Vec::new();
    markdown_files(&root(), &mut files);
    for expected in ["README.md", "docs/model/period.md"] {
        assert!(files.contains(&root().join(expected)), "{expected} was not looked at");
    }
    let wrong: Vec<String> = files
        .iter()
        .flat_map(|file| {
            broken(file, &text(file))
                .into_iter()
                .map(|link| format!("{}: {link}", file.display()))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(wrong.is_empty(), "links that lead nowhere:\n{}", wrong.join("\n"));
}

#[test]
fn every_decision_record_stands_in_the_index() {
    let folder = root().join("docs/adr");
    let index = text(&folder.join("README.md"));
    let listed = links(&index);
    let mut files = Vec::new();
    markdown_files(&folder, &mut files);
    let records: Vec<String> = files
        .iter()
        .filter_map(|path| path.file_name()?.to_str().map(str::to_owned))
        .filter(|name| name != "README.md")
        .collect();
    assert!(records.len() >= 11, "{records:?}");
    for (number, name) in records.iter().enumerate() {
        assert!(listed.contains(name), "docs/adr/README.md does not list {name}");
        assert!(name.starts_with(&format!("{:04}-", number + 1)), "a number is missing at {name}");
    }
}

/// Keys of the form `section.key` in the first column of the tables of equations.
fn keys_in_code(markdown: &str) -> Vec<String> {
    markdown
        .lines()
        .filter(|line| !line.trim_start().starts_with("```"))
        .flat_map(|line| line.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>())
        .filter(|code| {
            let sections =
                ["population", "climate", "vulnerability", "behaviour", "recovery", "sites"];
            code.split_once('.').is_some_and(|(section, key)| {
                sections.contains(&section)
                    && key.chars().all(|sign| sign.is_ascii_alphanumeric() || "_.".contains(sign))
            })
        })
        .collect()
}

#[test]
fn every_key_that_the_model_description_names_exists() {
    let named = keys_in_code(&text(&root().join("docs/model/README.md")));
    assert!(named.len() > 50, "only {} keys were found", named.len());
    let known: Vec<String> = leeward::scenario::parameters::all_keys()
        .map(|key| format!("{}.{}", key.section, key.name))
        .chain(["climate.pathway".to_owned(), "recovery.repair_queue".to_owned()])
        .collect();
    let unknown: Vec<&String> = named.iter().filter(|key| !known.contains(key)).collect();
    assert!(unknown.is_empty(), "docs/model/README.md names keys that are not there: {unknown:?}");
}

#[test]
fn every_lever_is_described_and_no_other() {
    let described: Vec<String> = levers_of(&text(&root().join("docs/model/README.md")));
    let mut known: Vec<String> = LEVER_TABLE.iter().map(|entry| entry.name.to_owned()).collect();
    let mut listed = described.clone();
    listed.sort();
    known.sort();
    assert_eq!(
        listed, known,
        "the table under *Levers* of docs/model/README.md is not that of the code"
    );
    let readme = text(&root().join("README.md"));
    assert!(links(&readme).contains(&"docs/model/README.md#levers".to_owned()));
    let number = format!("{} *levers*", LEVER_TABLE.len());
    assert!(readme.contains(&number), "README.md does not say `{number}`");
}

/// Names in the first column of the table under the heading *Levers*.
fn levers_of(markdown: &str) -> Vec<String> {
    markdown
        .lines()
        .skip_while(|line| *line != "### Levers")
        .skip(1)
        .take_while(|line| !line.starts_with('#'))
        .filter_map(|line| Some(line.strip_prefix("| `")?.split_once('`')?.0.to_owned()))
        .collect()
}

const ROWS_BEGIN: &str = "<!-- rows -->\n";
const ROWS_END: &str = "<!-- /rows -->";

/// `LEEWARD_UPDATE=1 cargo test --test documentation` writes the table anew.
#[test]
fn the_rows_of_the_readme_are_those_of_the_proofs() {
    let path = root().join("README.md");
    let readme = text(&path);
    let (before, rest) = readme.split_once(ROWS_BEGIN).expect("README.md has a place for rows");
    let (_, after) = rest.split_once(ROWS_END).expect("the place for rows has an end");
    let expected = format!("{before}{ROWS_BEGIN}\n{}\n{ROWS_END}{after}", rows_list(&ROWS));
    if std::env::var_os("LEEWARD_UPDATE").is_some() {
        fs::write(&path, &expected).expect("README.md can be written");
    } else {
        assert_eq!(
            readme, expected,
            "write it anew: LEEWARD_UPDATE=1 cargo test --test documentation"
        );
    }
    assert!(
        before.contains("It proves wiring, not the world"),
        "the sentence on what proofs are worth"
    );
    let command = "cargo run --release -- rows";
    assert!(fenced_lines(&readme).contains(&command), "README.md lacks the line `{command}`");
}

/// The lines of the table under a heading: its first two cells, and the rest.
fn table_under<'a>(markdown: &'a str, heading: &str) -> Vec<(&'a str, &'a str, &'a str)> {
    markdown
        .lines()
        .skip_while(|line| *line != heading)
        .skip(1)
        .take_while(|line| !line.starts_with('#'))
        .filter(|line| line.starts_with("| R"))
        .filter_map(|line| {
            let (row, rest) = line.strip_prefix("| ")?.split_once(" | ")?;
            let (second, rest) = rest.split_once(" | ")?;
            Some((row, second, rest.trim_end_matches(" |")))
        })
        .collect()
}

/// Every row has a line in the page of rows, in order, under its present name; and so has every number of
/// the place that its proof sets.
#[test]
fn the_page_of_rows_is_that_of_the_proofs() {
    let page = text(&root().join("docs/model/rows.md"));
    let names: Vec<(&str, &str)> =
        table_under(&page, "## The rows").iter().map(|line| (line.0, line.1)).collect();
    let expected: Vec<(&str, &str)> =
        ROWS.iter().map(|row| (row.row.as_str(), row.name.as_str())).collect();
    assert_eq!(names, expected);
    let set: Vec<String> = table_under(&page, "## Numbers that the proofs set")
        .iter()
        .map(|(row, key, value)| format!("{row} {key} {value}"))
        .collect();
    let mut expected = Vec::new();
    for row in ROWS.iter() {
        for (key, value) in &row.set {
            expected.push(format!("{} `{key}` {value}", row.row));
        }
        for (key, value) in &row.place {
            expected.push(format!("{} `{key}` {value} (proof place only)", row.row));
        }
    }
    let (mut set, mut expected) = (set, expected);
    set.sort();
    expected.sort();
    assert_eq!(set, expected);
}

/// The checks themselves can fail.
#[test]
fn the_checks_see_what_is_wrong() {
    assert_eq!(
        numbered_names("2. **Repair.** x\ntext\n3. **Exits** y"),
        [(2, "Repair".to_owned()), (3, "Exits".to_owned())]
    );
    assert_eq!(fenced_lines("a\n```sh\ncargo test\n```\nb"), ["cargo test"]);
    let markdown = "# One Two\n[a](x.md) `[b](y.md)` ![c](z.png)\n```\n[d](w.md)\n```\n[e](#one-two) [f](#three)";
    assert_eq!(links(markdown), ["x.md", "z.png", "#one-two", "#three"]);
    let here = root().join("README.md");
    assert_eq!(broken(&here, "[a](no-such-file.md) [b](Cargo.toml)"), ["no-such-file.md"]);
    assert_eq!(anchor("What a future is: `x`, 1"), "what-a-future-is-x-1");
    assert!(has_anchor(markdown, "one-two") && !has_anchor(markdown, "three"));
    assert_eq!(levers_of("| `a` |\n### Levers\n| `b` | c |\n## D\n| `e` |"), ["b"]);
    assert_eq!(keys_in_code("| `sites.a_b` | `c.d` | sites.e"), ["sites.a_b"]);
}
