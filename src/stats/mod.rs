//! Statistics of replicates: moments, quantiles, intervals. Sums are folded in the order given, so the
//! same numbers in the same order give the same bits.

pub mod bootstrap;
pub mod interval;
pub mod moments;
pub mod quantiles;
pub mod share;
pub mod simultaneous;

pub use interval::Interval;
pub use moments::Moments;
