//! Stay, relocate within the area, accept planned relocation, or migrate (model M7).
//!
//! A nested logit with persistent random terms, such that the choice over any set of options is the
//! nested logit over that set. Aspiration is the choice over all options, ability the choice with the
//! same terms over the options that cash, credit, ties, papers and plots allow. Who aspires to move and
//! can only stay is *trapped*.
//!
//! It is a race. Option j of a nest arrives at time E / w with an exponential term E and its weight
//! w = exp(V / μ); the nest shares a positive stable term S of index μ (Hougaard 1986), and its options
//! count with (time / S)^μ, which makes their first arrival exponential with rate (sum of w)^μ: the
//! inclusive value of the nest. Staying arrives at E / exp(V). Options in reach and options out of
//! reach of a nest race apart, each group with its own term, so the first arrival of what is in reach is
//! known without a term for each option; which option it is follows the weights.
//!
//! Utilities are the first-order form: perceived expected loss in proportion to consumption,
//! `-θ_u A K β r / c`, in place of expected utility over return periods.

use crate::dist::math::{exp, exp_small, ln, pow, sin};
use crate::dist::quantile::{exponential, normal};
use crate::rng::{Draws, Purpose};

use super::coefficients::Given;
use super::trace::Obstacle;
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
    /// What planned relocation would cost the household itself, USD; none where no offer stands or no
    /// plot is free.
    pub offer_usd: Option<f64>,
    /// Cash at hand, USD.
    pub cash_usd: f64,
}

/// Nests of moves, in the order of their terms.
const RELOCATE: usize = 0;
const MIGRATE: usize = 1;
/// Position of the term of staying among the nest terms; each nest takes four before it.
const STAY_TERM: u32 = 8;

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
    /// Zones without an empty home; a zone that is not listed has one.
    full: Vec<bool>,
}

impl Options {
    /// States which zones have no empty home.
    pub fn set_full(&mut self, full: impl Iterator<Item = bool>) {
        self.full.clear();
        self.full.extend(full);
    }

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

        let leaving = exp((situation.move_utility
            - behaviour.attachment_weight * situation.attachment
            - behaviour.move_reluctance)
            / scale);
        let funds = situation.cash_usd + credit(given, situation);
        let own = usize::from(situation.zone);
        let pulls = &coefficients.zone_pull[own * zones..(own + 1) * zones];
        let relocate_feasible = behaviour.move_cost_usd <= funds;
        let factors = coefficients.factors();
        // Zones differ little in risk: what they share is taken out, what is left is small.
        let mean = coefficients.mean_risk[class];
        let relocate = leaving * factors.relocate * exp(-here * mean / scale);
        let per_risk = -here / scale;
        self.zones.clear();
        let full = &self.full;
        self.zones.extend(pulls.iter().zip(&given.risk.zone).enumerate().map(
            |(zone, (pull, risk))| {
                let weight = relocate * pull * exp_small(per_risk * (risk[class] - mean));
                (weight, relocate_feasible && !full.get(zone).copied().unwrap_or(false))
            },
        ));
        self.zones[own].0 = 0.0;

        self.planned = situation.offer_usd.map(|own_cost| {
            let concrete = usize::from(CONCRETE);
            let utility = behaviour.income_weight * ln(1.0 - behaviour.planned_livelihood_loss)
                - fear(concrete) * given.risk.zone[own][concrete];
            (leaving * factors.planned * exp(utility / scale), own_cost <= funds)
        });

        self.destinations.clear();
        for (rank, destination) in given.parameters.destinations.iter().enumerate() {
            let has_ties = situation.ties != NO_TIES && usize::from(situation.ties) == rank;
            let ties = if has_ties { coefficients.ties_pull } else { 1.0 };
            let weight = leaving * factors.migrate * coefficients.destination_pull[rank] * ties;
            let (cash_cost, gift) = cost_and_gift(given, destination.move_cost_usd, has_ties);
            let legal = situation.legal >> rank & 1 == 1;
            self.destinations.push((weight, legal && cash_cost <= funds + gift));
        }
    }

    /// Options of a nest of moves with what they stand for.
    fn of_nest(&self, nest: usize) -> impl Iterator<Item = (Weighted, Choice)> + '_ {
        let (zones, planned, destinations) = if nest == RELOCATE {
            (self.zones.as_slice(), self.planned, &[][..])
        } else {
            (&[][..], None, self.destinations.as_slice())
        };
        let zones = zones.iter().zip(0..).map(|(option, zone)| (*option, Choice::Relocate(zone)));
        let planned = planned.into_iter().map(|option| (option, Choice::Planned));
        let destinations =
            destinations.iter().zip(0..).map(|(option, rank)| (*option, Choice::Migrate(rank)));
        zones.chain(planned).chain(destinations)
    }

    /// Weight of the options of a nest in reach and out of reach.
    fn weights(&self, nest: usize) -> [f64; 2] {
        let mut weights = [0.0; 2];
        for ((weight, feasible), _) in self.of_nest(nest) {
            weights[usize::from(!feasible)] += weight;
        }
        weights
    }

    /// Probabilities of moves over the feasible options.
    pub fn feasible_probabilities(&self) -> Probabilities {
        self.probabilities(|[in_reach, _]| in_reach, |feasible| feasible)
    }

    /// Probabilities of moves over all options.
    pub fn wanted_probabilities(&self) -> Probabilities {
        self.probabilities(|[in_reach, out_of_reach]| in_reach + out_of_reach, |_| true)
    }

    fn probabilities(
        &self,
        of: impl Fn([f64; 2]) -> f64,
        counts: impl Fn(bool) -> bool,
    ) -> Probabilities {
        let inside = of(self.weights(RELOCATE));
        let relocate = power(inside, self.scale);
        let migrate = power(of(self.weights(MIGRATE)), self.scale);
        let total = self.stay + relocate + migrate;
        let planned = match self.planned {
            Some((weight, feasible)) if counts(feasible) && inside > 0.0 => {
                relocate / total * weight / inside
            }
            _ => 0.0,
        };
        Probabilities { relocate: relocate / total - planned, planned, migrate: migrate / total }
    }

    /// Whether any move within the area, and any out of it, is feasible.
    pub fn feasible_moves(&self) -> (bool, bool) {
        let can = |nest| self.of_nest(nest).any(|((weight, feasible), _)| feasible && weight > 0.0);
        (can(RELOCATE), can(MIGRATE))
    }

    /// The decision, with the random terms of `entity` keyed by `period`.
    pub fn decide(&self, draws: &Draws, entity: u32, period: u16) -> Decision {
        let stay = draws.uniform(Purpose::NestTerm, entity, period, STAY_TERM);
        let stays_at = exponential(stay) / self.stay;
        let (mut wanted, mut done) = ((stays_at, None), (stays_at, None));
        for nest in [RELOCATE, MIGRATE] {
            let weights = self.weights(nest);
            let first = 4 * nest as u32;
            let (in_reach, out_of_reach) = draws.pair(Purpose::NestTerm, entity, period, first);
            let shared = draws.pair(Purpose::NestTerm, entity, period, first + 2);
            let terms = [in_reach, out_of_reach];
            for (group, (weight, term)) in weights.into_iter().zip(terms).enumerate() {
                if weight <= 0.0 {
                    continue;
                }
                let arrives_at = stable_time(exponential(term) / weight, shared, self.scale);
                if arrives_at < wanted.0 {
                    wanted = (arrives_at, Some((nest, group)));
                }
                if group == 0 && arrives_at < done.0 {
                    done = (arrives_at, Some((nest, group)));
                }
            }
        }
        let option = |winner: Option<(usize, usize)>| match winner {
            None => Choice::Stay,
            Some((nest, group)) => {
                let index = 2 * nest as u32 + group as u32;
                let u = draws.uniform(Purpose::OptionTerm, entity, period, index);
                self.pick(nest, group, u)
            }
        };
        Decision { wanted: option(wanted.1), done: option(done.1) }
    }

    /// The option of a group by its share of the weight.
    fn pick(&self, nest: usize, group: usize, u: f64) -> Choice {
        let mut left = u * self.weights(nest)[group];
        let mut last = Choice::Stay;
        for ((weight, feasible), choice) in self.of_nest(nest) {
            if usize::from(!feasible) != group || weight <= 0.0 {
                continue;
            }
            last = choice;
            left -= weight;
            if left < 0.0 {
                break;
            }
        }
        last
    }
}

/// (time / S)^μ with S positive stable of index μ = `scale` and Laplace transform exp(-s^μ).
///
/// For μ = 1/2 S is 1 / (2 Z²) with Z standard normal (Lévy); else S comes from two uniforms by Kanter
/// (1975, theorem 4.1); for μ = 1 it is one.
fn stable_time(time: f64, (first, second): (f64, f64), scale: f64) -> f64 {
    if scale == 0.5 {
        return (2.0 * time).sqrt() * normal(first).abs();
    }
    if scale >= 1.0 {
        return time;
    }
    let angle = std::f64::consts::PI * first;
    let rest = 1.0 - scale;
    let share =
        sin(rest * angle) * pow(sin(scale * angle), scale / rest) / pow(sin(angle), 1.0 / rest);
    let stable = pow(share / exponential(second), rest / scale);
    pow(time / stable, scale)
}

/// Credit that a household can take up for a move, USD.
#[inline]
pub fn credit(given: &Given<'_>, situation: &Situation) -> f64 {
    given.parameters.behaviour.credit_share_of_income * situation.consumption_usd
}

/// What stands in the way of a choice that is out of reach.
pub fn obstacle(given: &Given<'_>, situation: &Situation, wanted: Choice) -> Obstacle {
    let behaviour = &given.parameters.behaviour;
    let funds = situation.cash_usd + credit(given, situation);
    match wanted {
        Choice::Migrate(rank) => {
            if situation.legal >> rank & 1 == 0 {
                return Obstacle::NoLegalWay;
            }
            let full = given.parameters.destinations[usize::from(rank)].move_cost_usd;
            let (cost, gift) = cost_and_gift(given, full, situation.ties == rank);
            Obstacle::CashShort(cost - gift - funds)
        }
        Choice::Planned => Obstacle::CashShort(situation.offer_usd.unwrap_or(0.0) - funds),
        Choice::Relocate(_) if funds >= behaviour.move_cost_usd => Obstacle::NoHome,
        Choice::Relocate(_) | Choice::Stay => Obstacle::CashShort(behaviour.move_cost_usd - funds),
    }
}

/// Cash cost of migration and what ties there give, USD.
pub fn cost_and_gift(given: &Given<'_>, full_usd: f64, has_ties: bool) -> (f64, f64) {
    let behaviour = &given.parameters.behaviour;
    if has_ties {
        let cost = full_usd * (1.0 - behaviour.diaspora_cost_reduction);
        (cost, cost * behaviour.diaspora_gift_share)
    } else {
        (full_usd, 0.0)
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
            full: Vec::new(),
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
    fn what_is_done_follows_the_probabilities_over_what_is_feasible() {
        // One zone and two destinations are out of reach; whoever wants what is in reach gets it.
        let utilities = [-1.0, -1.5, -2.0, -2.2, -3.0];
        let draws = Draws::new(Seed(6), 0);
        let n = 200_000_u32;
        for scale in [0.05, 0.3, 0.5, 0.7, 1.0] {
            let option = |at: usize, feasible| (exp(utilities[at] / scale), feasible);
            let mut options = Options {
                scale,
                stay: 1.0,
                zones: vec![option(0, false), option(1, true)],
                planned: None,
                destinations: vec![option(2, false), option(3, true), option(4, false)],
                full: Vec::new(),
            };
            let feasible = options.feasible_probabilities();
            let (mut wants, mut does) = ([0_u32; 2], [0_u32; 2]);
            for entity in 0..n {
                let decision = options.decide(&draws, entity, 3);
                if matches!(
                    decision.wanted,
                    Choice::Stay | Choice::Relocate(1) | Choice::Migrate(1)
                ) {
                    assert_eq!(decision.done, decision.wanted);
                }
                match decision.done {
                    Choice::Stay => {}
                    Choice::Relocate(zone) => {
                        assert_eq!(zone, 1);
                        does[0] += 1;
                    }
                    Choice::Migrate(rank) => {
                        assert_eq!(rank, 1);
                        does[1] += 1;
                    }
                    Choice::Planned => unreachable!(),
                }
                match decision.wanted {
                    Choice::Relocate(_) => wants[0] += 1,
                    Choice::Migrate(_) => wants[1] += 1,
                    _ => {}
                }
            }
            options.zones.iter_mut().chain(&mut options.destinations).for_each(|one| one.1 = true);
            let all = options.feasible_probabilities();
            for (counts, p) in [(does, feasible), (wants, all)] {
                for (count, p) in counts.iter().zip([p.relocate, p.migrate]) {
                    let share = f64::from(*count) / f64::from(n);
                    let error = (p * (1.0 - p) / f64::from(n)).sqrt();
                    assert!((share - p).abs() < 4.0 * error, "{scale}: {share} {p}");
                }
            }
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
