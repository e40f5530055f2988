//! The one merge: from blocks to a run folder, with the proof that none is missing.

use std::path::Path;

use super::exit::Exit;
use super::work::Work;
use super::{alternatives, appraisal, console, failure};
use crate::analysis::appraisal::Flows;
use crate::analysis::appraisal::table::{appraisal_csv, fiscal_csv};
use crate::analysis::{Robustness, Summary, comparison_files};
use crate::engine::ReplicateRecord;
use crate::figure::{self, Material, Sources};
use crate::results::blocks::{BlockAddress, BlockStore};
use crate::results::{
    AlternativeTable, Completion, GroupMeans, Precision, ReplicateTable, ResultsError, RunFolder,
    RunHeader, RunWriter, Storage, round_files,
};

/// Resolution of the PNG pictures over that of the SVG.
const PICTURE_SCALE: f32 = 2.0;

/// How to merge.
#[derive(Clone, Copy, Debug)]
pub(super) struct Merging {
    /// Whether blocks may be missing: those before the first gap are stored then, as an interrupted run.
    pub(super) partial: bool,
    /// Whether a run that is there is replaced.
    pub(super) replace: bool,
    /// Whether the tracking rounds of the first future are stored.
    pub(super) tracking_rounds: bool,
}

/// A run folder that was made, and what it says.
pub(super) struct Merged {
    /// What the futures say.
    pub(super) summary: Summary,
    /// How the strategies stand over all cases.
    pub(super) robustness: Robustness,
    /// Means by group.
    pub(super) means: GroupMeans,
    /// The folder.
    pub(super) stored: RunFolder,
}

/// Makes the run folder. Which blocks there must be follows from the plan and the stop rule alone.
///
/// # Errors
/// The exit code, after everything was said.
pub(super) fn merge(
    work: &Work<'_>,
    store: &BlockStore,
    folder: &Path,
    how: Merging,
) -> Result<Merged, Exit> {
    let plan = store.plan();
    let header = &plan.run;
    let missing = store.missing();
    // With a stop rule fewer blocks may be enough; the walk below finds out.
    if !how.partial && work.stop().is_none() && !missing.is_empty() {
        return Err(incomplete(store, &missing));
    }
    let main = plan.cases.first().map_or("", |case| case.scenario.as_str());
    let mut writer = RunWriter::create(folder, header, main, how.replace)
        .map_err(|error| failure::tell(&error))?;
    let storage = writer.storage().clone();
    let mut material = Material::new(header, &storage);
    let terms = appraisal::terms(work.scenario(), work.prepared().place());
    let months = usize::from(header.horizon().periods());
    let mut flows = Flows::new(terms, header.strategies.len(), months, &storage);
    let mut last: Option<Precision> = None;
    let mut whole = true;
    for address in plan.blocks().filter(|address| address.case == 0) {
        if last.as_ref().is_some_and(|precision| precision.precise) {
            break;
        }
        let Some(records) = read(store, address)? else {
            if !how.partial {
                return Err(incomplete(store, &missing));
            }
            whole = false;
            break;
        };
        let first = writer.table().replicates();
        material
            .take(&records)
            .and_then(|()| take(&mut flows, &records))
            .and_then(|()| writer.write_block(first, &records))
            .map_err(|error| failure::tell(&error))?;
        let seen = work.stop().map(|stop| stop.look(writer.table())).transpose();
        last = seen.map_err(|error| failure::tell(&error))?.flatten().or(last);
    }
    let summary = summarise(header, &mut writer, &flows, last)?;
    let played = if whole { played_alternatives(store, &storage, how, &missing)? } else { None };
    let complete = played.is_some();
    let robustness =
        alternatives::store(&mut writer, work.scenario(), header, &played.unwrap_or_default())?;
    let sources = Sources {
        header,
        summary: &summary,
        material: &material,
        outlines: work.outlines(),
        plan_hash: &plan.plan_hash,
    };
    add_figures(&mut writer, &sources, &robustness)?;
    if how.tracking_rounds {
        let ranks: Vec<usize> = (0..work.prepared().strategies()).collect();
        for (name, bytes) in round_files(header, &work.prepared().tracking_rounds(0, &ranks)) {
            writer.add_file(&name, &bytes).map_err(|error| failure::tell(&error))?;
        }
    }
    let means = writer.group_means().clone();
    let completion = completion(complete, &summary);
    let stored = writer.finish(completion).map_err(|error| failure::tell(&error))?;
    Ok(Merged { summary, robustness, means, stored })
}

fn read(store: &BlockStore, address: BlockAddress) -> Result<Option<Vec<ReplicateRecord>>, Exit> {
    store.read(address).map_err(|error| failure::tell(&error))
}

fn incomplete(store: &BlockStore, missing: &[BlockAddress]) -> Exit {
    failure::tell(&ResultsError::Incomplete { missing: store.words(missing) })
}

/// Outcomes of every alternative; none if one is not whole, which counts as an interruption where that is
/// allowed.
fn played_alternatives(
    store: &BlockStore,
    storage: &Storage,
    how: Merging,
    missing: &[BlockAddress],
) -> Result<Option<Vec<AlternativeTable>>, Exit> {
    let run = &store.plan().run;
    let ids: Vec<String> = run.strategies.iter().map(|strategy| strategy.id.clone()).collect();
    let mut played = Vec::new();
    for (case, planned) in store.plan().cases.iter().enumerate().skip(1) {
        let mut table = ReplicateTable::kept_in(storage, run.seed, ids.clone());
        for block in 0..planned.blocks() {
            let Some(records) = read(store, BlockAddress { case, block })? else {
                return if how.partial { Ok(None) } else { Err(incomplete(store, missing)) };
            };
            table.extend(&records).map_err(|error| failure::tell(&error))?;
        }
        played.push(AlternativeTable { id: planned.id.clone(), table });
    }
    Ok(Some(played))
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
    let appraisal = flows
        .appraise(header, Some(writer.group_means()))
        .map_err(|error| failure::tell(&error))?;
    let mut files =
        vec![("appraisal.csv", appraisal_csv(&appraisal)), ("fiscal.csv", fiscal_csv(&appraisal))];
    summary.appraisal = Some(appraisal);
    files.push(("summary.json", summary.to_json()));
    let compared = comparison_files(&summary, header, writer.groups());
    files.extend(compared.map_err(|error| failure::tell(&error))?);
    for (name, bytes) in files {
        writer.add_file(name, &bytes).map_err(|error| failure::tell(&error))?;
    }
    Ok(summary)
}

/// Hands the records of a block to the appraisal.
fn take(flows: &mut Flows, records: &[ReplicateRecord]) -> Result<(), ResultsError> {
    records.iter().try_for_each(|record| {
        flows.take(usize::from(record.strategy), &record.outcomes, &record.months)
    })
}

/// How the run ended, where all of it that was to be played was.
fn completion(complete: bool, summary: &Summary) -> Completion {
    if !complete {
        Completion::Interrupted
    } else if summary.stopped_early() {
        Completion::Sufficient
    } else {
        Completion::Complete
    }
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
            .map_err(|error| failure::tell(&error))?;
    }
    Ok(())
}
