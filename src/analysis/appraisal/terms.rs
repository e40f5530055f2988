//! What an appraisal discounts by and values with.

use serde::{Deserialize, Serialize};

/// Terms of an appraisal: the settings of the scenario and what the population says of incomes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Terms {
    /// Discount rates, per year, lowest first; the headline rate is among them.
    pub rates: Vec<f64>,
    /// The rate of the table on the screen, per year.
    pub headline_rate: f64,
    /// The rate at which the model itself discounts well-being, per year; the mode where it is uncertain.
    pub wellbeing_rate: f64,
    /// Cost of displacement, USD for each person and year: lowest, usual, highest.
    pub displacement_usd: [f64; 3],
    /// Thresholds of public cost, USD.
    pub thresholds_usd: Vec<f64>,
    /// Value of a death averted, USD.
    pub value_of_life_usd: Option<f64>,
    /// Elasticities behind equity weights.
    pub etas: Vec<f64>,
    /// Mean income of a household in each income fifth, poorest first, USD a year; empty where unknown.
    pub fifth_incomes_usd: Vec<f64>,
}

impl Terms {
    /// The same with rates in order and the headline rate among them.
    #[must_use]
    pub fn in_order(mut self) -> Self {
        self.rates.push(self.headline_rate);
        self.rates.sort_by(f64::total_cmp);
        self.rates.dedup();
        self
    }
}
