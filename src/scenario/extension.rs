//! A scenario file that extends another in its folder: it states what differs.
//!
//! Sections are joined key by key, and lists of sections by id; the extending file wins. Anything else,
//! also a number with its spread, is replaced whole. The strategies are taken whole from the file that
//! states them, and measures of the extended file that none of them uses fall away.

use super::findings::Findings;
use super::keys::{self, Kind};
use super::tree::{Entry, Node, Table, Value};
use super::{decode, syntax};
use crate::diagnostic::{Diagnostic, Span};

/// The key that names the file to extend.
pub(super) const KEY: &str = "extends";

/// Most files that may extend each other in a row, the first included.
const MOST_FILES: usize = 3;

/// Bytes of a file beside the scenario by its name, or why it cannot be read, in words.
pub type ReadBeside<'a> = dyn Fn(&str) -> Result<Vec<u8>, String> + 'a;

/// Lays the file that `table` extends under it, and the one that this extends under both. `name` is how
/// people know the file of `table`. False if the extended file cannot be used; that is then reported.
pub(super) fn lay_extended(
    table: &mut Table,
    name: &str,
    read: &ReadBeside<'_>,
    findings: &Findings,
) -> bool {
    let mut strategies_stated = table.get("strategies").is_some();
    for files in 2.. {
        let Some(place) = table.entries.iter().position(|entry| entry.key == KEY) else { break };
        let wanted = table.entries.remove(place).value;
        if files > MOST_FILES {
            findings.add(chain(wanted.span));
            return false;
        }
        let Some(mut extended) = parsed(&wanted, name, read, findings) else { return false };
        if strategies_stated {
            extended.entries.retain(|entry| entry.key != "strategies");
        }
        strategies_stated |= extended.get("strategies").is_some();
        if table.get("format").is_none() {
            findings.add(decode::format_missing(Some(&wanted.span)));
        }
        lay_format(table, &extended);
        lay_table(table, extended, "");
        if let Some(used) = used_interventions(table) {
            drop_unused(table, &used, name);
        }
    }
    true
}

fn parsed(wanted: &Node, name: &str, read: &ReadBeside<'_>, findings: &Findings) -> Option<Table> {
    let refused = |message: String| {
        findings.add(
            Diagnostic::error("S120", message, Some(wanted.span.clone()))
                .label("the file that this one extends")
                .help("write the name of a scenario file in the same folder: extends = \"scenario.toml\""),
        );
    };
    let file = match &wanted.value {
        Value::Text(file) => file.as_str(),
        Value::Reported => return None,
        other => {
            refused(format!(
                "`extends` takes the name of a file in quotes, not {}",
                other.described()
            ));
            return None;
        }
    };
    if file.is_empty() || file.starts_with('.') || file.contains(['/', '\\', ':']) {
        refused(format!("`{file}` is not the name of a file in the same folder"));
        return None;
    }
    let bytes = match read(file) {
        Ok(bytes) => bytes,
        Err(reason) => {
            refused(format!("`{file}` cannot be read: {reason}"));
            return None;
        }
    };
    let folder = name.rfind(['/', '\\']).map_or("", |at| &name[..=at]);
    let errors = findings.errors();
    let source = syntax::decode(&format!("{folder}{file}"), &bytes, findings)?;
    if syntax::refuse_empty(&source, findings) {
        return None;
    }
    let table = syntax::parse(&source, findings).table;
    (findings.errors() == errors).then_some(table)
}

fn chain(place: Span) -> Diagnostic {
    Diagnostic::error("S121", "too many files extend each other", Some(place))
        .label(format!("{MOST_FILES} files in a row at most, and none itself"))
        .help("state the sections here, or extend the first file of the row")
}

/// Each file says its own format: one of an extended file that is not read stands out.
fn lay_format(table: &mut Table, extended: &Table) {
    let is_read = |format: &Entry| matches!(format.value.value, Value::Integer(1));
    if extended.get("format").is_some_and(|format| !is_read(format)) {
        table.entries.retain(|entry| entry.key != "format");
    }
}

/// Lays the keys of a section under those of an extending one.
fn lay_table(table: &mut Table, extended: Table, section: &str) {
    for given in extended.entries {
        match table.entries.iter_mut().find(|entry| entry.key == given.key) {
            None => table.entries.push(given),
            Some(stated) => lay_entry(stated, given, section),
        }
    }
}

fn lay_entry(stated: &mut Entry, given: Entry, section: &str) {
    let Some(key) = keys::find(section, &given.key) else { return };
    let Some(inner) = keys::child_section(key) else { return };
    match (&mut stated.value.value, given.value.value) {
        (Value::Table(stated), Value::Table(given)) if key.kind == Kind::Table => {
            lay_table(stated, given, inner);
        }
        (Value::List(stated), Value::List(given)) if key.kind == Kind::Tables => {
            lay_list(stated, given, inner);
        }
        _ => {}
    }
}

/// Joins two lists by id, those of the extended file first; one without ids is replaced whole.
fn lay_list(stated: &mut Vec<Node>, given: Vec<Node>, section: &str) {
    if keys::find(section, "id").is_none() {
        return;
    }
    let mut joined = Vec::with_capacity(stated.len() + given.len());
    for mut node in given {
        let mine = id_of(&node)
            .and_then(|id| stated.iter().position(|it| id_of(it) == Some(id)))
            .map(|at| stated.remove(at));
        if let Some(mine) = mine {
            let place = mine.span.clone();
            if let (Value::Table(mine), Value::Table(given)) = (mine.value, node.value) {
                let mut whole = mine;
                lay_table(&mut whole, given, section);
                node = Node { value: Value::Table(whole), span: place };
            } else {
                continue;
            }
        }
        joined.push(node);
    }
    joined.append(stated);
    *stated = joined;
}

fn id_of(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Table(table) => table.text("id"),
        _ => None,
    }
}

fn list<'a>(table: &'a Table, key: &str) -> Option<&'a [Node]> {
    match &table.get(key)?.value.value {
        Value::List(elements) => Some(elements),
        _ => None,
    }
}

/// Ids of the interventions that the strategies name; none where the strategies cannot be read.
fn used_interventions(table: &Table) -> Option<Vec<String>> {
    let mut used = Vec::new();
    for strategy in list(table, "strategies")? {
        let Value::Table(strategy) = &strategy.value else { return None };
        for name in list(strategy, "interventions")? {
            let Value::Text(name) = &name.value else { return None };
            used.push(name.clone());
        }
    }
    Some(used)
}

/// Takes out interventions of other files than `name` that are not among the used ones.
fn drop_unused(table: &mut Table, used: &[String], name: &str) {
    let entry = table.entries.iter_mut().find(|entry| entry.key == "interventions");
    let Some(Value::List(elements)) = entry.map(|entry| &mut entry.value.value) else { return };
    elements.retain(|node| {
        node.span.source.name == name
            || id_of(node).is_none_or(|id| used.iter().any(|used| used == id))
    });
}
