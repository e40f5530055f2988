//! Stay, relocate within the area, accept planned relocation, or migrate (model M7).
//!
//! A nested logit in two stages with persistent random terms: first a nest by its inclusive value plus a
//! Gumbel term, then an option inside the nest. Aspiration is the choice over all options, ability the
//! same choice, with the same terms, over the options that cash, credit, ties, papers and plots allow.
//! Who aspires to move and can only stay is *trapped*.
//!
//! A Gumbel term G is the negative logarithm of an exponential term E, so the largest V + G is the
//! smallest E / exp(V): options carry weights exp(V / μ), nests the sum of theirs to the power μ, and the
//! race is won by the smallest term over weight. One logarithm a term in place of two.
//!
//! Utilities are the first-order form: perceived expected loss in proportion to consumption,
//! -θ_u A K β r / c, in place of expected utility over return periods.

use crate::dist::math::{exp, ln};
use crate::dist::quantile::exponential;
use crate::rng::{Draws, Purpose};

use super::coefficients::Given;
use crate::plan::population::{CONCRETE, NO_TIES};

/// What a household can choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Stay, or keep waiting where it is displaced.
    Stay,
    /// Move to a home in the zone of this rank.
    Relocate(u16),
    /// Accept the offer of planned relocation.
    Planned,
    /// Leave for the destination of this rank.
    Migrate(u8),
}

/// What was wanted and what was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Choice over all options.
    pub wanted: Choice,
    /// Choice over the feasible ones.
    pub done: Choice,
}

impl Decision {
    /// Whether the household wanted to move and could not.
    pub fn is_trapped(self) -> bool {
        self.wanted != Choice::Stay && self.done == Choice::Stay
    }
}

/// A household at the moment of a decision.
#[derive(Clone, Copy, Debug)]
pub struct Situation {
    /// Zone of its home.
    pub zone: u16,
    /// Dwelling class.
    pub class: u8,
    /// Consumption, USD per year.
    pub consumption_usd: f64,
    /// Expected yearly damage ratio of its dwelling, true.
    pub risk: f64,
    /// Perceived over true risk.
    pub perceived_ratio: f64,
    /// Place attachment, 0-1.
    pub attachment: f64,
    /// Whether it is displaced.
    pub displaced: bool,
    /// Sum of the terms for an elderly head and for a disability on moving.
    pub move_utility: f64,
    /// Rank of the destination of its ties, or [`NO_TIES`].
    pub ties: u8,
    /// Destinations with a legal way in, one bit each.
    pub legal: u16,
    /// Whether an offer of planned relocation stands and a plot is free.
    pub offered: bool,
    /// Cash at hand, USD.
    pub cash_usd: f64,
}

const STAY: usize = 0;
const RELOCATE: usize = 1;
const MIGRATE: usize = 2;
/// Positions of the random terms of planned relocation and of the first destination: apart from the
/// ranks of zones, so that a scenario with more zones keeps them.
const PLANNED_TERM: u32 = 5_000;
const DESTINATION_TERM: u32 = 6_000;

/// An option: its weight exp(V / μ) and whether it is feasible.
type Weighted = (f64, bool);

/// Weights of all options of one household; memory is reused from one to the next.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Scale μ of the nests of moves.
    scale: f64,
    /// Staying: exp(V).
    stay: f64,
    /// Each zone; the own one is never an option and weighs nothing.
    zones: Vec<Weighted>,
    /// Planned relocation.
    planned: Option<Weighted>,
    /// Each destination.
    destinations: Vec<Weighted>,
}

impl Options {
    /// Fills in weights and feasibility.
    pub fn fill(&mut self, given: &Given<'_>, situation: &Situation) {
        let behaviour = &given.parameters.behaviour;
        let coefficients = given.coefficients;
        let zones = given.place.zones();
        let scale = behaviour.nest_scale;
        self.scale = scale;
        // Disutility of one unit of true expected yearly damage in a dwelling of a class.
        let fear = |class: usize| {
            behaviour.risk_weight
                * behaviour.loss_annuity
                * given.place.dwelling_cost_usd[class]
                * situation.perceived_ratio
                / situation.consumption_usd
        };
        let class = usize::from(situation.class);
        let here = fear(class);
        let push = if situation.displaced { behaviour.displaced_push } else { 0.0 };
        self.stay = exp(-here * situation.risk - push);

        let leaving = -behaviour.attachment_weight * situation.attachment
            - behaviour.move_reluctance
            + situation.move_utility;
        let funds =
            situation.cash_usd + behaviour.credit_share_of_income * situation.consumption_usd;
        let own = usize::from(situation.zone);
        let pulls = &coefficients.zone_pull[own * zones..(own + 1) * zones];
        let relocate_feasible = behaviour.move_cost_usd <= funds;
        let relocate = leaving + coefficients.constants.relocate;
        self.zones.clear();
        self.zones.extend(pulls.iter().zip(&given.risk.zone).map(|(pull, risk)| {
            (exp((relocate + pull - here * risk[class]) / scale), relocate_feasible)
        }));
        self.zones[own].0 = 0.0;

        self.planned = situation.offered.then(|| {
            let concrete = usize::from(CONCRETE);
            let utility = leaving
                + coefficients.constants.planned
                + behaviour.income_weight * ln(1.0 - behaviour.planned_livelihood_loss)
                - fear(concrete) * given.risk.zone[own][concrete];
            (exp(utility / scale), true)
        });

        self.destinations.clear();
        for (rank, destination) in given.parameters.destinations.iter().enumerate() {
            let has_ties = situation.ties != NO_TIES && usize::from(situation.ties) == rank;
            let ties = if has_ties { std::f64::consts::LN_2 } else { 0.0 };
            let utility = leaving
                + coefficients.constants.migrate
                + coefficients.destination_pull[rank]
                + behaviour.ties_weight * ties;
            let cash_cost = destination.move_cost_usd
                * if has_ties { 1.0 - behaviour.diaspora_cost_reduction } else { 1.0 };
            let gift = if has_ties { behaviour.diaspora_gift_share * cash_cost } else { 0.0 };
            let legal = situation.legal >> rank & 1 == 1;
            self.destinations.push((exp(utility / scale), legal && cash_cost <= funds + gift));
        }
    }

    /// Weights of the three nests over all options, or over the feasible ones: exp of their inclusive
    /// values.
    fn nests(&self, feasible_only: bool) -> [f64; 3] {
        let sum = |options: &mut dyn Iterator<Item = &Weighted>| -> f64 {
            options.filter(|option| option.1 || !feasible_only).map(|option| option.0).sum()
        };
        let relocate = sum(&mut self.zones.iter().chain(self.planned.iter()));
        let migrate = sum(&mut self.destinations.iter());
        [self.stay, power(relocate, self.scale), power(migrate, self.scale)]
    }

    /// Probabilities of moves over the feasible options.
    pub fn feasible_probabilities(&self) -> Probabilities {
        let nests = self.nests(true);
        let total: f64 = nests.iter().sum();
        let relocate = nests[RELOCATE] / total;
        let inside: f64 = self.zones.iter().filter(|option| option.1).map(|option| option.0).sum();
        let planned = match self.planned {
            Some((weight, true)) => relocate * weight / (weight + inside),
            _ => 0.0,
        };
        Probabilities { relocate: relocate - planned, planned, migrate: nests[MIGRATE] / total }
    }

    /// The decision, with the random terms of `entity` keyed by `period`.
    pub fn decide(&self, draws: &Draws, entity: u32, period: u16) -> Decision {
        let (first, second) = draws.pair(Purpose::NestTerm, entity, period, 0);
        let third = draws.uniform(Purpose::NestTerm, entity, period, 2);
        let terms = [exponential(first), exponential(second), exponential(third)];
        let choose = |feasible_only: bool| {
            let nests = self.nests(feasible_only);
            let mut best = STAY;
            for nest in [RELOCATE, MIGRATE] {
                // terms / weights, without dividing by a weight of zero.
                if terms[nest] * nests[best] < terms[best] * nests[nest] {
                    best = nest;
                }
            }
            match best {
                STAY => (Choice::Stay, true),
                nest => self.inside(nest, feasible_only, draws, entity, period),
            }
        };
        let (wanted, feasible) = choose(false);
        let done = if feasible { wanted } else { choose(true).0 };
        Decision { wanted, done }
    }

    /// The option inside a nest, and whether it is feasible.
    fn inside(
        &self,
        nest: usize,
        feasible_only: bool,
        draws: &Draws,
        entity: u32,
        period: u16,
    ) -> (Choice, bool) {
        let mut best = (f64::INFINITY, Choice::Stay, true);
        let mut consider = |option: Weighted, term: u32, choice: Choice| {
            if (feasible_only && !option.1) || option.0 <= 0.0 {
                return;
            }
            let u = draws.uniform(Purpose::OptionTerm, entity, period, term);
            let time = exponential(u) / option.0;
            if time < best.0 {
                best = (time, choice, option.1);
            }
        };
        if nest == RELOCATE {
            for (zone, option) in self.zones.iter().enumerate() {
                consider(*option, zone as u32, Choice::Relocate(zone as u16));
            }
            if let Some(option) = self.planned {
                consider(option, PLANNED_TERM, Choice::Planned);
            }
        } else {
            for (rank, option) in self.destinations.iter().enumerate() {
                consider(*option, DESTINATION_TERM + rank as u32, Choice::Migrate(rank as u8));
            }
        }
        (best.1, best.2)
    }
}

/// `sum` to the power of `scale`; the usual scale of one half is a root.
fn power(sum: f64, scale: f64) -> f64 {
    if scale == 0.5 {
        sum.sqrt()
    } else if sum > 0.0 {
        exp(scale * ln(sum))
    } else {
        0.0
    }
}

/// Probabilities of moves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Probabilities {
    /// Own move within the area.
    pub relocate: f64,
    /// Planned relocation.
    pub planned: f64,
    /// Leaving the area.
    pub migrate: f64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Seed;

    fn vector(feasible: bool) -> Options {
        let weigh = |utilities: &[f64]| {
            utilities.iter().map(|utility| (exp(utility / 0.5), feasible)).collect()
        };
        Options {
            scale: 0.5,
            stay: 1.0,
            zones: weigh(&[-1.0, -1.5]),
            planned: None,
            destinations: weigh(&[-2.0, -2.2, -3.0]),
        }
    }

    #[test]
    fn nested_logit_matches_the_vector() {
        // model.md section 7.
        let at = vector(true).feasible_probabilities();
        assert!((at.relocate - 0.266_891).abs() < 1e-6);
        assert!((at.migrate - 0.112_806).abs() < 1e-6);
        assert!((1.0 - at.relocate - at.migrate - 0.620_303).abs() < 1e-6);
    }

    #[test]
    fn decisions_follow_the_probabilities() {
        let options = vector(true);
        let draws = Draws::new(Seed(5), 0);
        let n = 40_000_u32;
        let mut counts = [0_u32; 6];
        for entity in 0..n {
            let decision = options.decide(&draws, entity, 3);
            assert_eq!(decision.wanted, decision.done);
            counts[match decision.done {
                Choice::Stay => 0,
                Choice::Relocate(zone) => 1 + usize::from(zone),
                Choice::Migrate(rank) => 3 + usize::from(rank),
                Choice::Planned => unreachable!(),
            }] += 1;
        }
        let expected = [0.620_303, 0.195_113, 0.071_778, 0.062_474, 0.041_877, 0.008_455];
        for (count, p) in counts.iter().zip(expected) {
            let share = f64::from(*count) / f64::from(n);
            let error = (p * (1.0 - p) / f64::from(n)).sqrt();
            assert!((share - p).abs() < 4.0 * error, "{share} {p}");
        }
    }

    #[test]
    fn without_means_every_aspirant_is_trapped() {
        let options = vector(false);
        let draws = Draws::new(Seed(5), 0);
        for entity in 0..2000 {
            let decision = options.decide(&draws, entity, 3);
            assert_eq!(decision.done, Choice::Stay);
            assert_eq!(decision.is_trapped(), decision.wanted != Choice::Stay);
        }
    }
}
