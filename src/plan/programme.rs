//! Strategies compiled: each intervention becomes a programme with a fixed order in which it reaches
//! households, so that a larger coverage keeps those that a smaller one reached.

use crate::calendar::Horizon;
use crate::ids::name_hash;
use crate::rng::{Draws, Purpose, Seed};
use crate::scenario::Scenario;
use crate::scenario::intervention::{Intervention, Strategy, Targeting, Targets};
use crate::scenario::lever::Lever;

use super::Place;
use super::population::Tenure;

/// A strategy in this place.
#[derive(Clone, Debug)]
pub struct StrategyPlan {
    /// Its programmes, in the order of the ids of their interventions: where a budget binds, or two
    /// work on the same households, the order of the file decides nothing.
    pub programmes: Vec<Programme>,
    /// Levers that any of them moves, each once.
    pub levers: Vec<Lever>,
    /// Money it may spend, USD.
    pub budget_usd: f64,
    /// Money that each actor may spend in a year, USD, by rank.
    pub actor_budgets_usd: Vec<f64>,
}

/// An intervention in this place.
#[derive(Clone, Debug)]
pub struct Programme {
    /// Position of the intervention in the scenario and in the parameter vector.
    pub intervention: usize,
    /// First period of delivery; may lie before period 0, when some is in place at the start.
    pub start: i32,
    /// Periods from the first delivery to full coverage, at least 1.
    pub rollout: u16,
    /// Rank of the actor that pays.
    pub actor: usize,
    /// What it can spend in a calendar year, USD.
    pub absorption_usd_per_year: f64,
    /// Units at hand without delay, of real households.
    pub stock_units: f64,
    /// Share of the households that an event must strike to set it off; 0 is always on.
    pub activation_share: f64,
    /// Periods between a need and the first payment.
    pub delay: u16,
    /// Whether services on need reach only those whom the last tracking round saw.
    pub by_observation: bool,
    /// First period in which nothing is delivered or paid any more; none where it lasts.
    pub end: Option<i32>,
    /// Households of the target group in the order in which they are reached.
    pub order: Vec<u32>,
}

impl StrategyPlan {
    /// Compiles a strategy. `exposure` is the expected yearly damage ratio of each household's dwelling.
    pub fn compile(
        scenario: &Scenario,
        strategy: &Strategy,
        place: &Place,
        exposure: &[f32],
    ) -> Self {
        let draws = Draws::shared(Seed(scenario.experiment.seed));
        let mut interventions = strategy.interventions.clone();
        interventions
            .sort_by(|a, b| scenario.interventions[*a].id.cmp(&scenario.interventions[*b].id));
        let programmes = interventions
            .iter()
            .map(|position| {
                let intervention = &scenario.interventions[*position];
                Programme {
                    intervention: *position,
                    start: start(scenario.horizon, intervention),
                    rollout: intervention.rollout_months.max(1),
                    actor: intervention.actor,
                    absorption_usd_per_year: intervention
                        .absorption_usd_per_year
                        .unwrap_or(f64::INFINITY),
                    delay: intervention.delay_months,
                    stock_units: intervention.stock_units.unwrap_or(0.0),
                    activation_share: intervention.activation_share,
                    by_observation: intervention.targets == Targets::Observed,
                    end: intervention
                        .duration_months
                        .map(|months| start(scenario.horizon, intervention) + i32::from(months)),
                    order: order(intervention, place, exposure, &draws),
                }
            })
            .collect();
        let mut levers: Vec<Lever> = interventions
            .iter()
            .flat_map(|position| &scenario.interventions[*position].levers)
            .map(|(lever, _)| *lever)
            .collect();
        levers.sort_unstable();
        levers.dedup();
        Self {
            programmes,
            levers,
            budget_usd: strategy.budget_usd.unwrap_or(f64::INFINITY),
            actor_budgets_usd: scenario
                .actors
                .iter()
                .map(|actor| actor.budget_usd_per_year.unwrap_or(f64::INFINITY))
                .collect(),
        }
    }
}

impl Programme {
    /// Whether it delivers and pays in a period.
    #[inline]
    pub fn is_on(&self, period: u16) -> bool {
        let period = i32::from(period);
        period >= self.start && self.end.is_none_or(|end| period < end)
    }

    /// Households reached by the end of `period` at a full coverage of `share`.
    pub fn reached(&self, period: u16, share: f64) -> usize {
        let last = self.end.map_or(i32::from(period), |end| i32::from(period).min(end - 1));
        let months = last - self.start + 1;
        if months <= 0 {
            return 0;
        }
        let progress = (f64::from(months) / f64::from(self.rollout)).min(1.0);
        ((self.order.len() as f64 * share.clamp(0.0, 1.0)) * progress + 1e-9) as usize
    }
}

fn start(horizon: Horizon, intervention: &Intervention) -> i32 {
    intervention.start.since(horizon.first_month)
}

/// Address of the lots of an intervention: that of the levers it moves. Another name, another dose or
/// another cost reaches the same households first.
fn lot(intervention: &Intervention) -> u32 {
    let names: Vec<&str> =
        intervention.levers.iter().map(|(lever, _)| lever.entry().name).collect();
    name_hash(&names.join("+"))
}

fn order(intervention: &Intervention, place: &Place, exposure: &[f32], draws: &Draws) -> Vec<u32> {
    let population = &place.population;
    let lot_of = lot(intervention);
    let mut keyed: Vec<(f64, f64, u32)> = (0..population.len())
        .filter(|i| {
            let zone_in = intervention
                .zones
                .as_ref()
                .is_none_or(|zones| zones.contains(&population.zone[*i]));
            let class_in = intervention
                .classes
                .is_none_or(|classes| classes[usize::from(population.class[*i])]);
            zone_in && class_in
        })
        .map(|i| {
            let lot = draws.uniform(Purpose::Coverage, population.entity[i], 0, lot_of);
            let first = match intervention.targeting {
                Targeting::Random => 0.0,
                Targeting::Poorest => f64::from(population.income[i]),
                Targeting::MostExposed => -f64::from(exposure[i]),
                Targeting::Untitled => {
                    f64::from(u8::from(population.tenure[i] != Tenure::Informal))
                }
            };
            (first, lot, i as u32)
        })
        .collect();
    keyed
        .sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
    keyed.into_iter().map(|(_, _, household)| household).collect()
}
