//! Keys of what a run may take of the machine that plays it.

use super::Fallback::Absent;
use super::Key;
use super::build::number;

const EXPERIMENT: &str = "experiment";

#[rustfmt::skip]
pub(super) const KEYS: &[Key] = &[
    number(EXPERIMENT, "most_minutes", "minutes", (0.01, 1e6), Absent, "Longest time that a run may be expected to take; a longer one is refused before it begins, with the number of futures that fits, unless `--yes` is given. 24 hours where absent. It changes no result.").usually(1.0, 10_000.0),
    number(EXPERIMENT, "most_memory_gb", "GB", (0.01, 1e6), Absent, "Most memory that a run may be expected to take. What the machine has to spare where absent. It changes no result.").usually(0.1, 1_000.0),
    number(EXPERIMENT, "most_disk_gb", "GB", (0.001, 1e6), Absent, "Most disk that a run may be expected to take, unfinished work and results together. What is free where results go, less a tenth, where absent. It changes no result.").usually(0.1, 10_000.0),
];
