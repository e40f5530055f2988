use super::{Plain, ceiling, depth_at, of_scores};
use crate::dist::math::ln;
use crate::hazard::event::{EventKind, EventSequence, NewEvent};
use crate::scenario::hazard::RETURN_PERIODS;

const DEPTHS: [f64; 9] = [0.0, 0.1, 0.3, 0.6, 0.9, 1.2, 1.8, 2.2, 2.6];

#[test]
fn depth_is_linear_in_the_logarithm_of_the_return_period() {
    for (return_period, depth) in RETURN_PERIODS.into_iter().zip(DEPTHS) {
        assert_eq!(depth_at(&DEPTHS, return_period), depth);
    }
    // The geometric mean of two return periods lies half way.
    let between = depth_at(&DEPTHS, (50.0_f64 * 100.0).sqrt());
    assert!((between - 1.05).abs() < 1e-12, "{between}");
    let at = depth_at(&DEPTHS, 20.0);
    assert!((at - (0.3 + 0.3 * ln(2.0) / ln(2.5))).abs() < 1e-12, "{at}");
    assert_eq!(depth_at(&[1.0; 9], 1.999), 0.0);
    assert_eq!(depth_at(&DEPTHS, 1e6), 2.6);
}

#[test]
fn the_protection_standard_cuts() {
    let plain = Plain { zone: 0, depths_m: DEPTHS, protection_years: 25.0, ceiling_m: 5.0 };
    assert_eq!(plain.depth_m(24.999), 0.0);
    assert_eq!(plain.depth_m(25.0), 0.6);
    let open = Plain { protection_years: 0.0, ..plain };
    assert_eq!(open.depth_m(10.0), 0.3);
}

#[test]
fn the_lowest_dwellings_are_exposed() {
    let quantiles = [0.5, 2.0, 6.0, 20.0, 60.0];
    assert_eq!(ceiling(&quantiles, 0.0), f32::NEG_INFINITY);
    assert_eq!(ceiling(&quantiles, 0.25), 2.0);
    assert_eq!(ceiling(&quantiles, 0.375), 4.0);
    assert_eq!(ceiling(&quantiles, 1.0), 60.0);
}

#[test]
fn correlations_of_ranks_and_scores_agree_at_their_ends() {
    assert_eq!(of_scores(0.0), 0.0);
    assert!((of_scores(1.0) - 1.0).abs() < 1e-15);
    assert!((of_scores(0.5) - 0.517_638_090_205).abs() < 1e-12);
}

#[test]
fn of_two_floods_in_one_storm_the_deeper_counts() {
    let mut sequence = EventSequence::default();
    sequence.start(2);
    let new = NewEvent { period: 3, day: 2, hazard: 0, order: 7, effects: false };
    sequence.push_wind(new, [30.0_f32, 40.0].into_iter());
    assert_eq!(sequence.flood_m(&sequence.events()[0]), None);
    sequence.flood_storm((0, 7, 3), 1, 1.5, 4.0);
    sequence.flood_storm((0, 7, 3), 1, 0.5, 9.0);
    sequence.flood_storm((0, 8, 3), 0, 9.0, 9.0);
    let event = &sequence.events()[0];
    assert_eq!(event.kind, EventKind::Wind { water: None });
    let (depths, ceilings) = sequence.flood_m(event).unwrap();
    assert_eq!(depths, [0.0, 1.5]);
    assert_eq!(ceilings, [f32::NEG_INFINITY, 4.0]);
    assert_eq!(sequence.marine_ms(event), [30.0, 40.0]);
}
