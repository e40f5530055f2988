//! Draws with addresses.
//!
//! A draw is a pure function of (seed; replicate, purpose, period, entity, index). Nothing is taken
//! from a stream, so a draw that is not taken, a household that is added or a strategy that is removed
//! changes no other draw, and all strategies of a replicate share theirs. The strategy is not part of
//! the address on purpose.
//!
//! The address is injective: the 64-bit seed is the key and 32 + 32 + 16 + 16 + 32 bits fill the
//! 128-bit counter as `[index / 2, entity, purpose << 16 | period, replicate]`. One block serves the
//! even and the odd index of a pair.

mod address;
mod generator;
mod philox;

pub use address::Purpose;
pub use generator::DrawRng;
pub use philox::block;

/// The seed of an experiment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed(pub u64);

/// Replicate number of draws that belong to the place and not to one of its futures: the synthetic
/// population, the storm catalogue, programme order.
pub const SHARED: u32 = u32::MAX;

/// All draws of one replicate.
#[derive(Clone, Copy, Debug)]
pub struct Draws {
    key: [u32; 2],
    replicate: u32,
}

impl Draws {
    /// The draws of `replicate` under `seed`.
    pub fn new(seed: Seed, replicate: u32) -> Self {
        Self { key: [seed.0 as u32, (seed.0 >> 32) as u32], replicate }
    }

    /// The draws shared by all replicates under `seed`.
    pub fn shared(seed: Seed) -> Self {
        Self::new(seed, SHARED)
    }

    /// The four words of the block that holds `index` and its neighbour.
    #[inline]
    pub fn words(&self, purpose: Purpose, entity: u32, period: u16, index: u32) -> [u32; 4] {
        let purpose_and_period = (purpose as u32) << 16 | u32::from(period);
        block(self.key, [index >> 1, entity, purpose_and_period, self.replicate])
    }

    /// One uniform strictly inside (0, 1).
    #[inline]
    pub fn uniform(&self, purpose: Purpose, entity: u32, period: u16, index: u32) -> f64 {
        let words = self.words(purpose, entity, period, index);
        if index & 1 == 0 { unit(words[0], words[1]) } else { unit(words[2], words[3]) }
    }

    /// The uniforms of the even `index` and of `index + 1` for the price of one.
    #[inline]
    pub fn pair(&self, purpose: Purpose, entity: u32, period: u16, index: u32) -> (f64, f64) {
        debug_assert!(index & 1 == 0, "a pair starts at an even index");
        let words = self.words(purpose, entity, period, index);
        (unit(words[0], words[1]), unit(words[2], words[3]))
    }
}

/// 52 bits of two words as a uniform strictly inside (0, 1): no quantile is ever infinite. With 53 bits
/// the largest value would round to one.
#[inline]
fn unit(low: u32, high: u32) -> f64 {
    const SCALE: f64 = 1.0 / 4_503_599_627_370_496.0;
    let bits = (u64::from(high) << 32 | u64::from(low)) >> 12;
    (bits as f64 + 0.5) * SCALE
}

#[cfg(test)]
mod tests {
    use super::{Draws, Purpose, Seed, unit};

    #[test]
    fn uniforms_stay_strictly_inside_the_unit_interval() {
        assert!(unit(0, 0) > 0.0);
        assert!(unit(u32::MAX, u32::MAX) < 1.0);
    }

    #[test]
    fn a_pair_is_the_even_and_the_odd_draw() {
        let draws = Draws::new(Seed(7), 3);
        let (even, odd) = draws.pair(Purpose::Damage, 11, 5, 8);
        assert_eq!(even, draws.uniform(Purpose::Damage, 11, 5, 8));
        assert_eq!(odd, draws.uniform(Purpose::Damage, 11, 5, 9));
        assert_ne!(even, odd);
    }

    #[test]
    fn every_part_of_the_address_matters() {
        let one = Draws::new(Seed(7), 3).uniform(Purpose::Damage, 11, 5, 8);
        assert_ne!(one, Draws::new(Seed(8), 3).uniform(Purpose::Damage, 11, 5, 8));
        assert_ne!(one, Draws::new(Seed(7 | 1 << 40), 3).uniform(Purpose::Damage, 11, 5, 8));
        assert_ne!(one, Draws::new(Seed(7), 4).uniform(Purpose::Damage, 11, 5, 8));
        assert_ne!(one, Draws::new(Seed(7), 3).uniform(Purpose::Exit, 11, 5, 8));
        assert_ne!(one, Draws::new(Seed(7), 3).uniform(Purpose::Damage, 12, 5, 8));
        assert_ne!(one, Draws::new(Seed(7), 3).uniform(Purpose::Damage, 11, 6, 8));
        assert_ne!(one, Draws::new(Seed(7), 3).uniform(Purpose::Damage, 11, 5, 10));
    }

    #[test]
    fn purposes_are_numbered_in_order() {
        for (number, purpose) in Purpose::ALL.iter().enumerate() {
            assert_eq!(number, *purpose as usize);
        }
    }
}
