//! Evacuation, perceived risk and the clock of decisions (cases 11, 14, 15, 19).

use leeward::dist::math::{exp, ln, logistic};
use leeward::model::clock::arrivals;
use leeward::model::evacuation::{Reasons, logit};
use leeward::model::perception::{AreaExperience, perceived};
use leeward::rng::{Draws, Purpose, Seed};
use leeward::scenario::parameters::Behaviour;

#[test]
fn case_11_without_reasons_the_odds_of_leaving_are_even() {
    let zero = Behaviour::from_keys(|_| 0.0);
    let reasons = Reasons {
        order: 1.0,
        received: true,
        weak_home: true,
        low_ground: true,
        owner: true,
        female_head: true,
        vulnerable: true,
        perceived_ratio: 4.0,
        experience: 2.0,
        peers: 0.5,
        knowledge: 0.5,
    };
    assert_eq!(logistic(logit(&zero, &reasons)), 0.5);
    for constant in [-3.0, -0.4, 2.0] {
        let only = Behaviour { evacuation_constant: constant, ..zero.clone() };
        let expected = 1.0 / (1.0 + exp(-constant));
        assert!((logistic(logit(&only, &reasons)) - expected).abs() < 1e-15);
    }
    // One received order to an owner of a weak home on low ground who sees the true risk.
    let defaults = Behaviour::from_keys(|key| key.default);
    let one = Reasons {
        order: 1.0,
        received: true,
        weak_home: true,
        low_ground: true,
        owner: true,
        perceived_ratio: 1.0,
        ..Reasons::default()
    };
    let expected = -3.0 + 1.3 + 0.6 + 0.8 + 0.9 - 0.4 + 0.5 * ln(2.0);
    assert!((logit(&defaults, &one) - expected).abs() < 1e-15);
}

/// Belief in the rate of events `years` after one, from a rest of .05 a year: H = 3, b0 = 10.
fn belief(years: u16, periods_per_year: u16) -> f64 {
    let belief_years = 10.0 + 3.0 / std::f64::consts::LN_2;
    let per_period = std::f64::consts::LN_2 / 3.0 / f64::from(periods_per_year);
    let keep: Vec<f64> =
        (0..=30 * periods_per_year).map(|k| exp(-per_period * f64::from(k))).collect();
    let mut experience = AreaExperience::new(0.0);
    let event = 5 * periods_per_year;
    experience.add(1.0, &keep, event);
    let now = experience.now(&keep, event + years * periods_per_year);
    // Optimism one half of a true rate of .1.
    0.1 * perceived(0.5, now, belief_years, 0.1)
}

#[test]
fn case_14_belief_rests_learns_and_forgets() {
    for (years, expected) in [(0, 0.1198), (1, 0.1054), (3, 0.0849), (6, 0.0674), (9, 0.0587)] {
        let found = belief(years, 12);
        assert!((found - expected).abs() < 5.1e-5, "{years}: {found}");
        // The length of a step does not matter.
        assert!((belief(years, 4) - found).abs() < 1e-12);
        assert!((belief(years, 1) - found).abs() < 1e-12);
        let exact = 0.05
            + exp(-std::f64::consts::LN_2 * f64::from(years) / 3.0)
                / (10.0 + 3.0 / std::f64::consts::LN_2);
        assert!((found - exact).abs() < 1e-12);
    }
    // Without events it rests for ever.
    let quiet = AreaExperience::new(0.0);
    let keep: Vec<f64> = (0..=360).map(|k| exp(-0.02 * f64::from(k))).collect();
    for period in [0, 1, 360] {
        assert_eq!(perceived(0.5, quiet.now(&keep, period), 14.3, 0.1), 0.5);
    }
}

#[test]
fn case_15_against_the_exponential_form_memory_is_long() {
    // The other form in use, β = 2 · 1.6^(-3.6 τ) + .01 (DYNAMO-M): an oracle, not part of the product.
    let other = |years: f64| 2.0 * exp(-3.6 * years * ln(1.6)) + 0.01;
    assert!((other(0.0) - 2.01).abs() < 1e-12 && (other(1e3) - 0.01).abs() < 1e-12);
    let slope = (ln(other(1.0) - 0.01) - ln(other(0.0) - 0.01)) / 1.0;
    assert!((slope + 3.6 * ln(1.6)).abs() < 1e-9);
    assert!((other(1.0) - 0.378).abs() < 1e-3 && (other(2.0) - 0.078).abs() < 1e-3);
    // Excess belief of the product two years after an event is still more than half of the first;
    // of the other form less than four per cent.
    let excess = |years: u16| belief(years, 12) - 0.05;
    assert!((excess(2) / excess(0) - exp(-2.0 / 3.0 * std::f64::consts::LN_2)).abs() < 1e-12);
    assert!((other(2.0) - 0.01) / 2.0 < 0.04);
}

#[test]
fn case_19_who_has_decided_does_not_depend_on_the_length_of_a_step() {
    let draws = Draws::new(Seed(5), 0);
    let households = 30_000;
    for (per_year, years) in [(0.12, 10), (0.48, 1), (1.0, 2)] {
        for steps in [12_u16, 24] {
            let mut decided = 0_u32;
            for entity in 0..households {
                let mut any = false;
                let rate = per_year / f64::from(steps);
                arrivals(&draws, Purpose::DecisionClock, entity, 0, rate, steps * years, |_| {
                    any = true;
                });
                decided += u32::from(any);
            }
            let expected = 1.0 - exp(-per_year * f64::from(years));
            crate::common::assert_share(f64::from(decided), f64::from(households), expected);
        }
    }
}
