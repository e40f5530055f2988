//! A small island for tests of the model and the engine, and ways to play it.

#![allow(dead_code, reason = "every test file takes what it needs")]

use std::path::Path;

use leeward::data::Folder;
use leeward::engine::{Prepared, ReplicateRecord, Watch, Worker, play_ensemble};
use leeward::hazard::HazardModel;
use leeward::model::run::Run;
use leeward::outcome::{OutcomeId, SeriesId};
use leeward::scenario::{Scenario, load, template};

#[allow(unused_imports, reason = "every test file takes what it needs")]
pub(crate) use leeward::selftest::island::{
    BASELINE, ISLAND, PLAIN_RETURN, QUIET, STORMY, intervention, shares_storm, strategy,
};

/// A scenario and its hazards.
pub(crate) struct Case {
    /// Checked scenario.
    pub(crate) scenario: Scenario,
    /// Its hazards.
    pub(crate) hazard: HazardModel,
}

impl Case {
    /// A case from a text, with values laid over it such as `behaviour.move_cost_usd=0`.
    pub(crate) fn new(text: &str, overrides: &[&str]) -> Self {
        Self::in_folder(text.as_bytes(), overrides, Path::new("."))
    }

    /// A case whose files lie in a folder.
    pub(crate) fn in_folder(bytes: &[u8], overrides: &[&str], folder: &Path) -> Self {
        let overrides: Vec<String> = overrides.iter().map(|text| (*text).to_owned()).collect();
        let scenario = match load("scenario.toml", bytes, &overrides) {
            Ok(loaded) => loaded.scenario,
            Err(found) => panic!("{:#?}", found.iter().map(|one| &one.message).collect::<Vec<_>>()),
        };
        let hazard = HazardModel::compile(&scenario, &Folder::new(folder))
            .unwrap_or_else(|error| panic!("{error}"));
        Self { scenario, hazard }
    }

    /// The island with a hazard, and what else the test writes.
    pub(crate) fn island(hazard: &str, rest: &str, overrides: &[&str]) -> Self {
        Self::new(&format!("{ISLAND}{hazard}{rest}"), overrides)
    }

    /// The case that `leeward new` writes, shortened to two years.
    pub(crate) fn template(overrides: &[&str]) -> Self {
        let text = template::template("tutorial");
        let mut all = vec!["scenario.horizon_years=2"];
        all.extend_from_slice(overrides);
        Self::new(&text, &all)
    }

    /// Compiled.
    pub(crate) fn prepared(&self) -> Prepared<'_> {
        Prepared::new(&self.scenario, &self.hazard)
    }

    /// Records of the first `replicates` futures.
    pub(crate) fn play(&self, replicates: u32) -> Vec<ReplicateRecord> {
        let prepared = self.prepared();
        let mut worker = Worker::default();
        (0..replicates).flat_map(|replicate| prepared.play(replicate, &mut worker)).collect()
    }
}

/// Records of an ensemble on a pool of `threads` threads, under `watch`.
pub(crate) fn ensemble(
    prepared: &Prepared<'_>,
    replicates: u32,
    threads: usize,
    watch: &dyn Watch,
) -> Vec<ReplicateRecord> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .expect("threads can be started");
    pool.install(|| {
        let mut all = Vec::new();
        let stored: Result<_, std::convert::Infallible> =
            play_ensemble(prepared, 0, replicates, watch, |first, records| {
                assert_eq!(first, records[0].replicate);
                all.extend_from_slice(records);
                Ok(())
            });
        let Ok(completion) = stored;
        assert_eq!(completion.complete, completion.replicates == replicates);
        all
    })
}

/// An outcome of a record.
pub(crate) fn outcome(record: &ReplicateRecord, outcome: OutcomeId) -> f64 {
    record.outcomes[outcome as usize]
}

/// A series of a record in a month.
pub(crate) fn in_month(record: &ReplicateRecord, month: usize, series: SeriesId) -> f64 {
    record.months[month][series as usize]
}

/// Asserts that two records are the same but for the rank of their strategy and the lines of their costs,
/// on which units that cost nothing stand too.
pub(crate) fn assert_same_future(a: &ReplicateRecord, b: &ReplicateRecord) {
    let which = (a.replicate, a.strategy, b.strategy);
    assert_eq!(a.outcomes, b.outcomes, "outcomes of {which:?}");
    for (month, (a, b)) in a.months.iter().zip(&b.months).enumerate() {
        assert_eq!(a, b, "month {month} of {which:?}");
    }
    let b = ReplicateRecord { strategy: a.strategy, costs: a.costs.clone(), ..b.clone() };
    assert!(*a == b, "zones of {which:?}");
}

/// Asserts that `count` of `n` lies within four standard errors of a probability.
pub(crate) fn assert_share(count: f64, n: f64, p: f64) {
    let error = (p * (1.0 - p) / n).sqrt();
    let share = count / n;
    assert!((share - p).abs() <= 4.0 * error, "{share} instead of {p} (standard error {error})");
}

/// Asserts that two lists of records are equal and names the first that differs.
pub(crate) fn assert_same_records(a: &[ReplicateRecord], b: &[ReplicateRecord]) {
    assert_eq!(a.len(), b.len());
    for (a, b) in a.iter().zip(b) {
        assert_eq!((a.replicate, a.strategy), (b.replicate, b.strategy));
        assert_same_future(a, b);
    }
}

/// Plays one future of the baseline at central numbers step by step and shows the run after every month.
pub(crate) fn step_through(case: &Case, replicate: u32, look: impl FnMut(&Run<'_>, u16)) {
    step_through_strategy(case, case.scenario.baseline(), replicate, look);
}

/// The same under the strategy of a rank.
pub(crate) fn step_through_strategy(
    case: &Case,
    strategy: usize,
    replicate: u32,
    look: impl FnMut(&Run<'_>, u16),
) {
    leeward::selftest::island::step_through(
        &case.scenario,
        &case.hazard,
        strategy,
        replicate,
        look,
    );
}
