//! `leeward run`: all strategies on the same futures, block by block, and the merge of the blocks.

use std::path::Path;

use crate::cli::args::RunArguments;
use crate::cli::case::Case;
use crate::cli::console;
use crate::cli::exit::Exit;
use crate::cli::merge::{Merging, merge};
use crate::cli::preview::Preview;
use crate::cli::work::{Hazards, Work};
use crate::cli::{answer, failure, play, wanted};
use crate::results::blocks::{BlockAddress, BlockState, BlockStore};
use crate::results::{RunFolder, RunWriter, verify};

/// Runs the command.
pub(in crate::cli) fn run(arguments: &RunArguments) -> Result<Exit, Exit> {
    let case = wanted::case(&arguments.play, arguments.quiet)?;
    let threads = wanted::threads(arguments.threads)?;
    let folder = wanted::folder(&arguments.play, &case)?;
    threads.install(|| play(arguments, &case, &folder))
}

fn play(arguments: &RunArguments, case: &Case, folder: &Path) -> Result<Exit, Exit> {
    let preview = Preview::of(arguments, case, folder);
    if !preview.before_compiling()? {
        return Ok(Exit::Done);
    }
    let hazards = Hazards::compile(case)?;
    let compiling = console::now();
    let work = Work::new(case, &hazards)?;
    let setup = compiling.elapsed();
    if arguments.preview {
        preview.alone(&work, setup);
        return Ok(Exit::Done);
    }
    let (force, quiet) = (arguments.play.force, arguments.quiet);
    let show_again = |stored: &RunFolder| answer::show_again(arguments.json, quiet, case, stored);
    if let Earlier::Whole(stored) = earlier(folder, &work, force)? {
        // What a process left that was killed after it had made the run folder.
        BlockStore::tidy(folder, &work.plan_hash());
        return show_again(&stored);
    }
    let started = preview.before_playing(&work, setup)?;
    let (store, lock) = BlockStore::begin(folder, work.plan(), &work.inputs()?, force)
        .map_err(|error| failure::tell(&error))?;
    // Another process may have finished the run, or left one half renamed, which is mended now.
    let earlier = match earlier(folder, &work, force) {
        Ok(Earlier::Whole(stored)) => {
            store.remove().map_err(|error| failure::tell(&error))?;
            return show_again(&stored);
        }
        Ok(earlier) => earlier,
        Err(exit) => {
            let _ = store.remove_if_empty();
            return Err(exit);
        }
    };
    console::listen_for_interrupt();
    let replace = force || matches!(earlier, Earlier::Partial(_));
    if let Earlier::Partial(partial) = &earlier {
        take_over(partial, &store, quiet)?;
    }
    let whole = play::everything(&work, &store, started, quiet)?;
    if !whole && !store.path(BlockAddress { case: 0, block: 0 }).exists() {
        let _ = store.remove_if_empty();
        console::tell(
            "interrupted before the first block of futures was played; nothing is stored",
        );
        return Err(Exit::Interrupted);
    }
    let how = Merging { partial: !whole, replace, tracking_rounds: arguments.tracking_rounds };
    let merged = merge(&work, &store, folder, how)?;
    let partial = merged.stored.manifest().partial();
    if !partial {
        store.remove().map_err(|error| failure::tell(&error))?;
    }
    drop(lock);
    let answers = (&merged.robustness, &merged.means);
    answer::show(arguments.json, case, &merged.summary, answers, &merged.stored);
    if partial && !quiet {
        console::tell(&format!(
            "interrupted; the same command goes on with what is missing (kept in {})",
            store.folder().display()
        ));
    }
    Ok(if partial { Exit::Interrupted } else { Exit::Done })
}

/// What stands in the folder of the run.
enum Earlier {
    /// Nothing that counts.
    Nothing,
    /// An interrupted run of the same plan.
    Partial(RunFolder),
    /// The run that is asked for.
    Whole(RunFolder),
}

/// Looks at the folder of the run. Anything that may not be replaced is refused.
fn earlier(folder: &Path, work: &Work<'_>, force: bool) -> Result<Earlier, Exit> {
    if !force && folder.join("manifest.json").is_file() {
        let stored = RunFolder::open(folder).map_err(|error| failure::tell(&error))?;
        let manifest = stored.manifest();
        if manifest.plan_hash == work.plan_hash() {
            let partial = manifest.partial();
            return Ok(if partial { Earlier::Partial(stored) } else { Earlier::Whole(stored) });
        }
    }
    RunWriter::check_target(folder, force).map_err(|error| failure::tell(&error))?;
    Ok(Earlier::Nothing)
}

/// Takes over the blocks of an interrupted run that are not among the unfinished work.
fn take_over(partial: &RunFolder, store: &BlockStore, quiet: bool) -> Result<(), Exit> {
    let mut missing = Vec::new();
    for address in (0..partial.blocks()).map(|block| BlockAddress { case: 0, block }) {
        let state = store.state(address).map_err(|error| failure::tell(&error))?;
        if state == BlockState::Missing {
            missing.push(address);
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    let verified = verify(partial.path()).map_err(|error| failure::tell(&error))?;
    if let Some(finding) = verified.findings.first() {
        if !quiet {
            console::tell(&format!("  note: {finding}; the futures stored there are played again"));
        }
        return Ok(());
    }
    for address in missing {
        partial
            .block(address.block)
            .and_then(|records| store.publish(address, &records))
            .map_err(|error| failure::tell(&error))?;
    }
    Ok(())
}
