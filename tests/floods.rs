//! River floods on dwellings: who is reached, what wind, surge and flood do together, and nothing from
//! nothing.

mod common;

use common::{BASELINE, Case, STORMY, assert_same_records, outcome, step_through};
use leeward::outcome::OutcomeId;

fn rivers(depths: [f64; 9], share: f64, driven_by: &str) -> String {
    format!(
        "\n[[hazards]]\nid = \"rivers\"\nkind = \"river_flood\"\n{driven_by}\
         [hazards.floodplains.bay]\ndepths_m = {depths:?}\nexposed_share = {share:?}\n"
    )
}

#[test]
fn only_the_lowest_share_of_dwellings_is_reached() {
    let hazard = rivers([2.0; 9], 0.25, "");
    let case = Case::island(&hazard, BASELINE, &["behaviour.decision_rate_per_year=0"]);
    let mut reached = 0;
    for replicate in 0..20 {
        step_through(&case, replicate, |run, _| {
            let first = &run.given.place.population;
            for i in 0..first.len() {
                // A quarter of the dwellings of the bay stands at two metres or lower.
                if run.households.loss_usd[i] > 0.0 {
                    assert_eq!(first.zone[i], 0);
                    assert!(first.elevation_m[i] <= 2.0, "{}", first.elevation_m[i]);
                    reached += 1;
                }
            }
        });
    }
    assert!(reached > 1000, "{reached}");
}

#[test]
fn floods_that_reach_nobody_change_nothing() {
    let plain = Case::island(STORMY, BASELINE, &[]).play(6);
    for (depths, share) in [([0.0; 9], 1.0), ([3.0; 9], 0.0)] {
        let driven = "driven_by = \"cyclones\"\n";
        let hazards = STORMY.to_owned() + &rivers(depths, share, driven);
        // Floods that come alone are events of their own and would number the storms of their month
        // anew; a depth of nothing is none.
        if share > 0.0 {
            assert_same_records(&plain, &Case::island(&hazards, BASELINE, &[]).play(6));
        }
        let alone = rivers(depths, share, "");
        for record in Case::island(&alone, BASELINE, &[]).play(4) {
            assert_eq!(outcome(&record, OutcomeId::DamagedDwellings), 0.0);
            assert_eq!(outcome(&record, OutcomeId::DisplacedPeople), 0.0);
        }
    }
}

#[test]
fn floods_add_to_what_storms_do() {
    let driven = "driven_by = \"cyclones\"\nwind_correlation = 1.0\n";
    let wet =
        STORMY.to_owned() + &rivers([0.0, 0.5, 1.0, 1.5, 2.0, 2.0, 2.0, 2.0, 2.0], 0.5, driven);
    let sum = |hazards: &str| {
        let records = Case::island(hazards, BASELINE, &[]).play(10);
        records.iter().map(|record| outcome(record, OutcomeId::DwellingLoss)).sum::<f64>()
    };
    assert!(sum(&wet) > sum(STORMY));
}
