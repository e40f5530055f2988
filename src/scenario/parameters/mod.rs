//! The numbers of the model by section: name, unit, default, range, status, source and meaning stand
//! here once. The scenario reader, the JSON Schema, `leeward explain` and the model all read this table.

mod behaviour;
mod care;
mod climate;
mod finance;
mod livelihood;
mod policy;
mod population;
mod recovery;
mod sites;
mod standards;
mod vulnerability;

pub use behaviour::Behaviour;
pub use care::Care;
pub use climate::Climate;
pub use finance::{Finance, Labour};
pub use livelihood::Livelihood;
pub use policy::Policy;
pub use population::{DwellingMix, HouseholdSizes, LivelihoodMix, Population, TenureMix};
pub use recovery::Recovery;
pub use sites::Sites;
pub use standards::{Standards, Tracking};
pub use vulnerability::Vulnerability;

use super::quantity::Status;

/// One numeric key of a section.
#[derive(Debug)]
pub struct NumberKey {
    /// Section path, such as `behaviour` or `population.tenure`.
    pub section: &'static str,
    /// Key, which ends in its unit.
    pub name: &'static str,
    /// Unit in words.
    pub unit: &'static str,
    /// Default of the profile `caribbean_small_island`.
    pub default: f64,
    /// Smallest value accepted.
    pub least: f64,
    /// Largest value accepted.
    pub most: f64,
    /// Support of the default.
    pub status: Status,
    /// Source of the default.
    pub source: &'static str,
    /// What the number means, in one sentence.
    pub about: &'static str,
}

/// Declares one section: a struct generic over what stands for a number (a checked quantity, a drawn
/// value) and the table of its keys.
macro_rules! section {
    (
        $(#[$meta:meta])* $name:ident = $section:literal {
            $( $key:ident: $default:expr, $least:expr => $most:expr, $unit:literal, $status:ident, $source:literal, $about:literal; )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name<T> {
            $( #[doc = $about] #[doc = concat!("\n\nUnit: ", $unit, ".")] pub $key: T, )+
        }

        impl $name<()> {
            /// Path of the section in a scenario file.
            pub const SECTION: &'static str = $section;
            /// Every key of the section.
            pub const KEYS: &'static [$crate::scenario::parameters::NumberKey] = &[
                $( $crate::scenario::parameters::NumberKey {
                    section: $section,
                    name: stringify!($key),
                    unit: $unit,
                    default: $default as f64,
                    least: $least as f64,
                    most: $most as f64,
                    status: $crate::scenario::quantity::Status::$status,
                    source: $source,
                    about: $about,
                }, )+
            ];
        }

        impl<T> $name<T> {
            /// Builds the section by asking `value` for each key in order.
            pub fn from_keys(
                mut value: impl FnMut(&'static $crate::scenario::parameters::NumberKey) -> T,
            ) -> Self {
                let mut keys = $name::<()>::KEYS.iter();
                Self { $( $key: value(keys.next().expect(concat!("key ", stringify!($key)))), )+ }
            }

            /// The values in the order of the keys.
            pub fn values(&self) -> Vec<&T> {
                vec![$( &self.$key, )+]
            }

            /// The same section with every number put through `change`.
            pub fn map<U>(&self, mut change: impl FnMut(&T) -> U) -> $name<U> {
                $name { $( $key: change(&self.$key), )+ }
            }
        }
    };
}
use section;

/// Every numeric key of every section, in file order.
pub fn all_keys() -> impl Iterator<Item = &'static NumberKey> {
    Population::KEYS
        .iter()
        .chain(HouseholdSizes::KEYS)
        .chain(DwellingMix::KEYS)
        .chain(TenureMix::KEYS)
        .chain(LivelihoodMix::KEYS)
        .chain(Climate::KEYS)
        .chain(Vulnerability::KEYS)
        .chain(Behaviour::KEYS)
        .chain(Recovery::KEYS)
        .chain(Livelihood::KEYS)
        .chain(Sites::KEYS)
        .chain(Policy::KEYS)
        .chain(Finance::KEYS)
        .chain(Labour::KEYS)
        .chain(Standards::KEYS)
        .chain(Care::KEYS)
        .chain(Tracking::KEYS)
}
