//! Costs and benefits in a table and a few sentences.

use std::fmt::Write;

use super::letters::letter;
use super::lines::{hanging, wrap};
use crate::analysis::Summary;
use crate::analysis::appraisal::{Appraisal, Basis, Measure, StrategyAppraisal};
use crate::numbers::grouped;
use crate::stats::Interval;

/// Amount from which the table is in millions.
const LARGE: f64 = 100_000.0;

/// What is left out, under the headings that reviews of such appraisals miss (Shreve and Kelman 2014).
const LEFT_OUT: [&str; 5] = [
    "Sensitivity: rates and the cost of displacement are varied here, other numbers as they are drawn.",
    "Climate change: the one pathway of the scenario.",
    "Duration of benefits: what is avoided after the horizon is not counted, though costs are.",
    "Vulnerability: homes, goods, earnings; not health, schooling, firms or public works.",
    "Disbenefits: as far as the model has them, such as costs of moves and incomes lost by moving; \
     not the building that protection invites.",
];

/// Costs and benefits of every strategy against the baseline: one table at the headline rate, what other
/// rates change, and what is left out. Lines hold at most [`super::WIDTH`] characters; empty where there
/// is only the baseline.
pub fn appraisal_paragraph(summary: &Summary, appraisal: &Appraisal) -> String {
    if appraisal.strategies.is_empty() {
        return String::new();
    }
    let name = |id: &str| letter(summary, id);
    let baseline = name(&appraisal.baseline);
    let headline = appraisal.terms.headline_rate;
    let measures =
        |basis| appraisal.strategies.iter().filter_map(move |it| it.measure(basis, headline));
    let largest = measures(Basis::Assets)
        .flat_map(|it| [it.cost.abs(), it.benefit.abs()])
        .fold(0.0, f64::max);
    let millions = largest >= LARGE;
    let unit = if millions { "million USD" } else { "USD" };
    let mut text = wrap(
        &format!(
            "Costs and benefits against {baseline} over {} years, at {} a year, {unit} of {}:",
            summary.horizon_years,
            rate_words(headline),
            summary.price_year
        ),
        "",
    );
    let futures = format!("of {}", grouped(f64::from(appraisal.replicates)));
    for [cost, damage, alone, displaced, wellbeing, worth] in [
        ["Cost", "Damage", "Benefit-cost ratio", "", "", "Worth it"],
        ["", "avoided", "damage alone", "+ displacement", "well-being", &futures],
    ] {
        let _ = writeln!(
            text,
            "{:<5}{cost:>9}{damage:>9}  {alone:<22}{displaced:<22}{wellbeing:<22}{worth}",
            ""
        );
    }
    for strategy in &appraisal.strategies {
        let letter = name(&strategy.strategy);
        text.push_str(&row(strategy, &letter, &baseline, headline, millions));
    }
    text.push_str(&wrap(&means(appraisal), ""));
    for sentence in [
        other_rates(appraisal, &name),
        order(appraisal, &name),
        weighted(appraisal, &name),
        thresholds(appraisal, &name),
    ] {
        if !sentence.is_empty() {
            text.push_str(&wrap(&sentence, ""));
        }
    }
    text.push_str("What this appraisal leaves out:\n");
    for item in LEFT_OUT {
        text.push_str(&hanging(item, "  - ", "    "));
    }
    text
}

fn row(
    strategy: &StrategyAppraisal,
    letter: &str,
    baseline: &str,
    rate: f64,
    millions: bool,
) -> String {
    if strategy.same {
        return format!(
            "  {letter:<3}nothing to compare: costs and losses are those of {baseline} in every future\n"
        );
    }
    let of = |basis| strategy.measure(basis, rate);
    let money = |value: f64| {
        if millions { format!("{:.2}", value / 1e6) } else { grouped(value.round()) }
    };
    let amount = |value: fn(&Measure) -> f64| {
        of(Basis::Assets).map_or_else(String::new, |measure| money(value(measure)))
    };
    let ratio = |basis| of(basis).map_or_else(String::new, ratio_words);
    let worth = of(Basis::AssetsAndDisplacement)
        .map_or_else(String::new, |measure| grouped(f64::from(measure.worth)));
    let (cost, benefit) = (amount(|it| it.cost), amount(|it| it.benefit));
    let (alone, displaced) = (ratio(Basis::Assets), ratio(Basis::AssetsAndDisplacement));
    let wellbeing = ratio(Basis::Wellbeing);
    format!(
        "  {letter:<3}{cost:>9}{benefit:>9}  {alone:<22}{displaced:<22}{wellbeing:<22}{worth}\n"
    )
}

fn ratio_words(measure: &Measure) -> String {
    let Some(ratio) = measure.ratio else { return "costs no more".to_owned() };
    let interval =
        |Interval { low, high }: Interval| format!(" ({} to {})", short(low), short(high));
    format!("{}{}", short(ratio), measure.ratio_interval.map_or_else(String::new, interval))
}

/// A ratio to two digits behind the point, fewer where it is large.
fn short(ratio: f64) -> String {
    let size = ratio.abs();
    if size >= 100.0 {
        grouped(ratio.round())
    } else if size >= 10.0 {
        format!("{ratio:.1}")
    } else {
        // No sign before a zero.
        let text = format!("{ratio:.2}");
        if text == "-0.00" { "0.00".to_owned() } else { text }
    }
}

fn rate_words(rate: f64) -> String {
    let text = format!("{:.1}", 100.0 * rate);
    format!("{} %", text.strip_suffix(".0").unwrap_or(&text))
}

fn means(appraisal: &Appraisal) -> String {
    format!(
        "Cost is what programmes and partners pay. Ratios are mean benefit over mean cost with their \
         95 % interval; the three overlap and are never added up. Worth it: damage and displacement \
         avoided exceed the cost. Well-being counts at the model's own {} a year. Grants and payouts \
         are transfers, not benefits; deaths are in no ratio.",
        rate_words(appraisal.terms.wellbeing_rate)
    )
}

fn other_rates(appraisal: &Appraisal, name: &dyn Fn(&str) -> String) -> String {
    let headline = appraisal.terms.headline_rate.to_bits();
    let rates: Vec<f64> =
        appraisal.terms.rates.iter().copied().filter(|rate| rate.to_bits() != headline).collect();
    let told: Vec<String> = appraisal
        .strategies
        .iter()
        .filter_map(|strategy| {
            let ratios: Option<Vec<String>> = rates
                .iter()
                .map(|rate| strategy.measure(Basis::Assets, *rate)?.ratio.map(short))
                .collect();
            Some(format!("{} for {}", listed(&ratios?), name(&strategy.strategy)))
        })
        .collect();
    if told.is_empty() || rates.is_empty() {
        return String::new();
    }
    let words: Vec<String> = rates.iter().map(|rate| rate_words(*rate)).collect();
    format!("At {} a year the ratio on damage alone is {}.", listed(&words), told.join("; "))
}

/// Which strategy is worth most at the headline rate, and where others take its place.
fn order(appraisal: &Appraisal, name: &dyn Fn(&str) -> String) -> String {
    let headline = appraisal.terms.headline_rate;
    let nets = appraisal.strategies.iter().filter(|it| !it.same).filter_map(|strategy| {
        let measure = strategy.measure(Basis::AssetsAndDisplacement, headline)?;
        Some((strategy.strategy.as_str(), measure))
    });
    let Some((id, measure)) = nets.max_by(|(_, a), (_, b)| a.net.total_cmp(&b.net)) else {
        return String::new();
    };
    let best = if measure.net > 0.0 { id } else { appraisal.baseline.as_str() };
    let mut text = if measure.net > 0.0 {
        format!("On damage and displacement {} is worth most at this rate", name(id))
    } else {
        format!("On damage and displacement no strategy is worth more than {}", name(best))
    };
    if measure.net > 0.0 && !measure.net_interval.is_some_and(|interval| interval.excludes_zero()) {
        let _ = write!(text, ", though its gain over {} may be chance", name(&appraisal.baseline));
    }
    let places: Vec<String> = appraisal
        .switches
        .iter()
        .filter(|switch| switch.first == best || switch.second == best)
        .flat_map(|switch| {
            let other = if switch.first == best { &switch.second } else { &switch.first };
            switch
                .rates
                .iter()
                .map(move |rate| format!("with {} at {}", name(other), rate_words(*rate)))
        })
        .collect();
    if places.is_empty() {
        text.push_str("; no other takes its place between 0 and 30 % a year.");
    } else {
        let _ = write!(text, "; it changes places {} a year.", listed(&places));
    }
    text
}

fn weighted(appraisal: &Appraisal, name: &dyn Fn(&str) -> String) -> String {
    let Some(eta) = appraisal.terms.etas.iter().copied().find(|eta| *eta > 0.0) else {
        return String::new();
    };
    let told: Vec<String> = appraisal
        .strategies
        .iter()
        .filter_map(|strategy| {
            let equity = strategy.equity.as_ref()?;
            let plain: f64 = equity.by_fifth.iter().sum();
            let weighted = equity.weighted.iter().find(|it| it.eta.to_bits() == eta.to_bits())?;
            (plain > 0.0).then(|| {
                format!("{} for {}", short(weighted.avoided / plain), name(&strategy.strategy))
            })
        })
        .collect();
    if told.is_empty() {
        return String::new();
    }
    format!(
        "Weighted by income (elasticity {eta}), a dollar of damage avoided counts for {} dollars of a \
         household of mean income; this is not discounted.",
        listed(&told)
    )
}

fn thresholds(appraisal: &Appraisal, name: &dyn Fn(&str) -> String) -> String {
    let mut sentences = Vec::new();
    for (position, usd) in appraisal.terms.thresholds_usd.iter().enumerate() {
        let told: Vec<String> = appraisal
            .public_cost
            .iter()
            .filter_map(|cost| {
                let row = cost.thresholds.iter().filter(|row| row.years == 1).nth(position)?;
                let futures = grouped(f64::from(row.futures));
                Some(format!("{futures} under {}", name(&cost.strategy)))
            })
            .collect();
        if !told.is_empty() {
            sentences.push(format!(
                "Of {} futures, programmes cost more than USD {} in some year in {}.",
                grouped(f64::from(appraisal.replicates)),
                grouped(usd.round()),
                listed(&told)
            ));
        }
    }
    sentences.join(" ")
}

/// "a, b and c".
fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
