//! Money that programmes may spend: the budget of the strategy over the horizon, that of each actor by
//! calendar year, and what a programme can absorb in a year. All three must hold a cost.
//!
//! What is delivered once and kept up binds money ahead: its upkeep to the horizon is set aside in the
//! budget of the strategy, and in that of the actor for the rest of this year and for every later one.
//! What an actor does not spend in a year lapses.

/// Budget of an actor.
#[derive(Clone, Copy, Debug)]
struct Purse {
    /// USD a year; infinite where there is no limit.
    yearly_usd: f64,
    /// Of this year, neither spent nor set aside.
    left_usd: f64,
    /// Upkeep of what was delivered, USD a month.
    upkeep_usd_per_month: f64,
}

/// Budgets of a run.
#[derive(Clone, Debug, Default)]
pub struct Budgets {
    strategy_left_usd: f64,
    purses: Vec<Purse>,
    /// What each programme may still spend this year; and in a year.
    absorption_left_usd: Vec<f64>,
    absorption_usd_per_year: Vec<f64>,
}

/// What a delivery costs.
#[derive(Clone, Copy, Debug)]
pub struct Commitment {
    /// At once, USD.
    pub once_usd: f64,
    /// Every month after, USD.
    pub upkeep_usd_per_month: f64,
    /// Months that are left to the horizon, this one included.
    pub months_to_horizon: f64,
    /// Months that are left of the year, this one included.
    pub months_of_year: f64,
}

impl Budgets {
    /// The budgets of a strategy at its start: its own, those of the actors by year, and what each of its
    /// programmes can absorb in a year.
    pub fn reset(
        &mut self,
        strategy_usd: f64,
        actors: &[f64],
        absorption: impl Iterator<Item = f64>,
    ) {
        self.strategy_left_usd = strategy_usd;
        self.purses.clear();
        self.purses.extend(actors.iter().map(|yearly| Purse {
            yearly_usd: *yearly,
            left_usd: *yearly,
            upkeep_usd_per_month: 0.0,
        }));
        self.absorption_usd_per_year.clear();
        self.absorption_usd_per_year.extend(absorption);
        self.absorption_left_usd.clone_from(&self.absorption_usd_per_year);
    }

    /// Opens a calendar year of which `months` lie in the horizon.
    pub fn open_year(&mut self, months: f64) {
        for purse in &mut self.purses {
            purse.left_usd =
                purse.yearly_usd * (months / 12.0) - purse.upkeep_usd_per_month * months;
        }
        self.absorption_left_usd.clone_from(&self.absorption_usd_per_year);
    }

    /// Whether the budgets hold a cost of a programme of an actor.
    pub fn hold(&self, programme: usize, actor: usize, usd: f64) -> bool {
        usd <= self.strategy_left_usd
            && usd <= self.purses[actor].left_usd
            && usd <= self.absorption_left_usd[programme]
    }

    /// Takes a cost out of the budgets, or nothing if they do not hold it.
    pub fn take(&mut self, programme: usize, actor: usize, usd: f64) -> bool {
        let held = self.hold(programme, actor, usd);
        if held {
            self.strategy_left_usd -= usd;
            self.purses[actor].left_usd -= usd;
            self.absorption_left_usd[programme] -= usd;
        }
        held
    }

    /// Takes a delivery and its upkeep out of the budgets, or nothing if they do not hold both.
    pub fn commit(&mut self, programme: usize, actor: usize, cost: Commitment) -> bool {
        let whole = cost.once_usd + cost.upkeep_usd_per_month * cost.months_to_horizon;
        let this_year = cost.once_usd + cost.upkeep_usd_per_month * cost.months_of_year;
        let purse = &self.purses[actor];
        let upkeep = purse.upkeep_usd_per_month + cost.upkeep_usd_per_month;
        let held = whole <= self.strategy_left_usd
            && this_year <= purse.left_usd
            && upkeep * 12.0 <= purse.yearly_usd
            && cost.once_usd <= self.absorption_left_usd[programme];
        if held {
            self.strategy_left_usd -= whole;
            self.absorption_left_usd[programme] -= cost.once_usd;
            let purse = &mut self.purses[actor];
            purse.left_usd -= this_year;
            purse.upkeep_usd_per_month = upkeep;
        }
        held
    }

    /// Adds money to the budget of the strategy, USD.
    pub fn add(&mut self, usd: f64) {
        self.strategy_left_usd += usd;
    }
}

#[cfg(test)]
mod tests {
    use super::{Budgets, Commitment};

    const NO_LIMIT: f64 = f64::INFINITY;

    #[test]
    fn all_three_budgets_must_hold_a_cost() {
        let mut budgets = Budgets::default();
        budgets.reset(100.0, &[60.0, NO_LIMIT], [NO_LIMIT, 30.0].into_iter());
        assert!(!budgets.take(0, 0, 61.0) && budgets.take(0, 0, 60.0) && !budgets.take(0, 0, 1.0));
        assert!(!budgets.take(1, 1, 31.0) && budgets.take(1, 1, 30.0));
        assert!(!budgets.take(0, 1, 11.0) && budgets.take(0, 1, 10.0));
    }

    #[test]
    fn what_a_year_leaves_lapses_and_upkeep_is_set_aside() {
        let mut budgets = Budgets::default();
        budgets.reset(NO_LIMIT, &[120.0], [NO_LIMIT].into_iter());
        let cost = Commitment {
            once_usd: 10.0,
            upkeep_usd_per_month: 2.0,
            months_to_horizon: 30.0,
            months_of_year: 6.0,
        };
        assert!(budgets.commit(0, 0, cost));
        // 120 - 10 - 12 are left of this year.
        assert!(budgets.hold(0, 0, 98.0) && !budgets.hold(0, 0, 98.5));
        budgets.open_year(12.0);
        assert!(budgets.hold(0, 0, 96.0) && !budgets.hold(0, 0, 96.5));
        budgets.open_year(6.0);
        assert!(budgets.hold(0, 0, 48.0) && !budgets.hold(0, 0, 48.5));
        // More upkeep than a year holds is refused whatever is left.
        let dear =
            Commitment { once_usd: 0.0, upkeep_usd_per_month: 8.5, months_of_year: 1.0, ..cost };
        assert!(!budgets.commit(0, 0, dear));
    }

    #[test]
    fn the_budget_of_a_strategy_holds_upkeep_to_the_horizon() {
        let mut budgets = Budgets::default();
        budgets.reset(70.0, &[NO_LIMIT], [NO_LIMIT].into_iter());
        let cost = Commitment {
            once_usd: 10.0,
            upkeep_usd_per_month: 2.0,
            months_to_horizon: 30.0,
            months_of_year: 6.0,
        };
        assert!(budgets.commit(0, 0, cost) && !budgets.hold(0, 0, 0.5));
        budgets.add(5.0);
        assert!(budgets.hold(0, 0, 5.0));
    }
}
