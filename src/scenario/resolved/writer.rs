//! Lines of canonical TOML.

use std::path::Path;

use crate::scenario::quantity::Quantity;

/// Collects lines.
#[derive(Default)]
pub(super) struct Writer {
    text: String,
}

impl Writer {
    pub(super) fn finish(self) -> String {
        self.text
    }

    pub(super) fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    pub(super) fn header(&mut self, header: &str) {
        self.text.push('\n');
        self.line(header);
    }

    pub(super) fn text(&mut self, key: &str, text: &str) {
        self.line(&format!("{key} = {}", quoted(text)));
    }

    /// Paths are written with slashes, which every system reads.
    pub(super) fn path(&mut self, key: &str, path: Option<&Path>) {
        if let Some(path) = path {
            self.text(key, &path.to_string_lossy().replace('\\', "/"));
        }
    }

    pub(super) fn number(&mut self, key: &str, number: f64) {
        self.line(&format!("{key} = {number:?}"));
    }

    pub(super) fn numbers(&mut self, key: &str, numbers: &[f64]) {
        self.line(&format!("{key} = {}", list(numbers)));
    }

    pub(super) fn names<'a>(&mut self, key: &str, names: impl Iterator<Item = &'a str>) {
        let names: Vec<String> = names.map(quoted).collect();
        self.line(&format!("{key} = [{}]", names.join(", ")));
    }

    pub(super) fn quantity(&mut self, quantity: &Quantity) {
        let key = quantity.path.rsplit('.').next().unwrap_or_default();
        let numbers = match quantity.spread {
            None => format!("value = {:?}", quantity.central),
            Some((low, high)) => {
                format!("low = {low:?}, mode = {:?}, high = {high:?}", quantity.central)
            }
        };
        let (source, status) = (quoted(&quantity.source), quantity.status);
        self.line(&format!("{key} = {{ {numbers}, source = {source}, status = \"{status}\" }}"));
    }

    pub(super) fn optional(&mut self, quantity: Option<&Quantity>) {
        if let Some(quantity) = quantity {
            self.quantity(quantity);
        }
    }

    pub(super) fn quantities(&mut self, quantities: &[&Quantity]) {
        for quantity in quantities {
            self.quantity(quantity);
        }
    }

    pub(super) fn section(&mut self, header: &str, quantities: &[&Quantity]) {
        self.header(header);
        self.quantities(quantities);
    }
}

pub(super) fn list(numbers: &[f64]) -> String {
    let words: Vec<String> = numbers.iter().map(|number| format!("{number:?}")).collect();
    format!("[{}]", words.join(", "))
}

/// A TOML basic string.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control.is_control() => {
                let code = format!("\\u{:04X}", control as u32);
                out.push_str(&code);
            }
            other => out.push(other),
        }
    }
    out.push('"');
    out
}
