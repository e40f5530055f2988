//! Limits that hold in every future: places, money, papers, counts of events; and monotone answers.

mod common;

use common::{
    BASELINE, Case, PLAIN_RETURN, QUIET, STORMY, in_month, outcome, shares_storm, step_through,
};
use leeward::hazard::{EventSequence, WindEffects};
use leeward::model::households::{Living, mark};
use leeward::outcome::{OutcomeId, SeriesId};
use leeward::rng::{Draws, Seed};

#[test]
fn places_are_never_overfilled() {
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
                persons(&|i| households.has(i, mark::TRAPPED))
            );
            let damaged =
                (0..households.living.len()).filter(|i| households.has(*i, mark::DAMAGED)).count();
            assert_eq!(book(SeriesId::DamagedStock), 2.0 * damaged as f64);
            let shrank = |i: &usize| sizes.get(*i).is_some_and(|size| households.size[*i] < *size);
            trapped_died += (0..sizes.len())
                .filter(shrank)
                .filter(|i| households.has(*i, mark::TRAPPED))
                .count();
            sizes.clone_from(&households.size);
        });
    }
    assert!(trapped_died > 20, "the case does not test what it is for: {trapped_died}");
}

#[test]
fn with_money_papers_and_homes_for_all_nobody_is_trapped() {
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
fn without_money_who_wants_to_move_is_trapped() {
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

#[test]
fn weights_leave_expected_totals_as_they_are() {
    // Half as many households that each stand for two: counts double, sums do not.
    let play = |weight: &str| {
        let overrides = [weight, "scenario.horizon_years=1", "zones.bay.households=2000"];
        let case = Case::island(&shares_storm([0.5, 0.0, 0.5, 0.0]), BASELINE, &overrides);
        let records = case.play(20);
        let sum = |id: OutcomeId| records.iter().map(|record| outcome(record, id)).sum::<f64>();
        (sum(OutcomeId::SevereDwellings), in_month(&records[0], 0, SeriesId::ResidentStock))
    };
    let (one, two) = (play("population.household_weight=1"), play("population.household_weight=2"));
    let households: f64 = 20.0 * 2180.0;
    // Each dwelling with probability one half; the second with half the draws of double weight.
    let error = (households * 0.25).sqrt();
    assert!((one.0 - 0.5 * households).abs() < 4.0 * error, "{}", one.0);
    assert!((two.0 - 0.5 * households).abs() < 4.0 * error * 2.0_f64.sqrt(), "{}", two.0);
    assert_eq!(two.1 % 2.0, 0.0);
}
