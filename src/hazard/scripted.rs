//! Stated events in stated months.

use std::sync::Arc;

use super::event::{EventSequence, NewEvent};
use super::wind_field::{Peak, Point, WindField, fixes_of};
use crate::calendar::Horizon;
use crate::data::DataError;
use crate::data::tracks::find_storm;
use crate::scenario::hazard::{ScriptedAction, ScriptedHazard};

/// A script with the winds of its storms computed.
#[derive(Clone, Debug)]
pub(super) struct Scripted {
    rank: u16,
    periods: u16,
    effects: bool,
    events: Vec<(u16, u8, Action)>,
}

#[derive(Clone, Debug)]
enum Action {
    Winds(Vec<f32>),
    DamageShares(Arc<[[[f64; 4]; 4]]>),
    Drought { severity: f32, months: u16 },
}

impl Scripted {
    /// Computes the winds of a script; events outside the horizon do not happen.
    ///
    /// # Errors
    /// What reading the tracks gives, and D107 for a storm that is not there.
    pub(super) fn new(
        rank: u16,
        hazard: &ScriptedHazard,
        horizon: Horizon,
        zones: &[Point],
        files: &mut super::TrackFiles<'_>,
    ) -> Result<Self, DataError> {
        let mut events = Vec::with_capacity(hazard.events.len());
        for event in &hazard.events {
            let Some(period) = horizon.period_of(event.month) else { continue };
            let action = match &event.action {
                ScriptedAction::Storm { tracks_file, storm } => {
                    let track = fixes_of(find_storm(files.read(tracks_file)?, storm)?);
                    let mut peaks: Vec<Peak> = Vec::new();
                    WindField::default().peaks(&track, zones, &mut peaks);
                    Action::Winds(peaks.iter().map(|peak| peak.wind_ms as f32).collect())
                }
                ScriptedAction::Winds(winds) => {
                    Action::Winds(winds.iter().map(|wind| *wind as f32).collect())
                }
                ScriptedAction::Drought { severity, months } => {
                    Action::Drought { severity: *severity as f32, months: *months }
                }
                ScriptedAction::DamageShares(shares) => Action::DamageShares(shares.clone().into()),
            };
            events.push((period, event.day, action));
        }
        Ok(Self { rank, periods: horizon.periods(), effects: hazard.draw_effects, events })
    }

    /// Adds the events; the same in every future, and the pathway does not change them.
    pub(super) fn add(&self, out: &mut EventSequence) {
        for (order, (period, day, action)) in self.events.iter().enumerate() {
            let event = NewEvent {
                period: *period,
                day: *day,
                hazard: self.rank,
                order: order as u32,
                effects: self.effects,
            };
            match action {
                Action::Winds(winds) => out.push_wind(event, winds.iter().copied()),
                Action::Drought { severity, months } => {
                    out.drought.resize(usize::from(self.periods), 0.0);
                    let end = period.saturating_add(*months).min(self.periods);
                    for slot in &mut out.drought[usize::from(*period)..usize::from(end)] {
                        *slot = slot.max(*severity);
                    }
                }
                Action::DamageShares(shares) => out.push_damage(event, Arc::clone(shares)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Action, Scripted};
    use crate::hazard::EventSequence;

    #[test]
    fn a_stated_drought_lasts_its_months_and_ends_with_the_horizon() {
        let drought = |severity, months| Action::Drought { severity, months };
        let events =
            vec![(1, 1, drought(0.5, 3)), (3, 1, drought(0.25, 2)), (10, 1, drought(1.0, 9))];
        let script = Scripted { rank: 0, periods: 12, effects: false, events };
        let mut out = EventSequence::default();
        script.add(&mut out);
        let expected = [0.0, 0.5, 0.5, 0.5, 0.25, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0];
        assert_eq!(out.drought(), expected);
        assert!(out.events().is_empty(), "a drought is no event that strikes");
    }
}
