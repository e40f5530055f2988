//! `[appraisal]`.

use super::prices::Prices;
use crate::scenario::appraisal::{Appraisal, default_displacement_cost};
use crate::scenario::reader::TableReader;

/// Reads the section; `price_year` is that of the case.
pub(super) fn read(reader: &TableReader<'_>, price_year: u16) -> Appraisal {
    let prices = Prices::of(reader, price_year);
    let mut displacement_cost = prices.number(reader, "displacement_cost_usd_per_person_year");
    if !reader.has("displacement_cost_usd_per_person_year") {
        displacement_cost = default_displacement_cost(&displacement_cost.path, price_year);
    }
    let thresholds = reader.numbers("fiscal_thresholds_usd");
    let value_of_life = reader.optional_number("value_of_life_usd");
    let appraisal = Appraisal {
        discount_rates: reader.numbers("discount_rates"),
        headline_discount_rate: reader.plain_number("headline_discount_rate"),
        displacement_cost,
        fiscal_thresholds_usd: thresholds.into_iter().map(|usd| prices.amount(usd)).collect(),
        value_of_life_usd: value_of_life.map(|value| prices.amount(value.central)),
        equity_weight_eta: reader.numbers("equity_weight_eta"),
    };
    reader.finish();
    appraisal
}
