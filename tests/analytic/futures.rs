//! Futures beside each other: people counted, strategies paired, incomes as stated (cases 13, 27 to 31).

use crate::common::{
    BASELINE, Case, STORMY, assert_same_future, assert_same_records, ensemble, intervention,
    outcome, step_through, strategy,
};
use leeward::engine::Unwatched;
use leeward::model::households::Living;
use leeward::outcome::{OutcomeId, SeriesId};
use leeward::plan::Place;
use leeward::stats::Moments;

#[test]
fn case_13_people_are_in_one_place_and_never_lost() {
    let case = Case::island(STORMY, BASELINE, &["scenario.horizon_years=5"]);
    let start = Place::compile(&case.scenario).population.persons();
    for replicate in 0..5 {
        step_through(&case, replicate, |run, _| {
            let households = &run.households;
            let of = |kind: &dyn Fn(Living) -> bool| {
                (0..households.living.len())
                    .filter(|i| kind(households.living[*i]))
                    .map(|i| f64::from(households.size[i]))
                    .sum::<f64>()
            };
            let residents = of(&|living| living.is_resident());
            let away = of(&|living| living == Living::Away);
            let dead = run.tally.outcomes[OutcomeId::Deaths as usize];
            assert!((residents + away + dead - start).abs() < 1e-6);
            assert!(
                (run.tally.months.last().expect("a closed month")
                    [SeriesId::ResidentStock as usize]
                    - residents)
                    .abs()
                    < 1e-6
            );
        });
    }
}

#[test]
fn case_27_an_intervention_that_does_nothing_changes_nothing() {
    let rest = |effect: f64, coverage: f64| {
        intervention("roofs", "dwelling_strength", effect, coverage, 0.0)
            + &intervention("words", "warning", effect.min(1.0), coverage, 0.0)
            + BASELINE
            + &strategy("b_both", &["roofs", "words"], None)
    };
    for (effect, coverage) in [(0.0, 1.0), (1.0, 0.0)] {
        for future in Case::island(STORMY, &rest(effect, coverage), &[]).play(6).chunks(2) {
            assert_same_future(&future[0], &future[1]);
        }
    }
    let works = Case::island(STORMY, &rest(1.0, 1.0), &[]).play(6);
    assert!(works.chunks(2).any(|future| future[0].outcomes != future[1].outcomes));
}

#[test]
fn case_28_threads_do_not_matter() {
    let case = Case::island(STORMY, BASELINE, &["experiment.parameters=drawn"]);
    let prepared = case.prepared();
    let one = ensemble(&prepared, 24, 1, &Unwatched);
    assert_same_records(&one, &ensemble(&prepared, 24, 8, &Unwatched));
}

#[test]
fn case_29_weights_leave_expected_totals_as_they_are() {
    // Half as many households that each stand for two: counts double, sums do not.
    let storm = crate::common::shares_storm([0.5, 0.0, 0.5, 0.0]);
    let play = |weight: &str| {
        let overrides = [weight, "scenario.horizon_years=1", "zones.bay.households=2000"];
        let records = Case::island(&storm, BASELINE, &overrides).play(40);
        let counts: Vec<f64> =
            records.iter().map(|record| outcome(record, OutcomeId::SevereDwellings)).collect();
        Moments::of(&counts)
    };
    let (one, two) = (play("population.household_weight=1"), play("population.household_weight=2"));
    let households = 2_180.0;
    let error = (households * 0.25 / 40.0_f64).sqrt();
    assert!((one.mean() - 0.5 * households).abs() < 4.0 * error, "{}", one.mean());
    assert!((two.mean() - 0.5 * households).abs() < 4.0 * error * 2.0_f64.sqrt(), "{}", two.mean());
    // The spread by chance alone grows by the root of two: variances 545 and 1,090, each known to
    // √(2 / 39) of itself.
    for (moments, expected) in [(one, 545.0), (two, 1_090.0)] {
        let ratio = moments.variance() / expected;
        assert!((ratio - 1.0).abs() < 4.0 * (2.0_f64 / 39.0).sqrt(), "{ratio}");
    }
}

#[test]
fn case_30_pairing_takes_out_what_strategies_share() {
    let rest = intervention("roofs", "dwelling_strength", 8.0, 0.5, 0.0)
        + BASELINE
        + &strategy("b_roofs", &["roofs"], None)
        + &strategy("c_again", &[], None);
    let records = Case::island(STORMY, &rest, &[]).play(60);
    // The baseline once more, at another rank: whatever is drawn is drawn alike.
    for future in records.chunks(3) {
        assert_same_future(&future[0], &future[2]);
    }
    let of = |rank: usize| -> Vec<f64> {
        records.chunks(3).map(|future| outcome(&future[rank], OutcomeId::DisplacedPeople)).collect()
    };
    let (a, b) = (of(0), of(1));
    let differences: Vec<f64> = a.iter().zip(&b).map(|(a, b)| a - b).collect();
    let (ma, mb, md) = (Moments::of(&a), Moments::of(&b), Moments::of(&differences));
    let n = a.len() as f64;
    let covariance =
        a.iter().zip(&b).map(|(x, y)| (x - ma.mean()) * (y - mb.mean())).sum::<f64>() / (n - 1.0);
    let identity = ma.variance() + mb.variance() - 2.0 * covariance;
    assert!((md.variance() - identity).abs() < 1e-9 * identity);
    assert!(md.variance() < ma.variance() + mb.variance(), "pairing gains nothing");
}

#[test]
fn case_31_incomes_are_as_unequal_as_stated() {
    for gini in [0.35, 0.40, 0.51] {
        let overrides = [
            format!("population.income_gini={gini}"),
            "zones.bay.households=9000".to_owned(),
            "zones.hill.households=9000".to_owned(),
        ];
        let overrides: Vec<&str> = overrides.iter().map(String::as_str).collect();
        let case = Case::island(STORMY, BASELINE, &overrides);
        let mut incomes: Vec<f64> = Place::compile(&case.scenario)
            .population
            .income
            .iter()
            .map(|income| f64::from(*income))
            .collect();
        incomes.sort_by(f64::total_cmp);
        let n = incomes.len() as f64;
        let total: f64 = incomes.iter().sum();
        let ranked: f64 =
            incomes.iter().enumerate().map(|(rank, income)| (rank as f64 + 1.0) * income).sum();
        let found = 2.0 * ranked / (n * total) - (n + 1.0) / n;
        assert!((found - gini).abs() < (0.5 / n).sqrt() * 2.0, "{found} {gini}");
    }
    // σ from G, to the digits of the vector.
    for (gini, sigma) in
        [(0.35, 0.6417), (0.38, 0.7012), (0.40, 0.7416), (0.44, 0.8243), (0.51, 0.9762)]
    {
        let found =
            std::f64::consts::SQRT_2 * leeward::dist::quantile::normal(f64::midpoint(gini, 1.0));
        assert!((found - sigma).abs() < 5.1e-5, "{gini}");
    }
}
