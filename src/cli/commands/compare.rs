//! `leeward compare`: a stored run against a baseline of choice.

use crate::analysis::appraisal::{Appraisal, Flows};
use crate::analysis::{Arm, GroupComparison, Settings, Summary, equity, ranks};
use crate::brief::compare::{Matter, comparison_answer};
use crate::brief::robustness::robustness;
use crate::brief::{appraisal_paragraph, delivered_table};
use crate::cli::appraisal::stored_appraisal;
use crate::cli::args::CompareArguments;
use crate::cli::exit::Exit;
use crate::cli::{alternatives, case, console};
use crate::group::GROUP_OUTCOMES;
use crate::outcome::{OUTCOME_TABLE, OutcomeId};
use crate::results::{ReplicateTable, ResultsError, RunFolder, RunHeader, Storage};
use crate::scenario::load;

/// Runs the command.
pub(in crate::cli) fn run(arguments: &CompareArguments) -> Result<Exit, Exit> {
    let outcomes: Vec<usize> =
        arguments.outcome.iter().map(|id| outcome(id)).collect::<Result<_, _>>()?;
    let stored = RunFolder::open(&arguments.run).map_err(|error| tell(&error))?;
    let mut header = stored.manifest().run.clone();
    if let Some(id) = &arguments.baseline {
        choose_baseline(&mut header, id)?;
    }
    stored.verify_tables().map_err(|error| tell(&error))?;
    let table = stored.replicates().map_err(|error| tell(&error))?;
    let groups = stored.group_table().map_err(|error| tell(&error))?;
    let summary = Summary::of(&header, &table).map_err(|error| {
        console::tell(&format!("error: {error}"));
        Exit::Failed
    })?;
    let matter = outcomes.first().copied().unwrap_or(OutcomeId::DisplacedPeople as usize);
    let all: Vec<Arm<'_>> =
        (0..header.strategies.len()).map(|rank| Arm { table: &table, rank }).collect();
    let ranks = ranks(&all, matter, &Settings::of(&header)).map_err(|error| tell(&error))?;
    let baseline = header.baseline();
    let others: Vec<usize> = (0..all.len()).filter(|rank| *rank != baseline).collect();
    let counted: Vec<OutcomeId> =
        GROUP_OUTCOMES.iter().copied().filter(|id| *id as usize == matter).collect();
    let by_group = equity(&header, &groups, baseline, &others, &counted);
    let by_group = by_group.map_err(|error| tell(&error))?;
    if arguments.json {
        console::print(&as_json(&summary, &by_group)?);
        return Ok(Exit::Done);
    }
    let further = if arguments.outcome.is_some() {
        Vec::new()
    } else {
        further(&stored, &header, &summary, &table)?
    };
    console::print(&comparison_answer(&Matter {
        summary: &summary,
        outcomes: &outcomes,
        ranks: &ranks,
        groups: &by_group,
        further: &further,
        every: arguments.all,
    }));
    Ok(Exit::Done)
}

/// Costs and benefits, robustness over alternatives, and what was delivered.
fn further(
    stored: &RunFolder,
    header: &RunHeader,
    summary: &Summary,
    table: &ReplicateTable,
) -> Result<Vec<String>, Exit> {
    let mut parts = Vec::new();
    if let Some(appraisal) = appraisal(stored, header)? {
        parts.push(appraisal_paragraph(summary, &appraisal));
    }
    let played = stored.alternatives(&on_disk()).map_err(|error| tell(&error))?;
    let resolved = stored.resolved_scenario().map_err(|error| tell(&error))?;
    let loaded = load("scenario.resolved.toml", resolved.as_bytes(), &[]).map_err(|found| {
        case::tell_findings(&found);
        Exit::Unreadable
    })?;
    let judged = alternatives::judge(&loaded.scenario, header, table, &played);
    parts.push(robustness(&judged.map_err(|error| tell(&error))?));
    let delivered = stored.delivered().map_err(|error| tell(&error))?;
    parts.push(delivered_table(summary, header, &delivered));
    Ok(parts)
}

/// The appraisal against the chosen baseline: that of the run, or worked out again for another one.
fn appraisal(stored: &RunFolder, header: &RunHeader) -> Result<Option<Appraisal>, Exit> {
    let Some(of_run) = stored_appraisal(stored) else { return Ok(None) };
    if header.baseline() == stored.manifest().run.baseline() {
        return Ok(Some(of_run));
    }
    let months = usize::from(header.horizon().periods());
    let mut flows = Flows::new(of_run.terms, header.strategies.len(), months, &on_disk());
    for block in 0..stored.blocks() {
        for record in stored.block(block).map_err(|error| tell(&error))? {
            flows
                .take(usize::from(record.strategy), &record.outcomes, &record.months)
                .map_err(|error| tell(&error))?;
        }
    }
    let groups = stored.group_means().map_err(|error| tell(&error))?;
    flows.appraise(header, Some(&groups)).map(Some).map_err(|error| tell(&error))
}

/// Where what is read for a moment is kept: the stored run itself may stand where nobody may write.
fn on_disk() -> Storage {
    Storage::Disk(std::env::temp_dir())
}

fn outcome(id: &str) -> Result<usize, Exit> {
    OUTCOME_TABLE.iter().position(|outcome| outcome.id == id).ok_or_else(|| {
        let known: Vec<&str> = OUTCOME_TABLE.iter().map(|outcome| outcome.id).collect();
        console::tell(&format!(
            "error: there is no outcome `{id}`; the outcomes are {}",
            known.join(", ")
        ));
        Exit::Usage
    })
}

fn choose_baseline(header: &mut RunHeader, id: &str) -> Result<(), Exit> {
    if !header.strategies.iter().any(|strategy| strategy.id == id) {
        let known: Vec<&str> =
            header.strategies.iter().map(|strategy| strategy.id.as_str()).collect();
        console::tell(&format!(
            "error: there is no strategy `{id}` in this run; it has {}",
            known.join(", ")
        ));
        return Err(Exit::Usage);
    }
    for strategy in &mut header.strategies {
        strategy.baseline = strategy.id == id;
    }
    Ok(())
}

/// The summary with the groups beside it.
fn as_json(summary: &Summary, groups: &[GroupComparison]) -> Result<String, Exit> {
    let fail = |error: serde_json::Error| {
        console::tell(&format!("error: {error}"));
        Exit::Failed
    };
    let mut value = serde_json::to_value(summary).map_err(fail)?;
    value["groups"] = serde_json::to_value(groups).map_err(fail)?;
    serde_json::to_string_pretty(&value).map_err(fail)
}

fn tell(error: &ResultsError) -> Exit {
    console::tell(&format!("error: {error}"));
    Exit::Unreadable
}
