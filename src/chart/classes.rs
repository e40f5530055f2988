//! Five classes with round edges for values on a map.

use super::numbers::{Ticks, ticks_around};
use super::theme::CLASSES;
use crate::dist::math;

/// Five classes of equal, round width.
pub(crate) struct Classes {
    pub(crate) edges: Ticks,
}

impl Classes {
    /// Classes that hold all values and zero.
    pub(crate) fn new(values: &[f64]) -> Self {
        let values = || values.iter().copied();
        let low = values().fold(f64::INFINITY, f64::min).min(0.0);
        let high = values().fold(0.0, f64::max);
        let edges = five_intervals(low, high);
        Self { edges }
    }

    /// Class of a value, 0-4; a value on an edge belongs to the class above it.
    pub(crate) fn of(&self, value: f64) -> usize {
        let inner = &self.edges.values[1..CLASSES.len()];
        inner.iter().filter(|edge| value >= **edge).count()
    }
}

/// Edges of the five narrowest equal classes of round width that cover a range holding zero.
fn five_intervals(low: f64, high: f64) -> Ticks {
    let count = CLASSES.len();
    let mut power = 1e-9;
    if high <= low {
        return ticks_around(0.0, 1.0, count);
    }
    loop {
        for (digit, decimals) in [(1.0, 0), (2.0, 0), (2.5, 1), (5.0, 0)] {
            let step: f64 = digit * power;
            let first = (low / step).floor();
            if (first + count as f64) * step >= high {
                let decimals = decimals_of(power) + decimals;
                let scale = math::pow(10.0, decimals as f64);
                let whole = (step * scale).round();
                let values = (0..=count).map(|i| (first + i as f64) * whole / scale).collect();
                return Ticks { values, decimals: if step >= 25.0 { 0 } else { decimals } };
            }
        }
        power *= 10.0;
    }
}

/// Decimals that a power of ten needs.
fn decimals_of(power: f64) -> usize {
    let (mut power, mut decimals) = (power, 0);
    while power < 1.0 - 1e-6 {
        power *= 10.0;
        decimals += 1;
    }
    decimals
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_always_five_classes_that_hold_the_values() {
        for top in [0.0, 0.3, 1.0, 4.2, 9.9, 73.0, 1e6] {
            let classes = Classes::new(&[top, top / 3.0]);
            assert_eq!(classes.edges.values.len(), 6, "{top}");
            assert!(classes.edges.last() >= top);
            assert!(classes.of(top) < 5);
        }
        assert_eq!(Classes::new(&[10.0]).of(2.0), 1);
        assert_eq!(Classes::new(&[]).edges.values.len(), 6);
    }

    #[test]
    fn edges_are_the_narrowest_round_ones() {
        assert_eq!(Classes::new(&[9.4]).edges.values, [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
        let wide = Classes::new(&[-120.0, 900.0]).edges;
        assert_eq!(wide.values, [-250.0, 0.0, 250.0, 500.0, 750.0, 1000.0]);
        assert_eq!(Classes::new(&[12.0]).edges.label(2.5), "2.5");
    }
}
