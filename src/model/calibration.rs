//! Constants of the choice, set so that moves with no hazard happen at the stated rates.
//!
//! The yearly rate of a kind of move is the decision rate times its mean probability over households in
//! quiet times, feasibility included. Consent to planned relocation is set the same way to the stated
//! share of offers. A damped fixed point on the log of target over actual; exact for the households at
//! the start, so rates drift as those who can leave have left.

use crate::dist::math::ln;

use super::coefficients::{ChoiceConstants, Coefficients, Given};
use super::decision::{Options, Situation};
use crate::plan::Place;
use crate::plan::parameters::Parameters;
use crate::plan::risk::TrueRisk;

/// Households evaluated: evenly spaced over the population.
const SAMPLE: usize = 600;
const ROUNDS: usize = 60;

/// Sets the constants of `coefficients`.
pub fn calibrate(
    place: &Place,
    risk: &TrueRisk,
    parameters: &Parameters,
    coefficients: &mut Coefficients,
) {
    let behaviour = &parameters.behaviour;
    let rate = behaviour.decision_rate_per_year.max(1e-9);
    // A household that decides at rate h leaves at rate h p: the target for p.
    let relocate_target =
        (behaviour.internal_moves_per_1000_per_year / 1000.0 / rate).clamp(1e-9, 0.9);
    let migrate_target = (behaviour.migration_per_1000_per_year / 1000.0 / rate).clamp(1e-9, 0.9);
    let can_relocate = place.zones() > 1;
    let can_migrate = !parameters.destinations.is_empty();
    coefficients.constants = ChoiceConstants::default();
    let mut options = Options::default();
    for _ in 0..ROUNDS {
        let (relocate, _, migrate) =
            mean_probabilities(place, risk, parameters, coefficients, &mut options, false);
        if can_relocate {
            coefficients.constants.relocate += step(relocate_target, relocate);
        }
        if can_migrate {
            coefficients.constants.migrate += step(migrate_target, migrate);
        }
    }
    for _ in 0..ROUNDS {
        let (_, planned, _) =
            mean_probabilities(place, risk, parameters, coefficients, &mut options, true);
        let target = behaviour.offer_acceptance_share;
        let logit = |p: f64| {
            let p = p.clamp(1e-9, 1.0 - 1e-9);
            ln(p / (1.0 - p))
        };
        coefficients.constants.planned += (logit(target) - logit(planned)).clamp(-2.0, 2.0);
    }
}

fn step(target: f64, actual: f64) -> f64 {
    (0.8 * ln(target / actual.max(1e-12))).clamp(-3.0, 3.0)
}

/// Mean probabilities (relocate, planned, migrate) over the sample, weighted by persons.
pub fn mean_probabilities(
    place: &Place,
    risk: &TrueRisk,
    parameters: &Parameters,
    coefficients: &Coefficients,
    options: &mut Options,
    offered: bool,
) -> (f64, f64, f64) {
    let given = Given { place, risk, parameters, coefficients };
    let population = &place.population;
    let count = population.len().min(SAMPLE);
    let mut sums = (0.0, 0.0, 0.0);
    let mut persons = 0.0;
    for sample in 0..count {
        let i = sample * population.len() / count;
        let size = f64::from(population.size[i]);
        let situation = quiet_situation(&given, i, offered);
        options.fill(&given, &situation);
        let p = options.feasible_probabilities();
        sums.0 += size * p.relocate;
        sums.1 += size * p.planned;
        sums.2 += size * p.migrate;
        persons += size;
    }
    (sums.0 / persons, sums.1 / persons, sums.2 / persons)
}

/// A household as it stands at the start, in quiet times.
fn quiet_situation(given: &Given<'_>, i: usize, offered: bool) -> Situation {
    let population = &given.place.population;
    let income = f64::from(population.income[i]);
    Situation {
        zone: population.zone[i],
        class: population.class[i],
        consumption_usd: income,
        risk: f64::from(given.risk.household[i]),
        perceived_ratio: given.parameters.behaviour.perception_optimism,
        attachment: f64::from(population.attachment[i]),
        displaced: false,
        move_utility: move_utility(given, i),
        ties: population.ties[i],
        legal: population.legal[i],
        offer_usd: offered.then_some(0.0),
        cash_usd: income * given.place.savings_aim_share[usize::from(population.fifth[i])],
    }
}

/// Terms of an elderly head and of a disability on moving.
pub fn move_utility(given: &Given<'_>, i: usize) -> f64 {
    let population = &given.place.population;
    let behaviour = &given.parameters.behaviour;
    let elderly = if population.elderly_head[i] { behaviour.elderly_move_utility } else { 0.0 };
    let disability = if population.disability[i] { behaviour.disability_move_utility } else { 0.0 };
    elderly + disability
}
