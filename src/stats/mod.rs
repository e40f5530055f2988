//! Order statistics and comparisons that charts and analysis share.

pub mod quantiles;
