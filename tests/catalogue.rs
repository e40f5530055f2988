//! The catalogue of interventions: every entry sound, a kind and its clone the same, and the page
//! `docs/model/interventions.md`, which `LEEWARD_UPDATE=1 cargo test --test catalogue` writes anew.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its files has failed")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use leeward::diagnostic::Diagnostic;
use leeward::scenario::catalogue::{self, Amount, CUSTOM, Entry, KINDS, LANGUAGES, entries};
use leeward::scenario::explain::explain;
use leeward::scenario::keys::{self, Kind, SECTORS};
use leeward::scenario::lever::LEVER_TABLE;
use leeward::scenario::quantity::Status;
use leeward::scenario::{Loaded, load};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The sound file of the corpus with its intervention replaced; `{id}` stands in its strategy.
fn scenario(id: &str, intervention: &str) -> String {
    let text = std::fs::read_to_string(root().join("tests/diagnostics/sound.toml")).unwrap();
    let start = text.find("[[interventions]]").unwrap();
    let end = text.find("[[strategies]]").unwrap();
    let text = format!("{}{intervention}\n{}", &text[..start], &text[end..]);
    text.replace("interventions = [\"roofs\"]", &format!("interventions = [\"{id}\"]"))
}

fn of_kind(id: &str, kind: &str, rest: &str) -> String {
    format!(
        "[[interventions]]\nid = \"{id}\"\nkind = \"{kind}\"\nstart_month = \"2027-01\"\n{rest}"
    )
}

fn read(text: &str) -> Loaded {
    load("a.toml", text.as_bytes(), &[]).unwrap_or_else(|found| panic!("{found:#?}\n{text}"))
}

fn refused(text: &str) -> Vec<Diagnostic> {
    load("a.toml", text.as_bytes(), &[]).map(|_| ()).unwrap_err()
}

/// Code, line and column.
fn place(found: &Diagnostic) -> (&'static str, usize, usize) {
    let span = found.span.as_ref().unwrap();
    let (line, column) = span.source.line_column(span.range.start);
    (found.code, line, column)
}

#[test]
fn every_entry_is_whole() {
    let kinds: Vec<&str> = entries().iter().map(|entry| entry.kind.as_str()).collect();
    assert_eq!(KINDS[0], CUSTOM);
    assert_eq!(KINDS[1..], kinds, "the words of `kind` are the entries, in their order");
    assert_eq!(kinds.iter().collect::<BTreeSet<_>>().len(), kinds.len());
    for entry in entries() {
        let kind = &entry.kind;
        for texts in [&entry.title, &entry.text] {
            let languages: Vec<&str> = texts.keys().map(String::as_str).collect();
            assert_eq!(languages, LANGUAGES, "{kind}");
            assert!(texts.values().all(|text| !text.trim().is_empty()), "{kind}");
        }
        assert!(entry.text.values().all(|text| text.chars().count() <= 100), "{kind}");
        assert!(matches!(entry.review.as_str(), "needed" | "done"), "{kind}");
        assert!(["before", "during", "after"].contains(&entry.phase.as_str()), "{kind}");
        assert!(SECTORS.contains(&entry.sector.as_str()), "{kind}");
        assert!(!entry.unit.is_empty() && !entry.target.is_empty(), "{kind}");
        assert!(!entry.lags_source.is_empty(), "{kind}");
    }
}

#[test]
fn every_number_of_an_entry_has_a_range_a_source_and_a_place() {
    for entry in entries() {
        for (name, amount) in entry.amounts() {
            let what = format!("{}: {name}", entry.kind);
            let (low, mode, high) = amount.range().unwrap_or_else(|| panic!("{what}"));
            assert!(low <= mode && mode <= high, "{what}");
            assert!(!amount.source.trim().is_empty(), "{what}");
            assert_ne!(
                amount.status,
                Status::Observed,
                "{what}: nothing is observed in every place"
            );
            let section = if entry.levers.contains_key(name) && name != "coverage_share" {
                "interventions.levers"
            } else {
                "interventions"
            };
            let key = keys::find(section, name)
                .unwrap_or_else(|| panic!("{what}: there is no such key or lever"));
            let Kind::Number { least, most } = key.kind else { panic!("{what}") };
            assert!(least <= low && high <= most, "{what}: out of {least} to {most}");
        }
        let year = entry.price_year.unwrap_or(2020);
        assert!((1990..=2025).contains(&year), "{}", entry.kind);
        assert!(!entry.levers.is_empty(), "{}", entry.kind);
    }
}

/// The first lever of the table decides what is costed, so the unit of the entry must be that one's.
#[test]
fn the_unit_of_a_cost_is_that_of_the_first_lever() {
    for entry in entries() {
        let (first, _) = entry.effects().next().unwrap();
        let lever = LEVER_TABLE.iter().find(|lever| lever.name == first).unwrap();
        assert_eq!(entry.unit, lever.delivered, "{}", entry.kind);
    }
}

#[test]
fn every_kind_is_read_without_a_finding_and_is_explained() {
    for kind in &KINDS[1..] {
        // In the prices of its own year, so that the cost stands as it does in the entry.
        let year = catalogue::entry(kind).unwrap().price_year.unwrap_or(2020);
        let text = scenario("it", &of_kind("it", kind, ""));
        let in_prices_of = [format!("currency.price_year={year}")];
        let loaded = load("a.toml", text.as_bytes(), &in_prices_of).unwrap();
        assert_eq!(loaded.warnings, [], "{kind}");
        let it = &loaded.scenario.interventions[0];
        let entry = catalogue::entry(kind).unwrap();
        assert_eq!(it.based_on.as_deref(), Some(*kind));
        assert_eq!(it.title, entry.title["en"]);
        assert_eq!(it.levers.len(), entry.levers.len());
        assert_eq!(it.unit_cost_usd.central, entry.unit_cost_usd.range().unwrap().1);
        assert_eq!(it.unit_cost_usd.source, entry.unit_cost_usd.source);
        assert_eq!(it.rollout_months, entry.rollout_months);
        assert_eq!(it.delay_months, entry.delay_months);
        let page = explain(kind).unwrap();
        assert!(page.contains(&format!("{kind} (kind of intervention)\n")), "{page}");
        assert!(page.lines().all(|line| line.chars().count() <= 100 || !page.starts_with(kind)));
    }
}

/// The resolved scenario states every value, so that a run can be repeated from it alone.
#[test]
fn the_resolved_scenario_gives_the_same_without_the_catalogue() {
    for kind in &KINDS[1..] {
        let first = read(&scenario("it", &of_kind("it", kind, "")));
        let start = first.resolved.find("[[interventions]]").unwrap();
        assert!(!first.resolved[start..].contains("\nkind ="), "{kind}");
        let again = read(&first.resolved);
        assert!(first.scenario == again.scenario, "{kind}");
        assert_eq!(first.resolved, again.resolved, "{kind}");
    }
}

fn inline(amount: &Amount) -> String {
    let (low, mode, high) = amount.range().unwrap();
    let numbers = if amount.value.is_some() {
        format!("value = {mode:?}")
    } else {
        format!("low = {low:?}, mode = {mode:?}, high = {high:?}")
    };
    format!("{{ {numbers}, source = {:?}, status = \"{}\" }}", amount.source, amount.status)
}

/// The entry written out key by key, without its kind.
fn clone_of(entry: &Entry, id: &str) -> String {
    let mut text = format!(
        "[[interventions]]\nid = \"{id}\"\nkind = \"{CUSTOM}\"\nstart_month = \"2027-01\"\n\
         title = {:?}\nphase = \"{}\"\nsector = \"{}\"\nrollout_months = {}\ndelay_months = {}\n\
         targeting = \"{}\"\ncoverage_share = {}\nunit_cost_usd = {}\n",
        entry.title["en"],
        entry.phase,
        entry.sector,
        entry.rollout_months,
        entry.delay_months,
        entry.targeting,
        inline(&entry.coverage_share),
        inline(&entry.unit_cost_usd),
    );
    if let Some(upkeep) = &entry.upkeep_usd_per_year {
        let _ = writeln!(text, "upkeep_usd_per_year = {}", inline(upkeep));
    }
    if let Some(classes) = &entry.classes {
        let _ = writeln!(text, "classes = {classes:?}");
    }
    if let (Some(year), true) =
        (entry.price_year, keys::find("interventions", "price_year").is_some())
    {
        let _ = writeln!(text, "price_year = {year}");
    }
    text.push_str("[interventions.levers]\n");
    for (lever, effect) in &entry.levers {
        let _ = writeln!(text, "{lever} = {}", inline(effect));
    }
    text
}

#[test]
fn a_clone_written_out_is_the_same_but_for_its_id() {
    for entry in entries() {
        let original = read(&scenario("it", &of_kind("it", &entry.kind, ""))).resolved;
        let clone = read(&scenario("other", &clone_of(entry, "other"))).resolved;
        let based_on = format!("based_on = \"{}\"\n", entry.kind);
        assert_eq!(original.matches(&based_on).count(), 1);
        let renamed = original
            .replace(&based_on, "")
            .replace("id = \"it\"", "id = \"other\"")
            .replace("[\"it\"]", "[\"other\"]");
        assert_eq!(renamed, clone, "{}", entry.kind);
    }
}

#[test]
fn a_stated_key_wins_and_levers_are_merged_one_by_one() {
    let rest = "coverage_share = 0.11\nclasses = [\"concrete\"]\nlevers.knowledge = 0.35\n";
    let loaded = read(&scenario("it", &of_kind("it", "awareness", rest)));
    let it = &loaded.scenario.interventions[0];
    assert_eq!((it.coverage_share.central, it.coverage_share.source.as_str()), (0.11, ""));
    assert_eq!(it.classes, Some([false, false, false, true]));
    let levers: Vec<(&str, f64)> =
        it.levers.iter().map(|(lever, effect)| (lever.entry().name, effect.central)).collect();
    assert_eq!(levers, [("risk_communication", 0.25), ("knowledge", 0.35)]);
    assert!(it.levers[0].1.spread.is_some() && it.levers[1].1.spread.is_none());

    let set = ["interventions.it.levers.risk_communication=0.4".to_owned()];
    let text = scenario("it", &of_kind("it", "awareness", ""));
    let loaded = load("a.toml", text.as_bytes(), &set).unwrap();
    assert_eq!(loaded.scenario.interventions[0].levers[0].1.central, 0.4);
}

#[test]
fn an_unknown_kind_is_one_error_at_its_place() {
    let found = refused(&scenario("it", &of_kind("it", "non_food_item", "")));
    assert_eq!(found.iter().map(place).collect::<Vec<_>>(), [("S211", 38, 8)]);
    assert!(format!("{:?}", found[0]).contains("non_food_items"), "{:?}", found[0]);
    let found = refused(&scenario("it", &of_kind("it", "zzz", "")));
    assert_eq!(found.iter().map(place).collect::<Vec<_>>(), [("S211", 38, 8)]);
    assert!(format!("{:?}", found[0]).contains("early_warning"), "{:?}", found[0]);
    for kind in ["7", "[\"stockpile\"]", "{ a = 1 }", "true"] {
        let text = scenario("it", &of_kind("it", "stockpile", "")).replace("\"stockpile\"", kind);
        let found = refused(&text);
        assert_eq!(found.iter().map(place).collect::<Vec<_>>(), [("S202", 38, 8)], "{kind}");
    }
}

#[test]
fn an_unknown_lever_beside_a_kind_names_the_levers_that_there_are() {
    let found = refused(&scenario("it", &of_kind("it", "stockpile", "levers.zzz = 1\n")));
    assert_eq!(found.iter().map(place).collect::<Vec<_>>(), [("S304", 40, 8)]);
    assert!(format!("{:?}", found[0]).contains("shelter_places"), "{:?}", found[0]);
}

#[test]
fn the_kind_says_where_values_come_from_and_based_on_does_not_go_with_it() {
    let rest = "based_on = \"drills\"\n";
    let found = refused(&scenario("it", &of_kind("it", "stockpile", rest)));
    assert_eq!(found.iter().map(place).collect::<Vec<_>>(), [("S216", 40, 1)]);
    let text = scenario("it", &of_kind("it", "stockpile", ""));
    let told = leeward::scenario::readback::read_back(&read(&text).scenario);
    assert!(told.contains("catalogue: stockpile; cost assumption: cost of a kit"), "{told}");
}

/// Broken tables beside a kind are reported, and nothing panics.
#[test]
fn kinds_survive_any_neighbour() {
    let values =
        ["7", "\"a\"", "[]", "[1]", "{}", "true", "-0.5", "nan", "2026-01-01", "{ low = 1 }"];
    let keys = keys::of_section("interventions").iter().map(|key| key.name);
    for key in keys.chain(["levers.warning", "levers.knowledge", "unknown"]) {
        for value in values {
            for kind in ["drills", "custom", "nothing"] {
                let text = scenario("it", &of_kind("it", kind, ""));
                let set = [format!("interventions.it.{key}={value}")];
                let _ = load("a.toml", text.as_bytes(), &set);
            }
        }
    }
    for list in
        ["interventions = 7", "interventions = [1, \"a\"]", "interventions = [{ kind = 1 }]"]
    {
        assert!(load("a.toml", list.as_bytes(), &[]).is_err());
    }
}

const HEAD: &str = "# The interventions of the catalogue

Written from the catalogue in the program by a test; do not edit. `leeward explain KIND` prints one entry,
`leeward interventions` lists them. A scenario names a `kind` in `[[interventions]]` and states what differs.
Money is USD of the price year; a number in the middle is the most likely one. *Status* `assumption` means
that the value is a judgement; a source given with it is then the one for its sign or a part of its range.
Costs are of one unit as named, and the first lever of an entry decides when a unit is counted. Lags are
months between a need and the first payment, and months to full coverage. Effects show how the wiring
works with such sizes; they are not evidence of what a programme achieves. Texts in Spanish, French, Haitian
Creole and Dutch were translated by machine and await a reader.
";

fn numbers(amount: &Amount) -> String {
    match amount.range().unwrap() {
        (low, mode, high) if low < high => format!("{low} / {mode} / {high}"),
        (low, ..) => low.to_string(),
    }
}

fn row(page: &mut String, what: &str, unit: &str, value: &str, support: (Status, &str)) {
    let source = support.1.replace('|', "\\|");
    let _ = writeln!(page, "| {what} | {value} | {unit} | {} | {source} |", support.0);
}

fn written() -> String {
    let mut page = HEAD.to_owned();
    let (mut count, mut assumed) = (0_u32, 0_u32);
    for sector in SECTORS {
        let of_sector: Vec<&Entry> = entries().iter().filter(|it| it.sector == *sector).collect();
        if of_sector.is_empty() {
            continue;
        }
        let _ = write!(page, "\n## {}\n", sector.replace('_', " "));
        for entry in of_sector {
            let _ = write!(
                page,
                "\n### `{}`: {}\n\n{} Phase: {}. For: {}, {} first.\n\n| number | value | unit | status | source |\n| --- | --- | --- | --- | --- |\n",
                entry.kind,
                entry.title["en"],
                entry.text["en"],
                entry.phase,
                entry.target,
                entry.targeting.replace('_', " "),
            );
            let year = entry.price_year.map_or(String::new(), |year| format!(" of {year}"));
            let cost = &entry.unit_cost_usd;
            let unit = format!("USD{year} per {}", entry.unit);
            row(&mut page, "cost", &unit, &numbers(cost), (cost.status, &cost.source));
            if let Some(upkeep) = &entry.upkeep_usd_per_year {
                let unit = format!("USD{year} per unit and year");
                row(&mut page, "upkeep", &unit, &numbers(upkeep), (upkeep.status, &upkeep.source));
            }
            for (name, effect) in entry.effects() {
                let lever = LEVER_TABLE.iter().find(|lever| lever.name == name).unwrap();
                let name = format!("`{name}`");
                row(
                    &mut page,
                    &name,
                    lever.unit,
                    &numbers(effect),
                    (effect.status, &effect.source),
                );
            }
            let coverage = &entry.coverage_share;
            let unit = "share of the target group";
            row(
                &mut page,
                "coverage",
                unit,
                &numbers(coverage),
                (coverage.status, &coverage.source),
            );
            let lags = format!("{} and {}", entry.delay_months, entry.rollout_months);
            row(&mut page, "lags", "months", &lags, (entry.lags_status, &entry.lags_source));
            for (_, amount) in entry.amounts() {
                count += 1;
                assumed += u32::from(amount.status == Status::Assumption);
            }
        }
    }
    let _ = write!(
        page,
        "\n{} kinds with {count} numbers beside their lags, of which {assumed} are assumptions.\n",
        entries().len()
    );
    page
}

#[test]
fn the_page_of_interventions_is_the_catalogue() {
    let path = Path::new(&root()).join("docs/model/interventions.md");
    let expected = written();
    if std::env::var_os("LEEWARD_UPDATE").is_some() {
        std::fs::write(&path, &expected).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == expected,
        "docs/model/interventions.md is not what the catalogue says; run LEEWARD_UPDATE=1 cargo test \
         --test catalogue"
    );
}

#[test]
fn the_list_shows_every_kind_once_and_filters() {
    let all = catalogue::table(None, None);
    for kind in &KINDS[1..] {
        assert_eq!(all.lines().filter(|line| line.starts_with(&format!("  {kind} "))).count(), 1);
    }
    assert!(all.lines().all(|line| line.chars().count() <= 100));
    let some = catalogue::table(Some("health_support"), Some("during"));
    assert!(some.contains("health_care") && !some.contains("drills"), "{some}");
    assert!(catalogue::table(Some("health_support"), Some("before")).contains("no such"));
    let document = catalogue::document(None, Some("after"));
    let listed = document["interventions"].as_array().unwrap();
    assert!(listed.len() > 5 && listed.iter().all(|it| it["phase"] == "after"));
    assert!(listed.iter().all(|it| it["unit_cost_usd"]["source"].is_string()));
}
