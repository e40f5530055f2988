//! `docs/model/numbers.md` is written from the table of keys that the reader, the schema and
//! `leeward explain` use. `LEEWARD_UPDATE=1 cargo test --test numbers` writes it anew.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use leeward::outcome::{OUTCOME_TABLE, SERIES_TABLE};
use leeward::scenario::parameters::all_keys;

const HEAD: &str = "# The numbers of the model

Written from the tables in the code by a test; do not edit. `leeward explain KEY` prints the same. A
scenario may state every one of these keys, as one number or as low, mode and high. *Status* `assumption`
means that no source was found for the value; a source given with it is then the one for its sign or range.
";

fn tidy(number: f64) -> String {
    number.to_string()
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn written() -> String {
    let mut page = HEAD.to_owned();
    let mut section = "";
    let (mut keys, mut assumed) = (0_u32, 0_u32);
    for key in all_keys() {
        if key.section != section {
            section = key.section;
            let _ = write!(
                page,
                "\n## {section}\n\n| key | default | range | unit | status | source | meaning |\n| --- | --- | --- | --- | --- | --- | --- |\n"
            );
        }
        keys += 1;
        assumed += u32::from(key.status.to_string() == "assumption");
        let _ = writeln!(
            page,
            "| `{}` | {} | {} to {} | {} | {} | {} | {} |",
            key.name,
            tidy(key.default),
            tidy(key.least),
            tidy(key.most),
            cell(key.unit),
            key.status,
            cell(key.source),
            cell(key.about),
        );
    }
    let _ = write!(page, "\nOf these {keys} numbers, {assumed} are assumptions.\n");
    page.push_str("\n## Outcomes\n\nOne number a future and strategy, over the horizon.\n\n| outcome | meaning |\n| --- | --- |\n");
    for outcome in OUTCOME_TABLE {
        let _ = writeln!(page, "| `{}` | {} |", outcome.id, cell(outcome.about));
    }
    page.push_str("\n## Monthly series\n\n| series | kind | meaning |\n| --- | --- | --- |\n");
    for series in SERIES_TABLE {
        let kind = if series.flow { "flow" } else { "stock" };
        let _ = writeln!(page, "| `{}` | {kind} | {} |", series.id, cell(series.about));
    }
    page
}

#[test]
fn the_page_of_numbers_is_the_table_of_keys() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/model/numbers.md");
    let expected = written();
    if std::env::var_os("LEEWARD_UPDATE").is_some() {
        fs::write(&path, &expected).expect("the page can be written");
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == expected,
        "docs/model/numbers.md is not what the code says; run LEEWARD_UPDATE=1 cargo test --test numbers"
    );
}
