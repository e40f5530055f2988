//! Profiles: named sets of defaults. A profile is the one table of numbers with some lines changed.

use super::keys::{Fallback, Key};
use super::quantity::Status;

/// A number that a profile changes.
#[derive(Debug)]
pub struct Change {
    /// Section path.
    pub section: &'static str,
    /// Key.
    pub name: &'static str,
    /// Default under the profile.
    pub value: f64,
    /// Support.
    pub status: Status,
    /// Source.
    pub source: &'static str,
}

/// A named set of defaults.
#[derive(Debug)]
pub struct Profile {
    /// Name that `scenario.profile` takes.
    pub name: &'static str,
    /// What places it is meant for.
    pub about: &'static str,
    /// Where it differs from the table of numbers.
    pub changes: &'static [Change],
}

const fn share(name: &'static str, value: f64, source: &'static str) -> Change {
    Change { section: "population.dwelling_mix", name, value, status: Status::Assumption, source }
}

const ROBUST: &str = "judgement, the mix of Sint Maarten with which Irma was fitted";
const FRAGILE: &str = "judgement; compare the GEM wind classes of Haiti: fragile .46, median .54";

/// Every profile; the first is the default.
pub const PROFILES: &[Profile] = &[
    Profile {
        name: "caribbean_small_island",
        about: "Small Caribbean islands with mostly timber and masonry dwellings, such as Dominica.",
        changes: &[],
    },
    Profile {
        name: "caribbean_robust_dwellings",
        about: "Caribbean places where most dwellings are concrete, such as Sint Maarten.",
        changes: &[
            share("makeshift_share", 0.02, ROBUST),
            share("timber_share", 0.08, ROBUST),
            share("masonry_share", 0.30, ROBUST),
            share("concrete_share", 0.60, ROBUST),
        ],
    },
    Profile {
        name: "caribbean_fragile_dwellings",
        about: "Caribbean places with many makeshift dwellings, such as parts of Haiti.",
        changes: &[
            share("makeshift_share", 0.40, FRAGILE),
            share("timber_share", 0.20, FRAGILE),
            share("masonry_share", 0.35, FRAGILE),
            share("concrete_share", 0.05, FRAGILE),
        ],
    },
];

/// The names, as a scenario file writes them.
pub(super) const NAMES: &[&str] =
    &["caribbean_small_island", "caribbean_robust_dwellings", "caribbean_fragile_dwellings"];

impl Profile {
    /// The profile of that name.
    pub fn named(name: &str) -> Option<&'static Self> {
        PROFILES.iter().find(|profile| profile.name == name)
    }

    /// Default, source and support of a numeric key under this profile, if it has a default.
    pub fn default_of(&self, key: &Key) -> Option<(f64, &'static str, Status)> {
        let section = if key.section == "zones.dwelling_mix" {
            "population.dwelling_mix"
        } else {
            key.section
        };
        let changed = self.changes.iter().find(|it| it.section == section && it.name == key.name);
        match (changed, key.fallback) {
            (Some(change), _) => Some((change.value, change.source, change.status)),
            (None, Fallback::Number(value)) => Some((value, key.source, key.status)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{NAMES, PROFILES};
    use crate::scenario::keys;

    #[test]
    fn names_agree_and_changes_meet_keys() {
        let names: Vec<_> = PROFILES.iter().map(|profile| profile.name).collect();
        assert_eq!(names, NAMES);
        for profile in PROFILES {
            for change in profile.changes {
                assert!(keys::find(change.section, change.name).is_some());
            }
            let mix = keys::of_section("population.dwelling_mix");
            let sum: f64 = mix.iter().filter_map(|key| Some(profile.default_of(key)?.0)).sum();
            assert!((sum - 1.0).abs() < 1e-9, "{}: {sum}", profile.name);
        }
    }
}
