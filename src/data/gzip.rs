//! From the bytes of a file to its text: gzip or plain, told apart by the first two bytes.

use std::io::Read;
use std::sync::Arc;

use super::DataError;
use crate::diagnostic::{Diagnostic, SourceText, Span};

/// Largest text accepted after inflation: the whole IBTrACS archive in CSV is about 300 MB.
pub const MOST_BYTES: u64 = 512 << 20;

/// The text of a file called `name`.
///
/// A byte-order mark is dropped. Text must be UTF-8: a Latin-1 file is refused, because a zone called
/// `Saint-André` would otherwise silently become another zone.
///
/// # Errors
/// D101 empty, D109 damaged gzip, D110 not UTF-8 (with line and column), D112 larger than
/// [`MOST_BYTES`].
pub fn read_text(name: &str, bytes: &[u8]) -> Result<Arc<SourceText>, DataError> {
    read_text_up_to(name, bytes, MOST_BYTES)
}

/// As [`read_text`], for files that are never as large as an archive: `most` bytes of text at most.
pub(super) fn read_text_up_to(
    name: &str,
    bytes: &[u8],
    most: u64,
) -> Result<Arc<SourceText>, DataError> {
    let packed = bytes.starts_with(&[0x1F, 0x8B]);
    // Inflation stops one byte beyond what is accepted, however much the file says it holds.
    let mut inflated = Vec::new();
    if packed {
        flate2::read::MultiGzDecoder::new(bytes)
            .take(most + 1)
            .read_to_end(&mut inflated)
            .map_err(|error| {
                Diagnostic::error(
                    "D109",
                    format!("{name} is a gzip file that ends early or is damaged ({error})"),
                    None,
                )
                .help("download or copy the file again; a browser may have stopped half-way")
            })?;
    }
    let length = if packed { inflated.len() } else { bytes.len() };
    if length as u64 > most {
        return Err(Diagnostic::error(
            "D112",
            format!("{name} holds more than {} MB of text", most >> 20),
            None,
        )
        .help("keep only the region and seasons that the scenario uses")
        .into());
    }
    if !packed {
        inflated = bytes.to_vec();
    }
    let mut text = match String::from_utf8(inflated) {
        Ok(text) => text,
        Err(error) => return Err(not_utf8(name, &error).into()),
    };
    if text.starts_with('\u{FEFF}') {
        text.remove(0);
    }
    if text.trim().is_empty() {
        return Err(Diagnostic::error("D101", format!("{name} is empty"), None)
            .help("check that the download or export finished, then put the file in place again")
            .into());
    }
    Ok(SourceText::new(name, text))
}

fn not_utf8(name: &str, error: &std::string::FromUtf8Error) -> Diagnostic {
    let start = error.utf8_error().valid_up_to();
    let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
    // Up to `start` the lossy text has the same bytes; there stands the replacement character.
    let end = start + text[start..].chars().next().map_or(0, char::len_utf8);
    let source = SourceText::new(name, text);
    let (line, _) = source.line_column(start);
    Diagnostic::error(
        "D110",
        format!("{name} is not UTF-8 text: line {line} holds a byte of another encoding"),
        Some(Span { source, range: start..end }),
    )
    .label("this character")
    .help("save the file as UTF-8; in Excel choose `CSV UTF-8`")
}

#[cfg(test)]
mod tests {
    use super::{read_text, read_text_up_to};
    use crate::data::DataError;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    fn code(
        result: Result<std::sync::Arc<crate::diagnostic::SourceText>, DataError>,
    ) -> &'static str {
        match result {
            Err(DataError::Invalid(problems)) => problems[0].code,
            other => panic!("{other:?}"),
        }
    }

    fn zip(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn plain_and_gzip_give_the_same_text() {
        let zipped = zip("a,b\n1,2\n");
        assert_eq!(read_text("t", &zipped).unwrap(), read_text("t", b"a,b\n1,2\n").unwrap());
        assert_eq!(read_text("t", "\u{FEFF}a".as_bytes()).unwrap().text, "a");
    }

    #[test]
    fn unusable_bytes_have_their_codes() {
        let zipped = zip(&"line of text\n".repeat(500));
        assert_eq!(code(read_text("t", b" \n")), "D101");
        assert_eq!(code(read_text("t", &zipped[..zipped.len() - 9])), "D109");
        assert_eq!(code(read_text("t", b"a\nSaint-Andr\xE9")), "D110");
        assert_eq!(code(read_text_up_to("t", &zipped, 100)), "D112");
    }

    #[test]
    fn a_wrong_byte_is_found_at_its_line_and_column() {
        let Err(DataError::Invalid(problems)) = read_text("t", b"a\nAndr\xE9,1") else { panic!() };
        let span = problems[0].span.clone().unwrap();
        assert_eq!(span.source.line_column(span.range.start), (2, 5));
    }
}
