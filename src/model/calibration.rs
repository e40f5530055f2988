//! Constants of the choice, set so that moves with no hazard happen at the stated rates.
//!
//! The yearly rate of a kind of move is the decision rate times its mean probability over households in
//! quiet times, feasibility included. Owners' strengthening of their dwellings, over those who could, and
//! consent to planned relocation, over offers, are set the same way. A damped fixed point on the log of
//! target over actual; exact for the households at the start, so rates drift as those who can leave have
//! left. Where those who can move are too few for a rate, it is not reached.

use crate::dist::math::ln;

use super::coefficients::{ChoiceConstants, Coefficients, Given};
use super::decision::{Options, Situation, TiesElsewhere};
use super::standing::{NORM_MONTHS, can_be_strengthened, ties_at_the_start};
use crate::plan::Place;
use crate::plan::levels::Dwelling;
use crate::plan::parameters::Parameters;
use crate::plan::population::Tenure;
use crate::plan::protection::Protection;
use crate::plan::risk::TrueRisk;

/// Households evaluated: evenly spaced over the population.
const SAMPLE: usize = 600;
const ROUNDS: usize = 60;
/// Change of a constant from which another round is not worth it.
const SETTLED: f64 = 1e-7;
/// Decisions a year by which rates of moves become chances where nobody at home decides: the displaced
/// still do.
const USUAL_DECISIONS_PER_YEAR: f64 = 0.12;

/// Sets the constants of `coefficients`, starting from those of a like parameter vector.
pub fn calibrate(
    place: &Place,
    risk: &TrueRisk,
    parameters: &Parameters,
    coefficients: &mut Coefficients,
    start: ChoiceConstants,
) {
    let behaviour = &parameters.behaviour;
    let rate = match behaviour.decision_rate_per_year {
        0.0 => USUAL_DECISIONS_PER_YEAR,
        rate => rate,
    };
    // A household that decides at rate h leaves at rate h p: the target for p.
    let relocate_target =
        (behaviour.internal_moves_per_1000_per_year / 1000.0 / rate).clamp(1e-9, 0.9);
    let migrate_target = (behaviour.migration_per_1000_per_year / 1000.0 / rate).clamp(1e-9, 0.9);
    let adapt_target = (behaviour.adaptations_per_1000_per_year / 1000.0 / rate).clamp(1e-9, 0.9);
    let can_relocate = place.zones() > 1;
    let can_migrate = !parameters.destinations.is_empty();
    let mut constants = start;
    coefficients.set_constants(constants);
    let mut options = Options::default();
    // Who can move does not depend on the constants, so one look tells whether wishes are needed.
    let first = means(place, risk, parameters, coefficients, &mut options, Ask::Quiet);
    let nobody_can =
        (can_relocate && first.relocate.can == 0.0) || (can_migrate && first.migrate.can == 0.0);
    let ask = if nobody_can { Ask::Wishes } else { Ask::Quiet };
    for _ in 0..ROUNDS {
        let means = means(place, risk, parameters, coefficients, &mut options, ask);
        let mut largest = 0.0_f64;
        if can_relocate {
            let change = step(relocate_target, means.relocate);
            constants.relocate += change;
            largest = largest.max(change.abs());
        }
        if can_migrate {
            let change = step(migrate_target, means.migrate);
            constants.migrate += change;
            largest = largest.max(change.abs());
        }
        if means.adapt.can > 0.0 {
            // The rate is that of those who could.
            let change = step(adapt_target * means.adapt.can, means.adapt);
            constants.adapt += change;
            largest = largest.max(change.abs());
        }
        coefficients.set_constants(constants);
        if largest < SETTLED {
            break;
        }
    }
    let logit = |p: f64| {
        let p = p.clamp(1e-9, 1.0 - 1e-9);
        ln(p / (1.0 - p))
    };
    for _ in 0..ROUNDS {
        let planned =
            means(place, risk, parameters, coefficients, &mut options, Ask::Offer).planned;
        let change = logit(behaviour.offer_acceptance_share) - logit(planned);
        constants.planned += change.clamp(-2.0, 2.0);
        coefficients.set_constants(constants);
        if change.abs() < SETTLED {
            break;
        }
    }
}

/// Change of a constant. A rate is reached by those who can move. Where they are too few to reach it
/// at even odds, even odds is the aim; where nobody can, the stated rate is what people want. Without
/// these bounds a place that nobody can leave would be one that everybody wants to leave.
fn step(target: f64, kind: Kind) -> f64 {
    let (target, actual) =
        if kind.can > 0.0 { (target.min(0.5 * kind.can), kind.does) } else { (target, kind.wants) };
    (0.8 * ln(target / actual.max(1e-12))).clamp(-3.0, 3.0)
}

/// Shares of persons whose household can make a kind of move, would at a decision, and wants to.
#[derive(Clone, Copy, Debug, Default)]
struct Kind {
    can: f64,
    does: f64,
    wants: f64,
}

/// What the households of the sample are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ask {
    /// What they can and would do in quiet times.
    Quiet,
    /// And what they want.
    Wishes,
    /// What they would do with an offer of planned relocation.
    Offer,
}

/// Means over the sample, weighted by persons.
#[derive(Clone, Copy, Debug, Default)]
struct Means {
    relocate: Kind,
    migrate: Kind,
    adapt: Kind,
    planned: f64,
}

fn means(
    place: &Place,
    risk: &TrueRisk,
    parameters: &Parameters,
    coefficients: &Coefficients,
    options: &mut Options,
    ask: Ask,
) -> Means {
    let given = Given { place, risk, parameters, coefficients };
    let population = &place.population;
    let count = population.len().min(SAMPLE);
    let mut means = Means::default();
    let places = (place.zones(), parameters.destinations.len());
    let moves = parameters.behaviour.internal_moves_per_1000_per_year
        + parameters.behaviour.migration_per_1000_per_year;
    let left_share = (moves / 1000.0 * f64::from(NORM_MONTHS) / 12.0).min(1.0);
    let mut ties = TiesElsewhere::default();
    let mut persons = 0.0;
    for sample in 0..count {
        persons += f64::from(population.size[sample * population.len() / count]);
    }
    for sample in 0..count {
        let i = sample * population.len() / count;
        let share = f64::from(population.size[i]) / persons;
        ties_at_the_start(population, i, places, left_share, &mut ties);
        options.fill(&given, &quiet_situation(&given, i, ask == Ask::Offer), &ties, None);
        let does = options.feasible_probabilities();
        let wants = if ask == Ask::Wishes { options.wanted_probabilities() } else { does };
        let can = options.feasible();
        let add = |kind: &mut Kind, can: bool, does: f64, wants: f64| {
            kind.can += share * f64::from(u8::from(can));
            kind.does += share * does;
            kind.wants += share * wants;
        };
        add(&mut means.adapt, can.adapt, does.adapt, wants.adapt);
        add(&mut means.relocate, can.relocate, does.relocate, wants.relocate);
        add(&mut means.migrate, can.migrate, does.migrate, wants.migrate);
        means.planned += share * does.planned;
    }
    means
}

/// A household as it stands at the start, in quiet times.
fn quiet_situation(given: &Given<'_>, i: usize, offered: bool) -> Situation {
    let population = &given.place.population;
    let income = f64::from(population.income[i]);
    let dwelling = Dwelling {
        zone: usize::from(population.zone[i]),
        class: usize::from(population.class[i]),
        strength_ms: 0.0,
        elevation_m: f64::from(population.elevation_m[i]),
        coast_km: f64::from(population.coast_km[i]),
        protection: Protection::default(),
    };
    let can_strengthen =
        population.tenure[i] == Tenure::Owner && can_be_strengthened(population.class[i]);
    let behaviour = &given.parameters.behaviour;
    Situation {
        zone: population.zone[i],
        class: population.class[i],
        income_usd: income,
        income_now_usd: income,
        usual_income_usd: income,
        damage: given.damage_at_returns(&dwelling),
        strengthened: can_strengthen
            .then_some(Dwelling { strength_ms: behaviour.adapt_strength_ms, ..dwelling }),
        perceived_ratio: behaviour.perception_optimism,
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
