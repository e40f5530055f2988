//! Well-being and poverty against sums over every household and month.

mod common;

use common::{BASELINE, Case, QUIET, STORMY, outcome, shares_storm, step_through};
use leeward::dist::math::{exp, pow};
use leeward::model::income::income_now;
use leeward::outcome::OutcomeId;

/// Nobody pays for repair or a move, so that only shocks to livelihoods lower consumption.
const NO_PAYMENTS: [&str; 10] = [
    "recovery.surplus_income_share=0",
    "recovery.landlord_funding_share=0",
    "recovery.insured_share=0",
    "population.diaspora_share=0",
    "population.savings_months_fifth_1=0",
    "population.savings_months_fifth_2=0",
    "behaviour.decision_rate_per_year=1",
    "behaviour.move_cost_usd=0",
    "destinations.abroad.move_cost_usd=0",
    "destinations.overseas.move_cost_usd=0",
];
const NO_SAVINGS: [&str; 3] = [
    "population.savings_months_fifth_3=0",
    "population.savings_months_fifth_4=0",
    "population.savings_months_fifth_5=0",
];
/// Nobody moves.
const NO_MOVES: [&str; 4] = [
    "behaviour.migration_per_1000_per_year=0",
    "behaviour.internal_moves_per_1000_per_year=0",
    "recovery.settle_rate_per_month=0",
    "recovery.settle_rate_late_per_month=0",
];

#[test]
fn without_hazards_nothing_is_lost() {
    for record in Case::island(QUIET, BASELINE, &["behaviour.decision_rate_per_year=2"]).play(3) {
        assert!(outcome(&record, OutcomeId::MigratedPeople) > 0.0);
        assert!(outcome(&record, OutcomeId::PovertyPersonMonths) > 0.0);
        for id in [
            OutcomeId::WellbeingLoss,
            OutcomeId::ShockPovertyPersonMonths,
            OutcomeId::NewPoorPeople,
            OutcomeId::RepairOwn,
        ] {
            assert_eq!(outcome(&record, id), 0.0, "{id:?}");
        }
        // Moves by choice are an account of their own.
        assert_ne!(outcome(&record, OutcomeId::MoversGain), 0.0);
    }
}

#[test]
fn losses_by_zone_are_those_of_every_household_and_month() {
    // Severe damage or none: nothing is so small that it is put right by own work.
    let storm = shares_storm([0.4, 0.0, 0.4, 0.2]);
    let growth = ["population.income_growth_per_year=0.02"];
    let overrides = [&NO_PAYMENTS[..], &NO_SAVINGS, &growth].concat();
    let case = Case::island(&storm, BASELINE, &overrides);
    let count = case.prepared().place().population.len();
    let mut losses = vec![0.0; count];
    let (mut poor, mut by_shock) = (vec![0; count], vec![0; count]);
    let mut moved = 0;
    step_through(&case, 1, |run, period| {
        let given = run.given;
        let population = &given.place.population;
        let growth = given.coefficients.income_growth[usize::from(period)];
        let years = (f64::from(period) + 0.5) / 12.0;
        for i in 0..count {
            if !run.households.living[i].is_resident() {
                continue;
            }
            let normal = f64::from(population.income[i]) * growth;
            let now = income_now(&given, &run.households, i, period);
            let utility = |usd: f64| -2.0 / usd.sqrt();
            let scale = pow(f64::from(population.income[i]), -0.5);
            losses[i] += (utility(normal) - utility(now)) / scale * exp(-0.06 * years) / 12.0;
            let line = 750.0 * f64::from(population.size[i]);
            if now < line {
                let persons = u32::from(run.households.size[i]);
                poor[i] += persons;
                by_shock[i] += if normal >= line { persons } else { 0 };
            }
        }
        if period + 1 == given.place.horizon.periods() {
            for i in 0..count {
                let found = run.wellbeing.loss(&given, &run.households, i);
                assert!((found - losses[i]).abs() < 1e-9, "{i}: {found} for {}", losses[i]);
                assert_eq!(run.poverty.person_months(&given, i), (poor[i], by_shock[i]), "{i}");
            }
            moved = run.lists.moved.len();
        }
    });
    assert!(losses.iter().all(|loss| *loss >= 0.0) && losses.iter().any(|loss| *loss > 0.01));
    assert!(by_shock.iter().any(|months| *months > 0) && moved > 10);
}

#[test]
fn a_neutral_account_counts_each_dollar_once() {
    // With η = 0 and ρ = 0 well-being is consumption: what households pay is what they lose.
    let neutral = [
        "behaviour.adaptations_per_1000_per_year=0",
        "livelihood.wellbeing_inequality_aversion=0",
        "livelihood.wellbeing_discount_per_year=0",
        "livelihood.agriculture_sensitivity=0",
        "livelihood.fishing_sensitivity=0",
        "livelihood.tourism_sensitivity=0",
        "livelihood.formal_sensitivity=0",
        "livelihood.informal_sensitivity=0",
    ];
    let overrides = [&neutral[..], &NO_MOVES].concat();
    let mut stormy = 0;
    for record in Case::island(STORMY, BASELINE, &overrides).play(6) {
        let (lost, paid) =
            (outcome(&record, OutcomeId::WellbeingLoss), outcome(&record, OutcomeId::RepairOwn));
        stormy += u32::from(paid > 0.0);
        // Consumption at the start is kept with 24 bits.
        assert!((lost - paid).abs() <= 1e-6 * paid, "{lost} lost, {paid} paid");
        assert_eq!(outcome(&record, OutcomeId::MoversGain), 0.0);
    }
    assert!(stormy >= 3);
}

#[test]
fn a_dollar_lost_weighs_more_where_there_is_less() {
    // The poorest fifth bears a larger share of the loss of well-being than of the loss of dwellings.
    let records = Case::island(STORMY, BASELINE, &[]).play(20);
    let share = |outcome: OutcomeId| {
        let column = leeward::group::column(outcome).unwrap();
        let sum = |row: usize| records.iter().map(|record| record.groups[row][column]).sum::<f64>();
        sum(0) / (0..5).map(sum).sum::<f64>()
    };
    let (lost, wellbeing) = (share(OutcomeId::DwellingLoss), share(OutcomeId::WellbeingLoss));
    assert!(wellbeing > 1.2 * lost, "{wellbeing} of well-being, {lost} of dwellings");
}
