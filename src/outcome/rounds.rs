//! What a displacement tracking round counts in a zone, true and seen side by side.

/// What is counted in a zone, in persons or households of the month: true and observed side by side.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pair {
    /// What is so.
    pub truth: f64,
    /// What the round saw.
    pub observed: f64,
}

impl Pair {
    /// Adds an amount, to what was seen too if it was.
    pub fn add(&mut self, amount: f64, seen: bool) {
        self.truth += amount;
        if seen {
            self.observed += amount;
        }
    }
}

/// One zone in one round.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ZoneRound {
    /// Number of the round since the start, from 1; rounds that find nobody are not held.
    pub round: u32,
    /// Period of the round.
    pub period: u16,
    /// Zone by rank.
    pub zone: u16,
    /// Places in collective sites that can be used.
    pub site_places: f64,
    /// Displaced households.
    pub households: Pair,
    /// Displaced people; observed with the error of the count.
    pub people: Pair,
    /// People with host families, in sites, in rented rooms, in unsafe homes.
    pub living: [Pair; 4],
    /// People in households whose head is a woman.
    pub female_head: Pair,
    /// People in households whose head is elderly or that have a member with a disability.
    pub vulnerable: Pair,
    /// People whose home cannot be lived in yet.
    pub home_damaged: Pair,
    /// People who left a home that stands for want of services.
    pub without_services: Pair,
    /// Mean quality of the places of the displaced, 0-1.
    pub quality: f64,
    /// People in sites that a programme managed last month.
    pub managed: f64,
    /// People who left since the round before, by [`Departure`].
    pub departures: [f64; DEPARTURES],
}

/// How people leave displacement, or a site while they stay displaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum Departure {
    /// They went home.
    Returned,
    /// They settled in another home of the zone.
    Settled,
    /// They went to rented rooms on rent support; they stay displaced.
    RentSupport,
    /// They were evicted from a site; they stay displaced.
    Evicted,
    /// They were moved on by plan from a site that closed; they stay displaced.
    PlannedClosure,
    /// They left a site by themselves; they stay displaced.
    ByThemselves,
}

/// Number of kinds of departure.
pub const DEPARTURES: usize = 6;

#[cfg(test)]
mod tests {
    use super::Pair;

    #[test]
    fn what_is_not_seen_is_only_true() {
        let mut pair = Pair::default();
        pair.add(4.0, true);
        pair.add(3.0, false);
        assert_eq!(pair, Pair { truth: 7.0, observed: 4.0 });
    }
}
