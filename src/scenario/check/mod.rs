//! Rules that hold between several keys.

pub(super) mod places;
pub(super) mod references;
pub(super) mod shares;
mod stop;

use std::collections::BTreeMap;

use super::Scenario;
use super::findings::Findings;
use super::quantity::Quantity;
use super::reader::tidy;
use super::tree::{Table, Value};
use crate::diagnostic::{Diagnostic, Span};
use crate::ids::{HouseholdId, name_hash};

/// Rules over the whole scenario.
pub(super) fn whole(scenario: &Scenario, root: &Table, findings: &Findings) {
    let place = |key: &str| root.get(key).map(|entry| entry.key_span.clone());
    let weight = scenario.population.household_weight.central.max(1.0);
    for zone in &scenario.zones {
        let simulated = zone.households.central / weight;
        if simulated > HouseholdId::MOST_IN_ZONE as f64 {
            findings.add(
                Diagnostic::error(
                    "S310",
                    format!("zone `{}` has more than {} households", zone.id, HouseholdId::MOST_IN_ZONE),
                    element_place(root, "zones", &zone.id),
                )
                .label("too many to follow one by one")
                .help("split the zone, or set population.household_weight so that one stands for several"),
            );
        }
    }
    if scenario.hazards.is_empty() && root.get("hazards").is_some() && findings.errors() == 0 {
        findings.add(
            Diagnostic::error("S317", "there is no hazard", place("hazards"))
                .label("the list is empty")
                .help("add a [[hazards]] section"),
        );
    }
    if scenario.zones.is_empty() && root.get("zones").is_some() && findings.errors() == 0 {
        findings.add(
            Diagnostic::error("S317", "there is no zone", place("zones"))
                .label("the list is empty")
                .help("add a [[zones]] section"),
        );
    }
    damage_thresholds(scenario, root, findings);
    stop::strategy_is_known(scenario, root, findings);
    report_collisions(scenario, findings);
}

/// Minor damage is less than severe damage, severe damage less than destruction: in every future, so
/// over the whole of their spreads.
fn damage_thresholds(scenario: &Scenario, root: &Table, findings: &Findings) {
    let numbers = &scenario.vulnerability;
    let ends =
        |quantity: &Quantity| quantity.spread.unwrap_or((quantity.central, quantity.central));
    let name =
        |quantity: &Quantity| quantity.path.rsplit('.').next().unwrap_or_default().to_owned();
    for (less, more) in [
        (&numbers.minor_damage, &numbers.severe_damage),
        (&numbers.severe_damage, &numbers.destroyed_damage),
    ] {
        let ((_, highest), (lowest, _)) = (ends(less), ends(more));
        if highest < lowest {
            continue;
        }
        let place = match root.get("vulnerability").map(|entry| &entry.value.value) {
            Some(Value::Table(table)) => table
                .get(&name(less))
                .or_else(|| table.get(&name(more)))
                .map(|entry| entry.value.span.clone()),
            _ => None,
        };
        findings.add(
            Diagnostic::error(
                "S326",
                format!("`{}` is not below `{}`", name(less), name(more)),
                place,
            )
            .label(format!(
                "{} can reach {}, {} {}",
                name(less),
                tidy(highest),
                name(more),
                tidy(lowest)
            ))
            .help(format!(
                "keep {} below {} everywhere in their spreads",
                name(less),
                name(more)
            )),
        );
    }
}

/// Place of the id of an element of the list `name`.
pub(super) fn element_place(root: &Table, name: &str, id: &str) -> Option<Span> {
    let Value::List(elements) = &root.get(name)?.value.value else { return None };
    elements.iter().find_map(|element| match &element.value {
        Value::Table(table) if table.text("id") == Some(id) => {
            table.get("id").map(|entry| entry.value.span.clone())
        }
        _ => None,
    })
}

/// Draws are addressed by the hash of a name, so two names with one hash would share their draws.
fn report_collisions(scenario: &Scenario, findings: &Findings) {
    let mut names: BTreeMap<u32, &str> = BTreeMap::new();
    let quantities = scenario.quantities();
    let uncertain = quantities.iter().filter(|quantity| quantity.spread.is_some());
    let ids = scenario.interventions.iter().map(|intervention| intervention.id.as_str());
    for name in uncertain.map(|quantity: &&Quantity| quantity.path.as_str()).chain(ids) {
        let earlier = names.insert(name_hash(name), name);
        if let Some(earlier) = earlier.filter(|earlier| *earlier != name) {
            findings.add(
                Diagnostic::error(
                    "S309",
                    format!("`{earlier}` and `{name}` would share their draws"),
                    None,
                )
                .help("give one of the two another id"),
            );
        }
    }
}
