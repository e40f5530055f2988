//! What programmes brought to the home of a household: less water, a title; and what it leaves behind when
//! it moves to another.

use super::run::Run;
use crate::plan::force::{WaterAtDwelling, ZoneForce};
use crate::plan::population::Tenure;
use crate::plan::protection::Protection;
use crate::rng::Purpose;
use crate::scenario::lever::Lever;

/// Levers whose effect belongs to the dwelling or its ground, and stays there when the household moves.
const BOUND_TO_THE_HOME: [Lever; 4] =
    [Lever::FloodProtection, Lever::SurgeAttenuation, Lever::DwellingElevation, Lever::Title];
/// Addresses of the draws under the purpose of tenure: who comes to hold a title, whose grant is refused.
/// Tenure itself and insurance are drawn at addresses 0 and 1.
const TITLE_INDEX: u32 = 2;
const REFUSAL_INDEX: u32 = 4;

impl Run<'_> {
    /// What keeps water out of the home of a household.
    #[inline]
    pub fn protection(&self, i: usize) -> Protection {
        Protection {
            crest_m: self.slots.of(Lever::FloodProtection, i),
            attenuation_share: self.slots.of(Lever::SurgeAttenuation, i),
            raise_m: self.slots.of(Lever::DwellingElevation, i),
        }
    }

    /// Water that an event brings into the home of a household.
    #[inline]
    pub fn water_at_home(&self, i: usize, force: &ZoneForce<'_>) -> WaterAtDwelling {
        let elevation = f64::from(self.households.elevation_m[i]);
        let coast = f64::from(self.households.coast_km[i]);
        force.water_at_protected(elevation, coast, &self.protection(i))
    }

    /// A household leaves its home, and with it what was brought to the home.
    pub fn leave_measures_behind(&mut self, i: usize) {
        for lever in BOUND_TO_THE_HOME {
            self.slots.take_away(lever, i);
        }
    }

    /// Whether a household holds no title to its home: it was drawn without one and no programme has given
    /// it one since. Programmes give a title to those whose lasting draw lies below the effect, so that a
    /// larger effect keeps the titles that a smaller one gave.
    pub fn is_without_title(&self, i: usize) -> bool {
        if self.given.place.population.tenure[i] != Tenure::Informal {
            return false;
        }
        let share = self.slots.of(Lever::Title, i);
        share <= 0.0 || self.lasting_tenure_draw(i, TITLE_INDEX) >= share
    }

    /// Whether a household is refused a repair grant because it holds no title: a lasting draw below
    /// `recovery.untitled_denial_share`.
    pub fn is_denied_for_title(&self, i: usize) -> bool {
        let share = self.given.parameters.recovery.untitled_denial_share;
        share > 0.0
            && self.is_without_title(i)
            && self.lasting_tenure_draw(i, REFUSAL_INDEX) < share
    }

    fn lasting_tenure_draw(&self, i: usize, index: u32) -> f64 {
        self.draws.uniform(Purpose::Tenure, self.given.place.population.entity[i], 0, index)
    }
}
