//! What a set would bring about, foretold from the sets that were played.
//!
//! An emulator (Sacks et al. 1989; Craig et al. 1997) is a formula in place of a model that takes long to play. Here the
//! logarithm of each statistic plus its scale is a polynomial of the values of a set: a mean, the first three Legendre polynomials
//! of each value, and the products of any two values, by least squares over all rows that show the statistic. Shares and
//! rates multiply rather than add; with the scale, by which a difference counts, what is next to nothing does not count for more
//! than it should. A small ridge keeps apart what the rows cannot tell apart (Hoerl and Kennard 1970). Legendre polynomials
//! are orthogonal over the ranges, so where sets are drawn from the ranges each term stands for itself.
//!
//! The chance of the futures is in the rows and not in the formula: what is foretold is what a set would bring about
//! in the middle of its futures, averaged over what chance makes of so few.
//!
//! Limits: statistics are taken to be zero or more, and what lies below counts as zero. What bends more sharply than a third
//! power, or depends on three values together, is smoothed away; where no row shows a statistic, it is foretold from rows
//! elsewhere. Nothing is accepted for what was foretold (see [`wave`](super::wave)).

use rayon::prelude::*;

use super::table::SimulationTable;
use crate::dist::math::{exp, ln};
use crate::stats::least_squares::solve;
use crate::stats::legendre::legendre;

/// What the squares of the coefficients count for beside the squares of the rows.
const RIDGE: f64 = 1.0;

/// Terms of the formula of so many values: rows that it takes at least.
pub fn terms_of(values: usize) -> usize {
    1 + 3 * values + values * values.saturating_sub(1) / 2
}

/// Foretells the statistics of a set.
#[derive(Clone, Debug, PartialEq)]
pub struct Emulator {
    /// Coefficients of the terms, by statistic.
    coefficients: Vec<Vec<f64>>,
    /// What is added to a statistic before its logarithm is taken.
    scales: Vec<f64>,
}

impl Emulator {
    /// The emulator of all rows of a table, with the scale of each statistic; nothing is foretold of one whose scale is zero,
    /// which counts for nothing.
    pub fn of(table: &SimulationTable, scales: &[f64]) -> Self {
        let terms: Vec<Vec<f64>> = (0..table.len())
            .into_par_iter()
            .map(|row| {
                let mut terms = Vec::new();
                fill_terms(&table.places(row).collect::<Vec<_>>(), &mut terms);
                terms
            })
            .collect();
        let size = terms_of(table.priors.len());
        let fit_to = |(statistic, scale): (usize, &f64)| {
            let rows = terms.iter().zip(&table.found);
            let shown = rows.map(|(terms, found)| (terms.as_slice(), found[statistic]));
            let shown = shown.filter(|(_, value)| !value.is_nan());
            if *scale > 0.0 {
                fit(shown.map(|(terms, value)| (terms, ln(value.max(0.0) + scale))), size)
            } else {
                Vec::new()
            }
        };
        let coefficients = scales.par_iter().enumerate().map(fit_to).collect();
        Self { coefficients, scales: scales.to_vec() }
    }

    /// The value of a statistic that is foretold of a set, by the terms of its places.
    pub fn foretell(&self, statistic: usize, terms: &[f64]) -> f64 {
        let logarithm: f64 =
            self.coefficients[statistic].iter().zip(terms).map(|(a, term)| a * term).sum();
        exp(logarithm) - self.scales[statistic]
    }
}

/// Least squares of values on terms, with the ridge on all but the mean.
fn fit<'a>(rows: impl Iterator<Item = (&'a [f64], f64)>, size: usize) -> Vec<f64> {
    let mut normal = vec![0.0; size * size];
    let mut right = vec![0.0; size];
    for (terms, value) in rows {
        for (row, term) in terms.iter().enumerate() {
            right[row] += term * value;
            let line = &mut normal[row * size..=row * size + row];
            line.iter_mut().zip(terms).for_each(|(entry, other)| *entry += term * other);
        }
    }
    for row in 1..size {
        normal[row * size + row] += RIDGE;
    }
    // The ridge leaves nothing singular but the mean of no rows at all.
    solve(|row, column| normal[row * size + column], &right).unwrap_or_else(|| vec![0.0; size])
}

/// The terms of a set by its places in its ranges, each from 0 to 1; every one has a mean square of one over the ranges.
pub fn fill_terms(places: &[f64], terms: &mut Vec<f64>) {
    terms.clear();
    terms.push(1.0);
    terms.extend(places.iter().map(|place| 3_f64.sqrt() * legendre::<2>(*place)[1]));
    for place in places {
        let [_, _, second, third] = legendre(*place);
        terms.extend([5_f64.sqrt() * second, 7_f64.sqrt() * third]);
    }
    for number in 1..=places.len() {
        for other in 1..number {
            terms.push(terms[number] * terms[other]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::table::{Prior, Statistic};
    use super::*;
    use crate::rng::{Draws, Purpose, Seed};

    fn places(row: u32) -> Vec<f64> {
        (0..3).map(|k| Draws::new(Seed(2), row).uniform(Purpose::Parameter, k, 0, 0)).collect()
    }

    #[test]
    fn terms_are_orthogonal_over_the_ranges() {
        let mut squares = vec![vec![0.0; terms_of(2)]; terms_of(2)];
        let (mut terms, steps) = (Vec::new(), 400);
        for (a, b) in (0..steps).flat_map(|a| (0..steps).map(move |b| (a, b))) {
            let place = |step: i32| (f64::from(step) + 0.5) / f64::from(steps);
            fill_terms(&[place(a), place(b)], &mut terms);
            assert_eq!(terms.len(), terms_of(2));
            for (line, one) in squares.iter_mut().zip(&terms) {
                line.iter_mut().zip(&terms).for_each(|(sum, other)| *sum += one * other);
            }
        }
        for (a, line) in squares.iter().enumerate() {
            for (b, sum) in line.iter().enumerate() {
                let wanted = f64::from(u8::from(a == b));
                assert!((sum / f64::from(steps * steps) - wanted).abs() < 1e-3, "{a} and {b}");
            }
        }
    }

    #[test]
    fn what_is_a_polynomial_is_foretold_and_what_is_lacking_is_passed_over() {
        let value = |at: &[f64]| exp(1.0 - at[0] * at[1] + at[2] * at[2] * at[2]) - 0.2;
        let prior =
            |key: &str| Prior { key: key.into(), low: 0.0, high: 1.0, source: String::new() };
        let statistic =
            Statistic { name: "s".into(), case: "c".into(), observed: 0.0, band: (0.0, 0.0) };
        let sets: Vec<Vec<f64>> = (0..2_000).map(places).collect();
        let mut found: Vec<Vec<f64>> = sets.iter().map(|set| vec![value(set), 0.5]).collect();
        found[7][0] = f64::NAN;
        let priors = ["a", "b", "c"].map(prior).into();
        let statistics = vec![statistic.clone(), statistic];
        let emulator =
            Emulator::of(&SimulationTable::drawn(priors, statistics, sets, found), &[0.2, 0.1]);
        let mut terms = Vec::new();
        for row in 2_000..2_100 {
            fill_terms(&places(row), &mut terms);
            // The ridge moves each coefficient by one part in the number of rows.
            let (foretold, wanted) = (emulator.foretell(0, &terms), value(&places(row)));
            assert!((foretold / wanted - 1.0).abs() < 3e-3, "{foretold} and {wanted}");
            assert!((emulator.foretell(1, &terms) - 0.5).abs() < 1e-9);
        }
    }
}
