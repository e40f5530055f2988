//! `plan.json`: what is to be played, written once and never changed.

use super::super::error::ResultsError;
use super::super::format::json;
use super::super::groups::group_count;
use super::super::header::{BLOCK_SIZE, RunHeader};
use super::super::manifest::{MOST_REPLICATES, canonical, digest};
use super::canary;
use super::codec::BlockHead;
use crate::group::GROUP_COLUMNS;
use crate::outcome::{OUTCOMES, SERIES};
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::path::Path;

/// Version of the layout of unfinished work.
const FORMAT: u32 = 1;

/// Most cases of a plan: the main one and its alternatives.
const MOST_CASES: usize = 10_000;

/// Id of the case as the scenario states it.
pub const MAIN_CASE: &str = "main";

/// The scenario as stated, or an alternative of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedCase {
    /// `main`, or the id of the alternative.
    pub id: String,
    /// Replicates for each strategy.
    pub replicates: u32,
    /// The scenario of the case as it was understood.
    pub scenario: String,
}

impl PlannedCase {
    /// Number of its blocks.
    pub fn blocks(&self) -> u32 {
        self.replicates.div_ceil(BLOCK_SIZE)
    }

    /// Replicates of a block.
    pub fn range(&self, block: u32) -> Range<u32> {
        let first = block.saturating_mul(BLOCK_SIZE).min(self.replicates);
        first..first.saturating_add(BLOCK_SIZE).min(self.replicates)
    }
}

/// Everything that decides which blocks there are and what they hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BlockPlan {
    /// Version of the layout.
    pub format: u32,
    /// Hash of everything that decides the numbers.
    pub plan_hash: String,
    /// Replicates in a block.
    pub block_size: u32,
    /// What is played: the main case first, then its alternatives in their order.
    pub cases: Vec<PlannedCase>,
    /// What the run is.
    pub run: RunHeader,
    /// SHA-256 of this plan without this line, keys sorted and without spaces.
    pub sha256: String,
}

/// A block of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BlockAddress {
    /// Position of its case in the plan.
    pub case: usize,
    /// Number in its case.
    pub block: u32,
}

/// How large the parts of a record are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Zones.
    pub zones: usize,
    /// Groups, zones among them.
    pub groups: usize,
    /// Months.
    pub months: usize,
    /// Programmes by rank of the strategy.
    pub programmes: Vec<usize>,
}

impl Shape {
    /// Most bytes that so many records may take, unpacked.
    pub(super) fn most_bytes(&self, records: usize) -> usize {
        // Lengths and numbers take at most ten bytes each, values eight.
        let values = OUTCOMES + 3 * self.zones + self.groups * GROUP_COLUMNS + self.months * SERIES;
        let lines = self.programmes.iter().max().copied().unwrap_or(0) * self.months;
        records.saturating_mul(values * 8 + lines * 30 + 100)
    }
}

impl BlockPlan {
    /// The plan of a run. The first case is the main one.
    pub fn new(run: RunHeader, cases: Vec<PlannedCase>) -> Self {
        let main = cases.first().map_or("", |case| case.scenario.as_str());
        let mut plan = Self {
            format: FORMAT,
            plan_hash: run.plan_hash(main),
            block_size: BLOCK_SIZE,
            cases,
            run,
            sha256: String::new(),
        };
        plan.sha256 = plan.own_hash();
        plan
    }

    fn own_hash(&self) -> String {
        let mut value = serde_json::to_value(self).expect("a plan has text keys only");
        if let Some(object) = value.as_object_mut() {
            object.shift_remove("sha256");
        }
        digest(&canonical(&value))
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        json::to_bytes(self)
    }

    /// Reads a plan and checks that it is the one that was written.
    ///
    /// # Errors
    /// A later format, or bytes that are not the plan that was written.
    pub fn parse(path: &Path, bytes: &[u8]) -> Result<Self, ResultsError> {
        let plan = Self::parse_unsealed(path, bytes)?;
        let main = plan.cases.first().map_or("", |case| case.scenario.as_str());
        if plan.own_hash() == plan.sha256 && plan.run.plan_hash(main) == plan.plan_hash {
            Ok(plan)
        } else {
            Err(ResultsError::damaged(path, &"its content does not match its own hash"))
        }
    }

    /// Reads a plan without checking its hashes, as a forger could have written it.
    ///
    /// # Errors
    /// A later format, bytes that are no plan, or one that no run could have.
    pub fn parse_unsealed(path: &Path, bytes: &[u8]) -> Result<Self, ResultsError> {
        let plan: Self =
            serde_json::from_slice(bytes).map_err(|error| ResultsError::damaged(path, &error))?;
        if plan.format > FORMAT {
            let (found, known) = (plan.format, FORMAT);
            return Err(ResultsError::LaterFormat { path: path.to_owned(), found, known });
        }
        match plan.fault() {
            None => Ok(plan),
            Some(reason) => Err(ResultsError::damaged(path, &reason)),
        }
    }

    /// What no plan can have, for those who read blocks count on it.
    fn fault(&self) -> Option<&'static str> {
        if let Some(fault) = self.run.fault() {
            Some(fault)
        } else if self.block_size != BLOCK_SIZE {
            Some("its block size is not one of a run")
        } else if self.cases.is_empty() || self.cases.len() > MOST_CASES {
            Some("it has no case, or too many")
        } else if self.cases.iter().any(|case| !is_plain(&case.id)) {
            Some("the id of a case cannot be the name of a folder")
        } else if self.cases.iter().any(|case| case.replicates > MOST_REPLICATES) {
            Some("it counts more futures than a run can have")
        } else {
            None
        }
    }

    /// Every block, the main case first.
    pub fn blocks(&self) -> impl Iterator<Item = BlockAddress> {
        self.cases.iter().enumerate().flat_map(|(case, planned)| {
            (0..planned.blocks()).map(move |block| BlockAddress { case, block })
        })
    }

    /// What the file of a block says.
    pub fn head(&self, address: BlockAddress) -> BlockHead {
        let case = &self.cases[address.case];
        let range = case.range(address.block);
        BlockHead {
            plan_hash: self.plan_hash.clone(),
            case: case.id.clone(),
            block: address.block,
            first: range.start,
            replicates: range.end - range.start,
            strategies: self.run.strategies.len() as u32,
            canary: canary().to_owned(),
        }
    }

    /// How large records are. Of alternatives the outcomes alone are kept.
    pub fn shape(&self, address: BlockAddress) -> Shape {
        let run = &self.run;
        if address.case > 0 {
            let programmes = vec![0; run.strategies.len()];
            return Shape { zones: 0, groups: 0, months: 0, programmes };
        }
        Shape {
            zones: run.zones.len(),
            groups: group_count(run),
            months: usize::from(run.horizon().periods()),
            programmes: run.strategies.iter().map(|one| one.programmes.len()).collect(),
        }
    }
}

/// Whether an id can be the name of a folder.
fn is_plain(id: &str) -> bool {
    !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}
