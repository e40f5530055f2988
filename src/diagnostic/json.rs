//! Diagnostics as JSON, for `--json` and for screens.

use serde_json::{Value, json};

use super::{Diagnostic, Severity};

/// One object for each diagnostic; line and column count from 1, columns in characters.
pub fn to_json(found: &[Diagnostic]) -> Value {
    Value::Array(found.iter().map(object).collect())
}

fn object(diagnostic: &Diagnostic) -> Value {
    let place = diagnostic.span.as_ref().map(|span| {
        let (line, column) = span.source.line_column(span.range.start);
        let (end_line, end_column) = span.source.line_column(span.range.end);
        json!({
            "file": span.source.name,
            "line": line,
            "column": column,
            "end_line": end_line,
            "end_column": end_column,
        })
    });
    let help = diagnostic
        .help
        .as_ref()
        .map(|help| json!({ "text": help.text, "replacement": help.replacement }));
    json!({
        "code": diagnostic.code,
        "severity": match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        "message": diagnostic.message,
        "place": place,
        "label": diagnostic.label,
        "notes": diagnostic.notes,
        "help": help,
    })
}

#[cfg(test)]
mod tests {
    use super::to_json;
    use crate::diagnostic::{Diagnostic, SourceText, Span};

    #[test]
    fn places_count_characters_from_one() {
        let source = SourceText::new("a.toml", "x = 1\n\u{e9} = 2\n");
        let span = Span { source, range: 8..9 };
        let found = Diagnostic::error("S201", "unknown key", Some(span)).replace("write e", "e");
        let json = to_json(&[found]);
        assert_eq!(json[0]["place"]["line"], 2);
        assert_eq!(json[0]["place"]["column"], 2);
        assert_eq!(json[0]["help"]["replacement"], "e");
    }
}
