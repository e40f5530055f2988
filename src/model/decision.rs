//! Stay, relocate within the area, accept planned relocation, or migrate (model M7).
//!
//! A nested logit with persistent random terms, drawn for every option so that the choice over any set
//! of options is the nested logit over that set. Aspiration is the choice over all options, ability the
//! choice with the same terms over the options that cash, credit, ties, papers and plots allow. Who
//! aspires to move and can only stay is *trapped*.
//!
//! Utilities are the first-order form: perceived expected loss is put in proportion to consumption,
//! `θ_u ln(1 - A K β r / c)`, in place of expected utility over return periods.

use crate::dist::math::{exp, ln, sin};
use crate::dist::quantile::{exponential, gumbel};
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

const RELOCATE: usize = 1;
const MIGRATE: usize = 2;
/// Positions of the random terms of planned relocation and of the first destination: apart from the
/// ranks of zones, so that a scenario with more zones keeps them.
const PLANNED_TERM: u32 = 5_000;
const DESTINATION_TERM: u32 = 6_000;

/// Utilities of all options of one household; memory is reused from one to the next.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Stay.
    stay: f64,
    /// Each zone; the own one is never an option.
    zones: Vec<(f64, bool)>,
    /// Planned relocation.
    planned: Option<(f64, bool)>,
    /// Each destination.
    destinations: Vec<(f64, bool)>,
}

impl Options {
    /// Fills in utilities and feasibility.
    pub fn fill(&mut self, given: &Given<'_>, situation: &Situation) {
        let behaviour = &given.parameters.behaviour;
        let coefficients = given.coefficients;
        let zones = given.place.zones();
        let cost = given.place.dwelling_cost_usd[usize::from(situation.class)];
        // Perceived yearly burden of one unit of expected damage, as a share of consumption.
        let burden = |cost: f64| {
            behaviour.loss_annuity * cost * situation.perceived_ratio / situation.consumption_usd
        };
        let risk_term =
            |burden: f64, risk: f64| behaviour.risk_weight * ln(1.0 - (burden * risk).min(0.95));
        let here = burden(cost);
        self.stay = risk_term(here, situation.risk)
            - if situation.displaced { behaviour.displaced_push } else { 0.0 };

        let leaving = -behaviour.attachment_weight * situation.attachment
            - behaviour.move_reluctance
            + situation.move_utility;
        let funds =
            situation.cash_usd + behaviour.credit_share_of_income * situation.consumption_usd;
        let relocate_feasible = behaviour.move_cost_usd <= funds;
        let row = usize::from(situation.zone) * zones;
        self.zones.clear();
        for zone in 0..zones {
            let risk = given.risk.zone[zone][usize::from(situation.class)];
            let utility = if zone == usize::from(situation.zone) {
                f64::NEG_INFINITY
            } else {
                leaving
                    + coefficients.constants.relocate
                    + coefficients.zone_pull[row + zone]
                    + risk_term(here, risk)
            };
            self.zones.push((utility, relocate_feasible));
        }

        self.planned = situation.offered.then(|| {
            let concrete = usize::from(CONCRETE);
            let risk = given.risk.zone[usize::from(situation.zone)][concrete];
            let utility = leaving
                + coefficients.constants.planned
                + behaviour.income_weight * ln(1.0 - behaviour.planned_livelihood_loss)
                + risk_term(burden(given.place.dwelling_cost_usd[concrete]), risk);
            (utility, true)
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
            self.destinations.push((utility, legal && cash_cost <= funds + gift));
        }
    }

    /// Inclusive values of the three nests over all options, or over the feasible ones.
    fn inclusive(&self, scale: f64, feasible_only: bool) -> [f64; 3] {
        let usable = |option: &&(f64, bool)| option.1 || !feasible_only;
        let relocate = || self.zones.iter().chain(self.planned.iter()).filter(usable);
        let migrate = || self.destinations.iter().filter(usable);
        let value = |largest: f64, options: &mut dyn Iterator<Item = &(f64, bool)>| {
            if largest == f64::NEG_INFINITY {
                return f64::NEG_INFINITY;
            }
            let sum: f64 = options.map(|option| exp((option.0 - largest) / scale)).sum();
            largest + scale * ln(sum)
        };
        let largest = |options: &mut dyn Iterator<Item = &(f64, bool)>| {
            options.fold(f64::NEG_INFINITY, |largest, option| largest.max(option.0))
        };
        [
            self.stay,
            value(largest(&mut relocate()), &mut relocate()),
            value(largest(&mut migrate()), &mut migrate()),
        ]
    }

    /// Whether a move to another zone, and whether leaving the area, is feasible.
    pub fn feasible_moves(&self) -> (bool, bool) {
        let any = |options: &[(f64, bool)]| {
            options.iter().any(|option| option.1 && option.0 > f64::NEG_INFINITY)
        };
        (any(&self.zones), any(&self.destinations))
    }

    /// Probabilities of each kind of move and of accepting the offer, over the feasible options: what
    /// households do.
    pub fn feasible_probabilities(&self, scale: f64) -> Probabilities {
        self.probabilities(scale, true)
    }

    /// The same over all options: what households want.
    pub fn wanted_probabilities(&self, scale: f64) -> Probabilities {
        self.probabilities(scale, false)
    }

    fn probabilities(&self, scale: f64, feasible_only: bool) -> Probabilities {
        let inclusive = self.inclusive(scale, feasible_only);
        let largest =
            inclusive.iter().fold(f64::NEG_INFINITY, |largest, value| largest.max(*value));
        let weights = inclusive.map(|value| exp(value - largest));
        let total: f64 = weights.iter().sum();
        let relocate_nest = weights[RELOCATE] / total;
        let planned = match self.planned {
            Some((utility, true)) => relocate_nest * exp((utility - inclusive[RELOCATE]) / scale),
            _ => 0.0,
        };
        Probabilities {
            relocate: relocate_nest - planned,
            planned,
            migrate: weights[MIGRATE] / total,
        }
    }

    /// The decision, with the random terms of `entity` keyed by `period`.
    ///
    /// The utility of every option gets its term, and the best of all options is wanted, the best of
    /// the feasible ones done. Terms are those of the nested logit over any set of options
    /// (`McFadden` 1978), so that both choices have the stated probabilities and agree wherever they can.
    pub fn decide(&self, scale: f64, draws: &Draws, entity: u32, period: u16) -> Decision {
        let shared = |index| {
            let (angle, wait) = draws.pair(Purpose::NestTerm, entity, period, index);
            shared_term(scale, angle, wait)
        };
        let stay = self.stay + gumbel(draws.uniform(Purpose::NestTerm, entity, period, 4));
        let mut wanted = (stay, Choice::Stay);
        let mut done = wanted;
        let mut consider = |option: (f64, bool), term: f64, choice: Choice| {
            let value = option.0 + term;
            if value > wanted.0 {
                wanted = (value, choice);
            }
            if option.1 && value > done.0 {
                done = (value, choice);
            }
        };
        let own = |index: u32| {
            let (first, second) = draws.pair(Purpose::OptionTerm, entity, period, index);
            [scale * gumbel(first), scale * gumbel(second)]
        };
        let relocate = shared(0);
        for (pair, options) in self.zones.chunks(2).enumerate() {
            let first = 2 * pair as u32;
            for (place, (option, term)) in (first..).zip(options.iter().zip(own(first))) {
                consider(*option, relocate + term, Choice::Relocate(place as u16));
            }
        }
        if let Some(option) = self.planned {
            consider(option, relocate + own(PLANNED_TERM)[0], Choice::Planned);
        }
        let migrate = shared(2);
        for (pair, options) in self.destinations.chunks(2).enumerate() {
            let first = 2 * pair as u32;
            let terms = own(DESTINATION_TERM + first);
            for (rank, (option, term)) in (first..).zip(options.iter().zip(terms)) {
                consider(*option, migrate + term, Choice::Migrate(rank as u8));
            }
        }
        Decision { wanted: wanted.1, done: done.1 }
    }
}

/// The term that the options of one nest share: `scale` times the log of a positive stable variable of
/// index `scale`, from two uniforms (Kanter 1975). Added to `scale` times a Gumbel term of each option
/// it makes a Gumbel term again (Cardell 1997). Zero at scale 1, where options are independent.
fn shared_term(scale: f64, angle: f64, wait: f64) -> f64 {
    let rest = 1.0 - scale;
    if rest < 1e-9 {
        return 0.0;
    }
    let log_sine = |share: f64| ln(sin(std::f64::consts::PI * share * angle));
    rest * (log_sine(rest) - ln(exponential(wait))) + scale * log_sine(scale) - log_sine(1.0)
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
        Options {
            stay: 0.0,
            zones: vec![(-1.0, feasible), (-1.5, feasible)],
            planned: None,
            destinations: vec![(-2.0, feasible), (-2.2, feasible), (-3.0, feasible)],
        }
    }

    #[test]
    fn nested_logit_matches_the_vector() {
        // model.md section 7.
        let at = vector(true).feasible_probabilities(0.5);
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
            let decision = options.decide(0.5, &draws, entity, 3);
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
    fn what_is_done_follows_the_probabilities_over_what_is_feasible() {
        // One zone and two destinations are out of reach; whoever wants what is in reach gets it.
        let mut options = vector(true);
        options.zones[0].1 = false;
        options.destinations[0].1 = false;
        options.destinations[2].1 = false;
        let draws = Draws::new(Seed(6), 0);
        let n = 200_000_u32;
        for scale in [0.05, 0.3, 0.7, 1.0] {
            let expected = options.feasible_probabilities(scale);
            let mut counts = [0_u32; 2];
            for entity in 0..n {
                let decision = options.decide(scale, &draws, entity, 3);
                match decision.wanted {
                    Choice::Stay | Choice::Relocate(1) | Choice::Migrate(1) => {
                        assert_eq!(decision.done, decision.wanted);
                    }
                    _ => {}
                }
                match decision.done {
                    Choice::Stay => {}
                    Choice::Relocate(zone) => {
                        assert_eq!(zone, 1);
                        counts[0] += 1;
                    }
                    Choice::Migrate(rank) => {
                        assert_eq!(rank, 1);
                        counts[1] += 1;
                    }
                    Choice::Planned => unreachable!(),
                }
            }
            for (count, p) in counts.iter().zip([expected.relocate, expected.migrate]) {
                let share = f64::from(*count) / f64::from(n);
                let error = (p * (1.0 - p) / f64::from(n)).sqrt();
                assert!((share - p).abs() < 4.0 * error, "{scale}: {share} {p}");
            }
        }
    }

    #[test]
    fn without_means_every_aspirant_is_trapped() {
        let options = vector(false);
        let draws = Draws::new(Seed(5), 0);
        for entity in 0..2000 {
            let decision = options.decide(0.5, &draws, entity, 3);
            assert_eq!(decision.done, Choice::Stay);
            assert_eq!(decision.is_trapped(), decision.wanted != Choice::Stay);
        }
    }
}
