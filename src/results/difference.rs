//! Where two plays of the same futures differ, bit by bit.

use super::writer::{COSTS, GROUPS, REPLICATES, TRAJECTORIES, ZONES};
use crate::engine::ReplicateRecord;
use crate::outcome::CostLine;

/// The first place at which records differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Replicate.
    pub replicate: u32,
    /// Rank of the strategy.
    pub strategy: u16,
    /// File of the run folder that holds the value.
    pub table: &'static str,
}

/// The first difference between records that are stored and the same ones played again.
pub fn first_difference(
    stored: &[ReplicateRecord],
    played: &[ReplicateRecord],
) -> Option<Difference> {
    let longer = if stored.len() > played.len() { stored } else { played };
    let beyond = longer.get(stored.len().min(played.len()));
    let pairs = stored.iter().zip(played);
    pairs
        .into_iter()
        .find_map(|(one, two)| Some(at(one, table(one, two)?)))
        .or_else(|| beyond.map(|record| at(record, REPLICATES)))
}

fn at(record: &ReplicateRecord, table: &'static str) -> Difference {
    Difference { replicate: record.replicate, strategy: record.strategy, table }
}

fn table(one: &ReplicateRecord, two: &ReplicateRecord) -> Option<&'static str> {
    let zones = |record: &ReplicateRecord| {
        let columns = [
            &record.displaced_by_zone,
            &record.destroyed_by_zone,
            &record.population_change_by_zone,
        ];
        columns.map(|column| bits(column))
    };
    let costs = |record: &ReplicateRecord| -> Vec<(u16, u16, [u64; 3])> {
        let line = |cost: &CostLine| {
            let values = [cost.line.planned, cost.line.delivered, cost.line.usd];
            (cost.programme, cost.period, values.map(f64::to_bits))
        };
        record.costs.iter().map(line).collect()
    };
    if (one.replicate, one.strategy) != (two.replicate, two.strategy)
        || bits(&one.outcomes) != bits(&two.outcomes)
    {
        Some(REPLICATES)
    } else if bits(one.months.as_flattened()) != bits(two.months.as_flattened()) {
        Some(TRAJECTORIES)
    } else if zones(one) != zones(two) {
        Some(ZONES)
    } else if bits(one.groups.as_flattened()) != bits(two.groups.as_flattened()) {
        Some(GROUPS)
    } else if costs(one) != costs(two) {
        Some(COSTS)
    } else {
        None
    }
}

fn bits(values: &[f64]) -> Vec<u64> {
    values.iter().map(|value| value.to_bits()).collect()
}
