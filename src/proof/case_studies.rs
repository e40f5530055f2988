//! Whether a back-cast tells a right model of an event from a wrong one (row R34).
//!
//! Futures of one storm are taken for events that happened, each in turn, and looked back at with other futures of
//! the same storm: what happened should lie in the range of nine of them in ten about nine times in ten.
//! With a storm that is too weak it should not, the less the weaker. Back-casts of events that did happen
//! are another matter: docs/model/evidence.md.

use super::ProofError;
use super::arms::{Ground, OFF, rank_of};
use super::properties::Shown;
use crate::data::DataSource;
use crate::engine::{EventWatch, Prepared};
use crate::hazard::HazardModel;
use crate::outcome::Seen;
use crate::stats::quantiles::quantile;
use std::ops::Range;

/// Wind of the storm that happened, m/s.
const WIND_MS: f64 = 55.0;
/// Winds of the models over it: the right one, then ever wronger ones.
const MODELS: [f64; 4] = [1.0, 0.85, 0.7, 0.55];
/// Events that happened, and futures of a model, at most.
const MOST: u32 = 100;
/// Ends of the range that should hold an event nine times in ten.
const ENDS: (f64, f64) = (0.05, 0.95);

/// What is looked at: a name and how a future shows it.
type Indicator = (&'static str, fn(&Seen) -> f64);

const INDICATORS: [Indicator; 2] = [
    ("dwellings destroyed", |seen| seen.damage[2] / seen.dwellings),
    ("people displaced", |seen| seen.displaced / seen.people),
];

/// Shows that events of the model's own lie in the range of their back-cast, and outside that of a weaker storm.
pub(super) fn case_studies(ground: &Ground, files: &dyn DataSource) -> Result<Shown, ProofError> {
    let events = ground.replicates.min(MOST);
    let happened = futures(ground, files, WIND_MS, 0..events)?;
    let mut words = Vec::new();
    let mut holds = true;
    let models: Vec<Vec<Seen>> = MODELS
        .iter()
        .map(|model| futures(ground, files, model * WIND_MS, events..2 * events))
        .collect::<Result<_, _>>()?;
    for (name, indicator) in INDICATORS {
        let inside: Vec<usize> =
            models.iter().map(|model| inside(&happened, model, indicator)).collect();
        let n = f64::from(events);
        // Four standard errors of a share of nine in ten, of the events and of the ends of the range.
        let chance = 4.0 * (2.0 * 0.09 / n).sqrt();
        let is_right = (inside[0] as f64 / n - 0.9).abs() <= chance;
        let falls = inside.windows(2).all(|pair| pair[1] <= pair[0]);
        holds &= is_right && falls && inside[MODELS.len() - 1] < inside[0] / 2;
        let counts: Vec<String> = inside.iter().map(usize::to_string).collect();
        words.push(format!("{name}: {}", counts.join(", ")));
    }
    let weaker: Vec<String> =
        MODELS.iter().skip(1).map(|model| format!("{:.0} %", 100.0 * (1.0 - model))).collect();
    Ok(Shown {
        holds,
        words: format!(
            "of {events} events of the model's own, so many lie in the range of nine futures in ten of their \
             back-cast, and of that of a storm {} weaker: {}",
            weaker.join(", "),
            words.join("; ")
        ),
    })
}

fn futures(
    ground: &Ground,
    files: &dyn DataSource,
    wind_ms: f64,
    replicates: Range<u32>,
) -> Result<Vec<Seen>, ProofError> {
    let scenario = ground.one_storm(wind_ms)?;
    let hazard = HazardModel::compile(&scenario, files)?;
    let watch = EventWatch::of(&scenario, false);
    Ok(Prepared::new(&scenario, &hazard).seen(replicates, rank_of(&scenario, OFF), watch))
}

/// Events that lie in the range of a model.
fn inside(happened: &[Seen], model: &[Seen], indicator: fn(&Seen) -> f64) -> usize {
    let mut values: Vec<f64> = model.iter().map(indicator).collect();
    values.sort_by(f64::total_cmp);
    let range = quantile(&values, ENDS.0)..=quantile(&values, ENDS.1);
    happened.iter().filter(|seen| range.contains(&indicator(seen))).count()
}
