//! A number with its spread, source and status.

use std::fmt;

use serde::Deserialize;

/// How well a number is supported (DESIGN principle 4).
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Measured or counted in the place itself.
    Observed,
    /// Taken from a named publication.
    Literature,
    /// Computed from observed or published numbers.
    Derived,
    /// Judgement without a source.
    Assumption,
}

impl Status {
    /// The four words, in order of support.
    pub const ALL: [Self; 4] = [Self::Observed, Self::Literature, Self::Derived, Self::Assumption];

    /// The word a scenario file uses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Observed => "observed",
            Self::Literature => "literature",
            Self::Derived => "derived",
            Self::Assumption => "assumption",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.word())
    }
}

/// A checked number: one value, or a triangular spread that is drawn once per replicate.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// Key path such as `behaviour.decision_rate_per_year` or `interventions.roofs.coverage_share`:
    /// its hash addresses the draw.
    pub path: String,
    /// The value, or the mode of the spread.
    pub central: f64,
    /// Lowest and highest value of the triangular spread.
    pub spread: Option<(f64, f64)>,
    /// Where the number comes from.
    pub source: String,
    /// How well it is supported.
    pub status: Status,
    /// Whether the profile supplied it.
    pub from_profile: bool,
}

impl Quantity {
    /// A plain number from the profile.
    pub fn plain(path: &str, central: f64, source: &str, status: Status) -> Self {
        Self {
            path: path.to_owned(),
            central,
            spread: None,
            source: source.to_owned(),
            status,
            from_profile: true,
        }
    }
}
