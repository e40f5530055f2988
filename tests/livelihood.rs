//! Incomes after damage, in drought and in heat; and as they were where there is none.

mod common;

use common::{BASELINE, Case, QUIET, assert_same_records, shares_storm, step_through};
use leeward::dist::math::exp;
use leeward::model::income::{expected_income, income_now};

/// Sensitivity and recovery, years, by livelihood; pensions and remittances have none.
const LIVELIHOODS: [(f64, f64); 7] =
    [(0.70, 0.75), (0.5, 0.5), (0.6, 0.75), (0.05, 0.25), (0.4, 0.4), (0.0, 1.0), (0.0, 1.0)];

const DRY: &str = "\n[[hazards]]\nid = \"dry\"\nkind = \"drought\"\nonset_per_month = 1\n\
                   persistence_per_month = 0.999\nseverity_low = 0.6\nseverity_high = 0.6\n";
const HOT: &str = "\n[[hazards]]\nid = \"hot\"\nkind = \"heat\"\n[hazards.wet_bulb_globe.bay]\n\
                   monthly_mean_celsius = [26, 26, 27, 28, 29, 29, 29, 29, 29, 28, 27, 26]\n";

#[test]
fn a_complete_shock_takes_its_share_and_fades() {
    // Everything is destroyed on the first of February: a complete shock in both zones.
    let case = Case::island(&shares_storm([0.0, 0.0, 0.0, 1.0]), BASELINE, &[]);
    let mut seen = [0; 7];
    step_through(&case, 0, |run, period| {
        let population = &run.given.place.population;
        for i in 0..population.len() {
            let livelihood = usize::from(population.livelihood[i]);
            let (share, years) = LIVELIHOODS[livelihood];
            let shock = match period.checked_sub(1) {
                None => 0.0,
                Some(months) => exp(-f64::from(months) / (12.0 * years)),
            };
            let whole = f64::from(population.income[i])
                * run.given.coefficients.income_growth[usize::from(period)];
            let found = income_now(&run.given, &run.households, i, period);
            let expected = whole * (1.0 - share * shock);
            assert!((found / expected - 1.0).abs() < 1e-12, "{livelihood} in {period}");
            seen[livelihood] += 1;
        }
    });
    assert!(seen.iter().all(|count| *count > 100), "{seen:?}");
}

#[test]
fn half_the_full_damage_is_half_a_shock() {
    // With the full damage above one every shock is the mean damage over it.
    let mean = |full: &str| {
        let case = Case::island(&shares_storm([0.0, 0.0, 1.0, 0.0]), BASELINE, &[full]);
        let mut lost = 0.0;
        step_through(&case, 0, |run, period| {
            let population = &run.given.place.population;
            if period == 1 {
                let farmer = (0..population.len()).find(|i| population.livelihood[*i] == 0);
                let i = farmer.expect("a farmer");
                let whole =
                    f64::from(population.income[i]) * run.given.coefficients.income_growth[1];
                lost = 1.0 - income_now(&run.given, &run.households, i, period) / whole;
            }
        });
        lost
    };
    let (all, half) =
        (mean("livelihood.full_shock_damage=0.05"), mean("livelihood.full_shock_damage=1"));
    assert!((all - 0.70).abs() < 1e-12);
    // Severe damage lies evenly between .2 and .8 over some 180 or 260 dwellings.
    let error = 0.7 * 0.6 / 12.0_f64.sqrt() / 180.0_f64.sqrt();
    assert!((half - 0.35).abs() < 4.0 * error, "{half}");
}

#[test]
fn drought_is_borne_by_farming_alone() {
    let case = Case::island(
        &(QUIET.to_owned() + DRY),
        BASELINE,
        &["livelihood.drought_agriculture_loss=0.5"],
    );
    let mut dry = 0;
    step_through(&case, 0, |run, period| {
        let population = &run.given.place.population;
        let severity = run.events.drought()[usize::from(period)];
        assert!(severity == 0.0 || severity == 0.6);
        for i in 0..population.len() {
            let whole = f64::from(population.income[i])
                * run.given.coefficients.income_growth[usize::from(period)];
            let found = income_now(&run.given, &run.households, i, period);
            if population.livelihood[i] == 0 {
                let expected = whole * (1.0 - 0.5 * f64::from(severity));
                assert!((found / expected - 1.0).abs() < 1e-12);
                dry += i32::from(severity > 0.0);
            } else {
                assert_eq!(found.to_bits(), whole.to_bits());
            }
        }
    });
    assert!(dry > 500, "{dry}");
}

#[test]
fn a_loss_is_taken_to_be_for_good_by_and_by() {
    let hazards = QUIET.to_owned() + DRY;
    let case = Case::island(&hazards, BASELINE, &["livelihood.loss_expectation_years=2"]);
    let learned = 1.0 - exp(-1.0 / 24.0);
    let (mut lasting, mut largest) = (0.0_f64, 0.0_f64);
    step_through(&case, 0, |run, period| {
        let population = &run.given.place.population;
        let lost = 0.5 * f64::from(run.events.drought()[usize::from(period)]);
        lasting += learned * (lost - lasting);
        largest = largest.max(lasting);
        for i in 0..population.len() {
            let whole = f64::from(population.income[i])
                * run.given.coefficients.income_growth[usize::from(period)];
            let left = if population.livelihood[i] == 0 { 1.0 - lasting } else { 1.0 };
            let found = expected_income(&run.given, &run.households, i, period);
            assert!((found / (whole * left) - 1.0).abs() < 1e-12, "{i} in {period}");
        }
    });
    assert!((0.2..0.3).contains(&largest), "a drought of years is nearly all believed: {largest}");
}

#[test]
fn who_has_lost_income_for_good_decides_more_often() {
    let decisions = |settings: &[&str]| {
        let hazards = QUIET.to_owned() + DRY;
        let stay = [
            "behaviour.migration_per_1000_per_year=0",
            "behaviour.internal_moves_per_1000_per_year=0",
        ];
        let case = Case::island(&hazards, BASELINE, &[&stay, settings].concat());
        // Counted and expected decisions of farmers, and of all others at the base rate.
        let (mut farmers, mut expected, mut others, mut base) = (0.0, 0.0, 0.0, 0.0);
        let mut lasting = 0.0;
        for replicate in 0..8 {
            lasting = 0.0;
            step_through(&case, replicate, |run, period| {
                let numbers = &run.given.parameters.behaviour;
                let lost = 0.5 * f64::from(run.events.drought()[usize::from(period)]);
                lasting += (1.0 - exp(-1.0 / 12.0)) * (lost - lasting);
                let more = (numbers.decision_rate_after_income_loss_ratio - 1.0)
                    * (lasting / numbers.waking_income_loss_share).min(1.0);
                let monthly = numbers.decision_rate_per_year / 12.0;
                for i in 0..run.given.place.population.len() {
                    if !run.households.living[i].is_resident() {
                        continue;
                    }
                    let decided = f64::from(u8::from(run.households.decided[i] == period));
                    if run.given.place.population.livelihood[i] == 0 {
                        farmers += decided;
                        expected += 1.0 - exp(-monthly * (1.0 + more));
                    } else {
                        others += decided;
                        base += 1.0 - exp(-monthly);
                    }
                }
            });
        }
        assert!(lasting > 0.25);
        for (found, meant) in [(farmers, expected), (others, base)] {
            let found: f64 = found;
            assert!((found - meant).abs() < 4.0 * f64::sqrt(meant), "{found} for {meant}");
        }
        farmers
    };
    let woken = decisions(&[]);
    let below = decisions(&["behaviour.waking_income_loss_share=0.9"]);
    let never = decisions(&["behaviour.decision_rate_after_income_loss_ratio=1"]);
    assert!(woken > 2.0 * never && below > 1.2 * never && below < woken);
}

#[test]
fn heat_slows_farming_and_fishing_where_it_is_stated() {
    let hazards = QUIET.to_owned() + HOT;
    let case = Case::island(&hazards, BASELINE, &["climate.pathway=SSP5-8.5"]);
    step_through(&case, 0, |run, period| {
        let population = &run.given.place.population;
        for i in 0..population.len() {
            let whole = f64::from(population.income[i])
                * run.given.coefficients.income_growth[usize::from(period)];
            let found = income_now(&run.given, &run.households, i, period);
            let outdoors = population.livelihood[i] <= 1 && run.households.zone[i] == 0;
            assert_eq!(found < whole, outdoors, "{i} in {period}");
        }
    });
}

#[test]
fn no_drought_and_no_warming_change_nothing() {
    let storm = shares_storm([0.4, 0.2, 0.2, 0.2]);
    let none = ["climate.pathway=none"];
    let plain = Case::island(&storm, BASELINE, &none).play(4);
    let never = DRY.replace("onset_per_month = 1", "onset_per_month = 0");
    let still = Case::island(&(storm + &never + HOT), BASELINE, &none).play(4);
    assert_same_records(&plain, &still);
}

#[test]
fn losing_income_slows_repair() {
    let backlog = |overrides: &[&str]| {
        let case = Case::island(&shares_storm([0.0, 0.0, 1.0, 0.0]), BASELINE, overrides);
        let mut damage = 0.0;
        step_through(&case, 0, |run, period| {
            if period == 12 {
                damage = run.households.damage.iter().map(|it| f64::from(*it)).sum::<f64>();
            }
        });
        damage
    };
    let crews = "recovery.repair_capacity_share_per_year=2";
    let sensitivities = ["agriculture", "fishing", "tourism", "formal", "informal"]
        .map(|livelihood| format!("livelihood.{livelihood}_sensitivity=0"));
    let mut without: Vec<&str> = sensitivities.iter().map(String::as_str).collect();
    without.push(crews);
    assert!(backlog(&[crews]) > backlog(&without));
}
