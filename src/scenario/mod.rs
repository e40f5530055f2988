//! What the user asked for, checked: references resolved, ranges held, shares adding up.

pub mod alternative;
pub mod appraisal;
pub mod calibration;
pub mod catalogue;
mod check;
mod decode;
pub mod explain;
mod extension;
mod findings;
pub mod hazard;
pub mod intervention;
pub mod keys;
pub mod lever;
mod load;
pub mod machine;
mod overlay;
pub mod parameters;
pub mod place;
pub mod posterior;
pub mod prices;
pub mod profile;
mod quantities;
pub mod quantity;
pub mod readback;
mod reader;
pub mod recovery;
mod resolved;
mod revision;
pub mod schema;
mod syntax;
pub mod template;
mod tree;

pub use extension::ReadBeside;
pub use load::{Loaded, load, load_beside};
pub use resolved::resolved_text;

use crate::calendar::Horizon;
use alternative::Alternative;
use hazard::{Hazard, Pathway};
use intervention::{Actor, Intervention, Strategy};
use machine::MachineLimits;
use parameters::{
    Behaviour, Care, Climate, DwellingMix, Finance, HouseholdSizes, Labour, Livelihood,
    LivelihoodMix, Policy, Population, Recovery, Sites, Standards, TenureMix, Tracking,
    Vulnerability,
};
use place::{Channel, Destination, Zone};
use quantity::Quantity;
use std::path::PathBuf;

/// A checked scenario. Zones, destinations, hazards and strategies are sorted by id.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Id of the scenario.
    pub id: String,
    /// Title.
    pub title: String,
    /// What the case is about; may be empty.
    pub summary: String,
    /// Profile that supplied the defaults.
    pub profile: String,
    /// Months covered.
    pub horizon: Horizon,
    /// Seed, replicates, outcomes.
    pub experiment: Experiment,
    /// Currency of costs.
    pub currency: Currency,
    /// GeoJSON with the polygons of the zones.
    pub boundaries_file: Option<PathBuf>,
    /// Zones, sorted by id.
    pub zones: Vec<Zone>,
    /// Destinations outside, sorted by id.
    pub destinations: Vec<Destination>,
    /// Regular channels of migration, by id.
    pub channels: Vec<Channel>,
    /// Households.
    pub population: Population<Quantity>,
    /// Household sizes.
    pub household_sizes: HouseholdSizes<Quantity>,
    /// Dwelling classes.
    pub dwelling_mix: DwellingMix<Quantity>,
    /// Tenure.
    pub tenure: TenureMix<Quantity>,
    /// Livelihoods.
    pub livelihoods: LivelihoodMix<Quantity>,
    /// Climate pathway.
    pub pathway: Pathway,
    /// Climate numbers.
    pub climate: Climate<Quantity>,
    /// Hazards, sorted by id.
    pub hazards: Vec<Hazard>,
    /// Damage, habitability, casualties.
    pub vulnerability: Vulnerability<Quantity>,
    /// Evacuation, perception, decisions.
    pub behaviour: Behaviour<Quantity>,
    /// Repair and return.
    pub recovery: Recovery<Quantity>,
    /// Who is served when crews run short.
    pub repair_queue: recovery::RepairQueue,
    /// Incomes after damage and in drought.
    pub livelihood: Livelihood<Quantity>,
    /// Places for the displaced.
    pub sites: Sites<Quantity>,
    /// What authorities can do.
    pub policy: Policy<Quantity>,
    /// Actors, sorted by id; at least one.
    pub actors: Vec<Actor>,
    /// When money arranged ahead is paid out.
    pub finance: Finance<Quantity>,
    /// Seasonal work abroad.
    pub labour: Labour<Quantity>,
    /// Minimum standards.
    pub standards: Standards<Quantity>,
    /// Health, distress, protection and goods of the displaced.
    pub care: Care<Quantity>,
    /// Displacement tracking.
    pub tracking: Tracking<Quantity>,
    /// Interventions in the order of the file.
    pub interventions: Vec<Intervention>,
    /// Strategies, sorted by id.
    pub strategies: Vec<Strategy>,
    /// How strategies are appraised.
    pub appraisal: appraisal::Appraisal,
    /// Back-cast targets.
    pub targets: Vec<Target>,
    /// Alternatives, sorted by id.
    pub alternatives: Vec<Alternative>,
    /// The parameter sets of a calibration, if they are used.
    pub posterior: Option<posterior::Posterior>,
}

impl Scenario {
    /// Rank of the baseline among the strategies.
    pub fn baseline(&self) -> usize {
        self.strategies.iter().position(|strategy| strategy.baseline).unwrap_or(0)
    }
}

/// How the ensemble is run and judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Experiment {
    /// Seed of all draws.
    pub seed: u64,
    /// Replicates (futures) per strategy.
    pub replicates: u32,
    /// Share of the baseline's mean that a difference must exceed to be material.
    pub material_share: f64,
    /// Wanted direction by outcome id; outcomes not named keep their default.
    pub wanted: Vec<(String, crate::outcome::Wanted)>,
    /// Whether uncertain numbers stay at their mode.
    pub central_parameters: bool,
    /// When to stop before all replicates are played; none plays all.
    pub stop: Option<crate::stats::stop::StopRule>,
    /// Futures of each alternative per strategy; see [`Experiment::futures_of_alternative`].
    pub alternative_replicates: Option<u32>,
    /// Limits that should hold in a future, by outcome id.
    pub limits: Vec<(String, f64)>,
    /// What the run may take of the machine. No number depends on it, so it is not in the resolved text.
    pub machine: MachineLimits,
}

impl Experiment {
    /// Futures of each alternative per strategy: as stated, or a quarter of the replicates, but at least
    /// 64 (one block of the ensemble) and at most the replicates.
    pub fn futures_of_alternative(&self) -> u32 {
        let quarter = self.replicates.div_ceil(4).max(64);
        self.alternative_replicates.unwrap_or(quarter).min(self.replicates)
    }
}

/// Currency in which costs are shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Currency {
    /// ISO code.
    pub code: String,
    /// Price year of all costs of the scenario.
    pub price_year: u16,
    /// Units of this currency for one USD.
    pub per_usd: f64,
    /// What measures cost in the end over what is stated; multiplies every unit cost and upkeep.
    pub cost_ratio: Quantity,
}

/// What was observed, for a back-cast.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// The observation.
    pub observation: crate::outcome::Observation,
    /// Support.
    pub status: quantity::Status,
}
