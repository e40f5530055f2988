//! The small made-up island on which checks are played, and ways to play it.

use std::path::Path;

use super::Broken;
use crate::data::{DataError, DataSource};
use crate::engine::{Prepared, ReplicateRecord, Unwatched, Worker, play_ensemble};
use crate::hazard::{EventSequence, HazardModel, WindEffects};
use crate::model::calibration::calibrate;
use crate::model::clock::DecisionClock;
use crate::model::coefficients::{ChoiceConstants, Coefficients, Given};
use crate::model::period::play_period;
use crate::model::run::{Run, Scratch};
use crate::outcome::OutcomeId;
use crate::plan::compile_strategies;
use crate::plan::parameters::Parameters;
use crate::rng::{Draws, Seed};
use crate::scenario::{Scenario, load};

/// Two zones of a few hundred households, central numbers, three years from January 2026.
/// Interventions, strategies and hazards are written by the check.
pub const ISLAND: &str = r#"
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
pub const QUIET: &str = r#"
[[hazards]]
id = "quiet"
kind = "scripted"
draw_effects = false
events = [{ month = "2026-01", winds = { bay = 0.0, hill = 0.0 } }]
"#;

/// Cyclones of a stormy place, with surge.
pub const STORMY: &str = r#"
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
pub fn shares_storm(shares: [f64; 4]) -> String {
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
/// displaced return alike at 0.4 a month, whatever the damage of their home.
pub const PLAIN_RETURN: [&str; 16] = [
    "sites.leave_rate_per_month=0",
    "recovery.return_damage_decay=0",
    "recovery.wait_for_repair_share=0",
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
pub const BASELINE: &str = r#"
[[strategies]]
id = "a_as_now"
title = "As now"
baseline = true
interventions = []
"#;

/// An intervention with one lever that reaches its share of all households in the first month.
pub fn intervention(id: &str, lever: &str, effect: f64, coverage_share: f64, cost: f64) -> String {
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
pub fn strategy(id: &str, interventions: &[&str], budget_usd: Option<f64>) -> String {
    let budget = budget_usd.map_or(String::new(), |usd| format!("budget_usd = {usd:?}\n"));
    format!(
        "\n[[strategies]]\nid = \"{id}\"\ntitle = \"{id}\"\ninterventions = {interventions:?}\n{budget}"
    )
}

/// Checks play without files.
struct NoFiles;

impl DataSource for NoFiles {
    fn read(&self, path: &Path) -> Result<Vec<u8>, DataError> {
        Err(DataError::Unreadable {
            code: "D150",
            name: path.display().to_string(),
            reason: "a check reads no files".to_owned(),
            advice: "write its numbers into the scenario".to_owned(),
        })
    }
}

/// A scenario and its hazards.
#[derive(Debug)]
pub(super) struct Case {
    /// Checked scenario.
    pub(super) scenario: Scenario,
    /// Its hazards.
    pub(super) hazard: HazardModel,
}

impl Case {
    /// A case from a text, with values laid over it such as `behaviour.move_cost_usd=0`.
    ///
    /// # Errors
    /// If the text is no sound scenario.
    pub(super) fn new<S: AsRef<str>>(text: &str, overrides: &[S]) -> Result<Self, Broken> {
        let overrides: Vec<String> = overrides.iter().map(|it| it.as_ref().to_owned()).collect();
        let loaded = load("island", text.as_bytes(), &overrides).map_err(|found| {
            Broken(found.first().map_or_else(String::new, |first| first.message.clone()))
        })?;
        let hazard = HazardModel::compile(&loaded.scenario, &NoFiles)?;
        Ok(Self { scenario: loaded.scenario, hazard })
    }

    /// The island with a hazard, and what else the check writes.
    ///
    /// # Errors
    /// If they make no sound scenario.
    pub(super) fn island<S: AsRef<str>>(
        hazard: &str,
        rest: &str,
        overrides: &[S],
    ) -> Result<Self, Broken> {
        Self::new(&format!("{ISLAND}{hazard}{rest}"), overrides)
    }

    /// Compiled.
    pub(super) fn prepared(&self) -> Prepared<'_> {
        Prepared::new(&self.scenario, &self.hazard)
    }

    /// Records of the first `replicates` futures.
    pub(super) fn play(&self, replicates: u32) -> Vec<ReplicateRecord> {
        let mut records = Vec::new();
        self.each(replicates, |future| records.extend_from_slice(future));
        records
    }

    /// Shows the records of the first `replicates` futures, all strategies of one at a time.
    pub(super) fn each(&self, replicates: u32, mut look: impl FnMut(&[ReplicateRecord])) {
        let prepared = self.prepared();
        let mut worker = Worker::default();
        for replicate in 0..replicates {
            look(&prepared.play(replicate, &mut worker));
        }
    }

    /// Plays one future of the baseline and shows the run after every month.
    pub(super) fn step_through(&self, replicate: u32, look: impl FnMut(&Run<'_>, u16)) {
        let baseline = self.scenario.baseline();
        step_through(&self.scenario, &self.hazard, baseline, replicate, look);
    }
}

/// Records of the first futures of a case, played by so many threads.
///
/// # Errors
/// If threads cannot be started.
pub(super) fn ensemble(
    prepared: &Prepared<'_>,
    replicates: u32,
    threads: usize,
) -> Result<Vec<ReplicateRecord>, Broken> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.map_err(|error| Broken(error.to_string()))?;
    Ok(pool.install(|| {
        let mut all = Vec::new();
        let stored: Result<_, std::convert::Infallible> =
            play_ensemble(prepared, 0, replicates, &Unwatched, |_, records| {
                all.extend_from_slice(records);
                Ok(())
            });
        let Ok(_) = stored;
        all
    }))
}

/// An outcome of a record.
pub(super) fn outcome(record: &ReplicateRecord, outcome: OutcomeId) -> f64 {
    record.outcomes[outcome as usize]
}

/// Whether two records are the same but for the rank of their strategy and the lines of their costs, on
/// which units that cost nothing stand too.
pub(super) fn same_future(a: &ReplicateRecord, b: &ReplicateRecord) -> bool {
    *a == ReplicateRecord { strategy: a.strategy, costs: a.costs.clone(), ..b.clone() }
}

/// Plays one future of a strategy (its rank) at central numbers step by step and shows the run after every
/// month.
pub fn step_through(
    scenario: &Scenario,
    hazard: &HazardModel,
    strategy: usize,
    replicate: u32,
    mut look: impl FnMut(&Run<'_>, u16),
) {
    let prepared = Prepared::new(scenario, hazard);
    let place = prepared.place();
    let parameters = Parameters::central(scenario);
    let mut coefficients = Coefficients::new(place, prepared.risk(), &parameters);
    let start = ChoiceConstants::default();
    calibrate(place, prepared.risk(), &parameters, &mut coefficients, start);
    let given = Given {
        place,
        risk: prepared.risk(),
        parameters: &parameters,
        coefficients: &coefficients,
    };
    let draws = Draws::new(Seed(scenario.experiment.seed), replicate);
    let effects = WindEffects {
        event_sd: parameters.vulnerability.event_effect_sd,
        zone_sd: parameters.vulnerability.zone_effect_sd,
        zone_factors: &place.wind_factors,
    };
    let mut events = EventSequence::default();
    hazard.events(&draws, &hazard.climate_change().central(), effects, &mut events);
    let mut clock = DecisionClock::default();
    clock.draw(&place.population, &draws, &parameters.behaviour, place.horizon.periods());
    let strategies = compile_strategies(scenario, place, &prepared.risk().household);
    let mut scratch = Scratch::default();
    let mut run = Run::start(given, &strategies[strategy], draws, &events, &clock, &mut scratch);
    for period in 0..place.horizon.periods() {
        play_period(&mut run, period);
        look(&run, period);
    }
}
