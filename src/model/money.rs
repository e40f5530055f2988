//! State of what reaches households as money: arrivals, support, cover, channels.

use super::channels::Channels;
use super::coefficients::Given;
use super::footing::Arrivals;
use super::insurance::Insured;
use super::relief::Relief;
use super::seasons::Seasons;
use super::slots::Slots;
use crate::scenario::lever::Lever;

/// State of one run.
#[derive(Clone, Debug, Default)]
pub struct Money {
    /// Households that moved to another zone of late.
    pub arrivals: Arrivals,
    /// Households in need, and their support.
    pub relief: Relief,
    /// Households whose dwellings programmes insure.
    pub insured: Insured,
    /// Calendar year of the last payout of cover.
    pub paid_out_in: Option<u16>,
    /// Places of the year in regular channels.
    pub channels: Channels,
    /// Workers abroad for a season.
    pub seasons: Seasons,
}

impl Money {
    /// Nothing yet.
    pub fn reset(&mut self, given: &Given<'_>, slots: &Slots) {
        let households = given.place.population.len();
        let costs = given.parameters.livelihood.arrival_income_loss_share > 0.0;
        self.arrivals.reset(households, costs);
        self.relief.reset(households, slots.in_use(Lever::IncomeSupport));
        self.insured.reset();
        self.paid_out_in = None;
        let channels = given.place.channels.len();
        self.channels.reset(channels);
        self.seasons.reset(usize::from(given.place.horizon.periods()), channels > 0);
    }
}
