//! What the TOML parser complains of, in words for people who do not know TOML.

use std::ops::Range;
use std::sync::Arc;

use super::line_around;
use crate::diagnostic::{Diagnostic, SourceText, Span};
use crate::scenario::findings::Findings;
use crate::scenario::tree::within;

/// Reports the errors, at most one a line, and adds the ranges whose values cannot be trusted.
///
/// Gives back where the text stops being TOML altogether, if it does. What the parser says after that
/// place, and in a section that stands twice, is noise.
pub(super) fn report_all(
    source: &Arc<SourceText>,
    errors: &[toml::de::Error],
    reported: &mut Vec<Range<usize>>,
    findings: &Findings,
) -> Option<usize> {
    let mut sorted: Vec<&toml::de::Error> = errors.iter().collect();
    sorted.sort_by_key(|error| error.span().map(|span| span.start));
    let mut lost = None;
    let mut doubled: Option<Range<usize>> = None;
    for error in sorted {
        let start = error.span().map_or(source.text.len(), |span| span.start);
        let line = line_around(&source.text, start);
        let in_doubled = doubled.as_ref().is_some_and(|section| section.contains(&start));
        if !(lost.is_some() || in_doubled || findings.has_error_on_line(source, &line)) {
            let found = explained(source, error, &line);
            if found.code == "S101" {
                lost = Some(line.start);
            }
            if found.code == "S107" && source.text[line.clone()].trim_start().starts_with('[') {
                doubled = Some(section_around(&source.text, &line));
            }
            findings.add(found);
        }
        reported.push(line);
    }
    lost
}

/// A section from its header to the next.
fn section_around(text: &str, header: &Range<usize>) -> Range<usize> {
    let rest = &text[header.end..];
    let next =
        rest.match_indices('\n').find(|(at, _)| rest[at + 1..].trim_start().starts_with('['));
    header.start..next.map_or(text.len(), |(at, _)| header.end + at)
}

fn explained(source: &Arc<SourceText>, error: &toml::de::Error, line: &Range<usize>) -> Diagnostic {
    let text = &source.text;
    let range = error.span().unwrap_or(text.len()..text.len());
    let range = within(text, &range);
    let span = Some(Span { source: Arc::clone(source), range: range.clone() });
    let written = text.get(range.clone()).unwrap_or_default();
    let message = error.message();
    if message.contains("duplicate key") {
        duplicate(text, written, &range, span)
    } else if message.starts_with("string values must be quoted") {
        bare_word(written, span)
    } else if message.contains("leading zero") || message.contains("invalid mantissa") {
        let value_end = text[range.start..line.end].find([' ', ',', '}', ']', '#']);
        let value = range.start..value_end.map_or(line.end, |at| range.start + at);
        let plain = text[value.clone()].trim_start_matches('0');
        let plain = if plain.is_empty() || plain.starts_with('.') {
            format!("0{plain}")
        } else {
            plain.to_owned()
        };
        let span = Some(Span { source: Arc::clone(source), range: value });
        Diagnostic::error("S117", "the number is not written as TOML wants it", span)
            .label("one digit stands before the point, and no zeros before others")
            .replace(format!("write {plain}"), plain)
    } else if message.contains("invalid basic string") || message.contains("invalid literal string")
    {
        Diagnostic::error("S119", "a text is not closed", span)
            .label("the line ends before the closing quote")
            .help("end the text with the same quote that begins it")
    } else if message.contains("key with no value") {
        Diagnostic::error("S115", "the line gives no value", span)
            .label("`=` and a value belong here")
            .help("write key = value, for instance: horizon_years = 30")
    } else {
        Diagnostic::error("S101", format!("not TOML: {message}"), span)
            .label("cannot be read from here")
            .help("write key = value on a line of its own, texts in \"straight quotes\", lists in [ ]")
    }
}

fn duplicate(text: &str, written: &str, range: &Range<usize>, span: Option<Span>) -> Diagnostic {
    let key = written.trim_matches(['"', '\'']);
    let header = line_around(text, range.start);
    let first = first_place(text, key, &text[header], range.start);
    let is_header = text[..range.start].ends_with('[') || {
        let line = line_around(text, range.start);
        text[line].trim_start().starts_with('[')
    };
    let what = if is_header { "the section" } else { "the key" };
    let mut found = Diagnostic::error("S107", format!("{what} `{key}` stands twice"), span)
        .label("a second time");
    if let Some(line) = first {
        found = found.note(format!("it stands first on line {line}"));
    }
    found.help(if is_header {
        "join the two sections, or write [[...]] with two pairs of brackets for each of several"
    } else {
        "keep one of the two lines"
    })
}

/// Line on which a key or section header first stands before `before`.
fn first_place(text: &str, key: &str, whole: &str, before: usize) -> Option<usize> {
    let stands = |line: &str| {
        if line.trim() == whole.trim() {
            return true;
        }
        let line = line.trim_start().trim_start_matches('[').trim_start();
        let rest = line.strip_prefix(key);
        rest.is_some_and(|rest| rest.trim_start().starts_with(['=', ']', '.']))
    };
    text[..line_around(text, before).start].lines().position(stands).map(|at| at + 1)
}

fn bare_word(written: &str, span: Option<Span>) -> Diagnostic {
    let bare = written.trim();
    if bare.is_empty() {
        return Diagnostic::error("S115", "the line gives no value", span)
            .label("a value belongs after `=`")
            .help("write a value, or put # before the line to take the default");
    }
    let number: String = bare
        .trim_start_matches(|letter: char| !letter.is_ascii_digit() && letter != '-')
        .chars()
        .take_while(|letter| letter.is_ascii_digit() || matches!(letter, '.' | '_' | '-'))
        .collect();
    let is_measure = bare.chars().filter(|it| it.is_alphabetic()).count() <= 8
        && number.replace('_', "").parse::<f64>().is_ok();
    if is_measure {
        return Diagnostic::error("S116", format!("`{bare}` is a number with a unit"), span)
            .label("numbers stand alone; the key says the unit")
            .replace(format!("write {number}"), number);
    }
    let quoted = format!("\"{}\"", bare.replace('\\', "/").replace('"', ""));
    Diagnostic::error("S114", "a text has no quotes", span)
        .label("texts stand in straight quotes")
        .replace(format!("write {quoted}"), quoted)
}
