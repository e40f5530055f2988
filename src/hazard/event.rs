//! The sequence of events of one future.

use std::sync::Arc;

/// What the water numbers of an event are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Water {
    /// Height of the still water over mean sea level with the tide, metres; 0 where there is no surge.
    SurgeHeight,
    /// Depth at dwellings, metres, as a catalogue states it.
    Depth,
}

/// What an event brings.
#[derive(Clone, Debug, PartialEq)]
pub enum EventKind {
    /// Wind, and water where a surge hazard follows it or the catalogue states a depth.
    Wind {
        /// What the water numbers are; `None` where there are none.
        water: Option<Water>,
    },
    /// Shares of dwellings undamaged, minor, severe and destroyed, by zone rank and dwelling class.
    DamageShares(Arc<[[[f64; 4]; 4]]>),
}

/// One event.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Period (month) in which it happens.
    pub period: u16,
    /// Day of the month, 1 to 31.
    pub day: u8,
    /// Position among the events of its period.
    pub index_in_period: u16,
    /// Rank of its hazard in the scenario.
    pub hazard: u16,
    /// What it brings.
    pub kind: EventKind,
    /// Whether the event and zone effects apply.
    pub(super) effects: bool,
    /// Order among the events of one hazard and day.
    pub(super) order: u32,
    /// First of its numbers: three for each zone.
    pub(super) at: u32,
    /// First of its flood numbers, two for each zone; [`NO_FLOOD`] where it brings no flood.
    pub(super) flood_at: u32,
}

/// Marks an event without river flood.
const NO_FLOOD: u32 = u32::MAX;

/// The events of one future in order of period, day, hazard and their order in the hazard, and their
/// numbers by zone in one allocation. Made to be cleared and filled again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventSequence {
    pub(super) events: Vec<Event>,
    pub(super) numbers: Vec<f32>,
    pub(super) drought: Vec<f32>,
    pub(super) zones: usize,
}

impl EventSequence {
    /// The events in order.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Marine wind of an event by zone rank, m/s; empty for damage shares.
    pub fn marine_ms(&self, event: &Event) -> &[f32] {
        self.block(event, 0)
    }

    /// Effective wind of an event by zone rank, m/s; empty for damage shares.
    pub fn effective_ms(&self, event: &Event) -> &[f32] {
        self.block(event, 1)
    }

    /// Water of an event by zone rank, metres, and what it is; `None` where it brings none.
    pub fn water_m(&self, event: &Event) -> Option<(Water, &[f32])> {
        match event.kind {
            EventKind::Wind { water: Some(water) } => Some((water, self.block(event, 2))),
            _ => None,
        }
    }

    /// Severity of drought by period, 0-1, 0 in months without; empty where no hazard brings any.
    pub fn drought(&self) -> &[f32] {
        &self.drought
    }

    /// River flood of an event by zone rank: depth in metres, and the highest elevation of dwellings that
    /// it reaches, metres; `None` where it brings none.
    #[inline]
    pub fn flood_m(&self, event: &Event) -> Option<(&[f32], &[f32])> {
        if event.flood_at == NO_FLOOD {
            return None;
        }
        let start = event.flood_at as usize;
        Some(self.numbers[start..start + 2 * self.zones].split_at(self.zones))
    }

    fn block(&self, event: &Event, number: usize) -> &[f32] {
        match event.kind {
            EventKind::Wind { .. } => {
                let start = event.at as usize + number * self.zones;
                &self.numbers[start..start + self.zones]
            }
            EventKind::DamageShares(_) => &[],
        }
    }

    pub(super) fn start(&mut self, zones: usize) {
        self.events.clear();
        self.numbers.clear();
        self.drought.clear();
        self.zones = zones;
    }

    /// Adds an event with its marine winds; effective wind and water are zero until they are filled.
    pub(super) fn push_wind(&mut self, event: NewEvent, winds: impl Iterator<Item = f32>) {
        let at = self.numbers.len();
        self.numbers.extend(winds);
        self.numbers.resize(at + 3 * self.zones, 0.0);
        self.push(event, EventKind::Wind { water: None }, at as u32);
    }

    /// Sets the depths of the event added last.
    pub(super) fn set_depths(&mut self, depths: impl Iterator<Item = f32>) {
        self.set_water(Water::Depth, depths);
    }

    /// Sets the still water of the event added last.
    pub(super) fn set_still_water(&mut self, heights: impl Iterator<Item = f32>) {
        self.set_water(Water::SurgeHeight, heights);
    }

    fn set_water(&mut self, water: Water, depths: impl Iterator<Item = f32>) {
        if let Some(event) = self.events.last_mut() {
            event.kind = EventKind::Wind { water: Some(water) };
            let start = event.at as usize + 2 * self.zones;
            for (slot, depth) in self.numbers[start..].iter_mut().zip(depths) {
                *slot = depth;
            }
        }
    }

    /// Floods a zone in the event added last.
    pub(super) fn flood_last(&mut self, zone: usize, depth_m: f32, ceiling_m: f32) {
        if let Some(last) = self.events.len().checked_sub(1) {
            self.flood(last, zone, depth_m, ceiling_m);
        }
    }

    /// Floods a zone in the storm of a hazard, its order there and its period.
    pub(super) fn flood_storm(
        &mut self,
        (hazard, order, period): (u16, u32, u16),
        zone: usize,
        depth_m: f32,
        ceiling_m: f32,
    ) {
        let at = self
            .events
            .iter()
            .position(|event| (event.hazard, event.order, event.period) == (hazard, order, period));
        if let Some(at) = at {
            self.flood(at, zone, depth_m, ceiling_m);
        }
    }

    /// Of two floods of one zone in one event the deeper counts, with the ground that it reaches.
    fn flood(&mut self, at: usize, zone: usize, depth_m: f32, ceiling_m: f32) {
        let event = &mut self.events[at];
        if event.flood_at == NO_FLOOD {
            event.flood_at = self.numbers.len() as u32;
            self.numbers.resize(self.numbers.len() + self.zones, 0.0);
            self.numbers.resize(self.numbers.len() + self.zones, f32::NEG_INFINITY);
        }
        let start = event.flood_at as usize + zone;
        if depth_m > self.numbers[start] {
            self.numbers[start] = depth_m;
            self.numbers[start + self.zones] = ceiling_m;
        }
    }

    pub(super) fn push_damage(&mut self, event: NewEvent, shares: Arc<[[[f64; 4]; 4]]>) {
        let at = self.numbers.len() as u32;
        self.push(event, EventKind::DamageShares(shares), at);
    }

    fn push(&mut self, event: NewEvent, kind: EventKind, at: u32) {
        self.events.push(Event {
            period: event.period,
            day: event.day,
            index_in_period: 0,
            hazard: event.hazard,
            kind,
            effects: event.effects,
            order: event.order,
            at,
            flood_at: NO_FLOOD,
        });
    }

    /// Puts the events in order and numbers them within their period.
    pub(super) fn put_in_order(&mut self) {
        self.events.sort_by_key(|event| (event.period, event.day, event.hazard, event.order));
        let mut previous = None;
        for event in &mut self.events {
            event.index_in_period = match previous {
                Some((period, index)) if period == event.period => index + 1,
                _ => 0,
            };
            previous = Some((event.period, event.index_in_period));
        }
    }
}

/// When an event happens and where it comes from.
#[derive(Clone, Copy, Debug)]
pub(super) struct NewEvent {
    pub(super) period: u16,
    pub(super) day: u8,
    pub(super) hazard: u16,
    pub(super) order: u32,
    pub(super) effects: bool,
}
