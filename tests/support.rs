//! Money that reaches households: support of livelihoods, jobs where people move to, income support,
//! insurance, remittances, channels and cover, each against its closed form and against doing nothing.

mod common;

use common::{
    BASELINE, Case, QUIET, assert_same_records, intervention, outcome, shares_storm, strategy,
};
use leeward::engine::ReplicateRecord;
use leeward::outcome::OutcomeId;

/// Nobody moves by choice.
const NO_MOVES: [&str; 4] = [
    "behaviour.migration_per_1000_per_year=0",
    "behaviour.internal_moves_per_1000_per_year=0",
    "recovery.settle_rate_per_month=0",
    "recovery.settle_rate_late_per_month=0",
];

/// Records of the baseline and of a strategy of one lever, in turn.
fn pairs(
    hazard: &str,
    lever: (&str, f64, f64, f64),
    budget_usd: Option<f64>,
    overrides: &[&str],
) -> Vec<[ReplicateRecord; 2]> {
    let (name, effect, coverage, cost) = lever;
    let text = format!(
        "{}{BASELINE}{}",
        intervention("measure", name, effect, coverage, cost),
        strategy("b_with", &["measure"], budget_usd)
    );
    let case = Case::island(hazard, &text, overrides);
    case.play(3).chunks_exact(2).map(|two| [two[0].clone(), two[1].clone()]).collect()
}

fn storm() -> String {
    shares_storm([0.2, 0.2, 0.3, 0.3])
}

/// Asserts that an outcome goes down (or up) in every pair.
fn moves(pairs: &[[ReplicateRecord; 2]], which: OutcomeId, down: bool) {
    for [without, with] in pairs {
        let (before, after) = (outcome(without, which), outcome(with, which));
        assert!(if down { after < before } else { after > before }, "{which:?}: {before} {after}");
    }
}

/// Asserts that a lever without effect, or without money, leaves every byte as it is.
fn nothing_without_effect(hazard: &str, name: &str, effect: f64, overrides: &[&str]) {
    for (effect, budget) in [(0.0, None), (effect, Some(0.0))] {
        for [without, with] in pairs(hazard, (name, effect, 1.0, 3.0), budget, overrides) {
            let with = ReplicateRecord { strategy: without.strategy, ..with };
            assert_same_records(&[without], &[with]);
        }
    }
}

#[test]
fn livelihood_support_makes_good_its_share_of_the_loss() {
    // Nothing but shocks to income: dwellings are cheap and nobody is poor.
    let overrides: Vec<&str> = NO_MOVES
        .into_iter()
        .chain([
            "livelihood.wellbeing_inequality_aversion=0",
            "population.poverty_line_usd_per_person_year=0",
            "population.dwelling_cost_usd=1000",
            "recovery.landlord_funding_share=1",
            "vulnerability.collapse_death_probability=0",
        ])
        .collect();
    let loss = |effect| {
        let played = pairs(&storm(), ("livelihood", effect, 1.0, 0.0), None, &overrides);
        played.iter().map(|[_, with]| outcome(with, OutcomeId::WellbeingLoss)).sum::<f64>()
    };
    let (none, half, all) = (loss(0.0), loss(0.5), loss(1.0));
    // What is left is what households pay for repair.
    assert!(all < 0.5 * none, "{all} {none}");
    assert!(half < none && half > all);
    let played = pairs(&storm(), ("livelihood", 0.5, 1.0, 10.0), None, &NO_MOVES);
    moves(&played, OutcomeId::WellbeingLoss, true);
    moves(&played, OutcomeId::ShockPovertyPersonMonths, true);
    nothing_without_effect(&storm(), "livelihood", 0.5, &[]);
}

#[test]
fn who_moves_lacks_income_at_first_and_jobs_close_the_gap() {
    let movers = [
        "behaviour.internal_moves_per_1000_per_year=100",
        "behaviour.decision_rate_per_year=2",
        "livelihood.arrival_income_loss_share=0.3",
    ];
    let free = pairs(QUIET, ("destination", 1.0, 1.0, 10.0), None, &movers[..2]);
    for [without, with] in &free {
        assert_eq!(outcome(without, OutcomeId::ArrivalIncomeLoss), 0.0);
        assert_eq!(
            outcome(with, OutcomeId::WellbeingLoss),
            outcome(without, OutcomeId::WellbeingLoss)
        );
    }
    for lever in ["destination", "coherence"] {
        let played = pairs(QUIET, (lever, 0.5, 1.0, 10.0), None, &movers);
        moves(&played, OutcomeId::ArrivalIncomeLoss, true);
        moves(&played, OutcomeId::WellbeingLoss, true);
        for [_, with] in pairs(QUIET, (lever, 1.0, 1.0, 10.0), None, &movers) {
            assert_eq!(outcome(&with, OutcomeId::ArrivalIncomeLoss), 0.0);
        }
    }
    nothing_without_effect(QUIET, "destination", 0.5, &movers);
}
