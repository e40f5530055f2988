//! The checks of the program in a table, for `leeward selftest`.

use std::fmt::Write;

use super::lines::{hanging, wrap};
use crate::numbers::grouped;
use crate::selftest::{Expected, Group, Line, Report};

/// What passing is worth.
const WORTH: &str = "Values that can be worked out by hand, that were worked out apart from this program, or that others \
    have published, beside what this program computes. It shows that the program works as its pages say; whether \
    the world does is another matter.";

/// Width of what holds.
const SAYS: usize = 46;
/// Width of a number.
const NUMBER: usize = 12;

/// The table: a line for each check, with the comparison that comes nearest to its tolerance, and under it
/// whatever is wrong; or all lines of each check.
pub fn selftest_table(version: &str, reports: &[Report], all: bool) -> String {
    let shown = if all {
        "Where something was compared more than once, the line shows what comes nearest to its tolerance."
    } else {
        "A line shows the comparison that comes nearest to its tolerance; --all shows everything."
    };
    let mut text = wrap(&format!("Leeward {version} checks itself. {WORTH} {shown}"), "");
    for group in [Group::LimitCase, Group::Vector, Group::Published] {
        let mut first = true;
        for report in reports.iter().filter(|report| report.group == group) {
            if first {
                let _ = writeln!(
                    text,
                    "\n{:<59} {:>NUMBER$} {:>NUMBER$} {:>9}",
                    title(group),
                    "expected",
                    "found",
                    "tolerance"
                );
                first = false;
            }
            one(&mut text, report, all);
        }
    }
    let passed = reports.iter().filter(|report| report.ok).count();
    let compared: u32 = reports.iter().map(Report::comparisons).sum();
    let wrong = reports.len() - passed;
    let checks = if reports.len() == 1 { "check" } else { "checks" };
    let _ = writeln!(
        text,
        "\n{} {checks}, {} comparisons: {passed} as expected, {wrong} not.",
        reports.len(),
        grouped(f64::from(compared))
    );
    text
}

fn title(group: Group) -> &'static str {
    match group {
        Group::LimitCase => "Limit cases",
        Group::Vector => "Worked out apart",
        Group::Published => "Published by others",
    }
}

fn one(text: &mut String, report: &Report, all: bool) {
    let verdict = if report.ok { "ok" } else { "WRONG" };
    let nearest = report.nearest().map_or_else(String::new, figures);
    let _ = writeln!(text, "{:<12} {:<SAYS$} {nearest} {verdict}", report.id, report.says);
    if let Some(broken) = &report.broken {
        text.push_str(&hanging(&format!("could not be carried out: {broken}"), "    ", "    "));
    }
    for line in report.lines.iter().filter(|line| all || line.wrong > 0) {
        let times = match (line.wrong, line.comparisons) {
            (0, 1) => String::new(),
            (0, all) => format!(" ({})", grouped(f64::from(all))),
            (wrong, all) => format!(" ({wrong} of {all} wrong)"),
        };
        let what = format!("{}{times}", line.what);
        let verdict = if line.wrong > 0 { "WRONG" } else { "ok" };
        let _ = writeln!(text, "    {what:<55} {} {verdict}", figures(line));
    }
}

/// Expected, found and tolerance in columns.
fn figures(line: &Line) -> String {
    let (expected, tolerance) = match line.expected {
        Expected::Value { expected, tolerance: 0.0 } => (figure(expected), "same".to_owned()),
        Expected::Value { expected, tolerance } => (figure(expected), rounded(tolerance)),
        Expected::Below { bound } => (format!("< {}", figure(bound)), String::new()),
        Expected::Above { bound } => (format!("> {}", figure(bound)), String::new()),
    };
    format!("{expected:>NUMBER$} {:>NUMBER$} {tolerance:>9}", figure(line.found))
}

/// Six significant digits; powers of ten where the number is long.
fn figure(value: f64) -> String {
    let size = value.abs();
    if value == 0.0 {
        "0".to_owned()
    } else if !value.is_finite() {
        format!("{value}")
    } else if !(1e-4..1e7).contains(&size) {
        format!("{value:.4e}")
    } else {
        let before = (0..7).take_while(|power| size >= [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6][*power]);
        let digits = 6_usize.saturating_sub(before.count());
        let text = format!("{value:.digits$}");
        if text.contains('.') {
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        } else {
            text
        }
    }
}

/// Two significant digits.
fn rounded(value: f64) -> String {
    let text = format!("{value:.1e}");
    match text.parse::<f64>() {
        Ok(rounded) if (1e-3..1e5).contains(&rounded) => format!("{rounded}"),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::{figure, rounded, selftest_table};
    use crate::selftest::{CHECKS, Expected, Group, Line, Report};

    #[test]
    fn numbers_are_short_and_keep_six_digits() {
        for (value, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (0.5, "0.5"),
            (0.620_303_4, "0.620303"),
            (9_960.208_5, "9960.21"),
            (440.0, "440"),
            (-0.123_456_78, "-0.123457"),
            (1_234_567.8, "1234568"),
            (6.512_201_157e9, "6.5122e9"),
            (1.5e-5, "1.5000e-5"),
            (f64::NAN, "NaN"),
        ] {
            assert_eq!(figure(value), text);
        }
        for (value, text) in
            [(5.1e-5, "5.1e-5"), (0.019_48, "0.019"), (12.3, "12"), (1_612.0, "1600")]
        {
            assert_eq!(rounded(value), text);
        }
    }

    #[test]
    fn what_is_wrong_stands_under_its_check() {
        let line = |what, wrong, found| Line {
            what,
            comparisons: 3,
            wrong,
            expected: Expected::Value { expected: 1.5, tolerance: 0.25 },
            found,
            distance: f64::from(wrong) * 2.0,
        };
        let report = Report {
            id: "8",
            group: Group::LimitCase,
            says: "damage",
            source: "by hand",
            ok: false,
            lines: vec![line("mean", 0, 1.5), line("spread", 2, 7.0)],
            broken: Some("no scenario".to_owned()),
        };
        let text = selftest_table("1.2.3", std::slice::from_ref(&report), false);
        assert!(text.contains("could not be carried out: no scenario"), "{text}");
        assert!(text.contains("spread (2 of 3 wrong)") && !text.contains("mean"), "{text}");
        assert!(text.contains("1 check, 6 comparisons: 0 as expected, 1 not."), "{text}");
        let text = selftest_table("1.2.3", &[report], true);
        assert!(text.contains("mean (3)"), "{text}");
    }

    #[test]
    fn lines_fit_the_screen() {
        let check = CHECKS.iter().find(|check| check.id == "V-5").unwrap();
        for all in [false, true] {
            let text = selftest_table("1.2.3", &[check.run()], all);
            for line in text.lines() {
                assert!(line.chars().count() <= crate::brief::WIDTH, "{line}");
            }
        }
    }
}
