//! The alternatives of a run, played after its main case on the same draws: their hazards, and how the
//! strategies stand over all cases.

use super::case::{self, Case};
use super::exit::Exit;
use super::failure;
use crate::analysis::Robustness;
use crate::analysis::robustness::{MAIN, Row, regret_csv};
use crate::hazard::HazardModel;
use crate::results::{
    ALTERNATIVES, AlternativeTable, ReplicateTable, ResultsError, RunHeader, RunWriter,
    write_alternatives,
};
use crate::scenario::Scenario;

/// Title of the main case among the alternatives.
const MAIN_TITLE: &str = "As the scenario states it";

/// Hazards of every alternative, in their order. Compiled before the run's header is written, so that
/// the files they read are among its inputs.
///
/// # Errors
/// The exit code, after everything was said.
pub(super) fn hazards(case: &Case) -> Result<Vec<HazardModel>, Exit> {
    let compile = |scenario| HazardModel::compile(scenario, &case.files);
    let compiled = case.loaded.alternatives.iter().map(compile);
    compiled.collect::<Result<_, _>>().map_err(|error| case::tell_data_error(&error))
}

/// How the strategies stand over the main case and the alternatives played, on the futures that all of
/// them have, so that no difference between cases is one of chance.
///
/// # Errors
/// If the outcomes cannot be read.
pub(super) fn judge(
    scenario: &Scenario,
    header: &RunHeader,
    main: &ReplicateTable,
    played: &[AlternativeTable],
) -> Result<Robustness, ResultsError> {
    let fewest = played.iter().map(|it| it.table.replicates()).min();
    let futures = fewest.map_or(main.replicates(), |fewest| fewest.min(main.replicates()));
    let mut rows = vec![Row { futures, ..Row::whole(MAIN, MAIN_TITLE, main) }];
    for alternative in &scenario.alternatives {
        let found = played.iter().find(|it| it.id == alternative.id);
        rows.extend(found.map(|it| Row::whole(&it.id, &alternative.title, &it.table)));
    }
    Robustness::of(header, &rows, &scenario.experiment.limits)
}

/// Adds what was played and how it is judged to the run folder.
///
/// # Errors
/// The exit code, after everything was said.
pub(super) fn store(
    writer: &mut RunWriter,
    scenario: &Scenario,
    header: &RunHeader,
    played: &[AlternativeTable],
) -> Result<Robustness, Exit> {
    let robustness =
        judge(scenario, header, writer.table(), played).map_err(|error| failure::tell(&error))?;
    let mut files = Vec::new();
    if !played.is_empty() {
        writer
            .add_stream(ALTERNATIVES, |to| write_alternatives(to, played))
            .map_err(|error| failure::tell(&error))?;
        files.push(("regret.csv", regret_csv(&robustness)));
    }
    if !played.is_empty() || robustness.limits.is_some() {
        files.push(("robustness.json", robustness.to_json()));
    }
    for (name, bytes) in files {
        writer.add_file(name, &bytes).map_err(|error| failure::tell(&error))?;
    }
    Ok(robustness)
}
