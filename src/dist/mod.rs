//! Distributions: one uniform, one quantile.

pub mod beta;
pub mod math;
pub mod quantile;
