//! Chances.
