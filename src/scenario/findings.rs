//! Collects diagnostics while a scenario is read, so that one pass reports all of them.

use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Severity, SourceText};

/// Most diagnostics that are held: ten times what is handed on. A text with more is no scenario, and what
/// it holds would take thousands of times its own size.
const MOST_HELD: usize = 10_000;

/// Everything found so far.
#[derive(Debug, Default)]
pub(super) struct Findings {
    list: RefCell<Vec<Diagnostic>>,
    errors: Cell<usize>,
}

impl Findings {
    pub(super) fn add(&self, diagnostic: Diagnostic) {
        let is_error = diagnostic.severity == Severity::Error;
        self.errors.set(self.errors.get() + usize::from(is_error));
        let mut list = self.list.borrow_mut();
        // The first error is always held, for it decides.
        if list.len() < MOST_HELD || (is_error && self.errors.get() == 1) {
            list.push(diagnostic);
        }
    }

    /// Whether more would change nothing: there is an error, and no room.
    pub(super) fn suffice(&self) -> bool {
        self.errors.get() > 0 && self.list.borrow().len() >= MOST_HELD
    }

    /// Number of errors so far; a step that leaves it unchanged found its input sound.
    pub(super) fn errors(&self) -> usize {
        self.errors.get()
    }

    /// Whether an error is reported in a part of a text.
    pub(super) fn has_error_on_line(&self, source: &Arc<SourceText>, line: &Range<usize>) -> bool {
        self.list.borrow().iter().any(|found| {
            found.severity == Severity::Error
                && found.span.as_ref().is_some_and(|span| {
                    Arc::ptr_eq(&span.source, source)
                        && line.start <= span.range.start
                        && span.range.start <= line.end
                })
        })
    }

    pub(super) fn into_list(self) -> Vec<Diagnostic> {
        self.list.into_inner()
    }
}

/// The word of `words` nearest to `word`, if one is near enough to be a slip of the fingers.
pub(super) fn nearest<'a>(word: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    words
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(word, candidate), candidate))
        .filter(|(likeness, _)| *likeness >= 0.82)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// `a`, `b` and `c`, at most twenty of them.
pub(super) fn listed<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let all: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    if all.len() > 20 {
        return format!("{} and {} more", all[..20].join(", "), all.len() - 20);
    }
    joined(&all)
}

/// The same however many there are.
pub(super) fn all_listed<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    joined(&words.into_iter().map(|word| format!("`{word}`")).collect::<Vec<_>>())
}

fn joined(all: &[String]) -> String {
    match all.split_last() {
        None => "none".to_owned(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}
