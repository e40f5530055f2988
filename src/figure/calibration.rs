//! The figure of a calibration: what is left of each parameter.

use crate::brief::Calibrated;
use crate::brief::numbers::in_steps;
use crate::chart::ranges::{RangeRow, Ranges, render};
use crate::chart::{Caption, ChartError, Svg, Theme};
use crate::numbers::grouped;

/// Draws the accepted ranges on the ranges of before.
///
/// # Errors
/// [`ChartError`] if it cannot be drawn.
pub fn draw(found: &Calibrated<'_>, plan_hash: &str) -> Result<Svg, ChartError> {
    let report = found.report;
    let identified = report.parameters.iter().filter(|it| it.identified).count();
    let total = report.parameters.len();
    let rows = report
        .parameters
        .iter()
        .zip(found.units)
        .map(|(parameter, unit)| {
            let (low, high) = parameter.prior;
            let shown = |value: f64| in_steps(value, (high - low) / 100.0).replace('-', "\u{2212}");
            // The name is what tells parameters apart; whole keys are too long for a line.
            let (section, name) = parameter.key.rsplit_once('.').unwrap_or(("", &parameter.key));
            RangeRow {
                title: name.to_owned(),
                unit: format!("{section}: {unit}"),
                before: parameter.prior,
                ends: (shown(low), shown(high)),
                most: parameter.most,
                half: parameter.half,
                middle: parameter.median,
                shown: shown(parameter.median),
                reading: if parameter.identified { "identified" } else { "not identified" }
                    .to_owned(),
            }
        })
        .collect();
    let caption = Caption {
        id: "calibration-parameters".to_owned(),
        title: format!("The data say something about {identified} of {total} parameters"),
        unit: "Accepted values, each parameter in its own unit".to_owned(),
        period: format!("over {} past events", found.cases.len()),
        population: format!(
            "{} of {} simulations accepted",
            grouped(report.accepted as f64),
            grouped(report.simulations as f64)
        ),
        note: Some(
            "A line shows the range that was thought possible before, all values alike. A parameter is \
             identified if its central half has become narrower by a quarter, or if its middle has left the \
             central half of before."
                .to_owned(),
        ),
        description: report
            .parameters
            .iter()
            .map(|it| format!("{}: middle {}, half {} to {}.", it.key, it.median, it.half.0, it.half.1))
            .collect::<Vec<_>>()
            .join(" "),
        provenance: format!("calibration, plan {plan_hash}"),
    };
    let key = ["range before", "nine in ten accepted", "half of them", "middle"];
    render(&Ranges { caption, key: key.map(str::to_owned), rows }, &Theme::default())
}
