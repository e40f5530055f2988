//! `[[interventions]]` and `[[strategies]]`.

use super::prices::Prices;
use super::{actors, report_duplicates, sorted_by_id};
use crate::calendar::Horizon;
use crate::diagnostic::{Diagnostic, Span};
use crate::scenario::catalogue::CUSTOM;
use crate::scenario::check::references;
use crate::scenario::findings::{all_listed, nearest};
use crate::scenario::intervention::{Actor, Intervention, Phase, Strategy, Targeting, Targets};
use crate::scenario::keys::CLASSES;
use crate::scenario::lever::{LEVER_TABLE, Lever};
use crate::scenario::place::Zone;
use crate::scenario::quantity::Quantity;
use crate::scenario::reader::{TableReader, tidy};

pub(super) fn interventions(
    root: &TableReader<'_>,
    horizon: Horizon,
    zones: &[Zone],
    (actors, price_year): (&[Actor], u16),
) -> Vec<Intervention> {
    let readers = root.tables("interventions", "interventions");
    let read: Vec<_> = readers
        .iter()
        .map(|reader| {
            (intervention(reader, horizon, zones, (actors, price_year)), reader.place("id"))
        })
        .collect();
    report_duplicates(&read, root.findings, "interventions", &|it: &Intervention| it.id.as_str());
    read.into_iter().map(|(intervention, _)| intervention).collect()
}

fn intervention(
    reader: &TableReader<'_>,
    horizon: Horizon,
    zones: &[Zone],
    (actors, price_year): (&[Actor], u16),
) -> Intervention {
    let start = reader.month("start_month");
    references::inside_horizon(reader, "start_month", start, horizon);
    let prices = Prices::of(reader, price_year);
    let mut read = Intervention {
        id: reader.id("id"),
        based_on: based_on(reader),
        title: reader.text("title"),
        phase: match reader.word("phase") {
            "during" => Phase::During,
            "after" => Phase::After,
            _ => Phase::Before,
        },
        sector: reader.word("sector").to_owned(),
        levers: levers(reader),
        start,
        rollout_months: reader.integer("rollout_months") as u16,
        duration_months: reader
            .has("duration_months")
            .then(|| reader.integer("duration_months") as u16),
        delay_months: reader.integer("delay_months") as u16,
        stock_units: reader.optional_number("stock_units").map(|units| units.central),
        activation_share: reader.plain_number("activation_share"),
        coverage_share: reader.number("coverage_share"),
        targeting: match reader.word("targeting") {
            "poorest" => Targeting::Poorest,
            "most_exposed" => Targeting::MostExposed,
            "untitled" => Targeting::Untitled,
            _ => Targeting::Random,
        },
        targets: match reader.word("targets") {
            "observed" => Targets::Observed,
            _ => Targets::True,
        },
        zones: reader.names("zones").map(|names| references::zones(reader, names, zones)),
        classes: reader.names("classes").map(|names| classes(reader, names)),
        actor: actors::payer(reader, actors),
        absorption_usd_per_year: reader
            .optional_number("absorption_usd_per_year")
            .map(|usd| usd.central),
        cost_overrun_ratio: reader.number("cost_overrun_ratio"),
        unit_cost_usd: reader.number("unit_cost_usd"),
        upkeep_usd_per_year: prices.number(reader, "upkeep_usd_per_year"),
    };
    // A cost for each dollar paid is a ratio: it has no price level.
    let is_ratio =
        read.levers.first().is_some_and(|(lever, _)| lever.entry().delivered.starts_with("USD"));
    if !is_ratio {
        read.unit_cost_usd = prices.bring(read.unit_cost_usd);
    }
    warn_of_unusual_cost(reader, &read);
    reader.finish();
    read
}

/// The entry of the catalogue; where a kind is named, that is it, and `based_on` does not apply.
fn based_on(reader: &TableReader<'_>) -> Option<String> {
    match reader.word("kind") {
        CUSTOM => reader.has("based_on").then(|| reader.id("based_on")),
        kind => Some(kind.to_owned()),
    }
}

/// Usual cost of one unit of a lever, USD: the lowest and the highest that programmes report.
fn usual_unit_cost(lever: Lever) -> Option<(f64, f64)> {
    match lever {
        Lever::Warning => Some((0.5, 3.0)),
        Lever::DwellingStrength => Some((2_000.0, 9_000.0)),
        Lever::Plots => Some((3_000.0, 30_000.0)),
        Lever::RelocationOffer => Some((8_000.0, 162_000.0)),
        Lever::RepairFunding => Some((1.0, 1.5)),
        _ => None,
    }
}

fn warn_of_unusual_cost(reader: &TableReader<'_>, read: &Intervention) {
    let Some((lever, _)) = read.levers.first() else { return };
    let Some((low, high)) = usual_unit_cost(*lever) else { return };
    let cost = read.unit_cost_usd.central;
    if cost >= 100.0 * high || (cost > 0.0 && cost <= low / 100.0) {
        let delivered = lever.entry().delivered;
        reader.report(
            Diagnostic::warning(
                "W401",
                format!("`unit_cost_usd` is far from usual values: {} per {delivered}", tidy(cost)),
                reader.place("unit_cost_usd"),
            )
            .label(format!("usual values are {} to {}", tidy(low), tidy(high)))
            .help(format!("check that it is the cost of one {delivered}, in USD")),
        );
    }
}

fn classes(reader: &TableReader<'_>, names: Vec<(String, Span)>) -> [bool; 4] {
    let mut chosen = [false; 4];
    for (name, place) in names {
        match CLASSES.iter().position(|class| *class == name) {
            Some(rank) => chosen[rank] = true,
            None => reader.report(crate::scenario::reader::unknown_word(
                "S314",
                &format!("there is no dwelling class `{name}`"),
                &name,
                Some(place),
                CLASSES.into_iter(),
            )),
        }
    }
    chosen
}

fn levers(reader: &TableReader<'_>) -> Vec<(Lever, Quantity)> {
    let table = reader.table("levers", "interventions.levers");
    let names = || LEVER_TABLE.iter().map(|entry| entry.name);
    let mut levers = Vec::new();
    for entry in LEVER_TABLE {
        if let Some(effect) = table.optional_number(entry.name) {
            levers.push((entry.lever, effect));
        }
    }
    let mut others = 0;
    for (name, place) in table.others() {
        others += 1;
        let found = Diagnostic::error("S304", format!("there is no lever `{name}`"), Some(place))
            .label("no such lever")
            .note(format!("levers are {}", all_listed(names())));
        table.report(match nearest(&name, names()) {
            Some(near) => {
                found.replace(format!("a similar lever exists: `{near}`"), near.to_owned())
            }
            None => found.help("`leeward explain LEVER` says what a lever does"),
        });
    }
    if levers.is_empty() && others == 0 && reader.has("levers") && table.is_empty() {
        reader.report(
            Diagnostic::error("S318", "the intervention moves no lever", table.span.clone())
                .label("it would cost money and change nothing")
                .help(format!("name at least one of {}", all_listed(names()))),
        );
    }
    levers
}

pub(super) fn strategies(root: &TableReader<'_>, known: &[Intervention]) -> Vec<Strategy> {
    let readers = root.tables("strategies", "strategies");
    let errors = root.findings.errors();
    let mut used = vec![false; known.len()];
    let mut read: Vec<(Strategy, Option<Span>)> = Vec::new();
    let mut marked = Vec::new();
    for reader in &readers {
        let strategy = strategy(reader, known);
        for &position in &strategy.interventions {
            used[position] = true;
        }
        if strategy.baseline {
            marked.push(reader.place("baseline"));
        }
        read.push((strategy, reader.place("id")));
    }
    for place in marked.into_iter().skip(1) {
        root.findings.add(
            Diagnostic::error("S308", "more than one strategy is marked as the baseline", place)
                .label("a second baseline")
                .replace("write false; the others are compared with one baseline", "false"),
        );
    }
    choose_baseline(root, &mut read);
    // What an unreadable strategy uses is not known.
    if root.findings.errors() == errors {
        references::unused_interventions(root, known, &used);
    }
    sorted_by_id(read, root.findings, "strategies", |strategy| &strategy.id)
}

fn strategy(reader: &TableReader<'_>, known: &[Intervention]) -> Strategy {
    let names = reader.names("interventions").unwrap_or_default();
    let strategy = Strategy {
        id: reader.id("id"),
        title: reader.text("title"),
        baseline: reader.flag("baseline"),
        interventions: references::interventions(reader, names, known),
        budget_usd: reader.optional_number("budget_usd").map(|budget| budget.central),
    };
    reader.finish();
    strategy
}

/// Marks the first strategy without interventions as the baseline, or adds one, where none is marked.
fn choose_baseline(root: &TableReader<'_>, read: &mut Vec<(Strategy, Option<Span>)>) {
    if read.iter().any(|(strategy, _)| strategy.baseline) {
        return;
    }
    if let Some((bare, _)) = read.iter_mut().find(|(it, _)| it.interventions.is_empty()) {
        bare.baseline = true;
        return;
    }
    let taken = |id: &str| read.iter().any(|(strategy, _)| strategy.id == id);
    let id = ["continue_as_now", "baseline"].into_iter().find(|id| !taken(id));
    let place = read.first().and_then(|(_, place)| place.clone());
    root.findings.add(
        Diagnostic::warning("W403", "no strategy is the baseline", place)
            .label("every strategy has interventions")
            .note(
                "a strategy without interventions, \"Continue as now\", was added to compare with",
            )
            .help("add a strategy with `interventions = []`, or mark one with `baseline = true`"),
    );
    read.push((
        Strategy {
            id: id.unwrap_or("continue_as_now_2").to_owned(),
            title: "Continue as now".to_owned(),
            baseline: true,
            interventions: Vec::new(),
            budget_usd: None,
        },
        None,
    ));
}

#[cfg(test)]
mod tests {
    use crate::scenario::keys;
    use crate::scenario::lever::LEVER_TABLE;

    #[test]
    fn levers_have_keys() {
        assert_eq!(keys::of_section("interventions.levers").len(), LEVER_TABLE.len());
    }
}
