//! Cost of displacement averted in three units, and which strategies are worth their next dollar.

use super::columns::columns;
use crate::analysis::{Averted, CostPerAverted, Frontier, Place, Standing, Summary};
use crate::brief::letters::letter;
use crate::brief::lines::{hanging, wrap};
use crate::brief::numbers::{MOST_DIGITS, QUANTILE_DIGITS, shown, unit_exponent};
use crate::brief::worth::digits;

/// A table of the three units, and the frontier of people displaced in sentences.
pub fn price_table(summary: &Summary) -> String {
    if summary.effectiveness.is_empty() {
        return String::new();
    }
    let mut text = wrap(
        &format!(
            "Extra cost for each displacement averted, USD of {}, not discounted, against A:",
            summary.price_year
        ),
        "",
    );
    let rows: Vec<Vec<String>> =
        summary.effectiveness.iter().map(|one| row(summary, one)).collect();
    let header = ["", "Averted", "Extra cost", "Number averted", "USD for each", "95 % interval"];
    text.push_str(&columns(&header, &rows, &[0, 1]));
    let not_identified =
        summary.effectiveness.iter().any(|one| one.standing == Standing::NotIdentified);
    if not_identified {
        text.push_str(&wrap(
            "Not identified: the number averted cannot be told apart from zero, so no ratio is given.",
            "",
        ));
    }
    if let Some(frontier) =
        summary.frontiers.iter().find(|frontier| frontier.unit == Averted::PeopleDisplaced)
    {
        text.push('\n');
        text.push_str(&steps(summary, frontier));
    }
    text
}

fn row(summary: &Summary, one: &CostPerAverted) -> Vec<String> {
    let unit = match one.unit {
        Averted::PeopleDisplaced => "people displaced",
        Averted::PersonYearsDisplaced => "person-years displaced",
        Averted::PeopleOver12Months => "displaced over 12 months",
    };
    let plain = |value: f64| shown(value, unit_exponent(value, 0.0, QUANTILE_DIGITS));
    let (each, interval) = match one.standing {
        Standing::Costs => digits(one).unwrap_or_default(),
        Standing::Saves => {
            let (each, interval) = digits(one).unwrap_or_default();
            (format!("saves {each}"), interval)
        }
        Standing::Dominates => ("dominates A".to_owned(), String::new()),
        Standing::Dominated => ("dominated by A".to_owned(), String::new()),
        Standing::NotIdentified => ("not identified".to_owned(), String::new()),
    };
    vec![
        letter(summary, &one.strategy),
        unit.to_owned(),
        shown(one.extra_cost, unit_exponent(one.extra_cost, 0.0, MOST_DIGITS)),
        // A number that chance alone can explain would be quoted.
        if one.standing == Standing::NotIdentified && one.averted != 0.0 {
            "-".to_owned()
        } else {
            plain(one.averted)
        },
        each,
        interval,
    ]
}

/// From the cheapest strategy to the dearest that is worth its cost, step by step, on averages.
fn steps(summary: &Summary, frontier: &Frontier) -> String {
    let letter = |id: &str| letter(summary, id);
    let mut on: Vec<_> = Vec::new();
    let mut off: Vec<String> = Vec::new();
    for placed in &frontier.strategies {
        let own = letter(&placed.strategy);
        match &placed.place {
            Place::Frontier { after, step } => {
                on.push((placed.cost, own, after.as_deref().map(letter), *step));
            }
            Place::Dominated { by } => off.push(format!(
                "{own} is dominated by {}, which displaces no more people for no more money.",
                letter(by)
            )),
            Place::ExtendedlyDominated { from, to } => off.push(format!(
                "{own} is dominated by a mix of {} and {}, which averts as much for less.",
                letter(from),
                letter(to)
            )),
            Place::SameAs { other } => {
                off.push(format!("{own} costs and displaces as much as {}.", letter(other)));
            }
        }
    }
    on.sort_by(|a, b| a.0.total_cmp(&b.0));
    let stated = on.into_iter().map(|(_, own, after, step)| match (after, step) {
        (Some(after), Some(step)) => format!(
            "From {after} to {own}: {} USD for each further displacement averted.",
            shown(step, unit_exponent(step, 0.0, MOST_DIGITS))
        ),
        _ => format!("{own} is the cheapest that nothing dominates."),
    });
    let items: String =
        stated.chain(off).map(|sentence| hanging(&sentence, "  - ", "    ")).collect();
    let head =
        wrap("Step by step by cost, on averages (chance may turn the order of close ones):", "");
    format!("{head}{items}")
}
