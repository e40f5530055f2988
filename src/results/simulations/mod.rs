//! Simulations of a calibration: unfinished work beside the folder that it will become, and that folder.
//!
//! `<folder>.simulations/` holds what a calibration needs to go on, whoever stopped it:
//!
//! ```text
//! plan.json          what is simulated; written first, never changed
//! 000012.part        64 simulations: the statistics that each brought about
//! lock               held by the one process that makes the folder
//! README.txt         what this is, for whoever finds it
//! ```
//!
//! The sets themselves are not stored: they follow from seed, key and number of the simulation. The bytes of
//! a part are a pure function of the plan and its number, and it appears whole or not at all.

mod folder;
mod part;
mod plan;
mod store;

pub(super) use folder::listed_files;
pub use folder::{CalibrationFolder, write_calibration};
pub use part::{decode, encode};
pub use plan::{PlannedEvent, SimulationPlan};
pub use store::SimulationStore;
