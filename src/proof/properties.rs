//! What is shown of rows that have no dose of their own.

use super::arms::{DOSES, Ground, rank_of};
use super::case_studies::case_studies;
use super::information::information;
use super::play::{Future, play};
use super::{ProofError, Property, Row};
use crate::data::DataSource;
use crate::hazard::HazardModel;
use crate::outcome::{NET, OutcomeId};
use crate::scenario::Scenario;
use crate::stats::Moments;

/// What was seen.
pub(super) struct Shown {
    /// Whether the property holds.
    pub(super) holds: bool,
    /// In words.
    pub(super) words: String,
}

/// Shows a property on a ground.
pub(super) fn show(
    property: Property,
    ground: &Ground,
    files: &dyn DataSource,
) -> Result<Shown, ProofError> {
    match property {
        Property::Matrix => matrix(ground, files),
        Property::Correlation => correlation(ground, files),
        Property::Clone => clone(ground, files),
        Property::Attribution => attribution(ground, files),
        Property::Information => information(ground, files),
        Property::CaseStudies => case_studies(ground, files),
    }
}

fn played(ground: &Ground, row: &Row, files: &dyn DataSource) -> Result<Played, ProofError> {
    let scenario = ground.scenario(row, None)?;
    let hazard = HazardModel::compile(&scenario, files)?;
    let futures = play(&scenario, &hazard, ground.replicates);
    Ok(Played { scenario, futures })
}

struct Played {
    scenario: Scenario,
    futures: Vec<Future>,
}

impl Played {
    /// Rank of the strategy with all of the measures.
    fn rank_of_all(&self) -> usize {
        rank_of(&self.scenario, DOSES[2].0)
    }
}

/// A row of measures for a property.
pub(super) fn row(measures: &str) -> Result<Row, ProofError> {
    let text = format!("row = \"\"\nname = \"\"\non = \"\"\n{measures}");
    toml::from_str(&text).map_err(|error| ProofError::text(&error))
}

/// Cells of phase and sector with money in them, of a strategy without one of its programmes.
fn cells(played: &Played, rank: usize, without: Option<usize>) -> Vec<(String, String)> {
    let strategy = &played.scenario.strategies[rank];
    let mut ids: Vec<usize> = strategy.interventions.clone();
    ids.sort_by(|a, b| {
        played.scenario.interventions[*a].id.cmp(&played.scenario.interventions[*b].id)
    });
    let mut cells = Vec::new();
    for (programme, position) in ids.iter().enumerate() {
        let usd: f64 = played.futures.iter().map(|it| it.lines[rank][programme].usd).sum();
        let intervention = &played.scenario.interventions[*position];
        if usd > 0.0 && Some(programme) != without {
            let cell = (intervention.sector.clone(), intervention.phase.word().to_owned());
            if !cells.contains(&cell) {
                cells.push(cell);
            }
        }
    }
    cells
}

fn matrix(ground: &Ground, files: &dyn DataSource) -> Result<Shown, ProofError> {
    let both =
        row("[[measures]]\nkind = \"early_warning\"\n[[measures]]\nkind = \"repair_grant\"\n")?;
    let one = row("[[measures]]\nkind = \"early_warning\"\n")?;
    let (both, one) = (played(ground, &both, files)?, played(ground, &one, files)?);
    let rank = both.rank_of_all();
    let (with, without) = (cells(&both, rank, None), cells(&one, rank, None));
    let gone: Vec<&(String, String)> = with.iter().filter(|cell| !without.contains(cell)).collect();
    let holds = with.len() == 2 && without.len() == 1 && gone.len() == 1;
    let cell =
        gone.first().map_or_else(String::new, |(sector, phase)| format!("{sector}, {phase}"));
    Ok(Shown {
        holds,
        words: format!(
            "two interventions fill {} cells; taking the repair grant away empties one: {cell}",
            with.len()
        ),
    })
}

fn correlation(ground: &Ground, files: &dyn DataSource) -> Result<Shown, ProofError> {
    let scenario = ground.plain()?;
    let hazard = HazardModel::compile(&scenario, files)?;
    let futures = play(&scenario, &hazard, ground.replicates);
    let of = |zone: usize| -> Vec<f64> {
        futures.iter().map(|future| future.displaced_by_zone[0][zone]).collect()
    };
    if scenario.zones.len() < 2 {
        return Ok(Shown { holds: false, words: "the scenario has one zone only".to_owned() });
    }
    let (a, b) = (of(0), of(1));
    let (first, second) = (Moments::of(&a), Moments::of(&b));
    let covariance: f64 =
        a.iter().zip(&b).map(|(x, y)| (x - first.mean()) * (y - second.mean())).sum::<f64>()
            / (a.len().max(2) - 1) as f64;
    let spread = first.standard_deviation() * second.standard_deviation();
    let correlation = if spread > 0.0 { covariance / spread } else { 0.0 };
    // Twice the standard error of a correlation of zero.
    let least = 2.0 / (a.len() as f64).sqrt();
    Ok(Shown {
        holds: correlation > least,
        words: format!(
            "displacement in {} and {} correlates over futures: {correlation:.2} (chance alone: below {least:.2})",
            scenario.zones[0].name, scenario.zones[1].name
        ),
    })
}

fn clone(ground: &Ground, files: &dyn DataSource) -> Result<Shown, ProofError> {
    let original = row("coverage = 0.6\n[[measures]]\nkind = \"non_food_items\"\n")?;
    let scenario = ground.scenario(&original, None)?;
    let kit = scenario
        .interventions
        .iter()
        .find(|it| it.id.starts_with("e_full"))
        .ok_or_else(|| ProofError::text(&"the kit is missing"))?;
    // The same values, written as a user would write a new intervention.
    let levers: Vec<String> = kit
        .levers
        .iter()
        .map(|(lever, effect)| format!("{} = {:?}", lever.entry().name, effect.central))
        .collect();
    let copy = row(&format!(
        "coverage = 0.6\n[[measures]]\ntitle = \"A clone under another name\"\nphase = \"{}\"\n\
         sector = \"{}\"\ndelay_months = {}\ntargeting = \"random\"\nunit_cost_usd = {:?}\n\
         [measures.levers]\n{}\n",
        kit.phase.word(),
        kit.sector,
        kit.delay_months,
        kit.unit_cost_usd.central,
        levers.join("\n")
    ))?;
    let (original, copy) = (played(ground, &original, files)?, played(ground, &copy, files)?);
    let same = original.futures.iter().zip(&copy.futures).all(|(a, b)| {
        let bits = |future: &Future| -> Vec<Vec<u64>> {
            future
                .outcomes
                .iter()
                .map(|values| values.iter().map(|value| value.to_bits()).collect())
                .collect()
        };
        bits(a) == bits(b)
    });
    let all = original.rank_of_all();
    let moved = original.futures.iter().any(|future| !future.same_as_first[all]);
    Ok(Shown {
        holds: same && moved,
        words: if same {
            format!(
                "a clone of the kit of household items under another name gives the same {} futures to the bit",
                original.futures.len()
            )
        } else {
            "a clone of the kit of household items under another name gives other futures"
                .to_owned()
        },
    })
}

fn attribution(ground: &Ground, files: &dyn DataSource) -> Result<Shown, ProofError> {
    let scenario = ground.plain()?;
    let hazard = HazardModel::compile(&scenario, files)?;
    let futures = play(&scenario, &hazard, ground.replicates);
    let damaged = |future: &Future| future.outcomes[0][OutcomeId::DwellingLoss as usize];
    let calm = ground.calm()?;
    let hazard = HazardModel::compile(&calm, files)?;
    let quiet = play(&calm, &hazard, ground.replicates.min(20));
    let net = |future: &Future| {
        NET.iter().map(|(net, _)| future.outcomes[0][*net as usize].abs()).sum::<f64>()
    };
    let struck = futures.iter().filter(|future| damaged(future) > 0.0).count();
    let attributed = futures.iter().filter(|future| net(future) > 0.0).count();
    let without_cause = quiet.iter().filter(|future| net(future) > 0.0).count();
    let words = format!(
        "moves are attributed to hazards in {attributed} of {struck} futures with damage, and in \
         {without_cause} of {} futures in which nothing happens",
        quiet.len()
    );
    Ok(Shown { holds: attributed > 0 && without_cause == 0, words })
}
