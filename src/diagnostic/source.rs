//! The text a diagnostic points into.

use std::ops::Range;
use std::sync::Arc;

/// A text that was read, with the name people know it by.
#[derive(Debug, PartialEq, Eq)]
pub struct SourceText {
    /// Path as the user typed it, or relative to the scenario.
    pub name: String,
    /// The whole text.
    pub text: String,
}

impl SourceText {
    /// A shared source text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self { name: name.into(), text: text.into() })
    }

    /// Line and column of a byte offset, both from 1; the column counts characters.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let mut end = offset.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &self.text[..end];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }

    /// Byte range of a line (from 1) without its end.
    pub fn line_range(&self, line: usize) -> Range<usize> {
        let mut start = 0;
        for _ in 1..line {
            match self.text[start..].find('\n') {
                Some(at) => start += at + 1,
                None => return self.text.len()..self.text.len(),
            }
        }
        let end = self.text[start..].find('\n').map_or(self.text.len(), |at| start + at);
        start..end
    }
}
