//! `leeward trace`: one household's life under several strategies on the same storms.

use crate::brief::life::{Life, Names, base_rates, life};
use crate::cli::args::TraceArguments;
use crate::cli::case::{self, Case};
use crate::cli::console;
use crate::cli::exit::Exit;
use crate::engine::Prepared;
use crate::hazard::HazardModel;
use crate::ids::HouseholdId;
use crate::model::trace::first_difference;
use crate::numbers::grouped;
use crate::plan::population::{Population, Tenure};
use crate::rng::{Draws, Purpose, Seed};
use crate::scenario::Scenario;

const CLASSES: [&str; 4] = ["makeshift", "timber", "masonry", "concrete"];
const FIFTHS: [&str; 5] = ["poorest", "second", "middle", "fourth", "richest"];
const STRATUM_KEYS: &str = "fifth (1 poorest to 5), tenure (owner, renter, informal), zone (id), \
                            class (makeshift, timber, masonry, concrete)";

/// Runs the command.
pub(in crate::cli) fn run(arguments: &TraceArguments) -> Result<Exit, Exit> {
    let case = case::read(&arguments.scenario.case, &arguments.scenario.set)?;
    let scenario = &case.loaded.scenario;
    let hazard = HazardModel::compile(scenario, &case.files)
        .map_err(|error| case::tell_data_error(&error))?;
    let prepared = Prepared::new(scenario, &hazard);
    let population = &prepared.place().population;
    let household = match &arguments.household {
        Some(id) => find(scenario, population, id)?,
        None => draw(scenario, population, arguments)?,
    };
    let ranks = ranks(scenario, &arguments.strategies)?;
    let traces = prepared.trace(arguments.replicate, &ranks, household);
    let group = like(population, household);
    let rates = prepared.base_rates(0..arguments.futures, &ranks, &group);
    let lives: Vec<Life> = ranks
        .iter()
        .zip(traces)
        .zip(rates)
        .zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ".chars())
        .map(|(((rank, entries), rate), letter)| Life {
            letter,
            title: scenario.strategies[*rank].title.clone(),
            entries,
            rate,
        })
        .collect();
    console::print(&told(&case, arguments, population, household, &lives));
    Ok(Exit::Done)
}

fn told(
    case: &Case,
    arguments: &TraceArguments,
    population: &Population,
    household: usize,
    lives: &[Life],
) -> String {
    let scenario = &case.loaded.scenario;
    let names = Names {
        zones: scenario.zones.iter().map(|zone| zone.name.clone()).collect(),
        destinations: scenario.destinations.iter().map(|one| one.name.clone()).collect(),
        interventions: scenario.interventions.iter().map(|one| one.title.clone()).collect(),
        horizon: scenario.horizon,
    };
    let tenure = tenure_word(population.tenure[household]);
    let fifth = FIFTHS[usize::from(population.fifth[household])];
    let group = format!("{fifth} fifth by income, {tenure}");
    let mut parts = vec![
        describe(scenario, population, household),
        base_rates(&group, arguments.futures, lives),
        format!(
            "What it lives through in future {}, on the same storms (seed {}). It is made up by the \
             model:\nno real household is meant.\n",
            arguments.replicate, scenario.experiment.seed
        ),
    ];
    parts.extend(lives.iter().map(|one| life(one, &names)));
    for other in &lives[1..] {
        let first = &lives[0];
        parts.push(match first_difference(&first.entries, &other.entries) {
            None => format!("{} and {} decide the same throughout.\n", first.letter, other.letter),
            Some(period) => format!(
                "The first decision that differs between {} and {}: {}.\n",
                first.letter,
                other.letter,
                scenario.horizon.month_of(period).in_words()
            ),
        });
    }
    parts.join("\n")
}

fn describe(scenario: &Scenario, population: &Population, i: usize) -> String {
    let zone = &scenario.zones[usize::from(population.zone[i])];
    let id = HouseholdId(population.entity[i]);
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
        "Household {}:{} in {}: {people} {}{head}.\n{} fifth by income ({} USD a year), {}, {} \
         dwelling {:.0} m above the sea, {ties}.\n",
        zone.id,
        id.ordinal(),
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
        Tenure::Informal => "without papers",
    }
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

fn usage(message: &str) -> Exit {
    console::tell(&format!("error: {message}"));
    Exit::Usage
}

/// The household called `zone:ordinal`.
fn find(scenario: &Scenario, population: &Population, id: &str) -> Result<usize, Exit> {
    let zones =
        || scenario.zones.iter().map(|zone| zone.id.as_str()).collect::<Vec<_>>().join(", ");
    let wrong = || {
        usage(&format!(
            "`{id}` is no household; write a zone and a number, like {}:17",
            scenario.zones[0].id
        ))
    };
    let (zone, ordinal) = id.split_once(':').ok_or_else(wrong)?;
    let ordinal: usize = ordinal.parse().map_err(|_| wrong())?;
    let rank =
        scenario.zones.iter().position(|one| one.id == zone).ok_or_else(|| {
            usage(&format!("there is no zone `{zone}`; the zones are {}", zones()))
        })?;
    let range = population.in_zone(rank);
    if ordinal >= range.len() {
        return Err(usage(&format!(
            "{zone} has households 0 to {}; `{ordinal}` is not among them",
            range.len().saturating_sub(1)
        )));
    }
    Ok(range.start + ordinal)
}

/// A household drawn by lot from the stratum asked for.
fn draw(
    scenario: &Scenario,
    population: &Population,
    arguments: &TraceArguments,
) -> Result<usize, Exit> {
    let mut group: Vec<usize> = (0..population.len()).collect();
    for condition in &arguments.stratum {
        let wrong = || usage(&format!("`{condition}` is no stratum; it takes {STRATUM_KEYS}"));
        let (key, value) = condition.split_once('=').ok_or_else(wrong)?;
        let keeps: Box<dyn Fn(usize) -> bool> = match key {
            "fifth" => {
                let fifth: u8 = value.parse().map_err(|_| wrong())?;
                Box::new(move |i| population.fifth[i] + 1 == fifth)
            }
            "tenure" => {
                let tenure = match value {
                    "owner" => Tenure::Owner,
                    "renter" => Tenure::Renter,
                    "informal" => Tenure::Informal,
                    _ => return Err(wrong()),
                };
                Box::new(move |i| population.tenure[i] == tenure)
            }
            "zone" => {
                let rank =
                    scenario.zones.iter().position(|zone| zone.id == value).ok_or_else(wrong)?;
                Box::new(move |i| usize::from(population.zone[i]) == rank)
            }
            "class" => {
                let class = CLASSES.iter().position(|name| *name == value).ok_or_else(wrong)?;
                Box::new(move |i| usize::from(population.class[i]) == class)
            }
            _ => return Err(wrong()),
        };
        group.retain(|i| keeps(*i));
    }
    if group.is_empty() {
        return Err(usage("no household is in that stratum; take fewer conditions"));
    }
    let draws = Draws::shared(Seed(scenario.experiment.seed));
    let u = draws.uniform(Purpose::TraceChoice, arguments.random.unwrap_or(0), 0, 0);
    Ok(group[((u * group.len() as f64) as usize).min(group.len() - 1)])
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
