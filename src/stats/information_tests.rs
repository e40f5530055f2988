//! Values of information that are known in closed form.

use super::{information_about, perfect_information};
use crate::dist::quantile::normal;
use crate::rng::{Draws, Purpose, Seed};
use crate::stats::Replies;
use crate::stats::sequence::coordinate;

const POINTS: u32 = 4_096;

/// Uniforms of two numbers.
fn uniforms(dimension: usize, points: u32) -> Vec<f64> {
    (0..points).map(|point| coordinate(Seed(11), point, dimension)).collect()
}

/// Two options: nothing, and x + y - c with x and y even on (-1, 1); `futures` of them with noise.
fn choice(c: f64, futures: u32, noise: f64, points: u32) -> [Replies; 2] {
    let (x, y) = (uniforms(0, points), uniforms(1, points));
    let mut gains = Vec::new();
    for point in 0..points {
        let at = point as usize;
        let mean = (2.0 * x[at] - 1.0) + (2.0 * y[at] - 1.0) - c;
        for future in 0..futures {
            let draws = Draws::new(Seed(3), future);
            gains.push(mean + noise * normal(draws.uniform(Purpose::Damage, point, 0, 0)));
        }
    }
    let nothing = Replies::new(futures as usize, vec![0.0; gains.len()]);
    [nothing, Replies::new(futures as usize, gains)]
}

#[test]
fn knowing_both_of_two_numbers_is_worth_what_the_integral_says() {
    for c in [0.0, 0.5, 1.0_f64] {
        let found = perfect_information(&choice(c, 1, 0.0, POINTS), Seed(1)).unwrap();
        // E[(T - c)+] of a triangular T on (-2, 2): (2 - c)³ / 24.
        let expected = (2.0 - c) * (2.0 - c) * (2.0 - c) / 24.0;
        assert!((found.value - expected).abs() < 0.002, "{c}: {found:?}, {expected}");
        assert!(found.interval.low <= expected && expected <= found.interval.high);
    }
}

#[test]
fn knowing_one_of_two_numbers_is_worth_what_the_integral_says() {
    for c in [0.0, 0.5_f64] {
        let options = choice(c, 1, 0.0, POINTS);
        // E[(x - c)+] of x even on (-1, 1): (1 - c)² / 4.
        let expected = (1.0 - c) * (1.0 - c) / 4.0;
        for dimension in [0, 1] {
            let about = information_about(&options, &uniforms(dimension, POINTS), Seed(1));
            let found = about.unwrap();
            assert!((found.value - expected).abs() < 0.01, "{c}: {found:?}, {expected}");
            assert!(found.is_clear(), "{found:?}");
        }
        let other = information_about(&options, &uniforms(2, POINTS), Seed(1)).unwrap();
        assert!(other.value < 0.005 && !other.is_clear(), "{other:?}");
    }
}

#[test]
fn a_number_that_never_changes_the_choice_is_worth_nothing() {
    let options = choice(-2.5, 4, 0.3, 512);
    let all = perfect_information(&options, Seed(1)).unwrap();
    assert_eq!((all.value, all.choice), (0.0, 1));
    let one = information_about(&options, &uniforms(0, 512), Seed(1)).unwrap();
    assert_eq!(one.value, 0.0);
    assert!(!one.is_clear());
}

#[test]
fn noise_of_the_futures_does_not_pass_for_information() {
    // Nothing depends on the numbers: both options differ by noise alone.
    let points = 256;
    let noise: Vec<f64> = (0..points * 8)
        .map(|k| normal(Draws::new(Seed(8), k).uniform(Purpose::Damage, 0, 0, 0)))
        .collect();
    let options = [Replies::new(8, vec![0.0; noise.len()]), Replies::new(8, noise)];
    let all = perfect_information(&options, Seed(1)).unwrap();
    // The largest of the noisy means alone would say 0.14.
    assert!(all.value < 0.09 && !all.is_clear(), "{all:?}");
    let one = information_about(&options, &uniforms(0, points), Seed(1)).unwrap();
    assert!(!one.is_clear(), "{one:?}");
}

#[test]
fn one_option_leaves_nothing_to_choose() {
    let [nothing, _] = choice(0.0, 2, 0.1, 64);
    let found = perfect_information(std::slice::from_ref(&nothing), Seed(1)).unwrap();
    assert_eq!((found.value, found.other_choice_share), (0.0, 0.0));
    let about = information_about(&[nothing], &uniforms(0, 64), Seed(1)).unwrap();
    assert_eq!(about.value, 0.0);
    assert_eq!(perfect_information(&[], Seed(1)), None);
}
