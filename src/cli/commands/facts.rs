//! `leeward facts`: patterns seen in past events beside what the model makes of them.

use serde_json::json;

use crate::analysis::patterns::{Course, PATTERNS, Place, Traits};
use crate::brief::{PatternRow, patterns_table};
use crate::cli::args::FactsArguments;
use crate::cli::case::{self, Case};
use crate::cli::console;
use crate::cli::exit::Exit;
use crate::engine::{Aftermath, Prepared};
use crate::hazard::HazardModel;
use crate::outcome::{OutcomeId, SeriesId};
use crate::scenario::Scenario;
use crate::scenario::hazard::HazardKind;

/// A case and what its futures show.
struct Asked {
    file: String,
    title: String,
    place: Place,
    futures: Vec<Traits>,
}

/// Runs the command.
pub(in crate::cli) fn run(arguments: &FactsArguments) -> Result<Exit, Exit> {
    let mut cases = Vec::new();
    for file in &arguments.cases {
        cases.push(ask(&case::read(file, &[])?, arguments.futures)?);
    }
    let rows: Vec<PatternRow> = PATTERNS
        .iter()
        .map(|pattern| {
            let fits = cases.iter().zip('A'..).find(|(case, _)| pattern.fits(&case.place));
            PatternRow {
                pattern,
                case: fits.map(|(_, letter)| letter),
                finding: fits
                    .map_or_else(|| pattern.without_case(), |(case, _)| pattern.ask(&case.futures)),
            }
        })
        .collect();
    let files: Vec<(String, String)> =
        cases.into_iter().map(|case| (case.file, case.title)).collect();
    if arguments.json {
        let patterns: Vec<_> = rows
            .iter()
            .map(|row| {
                let case = row.case.map(|letter| &files[letter as usize - 'A' as usize].0);
                json!({
                    "id": row.pattern.id, "says": row.pattern.says, "number": row.pattern.number,
                    "source": row.pattern.source, "limits": row.pattern.limits, "case": case,
                    "model": row.finding,
                })
            })
            .collect();
        let document = json!({ "schema": 1, "futures": arguments.futures, "patterns": patterns });
        console::print(&format!("{document:#}"));
    } else {
        console::print(patterns_table(&files, arguments.futures, &rows).trim_end());
    }
    Ok(Exit::Done)
}

fn ask(case: &Case, futures: u32) -> Result<Asked, Exit> {
    let scenario = &case.loaded.scenario;
    let hazard = HazardModel::compile(scenario, &case.files)
        .map_err(|error| case::tell_data_error(&error))?;
    let prepared = Prepared::new(scenario, &hazard);
    let (course, first) = course(scenario);
    let population = &prepared.place().population;
    let dwellings = population.len() as f64 * population.weight;
    let people = population.persons();
    let futures = prepared
        .aftermaths(0..futures, scenario.baseline())
        .iter()
        .map(|aftermath| traits(aftermath, first, dwellings, people))
        .collect();
    let mean = |each: fn(&crate::scenario::place::Zone) -> f64| {
        scenario.zones.iter().map(each).sum::<f64>() / scenario.zones.len() as f64
    };
    Ok(Asked {
        file: case.file.display().to_string(),
        title: scenario.title.clone(),
        place: Place { lat: mean(|zone| zone.lat), lon: mean(|zone| zone.lon), course },
        futures,
    })
}

/// What happens in a case, and the period of its event if there is one only.
fn course(scenario: &Scenario) -> (Course, usize) {
    let mut stated = Vec::new();
    let mut by_chance = false;
    for hazard in &scenario.hazards {
        match &hazard.kind {
            HazardKind::Scripted(script) => stated.extend(script.events.iter().map(|it| it.month)),
            _ => by_chance = true,
        }
    }
    match stated.as_slice() {
        [] => (Course::Chance { years: usize::from(scenario.horizon.years) }, 0),
        [month] if !by_chance => {
            let since = month.since(scenario.horizon.first_month);
            (Course::OneEvent, usize::try_from(since).unwrap_or(0))
        }
        _ => (Course::Other, 0),
    }
}

fn traits(aftermath: &Aftermath, first: usize, dwellings: f64, people: f64) -> Traits {
    let outcome = |id: OutcomeId| aftermath.outcomes[id as usize];
    let share = |part: f64, whole: f64| (whole > 0.0).then(|| part / whole);
    let displaced = outcome(OutcomeId::DisplacedPeople);
    Traits {
        displaced_by_year: aftermath
            .months
            .chunks(12)
            .map(|year| year.iter().map(|month| month[SeriesId::DisplacedPeople as usize]).sum())
            .collect(),
        site_stock: aftermath
            .months
            .iter()
            .skip(first)
            .map(|month| month[SeriesId::SiteStock as usize])
            .collect(),
        displaced_share: displaced / people,
        damaged_share: outcome(OutcomeId::DamagedDwellings) / dwellings,
        destroyed_share: outcome(OutcomeId::DestroyedDwellings) / dwellings,
        not_returned_share: share(displaced - outcome(OutcomeId::ReturnedPeople), displaced),
        in_zone_of_origin_share: share(aftermath.in_zone_of_origin, aftermath.displaced_people),
        displaced_by_damage: aftermath
            .by_damage
            .map(|(all, displaced)| share(f64::from(displaced), f64::from(all))),
    }
}
