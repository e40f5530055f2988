//! `leeward backcast`: past events played again, beside what was observed.

use crate::analysis::backcast::{course, look_back, score_curves};
use crate::brief::{BackcastCase, check_results, hindsight};
use crate::cli::args::BackcastArguments;
use crate::cli::case::{self, Case};
use crate::cli::exit::Exit;
use crate::cli::{backcast as files, console};
use crate::engine::{EventWatch, Prepared};
use crate::figure::hindsight::{CaseCurve, curve_days};
use crate::hazard::HazardModel;
use crate::outcome::{Observation, Seen};
use crate::scenario::Scenario;

/// Runs the command.
pub(in crate::cli) fn run(arguments: &BackcastArguments) -> Result<Exit, Exit> {
    let common = arguments.posterior.as_deref().map(files::CommonSets::read).transpose()?;
    let (mut cases, mut curves) = (Vec::new(), Vec::new());
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
        let (looked, of_case) = look(&case, common.as_ref())?;
        cases.push(looked);
        curves.extend(of_case);
    }
    let document = files::document(&cases, common.as_ref())?;
    let text = hindsight(&cases, common.as_ref().map(files::CommonSets::words).as_deref());
    if let Some(folder) = &arguments.out {
        files::write_folder(folder, arguments.force, &cases, &document, &curves)?;
    }
    if let Some(page) = &arguments.write {
        files::write_into_page(page, &text)?;
    }
    console::print(if arguments.json { &document } else { text.trim_end() });
    let missed = check_results(&cases).iter().any(|check| !check.holds())
        || cases.iter().flat_map(|case| &case.rows).any(|row| row.required && !row.inside);
    Ok(if missed { Exit::GateMissed } else { Exit::Done })
}

fn look(
    case: &Case,
    common: Option<&files::CommonSets>,
) -> Result<(BackcastCase, Vec<CaseCurve>), Exit> {
    let stated = &case.loaded.scenario;
    let mut scenario = stated.clone();
    if let Some(common) = common {
        common.give_to(&mut scenario);
    }
    let scenario = &scenario;
    let hazard = HazardModel::compile(scenario, &case.files)
        .map_err(|error| case::tell_data_error(&error))?;
    let prepared = Prepared::new(scenario, &hazard);
    let twin = scenario.targets.iter().any(|target| target.observation.indicator.needs_twin());
    let watch = EventWatch::of(scenario, twin);
    let futures = prepared.seen(0..scenario.experiment.replicates, scenario.baseline(), watch);
    let rows: Vec<_> =
        scenario.targets.iter().map(|target| look_back(&target.observation, &futures)).collect();
    let looked = BackcastCase {
        file: case.file.display().to_string(),
        title: scenario.title.clone(),
        settings: files::settings(stated),
        inputs: files::inputs(stated),
        futures: scenario.experiment.replicates,
        curves: score_curves(&rows),
        rows,
    };
    let curves = curves(scenario, &looked, &futures);
    Ok((looked, curves))
}

/// What the model makes of each curve of a case, for its figure.
fn curves(scenario: &Scenario, case: &BackcastCase, futures: &[Seen]) -> Vec<CaseCurve> {
    case.curves
        .iter()
        .filter_map(|score| {
            let observed: Vec<&Observation> = scenario
                .targets
                .iter()
                .map(|target| &target.observation)
                .filter(|it| it.curve.as_deref() == Some(&score.curve))
                .collect();
            let first = observed.first()?;
            let points: Vec<(f64, f64)> =
                observed.iter().map(|it| (it.days_after_event, it.value)).collect();
            Some(CaseCurve {
                case: scenario.id.clone(),
                title: scenario.title.clone(),
                label: first.indicator.info().label.to_owned(),
                about: first.indicator.info().about.trim_end_matches('.').to_owned(),
                score: score.clone(),
                course: course(first, futures, &curve_days(&points, first.relative_to_days)),
                observed: points,
                futures: futures.len(),
            })
        })
        .collect()
}
