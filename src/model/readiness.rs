//! When what is paid on need can be had: stocks that nobody waits for, delays, and the event that sets a
//! programme off.
//!
//! A need that arose so many months ago is met at once while the stock lasts, and after the delay of the
//! programme otherwise. What was taken from the stock is made up one delay after the last taking. A
//! programme that an event sets off pays for two years from then.

use super::run::Run;
use crate::plan::programme::StrategyPlan;

/// Months for which an event keeps a programme on.
const ON_MONTHS: u16 = 24;

/// Stocks and set-off programmes of a run, by programme.
#[derive(Clone, Debug, Default)]
pub struct Readiness {
    /// Units left, and the month of the last taking.
    stocks: Vec<(f64, u16)>,
    /// Month in which an event last set it off.
    set_off: Vec<Option<u16>>,
}

impl Readiness {
    /// Full stocks, nothing set off.
    pub fn reset(&mut self, strategy: &StrategyPlan) {
        self.stocks.clear();
        self.stocks.extend(strategy.programmes.iter().map(|it| (it.stock_units, 0)));
        self.set_off.clear();
        self.set_off.resize(strategy.programmes.len(), None);
    }

    /// Whether a programme that needs an event of this share is on in a period.
    #[inline]
    pub fn is_on(&self, programme: usize, activation_share: f64, period: u16) -> bool {
        activation_share <= 0.0
            || self.set_off[programme].is_some_and(|since| period < since + ON_MONTHS)
    }

    /// An event struck a share of the households.
    pub fn event(&mut self, strategy: &StrategyPlan, struck_share: f64, period: u16) {
        for (programme, set_off) in strategy.programmes.iter().zip(&mut self.set_off) {
            if struck_share >= programme.activation_share {
                *set_off = Some(period);
            }
        }
    }

    /// Takes `units` of real households out of a stock that is full again `delay` months after the last
    /// taking; says whether it held them.
    fn take(&mut self, programme: usize, full: f64, delay: u16, units: f64, period: u16) -> bool {
        let (left, last) = &mut self.stocks[programme];
        if *left < full && period >= last.saturating_add(delay.max(1)) {
            *left = full;
        }
        let holds = *left >= units;
        if holds {
            *left -= units;
            *last = period;
        }
        holds
    }
}

impl Run<'_> {
    /// Whether `units` of a programme, of simulated households, are there for a need that arose in
    /// `since`: out of its stock, or because its delay has passed.
    pub fn has_come(&mut self, programme: u8, units: f64, since: u16) -> bool {
        let position = usize::from(programme);
        let plan = &self.strategy.programmes[position];
        if self.period >= since + plan.delay {
            return true;
        }
        let real = units * self.given.place.population.weight;
        plan.stock_units > 0.0
            && self.deliveries.readiness.take(
                position,
                plan.stock_units,
                plan.delay,
                real,
                self.period,
            )
    }
}

#[cfg(test)]
mod tests {
    use super::Readiness;

    #[test]
    fn a_stock_is_made_up_one_delay_after_the_last_taking() {
        let mut readiness = Readiness { stocks: vec![(10.0, 0)], set_off: vec![None] };
        assert!(readiness.take(0, 10.0, 3, 8.0, 5) && !readiness.take(0, 10.0, 3, 3.0, 6));
        assert!(readiness.take(0, 10.0, 3, 2.0, 7));
        assert!(!readiness.take(0, 10.0, 3, 1.0, 9) && readiness.take(0, 10.0, 3, 10.0, 10));
    }

    #[test]
    fn an_event_keeps_a_programme_on_for_two_years() {
        let readiness = Readiness { stocks: vec![(0.0, 0)], set_off: vec![Some(6)] };
        assert!(readiness.is_on(0, 0.1, 29) && !readiness.is_on(0, 0.1, 30));
        assert!(readiness.is_on(0, 0.0, 300));
    }
}
