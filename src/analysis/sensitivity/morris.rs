//! Screening by elementary effects (Morris 1991; Campolongo, Cariboni and Saltelli 2007).
//!
//! A trajectory starts at a random point of a grid of p levels and moves one coordinate at a time by
//! Δ = p / (2 (p - 1)), each once, in random order; up from the lower half and down from the upper, so
//! that every level is reached as often as any other. An elementary effect is the change of the reply by
//! Δ: what the reply would change over the whole range of the parameter, in its own unit. r (k + 1)
//! points. Trajectories are drawn, not chosen for their spread: chosen ones could not be resampled.

use super::{DesignError, centred_interval};
use crate::rng::Seed;
use crate::stats::bootstrap::Resampling;
use crate::stats::replies::chance;
use crate::stats::sequence::coordinate;
use crate::stats::{Interval, Moments, Replies};
use serde::Serialize;

/// Fewest trajectories.
pub const LEAST_TRAJECTORIES: u32 = 4;
/// Most trajectories.
pub const MOST_TRAJECTORIES: u32 = 10_000;
/// Most levels.
pub const MOST_LEVELS: u32 = 64;
/// Resamples behind the intervals.
const RESAMPLES: u32 = 1_000;
/// Mean size of a normal number of standard deviation 1: sqrt(2 / π).
const MEAN_SIZE: f64 = 0.797_884_560_802_865_4;

/// A design for screening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Morris {
    parameters: usize,
    trajectories: u32,
    levels: u32,
    seed: Seed,
}

/// What screening tells of one parameter, in the unit of the reply and for its whole range.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Screened {
    /// Mean effect.
    pub mu: f64,
    /// Mean size of the effect.
    pub mu_star: f64,
    /// 95 % interval of it.
    pub interval: Interval,
    /// Standard deviation of the effects, without chance: by where the others stand.
    pub sigma: f64,
    /// Mean size that effects would have by chance of the futures alone.
    pub chance: f64,
}

impl Screened {
    /// Whether the effect is beyond what chance could make.
    pub fn is_clear(&self) -> bool {
        self.interval.low > self.chance
    }
}

impl Morris {
    /// A design of so many trajectories over a grid.
    ///
    /// # Errors
    /// [`DesignError`] for sizes that break the method.
    pub fn new(
        parameters: usize,
        trajectories: u32,
        levels: u32,
        seed: Seed,
    ) -> Result<Self, DesignError> {
        if parameters == 0 {
            return Err(DesignError::NoParameters);
        }
        if !(2..=MOST_LEVELS).contains(&levels) || levels % 2 == 1 {
            return Err(DesignError::Levels(levels, MOST_LEVELS));
        }
        let wrong = |what| {
            let (least, most) = (LEAST_TRAJECTORIES, MOST_TRAJECTORIES);
            DesignError::Trajectories(trajectories, what, least, most)
        };
        if trajectories < LEAST_TRAJECTORIES {
            return Err(wrong("too few to tell a spread"));
        }
        if trajectories > MOST_TRAJECTORIES {
            return Err(wrong("too many"));
        }
        Ok(Self { parameters, trajectories, levels, seed })
    }

    /// Number of points.
    pub fn points(&self) -> usize {
        self.trajectories as usize * (self.parameters + 1)
    }

    /// Step in the unit cube.
    fn delta(&self) -> f64 {
        f64::from(self.levels) / (2.0 * f64::from(self.levels - 1))
    }

    /// Start and order of a trajectory. Coordinates beside each other of one scrambled sequence: the
    /// starts of all trajectories are spread evenly too.
    fn trajectory(&self, number: u32) -> (Vec<u32>, Vec<usize>) {
        let k = self.parameters;
        let start = (0..k)
            .map(|d| (coordinate(self.seed, number, d) * f64::from(self.levels)) as u32)
            .collect();
        let mut order: Vec<usize> = (0..k).collect();
        let lots: Vec<f64> = (k..2 * k).map(|d| coordinate(self.seed, number, d)).collect();
        order.sort_by(|a, b| lots[*a].total_cmp(&lots[*b]).then(a.cmp(b)));
        (start, order)
    }

    /// The points, trajectory by trajectory.
    pub fn design(&self) -> Vec<Vec<f64>> {
        let (step, last) = (self.levels / 2, f64::from(self.levels - 1));
        let mut points = Vec::with_capacity(self.points());
        for number in 0..self.trajectories {
            let (mut at, order) = self.trajectory(number);
            let point = |at: &[u32]| at.iter().map(|level| f64::from(*level) / last).collect();
            points.push(point(&at));
            for moved in order {
                at[moved] = if at[moved] < step { at[moved] + step } else { at[moved] - step };
                points.push(point(&at));
            }
        }
        points
    }

    /// What the replies at the points of [`Self::design`] tell of each parameter.
    pub fn screen(&self, replies: &Replies) -> Vec<Screened> {
        let mut effects: Vec<Vec<(f64, f64)>> = vec![Vec::new(); self.parameters];
        for number in 0..self.trajectories {
            let first = number as usize * (self.parameters + 1);
            let (mut at, order) = self.trajectory(number);
            for (place, moved) in order.into_iter().enumerate() {
                let up = at[moved] < self.levels / 2;
                at[moved] =
                    if up { at[moved] + self.levels / 2 } else { at[moved] - self.levels / 2 };
                let sign = if up { 1.0 } else { -1.0 };
                let (before, after) = (replies.at(first + place), replies.at(first + place + 1));
                let each =
                    before.iter().zip(after).map(|(from, to)| sign * (to - from) / self.delta());
                let mean = each.clone().sum::<f64>() / replies.futures() as f64;
                effects[moved].push((mean, chance(each)));
            }
        }
        let resampling = Resampling::new(self.seed, self.trajectories);
        effects.iter().map(|effects| screened(effects, &resampling)).collect()
    }
}

fn screened(effects: &[(f64, f64)], resampling: &Resampling) -> Screened {
    let means: Vec<f64> = effects.iter().map(|(mean, _)| *mean).collect();
    let count = effects.len() as f64;
    let by_chance = effects.iter().map(|(_, variance)| variance).sum::<f64>() / count;
    let moments = Moments::of(&means);
    let mu_star = means.iter().map(|mean| mean.abs()).sum::<f64>() / count;
    let mut picked = Vec::new();
    let resampled = (0..RESAMPLES)
        .map(|resample| {
            resampling.fill(resample, &mut picked);
            picked.iter().map(|one| means[*one as usize].abs()).sum::<f64>() / count
        })
        .collect();
    Screened {
        mu: moments.mean(),
        mu_star,
        interval: centred_interval(mu_star, resampled),
        sigma: (moments.variance() - by_chance).max(0.0).sqrt(),
        chance: MEAN_SIZE * effects.iter().map(|(_, variance)| variance.sqrt()).sum::<f64>()
            / count,
    }
}

#[cfg(test)]
mod tests {
    use super::{DesignError, Morris};
    use crate::analysis::sensitivity::trial::noisy;
    use crate::rng::Seed;
    use crate::stats::Replies;

    fn design(parameters: usize) -> Morris {
        Morris::new(parameters, 20, 4, Seed(6)).unwrap()
    }

    #[test]
    fn a_trajectory_moves_each_coordinate_once_and_stays_on_the_grid() {
        let points = design(5).design();
        assert_eq!(points.len(), 120);
        for trajectory in points.chunks(6) {
            let mut moved: Vec<usize> = trajectory
                .windows(2)
                .map(|pair| {
                    let places: Vec<usize> =
                        (0..5).filter(|d| pair[0][*d] != pair[1][*d]).collect();
                    assert_eq!(places.len(), 1);
                    let step = (pair[0][places[0]] - pair[1][places[0]]).abs();
                    assert!((step - 2.0 / 3.0).abs() < 1e-12);
                    places[0]
                })
                .collect();
            moved.sort_unstable();
            assert_eq!(moved, [0, 1, 2, 3, 4]);
        }
        let on_grid =
            |u: &f64| [0.0, 1.0 / 3.0, 2.0 / 3.0, 1.0].iter().any(|v| (u - v).abs() < 1e-12);
        assert!(points.iter().flatten().all(on_grid));
    }

    #[test]
    fn linear_effects_are_their_weights_and_do_not_spread() {
        let design = design(3);
        let replies = design.design().iter().map(|p| 3.0 * p[0] - 2.0 * p[1]).collect();
        let found = design.screen(&Replies::exact(replies));
        for (screened, weight) in found.iter().zip([3.0, -2.0, 0.0_f64]) {
            assert!((screened.mu - weight).abs() < 1e-9, "{screened:?}");
            assert!((screened.mu_star - weight.abs()).abs() < 1e-9);
            assert!(screened.sigma < 1e-6 && screened.chance == 0.0);
        }
        assert!(found[0].is_clear() && !found[2].is_clear());
    }

    #[test]
    fn an_interaction_has_a_mean_near_zero_a_size_and_a_spread() {
        let design = Morris::new(2, 200, 4, Seed(6)).unwrap();
        let product = |p: &Vec<f64>| (2.0 * p[0] - 1.0) * (2.0 * p[1] - 1.0);
        let found = design.screen(&Replies::exact(design.design().iter().map(product).collect()));
        // Effect of the first: 2 (2 u - 1) with u on (0, 1/3, 2/3, 1): mean 0, mean size 4/3.
        for screened in found {
            assert!(screened.mu.abs() < 0.2, "{screened:?}");
            assert!((screened.mu_star - 4.0 / 3.0).abs() < 0.15, "{screened:?}");
            assert!(screened.sigma > 1.2, "{screened:?}");
        }
    }

    #[test]
    fn chance_alone_is_not_clear() {
        let design = Morris::new(3, 200, 4, Seed(6)).unwrap();
        let replies = noisy(&design.design(), 16, 1.0, |p| 2.0 * p[0]);
        let found = design.screen(&replies);
        assert!(found[0].is_clear(), "{:?}", found[0]);
        for idle in &found[1..] {
            assert!(!idle.is_clear(), "{idle:?}");
            // Noise alone has a standard deviation of 0.53 here.
            assert!(idle.sigma < 0.2, "{idle:?}");
        }
    }

    #[test]
    fn sizes_that_break_the_method_are_refused_with_what_to_type() {
        let refused = |r, p| Morris::new(3, r, p, Seed(1)).unwrap_err();
        assert_eq!(refused(10, 5), DesignError::Levels(5, 64));
        assert!(refused(10, 5).to_string().contains("take 4"));
        assert!(refused(2, 4).to_string().contains("take 4 to"));
        assert_eq!(Morris::new(0, 10, 4, Seed(1)), Err(DesignError::NoParameters));
    }
}
