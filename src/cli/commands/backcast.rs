//! `leeward backcast`: a scripted past event beside what was observed.

use crate::analysis::backcast::{Hindsight, INDICATORS, Observation, indicator_value, sum_up};
use crate::brief::{BackcastCase, hindsight};
use crate::cli::args::BackcastArguments;
use crate::cli::case::{self, Case};
use crate::cli::console;
use crate::cli::exit::Exit;
use crate::engine::{Prepared, Unwatched, play_ensemble};
use crate::hazard::HazardModel;
use crate::outcome::OUTCOMES;
use crate::scenario::Scenario;
use crate::scenario::hazard::HazardKind;

/// Damage ratios from which *severe* is counted: the events at hand do not tell which is right.
const SEVERE_FROM: [f64; 3] = [0.20, 0.30, 0.40];
const SEVERE: &str = "severe_share";

/// Runs the command.
pub(in crate::cli) fn run(arguments: &BackcastArguments) -> Result<Exit, Exit> {
    let mut cases = Vec::new();
    for file in &arguments.cases {
        let mut changes = Vec::new();
        if let Some(replicates) = arguments.replicates {
            changes.push(format!("experiment.replicates={replicates}"));
        }
        let case = case::read(file, &changes)?;
        if case.loaded.scenario.targets.is_empty() {
            console::tell(&format!(
                "error: {} has no [[targets]], so there is nothing to hold the model to; add what was \
                 observed (leeward explain targets)",
                case.file.display()
            ));
            return Err(Exit::Usage);
        }
        cases.push(look_back(&case)?);
    }
    if arguments.json {
        let document: Vec<_> = cases
            .iter()
            .map(|case| {
                serde_json::json!({
                    "file": case.file, "title": case.title, "settings": case.settings,
                    "futures": case.futures, "observed": case.observed, "model": case.hindsight,
                })
            })
            .collect();
        console::print(&format!("{:#}", serde_json::json!({ "schema": 1, "cases": document })));
    } else {
        let tables: Vec<String> = cases.iter().map(hindsight).collect();
        console::print(&tables.join("\n"));
        console::print(
            "\nIn-sample: the damage curves' shift and the Beta concentration were fitted to this and two \
             other events.\nA hit shows that the pieces fit together, not that the model foresees.",
        );
    }
    Ok(Exit::Done)
}

fn look_back(case: &Case) -> Result<BackcastCase, Exit> {
    let scenario = &case.loaded.scenario;
    let hazard = HazardModel::compile(scenario, &case.files)
        .map_err(|error| case::tell_data_error(&error))?;
    let observed: Vec<Observation> = scenario
        .targets
        .iter()
        .map(|target| Observation {
            indicator: target.indicator.clone(),
            value: target.value,
            band: target.band,
            source: target.source.clone(),
        })
        .collect();
    let mut rows = Vec::new();
    for severe_from in SEVERE_FROM {
        let mut variant = scenario.clone();
        variant.vulnerability.severe_damage.central = severe_from;
        let futures = play(&variant, &hazard);
        for indicator in INDICATORS {
            // What does not depend on the threshold is shown once.
            if (indicator == SEVERE) || severe_from == SEVERE_FROM[0] {
                let values = futures.values.iter().filter_map(|outcomes| {
                    indicator_value(indicator, outcomes, futures.dwellings, futures.people)
                });
                let target = observed.iter().find(|target| target.indicator == indicator);
                let from = (indicator == SEVERE).then_some(severe_from);
                rows.push(sum_up(indicator, from, values.collect(), target));
            }
        }
    }
    let place = |row: &Hindsight| INDICATORS.iter().position(|one| *one == row.indicator);
    rows.sort_by_key(|row| place(row));
    Ok(BackcastCase {
        file: case.file.display().to_string(),
        title: scenario.title.clone(),
        settings: settings(scenario),
        futures: scenario.experiment.replicates,
        observed,
        hindsight: rows,
    })
}

struct Futures {
    values: Vec<[f64; OUTCOMES]>,
    dwellings: f64,
    people: f64,
}

fn play(scenario: &Scenario, hazard: &HazardModel) -> Futures {
    let prepared = Prepared::new(scenario, hazard);
    let baseline = scenario.baseline();
    let mut values = Vec::new();
    let played: Result<_, std::convert::Infallible> =
        play_ensemble(&prepared, 0, scenario.experiment.replicates, &Unwatched, |_, records| {
            let of_baseline =
                records.iter().filter(|record| usize::from(record.strategy) == baseline);
            values.extend(of_baseline.map(|record| record.outcomes));
            Ok(())
        });
    debug_assert!(played.is_ok());
    let population = &prepared.place().population;
    Futures {
        values,
        dwellings: population.len() as f64 * population.weight,
        people: population.persons(),
    }
}

fn settings(scenario: &Scenario) -> Vec<String> {
    let mix: Vec<String> = ["makeshift", "timber", "masonry", "concrete"]
        .iter()
        .zip(scenario.dwelling_mix.values())
        .map(|(name, share)| format!("{name} {:.2}", share.central))
        .collect();
    let factors: Vec<f64> =
        scenario.zones.iter().map(|zone| zone.effective_wind_factor.central).collect();
    let lowest = factors.iter().copied().fold(f64::INFINITY, f64::min);
    let highest = factors.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let factor =
        if lowest == highest { format!("{lowest}") } else { format!("{lowest} to {highest}") };
    let drawn = scenario
        .hazards
        .iter()
        .any(|hazard| matches!(&hazard.kind, HazardKind::Scripted(script) if script.draw_effects));
    vec![
        format!("Dwelling mix: {}.", mix.join(", ")),
        format!(
            "Wind factor g = {factor}; event and zone effects {}; curve shift {} m/s; Beta \
             concentration {}.",
            if drawn { "drawn" } else { "zero" },
            scenario.vulnerability.wind_shift_ms.central,
            scenario.vulnerability.damage_concentration.central
        ),
    ]
}
