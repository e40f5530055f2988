//! Passages of storms near the reference point.

use rayon::prelude::*;

use super::resamples::Resamples;
use super::{CLASSES, PassageChances, RADII_KM, mean};
use crate::hazard::catalogue::{CatalogueRules, Displacement, Record};
use crate::hazard::wind_field::{FixMs, MS_PER_KNOT, Point, WindField};
use crate::rng::{Draws, Seed};

type Counts = [[f64; CLASSES.len()]; RADII_KM.len()];

/// Passages near the reference point by distance and class: the record's own tracks beside the first
/// copies of the catalogue's.
pub(super) fn passages(
    record: &Record,
    rules: &CatalogueRules,
    reference: Point,
    years: usize,
    seed: Seed,
    resamples: &Resamples,
) -> Vec<PassageChances> {
    let seasons = record.seasons.len();
    let draws = Draws::shared(seed);
    let by_year: Vec<Counts> = (0..years as u32)
        .into_par_iter()
        .with_min_len(16)
        .map(|year| {
            let mut counts = Counts::default();
            let mut fixes: Vec<FixMs> = Vec::new();
            let season = &record.seasons[year as usize % seasons];
            for (number, storm) in season.storms.iter().enumerate() {
                let displacement = Displacement::draw(&draws, rules, (year, number as u32, 0));
                let field = displacement.apply(&storm.fixes, &mut fixes);
                count(&field, &fixes, reference, &mut counts);
            }
            counts
        })
        .collect();
    let recorded: Vec<Counts> = record
        .seasons
        .iter()
        .map(|season| {
            let mut counts = Counts::default();
            for storm in &season.storms {
                count(&WindField::default(), &storm.fixes, reference, &mut counts);
            }
            counts
        })
        .collect();
    let repeats = (years / seasons) as f64;
    let mut rows = Vec::new();
    for (radius, within_km) in RADII_KM.into_iter().enumerate() {
        for (class, (name, _)) in CLASSES.into_iter().enumerate() {
            let mut modelled = vec![0.0; seasons];
            for (year, counts) in by_year.iter().enumerate() {
                modelled[year % seasons] += counts[radius][class] / repeats;
            }
            let record: Vec<f64> = recorded.iter().map(|counts| counts[radius][class]).collect();
            let differences: Vec<f64> =
                record.iter().zip(&modelled).map(|(record, model)| record - model).collect();
            let difference = resamples.interval(&differences);
            rows.push(PassageChances {
                within_km,
                class: name,
                record_per_year: mean(&record),
                catalogue_per_year: mean(&modelled),
                difference,
                agrees: difference.0 <= 0.0 && 0.0 <= difference.1,
            });
        }
    }
    rows
}

fn count(field: &WindField, fixes: &[FixMs], reference: Point, counts: &mut Counts) {
    for (radius, counts) in RADII_KM.iter().zip(counts.iter_mut()).rev() {
        // Radii grow: who misses the larger circle misses the smaller.
        let Some(wind_ms) = field.passage(fixes, reference, *radius) else { return };
        // Recorded winds are whole knots: a hair of slack keeps the conversion out of the classes.
        let wind_kt = wind_ms / MS_PER_KNOT + 1e-6;
        if let Some(class) = CLASSES.iter().rposition(|(_, least)| wind_kt >= *least) {
            counts[class] += 1.0;
        }
    }
}
