//! The social ties of households: a small-world graph (Watts and Strogatz 1998), drawn once with the
//! population.
//!
//! Each household draws half of its ties on average and is drawn by others for the rest, so the mean
//! number is the stated one. A tie inside the zone leads to one of the households that follow on the
//! ring of the zone, or, rewired, to any household of the zone; a tie outside leads to any household of
//! the other zones. Order on the ring is that of the ordinals and stands for no place. Every draw is
//! addressed by the household that draws: another household, or another tie, moves none of them.

use std::ops::Range;

use crate::rng::{Draws, Purpose};

/// How ties are drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NetworkRules {
    /// Mean number of ties of a household.
    pub ties_per_household: f64,
    /// Share of the ties inside the zone that lead to any household of it.
    pub rewired_share: f64,
    /// Share of ties that stay inside the zone.
    pub within_zone_share: f64,
}

/// Ties of every household in compressed rows: both ends of a tie list it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Network {
    start: Vec<u32>,
    ties: Vec<u32>,
}

impl Network {
    /// Households that household `i` has ties to, in ascending order, each once.
    #[inline]
    pub fn ties_of(&self, i: usize) -> &[u32] {
        &self.ties[self.start[i] as usize..self.start[i + 1] as usize]
    }

    /// Draws the ties of households with these `entity` addresses; `zone_start` holds the first
    /// household of each zone and the number of households at the end.
    pub fn draw(draws: &Draws, entity: &[u32], zone_start: &[usize], rules: NetworkRules) -> Self {
        let mut pairs =
            Vec::with_capacity((rules.ties_per_household * entity.len() as f64) as usize);
        for zone in zone_start.windows(2).map(|ends| ends[0]..ends[1]) {
            for i in zone.clone() {
                let half = rules.ties_per_household / 2.0;
                let more = draws.uniform(Purpose::Tie, entity[i], 1, 0) < half - half.floor();
                for tie in 0..half as u32 + u32::from(more) {
                    let address = (entity[i], tie);
                    if let Some(other) = partner(draws, address, i, &zone, entity.len(), rules) {
                        pairs.push((i as u32, other as u32));
                        pairs.push((other as u32, i as u32));
                    }
                }
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        let mut start = vec![0; entity.len() + 1];
        for (from, _) in &pairs {
            start[*from as usize + 1] += 1;
        }
        for i in 0..entity.len() {
            start[i + 1] += start[i];
        }
        let ties = pairs.into_iter().map(|(_, to)| to).collect();
        Self { start, ties }
    }
}

/// Whom a tie of household `i` of a zone leads to; none where there is nobody else.
fn partner(
    draws: &Draws,
    (entity, tie): (u32, u32),
    i: usize,
    zone: &Range<usize>,
    households: usize,
    rules: NetworkRules,
) -> Option<usize> {
    let (outside, inside) = (households - zone.len(), zone.len() - 1);
    let (kind, whom) = draws.pair(Purpose::Tie, entity, 0, 2 * tie);
    // One uniform decides where the tie leads: outside, rewired, or along the ring.
    let stays = rules.within_zone_share;
    if kind >= stays {
        let other = position(whom, outside)?;
        return Some(if other < zone.start { other } else { other + zone.len() });
    }
    if kind < stays * rules.rewired_share {
        let other = zone.start + position(whom, inside)?;
        return Some(if other < i { other } else { other + 1 });
    }
    let step = tie as usize + 1;
    (step <= inside).then(|| zone.start + (i - zone.start + step) % zone.len())
}

/// The position of a uniform among `count` equal parts; none among none.
fn position(u: f64, count: usize) -> Option<usize> {
    (count > 0).then(|| ((u * count as f64) as usize).min(count - 1))
}

#[cfg(test)]
mod tests {
    use super::{Network, NetworkRules};
    use crate::rng::{Draws, Seed};

    const RULES: NetworkRules =
        NetworkRules { ties_per_household: 7.0, rewired_share: 0.1, within_zone_share: 0.8 };

    fn network(zones: &[usize], rules: NetworkRules) -> (Network, Vec<usize>) {
        let mut start = vec![0];
        let mut entity = Vec::new();
        for (zone, households) in zones.iter().enumerate() {
            entity.extend((0..*households as u32).map(|ordinal| (zone as u32) << 20 | ordinal));
            start.push(entity.len());
        }
        (Network::draw(&Draws::shared(Seed(4)), &entity, &start, rules), start)
    }

    #[test]
    fn ties_are_mutual_and_as_many_and_as_near_as_stated() {
        let (network, start) = network(&[4_000, 2_000, 3_000], RULES);
        let (mut ties, mut within) = (0_u32, 0_u32);
        for zone in 0..3 {
            for i in start[zone]..start[zone + 1] {
                for &other in network.ties_of(i) {
                    assert_ne!(other as usize, i);
                    assert!(network.ties_of(other as usize).contains(&(i as u32)));
                    ties += 1;
                    within += u32::from((start[zone]..start[zone + 1]).contains(&(other as usize)));
                }
            }
        }
        // 31,500 ties are drawn; each end counts. Four standard errors of a share, and the few doubles.
        let share = f64::from(within) / f64::from(ties);
        assert!((share - 0.8).abs() < 4.0 * (0.16_f64 / 31_500.0).sqrt(), "{share}");
        let mean = f64::from(ties) / 9_000.0;
        assert!((6.9..=7.02).contains(&mean), "{mean}");
    }

    #[test]
    fn without_rewiring_ties_are_a_ring() {
        let rules =
            NetworkRules { ties_per_household: 4.0, rewired_share: 0.0, within_zone_share: 1.0 };
        let (network, _) = network(&[6, 3, 1], rules);
        assert_eq!(network.ties_of(0), [1, 2, 4, 5]);
        assert_eq!(network.ties_of(7), [6, 8]);
        assert!(network.ties_of(9).is_empty());
    }

    #[test]
    fn a_household_more_moves_only_ties_that_count_households() {
        let rules = NetworkRules { within_zone_share: 1.0, ..RULES };
        let ((one, _), (two, start)) = (network(&[500, 500], rules), network(&[500, 501], rules));
        assert_eq!(start, [0, 500, 1001]);
        for i in 0..500 {
            assert_eq!(one.ties_of(i), two.ties_of(i));
        }
    }
}
