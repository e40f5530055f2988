//! Numbers: plain, or with spread, source and status.

use super::TableReader;
use crate::diagnostic::{Diagnostic, Span};
use crate::scenario::keys::{self, Fallback, Key, Kind};
use crate::scenario::parameters::NumberKey;
use crate::scenario::quantity::{Quantity, Status};
use crate::scenario::tree::{Entry, Node, Value};

/// A number as people write it: no trailing zeros, no rounding noise.
pub(in crate::scenario) fn tidy(value: f64) -> String {
    if value != 0.0 && !(1e-6..1e15).contains(&value.abs()) {
        return format!("{value:?}");
    }
    let text = format!("{value:.10}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn range_words(least: f64, most: f64, unit: &str) -> String {
    let unit = if unit.is_empty() { String::new() } else { format!(" ({unit})") };
    if most.is_infinite() {
        format!("{} or more{unit}", tidy(least))
    } else {
        format!("between {} and {}{unit}", tidy(least), tidy(most))
    }
}

fn as_number(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(number) => Some(*number as f64),
        Value::Float(number) => Some(*number),
        _ => None,
    }
}

impl TableReader<'_> {
    /// A number, its default where it is left out.
    pub(in crate::scenario) fn number(&self, name: &'static str) -> Quantity {
        self.number_key(self.key(name))
    }

    /// A number that may be absent.
    pub(in crate::scenario) fn optional_number(&self, name: &'static str) -> Option<Quantity> {
        let key = self.key(name);
        self.take(name).and_then(|entry| self.quantity(key, entry))
    }

    /// The number of a line of the key table.
    pub(in crate::scenario) fn number_key(&self, key: &'static Key) -> Quantity {
        let read = self.take(key.name).map(|entry| self.quantity(key, entry));
        match read {
            Some(Some(quantity)) => quantity,
            Some(None) => self.fallback(key).unwrap_or_else(|| self.stand_in(key)),
            None => self.fallback(key).unwrap_or_else(|| {
                self.missing(key);
                self.stand_in(key)
            }),
        }
    }

    /// A number of the model.
    pub(in crate::scenario) fn parameter(&self, number: &'static NumberKey) -> Quantity {
        self.number(number.name)
    }

    /// A number of a section whose keys another section shares.
    pub(in crate::scenario) fn number_key_of(
        &self,
        section: &'static str,
        name: &'static str,
    ) -> Quantity {
        match keys::find(section, name) {
            Some(key) => self.number_key(key),
            None => self.number(name),
        }
    }

    /// The value alone of a number that is never drawn, so that it takes no spread.
    pub(in crate::scenario) fn plain_number(&self, name: &'static str) -> f64 {
        let quantity = self.number(name);
        if quantity.spread.is_some() {
            self.report(
                Diagnostic::error("S223", format!("`{name}` takes no spread"), self.place(name))
                    .label("is the same in every future")
                    .help("write one value: { value = 2, source = \"...\", status = \"...\" }"),
            );
        }
        quantity.central
    }

    pub(super) fn number_path(&self, key: &Key) -> String {
        format!("{}.{}", self.path, key.name)
    }

    fn fallback(&self, key: &Key) -> Option<Quantity> {
        let (value, source, status) = self.profile.default_of(key)?;
        Some(Quantity::plain(&self.number_path(key), value, source, status))
    }

    /// Stands for a number that could not be read; never leaves the reader, for an error is reported.
    fn stand_in(&self, key: &Key) -> Quantity {
        let least = if let Kind::Number { least, .. } = key.kind { least.max(0.0) } else { 0.0 };
        Quantity::plain(&self.number_path(key), least, "", Status::Assumption)
    }

    fn quantity(&self, key: &'static Key, entry: &Entry) -> Option<Quantity> {
        let default = self.fallback(key);
        let mut quantity = if let Value::Table(table) = &entry.value.value {
            self.spread(key, table, &entry.value.span)?
        } else {
            let central = self.checked_number(key, &entry.value)?;
            // The profile's own number keeps its source when it is repeated in the file.
            if let Some(same) = default.as_ref().filter(|it| it.central == central) {
                return Some(same.clone());
            }
            Quantity::plain(&self.number_path(key), central, "", Status::Assumption)
        };
        quantity.from_profile = false;
        let as_profile = Quantity { from_profile: true, ..quantity.clone() };
        quantity.from_profile = default.is_some_and(|default| default == as_profile);
        Some(quantity)
    }

    /// A number in its range, with everything that is wrong about it reported.
    pub(in crate::scenario) fn checked_number(&self, key: &Key, node: &Node) -> Option<f64> {
        if let Value::Text(text) = &node.value {
            self.number_in_quotes(key, text, &node.span);
            return None;
        }
        let Some(number) = as_number(&node.value) else {
            let help = format!(
                "write a number (unit: {}), or a table such as {{ low = 1, mode = 2, high = 3, source = \"...\" }}",
                key.unit
            );
            self.wrong_type(key.name, node, "a number", &help);
            return None;
        };
        self.in_range(key, number, &node.span).then_some(number)
    }

    fn number_in_quotes(&self, key: &Key, text: &str, span: &Span) {
        let bare = text.trim();
        let name = key.name;
        let place = Some(span.clone());
        let number = |text: &str| text.trim().replace(',', ".").parse::<f64>().ok();
        let found = if let Some(share) = bare.strip_suffix('%').and_then(number) {
            Diagnostic::error("S103", format!("`{name}` is written with a per cent sign"), place)
                .label("shares are numbers from 0 to 1")
                .replace(format!("write {}", tidy(share / 100.0)), tidy(share / 100.0))
        } else if let (Some(value), true) = (number(bare), bare.matches(',').count() == 1) {
            Diagnostic::error("S102", format!("`{name}` is written with a decimal comma"), place)
                .label("decimals take a point, and numbers no quotes")
                .replace(format!("write {}", tidy(value)), tidy(value))
        } else if let Some(value) = number(bare) {
            Diagnostic::error("S202", format!("`{name}` must be a number, found a text"), place)
                .label("numbers take no quotes")
                .replace(format!("write {}", tidy(value)), tidy(value))
        } else {
            Diagnostic::error("S202", format!("`{name}` must be a number, found a text"), place)
                .label("this is a text")
                .help(format!("write a number (unit: {})", key.unit))
        };
        self.report(found);
    }

    fn in_range(&self, key: &Key, number: f64, span: &Span) -> bool {
        let Kind::Number { least, most } = key.kind else { return true };
        let name = key.name;
        let place = Some(span.clone());
        if number.is_nan() || (number.is_infinite() && most.is_finite()) {
            self.report(
                Diagnostic::error("S217", format!("`{name}` is not a finite number"), place)
                    .label("not a finite number")
                    .help(format!("write a number {}", range_words(least, most, key.unit))),
            );
            return false;
        }
        let default = match self.profile.default_of(key) {
            Some((value, ..)) => format!("; the default is {}", tidy(value)),
            None => String::new(),
        };
        if number >= least && number <= most {
            self.warn_if_unusual(key, number, span);
            return true;
        }
        let shown = tidy(number);
        let is_share = name.ends_with("_share") && least == 0.0 && most == 1.0;
        let found = if is_share && number > 1.0 && number <= 100.0 {
            let share = tidy(number / 100.0);
            Diagnostic::error(
                "S203",
                format!("`{name}` must be a share between 0 and 1, found {shown}"),
                place,
            )
            .label(format!("{shown} would mean {} %", tidy(number * 100.0)))
            .replace(format!("write {share} for {shown} per cent"), share)
        } else if name.contains("_usd") && number < 0.0 {
            Diagnostic::error("S205", format!("`{name}` is negative: {shown}"), place)
                .label("money spent is written as a positive number")
                .replace(format!("write {}", tidy(-number)), tidy(-number))
        } else {
            let mut found = Diagnostic::error(
                "S204",
                format!("`{name}` must be {}, found {shown}", range_words(least, most, key.unit)),
                place,
            )
            .label("out of range")
            .help(format!("write a number {}{default}", range_words(least, most, key.unit)));
            if let Some((low, high)) = key.usual().filter(|(_, high)| number > 100.0 * high) {
                let usual = self.usual_words(key, low, high);
                found = found.note(format!("{usual}: the unit may be mixed up"));
            }
            found
        };
        self.report(found);
        false
    }

    fn usual_words(&self, key: &Key, low: f64, high: f64) -> String {
        match self.profile.default_of(key) {
            Some((default, ..)) if key.typical.is_none() => {
                format!("the default is {}", tidy(default))
            }
            _ => format!("usual values are {} to {}", tidy(low), tidy(high)),
        }
    }

    fn warn_if_unusual(&self, key: &Key, number: f64, span: &Span) {
        let Some((low, high)) = key.usual() else { return };
        if number.is_finite() && (number >= 100.0 * high || (number > 0.0 && number <= low / 100.0))
        {
            let unit = if key.unit.is_empty() { "its unit" } else { key.unit };
            self.report(
                Diagnostic::warning(
                    "W401",
                    format!("`{}` is far from usual values: {}", key.name, tidy(number)),
                    Some(span.clone()),
                )
                .label(self.usual_words(key, low, high))
                .help(format!("check that the number is in {unit}")),
            );
        }
    }

    /// A whole number.
    pub(in crate::scenario) fn integer(&self, name: &'static str) -> i64 {
        let key = self.key(name);
        let Kind::Integer { least, most } = key.kind else { return 0 };
        let Some(entry) = self.take(name) else {
            if let Fallback::Integer(default) = key.fallback {
                return default;
            }
            self.missing(key);
            return least;
        };
        let node = &entry.value;
        let number = match &node.value {
            Value::Integer(number) => *number,
            Value::Text(text) => {
                self.number_in_quotes(key, text, &node.span);
                return least;
            }
            _ => {
                self.wrong_type(name, node, "a whole number", "write it without a decimal point");
                return least;
            }
        };
        if !(least..=most).contains(&number) {
            self.report(
                Diagnostic::error(
                    "S204",
                    format!("`{name}` must be between {least} and {most}, found {number}"),
                    Some(node.span.clone()),
                )
                .label("out of range")
                .help(format!("write a whole number between {least} and {most}")),
            );
            return least;
        }
        number
    }

    /// A list of numbers; empty where it is absent or wrong.
    pub(in crate::scenario) fn numbers(&self, name: &'static str) -> Vec<f64> {
        let key = self.key(name);
        let Kind::Numbers { least, most, fewest, longest } = key.kind else { return Vec::new() };
        let Some(entry) = self.take(name) else {
            if let Fallback::Numbers(default) = key.fallback {
                return default.to_vec();
            }
            if key.fallback == Fallback::Required {
                self.missing(key);
            }
            return Vec::new();
        };
        self.number_list(key, &entry.value, (least, most), (fewest, longest)).unwrap_or_default()
    }

    /// A list of numbers in a range and of a length.
    pub(in crate::scenario) fn number_list(
        &self,
        key: &Key,
        node: &Node,
        (least, most): (f64, f64),
        (fewest, longest): (usize, usize),
    ) -> Option<Vec<f64>> {
        let Value::List(elements) = &node.value else {
            let help = format!("write {} = [0, 1]", key.name);
            self.wrong_type(key.name, node, "a list of numbers", &help);
            return None;
        };
        let key = &Key { kind: Kind::Number { least, most }, fallback: Fallback::Absent, ..*key };
        let numbers: Vec<f64> =
            elements.iter().filter_map(|element| self.checked_number(key, element)).collect();
        if numbers.len() < elements.len() {
            return None;
        }
        if !(fewest..=longest).contains(&numbers.len()) {
            let wanted = if fewest == longest {
                format!("{fewest} numbers")
            } else {
                format!("{fewest} to {longest} numbers")
            };
            self.report(
                Diagnostic::error(
                    "S219",
                    format!("`{}` must have {wanted}, found {}", key.name, numbers.len()),
                    Some(node.span.clone()),
                )
                .label(format!("has {}", numbers.len()))
                .help(format!("write {wanted}: {}", super::lower_first(key.about))),
            );
            return None;
        }
        Some(numbers)
    }
}
