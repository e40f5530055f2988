//! Diagnostics as text, in the manner of rustc: message, place, the line itself, notes and the fix.

use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};

use super::{Diagnostic, Severity, Span};

/// Most diagnostics shown at once; more help nobody.
pub const MOST_SHOWN: usize = 20;

/// How text is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Whether colours are used; meaning never rests on them.
    pub colour: bool,
}

/// Everything found, errors before warnings, with a last line that counts them.
pub fn render(found: &[Diagnostic], style: Style) -> String {
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
    let mut sorted: Vec<&Diagnostic> = found.iter().collect();
    sorted.sort_by_key(|diagnostic| diagnostic.severity);
    let mut pieces: Vec<String> = sorted
        .iter()
        .take(MOST_SHOWN)
        .map(|diagnostic| format!("{}\n\n", renderer.render(&groups(diagnostic)).trim_end()))
        .collect();
    if sorted.len() > MOST_SHOWN {
        pieces.push(format!("{} more are not shown\n", sorted.len() - MOST_SHOWN));
    }
    if let Some(first) = sorted.first() {
        pieces.push(format!("For the rule and an example: leeward explain {}\n", first.code));
        pieces.push(format!("{}\n", summary(found)));
    }
    pieces.concat()
}

/// The count of what was found: "3 errors, 1 warning; nothing was run".
pub fn summary(found: &[Diagnostic]) -> String {
    let count = |severity| found.iter().filter(|it| it.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let plural = |number: usize, word: &str| match number {
        1 => format!("1 {word}"),
        more => format!("{more} {word}s"),
    };
    match (errors, warnings) {
        (0, 0) => "no errors".to_owned(),
        (0, warnings) => plural(warnings, "warning"),
        (errors, 0) => format!("{}; nothing was run", plural(errors, "error")),
        (errors, warnings) => {
            format!("{}, {}; nothing was run", plural(errors, "error"), plural(warnings, "warning"))
        }
    }
}

fn groups(diagnostic: &Diagnostic) -> Vec<Group<'_>> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(level.primary_title(&diagnostic.message).id(diagnostic.code));
    if let Some(span) = &diagnostic.span {
        let shown = Shown::of(span);
        let annotation = AnnotationKind::Primary.span(shown.start..shown.end);
        let annotation = if diagnostic.label.is_empty() {
            annotation
        } else {
            annotation.label(&diagnostic.label)
        };
        group = group.element(
            Snippet::source(shown.line)
                .line_start(shown.number)
                .path(&span.source.name)
                .annotation(annotation),
        );
    }
    for note in &diagnostic.notes {
        group = group.element(Level::NOTE.message(note));
    }
    let mut groups = vec![group];
    if let Some(help) = &diagnostic.help {
        let mut fix = Group::with_title(Level::HELP.secondary_title(&help.text));
        // A replacement over several lines is told in words alone.
        if let (Some(span), Some(replacement)) = (&diagnostic.span, &help.replacement)
            && !replacement.contains('\n')
        {
            let shown = Shown::of(span);
            fix = fix.element(
                Snippet::source(shown.line)
                    .line_start(shown.number)
                    .patch(Patch::new(shown.start..shown.end, replacement)),
            );
        }
        groups.push(fix);
    }
    groups
}

/// The line of a span and the part of the span that lies on it.
struct Shown<'a> {
    line: &'a str,
    number: usize,
    start: usize,
    end: usize,
}

impl<'a> Shown<'a> {
    fn of(span: &'a Span) -> Self {
        let (number, _) = span.source.line_column(span.range.start);
        let range = span.source.line_range(number);
        let line = &span.source.text[range.clone()];
        let within = |offset: usize| {
            let mut at = offset.clamp(range.start, range.end) - range.start;
            while !line.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        Self { line, number, start: within(span.range.start), end: within(span.range.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Style, render};
    use crate::diagnostic::{Diagnostic, SourceText, Span};

    #[test]
    fn a_share_in_per_cent_is_shown_with_its_fix() {
        let source = SourceText::new("isla.toml", "a = 1\ncoverage_share = 35\n");
        let found = Diagnostic::error(
            "S203",
            "`coverage_share` must be a share between 0 and 1, found 35",
            Some(Span { source, range: 23..25 }),
        )
        .label("35 would mean 3500 %")
        .note("in: [[interventions]] number 2, `roofs`")
        .replace("write 0.35 for 35 per cent", "0.35");
        insta::assert_snapshot!(render(&[found], Style::default()));
    }
}
