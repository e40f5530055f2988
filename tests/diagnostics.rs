//! The corpus of broken scenario files: each gives its own codes at the right line and column, with a
//! fix, in one pass.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its files has failed")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use leeward::diagnostic::{Diagnostic, Style, render};
use leeward::scenario::load;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics")
}

fn files() -> BTreeMap<String, Vec<u8>> {
    std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read(path).unwrap())
        })
        .collect()
}

fn found_in(name: &str, bytes: &[u8]) -> Vec<Diagnostic> {
    match load(name, bytes, &[]) {
        Ok(loaded) => loaded.warnings,
        Err(found) => found,
    }
}

/// "S203 30:18" for each diagnostic.
fn places(found: &[Diagnostic]) -> Vec<String> {
    let place = |it: &Diagnostic| {
        let span = it.span.as_ref().expect("every mistake in a file has a place");
        let (line, column) = span.source.line_column(span.range.start);
        format!("{} {line}:{column}", it.code)
    };
    found.iter().map(place).collect()
}

/// Every file with all that is found in it, errors before warnings, by line and column.
const EXPECTED: &[(&str, &str)] = &[
    ("bad_id.toml", "S215 19:6"),
    ("byte_order_mark.toml", "S203 42:18, W405 1:1"),
    ("curly_quotes.toml", "S105 5:9, S105 10:6"),
    ("currency_code.toml", "S221 60:8"),
    ("damage_thresholds.toml", "S326 60:17"),
    ("decimal_comma.toml", "S102 42:18"),
    ("decimal_comma_in_spread.toml", "S102 42:26, S102 42:38, S102 42:51"),
    ("distribution.toml", "S208 42:63"),
    ("duplicate_ids.toml", "S307 19:6, S307 57:27"),
    ("duplicate_key.toml", "S107 24:1"),
    ("duplicate_table.toml", "S107 59:13"),
    ("dwelling_class.toml", "S314 44:12, S314 44:20"),
    ("empty.toml", "S111 1:1"),
    ("empty_text.toml", "S220 5:9"),
    ("floodplains.toml", "S301 40:22, S311 41:12"),
    ("format_missing.toml", "S112 1:1"),
    ("format_newer.toml", "S113 1:10"),
    ("key_does_not_apply.toml", "S216 36:1"),
    ("latin1.toml", "S109 5:19"),
    ("leading_point.toml", "S117 42:18"),
    ("list_length.toml", "S219 35:16"),
    (
        "many_at_once.toml",
        "S201 2:1, S105 6:9, S102 15:14, S204 22:7, S305 28:1, S306 42:15, S203 43:18, S301 44:10",
    ),
    ("missing_keys.toml", "S206 3:1, S206 17:1, S206 34:1"),
    ("misspelt_key.toml", "S201 42:1"),
    ("misspelt_section.toml", "S201 27:13"),
    ("month_as_date.toml", "S210 41:15"),
    ("month_outside_horizon.toml", "S306 41:15"),
    ("month_without_quotes.toml", "S110 6:15"),
    ("negative_cost.toml", "S205 44:17"),
    ("no_baseline.toml", "S203 28:15, W403 50:6"),
    ("no_hazard.toml", "S317 2:1"),
    ("no_lever.toml", "S318 46:1"),
    ("not_finite.toml", "S217 12:7, S217 14:14"),
    ("no_spread_here.toml", "S223 12:7"),
    ("not_toml.toml", "S101 52:18"),
    ("number_with_unit.toml", "S116 44:17"),
    ("out_of_range.toml", "S204 7:17, S204 12:7"),
    ("per_cent_in_quotes.toml", "S103 42:18"),
    ("per_cent_sign.toml", "S103 42:18"),
    ("quantiles_fall.toml", "S311 15:25"),
    ("reserved_hazard.toml", "S213 38:8"),
    ("reserved_section.toml", "S212 59:3"),
    ("scripted_damage.toml", "S315 43:1, S315 43:17, S305 44:13, S314 47:1"),
    ("scripted_unclear.toml", "S321 40:1, S321 43:1, S206 45:9"),
    ("scripted_winds.toml", "S301 42:25"),
    ("seasons.toml", "S316 36:16, W404 38:19"),
    ("second_sea.toml", "S325 41:6"),
    ("share_as_per_cent.toml", "S203 42:18"),
    ("shares_sum.toml", "S305 27:1"),
    ("shares_sum_with_defaults.toml", "S305 27:1"),
    ("sound.toml", ""),
    ("spread_incomplete.toml", "S207 42:18"),
    ("spread_out_of_order.toml", "S218 42:18"),
    ("status.toml", "S209 42:43"),
    ("stop_baseline.toml", "S343 61:12, S344 63:1"),
    ("stop_strategy.toml", "S344 59:1, S211 60:11, S343 61:12"),
    ("surge_driver.toml", "S302 39:13, S312 44:13"),
    ("targets.toml", "S211 60:13, S311 63:8, S350 69:13, S350 75:13, S350 76:20, S211 79:9"),
    ("text_not_closed.toml", "S119 56:15"),
    ("text_without_quotes.toml", "S114 56:9"),
    ("thousands_comma.toml", "S104 44:17"),
    ("thousands_points.toml", "S104 14:14"),
    ("thousands_spaces.toml", "S104 14:14"),
    ("too_many_households.toml", "S310 10:6"),
    ("two_baselines.toml", "S308 58:12"),
    ("channels.toml", "S319 61:15, S320 67:19"),
    ("typographic_minus.toml", "S118 13:7"),
    ("unit_mix_up.toml", "S204 28:30, W401 31:18"),
    ("unknown_hazard_kind.toml", "S222 34:8"),
    ("unknown_actor.toml", "S340 52:9"),
    ("earmark.toml", "S341 52:9"),
    ("unknown_intervention.toml", "S303 57:18"),
    ("unknown_kind.toml", "S211 38:8"),
    ("unknown_lever.toml", "S304 47:1"),
    ("unknown_words.toml", "S211 6:11, S211 40:9"),
    ("unknown_zone.toml", "S301 43:10"),
    ("unknown_zone_far.toml", "S301 43:10"),
    ("unused_intervention.toml", "S203 28:15, W402 37:6"),
    ("utf16.toml", "S108 1:1"),
    ("value_missing.toml", "S115 23:13"),
    ("windows_path.toml", "S106 35:15"),
    ("windows_path_of_escapes.toml", "S106 35:15"),
    ("wrong_types.toml", "S202 5:9, S202 7:17, S202 23:14, S202 57:17"),
    ("zone_swapped.toml", "S203 37:15, W406 10:6"),
    ("zones_file.toml", "S212 6:1"),
    ("cost_of_another_unit.toml", "S203 28:15, W401 44:17"),
    ("zones_without_double_brackets.toml", "S107 18:2"),
];

#[test]
fn every_file_gives_its_codes_at_their_places() {
    let expected: BTreeMap<&str, &str> = EXPECTED.iter().copied().collect();
    let files = files();
    assert!(files.len() >= 25);
    assert_eq!(files.len(), expected.len(), "the table and the folder differ");
    for (name, bytes) in &files {
        let found = found_in(name, bytes);
        assert_eq!(places(&found).join(", "), expected[name.as_str()], "{name}");
        for it in &found {
            let help = it.help.as_ref().unwrap_or_else(|| panic!("{name}: {} has no fix", it.code));
            let words = [&it.message, &it.label, &help.text].into_iter().chain(&it.notes);
            for text in words {
                assert!(!text.contains('?'), "{name}: asks: {text}");
            }
        }
    }
}

#[test]
fn every_file_is_shown_as_in_its_snapshot() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder().join("snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for (name, bytes) in files() {
            let shown = render(&found_in(&name, &bytes), Style::default());
            assert!(!shown.contains('\u{1b}'), "{name}");
            insta::assert_snapshot!(name.trim_end_matches(".toml"), shown);
        }
    });
}

/// Each replacement alone makes its error vanish, and all of them together bring in no other.
#[test]
fn replacements_mend_what_they_are_for() {
    let mut tried = 0;
    for (name, bytes) in files() {
        let found = found_in(&name, &bytes);
        let mends: Vec<_> = found
            .iter()
            .filter_map(|it| {
                let replacement = it.help.as_ref()?.replacement.as_ref()?;
                Some((it, it.span.as_ref()?, replacement))
            })
            .collect();
        for (it, span, replacement) in &mends {
            let mut text = span.source.text.clone();
            text.replace_range(span.range.clone(), replacement);
            let left = found_in(&name, text.as_bytes());
            let same = |other: &&Diagnostic| other.code == it.code && other.message == it.message;
            let count = |list: &[Diagnostic]| list.iter().filter(same).count();
            assert!(count(&left) < count(&found), "{name}: {} is still there", it.code);
            tried += 1;
        }
        let mut text = mends.first().map_or(String::new(), |(_, span, _)| span.source.text.clone());
        for (_, span, replacement) in mends.iter().rev() {
            text.replace_range(span.range.clone(), replacement);
        }
        if mends.len() == found.len() && !mends.is_empty() {
            let left = found_in(&name, text.as_bytes());
            assert_eq!(places(&left), Vec::<String>::new(), "{name}");
        }
    }
    assert!(tried >= 25, "only {tried} replacements");
}
