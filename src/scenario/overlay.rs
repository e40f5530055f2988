//! Values given with `--set key=value`, laid over the file before it is read.

use std::ops::Range;
use std::sync::Arc;

use toml::de::DeValue;

use super::findings::{Findings, listed};
use super::syntax::in_value;
use super::tree::{Entry, Node, Planter, Table, Value};
use crate::diagnostic::{Diagnostic, SourceText, Span};

/// Most parts of a key; no section lies deeper.
const MOST_PARTS: usize = 8;

/// One part of a key's path and where it is written.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) text: String,
    pub(super) span: Span,
}

/// Lays every override over the tree, the last one on top.
pub(super) fn apply(table: &mut Table, overrides: &[String], findings: &Findings) {
    for text in overrides {
        let source = SourceText::new("--set", text.as_str());
        let whole = |range| Span { source: Arc::clone(&source), range };
        let Some(equals) = text.find('=') else {
            findings.add(malformed(text, whole(0..text.len())));
            continue;
        };
        let keys = key_parts(&text[..equals]);
        if keys.len() > MOST_PARTS || keys.iter().any(Range::is_empty) {
            findings.add(malformed(text, whole(0..equals)));
            continue;
        }
        if let Some(value) = value(&source, equals + 1, findings) {
            let part = |range: &Range<usize>| Part {
                text: text[range.clone()].to_owned(),
                span: Span { source: Arc::clone(&source), range: range.clone() },
            };
            let parts: Vec<Part> = keys.iter().map(part).collect();
            put(table, &parts, value, text, findings);
        }
    }
}

fn malformed(text: &str, span: Span) -> Diagnostic {
    Diagnostic::error("S323", format!("`{text}` is not of the form key=value"), Some(span))
        .label("a key with its section belongs here")
        .help("write --set section.key=value, for instance --set experiment.replicates=200")
}

/// Ranges of the parts of `section.id.key`, without spaces around them.
fn key_parts(path: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    for part in path.split('.') {
        let bare = part.trim();
        let lead = part.len() - part.trim_start().len();
        parts.push(start + lead..start + lead + bare.len());
        start += part.len() + 1;
    }
    parts
}

/// The value, as TOML or, where shells have eaten the quotes, as text.
fn value(source: &Arc<SourceText>, start: usize, findings: &Findings) -> Option<Node> {
    let typed = &source.text[start..];
    let planter = Planter { source, offset: start, reported: &[] };
    if let Ok(parsed) = DeValue::parse(typed.trim()) {
        let lead = typed.len() - typed.trim_start().len();
        return Some(Planter { offset: start + lead, ..planter }.node(&parsed));
    }
    let span = planter.span(0..typed.len());
    match in_value(typed) {
        // A bare month is a text whose quotes the shell has eaten, not a slip.
        Some(slip) if slip.code != "S110" => {
            let place = planter.span(slip.range.clone());
            findings.add(slip.diagnostic(place));
            None
        }
        _ if typed.trim().is_empty() => {
            let end = Span { source: Arc::clone(source), range: start..source.text.len() };
            findings.add(malformed(&source.text, end));
            None
        }
        _ => {
            let text = typed.trim().trim_matches(['"', '\'']).to_owned();
            Some(Node { value: Value::Text(text), span })
        }
    }
}

/// Puts a value at the path `parts`, in place of what stands there; `written` is the whole as typed.
pub(super) fn put(
    table: &mut Table,
    parts: &[Part],
    value: Node,
    written: &str,
    findings: &Findings,
) {
    let Some((Part { text: key, span }, rest)) = parts.split_first() else { return };
    let position = table.entries.iter().position(|entry| entry.key == *key);
    if rest.is_empty() {
        let entry = Entry { key: key.clone(), key_span: span.clone(), value };
        match position {
            Some(position) => table.entries[position] = entry,
            None => table.entries.push(entry),
        }
        return;
    }
    let position = position.unwrap_or_else(|| {
        let value = Node { value: Value::Table(Table::EMPTY), span: span.clone() };
        table.entries.push(Entry { key: key.clone(), key_span: span.clone(), value });
        table.entries.len() - 1
    });
    match &mut table.entries[position].value.value {
        Value::Table(inner) => put(inner, rest, value, written, findings),
        Value::List(elements) => {
            let Some(element) = element(elements, key, &rest[0], findings) else { return };
            if rest.len() == 1 {
                findings.add(malformed(written, whole(span)));
            }
            put(element, &rest[1..], value, written, findings);
        }
        _ => findings.add(
            Diagnostic::error(
                "S324",
                format!("`{key}` is a single value, not a section"),
                Some(span.clone()),
            )
            .label("nothing lies under this key")
            .help(format!("write {}{key}=value, without a further key", prefix(span))),
        ),
    }
}

/// The whole of an option; the key alone in a file.
fn whole(span: &Span) -> Span {
    if prefix(span).is_empty() {
        return span.clone();
    }
    Span { source: Arc::clone(&span.source), range: 0..span.source.text.len() }
}

fn prefix(span: &Span) -> &'static str {
    if span.source.name == "--set" { "--set " } else { "" }
}

/// The element of a list that an override means: by id, or by number from 1 where there are no ids.
fn element<'a>(
    elements: &'a mut [Node],
    list: &str,
    part: &Part,
    findings: &Findings,
) -> Option<&'a mut Table> {
    let wanted = part.text.as_str();
    let id = |node: &Node| match &node.value {
        Value::Table(table) => table.text("id").map(str::to_owned),
        _ => None,
    };
    let ids: Vec<String> = elements.iter().filter_map(id).collect();
    let by_number = wanted.parse::<usize>().ok().filter(|_| ids.is_empty());
    let position = elements
        .iter()
        .position(|node| id(node).as_deref() == Some(wanted))
        .or_else(|| by_number?.checked_sub(1).filter(|at| *at < elements.len()));
    if let Some(Node { value: Value::Table(table), .. }) = position.map(|at| &mut elements[at]) {
        return Some(table);
    }
    findings.add(
        Diagnostic::error("S324", format!("`{list}` has no `{wanted}`"), Some(part.span.clone()))
            .label("no element with this id")
            .help(format!("ids there: {}", listed(ids.iter().map(String::as_str)))),
    );
    None
}
