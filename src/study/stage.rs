//! Plays the points of a design and gathers what is measured.

use std::ops::Range;

use rayon::prelude::*;

use super::{Axis, Measure, StudyError};
use crate::data::DataSource;
use crate::engine::{Playing, Prepared, Twins, Unwatched, Watch};
use crate::hazard::HazardModel;
use crate::plan::point::ParameterPoint;
use crate::scenario::Scenario;
use crate::stats::Replies;

/// Uniform of each axis at a point; none where the number is central.
pub type Coordinates = Vec<Option<f64>>;

/// Which futures are played at each point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Futures {
    /// The first so many, the same at all points.
    Common(u32),
    /// So many of its own at each point.
    Own(u32),
}

impl Futures {
    fn count(self) -> u32 {
        match self {
            Self::Common(count) | Self::Own(count) => count,
        }
    }

    fn of_point(self, point: usize) -> Range<u32> {
        match self {
            Self::Common(count) => 0..count,
            Self::Own(count) => {
                let first = point as u32 * count;
                first..first + count
            }
        }
    }
}

/// A case ready to be played at any point.
#[derive(Clone, Copy)]
pub struct Stage<'a> {
    /// The scenario, with the spreads of the study.
    pub scenario: &'a Scenario,
    /// Its data, for points that build anew.
    pub files: &'a (dyn DataSource + Sync),
    /// The place as it is compiled once.
    pub prepared: &'a Prepared<'a>,
    /// Axes.
    pub axes: &'a [Axis],
    /// Measures.
    pub measures: &'a [Measure],
    /// Strategies that are played, by rank; the baseline first.
    pub ranks: &'a [usize],
    /// Who watches.
    pub watch: &'a dyn Watch,
}

/// Replies by measure and strategy.
pub type Measurements = Vec<Vec<Replies>>;

impl Stage<'_> {
    /// Plays every point and gives the replies by measure and by position in `ranks`.
    ///
    /// # Errors
    /// [`StudyError::Stopped`], or data that cannot be read where something is built anew.
    pub fn play(
        &self,
        points: &[Coordinates],
        futures: Futures,
    ) -> Result<Measurements, StudyError> {
        let keep = |played: &crate::engine::Played| -> Vec<f64> {
            self.measures.iter().map(|measure| measure.of(played)).collect()
        };
        let moved: Vec<(ParameterPoint, Range<u32>)> = points
            .iter()
            .enumerate()
            .map(|(number, point)| (self.point(point, false), futures.of_point(number)))
            .collect();
        let builds_anew = |point: &Coordinates| {
            self.axes.iter().zip(point).any(|(axis, at)| axis.is_rebuilt() && at.is_some())
        };
        let kept = if points.iter().any(builds_anew) {
            points
                .par_iter()
                .zip(&moved)
                .map(|(point, (moved, replicates))| {
                    if self.watch.stops_after_block() {
                        return Err(StudyError::Stopped);
                    }
                    let kept = self.anew(point, moved, replicates.clone(), &keep)?;
                    self.watch.played();
                    Ok(kept)
                })
                .collect::<Result<Vec<_>, StudyError>>()?
        } else {
            let playing = Playing { ranks: self.ranks, twins: self.twins(), watch: self.watch };
            self.prepared.play_points(&moved, &playing, keep).ok_or(StudyError::Stopped)?
        };
        let count = futures.count() as usize;
        let replies = |measure: usize, strategy: usize| {
            let each = kept.iter().flatten().map(|by_strategy| by_strategy[strategy][measure]);
            Replies::new(count, each.collect())
        };
        Ok((0..self.measures.len())
            .map(|measure| (0..self.ranks.len()).map(|rank| replies(measure, rank)).collect())
            .collect())
    }

    fn twins(&self) -> Twins {
        let attributed = self.measures.iter().any(Measure::is_net);
        if attributed { Twins::Played } else { Twins::LeftOut }
    }

    /// The point of some coordinates: of the axes that are rebuilt, or of the others.
    fn point(&self, coordinates: &Coordinates, rebuilt: bool) -> ParameterPoint {
        let mut point = ParameterPoint::central();
        for (axis, at) in self.axes.iter().zip(coordinates) {
            if let Some(uniform) = at.filter(|_| axis.is_rebuilt() == rebuilt) {
                axis.place(&mut point, uniform);
            }
        }
        point
    }

    /// Builds storms, population and strategies anew with the numbers of a point, and plays there.
    fn anew<T: Send>(
        &self,
        coordinates: &Coordinates,
        moved: &ParameterPoint,
        replicates: Range<u32>,
        keep: &(impl Fn(&crate::engine::Played) -> T + Sync),
    ) -> Result<Vec<Vec<T>>, StudyError> {
        let built = self.point(coordinates, true);
        let mut scenario = self.scenario.clone();
        scenario.revise(|quantity| {
            if let Some(value) = built.value(&quantity.path) {
                quantity.central = value;
                quantity.spread = None;
            }
        });
        let hazard = HazardModel::compile(&scenario, self.files)?;
        let prepared = Prepared::new(&scenario, &hazard);
        let playing = Playing { ranks: self.ranks, twins: self.twins(), watch: &Unwatched };
        let one = [(moved.clone(), replicates)];
        let kept = prepared.play_points(&one, &playing, keep).ok_or(StudyError::Stopped)?;
        Ok(kept.into_iter().next().unwrap_or_default())
    }
}
