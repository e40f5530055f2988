//! Where the ties of each household are, and how many of them moved away lately.
//!
//! Kept up when a household moves, which is rare, so that who decides reads one row and does not look up
//! every tie: a household that moves writes its new place into the rows of its ties.

use super::decision::TiesElsewhere;
use super::households::NEVER;
use crate::plan::network::Network;
use crate::plan::population::Population;

/// Months during which those who moved away are a norm for their ties.
pub const NORM_MONTHS: u16 = 24;

/// First place that is no zone: destinations follow.
const AWAY: u16 = u16::MAX - 256;
/// Place of a household of which nobody is alive.
const GONE: u16 = u16::MAX;

/// Where the ties of households know them to be.
#[derive(Clone, Debug, Default)]
pub struct Whereabouts {
    /// Place of each tie, in the order of the network: rank of a zone, [`AWAY`] and the rank of a
    /// destination, or [`GONE`].
    places: Vec<u16>,
    /// Month of the last move of each household to another zone or out of the area, [`NEVER`] if it has
    /// not moved.
    since: Vec<u16>,
    /// Ties of each household whose last such move is less than [`NORM_MONTHS`] ago.
    lately: Vec<u8>,
    /// Households that moved in each month.
    movers: Vec<Vec<u32>>,
}

impl Whereabouts {
    /// Everyone is where it is at the start.
    pub fn reset(&mut self, population: &Population, periods: usize) {
        let network = &population.network;
        self.places.clear();
        self.places.extend(network.all().iter().map(|tie| population.zone[*tie as usize]));
        self.since.clear();
        self.since.resize(population.len(), NEVER);
        self.lately.clear();
        self.lately.resize(population.len(), 0);
        self.movers.resize_with(periods, Vec::new);
        for movers in &mut self.movers {
            movers.clear();
        }
    }

    /// Begins a month: moves that lie [`NORM_MONTHS`] back are a norm no more.
    pub fn begin_month(&mut self, network: &Network, period: u16) {
        let Some(then) = period.checked_sub(NORM_MONTHS) else { return };
        let mut movers = std::mem::take(&mut self.movers[usize::from(then)]);
        movers.sort_unstable();
        movers.dedup();
        for household in &movers {
            let i = *household as usize;
            if self.since[i] == then {
                self.count_lately(network, i, false);
            }
        }
        self.movers[usize::from(then)] = movers;
    }

    /// A household lives in a zone, as its ties know.
    pub fn stay_in(&mut self, network: &Network, i: usize, zone: u16) {
        self.place(network, i, zone);
    }

    /// A household moves to another zone in a month.
    pub fn moves_away(&mut self, network: &Network, i: usize, period: u16) {
        if !self.moved_lately(i, period) {
            self.count_lately(network, i, true);
        }
        self.since[i] = period;
        self.movers[usize::from(period)].push(i as u32);
    }

    /// A household leaves for the destination of a rank in a month.
    pub fn leaves_for(&mut self, network: &Network, i: usize, rank: u8, period: u16) {
        self.moves_away(network, i, period);
        self.place(network, i, AWAY + u16::from(rank));
    }

    /// A household that had left is back: it is no example of leaving any more.
    pub fn is_back(&mut self, network: &Network, i: usize, period: u16) {
        if self.moved_lately(i, period) {
            self.count_lately(network, i, false);
        }
        self.since[i] = NEVER;
    }

    /// Nobody of a household is alive.
    pub fn dies_out(&mut self, network: &Network, i: usize) {
        self.place(network, i, GONE);
    }

    /// Finds where the ties of household `i` are that lives in the zone `own`, with so many destinations.
    pub fn find(
        &self,
        network: &Network,
        i: usize,
        own: u16,
        destinations: usize,
        ties: &mut TiesElsewhere,
    ) {
        ties.clear(destinations);
        let slots = network.slots_of(i);
        let count = slots.len();
        for &place in &self.places[slots] {
            if place == own || place == GONE {
                continue;
            }
            if place >= AWAY {
                ties.destinations[usize::from(place - AWAY)] += 1;
            } else {
                ties.add_zone(place);
            }
        }
        let lately = self.lately[i];
        if lately > 0 {
            ties.left_share = f64::from(lately) / count as f64;
        }
    }

    fn moved_lately(&self, i: usize, period: u16) -> bool {
        self.since[i] != NEVER && period - self.since[i] < NORM_MONTHS
    }

    fn place(&mut self, network: &Network, i: usize, place: u16) {
        for slot in network.mirrors_of(i) {
            self.places[*slot as usize] = place;
        }
    }

    fn count_lately(&mut self, network: &Network, i: usize, more: bool) {
        for tie in network.ties_of(i) {
            let lately = &mut self.lately[*tie as usize];
            *lately = if more { *lately + 1 } else { *lately - 1 };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{NORM_MONTHS, TiesElsewhere, Whereabouts};
    use crate::plan::network::{Network, NetworkRules};
    use crate::plan::population::Population;
    use crate::rng::{Draws, Purpose, Seed};

    const ZONES: u16 = 3;
    const IN_EACH: u32 = 40;
    const PERIODS: u16 = 90;

    fn population() -> Population {
        let households = u32::from(ZONES) * IN_EACH;
        let entity: Vec<u32> = (0..households).collect();
        let start: Vec<usize> = (0..=ZONES).map(|zone| usize::from(zone) * 40).collect();
        let rules =
            NetworkRules { ties_per_household: 6.0, rewired_share: 0.3, within_zone_share: 0.6 };
        Population {
            zone: (0..households).map(|i| (i / IN_EACH) as u16).collect(),
            size: vec![1; households as usize],
            network: Network::draw(&Draws::shared(Seed(3)), &entity, &start, rules),
            entity,
            ..Population::default()
        }
    }

    /// What a household did, looked up tie by tie.
    #[derive(Clone, Copy)]
    enum At {
        Zone(u16),
        Away(u8),
        Gone,
    }

    #[test]
    fn rows_of_ties_say_what_looking_up_every_tie_says() {
        let population = population();
        let network = &population.network;
        let draws = Draws::new(Seed(9), 0);
        let mut whereabouts = Whereabouts::default();
        whereabouts.reset(&population, usize::from(PERIODS));
        let mut truth: Vec<(Option<u16>, At)> =
            population.zone.iter().map(|zone| (None, At::Zone(*zone))).collect();
        let mut ties = TiesElsewhere::default();
        let mut seen = [0_u32; 4];
        for period in 0..PERIODS {
            whereabouts.begin_month(network, period);
            for i in 0..population.len() {
                let (act, what) = draws.pair(Purpose::NestTerm, i as u32, period, 0);
                if act > 0.08 {
                    continue;
                }
                let kind = (what * 10.0) as usize;
                match (kind, truth[i].1) {
                    (_, At::Gone) => {}
                    (0, _) => {
                        whereabouts.dies_out(network, i);
                        truth[i].1 = At::Gone;
                        seen[0] += 1;
                    }
                    (_, At::Away(_)) => {
                        whereabouts.is_back(network, i, period);
                        whereabouts.stay_in(network, i, population.zone[i]);
                        truth[i] = (None, At::Zone(population.zone[i]));
                        seen[1] += 1;
                    }
                    (1..=5, At::Zone(zone)) => {
                        let next = (zone + 1) % ZONES;
                        whereabouts.moves_away(network, i, period);
                        whereabouts.stay_in(network, i, next);
                        truth[i] = (Some(period), At::Zone(next));
                        seen[2] += 1;
                    }
                    (_, At::Zone(_)) => {
                        whereabouts.leaves_for(network, i, 1, period);
                        truth[i] = (Some(period), At::Away(1));
                        seen[3] += 1;
                    }
                }
            }
            for i in 0..population.len() {
                let own = 1;
                whereabouts.find(network, i, own, 2, &mut ties);
                let (mut zones, mut away, mut lately) = ([0_u8; 3], [0_u8; 2], 0_u32);
                for tie in network.ties_of(i) {
                    let (since, at) = truth[*tie as usize];
                    lately += u32::from(since.is_some_and(|since| period - since < NORM_MONTHS));
                    match at {
                        At::Zone(zone) if zone == own => {}
                        At::Zone(zone) => zones[usize::from(zone)] += 1,
                        At::Away(rank) => away[usize::from(rank)] += 1,
                        At::Gone => {}
                    }
                }
                let mut found = [0; 3];
                for (zone, count) in &ties.zones {
                    found[usize::from(*zone)] += count;
                }
                assert_eq!((found, ties.destinations.as_slice()), (zones, away.as_slice()));
                let share = f64::from(lately) / network.ties_of(i).len().max(1) as f64;
                assert_eq!(ties.left_share, share, "{i} in {period}");
            }
        }
        assert!(seen.iter().all(|count| *count > 50), "{seen:?}");
    }
}
