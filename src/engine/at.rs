//! The place at a point of the space of parameters: futures at numbers that are given, not drawn.
//!
//! The same replicate has the same draws at every point, so what differs between two points is due to
//! their numbers alone (common random numbers).

use std::ops::Range;

use rayon::prelude::*;

use super::ensemble::Watch;
use super::replicate::{Prepared, Worker};
use crate::hazard::climate::ClimateDraw;
use crate::model::coefficients::Coefficients;
use crate::outcome::{OUTCOMES, SERIES};
use crate::plan::parameters::Parameters;
use crate::plan::point::ParameterPoint;
use crate::rng::{Draws, Seed};

/// Whether each future is played once more without hazards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Twins {
    /// Played: outcomes that are attributed to hazards hold their net values.
    Played,
    /// Left out, in about half the time: outcomes that are attributed to hazards (`outcome::NET`) stay
    /// zero, all others are the same to the bit.
    LeftOut,
}

/// What one future of one strategy leaves at a point.
#[derive(Clone, Debug, PartialEq)]
pub struct Played {
    /// Outcomes over the horizon, in the order of `outcome::OUTCOME_TABLE`.
    pub outcomes: [f64; OUTCOMES],
    /// One row a month, in the order of `outcome::SERIES_TABLE`.
    pub months: Vec<[f64; SERIES]>,
}

/// The place with the numbers of one point.
pub struct At<'a> {
    pub(super) prepared: &'a Prepared<'a>,
    pub(super) numbers: (Parameters, Coefficients),
    climate: ClimateDraw,
}

impl Prepared<'_> {
    /// The place at a point: its numbers, and the choice constants set for them. Numbers that shape the
    /// population, the true risk or the catalogue of storms are those that the place was compiled with.
    pub fn at(&self, point: &ParameterPoint) -> At<'_> {
        let parameters = Parameters::at(self.scenario, point);
        let coefficients = self.coefficients(&parameters);
        let stands = point.climate();
        // As in a run: where numbers are uncertain, so is the record.
        let resampled = !self.scenario.experiment.central_parameters;
        let climate = self.hazard.climate_change().at(stands.all, stands.major, resampled);
        At { prepared: self, numbers: (parameters, coefficients), climate }
    }
}

impl At<'_> {
    /// Plays one replicate under the strategies of `ranks`, in their order.
    pub fn play(
        &self,
        replicate: u32,
        ranks: &[usize],
        twins: Twins,
        worker: &mut Worker,
    ) -> Vec<Played> {
        let draws = self.draw(replicate, worker);
        let tallies = match twins {
            Twins::Played => self.prepared.play_attributed(draws, &self.numbers, ranks, worker),
            Twins::LeftOut => self.prepared.play_gross(draws, &self.numbers, ranks, worker),
        };
        tallies
            .into_iter()
            .map(|tally| Played { outcomes: tally.outcomes, months: tally.months })
            .collect()
    }

    /// Draws the events and the clock of a future into `worker`.
    pub(super) fn draw(&self, replicate: u32, worker: &mut Worker) -> Draws {
        let draws = Draws::new(Seed(self.prepared.scenario.experiment.seed), replicate);
        self.prepared.draw(&draws, &self.numbers.0, &self.climate, worker);
        draws
    }
}

/// How the points of a design are played.
#[derive(Clone, Copy)]
pub struct Playing<'a> {
    /// Strategies, by rank.
    pub ranks: &'a [usize],
    /// Whether each future has its twin.
    pub twins: Twins,
    /// Whoever watches and may stop it; each point counts once.
    pub watch: &'a dyn Watch,
}

impl Prepared<'_> {
    /// Plays the futures of each point, points in parallel, and keeps of each what `keep` takes:
    /// by point, replicate and strategy. None if it was stopped. What comes out does not depend on the
    /// number of threads.
    pub fn play_points<T: Send>(
        &self,
        points: &[(ParameterPoint, Range<u32>)],
        playing: &Playing<'_>,
        keep: impl Fn(&Played) -> T + Sync,
    ) -> Option<Vec<Vec<Vec<T>>>> {
        points
            .par_iter()
            .map_init(Worker::default, |worker, (point, replicates)| {
                if playing.watch.stops_after_block() {
                    return None;
                }
                let at = self.at(point);
                let kept = replicates
                    .clone()
                    .map(|replicate| {
                        let played = at.play(replicate, playing.ranks, playing.twins, worker);
                        played.iter().map(&keep).collect()
                    })
                    .collect();
                playing.watch.played();
                Some(kept)
            })
            .collect()
    }
}
