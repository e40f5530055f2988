//! `leeward rows`: the proofs of the fifty rows, on the proof place or on any scenario.

use std::path::Path;

use serde_json::json;

use crate::brief::rows::{Shown, rows_table};
use crate::cli::args::RowsArguments;
use crate::cli::case;
use crate::cli::console::{self, Progress};
use crate::cli::exit::Exit;
use crate::data::{DataSource, Folder};
use crate::engine::Watch;
use crate::proof::{Ground, ROWS, Row, Verdict, prove};
use crate::scenario::{Loaded, load};

/// The proof place, part of the program.
const PROOF_PLACE: &[u8] = include_bytes!("../../../scenarios/proof/scenario.toml");

/// Futures of a row on a scenario of the user, where none are asked for.
const USUAL_FUTURES: u32 = 48;

/// Runs the command.
pub(in crate::cli) fn run(arguments: &RowsArguments) -> Result<Exit, Exit> {
    let rows = wanted(&arguments.rows)?;
    match &arguments.case {
        None => {
            let loaded = load("the proof place", PROOF_PLACE, &[]).map_err(|found| {
                case::tell_findings(&found);
                Exit::Failed
            })?;
            let futures = arguments.replicates.unwrap_or(loaded.scenario.experiment.replicates);
            let files = Folder::new(Path::new(".").to_path_buf());
            show(arguments, &rows, &loaded, &files, futures)
        }
        Some(path) => {
            let case = case::read(path, &arguments.set)?;
            let futures = arguments.replicates.unwrap_or(USUAL_FUTURES);
            show(arguments, &rows, &case.loaded, &case.files, futures)
        }
    }
}

/// The rows asked for; all where none is.
fn wanted(ids: &[String]) -> Result<Vec<&'static Row>, Exit> {
    if let Some(unknown) = ids.iter().find(|id| !ROWS.iter().any(|row| row.row == **id)) {
        console::tell(&format!("error: there is no row `{unknown}`; rows are R01 to R50"));
        return Err(Exit::Usage);
    }
    Ok(ROWS.iter().filter(|row| ids.is_empty() || ids.contains(&row.row)).collect())
}

fn show(
    arguments: &RowsArguments,
    rows: &[&'static Row],
    loaded: &Loaded,
    files: &dyn DataSource,
    futures: u32,
) -> Result<Exit, Exit> {
    let ground = Ground::new(&loaded.resolved, &loaded.scenario, futures).map_err(|error| {
        console::tell(&format!("error: {error}"));
        Exit::Failed
    })?;
    let progress = Progress::of(rows.len() as u32, "rows", arguments.quiet);
    let shown: Vec<Shown<'_>> = rows
        .iter()
        .map(|row| {
            let proof = prove(row, &ground, files);
            progress.played();
            (*row, proof)
        })
        .collect();
    progress.finish();
    let missed = shown
        .iter()
        .any(|(_, proof)| !proof.as_ref().is_ok_and(|proof| proof.verdict != Verdict::NotProved));
    if arguments.json {
        let rows: Vec<_> = shown
            .iter()
            .map(|(row, proof)| match proof {
                Ok(proof) => json!(proof),
                Err(error) => json!({ "row": row.row, "error": error.to_string() }),
            })
            .collect();
        let document = json!({ "schema": 1, "futures": futures, "rows": rows });
        console::print(&format!("{document:#}"));
    } else {
        console::print(&rows_table(&loaded.scenario.title, futures, &shown));
    }
    // On a scenario of the user a row may have nothing to act on: that is an answer, not a failure.
    Ok(if missed && arguments.case.is_none() { Exit::GateMissed } else { Exit::Done })
}
