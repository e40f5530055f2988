//! A calibration in words and tables, for `leeward calibrate`.

use std::fmt::Write;

use serde::Serialize;

use super::counted;
use super::lines::{hanging, wrap};
use super::numbers::{fixed, in_steps};
use crate::analysis::calibration::{CalibrationReport, Coverage, Identified, StatisticFit};
use crate::numbers::grouped;

/// Width of the names of parameters and of targets.
const NAME: usize = 38;
const TARGET: usize = 46;

/// Shares of truths that intervals of nine in ten should hold.
const SOUND: (f64, f64) = (0.83, 0.96);

/// One case of a calibration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CalibratedCase {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Targets that were compared.
    pub targets: usize,
    /// Required targets that were left out.
    pub left_out: Vec<String>,
    /// Varied numbers that it decides itself.
    pub keep: Vec<String>,
}

/// What a calibration found, and from what.
#[derive(Clone, Copy, Debug)]
pub struct Calibrated<'a> {
    /// Title.
    pub title: &'a str,
    /// Seed.
    pub seed: u64,
    /// Futures of each case that a set was played in.
    pub futures: u32,
    /// The same of the last wave.
    pub futures_of_last_wave: u32,
    /// Share of the ranges that the last wave was drawn from.
    pub narrowed_to: f64,
    /// Share of the sets of the last wave that was to be accepted.
    pub accepted_share: f64,
    /// Cases, in their order.
    pub cases: &'a [CalibratedCase],
    /// Units of the parameters, in their order.
    pub units: &'a [String],
    /// What was found.
    pub report: &'a CalibrationReport,
}

/// The whole answer: what was compared, what is left of each parameter, whether what was observed lies among what
/// the accepted sets bring about, and how far the intervals can be trusted.
pub fn calibration_text(found: &Calibrated<'_>) -> String {
    let mut text = opening(found);
    text.push('\n');
    parameters(&mut text, found.report);
    text.push('\n');
    text.push_str(&unidentified(&found.report.parameters));
    text.push('\n');
    targets(&mut text, found);
    text.push('\n');
    text.push_str(&wrap(&fit(&found.report.statistics), ""));
    text.push('\n');
    text.push_str(&wrap(&coverage_sentence(found.report), ""));
    text
}

fn opening(found: &Calibrated<'_>) -> String {
    let report = found.report;
    let count = |count: usize| grouped(count as f64);
    let mut sentences = format!(
        "{}: {} simulations, each of one parameter set in {} of each of {} cases (seed {}).",
        found.title,
        count(report.simulations),
        counted(found.futures, "future", "futures"),
        found.cases.len(),
        found.seed
    );
    if report.waves > 0 {
        let _ = write!(
            sentences,
            " {} sets were drawn from the ranges of before; then came {}, each drawn where the sets played so far foretell \
             that others come near, the last of them from {} of the ranges. Only the last decides, and its sets were played in {} of \
             each case.",
            count(report.drawn),
            counted(report.waves, "wave of as many", "waves of as many"),
            part(found.narrowed_to),
            counted(found.futures_of_last_wave, "future", "futures"),
        );
    }
    let _ = write!(
        sentences,
        " The {} that come nearest to {} observed values are accepted: an ensemble, of which none is the best.",
        count(report.accepted),
        report.statistics.len()
    );
    if let Some(share) = report.farther_share {
        let _ = write!(
            sentences,
            " {:.0} % of them were foretold to lie in the farther half of the wave; the nearer this is to 50 %, the more sets as \
             near were never played.",
            100.0 * share
        );
    }
    if report.whole < report.held {
        let _ = write!(
            sentences,
            " {} of the {} show every value, and only such can be accepted.",
            count(report.whole),
            count(report.held)
        );
    }
    let mut text = wrap(&sentences, "");
    for (case, letter) in found.cases.iter().zip('A'..) {
        let mut line = format!(
            "{} ({}): {}",
            case.title,
            case.id,
            counted(case.targets as u32, "value", "values")
        );
        if !case.left_out.is_empty() {
            let _ = write!(line, "; left out: {}", case.left_out.join("; "));
        }
        if !case.keep.is_empty() {
            let _ = write!(line, "; decides itself: {}", case.keep.join(", "));
        }
        text.push_str(&hanging(&line, &format!("  {letter}  "), "     "));
    }
    text
}

/// A small share in words.
fn part(share: f64) -> String {
    format!("one part in {}", grouped((1.0 / share).round()))
}

fn parameters(text: &mut String, report: &CalibrationReport) {
    let _ = writeln!(
        text,
        "{:<NAME$}{:>13}{:>9}{:>15}{:>15}  data",
        "parameter", "before", "middle", "half", "nine in ten"
    );
    for found in &report.parameters {
        let step = (found.prior.1 - found.prior.0) / 100.0;
        let range = |(low, high): (f64, f64)| {
            format!("{} to {}", in_steps(low, step), in_steps(high, step))
        };
        let mut name = found.key.clone();
        if name.chars().count() >= NAME {
            let _ = writeln!(text, "{name}");
            name.clear();
        }
        let line = format!(
            "{name:<NAME$}{:>13}{:>9}{:>15}{:>15}  {}",
            range(found.prior),
            in_steps(found.median, step),
            range(found.half),
            range(found.most),
            if found.identified { "identify it" } else { "do not" },
        );
        let _ = writeln!(text, "{}", line.trim_end());
    }
}

fn unidentified(parameters: &[Identified]) -> String {
    let left: Vec<&str> =
        parameters.iter().filter(|it| !it.identified).map(|it| it.key.as_str()).collect();
    if left.is_empty() {
        return wrap("The data say something about every parameter that was varied.", "");
    }
    wrap(
        &format!(
            "The data do not identify {}: their accepted values are spread nearly as before, so what a run \
             shows of them is what was assumed.",
            left.join(", ")
        ),
        "",
    )
}

fn targets(text: &mut String, found: &Calibrated<'_>) {
    let _ = writeln!(
        text,
        "{:<TARGET$}{:>9}{:>16}{:>16}  inside",
        "observed value", "observed", "before, 5-95 %", "accepted"
    );
    let letters: Vec<(&CalibratedCase, char)> = found.cases.iter().zip('A'..).collect();
    for statistic in &found.report.statistics {
        let (case, rest) = statistic.name.split_once(": ").unwrap_or(("", &statistic.name));
        let letter =
            letters.iter().find(|(it, _)| it.id == case).map_or(' ', |(_, letter)| *letter);
        let mut name = format!("  {letter} {rest}");
        if name.chars().count() >= TARGET {
            let _ = writeln!(text, "{name}");
            name.clear();
        }
        let places = if statistic.observed.abs() < 0.1 { 3 } else { 2 };
        let range =
            |(low, high): (f64, f64)| format!("{} to {}", fixed(low, places), fixed(high, places));
        let inside = if statistic.scale == 0.0 {
            "never differs"
        } else if !statistic.reached {
            "OUT OF REACH"
        } else if statistic.inside {
            "yes"
        } else {
            "NO"
        };
        let _ = writeln!(
            text,
            "{name:<TARGET$}{:>9}{:>16}{:>16}  {inside}",
            fixed(statistic.observed, places),
            statistic.before.map_or_else(|| "none".to_owned(), range),
            range(statistic.range),
        );
    }
}

fn fit(statistics: &[StatisticFit]) -> String {
    let total = statistics.len();
    let idle = statistics.iter().filter(|it| it.scale == 0.0).count();
    let differing = || statistics.iter().filter(|it| it.scale > 0.0);
    let outside = differing().filter(|it| !it.inside && it.reached).count();
    let beyond = differing().filter(|it| !it.reached).count();
    let mut sentences = Vec::new();
    if outside + beyond == 0 {
        sentences.push(
            "Every observed value lies in the middle nine tenths of what the accepted sets bring about."
                .to_owned(),
        );
    }
    if outside > 0 {
        sentences.push(format!(
            "{outside} of {total} observed values lie outside the middle nine tenths of what the accepted sets \
             bring about: the sets that come nearest to all of them do not explain these."
        ));
    }
    if beyond > 0 {
        sentences.push(format!(
            "{beyond} of {total} are out of reach: no simulation of any set comes to them. They pull the accepted \
             sets to one side all the same; widen ranges, mend the model or the case, or leave them out."
        ));
    }
    if idle > 0 {
        let differ = if idle == 1 { "differs" } else { "differ" };
        sentences
            .push(format!("Nothing follows from {idle} that never {differ} between simulations."));
    }
    sentences.join(" ")
}

fn coverage_sentence(report: &CalibrationReport) -> String {
    let Some(Coverage { truths, by_parameter, all }) = &report.coverage else {
        return "How often intervals hold a known truth could not be asked: too few simulations."
            .to_owned();
    };
    let whole = |share: f64| format!("{:.0} %", 100.0 * share);
    let (low, high) = SOUND;
    let verdict = if (low..=high).contains(all) {
        "as often as they should (83 to 96 %)"
    } else if *all < low {
        "LESS often than the 83 to 96 % that they should; accept more sets, or play more simulations"
    } else {
        "MORE often than the 83 to 96 % that they should: they are wider than the data ask for; play more \
         simulations and accept a smaller share"
    };
    let each: Vec<String> = report
        .parameters
        .iter()
        .zip(by_parameter)
        .map(|(parameter, share)| format!("{} {}", parameter.key, whole(*share)))
        .collect();
    format!(
        "Can the intervals be trusted? {truths} simulations were taken for the truth in turn. The interval of \
         nine in ten held it in {} of cases, {verdict}: {}.",
        whole(*all),
        each.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> CalibrationReport {
        let parameter = |key: &str, identified| Identified {
            key: key.to_owned(),
            prior: (0.0, 0.5),
            median: 0.2,
            half: (0.1, 0.3),
            most: (0.05, 0.45),
            narrowing: 0.2,
            identified,
        };
        let statistic = |name: &str, inside| StatisticFit {
            name: name.to_owned(),
            observed: 0.3,
            band: (0.2, 0.4),
            scale: 0.1,
            shown: 1_000,
            before: Some((0.0, 0.9)),
            median: 0.31,
            range: (0.25, 0.36),
            inside,
            reached: true,
        };
        CalibrationReport {
            simulations: 1_000,
            waves: 3,
            drawn: 256,
            held: 256,
            whole: 250,
            accepted: 20,
            farther_share: Some(0.3),
            within: 0.5,
            parameters: vec![parameter("a.known", true), parameter("a.open", false)],
            statistics: vec![
                statistic("one: destroyed_share, day 30", true),
                statistic("two: site_share, day 21", false),
            ],
            coverage: Some(Coverage { truths: 200, by_parameter: vec![0.9, 0.92], all: 0.91 }),
        }
    }

    #[test]
    fn the_answer_says_what_is_identified_what_fits_and_what_to_trust() {
        let case = |id: &str| CalibratedCase {
            id: id.to_owned(),
            title: format!("Case {id}"),
            targets: 1,
            left_out: Vec::new(),
            keep: Vec::new(),
        };
        let cases = [case("one"), case("two")];
        let report = report();
        let found = Calibrated {
            title: "A test",
            seed: 5,
            futures: 1,
            futures_of_last_wave: 8,
            narrowed_to: 0.001,
            accepted_share: 0.02,
            cases: &cases,
            units: &["shares".to_owned(), "shares".to_owned()],
            report: &report,
        };
        insta::assert_snapshot!("calibration", calibration_text(&found));
        let too_few = CalibrationReport { coverage: None, ..report.clone() };
        assert!(
            calibration_text(&Calibrated { report: &too_few, ..found })
                .contains("could not be asked")
        );
    }
}
