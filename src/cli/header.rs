//! What a run is, told from its case before the first future is played.

use super::case::Case;
use crate::engine::Prepared;
use crate::group::GROUPS;
use crate::results::{
    ActorEntry, GroupEntry, ParameterMode, ProgrammeEntry, RunHeader, StrategyEntry, ZoneEntry,
};
use crate::scenario::Scenario;
use crate::scenario::intervention::Strategy;

/// The header of a case.
pub(super) fn header(case: &Case, prepared: &Prepared<'_>) -> RunHeader {
    let scenario = &case.loaded.scenario;
    let population = &prepared.place().population;
    RunHeader {
        leeward_version: env!("CARGO_PKG_VERSION").to_owned(),
        scenario_id: scenario.id.clone(),
        scenario_title: scenario.title.clone(),
        seed: scenario.experiment.seed,
        replicates_asked: scenario.experiment.replicates,
        strategies: scenario
            .strategies
            .iter()
            .map(|strategy| StrategyEntry {
                id: strategy.id.clone(),
                title: strategy.title.clone(),
                baseline: strategy.baseline,
                programmes: programmes(scenario, strategy),
            })
            .collect(),
        actors: scenario
            .actors
            .iter()
            .map(|actor| ActorEntry {
                id: actor.id.clone(),
                title: actor.title.clone(),
                kind: actor.kind.word().to_owned(),
            })
            .collect(),
        zones: scenario
            .zones
            .iter()
            .enumerate()
            .map(|(rank, zone)| ZoneEntry {
                id: zone.id.clone(),
                name: zone.name.clone(),
                people: prepared.place().zone_persons[rank],
                dwellings: population.in_zone(rank).len() as f64 * population.weight,
            })
            .collect(),
        groups: GROUPS
            .iter()
            .zip(population.group_sizes())
            .map(|(group, (households, people))| GroupEntry {
                id: format!("{}:{}", group.dimension, group.id),
                households,
                people,
            })
            .collect(),
        first_month: scenario.horizon.first_month,
        horizon_years: scenario.horizon.years,
        price_year: scenario.currency.price_year,
        parameters: mode(scenario),
        material_share: scenario.experiment.material_share,
        wanted: scenario.experiment.wanted.iter().cloned().collect(),
        inputs: case.files.inputs(),
        warnings: case.loaded.warnings.iter().map(|warning| warning.message.clone()).collect(),
    }
}

/// Programmes of a strategy in the order in which they take their turn.
fn programmes(scenario: &Scenario, strategy: &Strategy) -> Vec<ProgrammeEntry> {
    let mut programmes: Vec<ProgrammeEntry> = strategy
        .interventions
        .iter()
        .map(|position| {
            let intervention = &scenario.interventions[*position];
            let lever = intervention.levers.first();
            ProgrammeEntry {
                id: intervention.id.clone(),
                title: intervention.title.clone(),
                actor: scenario.actors[intervention.actor].id.clone(),
                phase: intervention.phase.word().to_owned(),
                sector: intervention.sector.clone(),
                unit: lever.map_or("", |(lever, _)| lever.entry().delivered).to_owned(),
            }
        })
        .collect();
    programmes.sort_by(|a, b| a.id.cmp(&b.id));
    programmes
}

fn mode(scenario: &Scenario) -> ParameterMode {
    if scenario.experiment.central_parameters {
        ParameterMode::Central
    } else {
        ParameterMode::Drawn
    }
}
