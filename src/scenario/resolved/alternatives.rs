//! Alternatives as canonical TOML.

use super::writer::{Writer, quoted};
use crate::scenario::alternative::Alternative;
use crate::scenario::tree::{Node, Value};

/// Writes the alternatives.
pub(super) fn write(out: &mut Writer, alternatives: &[Alternative]) {
    for alternative in alternatives {
        out.header("[[alternatives]]");
        out.text("id", &alternative.id);
        out.text("title", &alternative.title);
        out.text("source", &alternative.source);
        out.text("status", alternative.status.word());
        out.header("[alternatives.set]");
        for (key, value) in &alternative.set {
            out.line(&format!("{} = {value}", quoted(key)));
        }
    }
}

/// A value as TOML on one line.
pub(in crate::scenario) fn toml_value(value: &Value) -> String {
    match value {
        Value::Text(text) => quoted(text),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => format!("{number:?}"),
        Value::Boolean(flag) => flag.to_string(),
        Value::Date(date) => date.clone(),
        Value::List(elements) => {
            let words: Vec<String> =
                elements.iter().map(|Node { value, .. }| toml_value(value)).collect();
            format!("[{}]", words.join(", "))
        }
        Value::Table(table) => {
            let words: Vec<String> = table
                .entries
                .iter()
                .map(|entry| format!("{} = {}", quoted(&entry.key), toml_value(&entry.value.value)))
                .collect();
            format!("{{ {} }}", words.join(", "))
        }
        // A broken value stops the file; its text is never written.
        Value::Reported => String::new(),
    }
}
