//! The folder of unfinished work.

use super::super::error::ResultsError;
use super::super::manifest::digest;
use super::super::staging;
use super::codec::{self, BlockFault};
use super::lock::{LOCK, Lock};
use super::plan::{BlockAddress, BlockPlan};
use super::publish::{clear_abandoned, publish};
use super::ranges::ranges;
use crate::engine::ReplicateRecord;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Ending of the folder's name.
const ENDING: &str = ".blocks";
const PLAN: &str = "plan.json";
const INPUTS: &str = "inputs";
const BLOCKS: &str = "blocks";
const NOTE: &str = "README.txt";
const TEXT: &str = "\
This folder holds the unfinished work of a Leeward run.

Type the same `leeward run` command again: it plays what is missing and makes the run folder. Or play
blocks with `leeward blocks run` on as many machines as see this folder, then `leeward blocks merge`.
`leeward blocks status` says how far it is. If you do not want the run any more, delete this folder.
";

/// What stands under the name of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockState {
    /// Nothing.
    Missing,
    /// The block.
    Sound,
    /// Something that is not as it was written, and why.
    Damaged(String),
}

/// A folder of unfinished work.
#[derive(Clone, Debug)]
pub struct BlockStore {
    folder: PathBuf,
    plan: BlockPlan,
}

impl BlockStore {
    /// Where the unfinished work of a run folder stands. The folder of the work itself may be named too.
    pub fn folder_of(run: &Path) -> PathBuf {
        if run.file_name().is_some_and(|name| name.to_string_lossy().ends_with(ENDING)) {
            return run.to_owned();
        }
        let mut name = run.file_name().unwrap_or_default().to_owned();
        name.push(ENDING);
        run.with_file_name(name)
    }

    /// The run folder that the work of `run` will become.
    pub fn run_of(run: &Path) -> PathBuf {
        let name = run.file_name().unwrap_or_default().to_string_lossy();
        match name.strip_suffix(ENDING) {
            Some(stem) if !stem.is_empty() => run.with_file_name(stem),
            _ => run.to_owned(),
        }
    }

    /// Opens the unfinished work of a run folder.
    ///
    /// # Errors
    /// If there is none, or if its plan cannot be read.
    pub fn open(run: &Path) -> Result<Self, ResultsError> {
        let folder = Self::folder_of(run);
        let path = folder.join(PLAN);
        let bytes = fs::read(&path).map_err(|error| match error.kind() {
            ErrorKind::NotFound => ResultsError::NoPlan { folder: folder.clone() },
            _ => ResultsError::system("read", &path)(error),
        })?;
        Ok(Self { plan: BlockPlan::parse(&path, &bytes)?, folder })
    }

    /// Opens the work of this plan, or begins it with the bytes of the files that its scenario names. Work
    /// on another plan is dropped with `force` and refused without it. Repairs what a process that was
    /// killed while it made the run folder left behind.
    ///
    /// # Errors
    /// If another process holds the folder, if it holds another plan, or if the system refuses.
    pub fn begin(
        run: &Path,
        plan: BlockPlan,
        inputs: &[Vec<u8>],
        force: bool,
    ) -> Result<(Self, Lock), ResultsError> {
        let folder = Self::folder_of(run);
        fs::create_dir_all(&folder).map_err(ResultsError::system("create", &folder))?;
        let lock = Lock::take(&folder)?;
        staging::recover(&Self::run_of(run));
        match Self::open(run) {
            Ok(store) if store.plan.plan_hash == plan.plan_hash => {
                store.clear_abandoned();
                return Ok((store, lock));
            }
            Err(ResultsError::NoPlan { .. }) => {}
            Ok(_) | Err(ResultsError::Damaged { .. }) if force => clear(&folder)?,
            Ok(_) => return Err(ResultsError::OtherPlan { folder }),
            Err(error) => return Err(error),
        }
        let store = Self { folder, plan };
        publish(&store.folder.join(NOTE), TEXT.as_bytes())?;
        for bytes in inputs {
            publish(&store.folder.join(INPUTS).join(digest(bytes)), bytes)?;
        }
        publish(&store.folder.join(PLAN), &store.plan.to_bytes())?;
        staging::sync_folder(&staging::parent_of(&store.folder));
        Ok((store, lock))
    }

    /// Takes the lock of the folder.
    ///
    /// # Errors
    /// If another process holds it.
    pub fn lock(&self) -> Result<Lock, ResultsError> {
        let lock = Lock::take(&self.folder)?;
        staging::recover(&Self::run_of(&self.folder));
        Ok(lock)
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What is to be played.
    pub fn plan(&self) -> &BlockPlan {
        &self.plan
    }

    /// Where the bytes of the inputs stand, each under its SHA-256.
    pub fn inputs(&self) -> PathBuf {
        self.folder.join(INPUTS)
    }

    /// The file of a block.
    pub fn path(&self, address: BlockAddress) -> PathBuf {
        let case = &self.plan.cases[address.case].id;
        self.folder.join(BLOCKS).join(case).join(format!("{:06}.block", address.block))
    }

    fn bytes(&self, address: BlockAddress) -> Result<Option<Vec<u8>>, ResultsError> {
        let path = self.path(address);
        match fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(ResultsError::system("read", &path)(error)),
        }
    }

    /// Looks whether a block is there and whole.
    ///
    /// # Errors
    /// If it cannot be read, or is a whole block of something else.
    pub fn state(&self, address: BlockAddress) -> Result<BlockState, ResultsError> {
        let Some(bytes) = self.bytes(address)? else { return Ok(BlockState::Missing) };
        match codec::check(&bytes, &self.plan.head(address)) {
            Ok(_) => Ok(BlockState::Sound),
            Err(BlockFault::Damaged(reason)) => Ok(BlockState::Damaged(reason)),
            Err(BlockFault::Foreign(reason)) => Err(self.foreign(address, reason)),
        }
    }

    /// The records of a block; none if it is missing.
    ///
    /// # Errors
    /// If it cannot be read, is damaged, or is a block of something else.
    pub fn read(
        &self,
        address: BlockAddress,
    ) -> Result<Option<Vec<ReplicateRecord>>, ResultsError> {
        let Some(bytes) = self.bytes(address)? else { return Ok(None) };
        let (head, shape) = (self.plan.head(address), self.plan.shape(address));
        codec::decode(&bytes, &head, &shape).map(Some).map_err(|fault| match fault {
            BlockFault::Damaged(reason) => {
                ResultsError::DamagedBlock { path: self.path(address), reason }
            }
            BlockFault::Foreign(reason) => self.foreign(address, reason),
        })
    }

    fn foreign(&self, address: BlockAddress, reason: String) -> ResultsError {
        ResultsError::Foreign { path: self.path(address), reason }
    }

    /// Stores a block. If it is there already, it must be the same.
    ///
    /// # Errors
    /// If another machine has played the block to other bytes, if the work was finished or dropped in the
    /// meantime, or if the system refuses.
    pub fn publish(
        &self,
        address: BlockAddress,
        records: &[ReplicateRecord],
    ) -> Result<(), ResultsError> {
        // A slow process must not put its block among the work of another plan, nor begin a new folder.
        if Self::open(&self.folder)?.plan.plan_hash != self.plan.plan_hash {
            return Err(ResultsError::OtherPlan { folder: self.folder.clone() });
        }
        let path = self.path(address);
        let head = self.plan.head(address);
        let encoded = if address.case == 0 {
            codec::encode(&head, records)
        } else {
            codec::encode(&head, &outcomes_alone(records))
        };
        let bytes = encoded.map_err(|reason| ResultsError::format(&path, &reason))?;
        if publish(&path, &bytes)? {
            return Ok(());
        }
        match self.state(address)? {
            BlockState::Sound if self.bytes(address)?.as_ref() == Some(&bytes) => Ok(()),
            BlockState::Sound => Err(ResultsError::Divergent { path }),
            BlockState::Missing => publish(&path, &bytes).map(|_| ()),
            BlockState::Damaged(_) => {
                self.set_aside(address)?;
                publish(&path, &bytes).map(|_| ())
            }
        }
    }

    /// Moves a damaged block out of the way, where it can be looked at, and says where.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn set_aside(&self, address: BlockAddress) -> Result<PathBuf, ResultsError> {
        let path = self.path(address);
        let aside = path.with_extension("damaged");
        match fs::rename(&path, &aside) {
            // Somebody else has moved it.
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(ResultsError::system("rename", &path)(error))
            }
            _ => Ok(aside),
        }
    }

    /// Blocks whose name is not there.
    pub fn missing(&self) -> Vec<BlockAddress> {
        self.plan.blocks().filter(|address| !self.path(*address).exists()).collect()
    }

    /// Blocks in words: those of the main case by number, those of alternatives behind their id.
    pub fn words(&self, blocks: &[BlockAddress]) -> String {
        let of_case = |(position, case): (usize, &super::PlannedCase)| {
            let numbers = blocks.iter().filter(|it| it.case == position).map(|it| it.block);
            let numbers: Vec<u32> = numbers.collect();
            (!numbers.is_empty()).then(|| format!("{} {}", case.id, ranges(&numbers)))
        };
        let parts: Vec<String> = self.plan.cases.iter().enumerate().filter_map(of_case).collect();
        parts.join("; ")
    }

    /// Takes away what is left of the work of a run that is finished. Work on another plan stays; so does
    /// everything where another process is at it, or where the system refuses.
    pub fn tidy(run: &Path, plan_hash: &str) {
        let folder = Self::folder_of(run);
        if !folder.is_dir() {
            return;
        }
        let Ok(_lock) = Lock::take(&folder) else { return };
        match Self::open(run) {
            Ok(store) if store.plan.plan_hash != plan_hash => {}
            Ok(_) | Err(ResultsError::NoPlan { .. }) => {
                let _ = remove(&folder);
            }
            Err(_) => {}
        }
    }

    fn clear_abandoned(&self) {
        for case in &self.plan.cases {
            clear_abandoned(&self.folder.join(BLOCKS).join(&case.id));
        }
        clear_abandoned(&self.folder.join(INPUTS));
        clear_abandoned(&self.folder);
    }

    /// Takes the folder away if no block is in it.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn remove_if_empty(&self) -> Result<(), ResultsError> {
        let nothing = self.plan.blocks().all(|address| !self.path(address).exists());
        if nothing { self.remove() } else { Ok(()) }
    }

    /// Takes the folder away, the plan last, so that a process killed on the way leaves something that
    /// the next one recognises.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn remove(&self) -> Result<(), ResultsError> {
        remove(&self.folder)
    }
}

fn remove(folder: &Path) -> Result<(), ResultsError> {
    clear(folder)?;
    let lock = folder.join(LOCK);
    match fs::remove_file(&lock) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(ResultsError::system("remove", &lock)(error));
        }
        _ => {}
    }
    // Whatever somebody else put there stays, and the folder with it.
    let _ = fs::remove_dir(folder);
    Ok(())
}

/// Removes what a folder of unfinished work holds, but for the lock.
fn clear(folder: &Path) -> Result<(), ResultsError> {
    for name in [BLOCKS, INPUTS, NOTE, PLAN] {
        let path = folder.join(name);
        let removed =
            if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        match removed {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(ResultsError::system("remove", &path)(error));
            }
            _ => {}
        }
    }
    clear_abandoned(folder);
    Ok(())
}

/// Of alternatives the outcomes are kept, for nothing else of them is stored in the end.
fn outcomes_alone(records: &[ReplicateRecord]) -> Vec<ReplicateRecord> {
    let bare = |record: &ReplicateRecord| ReplicateRecord {
        replicate: record.replicate,
        strategy: record.strategy,
        outcomes: record.outcomes,
        displaced_by_zone: Vec::new(),
        destroyed_by_zone: Vec::new(),
        population_change_by_zone: Vec::new(),
        groups: Vec::new(),
        costs: Vec::new(),
        months: Vec::new(),
    };
    records.iter().map(bare).collect()
}
