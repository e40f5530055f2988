//! One household's life in one future, under any strategies, and how common it is.

use std::ops::Range;

use rayon::prelude::*;

use super::replicate::{Prepared, Worker};
use crate::model::households::{Living, mark};
use crate::model::trace::Entry;
use crate::outcome::ZoneRound;

/// How many households of a group met what, summed over futures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BaseRate {
    /// Households times futures.
    pub all: u64,
    /// Displaced at least once.
    pub displaced: u64,
    /// Away from the area at the horizon.
    pub away: u64,
    /// Trapped at least once.
    pub trapped: u64,
}

impl Prepared<'_> {
    /// Facts about a household in one replicate under each strategy of `ranks`.
    pub fn trace(&self, replicate: u32, ranks: &[usize], household: usize) -> Vec<Vec<Entry>> {
        let mut worker = Worker::default();
        self.play_watching(replicate, ranks, Some(household), &mut worker, |_, _| {})
            .into_iter()
            .map(|(_, entries)| entries)
            .collect()
    }

    /// Tracking rounds of one replicate under each strategy of `ranks`.
    pub fn tracking_rounds(&self, replicate: u32, ranks: &[usize]) -> Vec<Vec<ZoneRound>> {
        let mut worker = Worker::default();
        self.play_watching(replicate, ranks, None, &mut worker, |_, _| {})
            .into_iter()
            .map(|(tally, _)| tally.rounds)
            .collect()
    }

    /// What the households of `group` met under each strategy of `ranks`, over several replicates.
    pub fn base_rates(
        &self,
        replicates: Range<u32>,
        ranks: &[usize],
        group: &[usize],
    ) -> Vec<BaseRate> {
        let each: Vec<Vec<BaseRate>> = replicates
            .into_par_iter()
            .map_init(Worker::default, |worker, replicate| {
                let mut rates = vec![BaseRate::default(); ranks.len()];
                self.play_watching(replicate, ranks, None, worker, |position, households| {
                    let rate = &mut rates[position];
                    for &i in group {
                        rate.all += 1;
                        rate.displaced += u64::from(households.has(i, mark::EVER_DISPLACED));
                        rate.away += u64::from(households.living[i] == Living::Away);
                        rate.trapped += u64::from(households.has(i, mark::EVER_TRAPPED));
                    }
                });
                rates
            })
            .collect();
        let mut sums = vec![BaseRate::default(); ranks.len()];
        for rates in &each {
            for (sum, rate) in sums.iter_mut().zip(rates) {
                sum.all += rate.all;
                sum.displaced += rate.displaced;
                sum.away += rate.away;
                sum.trapped += rate.trapped;
            }
        }
        sums
    }
}
