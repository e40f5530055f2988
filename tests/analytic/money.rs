//! Money, insurance, well-being and goods (cases 13, 23, 24, 26).

use crate::common::{BASELINE, Case, STORMY, outcome, shares_storm, step_through};
use leeward::dist::math::{exp, ln};
use leeward::model::consumption::utility_loss;
use leeward::model::ledger::{Account, Flow};
use leeward::model::wellbeing::{consumption_lost, flattened_loss, savings_to_hold};
use leeward::outcome::OutcomeId;

/// Nobody moves by choice.
const NO_MOVES: [&str; 4] = [
    "behaviour.migration_per_1000_per_year=0",
    "behaviour.internal_moves_per_1000_per_year=0",
    "recovery.settle_rate_per_month=0",
    "recovery.settle_rate_late_per_month=0",
];

#[test]
fn case_13_what_is_paid_is_received() {
    let case = Case::island(STORMY, BASELINE, &["scenario.horizon_years=5"]);
    let mut paid = 0.0;
    for replicate in 0..3 {
        step_through(&case, replicate, |run, _| {
            let ledger = &run.ledger;
            let all: f64 = ledger.balances().iter().sum();
            let most = ledger.balances().iter().fold(1.0_f64, |most, one| most.max(one.abs()));
            assert!(all.abs() <= 1e-9 * most, "{all}");
            let cost = run.tally.outcomes[OutcomeId::ProgrammeCost as usize];
            assert!((ledger.balance(Account::Programme) + cost).abs() <= 1e-9 * cost);
            let premiums = run.tally.outcomes[OutcomeId::Premiums as usize];
            assert!((ledger.total(Flow::Premium) - premiums).abs() <= 1e-9 * premiums);
            paid += ledger.balance(Account::Builders);
        });
    }
    assert!(paid > 0.0);
}

#[test]
fn case_23_losses_of_consumption_have_their_closed_forms() {
    let (productivity, own_share, loss) = (0.25, 0.5, 100.0);
    for (rate, discount) in [(0.7, 0.06), (0.3, 0.04), (2.0, 0.1)] {
        // ∫ (π + σ λ) ΔK exp(-λ t) exp(-ρ t) dt by Simpson over a hundred mean lives.
        let steps = 40_000;
        let end = 100.0 / rate;
        let width = end / f64::from(steps);
        let at = |step: i32| {
            let t = f64::from(step) * width;
            (productivity + own_share * rate) * loss * exp(-(rate + discount) * t)
        };
        let sum: f64 = (0..=steps)
            .map(|step| {
                let weight = match step {
                    0 => 1.0,
                    step if step == steps => 1.0,
                    step if step % 2 == 1 => 4.0,
                    _ => 2.0,
                };
                weight * at(step)
            })
            .sum();
        let integral = sum * width / 3.0;
        let found = consumption_lost(productivity, own_share, rate, discount, loss);
        assert!((found / integral - 1.0).abs() < 1e-9, "{found} {integral}");
        // Undiscounted it is ΔK (π / λ + σ); with σ = 1 and ρ = π it is the asset lost, however slow.
        let plain = consumption_lost(productivity, own_share, rate, 0.0, loss);
        assert!((plain - loss * (productivity / rate + own_share)).abs() < 1e-9);
        assert!((consumption_lost(0.25, 1.0, rate, 0.25, loss) - loss).abs() < 1e-12);
    }
    // Savings that hold the loss at a share ξ of the first one, π = .25, σ = .5, λ = .7, ΔK = 100.
    let first = (0.25 + 0.5 * 0.7) * 100.0;
    let held = savings_to_hold(first, 0.7, 0.2);
    assert!((held / 40.981_1 - 1.0).abs() < 1e-4, "{held}");
    let (share, years) = flattened_loss(first, 0.7, held);
    assert!((share - 0.2).abs() < 1e-8 && (years - 2.299_2).abs() < 1e-4, "{share} {years}");
    assert!((share * (1.0 - ln(share)) - (1.0 - 0.7 * held / first)).abs() < 1e-9);
    assert!((savings_to_hold(first, 0.7, 0.5) / 13.150_8 - 1.0).abs() < 1e-4);
    assert_eq!(flattened_loss(first, 0.7, first / 0.7), (0.0, f64::INFINITY));
    assert_eq!(flattened_loss(first, 0.7, 0.0), (1.0, 0.0));
    // A small loss of utility at the own income is worth the consumption lost: resilience tends to one.
    for aversion in [0.5, 1.0, 1.5, 3.0] {
        let small = 1e-6;
        let resilience = small / utility_loss(aversion, 1.0 - small);
        assert!((resilience - 1.0).abs() < 2e-6 * aversion, "{resilience}");
    }
}

#[test]
fn case_24_insurance_costs_its_premium_and_pays_in_full() {
    // Full cover at once: owners pay premiums and nothing for repair but their own work.
    let full = [
        "recovery.insured_share=1",
        "recovery.insured_payout_share=1",
        "recovery.insurance_lag_months=0",
        "population.tenure.owner_share=1",
        "population.tenure.renter_share=0",
        "population.tenure.informal_share=0",
        "population.diaspora_share=0",
        "population.dwelling_mix.makeshift_share=0",
        "population.dwelling_mix.timber_share=0",
        "population.dwelling_mix.masonry_share=0",
        "population.dwelling_mix.concrete_share=1",
        "recovery.repair_capacity_share_per_year=2",
        "vulnerability.collapse_death_probability=0",
        "vulnerability.damage_death_probability=0",
    ];
    let overrides = [&full[..], &NO_MOVES].concat();
    for record in Case::island(&shares_storm([0.0, 0.0, 0.7, 0.3]), BASELINE, &overrides).play(2) {
        // 440 concrete dwellings for three years.
        let premiums = 0.015 * 40_600.0 * 440.0 * 3.0;
        assert!((outcome(&record, OutcomeId::Premiums) / premiums - 1.0).abs() < 1e-12);
        let insurers = outcome(&record, OutcomeId::RepairInsurance);
        assert!(insurers > 0.4 * outcome(&record, OutcomeId::DwellingLoss));
        assert!(outcome(&record, OutcomeId::RepairOwn) < 0.01 * 40_600.0 * 440.0);
        for id in [OutcomeId::RepairLandlord, OutcomeId::RepairRelatives] {
            assert_eq!(outcome(&record, id), 0.0, "{id:?}");
        }
    }
}

#[test]
fn case_26_a_trusted_warning_saves_its_share_of_goods() {
    let wind = "\n[[hazards]]\nid = \"storm\"\nkind = \"scripted\"\ndraw_effects = false\n\
                events = [{ month = \"2026-02\", winds = { bay = 55.0, hill = 55.0 } }]\n";
    let lost = |coverage: &str, trust: &str| {
        let overrides = [
            coverage,
            trust,
            "behaviour.warning_outage_share=0",
            "behaviour.forecast_error_sd=0",
            "vulnerability.collapse_death_probability=0",
            "vulnerability.damage_death_probability=0",
            "scenario.horizon_years=1",
        ];
        let record = &Case::island(wind, BASELINE, &overrides).play(1)[0];
        (outcome(record, OutcomeId::ContentsLoss), outcome(record, OutcomeId::DwellingLoss))
    };
    let (none, dwellings) =
        lost("behaviour.warning_coverage_share=0", "behaviour.warning_trust_share=1");
    let (all, same) = lost("behaviour.warning_coverage_share=1", "behaviour.warning_trust_share=1");
    // Each loss is rounded to 1 / 1 024 USD.
    assert!(none > 1e5 && (all / none - 0.7).abs() < 1e-6, "{none} {all}");
    assert!((dwellings - same).abs() < 1e-6);
    // Not trusted, it saves nothing; half of it, about half.
    let (unheeded, _) =
        lost("behaviour.warning_coverage_share=1", "behaviour.warning_trust_share=0");
    assert!((unheeded - none).abs() < 1e-6);
    let (half, _) = lost("behaviour.warning_coverage_share=0.5", "behaviour.warning_trust_share=1");
    assert!((half / none - 0.85).abs() < 0.03, "{}", half / none);
    // Goods are worth .3 of the dwelling and damaged 1.2 times as much, at most all of them.
    assert!(none < 0.36 * dwellings && none > 0.3 * dwellings, "{none} {dwellings}");
}
