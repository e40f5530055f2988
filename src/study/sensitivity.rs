//! The questions of `leeward sensitivity`, in the order in which they build on each other: one number at a
//! time, screening, Sobol' indices of those that matter, the split of the variance, and the choice.

use super::order;
use super::stage::{Coordinates, Futures, Measurements, Stage};
use super::{Axes, Measure, StudyError};
use crate::analysis::sensitivity::report::{Influence, Reading, read};
use crate::analysis::sensitivity::sobol::SobolAnswer;
use crate::analysis::sensitivity::{
    Answer, Asked, Bar, Morris, Played, Screened, Sensitivity, Sobol,
};
use crate::engine::Watch;
use crate::rng::Seed;
use crate::scenario::Scenario;
use crate::stats::components::{VarianceSplit, variance_split};
use crate::stats::sequence::coordinate;
use crate::stats::{Moments, Replies, interval};

/// Fewest futures at a point: below, their chance is not known.
pub const LEAST_FUTURES: u32 = 4;
/// Futures of its own at each point of the split.
const FUTURES_OF_SPLIT: u32 = 4;
/// Apart from the points of the indices.
const SPLIT_KEY: u64 = 0x5711_7000_0000_0001;

/// How much is played.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// Futures at every point.
    pub futures: u32,
    /// Trajectories of the screening; none leaves it out.
    pub trajectories: Option<u32>,
    /// Levels of its grid.
    pub levels: u32,
    /// Base points of Sobol' indices; none leaves them, the split and the value of information out.
    pub base: Option<u32>,
    /// Most parameters that indices are estimated of: the first by the screening.
    pub most_indices: usize,
    /// Share that assumptions were given, to be told.
    pub assumptions_share: Option<f64>,
}

impl Plan {
    /// Checks the sizes for so many parameters and tells how many points are played for certain.
    ///
    /// # Errors
    /// [`StudyError`] for sizes that break a method.
    pub fn points(&self, parameters: usize, seed: Seed) -> Result<usize, StudyError> {
        if self.futures < LEAST_FUTURES {
            return Err(StudyError::Futures(self.futures, LEAST_FUTURES));
        }
        let mut points = 2 * parameters + 1;
        if let Some(trajectories) = self.trajectories {
            points += Morris::new(parameters, trajectories, self.levels, seed)?.points();
        }
        if let Some(base) = self.base {
            let design = Sobol::new(self.indices_of(parameters), base, seed)?;
            points += design.points() + design.base();
        }
        Ok(points)
    }

    /// Of how many parameters indices are estimated.
    fn indices_of(&self, parameters: usize) -> usize {
        if self.trajectories.is_some() { parameters.min(self.most_indices) } else { parameters }
    }
}

/// A reply: the level of the baseline, or the difference of a strategy to it.
#[derive(Clone, Copy)]
struct Target {
    measure: usize,
    strategy: usize,
}

impl Target {
    fn is_difference(self) -> bool {
        self.strategy > 0
    }

    fn replies(self, measured: &Measurements) -> Replies {
        let of = &measured[self.measure];
        if self.is_difference() { of[self.strategy].less(&of[0]) } else { of[0].clone() }
    }
}

/// What was measured at the points of each design.
struct Found {
    ends: Measurements,
    /// Axes that indices were estimated of, the design and the replies.
    indices: Option<(Vec<usize>, Sobol, Measurements)>,
    split: Option<Measurements>,
}

/// Makes the study.
///
/// # Errors
/// [`StudyError`] for sizes that break a method, data that cannot be read, or where it was stopped.
pub fn run(stage: &Stage<'_>, held: &Axes, plan: &Plan) -> Result<Sensitivity, StudyError> {
    let seed = Seed(stage.scenario.experiment.seed);
    let parameters = stage.axes.len();
    let points = plan.points(parameters, seed)?;
    let common = Futures::Common(plan.futures);
    let ends = stage.play(&ends(stage), common)?;
    let screening = match plan.trajectories {
        None => None,
        Some(trajectories) => {
            let design = Morris::new(parameters, trajectories, plan.levels, seed)?;
            let replies = stage.play(&all_of(design.design()), common)?;
            Some((design, replies))
        }
    };
    let targets: Vec<Target> = (0..stage.measures.len())
        .flat_map(|measure| {
            (0..stage.ranks.len()).map(move |strategy| Target { measure, strategy })
        })
        .collect();
    let screened: Vec<Vec<Screened>> = targets
        .iter()
        .map(|target| {
            screening
                .as_ref()
                .map_or_else(Vec::new, |(design, replies)| design.screen(&target.replies(replies)))
        })
        .collect();
    let (mut indices, mut split) = (None, None);
    if let Some(base) = plan.base {
        let chosen = chosen(&screened, parameters, plan.indices_of(parameters));
        let design = Sobol::new(chosen.len(), base, seed)?;
        let spread = |point: &Vec<f64>| spread(point, &chosen, parameters);
        let at: Vec<Coordinates> = design.design().iter().map(spread).collect();
        let replies = stage.play(&at, common)?;
        indices = Some((chosen, design, replies));
        let even = (0..base).map(|index| {
            let each = (0..parameters).map(|d| coordinate(Seed(seed.0 ^ SPLIT_KEY), index, d));
            each.map(Some).collect()
        });
        let even: Vec<Coordinates> = even.collect();
        split = Some(stage.play(&even, Futures::Own(FUTURES_OF_SPLIT))?);
    }
    let found = Found { ends, indices, split };
    let answers = targets
        .iter()
        .zip(&screened)
        .map(|(target, screened)| answer(stage, &found, *target, screened, seed))
        .collect();
    let quiet = Quiet(stage.watch);
    let choices = order::choices(
        stage,
        &found.ends,
        found.indices.as_ref().map(|(chosen, design, replies)| (&chosen[..], design, replies)),
        (common, &quiet),
        seed,
    )?;
    let horizon = stage.scenario.horizon;
    Ok(Sensitivity {
        schema: 1,
        scenario_id: stage.scenario.id.clone(),
        scenario_title: stage.scenario.title.clone(),
        years: (
            horizon.first_month.year,
            horizon.month_of(horizon.periods().saturating_sub(1)).year,
        ),
        asked: Asked {
            futures: plan.futures,
            base: plan.base,
            trajectories: plan.trajectories,
            levels: plan.levels,
            points,
            seed: seed.0,
            assumptions_share: plan.assumptions_share,
        },
        strategies: stage
            .ranks
            .iter()
            .map(|rank| {
                let strategy = &stage.scenario.strategies[*rank];
                Played {
                    letter: letter(stage.scenario, *rank),
                    id: strategy.id.clone(),
                    title: strategy.title.clone(),
                }
            })
            .collect(),
        measures: stage.measures.iter().map(|measure: &Measure| measure.told.clone()).collect(),
        parameters: stage.axes.iter().map(|axis| axis.entry.clone()).collect(),
        held: held.held.clone(),
        answers,
        choices,
    })
}

/// Letter of a strategy: the baseline is A, the others follow by rank; after Z come numbers.
fn letter(scenario: &Scenario, rank: usize) -> String {
    let baseline = scenario.baseline();
    let position = match rank.cmp(&baseline) {
        std::cmp::Ordering::Less => rank + 1,
        std::cmp::Ordering::Equal => 0,
        std::cmp::Ordering::Greater => rank,
    };
    ('A'..='Z').nth(position).map_or_else(|| (position + 1).to_string(), String::from)
}

/// The centre, then each axis at its low and at its high end.
fn ends(stage: &Stage<'_>) -> Vec<Coordinates> {
    let centre: Coordinates = vec![None; stage.axes.len()];
    let mut points = vec![centre.clone()];
    for (position, axis) in stage.axes.iter().enumerate() {
        let (low, high) = axis.ends();
        for end in [low, high] {
            let mut point = centre.clone();
            point[position] = Some(end);
            points.push(point);
        }
    }
    points
}

fn all_of(points: Vec<Vec<f64>>) -> Vec<Coordinates> {
    points.into_iter().map(|point| point.into_iter().map(Some).collect()).collect()
}

/// Coordinates of some axes at their places among all; the others stay central.
fn spread(point: &[f64], chosen: &[usize], parameters: usize) -> Coordinates {
    let mut all = vec![None; parameters];
    for (axis, uniform) in chosen.iter().zip(point) {
        all[*axis] = Some(*uniform);
    }
    all
}

/// The axes with the largest mean effect on any reply, each reply measured by its largest; in order.
fn chosen(screened: &[Vec<Screened>], parameters: usize, most: usize) -> Vec<usize> {
    let mut sizes = vec![0.0_f64; parameters];
    for of_target in screened {
        let largest = of_target.iter().map(|it| it.mu_star).fold(0.0, f64::max);
        for (size, it) in sizes.iter_mut().zip(of_target).filter(|_| largest > 0.0) {
            *size = size.max(it.mu_star / largest);
        }
    }
    let mut axes: Vec<usize> = (0..parameters).collect();
    axes.sort_by(|a, b| sizes[*b].total_cmp(&sizes[*a]).then(a.cmp(b)));
    axes.truncate(most);
    axes.sort_unstable();
    axes
}

fn answer(
    stage: &Stage<'_>,
    found: &Found,
    target: Target,
    screened: &[Screened],
    seed: Seed,
) -> Answer {
    let ends = target.replies(&found.ends);
    let central = Moments::of(ends.at(0));
    let indices: Option<(&[usize], SobolAnswer)> = found
        .indices
        .as_ref()
        .map(|(chosen, design, replies)| (&chosen[..], design.indices(&target.replies(replies))));
    let influences = (0..stage.axes.len())
        .map(|parameter| {
            let of_axis = indices.as_ref().and_then(|(chosen, answer)| {
                let place = chosen.iter().position(|axis| *axis == parameter)?;
                answer.indices.get(place).copied()
            });
            let (low, high) = (ends.at(1 + 2 * parameter), ends.at(2 + 2 * parameter));
            Influence {
                parameter,
                bar: Bar::of(low, ends.at(0), high),
                screened: screened.get(parameter).copied(),
                indices: of_axis,
                reading: Reading::NotTold,
            }
        })
        .collect();
    let entries: Vec<_> = stage.axes.iter().map(|axis| axis.entry.clone()).collect();
    let read = read(influences, &entries);
    let split: Option<VarianceSplit> =
        found.split.as_ref().and_then(|split| variance_split(&target.replies(split), seed));
    Answer {
        measure: target.measure,
        strategy: target.strategy,
        is_difference: target.is_difference(),
        central: central.mean(),
        central_interval: interval::mean_interval(&central),
        mean: indices.as_ref().map(|(_, answer)| answer.mean),
        deviation: indices
            .as_ref()
            .filter(|(_, answer)| !answer.indices.is_empty())
            .map(|(_, answer)| answer.variance.max(0.0).sqrt()),
        split,
        influences: read.influences,
        assumptions_share: read.assumptions_share,
    }
}

/// Lets the points of a search be stopped, and counts none of them: how many there will be is not known.
struct Quiet<'a>(&'a dyn Watch);

impl Watch for Quiet<'_> {
    fn played(&self) {}

    fn stops_after_block(&self) -> bool {
        self.0.stops_after_block()
    }

    fn drops_block(&self) -> bool {
        self.0.drops_block()
    }
}
