//! The limit cases of the model that have a closed form, numbered as in `docs/model/limit-cases.md`, and
//! the test vectors. Expected values are worked out here; actual ones come through the functions that the
//! product uses, or from futures that it plays. Tolerances are Monte Carlo errors computed from the case,
//! rounding, or the digits of a vector; never guessed. `tests/mutants` breaks one equation for each
//! number and checks that a test of that number fails.

#[path = "../common/mod.rs"]
mod common;

mod belief;
mod choices;
mod damage;
mod futures;
mod hazards;
mod money;
mod places;
