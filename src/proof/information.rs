//! What better data are worth: the value of knowing a cost before choosing (row R33).
//!
//! Two options, none and stronger roofs, and one uncertain number: what a roof costs. Around the cost at
//! which both are equal on average, C in all, with an even spread of w to both sides, the value of knowing
//! it is C w / 4: where it is dear one does without and loses nothing, where it is cheap one gains.

use std::ops::Range;

use super::ProofError;
use super::arms::{DOSES, Ground, OFF, rank_of};
use super::properties::{Shown, row};
use crate::data::DataSource;
use crate::engine::{Playing, Prepared, Twins, Unwatched};
use crate::hazard::HazardModel;
use crate::numbers::rough;
use crate::outcome::OutcomeId;
use crate::plan::point::ParameterPoint;
use crate::rng::Seed;
use crate::scenario::Scenario;
use crate::stats::information::{Information, perfect_information};
use crate::stats::sequence::coordinate;
use crate::stats::{Moments, Replies};

/// Points of each dose.
const POINTS: u32 = 32;
/// Futures at each.
const MOST_FUTURES: u32 = 40;
/// Largest spread to both sides.
const SPREAD: f64 = 0.8;
/// Largest departure from the closed form.
const TOLERANCE: f64 = 0.1;

/// What is lost and what is paid, USD.
const LOSSES: [OutcomeId; 2] = [OutcomeId::DwellingLoss, OutcomeId::ContentsLoss];

struct Trial<'a> {
    prepared: Prepared<'a>,
    /// Without and with.
    ranks: [usize; 2],
    futures: u32,
    seed: Seed,
}

impl Trial<'_> {
    /// Loss and cost by point, option and future.
    fn play(&self, points: &[ParameterPoint]) -> Vec<[Vec<(f64, f64)>; 2]> {
        let at: Vec<(ParameterPoint, Range<u32>)> =
            points.iter().map(|point| (point.clone(), 0..self.futures)).collect();
        let playing = Playing { ranks: &self.ranks, twins: Twins::LeftOut, watch: &Unwatched };
        let kept = self.prepared.play_points(&at, &playing, |played| {
            let of = |id: OutcomeId| played.outcomes[id as usize];
            (LOSSES.iter().map(|id| of(*id)).sum::<f64>(), of(OutcomeId::ProgrammeCost))
        });
        kept.unwrap_or_default()
            .into_iter()
            .map(|by_future| [0, 1].map(|option| by_future.iter().map(|it| it[option]).collect()))
            .collect()
    }

    /// Value of knowing the number of `path`, even within `share` of `centre`; all others as in `others`.
    fn value(
        &self,
        (path, centre, share): (&str, f64, f64),
        others: &ParameterPoint,
    ) -> Option<Information> {
        let points: Vec<ParameterPoint> = (0..POINTS)
            .map(|index| {
                let mut point = others.clone();
                let uniform = coordinate(self.seed, index, 0);
                point.set(path, centre * (1.0 + share * (2.0 * uniform - 1.0)));
                point
            })
            .collect();
        let played = self.play(&points);
        let gains = [0, 1].map(|option| {
            let of = played.iter().flat_map(|point| &point[option]);
            Replies::new(self.futures as usize, of.map(|(loss, cost)| -(loss + cost)).collect())
        });
        perfect_information(&gains, self.seed)
    }
}

/// Shows what it is worth to know a cost: nothing where it is known, more the less is known, what the
/// closed form says, and nothing for a cost that no strategy pays.
pub(super) fn information(ground: &Ground, files: &dyn DataSource) -> Result<Shown, ProofError> {
    let roofs = row("[[measures]]\nkind = \"retrofit\"\n")?;
    let scenario = ground.scenario(&roofs, None)?;
    let hazard = HazardModel::compile(&scenario, files)?;
    let trial = Trial {
        prepared: Prepared::new(&scenario, &hazard),
        ranks: [rank_of(&scenario, OFF), rank_of(&scenario, DOSES[2].0)],
        futures: ground.replicates.min(MOST_FUTURES),
        seed: Seed(scenario.experiment.seed),
    };
    let (Some(paid), Some(unpaid)) = (
        unit_cost(&scenario, trial.ranks[1]),
        unit_cost(&scenario, rank_of(&scenario, DOSES[1].0)),
    ) else {
        return Err(ProofError::text(&"the roofs are missing"));
    };
    let central = trial.play(&[ParameterPoint::central()]);
    let mean = |option: usize, of: fn(&(f64, f64)) -> f64| {
        let values: Vec<f64> = central.iter().flat_map(|point| &point[option]).map(of).collect();
        Moments::of(&values).mean()
    };
    let avoided = mean(0, |it| it.0) - mean(1, |it| it.0);
    let cost = mean(1, |it| it.1);
    if !(avoided > 0.0 && cost > 0.0) {
        let words = "stronger roofs avoid no damage here, so that there is nothing to choose";
        return Ok(Shown { holds: false, words: words.to_owned() });
    }
    let even = paid.1 * avoided / cost;
    let mut at_even = ParameterPoint::central();
    at_even.set(&paid.0, even);
    let worth = |share: f64| trial.value((&paid.0, even, share), &ParameterPoint::central());
    let known = worth(0.0);
    let doses = [0.25, 0.5, 1.0].map(|dose| worth(dose * SPREAD));
    let placebo = trial.value((&unpaid.0, unpaid.1, SPREAD), &at_even);
    let (Some(known), [Some(quarter), Some(half), Some(all)], Some(placebo)) =
        (known, doses, placebo)
    else {
        return Err(ProofError::text(&"no future could be played"));
    };
    let expected = avoided * SPREAD / 4.0;
    let rises = 0.0 < quarter.value && quarter.value < half.value && half.value < all.value;
    let exact = (all.value - expected).abs() <= TOLERANCE * expected;
    let nothing = known.value == 0.0 && placebo.value == 0.0;
    Ok(Shown {
        holds: rises && exact && nothing && all.interval.low > 0.0,
        words: format!(
            "knowing the cost of roofs before choosing is worth {} USD where it may be {:.0} % off, {} at \
             {:.0} %, {} at {:.0} % (closed form {}); {} where it is known, {} for a cost that nobody pays",
            rough(quarter.value),
            25.0 * SPREAD,
            rough(half.value),
            50.0 * SPREAD,
            rough(all.value),
            100.0 * SPREAD,
            rough(expected),
            rough(known.value),
            rough(placebo.value),
        ),
    })
}

/// Path and value of the unit cost of the one intervention of a strategy.
fn unit_cost(scenario: &Scenario, rank: usize) -> Option<(String, f64)> {
    let position = scenario.strategies[rank].interventions.first()?;
    let quantity = &scenario.interventions[*position].unit_cost_usd;
    Some((quantity.path.clone(), quantity.central))
}
