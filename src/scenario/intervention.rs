//! Interventions and strategies: data, never code.

use super::lever::Lever;
use super::quantity::Quantity;
use crate::calendar::YearMonth;

/// Phase of the Migration Crisis Operational Framework.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Before a crisis.
    Before,
    /// During a crisis.
    During,
    /// After a crisis.
    After,
}

impl Phase {
    /// The word a scenario file uses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::During => "during",
            Self::After => "after",
        }
    }
}

/// What kind of body an actor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActorKind {
    /// A government.
    Government,
    /// A partner: an international organisation, a donor, a non-governmental organisation.
    Partner,
    /// A community.
    Community,
    /// The diaspora.
    Diaspora,
    /// A private body.
    Private,
}

impl ActorKind {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::Government, Self::Partner, Self::Community, Self::Diaspora, Self::Private];

    /// The word a scenario file uses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Government => "government",
            Self::Partner => "partner",
            Self::Community => "community",
            Self::Diaspora => "diaspora",
            Self::Private => "private",
        }
    }
}

/// Who pays for interventions.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    /// Id; actors are ranked by it.
    pub id: String,
    /// Title shown to people.
    pub title: String,
    /// Kind.
    pub kind: ActorKind,
    /// Money it may spend in a calendar year, USD; no limit where absent.
    pub budget_usd_per_year: Option<f64>,
    /// Sectors that it pays for; all where absent.
    pub earmark: Option<Vec<String>>,
}

/// Who is reached first within the target group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Targeting {
    /// By lot.
    Random,
    /// Poorest first.
    Poorest,
    /// Highest expected damage first.
    MostExposed,
    /// Households without a title to their home first.
    Untitled,
}

/// What assistance on need goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Targets {
    /// What is so.
    True,
    /// What the last tracking round saw.
    Observed,
}

/// One intervention.
#[derive(Clone, Debug, PartialEq)]
pub struct Intervention {
    /// Id.
    pub id: String,
    /// Entry of the catalogue that its values came from, if any.
    pub based_on: Option<String>,
    /// Title shown to people.
    pub title: String,
    /// Phase.
    pub phase: Phase,
    /// One of the 15 sectors of assistance.
    pub sector: String,
    /// Levers moved and their effects.
    pub levers: Vec<(Lever, Quantity)>,
    /// First month of delivery.
    pub start: YearMonth,
    /// Months from the first delivery to full coverage.
    pub rollout_months: u16,
    /// Months from the start after which nothing is delivered or paid any more; it lasts where absent.
    pub duration_months: Option<u16>,
    /// Months between a need and the first payment, for what is paid on need.
    pub delay_months: u16,
    /// Units at hand for a need, for which nobody waits; they are made up after the delay.
    pub stock_units: Option<f64>,
    /// Share of the people of the area that an event must strike before anything is paid on need; 0 is
    /// always on.
    pub activation_share: f64,
    /// Share of the target group reached at full roll-out. Stable: a larger share keeps those that a
    /// smaller one reached.
    pub coverage_share: Quantity,
    /// Who is reached first.
    pub targeting: Targeting,
    /// What assistance on need goes by.
    pub targets: Targets,
    /// Zones of the target group, by rank; all where absent.
    pub zones: Option<Vec<u16>>,
    /// Dwelling classes of the target group (makeshift, timber, masonry, concrete); all where absent.
    pub classes: Option<[bool; 4]>,
    /// Rank of the actor that pays.
    pub actor: usize,
    /// What it can spend in a calendar year, USD; no limit where absent.
    pub absorption_usd_per_year: Option<f64>,
    /// What a unit comes to cost over what it was planned to cost.
    pub cost_overrun_ratio: Quantity,
    /// Cost of one unit delivered, in USD of the case's price year.
    pub unit_cost_usd: Quantity,
    /// Cost of one delivered unit in each following year.
    pub upkeep_usd_per_year: Quantity,
}

/// A named bundle of interventions.
#[derive(Clone, Debug, PartialEq)]
pub struct Strategy {
    /// Id; strategies are ranked by it.
    pub id: String,
    /// Title shown to people.
    pub title: String,
    /// Whether others are compared with it. Exactly one is.
    pub baseline: bool,
    /// Positions of its interventions in the scenario.
    pub interventions: Vec<usize>,
    /// Money it may spend over the horizon; no limit where absent.
    pub budget_usd: Option<f64>,
}
