//! From bytes to text.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, SourceText, Span};
use crate::scenario::findings::Findings;

/// Largest file that is read: the largest cases, with sources on every number, are a tenth of it.
const MOST_BYTES: usize = 16 << 20;

/// The text, if the bytes are UTF-8. A byte order mark is left out with a warning.
pub(in crate::scenario) fn decode(
    name: &str,
    bytes: &[u8],
    findings: &Findings,
) -> Option<Arc<SourceText>> {
    let place = |source: &Arc<SourceText>, at: usize| {
        Some(Span { source: Arc::clone(source), range: at..at })
    };
    if bytes.len() > MOST_BYTES {
        let source = SourceText::new(name, "");
        findings.add(
            Diagnostic::error(
                "S122",
                format!("the file is larger than {} MB", MOST_BYTES >> 20),
                place(&source, 0),
            )
            .help("name the scenario file itself, not a file of data"),
        );
        return None;
    }
    let zeros = bytes.iter().take(400).filter(|byte| **byte == 0).count();
    let is_utf16 = bytes.starts_with(&[0xFF, 0xFE])
        || bytes.starts_with(&[0xFE, 0xFF])
        || zeros * 3 > bytes.len().min(400);
    if is_utf16 {
        let source = SourceText::new(name, "");
        findings.add(
            Diagnostic::error("S108", "the file is in UTF-16, not in UTF-8", place(&source, 0))
                .note("Windows PowerShell writes UTF-16 with `>`")
                .help("save it again as UTF-8: in Notepad, File, Save as, Encoding: UTF-8"),
        );
        return None;
    }
    let (bytes, has_mark) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => (rest, true),
        None => (bytes, false),
    };
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let source = SourceText::new(name, String::from_utf8_lossy(bytes));
            findings.add(
                Diagnostic::error(
                    "S109",
                    "the file is not in UTF-8",
                    place(&source, error.valid_up_to()),
                )
                .label("the first byte that is not UTF-8")
                .help("save it again as UTF-8: in Notepad, File, Save as, Encoding: UTF-8"),
            );
            return None;
        }
    };
    let source = SourceText::new(name, text);
    if has_mark {
        findings.add(
            Diagnostic::warning(
                "W405",
                "the file begins with a byte order mark",
                place(&source, 0),
            )
            .label("an invisible character stands before this")
            .help("save it as UTF-8 without BOM; it is read all the same"),
        );
    }
    Some(source)
}
