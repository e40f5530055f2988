//! What a back-cast writes, and which numbers of its cases differ from the common ones.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use super::case::{read_file, write_file};
use super::console;
use super::exit::Exit;
use crate::brief::{BackcastCase, check_results};
use crate::figure::hindsight::{CaseCurve, draw};
use crate::scenario::Scenario;
use crate::scenario::hazard::{HazardKind, ScriptedAction, ScriptedEvent};
use crate::scenario::keys;
use crate::scenario::posterior::PosteriorFile;
use crate::scenario::profile::PROFILES;
use crate::scenario::quantity::Quantity;

/// Lines of a page between which the answer is written.
const BEGIN: &str = "<!-- leeward backcast: begin -->";
const END: &str = "<!-- leeward backcast: end -->";

/// Sections that describe the place; all others hold numbers of the model.
const OF_THE_PLACE: [&str; 5] = ["population", "zones", "destinations", "channels", "currency"];

/// Numbers of the model that a case sets otherwise than the common profile, for all zones or for one, with their
/// support; its wind factors; whether effects are drawn; and its measures.
pub(super) fn settings(scenario: &Scenario) -> Vec<String> {
    let mut lines = Vec::new();
    let factors = scenario.zones.iter().map(|zone| zone.effective_wind_factor.central);
    let (low, high) = factors.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), factor| {
        (low.min(factor), high.max(factor))
    });
    let factor = if low == high { format!("{low}") } else { format!("{low} to {high}") };
    for hazard in &scenario.hazards {
        if let HazardKind::Scripted(script) = &hazard.kind {
            let is_wind = |event: &ScriptedEvent| {
                matches!(event.action, ScriptedAction::Storm { .. } | ScriptedAction::Winds(_))
            };
            if !script.events.iter().any(is_wind) {
                continue;
            }
            let drawn = if script.draw_effects { "drawn" } else { "zero" };
            lines.push(format!("wind factor {factor}; event and zone effects {drawn}"));
        }
    }
    let of_zones = scenario.zones.iter().filter_map(|zone| zone.service_recovery_years.as_ref());
    for quantity in differing(scenario).filter(|it| !is_of_the_place(it)).chain(of_zones) {
        lines.push(format!(
            "{} = {} ({}: {})",
            quantity.path, quantity.central, quantity.status, quantity.source
        ));
    }
    for strategy in scenario.strategies.iter().filter(|strategy| strategy.baseline) {
        if !strategy.interventions.is_empty() {
            let titles: Vec<&str> = scenario
                .interventions
                .iter()
                .map(|intervention| intervention.id.as_str())
                .collect();
            lines.push(format!("measures as they were: {}", titles.join(", ")));
        }
    }
    lines
}

/// Numbers of the place that differ from the common profile, without what describes its zones.
pub(super) fn inputs(scenario: &Scenario) -> Vec<String> {
    differing(scenario)
        .filter(|it| is_of_the_place(it) && it.path.starts_with("population"))
        .map(|it| {
            let name = it.path.strip_prefix("population.").unwrap_or(&it.path);
            format!("{name} {}", it.central)
        })
        .collect()
}

fn is_of_the_place(quantity: &Quantity) -> bool {
    OF_THE_PLACE.iter().any(|section| quantity.path.starts_with(section))
}

/// Numbers with a common default that is another one.
fn differing(scenario: &Scenario) -> impl Iterator<Item = &Quantity> {
    scenario
        .quantities()
        .into_iter()
        .filter(|quantity| common(quantity).is_some_and(|(value, _)| value != quantity.central))
}

/// The common value of a number and its source.
fn common(quantity: &Quantity) -> Option<(f64, &'static str)> {
    let (section, name) = quantity.path.rsplit_once('.')?;
    let (value, source, _) = PROFILES[0].default_of(keys::find(section, name)?)?;
    Some((value, source))
}

/// Parameter sets that every case draws from.
pub(super) struct CommonSets {
    /// The file as typed.
    name: PathBuf,
    file: PosteriorFile,
}

impl CommonSets {
    /// Reads the file of a calibration.
    ///
    /// # Errors
    /// The exit code, after everything was said.
    pub(super) fn read(name: &Path) -> Result<Self, Exit> {
        let bytes = read_file(name)?;
        let file = PosteriorFile::parse(&bytes).map_err(|reason| {
            console::tell(&format!(
                "error: {} cannot be used: {reason}; name a posterior.toml that `leeward calibrate` wrote",
                name.display()
            ));
            Exit::Invalid
        })?;
        Ok(Self { name: name.to_path_buf(), file })
    }

    /// Lets a scenario draw from the sets, but for the numbers that it states itself: those of another value or
    /// source than the common ones.
    pub(super) fn give_to(&self, scenario: &mut Scenario) {
        let states = |it: &&Quantity| common(it) != Some((it.central, it.source.as_str()));
        let own = scenario.quantities().into_iter().filter(states);
        let own: Vec<String> = own.map(|it| it.path.clone()).collect();
        scenario.draw_from(self.name.clone(), self.file.clone(), own);
    }

    /// What they are, in a sentence.
    pub(super) fn words(&self) -> String {
        format!(
            "Every future draws {} common numbers together from {} sets of {}; what a case sets itself stays as it is.",
            self.file.parameters.len(),
            self.file.sets.len(),
            self.name.display()
        )
    }
}

/// The answer for programs.
pub(super) fn document(
    cases: &[BackcastCase],
    common: Option<&CommonSets>,
) -> Result<String, Exit> {
    let document = serde_json::json!({
        "schema": 3,
        "posterior": common.map(|common| common.name.display().to_string()),
        "cases": cases,
        "checks": check_results(cases),
    });
    serde_json::to_string_pretty(&document).map_err(|error| {
        console::tell(&format!("error: {error}"));
        Exit::Failed
    })
}

/// Writes `backcast.json`, `targets.csv` and a figure for each curve.
pub(super) fn write_folder(
    folder: &Path,
    force: bool,
    cases: &[BackcastCase],
    document: &str,
    curves: &[CaseCurve],
) -> Result<(), Exit> {
    if folder.join("backcast.json").exists() && !force {
        console::tell(&format!(
            "error: {} holds a back-cast; give another folder, or --force to replace it",
            folder.display()
        ));
        return Err(Exit::Usage);
    }
    std::fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        write_file(&path, bytes).map_err(|error| unwritable(&path, &error))
    };
    write("backcast.json", document.as_bytes())?;
    write("targets.csv", table(cases).as_bytes())?;
    for curve in curves {
        let name = format!("{}_{}", curve.case, curve.score.curve);
        let drawn = draw(curve).and_then(|svg| Ok((svg.to_png(2.0)?, svg)));
        let (png, svg) = drawn.map_err(|error| {
            console::tell(&format!("error: {name}: {error}"));
            Exit::Failed
        })?;
        write(&format!("{name}.svg"), svg.text().as_bytes())?;
        write(&format!("{name}.png"), &png)?;
    }
    Ok(())
}

/// One line a target.
fn table(cases: &[BackcastCase]) -> String {
    let mut csv = String::from(
        "case,check,indicator,details,days_after_event,observed,band_low,band_high,decided_by,\
         required,futures,median,low,high,hit,curve,source\n",
    );
    let field = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let number = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
    for case in cases {
        for row in &case.rows {
            let _ = writeln!(
                csv,
                "{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}",
                field(&case.file),
                field(&row.check),
                row.indicator,
                field(&row.details),
                row.days_after_event,
                row.observed,
                row.band.0,
                row.band.1,
                row.decided_by.word(),
                row.required,
                row.futures,
                number(row.median),
                number(row.range.map(|range| range.0)),
                number(row.range.map(|range| range.1)),
                row.inside,
                row.curve.as_deref().unwrap_or_default(),
                field(&row.source),
            );
        }
    }
    csv
}

/// Puts the answer between the two marks of a page.
pub(super) fn write_into_page(page: &Path, text: &str) -> Result<(), Exit> {
    let old = std::fs::read_to_string(page).map_err(|error| unwritable(page, &error))?;
    let parts =
        old.split_once(BEGIN).and_then(|(before, rest)| Some((before, rest.split_once(END)?.1)));
    let Some((before, after)) = parts else {
        console::tell(&format!(
            "error: {} lacks the lines `{BEGIN}` and `{END}`; add them where the answer is to stand",
            page.display()
        ));
        return Err(Exit::Usage);
    };
    let new = format!("{before}{BEGIN}\n```text\n{}\n```\n{END}{after}", text.trim_end());
    write_file(page, new.as_bytes()).map_err(|error| unwritable(page, &error))
}

fn unwritable(path: &Path, error: &std::io::Error) -> Exit {
    console::tell(&format!(
        "error: {} cannot be written: {error}; choose a place where you may write",
        path.display()
    ));
    Exit::Unreadable
}
