//! Studies: a case played at points of its choosing, and what the replies say of it.
//!
//! [`axis`] finds the numbers to vary, [`measure`] what is taken of each future, [`stage`] plays the points
//! of a design, and [`sensitivity`] asks all questions of `leeward sensitivity`.

pub mod axis;
pub mod measure;
mod order;
pub mod sensitivity;
pub mod stage;

pub use axis::{Axes, Axis, Wish, axes};
pub use measure::Measure;
pub use sensitivity::{Plan, run};
pub use stage::{Coordinates, Stage};

use crate::analysis::sensitivity::DesignError;
use crate::data::DataError;

/// Why a study cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum StudyError {
    /// A key that names no number of the scenario.
    #[error(
        "there is no number `{key}` in this scenario{similar}; `leeward validate` reads it back"
    )]
    UnknownParameter {
        /// As typed.
        key: String,
        /// Similar keys, in words; may be empty.
        similar: String,
    },
    /// A number without a spread.
    #[error(
        "`{0}` has no spread; write {{ low = ..., mode = ..., high = ... }} in the scenario, or give \
         assumptions a share to both sides: --assumptions 0.2"
    )]
    Certain(String),
    /// A number that shapes what is built once.
    #[error(
        "`{0}` shapes the population or the storms, which are built once; add --rebuild to build them anew \
         at every point"
    )]
    BuiltOnce(String),
    /// No number to vary.
    #[error(
        "no number of this scenario has a spread that can be varied{0}; write a number as {{ low = ..., \
         mode = ..., high = ... }}, or give assumptions a share to both sides: --assumptions 0.2"
    )]
    NothingUncertain(String),
    /// An id that names no outcome.
    #[error("there is no outcome `{0}`; what can be asked: {1}")]
    UnknownOutcome(String, String),
    /// An id that names no strategy.
    #[error("there is no strategy `{0}`; the scenario has {1}")]
    UnknownStrategy(String, String),
    /// A share outside its range.
    #[error(
        "--assumptions takes a share above 0 and below 1, such as 0.2 for 20 per cent; found {0}"
    )]
    Share(f64),
    /// Too few futures to tell chance.
    #[error("{0} futures cannot tell chance from an effect; take at least {1}")]
    Futures(u32, u32),
    /// A design that its method does not allow.
    #[error(transparent)]
    Design(#[from] DesignError),
    /// Data that cannot be read.
    #[error(transparent)]
    Data(#[from] DataError),
    /// It was stopped.
    #[error("the study was stopped; nothing is stored")]
    Stopped,
}
