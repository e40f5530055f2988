//! `[population]` and its mixes.

use crate::scenario::check::shares;
use crate::scenario::parameters::{
    DwellingMix, HouseholdSizes, LivelihoodMix, Population, TenureMix,
};
use crate::scenario::quantity::Quantity;
use crate::scenario::reader::TableReader;

pub(super) struct Households {
    pub(super) population: Population<Quantity>,
    pub(super) sizes: HouseholdSizes<Quantity>,
    pub(super) dwelling_mix: DwellingMix<Quantity>,
    pub(super) tenure: TenureMix<Quantity>,
    pub(super) livelihoods: LivelihoodMix<Quantity>,
}

macro_rules! mix {
    ($reader:expr, $section:ident, $name:literal, $path:literal) => {{
        let table = $reader.table($name, $path);
        let errors = table.findings.errors();
        let mix = $section::from_keys(|key| table.number_key_of($path, key.name));
        table.finish();
        if table.findings.errors() == errors {
            shares::sum_to_one(&table, $path, &mix.values());
        }
        mix
    }};
}

pub(super) fn read(reader: &TableReader<'_>) -> Households {
    let households = Households {
        population: Population::from_keys(|key| reader.parameter(key)),
        sizes: mix!(reader, HouseholdSizes, "household_sizes", "population.household_sizes"),
        dwelling_mix: mix!(reader, DwellingMix, "dwelling_mix", "population.dwelling_mix"),
        tenure: mix!(reader, TenureMix, "tenure", "population.tenure"),
        livelihoods: mix!(reader, LivelihoodMix, "livelihoods", "population.livelihoods"),
    };
    reader.finish();
    households
}

/// A zone's own dwelling mix.
pub(super) fn dwelling_mix(zone: &TableReader<'_>) -> Option<DwellingMix<Quantity>> {
    zone.has("dwelling_mix").then(|| mix!(zone, DwellingMix, "dwelling_mix", "zones.dwelling_mix"))
}
