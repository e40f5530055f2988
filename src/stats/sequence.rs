//! Points that fill the unit cube evenly: Sobol' sequences, scrambled.
//!
//! Sobol' (1967) with the direction numbers of Joe and Kuo (2008) and the scrambling of Owen (1995) by
//! hashing (Burley 2020). A coordinate is a pure function of seed, index and dimension in whole numbers,
//! so points are the same everywhere. The first 2^m points of any length are balanced, for whole m alone.

use crate::rng::Seed;

/// Dimensions in which points are balanced together. Beyond, a sequence of its own stands for every
/// further 256.
pub const TOGETHER: usize = sobol_burley::NUM_DIMENSIONS as usize;

/// Most points of a sequence.
pub const MOST_POINTS: u32 = 1 << 16;

/// Middle of a step of the 24 bits that a coordinate has.
const HALF_STEP: f64 = 0.5 / 16_777_216.0;

/// Coordinate `dimension` of point `index` (below [`MOST_POINTS`]), strictly inside (0, 1).
pub fn coordinate(seed: Seed, index: u32, dimension: usize) -> f64 {
    let part = (dimension / TOGETHER) as u32;
    let within = (dimension % TOGETHER) as u32;
    let seed = (seed.0 as u32) ^ ((seed.0 >> 32) as u32).rotate_left(16);
    let key = seed.wrapping_add(part.wrapping_mul(0x9e37_79b9));
    f64::from(sobol_burley::sample(index % MOST_POINTS, within, key)) + HALF_STEP
}

#[cfg(test)]
mod tests {
    use super::{TOGETHER, coordinate};
    use crate::rng::Seed;

    #[test]
    fn every_stratum_of_a_power_of_two_holds_one_point() {
        for dimension in [0, 1, 17, TOGETHER - 1, TOGETHER + 3] {
            let mut seen = [0; 64];
            for index in 0..64 {
                let u = coordinate(Seed(5), index, dimension);
                assert!(u > 0.0 && u < 1.0);
                seen[(u * 64.0) as usize] += 1;
            }
            assert_eq!(seen, [1; 64], "dimension {dimension}");
        }
    }

    #[test]
    fn seeds_and_dimensions_differ_and_both_halves_of_a_seed_count() {
        let u = |seed, dimension| coordinate(Seed(seed), 3, dimension);
        assert_eq!(u(1, 2), u(1, 2));
        assert_ne!(u(1, 2), u(2, 2));
        assert_ne!(u(1, 2), u(1, 3));
        assert_ne!(u(1, 2), u(1 | 1 << 40, 2));
    }

    /// The bits are part of what a study is: another version of the crate must not change them.
    #[test]
    fn coordinates_are_pinned() {
        let found: Vec<u32> =
            (0..4).map(|k| (coordinate(Seed(7), k, k as usize) * 16_777_216.0) as u32).collect();
        assert_eq!(found, PINNED);
    }

    const PINNED: [u32; 4] = [11_423_232, 3_265_156, 4_542_202, 15_305_340];
}
