//! Limits that hold in every future: places, money, papers, counts of events; and monotone answers.

mod common;

use common::{BASELINE, Case, PLAIN_RETURN, STORMY, in_month, outcome, step_through};
use leeward::hazard::{EventSequence, WindEffects};
use leeward::model::households::{Living, mark};
use leeward::model::standing::Standing;
use leeward::outcome::{OutcomeId, SeriesId};
use leeward::rng::{Draws, Seed};

#[test]
fn the_books_agree_with_the_households() {
    // A deadly place where many want to leave and cannot.
    let overrides = [
        "vulnerability.collapse_death_probability=0.1",
        "vulnerability.damage_death_probability=0.1",
        "behaviour.decision_rate_per_year=2",
        "behaviour.credit_share_of_income=0",
        "population.household_weight=2",
        "zones.bay.households=520",
    ];
    let case = Case::island(STORMY, BASELINE, &overrides);
    let mut trapped_died = 0;
    for replicate in 0..10 {
        let mut sizes: Vec<u8> = Vec::new();
        step_through(&case, replicate, |run, period| {
            let households = &run.households;
            let persons = |counts: &dyn Fn(usize) -> bool| {
                let all = (0..households.living.len()).filter(|i| counts(*i));
                2.0 * all.map(|i| f64::from(households.size[i])).sum::<f64>()
            };
            let closed = &run.tally.months[usize::from(period)];
            let book = |series: SeriesId| closed[series as usize];
            let living = |kind: Living| persons(&|i| households.living[i] == kind);
            assert_eq!(book(SeriesId::HostStock), living(Living::Host));
            assert_eq!(book(SeriesId::SiteStock), living(Living::Site));
            assert_eq!(book(SeriesId::RentStock), living(Living::Rent));
            assert_eq!(book(SeriesId::UnsafeStock), living(Living::Unsafe));
            assert_eq!(
                book(SeriesId::ResidentStock),
                persons(&|i| households.living[i].is_resident())
            );
            assert_eq!(
                book(SeriesId::TrappedStock),
                persons(&|i| households.standing[i] == Standing::Trapped)
            );
            let damaged =
                (0..households.living.len()).filter(|i| households.has(*i, mark::DAMAGED)).count();
            assert_eq!(book(SeriesId::DamagedStock), 2.0 * damaged as f64);
            let shrank = |i: &usize| sizes.get(*i).is_some_and(|size| households.size[*i] < *size);
            trapped_died += (0..sizes.len())
                .filter(shrank)
                .filter(|i| households.standing[*i] == Standing::Trapped)
                .count();
            sizes.clone_from(&households.size);
        });
    }
    assert!(trapped_died > 20, "the case does not test what it is for: {trapped_died}");
}

#[test]
fn without_papers_nobody_leaves_and_not_everybody_wants_to() {
    let papers = [
        "destinations.abroad.legal_access_share=0",
        "destinations.overseas.legal_access_share=0",
        // Homes are there for all who want to move within the area.
        "recovery.vacant_homes_share=10",
        "recovery.vacancy_recovery_years=0.05",
    ];
    for record in Case::island(STORMY, BASELINE, &papers).play(4) {
        assert_eq!(outcome(&record, OutcomeId::MigratedPeople), 0.0);
        assert!(outcome(&record, OutcomeId::RelocatedPeople) > 0.0);
        // That nobody can leave must not make everybody want to.
        let persons = in_month(&record, 0, SeriesId::ResidentStock);
        assert!(outcome(&record, OutcomeId::TrappedPeople) < 0.25 * persons);
    }
}

#[test]
fn the_number_of_events_is_compound_poisson() {
    let case =
        Case::island(STORMY, BASELINE, &["scenario.horizon_years=4", "climate.pathway=none"]);
    let (futures, mean) = (6000, 1.5 * 4.0);
    let mut events = EventSequence::default();
    let effects = WindEffects { event_sd: 0.0, zone_sd: 0.0, zone_factors: &[] };
    let counts: Vec<f64> = (0..futures)
        .map(|replicate| {
            let draws = Draws::new(Seed(11), replicate);
            let climate = case.hazard.climate_change().drawn(&draws);
            case.hazard.events(&draws, &climate, effects, &mut events);
            events.events().len() as f64
        })
        .collect();
    let n = f64::from(futures);
    let found = counts.iter().sum::<f64>() / n;
    assert!((found - mean).abs() < 4.0 * (mean / n).sqrt(), "{found}");
    // The variance of a Poisson count is its mean; that of the sample variance of n counts is
    // (mean + 2 mean² n / (n - 1)) / n.
    let variance =
        counts.iter().map(|count| (count - found) * (count - found)).sum::<f64>() / (n - 1.0);
    let error = ((mean + 2.0 * mean * mean * n / (n - 1.0)) / n).sqrt();
    assert!((variance - mean).abs() < 4.0 * error, "{variance} {error}");
}

#[test]
fn a_stronger_wind_never_does_less() {
    let at = |wind: f64, strength: f64| {
        let hazard = format!(
            "\n[[hazards]]\nid = \"storm\"\nkind = \"scripted\"\ndraw_effects = false\n\
             events = [{{ month = \"2026-02\", winds = {{ bay = {wind:?}, hill = {wind:?} }} }}]\n"
        );
        let rest = common::intervention("roofs", "dwelling_strength", strength, 1.0, 0.0)
            + BASELINE
            + &common::strategy("b_roofs", &["roofs"], None);
        // Nobody moves, so that the same homes stand there; nobody evacuates or dies.
        Case::island(&hazard, &rest, &PLAIN_RETURN).play(1)
    };
    let mut before = (0.0, 0.0);
    for wind in [20.0, 30.0, 35.0, 40.0, 50.0, 60.0, 80.0] {
        let records = at(wind, 10.0);
        let (plain, strong) = (&records[0], &records[1]);
        let loss = outcome(plain, OutcomeId::DwellingLoss);
        let displaced = outcome(plain, OutcomeId::DisplacedPeople);
        assert!(loss >= before.0 && displaced >= before.1, "{wind}");
        assert!(outcome(strong, OutcomeId::DwellingLoss) <= loss);
        assert!(outcome(strong, OutcomeId::DisplacedPeople) <= displaced);
        before = (loss, displaced);
    }
    assert!(before.0 > 0.0 && before.1 > 0.0);
}
