//! Futures drawn from a catalogue of events that the user brings.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::event::{EventSequence, NewEvent};
use crate::calendar::{Horizon, YearMonth};
use crate::data::events::EventRow;
use crate::data::{DataError, MOST_PROBLEMS, similar};
use crate::diagnostic::Diagnostic;
use crate::rng::{Draws, Purpose};
use crate::scenario::place::Zone;

/// Years of listed events.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    name: u32,
    rank: u16,
    years: u32,
    /// Events of the years that have any.
    filled: Vec<Vec<ListedEvent>>,
}

#[derive(Clone, Debug)]
struct ListedEvent {
    month: u8,
    day: u8,
    winds: Vec<f32>,
    depths: Option<Arc<[f32]>>,
}

/// Rows of one year by month and day, with the rank of their zone.
type RowsByDate<'a> = BTreeMap<(u8, u8), Vec<(usize, &'a EventRow)>>;

impl Listed {
    /// Groups rows into events (one date, one event; of two rows for one zone the larger counts) and
    /// years. Years of the catalogue without a row
    /// are years without events.
    ///
    /// # Errors
    /// D114 for a zone that the scenario does not have, D115 if the rows span more years than the
    /// catalogue is said to cover.
    pub(super) fn new(
        (name, rank): (u32, u16),
        rows: &[EventRow],
        years: u32,
        zones: &[Zone],
    ) -> Result<Self, DataError> {
        let mut problems = Vec::new();
        let mut events: BTreeMap<u32, RowsByDate<'_>> = BTreeMap::new();
        for row in rows {
            let Some(zone) = zones.iter().position(|zone| zone.id == row.zone) else {
                problems.push(unknown_zone(row, zones));
                continue;
            };
            let year = events.entry(row.year).or_default();
            year.entry((row.month, row.day)).or_default().push((zone, row));
        }
        if events.len() > years as usize
            && let Some(row) = rows.first()
        {
            problems.push(
                Diagnostic::error(
                    "D115",
                    format!(
                        "the events fall in {} years, but the catalogue covers {years}",
                        events.len()
                    ),
                    Some(row.zone_span.clone()),
                )
                .help(format!("set `years` of the hazard to at least {}", events.len())),
            );
        }
        if !problems.is_empty() {
            problems.truncate(MOST_PROBLEMS);
            return Err(DataError::Invalid(problems));
        }
        let event = |(month, day): (u8, u8), rows: &[(usize, &EventRow)]| {
            let (mut winds, mut depths) = (vec![0.0; zones.len()], vec![0.0; zones.len()]);
            for (zone, row) in rows {
                winds[*zone] = (row.wind_ms as f32).max(winds[*zone]);
                depths[*zone] = (row.depth_m.unwrap_or(0.0) as f32).max(depths[*zone]);
            }
            let wet = rows.iter().any(|(_, row)| row.depth_m.is_some());
            ListedEvent { month, day, winds, depths: wet.then(|| depths.into()) }
        };
        let filled = events
            .values()
            .map(|year| year.iter().map(|(date, rows)| event(*date, rows)).collect())
            .collect();
        Ok(Self { name, rank, years: years.max(1), filled })
    }

    /// Adds the events of one calendar year: those of a year of the catalogue drawn at random. The
    /// pathway does not change them.
    pub(super) fn add_year(
        &self,
        horizon: Horizon,
        (number, year): (u16, u16),
        draws: &Draws,
        out: &mut EventSequence,
    ) {
        let uniform = draws.uniform(Purpose::YearChoice, self.name, number, 0);
        let choice = (uniform * f64::from(self.years)) as usize;
        let Some(events) = self.filled.get(choice) else { return };
        for (order, event) in events.iter().enumerate() {
            let Some(period) = horizon.period_of(YearMonth { year, month: event.month }) else {
                continue;
            };
            let new = NewEvent {
                period,
                day: event.day,
                hazard: self.rank,
                order: order as u32,
                effects: true,
            };
            out.push_wind(new, event.winds.iter().copied());
            if let Some(depths) = &event.depths {
                out.set_depths(depths.iter().copied());
            }
        }
    }
}

fn unknown_zone(row: &EventRow, zones: &[Zone]) -> Diagnostic {
    let problem = Diagnostic::error(
        "D114",
        format!("the scenario has no zone `{}`", row.zone),
        Some(row.zone_span.clone()),
    )
    .label("unknown zone");
    let ids = || zones.iter().map(|zone| zone.id.as_str());
    match similar(&row.zone, ids()).first() {
        Some(near) => problem.replace(format!("a similar zone exists: `{near}`"), *near),
        None => problem.help(format!("use one of: {}", ids().collect::<Vec<_>>().join(", "))),
    }
}
