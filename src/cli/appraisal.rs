//! The terms of an appraisal, out of scenario and population.

use crate::analysis::Summary;
use crate::analysis::appraisal::{Appraisal, Terms};
use crate::plan::Place;
use crate::results::RunFolder;
use crate::scenario::Scenario;

/// Income fifths.
const FIFTHS: usize = 5;

/// Terms of the appraisal of a run.
pub(in crate::cli) fn terms(scenario: &Scenario, place: &Place) -> Terms {
    let stated = &scenario.appraisal;
    let usual = stated.displacement_cost.central;
    let (low, high) = stated.displacement_cost.spread.unwrap_or((usual, usual));
    Terms {
        rates: stated.discount_rates.clone(),
        headline_rate: stated.headline_discount_rate,
        wellbeing_rate: scenario.livelihood.wellbeing_discount_per_year.central,
        displacement_usd: [low, usual, high],
        thresholds_usd: stated.fiscal_thresholds_usd.clone(),
        value_of_life_usd: stated.value_of_life_usd,
        etas: stated.equity_weight_eta.clone(),
        fifth_incomes_usd: fifth_incomes(place),
    }
}

/// Mean income by fifth, USD a household and year; empty where a fifth has nobody.
fn fifth_incomes(place: &Place) -> Vec<f64> {
    let mut sums = [(0.0, 0_u32); FIFTHS];
    for (income, fifth) in place.population.income.iter().zip(&place.population.fifth) {
        let (sum, count) = &mut sums[usize::from(*fifth)];
        *sum += f64::from(*income);
        *count += 1;
    }
    if sums.iter().any(|(_, count)| *count == 0) {
        return Vec::new();
    }
    sums.iter().map(|(sum, count)| sum / f64::from(*count)).collect()
}

/// The appraisal in the summary of a finished run.
pub(super) fn stored_appraisal(stored: &RunFolder) -> Option<Appraisal> {
    let bytes = std::fs::read(stored.path().join("summary.json")).ok()?;
    serde_json::from_slice::<Summary>(&bytes).ok()?.appraisal
}
