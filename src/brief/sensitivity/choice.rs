//! The choice between strategies: who leads, which number would turn it, what it is worth to know.

use std::fmt::Write;

use super::{between, named, with_error};
use crate::analysis::Sensitivity;
use crate::analysis::sensitivity::{Measured, Switch, Value};
use crate::brief::lines::{hanging, wrap};
use crate::brief::numbers::{mean, per_cent};
use crate::stats::information::Information;

/// Numbers that are worth knowing, named up to so many.
const MOST_WORTH: usize = 3;

/// Words on the choice by one measure.
pub(super) fn paragraph(found: &Sensitivity, value: &Value) -> String {
    let measure = &found.measures[value.measure];
    let mut text = wrap(&lead(found, value, measure), "");
    if value.lead > 0.0 {
        if value.switches.is_empty() {
            text.push_str(&wrap("No single number turns this order at an end of its range.", ""));
        }
        for (parameter, switches) in &value.switches {
            for switch in switches {
                text.push_str(&hanging(&turn(found, value, *parameter, *switch), "- ", "  "));
            }
        }
    }
    if let Some(perfect) = &value.perfect {
        text.push_str(&wrap(&worth(found, value, perfect, measure), ""));
    }
    text
}

fn lead(found: &Sensitivity, value: &Value, measure: &Measured) -> String {
    let (best, second) = (named(found, value.best), named(found, value.second));
    let by = &measure.noun;
    if value.lead == 0.0 {
        return format!(
            "The choice: {best} and {second} are equal in {by} with all numbers central."
        );
    }
    let clear = value.lead_interval.is_some_and(|interval| interval.excludes_zero());
    let interval = value
        .lead_interval
        .map_or_else(String::new, |interval| format!(" (95 % interval {})", between(interval)));
    let amount = with_error(value.lead, value.lead_interval);
    if clear {
        format!("The choice: {best} is ahead of {second} by {amount} {by}{interval}.")
    } else {
        format!(
            "The choice: {best} and {second} cannot be separated with all numbers central: {amount} {by} \
             apart{interval}. More --futures may tell."
        )
    }
}

fn turn(found: &Sensitivity, value: &Value, parameter: usize, switch: Switch) -> String {
    let entry = &found.parameters[parameter];
    let second = named(found, value.second);
    let side = if switch.below { "below" } else { "above" };
    let end = if switch.below { entry.low } else { entry.high };
    let how = if switch.clear { "beyond chance there" } else { "but not beyond chance even there" };
    format!(
        "{second} is ahead where {} is {side} {} (central {}, range to {}; {how}).",
        entry.key,
        mean(switch.value, 0.0),
        mean(entry.central, 0.0),
        mean(end, 0.0)
    )
}

fn worth(found: &Sensitivity, value: &Value, perfect: &Information, measure: &Measured) -> String {
    let noun = &measure.noun;
    let on_average = named(found, perfect.choice);
    let mut words = format!("Over all ranges together {on_average} is best on average");
    if perfect.interval.high <= 0.0 {
        let _ = write!(
            words,
            ", and nowhere is another better: knowing these numbers would not change the choice."
        );
        return words;
    }
    let _ = write!(
        words,
        "; another is best at {} of the points. Knowing all these numbers before choosing would be worth \
         {} {noun} (95 % interval {}).",
        per_cent(perfect.other_choice_share),
        with_error(perfect.value, Some(perfect.interval)),
        between(perfect.interval)
    );
    let clear: Vec<String> = value
        .about
        .iter()
        .filter(|(_, one)| one.is_clear())
        .take(MOST_WORTH)
        .map(|(parameter, one)| {
            format!(
                "{} ({}, {})",
                found.parameters[*parameter].key,
                with_error(one.value, Some(one.interval)),
                between(one.interval)
            )
        })
        .collect();
    if clear.is_empty() {
        words.push_str(" No single number is worth knowing beyond what chance would make of it.");
    } else {
        let _ = write!(words, " Most worth knowing first: {}.", clear.join("; "));
    }
    words
}
