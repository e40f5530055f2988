//! Which programmes share in the repair grant of a household.
//!
//! Several programmes with `repair_funding` pay 1 - ∏(1 - x) of the loss together, and of that each pays
//! in proportion to its own x. Households with the same programmes share one entry.

/// The sets of programmes that pay grants, each once; the first is the empty one.
#[derive(Clone, Debug, Default)]
pub struct GrantSets(Vec<Vec<(u8, f64)>>);

impl GrantSets {
    /// Nobody pays.
    pub fn reset(&mut self) {
        self.0.clear();
        self.0.push(Vec::new());
    }

    /// The set with one programme more, which pays a share of the loss.
    pub fn with(&mut self, set: u16, programme: u8, share: f64) -> u16 {
        let mut wider = self.0[usize::from(set)].clone();
        wider.push((programme, share));
        wider.sort_by_key(|(programme, _)| *programme);
        let known = self.0.iter().position(|other| *other == wider);
        known.unwrap_or_else(|| {
            self.0.push(wider);
            self.0.len() - 1
        }) as u16
    }

    /// Programmes of a set.
    pub fn len(&self, set: u16) -> usize {
        self.0[usize::from(set)].len()
    }

    /// A programme of a set and its part of what the set pays; parts add up to one.
    pub fn part(&self, set: u16, position: usize) -> (u8, f64) {
        let programmes = &self.0[usize::from(set)];
        let sum: f64 = programmes.iter().map(|(_, share)| share).sum();
        let (programme, share) = programmes[position];
        (programme, share / sum)
    }
}

#[cfg(test)]
mod tests {
    use super::GrantSets;

    #[test]
    fn programmes_share_in_proportion_in_whatever_order_they_came() {
        let mut sets = GrantSets::default();
        sets.reset();
        let first = sets.with(0, 2, 0.3);
        let both = sets.with(first, 1, 0.1);
        let other = sets.with(0, 1, 0.1);
        assert_eq!(sets.with(other, 2, 0.3), both);
        assert_eq!((sets.len(0), sets.len(first), sets.len(both)), (0, 1, 2));
        assert_eq!(sets.part(first, 0), (2, 1.0));
        assert!((sets.part(both, 0).1 - 0.25).abs() < 1e-15 && sets.part(both, 0).0 == 1);
        assert!((sets.part(both, 1).1 - 0.75).abs() < 1e-15);
    }
}
