//! Sentences about each strategy.

use super::FEWEST_FOR_RANGE;
use super::amounts::{average, capitalised, counts, listed, material, one_sided, two_sided};
use super::letters::letter;
use super::lines::{TIED, hanging, wrap};
use super::numbers;
use super::phrases::phrase;
use crate::analysis::compare::FEWEST_DIFFERING;
use crate::analysis::{Comparison, PairedDifference, Summary, Verdict};
use crate::numbers::grouped;
use crate::outcome::{HEADLINES, OutcomeId};

/// Outcomes with a sentence of their own when they are separated; people displaced always has one.
const LEADING: [OutcomeId; 2] = [OutcomeId::DisplacedPersonMonths, OutcomeId::Deaths];

/// What the baseline leads to.
pub fn baseline_paragraph(summary: &Summary) -> String {
    let baseline = summary.baseline();
    let displaced = &baseline.outcomes[OutcomeId::DisplacedPeople as usize];
    let mean = numbers::mean(displaced.mean, displaced.standard_error);
    let (lead, low, high) = if summary.replicates_done < FEWEST_FOR_RANGE {
        ("The futures run from", displaced.minimum, displaced.maximum)
    } else {
        ("Nine futures in ten lie between", displaced.p05, displaced.p95)
    };
    let joined = if lead.ends_with("from") { "to" } else { "and" };
    let (low, high) = (numbers::quantile(low), numbers::quantile(high));
    let text = format!(
        "Under A, {mean} people are displaced in the average future. {lead} {low} {joined} {high}."
    );
    format!(
        "{}{}",
        heading("A", &format!("{} (the baseline)", baseline.title)),
        hanging(&text, "  - ", "    ")
    )
}

/// What a strategy changes: people displaced first, then what else can be separated from the
/// baseline, the cost, what chance alone can explain, and what is too small to matter.
pub fn comparison_paragraph(summary: &Summary, comparison: &Comparison) -> String {
    let letter = letter(summary, &comparison.strategy);
    let mut text = heading(&letter, summary.title(&comparison.strategy));
    let futures = grouped(f64::from(comparison.replicates));
    if comparison.outcomes.iter().all(|difference| difference.verdict == Verdict::Same) {
        let nothing = format!(
            "Under {letter}, nothing changes: every outcome is exactly the same as under A in all \
             {futures} futures."
        );
        text.push_str(&hanging(&nothing, "  - ", "    "));
        return text;
    }
    let own = LEADING.iter().filter_map(|outcome| {
        let difference = &comparison.outcomes[*outcome as usize];
        (difference.verdict == Verdict::Separated).then(|| separated(*outcome, difference))
    });
    let items = std::iter::once(displaced(summary, comparison, &letter))
        .chain(own)
        .chain([
            also(comparison),
            cost(comparison),
            unclear(comparison, &futures),
            unimportant(summary, comparison),
        ])
        .filter(|item| !item.is_empty());
    for item in items {
        text.push_str(&hanging(&item, "  - ", "    "));
    }
    text
}

fn heading(letter: &str, title: &str) -> String {
    wrap(&format!("{letter}{TIED}{TIED}{title}"), "")
}

/// The first matter of every scenario gets its numbers even when they settle nothing.
fn displaced(summary: &Summary, comparison: &Comparison, letter: &str) -> String {
    let difference = &comparison.outcomes[OutcomeId::DisplacedPeople as usize];
    let phrase = phrase(OutcomeId::DisplacedPeople);
    let futures = grouped(f64::from(comparison.replicates));
    match difference.verdict {
        Verdict::Separated => {
            let way = if difference.mean < 0.0 { phrase.smaller } else { "more" };
            let happens = phrase.happens;
            let amount = measured(OutcomeId::DisplacedPeople, difference);
            let leavers = leavers_of_standing_homes(comparison);
            format!("Under {letter}, {way} {happens} than under A: {amount}{leavers}")
        }
        Verdict::IntervalHoldsZero => {
            let interval = two_sided(difference, &phrase)
                .map_or(String::new(), |interval| format!(" The {interval}."));
            format!(
                "Under {letter}, people displaced cannot be separated from A: chance alone can \
                 explain the difference.{interval} {}",
                counts(&phrase, difference)
            )
        }
        Verdict::Immaterial => format!(
            "Under {letter}, people displaced differ from A by no more than {} of the average: too \
             small to matter.",
            material(summary.material_share)
        ),
        Verdict::FewFuturesDiffer if comparison.replicates < FEWEST_DIFFERING => format!(
            "Under {letter}, people displaced cannot be judged from {futures} futures; run at least \
             {FEWEST_FOR_RANGE}."
        ),
        Verdict::FewFuturesDiffer => format!(
            "Under {letter}, people displaced differ from A in {} of {futures} futures only: too \
             rare to judge.",
            difference.fewer + difference.more
        ),
        Verdict::Same => format!(
            "Under {letter}, people displaced are exactly the same as under A in all {futures} \
             futures."
        ),
    }
}

/// Where more are displaced and most of them did not lose their home, how many did not: a strategy that adds places would look
/// as if it did harm. Empty otherwise.
fn leavers_of_standing_homes(comparison: &Comparison) -> String {
    let displaced = &comparison.outcomes[OutcomeId::DisplacedPeople as usize];
    let leavers = &comparison.outcomes[OutcomeId::ServiceDisplacedPeople as usize];
    if displaced.mean <= 0.0 || leavers.mean < 0.5 * displaced.mean {
        return String::new();
    }
    let most = if leavers.mean < 0.9 * displaced.mean { "Most" } else { "Nearly all" };
    let size = numbers::shown(leavers.mean, super::amounts::exponent(leavers));
    format!(
        " {most} of these ({size}) have homes that stand: they leave because services have failed, \
         which takes a place to go to."
    )
}

/// "Less time is spent displaced: 1,900 person-months less in the average future (95 % interval 1,600
/// to 2,200). Less in 180 of 200 futures, the same in 20, more in none."
fn separated(outcome: OutcomeId, difference: &PairedDifference) -> String {
    let phrase = phrase(outcome);
    let way = if difference.mean < 0.0 { phrase.smaller } else { "more" };
    format!("{} {}: {}", capitalised(way), phrase.happens, measured(outcome, difference))
}

/// Amount, interval and counts.
fn measured(outcome: OutcomeId, difference: &PairedDifference) -> String {
    let phrase = phrase(outcome);
    let amount = average(difference, &phrase);
    if difference.standard_error == 0.0 {
        return format!("{amount} in every future.");
    }
    let interval = one_sided(difference).map_or(String::new(), |interval| format!(" ({interval})"));
    format!("{amount} in the average future{interval}. {}", counts(&phrase, difference))
}

/// The other outcomes that are separated, briefly.
fn also(comparison: &Comparison) -> String {
    let brief = |falls: bool| -> Vec<String> {
        others(comparison, Verdict::Separated)
            .filter(|(outcome, difference)| {
                !LEADING.contains(outcome) && (difference.mean < 0.0) == falls
            })
            .map(|(outcome, difference)| {
                let exponent = super::amounts::exponent(difference);
                let size = numbers::shown(difference.mean.abs(), exponent);
                format!("{} ({size})", phrase(outcome).name)
            })
            .collect()
    };
    let parts: Vec<String> = [("fewer", brief(true)), ("more", brief(false))]
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .enumerate()
        .map(|(position, (way, names))| {
            let average = if position == 0 { " in the average future" } else { "" };
            format!("{way}{average}: {}", listed(&names))
        })
        .collect();
    if parts.is_empty() {
        return String::new();
    }
    let also = if leads(comparison) { "also " } else { "" };
    format!("{}.", capitalised(&format!("{also}{}", parts.join("; "))))
}

/// Whether any outcome with a sentence of its own is separated.
fn leads(comparison: &Comparison) -> bool {
    std::iter::once(OutcomeId::DisplacedPeople)
        .chain(LEADING)
        .any(|outcome| comparison.outcomes[outcome as usize].verdict == Verdict::Separated)
}

fn cost(comparison: &Comparison) -> String {
    let difference = &comparison.outcomes[OutcomeId::ProgrammeCost as usize];
    let phrase = phrase(OutcomeId::ProgrammeCost);
    if difference.verdict != Verdict::Separated {
        return String::new();
    }
    let amount = average(difference, &phrase);
    if difference.standard_error == 0.0 {
        return format!("It costs {amount} than A in every future.");
    }
    let interval = one_sided(difference).map_or(String::new(), |interval| format!(" ({interval})"));
    format!(
        "It costs {amount} than A in the average future{interval}. {}",
        counts(&phrase, difference)
    )
}

/// What cannot be told apart from the baseline, people displaced aside.
fn unclear(comparison: &Comparison, futures: &str) -> String {
    let mut sentences = Vec::new();
    let chance = names(comparison, Verdict::IntervalHoldsZero);
    if !chance.is_empty() {
        let displaced = &comparison.outcomes[OutcomeId::DisplacedPeople as usize];
        let also = if displaced.verdict == Verdict::IntervalHoldsZero { "also " } else { "" };
        sentences
            .push(format!("Chance alone can {also}explain the difference in {}.", listed(&chance)));
    }
    let rare: Vec<String> = others(comparison, Verdict::FewFuturesDiffer)
        .map(|(outcome, difference)| {
            format!("{} ({})", phrase(outcome).name, difference.fewer + difference.more)
        })
        .collect();
    if !rare.is_empty() && comparison.replicates >= FEWEST_DIFFERING {
        sentences.push(format!(
            "Different in too few of {futures} futures to judge: {}.",
            listed(&rare)
        ));
    }
    sentences.join(" ")
}

/// What is too small to matter, and what does not change at all; people displaced aside.
fn unimportant(summary: &Summary, comparison: &Comparison) -> String {
    let mut sentences = Vec::new();
    let small = names(comparison, Verdict::Immaterial);
    if !small.is_empty() {
        sentences.push(format!(
            "Too small to matter, at most {} of the average of A: {}.",
            material(summary.material_share),
            listed(&small)
        ));
    }
    // What never happens under either needs no words.
    let same: Vec<String> = others(comparison, Verdict::Same)
        .filter(|(_, difference)| difference.baseline_mean != 0.0)
        .map(|(outcome, _)| phrase(outcome).name.to_owned())
        .collect();
    if !same.is_empty() {
        sentences.push(format!("Exactly the same in every future: {}.", listed(&same)));
    }
    sentences.join(" ")
}

fn names(comparison: &Comparison, verdict: Verdict) -> Vec<String> {
    others(comparison, verdict).map(|(outcome, _)| phrase(outcome).name.to_owned()).collect()
}

/// Headline outcomes with this verdict, but for people displaced and a cost that is separated.
fn others(
    comparison: &Comparison,
    verdict: Verdict,
) -> impl Iterator<Item = (OutcomeId, &PairedDifference)> {
    HEADLINES.iter().map(|outcome| (*outcome, &comparison.outcomes[*outcome as usize])).filter(
        move |(outcome, difference)| {
            let apart = *outcome == OutcomeId::DisplacedPeople
                || *outcome == OutcomeId::ProgrammeCost && verdict == Verdict::Separated;
            !apart && difference.verdict == verdict
        },
    )
}
