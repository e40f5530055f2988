//! Mutated scenario files: whatever the bytes, reading ends with a scenario or with diagnostics whose
//! places lie in their text.
//!
//! A few thousand inputs by default; `LEEWARD_FUZZ=1000000` plays a million.

#![expect(clippy::print_stdout, reason = "a long run tells how many inputs it played")]

use std::path::Path;

use leeward::diagnostic::{Diagnostic, Style, render, to_json};
use leeward::scenario::load;
use leeward::scenario::template::TEMPLATE;

/// Pieces that users, editors and enemies put into files.
const PIECES: &[&str] = &[
    "0,35",
    "35%",
    "1.000.000",
    "1 000 000",
    "\u{201C}",
    "\u{201D}",
    "\u{2212}",
    "\u{A0}",
    "\"",
    "'",
    "\\",
    "\"C:\\data\\x.csv\"",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    ",",
    ".",
    "#",
    "\n",
    "\r\n",
    "\t",
    "nan",
    "inf",
    "-inf",
    "1e999",
    "-1",
    "0",
    "99999999999999999999",
    "2026-01",
    "\"2026-13\"",
    "[zones]",
    "[[zones]]\n",
    "[[hazards]]\nkind = \"scripted\"\n",
    "\"\"\"",
    "'''",
    "\u{0}",
    "\u{FEFF}",
    "\u{1F30A}",
    "a.b.c.d = 1\n",
    "true",
    "{ low = 1, mode = 2, high = 3 }",
    "{ value = 1, status = \"guess\" }",
    "format = 2\n",
    "[a.b.c]\n",
    "[[[[[[[[",
    "{{{{{{{{",
    "0x7fffffffffffffffff",
    "\"\\u{}\"",
    "\"\\uD800\"",
];

/// Any generator will do, as long as a failing input can be made again from its number.
struct Dice(u64);

impl Dice {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((word ^ (word >> 31)) % below.max(1) as u64) as usize
    }
}

fn mutated(base: &[u8], number: u64) -> Vec<u8> {
    let mut dice = Dice(number.wrapping_mul(0x2545_F491_4F6C_DD1D));
    let mut bytes = base.to_vec();
    let most = 1 + dice.next(6);
    for _ in 0..=dice.next(most) {
        let at = dice.next(bytes.len() + 1);
        let to = (at + dice.next(40)).min(bytes.len());
        match dice.next(9) {
            0 => {
                bytes.drain(at..to);
            }
            1 => bytes.insert(at, dice.next(256) as u8),
            2 if at < bytes.len() => bytes[at] ^= 1 << dice.next(8),
            3 => bytes.truncate(at),
            4 => {
                let piece = bytes[at..to].to_vec();
                let into = dice.next(bytes.len() + 1);
                bytes.splice(into..into, piece);
            }
            5 => {
                // A value of some line is replaced.
                let rest = &bytes[at..];
                if let Some(equals) = rest.iter().position(|byte| *byte == b'=') {
                    let start = at + equals + 1;
                    let end = bytes[start..].iter().position(|byte| *byte == b'\n');
                    let end = end.map_or(bytes.len(), |length| start + length);
                    let piece = PIECES[dice.next(PIECES.len())].as_bytes().to_vec();
                    bytes.splice(start..end, piece);
                }
            }
            6 => {
                // A line stands twice, or goes.
                let start =
                    bytes[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |it| it + 1);
                let end = bytes[at..].iter().position(|byte| *byte == b'\n');
                let end = end.map_or(bytes.len(), |length| at + length + 1);
                let line = bytes[start..end].to_vec();
                if dice.next(2) == 0 {
                    bytes.splice(end..end, line);
                } else {
                    bytes.drain(start..end);
                }
            }
            _ => {
                let piece = PIECES[dice.next(PIECES.len())].as_bytes().to_vec();
                bytes.splice(at..at, piece);
            }
        }
    }
    bytes
}

/// Long and deep inputs end too, and are refused.
#[test]
fn long_and_deep_inputs_are_refused() {
    let format = "format = 1\n";
    let many_ids =
        (0..20_000).map(|at| format!("\"zone_{}\"", at % 10_000)).collect::<Vec<_>>().join(", ");
    let inputs = [
        "[".repeat(100_000),
        "{a=".repeat(50_000),
        format!("a = {}", "[".repeat(100_000)),
        format!("a = {}", "{b = ".repeat(50_000)),
        format!("{}a = 1\n", "a.".repeat(50_000)),
        format!("[{}a]\n", "a.".repeat(50_000)),
        format!("{format}{}", "x = 0,35\n".repeat(20_000)),
        format!("{format}{}", "x\n".repeat(20_000)),
        format!("{format}{}", "[[zones]]\nhouseholds = 1,5\n".repeat(5_000)),
        format!("{format}[[strategies]]\ninterventions = [{many_ids}]\n"),
        (0..20_000).map(|at| format!("key_{at} = \"{at} %\"")).collect::<Vec<_>>().join("\n"),
        format!("a = \"{}\"", "\\".repeat(100_001)),
        "\u{201C}".repeat(50_000),
    ];
    for (at, input) in inputs.iter().enumerate() {
        let found = load("long.toml", input.as_bytes(), &[]).map(|_| ()).unwrap_err();
        assert!(!found.is_empty() && found.len() <= 1_000, "input {at}");
        render(&found, Style::default());
    }
    let deep = format!("{}=1", "a.".repeat(100_000));
    let sound =
        std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics/sound.toml"));
    assert!(load("sound.toml", &sound.unwrap(), &[deep]).is_err());
}

#[test]
fn no_input_panics_or_points_outside_its_text() {
    let count: u64 =
        std::env::var("LEEWARD_FUZZ").ok().and_then(|text| text.parse().ok()).unwrap_or(4_000);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sound = std::fs::read(folder.join("tests/diagnostics/sound.toml")).unwrap();
    let scripted = std::fs::read(folder.join("tests/diagnostics/scripted_damage.toml")).unwrap();
    let bases: [&[u8]; 4] = [&sound, &scripted, &sound, TEMPLATE.as_bytes()];
    let (mut sound_count, mut refused) = (0_u64, 0_u64);
    for number in 0..count {
        let bytes = mutated(bases[(number % 4) as usize], number);
        let overrides: Vec<String> = if number % 8 == 0 {
            vec![String::from_utf8_lossy(&bytes[..bytes.len().min(30)]).into_owned()]
        } else {
            Vec::new()
        };
        let found = match load("mutated.toml", &bytes, &overrides) {
            Ok(loaded) => {
                sound_count += 1;
                let again = load("resolved.toml", loaded.resolved.as_bytes(), &[]);
                let codes =
                    |found: Vec<Diagnostic>| -> Vec<_> { found.iter().map(|it| it.code).collect() };
                let again =
                    again.unwrap_or_else(|found| panic!("input {number}: {:?}", codes(found)));
                assert!(
                    loaded.scenario == again.scenario,
                    "input {number} changes in the resolved text"
                );
                loaded.warnings
            }
            Err(found) => {
                refused += 1;
                assert!(!found.is_empty(), "input {number} is refused without a reason");
                found
            }
        };
        for it in &found {
            let Some(span) = &it.span else { continue };
            let text = &span.source.text;
            assert!(span.range.start <= span.range.end, "input {number}: {}", it.code);
            assert!(text.get(span.range.clone()).is_some(), "input {number}: {}", it.code);
        }
        if number % 16 == 0 {
            let shown = render(&found, Style::default());
            assert_eq!(shown.is_empty(), found.is_empty(), "input {number}");
            to_json(&found);
        }
    }
    assert!(refused > count / 2, "{refused} of {count} refused");
    assert!(sound_count > count / 100, "{sound_count} of {count} sound");
    println!("{count} inputs: {sound_count} sound, {refused} refused");
}
