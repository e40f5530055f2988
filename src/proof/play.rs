//! Plays the futures of a proof and keeps what the checks need.

use rayon::prelude::*;

use crate::engine::{Prepared, ReplicateRecord, Worker};
use crate::hazard::HazardModel;
use crate::outcome::{Line, OUTCOMES};
use crate::scenario::Scenario;

/// What a future leaves under each strategy, by rank.
#[derive(Clone, Debug)]
pub(super) struct Future {
    /// Outcomes by rank.
    pub(super) outcomes: Vec<[f64; OUTCOMES]>,
    /// What each programme planned, delivered and paid over the horizon, by rank and programme.
    pub(super) lines: Vec<Vec<Line>>,
    /// Displacement by zone, by rank.
    pub(super) displaced_by_zone: Vec<Vec<f64>>,
    /// Whether the future of a rank is that of rank 0 to the bit, cost lines aside.
    pub(super) same_as_first: Vec<bool>,
}

/// Plays so many futures of a scenario under all its strategies.
pub(super) fn play(scenario: &Scenario, hazard: &HazardModel, replicates: u32) -> Vec<Future> {
    let prepared = Prepared::new(scenario, hazard);
    (0..replicates)
        .into_par_iter()
        .map_init(Worker::default, |worker, replicate| {
            reduce(scenario, &prepared.play(replicate, worker))
        })
        .collect()
}

fn reduce(scenario: &Scenario, records: &[ReplicateRecord]) -> Future {
    let lines = records
        .iter()
        .zip(&scenario.strategies)
        .map(|(record, strategy)| {
            let mut lines = vec![Line::default(); strategy.interventions.len()];
            for cost in &record.costs {
                let sum = &mut lines[usize::from(cost.programme)];
                sum.planned += cost.line.planned;
                sum.delivered += cost.line.delivered;
                sum.usd += cost.line.usd;
            }
            lines
        })
        .collect();
    Future {
        outcomes: records.iter().map(|record| record.outcomes).collect(),
        lines,
        displaced_by_zone: records.iter().map(|record| record.displaced_by_zone.clone()).collect(),
        same_as_first: records.iter().map(|record| is_same(&records[0], record)).collect(),
    }
}

/// Whether two records are the same to the bit, but for who left them and the lines of their costs.
fn is_same(a: &ReplicateRecord, b: &ReplicateRecord) -> bool {
    let bits = |values: &[f64]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
    bits(&a.outcomes) == bits(&b.outcomes)
        && a.displaced_by_zone == b.displaced_by_zone
        && a.destroyed_by_zone == b.destroyed_by_zone
        && a.population_change_by_zone == b.population_change_by_zone
        && a.groups == b.groups
        && a.months == b.months
}
