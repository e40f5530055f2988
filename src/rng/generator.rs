//! The words at an address as a generator of the crate `rand`, for what takes one.
//!
//! Result draws are quantiles of one uniform and do not pass here; this serves comparisons with the
//! distributions of `rand_distr`.

use std::convert::Infallible;

use rand::TryRng;

use super::{Draws, Purpose};

/// A generator that walks through the indices of one address, block after block.
#[derive(Clone, Debug)]
pub struct DrawRng {
    draws: Draws,
    purpose: Purpose,
    entity: u32,
    period: u16,
    next: u32,
    words: [u32; 4],
}

impl Draws {
    /// The words of an address from index 0 on, as a generator.
    pub fn rng(&self, purpose: Purpose, entity: u32, period: u16) -> DrawRng {
        DrawRng { draws: *self, purpose, entity, period, next: 0, words: [0; 4] }
    }
}

impl TryRng for DrawRng {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let place = (self.next % 4) as usize;
        if place == 0 {
            // One block holds two indices of two words each.
            let index = self.next / 2;
            self.words = self.draws.words(self.purpose, self.entity, self.period, index);
        }
        self.next = self.next.wrapping_add(1);
        Ok(self.words[place])
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let low = u64::from(self.try_next_u32()?);
        let high = u64::from(self.try_next_u32()?);
        Ok(high << 32 | low)
    }

    fn try_fill_bytes(&mut self, into: &mut [u8]) -> Result<(), Infallible> {
        for chunk in into.chunks_mut(4) {
            let word = self.try_next_u32()?.to_le_bytes();
            chunk.copy_from_slice(&word[..chunk.len()]);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use rand::Rng;
    use rand_distr::{Distribution, Exp1, LogNormal, Triangular};

    use super::*;
    use crate::dist::quantile::{exponential, lognormal, triangular};
    use crate::rng::Seed;

    #[test]
    fn words_are_those_of_the_address() {
        let draws = Draws::new(Seed(9), 4);
        let mut rng = draws.rng(Purpose::Damage, 3, 2);
        for index in [0, 2, 4] {
            for word in draws.words(Purpose::Damage, 3, 2, index) {
                assert_eq!(rng.next_u32(), word);
            }
        }
    }

    /// Largest distance of the empirical distributions of two samples (Kolmogorov-Smirnov).
    fn distance(mut one: Vec<f64>, mut other: Vec<f64>) -> f64 {
        one.sort_by(f64::total_cmp);
        other.sort_by(f64::total_cmp);
        let share = |sample: &[f64], x: f64| {
            sample.partition_point(|value| *value <= x) as f64 / sample.len() as f64
        };
        one.iter().map(|x| (share(&one, *x) - share(&other, *x)).abs()).fold(0.0, f64::max)
    }

    #[test]
    fn quantiles_agree_with_an_independent_sampler() {
        let n = 20_000_u32;
        // The 0.1 % point of the two-sample Kolmogorov-Smirnov distance.
        let most = 1.95 * (2.0 / f64::from(n)).sqrt();
        let draws = Draws::new(Seed(9), 5);
        let ours = |quantile: &dyn Fn(f64) -> f64| -> Vec<f64> {
            (0..n).map(|i| quantile(draws.uniform(Purpose::Parameter, i, 0, 0))).collect()
        };
        let theirs = |sample: &mut dyn FnMut(&mut DrawRng) -> f64| -> Vec<f64> {
            let mut rng = draws.rng(Purpose::Bootstrap, 1, 0);
            (0..n).map(|_| sample(&mut rng)).collect()
        };
        let triangle = Triangular::new(2.0, 9.0, 4.5).unwrap();
        assert!(
            distance(
                ours(&|u| triangular(u, 2.0, 4.5, 9.0)),
                theirs(&mut |rng| triangle.sample(rng))
            ) < most
        );
        let incomes = LogNormal::new(0.0, 0.74).unwrap();
        assert!(
            distance(ours(&|u| lognormal(u, 1.0, 0.74)), theirs(&mut |rng| incomes.sample(rng)))
                < most
        );
        assert!(distance(ours(&exponential), theirs(&mut |rng| Exp1.sample(rng))) < most);
        // And the check can fail.
        assert!(
            distance(ours(&|u| lognormal(u, 1.1, 0.74)), theirs(&mut |rng| incomes.sample(rng)))
                > most
        );
    }
}
