//! Texts, ids, months and words of a closed set.

use std::collections::BTreeSet;

use super::TableReader;
use crate::calendar::YearMonth;
use crate::diagnostic::{Diagnostic, Span};
use crate::scenario::findings::{listed, nearest};
use crate::scenario::keys::{Fallback, Kind};
use crate::scenario::tree::{Node, Value};

const ANY_MONTH: YearMonth = YearMonth { year: 2000, month: 1 };

fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 60
        && text.bytes().all(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_' || byte == b'-'
        })
}

/// The id that a text was probably meant to be.
fn as_id(text: &str) -> String {
    let letters = text.trim().chars().map(|letter| match letter {
        'A'..='Z' => letter.to_ascii_lowercase(),
        'a'..='z' | '0'..='9' | '_' | '-' => letter,
        _ => '_',
    });
    let id: String = letters.take(60).collect();
    if id.is_empty() { "unnamed".to_owned() } else { id }
}

impl TableReader<'_> {
    /// A text for people: a string, or a table by language of which English or the first is taken.
    pub(in crate::scenario) fn text(&self, name: &'static str) -> String {
        let key = self.key(name);
        let Some(entry) = self.take(name) else {
            if let Fallback::Text(default) = key.fallback {
                return default.to_owned();
            }
            self.missing(key);
            return String::new();
        };
        let text = match &entry.value.value {
            Value::Table(languages) => {
                for language in &languages.entries {
                    let code = &language.key;
                    let is_code = (2..=3).contains(&code.len())
                        && code.bytes().all(|it| it.is_ascii_lowercase());
                    if !is_code {
                        self.report(
                            Diagnostic::error(
                                "S201",
                                format!("`{code}` is not a language code"),
                                Some(language.key_span.clone()),
                            )
                            .label("two or three small letters")
                            .help("write { en = \"...\", fr = \"...\", ht = \"...\" }"),
                        );
                    }
                    if !matches!(language.value.value, Value::Text(_)) {
                        let help = "write it in straight quotes";
                        self.wrong_type(name, &language.value, "a text", help);
                    }
                }
                let first = languages.entries.first().map(|language| language.key.as_str());
                languages.text("en").or_else(|| languages.text(first?)).map(str::to_owned)
            }
            _ => self.node_text(name, &entry.value),
        };
        let text = text.unwrap_or_default();
        let is_sound = matches!(entry.value.value, Value::Text(_) | Value::Table(_));
        if text.trim().is_empty() && key.fallback == Fallback::Required && is_sound {
            self.report(
                Diagnostic::error(
                    "S220",
                    format!("`{name}` is empty"),
                    Some(entry.value.span.clone()),
                )
                .label("no text")
                .help(format!("write a text: {}", super::lower_first(key.about))),
            );
        }
        text
    }

    fn node_text(&self, name: &str, node: &Node) -> Option<String> {
        if let Value::Text(text) = &node.value {
            return Some(text.clone());
        }
        self.wrong_type(name, node, "a text", "write it in straight quotes");
        None
    }

    /// A text that is not translated and may be absent.
    pub(in crate::scenario) fn plain_text(&self, name: &'static str) -> Option<String> {
        let key = self.key(name);
        let Some(entry) = self.take(name) else {
            if key.fallback == Fallback::Required {
                self.missing(key);
            }
            return None;
        };
        let text = self.node_text(name, &entry.value)?;
        if text.trim().is_empty() {
            self.report(
                Diagnostic::error(
                    "S220",
                    format!("`{name}` is empty"),
                    Some(entry.value.span.clone()),
                )
                .label("no text")
                .help(format!(
                    "write a text, or leave the key out: {}",
                    super::lower_first(key.about)
                )),
            );
            return None;
        }
        Some(text)
    }

    /// An id; a stand-in where it is missing or wrong.
    pub(in crate::scenario) fn id(&self, name: &'static str) -> String {
        let key = self.key(name);
        let Some(entry) = self.take(name) else {
            self.missing(key);
            return String::new();
        };
        let Some(text) = self.node_text(name, &entry.value) else { return String::new() };
        if !is_id(&text) {
            let id = as_id(&text);
            self.report(
                Diagnostic::error(
                    "S215",
                    format!("`{text}` cannot be an id"),
                    Some(entry.value.span.clone()),
                )
                .label("ids have 1 to 60 small letters, digits, `_` and `-`")
                .replace(format!("write \"{id}\""), format!("\"{id}\"")),
            );
        }
        text
    }

    /// A month.
    pub(in crate::scenario) fn month(&self, name: &'static str) -> YearMonth {
        let Some(entry) = self.take(name) else {
            self.missing(self.key(name));
            return ANY_MONTH;
        };
        let place = Some(entry.value.span.clone());
        let (written, month) = match &entry.value.value {
            Value::Text(text) => (text.clone(), text.parse::<YearMonth>().ok()),
            Value::Date(date) => (date.clone(), None),
            _ => {
                self.wrong_type(name, &entry.value, "a month", "write it like \"2026-01\"");
                return ANY_MONTH;
            }
        };
        if let Some(month) = month {
            return month;
        }
        let found = Diagnostic::error("S210", format!("`{written}` is not a month"), place)
            .label("a month is a year of four digits, `-` and two digits");
        let meant = written.get(..7).and_then(|start| start.parse::<YearMonth>().ok());
        self.report(match meant {
            Some(month) => found.replace(format!("write \"{month}\""), format!("\"{month}\"")),
            None => found.help("write it like \"2026-01\""),
        });
        ANY_MONTH
    }

    /// One of a closed set of words; the default, or the first, where it is missing or wrong.
    pub(in crate::scenario) fn word(&self, name: &'static str) -> &'static str {
        let key = self.key(name);
        let Kind::Word(words) = key.kind else { return "" };
        let fallback = if let Fallback::Text(default) = key.fallback { default } else { words[0] };
        let Some(entry) = self.take(name) else {
            if key.fallback == Fallback::Required {
                self.missing(key);
            }
            return fallback;
        };
        let Some(text) = self.node_text(name, &entry.value) else { return fallback };
        if let Some(word) = words.iter().find(|word| **word == text) {
            return word;
        }
        self.report(unknown_word(
            "S211",
            &format!("`{text}` is not a value of `{name}`"),
            &text,
            Some(entry.value.span.clone()),
            words.iter().copied(),
        ));
        fallback
    }

    /// A list of names with their places.
    pub(in crate::scenario) fn names(&self, name: &'static str) -> Option<Vec<(String, Span)>> {
        let key = self.key(name);
        let Some(entry) = self.take(name) else {
            if key.fallback == Fallback::Required {
                self.missing(key);
            }
            return None;
        };
        let Value::List(elements) = &entry.value.value else {
            let help = format!("write {name} = [\"first\", \"second\"]");
            self.wrong_type(name, &entry.value, "a list of names", &help);
            return None;
        };
        let mut names: Vec<(String, Span)> = Vec::new();
        let mut seen = BTreeSet::new();
        for element in elements {
            let Some(text) = self.node_text(name, element) else { continue };
            if !seen.insert(text.clone()) {
                self.report(
                    Diagnostic::error(
                        "S307",
                        format!("`{text}` stands twice in `{name}`"),
                        Some(element.span.clone()),
                    )
                    .label("a second time")
                    .help("remove one of the two"),
                );
                continue;
            }
            names.push((text, element.span.clone()));
        }
        Some(names)
    }
}

/// An unknown word, with the nearest of the known ones or all of them.
pub(in crate::scenario) fn unknown_word<'a>(
    code: &'static str,
    message: &str,
    word: &str,
    place: Option<Span>,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let found = Diagnostic::error(code, message, place)
        .label(format!("known are {}", listed(known.clone())));
    match nearest(word, known.clone()) {
        Some(near) => {
            found.replace(format!("a similar name exists: `{near}`"), format!("\"{near}\""))
        }
        None => found.help(format!("write one of {}", listed(known))),
    }
}
