//! Lays an entry of the catalogue under an intervention that names its kind.

use super::{CUSTOM, written};
use crate::diagnostic::Span;
use crate::scenario::keys;
use crate::scenario::tree::{Entry, Node, Table, Value};

/// The entry laid under an intervention whose kind is not known, so that the keys it would have
/// brought are not reported as missing beside the wrong word.
const STAND_IN: &str = "early_warning";

/// Gives every intervention that names a kind the keys that it leaves out. A key of the scenario wins;
/// of the levers, each that the scenario names wins and the others stay.
pub(in crate::scenario) fn fill(root: &mut Table) {
    let list = root.entries.iter_mut().find(|entry| entry.key == "interventions");
    let Some(Value::List(elements)) = list.map(|entry| &mut entry.value.value) else { return };
    for element in elements {
        if let Value::Table(intervention) = &mut element.value {
            fill_one(intervention);
        }
    }
}

fn fill_one(intervention: &mut Table) {
    let Some(kind) = intervention.get("kind") else { return };
    let word = if let Value::Text(word) = &kind.value.value { word.as_str() } else { STAND_IN };
    if word == CUSTOM {
        return;
    }
    let Some(entry) = written(word).or_else(|| written(STAND_IN)) else { return };
    let place = kind.value.span.clone();
    for given in &entry.entries {
        if given.key == "kind" || keys::find("interventions", &given.key).is_none() {
            continue;
        }
        lay(intervention, given, &place);
    }
}

fn lay(table: &mut Table, given: &Entry, place: &Span) {
    match table.entries.iter_mut().find(|entry| entry.key == given.key) {
        None => table.entries.push(placed(given, place)),
        Some(stated) if given.key == "levers" => {
            let (Value::Table(stated), Value::Table(given)) =
                (&mut stated.value.value, &given.value.value)
            else {
                return;
            };
            for lever in &given.entries {
                lay(stated, lever, place);
            }
        }
        Some(_) => {}
    }
}

/// The same with the place of the word that brought it, to which diagnostics then point.
fn placed(entry: &Entry, place: &Span) -> Entry {
    Entry {
        key: entry.key.clone(),
        key_span: place.clone(),
        value: Node { value: placed_value(&entry.value.value, place), span: place.clone() },
    }
}

fn placed_value(value: &Value, place: &Span) -> Value {
    match value {
        Value::Table(table) => Value::Table(Table {
            entries: table.entries.iter().map(|entry| placed(entry, place)).collect(),
        }),
        Value::List(elements) => Value::List(
            elements
                .iter()
                .map(|it| Node { value: placed_value(&it.value, place), span: place.clone() })
                .collect(),
        ),
        other => other.clone(),
    }
}
