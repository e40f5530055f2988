//! Shares that must add up to one.

use crate::diagnostic::{Diagnostic, Span};
use crate::scenario::quantity::Quantity;
use crate::scenario::reader::{TableReader, tidy};

const TOLERANCE: f64 = 1e-6;

fn adds_up(sum: f64) -> bool {
    (sum - 1.0).abs() <= TOLERANCE
}

fn advice(sum: f64) -> String {
    if sum > 1.0 {
        format!("take {} away in all", tidy(round(sum - 1.0)))
    } else {
        format!("add {} in all", tidy(round(1.0 - sum)))
    }
}

fn round(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

/// The shares of a section.
pub(in crate::scenario) fn sum_to_one(
    reader: &TableReader<'_>,
    section: &str,
    quantities: &[&Quantity],
) {
    let sum: f64 = quantities.iter().map(|quantity| quantity.central).sum();
    if adds_up(sum) {
        return;
    }
    let name =
        |quantity: &Quantity| quantity.path.rsplit('.').next().unwrap_or_default().to_owned();
    let mut found = Diagnostic::error(
        "S305",
        format!("the shares of `{section}` add up to {}, not 1", tidy(round(sum))),
        reader.span.clone(),
    )
    .label(format!("sum is {}", tidy(round(sum))))
    .help(advice(sum));
    let defaults: Vec<String> = quantities
        .iter()
        .filter(|quantity| quantity.from_profile && !reader.has(&name(quantity)))
        .map(|quantity| format!("{} = {}", name(quantity), tidy(quantity.central)))
        .collect();
    if !defaults.is_empty() {
        found = found.note(format!("left out and taken from the profile: {}", defaults.join(", ")));
    }
    reader.report(found);
}

/// A list of shares under a key.
pub(in crate::scenario) fn numbers_sum_to_one(
    reader: &TableReader<'_>,
    name: &str,
    numbers: &[f64],
) {
    if let Some(place) = reader.place(name) {
        list_sums_to_one(reader, name, numbers, place);
    }
}

/// A list of shares at a place.
pub(in crate::scenario) fn list_sums_to_one(
    reader: &TableReader<'_>,
    name: &str,
    numbers: &[f64],
    place: Span,
) {
    let sum: f64 = numbers.iter().sum();
    if !adds_up(sum) {
        reader.report(
            Diagnostic::error(
                "S305",
                format!("the shares of `{name}` add up to {}, not 1", tidy(round(sum))),
                Some(place),
            )
            .label(format!("sum is {}", tidy(round(sum))))
            .help(advice(sum)),
        );
    }
}
