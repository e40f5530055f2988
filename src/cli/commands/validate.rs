//! `leeward validate`: what is wrong with a scenario, and what it says.

use crate::cli::args::ValidateArguments;
use crate::cli::case;
use crate::cli::console;
use crate::cli::exit::Exit;
use crate::diagnostic::{Diagnostic, to_json};
use crate::hazard::HazardModel;
use crate::scenario::readback::read_back;

/// Runs the command.
pub(in crate::cli) fn run(arguments: &ValidateArguments) -> Result<Exit, Exit> {
    if arguments.json {
        return as_json(arguments);
    }
    let case = case::read(&arguments.scenario.case, &arguments.scenario.set)?;
    let warnings = &case.loaded.warnings;
    if !warnings.is_empty() {
        case::tell_findings(warnings);
    }
    // The files it names are part of what may be wrong.
    HazardModel::compile(&case.loaded.scenario, &case.files)
        .map_err(|error| case::tell_data_error(&error))?;
    case::outlines(&case.loaded.scenario, &case.files)
        .map_err(|error| case::tell_data_error(&error))?;
    console::print(&read_back(&case.loaded.scenario));
    Ok(gate(arguments, warnings))
}

fn gate(arguments: &ValidateArguments, warnings: &[Diagnostic]) -> Exit {
    if arguments.deny_warnings && !warnings.is_empty() { Exit::GateMissed } else { Exit::Done }
}

fn as_json(arguments: &ValidateArguments) -> Result<Exit, Exit> {
    let file = case::scenario_file(&arguments.scenario.case);
    let bytes = case::read_file(&file)?;
    let (found, exit) =
        match case::load(&file, &bytes, &arguments.scenario.set, &case::files_beside(&file)) {
            Ok(loaded) => {
                let exit = gate(arguments, &loaded.warnings);
                (loaded.warnings, exit)
            }
            Err(found) => (found, Exit::Invalid),
        };
    console::print(&format!("{:#}", to_json(&found)));
    Ok(exit)
}
