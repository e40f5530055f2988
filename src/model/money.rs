//! State of what reaches households as money: arrivals, support, cover, channels.

use super::coefficients::Given;
use super::footing::Arrivals;

/// State of one run.
#[derive(Clone, Debug, Default)]
pub struct Money {
    /// Households that moved to another zone of late.
    pub arrivals: Arrivals,
}

impl Money {
    /// Nothing yet.
    pub fn reset(&mut self, given: &Given<'_>) {
        let households = given.place.population.len();
        let costs = given.parameters.livelihood.arrival_income_loss_share > 0.0;
        self.arrivals.reset(households, costs);
    }
}
