//! Keys of the uncertainty of numbers.

use super::build::key;
use super::{Fallback, Key, Kind};
use Fallback::Absent;

const UNCERTAINTY: &str = "uncertainty";

#[rustfmt::skip]
pub(super) const KEYS: &[Key] = &[
    key("", UNCERTAINTY, Kind::Table, Absent, "Sets of numbers from a calibration: see the section."),

    key(UNCERTAINTY, "posterior", Kind::Path, Absent, "Parameter sets that `leeward calibrate` accepted. Each future takes one of them, the same for all strategies; its numbers stand in place of those of the profile and of this file."),
    key(UNCERTAINTY, "keep", Kind::Names, Absent, "Keys that the posterior holds and that this file decides all the same, such as \"recovery.plots_per_year\"; keys changed with --set or by an alternative are kept without being named."),
];
