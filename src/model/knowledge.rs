//! What people know to do when a hazard comes (lever `knowledge`): brought once, then forgotten.
//!
//! k falls as exp(-r t): closed form in the month in which it was last brought. What is brought again
//! adds to what is left: k becomes 1 - (1 - k)(1 - x).

use super::run::Run;
use crate::dist::math::exp;
use crate::scenario::lever::Lever;

/// Knowledge of households; empty under strategies that bring none.
#[derive(Clone, Debug, Default)]
pub struct Knowledge {
    level: Vec<f32>,
    period: Vec<u16>,
}

impl Knowledge {
    /// Nobody knows more than before among so many households.
    pub fn reset(&mut self, households: usize) {
        self.level.clear();
        self.level.resize(households, 0.0);
        self.period.clear();
        self.period.resize(households, 0);
    }

    /// Knowledge of a household in `period`, 0-1, if it fades at `rate` a year.
    #[inline]
    pub fn now(&self, i: usize, rate: f64, period: u16) -> f64 {
        match self.level.get(i) {
            Some(level) if *level > 0.0 => {
                let months = f64::from(period - self.period[i]);
                f64::from(*level) * exp(-rate * months / 12.0)
            }
            _ => 0.0,
        }
    }

    /// Brings knowledge of `effect` to a household.
    pub fn bring(&mut self, i: usize, effect: f64, rate: f64, period: u16) {
        let left = self.now(i, rate, period);
        self.level[i] = Lever::Knowledge.entry().combine.together(left, effect) as f32;
        self.period[i] = period;
    }
}

impl Run<'_> {
    /// Knowledge of a household in `period`, 0-1.
    #[inline]
    pub fn knowledge(&self, i: usize, period: u16) -> f64 {
        let rate = self.given.parameters.behaviour.knowledge_fading_per_year;
        self.slots.knowledge.now(i, rate, period)
    }

    /// A programme brings knowledge to a household in the period under way.
    pub fn teach(&mut self, i: usize, effect: f64) {
        let rate = self.given.parameters.behaviour.knowledge_fading_per_year;
        let period = self.period;
        self.slots.knowledge.bring(i, effect, rate, period);
    }
}

#[cfg(test)]
mod tests {
    use super::Knowledge;
    use crate::dist::math::exp;

    #[test]
    fn knowledge_fades_and_what_comes_again_adds_to_what_is_left() {
        let mut knowledge = Knowledge::default();
        assert_eq!(knowledge.now(1, 0.1, 40), 0.0);
        knowledge.reset(2);
        knowledge.bring(1, 0.5, 0.1, 6);
        assert_eq!(knowledge.now(1, 0.1, 6), 0.5);
        let left = 0.5 * exp(-0.1 * 60.0 / 12.0);
        assert_eq!(knowledge.now(1, 0.1, 66), left);
        assert_eq!(knowledge.now(0, 0.1, 66), 0.0);
        knowledge.bring(1, 0.5, 0.1, 66);
        assert_eq!(knowledge.now(1, 0.1, 66), f64::from((1.0 - (1.0 - left) * 0.5) as f32));
        // What brings nothing takes nothing away.
        let before = knowledge.now(1, 0.1, 66);
        knowledge.bring(1, 0.0, 0.1, 66);
        assert_eq!(knowledge.now(1, 0.1, 66), before);
    }
}
