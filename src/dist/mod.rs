//! Distributions: one uniform, one quantile.

pub mod beta;
pub mod gamma;
pub mod grid;
pub mod math;
pub mod normal;
pub mod quantile;
