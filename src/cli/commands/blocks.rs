//! `leeward blocks`: the parts of `leeward run` one by one, for many machines.

use crate::cli::args::{
    BlocksCommand, BlocksMergeArguments, BlocksPlanArguments, BlocksRunArguments,
    BlocksStatusArguments,
};
use crate::cli::exit::Exit;
use crate::cli::merge::{Merging, merge};
use crate::cli::work::{Hazards, Work};
use crate::cli::{answer, console, failure, play, rebuild, share, wanted};
use crate::results::blocks::{BlockAddress, BlockState, BlockStore};
use crate::results::{RunFolder, RunWriter};

/// Runs the command.
pub(in crate::cli) fn run(command: &BlocksCommand) -> Result<Exit, Exit> {
    match command {
        BlocksCommand::Plan(arguments) => plan(arguments),
        BlocksCommand::Run(arguments) => run_blocks(arguments),
        BlocksCommand::Merge(arguments) => merge_blocks(arguments),
        BlocksCommand::Status(arguments) => status(arguments),
    }
}

fn plan(arguments: &BlocksPlanArguments) -> Result<Exit, Exit> {
    let case = wanted::case(&arguments.play, arguments.json)?;
    let folder = wanted::folder(&arguments.play, &case)?;
    let hazards = Hazards::compile(&case)?;
    let work = Work::new(&case, &hazards)?;
    let force = arguments.play.force;
    let store = match BlockStore::open(&folder) {
        Ok(store) if store.plan().plan_hash == work.plan_hash() => store,
        _ => {
            RunWriter::check_target(&folder, force).map_err(|error| failure::tell(&error))?;
            let begun = BlockStore::begin(&folder, work.plan(), &work.inputs()?, force);
            begun.map_err(|error| failure::tell(&error))?.0
        }
    };
    let (hash, blocks) = (&store.plan().plan_hash, store.plan().blocks().count());
    if arguments.json {
        console::print(&serde_json::json!({ "plan_hash": hash, "blocks": blocks }).to_string());
    } else {
        console::print(&format!("plan {hash}\nblocks {blocks}"));
    }
    Ok(Exit::Done)
}

fn run_blocks(arguments: &BlocksRunArguments) -> Result<Exit, Exit> {
    let store = BlockStore::open(&arguments.run).map_err(|error| failure::tell(&error))?;
    let wanted = match (&arguments.index, arguments.of) {
        (Some(index), Some(of)) => share::of_share(store.plan(), index, of)?,
        _ if arguments.blocks.is_empty() => store.plan().blocks().collect(),
        _ => share::of_numbers(store.plan(), &arguments.blocks)?,
    };
    let case = rebuild::of_store(&store)?;
    let hazards = Hazards::compile(&case)?;
    let work = Work::new(&case, &hazards)?;
    console::listen_for_interrupt();
    let whole = wanted::threads(arguments.threads)?
        .install(|| play::some(&work, &store, &wanted, arguments.quiet))?;
    if !arguments.quiet {
        let missing = store.missing();
        if missing.is_empty() {
            console::tell("  all blocks are done; `leeward blocks merge` makes the run folder");
        } else {
            console::tell(&format!("  still missing: {}", store.words(&missing)));
        }
    }
    Ok(if whole { Exit::Done } else { Exit::Interrupted })
}

fn merge_blocks(arguments: &BlocksMergeArguments) -> Result<Exit, Exit> {
    let folder = BlockStore::run_of(&arguments.run);
    let store = BlockStore::open(&arguments.run).map_err(|error| failure::tell(&error))?;
    let case = rebuild::of_store(&store)?;
    let lock = store.lock().map_err(|error| failure::tell(&error))?;
    let mut replace = arguments.force;
    if !replace && let Ok(stored) = RunFolder::open(&folder) {
        let manifest = stored.manifest();
        if manifest.plan_hash == store.plan().plan_hash {
            if !manifest.partial() {
                if arguments.remove_blocks {
                    store.remove().map_err(|error| failure::tell(&error))?;
                }
                return answer::show_again(arguments.json, arguments.quiet, &case, &stored);
            }
            replace = true;
        }
    }
    let hazards = Hazards::compile(&case)?;
    let work = Work::new(&case, &hazards)?;
    let how = Merging { partial: false, replace, tracking_rounds: arguments.tracking_rounds };
    let merged = merge(&work, &store, &folder, how)?;
    if arguments.remove_blocks {
        store.remove().map_err(|error| failure::tell(&error))?;
    }
    drop(lock);
    let answers = (&merged.robustness, &merged.means);
    answer::show(arguments.json, &case, &merged.summary, answers, &merged.stored);
    Ok(Exit::Done)
}

fn status(arguments: &BlocksStatusArguments) -> Result<Exit, Exit> {
    let store = BlockStore::open(&arguments.run).map_err(|error| failure::tell(&error))?;
    let (mut done, mut missing, mut damaged) = (Vec::new(), Vec::new(), Vec::new());
    for address in store.plan().blocks() {
        match store.state(address).map_err(|error| failure::tell(&error))? {
            BlockState::Sound => done.push(address),
            BlockState::Missing => missing.push(address),
            BlockState::Damaged(_) => damaged.push(address),
        }
    }
    let plan = store.plan();
    let all = plan.blocks().count();
    if arguments.json {
        let by_case = |blocks: &[BlockAddress]| {
            let of_case = |(position, case): (usize, &crate::results::blocks::PlannedCase)| {
                let numbers = blocks.iter().filter(|it| it.case == position);
                let numbers: Vec<u32> = numbers.map(|it| it.block).collect();
                (case.id.clone(), serde_json::json!(numbers))
            };
            plan.cases.iter().enumerate().map(of_case).collect::<serde_json::Map<_, _>>()
        };
        console::print(
            &serde_json::json!({
                "plan_hash": plan.plan_hash,
                "blocks": all,
                "done": done.len(),
                "missing": by_case(&missing),
                "damaged": by_case(&damaged),
            })
            .to_string(),
        );
        return Ok(Exit::Done);
    }
    let mut text = format!("plan {}\n{} of {all} blocks are done", plan.plan_hash, done.len());
    for (word, blocks) in [("missing", &missing), ("damaged", &damaged)] {
        if !blocks.is_empty() {
            text.extend(["\n", word, ": ", &store.words(blocks)]);
        }
    }
    console::print(&text);
    Ok(Exit::Done)
}
