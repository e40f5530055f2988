//! Every code that can be reported has a page, and every page is about a code that can be.
#![expect(clippy::unwrap_used, reason = "a test that cannot read its files has failed")]

use std::collections::BTreeSet;
use std::path::Path;

use leeward::diagnostic::codes::{page_on, pages};

fn codes_in(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if !path.ends_with("diagnostic/codes") {
                codes_in(&path, found);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            for piece in text.split('"') {
                let bytes = piece.as_bytes();
                let is_code = bytes.len() == 4
                    && matches!(bytes[0], b'S' | b'D' | b'R' | b'W' | b'X')
                    && bytes[1..].iter().all(u8::is_ascii_digit);
                if is_code {
                    found.insert(piece.to_owned());
                }
            }
        }
    }
}

#[test]
fn codes_and_pages_meet() {
    let mut used = BTreeSet::new();
    codes_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut used);
    for code in &used {
        assert!(page_on(code).is_some(), "{code} has no page");
    }
    let mut seen = BTreeSet::new();
    for page in pages() {
        assert!(seen.insert(page.code), "{} has two pages", page.code);
        assert!(!page.text().contains('?'), "{} asks", page.code);
        assert!(used.contains(page.code), "{} is never reported", page.code);
    }
}
