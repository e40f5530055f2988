//! Limit cases with a closed form. Tolerances are Monte Carlo errors computed from the case, never guessed.

mod common;

use common::{
    BASELINE, Case, QUIET, assert_same_future, in_month, intervention, outcome, strategy,
};
use leeward::dist::math::exp;
use leeward::engine::ReplicateRecord;
use leeward::outcome::{OutcomeId, SeriesId};

/// Sum of a month's series over records, and its standard error when each of the persons of a place
/// counts with a small probability: households act as one, so sizes enter squared.
fn assert_flow(
    records: &[ReplicateRecord],
    case: &Case,
    month: usize,
    series: SeriesId,
    per_person: f64,
) {
    let place = leeward::plan::Place::compile(&case.scenario);
    let squares: f64 = place.population.size.iter().map(|size| f64::from(*size).powi(2)).sum();
    let futures = records.len() as f64;
    let found: f64 = records.iter().map(|record| in_month(record, month, series)).sum();
    let expected = futures * place.population.persons() * per_person;
    eprintln!("{series:?} {}", found / expected);
    let error = (futures * squares * per_person * (1.0 - per_person)).sqrt();
    assert!(
        (found - expected).abs() <= 4.0 * error,
        "{series:?}: {found} instead of {expected} (standard error {error})"
    );
}

#[test]
fn without_hazard_nothing_happens_but_moves_at_the_stated_rates() {
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
    let storm = r#"
[[hazards]]
id = "storm"
kind = "scripted"
draw_effects = false
[[hazards.events]]
month = "2026-02"
damage_shares = { bay = { makeshift = [0, 1, 0, 0], timber = [0, 1, 0, 0], masonry = [0, 1, 0, 0], concrete = [0, 1, 0, 0] }, hill = { makeshift = [0, 1, 0, 0], timber = [0, 1, 0, 0], masonry = [0, 1, 0, 0], concrete = [0, 1, 0, 0] } }
"#;
    let case = Case::island(
        storm,
        BASELINE,
        &[
            "behaviour.decision_rate_per_year=0",
            "vulnerability.minor_damage=0.15",
            "vulnerability.uninhabitable_damage_makeshift=0.1",
            "vulnerability.uninhabitable_damage_timber=0.1",
            "vulnerability.uninhabitable_damage_masonry=0.1",
            "vulnerability.uninhabitable_damage_concrete=0.1",
            "vulnerability.uninhabitable_scale=0.001",
            "recovery.return_rate_per_month=20",
            "recovery.return_frailty_variance=0",
            "recovery.return_owner=0",
            "recovery.return_renter=0",
            "recovery.return_attachment=0",
            "recovery.settle_rate_per_month=0",
            "recovery.settle_rate_late_per_month=0",
        ],
    );
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
