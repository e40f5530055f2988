//! What risk is worth and how options share the choice (cases 16 and 17).

use leeward::dist::math::{exp, ln};
use leeward::model::decision::Options;
use leeward::model::utility::{
    RETURN_YEARS, annuity, certainty_equivalent, change, log_equivalent, perceived_chances,
};

const DAMAGE: [f64; 5] = [0.02, 0.08, 0.20, 0.45, 0.70];

/// Certainty equivalent of 10,000 under losses of a dwelling of 30,000, of which .12 burden each year.
fn equivalent(consumption: f64, damage: [f64; 5], ratio: f64, aversion: f64) -> f64 {
    let losses = damage.map(|ratio| 0.12 * 30_000.0 * ratio);
    certainty_equivalent(consumption, losses, &perceived_chances(ratio), aversion, 0.0)
}

#[test]
fn case_16_certainty_equivalents_hold_their_limits_and_vector() {
    let near = |found: f64, expected: f64| {
        assert!((found / expected - 1.0).abs() < 1e-8, "{found} {expected}");
    };
    near(equivalent(10_000.0, DAMAGE, 1.0, 1.0), 9_960.208_5);
    near(equivalent(10_000.0, DAMAGE, 4.0, 1.5), 9_836.313_4);
    // Half the losses for 300 a year: not worth it.
    let halved = equivalent(9_700.0, DAMAGE.map(|ratio| ratio / 2.0), 4.0, 1.5);
    near(halved, 9_622.230_2);
    assert!((annuity(0.04, 16.0) - 0.085_820).abs() < 5e-7);
    assert!((annuity(0.0, 16.0) - 1.0 / 16.0).abs() < 1e-15);
    // Nobody who sees no risk gives anything for it; who is indifferent to it gives its mean.
    for aversion in [0.0, 1.0, 1.5, 3.0] {
        assert_eq!(equivalent(10_000.0, DAMAGE, 0.0, aversion), 10_000.0);
    }
    let chances = perceived_chances(2.0);
    let mean: f64 = DAMAGE.iter().zip(chances).map(|(ratio, p)| p * 3_600.0 * ratio).sum();
    assert!((equivalent(10_000.0, DAMAGE, 2.0, 0.0) - (10_000.0 - mean)).abs() < 1e-8);
    // Less, the more is feared and the less risk is liked.
    let mut before = f64::INFINITY;
    for ratio in [0.0, 0.3, 1.0, 2.0, 5.0, 9.0, 20.0, 400.0] {
        let now = equivalent(10_000.0, DAMAGE, ratio, 1.5);
        assert!(now < before, "{ratio}");
        before = now;
    }
    let by_aversion = [0.0, 0.5, 1.0, 1.5, 2.0, 3.0].map(|eta| equivalent(1e4, DAMAGE, 1.0, eta));
    assert!(by_aversion.windows(2).all(|pair| pair[1] < pair[0]), "{by_aversion:?}");
    // Perceived chances are of one year: none above .998, all together that of the shortest period.
    for ratio in [0.1, 1.0, 9.0, 50.0, 1e4] {
        let all: f64 = perceived_chances(ratio).iter().sum();
        assert!((all - (ratio / RETURN_YEARS[0]).min(0.998)).abs() < 1e-12);
    }
}

#[test]
fn fear_that_rises_fourfold_raises_the_odds_of_leaving_by_about_a_third() {
    // The household of case 16, twenty times the logarithm: register data of French floods give odds of
    // moving x 1.3 (INSEE).
    let utility = |ratio: f64| 20.0 * ln(equivalent(10_000.0, DAMAGE, ratio, 1.5) / 10_000.0);
    let odds = exp(utility(1.0) - utility(4.0));
    assert!((odds - 1.3).abs() < 0.05, "{odds}");
    // The product's form of the same.
    let losses = DAMAGE.map(|ratio| 0.12 * 30_000.0 * ratio / 10_000.0);
    let same = 20.0 * log_equivalent(change(&losses, &perceived_chances(4.0), 1.5, 0.05), 1.5);
    assert!((same - utility(4.0)).abs() < 1e-12);
}

#[test]
fn case_17_shares_of_the_nested_logit_hold_their_limits_and_vector() {
    let shares = |scale: f64, zones: &[f64], destinations: &[f64]| {
        let at = Options::of_utilities(scale, 0.0, zones, destinations).feasible_probabilities();
        (1.0 - at.relocate - at.migrate, at.relocate, at.migrate)
    };
    let (zones, destinations) = ([-1.0, -1.5], [-2.0, -2.2, -3.0]);
    let (stay, relocate, migrate) = shares(0.5, &zones, &destinations);
    assert!((stay - 0.620_303).abs() < 1e-6);
    assert!((relocate - 0.266_891).abs() < 1e-6);
    assert!((migrate - 0.112_806).abs() < 1e-6);
    // With a scale of one it is the multinomial logit.
    let weights = [0.0, -1.0, -1.5, -2.0, -2.2, -3.0].map(exp);
    let total: f64 = weights.iter().sum();
    let (stay, relocate, _) = shares(1.0, &zones, &destinations);
    assert!((stay - weights[0] / total).abs() < 1e-12);
    assert!((relocate - (weights[1] + weights[2]) / total).abs() < 1e-12);
    // As the scale goes to zero a nest is worth its best option, and a clone of it adds nothing.
    let (stay, _, _) = shares(0.01, &zones, &destinations);
    let best = 1.0 / (1.0 + exp(-1.0) + exp(-2.0));
    assert!((stay - best).abs() < 1e-9);
    let (with_clone, _, _) = shares(0.01, &zones, &[-2.0, -2.0, -2.2, -3.0]);
    // Two equal options are worth μ ln 2 more than one.
    assert!((with_clone - stay).abs() < 0.01 * ln(2.0));
    // Equal options share alike, and what is worth nothing is never chosen.
    let equal = Options::of_utilities(0.5, 0.0, &[-1.0; 4], &[-700.0]);
    let at = equal.feasible_probabilities();
    assert!(at.migrate < 1e-100);
    let draws = leeward::rng::Draws::new(leeward::rng::Seed(2), 0);
    let mut counts = [0.0; 4];
    let mut moves = 0.0;
    for entity in 0..60_000 {
        let terms = leeward::model::decision::Terms::draw(&draws, entity, 7, 0.5);
        match equal.decide(&terms, &draws, entity, 7).done {
            leeward::model::decision::Choice::Relocate(zone) => {
                counts[usize::from(zone)] += 1.0;
                moves += 1.0;
            }
            choice => assert!(!choice.is_move(), "{choice:?}"),
        }
    }
    crate::common::assert_share(moves, 60_000.0, at.relocate);
    for count in counts {
        crate::common::assert_share(count, moves, 0.25);
    }
}
