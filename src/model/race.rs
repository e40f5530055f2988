//! The choice among options as a race, a nested logit over every set of them (model M7, docs/adr/0012).
//!
//! Option j of a nest of moves arrives at time E / w with an exponential term E and its weight
//! w = exp(V / μ); the nest shares a positive stable term S of index μ (Hougaard 1986), and its options
//! count with (time / S)^μ, which makes their first arrival exponential with rate (sum of w)^μ: the
//! inclusive value of the nest. Staying and strengthening the dwelling arrive at E / exp(V). Options in
//! reach and options out of reach of a nest race apart, each group with its own term, so the first arrival
//! of what is in reach is known without a term for each option; which option it is follows the weights.

use super::decision::{Choice, Decision};
use crate::dist::math::{exp, ln, pow, sin};
use crate::dist::quantile::{exponential, normal};
use crate::rng::{Draws, Purpose};

/// Nests of moves, in the order of their terms.
const RELOCATE: usize = 0;
const MIGRATE: usize = 1;
/// Position of the term of staying among the nest terms; each nest takes four before it.
const STAY_TERM: u32 = 8;

/// A bound on weights is taken this much larger, so that no rounding of its sums or of the weights breaks
/// it.
const ROUNDED: f64 = 1.0 + 1e-9;

/// An option: its weight and whether it is feasible.
pub type Weighted = (f64, bool);

/// Weights of all options of one household; memory is reused from one to the next.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Scale μ of the nests of moves.
    pub(super) scale: f64,
    /// Staying: exp(V).
    pub(super) stay: f64,
    /// Strengthening the dwelling: exp(V).
    pub(super) adapt: Option<Weighted>,
    /// Each zone, exp(V / μ); the own one is never an option and weighs nothing.
    pub(super) zones: Vec<Weighted>,
    /// Planned relocation.
    pub(super) planned: Option<Weighted>,
    /// Each destination.
    pub(super) destinations: Vec<Weighted>,
    /// Zones without an empty home; a zone that is not listed has one.
    pub(super) full: Vec<bool>,
    /// Logarithm of the certainty equivalent over consumption in each zone.
    pub(super) logs: Vec<f64>,
}

/// The random terms of one race. They depend on the household and the month alone, so the strategies of a
/// future share them (docs/adr/0012).
#[derive(Clone, Copy, Debug, Default)]
pub struct Terms {
    /// Exponential term of staying.
    stay: f64,
    /// Exponential term of strengthening the dwelling.
    adapt: f64,
    /// Those of the nests of moves.
    nests: [NestTerms; 2],
}

/// The random terms of a nest.
#[derive(Clone, Copy, Debug, Default)]
struct NestTerms {
    /// Exponential terms of the options in reach and of those out of reach.
    groups: [f64; 2],
    /// The term that they share, in the form that [`stable_time`] takes.
    shared: f64,
}

impl Terms {
    /// The terms of `entity` keyed by `period`, for nests of scale `scale`.
    pub fn draw(draws: &Draws, entity: u32, period: u16, scale: f64) -> Self {
        let stay = draws.uniform(Purpose::NestTerm, entity, period, STAY_TERM);
        let adapt = draws.uniform(Purpose::AdaptTerm, entity, period, 0);
        let nests = [RELOCATE, MIGRATE].map(|nest| {
            let first = 4 * nest as u32;
            let (in_reach, out_of_reach) = draws.pair(Purpose::NestTerm, entity, period, first);
            let shared = draws.pair(Purpose::NestTerm, entity, period, first + 2);
            NestTerms {
                groups: [exponential(in_reach), exponential(out_of_reach)],
                shared: shared_term(shared, scale),
            }
        });
        Self { stay: exponential(stay), adapt: exponential(adapt), nests }
    }

    /// Whether strengthening the dwelling arrives after staying, with a weight of at most `most`.
    pub fn is_adapting_late(&self, stay: f64, most: f64) -> bool {
        self.adapt / (most * ROUNDED) > self.stay / stay
    }

    /// Whether every move within the area arrives after staying, if all of them weigh `most` together at
    /// most.
    pub fn is_relocating_late(&self, stay: f64, most: f64, scale: f64) -> bool {
        let NestTerms { groups: [one, other], shared } = self.nests[RELOCATE];
        stable_time(one.min(other) / (most * ROUNDED), shared, scale) > self.stay / stay
    }
}

/// Who is first in the race.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum First {
    Stay,
    Adapt,
    /// A nest, and its group: 0 in reach, 1 out of reach.
    Group(usize, usize),
}

/// Probabilities of what can be chosen beside staying.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Probabilities {
    /// Strengthening the own dwelling.
    pub adapt: f64,
    /// Own move within the area.
    pub relocate: f64,
    /// Planned relocation.
    pub planned: f64,
    /// Leaving the area.
    pub migrate: f64,
}

/// Which kinds of choice are feasible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Feasible {
    /// Strengthening the own dwelling.
    pub adapt: bool,
    /// Any move within the area.
    pub relocate: bool,
    /// Any move out of it.
    pub migrate: bool,
}

impl Options {
    /// Options with these utilities, all feasible: staying, zones and destinations under the scale of
    /// their nests.
    pub fn of_utilities(scale: f64, stay: f64, zones: &[f64], destinations: &[f64]) -> Self {
        let weigh = |utilities: &[f64]| {
            utilities.iter().map(|utility| (exp(utility / scale), true)).collect()
        };
        Self {
            scale,
            stay: exp(stay),
            adapt: None,
            zones: weigh(zones),
            planned: None,
            destinations: weigh(destinations),
            full: Vec::new(),
            logs: Vec::new(),
        }
    }

    /// Options of a nest of moves beside planned relocation.
    fn of_nest(&self, nest: usize) -> &[Weighted] {
        if nest == RELOCATE { &self.zones } else { &self.destinations }
    }

    /// Planned relocation, in the nest that it belongs to.
    fn planned_in(&self, nest: usize) -> Option<Weighted> {
        if nest == RELOCATE { self.planned } else { None }
    }

    /// Weight of the options of a nest in reach and out of reach.
    fn weights(&self, nest: usize) -> [f64; 2] {
        let mut weights = [0.0; 2];
        for (weight, feasible) in self.of_nest(nest) {
            weights[usize::from(!feasible)] += weight;
        }
        if let Some((weight, feasible)) = self.planned_in(nest) {
            weights[usize::from(!feasible)] += weight;
        }
        weights
    }

    /// Probabilities over the feasible options.
    pub fn feasible_probabilities(&self) -> Probabilities {
        self.probabilities(|[in_reach, _]| in_reach, |feasible| feasible)
    }

    /// Probabilities over all options.
    pub fn wanted_probabilities(&self) -> Probabilities {
        self.probabilities(|[in_reach, out_of_reach]| in_reach + out_of_reach, |_| true)
    }

    fn probabilities(
        &self,
        of: impl Fn([f64; 2]) -> f64,
        counts: impl Fn(bool) -> bool,
    ) -> Probabilities {
        let of_one = |option: Option<Weighted>| match option {
            Some((weight, feasible)) if counts(feasible) => weight,
            _ => 0.0,
        };
        let inside = of(self.weights(RELOCATE));
        let relocate = power(inside, self.scale);
        let migrate = power(of(self.weights(MIGRATE)), self.scale);
        let adapt = of_one(self.adapt);
        let total = self.stay + adapt + relocate + migrate;
        let planned =
            if inside > 0.0 { relocate / total * of_one(self.planned) / inside } else { 0.0 };
        Probabilities {
            adapt: adapt / total,
            relocate: relocate / total - planned,
            planned,
            migrate: migrate / total,
        }
    }

    /// Which kinds of choice are feasible.
    pub fn feasible(&self) -> Feasible {
        let can = |nest| {
            let open = |(weight, feasible): &Weighted| *feasible && *weight > 0.0;
            self.of_nest(nest).iter().any(open) || self.planned_in(nest).as_ref().is_some_and(open)
        };
        Feasible {
            adapt: self.adapt.is_some_and(|(_, feasible)| feasible),
            relocate: can(RELOCATE),
            migrate: can(MIGRATE),
        }
    }

    /// The decision under the random `terms` of `entity` keyed by `period`; which option of a group it is
    /// follows a draw of its own.
    pub fn decide(&self, terms: &Terms, draws: &Draws, entity: u32, period: u16) -> Decision {
        let stays_at = terms.stay / self.stay;
        let (mut wanted, mut done) = ((stays_at, First::Stay), (stays_at, First::Stay));
        let mut arrive = |at: f64, first: First, feasible: bool| {
            if at < wanted.0 {
                wanted = (at, first);
            }
            if feasible && at < done.0 {
                done = (at, first);
            }
        };
        if let Some((weight, feasible)) = self.adapt {
            arrive(terms.adapt / weight, First::Adapt, feasible);
        }
        let weights = [self.weights(RELOCATE), self.weights(MIGRATE)];
        for (nest, (weights, terms)) in weights.into_iter().zip(&terms.nests).enumerate() {
            for (group, (weight, term)) in weights.into_iter().zip(terms.groups).enumerate() {
                if weight > 0.0 {
                    let at = stable_time(term / weight, terms.shared, self.scale);
                    arrive(at, First::Group(nest, group), group == 0);
                }
            }
        }
        let option = |winner: First| match winner {
            First::Stay => Choice::Stay,
            First::Adapt => Choice::Adapt,
            First::Group(nest, group) => {
                let index = 2 * nest as u32 + group as u32;
                let u = draws.uniform(Purpose::OptionTerm, entity, period, index);
                self.pick(nest, group, u * weights[nest][group])
            }
        };
        Decision { wanted: option(wanted.1), done: option(done.1) }
    }

    /// The option of a group whose weights, added up in order, first pass `left`.
    fn pick(&self, nest: usize, group: usize, mut left: f64) -> Choice {
        let mut last = Choice::Stay;
        for (rank, (weight, feasible)) in self.of_nest(nest).iter().enumerate() {
            if usize::from(!feasible) != group || *weight <= 0.0 {
                continue;
            }
            last = if nest == RELOCATE {
                Choice::Relocate(rank as u16)
            } else {
                Choice::Migrate(rank as u8)
            };
            left -= weight;
            if left < 0.0 {
                return last;
            }
        }
        match self.planned_in(nest) {
            Some((weight, feasible)) if usize::from(!feasible) == group && weight > 0.0 => {
                Choice::Planned
            }
            _ => last,
        }
    }
}

/// What the options of a nest share, from two uniforms: S positive stable of index μ = `scale` and Laplace
/// transform exp(-s^μ).
///
/// For μ = 1/2 S is 1 / (2 Z²) with Z standard normal (Lévy), and |Z| is what is given; else S comes from
/// both uniforms by Kanter (1975, theorem 4.1); for μ = 1 it is one.
fn shared_term((first, second): (f64, f64), scale: f64) -> f64 {
    if scale == 0.5 {
        return normal(first).abs();
    }
    if scale >= 1.0 {
        return 1.0;
    }
    let angle = std::f64::consts::PI * first;
    let rest = 1.0 - scale;
    let share =
        sin(rest * angle) * pow(sin(scale * angle), scale / rest) / pow(sin(angle), 1.0 / rest);
    pow(share / exponential(second), rest / scale)
}

/// (time / S)^μ with S as [`shared_term`] gives it.
fn stable_time(time: f64, shared: f64, scale: f64) -> f64 {
    if scale == 0.5 {
        (2.0 * time).sqrt() * shared
    } else if scale >= 1.0 {
        time
    } else {
        pow(time / shared, scale)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Seed;

    fn vector(feasible: bool) -> Options {
        let mut options = Options::of_utilities(0.5, 0.0, &[-1.0, -1.5], &[-2.0, -2.2, -3.0]);
        options.zones.iter_mut().chain(&mut options.destinations).for_each(|one| one.1 = feasible);
        options
    }

    fn decide(options: &Options, draws: &Draws, entity: u32) -> Decision {
        options.decide(&Terms::draw(draws, entity, 3, options.scale), draws, entity, 3)
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
            let decision = decide(&options, &draws, entity);
            assert_eq!(decision.wanted, decision.done);
            counts[match decision.done {
                Choice::Stay => 0,
                Choice::Relocate(zone) => 1 + usize::from(zone),
                Choice::Migrate(rank) => 3 + usize::from(rank),
                Choice::Planned | Choice::Adapt => unreachable!(),
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
                adapt: None,
                zones: vec![option(0, false), option(1, true)],
                planned: None,
                destinations: vec![option(2, false), option(3, true), option(4, false)],
                full: Vec::new(),
                logs: Vec::new(),
            };
            let feasible = options.feasible_probabilities();
            let (mut wants, mut does) = ([0_u32; 2], [0_u32; 2]);
            for entity in 0..n {
                let decision = decide(&options, &draws, entity);
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
                    Choice::Planned | Choice::Adapt => unreachable!(),
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
            let decision = decide(&options, &draws, entity);
            assert_eq!(decision.done, Choice::Stay);
            assert_eq!(decision.is_trapped(), decision.wanted != Choice::Stay);
        }
    }
}
