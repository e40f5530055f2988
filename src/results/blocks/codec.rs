//! The bytes of a block file.
//!
//! ```text
//! "LWBLOCK1"   8 bytes
//! SHA-256     32 bytes, over everything that follows
//! head        postcard: which block of which plan, and the canary of the machine
//! records     postcard, one after the other, in Snappy frames
//! ```
//!
//! The same records give the same bytes. Reading trusts nothing: the hash comes first, every length is
//! bounded by what the plan lets a block hold, and what does not fit is an error.

use super::plan::Shape;
use crate::engine::ReplicateRecord;
use crate::group::GROUP_COLUMNS;
use crate::outcome::{CostLine, Line, OUTCOMES, SERIES};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::io::{Read, Write};

const MAGIC: &[u8; 8] = b"LWBLOCK1";
const HASH: usize = 32;

/// What a block file says it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockHead {
    /// Hash of the plan.
    pub plan_hash: String,
    /// Id of the case: `main`, or that of an alternative.
    pub case: String,
    /// Number of the block in its case.
    pub block: u32,
    /// First replicate.
    pub first: u32,
    /// Replicates.
    pub replicates: u32,
    /// Strategies.
    pub strategies: u32,
    /// What the machine that played it makes of fixed sums; see [`super::canary()`].
    pub canary: String,
}

/// Why the bytes of a block file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockFault {
    /// They are not what was written.
    Damaged(String),
    /// They are whole, and belong to something else.
    Foreign(String),
}

/// A record as it is written. Arrays are written as lists.
#[derive(Serialize)]
struct Written<'a> {
    replicate: u32,
    strategy: u16,
    outcomes: &'a [f64],
    displaced_by_zone: &'a [f64],
    destroyed_by_zone: &'a [f64],
    population_change_by_zone: &'a [f64],
    groups: &'a [f64],
    months: &'a [f64],
    costs: Vec<(u16, u16, f64, f64, f64)>,
}

/// A record as it is read.
#[derive(Deserialize)]
struct Stored {
    replicate: u32,
    strategy: u16,
    outcomes: Vec<f64>,
    displaced_by_zone: Vec<f64>,
    destroyed_by_zone: Vec<f64>,
    population_change_by_zone: Vec<f64>,
    groups: Vec<f64>,
    months: Vec<f64>,
    costs: Vec<(u16, u16, f64, f64, f64)>,
}

/// The bytes of a block file.
///
/// # Errors
/// What the compressor or the encoder said; neither happens in memory.
pub(super) fn encode(head: &BlockHead, records: &[ReplicateRecord]) -> Result<Vec<u8>, String> {
    let said = |error: &dyn std::fmt::Display| error.to_string();
    let mut bytes = vec![0; MAGIC.len() + HASH];
    postcard::to_io(head, &mut bytes).map_err(|error| said(&error))?;
    let mut compressed = snap::write::FrameEncoder::new(bytes);
    for record in records {
        let costs = record.costs.iter().map(|CostLine { programme, period, line }| {
            (*programme, *period, line.planned, line.delivered, line.usd)
        });
        let written = Written {
            replicate: record.replicate,
            strategy: record.strategy,
            outcomes: &record.outcomes,
            displaced_by_zone: &record.displaced_by_zone,
            destroyed_by_zone: &record.destroyed_by_zone,
            population_change_by_zone: &record.population_change_by_zone,
            groups: record.groups.as_flattened(),
            months: record.months.as_flattened(),
            costs: costs.collect(),
        };
        postcard::to_io(&written, &mut compressed).map_err(|error| said(&error))?;
    }
    compressed.flush().map_err(|error| said(&error))?;
    let mut bytes = compressed.into_inner().map_err(|error| said(&error))?;
    let hash = Sha256::digest(&bytes[MAGIC.len() + HASH..]);
    bytes[..MAGIC.len()].copy_from_slice(MAGIC);
    bytes[MAGIC.len()..MAGIC.len() + HASH].copy_from_slice(&hash);
    Ok(bytes)
}

/// Looks at the hash and the head alone.
///
/// # Errors
/// Bytes that are damaged, or that belong elsewhere than `wanted` says.
pub fn check<'a>(bytes: &'a [u8], wanted: &BlockHead) -> Result<&'a [u8], BlockFault> {
    let damaged = |reason: &str| BlockFault::Damaged(reason.to_owned());
    let rest = bytes
        .strip_prefix(MAGIC.as_slice())
        .ok_or_else(|| damaged("it does not begin as a block does"))?;
    let (hash, content) =
        rest.split_at_checked(HASH).ok_or_else(|| damaged("it ends within its hash"))?;
    if Sha256::digest(content).as_slice() != hash {
        return Err(damaged("its content does not match its own hash"));
    }
    let (head, records): (BlockHead, _) =
        postcard::take_from_bytes(content).map_err(|_| damaged("its head cannot be read"))?;
    let differs = |what: &str| Err(BlockFault::Foreign(what.to_owned()));
    if head.plan_hash != wanted.plan_hash {
        return differs("it belongs to another plan");
    }
    if head.canary != wanted.canary {
        return differs(
            "it was played by a machine or build whose arithmetic gives other bits than this one",
        );
    }
    if head != *wanted {
        return differs("it is another block of the plan than its name says");
    }
    Ok(records)
}

/// The records of a block file.
///
/// # Errors
/// Bytes that are damaged, or that belong elsewhere than `wanted` says.
pub fn decode(
    bytes: &[u8],
    wanted: &BlockHead,
    shape: &Shape,
) -> Result<Vec<ReplicateRecord>, BlockFault> {
    let damaged = |reason: &str| BlockFault::Damaged(reason.to_owned());
    let compressed = check(bytes, wanted)?;
    let strategies = (wanted.strategies as usize).max(1);
    let records = (wanted.replicates as usize) * strategies;
    let most = shape.most_bytes(records);
    let mut content = Vec::new();
    snap::read::FrameDecoder::new(compressed)
        .take(most as u64 + 1)
        .read_to_end(&mut content)
        .map_err(|error| damaged(&format!("it cannot be unpacked: {error}")))?;
    if content.len() > most {
        return Err(damaged("it holds more than a block can"));
    }
    let mut left = content.as_slice();
    let mut read = Vec::with_capacity(records);
    for position in 0..records {
        let (stored, rest): (Stored, _) =
            postcard::take_from_bytes(left).map_err(|_| damaged("a record cannot be read"))?;
        left = rest;
        let replicate = wanted.first + (position / strategies) as u32;
        let strategy = position % strategies;
        if (stored.replicate, usize::from(stored.strategy)) != (replicate, strategy) {
            return Err(damaged("its records are not in order"));
        }
        read.push(record(stored, shape).ok_or_else(|| damaged("a record has another shape"))?);
    }
    if left.is_empty() { Ok(read) } else { Err(damaged("something follows its last record")) }
}

fn record(stored: Stored, shape: &Shape) -> Option<ReplicateRecord> {
    let by_zone =
        [&stored.displaced_by_zone, &stored.destroyed_by_zone, &stored.population_change_by_zone];
    let programmes = *shape.programmes.get(usize::from(stored.strategy))?;
    let costs = stored.costs.into_iter().map(|(programme, period, planned, delivered, usd)| {
        let known = usize::from(programme) < programmes && usize::from(period) < shape.months;
        known.then_some(CostLine { programme, period, line: Line { planned, delivered, usd } })
    });
    let costs = costs.collect::<Option<Vec<_>>>()?;
    let groups = rows::<GROUP_COLUMNS>(&stored.groups, shape.groups)?;
    let months = rows::<SERIES>(&stored.months, shape.months)?;
    let fits = by_zone.iter().all(|column| column.len() == shape.zones);
    fits.then_some(ReplicateRecord {
        replicate: stored.replicate,
        strategy: stored.strategy,
        outcomes: <[f64; OUTCOMES]>::try_from(stored.outcomes).ok()?,
        displaced_by_zone: stored.displaced_by_zone,
        destroyed_by_zone: stored.destroyed_by_zone,
        population_change_by_zone: stored.population_change_by_zone,
        groups,
        costs,
        months,
    })
}

/// `count` rows of `COLUMNS` values.
fn rows<const COLUMNS: usize>(values: &[f64], count: usize) -> Option<Vec<[f64; COLUMNS]>> {
    let (rows, rest) = values.as_chunks::<COLUMNS>();
    (rest.is_empty() && rows.len() == count).then(|| rows.to_vec())
}
