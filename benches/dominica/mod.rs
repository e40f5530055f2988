//! The shipped case of Dominica, read and compiled.

use std::path::Path;

use leeward::data::Folder;
use leeward::engine::Prepared;
use leeward::hazard::HazardModel;
use leeward::scenario::{Scenario, load};

/// Reads the case and its hazards.
pub(crate) fn read() -> (Scenario, HazardModel) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/dominica");
    let bytes = std::fs::read(folder.join("scenario.toml")).expect("the case is shipped");
    let scenario = load("scenario.toml", &bytes, &[]).expect("the case is sound").scenario;
    let hazard = HazardModel::compile(&scenario, &Folder::new(folder)).expect("its data is sound");
    (scenario, hazard)
}

/// Household-years in one replicate of all strategies.
pub(crate) fn household_years(prepared: &Prepared<'_>) -> u64 {
    let place = prepared.place();
    (place.population.len() * prepared.strategies()) as u64 * u64::from(place.horizon.years)
}
