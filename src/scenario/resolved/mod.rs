//! The whole scenario as TOML, every default filled in: what a run folder keeps.
//!
//! The text is canonical: equal scenarios give equal bytes, and reading it gives an equal scenario.

mod alternatives;
mod hazards;
mod writer;

pub(super) use alternatives::toml_value;

use super::Scenario;
use super::intervention::{Actor, Intervention, Targeting, Targets};
use super::keys::{CLASSES, wanted_word};
use super::place::{Channel, Destination, Zone};
use crate::outcome::OUTCOME_TABLE;
use crate::outcome::observation::GRADE_IDS;
use crate::stats::stop::WantedPrecision;
use writer::Writer;

/// Writes the scenario.
pub fn resolved_text(scenario: &Scenario) -> String {
    let mut out = Writer::default();
    out.line("format = 1");
    out.header("[scenario]");
    out.text("id", &scenario.id);
    out.text("title", &scenario.title);
    out.text("summary", &scenario.summary);
    out.text("profile", &scenario.profile);
    out.text("first_month", &scenario.horizon.first_month.to_string());
    out.line(&format!("horizon_years = {}", scenario.horizon.years));
    out.path("boundaries_file", scenario.boundaries_file.as_deref());
    experiment(&mut out, scenario);
    out.header("[currency]");
    out.text("code", &scenario.currency.code);
    out.line(&format!("price_year = {}", scenario.currency.price_year));
    out.number("per_usd", scenario.currency.per_usd);
    out.quantity(&scenario.currency.cost_ratio);
    for it in &scenario.zones {
        zone(&mut out, it);
    }
    for it in &scenario.destinations {
        destination(&mut out, it);
    }
    for it in &scenario.channels {
        channel(&mut out, it, &scenario.destinations);
    }
    out.section("[population]", &scenario.population.values());
    out.section("[population.household_sizes]", &scenario.household_sizes.values());
    out.section("[population.dwelling_mix]", &scenario.dwelling_mix.values());
    out.section("[population.tenure]", &scenario.tenure.values());
    out.section("[population.livelihoods]", &scenario.livelihoods.values());
    out.header("[climate]");
    out.text("pathway", scenario.pathway.word());
    out.quantities(&scenario.climate.values());
    for hazard in &scenario.hazards {
        hazards::write(&mut out, hazard, &scenario.zones);
    }
    out.section("[vulnerability]", &scenario.vulnerability.values());
    out.section("[behaviour]", &scenario.behaviour.values());
    out.header("[recovery]");
    out.text("repair_queue", scenario.repair_queue.word());
    out.quantities(&scenario.recovery.values());
    out.section("[livelihood]", &scenario.livelihood.values());
    out.section("[sites]", &scenario.sites.values());
    out.section("[policy]", &scenario.policy.values());
    for it in &scenario.actors {
        actor(&mut out, it);
    }
    out.section("[finance]", &scenario.finance.values());
    out.section("[labour]", &scenario.labour.values());
    out.section("[standards]", &scenario.standards.values());
    out.section("[care]", &scenario.care.values());
    out.section("[tracking]", &scenario.tracking.values());
    for it in &scenario.interventions {
        intervention(&mut out, it, &scenario.zones, &scenario.actors);
    }
    strategies(&mut out, scenario);
    appraisal(&mut out, scenario);
    targets(&mut out, scenario);
    alternatives::write(&mut out, &scenario.alternatives);
    if let Some(posterior) = &scenario.posterior {
        out.header("[uncertainty]");
        out.path("posterior", Some(&posterior.file));
        out.names("keep", posterior.keep.iter().map(String::as_str));
    }
    out.finish()
}

fn experiment(out: &mut Writer, scenario: &Scenario) {
    let experiment = &scenario.experiment;
    out.header("[experiment]");
    out.line(&format!("seed = {}", experiment.seed));
    out.line(&format!("replicates = {}", experiment.replicates));
    out.number("material_difference_share", experiment.material_share);
    out.text("parameters", if experiment.central_parameters { "central" } else { "drawn" });
    if let Some(futures) = experiment.alternative_replicates {
        out.line(&format!("alternative_replicates = {futures}"));
    }
    if !experiment.limits.is_empty() {
        out.header("[experiment.limits]");
        for (outcome, limit) in &experiment.limits {
            out.number(outcome, *limit);
        }
    }
    if !experiment.wanted.is_empty() {
        out.header("[experiment.wanted]");
        for (outcome, wanted) in &experiment.wanted {
            out.text(outcome, wanted_word(*wanted));
        }
    }
    if let Some(rule) = &experiment.stop {
        out.header("[experiment.stop]");
        out.text("outcome", OUTCOME_TABLE[rule.outcome].id);
        if let Some(strategy) = &rule.strategy {
            out.text("strategy", strategy);
        }
        match rule.wanted {
            WantedPrecision::HalfWidth(half_width) => out.number("half_width", half_width),
            WantedPrecision::ShareOfBaseline(share) => out.number("half_width_share", share),
        }
        out.number("confidence", rule.confidence);
        out.line(&format!("least_replicates = {}", rule.least_replicates));
    }
}

fn zone(out: &mut Writer, zone: &Zone) {
    out.header("[[zones]]");
    out.text("id", &zone.id);
    out.text("name", &zone.name);
    out.number("lat", zone.lat);
    out.number("lon", zone.lon);
    out.quantity(&zone.households);
    out.optional(zone.census_persons.as_ref());
    out.quantity(&zone.effective_wind_factor);
    out.numbers("elevation_quantiles_m", &zone.elevation_quantiles_m);
    out.numbers("coast_distance_quantiles_km", &zone.coast_distance_quantiles_km);
    out.optional(zone.site_places.as_ref());
    out.optional(zone.service_recovery_years.as_ref());
    if let Some(id) = &zone.boundary_id {
        out.text("boundary_id", id);
    }
    if let Some(mix) = &zone.dwelling_mix {
        out.section("[zones.dwelling_mix]", &mix.values());
    }
}

fn destination(out: &mut Writer, destination: &Destination) {
    out.header("[[destinations]]");
    out.text("id", &destination.id);
    out.text("name", &destination.name);
    out.quantities(&[
        &destination.distance_km,
        &destination.population,
        &destination.income_ratio,
        &destination.move_cost_usd,
        &destination.legal_access_share,
        &destination.ties_share,
    ]);
}

fn channel(out: &mut Writer, channel: &Channel, destinations: &[Destination]) {
    out.header("[[channels]]");
    out.text("id", &channel.id);
    let to = destinations.get(usize::from(channel.destination));
    out.text("destination", to.map_or("", |destination| &destination.id));
    out.text("kind", channel.kind.name());
    out.optional(channel.places_per_year.as_ref());
    out.quantity(&channel.cost_usd);
    out.line(&format!("circular_months = {}", channel.circular_months));
}

fn actor(out: &mut Writer, actor: &Actor) {
    out.header("[[actors]]");
    out.text("id", &actor.id);
    out.text("title", &actor.title);
    out.text("kind", actor.kind.word());
    if let Some(usd) = actor.budget_usd_per_year {
        out.number("budget_usd_per_year", usd);
    }
    if let Some(sectors) = &actor.earmark {
        out.names("earmark", sectors.iter().map(String::as_str));
    }
}

fn intervention(out: &mut Writer, intervention: &Intervention, zones: &[Zone], actors: &[Actor]) {
    out.header("[[interventions]]");
    out.text("id", &intervention.id);
    if let Some(kind) = &intervention.based_on {
        out.text("based_on", kind);
    }
    out.text("title", &intervention.title);
    out.text("phase", intervention.phase.word());
    out.text("sector", &intervention.sector);
    out.text("start_month", &intervention.start.to_string());
    out.line(&format!("rollout_months = {}", intervention.rollout_months));
    if let Some(months) = intervention.duration_months {
        out.line(&format!("duration_months = {months}"));
    }
    out.line(&format!("delay_months = {}", intervention.delay_months));
    if let Some(units) = intervention.stock_units {
        out.number("stock_units", units);
    }
    out.number("activation_share", intervention.activation_share);
    out.quantity(&intervention.coverage_share);
    out.text(
        "targeting",
        match intervention.targeting {
            Targeting::Random => "random",
            Targeting::Poorest => "poorest",
            Targeting::MostExposed => "most_exposed",
            Targeting::Untitled => "untitled",
        },
    );
    out.text(
        "targets",
        match intervention.targets {
            Targets::True => "true",
            Targets::Observed => "observed",
        },
    );
    if let Some(ranks) = &intervention.zones {
        out.names("zones", ranks.iter().filter_map(|rank| Some(&*zones.get(*rank as usize)?.id)));
    }
    if let Some(chosen) = intervention.classes {
        let named = CLASSES.into_iter().zip(chosen).filter(|(_, is_chosen)| *is_chosen);
        out.names("classes", named.map(|(class, _)| class));
    }
    if let Some(actor) = actors.get(intervention.actor) {
        out.text("actor", &actor.id);
    }
    if let Some(usd) = intervention.absorption_usd_per_year {
        out.number("absorption_usd_per_year", usd);
    }
    out.quantity(&intervention.cost_overrun_ratio);
    out.quantity(&intervention.unit_cost_usd);
    out.quantity(&intervention.upkeep_usd_per_year);
    out.header("[interventions.levers]");
    for (_, effect) in &intervention.levers {
        out.quantity(effect);
    }
}

fn strategies(out: &mut Writer, scenario: &Scenario) {
    for strategy in &scenario.strategies {
        out.header("[[strategies]]");
        out.text("id", &strategy.id);
        out.text("title", &strategy.title);
        out.line(&format!("baseline = {}", strategy.baseline));
        let named = strategy.interventions.iter();
        out.names("interventions", named.map(|at| scenario.interventions[*at].id.as_str()));
        if let Some(budget) = strategy.budget_usd {
            out.number("budget_usd", budget);
        }
    }
}

fn appraisal(out: &mut Writer, scenario: &Scenario) {
    let appraisal = &scenario.appraisal;
    out.header("[appraisal]");
    out.numbers("discount_rates", &appraisal.discount_rates);
    out.number("headline_discount_rate", appraisal.headline_discount_rate);
    out.quantity(&appraisal.displacement_cost);
    if !appraisal.fiscal_thresholds_usd.is_empty() {
        out.numbers("fiscal_thresholds_usd", &appraisal.fiscal_thresholds_usd);
    }
    if let Some(usd) = appraisal.value_of_life_usd {
        out.number("value_of_life_usd", usd);
    }
    out.numbers("equity_weight_eta", &appraisal.equity_weight_eta);
}

fn targets(out: &mut Writer, scenario: &Scenario) {
    for target in &scenario.targets {
        let seen = &target.observation;
        out.header("[[targets]]");
        out.text("indicator", seen.indicator.info().id);
        out.text("check", &seen.check);
        out.number("days_after_event", seen.days_after_event);
        if let Some(days) = seen.relative_to_days {
            out.number("relative_to_days", days);
        }
        if let Some(days) = seen.from_days {
            out.number("from_days", days);
        }
        if let Some((from, to)) = seen.over_days {
            out.numbers("over_days", &[from, to]);
        }
        if let Some(grade) = seen.grade {
            out.text("damage_grade", GRADE_IDS[grade]);
        }
        if let Some(fifth) = seen.fifth {
            out.line(&format!("income_fifth = {}", fifth + 1));
        }
        let (from, to) = seen.zones_damaged_share;
        out.numbers("zones_damaged_share", &[from, to]);
        out.numbers("envelope", &[seen.envelope.0, seen.envelope.1]);
        out.number("value", seen.value);
        out.numbers("band", &[seen.band.0, seen.band.1]);
        out.text("decided_by", seen.decides.word());
        out.line(&format!("required = {}", seen.required));
        if let Some(curve) = &seen.curve {
            out.text("curve", curve);
        }
        out.text("source", &seen.source);
        out.text("status", target.status.word());
    }
}
