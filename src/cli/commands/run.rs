//! `leeward run`: all strategies on the same futures.

use std::path::{Path, PathBuf};

use crate::analysis::appraisal::Flows;
use crate::analysis::appraisal::table::{appraisal_csv, fiscal_csv};
use crate::analysis::stop::Stop;
use crate::analysis::{Robustness, Summary, comparison_files};
use crate::brief::{Closing, answer, robustness, who_bears_it};
use crate::cli::args::{ParametersChoice, RunArguments};
use crate::cli::case::{self, Case};
use crate::cli::console::{self, Progress};
use crate::cli::exit::Exit;
use crate::cli::header::header;
use crate::cli::{alternatives, appraisal};
use crate::engine::{Prepared, ReplicateRecord, play_ensemble};
use crate::figure::{self, Material, Sources};
use crate::hazard::HazardModel;
use crate::results::{
    Completion as RunCompletion, GroupMeans, Precision, ReplicateTable, ResultsError, RunFolder,
    RunHeader, RunWriter, Storage, round_files,
};
use crate::scenario::{Scenario, resolved_text};

/// Resolution of the PNG pictures over that of the SVG.
const PICTURE_SCALE: f32 = 2.0;

/// Runs the command.
pub(in crate::cli) fn run(arguments: &RunArguments) -> Result<Exit, Exit> {
    let mut case = case::read(&arguments.scenario.case, &changes(arguments))?;
    if arguments.no_alternatives {
        case.loaded.scenario.alternatives.clear();
        case.loaded.alternatives.clear();
        case.loaded.resolved = resolved_text(&case.loaded.scenario);
    }
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
    for alternative in &mut case.loaded.alternatives {
        alternative.strategies.retain(|one| one.baseline || wanted.contains(&one.id));
    }
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
    let hazards = alternatives::hazards(case)?;
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
    let storage = writer.storage().clone();
    let mut material = Material::new(&header, &storage);
    let stop = stop(scenario, &header)?;
    let mut last = None;
    let mut look = |table: &ReplicateTable| -> Result<(), ResultsError> {
        let seen = stop.as_ref().map(|stop| stop.look(table)).transpose()?;
        if let Some(precision) = seen.flatten() {
            progress.looked(&precision);
            last = Some(precision);
        }
        Ok(())
    };
    let terms = appraisal::terms(scenario, prepared.place());
    let months = usize::from(scenario.horizon.periods());
    let mut flows = Flows::new(terms, header.strategies.len(), months, &storage);
    let mut played = 0;
    if let Some(earlier) = &earlier {
        for block in 0..earlier.blocks() {
            let records = earlier.block(block).map_err(|error| tell(&error))?;
            material
                .take(&records)
                .and_then(|()| take(&mut flows, &records))
                .and_then(|()| writer.write_block(played, &records))
                .and_then(|()| look(writer.table()))
                .map_err(|error| tell(&error))?;
            played = writer.table().replicates();
        }
        progress.resume(played);
    }
    let ended = play_ensemble(&prepared, played, replicates, &progress, |first, records| {
        material.take(records)?;
        take(&mut flows, records)?;
        writer.write_block(first, records)?;
        look(writer.table())
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

    let summary = summarise(&header, &mut writer, &flows, last)?;
    let is_over = ended.complete || summary.stopped_early();
    let played =
        if is_over { alternatives::play(case, &hazards, &storage, arguments.quiet)? } else { None };
    let complete = played.is_some();
    let robustness =
        alternatives::store(&mut writer, scenario, &header, &played.unwrap_or_default())?;
    let plan_hash = writer.plan_hash().to_owned();
    let sources = Sources {
        header: &header,
        summary: &summary,
        material: &material,
        outlines: &outlines,
        plan_hash: &plan_hash,
    };
    add_figures(&mut writer, &sources, &robustness)?;
    if arguments.tracking_rounds {
        let ranks: Vec<usize> = (0..prepared.strategies()).collect();
        for (name, bytes) in round_files(&header, &prepared.tracking_rounds(0, &ranks)) {
            writer.add_file(&name, &bytes).map_err(|error| tell(&error))?;
        }
    }
    let means = writer.group_means().clone();
    let stored = writer.finish(completion(complete, &summary)).map_err(|error| tell(&error))?;
    show(arguments, case, &summary, (&robustness, &means), &stored);
    if is_over && !complete {
        console::tell("interrupted among the alternatives; the same command plays them again");
    }
    Ok(if stored.manifest().partial() { Exit::Interrupted } else { Exit::Done })
}

/// Works out what the futures say and stores it as tables.
fn summarise(
    header: &RunHeader,
    writer: &mut RunWriter,
    flows: &Flows,
    last: Option<Precision>,
) -> Result<Summary, Exit> {
    let summary = Summary::of(header, writer.table()).map_err(|error| {
        console::tell(&format!("error: {error}"));
        Exit::Failed
    })?;
    let mut summary = summary.with_precision(last.clone());
    writer.state_precision(last);
    let appraisal =
        flows.appraise(header, Some(writer.group_means())).map_err(|error| tell(&error))?;
    let mut files =
        vec![("appraisal.csv", appraisal_csv(&appraisal)), ("fiscal.csv", fiscal_csv(&appraisal))];
    summary.appraisal = Some(appraisal);
    files.push(("summary.json", summary.to_json()));
    let compared = comparison_files(&summary, header, writer.groups());
    files.extend(compared.map_err(|error| tell(&error))?);
    for (name, bytes) in files {
        writer.add_file(name, &bytes).map_err(|error| tell(&error))?;
    }
    Ok(summary)
}

/// Hands the records of a block to the appraisal.
fn take(flows: &mut Flows, records: &[ReplicateRecord]) -> Result<(), ResultsError> {
    records.iter().try_for_each(|record| {
        flows.take(usize::from(record.strategy), &record.outcomes, &record.months)
    })
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
    let storage = Storage::Disk(std::env::temp_dir());
    let played = stored.alternatives(&storage).map_err(|error| tell(&error))?;
    let robustness = alternatives::judge(&case.loaded.scenario, header, &table, &played)
        .map_err(|error| tell(&error))?;
    let means = stored.group_means().map_err(|error| tell(&error))?;
    let mut summary = summary.with_precision(stored.manifest().precision.clone());
    summary.appraisal = appraisal::stored_appraisal(stored);
    show(arguments, case, &summary, (&robustness, &means), stored);
    Ok(Exit::Done)
}

/// How the run ended, where all of it that was to be played was.
fn completion(complete: bool, summary: &Summary) -> RunCompletion {
    if !complete {
        RunCompletion::Interrupted
    } else if summary.stopped_early() {
        RunCompletion::Sufficient
    } else {
        RunCompletion::Complete
    }
}

/// The stop rule of the scenario, if it has one.
fn stop(scenario: &Scenario, header: &RunHeader) -> Result<Option<Stop>, Exit> {
    let Some(rule) = &scenario.experiment.stop else { return Ok(None) };
    let stop = Stop::new(rule, header);
    if stop.is_none() {
        console::tell(&format!(
            "error: the stop rule looks at the strategy `{}`, which is not played; add it to \
             --strategies",
            rule.strategy.as_deref().unwrap_or_default()
        ));
        return Err(Exit::Usage);
    }
    Ok(stop)
}

fn add_figures(
    writer: &mut RunWriter,
    sources: &Sources<'_>,
    over_cases: &Robustness,
) -> Result<(), Exit> {
    let fail = |error: &dyn std::fmt::Display| {
        console::tell(&format!("error: {error}"));
        Exit::Failed
    };
    let mut figures = figure::draw(sources).map_err(|error| fail(&error))?;
    let regret = figure::robustness::displaced(sources, over_cases);
    figures.extend(regret.map_err(|error| fail(&error))?);
    for (name, svg) in figures {
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
    (robustness, means): (&Robustness, &GroupMeans),
    stored: &RunFolder,
) {
    if arguments.json {
        console::print(&String::from_utf8_lossy(&summary.to_json()));
        return;
    }
    let folder = stored.path().display().to_string();
    let plots = PathBuf::from(&folder).join("plots").display().to_string();
    let compare = format!("leeward compare {folder}");
    let explain = "leeward explain displaced_people".to_owned();
    let hazard = format!("leeward hazard {}", case.file.display());
    let closing = Closing {
        folder: &folder,
        warnings: case.loaded.warnings.len(),
        next: &[
            (&plots, "open the plots"),
            (&compare, "who gains and loses, ranks, every outcome; another baseline"),
            (&hazard, "the storms behind these futures, beside the record"),
            (&explain, "what a number counts"),
        ],
    };
    let bearing = who_bears_it(summary, &stored.manifest().run, means);
    let over_cases = robustness::robustness(robustness);
    let bearing = if over_cases.is_empty() || bearing.is_empty() {
        format!("{bearing}{over_cases}")
    } else {
        format!("{bearing}\n{over_cases}")
    };
    console::print(&answer(summary, &bearing, &closing));
}

fn tell(error: &ResultsError) -> Exit {
    console::tell(&format!("error: {error}"));
    match error {
        ResultsError::FolderExists { .. } => Exit::Usage,
        _ => Exit::Failed,
    }
}
