//! `leeward run`: all strategies on the same futures.

use std::path::{Path, PathBuf};

use crate::analysis::Summary;
use crate::brief::{Closing, answer, who_bears_it};
use crate::cli::args::{ParametersChoice, RunArguments};
use crate::cli::case::{self, Case};
use crate::cli::console::{self, Progress};
use crate::cli::exit::Exit;
use crate::engine::{Completion, Prepared, play_ensemble};
use crate::figure::{self, Material, Sources};
use crate::group::GROUPS;
use crate::hazard::HazardModel;
use crate::results::{
    Completion as RunCompletion, GroupEntry, ParameterMode, ResultsError, RunFolder, RunHeader,
    RunWriter, StrategyEntry, ZoneEntry, round_files,
};
use crate::scenario::{Scenario, resolved_text};

/// Resolution of the PNG pictures over that of the SVG.
const PICTURE_SCALE: f32 = 2.0;

/// Runs the command.
pub(in crate::cli) fn run(arguments: &RunArguments) -> Result<Exit, Exit> {
    let mut case = case::read(&arguments.scenario.case, &changes(arguments))?;
    keep_strategies(&mut case, &arguments.strategies)?;
    if !arguments.quiet && !case.loaded.warnings.is_empty() {
        case::tell_findings(&case.loaded.warnings);
    }
    let scenario = &case.loaded.scenario;
    let threads = threads(arguments.threads)?;
    let folder = arguments.out.clone().unwrap_or_else(|| Path::new("outputs").join(&scenario.id));
    threads.install(|| play(arguments, &case, &folder))
}

/// The changes that the options stand for, after those of `--set`.
fn changes(arguments: &RunArguments) -> Vec<String> {
    let mut changes = arguments.scenario.set.clone();
    if let Some(replicates) = arguments.replicates {
        changes.push(format!("experiment.replicates={replicates}"));
    }
    if let Some(seed) = arguments.seed {
        changes.push(format!("experiment.seed={seed}"));
    }
    if let Some(choice) = arguments.parameters {
        let word = match choice {
            ParametersChoice::Drawn => "drawn",
            ParametersChoice::Central => "central",
        };
        changes.push(format!("experiment.parameters=\"{word}\""));
    }
    changes
}

fn keep_strategies(case: &mut Case, wanted: &[String]) -> Result<(), Exit> {
    if wanted.is_empty() {
        return Ok(());
    }
    let scenario = &mut case.loaded.scenario;
    let known: Vec<&str> = scenario.strategies.iter().map(|one| one.id.as_str()).collect();
    if let Some(unknown) = wanted.iter().find(|id| !known.contains(&id.as_str())) {
        console::tell(&format!(
            "error: there is no strategy `{unknown}`; the scenario has {}",
            known.join(", ")
        ));
        return Err(Exit::Usage);
    }
    scenario.strategies.retain(|one| one.baseline || wanted.contains(&one.id));
    case.loaded.resolved = resolved_text(scenario);
    Ok(())
}

fn threads(wanted: Option<usize>) -> Result<rayon::ThreadPool, Exit> {
    if wanted == Some(0) {
        console::tell("error: --threads must be at least 1");
        return Err(Exit::Usage);
    }
    rayon::ThreadPoolBuilder::new().num_threads(wanted.unwrap_or(0)).build().map_err(|error| {
        console::tell(&format!("error: the threads could not be started: {error}"));
        Exit::Failed
    })
}

fn play(arguments: &RunArguments, case: &Case, folder: &Path) -> Result<Exit, Exit> {
    let scenario = &case.loaded.scenario;
    let hazard = HazardModel::compile(scenario, &case.files)
        .map_err(|error| case::tell_data_error(&error))?;
    let outlines =
        case::outlines(scenario, &case.files).map_err(|error| case::tell_data_error(&error))?;
    let prepared = Prepared::new(scenario, &hazard);
    let header = header(case, &prepared);
    let earlier = earlier(folder, &header, &case.loaded.resolved, arguments.force)?;
    if let Some(stored) = earlier.as_ref().filter(|stored| !stored.manifest().partial()) {
        return show_again(arguments, case, &header, stored);
    }
    let mut writer = RunWriter::create(
        folder,
        &header,
        &case.loaded.resolved,
        arguments.force || earlier.is_some(),
    )
    .map_err(|error| tell(&error))?;

    console::listen_for_interrupt();
    let replicates = scenario.experiment.replicates;
    let progress = Progress::start(replicates, arguments.quiet);
    let mut material = Material::new(header.strategies.len(), header.zones.len());
    let mut played = 0;
    if let Some(earlier) = &earlier {
        for block in 0..earlier.blocks() {
            let records = earlier.block(block).map_err(|error| tell(&error))?;
            material.take(&records);
            writer.write_block(played, &records).map_err(|error| tell(&error))?;
            played = writer.table().replicates();
        }
        progress.resume(played);
    }
    let ended = play_ensemble(&prepared, played, replicates, &progress, |first, records| {
        material.take(records);
        writer.write_block(first, records)
    });
    let elapsed = progress.finish();
    let ended = ended.map_err(|error| tell(&error))?;
    if ended.replicates == 0 {
        console::tell(
            "interrupted before the first block of futures was played; nothing is stored",
        );
        return Err(Exit::Interrupted);
    }
    if !arguments.quiet {
        console::tell(&format!("  {} futures in {:.1} s", ended.replicates, elapsed.as_secs_f64()));
    }

    let summary = Summary::of(&header, writer.table()).map_err(|error| {
        console::tell(&format!("error: {error}"));
        Exit::Failed
    })?;
    writer.add_file("summary.json", &summary.to_json()).map_err(|error| tell(&error))?;
    let plan_hash = writer.plan_hash().to_owned();
    let sources = Sources {
        header: &header,
        summary: &summary,
        material: &material,
        outlines: &outlines,
        plan_hash: &plan_hash,
    };
    add_figures(&mut writer, &sources)?;
    if arguments.tracking_rounds {
        let ranks: Vec<usize> = (0..prepared.strategies()).collect();
        for (name, bytes) in round_files(&header, &prepared.tracking_rounds(0, &ranks)) {
            writer.add_file(&name, &bytes).map_err(|error| tell(&error))?;
        }
    }
    let stored = writer.finish(completion(ended)).map_err(|error| tell(&error))?;
    show(arguments, case, &summary, &stored)?;
    Ok(if ended.complete { Exit::Done } else { Exit::Interrupted })
}

/// An earlier run of the same plan in the folder, whole or partial. Another plan is refused by the
/// writer.
fn earlier(
    folder: &Path,
    header: &RunHeader,
    resolved: &str,
    force: bool,
) -> Result<Option<RunFolder>, Exit> {
    if force || !folder.join("manifest.json").is_file() {
        return Ok(None);
    }
    let stored = RunFolder::open(folder).map_err(|error| tell(&error))?;
    Ok((stored.manifest().plan_hash == header.plan_hash(resolved)).then_some(stored))
}

/// Shows the answer of a run that is there already.
fn show_again(
    arguments: &RunArguments,
    case: &Case,
    header: &RunHeader,
    stored: &RunFolder,
) -> Result<Exit, Exit> {
    if !arguments.quiet {
        console::tell(&format!(
            "  played already: the same plan stands in {}; --force plays it again",
            stored.path().display()
        ));
    }
    let table = stored.replicates().map_err(|error| tell(&error))?;
    let summary = Summary::of(header, &table).map_err(|error| {
        console::tell(&format!("error: {error}"));
        Exit::Failed
    })?;
    show(arguments, case, &summary, stored)?;
    Ok(Exit::Done)
}

fn completion(ended: Completion) -> RunCompletion {
    if ended.complete { RunCompletion::Complete } else { RunCompletion::Interrupted }
}

fn add_figures(writer: &mut RunWriter, sources: &Sources<'_>) -> Result<(), Exit> {
    let fail = |error: &dyn std::fmt::Display| {
        console::tell(&format!("error: {error}"));
        Exit::Failed
    };
    for (name, svg) in figure::draw(sources).map_err(|error| fail(&error))? {
        let png = svg.to_png(PICTURE_SCALE).map_err(|error| fail(&error))?;
        writer
            .add_file(&format!("plots/{name}.svg"), svg.text().as_bytes())
            .and_then(|()| writer.add_file(&format!("plots/{name}.png"), &png))
            .map_err(|error| tell(&error))?;
    }
    Ok(())
}

fn show(
    arguments: &RunArguments,
    case: &Case,
    summary: &Summary,
    stored: &RunFolder,
) -> Result<(), Exit> {
    if arguments.json {
        console::print(&String::from_utf8_lossy(&summary.to_json()));
        return Ok(());
    }
    let folder = stored.path().display().to_string();
    let plots = PathBuf::from(&folder).join("plots").display().to_string();
    let explain = "leeward explain displaced_people".to_owned();
    let hazard = format!("leeward hazard {}", case.file.display());
    let closing = Closing {
        folder: &folder,
        warnings: case.loaded.warnings.len(),
        next: &[
            (&plots, "open the plots"),
            (&hazard, "the storms behind these futures, beside the record"),
            (&explain, "what a number counts"),
        ],
    };
    let means = stored.group_means().map_err(|error| tell(&error))?;
    let bearing = who_bears_it(summary, &stored.manifest().run, &means);
    console::print(&answer(summary, &bearing, &closing));
    Ok(())
}

fn header(case: &Case, prepared: &Prepared<'_>) -> RunHeader {
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

fn mode(scenario: &Scenario) -> ParameterMode {
    if scenario.experiment.central_parameters {
        ParameterMode::Central
    } else {
        ParameterMode::Drawn
    }
}

fn tell(error: &ResultsError) -> Exit {
    console::tell(&format!("error: {error}"));
    match error {
        ResultsError::FolderExists { .. } => Exit::Usage,
        _ => Exit::Failed,
    }
}
