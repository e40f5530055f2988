//! Shelters are damaged like any building: places lost and rebuilt, and those inside.

mod common;

use common::{BASELINE, Case, assert_share, outcome, shares_storm, step_through};
use leeward::dist::math::exp;
use leeward::outcome::OutcomeId;

/// A wind that tests evacuation: everyone who hears the warning leaves for a shelter.
const STORM: &str = r#"
[[hazards]]
id = "storm"
kind = "scripted"
draw_effects = false
events = [{ month = "2026-02", winds = { bay = 75.0, hill = 75.0 } }]
"#;
const EVERYONE_SHELTERS: [&str; 9] = [
    // Nobody moves before the storm to a zone whose shelters then are too small.
    "behaviour.decision_rate_per_year=0",
    "behaviour.warning_coverage_share=1",
    "behaviour.warning_outage_share=0",
    "behaviour.evacuation_constant=10",
    "behaviour.evacuation_order=10",
    "behaviour.evacuation_received=10",
    "behaviour.evacuee_shelter_share=1",
    "sites.site_places_share=1",
    "vulnerability.warned_death_reduction=0",
];

#[test]
fn places_lost_come_back_as_stated() {
    // Half of the concrete buildings are destroyed beyond use, the others untouched.
    let certain = [
        "vulnerability.uninhabitable_damage_concrete=0.5",
        "vulnerability.uninhabitable_scale=0.001",
    ];
    let play = |more: &str, first: f64| {
        let overrides = [certain[0], certain[1], "sites.shelter_repair_years=0.5", more];
        let case = Case::island(&shares_storm([0.5, 0.0, 0.0, 0.5]), BASELINE, &overrides);
        step_through(&case, 0, |run, period| {
            for zone in 0..2 {
                let lost = run.capacity.lost_share(&run.given, zone, period);
                let expected = match period.checked_sub(1) {
                    None => 0.0,
                    Some(months) => first * exp(-f64::from(months) / 6.0),
                };
                assert!((lost - expected).abs() < 1e-9, "{lost} {expected} in {period}");
                let open = run.capacity.open_places(&run.given, zone, period);
                assert!((open - run.capacity.site_places[zone] * (1.0 - lost)).abs() < 1e-9);
            }
        });
    };
    play("sites.shelter_hardened_share=0", 0.5);
    play("sites.shelter_hardened_share=0.4", 0.3);
    play("sites.shelter_hardened_share=1", 0.0);
}

#[test]
fn who_is_in_a_shelter_that_fails_is_in_danger_and_nobody_in_a_hardened_one() {
    let deaths = |more: &[&str]| {
        let mut overrides = EVERYONE_SHELTERS.to_vec();
        overrides.extend([
            "vulnerability.collapse_death_probability=0.1",
            "vulnerability.frail_death_ratio=1",
        ]);
        overrides.extend(more);
        let case = Case::island(STORM, BASELINE, &overrides);
        let records = case.play(20);
        let sum = |id| records.iter().map(|record| outcome(record, id)).sum::<f64>();
        (sum(OutcomeId::Deaths), sum(OutcomeId::EvacuatedPeople))
    };
    let (none, all) = deaths(&["sites.shelter_hardened_share=1"]);
    assert!(none == 0.0 && all > 0.0, "{none} {all}");
    // One in ten of those in a shelter that failed dies; the share that fails is that of the places.
    let mut failing = 0.0;
    let case = Case::island(STORM, BASELINE, &EVERYONE_SHELTERS);
    step_through(&case, 0, |run, period| {
        if period == 1 {
            failing = run.capacity.lost_share(&run.given, 0, period);
        }
    });
    assert!(failing > 0.01 && failing < 0.9, "{failing}");
    let (died, all) = deaths(&[]);
    // Households of about three persons act as one.
    assert_share(died / 3.0, all / 3.0, 0.1 * failing);
}
