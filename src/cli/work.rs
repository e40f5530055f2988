//! A case compiled: everything that its blocks are played from.

use super::alternatives;
use super::case::{self, Case};
use super::console;
use super::exit::Exit;
use super::header::header;
use crate::analysis::stop::Stop;
use crate::data::boundaries::Boundary;
use crate::engine::Prepared;
use crate::hazard::HazardModel;
use crate::results::RunHeader;
use crate::results::blocks::{BlockPlan, MAIN_CASE, PlannedCase};
use crate::scenario::{Scenario, resolved_text};

/// The hazards of a case and its alternatives.
pub(super) struct Hazards {
    main: HazardModel,
    alternatives: Vec<HazardModel>,
}

impl Hazards {
    /// Reads and compiles them.
    ///
    /// # Errors
    /// The exit code, after everything was said.
    pub(super) fn compile(case: &Case) -> Result<Self, Exit> {
        let main = HazardModel::compile(&case.loaded.scenario, &case.files)
            .map_err(|error| case::tell_data_error(&error))?;
        Ok(Self { main, alternatives: alternatives::hazards(case)? })
    }
}

/// A compiled case.
pub(super) struct Work<'a> {
    case: &'a Case,
    hazards: &'a Hazards,
    outlines: Vec<Option<Boundary>>,
    prepared: Prepared<'a>,
    header: RunHeader,
    stop: Option<Stop>,
}

impl<'a> Work<'a> {
    /// Compiles the case.
    ///
    /// # Errors
    /// The exit code, after everything was said.
    pub(super) fn new(case: &'a Case, hazards: &'a Hazards) -> Result<Self, Exit> {
        let scenario = &case.loaded.scenario;
        let outlines =
            case::outlines(scenario, &case.files).map_err(|error| case::tell_data_error(&error))?;
        let prepared = Prepared::new(scenario, &hazards.main);
        let header = header(case, &prepared);
        let stop = stop(scenario, &header)?;
        Ok(Self { case, hazards, outlines, prepared, header, stop })
    }

    /// Its main scenario.
    pub(super) fn scenario(&self) -> &'a Scenario {
        &self.case.loaded.scenario
    }

    /// The main case, compiled.
    pub(super) fn prepared(&self) -> &Prepared<'a> {
        &self.prepared
    }

    /// What the run is.
    pub(super) fn header(&self) -> &RunHeader {
        &self.header
    }

    /// Outlines of the zones by rank.
    pub(super) fn outlines(&self) -> &[Option<Boundary>] {
        &self.outlines
    }

    /// The stop rule, if there is one.
    pub(super) fn stop(&self) -> Option<&Stop> {
        self.stop.as_ref()
    }

    /// Hash of everything that decides the numbers.
    pub(super) fn plan_hash(&self) -> String {
        self.header.plan_hash(&self.case.loaded.resolved)
    }

    /// An alternative, by its position, compiled; none if there is no such.
    pub(super) fn alternative(&self, position: usize) -> Option<Prepared<'a>> {
        let scenario = self.case.loaded.alternatives.get(position)?;
        Some(Prepared::new(scenario, self.hazards.alternatives.get(position)?))
    }

    /// What is to be played.
    pub(super) fn plan(&self) -> BlockPlan {
        let scenario = self.scenario();
        let mut cases = vec![PlannedCase {
            id: MAIN_CASE.to_owned(),
            replicates: scenario.experiment.replicates,
            scenario: self.case.loaded.resolved.clone(),
        }];
        let scenarios = scenario.alternatives.iter().zip(&self.case.loaded.alternatives);
        cases.extend(scenarios.map(|(alternative, changed)| PlannedCase {
            id: alternative.id.clone(),
            replicates: scenario.experiment.futures_of_alternative(),
            scenario: resolved_text(changed),
        }));
        BlockPlan::new(self.header.clone(), cases)
    }

    /// The bytes of every file that the scenario names.
    ///
    /// # Errors
    /// The exit code, after everything was said.
    pub(super) fn inputs(&self) -> Result<Vec<Vec<u8>>, Exit> {
        self.case.files.all().map_err(|error| case::tell_data_error(&error))
    }
}

/// The stop rule of the scenario, if it has one.
fn stop(scenario: &Scenario, header: &RunHeader) -> Result<Option<Stop>, Exit> {
    let Some(rule) = &scenario.experiment.stop else { return Ok(None) };
    let stop = Stop::new(rule, header);
    if stop.is_none() {
        console::tell(&format!(
            "error: the stop rule looks at the strategy `{}`, which is not played; add it to \
             --strategies",
            rule.strategy.as_deref().unwrap_or_default()
        ));
        return Err(Exit::Usage);
    }
    Ok(stop)
}
