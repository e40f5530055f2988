//! The bytes of a part.
//!
//! ```text
//! "LWSIMUL1"   8 bytes
//! SHA-256     32 bytes, over everything that follows
//! head        postcard: which part of which plan, and the canary of the machine
//! values      IEEE 754, little-endian: simulation after simulation, NaN where one shows none
//! ```

use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::super::blocks::canary;
use super::super::error::ResultsError;
use super::plan::SimulationPlan;

const MAGIC: &[u8; 8] = b"LWSIMUL1";
const HASH: usize = 32;

#[derive(PartialEq, Serialize, Deserialize)]
struct Head {
    plan_hash: String,
    part: u32,
    first: u32,
    simulations: u32,
    statistics: u32,
    canary: String,
}

fn head(plan: &SimulationPlan, part: u32) -> Head {
    let range = plan.range(part);
    Head {
        plan_hash: plan.hash(),
        part,
        first: range.start,
        simulations: range.len() as u32,
        statistics: plan.statistics.len() as u32,
        canary: canary().to_owned(),
    }
}

/// The bytes of a part: the statistics of each of its simulations.
///
/// # Errors
/// Simulations that do not fit the plan, which is a defect of the program.
pub fn encode(
    plan: &SimulationPlan,
    part: u32,
    found: &[Vec<f64>],
) -> Result<Vec<u8>, ResultsError> {
    let wanted = plan.statistics.len();
    if found.len() != plan.range(part).len() || found.iter().any(|one| one.len() != wanted) {
        return Err(ResultsError::Records(format!("simulations of part {part}")));
    }
    let mut content = postcard::to_stdvec(&head(plan, part))
        .map_err(|error| ResultsError::Records(error.to_string()))?;
    for value in found.iter().flatten() {
        let value = if value.is_nan() { f64::NAN } else { *value };
        content.extend(value.to_bits().to_le_bytes());
    }
    let mut bytes = MAGIC.to_vec();
    bytes.extend(Sha256::digest(&content));
    bytes.extend(content);
    Ok(bytes)
}

/// The simulations of a part.
///
/// # Errors
/// [`ResultsError::DamagedBlock`] for bytes that are not what was written, [`ResultsError::Foreign`] for a whole
/// part of something else.
pub fn decode(
    path: &Path,
    bytes: &[u8],
    plan: &SimulationPlan,
    part: u32,
) -> Result<Vec<Vec<f64>>, ResultsError> {
    let damaged = |reason: &str| ResultsError::DamagedBlock {
        path: path.to_owned(),
        reason: reason.to_owned(),
    };
    let rest = bytes
        .strip_prefix(MAGIC.as_slice())
        .ok_or_else(|| damaged("it does not begin as simulations do"))?;
    let (hash, content) =
        rest.split_at_checked(HASH).ok_or_else(|| damaged("it ends within its hash"))?;
    if Sha256::digest(content).as_slice() != hash {
        return Err(damaged("its content does not match its own hash"));
    }
    let (found, values): (Head, _) =
        postcard::take_from_bytes(content).map_err(|_| damaged("its head cannot be read"))?;
    if found != head(plan, part) {
        let reason = "it belongs to another plan, another place in it, or a machine whose arithmetic \
                      gives other bits than this one";
        return Err(ResultsError::Foreign { path: path.to_owned(), reason: reason.to_owned() });
    }
    let (values, rest) = values.as_chunks::<8>();
    let (columns, wanted) = (plan.statistics.len(), plan.range(part).len());
    if !rest.is_empty() || values.len() != columns * wanted {
        return Err(damaged("it holds more or fewer values than its head says"));
    }
    Ok(values
        .chunks(columns)
        .map(|one| one.iter().map(|value| f64::from_bits(u64::from_le_bytes(*value))).collect())
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan() -> SimulationPlan {
        SimulationPlan::new(serde_json::json!({}), 66, vec!["a".into(), "b".into()], Vec::new())
    }

    #[test]
    fn parts_come_back_to_the_bit_and_nothing_else_does() {
        let plan = plan();
        let found = vec![vec![0.1, f64::NAN], vec![-0.0, 3.0]];
        let bytes = encode(&plan, 1, &found).unwrap();
        let path = Path::new("000001.part");
        let bits =
            |all: &[Vec<f64>]| -> Vec<u64> { all.iter().flatten().map(|x| x.to_bits()).collect() };
        assert_eq!(bits(&decode(path, &bytes, &plan, 1).unwrap()), bits(&found));
        let foreign = decode(path, &bytes, &SimulationPlan { simulations: 67, ..plan.clone() }, 1);
        assert!(matches!(foreign, Err(ResultsError::Foreign { .. })));
        for cut in 0..bytes.len() {
            let short = decode(path, &bytes[..cut], &plan, 1);
            assert!(matches!(short, Err(ResultsError::DamagedBlock { .. })), "{cut}");
        }
        assert!(encode(&plan, 0, &found).is_err());
    }
}
