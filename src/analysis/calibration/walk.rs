//! Generations of sets: the farther half begins anew where the nearer half stands, and walks on from there.
//!
//! Sequential Monte Carlo by replenishment (Drovandi and Pettitt 2011): half of the sets that are held are kept, and the
//! distance of the farthest of them is the next tolerance. Each of the others takes up a kept set and goes some steps of a
//! random walk; a step counts if its simulation lies within the tolerance and its values within their ranges. All
//! values of a range are alike before, so this is all that a Metropolis step asks, and the sets that are held stand for
//! those that the ranges would bring within the tolerance. They need no weights.
//!
//! Chance has its part in who stands near. A set that was lucky once is left by nobody who stands there, so walks end before most
//! sets are alike; and what is held then is best played again in other futures, which alone decide (see
//! [`SimulationTable::play_again`]).
//!
//! Limits: steps that do not count leave a set standing twice. A walk of few steps stays near where it began, so sets
//! of a late generation may come from few of an early one.

use std::ops::Range;

use super::distance::Measure;
use super::report::{TooFewWhole, lacking};
use super::table::SimulationTable;
use crate::dist::math::ln;
use crate::dist::quantile::normal;
use crate::ids::name_hash;
use crate::rng::{Draws, Purpose, Seed};

/// Steps of a walk in the first generation, and at least.
pub const STEPS: u32 = 3;

/// Steps of a walk at most.
pub const MOST_STEPS: u32 = 8;

/// Share of the walkers that are to go somewhere else: where few steps count, walks have more of them (Drovandi and
/// Pettitt 2011, section 2.2).
const MOVED: f64 = 0.6;

/// Length of a step: its covariance is that of the kept sets times the square of this over the number of parameters.
/// The best for an even target is 2.38 (Roberts, Gelman and Gilks 1997); shorter ones count more often where few do.
const LENGTH: f64 = 1.5;

/// Least share of the sets held that are different from one another. Where steps hardly ever count, sets stand where chance
/// favoured them once, and what they say is what a few of them say.
const DIFFERENT: f64 = 0.4;

/// No walk can begin.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotWalk {
    /// Fewer than half of the sets show every statistic.
    #[error(transparent)]
    TooFewWhole(#[from] TooFewWhole),
    /// The kept sets are too alike to say how their values belong together.
    #[error(
        "generation after generation only {different} different sets were kept, too few to say how {parameters} numbers \
         belong together; raise simulations, or ask for fewer generations"
    )]
    TooAlike {
        /// Different sets that were kept.
        different: usize,
        /// Numbers of a set.
        parameters: usize,
    },
}

/// Steps of the next walk, by the share of steps that counted in the last one.
pub fn steps_after(counted: f64) -> u32 {
    let wanted = ln(1.0 - MOVED) / ln(1.0 - counted.clamp(1e-9, 1.0 - 1e-9));
    (wanted.ceil() as u32).clamp(STEPS, MOST_STEPS)
}

/// Sets that walk, of so many that are held.
pub fn walking(held: u32) -> u32 {
    held - held / 2
}

/// A walk of the farther half.
#[derive(Clone, Debug)]
pub struct Walk {
    seed: Seed,
    /// Lower triangular root of the covariance of a step, in parts of the ranges.
    root: Vec<Vec<f64>>,
    /// Distance within which a step counts.
    within: f64,
    /// Where each walker stands: a row of the table.
    standing: Vec<usize>,
    /// What the table held before.
    before: Vec<usize>,
    /// Steps that were taken, and how many of them counted.
    taken: u32,
    counted: u32,
}

impl Walk {
    /// Keeps the nearer half of what a table holds and lets the others begin where it stands.
    ///
    /// # Errors
    /// If the nearer half holds sets that lack a statistic, or sets too alike to walk on from.
    pub fn begin(
        table: &mut SimulationTable,
        measure: &Measure,
        seed: Seed,
    ) -> Result<Self, CannotWalk> {
        let observed = table.observed();
        let distance = |row: usize| measure.distance(&table.found[row], &observed);
        let mut order: Vec<(f64, usize)> =
            table.held.iter().map(|row| (distance(*row), *row)).collect();
        order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let walkers = walking(order.len() as u32);
        order.truncate(order.len() - walkers as usize);
        let within = order.last().map_or(f64::INFINITY, |(distance, _)| *distance);
        if !within.is_finite() {
            return Err(lacking(table).into());
        }
        let kept: Vec<usize> = order.into_iter().map(|(_, row)| row).collect();
        let places: Vec<Vec<f64>> = kept.iter().map(|row| table.places(*row).collect()).collect();
        let mut covariance = covariance(&places);
        let factor = LENGTH * LENGTH / covariance.len().max(1) as f64;
        covariance.iter_mut().flatten().for_each(|value| *value *= factor);
        let root = lower_root(&covariance).ok_or_else(|| CannotWalk::TooAlike {
            different: table.different(&kept).len(),
            parameters: table.priors.len(),
        })?;
        // Where a walker begins is drawn at the address of its first step.
        let first = table.len() as u32;
        let begin = |walker: u32| {
            let u = Draws::new(seed, first + walker).uniform(Purpose::Parameter, 0, 3, 0);
            kept[((u * kept.len() as f64) as usize).min(kept.len() - 1)]
        };
        let standing = (0..walkers).map(begin).collect();
        let before = std::mem::replace(&mut table.held, kept);
        Ok(Self { seed, root, within, standing, before, taken: 0, counted: 0 })
    }

    /// Distance within which a step counts.
    pub fn within(&self) -> f64 {
        self.within
    }

    /// The sets to which the walkers would go next, which will be the next rows of the table. Some of them may lie outside
    /// of the ranges.
    pub fn step(&self, table: &SimulationTable) -> Vec<Vec<f64>> {
        let first = table.len() as u32;
        let step = |(walker, from): (u32, &usize)| {
            let draws = Draws::new(self.seed, first + walker);
            let normals: Vec<f64> = table
                .priors
                .iter()
                .map(|prior| normal(draws.uniform(Purpose::Parameter, name_hash(&prior.key), 3, 1)))
                .collect();
            let moved = table.places(*from).zip(&self.root).map(|(place, row)| {
                place + row.iter().zip(&normals).map(|(root, step)| root * step).sum::<f64>()
            });
            table.priors.iter().zip(moved).map(|(prior, place)| prior.at(place)).collect()
        };
        (0_u32..).zip(&self.standing).map(step).collect()
    }

    /// Takes those steps that count, once the rows of a step are in the table.
    pub fn take(&mut self, table: &SimulationTable, measure: &Measure, rows: Range<usize>) {
        let observed = table.observed();
        for (standing, row) in self.standing.iter_mut().zip(rows) {
            self.taken += 1;
            if measure.distance(&table.found[row], &observed) <= self.within {
                *standing = row;
                self.counted += 1;
            }
        }
    }

    /// Share of the steps that counted so far.
    pub fn counted_share(&self) -> f64 {
        f64::from(self.counted) / f64::from(self.taken.max(1))
    }

    /// Puts the walkers back among what the table holds, and says whether they are worth it: where too many of all sets are
    /// alike by now, the table holds again what it held before.
    #[must_use]
    pub fn end(self, table: &mut SimulationTable) -> bool {
        table.held.extend(self.standing);
        let different = table.different(&table.held).len() as f64;
        let goes_on = different >= DIFFERENT * table.held.len() as f64;
        if goes_on {
            table.generations += 1;
        } else {
            table.held = self.before;
        }
        goes_on
    }
}

/// Covariance of points.
fn covariance(points: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let dimensions = points.first().map_or(0, Vec::len);
    let mean_of = |of: &dyn Fn(&[f64]) -> f64| -> f64 {
        points.iter().map(|point| of(point)).sum::<f64>() / points.len() as f64
    };
    let mean: Vec<f64> = (0..dimensions).map(|k| mean_of(&|point| point[k])).collect();
    let entry = |a: usize, b: usize| mean_of(&|point| (point[a] - mean[a]) * (point[b] - mean[b]));
    (0..dimensions).map(|a| (0..dimensions).map(|b| entry(a, b)).collect()).collect()
}

/// Lower triangular root of a covariance (Cholesky); none where it has no full rank.
fn lower_root(covariance: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let mut root: Vec<Vec<f64>> = Vec::with_capacity(covariance.len());
    for (a, row) in covariance.iter().enumerate() {
        let mut line: Vec<f64> = Vec::with_capacity(a + 1);
        for (above, wanted) in root.iter().zip(row) {
            let known: f64 = line.iter().zip(above).map(|(one, other)| one * other).sum();
            line.push((wanted - known) / above[above.len() - 1]);
        }
        let left = row[a] - line.iter().map(|value| value * value).sum::<f64>();
        if left <= 1e-9 * row[a] || !left.is_finite() {
            return None;
        }
        line.push(left.sqrt());
        root.push(line);
    }
    Some(root)
}

#[cfg(test)]
mod tests {
    use super::super::table::{Prior, Statistic};
    use super::*;

    #[test]
    fn a_root_times_itself_is_the_covariance() {
        let covariance = vec![vec![4.0, 2.0, 0.4], vec![2.0, 5.0, 1.0], vec![0.4, 1.0, 3.0]];
        let root = lower_root(&covariance).unwrap();
        for (a, row) in covariance.iter().enumerate() {
            for (b, wanted) in row.iter().enumerate() {
                let found: f64 = root[a].iter().zip(&root[b]).map(|(x, y)| x * y).sum();
                assert!((found - wanted).abs() < 1e-12);
            }
        }
        assert_eq!(lower_root(&[vec![1.0, 1.0], vec![1.0, 1.0]]), None);
    }

    /// A table of two parameters whose sum is observed, after so many generations.
    fn walked(generations: u32) -> (SimulationTable, f64) {
        let prior =
            |key: &str| Prior { key: key.into(), low: 0.0, high: 1.0, source: String::new() };
        let priors = vec![prior("a"), prior("b")];
        let seed = Seed(5);
        let sets: Vec<Vec<f64>> =
            (0..2_000).map(|row| priors.iter().map(|it| it.value(seed, row)).collect()).collect();
        let found = |set: &[f64]| {
            let inside = set.iter().all(|value| (0.0..=1.0).contains(value));
            vec![if inside { set[0] + set[1] } else { f64::NAN }]
        };
        let statistics = vec![Statistic {
            name: "sum".into(),
            case: "c".into(),
            observed: 0.5,
            band: (0.5, 0.5),
        }];
        let seen = sets.iter().map(|set| found(set)).collect();
        let mut table = SimulationTable::drawn(priors, statistics, sets, seen);
        let measure = Measure::of(&table);
        let (mut within, mut steps) = (f64::INFINITY, STEPS);
        for _ in 0..generations {
            let mut walk = Walk::begin(&mut table, &measure, seed).unwrap();
            for _ in 0..steps {
                let first = table.len();
                let sets = walk.step(&table);
                table.found.extend(sets.iter().map(|set| found(set)));
                table.sets.extend(sets);
                walk.take(&table, &measure, first..table.len());
            }
            within = walk.within();
            steps = steps_after(walk.counted_share());
            assert!(walk.end(&mut table));
        }
        (table, within * measure.scales[0])
    }

    #[test]
    fn what_is_held_is_what_the_ranges_bring_within_the_tolerance() {
        let (table, within) = walked(6);
        assert_eq!(table.held.len(), 2_000);
        assert!(within < 0.02, "{within}");
        // Within the tolerance of a + b = .5 sets lie evenly along a from 0 to .5, and nowhere else.
        let first: Vec<f64> = table.held.iter().map(|row| table.sets[*row][0]).collect();
        assert!(first.iter().all(|a| (0.0..0.53).contains(a)));
        for part in 0..5 {
            let low = 0.1 * f64::from(part);
            let share =
                first.iter().filter(|a| (low..low + 0.1).contains(*a)).count() as f64 / 2_000.0;
            assert!((share - 0.2).abs() < 0.05, "{part}: {share}");
        }
        for row in &table.held {
            assert!((table.found[*row][0] - 0.5).abs() <= within + 1e-12);
        }
    }

    #[test]
    fn sets_that_are_alike_or_lack_something_cannot_walk_and_say_why() {
        let (mut table, _) = walked(0);
        let measure = Measure::of(&table);
        table.held = vec![3; 100];
        let begun = Walk::begin(&mut table, &measure, Seed(5));
        assert_eq!(begun.unwrap_err(), CannotWalk::TooAlike { different: 1, parameters: 2 });
        table.found.iter_mut().for_each(|found| found[0] = f64::NAN);
        let begun = Walk::begin(&mut table, &measure, Seed(5));
        assert!(matches!(begun.unwrap_err(), CannotWalk::TooFewWhole(lack) if lack.whole == 0));
    }

    #[test]
    fn walks_that_leave_most_sets_alike_are_taken_back() {
        let (mut table, _) = walked(2);
        let (measure, before) = (Measure::of(&table), table.held.clone());
        let mut walk = Walk::begin(&mut table, &measure, Seed(5)).unwrap();
        // Seven in ten sets stand where one stood.
        table.held[600..].fill(before[0]);
        walk.standing.fill(before[0]);
        assert!(!walk.end(&mut table));
        assert!(table.held == before && table.generations == 2);
    }

    #[test]
    fn sets_that_are_played_again_stand_in_their_own_rows() {
        let (mut table, _) = walked(1);
        let (sets, first) = (table.held_sets(), table.len());
        table.play_again(sets.iter().map(|_| vec![0.5]).collect());
        assert_eq!(table.held, (first..first + 2_000).collect::<Vec<_>>());
        assert!(table.held_sets() == sets);
        // Twice the same set is one set.
        let (one, other) = (table.held[0], first + 2_000);
        table.sets.push(table.sets[one].clone());
        assert_eq!(table.different(&[one, other, one + 1]), [one, one + 1]);
    }

    #[test]
    fn the_fewer_steps_count_the_more_there_are() {
        // Of walkers whose steps count one time in ten, .9^8 = .43 have not moved after eight.
        assert_eq!([0.9, 0.5, 0.2, 0.1, 0.0].map(steps_after), [3, 3, 5, 8, 8]);
        assert_eq!(steps_after(1.0), STEPS);
    }

    #[test]
    fn the_same_sets_come_again() {
        let (one, two) = (walked(3).0, walked(3).0);
        assert!(one.sets == two.sets && one.held == two.held);
    }
}
