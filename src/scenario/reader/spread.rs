//! A number written as a table: value or spread, source and status.

use super::TableReader;
use super::numbers::tidy;
use crate::diagnostic::{Diagnostic, Span};
use crate::scenario::findings::{listed, nearest};
use crate::scenario::keys::Key;
use crate::scenario::quantity::{Quantity, Status};
use crate::scenario::tree::{Entry, Node, Table, Value};

impl TableReader<'_> {
    pub(super) fn spread(&self, key: &'static Key, table: &Table, span: &Span) -> Option<Quantity> {
        const PARTS: [&str; 7] = ["value", "low", "mode", "high", "dist", "source", "status"];
        let errors = self.findings.errors();
        for entry in &table.entries {
            let word = entry.key.as_str();
            if !PARTS.contains(&word) {
                let unknown = Diagnostic::error(
                    "S201",
                    format!("unknown key `{word}` in the number `{}`", key.name),
                    Some(entry.key_span.clone()),
                )
                .label("no such key");
                self.report(match nearest(word, PARTS) {
                    Some(near) => {
                        unknown.replace(format!("a similar key exists: `{near}`"), near.to_owned())
                    }
                    None => unknown.help(format!("a number has the keys {}", listed(PARTS))),
                });
            }
        }
        let part =
            |name: &str| table.get(name).and_then(|entry| self.checked_number(key, &entry.value));
        let (value, low, mode, high) = (part("value"), part("low"), part("mode"), part("high"));
        let text = |name: &'static str| match table.get(name) {
            None => None,
            Some(Entry { value: Node { value: Value::Text(text), .. }, .. }) => Some(text.clone()),
            Some(entry) => {
                self.wrong_type(name, &entry.value, "a text", "write it in straight quotes");
                None
            }
        };
        let source = text("source").unwrap_or_default();
        self.check_distribution(table, text("dist"));
        let status = self.status(table, text("status"));
        let has_broken_part =
            table.entries.iter().any(|entry| matches!(entry.value.value, Value::Reported));
        if self.findings.errors() > errors || has_broken_part {
            return None;
        }
        let (central, spread) = match (value, low, mode, high) {
            (Some(value), None, None, None) => (value, None),
            (None, Some(low), Some(mode), Some(high)) => (mode, Some((low, high))),
            (Some(value), Some(low), None, Some(high)) => (value, Some((low, high))),
            _ => {
                self.report(
                    Diagnostic::error(
                        "S207",
                        format!("the number `{}` is incomplete", key.name),
                        Some(span.clone()),
                    )
                    .label("has neither one value nor a whole spread")
                    .help("write { value = 2 }, or { low = 1, mode = 2, high = 3 }"),
                );
                return None;
            }
        };
        if let Some((low, high)) = spread
            && !(low <= central && central <= high)
        {
            self.report(
                Diagnostic::error(
                    "S218",
                    format!(
                        "the spread of `{}` is out of order: low {}, mode {}, high {}",
                        key.name,
                        tidy(low),
                        tidy(central),
                        tidy(high)
                    ),
                    Some(span.clone()),
                )
                .label("low, mode and high must not fall")
                .help("write low first, then mode, then high, each at least as large as the one before"),
            );
            return None;
        }
        // A spread without width is a plain number: it needs no draw.
        let spread = spread.filter(|(low, high)| low < high);
        Some(Quantity {
            path: self.number_path(key),
            central,
            spread,
            source,
            status,
            from_profile: false,
        })
    }

    fn check_distribution(&self, table: &Table, distribution: Option<String>) {
        let Some(entry) = table.get("dist") else { return };
        if let Some(word) = distribution.filter(|word| word != "triangular") {
            self.report(
                Diagnostic::error(
                    "S208",
                    format!("the distribution `{word}` is not built"),
                    Some(entry.value.span.clone()),
                )
                .label("only `triangular` is")
                .replace("write \"triangular\" with low, mode and high", "\"triangular\""),
            );
        }
    }

    fn status(&self, table: &Table, word: Option<String>) -> Status {
        let Some(word) = word else { return Status::Assumption };
        if let Some(status) = Status::ALL.into_iter().find(|status| status.word() == word) {
            return status;
        }
        let words = Status::ALL.map(Status::word);
        let place = table.get("status").map(|entry| entry.value.span.clone());
        let found = Diagnostic::error("S209", format!("unknown status `{word}`"), place)
            .label(format!("one of {}", listed(words)));
        self.report(match nearest(&word, words) {
            Some(near) => {
                found.replace(format!("a similar word exists: `{near}`"), format!("\"{near}\""))
            }
            None => found.help("use `assumption` for a judgement without a source"),
        });
        Status::Assumption
    }
}
