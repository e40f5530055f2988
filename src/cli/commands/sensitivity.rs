//! `leeward sensitivity`: what drives the result, what would turn the choice, what it is worth to know.

use std::path::PathBuf;

use crate::analysis::Sensitivity;
use crate::analysis::sensitivity::study_files;
use crate::brief::sensitivity::sensitivity_answer;
use crate::cli::args::{MethodChoice, SensitivityArguments};
use crate::cli::case::{self, Case};
use crate::cli::console::{self, Progress};
use crate::cli::exit::Exit;
use crate::cli::{study_folder, wanted};
use crate::engine::{Prepared, Watch};
use crate::figure::tornado::tornadoes;
use crate::hazard::HazardModel;
use crate::results::digest;
use crate::rng::Seed;
use crate::scenario::Scenario;
use crate::study::{Axes, Measure, Plan, Stage, StudyError, Wish, axes, run as study};

/// Most numbers of which shares of variance are estimated without being asked for each.
const MOST_UNSCREENED: usize = 12;

const PICTURE_SCALE: f32 = 2.0;

/// Runs the command.
pub(in crate::cli) fn run(arguments: &SensitivityArguments) -> Result<Exit, Exit> {
    let mut case = case::read(&arguments.scenario.case, &arguments.scenario.set)?;
    if !arguments.quiet && !case.loaded.warnings.is_empty() {
        case::tell_findings(&case.loaded.warnings);
    }
    if let Some(folder) = &arguments.out {
        study_folder::check(folder, arguments.force)?;
    }
    let threads = wanted::threads(arguments.threads)?;
    threads.install(|| ask(arguments, &mut case))
}

fn ask(arguments: &SensitivityArguments, case: &mut Case) -> Result<Exit, Exit> {
    let mut wish =
        Wish { keys: arguments.parameters.clone(), rebuild: arguments.rebuild, given: Vec::new() };
    if let Some(share) = arguments.assumptions {
        if !(share > 0.0 && share < 1.0) {
            return Err(tell(&StudyError::Share(share)));
        }
        let scenario = &mut case.loaded.scenario;
        wish.given = scenario.spread_assumptions(share, |path| wish.takes(path));
    }
    let scenario = &case.loaded.scenario;
    let seed = Seed(scenario.experiment.seed);
    let measures = measures(&arguments.outcomes, scenario).map_err(|error| tell(&error))?;
    let ranks = ranks(&arguments.strategies, scenario).map_err(|error| tell(&error))?;
    let hazard = HazardModel::compile(scenario, &case.files)
        .map_err(|error| case::tell_data_error(&error))?;
    let axes = axes(scenario, &hazard, &wish).map_err(|error| tell(&error))?;
    let plan = plan(arguments, &axes);
    let points = plan.points(axes.axes.len(), seed).map_err(|error| tell(&error))?;
    let progress = Progress::of(points as u32, "points", arguments.quiet);
    if !arguments.quiet {
        console::tell(&format!(
            "  {} numbers, {points} points, {} futures and {} strategies at each",
            axes.axes.len(),
            plan.futures,
            ranks.len(),
        ));
    }
    console::listen_for_interrupt();
    let prepared = Prepared::new(scenario, &hazard);
    let stage = Stage {
        scenario,
        files: &case.files,
        prepared: &prepared,
        axes: &axes.axes,
        measures: &measures,
        ranks: &ranks,
        watch: &progress as &dyn Watch,
    };
    let found = study(&stage, &axes, &plan);
    progress.finish();
    let found = found.map_err(|error| tell(&error))?;
    if let Some(folder) = &arguments.out {
        let files = files(case, arguments, &found)?;
        study_folder::write(folder, arguments.force, &files)?;
    }
    if arguments.json {
        let text = serde_json::to_string_pretty(&found).map_err(|error| {
            console::tell(&format!("error: {error}"));
            Exit::Failed
        })?;
        console::print(&text);
    } else {
        console::print(&sensitivity_answer(&found));
        match &arguments.out {
            Some(folder) => console::print(&format!("Files:  {}", folder.display())),
            None => console::print("Next:   --out FOLDER stores tables, JSON and figures"),
        }
    }
    Ok(Exit::Done)
}

/// Tables, JSON and figures.
fn files(
    case: &Case,
    arguments: &SensitivityArguments,
    found: &Sensitivity,
) -> Result<Vec<(PathBuf, Vec<u8>)>, Exit> {
    let fail = |error: &dyn std::fmt::Display| {
        console::tell(&format!("error: {error}"));
        Exit::Failed
    };
    let tables = study_files(found).map_err(|error| fail(&error))?;
    let mut files: Vec<(PathBuf, Vec<u8>)> =
        tables.into_iter().map(|(name, bytes)| (name.into(), bytes)).collect();
    let scenario = digest(case.loaded.resolved.as_bytes());
    let provenance = format!(
        "leeward sensitivity, scenario {scenario}, {} points of {} futures",
        found.asked.points, arguments.futures
    );
    for (name, svg) in tornadoes(found, &provenance).map_err(|error| fail(&error))? {
        let png = svg.to_png(PICTURE_SCALE).map_err(|error| fail(&error))?;
        files.push((format!("{name}.svg").into(), svg.text().as_bytes().to_vec()));
        files.push((format!("{name}.png").into(), png));
    }
    Ok(files)
}

fn measures(ids: &[String], scenario: &Scenario) -> Result<Vec<Measure>, StudyError> {
    let mut measures: Vec<Measure> = Vec::new();
    for id in ids {
        if !measures.iter().any(|measure| measure.told.id == *id) {
            measures.push(Measure::new(id, scenario)?);
        }
    }
    Ok(measures)
}

/// The baseline and the strategies asked for, all where none is, by rank.
fn ranks(ids: &[String], scenario: &Scenario) -> Result<Vec<usize>, StudyError> {
    let known = || scenario.strategies.iter().map(|one| one.id.as_str());
    if let Some(unknown) = ids.iter().find(|id| !known().any(|known| known == id.as_str())) {
        let all: Vec<&str> = known().collect();
        return Err(StudyError::UnknownStrategy(unknown.clone(), all.join(", ")));
    }
    let baseline = scenario.baseline();
    let others = scenario.strategies.iter().enumerate().filter(|(rank, strategy)| {
        *rank != baseline && (ids.is_empty() || ids.contains(&strategy.id))
    });
    Ok(std::iter::once(baseline).chain(others.map(|(rank, _)| rank)).collect())
}

fn plan(arguments: &SensitivityArguments, axes: &Axes) -> Plan {
    let methods = &arguments.methods;
    let usual = methods.is_empty();
    let morris =
        methods.contains(&MethodChoice::Morris) || usual && axes.axes.len() > MOST_UNSCREENED;
    let sobol = methods.contains(&MethodChoice::Sobol) || usual;
    Plan {
        futures: arguments.futures,
        trajectories: morris.then_some(arguments.trajectories),
        levels: arguments.levels,
        base: sobol.then_some(arguments.base),
        most_indices: MOST_UNSCREENED,
        assumptions_share: arguments.assumptions,
    }
}

/// Tells what is wrong and gives the exit code.
fn tell(error: &StudyError) -> Exit {
    if let StudyError::Data(error) = error {
        return case::tell_data_error(error);
    }
    console::tell(&format!("error: {error}"));
    match error {
        StudyError::Stopped => Exit::Interrupted,
        _ => Exit::Usage,
    }
}
