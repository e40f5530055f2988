//! State of what reaches households as money: arrivals, support, cover, channels.

use super::coefficients::Given;
use super::footing::Arrivals;
use super::relief::Relief;
use super::slots::Slots;
use crate::scenario::lever::Lever;

/// State of one run.
#[derive(Clone, Debug, Default)]
pub struct Money {
    /// Households that moved to another zone of late.
    pub arrivals: Arrivals,
    /// Households in need, and their support.
    pub relief: Relief,
}

impl Money {
    /// Nothing yet.
    pub fn reset(&mut self, given: &Given<'_>, slots: &Slots) {
        let households = given.place.population.len();
        let costs = given.parameters.livelihood.arrival_income_loss_share > 0.0;
        self.arrivals.reset(households, costs);
        self.relief.reset(households, slots.in_use(Lever::IncomeSupport));
    }
}
