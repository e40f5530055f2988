//! Who bears it: the poorest and the richest fifth beside each other, and where displacement leads.

use super::lead::fewest_displaced;
use super::letters::letter;
use super::lines::{hanging, wrap};
use super::numbers::quantile;
use crate::analysis::{StrategySummary, Summary};
use crate::outcome::OutcomeId;
use crate::results::{GroupMeans, RunHeader};

/// Positions of the poorest and the richest fifth among the groups.
const FIFTHS: [usize; 2] = [0, 4];

/// Displacements and loss of well-being in the poorest and the richest income fifth of the start, and
/// durable solutions of the displaced, under the baseline and the strategy with the fewest people
/// displaced: means over the futures. Fifths of fewer than ten households are not named; empty where
/// nothing is left to say.
pub fn who_bears_it(summary: &Summary, header: &RunHeader, means: &GroupMeans) -> String {
    let best = fewest_displaced(summary)
        .and_then(|best| summary.strategies.iter().find(|strategy| strategy.id == best.strategy));
    let told: Vec<&StrategySummary> = std::iter::once(summary.baseline()).chain(best).collect();
    let fifths = |strategy: &StrategySummary, outcome: OutcomeId| {
        let rank = header.strategies.iter().position(|entry| entry.id == strategy.id)?;
        let [poorest, richest] = FIFTHS.map(|fifth| means.per_person(header, rank, fifth, outcome));
        Some([poorest?, richest?])
    };
    let both = |outcome: OutcomeId, per: f64| -> Vec<String> {
        told.iter()
            .filter_map(|strategy| {
                let [poorest, richest] = fifths(strategy, outcome)?.map(|mean| amount(per * mean));
                let letter = letter(summary, &strategy.id);
                Some(format!("{poorest} and {richest} under {letter}"))
            })
            .collect()
    };
    let displaced = both(OutcomeId::DisplacedPeople, 100.0);
    let lost = both(OutcomeId::WellbeingLoss, 1.0);
    let solved: Vec<String> = told
        .iter()
        .filter_map(|strategy| {
            let share = durable_share(strategy)?;
            Some(format!("{} under {}", amount(100.0 * share), letter(summary, &strategy.id)))
        })
        .collect();
    let fifths = if displaced.is_empty() { "" } else { " (poorest and richest fifth by income)" };
    let items: Vec<String> = [
        ("Displacements for each 100 people", displaced),
        ("Well-being lost for each person, in USD of a person of mean consumption", lost),
        ("Of 100 people displaced, with a durable solution two years later", solved),
    ]
    .into_iter()
    .filter(|(_, told)| !told.is_empty())
    .map(|(what, told)| hanging(&format!("{what}: {}.", told.join(", ")), "  - ", "    "))
    .collect();
    if items.is_empty() {
        return String::new();
    }
    format!(
        "{}{}",
        wrap(&format!("Who bears it, in the average future{fifths}:"), ""),
        items.concat()
    )
}

/// Of the people classed two years after their displacement, the share with a durable solution; none if
/// there are none.
fn durable_share(strategy: &StrategySummary) -> Option<f64> {
    let mean = |outcome: OutcomeId| strategy.outcomes[outcome as usize].mean;
    let classed: f64 = [
        OutcomeId::ReturnedAt24MonthsPeople,
        OutcomeId::IntegratedAt24MonthsPeople,
        OutcomeId::SettledAt24MonthsPeople,
        OutcomeId::PendingAt24MonthsPeople,
    ]
    .into_iter()
    .map(mean)
    .sum();
    (classed > 0.0).then(|| mean(OutcomeId::DurableSolutionPeople) / classed)
}

/// A mean; what is below one is not told apart.
fn amount(value: f64) -> String {
    if value > 0.0 && value < 1.0 {
        return "below 1".to_owned();
    }
    quantile(value)
}
