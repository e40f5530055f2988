//! Leeward: a disaster-risk-reduction scenario simulator.
//!
//! Households of a place decide each month to stay, relocate or migrate while storms and water hit
//! them and while governments and partners act. A scenario file is read and *checked*
//! ([`scenario`]), *compiled* for each strategy, *played* many times on the same futures
//! ([`engine`]), *stored*, *compared* and *shown*. Data flow and layers: `ARCHITECTURE.md`.

pub mod analysis;
pub mod brief;
pub mod calendar;
pub mod chart;
pub mod cli;
pub mod data;
pub mod diagnostic;
pub mod dist;
pub mod engine;
pub mod figure;
pub mod group;
pub mod hazard;
pub mod ids;
pub mod model;
pub mod numbers;
pub mod outcome;
pub mod plan;
pub mod proof;
pub mod results;
pub mod rng;
pub mod scenario;
pub mod selftest;
pub mod stats;
pub mod study;
