//! Homes, places, moves, return and repair (cases 1, 12, 18, 20, 21, 22).

use crate::common::{
    BASELINE, Case, PLAIN_RETURN, QUIET, STORMY, assert_same_future, assert_share, in_month,
    intervention, outcome, shares_storm, step_through, strategy,
};
use leeward::dist::math::{exp, ln_1p, pow};
use leeward::engine::ReplicateRecord;
use leeward::model::households::Living;
use leeward::model::run::Run;
use leeward::outcome::{OutcomeId, SeriesId};
use leeward::plan::Place;

/// Persons of a place and the sum of the squares of its household sizes.
fn persons_and_squares(case: &Case) -> (f64, f64) {
    let population = Place::compile(&case.scenario).population;
    let sizes = population.size.iter().map(|size| f64::from(*size));
    (population.persons(), sizes.map(|size| size * size).sum())
}

fn outcome_of(run: &Run<'_>, outcome: OutcomeId) -> f64 {
    run.tally.so_far(outcome)
}

/// Sum of a month's series over records, and its standard error when each of the persons of a place
/// counts with a small probability: households act as one, so sizes enter squared.
fn assert_flow(
    records: &[ReplicateRecord],
    case: &Case,
    month: usize,
    series: SeriesId,
    per_person: f64,
) {
    let (persons, squares) = persons_and_squares(case);
    let futures = records.len() as f64;
    let found: f64 = records.iter().map(|record| in_month(record, month, series)).sum();
    let expected = futures * persons * per_person;
    let error = (futures * squares * per_person * (1.0 - per_person)).sqrt();
    assert!(
        (found - expected).abs() <= 4.0 * error,
        "{series:?}: {found} instead of {expected} (standard error {error})"
    );
}

#[test]
fn case_01_without_hazard_nothing_happens_but_moves_at_the_stated_rates() {
    let case = Case::island(QUIET, BASELINE, &["scenario.horizon_years=1"]);
    let records = case.play(24_000);
    for record in &records {
        for none in [
            OutcomeId::DisplacedPeople,
            OutcomeId::DisplacedPersonMonths,
            OutcomeId::Deaths,
            OutcomeId::DestroyedDwellings,
            OutcomeId::DamagedDwellings,
            OutcomeId::DwellingLoss,
            OutcomeId::EvacuatedPeople,
            OutcomeId::ProgrammeCost,
            OutcomeId::WellbeingLoss,
            OutcomeId::ContentsLoss,
        ] {
            assert_eq!(outcome(record, none), 0.0, "{none:?}");
        }
    }
    // The first month is exact: nobody has moved, spent or learnt yet.
    let decides = 1.0 - exp(-0.12 / 12.0);
    assert_flow(&records, &case, 0, SeriesId::MigratedPeople, decides * 7.0 / 120.0);
    assert_flow(&records, &case, 0, SeriesId::RelocatedPeople, decides * 30.0 / 120.0);
}

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
    overrides.push("scenario.horizon_years=1");
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

/// The displaced of a storm that leaves every home easy to live in again a month later.
fn light_storm() -> Vec<&'static str> {
    let mut overrides = PLAIN_RETURN.to_vec();
    overrides.extend([
        "vulnerability.minor_damage=0.15",
        "vulnerability.uninhabitable_damage_makeshift=0.1",
        "vulnerability.uninhabitable_damage_timber=0.1",
        "vulnerability.uninhabitable_damage_masonry=0.1",
        "vulnerability.uninhabitable_damage_concrete=0.1",
        "vulnerability.uninhabitable_scale=0.001",
        // No unsafe homes, which end as soon as the damage is low; no site that closes.
        "sites.host_probability=0",
        "sites.site_places_share=1",
        "sites.shelter_hardened_share=1",
        "sites.closure_months=600",
    ]);
    overrides
}

#[test]
fn case_20_return_at_one_rate_is_geometric() {
    let case = Case::island(&shares_storm([0.0, 1.0, 0.0, 0.0]), BASELINE, &light_storm());
    let mut still = vec![0; 36];
    let mut person_months = 0.0;
    for replicate in 0..30 {
        step_through(&case, replicate, |run, period| {
            let displaced = run.households.living.iter().filter(|living| living.is_displaced());
            still[usize::from(period)] += displaced.count();
            if period == 35 {
                person_months += outcome_of(run, OutcomeId::DisplacedPersonMonths);
            }
        });
    }
    // The storm comes on the first day of month 1; returns begin in month 2.
    assert_eq!((still[0], still[1]), (0, 30 * 440));
    for month in 2..14 {
        let (before, after) = (still[month - 1] as f64, still[month] as f64);
        assert_share(before - after, before, 1.0 - exp(-0.4));
    }
    // Expected time: the whole first month, then 1 / h (model section 4, case 20). Its standard
    // deviation is 1 / h too, and households act as one.
    let (persons, squares) = persons_and_squares(&case);
    let expected = 30.0 * persons * (1.0 + 1.0 / 0.4);
    let error = (30.0 * squares).sqrt() / 0.4;
    assert!((person_months - expected).abs() < 4.0 * error, "{person_months} {expected} {error}");
}

#[test]
fn case_21_gamma_frailty_slows_the_return_of_a_group() {
    let mut overrides = light_storm();
    overrides.push("recovery.return_frailty_variance=0.8");
    let case = Case::island(&shares_storm([0.0, 1.0, 0.0, 0.0]), BASELINE, &overrides);
    let mut still = vec![0; 36];
    for replicate in 0..30 {
        step_through(&case, replicate, |run, period| {
            let displaced = run.households.living.iter().filter(|living| living.is_displaced());
            still[usize::from(period)] += displaced.count();
        });
    }
    // S(t) = (1 + v h t)^(-1/v), model section 4, case 21.
    for months in 1..30_usize {
        let survival = pow(1.0 + 0.8 * 0.4 * months as f64, -1.0 / 0.8);
        assert_share(still[1 + months] as f64, still[1] as f64, survival);
    }
}

#[test]
fn case_22_repair_without_limits_is_exponential() {
    // Insurance pays everything at once, crews do not run short: damage falls at 3.3 a year.
    let mut overrides = PLAIN_RETURN.to_vec();
    overrides.extend([
        "population.tenure.owner_share=1",
        "population.tenure.renter_share=0",
        "population.tenure.informal_share=0",
        "recovery.insured_share=1",
        "recovery.insured_payout_share=1",
        "recovery.insurance_lag_months=0",
        "recovery.repair_capacity_share_per_year=2",
        "recovery.plot_needed_share=0",
        "vulnerability.collapse_death_probability=0",
        "vulnerability.damage_death_probability=0",
    ]);
    let case = Case::island(&shares_storm([0.2, 0.0, 0.8, 0.0]), BASELINE, &overrides);
    let mut first = Vec::new();
    step_through(&case, 0, |run, period| {
        let damage: Vec<f64> =
            run.households.damage.iter().map(|damage| f64::from(*damage)).collect();
        if period == 1 {
            // A month of repair has been done by the end of the month of the storm.
            first = damage;
            assert!(first.iter().filter(|damage| **damage > 0.1).count() > 300);
        } else if period > 1 {
            let kept = exp(-3.3 / 12.0 * f64::from(period - 1));
            for (start, now) in first.iter().zip(damage) {
                let expected = start * kept;
                if expected > 0.011 {
                    // Columns hold 24 bits; each month rounds once.
                    let rounding = f64::from(f32::EPSILON) * f64::from(period);
                    assert!((now - expected).abs() < rounding, "{now} {expected} in {period}");
                } else if expected < 0.009 {
                    assert_eq!(now, 0.0, "{expected} in {period}");
                }
            }
        }
    });
}

#[test]
fn case_22_crews_bound_the_repair_of_a_month() {
    let mut overrides = PLAIN_RETURN.to_vec();
    overrides.push("recovery.repair_capacity_share_per_year=0.01");
    let case = Case::island(&shares_storm([0.0, 0.0, 1.0, 0.0]), BASELINE, &overrides);
    let mut before = 0.0;
    let mut bound = 0;
    step_through(&case, 0, |run, period| {
        let place = run.given.place;
        let backlog: f64 = (0..place.population.len())
            .filter(|i| run.households.living[*i].is_resident())
            .map(|i| {
                let cost = place.dwelling_cost_usd[usize::from(run.households.class[i])];
                f64::from(run.households.damage[i]) * cost
            })
            .sum();
        if period > 1 {
            let crews = place.stock_value_usd * 0.01 / 12.0;
            let repaired = before - backlog;
            // Nobody leaves; what is under one per cent of damage is written off as repaired.
            let rounding = place.stock_value_usd * f64::from(f32::EPSILON);
            assert!(repaired <= crews + rounding, "{repaired} {crews}");
            bound += u32::from(repaired >= crews - rounding);
        }
        before = backlog;
    });
    assert!(bound > 12, "crews are never short");
}

#[test]
fn case_12_places_are_never_overfilled() {
    // Sites that are half as large as the storm asks for, few rooms, few hosts.
    let overrides = [
        "zones.bay.site_places=90",
        "zones.hill.site_places=0",
        "sites.host_share=0.3",
        "sites.vacant_share=0.02",
        "sites.shelter_hardened_share=1",
        "scenario.horizon_years=2",
    ];
    let case = Case::island(&shares_storm([0.4, 0.1, 0.3, 0.2]), BASELINE, &overrides);
    let mut unsafe_most = 0.0_f64;
    let mut site_most = 0.0_f64;
    for replicate in 0..10 {
        step_through(&case, replicate, |run, period| {
            let households = &run.households;
            let place = run.given.place;
            for zone in 0..2 {
                let living = |kind: Living| {
                    (0..households.living.len()).filter(move |i| {
                        households.living[*i] == kind && usize::from(households.zone[*i]) == zone
                    })
                };
                let persons =
                    living(Living::Site).map(|i| f64::from(households.size[i])).sum::<f64>();
                let (hosted, renting) =
                    (living(Living::Host).count() as f64, living(Living::Rent).count() as f64);
                let capacity = &run.capacity;
                // The books agree with the households, and both stay within what there is.
                assert_eq!(capacity.in_sites[zone], persons);
                assert_eq!(capacity.hosted[zone], hosted);
                assert_eq!(capacity.renting[zone], renting);
                assert!(persons <= [90.0, 0.0][zone], "{persons} in {period}");
                // One event: the hosts of its day are all there will be.
                assert!(hosted <= capacity.hosts[zone]);
                assert!(capacity.hosts[zone] <= 0.3 * place.population.in_zone(zone).len() as f64);
                assert!(renting <= 0.02 * place.population.in_zone(zone).len() as f64);
                site_most = site_most.max(persons);
            }
            unsafe_most = unsafe_most.max(run.tally.month[SeriesId::UnsafeStock as usize]);
        });
    }
    // Full sites, and the rest in unsafe homes.
    assert!(site_most > 85.0 && unsafe_most > 100.0, "{site_most} {unsafe_most}");
}

#[test]
fn case_18_with_money_papers_and_homes_for_all_nobody_is_trapped() {
    let case = Case::island(
        STORMY,
        BASELINE,
        &[
            "recovery.vacant_homes_share=10",
            "recovery.vacancy_recovery_years=0.05",
            "behaviour.move_cost_usd=0",
            "destinations.abroad.move_cost_usd=0",
            "destinations.overseas.move_cost_usd=0",
            "destinations.abroad.legal_access_share=1",
            "destinations.overseas.legal_access_share=1",
        ],
    );
    for record in case.play(6) {
        assert_eq!(outcome(&record, OutcomeId::TrappedPeople), 0.0);
        assert!(outcome(&record, OutcomeId::RelocatedPeople) > 0.0);
        assert!(outcome(&record, OutcomeId::MigratedPeople) > 0.0);
    }
}

#[test]
fn case_18_without_money_who_wants_to_move_is_trapped() {
    // No savings and no credit; every move costs something.
    let case = Case::island(
        QUIET,
        BASELINE,
        &[
            "population.savings_months_fifth_1=0",
            "population.savings_months_fifth_2=0",
            "population.savings_months_fifth_3=0",
            "population.savings_months_fifth_4=0",
            "population.savings_months_fifth_5=0",
            "behaviour.credit_share_of_income=0",
        ],
    );
    for record in case.play(4) {
        assert_eq!(outcome(&record, OutcomeId::RelocatedPeople), 0.0);
        assert_eq!(outcome(&record, OutcomeId::MigratedPeople), 0.0);
        assert!(outcome(&record, OutcomeId::TrappedPeople) > 0.0);
    }
}

#[test]
fn case_18_the_more_money_the_fewer_are_trapped() {
    // Papers and homes for all, so that money alone is in the way.
    let trapped = |share: f64| {
        let credit = format!("behaviour.credit_share_of_income={share}");
        let overrides = [
            "recovery.vacant_homes_share=10",
            "recovery.vacancy_recovery_years=0.05",
            "destinations.abroad.legal_access_share=1",
            "destinations.overseas.legal_access_share=1",
            credit.as_str(),
        ];
        let records = Case::island(QUIET, BASELINE, &overrides).play(6);
        records.iter().map(|record| outcome(record, OutcomeId::TrappedPeople)).sum::<f64>()
    };
    let steps = [0.0, 0.1, 0.2, 0.4, 0.8, 3.0].map(trapped);
    assert!(steps.windows(2).all(|pair| pair[1] < pair[0]), "{steps:?}");
}
