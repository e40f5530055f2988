//! Keys of the appraisal.

use super::build::{key, number};
use super::{Fallback, Key, Kind};
use crate::scenario::quantity::Status::{Assumption, Literature};
use Fallback::Absent;

const APPRAISAL: &str = "appraisal";

#[rustfmt::skip]
pub(super) const KEYS: &[Key] = &[
    key("", "appraisal", Kind::Table, Absent, "The appraisal of strategies: see the section."),

    key(APPRAISAL, "discount_rates", Kind::Numbers { least: 0.0, most: 0.3, fewest: 1, longest: 8 }, Fallback::Numbers(&[0.03, 0.06, 0.09, 0.12]), "Rates at which costs and benefits are discounted, side by side, over the whole horizon.").in_unit("per year").sourced(Literature, "from rates of the European Union (3-5 %) over the World Bank's (6 %) to those of development banks in the Caribbean (10-12 %)"),
    number(APPRAISAL, "headline_discount_rate", "per year", (0.0, 0.3), Fallback::Number(0.06), "The rate of the table on the screen.").usually(0.02, 0.12).sourced(Literature, "World Bank 2016: 6 % with sensitivity"),
    number(APPRAISAL, "displacement_cost_usd_per_person_year", "USD per displaced person and year", (0.0, 1e6), Fallback::Number(370.0), "What a year of displacement of a person costs; it contains the loss of income, so the two are never added. Where it is left out, 109 to 830 USD of 2020 are brought to the price year.").usually(50.0, 5_000.0).sourced(Literature, "IDMC 2020: 370 USD a year, 109 to 830"),
    key(APPRAISAL, "fiscal_thresholds_usd", Kind::Numbers { least: 0.0, most: 1e13, fewest: 1, longest: 12 }, Absent, "Amounts that public cost should not exceed, such as a contingency fund: the chance that a year or three years in a row do is told.").in_unit("USD"),
    number(APPRAISAL, "value_of_life_usd", "USD per death", (0.0, 1e9), Absent, "Value of a death averted; where it is left out, deaths are counted and not valued.").usually(50_000.0, 20_000_000.0),
    key(APPRAISAL, "equity_weight_eta", Kind::Numbers { least: 0.0, most: 4.0, fewest: 1, longest: 4 }, Fallback::Numbers(&[0.0, 1.3]), "Elasticities of marginal utility: a loss in an income fifth counts (mean income / income of the fifth) to that power; 0 is unweighted.").in_unit("elasticity").sourced(Literature, "Green Book of the United Kingdom: 1.3"),
    key(APPRAISAL, "price_year", Kind::Integer { least: 1950, most: 2100 }, Absent, "Year whose prices the amounts of this section are in; `currency.price_year` where it is left out.").in_unit("calendar year").sourced(Assumption, ""),
];
