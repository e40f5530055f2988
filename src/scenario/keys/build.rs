//! Short forms for lines of the key table.

use super::{Fallback, Key, Kind};
use crate::scenario::quantity::Status;

/// A key without unit, source or usual values.
pub(super) const fn key(
    section: &'static str,
    name: &'static str,
    kind: Kind,
    fallback: Fallback,
    about: &'static str,
) -> Key {
    Key {
        section,
        name,
        kind,
        unit: "",
        fallback,
        status: Status::Assumption,
        source: "",
        about,
        typical: None,
    }
}

/// A numeric key.
pub(super) const fn number(
    section: &'static str,
    name: &'static str,
    unit: &'static str,
    range: (f64, f64),
    fallback: Fallback,
    about: &'static str,
) -> Key {
    let kind = Kind::Number { least: range.0, most: range.1 };
    Key { unit, ..key(section, name, kind, fallback, about) }
}

impl Key {
    /// Adds the support of the default.
    pub(super) const fn sourced(self, status: Status, source: &'static str) -> Self {
        Self { status, source, ..self }
    }

    /// Adds usual values.
    pub(super) const fn usually(self, low: f64, high: f64) -> Self {
        Self { typical: Some((low, high)), ..self }
    }

    /// Adds a unit.
    pub(super) const fn in_unit(self, unit: &'static str) -> Self {
        Self { unit, ..self }
    }
}
