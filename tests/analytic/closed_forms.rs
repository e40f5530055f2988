//! Closed forms beside the limit cases: who decides for certain, plots, the curve of habitability, fear.

use crate::common::{
    BASELINE, Case, PLAIN_RETURN, QUIET, assert_same_future, assert_share, in_month, intervention,
    outcome, shares_storm, step_through, strategy,
};
use leeward::dist::math::{exp, ln, ln_1p};
use leeward::model::utility::{certainty_equivalent, perceived_chances};
use leeward::outcome::{OutcomeId, SeriesId};

#[test]
fn only_the_displaced_decide_for_certain() {
    // Everyone is displaced and back a month later; nobody decides on a clock.
    let mut overrides = PLAIN_RETURN.to_vec();
    overrides.extend([
        "recovery.return_rate_per_month=20",
        // With a rate of zero all who decide would leave: calibration aims at the largest share.
        "behaviour.internal_moves_per_1000_per_year=30",
        "behaviour.decision_rate_per_year=0",
        "vulnerability.minor_damage=0.15",
        "vulnerability.uninhabitable_damage_makeshift=0.1",
        "vulnerability.uninhabitable_damage_timber=0.1",
        "vulnerability.uninhabitable_damage_masonry=0.1",
        "vulnerability.uninhabitable_damage_concrete=0.1",
        "vulnerability.uninhabitable_scale=0.001",
    ]);
    let case = Case::island(&shares_storm([0.0, 1.0, 0.0, 0.0]), BASELINE, &overrides);
    let record = &case.play(1)[0];
    let persons = in_month(record, 0, SeriesId::ResidentStock);
    assert_eq!(outcome(record, OutcomeId::DisplacedPeople), persons);
    assert_eq!(outcome(record, OutcomeId::ReturnedPeople), persons);
    assert_eq!(outcome(record, OutcomeId::RelocatedPeople), 0.0);
    assert_eq!(outcome(record, OutcomeId::MigratedPeople), 0.0);
}

#[test]
fn an_offer_without_a_plot_moves_nobody() {
    let offers = intervention("offers", "relocation_offer", 1.0, 1.0, 100.0);
    let rest = offers + BASELINE + &strategy("b_offers", &["offers"], None);
    let play = |plots: &str| Case::island(QUIET, &rest, &[plots]).play(2);
    for future in play("recovery.plots_per_year=0").chunks(2) {
        assert_eq!(outcome(&future[1], OutcomeId::OffersMade), 440.0);
        let mut other = future[1].clone();
        other.outcomes[OutcomeId::OffersMade as usize] = 0.0;
        assert_same_future(&future[0], &other);
    }
    // Plots come one by one: five in each month from the first, one household each.
    for future in play("recovery.plots_per_year=60").chunks(2) {
        let cost = outcome(&future[1], OutcomeId::ProgrammeCost);
        assert!(outcome(&future[1], OutcomeId::PlannedRelocatedPeople) > 0.0);
        assert!(cost > 0.0 && cost <= 100.0 * 5.0 * 36.0);
    }
}

/// Mean of the logistic curve of uninhabitable dwellings over damage spread evenly between two edges.
fn mean_uninhabitable(middle: f64, scale: f64, from: f64, to: f64) -> f64 {
    let integral = |damage: f64| scale * ln_1p(exp((damage - middle) / scale));
    (integral(to) - integral(from)) / (to - from)
}

#[test]
fn the_displaced_share_is_that_of_the_curve() {
    // Damage is spread evenly between severe (.2) and destroyed (.8) by a stated share.
    let middles = ["makeshift", "timber", "masonry", "concrete"]
        .map(|class| format!("vulnerability.uninhabitable_damage_{class}=0.5"));
    let mut overrides = PLAIN_RETURN.to_vec();
    overrides.extend(middles.iter().map(String::as_str));
    overrides.extend(["scenario.horizon_years=1", "recovery.return_rate_per_month=0"]);
    let case = Case::island(&shares_storm([0.3, 0.0, 0.7, 0.0]), BASELINE, &overrides);
    let (mut displaced, mut damaged, mut all) = (0, 0, 0);
    for replicate in 0..40 {
        step_through(&case, replicate, |run, period| {
            if period == 1 {
                let households = &run.households;
                all += households.living.len();
                damaged += households.loss_usd.iter().filter(|loss| **loss > 0.0).count();
                displaced += households.displaced_since.iter().filter(|since| **since == 1).count();
            }
        });
    }
    assert_share(damaged as f64, all as f64, 0.7);
    assert_share(displaced as f64, all as f64, 0.7 * mean_uninhabitable(0.5, 0.1, 0.2, 0.8));
}

#[test]
fn fear_that_rises_fourfold_raises_the_odds_of_leaving_by_about_a_third() {
    // The household of case 16, twenty times the logarithm: register data of French floods give odds of
    // moving x 1.3 (INSEE).
    let losses = [0.02, 0.08, 0.20, 0.45, 0.70].map(|damage| 0.12 * 30_000.0 * damage);
    let utility = |ratio: f64| {
        let chances = perceived_chances(ratio);
        20.0 * ln(certainty_equivalent(10_000.0, losses, &chances, 1.5, 0.0) / 10_000.0)
    };
    let odds = exp(utility(1.0) - utility(4.0));
    assert!((odds - 1.3).abs() < 0.05, "{odds}");
}
