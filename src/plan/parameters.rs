//! The parameter vector of one replicate: every uncertain number drawn once, shared by all strategies.

use super::point::ParameterPoint;
use crate::dist::quantile::triangular;
use crate::ids::name_hash;
use crate::rng::{Draws, Purpose};
use crate::scenario::Scenario;
use crate::scenario::lever::Lever;
use crate::scenario::parameters::{
    Behaviour, Care, Climate, Finance, Labour, Livelihood, Policy, Recovery, Sites, Standards,
    Tracking, Vulnerability,
};
use crate::scenario::quantity::Quantity;

/// Plain numbers for one replicate.
///
/// Numbers that shape the synthetic population and the storm catalogue are not among them: both are
/// built once, at their central values, and shared by all replicates.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameters {
    /// Climate numbers.
    pub climate: Climate<f64>,
    /// Damage, habitability, casualties.
    pub vulnerability: Vulnerability<f64>,
    /// Evacuation, perception, decisions.
    pub behaviour: Behaviour<f64>,
    /// Repair and return.
    pub recovery: Recovery<f64>,
    /// Incomes after damage and in drought.
    pub livelihood: Livelihood<f64>,
    /// Places for the displaced.
    pub sites: Sites<f64>,
    /// What authorities can do.
    pub policy: Policy<f64>,
    /// When money arranged ahead is paid out.
    pub finance: Finance<f64>,
    /// Seasonal work abroad.
    pub labour: Labour<f64>,
    /// Minimum standards.
    pub standards: Standards<f64>,
    /// Health, distress, protection and goods of the displaced.
    pub care: Care<f64>,
    /// Displacement tracking.
    pub tracking: Tracking<f64>,
    /// Destinations, by rank.
    pub destinations: Vec<DestinationNumbers>,
    /// Channels of migration, by rank.
    pub channels: Vec<ChannelNumbers>,
    /// Interventions, in the order of the scenario.
    pub interventions: Vec<InterventionNumbers>,
}

/// Numbers of a destination.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DestinationNumbers {
    /// Distance, km.
    pub distance_km: f64,
    /// Population, persons.
    pub population: f64,
    /// Income there over income here.
    pub income_ratio: f64,
    /// Cash cost of the move, USD per household.
    pub move_cost_usd: f64,
}

/// Numbers of a channel of migration.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChannelNumbers {
    /// Persons who may use it in a calendar year; infinite where no limit is stated.
    pub places_per_year: f64,
    /// What a household pays for it beside the move, or for a season, USD.
    pub cost_usd: f64,
}

/// Numbers of an intervention.
#[derive(Clone, Debug, PartialEq)]
pub struct InterventionNumbers {
    /// Share of the target group reached at full roll-out.
    pub coverage_share: f64,
    /// Cost of one unit delivered, overrun included, USD.
    pub unit_cost_usd: f64,
    /// Cost of one delivered unit in each following year, USD.
    pub upkeep_usd_per_year: f64,
    /// Effects by lever, in the order of the scenario.
    pub effects: Vec<(Lever, f64)>,
}

impl Parameters {
    /// All numbers at their central values.
    pub fn central(scenario: &Scenario) -> Self {
        Self::with(scenario, |quantity| quantity.central)
    }

    /// All uncertain numbers drawn for the replicate of `draws`; central where the scenario says so.
    pub fn draw(scenario: &Scenario, draws: &Draws) -> Self {
        if scenario.experiment.central_parameters {
            return Self::central(scenario);
        }
        let posterior = scenario.posterior.as_ref();
        let set = posterior.and_then(|it| it.set(draws).map(|set| (it, set)));
        let of_set = |path: &str| set.and_then(|(posterior, set)| posterior.value(set, path));
        Self::with(scenario, |quantity| match (of_set(&quantity.path), quantity.spread) {
            (Some(value), _) => value,
            (None, None) => quantity.central,
            (None, Some((low, high))) => {
                let u = draws.uniform(Purpose::Parameter, name_hash(&quantity.path), 0, 0);
                triangular(u, low, quantity.central, high)
            }
        })
    }

    /// The numbers that a point names at its values, all others at their central ones.
    pub fn at(scenario: &Scenario, point: &ParameterPoint) -> Self {
        Self::with(scenario, |quantity| point.value(&quantity.path).unwrap_or(quantity.central))
    }

    /// The quantities of a scenario that stand in a parameter vector, in their order: those that a
    /// [`ParameterPoint`] can move. The others shape what is built once.
    pub fn quantities(scenario: &Scenario) -> Vec<Quantity> {
        let mut all = Vec::new();
        Self::with(scenario, |quantity| {
            all.push(quantity.clone());
            quantity.central
        });
        all
    }

    /// Whether any of these numbers differs between replicates.
    pub fn vary(scenario: &Scenario) -> bool {
        let mut varies = false;
        Self::with(scenario, |quantity| {
            varies |= quantity.spread.is_some();
            quantity.central
        });
        varies && !scenario.experiment.central_parameters
    }

    fn with(scenario: &Scenario, mut value: impl FnMut(&Quantity) -> f64) -> Self {
        let cost_ratio = value(&scenario.currency.cost_ratio);
        Self {
            climate: scenario.climate.map(&mut value),
            vulnerability: scenario.vulnerability.map(&mut value),
            behaviour: scenario.behaviour.map(&mut value),
            recovery: scenario.recovery.map(&mut value),
            livelihood: scenario.livelihood.map(&mut value),
            sites: scenario.sites.map(&mut value),
            policy: scenario.policy.map(&mut value),
            finance: scenario.finance.map(&mut value),
            labour: scenario.labour.map(&mut value),
            standards: scenario.standards.map(&mut value),
            care: scenario.care.map(&mut value),
            tracking: scenario.tracking.map(&mut value),
            destinations: scenario
                .destinations
                .iter()
                .map(|destination| DestinationNumbers {
                    distance_km: value(&destination.distance_km),
                    population: value(&destination.population),
                    income_ratio: value(&destination.income_ratio),
                    move_cost_usd: value(&destination.move_cost_usd),
                })
                .collect(),
            channels: scenario
                .channels
                .iter()
                .map(|channel| ChannelNumbers {
                    places_per_year: channel
                        .places_per_year
                        .as_ref()
                        .map_or(f64::INFINITY, &mut value),
                    cost_usd: value(&channel.cost_usd),
                })
                .collect(),
            interventions: scenario
                .interventions
                .iter()
                .map(|intervention| InterventionNumbers {
                    coverage_share: value(&intervention.coverage_share),
                    unit_cost_usd: cost_ratio
                        * value(&intervention.unit_cost_usd)
                        * value(&intervention.cost_overrun_ratio),
                    upkeep_usd_per_year: cost_ratio * value(&intervention.upkeep_usd_per_year),
                    effects: intervention
                        .levers
                        .iter()
                        .map(|(lever, effect)| (*lever, value(effect)))
                        .collect(),
                })
                .collect(),
        }
    }
}
