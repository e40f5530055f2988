//! Writes a run folder block by block.

use super::columns::{
    replicate_columns, replicate_values, trajectory_columns, trajectory_values, zone_columns,
    zone_values,
};
use super::costs::{CostTable, cost_columns, cost_values};
use super::error::ResultsError;
use super::folder::RunFolder;
use super::format::csv::CsvTable;
use super::format::digits::exact_sum;
use super::format::parquet::{Kind, ParquetTable, Values};
use super::format::{json, parquet};
use super::groups::{GroupMeans, GroupTable, group_columns, group_count, group_values};
use super::header::{BLOCK_SIZE, Completion, RunHeader};
use super::manifest::{FileEntry, MANIFEST, Manifest};
use super::precision::Precision;
use super::staging::{HashedFile, Staging, check_target};
use super::table::ReplicateTable;
use super::yearly::{Yearly, ZoneMeans};
use crate::engine::ReplicateRecord;
use crate::outcome::OUTCOMES;
use std::collections::BTreeMap;
use std::path::Path;

/// Name of the resolved scenario in a run folder.
pub(super) const SCENARIO: &str = "scenario.resolved.toml";
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
        let open = |name: &str, columns: &[(&str, Kind)]| {
            let notes = [
                ("leeward_plan_hash", plan_hash.as_str()),
                ("leeward_scenario", &header.scenario_id),
            ];
            ParquetTable::new(staging.open(name)?, columns, &notes)
                .map_err(|error| ResultsError::format(&staging.path(name), &error))
        };
        let replicates = open(REPLICATES, &replicate_columns())?;
        let trajectories = open(TRAJECTORIES, &trajectory_columns())?;
        let zones = open(ZONES, &zone_columns())?;
        let groups = open(GROUPS, &group_columns())?;
        let costs = open(COSTS, &cost_columns())?;
        let ids = header.strategies.iter().map(|strategy| strategy.id.clone()).collect();
        Ok(Self {
            header: header.clone(),
            plan_hash,
            table: ReplicateTable::new(header.seed, ids),
            yearly: Yearly::new(header),
            zone_means: ZoneMeans::new(header),
            group_table: GroupTable::new(header),
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
            self.yearly.take(record);
            self.zone_means.take(record);
            self.group_table.take(record);
            self.cost_table.take(record);
        }
        let write = |table: &mut ParquetTable<HashedFile>, name, values: &[Values]| {
            table
                .write_row_group(values)
                .map_err(|error| ResultsError::format(&self.staging.path(name), &error))
        };
        write(&mut self.replicates, REPLICATES, &replicate_values(&self.header, records))?;
        write(&mut self.trajectories, TRAJECTORIES, &trajectory_values(&self.header, records))?;
        write(&mut self.zones, ZONES, &zone_values(&self.header, records))?;
        write(&mut self.groups, GROUPS, &group_values(&self.header, records))?;
        write(&mut self.costs, COSTS, &cost_values(&self.header, records))
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
    pub fn group_means(&self) -> GroupMeans {
        self.group_table.means()
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
            "replicates.csv",
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
        let entry = self.staging.write(name, bytes)?;
        self.files.insert(name.to_owned(), entry);
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
        for (name, bytes) in [
            ("replicates.csv", replicates_csv(&self.header, &self.table)),
            ("yearly.csv", self.yearly.csv(&self.header)),
            ("zones.csv", self.zone_means.csv(&self.header)),
            ("groups.csv", self.group_table.csv(&self.header, &self.table)),
            ("costs.csv", self.cost_table.csv(&self.header)),
            ("cost_by_actor.csv", self.cost_table.actors_csv(&self.header)),
            ("mcof_matrix.csv", self.cost_table.matrix_csv(&self.header)),
        ] {
            let entry = self.staging.write(name, &bytes)?;
            self.files.insert(name.to_owned(), entry);
        }
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

/// `replicates.csv`: the rows of `replicates.parquet`, in their order. Sums have the digits that their
/// binary step fixes; the Parquet table holds all.
fn replicates_csv(header: &RunHeader, table: &ReplicateTable) -> Vec<u8> {
    let columns: Vec<&str> = replicate_columns().iter().map(|(name, _)| *name).collect();
    let mut csv = CsvTable::new(&columns);
    for replicate in 0..table.replicates() {
        for (rank, strategy) in header.strategies.iter().enumerate() {
            let mut row = vec![strategy.id.clone(), replicate.to_string()];
            row.extend((0..OUTCOMES).map(|outcome| {
                exact_sum(outcome, table.values(rank, outcome)[replicate as usize])
            }));
            csv.write(&row);
        }
    }
    csv.into_bytes()
}
