//! `leeward trace`: one household's life under several strategies on the same storms.

use serde_json::{Value, json};

use super::household::{Chosen, choose, usage};
use crate::brief::facts::{difference_facts, life_facts};
use crate::brief::life::{CLASSES, Life, Names, base_rates, difference, lives, paragraph};
use crate::cli::args::TraceArguments;
use crate::cli::case;
use crate::cli::console;
use crate::cli::exit::Exit;
use crate::engine::Prepared;
use crate::hazard::HazardModel;
use crate::ids::HouseholdId;
use crate::numbers::grouped;
use crate::plan::population::{Population, Tenure};
use crate::scenario::Scenario;

const FIFTHS: [&str; 5] = ["poorest", "second", "middle", "fourth", "richest"];

/// What is told about: the household, its lives, and how it was asked for.
struct Story<'a> {
    scenario: &'a Scenario,
    population: &'a Population,
    arguments: &'a TraceArguments,
    chosen: Chosen,
    lives: Vec<Life>,
}

/// Runs the command.
pub(in crate::cli) fn run(arguments: &TraceArguments) -> Result<Exit, Exit> {
    let case = case::read(&arguments.scenario.case, &arguments.scenario.set)?;
    let scenario = &case.loaded.scenario;
    let hazard = HazardModel::compile(scenario, &case.files)
        .map_err(|error| case::tell_data_error(&error))?;
    let prepared = Prepared::new(scenario, &hazard);
    let population = &prepared.place().population;
    let chosen = choose(scenario, population, arguments)?;
    let ranks = ranks(scenario, &arguments.strategies)?;
    let traces = prepared.trace(arguments.replicate, &ranks, chosen.household);
    let group = like(population, chosen.household);
    let rates = prepared.base_rates(0..arguments.futures, &ranks, &group);
    let lives = ranks
        .iter()
        .zip(traces)
        .zip(rates)
        .map(|((rank, entries), rate)| Life {
            letter: letter(scenario, *rank),
            strategy: scenario.strategies[*rank].id.clone(),
            title: scenario.strategies[*rank].title.clone(),
            entries,
            rate,
        })
        .collect();
    let story = Story { scenario, population, arguments, chosen, lives };
    if arguments.json {
        console::print(&format!("{:#}", story.facts()));
    } else {
        console::print(&story.told());
    }
    Ok(Exit::Done)
}

impl Story<'_> {
    fn told(&self) -> String {
        let (scenario, i) = (self.scenario, self.chosen.household);
        let names = names(scenario);
        let mut about = describe(scenario, self.population, i);
        if let Some(lot) = &self.chosen.lot {
            let stratum = match self.arguments.stratum.as_slice() {
                [] => String::new(),
                conditions => format!(" of the stratum {}", conditions.join(", ")),
            };
            about.extend([
                " Drawn by lot ",
                &lot.number.to_string(),
                " among ",
                &grouped(lot.among as f64),
                " households",
                &stratum,
                ".",
            ]);
        }
        let group = format!(
            "{} fifth by income, {}",
            FIFTHS[usize::from(self.population.fifth[i])],
            tenure_word(self.population.tenure[i])
        );
        let (first, others) = (&self.lives[0], &self.lives[1..]);
        let same = if others.is_empty() { "" } else { ", on the same storms" };
        let mut parts = vec![
            paragraph(&about),
            base_rates(&group, self.arguments.futures, &self.lives),
            paragraph(&format!(
                "What it lives through in future {}{same} (seed {}). It is made up by the model: no \
                 real household is meant.",
                self.arguments.replicate, scenario.experiment.seed
            )),
            lives(&self.lives, &names),
        ];
        parts.extend(others.iter().map(|other| difference(first, other, &names)));
        parts.join("\n")
    }

    fn facts(&self) -> Value {
        let (scenario, population, i) = (self.scenario, self.population, self.chosen.household);
        let (names, ids) = (names(scenario), ids(scenario));
        let ties = ids.destinations.get(usize::from(population.ties[i]));
        let drawn = self.chosen.lot.as_ref().map(|lot| {
            json!({ "lot": lot.number, "among": lot.among, "stratum": self.arguments.stratum })
        });
        let lives: Vec<Value> =
            self.lives.iter().map(|life| life_facts(life, &names, &ids)).collect();
        let differences: Vec<Value> = self.lives[1..]
            .iter()
            .map(|other| difference_facts(&self.lives[0], other, &names, &ids))
            .collect();
        json!({
            "schema": 1,
            "scenario_id": scenario.id,
            "seed": scenario.experiment.seed,
            "replicate": self.arguments.replicate,
            "household": {
                "id": name(scenario, population, i),
                "people": population.size[i],
                "income_fifth": population.fifth[i] + 1,
                "income_usd_per_year": population.income[i],
                "tenure": match population.tenure[i] {
                    Tenure::Owner => "owner",
                    Tenure::Renter => "renter",
                    Tenure::Informal => "informal",
                },
                "class": CLASSES[usize::from(population.class[i])],
                "elevation_m": population.elevation_m[i],
                "female_head": population.female_head[i],
                "elderly_head": population.elderly_head[i],
                "disability": population.disability[i],
                "ties": ties,
            },
            "drawn": drawn,
            "base_rate_futures": self.arguments.futures,
            "lives": lives,
            "first_differences": differences,
        })
    }
}

fn names(scenario: &Scenario) -> Names {
    Names {
        zones: scenario.zones.iter().map(|zone| zone.name.clone()).collect(),
        destinations: scenario.destinations.iter().map(|one| one.name.clone()).collect(),
        interventions: scenario.interventions.iter().map(|one| one.title.clone()).collect(),
        horizon: scenario.horizon,
    }
}

fn ids(scenario: &Scenario) -> Names {
    Names {
        zones: scenario.zones.iter().map(|zone| zone.id.clone()).collect(),
        destinations: scenario.destinations.iter().map(|one| one.id.clone()).collect(),
        interventions: scenario.interventions.iter().map(|one| one.id.clone()).collect(),
        horizon: scenario.horizon,
    }
}

/// The household as it is asked for: zone and number.
fn name(scenario: &Scenario, population: &Population, i: usize) -> String {
    let id = HouseholdId(population.entity[i]);
    format!("{}:{}", scenario.zones[usize::from(id.zone_rank())].id, id.ordinal())
}

fn describe(scenario: &Scenario, population: &Population, i: usize) -> String {
    let zone = &scenario.zones[usize::from(population.zone[i])];
    let people = population.size[i];
    let ties = scenario.destinations.get(usize::from(population.ties[i])).map_or_else(
        || "no close ties abroad".to_owned(),
        |destination| format!("close ties in {}", destination.name),
    );
    let mut head = Vec::new();
    if population.female_head[i] {
        head.push("headed by a woman");
    }
    if population.elderly_head[i] {
        head.push("head of 65 or more");
    }
    if population.disability[i] {
        head.push("a member with a disability");
    }
    let head = if head.is_empty() { String::new() } else { format!("; {}", head.join(", ")) };
    format!(
        "Household {} in {}: {people} {}{head}. {} fifth by income ({} USD a year), {}, {} \
         dwelling {:.0} m above the sea, {ties}.",
        name(scenario, population, i),
        zone.name,
        if people == 1 { "person" } else { "people" },
        capital(FIFTHS[usize::from(population.fifth[i])]),
        grouped((f64::from(population.income[i]) / 100.0).round() * 100.0),
        tenure_word(population.tenure[i]),
        CLASSES[usize::from(population.class[i])],
        population.elevation_m[i],
    )
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn tenure_word(tenure: Tenure) -> &'static str {
    match tenure {
        Tenure::Owner => "owner",
        Tenure::Renter => "renter",
        Tenure::Informal => "without title",
    }
}

/// The letter that a run of all strategies gives one: the baseline is A, the others follow by rank.
fn letter(scenario: &Scenario, rank: usize) -> String {
    let baseline = scenario.baseline();
    let position = match rank {
        rank if rank == baseline => 0,
        rank if rank < baseline => rank + 1,
        rank => rank,
    };
    // After Z come numbers.
    ('A'..='Z').nth(position).map_or_else(|| (position + 1).to_string(), String::from)
}

/// Households of the same income fifth and tenure.
fn like(population: &Population, household: usize) -> Vec<usize> {
    (0..population.len())
        .filter(|i| {
            population.fifth[*i] == population.fifth[household]
                && population.tenure[*i] == population.tenure[household]
        })
        .collect()
}

/// Ranks of the strategies asked for; the baseline and the next where none are.
fn ranks(scenario: &Scenario, wanted: &[String]) -> Result<Vec<usize>, Exit> {
    if wanted.is_empty() {
        let baseline = scenario.baseline();
        let other = (0..scenario.strategies.len()).find(|rank| *rank != baseline);
        return Ok(std::iter::once(baseline).chain(other).collect());
    }
    wanted
        .iter()
        .map(|id| {
            scenario.strategies.iter().position(|one| one.id == *id).ok_or_else(|| {
                let ids: Vec<&str> =
                    scenario.strategies.iter().map(|one| one.id.as_str()).collect();
                usage(&format!("there is no strategy `{id}`; the scenario has {}", ids.join(", ")))
            })
        })
        .collect()
}
