//! Reads one table of a scenario file against the key table and collects everything that is wrong.
//!
//! Every method gives back a usable value even where the file's is wrong, so that the rest is read and
//! reported too; a scenario with any error is refused as a whole.

mod numbers;
mod spread;
mod words;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::PathBuf;

use super::findings::{Findings, listed, nearest};
use super::keys::{self, Key, Kind};
use super::profile::Profile;
use super::tree::{Entry, Node, Table, Value};
use crate::diagnostic::{Diagnostic, Span};

pub(super) use numbers::tidy;
pub(super) use words::unknown_word;

static EMPTY: Table = Table::EMPTY;

/// One table and what is known about it.
pub(super) struct TableReader<'a> {
    table: &'a Table,
    /// Place of the table; none where the file leaves it out.
    pub(super) span: Option<Span>,
    /// Sections of the key table that apply.
    sections: Vec<&'static str>,
    /// Path of the numbers in it: `zones.north`.
    pub(super) path: String,
    /// How the table is spoken of: "[[zones]] number 2, `north`".
    context: String,
    pub(super) findings: &'a Findings,
    pub(super) profile: &'static Profile,
    taken: RefCell<BTreeSet<&'static str>>,
}

impl<'a> TableReader<'a> {
    /// The whole file.
    pub(super) fn root(
        table: &'a Table,
        findings: &'a Findings,
        profile: &'static Profile,
    ) -> Self {
        Self {
            table,
            span: None,
            sections: vec![""],
            path: String::new(),
            context: String::new(),
            findings,
            profile,
            taken: RefCell::default(),
        }
    }

    fn child(&self, node: Option<&'a Node>, section: &'static str, path: String) -> Self {
        let (table, span) = match node {
            Some(Node { value: Value::Table(table), span }) => (table, Some(span.clone())),
            Some(Node { span, .. }) => (&EMPTY, Some(span.clone())),
            None => (&EMPTY, None),
        };
        Self {
            table,
            span,
            sections: vec![section],
            path,
            context: String::new(),
            findings: self.findings,
            profile: self.profile,
            taken: RefCell::default(),
        }
    }

    /// Lets the keys of a second section apply too.
    pub(super) fn also(&mut self, section: &'static str) {
        self.sections.push(section);
    }

    fn key(&self, name: &'static str) -> &'static Key {
        let found = self.sections.iter().find_map(|section| keys::find(section, name));
        // Names are written in the code and stand in the key table; a missing one is named.
        found.expect(name)
    }

    fn take(&self, name: &'static str) -> Option<&'a Entry> {
        self.taken.borrow_mut().insert(name);
        self.table.get(name)
    }

    /// Whether the file has the key.
    pub(super) fn has(&self, name: &str) -> bool {
        self.table.get(name).is_some()
    }

    /// Whether a diagnostic already speaks about the value of `name`.
    pub(super) fn is_broken(&self, name: &str) -> bool {
        self.table.get(name).is_some_and(|entry| matches!(entry.value.value, Value::Reported))
    }

    /// Place of the value of `name`, or of the table where the key is left out.
    pub(super) fn place(&self, name: &str) -> Option<Span> {
        self.table.get(name).map(|entry| entry.value.span.clone()).or_else(|| self.span.clone())
    }

    /// Place of the key `name`.
    pub(super) fn key_place(&self, name: &str) -> Option<Span> {
        self.table.get(name).map(|entry| entry.key_span.clone())
    }

    /// Adds a diagnostic with the context of this table.
    pub(super) fn report(&self, diagnostic: Diagnostic) {
        let diagnostic = if self.context.is_empty() {
            diagnostic
        } else {
            diagnostic.note(format!("in: {}", self.context))
        };
        self.findings.add(diagnostic);
    }

    fn wrong_type(&self, name: &str, node: &Node, wanted: &str, help: &str) {
        if matches!(node.value, Value::Reported) {
            return;
        }
        let found = node.value.described();
        self.report(
            Diagnostic::error(
                "S202",
                format!("`{name}` must be {wanted}, found {found}"),
                Some(node.span.clone()),
            )
            .label(format!("this is {found}"))
            .help(help),
        );
    }

    fn missing(&self, key: &Key) {
        // A misspelt key is reported once, as unknown.
        let known =
            || self.sections.iter().flat_map(|section| keys::of_section(section)).map(|it| it.name);
        let is_misspelt = self.table.entries.iter().any(|entry| {
            !known().any(|name| name == entry.key) && nearest(&entry.key, known()) == Some(key.name)
        });
        if !is_misspelt {
            self.report_missing(key);
        }
    }

    /// Reports a key that is missing, even where a similar one may stand for it: for keys without
    /// which the others cannot be judged, so that the similar one is not reported either.
    pub(super) fn must_have(&self, name: &'static str) {
        self.report_missing(self.key(name));
    }

    fn report_missing(&self, key: &Key) {
        let example = match key.kind {
            Kind::Number { .. } | Kind::Integer { .. } => format!("{} = 1", key.name),
            Kind::Month => format!("{} = \"2026-01\"", key.name),
            Kind::Names => format!("{} = []", key.name),
            Kind::Numbers { .. } => format!("{} = [0, 1]", key.name),
            Kind::Table if key.section.is_empty() => format!("[{}]", key.name),
            Kind::Tables if key.section.is_empty() => format!("[[{}]]", key.name),
            Kind::Table | Kind::Tables | Kind::ByZone => format!("{} = {{ }}", key.name),
            Kind::Word(words) => format!("{} = \"{}\"", key.name, words[0]),
            _ => format!("{} = \"...\"", key.name),
        };
        self.report(
            Diagnostic::error("S206", format!("`{}` is missing", key.path()), self.span.clone())
                .label(format!("`{}` belongs here", key.name))
                .help(format!("add a line such as `{example}`: {}", lower_first(key.about))),
        );
    }

    /// The table under `name`; an empty one where it is left out.
    pub(super) fn table(&self, name: &'static str, section: &'static str) -> TableReader<'a> {
        let entry = self.take(name);
        if let Some(entry) = entry
            && !matches!(entry.value.value, Value::Table(_))
        {
            let help = format!("write a section [{section}] with one key a line");
            self.wrong_type(name, &entry.value, "a table", &help);
        }
        if entry.is_none() && self.key(name).fallback == keys::Fallback::Required {
            self.missing(self.key(name));
        }
        let path =
            if self.path.is_empty() { section.to_owned() } else { format!("{}.{name}", self.path) };
        let mut child = self.child(entry.map(|entry| &entry.value), section, path);
        child.context = if self.context.is_empty() {
            format!("[{section}]")
        } else {
            format!("{}, `{name}`", self.context)
        };
        child
    }

    /// The tables under `name`, such as every `[[zones]]`.
    pub(super) fn tables(&self, name: &'static str, section: &'static str) -> Vec<TableReader<'a>> {
        let Some(entry) = self.take(name) else {
            if self.key(name).fallback == keys::Fallback::Required {
                self.missing(self.key(name));
            }
            return Vec::new();
        };
        let Value::List(elements) = &entry.value.value else {
            let help = format!("write [[{section}]] with two pairs of brackets before each one");
            self.wrong_type(name, &entry.value, "a list of tables", &help);
            return Vec::new();
        };
        let mut readers = Vec::new();
        for (at, element) in elements.iter().enumerate() {
            let Value::Table(table) = &element.value else {
                let help = format!("write [[{section}]] before each one");
                self.wrong_type(name, element, "a list of tables", &help);
                continue;
            };
            let (path, shown) = match table.text("id") {
                Some(id) => (format!("{section}.{id}"), format!(", `{id}`")),
                None => (format!("{section}.{}", at + 1), String::new()),
            };
            let mut child = self.child(Some(element), section, path);
            child.context = format!("[[{section}]] number {}{shown}", at + 1);
            readers.push(child);
        }
        readers
    }

    /// A table whose keys the scenario itself names, such as zones: key, place of the key, value.
    pub(super) fn open_table(&self, name: &'static str) -> Option<(&'a [Entry], Span)> {
        let entry = self.take(name)?;
        if let Value::Table(table) = &entry.value.value {
            Some((&table.entries, entry.value.span.clone()))
        } else {
            self.wrong_type(name, &entry.value, "a table", "write one `zone = value` for each");
            None
        }
    }

    /// The tables under `name` that the scenario names by zone: name, its place, reader.
    pub(super) fn named_tables(
        &self,
        name: &'static str,
        section: &'static str,
    ) -> Vec<(String, Span, TableReader<'a>)> {
        if !self.has(name) && self.key(name).fallback == keys::Fallback::Required {
            self.missing(self.key(name));
        }
        let Some((entries, _)) = self.open_table(name) else { return Vec::new() };
        let mut named = Vec::new();
        for entry in entries {
            let zone = &entry.key;
            if !matches!(entry.value.value, Value::Table(_)) {
                let help = format!("write a section [{section}.{zone}] with one key a line");
                self.wrong_type(zone, &entry.value, "a table", &help);
                continue;
            }
            let path = format!("{}.{name}.{zone}", self.path);
            let mut child = self.child(Some(&entry.value), section, path);
            child.context = format!("{}, `{name}.{zone}`", self.context);
            named.push((zone.clone(), entry.key_span.clone(), child));
        }
        named
    }

    /// Keys that no line of the key table covers, with their places; counts them as read.
    pub(super) fn others(&self) -> Vec<(String, Span)> {
        let known =
            |name: &str| self.sections.iter().any(|section| keys::find(section, name).is_some());
        let others = self.table.entries.iter().filter(|entry| !known(&entry.key));
        others.map(|entry| (entry.key.clone(), entry.key_span.clone())).collect()
    }

    /// Whether the table has no keys.
    pub(super) fn is_empty(&self) -> bool {
        self.table.entries.is_empty()
    }

    /// Counts a key as read.
    pub(super) fn mark_read(&self, name: &'static str) {
        self.taken.borrow_mut().insert(name);
    }

    /// Place of the id of an element of the list `name`.
    pub(super) fn element_place(&self, name: &str, id: &str) -> Option<Span> {
        super::check::element_place(self.table, name, id)
    }

    /// A file, relative to the scenario.
    pub(super) fn path(&self, name: &'static str) -> Option<PathBuf> {
        let text = self.plain_text(name)?;
        if text.contains(char::is_control) {
            let place = self.place(name);
            let written = place.as_ref().and_then(|it| it.source.text.get(it.range.clone()));
            let mended = written.unwrap_or_default().replace('\\', "/");
            self.report(
                Diagnostic::error("S106", format!("`{name}` holds a special character"), place)
                    .label("a backslash in a text begins a special character")
                    .replace(
                        format!("write slashes, from the folder of this file: {mended}"),
                        mended,
                    ),
            );
            return None;
        }
        Some(PathBuf::from(text))
    }

    /// `true` or `false`.
    pub(super) fn flag(&self, name: &'static str) -> bool {
        let fallback = matches!(self.key(name).fallback, keys::Fallback::Flag(true));
        match self.take(name).map(|entry| &entry.value) {
            None => fallback,
            Some(Node { value: Value::Boolean(flag), .. }) => *flag,
            Some(node) => {
                self.wrong_type(name, node, "true or false", "write true or false, without quotes");
                fallback
            }
        }
    }

    /// Reports every key that was not read: unknown ones, and known ones that do not apply here.
    pub(super) fn finish(&self) {
        let taken = self.taken.borrow();
        let known = || {
            self.sections.iter().flat_map(|section| keys::of_section(section)).map(|key| key.name)
        };
        for entry in &self.table.entries {
            let name = entry.key.as_str();
            if taken.contains(name) {
                continue;
            }
            if self.findings.suffice() {
                return;
            }
            let span = Some(entry.key_span.clone());
            if known().any(|key| key == name) {
                self.report(
                    Diagnostic::error("S216", format!("`{name}` does not apply here"), span)
                        .label("has no effect together with the other keys")
                        .help(format!("remove it, or see: leeward explain {name}")),
                );
                continue;
            }
            let unknown = Diagnostic::error("S201", format!("unknown key `{name}`"), span)
                .label("no such key");
            self.report(match nearest(name, known()) {
                Some(near) => {
                    unknown.replace(format!("a similar key exists: `{near}`"), near.to_owned())
                }
                None => unknown.help(format!("keys that are known here: {}", listed(known()))),
            });
        }
    }
}

/// The sentence with a small first letter, to stand after a colon.
pub(super) fn lower_first(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let second_is_small = sentence.chars().nth(1).is_some_and(|letter| !letter.is_uppercase());
    match letters.next() {
        Some(first) if second_is_small => first.to_lowercase().chain(letters).collect(),
        _ => sentence.to_owned(),
    }
}
