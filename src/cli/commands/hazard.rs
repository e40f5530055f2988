//! `leeward hazard`: the chances of wind beside the record.

use std::path::Path;

use crate::brief;
use crate::cli::args::HazardArguments;
use crate::cli::case::{self, Case};
use crate::cli::console;
use crate::cli::exit::Exit;
use crate::figure::storms::{hurricane_wind, wind_at_reference};
use crate::hazard::chances::{HazardChances, chances};
use crate::hazard::storm::storm_winds;
use crate::results::digest;

const PICTURE_SCALE: f32 = 2.0;

/// Runs the command.
pub(in crate::cli) fn run(arguments: &HazardArguments) -> Result<Exit, Exit> {
    let case = case::read(&arguments.scenario.case, &arguments.scenario.set)?;
    let scenario = &case.loaded.scenario;
    if let Some(storm) = &arguments.storm {
        return one_storm(&case, storm, arguments.json);
    }
    // The middle of the horizon stands for it.
    let middle = scenario.horizon.month_of(scenario.horizon.periods() / 2).year;
    let read =
        |year| chances(scenario, &case.files, year).map_err(|error| case::tell_data_error(&error));
    let recorded = read(None)?;
    let expected = read(Some(middle))?;
    if recorded.is_empty() {
        return Err(no_tracks());
    }
    if arguments.json {
        let document = serde_json::json!({
            "schema": 1,
            "scenario_id": scenario.id,
            "pathway": scenario.pathway.word(),
            "year": middle,
            "climate_of_the_record": recorded,
            "climate_of_the_pathway": expected,
        });
        console::print(&format!("{document:#}"));
    } else {
        console::print(&brief::storms(
            &scenario.title,
            &recorded,
            &expected,
            scenario.pathway.word(),
            middle,
        ));
    }
    let folder = arguments
        .out
        .clone()
        .unwrap_or_else(|| Path::new("outputs").join(format!("{}_hazard", scenario.id)));
    if folder.exists() && !arguments.force {
        console::tell(&format!(
            "note: {} is there already and was left as it is; --force writes its tables and plots again",
            folder.display()
        ));
        return Ok(Exit::Done);
    }
    write(&folder, &case, &recorded, &expected)?;
    if !arguments.json {
        console::print(&format!("Tables and plots:  {}", folder.display()));
    }
    Ok(Exit::Done)
}

/// Tells that the scenario names no tracks.
fn no_tracks() -> Exit {
    console::tell(
        "error: no hazard of this scenario is made from recorded tracks, so there is no record to \
         stand beside; add `tracks_file` to a tropical_cyclone (leeward explain hazards.tracks_file)",
    );
    Exit::Usage
}

/// One recorded storm over the zones.
fn one_storm(case: &Case, storm: &str, json: bool) -> Result<Exit, Exit> {
    let scenario = &case.loaded.scenario;
    let found = storm_winds(scenario, &case.files, storm);
    let found = found.map_err(|error| case::tell_data_error(&error))?;
    let winds = found.ok_or_else(no_tracks)?;
    if json {
        let document =
            serde_json::json!({ "schema": 1, "scenario_id": scenario.id, "storm_winds": winds });
        console::print(&format!("{document:#}"));
    } else {
        console::print(&brief::one_storm(&scenario.title, &winds));
    }
    Ok(Exit::Done)
}

fn write(
    folder: &Path,
    case: &Case,
    recorded: &[HazardChances],
    expected: &[HazardChances],
) -> Result<(), Exit> {
    let fail = |error: &dyn std::fmt::Display| {
        console::tell(&format!("error: {error}"));
        Exit::Failed
    };
    std::fs::create_dir_all(folder).map_err(|error| fail(&error))?;
    let scenario = &case.loaded.scenario;
    let outlines =
        case::outlines(scenario, &case.files).map_err(|error| case::tell_data_error(&error))?;
    let first = scenario.horizon.first_month.year;
    let years = format!("{first}\u{2013}{}", first + scenario.horizon.years - 1);
    let provenance = format!("leeward hazard {}", digest(case.loaded.resolved.as_bytes()));
    let words = (years.as_str(), scenario.pathway.word());
    for (now, then) in recorded.iter().zip(expected) {
        let figures = [
            ("wind_at_reference", wind_at_reference(now, &years, &provenance)),
            ("hurricane_wind", hurricane_wind(then, &outlines, words, &provenance)),
        ];
        for (name, svg) in figures {
            let svg = svg.map_err(|error| fail(&error))?;
            let png = svg.to_png(PICTURE_SCALE).map_err(|error| fail(&error))?;
            let path = |ending: &str| folder.join(format!("{}_{name}.{ending}", now.hazard));
            case::write_file(&path("svg"), svg.text().as_bytes()).map_err(|error| fail(&error))?;
            case::write_file(&path("png"), &png).map_err(|error| fail(&error))?;
        }
    }
    let document = serde_json::json!({ "schema": 1, "climate_of_the_record": recorded, "climate_of_the_pathway": expected });
    case::write_file(&folder.join("hazard.json"), format!("{document:#}\n").as_bytes())
        .map_err(|error| fail(&error))
}
