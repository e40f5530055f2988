//! The first lines of the answer, to be quoted: which strategy displaces the fewest people, by how
//! much, at what cost, which one averts a displacement for least, and which cannot be told apart.

use super::FEWEST_FOR_RANGE;
use super::amounts::{average, counts, listed, material, one_sided, two_sided};
use super::letters::{letter, lettered};
use super::lines::wrap;
use super::phrases::phrase;
use super::worth::cheapest_per_averted;
use crate::analysis::compare::FEWEST_DIFFERING;
use crate::analysis::{Comparison, Pair, PairedDifference, Summary, Verdict};
use crate::numbers::grouped;
use crate::outcome::OutcomeId;

/// Most pairs that are named one by one.
const MOST_PAIRS: usize = 4;

/// The lines; empty where there is only a baseline.
pub fn lead_paragraph(summary: &Summary) -> String {
    if summary.comparisons.is_empty() {
        return String::new();
    }
    wrap(&sentences(summary).join(" "), "")
}

fn sentences(summary: &Summary) -> Vec<String> {
    let futures = grouped(f64::from(summary.replicates_done));
    let differences = || summary.comparisons.iter().map(displaced);
    if differences().all(|difference| difference.verdict == Verdict::Same) {
        return vec![format!(
            "No strategy changes the number of people displaced in any of {futures} futures."
        )];
    }
    if summary.replicates_done < FEWEST_DIFFERING {
        return vec![format!(
            "From {futures} futures it cannot be said which strategy displaces the fewest people; \
             run at least {FEWEST_FOR_RANGE}."
        )];
    }
    let Some(best) = fewest_displaced(summary) else {
        return vec!["No strategy displaces fewer people than A in the average future.".to_owned()];
    };
    let name = format!("{} ({})", summary.title(&best.strategy), letter(summary, &best.strategy));
    let mut sentences = vec![format!(
        "{name} has the fewest people displaced, on average over these {futures} futures."
    )];
    sentences.push(against_baseline(summary, displaced(best)));
    if displaced(best).verdict == Verdict::Separated {
        sentences.push(counts(&phrase(OutcomeId::DisplacedPeople), displaced(best)));
    } else {
        sentences.push(others_separated(summary));
    }
    sentences.extend(cost(best));
    sentences.extend(cheapest_per_averted(summary));
    sentences.extend(alike(summary, best));
    sentences
}

/// The strategy with the fewest people displaced on average, of equals the first by rank; none where
/// none has fewer than the baseline.
pub(super) fn fewest_displaced(summary: &Summary) -> Option<&Comparison> {
    summary
        .comparisons
        .iter()
        .min_by(|a, b| displaced(a).strategy_mean.total_cmp(&displaced(b).strategy_mean))
        .filter(|best| displaced(best).mean < 0.0)
}

fn displaced(comparison: &Comparison) -> &PairedDifference {
    &comparison.outcomes[OutcomeId::DisplacedPeople as usize]
}

/// "That is 980 fewer than A (95 % interval 850 to 1,110)." Or why that says little.
fn against_baseline(summary: &Summary, difference: &PairedDifference) -> String {
    let phrase = phrase(OutcomeId::DisplacedPeople);
    let amount = average(difference, &phrase);
    match difference.verdict {
        Verdict::Separated if difference.standard_error == 0.0 => {
            format!("That is {amount} than A in every future.")
        }
        Verdict::Separated => {
            let interval =
                one_sided(difference).map_or(String::new(), |interval| format!(" ({interval})"));
            format!("That is {amount} than A{interval}.")
        }
        Verdict::IntervalHoldsZero => {
            let interval = two_sided(difference, &phrase)
                .map_or(String::new(), |interval| format!(" The {interval}."));
            format!("That is {amount} than A, but cannot be separated from A.{interval}")
        }
        Verdict::Immaterial => format!(
            "That is {amount} than A, at most {} of the average and too small to matter.",
            material(summary.material_share)
        ),
        Verdict::FewFuturesDiffer | Verdict::Same => format!(
            "But only {} futures differ from A, which is too rare to judge.",
            difference.fewer + difference.more
        ),
    }
}

/// Strategies that displace fewer people than the baseline beyond chance, where the best by its
/// average is not among them.
fn others_separated(summary: &Summary) -> String {
    let phrase = phrase(OutcomeId::DisplacedPeople);
    let separated: Vec<String> = summary
        .comparisons
        .iter()
        .filter(|comparison| {
            let difference = displaced(comparison);
            difference.verdict == Verdict::Separated && difference.mean < 0.0
        })
        .map(|comparison| {
            let amount = average(displaced(comparison), &phrase);
            format!("{} ({amount})", letter(summary, &comparison.strategy))
        })
        .collect();
    if separated.is_empty() {
        "No strategy displaces fewer people than A beyond what chance can explain.".to_owned()
    } else {
        format!("Separated from A: {}.", listed(&separated))
    }
}

fn cost(best: &Comparison) -> Option<String> {
    let cost = &best.outcomes[OutcomeId::ProgrammeCost as usize];
    (cost.verdict == Verdict::Separated)
        .then(|| format!("It costs {} than A.", average(cost, &phrase(OutcomeId::ProgrammeCost))))
}

/// The best beside the next, and which strategies cannot be separated from each other.
fn alike(summary: &Summary, best: &Comparison) -> Vec<String> {
    let pairs = &summary.displaced_pairs;
    let next = summary
        .comparisons
        .iter()
        .filter(|comparison| comparison.strategy != best.strategy)
        .min_by(|a, b| displaced(a).strategy_mean.total_cmp(&displaced(b).strategy_mean));
    let next_pair = next.and_then(|next| {
        pairs.iter().find(|pair| {
            let both = [&pair.first, &pair.second];
            both.contains(&&best.strategy) && both.contains(&&next.strategy)
        })
    });
    let (Some(next), Some(next_pair)) = (next, next_pair) else { return Vec::new() };
    let unclear: Vec<&Pair> =
        pairs.iter().filter(|pair| pair.difference.verdict != Verdict::Separated).collect();
    let letters: Vec<String> =
        lettered(summary).into_iter().skip(1).map(|(letter, _)| letter).collect();
    let from_best = if next_pair.first == best.strategy {
        next_pair.difference.clone()
    } else {
        next_pair.difference.reversed()
    };
    let mut sentences = vec![beside_next(
        &letter(summary, &best.strategy),
        &letter(summary, &next.strategy),
        &from_best,
    )];
    let rest: Vec<&Pair> = unclear.iter().copied().filter(|pair| *pair != next_pair).collect();
    if unclear.len() == pairs.len() && pairs.len() > 1 {
        sentences.push(format!("No two of {} can be separated from each other.", listed(&letters)));
    } else if rest.len() > MOST_PAIRS {
        sentences.push(format!(
            "Of {} pairs of strategies {} cannot be separated from each other.",
            pairs.len(),
            unclear.len()
        ));
    } else if !rest.is_empty() {
        let named: Vec<String> = rest
            .iter()
            .map(|pair| {
                format!("{} and {}", letter(summary, &pair.first), letter(summary, &pair.second))
            })
            .collect();
        let lead = if next_pair.difference.verdict == Verdict::Separated {
            "These cannot be separated from each other"
        } else {
            "Nor can these be separated from each other"
        };
        sentences.push(format!("{lead}: {}.", named.join("; ")));
    } else if unclear.is_empty() && pairs.len() > 1 {
        sentences.push(format!("{} can all be separated from each other.", listed(&letters)));
    }
    sentences
}

/// "The next, D, has 160 more (95 % interval 90 to 230)." Or that the two cannot be separated.
fn beside_next(best: &str, next: &str, difference: &PairedDifference) -> String {
    let phrase = phrase(OutcomeId::DisplacedPeople);
    let amount = average(difference, &phrase);
    if difference.verdict == Verdict::Separated {
        let interval =
            one_sided(difference).map_or(String::new(), |interval| format!(" ({interval})"));
        return format!("The next, {next}, has {amount}{interval}.");
    }
    let why = match difference.verdict {
        Verdict::IntervalHoldsZero => two_sided(difference, &phrase)
            .map_or(String::new(), |interval| format!(": the {interval}")),
        Verdict::Immaterial => ": the difference is too small to matter".to_owned(),
        _ => String::new(),
    };
    format!("The next, {next}, cannot be separated from {best}{why}.")
}
