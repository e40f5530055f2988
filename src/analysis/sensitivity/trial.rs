//! Functions whose sensitivity is known in closed form, to hold the methods to.

use super::sobol::Sobol;
use crate::dist::math::sin;
use crate::dist::quantile::normal;
use crate::rng::{Draws, Purpose, Seed};
use crate::stats::Replies;
use serde::Serialize;
use std::f64::consts::PI;

/// Base points of the check.
const BASE: u32 = 4_096;
/// Largest departure from the closed form that passes.
pub const TOLERANCE: f64 = 0.02;

/// Ishigami and Homma (1990): sin x1 + a sin² x2 + b x3⁴ sin x1, each x even on (-π, π); `point` holds the
/// uniforms of the three.
pub fn ishigami(point: &[f64], a: f64, b: f64) -> f64 {
    let x: Vec<f64> = point.iter().map(|u| PI * (2.0 * u - 1.0)).collect();
    let [first, second, third] = x[..] else { return f64::NAN };
    let square = third * third;
    sin(first) + a * sin(second) * sin(second) + b * square * square * sin(first)
}

/// First-order and total indices of [`ishigami`], in closed form.
pub fn ishigami_indices(a: f64, b: f64) -> [(f64, f64); 3] {
    let (pi4, pi8) = (PI * PI * PI * PI, PI * PI * PI * PI * PI * PI * PI * PI);
    let first = 0.5 * (1.0 + b * pi4 / 5.0) * (1.0 + b * pi4 / 5.0);
    let second = a * a / 8.0;
    let both = b * b * pi8 * (1.0 / 18.0 - 1.0 / 50.0);
    let variance = first + second + both;
    [
        (first / variance, (first + both) / variance),
        (second / variance, second / variance),
        (0.0, both / variance),
    ]
}

/// Sobol's g-function (Saltelli and Sobol' 1995): product of (|4u - 2| + a) / (1 + a).
pub fn g_function(point: &[f64], a: &[f64]) -> f64 {
    point.iter().zip(a).map(|(u, a)| ((4.0 * u - 2.0).abs() + a) / (1.0 + a)).product()
}

/// First-order and total indices of [`g_function`], in closed form.
pub fn g_indices(a: &[f64]) -> Vec<(f64, f64)> {
    let single: Vec<f64> = a.iter().map(|a| 1.0 / (3.0 * (1.0 + a) * (1.0 + a))).collect();
    let all: f64 = single.iter().map(|v| 1.0 + v).product();
    single.iter().map(|v| (v / (all - 1.0), v * (all / (1.0 + v)) / (all - 1.0))).collect()
}

/// Replies with noise of standard deviation `noise` at every point and future, and what the futures bring
/// everywhere.
pub fn noisy(
    points: &[Vec<f64>],
    futures: u32,
    noise: f64,
    function: impl Fn(&[f64]) -> f64,
) -> Replies {
    let mut values = Vec::with_capacity(points.len() * futures as usize);
    for (place, point) in points.iter().enumerate() {
        let mean = function(point);
        for future in 0..futures {
            let draws = Draws::new(Seed(77), future);
            let (own, common) = (
                normal(draws.uniform(Purpose::Damage, place as u32, 0, 0)),
                normal(draws.uniform(Purpose::EventEffect, 0, 0, 0)),
            );
            values.push(mean + noise * own + 3.0 * common);
        }
    }
    Replies::new(futures as usize, values)
}

/// Estimated indices of the Ishigami function beside the closed form.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IshigamiCheck {
    /// Base points behind the estimates.
    pub base_points: u32,
    /// First order and total by parameter, as estimated.
    pub estimated: Vec<(f64, f64)>,
    /// The same in closed form.
    pub exact: Vec<(f64, f64)>,
    /// Largest departure.
    pub largest_error: f64,
    /// Whether it stays below [`TOLERANCE`].
    pub holds: bool,
}

/// Estimates the indices of the Ishigami function with a = 7 and b = 0.1 and holds them to the closed form.
pub fn ishigami_check(seed: Seed) -> IshigamiCheck {
    let exact = ishigami_indices(7.0, 0.1).to_vec();
    let estimated: Vec<(f64, f64)> = Sobol::new(3, BASE, seed)
        .map(|design| {
            let points = design.design();
            let replies = points.iter().map(|point| ishigami(point, 7.0, 0.1)).collect();
            let found = design.indices(&Replies::exact(replies));
            found.indices.iter().map(|index| (index.first, index.total)).collect()
        })
        .unwrap_or_default();
    let errors = estimated
        .iter()
        .zip(&exact)
        .flat_map(|(found, exact)| [(found.0 - exact.0).abs(), (found.1 - exact.1).abs()]);
    let largest_error =
        if estimated.len() == exact.len() { errors.fold(0.0, f64::max) } else { f64::INFINITY };
    IshigamiCheck {
        base_points: BASE,
        estimated,
        exact,
        largest_error,
        holds: largest_error < TOLERANCE,
    }
}

#[cfg(test)]
mod tests {
    use super::{g_function, g_indices, ishigami_check, ishigami_indices};
    use crate::rng::Seed;

    #[test]
    fn the_closed_form_is_that_of_the_evidence() {
        let known = [(0.31391, 0.55759), (0.44241, 0.44241), (0.0, 0.24368)];
        for (found, known) in ishigami_indices(7.0, 0.1).iter().zip(known) {
            assert!((found.0 - known.0).abs() < 5e-6 && (found.1 - known.1).abs() < 5e-6);
        }
    }

    #[test]
    fn ishigami_is_found_whatever_the_seed() {
        for seed in [1, 2, 3, 20_260_601] {
            let check = ishigami_check(Seed(seed));
            assert!(check.holds, "seed {seed}: {check:?}");
        }
    }

    #[test]
    fn the_g_function_has_mean_one_and_shares_that_add_up_below_one() {
        assert_eq!(g_function(&[0.25, 0.75], &[1.0, 4.0]), 1.0);
        let shares = g_indices(&[0.0, 1.0, 4.5, 9.0]);
        assert!(shares.iter().map(|(first, _)| first).sum::<f64>() < 1.0);
        assert!(shares.iter().map(|(_, total)| total).sum::<f64>() > 1.0);
    }
}
