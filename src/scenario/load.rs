//! From the bytes of a scenario file to a checked [`Scenario`], or to everything that is wrong with it.

use super::findings::Findings;
use super::syntax::{self, line_around};
use super::{Scenario, decode, overlay, resolved};
use crate::diagnostic::{Diagnostic, Severity};

/// A checked scenario and what came with it.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The scenario.
    pub scenario: Scenario,
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
    let findings = Findings::default();
    let Some(source) = syntax::decode(name, bytes, &findings) else {
        return Err(sorted(findings.into_list()));
    };
    if syntax::refuse_empty(&source, &findings) {
        return Err(sorted(findings.into_list()));
    }
    let mut parsed = syntax::parse(&source, &findings);
    overlay::apply(&mut parsed.table, overrides, &findings);
    let decoding = Findings::default();
    let scenario = decode::decode(&parsed.table, &decoding);
    for found in decoding.into_list() {
        // In a broken text, what seems missing or unknown may be what could not be read.
        let is_doubtful = !parsed.is_whole
            && (matches!(found.code, "S112" | "S206" | "S207" | "S317" | "S318" | "S321")
                || found.code.starts_with("S30")
                || found.code.starts_with('W'));
        let is_on_broken_line = found.span.as_ref().is_some_and(|span| {
            std::sync::Arc::ptr_eq(&span.source, &source) && {
                let line = line_around(&source.text, span.range.start);
                let is_lost = parsed.lost_from.is_some_and(|from| span.range.start >= from);
                is_lost || (!parsed.is_whole && findings.has_error_on_line(&source, &line))
            }
        });
        if !is_doubtful && !is_on_broken_line {
            findings.add(found);
        }
    }
    let found = sorted(findings.into_list());
    if found.iter().any(|it| it.severity == Severity::Error) {
        return Err(found);
    }
    let resolved = resolved::write(&scenario);
    Ok(Loaded { scenario, warnings: found, resolved })
}

/// Errors before warnings, each sorted by place; what has no place comes last.
fn sorted(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    found.sort_by_key(|it| {
        let place = it.span.as_ref();
        (
            it.severity,
            place.is_none(),
            place.map(|span| (span.source.name == "--set", span.range.start)),
        )
    });
    found.dedup();
    found
}
