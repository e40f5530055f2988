//! Writes a run folder block by block.

use super::columns::{
    replicate_columns, replicate_values, trajectory_columns, trajectory_values, zone_columns,
    zone_values,
};
use super::costs::{CostTable, cost_columns, cost_values};
use super::error::ResultsError;
use super::folder::RunFolder;
use super::format::csv::CsvStream;
use super::format::digits::exact_sum;
use super::format::parquet::{Kind, ParquetTable, Values};
use super::format::{json, parquet};
use super::groups::{GroupMeans, GroupTable, group_columns, group_count, group_values};
use super::header::{BLOCK_SIZE, Completion, RunHeader};
use super::manifest::{FileEntry, MANIFEST, Manifest};
use super::precision::Precision;
use super::staging::{HashedFile, Staging, check_target, parent_of};
use super::store::Storage;
use super::table::ReplicateTable;
use super::yearly::{Yearly, ZoneMeans};
use crate::engine::ReplicateRecord;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

/// Name of the resolved scenario in a run folder.
pub(super) const SCENARIO: &str = "scenario.resolved.toml";
const REPLICATES_CSV: &str = "replicates.csv";
pub(super) const REPLICATES: &str = "replicates.parquet";
pub(super) const TRAJECTORIES: &str = "trajectories.parquet";
pub(super) const ZONES: &str = "zones.parquet";
pub(super) const GROUPS: &str = "groups.parquet";
pub(super) const COSTS: &str = "costs.parquet";

/// A run folder under construction. Dropped before [`RunWriter::finish`], it leaves nothing.
pub struct RunWriter {
    staging: Staging,
    header: RunHeader,
    plan_hash: String,
    table: ReplicateTable,
    yearly: Yearly,
    zone_means: ZoneMeans,
    group_table: GroupTable,
    group_means: GroupMeans,
    replicates_csv: CsvStream<HashedFile>,
    storage: Storage,
    cost_table: CostTable,
    replicates: ParquetTable<HashedFile>,
    trajectories: ParquetTable<HashedFile>,
    zones: ParquetTable<HashedFile>,
    groups: ParquetTable<HashedFile>,
    costs: ParquetTable<HashedFile>,
    files: BTreeMap<String, FileEntry>,
    precision: Option<Precision>,
}

impl RunWriter {
    /// Whether a run folder may be made at `folder`, asked before any work is done.
    ///
    /// # Errors
    /// If a run of that name exists and `force` is not given, or if anything else stands there.
    pub fn check_target(folder: &Path, force: bool) -> Result<(), ResultsError> {
        check_target(folder, force)
    }

    /// Starts the run folder `folder` for the run that `header` and the resolved scenario describe.
    ///
    /// # Errors
    /// If a run of that name exists and `force` is not given, if anything else stands there, or if the
    /// system refuses.
    pub fn create(
        folder: &Path,
        header: &RunHeader,
        resolved_scenario: &str,
        force: bool,
    ) -> Result<Self, ResultsError> {
        let staging = Staging::create(folder, force)?;
        let plan_hash = header.plan_hash(resolved_scenario);
        let scenario = staging.write(SCENARIO, resolved_scenario.as_bytes())?;
        let storage = Storage::Disk(parent_of(folder));
        let open = |name: &str, columns: &[(&str, Kind)]| {
            let notes = [
                ("leeward_plan_hash", plan_hash.as_str()),
                ("leeward_scenario", &header.scenario_id),
            ];
            ParquetTable::new(staging.open(name)?, storage.file()?, columns, &notes)
                .map_err(|error| ResultsError::format(&staging.path(name), &error))
        };
        let replicates = open(REPLICATES, &replicate_columns())?;
        let trajectories = open(TRAJECTORIES, &trajectory_columns())?;
        let zones = open(ZONES, &zone_columns())?;
        let groups = open(GROUPS, &group_columns())?;
        let costs = open(COSTS, &cost_columns())?;
        let ids = header.strategies.iter().map(|strategy| strategy.id.clone()).collect();
        let columns: Vec<&str> = replicate_columns().iter().map(|(name, _)| *name).collect();
        let replicates_csv = CsvStream::new(staging.open(REPLICATES_CSV)?, &columns)
            .map_err(ResultsError::system("write", &staging.path(REPLICATES_CSV)))?;
        Ok(Self {
            header: header.clone(),
            plan_hash,
            table: ReplicateTable::kept_in(&storage, header.seed, ids),
            yearly: Yearly::new(header, &storage),
            zone_means: ZoneMeans::new(header),
            group_table: GroupTable::new(header, &storage),
            group_means: GroupMeans::new(header),
            replicates_csv,
            storage,
            cost_table: CostTable::new(header),
            replicates,
            trajectories,
            zones,
            groups,
            costs,
            precision: None,
            files: BTreeMap::from([(SCENARIO.to_owned(), scenario)]),
            staging,
        })
    }

    /// Stores a block: all strategies of the replicates from `first_replicate` on, ordered by
    /// replicate, then strategy rank. Every block but the last holds [`BLOCK_SIZE`] replicates.
    ///
    /// # Errors
    /// If the records do not follow those stored or do not fit the header, or if the disk refuses.
    pub fn write_block(
        &mut self,
        first_replicate: u32,
        records: &[ReplicateRecord],
    ) -> Result<(), ResultsError> {
        self.check(first_replicate, records)?;
        self.table.extend(records)?;
        for record in records {
            self.yearly.take(record)?;
            self.zone_means.take(record);
            self.group_table.take(record)?;
            self.group_means.take(record);
            self.cost_table.take(record);
            self.write_line(record)?;
        }
        let write = |table: &mut ParquetTable<HashedFile>,
                     name,
                     columns: &mut dyn Iterator<Item = Values>| {
            table
                .write_row_group(columns)
                .map_err(|error| ResultsError::format(&self.staging.path(name), &error))
        };
        let header = &self.header;
        write(&mut self.replicates, REPLICATES, &mut replicate_values(header, records))?;
        write(&mut self.trajectories, TRAJECTORIES, &mut trajectory_values(header, records))?;
        write(&mut self.zones, ZONES, &mut zone_values(header, records).into_iter())?;
        write(&mut self.groups, GROUPS, &mut group_values(header, records))?;
        write(&mut self.costs, COSTS, &mut cost_values(header, records).into_iter())
    }

    /// Adds a row to `replicates.csv`: the rows of `replicates.parquet`, in their order. Sums have the
    /// digits that their binary step fixes; the Parquet table holds all.
    fn write_line(&mut self, record: &ReplicateRecord) -> Result<(), ResultsError> {
        let strategy = &self.header.strategies[usize::from(record.strategy)];
        let mut row = vec![strategy.id.clone(), record.replicate.to_string()];
        let outcomes = record.outcomes.iter().enumerate();
        row.extend(outcomes.map(|(outcome, value)| exact_sum(outcome, *value)));
        let path = self.staging.path(REPLICATES_CSV);
        self.replicates_csv.write(&row).map_err(ResultsError::system("write", &path))
    }

    fn check(&self, first_replicate: u32, records: &[ReplicateRecord]) -> Result<(), ResultsError> {
        let done = self.table.replicates();
        let refuse = |text: String| Err(ResultsError::Records(text));
        if first_replicate != done || !done.is_multiple_of(BLOCK_SIZE) {
            return refuse(format!("a block starts at {first_replicate} after {done} replicates"));
        }
        let most = BLOCK_SIZE as usize * self.header.strategies.len();
        if records.is_empty() || records.len() > most {
            return refuse(format!("a block of {} records, not 1 to {most}", records.len()));
        }
        let periods = usize::from(self.header.horizon().periods());
        let zones = self.header.zones.len();
        for record in records {
            let months = record.months.len();
            let by_zone = [
                &record.displaced_by_zone,
                &record.destroyed_by_zone,
                &record.population_change_by_zone,
            ];
            if months != periods || by_zone.iter().any(|column| column.len() != zones) {
                return refuse(format!(
                    "replicate {} has {months} months and {:?} zones instead of {periods} and {zones}",
                    record.replicate,
                    by_zone.map(Vec::len)
                ));
            }
            let (found, groups) = (record.groups.len(), group_count(&self.header));
            if found != groups {
                return refuse(format!(
                    "replicate {} has {found} groups instead of {groups}",
                    record.replicate
                ));
            }
            let all = record.outcomes.iter().chain(record.months.iter().flatten());
            let by_zone = by_zone.into_iter().flatten();
            let by_group = record.groups.iter().flatten();
            if all.chain(by_zone).chain(by_group).any(|value| !value.is_finite()) {
                return refuse(format!(
                    "replicate {} holds a value that is no number",
                    record.replicate
                ));
            }
        }
        Ok(())
    }

    /// What the run is.
    pub fn header(&self) -> &RunHeader {
        &self.header
    }

    /// Hash of everything that decides the numbers.
    pub fn plan_hash(&self) -> &str {
        &self.plan_hash
    }

    /// Outcomes stored so far, for the stop rule, the summary and the charts.
    pub fn table(&self) -> &ReplicateTable {
        &self.table
    }

    /// Means by group of what is stored so far.
    pub fn group_means(&self) -> &GroupMeans {
        &self.group_means
    }

    /// Where tables of this run are kept while it is under way: on the disk that takes the run.
    pub fn storage(&self) -> &Storage {
        &self.storage
    }

    /// States what the stop rule saw last.
    pub fn state_precision(&mut self, precision: Option<Precision>) {
        self.precision = precision;
    }

    /// Outcomes by group of what is stored so far.
    pub fn groups(&self) -> &GroupTable {
        &self.group_table
    }

    /// Adds a file, such as `summary.json` or `plots/displaced.svg`.
    ///
    /// # Errors
    /// If the name leaves the folder or is taken, or if the disk refuses.
    pub fn add_file(&mut self, name: &str, bytes: &[u8]) -> Result<(), ResultsError> {
        self.check_name(name)?;
        let entry = self.staging.write(name, bytes)?;
        self.files.insert(name.to_owned(), entry);
        Ok(())
    }

    /// Adds a file that `write` makes piece by piece, for what has a row a future.
    ///
    /// # Errors
    /// As [`RunWriter::add_file`], or that of `write`.
    pub fn add_stream(
        &mut self,
        name: &str,
        write: impl FnOnce(&mut dyn Write) -> Result<(), ResultsError>,
    ) -> Result<(), ResultsError> {
        self.check_name(name)?;
        let mut file = self.staging.open(name)?;
        write(&mut file)?;
        let entry = self.staging.close(name, file)?;
        self.files.insert(name.to_owned(), entry);
        Ok(())
    }

    fn check_name(&self, name: &str) -> Result<(), ResultsError> {
        let refuse = |reason| Err(ResultsError::FileName(name.to_owned(), reason));
        let plain = |part: &str| {
            !part.is_empty()
                && !part.starts_with('.')
                && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
        };
        if !name.split('/').all(plain) {
            return refuse(
                "its parts may hold letters, digits, points, hyphens and underscores only",
            );
        }
        let ours = [
            REPLICATES,
            TRAJECTORIES,
            ZONES,
            GROUPS,
            MANIFEST,
            REPLICATES_CSV,
            "yearly.csv",
            "zones.csv",
            "groups.csv",
            COSTS,
            "costs.csv",
            "cost_by_actor.csv",
            "mcof_matrix.csv",
        ];
        if ours.contains(&name) || self.files.contains_key(name) {
            return refuse("the run has a file of that name");
        }
        Ok(())
    }

    /// Writes the summaries and the manifest and gives the folder its name.
    ///
    /// # Errors
    /// If `completion` says that the run is complete and replicates are missing, if it ended inside a
    /// block, or if the system refuses. Then the folder does not appear.
    pub fn finish(mut self, completion: Completion) -> Result<RunFolder, ResultsError> {
        let (done, asked) = (self.table.replicates(), self.header.replicates_asked);
        if completion == Completion::Complete && done != asked {
            let text = format!("the run counts as complete with {done} of {asked} replicates");
            return Err(ResultsError::Records(text));
        }
        if done != asked && !done.is_multiple_of(BLOCK_SIZE) {
            // Part of a block could not be continued to the same bytes.
            let text = format!("{done} replicates are not whole blocks of {BLOCK_SIZE}");
            return Err(ResultsError::Records(text));
        }
        let groups = self.group_table.csv(&self.header, &self.table, &self.group_means)?;
        for (name, bytes) in [
            ("yearly.csv", self.yearly.csv(&self.header)?),
            ("zones.csv", self.zone_means.csv(&self.header)),
            ("groups.csv", groups),
            ("costs.csv", self.cost_table.csv(&self.header)),
            ("cost_by_actor.csv", self.cost_table.actors_csv(&self.header)),
            ("mcof_matrix.csv", self.cost_table.matrix_csv(&self.header)),
        ] {
            let entry = self.staging.write(name, &bytes)?;
            self.files.insert(name.to_owned(), entry);
        }
        let lines = self.replicates_csv.finish().map_err(|error| {
            ResultsError::system("write", &self.staging.path(REPLICATES_CSV))(error)
        })?;
        let entry = self.staging.close(REPLICATES_CSV, lines)?;
        self.files.insert(REPLICATES_CSV.to_owned(), entry);
        for (name, table) in [
            (REPLICATES, self.replicates),
            (TRAJECTORIES, self.trajectories),
            (ZONES, self.zones),
            (GROUPS, self.groups),
            (COSTS, self.costs),
        ] {
            let entry = close(&self.staging, name, table)?;
            self.files.insert(name.to_owned(), entry);
        }
        let files = self.files.into_values().collect();
        let manifest =
            Manifest::seal(self.header, self.plan_hash, completion, done, self.precision, files);
        self.staging.write(MANIFEST, &json::to_bytes(&manifest))?;
        let path = self.staging.publish()?;
        Ok(RunFolder::of(path, manifest))
    }
}

fn close(
    staging: &Staging,
    name: &str,
    table: parquet::ParquetTable<HashedFile>,
) -> Result<FileEntry, ResultsError> {
    let file = table.finish().map_err(|error| ResultsError::format(&staging.path(name), &error))?;
    staging.close(name, file)
}
