//! From the bytes of a scenario file to a checked [`Scenario`], or to everything that is wrong with it.

use std::sync::Arc;

use super::extension::{self, ReadBeside};
use super::findings::Findings;
use super::posterior::PosteriorFile;
use super::syntax::{self, line_around};
use super::{Scenario, catalogue, decode, overlay, resolved};
use crate::diagnostic::{Diagnostic, Severity, Span};

/// Most diagnostics handed on; a file with more is not worth listing further.
const MOST_KEPT: usize = 1_000;

/// A checked scenario and what came with it.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The scenario.
    pub scenario: Scenario,
    /// The scenario of each alternative, in the order of `scenario.alternatives`; they have none themselves.
    pub alternatives: Vec<Scenario>,
    /// What the user should look at.
    pub warnings: Vec<Diagnostic>,
    /// The whole scenario as TOML, every default filled in with its source and status. Reading it gives
    /// an equal scenario.
    pub resolved: String,
}

/// Reads a scenario. `name` is how people know the file; `overrides` are texts such as
/// `zones.north.households=900`.
///
/// # Errors
/// Every error and warning, sorted by place, if there is any error.
pub fn load(name: &str, bytes: &[u8], overrides: &[String]) -> Result<Loaded, Vec<Diagnostic>> {
    let alone = |_: &str| Err("the scenario was given without its folder".to_owned());
    load_beside(name, bytes, overrides, &alone)
}

/// Reads a scenario that may extend another one beside it, which `read` gives by its name.
///
/// # Errors
/// Every error and warning, sorted by place, if there is any error.
pub fn load_beside(
    name: &str,
    bytes: &[u8],
    overrides: &[String],
    read: &ReadBeside<'_>,
) -> Result<Loaded, Vec<Diagnostic>> {
    let findings = Findings::default();
    let Some(source) = syntax::decode(name, bytes, &findings) else {
        return Err(sorted(findings.into_list(), name));
    };
    if syntax::refuse_empty(&source, &findings) {
        return Err(sorted(findings.into_list(), name));
    }
    let mut parsed = syntax::parse(&source, &findings);
    if !extension::lay_extended(&mut parsed.table, name, read, &findings) {
        // What the other file would have said is not reported as missing.
        return Err(sorted(findings.into_list(), name));
    }
    overlay::apply(&mut parsed.table, overrides, &findings);
    catalogue::fill(&mut parsed.table);
    let decoding = Findings::default();
    let mut scenario = decode::decode(&parsed.table, &decoding);
    let mut found_in_alternatives = Vec::new();
    let mut alternatives = Vec::new();
    let decoded = decoding.into_list();
    if parsed.is_whole {
        let of_alternatives = Findings::default();
        alternatives = decode::scenarios(&parsed.table, &decoded, &of_alternatives);
        found_in_alternatives = of_alternatives.into_list();
    }
    if scenario.posterior.is_some() {
        let place = parsed.table.place_in("uncertainty", "posterior");
        match read_posterior(&scenario, read) {
            Err(reason) => findings.add(unusable_posterior(&reason, place)),
            Ok(file) => {
                // What an option or an alternative states is meant, whatever the sets hold.
                let stated =
                    overrides.iter().filter_map(|it| it.split_once('=')).map(|(key, _)| key);
                for alternative in &mut alternatives {
                    let own = alternative.numbers_that_differ(&scenario);
                    let stated = stated.clone().map(str::to_owned);
                    alternative.take_up(file.clone(), own.into_iter().chain(stated));
                }
                scenario.take_up(file, stated.map(str::to_owned));
            }
        }
    }
    // In a broken text, what seems missing or unknown may be what could not be read.
    let is_doubtful = |found: &Diagnostic| {
        !parsed.is_whole
            && (matches!(found.code, "S112" | "S206" | "S207" | "S317" | "S318" | "S321")
                || found.code.starts_with("S30")
                || found.code.starts_with('W'))
    };
    let is_on_broken_line = |found: &Diagnostic| {
        found.span.as_ref().is_some_and(|span| {
            let start = span.range.start;
            !parsed.is_whole
                && Arc::ptr_eq(&span.source, &source)
                && (parsed.lost_from.is_some_and(|from| start >= from)
                    || findings.has_error_on_line(&source, &line_around(&source.text, start)))
        })
    };
    let decoded = decoded.into_iter();
    let kept: Vec<Diagnostic> =
        decoded.filter(|found| !is_doubtful(found) && !is_on_broken_line(found)).collect();
    let mut found = findings.into_list();
    found.extend(kept);
    found.extend(found_in_alternatives);
    let found = sorted(found, name);
    if found.iter().any(|it| it.severity == Severity::Error) {
        return Err(found);
    }
    let resolved = resolved::resolved_text(&scenario);
    Ok(Loaded { scenario, alternatives, warnings: found, resolved })
}

fn read_posterior(scenario: &Scenario, read: &ReadBeside<'_>) -> Result<PosteriorFile, String> {
    let name = scenario.posterior.as_ref().map(|it| it.file.display().to_string());
    let bytes = read(&name.unwrap_or_default().replace('\\', "/"))?;
    PosteriorFile::parse(&bytes)
}

fn unusable_posterior(reason: &str, place: Option<Span>) -> Diagnostic {
    Diagnostic::error("S346", format!("the posterior cannot be used: {reason}"), place)
        .label("parameter sets of a calibration")
        .help("name a file that `leeward calibrate` wrote, by a path relative to the scenario")
}

/// Errors before warnings, each sorted by place, first those of the file itself, then those of files that
/// it extends; what has no place comes last.
fn sorted(mut found: Vec<Diagnostic>, name: &str) -> Vec<Diagnostic> {
    found.sort_by_key(|it| {
        let place = it.span.as_ref();
        (
            it.severity,
            place.is_none(),
            place.map(|span| {
                let file = span.source.name.as_str();
                (file == "--set", if file == name { "" } else { file }.to_owned(), span.range.start)
            }),
        )
    });
    found.dedup();
    found.truncate(MOST_KEPT);
    found
}
