//! The catalogue of interventions that ships with the program: data, one entry a kind.
//!
//! An intervention of a scenario that names a `kind` takes from its entry every key that it leaves out.

mod fill;
mod page;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::lever::LEVER_TABLE;
use super::quantity::Status;
use super::tree::{Planter, Table, Value};
use crate::diagnostic::SourceText;

pub(super) use fill::fill;
pub(super) use page::page_on;
pub use page::{document, table};

/// The word for an intervention that states every key itself.
pub const CUSTOM: &str = "custom";

/// The words that `kind` takes: `custom` and the kinds of the catalogue, in its order.
pub const KINDS: &[&str] = &[
    CUSTOM,
    "early_warning",
    "evacuation_transport",
    "shelter_readiness",
    "stockpile",
    "drills",
    "anticipatory_cash",
    "awareness",
    "retrofit",
    "elevate",
    "flood_wall",
    "nature_based",
    "land_use",
    "relief_cash",
    "relief_in_kind",
    "non_food_items",
    "shelter_kit",
    "temporary_shelter",
    "rent_support",
    "camp_management",
    "camp_coordination",
    "tracking",
    "psychosocial_support",
    "health_care",
    "protection",
    "repair_grant",
    "core_house",
    "community_reconstruction",
    "land_acquisition",
    "buy_out",
    "titling",
    "planned_relocation",
    "return_package",
    "reintegration",
    "community_stabilization",
    "transition_support",
    "livelihood_diversification",
    "savings_group",
    "micro_insurance",
    "parametric_cover",
    "labour_mobility",
    "remittance_cost",
    "authority_training",
    "partner_training",
    "community_disaster_risk_management",
    "resilience_fund",
    "policy_coherence",
    "urban_planning",
    "destination_jobs",
    "humanitarian_visa",
];

/// Languages of the texts: English, Spanish, French, Haitian Creole, Dutch.
pub const LANGUAGES: [&str; 5] = ["en", "es", "fr", "ht", "nl"];

const FILES: [(&str, &str); 7] = [
    ("preparedness.toml", include_str!("preparedness.toml")),
    ("mitigation.toml", include_str!("mitigation.toml")),
    ("relief.toml", include_str!("relief.toml")),
    ("sites.toml", include_str!("sites.toml")),
    ("rebuilding.toml", include_str!("rebuilding.toml")),
    ("livelihoods.toml", include_str!("livelihoods.toml")),
    ("institutions.toml", include_str!("institutions.toml")),
];

/// A number of an entry: one value, or low, mode and high, with its source and support.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Amount {
    /// The one value.
    pub value: Option<f64>,
    /// Lowest value.
    pub low: Option<f64>,
    /// Most likely value.
    pub mode: Option<f64>,
    /// Highest value.
    pub high: Option<f64>,
    /// Who says so: author or organisation and year, or a judgement.
    pub source: String,
    /// Support.
    pub status: Status,
}

impl Amount {
    /// Lowest, central and highest value; equal where there is one value.
    pub fn range(&self) -> Option<(f64, f64, f64)> {
        match (self.value, self.low, self.mode, self.high) {
            (Some(value), None, None, None) => Some((value, value, value)),
            (None, Some(low), Some(mode), Some(high)) => Some((low, mode, high)),
            _ => None,
        }
    }
}

/// One kind of intervention.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The word a scenario file uses.
    pub kind: String,
    /// Title by language.
    pub title: BTreeMap<String, String>,
    /// What it is, in one line, by language.
    pub text: BTreeMap<String, String>,
    /// `needed` while the translations were made by machine and no native reader has seen them.
    pub review: String,
    /// Phase of the Migration Crisis Operational Framework: `before`, `during` or `after`.
    pub phase: String,
    /// Sector of assistance of the Migration Crisis Operational Framework.
    pub sector: String,
    /// What one unit of the cost buys.
    pub unit: String,
    /// Whom it is usually meant for, in words.
    pub target: String,
    /// Who is reached first: `random`, `poorest` or `most_exposed`.
    pub targeting: String,
    /// Dwelling classes of the target group; all where absent.
    pub classes: Option<Vec<String>>,
    /// Share of the target group reached at full roll-out.
    pub coverage_share: Amount,
    /// Cost of one unit, in USD of the price year.
    pub unit_cost_usd: Amount,
    /// Cost of one delivered unit in each following year; none where absent.
    pub upkeep_usd_per_year: Option<Amount>,
    /// Year of the prices; absent where the cost is a ratio, such as USD spent for each USD paid.
    pub price_year: Option<u16>,
    /// Months between a need and the first payment.
    pub delay_months: u16,
    /// Months from the first delivery to full coverage.
    pub rollout_months: u16,
    /// Months for which one beneficiary is usually supported. For information: it ends no programme.
    pub support_months: Option<u16>,
    /// Who says so of the three lags.
    pub lags_source: String,
    /// Support of the three lags.
    pub lags_status: Status,
    /// Effects by lever.
    pub levers: BTreeMap<String, Amount>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    interventions: Vec<Entry>,
}

impl Entry {
    /// Effects in the order of the lever table. The first decides what a unit of the cost is.
    pub fn effects(&self) -> impl Iterator<Item = (&'static str, &Amount)> {
        LEVER_TABLE.iter().filter_map(|lever| Some((lever.name, self.levers.get(lever.name)?)))
    }

    /// Every number with its name.
    pub fn amounts(&self) -> Vec<(&str, &Amount)> {
        let mut amounts =
            vec![("coverage_share", &self.coverage_share), ("unit_cost_usd", &self.unit_cost_usd)];
        amounts
            .extend(self.upkeep_usd_per_year.iter().map(|upkeep| ("upkeep_usd_per_year", upkeep)));
        amounts.extend(self.levers.iter().map(|(name, effect)| (name.as_str(), effect)));
        amounts
    }

    /// The weakest support among its numbers and lags.
    pub fn weakest_status(&self) -> Status {
        self.amounts().iter().map(|(_, amount)| amount.status).fold(self.lags_status, Status::max)
    }
}

/// Every entry, in the order of the files.
#[expect(clippy::expect_used, reason = "the files are part of the program; a test reads them")]
pub fn entries() -> &'static [Entry] {
    static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
        let read = |(name, text): &(&str, &str)| {
            toml::from_str::<File>(text).map(|file| file.interventions).expect(name)
        };
        FILES.iter().flat_map(read).collect()
    });
    &ENTRIES
}

/// The entry of a kind.
pub fn entry(kind: &str) -> Option<&'static Entry> {
    entries().iter().find(|entry| entry.kind == kind)
}

/// The entry of a kind as it was written, for laying it under a scenario's.
fn written(kind: &str) -> Option<&'static Table> {
    static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| {
        let mut tables = Vec::new();
        for (name, text) in FILES {
            let source = SourceText::new(name, text);
            let (parsed, _) = toml::de::DeTable::parse_recoverable(text);
            let planter = Planter { source: &source, offset: 0, reported: &[] };
            let root = planter.table(parsed.get_ref());
            let Some(Value::List(list)) = root.get("interventions").map(|it| &it.value.value)
            else {
                continue;
            };
            tables.extend(list.iter().filter_map(|node| match &node.value {
                Value::Table(table) => Some(table.clone()),
                _ => None,
            }));
        }
        tables
    });
    TABLES.iter().find(|table| table.text("kind") == Some(kind))
}
