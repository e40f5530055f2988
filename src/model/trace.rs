//! What happened to one household, as facts in order. Watching changes nothing: the facts are read, no
//! draw is taken for them.

use super::decision::{Choice, Decision};
use super::households::Living;

/// Why a household could not do what it wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Obstacle {
    /// No legal way into the destination.
    NoLegalWay,
    /// Cash and credit fell short of the cost by so many USD.
    CashShort(f64),
}

/// One fact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Note {
    /// An intervention (position in the scenario) reached it.
    Reached {
        /// The intervention.
        intervention: usize,
    },
    /// An event reached its zone.
    Event {
        /// Zone of its home.
        zone: u16,
        /// Effective wind, m/s.
        wind_ms: f64,
        /// Depth of water at its dwelling, m.
        depth_m: f64,
        /// Whether it received the warning.
        warned: bool,
        /// Whether it left ahead.
        evacuated: bool,
        /// Damage ratio before and after.
        damage: (f64, f64),
        /// Where its people lived before and after.
        living: (Living, Living),
    },
    /// People of it died.
    Died {
        /// How many.
        people: u8,
    },
    /// A safe plot was found for its new dwelling.
    PlotFound,
    /// Its dwelling is whole again; in a better class if one is given.
    Repaired {
        /// The better class.
        better: Option<u8>,
    },
    /// The sea took its home.
    GivenUp {
        /// Where it went.
        to: Living,
    },
    /// It returned home.
    Returned,
    /// It settled in another home of its zone.
    Settled,
    /// Its collective site closed and it went on.
    SiteClosed {
        /// Where to.
        to: Living,
    },
    /// It decided.
    Decided {
        /// What it wanted and did.
        decision: Decision,
        /// Whether it was displaced.
        displaced: bool,
        /// Perceived over true risk.
        perceived_ratio: f64,
        /// Cash at hand, USD.
        cash_usd: f64,
        /// What stood in the way.
        obstacle: Option<Obstacle>,
    },
}

/// A fact and its period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// Period.
    pub period: u16,
    /// Fact.
    pub note: Note,
}

/// The watch over one household, or over none.
#[derive(Clone, Debug)]
pub struct Trace {
    household: usize,
    /// Facts so far.
    pub entries: Vec<Entry>,
}

impl Default for Trace {
    fn default() -> Self {
        Self { household: usize::MAX, entries: Vec::new() }
    }
}

impl Trace {
    /// Watches a household.
    pub fn of(household: usize) -> Self {
        Self { household, entries: Vec::new() }
    }

    /// Whether this household is watched.
    #[inline]
    pub fn watches(&self, household: usize) -> bool {
        self.household == household
    }

    /// The household watched, if any.
    pub fn household(&self) -> Option<usize> {
        (self.household != usize::MAX).then_some(self.household)
    }

    /// Adds a fact about a household if it is watched.
    #[inline]
    pub fn note(&mut self, household: usize, period: u16, note: impl FnOnce() -> Note) {
        if self.watches(household) {
            self.entries.push(Entry { period, note: note() });
        }
    }
}

/// Decisions in order: month, wanted, done.
pub fn decisions(entries: &[Entry]) -> Vec<(u16, Choice, Choice)> {
    entries
        .iter()
        .filter_map(|entry| match entry.note {
            Note::Decided { decision, .. } => Some((entry.period, decision.wanted, decision.done)),
            _ => None,
        })
        .collect()
}

/// The first period in which the decisions of two lives differ; none if they never do.
pub fn first_difference(one: &[Entry], other: &[Entry]) -> Option<u16> {
    let (one, other) = (decisions(one), decisions(other));
    let same = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    match (one.get(same), other.get(same)) {
        (Some(a), Some(b)) => Some(a.0.min(b.0)),
        (Some(only), None) | (None, Some(only)) => Some(only.0),
        (None, None) => None,
    }
}
