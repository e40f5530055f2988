//! State of the households of one future under one strategy: one row a household, in the order in which
//! steps read it.

use super::footing::PLAIN;
use super::income::ZoneShocks;
use super::leavers::NOWHERE;
use super::solutions::Solution;
use super::standing::Standing;
use crate::plan::Place;
use crate::plan::population::savings_share;
use std::ops::{Index, IndexMut};

/// Where the people of a household live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Living {
    /// In their own home (the first one, or one found since).
    Home,
    /// Displaced, with a host family.
    Host,
    /// Displaced, in a collective site.
    Site,
    /// Displaced, in rented rooms.
    Rent,
    /// Displaced by standard, in their uninhabitable dwelling.
    Unsafe,
    /// Outside the area.
    Away,
    /// Nobody of the household is alive.
    Gone,
}

impl Living {
    /// Whether the household is displaced.
    #[inline]
    pub fn is_displaced(self) -> bool {
        matches!(self, Self::Host | Self::Site | Self::Rent | Self::Unsafe)
    }

    /// Whether the household lives in the area.
    #[inline]
    pub fn is_resident(self) -> bool {
        !matches!(self, Self::Away | Self::Gone)
    }

    /// Whether its people sleep in its dwelling.
    #[inline]
    pub fn is_in_dwelling(self) -> bool {
        matches!(self, Self::Home | Self::Unsafe)
    }
}

/// Where the ties of a household know it to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// In the zone of this rank.
    Zone(u16),
    /// At the destination of this rank.
    Away(u8),
    /// Nobody of it is alive.
    Gone,
}

/// First place that is no zone: destinations follow.
const AWAY: u16 = u16::MAX - 256;
/// Place of a household of which nobody is alive.
const GONE: u16 = u16::MAX;

/// Marks of a household that are set once or switched.
pub mod mark {
    /// It was trapped at least once.
    pub const EVER_TRAPPED: u16 = 2;
    /// The dwelling may not be rebuilt where it stands; it waits for a plot.
    pub const NEEDS_PLOT: u16 = 4;
    /// It moved to a home in another place than its first.
    pub const MOVED: u16 = 8;
    /// It is on the list of damaged dwellings.
    pub const DAMAGED: u16 = 16;
    /// It received the warning of the event under way.
    pub const WARNED: u16 = 32;
    /// It left before the event under way.
    pub const EVACUATED: u16 = 64;
    /// It was relocated by plan.
    pub const PLANNED: u16 = 128;
    /// It was displaced at least once.
    pub const EVER_DISPLACED: u16 = 256;
    /// It is displaced for want of services: the home that it left stands.
    pub const LEFT_FOR_SERVICES: u16 = 512;
    /// It lost its papers at the start of its last spell of displacement.
    pub const LOST_DOCUMENTS: u16 = 1024;
    /// Twelve months into its last spell it met the criteria of a durable solution.
    pub const SOLVED_AT_12: u16 = 2048;
    /// A grant for its last loss was refused at least once.
    pub const GRANT_REFUSED: u16 = 4096;
    /// A grant for its last loss was refused because it holds no title.
    pub const DENIED_FOR_TITLE: u16 = 8192;
}

/// No programme.
pub const NO_PROGRAMME: u8 = u8::MAX;
/// No period.
pub const NEVER: u16 = u16::MAX;

/// State of one household. What decisions read comes first and what its losses need comes after it, each
/// in one line of the processor's memory (docs/adr/0026).
#[derive(Clone, Copy, Debug)]
#[repr(C, align(64))]
pub struct Household {
    /// Zone of its home.
    pub zone: u16,
    /// Where its people live.
    pub living: Living,
    /// Dwelling class.
    pub class: u8,
    /// Damage ratio of the dwelling, 0-1.
    pub damage: f32,
    /// Liquid savings at the last touch, USD; and its month.
    pub savings_usd: f32,
    /// Experience of events beyond what the whole area heard of, events; and its month.
    pub experience: f32,
    /// Elevation of the dwelling, m.
    pub elevation_m: f32,
    /// Distance of the dwelling to the coast, km.
    pub coast_km: f32,
    /// Strength added to the half-damage wind, m/s (lever `dwelling_strength`).
    pub strength_ms: f32,
    /// Largest damage since it was last intact.
    pub worst_damage: f32,
    /// Share of the month that had passed when the spell of displacement began.
    pub displaced_share: f32,
    /// Marks, see [`mark`].
    pub marks: u16,
    /// Month of the last touch of savings.
    pub savings_period: u16,
    /// Month of the last touch of experience.
    pub experience_period: u16,
    /// Footing among those of [`super::footing`].
    pub footing: u16,
    /// Month of the last decision.
    pub decided: u16,
    /// First month of the spell of displacement.
    pub displaced_since: u16,
    /// First month of the last spell of displacement, kept when it is over.
    pub spell_start: u16,
    /// Month until which severe damage makes decisions likelier.
    pub stirred_until: u16,
    /// Persons alive.
    pub size: u8,
    /// Class of its last decision.
    pub standing: Standing,
    /// Programme that offers relocation, while the offer stands.
    pub offer: u8,
    /// Where the last spell of displacement has led.
    pub solution: Solution,
    /// Moves within the last spell of displacement, the first one included.
    pub spell_moves: u8,
    /// Destination that a household away left for.
    pub destination: u8,
    /// Classes better at rebuilding (lever `rebuild_class`).
    pub rebuild: u8,
    /// Programme that pays for it.
    pub rebuild_programme: u8,
    /// Share of unreached warnings that a programme reaches (lever `warning`).
    pub warning: f32,
    /// Part of what relatives abroad send that is lost to fees.
    pub fee_share: f32,
    /// Loss of which payouts are a share, USD; and its month.
    pub loss_usd: f32,
    /// Payouts of insurance, landlord and relatives already spent, USD.
    pub spent_payout_usd: f32,
    /// The part of spent payouts that came from relatives, USD.
    pub spent_relatives_usd: f32,
    /// Grants already spent, USD.
    pub spent_grant_usd: f32,
    /// Share of repair cost paid (lever `repair_funding`).
    pub grant_share: f32,
    /// Share of a loss that the insurance of programmes pays while its premium is paid.
    pub cover_share: f32,
    /// The same at the time of the last loss.
    pub claim_cover_share: f32,
    /// Month of the loss.
    pub loss_period: u16,
    /// Programmes that pay the grant: position among the sets of [`super::grants`].
    pub grant_set: u16,
    /// Month in which a household away left.
    pub away_since: u16,
    /// Times that its clock has rung since.
    pub away_arrivals: u16,
}

/// What changes during a run: households in order, and what they share.
#[derive(Clone, Debug, Default)]
pub struct Households {
    rows: Vec<Household>,
    /// Shocks to livelihoods, by zone.
    pub shocks: ZoneShocks,
    /// Where its ties know it to be: month of the last move to another zone or out of the area, and place.
    whereabouts: Vec<(u16, u16)>,
}

impl Index<usize> for Households {
    type Output = Household;

    #[inline]
    fn index(&self, household: usize) -> &Household {
        &self.rows[household]
    }
}

impl IndexMut<usize> for Households {
    #[inline]
    fn index_mut(&mut self, household: usize) -> &mut Household {
        &mut self.rows[household]
    }
}

impl Households {
    /// Sets every household to its start, with its experience of events before it; memory of an earlier
    /// run is reused.
    pub fn reset(&mut self, place: &Place, lived_before: &[f32], drought: &[f32]) {
        self.shocks.reset(place.zones(), drought);
        let population = &place.population;
        self.rows.clear();
        self.rows.extend((0..population.len()).map(|i| Household {
            zone: population.zone[i],
            living: Living::Home,
            class: population.class[i],
            damage: 0.0,
            savings_usd: savings_share(place, i) * population.income[i],
            experience: lived_before[i],
            elevation_m: population.elevation_m[i],
            coast_km: population.coast_km[i],
            strength_ms: 0.0,
            worst_damage: 0.0,
            displaced_share: 0.0,
            marks: 0,
            savings_period: 0,
            experience_period: 0,
            footing: PLAIN,
            decided: NEVER,
            displaced_since: NEVER,
            spell_start: NEVER,
            stirred_until: 0,
            size: population.size[i],
            standing: Standing::None,
            offer: NO_PROGRAMME,
            solution: Solution::Pending,
            spell_moves: 0,
            destination: NOWHERE,
            rebuild: 0,
            rebuild_programme: NO_PROGRAMME,
            loss_usd: 0.0,
            spent_payout_usd: 0.0,
            spent_relatives_usd: 0.0,
            spent_grant_usd: 0.0,
            grant_share: 0.0,
            cover_share: 0.0,
            claim_cover_share: 0.0,
            fee_share: place.remittance_fee_share as f32,
            warning: 0.0,
            loss_period: 0,
            grant_set: 0,
            away_since: NEVER,
            away_arrivals: 0,
        }));
        self.whereabouts.clear();
        self.whereabouts.extend(population.zone.iter().map(|zone| (NEVER, *zone)));
    }

    /// Number of households.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Households in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Household> {
        self.rows.iter()
    }

    /// Row of its footing and zone among the sums of those who fare alike.
    #[inline]
    pub fn row(&self, household: usize, zones: usize) -> usize {
        let row = &self[household];
        usize::from(row.footing) * zones + usize::from(row.zone)
    }

    /// Where a household is and when it moved there from another place, [`NEVER`] if it has not.
    #[inline]
    pub fn whereabouts(&self, household: usize) -> (u16, Whereabouts) {
        let (since, place) = self.whereabouts[household];
        let place = match place {
            GONE => Whereabouts::Gone,
            place if place >= AWAY => Whereabouts::Away((place - AWAY) as u8),
            zone => Whereabouts::Zone(zone),
        };
        (since, place)
    }

    /// A household lives in a zone, as its ties know.
    pub fn stay_in(&mut self, household: usize, zone: u16) {
        self.whereabouts[household].1 = zone;
    }

    /// A household moves to another zone in a month.
    pub fn moves_away(&mut self, household: usize, period: u16) {
        self.whereabouts[household].0 = period;
    }

    /// A household leaves for the destination of a rank in a month.
    pub fn leaves_for(&mut self, household: usize, rank: u8, period: u16) {
        self.whereabouts[household] = (period, AWAY + u16::from(rank));
    }

    /// A household that had left is back: it is no example of leaving any more.
    pub fn is_back(&mut self, household: usize) {
        self.whereabouts[household].0 = NEVER;
    }

    /// Nobody of a household is alive.
    pub fn dies_out(&mut self, household: usize) {
        self.whereabouts[household].1 = GONE;
    }

    /// Whether a mark is set.
    #[inline]
    pub fn has(&self, household: usize, mark: u16) -> bool {
        self[household].marks & mark != 0
    }

    /// Sets or clears a mark.
    #[inline]
    pub fn set(&mut self, household: usize, mark: u16, on: bool) {
        if on {
            self[household].marks |= mark;
        } else {
            self[household].marks &= !mark;
        }
    }

    /// Liquid savings now: they relax to the aim of the household's fifth (model M4).
    #[inline]
    pub fn savings_now(&self, household: usize, aim_usd: f64, keep: &[f64], period: u16) -> f64 {
        let months = usize::from(period - self[household].savings_period);
        aim_usd + (f64::from(self[household].savings_usd) - aim_usd) * keep[months]
    }
}
