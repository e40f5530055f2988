//! Crews that programmes and the people themselves add to those of the area.

use super::run::Run;
use crate::scenario::lever::Lever;

impl Run<'_> {
    /// Repair capacity over that of the area itself: programmes add crews (lever `repair_capacity`), and
    /// households who take part add their own work (lever `participation`), both as means over the
    /// households of the area at the start. What was brought stays.
    pub fn crews_ratio(&self) -> f64 {
        let own = self.given.parameters.recovery.own_work_share;
        1.0 + self.slots.mean(Lever::RepairCapacity) + own * self.slots.mean(Lever::Participation)
    }
}
