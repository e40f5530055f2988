//! Hazards as canonical TOML.

use super::writer::{Writer, list, quoted};
use crate::scenario::hazard::{
    FloodHazard, FrequencyHazard, Hazard, HazardKind, ScriptedAction, ScriptedEvent, TrackHazard,
};
use crate::scenario::keys::CLASSES;
use crate::scenario::place::Zone;

pub(super) fn write(out: &mut Writer, hazard: &Hazard, zones: &[Zone]) {
    out.header("[[hazards]]");
    out.text("id", &hazard.id);
    match &hazard.kind {
        HazardKind::Tracks(tracks) => self::tracks(out, tracks),
        HazardKind::Frequency(frequency) => self::frequency(out, frequency),
        HazardKind::Surge(surge) => {
            out.text("kind", "storm_surge");
            out.text("driven_by", &surge.driven_by);
            out.quantity(&surge.shelf_factor);
            out.quantity(&surge.tide_m);
        }
        HazardKind::Flood(flood) => self::flood(out, flood, zones),
        HazardKind::Sea(sea) => {
            out.text("kind", "sea_level");
            out.quantities(&[&sea.high_water_m, &sea.location_m, &sea.scale_m]);
        }
        HazardKind::Drought(_) => {
            out.text("kind", "drought");
            out.quantities(&hazard.kind.quantities());
        }
        HazardKind::Heat(heat) => {
            out.text("kind", "heat");
            out.quantity(&heat.rise_per_degree);
            if heat.zones.is_empty() {
                out.line("wet_bulb_globe = { }");
            }
            for (rank, months) in &heat.zones {
                let Some(zone) = zones.get(usize::from(*rank)) else { continue };
                out.header(&format!("[hazards.wet_bulb_globe.{}]", zone.id));
                out.numbers("monthly_mean_celsius", months);
            }
        }
        HazardKind::Catalogue(catalogue) => {
            out.text("kind", "catalogue");
            out.path("events_file", Some(&catalogue.events_file));
            out.line(&format!("years = {}", catalogue.years));
        }
        HazardKind::Scripted(scripted) => {
            out.text("kind", "scripted");
            out.line(&format!("draw_effects = {}", scripted.draw_effects));
            if scripted.events.is_empty() {
                out.line("events = []");
            }
            for event in &scripted.events {
                self::event(out, event, zones);
            }
        }
    }
}

fn tracks(out: &mut Writer, tracks: &TrackHazard) {
    out.text("kind", "tropical_cyclone");
    out.path("tracks_file", Some(&tracks.tracks_file));
    out.line(&format!("first_season = {}", tracks.first_season));
    out.line(&format!("last_season = {}", tracks.last_season));
    out.line(&format!("synthetic_years = {}", tracks.synthetic_years));
    out.quantity(&tracks.shift_sd_degrees);
    out.quantity(&tracks.radius_sd_log);
    if let Some(point) = &tracks.reference {
        out.line(&format!(
            "reference = {{ name = {}, lat = {:?}, lon = {:?} }}",
            quoted(&point.name),
            point.lat,
            point.lon
        ));
    }
}

fn frequency(out: &mut Writer, frequency: &FrequencyHazard) {
    out.text("kind", "tropical_cyclone");
    out.quantities(&[
        &frequency.rate_per_year,
        &frequency.clustering_size,
        &frequency.threshold_ms,
        &frequency.scale_ms,
        &frequency.shape,
        &frequency.cap_ms,
    ]);
    out.numbers("month_shares", &frequency.month_shares);
    out.quantities(&[&frequency.zone_sd_log, &frequency.correlation_km]);
}

fn flood(out: &mut Writer, flood: &FloodHazard, zones: &[Zone]) {
    out.text("kind", "river_flood");
    if let Some(driver) = &flood.driven_by {
        out.text("driven_by", driver);
    }
    out.quantities(&[&flood.wind_correlation, &flood.zone_correlation]);
    out.numbers("month_shares", &flood.month_shares);
    if flood.floodplains.is_empty() {
        out.line("floodplains = { }");
    }
    for plain in &flood.floodplains {
        let Some(zone) = zones.get(usize::from(plain.zone)) else { continue };
        out.header(&format!("[hazards.floodplains.{}]", zone.id));
        out.numbers("depths_m", &plain.depths_m);
        out.quantities(&[&plain.exposed_share, &plain.protection_standard_years]);
    }
}

fn event(out: &mut Writer, event: &ScriptedEvent, zones: &[Zone]) {
    out.header("[[hazards.events]]");
    out.text("month", &event.month.to_string());
    out.line(&format!("day = {}", event.day));
    match &event.action {
        ScriptedAction::Storm { tracks_file, storm } => {
            out.path("tracks_file", Some(tracks_file));
            out.text("storm", storm);
        }
        ScriptedAction::Winds(winds) => {
            let pairs = zones.iter().zip(winds);
            let words: Vec<String> =
                pairs.map(|(zone, wind)| format!("{} = {wind:?}", zone.id)).collect();
            out.line(&format!("winds = {{ {} }}", words.join(", ")));
        }
        ScriptedAction::Drought { severity, months } => {
            out.number("drought_severity", *severity);
            out.line(&format!("drought_months = {months}"));
        }
        ScriptedAction::DamageShares(shares) => {
            for (zone, classes) in zones.iter().zip(shares) {
                out.header(&format!("[hazards.events.damage_shares.{}]", zone.id));
                for (class, shares) in CLASSES.iter().zip(classes) {
                    out.line(&format!("{class} = {}", list(shares)));
                }
            }
        }
    }
}
