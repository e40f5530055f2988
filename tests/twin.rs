//! The hazard-off twin, and those who left the area.

mod common;

use common::{
    BASELINE, Case, QUIET, STORMY, assert_same_future, in_month, intervention, outcome,
    shares_storm, step_through, strategy,
};
use leeward::dist::math::exp;
use leeward::engine::ReplicateRecord;
use leeward::model::households::{Living, NEVER};
use leeward::outcome::{NET, OutcomeId, SeriesId};
use leeward::scenario::lever::LEVER_TABLE;

fn measures() -> String {
    intervention("roofs", "dwelling_strength", 6.0, 0.5, 900.0)
        + &intervention("offers", "relocation_offer", 1.0, 0.6, 9_000.0)
        + BASELINE
        + &strategy("b_measures", &["offers", "roofs"], Some(2e6))
}

fn assert_no_net(records: &[ReplicateRecord]) {
    assert!(records.iter().any(|record| outcome(record, OutcomeId::MigratedPeople) > 0.0));
    assert!(records.iter().any(|record| outcome(record, OutcomeId::TrappedPeople) > 0.0));
    for record in records {
        for (net, _) in NET {
            assert_eq!(outcome(record, *net), 0.0, "{net:?} of {}", record.replicate);
        }
    }
}

#[test]
fn without_hazards_nothing_is_attributed_to_them() {
    let plots = "recovery.plots_per_year=60";
    assert_no_net(&Case::island(QUIET, &measures(), &[plots]).play(6));
}

#[test]
fn storms_that_damage_nothing_move_nobody() {
    // Winds under every threshold of damage and of the order to leave, month after month.
    let events: Vec<String> = (1..=12)
        .map(|month| {
            format!("{{ month = \"2026-{month:02}\", winds = {{ bay = 15.0, hill = 15.0 }} }}")
        })
        .collect();
    let breezes = format!(
        "\n[[hazards]]\nid = \"breezes\"\nkind = \"scripted\"\ndraw_effects = false\nevents = [{}]\n",
        events.join(", ")
    );
    assert_no_net(&Case::island(&breezes, &measures(), &[]).play(6));
}

#[test]
fn the_net_is_what_a_future_has_beyond_the_same_future_in_calm() {
    // A quiet case of the same households differs from a stormy one in its hazards alone; what people
    // know of the risk comes from the hazards, so they are made not to care.
    let careless = ["behaviour.risk_weight=0"];
    let stormy = Case::island(STORMY, &measures(), &careless).play(4);
    let calm = Case::island(QUIET, &measures(), &careless).play(4);
    let mut attributed = 0;
    for (with, without) in stormy.iter().zip(&calm) {
        // Who is offered relocation first depends on the risk, so the baseline alone is the same.
        if with.strategy == 0 {
            for (net, gross) in NET {
                let expected = outcome(with, *gross) - outcome(without, *gross);
                assert_eq!(outcome(with, *net), expected, "{net:?}");
                attributed += u32::from(expected != 0.0);
            }
        }
    }
    assert!(attributed > 8, "{attributed}");
}

#[test]
fn levers_that_act_on_hazards_alone_change_nothing_in_calm() {
    // Strategies made of them share one twin: in calm each must be the baseline to the bit.
    let levers: Vec<_> = LEVER_TABLE.iter().filter(|it| it.lever.acts_on_hazards_alone()).collect();
    assert!(levers.len() >= 4 && levers.len() < LEVER_TABLE.len());
    let mut rest = BASELINE.to_owned();
    for lever in &levers {
        // Free, so that cost is no difference.
        rest += &intervention(lever.name, lever.name, lever.most, 1.0, 0.0);
        rest += &strategy(&format!("b_{}", lever.name), &[lever.name], None);
    }
    let free = ["behaviour.decision_rate_per_year=2"];
    for future in Case::island(QUIET, &rest, &free).play(3).chunks(1 + levers.len()) {
        for other in &future[1..] {
            assert_same_future(&future[0], other);
        }
    }
}

#[test]
fn drought_heat_and_the_sea_are_hazards_too() {
    let dry = "\n[[hazards]]\nid = \"dry\"\nkind = \"drought\"\nonset_per_month = 1\n\
               persistence_per_month = 0.999\nseverity_low = 0.9\nseverity_high = 0.9\n";
    let hot = "\n[[hazards]]\nid = \"hot\"\nkind = \"heat\"\n[hazards.wet_bulb_globe.bay]\n\
               monthly_mean_celsius = [34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34, 34]\n";
    let sea = "\n[[hazards]]\nid = \"sea\"\nkind = \"sea_level\"\nhigh_water_m = 0.5\n\
               location_m = -1.0\nscale_m = 0.01\n";
    let overrides = [
        "behaviour.risk_weight=0",
        "behaviour.decision_rate_per_year=2",
        "climate.pathway=SSP5-8.5",
        "climate.land_motion_m_per_year=-0.05",
        "livelihood.drought_agriculture_loss=0.9",
        "scenario.horizon_years=12",
    ];
    let calm = Case::island(QUIET, BASELINE, &overrides).play(3);
    for hazard in [dry, hot, sea] {
        let mut attributed = 0;
        for (with, without) in Case::island(hazard, BASELINE, &overrides).play(3).iter().zip(&calm)
        {
            for (net, gross) in NET {
                let expected = outcome(with, *gross) - outcome(without, *gross);
                assert_eq!(outcome(with, *net), expected, "{net:?} {hazard}");
                attributed += u32::from(expected != 0.0);
            }
        }
        assert!(attributed > 0, "{hazard}");
    }
}

/// Of households away at the end of a month, how many were expected to come back in the next by
/// exp(-r (1 - X) / 12), how many did, and the standard error.
fn returns(case: &Case, replicates: u32, rate: f64) -> (f64, f64, f64) {
    let (mut expected, mut found, mut variance) = (0.0, 0.0, 0.0_f64);
    for replicate in 0..replicates {
        let mut before: Vec<u16> = Vec::new();
        step_through(case, replicate, |run, period| {
            let households = &run.households;
            for (i, since) in before.iter().enumerate().filter(|(_, since)| **since != NEVER) {
                let zone = usize::from(households.zone[i]);
                let livelihood = usize::from(run.given.place.population.livelihood[i]);
                let tables = &run.given.coefficients.sensitivity;
                let shock = households.shocks.now(tables, zone, livelihood, period);
                let p = 1.0 - exp(-rate * (1.0 - shock) / 12.0);
                expected += p;
                variance += p * (1.0 - p);
                found += f64::from(u8::from(households.away_since[i] != *since));
            }
            before.clone_from(&households.away_since);
            for (living, since) in households.living.iter().zip(&before) {
                assert_eq!(*living == Living::Away, *since != NEVER);
            }
        });
    }
    (expected, found, variance.sqrt())
}

#[test]
fn who_left_comes_back_at_the_stated_rate_as_far_as_work_has_recovered() {
    let movers = [
        "behaviour.return_migration_per_year=2",
        "behaviour.decision_rate_per_year=2",
        "behaviour.migration_per_1000_per_year=100",
        // A home is to be had for whoever comes.
        "recovery.vacant_homes_share=10",
        "recovery.vacancy_recovery_years=0.05",
        "scenario.horizon_years=4",
    ];
    let calm = returns(&Case::island(QUIET, BASELINE, &movers), 10, 2.0);
    let ruined = shares_storm([0.0, 0.0, 0.0, 1.0]);
    let struck = returns(&Case::island(&ruined, BASELINE, &movers), 10, 2.0);
    for (expected, found, error) in [calm, struck] {
        assert!(found > 200.0, "{found}");
        assert!((found - expected).abs() < 4.0 * error, "{found} {expected} {error}");
    }
}

#[test]
fn nobody_comes_back_in_the_month_of_ruin_nor_at_a_rate_of_zero() {
    let ruined = shares_storm([0.0, 0.0, 0.0, 1.0]);
    let movers = [
        "behaviour.return_migration_per_year=10",
        "behaviour.decision_rate_per_year=5",
        "behaviour.migration_per_1000_per_year=100",
        "livelihood.full_shock_damage=0.1",
    ];
    for record in Case::island(&ruined, BASELINE, &movers).play(8) {
        assert_eq!(in_month(&record, 1, SeriesId::ReturnMigratedPeople), 0.0);
        assert!(outcome(&record, OutcomeId::ReturnMigratedPeople) > 0.0);
    }
    let never = ["behaviour.return_migration_per_year=0"];
    for record in Case::island(STORMY, BASELINE, &never).play(2) {
        assert_eq!(outcome(&record, OutcomeId::ReturnMigratedPeople), 0.0);
        // Who left by the twenty-third month of three years has been away for twelve at the end.
        let left: f64 =
            (0..24).map(|month| in_month(&record, month, SeriesId::MigratedPeople)).sum();
        assert_eq!(outcome(&record, OutcomeId::PermanentlyMigratedPeople), left);
    }
}
