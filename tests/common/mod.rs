//! A small island for tests of the model and the engine, and ways to play it.

#![allow(dead_code, reason = "every test file takes what it needs")]

use std::path::Path;

use leeward::data::Folder;
use leeward::engine::{Prepared, ReplicateRecord, Watch, Worker, play_ensemble};
use leeward::hazard::{EventSequence, HazardModel, WindEffects};
use leeward::model::calibration::calibrate;
use leeward::model::clock::DecisionClock;
use leeward::model::coefficients::{ChoiceConstants, Coefficients, Given};
use leeward::model::period::play_period;
use leeward::model::run::{Run, Scratch};
use leeward::outcome::{OutcomeId, SeriesId};
use leeward::plan::compile_strategies;
use leeward::plan::parameters::Parameters;
use leeward::rng::{Draws, Seed};
use leeward::scenario::{Scenario, load, template};

/// Two zones of a few hundred households, central numbers, three years from January 2026.
/// Interventions, strategies and hazards are written by the test.
pub(crate) const ISLAND: &str = r#"
format = 1
[scenario]
id = "island"
title = "Island"
first_month = "2026-01"
horizon_years = 3
[experiment]
seed = 11
replicates = 4
parameters = "central"
[[zones]]
id = "bay"
name = "Bay"
lat = 15.30
lon = -61.39
households = 260
elevation_quantiles_m = [0.5, 2.0, 6.0, 20.0, 60.0]
coast_distance_quantiles_km = [0.05, 0.2, 0.5, 0.9, 1.5]
[[zones]]
id = "hill"
name = "Hill"
lat = 15.34
lon = -61.36
households = 180
elevation_quantiles_m = [60.0, 140.0, 220.0, 310.0, 420.0]
coast_distance_quantiles_km = [1.0, 2.0, 3.0, 4.0, 5.0]
[[destinations]]
id = "abroad"
name = "Abroad"
distance_km = 300
population = 500000
income_ratio = 1.5
move_cost_usd = 1500
legal_access_share = 0.6
ties_share = 1.0
[[destinations]]
id = "overseas"
name = "Overseas"
distance_km = 3000
population = 20000000
income_ratio = 3.0
move_cost_usd = 4000
legal_access_share = 0.2
ties_share = 0.5
"#;

/// Nothing ever happens.
pub(crate) const QUIET: &str = r#"
[[hazards]]
id = "quiet"
kind = "scripted"
draw_effects = false
events = [{ month = "2026-01", winds = { bay = 0.0, hill = 0.0 } }]
"#;

/// Cyclones of a stormy place, with surge.
pub(crate) const STORMY: &str = r#"
[[hazards]]
id = "cyclones"
kind = "tropical_cyclone"
rate_per_year = 1.5
scale_ms = 22.0
[[hazards]]
id = "surge"
kind = "storm_surge"
driven_by = "cyclones"
shelf_factor = 0.8
"#;

/// An event in February 2026 that leaves the same shares of dwellings undamaged, with minor and with
/// severe damage, and destroyed, in every zone and class.
pub(crate) fn shares_storm(shares: [f64; 4]) -> String {
    let zone = format!(
        "{{ makeshift = {shares:?}, timber = {shares:?}, masonry = {shares:?}, concrete = {shares:?} }}"
    );
    format!(
        r#"
[[hazards]]
id = "storm"
kind = "scripted"
draw_effects = false
[[hazards.events]]
month = "2026-02"
day = 1
damage_shares = {{ bay = {zone}, hill = {zone} }}
"#
    )
}

/// Nobody moves, by choice, by settling elsewhere, for want of services or because a host tires; the
/// displaced return alike at 0.4 a month.
pub(crate) const PLAIN_RETURN: [&str; 13] = [
    "behaviour.migration_per_1000_per_year=0",
    "behaviour.internal_moves_per_1000_per_year=0",
    "recovery.return_rate_per_month=0.4",
    "recovery.return_frailty_variance=0",
    "recovery.return_owner=0",
    "recovery.return_renter=0",
    "recovery.return_attachment=0",
    "recovery.return_services=0",
    "recovery.return_aid=0",
    "recovery.service_leave_probability=0",
    "recovery.host_weariness_rate_per_month=0",
    "recovery.settle_rate_per_month=0",
    "recovery.settle_rate_late_per_month=0",
];

/// The baseline alone.
pub(crate) const BASELINE: &str = r#"
[[strategies]]
id = "a_as_now"
title = "As now"
baseline = true
interventions = []
"#;

/// An intervention with one lever that reaches its share of all households in the first month.
pub(crate) fn intervention(
    id: &str,
    lever: &str,
    effect: f64,
    coverage_share: f64,
    cost: f64,
) -> String {
    format!(
        r#"
[[interventions]]
id = "{id}"
title = "{id}"
phase = "before"
sector = "shelter_and_non_food_items"
start_month = "2026-01"
coverage_share = {coverage_share:?}
unit_cost_usd = {cost:?}
[interventions.levers]
{lever} = {effect:?}
"#
    )
}

/// A strategy of some interventions.
pub(crate) fn strategy(id: &str, interventions: &[&str], budget_usd: Option<f64>) -> String {
    let budget = budget_usd.map_or(String::new(), |usd| format!("budget_usd = {usd:?}\n"));
    format!(
        "\n[[strategies]]\nid = \"{id}\"\ntitle = \"{id}\"\ninterventions = {interventions:?}\n{budget}"
    )
}

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
    mut look: impl FnMut(&Run<'_>, u16),
) {
    let prepared = case.prepared();
    let place = prepared.place();
    let parameters = Parameters::central(&case.scenario);
    let mut coefficients = Coefficients::new(place, prepared.risk(), &parameters);
    let start = ChoiceConstants::default();
    calibrate(place, prepared.risk(), &parameters, &mut coefficients, start);
    let given = Given {
        place,
        risk: prepared.risk(),
        parameters: &parameters,
        coefficients: &coefficients,
    };
    let draws = Draws::new(Seed(case.scenario.experiment.seed), replicate);
    let effects = WindEffects {
        event_sd: parameters.vulnerability.event_effect_sd,
        zone_sd: parameters.vulnerability.zone_effect_sd,
        zone_factors: &place.wind_factors,
    };
    let mut events = EventSequence::default();
    case.hazard.events(&draws, &case.hazard.climate_change().central(), effects, &mut events);
    let mut clock = DecisionClock::default();
    let rate = parameters.behaviour.decision_rate_per_year;
    clock.draw(
        &place.population,
        &draws,
        rate,
        parameters.behaviour.nest_scale,
        place.horizon.periods(),
    );
    let strategies = compile_strategies(&case.scenario, place, &prepared.risk().household);
    let mut scratch = Scratch::default();
    let mut run = Run::start(given, &strategies[strategy], draws, &events, &clock, &mut scratch);
    for period in 0..place.horizon.periods() {
        play_period(&mut run, period);
        look(&run, period);
    }
}
