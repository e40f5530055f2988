//! Well-being, insurance and goods (cases 23, 24 and 26).

use super::island::{BASELINE, Case, STORMY, outcome, shares_storm};
use super::{Broken, Findings};
use crate::dist::math::{exp, ln};
use crate::engine::ReplicateRecord;
use crate::model::consumption::utility_loss;
use crate::model::ledger::Flow;
use crate::outcome::OutcomeId;
use crate::stats::Moments;

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

/// A dollar is a dollar, and livelihoods never fail.
const NEUTRAL: [&str; 7] = [
    "behaviour.adaptations_per_1000_per_year=0",
    "livelihood.wellbeing_inequality_aversion=0",
    "livelihood.agriculture_sensitivity=0",
    "livelihood.fishing_sensitivity=0",
    "livelihood.tourism_sensitivity=0",
    "livelihood.formal_sensitivity=0",
    "livelihood.informal_sensitivity=0",
];

/// Months of a run with what households paid for repair in each, out of the ledger, USD; and the loss of
/// well-being of all of them at the end, in USD.
fn repairs_and_loss(case: &Case, replicate: u32) -> (Vec<f64>, f64) {
    let (mut before, mut months, mut lost) = (0.0, Vec::new(), 0.0);
    case.step_through(replicate, |run, period| {
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

/// The account of well-being, and the closed forms of lost consumption (case 23).
pub(super) fn wellbeing(findings: &mut Findings) -> Result<(), Broken> {
    discounted_payments(findings)?;
    closed_forms(findings);
    Ok(())
}

/// With η = 0 the loss is Σ payments · exp(-ρ t), t in the middle of the month.
fn discounted_payments(findings: &mut Findings) -> Result<(), Broken> {
    for rho in [0.0, 0.06, 0.15] {
        let discount = format!("livelihood.wellbeing_discount_per_year={rho}");
        let overrides = [&NEUTRAL[..], &NO_MOVES, &[discount.as_str()]].concat();
        let case = Case::island(STORMY, BASELINE, &overrides)?;
        let mut months_paid = 0;
        for replicate in 0..4 {
            let (months, lost) = repairs_and_loss(&case, replicate);
            let worth: f64 = months
                .iter()
                .enumerate()
                .map(|(month, usd)| usd * exp(-rho * (month as f64 + 0.5) / 12.0))
                .sum();
            // Consumption and its weight are kept with 24 bits each: a payment is off by 2^-23 at most.
            findings.near("well-being lost, USD", lost, worth, worth / 8_388_608.0);
            months_paid += months.iter().filter(|usd| **usd > 0.0).count();
        }
        findings.above("months with payments", months_paid as f64, 20.0);
    }
    Ok(())
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

fn closed_forms(findings: &mut Findings) {
    let (productivity, own_share, loss) = (0.25, 0.5, 100.0);
    for (rate, discount) in [(0.7, 0.06), (0.3, 0.04), (2.0, 0.1)] {
        // ∫ (π + σ λ) ΔK exp(-λ t) exp(-ρ t) dt by Simpson over a hundred mean lives.
        let steps = 40_000;
        let width = 100.0 / rate / f64::from(steps);
        let sum: f64 = (0..=steps)
            .map(|step| {
                let weight = match step {
                    0 => 1.0,
                    step if step == steps => 1.0,
                    step if step % 2 == 1 => 4.0,
                    _ => 2.0,
                };
                let t = f64::from(step) * width;
                weight * (productivity + own_share * rate) * loss * exp(-(rate + discount) * t)
            })
            .sum();
        let found = consumption_lost(productivity, own_share, rate, discount, loss);
        findings.within("consumption lost", found, sum * width / 3.0, 1e-9);
        // Undiscounted it is ΔK (π / λ + σ); with σ = 1 and ρ = π it is the asset lost, however slow.
        let plain = consumption_lost(productivity, own_share, rate, 0.0, loss);
        let expected = loss * (productivity / rate + own_share);
        findings.near("consumption lost, undiscounted", plain, expected, 1e-9);
        let whole = consumption_lost(0.25, 1.0, rate, 0.25, loss);
        findings.near("the asset lost, where σ = 1 and ρ = π", whole, loss, 1e-12);
    }
    // Savings that hold the loss at a share ξ of the first one, π = .25, σ = .5, λ = .7, ΔK = 100.
    let first = (0.25 + 0.5 * 0.7) * 100.0;
    let held = savings_to_hold(first, 0.7, 0.2);
    findings.within("savings to hold .2, vector", held, 40.981_1, 1e-4);
    findings.within("savings to hold .5, vector", savings_to_hold(first, 0.7, 0.5), 13.150_8, 1e-4);
    findings.equal("savings to hold all of it", savings_to_hold(first, 0.7, 1.0), 0.0);
    // What is paid out until then, α exp(-λ t) - ξ α from 0 to t = -ln ξ / λ, is what was saved.
    let until = -ln(0.2) / 0.7;
    findings.near("years until it is held, vector", until, 2.299_2, 1e-4);
    let drawn = first * ((1.0 - exp(-0.7 * until)) / 0.7 - 0.2 * until);
    findings.within("savings drawn", drawn, held, 1e-12);
    // A small loss of utility at the own income is worth the consumption lost: resilience tends to one.
    for aversion in [0.5, 1.0, 1.5, 3.0] {
        let small = 1e-6;
        let resilience = small / utility_loss(aversion, 1.0 - small);
        findings.near("resilience to a small loss", resilience, 1.0, 2e-6 * aversion);
    }
}

/// Insurance costs its premium, pays in full, and at the fair premium moves no money on average (case 24).
pub(super) fn insurance(findings: &mut Findings) -> Result<(), Broken> {
    // Full cover at once: owners pay premiums and nothing for repair but their own work.
    let overrides = [&FULL_COVER[..], &NO_MOVES].concat();
    let case = Case::island(&shares_storm([0.0, 0.0, 0.7, 0.3]), BASELINE, &overrides)?;
    for record in &case.play(2) {
        // 440 concrete dwellings for three years.
        let premiums = 0.015 * 40_600.0 * 440.0 * 3.0;
        let found = outcome(record, OutcomeId::Premiums);
        findings.within("premiums, USD", found, premiums, 1e-12);
        let insurers = outcome(record, OutcomeId::RepairInsurance);
        let loss = outcome(record, OutcomeId::DwellingLoss);
        findings.above("share of the loss that insurers pay", insurers / loss, 0.4);
        let own = outcome(record, OutcomeId::RepairOwn);
        findings.below("own repair, share of all value", own / (40_600.0 * 440.0), 0.01);
        for id in [OutcomeId::RepairLandlord, OutcomeId::RepairRelatives] {
            findings.equal("repair paid by others, USD", outcome(record, id), 0.0);
        }
    }
    fair_premium(findings)
}

fn fair_premium(findings: &mut Findings) -> Result<(), Broken> {
    let play = |rate: f64| -> Result<Vec<ReplicateRecord>, Broken> {
        let premium = format!("recovery.insurance_premium_share_per_year={rate}");
        let overrides = [&FULL_COVER[..], &NO_MOVES, &[premium.as_str()]].concat();
        let storm = shares_storm([0.4, 0.0, 0.4, 0.2]);
        Ok(Case::island(&storm, BASELINE, &overrides)?.play(40))
    };
    let of = |records: &[ReplicateRecord], id| -> Vec<f64> {
        records.iter().map(|record| outcome(record, id)).collect()
    };
    let sum = |values: &[f64]| values.iter().sum::<f64>();
    // The fair premium is the mean payment for each USD insured and year: 440 dwellings, three years.
    let free = play(0.0)?;
    findings.equal("premiums at a rate of 0, USD", sum(&of(&free, OutcomeId::Premiums)), 0.0);
    let paid = of(&free, OutcomeId::RepairInsurance);
    let fair = play(sum(&paid) / 40.0 / (40_600.0 * 440.0 * 3.0))?;
    // What insurers pay does not hang on what they are paid; on average both are the same.
    for (with, without) in of(&fair, OutcomeId::RepairInsurance).iter().zip(&paid) {
        findings.equal("paid by insurers, with a premium and without", *with, *without);
    }
    let premiums = of(&fair, OutcomeId::Premiums);
    findings.within("fair premiums, USD", sum(&premiums), sum(&paid), 1e-12);
    // Owners bear the mean damage in the end, premium and own work together, and none of its spread.
    let damage = of(&fair, OutcomeId::DwellingLoss);
    let own = of(&fair, OutcomeId::RepairOwn);
    let borne: Vec<f64> = premiums.iter().zip(&own).map(|(premium, own)| premium + own).collect();
    // Each loss and each own work of 440 dwellings is rounded to 1/1 024 USD.
    let rounding = 40.0 * 440.0 / 1_024.0;
    findings.near("borne by owners, USD", sum(&borne), sum(&damage), rounding);
    let spread = |values: &[f64]| Moments::of(values).standard_deviation();
    let left = spread(&borne) / spread(&damage);
    findings.below("spread of it over that of damage", left, 0.02);
    Ok(())
}

/// A trusted warning saves its share of goods (case 26).
pub(super) fn warned_goods(findings: &mut Findings) -> Result<(), Broken> {
    let wind = "\n[[hazards]]\nid = \"storm\"\nkind = \"scripted\"\ndraw_effects = false\n\
                events = [{ month = \"2026-02\", winds = { bay = 55.0, hill = 55.0 } }]\n";
    let lost = |coverage: f64, trust: f64| -> Result<(f64, f64), Broken> {
        let coverage = format!("behaviour.warning_coverage_share={coverage}");
        let trust = format!("behaviour.warning_trust_share={trust}");
        let overrides = [
            coverage.as_str(),
            trust.as_str(),
            "behaviour.warning_outage_share=0",
            "behaviour.forecast_error_sd=0",
            "vulnerability.collapse_death_probability=0",
            "vulnerability.damage_death_probability=0",
            "scenario.horizon_years=1",
        ];
        let record = &Case::island(wind, BASELINE, &overrides)?.play(1)[0];
        Ok((outcome(record, OutcomeId::ContentsLoss), outcome(record, OutcomeId::DwellingLoss)))
    };
    let (none, dwellings) = lost(0.0, 1.0)?;
    let (all, same) = lost(1.0, 1.0)?;
    // Each loss is rounded to 1 / 1 024 USD.
    findings.above("goods lost without a warning, USD", none, 1e5);
    findings.near("goods lost with one, share", all / none, 0.7, 1e-6);
    findings.near("dwellings lost, USD", dwellings, same, 1e-6);
    // Not trusted, it saves nothing; half of it, about half.
    let (unheeded, _) = lost(1.0, 0.0)?;
    findings.near("goods lost with one that nobody trusts, USD", unheeded, none, 1e-6);
    let (half, _) = lost(0.5, 1.0)?;
    findings.near("goods lost where half are warned, share", half / none, 0.85, 0.03);
    // Goods are worth .3 of the dwelling and damaged 1.2 times as much, at most all of them.
    findings.below("goods lost over dwellings lost", none / dwellings, 0.36);
    findings.above("goods lost over dwellings lost, at least", none / dwellings, 0.3);
    Ok(())
}
