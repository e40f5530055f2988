//! Reads a finished run folder.

use super::columns::{KEYS, check_order, fill_months, fill_zones, records_of};
use super::costs::{CostTable, fill_costs};
use super::error::ResultsError;
use super::format::parquet::{ParquetReader, Values};
use super::groups::{GROUP_KEYS, GroupMeans, GroupTable, fill_groups, group_count};
use super::manifest::{FileEntry, MANIFEST, Manifest, digest_of};
use super::stored::StoredTable;
use super::table::ReplicateTable;
use super::writer::{COSTS, GROUPS, REPLICATES, SCENARIO, TRAJECTORIES, ZONES};
use crate::engine::ReplicateRecord;
use crate::outcome::Line;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// A finished run folder.
#[derive(Clone, Debug)]
pub struct RunFolder {
    path: PathBuf,
    manifest: Manifest,
    hashes: Hashes,
}

/// Which files have the hash that the manifest says.
#[derive(Clone, Debug)]
enum Hashes {
    /// Those named here; any other is compared before it is read.
    Compared(Arc<Mutex<BTreeSet<String>>>),
    /// Nothing is compared.
    Taken,
}

impl RunFolder {
    /// A folder that was written just now.
    pub(super) fn of(path: PathBuf, manifest: Manifest) -> Self {
        Self { path, manifest, hashes: Hashes::Taken }
    }

    /// Opens a run folder.
    ///
    /// # Errors
    /// If there is no manifest, if it is damaged, or if it was written by a later version.
    pub fn open(folder: &Path) -> Result<Self, ResultsError> {
        let (path, bytes) = manifest_of(folder)?;
        let manifest = Manifest::parse(&path, &bytes)?;
        Ok(Self { path: folder.to_owned(), manifest, hashes: Hashes::Compared(Arc::default()) })
    }

    /// Opens a run folder without comparing any hash: with what a forger could have made. For tests of
    /// the readers, which have to be safe with it.
    ///
    /// # Errors
    /// If there is no manifest, or if it is damaged.
    pub fn open_unsealed(folder: &Path) -> Result<Self, ResultsError> {
        let (path, bytes) = manifest_of(folder)?;
        let manifest = Manifest::parse_unsealed(&path, &bytes)?;
        Ok(Self { path: folder.to_owned(), manifest, hashes: Hashes::Taken })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it holds.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The scenario as it was understood.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn resolved_scenario(&self) -> Result<String, ResultsError> {
        let path = self.path.join(SCENARIO);
        fs::read_to_string(&path).map_err(ResultsError::system("read", &path))
    }

    /// Outcomes of all replicates, read from Parquet column by column as they are asked for.
    ///
    /// # Errors
    /// If the file cannot be read or does not hold what the manifest says.
    pub fn replicates(&self) -> Result<ReplicateTable, ResultsError> {
        let run = &self.manifest.run;
        let ids: Vec<String> = run.strategies.iter().map(|strategy| strategy.id.clone()).collect();
        let (path, reader) = self.reader(REPLICATES)?;
        check_order(run, &reader, &path)?;
        let shape = (KEYS, ids.len());
        let stored = StoredTable::new(path, reader, shape, self.manifest.replicates_done)?;
        Ok(ReplicateTable::stored(run.seed, ids, stored))
    }

    /// How many blocks are stored.
    pub fn blocks(&self) -> u32 {
        self.manifest.replicates_done.div_ceil(self.manifest.block_size.max(1))
    }

    /// The records of a block, as they were handed to the writer: what a continued run starts with.
    ///
    /// # Errors
    /// If a file cannot be read or is damaged.
    pub fn block(&self, block: u32) -> Result<Vec<ReplicateRecord>, ResultsError> {
        let run = &self.manifest.run;
        let columns = |name| {
            let (path, reader) = self.reader(name)?;
            Ok((row_group(&reader, block as usize, &path)?, path))
        };
        let (outcomes, path) = columns(REPLICATES)?;
        let first = block * self.manifest.block_size;
        let mut records = records_of(run, &outcomes, first, &path)?;
        let (trajectories, path) = columns(TRAJECTORIES)?;
        fill_months(&mut records, run, &trajectories, &path)?;
        let (zones, path) = columns(ZONES)?;
        fill_zones(&mut records, run, &zones, &path)?;
        let (groups, path) = columns(GROUPS)?;
        fill_groups(&mut records, run, &groups, &path)?;
        let (costs, path) = columns(COSTS)?;
        fill_costs(&mut records, run, &costs, &path)?;
        Ok(records)
    }

    /// Mean over all futures of what each programme planned, delivered and paid, by strategy.
    ///
    /// # Errors
    /// If a file cannot be read or is damaged.
    pub fn delivered(&self) -> Result<Vec<Vec<Line>>, ResultsError> {
        let run = &self.manifest.run;
        let mut table = CostTable::new(run);
        let (outcomes_path, outcomes) = self.reader(REPLICATES)?;
        let (path, costs) = self.reader(COSTS)?;
        for block in 0..self.blocks() {
            let first = block * self.manifest.block_size;
            let columns = row_group(&outcomes, block as usize, &outcomes_path)?;
            let mut records = records_of(run, &columns, first, &outcomes_path)?;
            fill_costs(&mut records, run, &row_group(&costs, block as usize, &path)?, &path)?;
            for record in &records {
                table.take(record);
            }
        }
        Ok((0..run.strategies.len()).map(|rank| table.programmes(rank)).collect())
    }

    /// Means by group over all futures.
    ///
    /// # Errors
    /// If a file cannot be read or is damaged.
    pub fn group_means(&self) -> Result<GroupMeans, ResultsError> {
        let run = &self.manifest.run;
        let mut means = GroupMeans::new(run);
        let (outcomes_path, outcomes) = self.reader(REPLICATES)?;
        let (path, groups) = self.reader(GROUPS)?;
        for block in 0..self.blocks() {
            let first = block * self.manifest.block_size;
            let columns = row_group(&outcomes, block as usize, &outcomes_path)?;
            let mut records = records_of(run, &columns, first, &outcomes_path)?;
            fill_groups(&mut records, run, &row_group(&groups, block as usize, &path)?, &path)?;
            for record in &records {
                means.take(record);
            }
        }
        Ok(means)
    }

    /// Outcomes by group of all replicates, read from Parquet column by column as they are asked for.
    ///
    /// # Errors
    /// If the file cannot be read or does not hold what the manifest says.
    pub fn group_table(&self) -> Result<GroupTable, ResultsError> {
        let run = &self.manifest.run;
        let (path, reader) = self.reader(GROUPS)?;
        let shape = (GROUP_KEYS, run.strategies.len() * group_count(run));
        let stored = StoredTable::new(path, reader, shape, self.manifest.replicates_done)?;
        Ok(GroupTable::stored(run, stored))
    }

    /// Compares every file with its hash in the manifest.
    ///
    /// # Errors
    /// The first file that is missing or differs.
    pub fn verify(&self) -> Result<(), ResultsError> {
        self.verify_files(|_| true)
    }

    /// Compares the tables of numbers that a comparison reads with their hashes in the manifest.
    ///
    /// # Errors
    /// The first of them that is missing or differs.
    pub fn verify_tables(&self) -> Result<(), ResultsError> {
        self.verify_files(|name| [REPLICATES, GROUPS].contains(&name))
    }

    fn verify_files(&self, wanted: impl Fn(&str) -> bool) -> Result<(), ResultsError> {
        self.manifest.files.iter().filter(|file| wanted(&file.name)).try_for_each(|file| {
            let path = self.path.join(&file.name);
            compare(&path, file)
        })
    }

    /// Where a file is; its hash is compared before it is handed to a reader for the first time, so that
    /// a damaged file is told as what it is.
    pub(super) fn compared(&self, name: &str) -> Result<PathBuf, ResultsError> {
        let path = self.path.join(name);
        if let Hashes::Compared(names) = &self.hashes {
            let mut names = names.lock().unwrap_or_else(PoisonError::into_inner);
            if !names.contains(name) {
                let Some(file) = self.manifest.files.iter().find(|file| file.name == name) else {
                    return Err(ResultsError::damaged(&path, &"manifest.json does not name it"));
                };
                compare(&path, file)?;
                names.insert(name.to_owned());
            }
        }
        Ok(path)
    }

    fn reader(&self, name: &str) -> Result<(PathBuf, ParquetReader<File>), ResultsError> {
        let path = self.compared(name)?;
        let file = File::open(&path).map_err(ResultsError::system("read", &path))?;
        let reader =
            ParquetReader::new(file).map_err(|error| ResultsError::damaged(&path, &error))?;
        Ok((path, reader.with_most_rows(self.most_rows(name))))
    }

    /// Most rows that a block of a table can have in this run.
    fn most_rows(&self, name: &str) -> usize {
        let run = &self.manifest.run;
        let periods = usize::from(run.horizon().periods());
        let programmes = run.strategies.iter().map(|strategy| strategy.programmes.len()).max();
        let of_record = match name {
            TRAJECTORIES => periods,
            ZONES => run.zones.len(),
            GROUPS => group_count(run),
            COSTS => programmes.unwrap_or(0) * periods,
            _ => 1,
        };
        let futures = self.manifest.block_size.min(self.manifest.replicates_done) as usize;
        futures.saturating_mul(run.strategies.len()).saturating_mul(of_record)
    }
}

/// Where the manifest of a folder is, and its bytes.
fn manifest_of(folder: &Path) -> Result<(PathBuf, Vec<u8>), ResultsError> {
    let path = folder.join(MANIFEST);
    match fs::read(&path) {
        Ok(bytes) => Ok((path, bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(ResultsError::NoManifest { folder: folder.to_owned() })
        }
        Err(error) => Err(ResultsError::system("read", &path)(error)),
    }
}

/// Compares a file with its entry in the manifest.
fn compare(path: &Path, file: &FileEntry) -> Result<(), ResultsError> {
    let opened = File::open(path).map_err(ResultsError::system("read", path))?;
    if digest_of(opened).map_err(ResultsError::system("read", path))? == file.sha256 {
        Ok(())
    } else {
        Err(ResultsError::damaged(path, &"its content does not match the hash in manifest.json"))
    }
}

fn row_group(
    reader: &ParquetReader<File>,
    index: usize,
    path: &Path,
) -> Result<Vec<Values>, ResultsError> {
    if index >= reader.row_groups() {
        return Err(ResultsError::damaged(path, &format!("it has no block {index}")));
    }
    reader.row_group(index).map_err(|error| ResultsError::damaged(path, &error))
}
