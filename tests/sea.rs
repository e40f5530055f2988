//! The rising sea: which homes it takes, and nothing without a rise.

mod common;

use common::{BASELINE, Case, PLAIN_RETURN, outcome, step_through};
use leeward::model::households::Living;
use leeward::outcome::OutcomeId;

/// Still water far below every home, so that only the mean high water acts.
const SEA: &str = r#"
[[hazards]]
id = "sea"
kind = "sea_level"
high_water_m = 0.5
location_m = -1.0
scale_m = 0.01
"#;

#[test]
fn high_water_takes_the_homes_it_rises_over_and_no_others() {
    // The land sinks by five centimetres a year.
    let mut overrides = PLAIN_RETURN.to_vec();
    overrides.extend([
        "scenario.horizon_years=12",
        "climate.pathway=none",
        "climate.land_motion_m_per_year=-0.05",
        "behaviour.decision_rate_per_year=0",
    ]);
    let case = Case::island(SEA, BASELINE, &overrides);
    let mut taken = 0;
    step_through(&case, 0, |run, period| {
        let levels = &run.given.coefficients.high_water_m;
        let (first, january) = (levels[0], levels[usize::from(period - period % 12)]);
        assert!((levels[0] - (0.5 + 0.05 * 21.0)).abs() < 1e-12);
        for i in 0..run.households.living.len() {
            let elevation = run.given.place.population.elevation_m[i];
            if run.households.elevation_m[i].to_bits() != elevation.to_bits() {
                continue;
            }
            let elevation = f64::from(elevation);
            let lost = elevation >= first && elevation < january;
            let is_home = run.households.living[i] == Living::Home;
            assert_eq!(is_home, !lost, "{elevation} in {period}");
            if period == 143 {
                taken += i32::from(lost);
            }
        }
    });
    assert!(taken > 5, "{taken}");
}

#[test]
fn a_sea_that_does_not_rise_takes_nothing() {
    let records = Case::island(SEA, BASELINE, &["climate.pathway=none"]).play(4);
    let quiet = Case::island(common::QUIET, BASELINE, &["climate.pathway=none"]).play(4);
    for (record, quiet) in records.iter().zip(&quiet) {
        assert_eq!(outcome(record, OutcomeId::DisplacedPeople), 0.0);
        assert_eq!(outcome(record, OutcomeId::DamagedDwellings), 0.0);
        common::assert_same_future(record, quiet);
    }
}

#[test]
fn high_tides_flood_the_lowest_homes_more_often_as_the_sea_rises() {
    let tides = "\n[[hazards]]\nid = \"sea\"\nkind = \"sea_level\"\nhigh_water_m = -1\n\
                 location_m = 0.0\nscale_m = 0.15\n";
    let damaged = |motion: &str| {
        let case = Case::island(tides, BASELINE, &["climate.pathway=none", motion]);
        let records = case.play(600);
        records.iter().map(|it| outcome(it, OutcomeId::DamagedDwellings)).sum::<f64>()
    };
    // A sinking of 1 cm a year is a rise of .21 to .23 m by 2026-2028: over four times as often.
    let (still, sinking) = (
        damaged("climate.land_motion_m_per_year=0"),
        damaged("climate.land_motion_m_per_year=-0.01"),
    );
    assert!(still > 10.0 && sinking > 3.0 * still, "{still} {sinking}");
}
