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
