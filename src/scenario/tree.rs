//! What the user typed, as a tree in which every key and value knows its place.
//!
//! The reader works on this tree instead of the parser's so that values from `--set` can stand beside
//! values from the file and both keep the place they came from.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{SourceText, Span};

/// A value and its place.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) value: Value,
    pub(super) span: Span,
}

/// A value.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(String),
    Integer(i64),
    Float(f64),
    Boolean(bool),
    Date(String),
    List(Vec<Node>),
    Table(Table),
    /// Something that a diagnostic already speaks about.
    Reported,
}

/// A table, entries in the order of the text.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) entries: Vec<Entry>,
}

/// One key and its value.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) key_span: Span,
    pub(super) value: Node,
}

impl Value {
    /// What it is, in words.
    pub(super) fn described(&self) -> &'static str {
        match self {
            Self::Text(_) => "a text",
            Self::Integer(_) => "a whole number",
            Self::Float(_) => "a number",
            Self::Boolean(_) => "true or false",
            Self::Date(_) => "a date",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
            Self::Reported => "a broken value",
        }
    }
}

impl Table {
    pub(super) const EMPTY: Self = Self { entries: Vec::new() };

    pub(super) fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// Place of a value in one of the tables.
    pub(super) fn place_in(&self, table: &str, key: &str) -> Option<Span> {
        match &self.get(table)?.value.value {
            Value::Table(inner) => Some(inner.get(key)?.value.span.clone()),
            _ => None,
        }
    }

    pub(super) fn text(&self, key: &str) -> Option<&str> {
        match &self.get(key)?.value.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// Turns parsed TOML into a tree. Values inside one of the `reported` ranges become
/// [`Value::Reported`]; `offset` is where the parsed text starts in `source`.
pub(super) struct Planter<'a> {
    pub(super) source: &'a Arc<SourceText>,
    pub(super) offset: usize,
    /// Sorted; they may repeat but do not nest.
    pub(super) reported: &'a [Range<usize>],
}

/// The range cut to the text and widened to whole letters, for the parser counts in bytes.
pub(super) fn within(text: &str, range: &Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(range.start.min(text.len()));
    start..text.ceil_char_boundary(range.end.clamp(start, text.len()))
}

impl Planter<'_> {
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let range = range.start + self.offset..range.end + self.offset;
        Span { source: Arc::clone(self.source), range: within(&self.source.text, &range) }
    }

    pub(super) fn table(&self, table: &DeTable<'_>) -> Table {
        let mut entries: Vec<Entry> = table
            .iter()
            .map(|(key, value)| Entry {
                key: key.get_ref().to_string(),
                key_span: self.span(key.span()),
                value: self.node(value),
            })
            .collect();
        entries.sort_by_key(|entry| entry.key_span.range.start);
        Table { entries }
    }

    pub(super) fn node(&self, value: &Spanned<DeValue<'_>>) -> Node {
        let range = value.span();
        let span = self.span(range.clone());
        let scalar = !matches!(value.get_ref(), DeValue::Table(_) | DeValue::Array(_));
        let before = self.reported.partition_point(|range| range.start <= span.range.start);
        let broken = before > 0 && span.range.start < self.reported[before - 1].end;
        let value = if scalar && broken { Value::Reported } else { self.value(value.get_ref()) };
        Node { value, span }
    }

    fn value(&self, value: &DeValue<'_>) -> Value {
        match value {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix())
                .map_or_else(
                    |_| Value::Float(integer.as_str().parse().unwrap_or(f64::MAX)),
                    Value::Integer,
                ),
            DeValue::Float(float) => Value::Float(float.as_str().parse().unwrap_or(f64::NAN)),
            DeValue::Boolean(flag) => Value::Boolean(*flag),
            DeValue::Datetime(date) => Value::Date(date.to_string()),
            DeValue::Array(list) => {
                Value::List(list.iter().map(|element| self.node(element)).collect())
            }
            DeValue::Table(table) => Value::Table(self.table(table)),
        }
    }
}
