//! Passages of storms near the reference point.

use std::ops::Range;

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
        for (name, classes) in groups() {
            let of_group = |counts: &Counts| counts[radius][classes.clone()].iter().sum::<f64>();
            let mut modelled = vec![0.0; seasons];
            for (year, counts) in by_year.iter().enumerate() {
                modelled[year % seasons] += of_group(counts) / repeats;
            }
            let record: Vec<f64> = recorded.iter().map(of_group).collect();
            let differences: Vec<f64> =
                record.iter().zip(&modelled).map(|(record, model)| record - model).collect();
            let difference = resamples.interval(&differences);
            rows.push(PassageChances {
                within_km,
                class: name,
                recorded: record.iter().sum::<f64>() as u32,
                record_per_year: mean(&record),
                catalogue_per_year: mean(&modelled),
                difference,
                agrees: difference.0 <= 0.0 && 0.0 <= difference.1,
            });
        }
    }
    rows
}

/// Each class by itself, and all hurricanes together.
fn groups() -> impl Iterator<Item = (&'static str, Range<usize>)> {
    let each = CLASSES.into_iter().enumerate().map(|(class, (name, _))| (name, class..class + 1));
    each.chain([("all hurricanes", 1..CLASSES.len())])
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
