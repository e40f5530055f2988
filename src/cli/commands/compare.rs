//! `leeward compare`: a stored run against a baseline of choice.

use crate::analysis::{Arm, GroupComparison, Settings, Summary, equity, ranks};
use crate::brief::compare::{Matter, comparison_answer};
use crate::cli::args::CompareArguments;
use crate::cli::console;
use crate::cli::exit::Exit;
use crate::group::GROUP_OUTCOMES;
use crate::outcome::{OUTCOME_TABLE, OutcomeId};
use crate::results::{ResultsError, RunFolder, RunHeader};

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
    let ranks = ranks(&all, matter, &Settings::of(&header));
    let baseline = header.baseline();
    let others: Vec<usize> = (0..all.len()).filter(|rank| *rank != baseline).collect();
    let counted: Vec<OutcomeId> =
        GROUP_OUTCOMES.iter().copied().filter(|id| *id as usize == matter).collect();
    let by_group = equity(&header, &groups, baseline, &others, &counted);
    if arguments.json {
        console::print(&as_json(&summary, &by_group)?);
        return Ok(Exit::Done);
    }
    console::print(&comparison_answer(&Matter {
        summary: &summary,
        outcomes: &outcomes,
        ranks: &ranks,
        groups: &by_group,
    }));
    Ok(Exit::Done)
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
