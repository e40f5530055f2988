//! Money, insurance, well-being and goods (cases 13, 23, 24, 26).

use crate::common::{BASELINE, Case, STORMY, outcome, shares_storm, step_through};
use leeward::dist::math::{exp, ln};
use leeward::engine::ReplicateRecord;
use leeward::model::consumption::utility_loss;
use leeward::model::ledger::{Account, Flow};
use leeward::outcome::OutcomeId;
use leeward::stats::Moments;

/// Nobody moves by choice.
const NO_MOVES: [&str; 4] = [
    "behaviour.migration_per_1000_per_year=0",
    "behaviour.internal_moves_per_1000_per_year=0",
    "recovery.settle_rate_per_month=0",
    "recovery.settle_rate_late_per_month=0",
];

/// All own a concrete dwelling, insured in full and paid at once.
const FULL_COVER: [&str; 14] = [
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

/// Months of a run with what households paid for repair in each, out of the ledger, USD; and the loss of
/// well-being of all of them at the end, in USD.
fn repairs_and_loss(case: &Case, replicate: u32) -> (Vec<f64>, f64) {
    let (mut before, mut months, mut lost) = (0.0, Vec::new(), 0.0);
    step_through(case, replicate, |run, period| {
        let own = [Flow::RepairFromIncome, Flow::RepairFromSavings, Flow::OwnWork];
        let paid: f64 = own.into_iter().map(|flow| run.ledger.total(flow)).sum();
        months.push(paid - before);
        before = paid;
        let given = run.given;
        if period + 1 == given.place.horizon.periods() {
            lost = (0..given.place.population.len())
                .map(|i| {
                    let usd = f64::from(given.coefficients.consumption.weight_usd[i]);
                    run.wellbeing.loss(&given, &run.households, i) * usd
                })
                .sum::<f64>()
                * given.place.population.weight;
        }
    });
    (months, lost)
}

#[test]
fn case_23_the_account_of_wellbeing_discounts_each_payment_from_its_month() {
    // With η = 0 a dollar is a dollar: the loss is Σ payments · exp(-ρ t), t in the middle of the month.
    let neutral = [
        "behaviour.adaptations_per_1000_per_year=0",
        "livelihood.wellbeing_inequality_aversion=0",
        "livelihood.agriculture_sensitivity=0",
        "livelihood.fishing_sensitivity=0",
        "livelihood.tourism_sensitivity=0",
        "livelihood.formal_sensitivity=0",
        "livelihood.informal_sensitivity=0",
    ];
    for rho in [0.0, 0.06, 0.15] {
        let discount = format!("livelihood.wellbeing_discount_per_year={rho}");
        let overrides = [&neutral[..], &NO_MOVES, &[discount.as_str()]].concat();
        let case = Case::island(STORMY, BASELINE, &overrides);
        let mut months_paid = 0;
        for replicate in 0..4 {
            let (months, lost) = repairs_and_loss(&case, replicate);
            let worth: f64 = months
                .iter()
                .enumerate()
                .map(|(month, usd)| usd * exp(-rho * (month as f64 + 0.5) / 12.0))
                .sum();
            // Consumption and its weight are kept with 24 bits each: a payment is off by 2^-23 at most.
            assert!((lost - worth).abs() <= worth / 8_388_608.0, "{rho}: {lost} for {worth}");
            months_paid += months.iter().filter(|usd| **usd > 0.0).count();
        }
        assert!(months_paid > 20, "{months_paid} months with payments");
    }
}

/// Consumption lost over all time by a loss of capital that is rebuilt at rate λ, at present value:
/// (π + σ λ) ΔK / (λ + ρ), with productivity π, the share σ that the household rebuilds itself, and
/// discount rate ρ (Hallegatte et al. 2017). An oracle: the model pays month by month.
fn consumption_lost(productivity: f64, own_share: f64, rate: f64, discount: f64, loss: f64) -> f64 {
    (productivity + own_share * rate) * loss / (rate + discount)
}

/// Savings that hold consumption at a share ξ of the first loss α = (π + σ λ) ΔK until the loss itself
/// has fallen to it: S = α [1 - ξ (1 - ln ξ)] / λ (Middelanis et al. 2025).
fn savings_to_hold(first_loss: f64, rate: f64, share: f64) -> f64 {
    first_loss * (1.0 - share * (1.0 - ln(share))) / rate
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
    assert!((savings_to_hold(first, 0.7, 0.5) / 13.150_8 - 1.0).abs() < 1e-4);
    assert_eq!(savings_to_hold(first, 0.7, 1.0), 0.0);
    // What is paid out until then, α exp(-λ t) - ξ α from 0 to t = -ln ξ / λ, is what was saved.
    let until = -ln(0.2) / 0.7;
    assert!((until - 2.299_2).abs() < 1e-4);
    let drawn = first * ((1.0 - exp(-0.7 * until)) / 0.7 - 0.2 * until);
    assert!((drawn - held).abs() < 1e-12 * held, "{drawn} {held}");
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
    let overrides = [&FULL_COVER[..], &NO_MOVES].concat();
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
fn case_24_at_the_fair_premium_insurance_moves_no_money_on_average() {
    let play = |rate: f64| {
        let premium = format!("recovery.insurance_premium_share_per_year={rate}");
        let overrides = [&FULL_COVER[..], &NO_MOVES, &[premium.as_str()]].concat();
        Case::island(&shares_storm([0.4, 0.0, 0.4, 0.2]), BASELINE, &overrides).play(40)
    };
    let of = |records: &[ReplicateRecord], id| -> Vec<f64> {
        records.iter().map(|record| outcome(record, id)).collect()
    };
    let sum = |values: &[f64]| values.iter().sum::<f64>();
    // The fair premium is the mean payment for each USD insured and year: 440 dwellings, three years.
    let free = play(0.0);
    assert_eq!(sum(&of(&free, OutcomeId::Premiums)), 0.0);
    let paid = of(&free, OutcomeId::RepairInsurance);
    let fair = play(sum(&paid) / 40.0 / (40_600.0 * 440.0 * 3.0));
    // What insurers pay does not hang on what they are paid; on average both are the same.
    assert_eq!(of(&fair, OutcomeId::RepairInsurance), paid);
    let premiums = of(&fair, OutcomeId::Premiums);
    assert!((sum(&premiums) / sum(&paid) - 1.0).abs() < 1e-12);
    // Owners bear the mean damage in the end, premium and own work together, and none of its spread.
    let damage = of(&fair, OutcomeId::DwellingLoss);
    let own = of(&fair, OutcomeId::RepairOwn);
    let borne: Vec<f64> = premiums.iter().zip(&own).map(|(premium, own)| premium + own).collect();
    // Each loss and each own work of 440 dwellings is rounded to 1/1 024 USD.
    assert!((sum(&borne) - sum(&damage)).abs() <= 40.0 * 440.0 / 1_024.0);
    let spread = |values: &[f64]| Moments::of(values).standard_deviation();
    assert!(spread(&borne) < 0.02 * spread(&damage), "{} {}", spread(&borne), spread(&damage));
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
