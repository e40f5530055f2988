//! Which household `leeward trace` tells about: the one that is named, or one drawn by lot.

use crate::brief::life::CLASSES;
use crate::cli::args::TraceArguments;
use crate::cli::console;
use crate::cli::exit::Exit;
use crate::plan::population::{Population, Tenure};
use crate::rng::{Draws, Purpose, Seed};
use crate::scenario::Scenario;

const STRATUM_KEYS: &str = "fifth (1 poorest to 5), tenure (owner, renter, informal), zone (id), \
                            class (makeshift, timber, masonry, concrete)";

/// A household and how it came to be chosen.
pub(in crate::cli) struct Chosen {
    /// Its position.
    pub(in crate::cli) household: usize,
    /// The lot that drew it; none if it was named.
    pub(in crate::cli) lot: Option<Lot>,
}

/// A draw by lot.
pub(in crate::cli) struct Lot {
    /// Number of the lot.
    pub(in crate::cli) number: u32,
    /// Households in the stratum.
    pub(in crate::cli) among: usize,
}

/// The household that the arguments name or draw.
pub(in crate::cli) fn choose(
    scenario: &Scenario,
    population: &Population,
    arguments: &TraceArguments,
) -> Result<Chosen, Exit> {
    match &arguments.household {
        Some(id) => Ok(Chosen { household: find(scenario, population, id)?, lot: None }),
        None => draw(scenario, population, arguments),
    }
}

/// Wrong usage, told.
pub(in crate::cli) fn usage(message: &str) -> Exit {
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
) -> Result<Chosen, Exit> {
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
    let number = arguments.random.unwrap_or(0);
    let u = draws.uniform(Purpose::TraceChoice, number, 0, 0);
    let household = group[((u * group.len() as f64) as usize).min(group.len() - 1)];
    Ok(Chosen { household, lot: Some(Lot { number, among: group.len() }) })
}
