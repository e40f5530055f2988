//! The order of the strategies: where it changes, and what it is worth to know more before choosing.

use super::StudyError;
use super::stage::{Coordinates, Futures, Measurements, Stage};
use crate::analysis::sensitivity::tornado::Bracket;
use crate::analysis::sensitivity::{Sobol, Switch, Value};
use crate::engine::Watch;
use crate::rng::Seed;
use crate::stats::information::{information_about, perfect_information};
use crate::stats::{Moments, Replies, interval};

/// Halvings of a bracket: to a thousandth of the range.
const HALVINGS: u32 = 10;

/// The choice by each measure that has a direction, where there are two strategies to choose from.
pub(super) fn choices(
    stage: &Stage<'_>,
    ends: &Measurements,
    indices: Option<(&[usize], &Sobol, &Measurements)>,
    (futures, watch): (Futures, &dyn Watch),
    seed: Seed,
) -> Result<Vec<Value>, StudyError> {
    let mut choices = Vec::new();
    if stage.ranks.len() < 2 {
        return Ok(choices);
    }
    for (measure, of) in stage.measures.iter().enumerate() {
        let Some(sign) = of.sign() else { continue };
        let (best, second) = first_two(&ends[measure], sign);
        let lead = Lead { measure, best, second, sign };
        let at_centre = Moments::of(&lead.at(ends, 0));
        let switches = switches(stage, lead, ends, (futures, watch))?;
        let mut value = Value {
            measure,
            best,
            second,
            lead: at_centre.mean(),
            lead_interval: interval::mean_interval(&at_centre),
            switches,
            best_on_average: None,
            perfect: None,
            about: Vec::new(),
        };
        if let Some((chosen, design, replies)) = indices {
            inform(&mut value, sign, (chosen, design, &replies[measure]), seed);
        }
        choices.push(value);
    }
    Ok(choices)
}

/// Positions of the best strategy and the next at the centre; the first of equals leads.
fn first_two(of_measure: &[Replies], sign: f64) -> (usize, usize) {
    let gain = |strategy: usize| sign * of_measure[strategy].mean(0);
    let mut order: Vec<usize> = (0..of_measure.len()).collect();
    order.sort_by(|a, b| gain(*b).total_cmp(&gain(*a)).then(a.cmp(b)));
    (order[0], order[1])
}

/// The lead of one strategy over another by a measure.
#[derive(Clone, Copy)]
struct Lead {
    measure: usize,
    best: usize,
    second: usize,
    sign: f64,
}

impl Lead {
    /// Lead in each future at a point.
    fn at(self, measured: &Measurements, point: usize) -> Vec<f64> {
        let of = &measured[self.measure];
        let pairs = of[self.best].at(point).iter().zip(of[self.second].at(point));
        pairs.map(|(best, second)| self.sign * (best - second)).collect()
    }
}

/// Where the two change places as one number moves from the centre to an end, all others central. Looked
/// for where the order at the end is the other one: two changes on the way are not seen.
fn switches(
    stage: &Stage<'_>,
    lead: Lead,
    ends: &Measurements,
    (futures, watch): (Futures, &dyn Watch),
) -> Result<Vec<(usize, Vec<Switch>)>, StudyError> {
    let leads = |mean: f64| mean > 0.0;
    let centre = Moments::of(&lead.at(ends, 0)).mean();
    if !leads(centre) {
        return Ok(Vec::new());
    }
    let mut open: Vec<(usize, bool, bool, Bracket)> = Vec::new();
    for (position, axis) in stage.axes.iter().enumerate() {
        let (low, high) = axis.ends();
        for (point, below, end) in [(1 + 2 * position, true, low), (2 + 2 * position, false, high)]
        {
            let there = Moments::of(&lead.at(ends, point));
            // Equal strategies have no order.
            if there.mean() < 0.0 {
                let clear = interval::mean_interval(&there).is_some_and(|it| it.excludes_zero());
                open.push((position, below, clear, Bracket { from: axis.centre(), to: end }));
            }
        }
    }
    let quiet = Stage { watch, ..*stage };
    for _ in 0..HALVINGS {
        if open.is_empty() {
            break;
        }
        let points: Vec<Coordinates> = open
            .iter()
            .map(|(position, _, _, bracket)| {
                let mut point = vec![None; stage.axes.len()];
                point[*position] = Some(bracket.middle());
                point
            })
            .collect();
        let measured = quiet.play(&points, futures)?;
        for (point, (.., bracket)) in open.iter_mut().enumerate() {
            let mean = Moments::of(&lead.at(&measured, point)).mean();
            *bracket = bracket.halved(leads(mean));
        }
    }
    let mut found: Vec<(usize, Vec<Switch>)> = Vec::new();
    for (position, below, clear, bracket) in open {
        let value = stage.axes[position].value(bracket.middle());
        let switch = Switch { value, below, clear };
        match found.last_mut().filter(|(last, _)| *last == position) {
            Some((_, switches)) => switches.push(switch),
            None => found.push((position, vec![switch])),
        }
    }
    Ok(found)
}

/// Adds what information is worth, from both base samples of the indices.
fn inform(
    value: &mut Value,
    sign: f64,
    (chosen, design, replies): (&[usize], &Sobol, &Vec<Replies>),
    seed: Seed,
) {
    let points = 2 * design.base();
    let gains: Vec<Replies> =
        replies.iter().map(|replies| replies.of_points(0..points).scaled(sign)).collect();
    let Some(perfect) = perfect_information(&gains, seed) else { return };
    let at = design.design();
    value.best_on_average = Some(perfect.choice);
    value.about = chosen
        .iter()
        .enumerate()
        .filter_map(|(place, axis)| {
            let uniforms: Vec<f64> = at[..points].iter().map(|point| point[place]).collect();
            Some((*axis, information_about(&gains, &uniforms, seed)?))
        })
        .collect();
    value.about.sort_by(|a, b| b.1.value.total_cmp(&a.1.value).then(a.0.cmp(&b.0)));
    value.perfect = Some(perfect);
}
