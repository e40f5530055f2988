//! Every key of a scenario file, once: what it holds, its unit, default, range, source and meaning.
//!
//! The reader, the JSON Schema, `leeward explain`, the template's test and the resolved scenario all
//! read this table. The numbers of the model come from [`parameters`].

mod alternatives;
mod appraisal;
mod build;
mod delivery;
mod hazards;
mod machine;
mod place;
mod sections;
mod uncertainty;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::parameters::{self, NumberKey};
use super::quantity::Status;

pub use delivery::SECTORS;
pub(super) use delivery::{CLASSES, wanted_word};
pub(super) use hazards::{BUILT_KINDS, RESERVED_KINDS};
pub use sections::{SECTIONS, Section, Shape};

/// What a key holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// A number or a table with value or spread, source and status.
    Number {
        /// Smallest value accepted.
        least: f64,
        /// Largest value accepted.
        most: f64,
    },
    /// A whole number.
    Integer {
        /// Smallest value accepted.
        least: i64,
        /// Largest value accepted.
        most: i64,
    },
    /// A text, or a table of texts by language.
    Text,
    /// A short name of small letters, digits, `_` and `-`.
    Id,
    /// A month such as `"2026-01"`.
    Month,
    /// A file, relative to the scenario.
    Path,
    /// `true` or `false`.
    Flag,
    /// One of a closed set of words.
    Word(&'static [&'static str]),
    /// A list of numbers.
    Numbers {
        /// Smallest value accepted.
        least: f64,
        /// Largest value accepted.
        most: f64,
        /// Fewest elements.
        fewest: usize,
        /// Most elements.
        longest: usize,
    },
    /// A list of ids or words.
    Names,
    /// A table; its keys stand in the section of that name.
    Table,
    /// A list of tables; their keys stand in the section of that name.
    Tables,
    /// A table with one table for each zone that is named; their keys stand in the section of that name.
    ByZone,
}

/// What stands where a key is left out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fallback {
    /// The key must be there.
    Required,
    /// Nothing; the meaning says what follows.
    Absent,
    /// A number.
    Number(f64),
    /// A whole number.
    Integer(i64),
    /// A word or text.
    Text(&'static str),
    /// True or false.
    Flag(bool),
    /// A list of numbers.
    Numbers(&'static [f64]),
}

/// One key.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Section path, such as `zones` or `hazards.storm_surge`; empty at the top of the file.
    pub section: &'static str,
    /// Name, which ends in its unit where it has one.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Unit in words; empty where there is none.
    pub unit: &'static str,
    /// What stands where it is left out.
    pub fallback: Fallback,
    /// Support of the default.
    pub status: Status,
    /// Source of the default.
    pub source: &'static str,
    /// What it means.
    pub about: &'static str,
    /// Usual values, where the default alone does not tell them.
    pub typical: Option<(f64, f64)>,
}

impl Key {
    /// The key with its section: `zones.households`.
    pub fn path(&self) -> String {
        if self.section.is_empty() {
            self.name.to_owned()
        } else {
            format!("{}.{}", self.section, self.name)
        }
    }

    /// Usual values: those stated, or a tenth to ten times the default.
    pub fn usual(&self) -> Option<(f64, f64)> {
        self.typical.or(match self.fallback {
            Fallback::Number(default) if default > 0.0 && default.is_finite() => {
                Some((default / 10.0, default * 10.0))
            }
            _ => None,
        })
    }
}

impl From<&'static NumberKey> for Key {
    fn from(number: &'static NumberKey) -> Self {
        Self {
            section: number.section,
            name: number.name,
            kind: Kind::Number { least: number.least, most: number.most },
            unit: number.unit,
            fallback: Fallback::Number(number.default),
            status: number.status,
            source: number.source,
            about: number.about,
            typical: None,
        }
    }
}

static TABLE: LazyLock<BTreeMap<&'static str, Vec<Key>>> = LazyLock::new(|| {
    let mut table: BTreeMap<&'static str, Vec<Key>> = BTreeMap::new();
    let stated = place::KEYS
        .iter()
        .chain(hazards::KEYS)
        .chain(delivery::KEYS)
        .chain(alternatives::KEYS)
        .chain(appraisal::KEYS)
        .chain(uncertainty::KEYS)
        .chain(machine::KEYS)
        .copied();
    for key in stated.chain(parameters::all_keys().map(Key::from)) {
        table.entry(key.section).or_default().push(key);
    }
    // A zone's own dwelling mix has the keys of the population's.
    let mix = table["population.dwelling_mix"].iter();
    let mix = mix.map(|key| Key { section: "zones.dwelling_mix", ..*key }).collect();
    table.insert("zones.dwelling_mix", mix);
    table.insert("interventions.levers", delivery::levers());
    table.insert("experiment.wanted", delivery::wanted());
    table.insert("experiment.limits", alternatives::limits());
    table
});

/// Keys of a section, in the order of the table.
pub fn of_section(section: &str) -> &'static [Key] {
    TABLE.get(section).map_or(&[], Vec::as_slice)
}

/// The key `name` of `section`.
pub fn find(section: &str, name: &str) -> Option<&'static Key> {
    of_section(section).iter().find(|key| key.name == name)
}

/// Section that holds the keys of the table or tables under `key`; none where the scenario names them.
pub fn child_section(key: &Key) -> Option<&'static str> {
    let named =
        |path: String| SECTIONS.iter().map(|section| section.path).find(|section| *section == path);
    let is_table = matches!(key.kind, Kind::Table | Kind::Tables | Kind::ByZone);
    // Tables of one kind of hazard stand directly under the hazard in the file.
    is_table.then(|| named(key.path()).or_else(|| named(format!("hazards.{}", key.name)))).flatten()
}

/// Every key, section by section in the order of [`SECTIONS`].
pub fn all() -> impl Iterator<Item = &'static Key> {
    SECTIONS.iter().flat_map(|section| of_section(section.path))
}

#[cfg(test)]
mod tests {
    use super::{Fallback, Kind, SECTIONS, TABLE, all};
    use std::collections::BTreeSet;

    #[test]
    fn every_key_is_in_a_listed_section_and_stands_once() {
        let listed: BTreeSet<_> = SECTIONS.iter().map(|section| section.path).collect();
        for section in TABLE.keys() {
            assert!(listed.contains(section), "section `{section}` is not listed");
        }
        let mut seen = BTreeSet::new();
        for key in all() {
            assert!(seen.insert(key.path()), "{} stands twice", key.path());
            assert!(key.about.ends_with('.'), "{} has no sentence", key.path());
        }
    }

    #[test]
    fn every_default_is_in_its_range() {
        for key in all() {
            if let (Kind::Number { least, most }, Fallback::Number(default)) =
                (key.kind, key.fallback)
            {
                assert!((least..=most).contains(&default), "{}", key.path());
            }
            if let (Kind::Integer { least, most }, Fallback::Integer(default)) =
                (key.kind, key.fallback)
            {
                assert!((least..=most).contains(&default), "{}", key.path());
            }
        }
    }
}
