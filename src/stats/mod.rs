//! Statistics of replicates: moments, quantiles, intervals. Sums are folded in the order given, so the
//! same numbers in the same order give the same bits.

pub mod bootstrap;
pub mod components;
pub mod information;
pub mod interval;
pub mod least_squares;
pub mod legendre;
pub mod moments;
pub mod quantiles;
pub mod regret;
pub mod replies;
pub mod sequence;
pub mod sequential;
pub mod simultaneous;
pub mod stop;
pub mod wilson;

pub use interval::Interval;
pub use moments::Moments;
pub use regret::{Regret, regret_intervals};
pub use replies::Replies;
