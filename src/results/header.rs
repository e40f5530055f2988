//! What a run is: everything that decides its numbers, and the names its ranks stand for.

use super::manifest::{canonical, digest};
use crate::calendar::{Horizon, YearMonth};
use crate::outcome::Wanted;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Replicates in a block: the unit of publishing and of a Parquet row group.
pub const BLOCK_SIZE: u32 = crate::engine::BLOCK;

/// Version of the run folder's layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FormatVersion(pub u32);

impl FormatVersion {
    /// The version written here.
    pub const CURRENT: Self = Self(1);
}

/// Whether uncertain numbers are drawn for each replicate or held at their mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParameterMode {
    /// One parameter vector for each replicate, shared by the strategies.
    Drawn,
    /// Every uncertain number at its mode.
    Central,
}

/// A strategy; its position in the header is its rank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StrategyEntry {
    /// Id in the scenario.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// Whether the others are compared with it.
    pub baseline: bool,
    /// Its programmes in the order of the ids of their interventions.
    #[serde(default)]
    pub programmes: Vec<ProgrammeEntry>,
}

/// A programme of a strategy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgrammeEntry {
    /// Id of its intervention.
    pub id: String,
    /// Title of it for people.
    pub title: String,
    /// Id of the actor that pays.
    pub actor: String,
    /// Phase of the Migration Crisis Operational Framework.
    pub phase: String,
    /// Sector of assistance.
    pub sector: String,
    /// What a unit is.
    pub unit: String,
}

/// An actor that pays for programmes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActorEntry {
    /// Id in the scenario.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// Kind: government, partner, community, diaspora, private.
    pub kind: String,
}

/// A zone; its position in the header is its rank.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ZoneEntry {
    /// Id in the scenario.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// People living there in the first month.
    pub people: f64,
    /// Dwellings standing there in the first month.
    pub dwellings: f64,
}

/// A group of households other than a zone; its position in the header is that in `group::GROUPS`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupEntry {
    /// Dimension and id, as `tenure:owner`.
    pub id: String,
    /// Households in the first month.
    pub households: f64,
    /// People in the first month.
    pub people: f64,
}

/// A file the scenario named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputEntry {
    /// Path as it stands in the scenario.
    pub name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Length in bytes.
    pub bytes: u64,
}

impl InputEntry {
    /// The entry of a file with these bytes.
    pub fn of(name: impl Into<String>, bytes: &[u8]) -> Self {
        Self { name: name.into(), sha256: digest(bytes), bytes: bytes.len() as u64 }
    }
}

/// What a run is, known before the first replicate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunHeader {
    /// Version of the program.
    pub leeward_version: String,
    /// Id of the scenario.
    pub scenario_id: String,
    /// Title of the scenario.
    pub scenario_title: String,
    /// Seed of all draws.
    pub seed: u64,
    /// Replicates asked for, for each strategy.
    pub replicates_asked: u32,
    /// Strategies by rank.
    pub strategies: Vec<StrategyEntry>,
    /// Actors by rank.
    #[serde(default)]
    pub actors: Vec<ActorEntry>,
    /// Zones by rank.
    pub zones: Vec<ZoneEntry>,
    /// Groups of households, in the order of `group::GROUPS`.
    pub groups: Vec<GroupEntry>,
    /// Month of period 0.
    #[serde(with = "month_as_text")]
    pub first_month: YearMonth,
    /// Length in years.
    pub horizon_years: u16,
    /// Price year of all money.
    pub price_year: u16,
    /// Drawn or central parameters.
    pub parameters: ParameterMode,
    /// Share of the baseline's mean that a difference must exceed to be material.
    pub material_share: f64,
    /// Directions by outcome id where they differ from the default.
    pub wanted: BTreeMap<String, Wanted>,
    /// Files the scenario named.
    pub inputs: Vec<InputEntry>,
    /// Warnings of the scenario check, as shown.
    pub warnings: Vec<String>,
}

/// Longest horizon of a scenario, years.
const MOST_YEARS: u16 = 100;

/// Last calendar year of any run: years have four digits.
const MOST_YEAR: u32 = 9_999 + MOST_YEARS as u32;

impl RunHeader {
    /// What no run can have though a file may say so: lengths that overflow, strategies that are missing.
    pub(super) fn fault(&self) -> Option<&'static str> {
        let last_year = u32::from(self.first_month.year) + u32::from(self.horizon_years);
        if self.strategies.is_empty() || self.strategies.len() > usize::from(u16::MAX) {
            Some("it has no strategies, or too many")
        } else if self.strategies.iter().any(|it| it.programmes.len() > usize::from(u16::MAX)) {
            Some("a strategy has too many programmes")
        } else if !(1..=MOST_YEARS).contains(&self.horizon_years) || last_year > MOST_YEAR {
            Some("its horizon is not one of a run")
        } else {
            None
        }
    }

    /// Months covered.
    pub fn horizon(&self) -> Horizon {
        Horizon { first_month: self.first_month, years: self.horizon_years }
    }

    /// Rank of the baseline; the first strategy if none is marked.
    pub fn baseline(&self) -> usize {
        self.strategies.iter().position(|strategy| strategy.baseline).unwrap_or(0)
    }

    /// SHA-256, in hexadecimal, of everything that decides the numbers: the header without what is
    /// only shown (warnings), the block size, the format and the scenario as resolved. The same hash
    /// means the same bytes, wherever and however the run is made.
    ///
    /// # Panics
    /// Never: a header has text keys only.
    pub fn plan_hash(&self, resolved_scenario: &str) -> String {
        let mut identity = serde_json::to_value(self).expect("a header has text keys only");
        if let Some(object) = identity.as_object_mut() {
            object.shift_remove("warnings");
        }
        digest(&canonical(&serde_json::json!({
            "format": FormatVersion::CURRENT,
            "block_size": BLOCK_SIZE,
            "scenario_sha256": digest(resolved_scenario.as_bytes()),
            "run": identity,
        })))
    }
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Completion {
    /// All replicates asked for were played.
    Complete,
    /// The stop rule was met before that.
    Sufficient,
    /// It was interrupted; the whole blocks that were done are stored.
    Interrupted,
}

mod month_as_text {
    use crate::calendar::YearMonth;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands in a reference")]
    pub(super) fn serialize<S: Serializer>(month: &YearMonth, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(month)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<YearMonth, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}
