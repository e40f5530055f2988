//! `[[alternatives]]`: what they are, and the scenario that each of them makes.

use super::{decode, report_duplicates};
use crate::diagnostic::{Diagnostic, Span};
use crate::scenario::Scenario;
use crate::scenario::alternative::Alternative;
use crate::scenario::findings::Findings;
use crate::scenario::keys::{SECTIONS, Shape};
use crate::scenario::overlay::{self, Part};
use crate::scenario::quantity::Status;
use crate::scenario::reader::TableReader;
use crate::scenario::resolved::toml_value;
use crate::scenario::tree::{Entry, Node, Table, Value};

/// One key of `[alternatives.set]`, as its parts, and the value it gets.
struct Setting<'a> {
    parts: Vec<Part>,
    value: &'a Node,
}

impl Setting<'_> {
    fn key(&self) -> String {
        let parts: Vec<&str> = self.parts.iter().map(|part| part.text.as_str()).collect();
        parts.join(".")
    }
}

/// The alternatives, sorted by id.
pub(super) fn read(root: &TableReader<'_>) -> Vec<Alternative> {
    let readers = root.tables("alternatives", "alternatives");
    let read: Vec<_> =
        readers.iter().map(|reader| (alternative(reader), reader.place("id"))).collect();
    super::sorted_by_id(read, root.findings, "alternatives", |it: &Alternative| it.id.as_str())
}

fn alternative(reader: &TableReader<'_>) -> Alternative {
    let status = reader.word("status");
    let id = reader.id("id");
    if id == "main" {
        reader.report(
            Diagnostic::error("S342", "`main` is the name of the main case", reader.place("id"))
                .label("every result calls the case without alternative so")
                .help("give the alternative another id"),
        );
    }
    let mut set = Vec::new();
    if !reader.has("set") {
        reader.must_have("set");
    } else if let Some((entries, span)) = reader.open_table("set") {
        let settings = settings(entries);
        if settings.is_empty() {
            reader.report(
                Diagnostic::error("S342", "the alternative sets no key", Some(span))
                    .label("nothing would differ")
                    .help("add a line such as \"climate.pathway\" = \"SSP5-8.5\""),
            );
        }
        let named: Vec<(String, Option<Span>)> = settings
            .iter()
            .map(|it| (it.key(), it.parts.first().map(|part| part.span.clone())))
            .collect();
        report_duplicates(&named, reader.findings, "keys of an alternative", &String::as_str);
        for setting in &settings {
            refuse_fixed(reader, setting);
        }
        set = settings.iter().map(|it| (it.key(), toml_value(&it.value.value))).collect();
        set.sort();
    }
    let alternative = Alternative {
        id,
        title: reader.text("title"),
        source: reader.text("source"),
        status: Status::ALL
            .into_iter()
            .find(|it| it.word() == status)
            .unwrap_or(Status::Assumption),
        set,
    };
    reader.finish();
    alternative
}

/// What makes futures comparable stays: the months, the futures, the strategies, the prices.
fn refuse_fixed(reader: &TableReader<'_>, setting: &Setting<'_>) {
    let (Some(first), key) = (setting.parts.first(), setting.key()) else { return };
    let fixed =
        ["format", "extends", "scenario", "experiment", "alternatives", "strategies", "targets"];
    let is_price = first.text == "currency" && key != "currency.cost_ratio";
    let is_id = setting.parts.last().is_some_and(|part| part.text == "id");
    if setting.parts.len() > 1 && !is_id && !fixed.contains(&first.text.as_str()) && !is_price {
        return;
    }
    reader.report(
        Diagnostic::error(
            "S342",
            format!("an alternative cannot set `{key}`"),
            Some(first.span.clone()),
        )
        .label("stays the same in every alternative")
        .help(
            "set single keys of the place, the climate, hazards, behaviour, recovery or measures, \
             such as \"climate.pathway\" or \"currency.cost_ratio\"",
        ),
    );
}

/// The keys of a `set` table, written with points inside quotes or as tables in tables.
fn settings(entries: &[Entry]) -> Vec<Setting<'_>> {
    let mut found = Vec::new();
    gather(&[], entries, &mut found);
    found
}

fn gather<'a>(above: &[Part], entries: &'a [Entry], found: &mut Vec<Setting<'a>>) {
    for entry in entries {
        let own = entry
            .key
            .split('.')
            .map(|text| Part { text: text.trim().to_owned(), span: entry.key_span.clone() });
        let parts: Vec<Part> = above.iter().cloned().chain(own).collect();
        match &entry.value.value {
            Value::Table(table) if is_section(&parts) => gather(&parts, &table.entries, found),
            _ => found.push(Setting { parts, value: &entry.value }),
        }
    }
}

/// Whether a path leads to a section or an element of a list, and not to a key.
fn is_section(parts: &[Part]) -> bool {
    let mut section = String::new();
    let mut is_list = false;
    for part in parts {
        if is_list {
            is_list = false;
            continue;
        }
        let path =
            if section.is_empty() { part.text.clone() } else { format!("{section}.{}", part.text) };
        let Some(known) = SECTIONS.iter().find(|it| it.path == path) else { return false };
        is_list = matches!(known.shape, Shape::Many | Shape::ByZone);
        section = path;
    }
    true
}

/// The scenario of each alternative, in the order of their ids; what is wrong with it is reported where
/// the alternative stands and says which one it is. `main` is what the main scenario has already.
pub(in crate::scenario) fn scenarios(
    root: &Table,
    main: &[Diagnostic],
    findings: &Findings,
) -> Vec<Scenario> {
    let Some(Entry { value: Node { value: Value::List(elements), .. }, .. }) =
        root.get("alternatives")
    else {
        return Vec::new();
    };
    let mut bare = root.clone();
    bare.entries.retain(|entry| entry.key != "alternatives");
    let mut read = Vec::new();
    for element in elements {
        let Value::Table(table) = &element.value else { continue };
        let Some(Entry { value: Node { value: Value::Table(set), .. }, .. }) = table.get("set")
        else {
            continue;
        };
        let id = table.text("id").unwrap_or_default();
        let mut changed = bare.clone();
        let own = Findings::default();
        for setting in settings(&set.entries) {
            let key = setting.key();
            if setting.parts.iter().any(|part| part.text.is_empty()) {
                continue;
            }
            overlay::put(&mut changed, &setting.parts, setting.value.clone(), &key, &own);
        }
        let scenario = decode(&changed, &own);
        for found in own.into_list() {
            if !main.contains(&found) {
                findings.add(found.note(format!("in the alternative `{id}`")));
            }
        }
        read.push((id, scenario));
    }
    read.sort_by(|a, b| a.0.cmp(b.0));
    read.into_iter().map(|(_, scenario)| scenario).collect()
}
