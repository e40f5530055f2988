//! `leeward coverage`: how often intervals cover a known truth.

use serde_json::json;

use crate::analysis::coverage::study;
use crate::brief::coverage_table;
use crate::cli::args::CoverageArguments;
use crate::cli::console;
use crate::cli::exit::Exit;
use crate::rng::Seed;

/// Runs the command.
pub(in crate::cli) fn run(arguments: &CoverageArguments) -> Exit {
    let rows = study(arguments.trials, Seed(arguments.seed));
    if arguments.json {
        let document = json!({
            "schema": 1, "trials": arguments.trials, "seed": arguments.seed, "intervals": rows,
        });
        console::print(&format!("{document:#}"));
    } else {
        console::print(&coverage_table(&rows, arguments.trials, arguments.seed));
    }
    Exit::Done
}
