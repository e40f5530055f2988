//! `[[zones]]` and `[[destinations]]`.

use super::prices::Prices;
use super::{households, sorted_by_id};
use crate::diagnostic::Diagnostic;
use crate::ids::HouseholdId;
use crate::scenario::check;
use crate::scenario::place::{Destination, Zone};
use crate::scenario::quantity::{Quantity, Status};
use crate::scenario::reader::TableReader;

pub(super) fn zones(root: &TableReader<'_>) -> Vec<Zone> {
    let readers = root.tables("zones", "zones");
    if readers.len() > HouseholdId::MOST_ZONES {
        root.findings.add(
            Diagnostic::error(
                "S310",
                format!("{} zones are more than {}", readers.len(), HouseholdId::MOST_ZONES),
                root.place("zones"),
            )
            .label("too many zones")
            .help("join small zones"),
        );
    }
    let read: Vec<_> = readers.iter().map(|reader| (zone(reader), reader.place("id"))).collect();
    check::places::near_each_other(&read, root.findings);
    sorted_by_id(read, root.findings, "zones", |zone| &zone.id)
}

fn zone(reader: &TableReader<'_>) -> Zone {
    let zone = Zone {
        id: reader.id("id"),
        name: reader.text("name"),
        lat: reader.plain_number("lat"),
        lon: reader.plain_number("lon"),
        households: reader.number("households"),
        census_persons: reader.optional_number("census_persons"),
        effective_wind_factor: reader.number("effective_wind_factor"),
        elevation_quantiles_m: reader.numbers("elevation_quantiles_m"),
        coast_distance_quantiles_km: reader.numbers("coast_distance_quantiles_km"),
        dwelling_mix: households::dwelling_mix(reader),
        site_places: reader.optional_number("site_places"),
        service_recovery_years: reader.optional_number("service_recovery_years"),
        boundary_id: reader.plain_text("boundary_id"),
    };
    check::places::ascending(reader, "elevation_quantiles_m", &zone.elevation_quantiles_m);
    check::places::ascending(
        reader,
        "coast_distance_quantiles_km",
        &zone.coast_distance_quantiles_km,
    );
    reader.finish();
    zone
}

pub(super) fn destinations(root: &TableReader<'_>, price_year: u16) -> Vec<Destination> {
    let readers = root.tables("destinations", "destinations");
    if readers.is_empty() {
        return vec![stand_in(root)];
    }
    let read = readers
        .iter()
        .map(|reader| (destination(reader, price_year), reader.place("id")))
        .collect();
    sorted_by_id(read, root.findings, "destinations", |destination| &destination.id)
}

fn destination(reader: &TableReader<'_>, price_year: u16) -> Destination {
    let prices = Prices::of(reader, price_year);
    let destination = Destination {
        id: reader.id("id"),
        name: reader.text("name"),
        distance_km: reader.number("distance_km"),
        population: reader.number("population"),
        income_ratio: reader.number("income_ratio"),
        move_cost_usd: prices.number(reader, "move_cost_usd"),
        legal_access_share: reader.number("legal_access_share"),
        ties_share: reader.number("ties_share"),
    };
    reader.finish();
    destination
}

/// Where a scenario names no destination, one stands for everywhere else, so that people can leave.
fn stand_in(root: &TableReader<'_>) -> Destination {
    let path = |name: &str| format!("destinations.abroad.{name}");
    let stated = |name: &str, value: f64| {
        let source = "stand-in where no destination is stated";
        let plain = Quantity::plain(&path(name), value, source, Status::Assumption);
        Quantity { from_profile: false, ..plain }
    };
    let default = |name: &str| {
        let key = crate::scenario::keys::find("destinations", name);
        let default = key.and_then(|key| root.profile.default_of(key));
        let (value, source, status) = default.unwrap_or((0.0, "", Status::Assumption));
        Quantity::plain(&path(name), value, source, status)
    };
    Destination {
        id: "abroad".to_owned(),
        name: "Abroad".to_owned(),
        distance_km: stated("distance_km", 800.0),
        population: stated("population", 5_000_000.0),
        income_ratio: default("income_ratio"),
        move_cost_usd: default("move_cost_usd"),
        legal_access_share: default("legal_access_share"),
        ties_share: default("ties_share"),
    }
}
