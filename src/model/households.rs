//! State of the households of one future under one strategy: one column an attribute.

use super::footing::PLAIN;
use super::income::ZoneShocks;
use super::leavers::NOWHERE;
use super::solutions::Solution;
use super::standing::Standing;
use crate::plan::Place;
use crate::plan::population::savings_share;

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
    /// It left ahead of an event at least once; nothing depends on it.
    pub const EVER_EVACUATED: u16 = 16_384;
}

/// No programme.
pub const NO_PROGRAMME: u8 = u8::MAX;
/// No period.
pub const NEVER: u16 = u16::MAX;

/// Columns that change during a run.
#[derive(Clone, Debug, Default)]
pub struct Households {
    /// Where its people live.
    pub living: Vec<Living>,
    /// Zone of its home.
    pub zone: Vec<u16>,
    /// Persons alive.
    pub size: Vec<u8>,
    /// Dwelling class.
    pub class: Vec<u8>,
    /// Marks, see [`mark`].
    pub marks: Vec<u16>,
    /// Damage ratio of the dwelling, 0-1.
    pub damage: Vec<f32>,
    /// Largest damage since it was last intact.
    pub worst_damage: Vec<f32>,
    /// Loss of which payouts are a share, USD; and its month.
    pub loss_usd: Vec<f32>,
    /// Month of the loss.
    pub loss_period: Vec<u16>,
    /// Payouts of insurance, landlord and relatives already spent, USD.
    pub spent_payout_usd: Vec<f32>,
    /// Grants already spent, USD.
    pub spent_grant_usd: Vec<f32>,
    /// First month of the spell of displacement.
    pub displaced_since: Vec<u16>,
    /// Liquid savings at the last touch, USD; and its month.
    pub savings_usd: Vec<f32>,
    /// Month of the last touch of savings.
    pub savings_period: Vec<u16>,
    /// Experience of events beyond what the whole area heard of, events; and its month.
    pub experience: Vec<f32>,
    /// Month of the last touch of experience.
    pub experience_period: Vec<u16>,
    /// Month of the last decision.
    pub decided: Vec<u16>,
    /// Elevation of the dwelling, m.
    pub elevation_m: Vec<f32>,
    /// Distance of the dwelling to the coast, km.
    pub coast_km: Vec<f32>,
    /// Strength added to the half-damage wind, m/s (lever `dwelling_strength`).
    pub strength_ms: Vec<f32>,
    /// Share of unreached warnings that a programme reaches (lever `warning`).
    pub warning: Vec<f32>,
    /// Share of repair cost paid (lever `repair_funding`).
    pub grant_share: Vec<f32>,
    /// Programmes that pay it: position among the sets of [`super::grants`].
    pub grant_set: Vec<u16>,
    /// Classes better at rebuilding (lever `rebuild_class`).
    pub rebuild: Vec<u8>,
    /// Programme that pays for it.
    pub rebuild_programme: Vec<u8>,
    /// Shocks to livelihoods, by zone.
    pub shocks: ZoneShocks,
    /// Programme that offers relocation, while the offer stands.
    pub offer: Vec<u8>,
    /// Share of the month that had passed when the spell of displacement began.
    pub displaced_share: Vec<f32>,
    /// Moves within the last spell of displacement, the first one included.
    pub spell_moves: Vec<u8>,
    /// First month of the last spell of displacement, kept when it is over.
    pub spell_start: Vec<u16>,
    /// Where the last spell of displacement has led.
    pub solution: Vec<Solution>,
    /// Destination that a household away left for.
    pub destination: Vec<u8>,
    /// Month in which a household away left.
    pub away_since: Vec<u16>,
    /// Times that its clock has rung since.
    pub away_arrivals: Vec<u16>,
    /// Class of its last decision.
    pub standing: Vec<Standing>,
    /// Where its ties know it to be: month of the last move to another zone or out of the area, and place
    /// among those of [`Households::places`].
    whereabouts: Vec<(u16, u16)>,
    /// Number of zones.
    zones: u16,
    /// Number of destinations.
    destinations: u16,
    /// Month until which severe damage makes decisions likelier.
    pub stirred_until: Vec<u16>,
    /// The part of spent payouts that came from relatives, USD.
    pub spent_relatives_usd: Vec<f32>,
    /// Footing among those of [`super::footing`].
    pub footing: Vec<u16>,
    /// Share of a loss that the insurance of programmes pays while its premium is paid.
    pub cover_share: Vec<f32>,
    /// The same at the time of the last loss.
    pub claim_cover_share: Vec<f32>,
    /// Part of what relatives abroad send that is lost to fees.
    pub fee_share: Vec<f32>,
}

impl Households {
    /// Sets every household to its start, with its experience of events before it; memory of an earlier
    /// run is reused.
    pub fn reset(
        &mut self,
        place: &Place,
        destinations: usize,
        lived_before: &[f32],
        drought: &[f32],
    ) {
        self.shocks.reset(place.zones(), drought);
        let population = &place.population;
        let count = population.len();
        fill(&mut self.living, count, Living::Home);
        copy(&mut self.zone, &population.zone);
        copy(&mut self.size, &population.size);
        copy(&mut self.class, &population.class);
        fill(&mut self.marks, count, 0);
        fill(&mut self.damage, count, 0.0);
        fill(&mut self.worst_damage, count, 0.0);
        fill(&mut self.loss_usd, count, 0.0);
        fill(&mut self.loss_period, count, 0);
        fill(&mut self.spent_payout_usd, count, 0.0);
        fill(&mut self.spent_grant_usd, count, 0.0);
        fill(&mut self.displaced_since, count, NEVER);
        self.savings_usd.clear();
        self.savings_usd.extend((0..count).map(|i| savings_share(place, i) * population.income[i]));
        fill(&mut self.savings_period, count, 0);
        copy(&mut self.experience, lived_before);
        fill(&mut self.experience_period, count, 0);
        fill(&mut self.decided, count, NEVER);
        copy(&mut self.elevation_m, &population.elevation_m);
        copy(&mut self.coast_km, &population.coast_km);
        fill(&mut self.strength_ms, count, 0.0);
        fill(&mut self.warning, count, 0.0);
        fill(&mut self.grant_share, count, 0.0);
        fill(&mut self.grant_set, count, 0);
        fill(&mut self.rebuild, count, 0);
        fill(&mut self.rebuild_programme, count, NO_PROGRAMME);
        fill(&mut self.offer, count, NO_PROGRAMME);
        fill(&mut self.displaced_share, count, 0.0);
        fill(&mut self.spell_moves, count, 0);
        fill(&mut self.spell_start, count, NEVER);
        fill(&mut self.solution, count, Solution::Pending);
        fill(&mut self.destination, count, NOWHERE);
        fill(&mut self.away_since, count, NEVER);
        fill(&mut self.away_arrivals, count, 0);
        fill(&mut self.standing, count, Standing::None);
        self.whereabouts.clear();
        self.whereabouts.extend(population.zone.iter().map(|zone| (NEVER, *zone)));
        self.zones = place.zones() as u16;
        self.destinations = destinations as u16;
        fill(&mut self.stirred_until, count, 0);
        fill(&mut self.spent_relatives_usd, count, 0.0);
        fill(&mut self.footing, count, PLAIN);
        fill(&mut self.cover_share, count, 0.0);
        fill(&mut self.claim_cover_share, count, 0.0);
        fill(&mut self.fee_share, count, place.remittance_fee_share as f32);
    }

    /// Row of its footing and zone among the sums of those who fare alike.
    #[inline]
    pub fn row(&self, household: usize, zones: usize) -> usize {
        usize::from(self.footing[household]) * zones + usize::from(self.zone[household])
    }

    /// Places where a household can be: the zones, the destinations, and none for those of whom nobody is
    /// alive.
    #[inline]
    pub fn places(&self) -> usize {
        usize::from(self.zones) + usize::from(self.destinations) + 1
    }

    /// The place where a household is, below [`Self::places`], and when it moved there from another one,
    /// [`NEVER`] if it has not.
    #[inline]
    pub fn whereabouts(&self, household: usize) -> (u16, u16) {
        self.whereabouts[household]
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
        self.whereabouts[household] = (period, self.zones + u16::from(rank));
    }

    /// A household that had left is back: it is no example of leaving any more.
    pub fn is_back(&mut self, household: usize) {
        self.whereabouts[household].0 = NEVER;
    }

    /// Nobody of a household is alive.
    pub fn dies_out(&mut self, household: usize) {
        self.whereabouts[household].1 = self.zones + self.destinations;
    }

    /// Whether a mark is set.
    #[inline]
    pub fn has(&self, household: usize, mark: u16) -> bool {
        self.marks[household] & mark != 0
    }

    /// Sets or clears a mark.
    #[inline]
    pub fn set(&mut self, household: usize, mark: u16, on: bool) {
        if on {
            self.marks[household] |= mark;
        } else {
            self.marks[household] &= !mark;
        }
    }

    /// Liquid savings now: they relax to the aim of the household's fifth (model M4).
    #[inline]
    pub fn savings_now(&self, household: usize, aim_usd: f64, keep: &[f64], period: u16) -> f64 {
        let months = usize::from(period - self.savings_period[household]);
        aim_usd + (f64::from(self.savings_usd[household]) - aim_usd) * keep[months]
    }
}

fn fill<T: Clone>(column: &mut Vec<T>, count: usize, value: T) {
    column.clear();
    column.resize(count, value);
}

fn copy<T: Clone>(column: &mut Vec<T>, from: &[T]) {
    column.clear();
    column.extend_from_slice(from);
}
