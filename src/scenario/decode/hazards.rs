//! `[[hazards]]`.

use super::{floods, scripted, sorted_by_id};
use crate::calendar::Horizon;
use crate::diagnostic::{Diagnostic, Span};
use crate::scenario::check::{references, shares};
use crate::scenario::findings::listed;
use crate::scenario::hazard::{
    CatalogueHazard, DroughtHazard, FloodHazard, FrequencyHazard, Hazard, HazardKind, HeatHazard,
    ReferencePoint, SeaHazard, SurgeHazard, TrackHazard,
};
use crate::scenario::keys::{BUILT_KINDS, RESERVED_KINDS};
use crate::scenario::place::Zone;
use crate::scenario::reader::{TableReader, unknown_word};

pub(super) fn read(root: &TableReader<'_>, horizon: Horizon, zones: &[Zone]) -> Vec<Hazard> {
    let mut readers = root.tables("hazards", "hazards");
    let mut read = Vec::new();
    let mut followers = Vec::new();
    for reader in &mut readers {
        let id = reader.id("id");
        let Some(kind) = kind(reader, horizon, zones) else { continue };
        reader.finish();
        match &kind {
            HazardKind::Surge(surge) => {
                let needs = references::DriverFor::Surge;
                followers.push((surge.driven_by.clone(), reader.place("driven_by"), needs));
            }
            HazardKind::Flood(FloodHazard { driven_by: Some(driver), .. }) => {
                let needs = references::DriverFor::Flood;
                followers.push((driver.clone(), reader.place("driven_by"), needs));
            }
            _ => {}
        }
        read.push((Hazard { id, kind }, reader.place("id")));
    }
    one_of_a_kind(&read, root);
    // A hazard that could not be read may be the one meant, so its followers are not blamed.
    if read.len() == readers.len() {
        references::drivers(&read, followers, root.findings);
    }
    sorted_by_id(read, root.findings, "hazards", |hazard| &hazard.id)
}

/// The sea and the heat of a place are one each: a second would be without effect.
fn one_of_a_kind(read: &[(Hazard, Option<Span>)], root: &TableReader<'_>) {
    for word in ["sea_level", "heat"] {
        let is_kind = |kind: &HazardKind| match kind {
            HazardKind::Sea(_) => word == "sea_level",
            HazardKind::Heat(_) => word == "heat",
            _ => false,
        };
        for (hazard, place) in read.iter().filter(|it| is_kind(&it.0.kind)).skip(1) {
            root.findings.add(
                Diagnostic::error(
                    "S325",
                    format!("`{}` is a second hazard of kind `{word}`", hazard.id),
                    place.clone(),
                )
                .label("a place has one")
                .help("join the two, or remove this one"),
            );
        }
    }
}

fn kind(reader: &mut TableReader<'_>, horizon: Horizon, zones: &[Zone]) -> Option<HazardKind> {
    if !reader.has("kind") {
        reader.must_have("kind");
        return None;
    }
    let word = reader.plain_text("kind")?;
    match word.as_str() {
        "tropical_cyclone" => {
            reader.also("hazards.tropical_cyclone");
            Some(if reader.has("tracks_file") { tracks(reader)? } else { frequency(reader) })
        }
        "storm_surge" => {
            reader.also("hazards.storm_surge");
            Some(HazardKind::Surge(SurgeHazard {
                driven_by: reader.plain_text("driven_by").unwrap_or_default(),
                shelf_factor: reader.number("shelf_factor"),
                tide_m: reader.number("tide_m"),
            }))
        }
        "river_flood" => {
            reader.also("hazards.river_flood");
            Some(HazardKind::Flood(floods::read(reader, zones)))
        }
        "sea_level" => {
            reader.also("hazards.sea_level");
            Some(HazardKind::Sea(SeaHazard {
                high_water_m: reader.number("high_water_m"),
                location_m: reader.number("location_m"),
                scale_m: reader.number("scale_m"),
            }))
        }
        "drought" => {
            reader.also("hazards.drought");
            Some(HazardKind::Drought(drought(reader)))
        }
        "heat" => {
            reader.also("hazards.heat");
            Some(HazardKind::Heat(heat(reader, zones)))
        }
        "catalogue" => {
            reader.also("hazards.catalogue");
            Some(HazardKind::Catalogue(CatalogueHazard {
                events_file: reader.path("events_file").unwrap_or_default(),
                years: reader.integer("years") as u32,
            }))
        }
        "scripted" => {
            reader.also("hazards.scripted");
            Some(HazardKind::Scripted(scripted::read(reader, horizon, zones)))
        }
        other if RESERVED_KINDS.contains(&other) => {
            reader.report(
                Diagnostic::error(
                    "S213",
                    format!("hazards of kind `{other}` are reserved and not built yet"),
                    reader.place("kind"),
                )
                .label("would have no effect")
                .help(format!(
                    "remove this hazard; built are {}",
                    listed(BUILT_KINDS.iter().copied())
                )),
            );
            None
        }
        other => {
            reader.report(unknown_word(
                "S222",
                &format!("unknown kind of hazard `{other}`"),
                other,
                reader.place("kind"),
                BUILT_KINDS.iter().copied(),
            ));
            None
        }
    }
}

fn tracks(reader: &TableReader<'_>) -> Option<HazardKind> {
    let hazard = TrackHazard {
        tracks_file: reader.path("tracks_file")?,
        first_season: reader.integer("first_season") as u16,
        last_season: reader.integer("last_season") as u16,
        synthetic_years: reader.integer("synthetic_years") as u32,
        shift_sd_degrees: reader.number("shift_sd_degrees"),
        radius_sd_log: reader.number("radius_sd_log"),
        reference: reference(reader),
    };
    if hazard.first_season > hazard.last_season {
        reader.report(
            Diagnostic::error(
                "S316",
                format!(
                    "the first season {} comes after the last, {}",
                    hazard.first_season, hazard.last_season
                ),
                reader.place("first_season"),
            )
            .label("no season is left")
            .help("write the earlier year in `first_season`"),
        );
    }
    if hazard.synthetic_years < 10_000 {
        reader.report(
            Diagnostic::warning(
                "W404",
                format!("{} synthetic years are few", hazard.synthetic_years),
                reader.place("synthetic_years"),
            )
            .label("rare storms are seen a few times only")
            .help("use 10000 or more for results; fewer serve to try things out"),
        );
    }
    Some(HazardKind::Tracks(hazard))
}

fn reference(reader: &TableReader<'_>) -> Option<ReferencePoint> {
    if !reader.has("reference") {
        return None;
    }
    let point = reader.table("reference", "hazards.reference");
    let reference = ReferencePoint {
        name: point.text("name"),
        lat: point.plain_number("lat"),
        lon: point.plain_number("lon"),
    };
    point.finish();
    Some(reference)
}

fn drought(reader: &TableReader<'_>) -> DroughtHazard {
    let drought = DroughtHazard {
        onset_per_month: reader.number("onset_per_month"),
        persistence_per_month: reader.number("persistence_per_month"),
        severity_low: reader.number("severity_low"),
        severity_high: reader.number("severity_high"),
    };
    if drought.severity_low.central > drought.severity_high.central {
        reader.report(
            Diagnostic::error(
                "S311",
                "`severity_low` is larger than `severity_high`",
                reader.place("severity_low"),
            )
            .label("must not be the larger one")
            .help("write the lower severity in `severity_low`"),
        );
    }
    drought
}

fn heat(reader: &TableReader<'_>, zones: &[Zone]) -> HeatHazard {
    let mut by_zone = Vec::new();
    for (name, span, temperatures) in
        reader.named_tables("wet_bulb_globe", "hazards.wet_bulb_globe")
    {
        let months = temperatures.numbers("monthly_mean_celsius");
        temperatures.finish();
        let rank = references::zone_of_key(reader, (&name, span), zones);
        if let (Some(rank), Ok(months)) = (rank, <[f64; 12]>::try_from(months)) {
            by_zone.push((rank, months));
        }
    }
    by_zone.sort_by_key(|(rank, _)| *rank);
    HeatHazard { rise_per_degree: reader.number("rise_per_degree"), zones: by_zone }
}

/// Twelve shares that add up to one.
pub(super) fn month_shares(reader: &TableReader<'_>) -> [f64; 12] {
    let months = reader.numbers("month_shares");
    let mut month_shares = [0.0; 12];
    if months.len() == 12 {
        month_shares.copy_from_slice(&months);
        shares::numbers_sum_to_one(reader, "month_shares", &months);
    }
    month_shares
}

fn frequency(reader: &TableReader<'_>) -> HazardKind {
    let month_shares = month_shares(reader);
    HazardKind::Frequency(FrequencyHazard {
        rate_per_year: reader.number("rate_per_year"),
        clustering_size: reader.number("clustering_size"),
        threshold_ms: reader.number("threshold_ms"),
        scale_ms: reader.number("scale_ms"),
        shape: reader.number("shape"),
        cap_ms: reader.number("cap_ms"),
        month_shares,
        zone_sd_log: reader.number("zone_sd_log"),
        correlation_km: reader.number("correlation_km"),
    })
}
