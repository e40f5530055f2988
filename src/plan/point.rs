//! A point of the space of parameters: values of some numbers, by key; all others are central.

use std::collections::BTreeMap;

/// Values of uncertain numbers by their key path, and where the climate stands.
///
/// A path that no parameter vector holds changes nothing: see `Parameters::quantities`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ParameterPoint {
    values: BTreeMap<String, f64>,
    climate: ClimatePoint,
}

/// Where the changes of storm numbers stand, in standard normal values: 0 is the stated median.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ClimatePoint {
    /// Change of the number of all storms.
    pub all: f64,
    /// Change of the number of storms of category 4-5.
    pub major: f64,
}

impl ParameterPoint {
    /// Every number at its central value.
    pub fn central() -> Self {
        Self::default()
    }

    /// Sets the number of a key path, in its own unit.
    pub fn set(&mut self, path: &str, value: f64) {
        self.values.insert(path.to_owned(), value);
    }

    /// The value of a key path; none where it is central.
    pub fn value(&self, path: &str) -> Option<f64> {
        self.values.get(path).copied()
    }

    /// Every value that is set, by key path.
    pub fn values(&self) -> impl Iterator<Item = (&str, f64)> {
        self.values.iter().map(|(path, value)| (path.as_str(), *value))
    }

    /// Sets where the climate stands.
    pub fn set_climate(&mut self, climate: ClimatePoint) {
        self.climate = climate;
    }

    /// Where the climate stands.
    pub fn climate(&self) -> ClimatePoint {
        self.climate
    }
}
