//! Sentences about strategies.

use super::FEWEST_FOR_RANGE;
use super::lines::{TIED, hanging, wrap};
use super::numbers::{self, MOST_DIGITS, grouped, shown, unit_exponent};
use super::phrases::{Phrase, phrase};
use crate::analysis::compare::FEWEST_DIFFERING;
use crate::analysis::{Comparison, PairedDifference, Summary, Verdict};
use crate::outcome::{OUTCOME_TABLE, OUTCOMES, OutcomeId};
use crate::stats::Interval;

/// What the baseline leads to.
pub fn baseline_paragraph(summary: &Summary) -> String {
    let baseline = summary.baseline();
    let displaced = &baseline.outcomes[OutcomeId::DisplacedPeople as usize];
    let mean = numbers::mean(displaced.mean, displaced.standard_error);
    let range = if summary.replicates_done < FEWEST_FOR_RANGE {
        let (low, high) = (displaced.minimum, displaced.maximum);
        format!("The futures run from {} to {}.", numbers::quantile(low), numbers::quantile(high))
    } else {
        let (low, high) = (displaced.p05, displaced.p95);
        format!(
            "Nine futures in ten lie between {} and {}.",
            numbers::quantile(low),
            numbers::quantile(high)
        )
    };
    let title = heading(&baseline.title, " (the baseline)");
    let text = format!("In the average future {mean} people are displaced. {range}");
    format!("{title}{}", hanging(&text, "  - ", "    "))
}

/// What a strategy changes: first what can be separated from the baseline, then what cannot.
pub fn comparison_paragraph(summary: &Summary, comparison: &Comparison) -> String {
    let baseline = summary.title(&comparison.baseline);
    let futures = comparison.replicates;
    let mut text = heading(
        summary.title(&comparison.strategy),
        &format!(", compared with {baseline} on the same {} futures", grouped(f64::from(futures))),
    );
    let mut item = |sentences: &str| text.push_str(&hanging(sentences, "  - ", "    "));
    if comparison.outcomes.iter().all(|difference| difference.verdict == Verdict::Same) {
        item(&format!(
            "Nothing changes: every outcome is exactly the same in all {} futures.",
            grouped(f64::from(futures))
        ));
        return text;
    }
    let displaced = OutcomeId::DisplacedPeople as usize;
    for (index, difference) in headline(comparison) {
        match difference.verdict {
            Verdict::Separated => item(&separated(&phrase(index), difference, futures)),
            // The first matter of every scenario gets its numbers even when they settle nothing.
            Verdict::IntervalHoldsZero if index == displaced => {
                item(&inseparable(&phrase(index), difference, futures, baseline));
            }
            _ => {}
        }
    }
    let unclear: Vec<(usize, &PairedDifference)> =
        with_verdict(comparison, Verdict::IntervalHoldsZero).collect();
    let others: Vec<String> = unclear
        .iter()
        .filter(|(index, _)| *index != displaced)
        .map(|(index, _)| phrase(*index).name)
        .collect();
    if !others.is_empty() {
        let also = if others.len() < unclear.len() { "also " } else { "" };
        item(&format!("Chance alone can {also}explain the difference in {}.", listed(&others)));
    }
    if futures < FEWEST_DIFFERING {
        item(&format!(
            "Nothing else can be judged from so few futures; run at least {FEWEST_FOR_RANGE}."
        ));
    } else {
        let rare: Vec<String> = with_verdict(comparison, Verdict::FewFuturesDiffer)
            .map(|(index, difference)| {
                let differing = difference.fewer + difference.more;
                format!("{} (different in {differing})", phrase(index).name)
            })
            .collect();
        if !rare.is_empty() {
            item(&format!(
                "Too rare to judge from {} futures: {}.",
                grouped(f64::from(futures)),
                listed(&rare)
            ));
        }
    }
    let immaterial = names(comparison, Verdict::Immaterial);
    if !immaterial.is_empty() {
        item(&format!(
            "Changed, but by no more than {} of the baseline: {}.",
            material(summary.material_share),
            listed(&immaterial)
        ));
    }
    let same = names(comparison, Verdict::Same);
    if !same.is_empty() {
        item(&format!("Exactly the same in every future: {}.", listed(&same)));
    }
    text
}

fn heading(title: &str, rest: &str) -> String {
    wrap(&format!("{title}{rest}"), "")
}

fn headline(comparison: &Comparison) -> impl Iterator<Item = (usize, &PairedDifference)> {
    (0..OUTCOMES).zip(&comparison.outcomes).filter(|(index, _)| OUTCOME_TABLE[*index].headline)
}

fn with_verdict(
    comparison: &Comparison,
    verdict: Verdict,
) -> impl Iterator<Item = (usize, &PairedDifference)> {
    headline(comparison).filter(move |(_, difference)| difference.verdict == verdict)
}

fn names(comparison: &Comparison, verdict: Verdict) -> Vec<String> {
    with_verdict(comparison, verdict).map(|(index, _)| phrase(index).name).collect()
}

/// "Fewer people are displaced: 980 fewer in the average future (95 % interval 850 to 1,110). Fewer in
/// 171 of 200 futures, the same in 29, more in none."
fn separated(phrase: &Phrase, difference: &PairedDifference, futures: u32) -> String {
    let falls = difference.mean < 0.0;
    let lead = if falls { &phrase.less } else { &phrase.more };
    let exponent = exponent(difference);
    let amount = amount(difference.mean, exponent, phrase);
    let colon = if phrase.less == phrase.more { "" } else { ":" };
    if difference.standard_error == 0.0 {
        return format!("{lead}{colon} {amount} in every future.");
    }
    let interval = difference.judged_interval().map_or(String::new(), |interval| {
        let (low, high) =
            if falls { (-interval.high, -interval.low) } else { (interval.low, interval.high) };
        let low = match shown(low, exponent) {
            // The interval excludes zero; rounding must not say otherwise.
            zero if zero == "0" => "above 0".to_owned(),
            low => low,
        };
        format!(" (95{TIED}% interval {low} to {})", shown(high, exponent))
    });
    format!(
        "{lead}{colon} {amount} in the average future{interval}. {}",
        counts(phrase, difference, futures)
    )
}

/// "People displaced cannot be separated from Continue as now: chance alone can explain the difference."
/// The interval and the counts follow.
fn inseparable(
    phrase: &Phrase,
    difference: &PairedDifference,
    futures: u32,
    baseline: &str,
) -> String {
    let exponent = exponent(difference);
    let range = difference.judged_interval().map_or(String::new(), |Interval { low, high }| {
        format!(
            " The 95{TIED}% interval runs from {} to {}.",
            amount(low, exponent, phrase),
            amount(high, exponent, phrase)
        )
    });
    format!(
        "{} cannot be separated from {baseline}: chance alone can explain the difference.{range} {}",
        capitalised(&phrase.name),
        counts(phrase, difference, futures)
    )
}

/// Where the digits of a difference end.
fn exponent(difference: &PairedDifference) -> i32 {
    unit_exponent(difference.mean, difference.standard_error, MOST_DIGITS)
}

/// "980 fewer", "4.2 million USD more", "no difference".
fn amount(value: f64, exponent: i32, phrase: &Phrase) -> String {
    let size = shown(value.abs(), exponent);
    if size == "0" {
        return "none".to_owned();
    }
    let way = if value < 0.0 { phrase.smaller } else { "more" };
    if phrase.unit.is_empty() {
        format!("{size} {way}")
    } else {
        format!("{size} {} {way}", phrase.unit)
    }
}

/// "Fewer in 171 of 200 futures, the same in 29, more in none." The way of the mean comes first.
fn counts(phrase: &Phrase, difference: &PairedDifference, futures: u32) -> String {
    let number =
        |count: u32| if count == 0 { "none".to_owned() } else { grouped(f64::from(count)) };
    let smaller = (phrase.smaller, difference.fewer);
    let larger = ("more", difference.more);
    let (first, last) = if difference.mean < 0.0 { (smaller, larger) } else { (larger, smaller) };
    format!(
        "{} in {} of {} futures, the same in {}, {} in {}.",
        capitalised(first.0),
        grouped(f64::from(first.1)),
        grouped(f64::from(futures)),
        number(difference.same),
        last.0,
        number(last.1)
    )
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

fn material(share: f64) -> String {
    let exponent = unit_exponent(share * 100.0, 0.0, 2);
    format!("{}{TIED}%", shown(share * 100.0, exponent))
}

/// "a, b and c".
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
