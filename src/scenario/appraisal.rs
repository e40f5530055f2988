//! What an appraisal discounts by and weighs with. None of it is drawn or reaches the model: it values
//! futures that have been played.

use super::prices;
use super::quantity::{Quantity, Status};

/// Cost of displacement where none is stated, USD of 2020 for each person and year: lowest, usual, highest.
const DISPLACEMENT_COST: (f64, f64, f64) = (109.0, 370.0, 830.0);

/// Price year of [`DISPLACEMENT_COST`].
const DISPLACEMENT_COST_YEAR: u16 = 2020;

/// Settings of the appraisal of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Appraisal {
    /// Discount rates, per year.
    pub discount_rates: Vec<f64>,
    /// The rate of the table on the screen, per year.
    pub headline_discount_rate: f64,
    /// Cost of displacement, USD for each person and year; contains the loss of income.
    pub displacement_cost: Quantity,
    /// Thresholds of public cost, USD.
    pub fiscal_thresholds_usd: Vec<f64>,
    /// Value of a death averted, USD; none where deaths are shown apart.
    pub value_of_life_usd: Option<f64>,
    /// Elasticities of marginal utility behind equity weights.
    pub equity_weight_eta: Vec<f64>,
}

impl Appraisal {
    /// The settings of a file that states none, at a price year.
    pub fn usual(price_year: u16) -> Self {
        let path = "appraisal.displacement_cost_usd_per_person_year";
        Self {
            discount_rates: vec![0.03, 0.06, 0.09, 0.12],
            headline_discount_rate: 0.06,
            displacement_cost: default_displacement_cost(path, price_year),
            fiscal_thresholds_usd: Vec::new(),
            value_of_life_usd: None,
            equity_weight_eta: vec![0.0, 1.3],
        }
    }
}

/// Cost of displacement in prices of `price_year`; in those of 2020 where the table lacks the year.
pub(super) fn default_displacement_cost(path: &str, price_year: u16) -> Quantity {
    let (low, usual, high) = DISPLACEMENT_COST;
    let source = "IDMC 2020: health, shelter, education, security and loss of income";
    let plain = Quantity::plain(path, usual, source, Status::Literature);
    let in_2020 = Quantity { spread: Some((low, high)), from_profile: false, ..plain };
    prices::brought(&in_2020, DISPLACEMENT_COST_YEAR, price_year).unwrap_or(in_2020)
}

#[cfg(test)]
mod tests {
    use super::Appraisal;
    use crate::scenario::load;

    const SOUND: &str = include_str!("../../tests/diagnostics/sound.toml");

    #[test]
    fn a_file_without_the_section_has_the_usual_settings() {
        let loaded = load("sound.toml", SOUND.as_bytes(), &[]).unwrap();
        assert_eq!(loaded.scenario.appraisal, Appraisal::usual(2024));
        let cost = &loaded.scenario.appraisal.displacement_cost;
        assert_eq!(cost.central, 370.0 * 313.689 / 258.811);
        let again = load("again.toml", loaded.resolved.as_bytes(), &[]).unwrap();
        assert_eq!(again.scenario, loaded.scenario);
    }

    #[test]
    fn stated_amounts_are_in_the_prices_they_name() {
        let section = "\n[appraisal]\nprice_year = 2010\nfiscal_thresholds_usd = [1e6]\n\
            displacement_cost_usd_per_person_year = 100\nvalue_of_life_usd = 10\n";
        let text = format!("{SOUND}{section}");
        let loaded = load("sound.toml", text.as_bytes(), &[]).unwrap();
        let found = &loaded.scenario.appraisal;
        let level = |usd: f64| usd * 313.689 / 218.056;
        assert_eq!(found.fiscal_thresholds_usd, [level(1e6)]);
        assert_eq!(found.displacement_cost.central, level(100.0));
        assert_eq!(found.displacement_cost.spread, None);
        assert_eq!(found.value_of_life_usd, Some(level(10.0)));
        let again = load("again.toml", loaded.resolved.as_bytes(), &[]).unwrap();
        assert_eq!(again.scenario, loaded.scenario);
    }
}
