//! When households decide, what they can pay, and how they stand afterwards.

mod common;

use common::{BASELINE, Case, QUIET, STORMY, outcome, shares_storm, step_through};
use leeward::model::decision::{Choice, Decision, Options, Terms, TiesElsewhere};
use leeward::model::standing::{Standing, find_ties, situation};
use leeward::outcome::OutcomeId;

#[test]
fn a_decision_puts_a_household_in_one_class() {
    let of = |wanted, done, risk| Standing::of(Decision { wanted, done }, risk, 0.01);
    assert_eq!(of(Choice::Migrate(0), Choice::Migrate(0), 0.0), Standing::Mobile);
    assert_eq!(of(Choice::Migrate(0), Choice::Relocate(1), 0.5), Standing::Mobile);
    assert_eq!(of(Choice::Relocate(1), Choice::Stay, 0.0), Standing::Trapped);
    assert_eq!(of(Choice::Planned, Choice::Adapt, 0.5), Standing::Trapped);
    assert_eq!(of(Choice::Stay, Choice::Stay, 0.01), Standing::VoluntarilyImmobile);
    assert_eq!(of(Choice::Adapt, Choice::Stay, 0.02), Standing::VoluntarilyImmobile);
    assert_eq!(of(Choice::Adapt, Choice::Adapt, 0.009), Standing::Acquiescent);
}

#[test]
fn stocks_are_the_people_in_each_class() {
    let case = Case::island(
        STORMY,
        BASELINE,
        &["behaviour.decision_rate_per_year=1", "behaviour.exposed_damage_per_year=0.08"],
    );
    let mut seen = [0.0; 3];
    step_through(&case, 3, |run, _| {
        let month = run.tally.months.last().expect("a closed month");
        for (at, standing) in
            [Standing::Trapped, Standing::VoluntarilyImmobile, Standing::Acquiescent]
                .into_iter()
                .enumerate()
        {
            let series = standing.series().expect("a stock");
            let people: f64 = (0..run.households.standing.len())
                .filter(|i| run.households.standing[*i] == standing)
                .map(|i| f64::from(run.households.size[i]))
                .sum();
            assert_eq!(month[series as usize], people, "{standing:?}");
            seen[at] += people;
        }
    });
    assert!(seen.iter().all(|people| *people > 0.0), "{seen:?}");
    assert_eq!(Standing::Mobile.series(), None);
}

#[test]
fn a_second_blow_makes_the_unrest_longer_and_not_stronger() {
    // Severe damage for all in February, again in the same month and again in August: decisions come at
    // the stated multiple, never more.
    let storm = |month: &str, day: u8| {
        let shares = "[0.0, 0.0, 1.0, 0.0]";
        let zone = format!(
            "{{ makeshift = {shares}, timber = {shares}, masonry = {shares}, concrete = {shares} }}"
        );
        format!(
            "[[hazards.events]]\nmonth = \"{month}\"\nday = {day}\n\
             damage_shares = {{ bay = {zone}, hill = {zone} }}\n"
        )
    };
    let hazard = format!(
        "\n[[hazards]]\nid = \"storms\"\nkind = \"scripted\"\ndraw_effects = false\n{}{}{}",
        storm("2026-02", 1),
        storm("2026-02", 20),
        storm("2026-08", 1)
    );
    // Three times .2 to .5 leave nobody without the use of a home: only the clocks bring decisions about.
    let overrides = [
        "behaviour.decision_rate_per_year=0.6",
        "behaviour.decision_rate_after_damage_ratio=4",
        "behaviour.decision_rate_after_income_loss_ratio=1",
        "vulnerability.destroyed_damage=0.5",
        "vulnerability.uninhabitable_damage_makeshift=0.95",
        "vulnerability.uninhabitable_damage_timber=0.95",
        "vulnerability.uninhabitable_damage_masonry=0.95",
        "vulnerability.uninhabitable_damage_concrete=0.95",
        "vulnerability.uninhabitable_scale=0.001",
        "vulnerability.collapse_death_probability=0",
        "vulnerability.damage_death_probability=0",
        "behaviour.migration_per_1000_per_year=0",
        "behaviour.internal_moves_per_1000_per_year=0",
        "recovery.service_leave_probability=0",
    ];
    let case = Case::island(&hazard, BASELINE, &overrides);
    let (mut decided, mut all) = (0.0, 0.0);
    for replicate in 0..40 {
        step_through(&case, replicate, |run, period| {
            // From the month after the first storm to the last month of the first unrest.
            if (3..=11).contains(&period) {
                all += 440.0;
                decided +=
                    run.households.decided.iter().filter(|month| **month == period).count() as f64;
            }
        });
    }
    // At most one decision a month: 1 - exp(-2.4 / 12).
    common::assert_share(decided, all, 1.0 - leeward::dist::math::exp(-2.4 / 12.0));
}

#[test]
fn nobody_strengthens_a_home_for_more_than_income_allows() {
    let play = |cap: &str, cost: &str| {
        let overrides = [
            cap,
            cost,
            "behaviour.adaptations_per_1000_per_year=200",
            "behaviour.decision_rate_per_year=1",
        ];
        Case::island(QUIET, BASELINE, &overrides)
            .play(4)
            .iter()
            .map(|record| outcome(record, OutcomeId::AdaptedDwellings))
            .sum::<f64>()
    };
    let usual = play("behaviour.payment_cap_share=0.06", "behaviour.adapt_cost_usd=4500");
    assert!(usual > 50.0, "{usual}");
    assert_eq!(play("behaviour.payment_cap_share=0", "behaviour.adapt_cost_usd=4500"), 0.0);
    assert_eq!(play("behaviour.payment_cap_share=0.06", "behaviour.adapt_cost_usd=500000"), 0.0);
}

#[test]
fn with_no_decisions_at_home_only_the_displaced_decide() {
    let none = "behaviour.decision_rate_per_year=0";
    for record in Case::island(QUIET, BASELINE, &[none]).play(3) {
        assert_eq!(outcome(&record, OutcomeId::WantedMovesPeople), 0.0);
        assert_eq!(outcome(&record, OutcomeId::RelocatedPeople), 0.0);
    }
    // And those who do are not driven out by constants that no rate holds down.
    let storm = shares_storm([0.0, 0.0, 0.5, 0.5]);
    let overrides = [none, "behaviour.displaced_push=0"];
    let (mut wanted, mut decided) = (0.0, 0.0);
    let case = Case::island(&storm, BASELINE, &overrides);
    for replicate in 0..5 {
        step_through(&case, replicate, |run, period| {
            decided +=
                run.households.decided.iter().filter(|month| **month == period).count() as f64;
            if period == 35 {
                wanted += run.tally.outcomes[OutcomeId::WantedMovesPeople as usize];
            }
        });
    }
    // People, of households of about three: less than half of the decisions are for a move.
    assert!(decided > 100.0 && wanted < 0.5 * 3.0 * decided, "{wanted} {decided}");
}

#[test]
fn ties_that_move_away_draw_others_after_them() {
    let play = |norm: &str| {
        let overrides = [
            norm,
            "behaviour.decision_rate_per_year=2",
            "behaviour.internal_moves_per_1000_per_year=100",
        ];
        let records =
            Case::island(&shares_storm([0.0, 0.0, 1.0, 0.0]), BASELINE, &overrides).play(12);
        records.iter().map(|record| outcome(record, OutcomeId::WantedMovesPeople)).sum::<f64>()
    };
    let (none, strong) = (play("behaviour.norm_weight=0"), play("behaviour.norm_weight=8"));
    assert!((strong / none - 1.0).abs() > 0.02, "{none} {strong}");
}

#[test]
fn options_left_out_of_a_race_would_not_have_won_it() {
    for changes in [
        vec![],
        vec!["behaviour.risk_aversion=0.5"],
        vec!["behaviour.risk_aversion=1", "behaviour.nest_scale=0.3"],
        vec!["behaviour.risk_aversion=3", "behaviour.nest_scale=1", "behaviour.ties_weight=2"],
    ] {
        let case = Case::island(STORMY, BASELINE, &changes);
        let (mut compared, mut left_out) = (0, 0);
        step_through(&case, 0, |run, period| {
            if period % 24 != 0 {
                return;
            }
            let given = run.given;
            let (mut all, mut few) = (Options::default(), Options::default());
            let mut ties = TiesElsewhere::default();
            for i in (0..run.households.living.len()).step_by(3) {
                if !run.households.living[i].is_resident() {
                    continue;
                }
                let situation = situation(run, i, period, None);
                find_ties(run, i, period, &mut ties);
                all.fill(&given, &situation, &ties, None);
                let entity = given.place.population.entity[i];
                let scale = given.parameters.behaviour.nest_scale;
                for key in 0..10 {
                    let terms = Terms::draw(&run.draws, entity, key, scale);
                    few.fill(&given, &situation, &ties, Some(&terms));
                    let decide =
                        |options: &Options| options.decide(&terms, &run.draws, entity, key);
                    assert_eq!(decide(&few), decide(&all), "{changes:?} {i} {key}");
                    compared += 1;
                    left_out += u32::from(!few.feasible().relocate && all.feasible().relocate);
                }
            }
        });
        assert!(left_out > compared / 20, "{changes:?}: {left_out} of {compared}");
    }
}
