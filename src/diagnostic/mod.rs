//! Everything that can be wrong with what the user wrote: one type, with place and fix.

pub mod codes;
mod json;
mod render;
mod source;

pub use json::to_json;
pub use render::{MOST_SHOWN, Style, render, summary};
pub use source::SourceText;

use std::ops::Range;
use std::sync::Arc;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is run.
    Error,
    /// It is run; the user should look.
    Warning,
}

/// Where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The text.
    pub source: Arc<SourceText>,
    /// Byte range in it.
    pub range: Range<usize>,
}

/// What to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    /// In words: "write 0.35 for 35 per cent".
    pub text: String,
    /// Text that replaces the range of the span, where that alone mends it.
    pub replacement: Option<String>,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Code such as `S203`; `leeward explain S203` has a page on it.
    pub code: &'static str,
    /// Error or warning.
    pub severity: Severity,
    /// The message, which stands alone.
    pub message: String,
    /// Place, where there is one.
    pub span: Option<Span>,
    /// What is said at the place.
    pub label: String,
    /// Context: `in: [[interventions]] number 2`.
    pub notes: Vec<String>,
    /// The fix.
    pub help: Option<Help>,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: &'static str, message: impl Into<String>, span: Option<Span>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            span,
            label: String::new(),
            notes: Vec::new(),
            help: None,
        }
    }

    /// A warning at a place.
    pub fn warning(code: &'static str, message: impl Into<String>, span: Option<Span>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message, span) }
    }

    /// Adds what is said at the place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds context.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Adds the fix in words.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(Help { text: text.into(), replacement: None });
        self
    }

    /// Adds the fix as a replacement of the marked text.
    #[must_use]
    pub fn replace(mut self, text: impl Into<String>, replacement: impl Into<String>) -> Self {
        self.help = Some(Help { text: text.into(), replacement: Some(replacement.into()) });
        self
    }
}
