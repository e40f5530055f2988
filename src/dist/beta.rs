//! Beta quantiles, exact and tabulated.
