//! From bytes to a tree: encoding, TOML, and the slips that break TOML (decimal commas, per cent signs,
//! quotes from a word processor, paths of Windows), each recognised at its place.
//!
//! A recognised slip is blanked out and the text parsed again, so that it hides no other error.

mod encoding;
mod slips;
mod toml_errors;

use std::ops::Range;
use std::sync::Arc;

use toml::de::DeTable;

use super::findings::Findings;
use super::tree::{Planter, Table, within};
use crate::diagnostic::{Diagnostic, SourceText, Span};

pub(super) use encoding::decode;
pub(super) use slips::{Slip, in_value};

/// Errors of the TOML parser that are told; a text with more is not a scenario file.
const MOST_ERRORS: usize = 50;

/// The tree, and whether it is whole: a text that is not TOML in places may lack keys that the user
/// typed, so that what seems missing in it must not be reported.
pub(super) struct Parsed {
    pub(super) table: Table,
    pub(super) is_whole: bool,
    /// Where the text stops being TOML altogether.
    pub(super) lost_from: Option<usize>,
}

/// Parses the text, reporting everything that is not TOML.
pub(super) fn parse(source: &Arc<SourceText>, findings: &Findings) -> Parsed {
    let mut working = source.text.clone();
    let mut slips: Vec<Slip> = Vec::new();
    let mut errors;
    loop {
        errors = DeTable::parse_recoverable(&working).1;
        let found: Vec<Slip> = error_lines(source, &errors)
            .into_iter()
            .flat_map(|line| slips::in_line(&working, line))
            .collect();
        if found.is_empty() {
            break;
        }
        for slip in found {
            working.replace_range(slip.range.clone(), &slip.blank());
            slips.push(slip);
        }
    }
    errors.truncate(MOST_ERRORS);
    // A slip found in what another was blanked out with may end inside a letter of the text as typed.
    let span = |range: Range<usize>| Span {
        source: Arc::clone(source),
        range: within(&source.text, &range),
    };
    let mut reported: Vec<Range<usize>> = Vec::new();
    for slip in &slips {
        if slip.spoils_value {
            reported.push(slip.range.clone());
        }
        findings.add(slip.diagnostic(span(slip.range.clone())));
    }
    let lost_from = toml_errors::report_all(source, &errors, &mut reported, findings);
    reported.sort_by_key(|range| range.start);
    let (parsed, _) = DeTable::parse_recoverable(&working);
    let planter = Planter { source, offset: 0, reported: &reported };
    Parsed { table: planter.table(parsed.get_ref()), is_whole: errors.is_empty(), lost_from }
}

/// Ranges of the lines that hold errors, each once, in order.
fn error_lines(source: &SourceText, errors: &[toml::de::Error]) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> =
        errors.iter().filter_map(toml::de::Error::span).map(|span| span.start).collect();
    starts.sort_unstable();
    let mut lines: Vec<Range<usize>> = Vec::new();
    for start in starts {
        // A line with very many errors is looked for once.
        if lines.last().is_none_or(|line| start > line.end) {
            let line = line_around(&source.text, start);
            if lines.last() != Some(&line) {
                lines.push(line);
            }
        }
    }
    lines
}

/// Byte range of the line that holds `offset`, without its end.
pub(super) fn line_around(text: &str, offset: usize) -> Range<usize> {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let start = text[..at].rfind('\n').map_or(0, |found| found + 1);
    let end = text[at..].find('\n').map_or(text.len(), |found| at + found);
    let end = if text[start..end].ends_with('\r') { end - 1 } else { end };
    start..end.max(start)
}

/// A file without anything in it.
pub(super) fn refuse_empty(source: &Arc<SourceText>, findings: &Findings) -> bool {
    let bare = source.text.lines().all(|line| {
        let line = line.trim();
        line.is_empty() || line.starts_with('#')
    });
    if bare {
        findings.add(
            Diagnostic::error(
                "S111",
                "the file is empty",
                Some(Span { source: Arc::clone(source), range: 0..0 }),
            )
            .label("nothing but blank lines and comments")
            .help("write a template to start from: leeward new my-case"),
        );
    }
    bare
}
