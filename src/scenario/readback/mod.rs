//! What a scenario says, in plain language: the planner's check that the file says what was meant.

mod alternatives;
mod cost;
mod words;

use super::Scenario;
use super::hazard::{Hazard, HazardKind, Pathway};
use super::intervention::{Intervention, Strategy};
use super::quantity::{Quantity, Status};
use super::reader::tidy;
use crate::numbers::grouped;
use cost::Cost;
use words::{counted, money, per_cent, spread_words};

/// Most numbers listed one by one.
const MOST_LISTED: usize = 25;

/// The read-back of a checked scenario, in lines of text.
pub fn read_back(scenario: &Scenario) -> String {
    let mut lines = vec![format!("{} (`{}`)", scenario.title, scenario.id)];
    if !scenario.summary.is_empty() {
        lines.push(scenario.summary.clone());
    }
    lines.push(String::new());
    lines.push(place(scenario));
    lines.extend(zones(scenario));
    lines.push(time(scenario));
    lines.push(String::new());
    lines.push("What can happen".to_owned());
    lines.push(format!("  {}", climate(scenario.pathway)));
    lines.extend(scenario.hazards.iter().map(|it| format!("  {}: {}", it.id, hazard(it))));
    lines.push(String::new());
    lines
        .push(format!("{} compared", counted(scenario.strategies.len(), "strategy", "strategies")));
    for it in in_order_of_reading(scenario) {
        lines.extend(strategy(scenario, it));
    }
    lines.push(String::new());
    lines.extend(alternatives::alternatives(scenario));
    lines.extend(posterior(scenario));
    lines.extend(numbers(scenario));
    lines.push(String::new());
    lines.join("\n")
}

fn mean_size(scenario: &Scenario) -> f64 {
    let shares = scenario.household_sizes.values();
    (1..).zip(shares).map(|(size, share)| f64::from(size) * share.central).sum()
}

fn households(scenario: &Scenario) -> f64 {
    scenario.zones.iter().map(|zone| zone.households.central).sum()
}

fn place(scenario: &Scenario) -> String {
    let (households, size) = (households(scenario), mean_size(scenario));
    let census: Option<f64> =
        scenario.zones.iter().map(|zone| zone.census_persons.as_ref().map(|it| it.central)).sum();
    let census = census
        .map_or(String::new(), |persons| format!("; the census counted {}", grouped(persons)));
    let growth = scenario.population.growth_per_year.central;
    let growth = if growth > 0.0 {
        format!("; persons counted grow by {} a year", per_cent(growth))
    } else if growth < 0.0 {
        format!("; persons counted shrink by {} a year", per_cent(-growth))
    } else {
        String::new()
    };
    format!(
        "{} households in {}, about {} persons ({} a household){census}{growth}",
        grouped(households),
        counted(scenario.zones.len(), "zone", "zones"),
        grouped(households * size),
        tidy((size * 100.0).round() / 100.0),
    )
}

fn zones(scenario: &Scenario) -> Vec<String> {
    let line = |zone: &super::place::Zone| {
        let last = |quantiles: &[f64]| quantiles.last().copied().unwrap_or(0.0);
        format!(
            "  {}: {} households, dwellings from {} to {} m above the sea, up to {} km from the coast",
            zone.name,
            grouped(zone.households.central),
            tidy(zone.elevation_quantiles_m.first().copied().unwrap_or(0.0)),
            tidy(last(&zone.elevation_quantiles_m)),
            tidy(last(&zone.coast_distance_quantiles_km)),
        )
    };
    let mut lines: Vec<String> = scenario.zones.iter().take(MOST_LISTED).map(line).collect();
    if scenario.zones.len() > MOST_LISTED {
        lines.push(format!("  and {} more zones", scenario.zones.len() - MOST_LISTED));
    }
    lines
}

fn time(scenario: &Scenario) -> String {
    let horizon = scenario.horizon;
    let last = horizon.month_of(horizon.periods() - 1);
    let parameters = if scenario.experiment.central_parameters {
        "uncertain numbers stay at their mode"
    } else {
        "uncertain numbers are drawn once a future"
    };
    format!(
        "{} to {} ({}); {} futures for each strategy, seed {}; {parameters}",
        horizon.first_month.in_words(),
        last.in_words(),
        counted(usize::from(horizon.years), "year", "years"),
        grouped(f64::from(scenario.experiment.replicates)),
        scenario.experiment.seed,
    )
}

fn posterior(scenario: &Scenario) -> Option<String> {
    let posterior = scenario.posterior.as_ref()?;
    let drawn: Vec<&str> = posterior.drawn().collect();
    Some(format!(
        "Each future takes one of {} sets that a calibration accepted ({}): {}.",
        grouped(posterior.sets.len() as f64),
        posterior.file.display(),
        drawn.join(", ")
    ))
}

fn climate(pathway: Pathway) -> String {
    match pathway {
        Pathway::None => "The climate stays that of the record.".to_owned(),
        other => format!("The climate changes along {}.", other.word()),
    }
}

fn hazard(hazard: &Hazard) -> String {
    match &hazard.kind {
        HazardKind::Tracks(tracks) => format!(
            "cyclones resampled from {} (seasons {} to {}, {} synthetic years)",
            tracks.tracks_file.display(),
            tracks.first_season,
            tracks.last_season,
            grouped(f64::from(tracks.synthetic_years)),
        ),
        HazardKind::Frequency(frequency) => format!(
            "cyclones by frequency: {} a year with winds over {} m/s at the site, never over {} m/s",
            spread_words(&frequency.rate_per_year),
            tidy(frequency.threshold_ms.central),
            tidy(frequency.cap_ms.central),
        ),
        HazardKind::Surge(surge) => format!(
            "storm surge driven by `{}`, shelf factor {}, tide {} m",
            surge.driven_by,
            spread_words(&surge.shelf_factor),
            spread_words(&surge.tide_m),
        ),
        HazardKind::Flood(flood) => {
            let plains = counted(flood.floodplains.len(), "zone", "zones");
            match &flood.driven_by {
                Some(driver) => format!(
                    "river floods in {plains}, with the wind of `{driver}` (rank correlation {})",
                    spread_words(&flood.wind_correlation)
                ),
                None => format!("river floods in {plains}, by themselves"),
            }
        }
        HazardKind::Sea(sea) => format!(
            "tidal floods (Gumbel scale {} m), and homes that high water of {} m and the rise take",
            spread_words(&sea.scale_m),
            spread_words(&sea.high_water_m),
        ),
        HazardKind::Drought(drought) => format!(
            "spells of drought: they begin with a chance of {} a month and last another month with {}",
            spread_words(&drought.onset_per_month),
            spread_words(&drought.persistence_per_month),
        ),
        HazardKind::Heat(heat) => format!(
            "heat that slows outdoor work in {}",
            counted(heat.zones.len(), "zone", "zones")
        ),
        HazardKind::Catalogue(catalogue) => format!(
            "events of {} ({} years)",
            catalogue.events_file.display(),
            grouped(f64::from(catalogue.years)),
        ),
        HazardKind::Scripted(scripted) => {
            let months: Vec<String> =
                scripted.events.iter().map(|event| event.month.in_words()).collect();
            format!("{} stated: {}", counted(months.len(), "event", "events"), months.join(", "))
        }
    }
}

/// The baseline first, then the others by id.
fn in_order_of_reading(scenario: &Scenario) -> Vec<&Strategy> {
    let mut strategies: Vec<&Strategy> = scenario.strategies.iter().collect();
    strategies.sort_by_key(|strategy| !strategy.baseline);
    strategies
}

fn strategy(scenario: &Scenario, strategy: &Strategy) -> Vec<String> {
    let currency = &scenario.currency;
    let chosen: Vec<&Intervention> =
        strategy.interventions.iter().map(|at| &scenario.interventions[*at]).collect();
    let total: Cost =
        chosen.iter().map(|it| Cost::planned(scenario, it, mean_size(scenario))).sum();
    let mut heading = format!("  {}", strategy.title);
    if strategy.baseline {
        heading = format!("{heading} (baseline)");
    }
    heading = if chosen.is_empty() {
        format!("{heading}: no interventions")
    } else {
        format!("{heading}: {}", total.words(currency))
    };
    if let Some(budget) = strategy.budget_usd {
        heading = format!("{heading}; budget {}", money(budget, currency));
    }
    let mut lines = vec![heading];
    for it in chosen {
        lines.push(format!("    {}", intervention(scenario, it)));
        lines.extend(from_catalogue(it));
    }
    lines
}

fn intervention(scenario: &Scenario, intervention: &Intervention) -> String {
    use super::intervention::Targeting;
    let whom = match &intervention.zones {
        None => "in every zone".to_owned(),
        Some(ranks) => {
            let names: Vec<&str> =
                ranks.iter().map(|rank| scenario.zones[usize::from(*rank)].name.as_str()).collect();
            format!("in {}", names.join(", "))
        }
    };
    let classes = intervention.classes.map_or(String::new(), |chosen| {
        let names = super::keys::CLASSES.into_iter().zip(chosen).filter(|(_, it)| *it);
        let names: Vec<&str> = names.map(|(class, _)| class).collect();
        format!(" in {} dwellings", names.join(" and "))
    });
    let order = match intervention.targeting {
        Targeting::Random => "by lot",
        Targeting::Poorest => "poorest first",
        Targeting::MostExposed => "most exposed first",
        Targeting::Untitled => "those without a title first",
    };
    let pace = match intervention.rollout_months {
        0 => "at once".to_owned(),
        months => format!("over {}", counted(usize::from(months), "month", "months")),
    };
    let effects: Vec<String> = intervention
        .levers
        .iter()
        .map(|(lever, effect)| {
            let entry = lever.entry();
            format!("{} {} ({})", entry.name, spread_words(effect), entry.unit)
        })
        .collect();
    let delivered =
        intervention.levers.first().map_or("unit", |(lever, _)| lever.entry().delivered);
    let upkeep = if intervention.upkeep_usd_per_year.central > 0.0 {
        let yearly = money(intervention.upkeep_usd_per_year.central, &scenario.currency);
        format!(", then {yearly} a year")
    } else {
        String::new()
    };
    format!(
        "{}: from {}, {pace}, {} of households{classes} {whom}, {order}; {} per {delivered}{upkeep}; moves {}",
        intervention.title,
        intervention.start.in_words(),
        per_cent(intervention.coverage_share.central),
        money(intervention.unit_cost_usd.central, &scenario.currency),
        effects.join(", "),
    )
}

/// Where an intervention's values come from, and how well its cost is supported.
fn from_catalogue(intervention: &Intervention) -> Option<String> {
    let kind = intervention.based_on.as_ref()?;
    let cost = &intervention.unit_cost_usd;
    let source = if cost.source.is_empty() { "no source" } else { &cost.source };
    Some(format!("      catalogue: {kind}; cost {}: {source}", cost.status))
}

fn numbers(scenario: &Scenario) -> Vec<String> {
    let all = scenario.quantities();
    let of = |status: Status| all.iter().filter(|it| it.status == status).count();
    let words: Vec<String> =
        Status::ALL.iter().map(|status| format!("{} {status}", of(*status))).collect();
    let uncertain = all.iter().filter(|it| it.spread.is_some()).count();
    let assumed = of(Status::Assumption) as f64 / all.len().max(1) as f64;
    let mut lines = vec![format!(
        "{} numbers: {}; {} rest on assumptions; {uncertain} have a spread",
        all.len(),
        words.join(", "),
        per_cent(assumed),
    )];
    let own: Vec<&&Quantity> = all.iter().filter(|it| is_changed(it)).collect();
    if own.is_empty() {
        lines.push(format!("Nothing differs from the profile {}", scenario.profile));
        return lines;
    }
    lines.push(format!("Differs from the profile {}:", scenario.profile));
    for quantity in own.iter().take(MOST_LISTED) {
        lines.push(format!(
            "  {} = {} ({})",
            quantity.path,
            spread_words(quantity),
            quantity.status
        ));
    }
    if own.len() > MOST_LISTED {
        lines.push(format!("  and {} more", own.len() - MOST_LISTED));
    }
    lines
}

/// A number of the model that the file states otherwise than the profile. Numbers of zones,
/// destinations and interventions have no profile to differ from.
fn is_changed(quantity: &Quantity) -> bool {
    let section = quantity.path.split('.').next().unwrap_or_default();
    let is_own = matches!(section, "zones" | "destinations" | "interventions");
    !quantity.from_profile && !is_own
}

#[cfg(test)]
mod tests {
    use super::read_back;
    use crate::scenario::load;
    use crate::scenario::template::TEMPLATE;

    #[test]
    fn the_template_reads_back() {
        let loaded = load("scenario.toml", TEMPLATE.as_bytes(), &[]).unwrap();
        insta::assert_snapshot!(read_back(&loaded.scenario));
    }

    #[test]
    fn the_population_index_is_told_where_there_is_one() {
        let told = |growth: &str| {
            let growth = format!("population.growth_per_year={growth}");
            read_back(&load("scenario.toml", TEMPLATE.as_bytes(), &[growth]).unwrap().scenario)
        };
        assert!(told("0.012").contains("a household); persons counted grow by 1.2 % a year\n"));
        assert!(told("-0.005").contains("a household); persons counted shrink by 0.5 % a year\n"));
        assert!(!told("0").contains("persons counted"));
    }
}
