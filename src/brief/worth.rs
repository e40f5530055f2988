//! What a displacement averted costs, in sentences.

use super::letters::letter;
use super::lines::TIED;
use super::numbers::{self, MOST_DIGITS, unit_exponent};
use crate::analysis::{Averted, CostPerAverted, Standing, Summary};

/// The sentence to be quoted: which strategy costs least for each displacement averted. None for a
/// summary without costs of displacement averted.
pub(super) fn cheapest_per_averted(summary: &Summary) -> Option<String> {
    let of_people: Vec<&CostPerAverted> =
        summary.effectiveness.iter().filter(|one| one.unit == Averted::PeopleDisplaced).collect();
    let free: Vec<&CostPerAverted> =
        of_people.iter().copied().filter(|one| one.standing == Standing::Dominates).collect();
    let name = |one: &CostPerAverted| letter(summary, &one.strategy);
    if !free.is_empty() {
        let letters: Vec<String> = free.into_iter().map(name).collect();
        let (verb, displaces) =
            if letters.len() == 1 { ("costs", "displaces") } else { ("cost", "displace") };
        return Some(format!(
            "{} {verb} least per displacement averted: no more than A, and {displaces} fewer people.",
            super::amounts::listed(&letters)
        ));
    }
    let mut priced: Vec<(&CostPerAverted, f64)> = of_people
        .iter()
        .filter(|one| one.standing == Standing::Costs)
        .filter_map(|one| Some((*one, one.ratio?)))
        .collect();
    priced.sort_by(|a, b| a.1.total_cmp(&b.1));
    let [(cheapest, _), others @ ..] = priced.as_slice() else {
        return (!of_people.is_empty()).then(|| {
            "For no strategy can a cost per displacement averted be given: none displaces fewer \
             people than A beyond what chance can explain."
                .to_owned()
        });
    };
    let price = price(cheapest)?;
    if others.is_empty() && of_people.len() > 1 {
        return Some(format!(
            "{} costs least per displacement averted: {price}; for no other can a cost be given.",
            name(cheapest)
        ));
    }
    let mut text = format!("{} costs least per displacement averted: {price}.", name(cheapest));
    let overlapping: Vec<String> = others
        .iter()
        .filter(|(other, _)| {
            let both = cheapest.interval.zip(other.interval);
            both.is_some_and(|(own, other)| other.low <= own.high)
        })
        .map(|(other, _)| name(other))
        .collect();
    if !overlapping.is_empty() {
        let (interval, verb) = if overlapping.len() == 1 {
            ("interval", "overlaps")
        } else {
            ("intervals", "overlap")
        };
        let listed = super::amounts::listed(&overlapping);
        text.extend([" The ", interval, " of ", &listed, " ", verb, " with it."]);
    }
    Some(text)
}

/// "4,460 USD (95 % interval 3,850 to 5,310)". None without a ratio.
pub(super) fn price(one: &CostPerAverted) -> Option<String> {
    let ratio = one.ratio?;
    let (value, interval) = digits(one)?;
    if one.interval.is_some_and(|interval| interval.low == ratio && interval.high == ratio) {
        return Some(format!("{value} USD in every future"));
    }
    Some(format!("{value} USD (95{TIED}% interval {interval})"))
}

/// The ratio and its interval with the digits that the interval leaves. None without a ratio.
pub(super) fn digits(one: &CostPerAverted) -> Option<(String, String)> {
    let (ratio, interval) = (one.ratio?, one.interval?);
    // A quarter of the width of a 95 % interval is about a standard error.
    let exponent = unit_exponent(ratio, (interval.high - interval.low) / 4.0, MOST_DIGITS);
    let shown = |value: f64| numbers::shown(value, exponent);
    Some((shown(ratio), super::amounts::span(&shown(interval.low), &shown(interval.high))))
}
