//! The files of a finished calibration.

use std::path::Path;

use serde_json::json;

use super::calibration::{Calibration, Held};
use super::console;
use super::exit::Exit;
use crate::analysis::calibration::{Accepted, CalibrationReport, SimulationTable, table_csv};
use crate::brief::{Calibrated, CalibratedCase, calibration_text};
use crate::figure::calibration::draw;
use crate::results::simulations::SimulationPlan;
use crate::scenario::posterior::{PosteriorFile, parameter};

/// The answer for programs.
pub(super) const REPORT_JSON: &str = "report.json";
/// The answer for people.
pub(super) const REPORT_TEXT: &str = "report.txt";
/// The accepted sets.
const POSTERIOR: &str = "posterior.toml";
/// Resolution of the PNG picture over that of the SVG.
const PICTURE_SCALE: f32 = 2.0;

/// Every file of the folder.
///
/// # Errors
/// The exit code, after everything was said.
pub(super) fn files(
    calibration: &Calibration,
    table: &SimulationTable,
    report: &CalibrationReport,
    accepted: &Accepted,
    plan_hash: &str,
) -> Result<Vec<(String, Vec<u8>)>, Exit> {
    let fail = |error: &dyn std::fmt::Display| {
        console::tell(&format!("error: {error}"));
        Exit::Failed
    };
    let cases: Vec<CalibratedCase> = calibration
        .cases
        .iter()
        .map(|held| CalibratedCase {
            id: held.id().to_owned(),
            title: held.case.loaded.scenario.title.clone(),
            targets: held.observed.len(),
            left_out: held.left_out.clone(),
            keep: held.keep.clone(),
        })
        .collect();
    let declared = &calibration.declaration;
    let units: Vec<String> = table
        .priors
        .iter()
        .map(|prior| parameter(&prior.key).map_or("", |key| key.unit).to_owned())
        .collect();
    let answer = Calibrated {
        title: &declared.title,
        seed: declared.seed,
        futures: declared.futures,
        futures_of_last_wave: declared.futures_of_last_wave,
        narrowed_to: declared.narrowed_to,
        accepted_share: declared.accepted_share,
        cases: &cases,
        units: &units,
        report,
    };
    let document = json!({
        "schema": 1,
        "made_by": calibration.command(),
        "plan_hash": plan_hash,
        "title": declared.title,
        "seed": declared.seed,
        "futures": declared.futures,
        "futures_of_last_wave": declared.futures_of_last_wave,
        "waves": declared.number_of_waves(),
        "narrowed_to": declared.narrowed_to,
        "accepted_share": declared.accepted_share,
        "cases": cases,
        "found": report,
    });
    let posterior = posterior(calibration, table, report, accepted, plan_hash);
    let posterior = toml::to_string(&posterior).map_err(|error| fail(&error))?;
    // What a run would refuse must never be left behind.
    PosteriorFile::parse(posterior.as_bytes()).map_err(|fault| fail(&fault))?;
    let svg = draw(&answer, plan_hash).map_err(|error| fail(&error))?;
    let png = svg.to_png(PICTURE_SCALE).map_err(|error| fail(&error))?;
    let csv = table_csv(table, accepted).map_err(|error| fail(&error))?;
    let text = |text: String| text.into_bytes();
    Ok([
        (POSTERIOR, text(posterior)),
        ("table.csv", csv),
        (REPORT_JSON, text(format!("{document:#}\n"))),
        (REPORT_TEXT, text(calibration_text(&answer))),
        ("parameters.svg", text(svg.text().to_owned())),
        ("parameters.png", png),
    ]
    .map(|(name, bytes)| (name.to_owned(), bytes))
    .into())
}

/// The accepted sets as a run takes them.
fn posterior(
    calibration: &Calibration,
    table: &SimulationTable,
    report: &CalibrationReport,
    accepted: &Accepted,
    plan_hash: &str,
) -> PosteriorFile {
    let ids: Vec<&str> = calibration.cases.iter().map(Held::id).collect();
    let about = format!(
        "{}: {} sets accepted of {} simulations of {} cases ({}), within a distance of {} of {} observed \
         values; plan {plan_hash}",
        calibration.declaration.title,
        report.accepted,
        report.simulations,
        ids.len(),
        ids.join(", "),
        report.within,
        report.statistics.len(),
    );
    let parameters = table.priors.iter().map(|prior| prior.key.clone()).collect();
    let sets = accepted.rows.iter().map(|row| table.sets[*row].clone()).collect();
    let SimulationPlan { leeward_version, .. } = calibration.plan();
    let made_by = format!("leeward {leeward_version}: {}", calibration.command());
    PosteriorFile::new(made_by, about, parameters, sets)
}

/// Where the files are and how a run uses them.
pub(super) fn closing(folder: &Path) -> String {
    let folder = folder.display().to_string().replace('\\', "/");
    format!(
        "\nFiles:  {folder}\nTo use: copy {folder}/{POSTERIOR} beside a scenario, and write there\n\n        \
         [uncertainty]\n        posterior = \"{POSTERIOR}\"\n\n        \
         Each future then takes one accepted set, whole and the same for all strategies.\n"
    )
}
