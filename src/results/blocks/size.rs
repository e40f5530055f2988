//! How much disk blocks and the run folder take.
//!
//! Until the run folder is made the disk holds the futures twice: once as blocks, and once in the tables
//! of the folder. Of the tables, `replicates.csv` is text and does not shrink; the others are Parquet and
//! pack about as well as blocks do.

use super::codec;
use super::plan::{BlockAddress, BlockPlan};
use crate::engine::ReplicateRecord;
use crate::outcome::OUTCOMES;

/// Bytes of pictures, summaries and manifest.
const FOLDER_BYTES: f64 = 2e6;
/// Bytes of an outcome in a CSV file.
const TEXT_BYTES: f64 = 8.0;
/// Bytes of the tables over those of the blocks that they are made of.
const TABLES_OVER_BLOCKS: f64 = 1.0;
/// What packing leaves of records, where none were packed to find out.
pub const PACKED_SHARE: f64 = 0.5;

/// Bytes that the records of some futures of the main case take as a block; none if they cannot be packed.
pub fn packed_bytes(plan: &BlockPlan, records: &[ReplicateRecord]) -> Option<usize> {
    let head = plan.head(BlockAddress { case: 0, block: 0 });
    codec::encode(&head, records).ok().map(|bytes| bytes.len())
}

/// What takes disk.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DiskUse {
    /// Strategies.
    pub strategies: usize,
    /// Bytes of a future of the main case as part of a block.
    pub future_bytes: f64,
}

impl DiskUse {
    /// Bytes of an outcome table for so many futures, as text.
    fn text(self, futures: f64) -> f64 {
        futures * (self.strategies * OUTCOMES) as f64 * TEXT_BYTES
    }

    /// Bytes of the run folder of so many futures, and so many of all alternatives together.
    pub fn folder(self, futures: f64, elsewhere: f64) -> f64 {
        FOLDER_BYTES
            + futures * self.future_bytes * TABLES_OVER_BLOCKS
            + self.text(futures)
            + self.text(elsewhere)
    }

    /// Bytes of the blocks alone. Of alternatives they hold outcomes, eight bytes each.
    pub fn blocks(self, futures: f64, elsewhere: f64) -> f64 {
        futures * self.future_bytes + elsewhere * (self.strategies * OUTCOMES) as f64 * 8.0
    }
}

#[cfg(test)]
mod tests {
    use super::DiskUse;

    #[test]
    fn futures_stand_on_the_disk_twice_for_a_while() {
        let disk = DiskUse { strategies: 3, future_bytes: 50_000.0 };
        let most =
            |futures, elsewhere| disk.blocks(futures, elsewhere) + disk.folder(futures, elsewhere);
        let one = most(1_000.0, 0.0);
        assert!(one > 2.0 * 1_000.0 * 50_000.0, "{one}");
        assert!(most(2_000.0, 0.0) > 1.9 * one);
        assert!(most(1_000.0, 250.0) > one);
        assert!(disk.folder(1_000.0, 250.0) < most(1_000.0, 250.0));
    }
}
