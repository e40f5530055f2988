//! What displacement does to people, and what services, tracking and support change, on the small island.

mod common;

use common::{
    BASELINE, Case, PLAIN_RETURN, assert_same_future, intervention, outcome, shares_storm,
    step_through, strategy,
};
use leeward::engine::ReplicateRecord;
use leeward::model::care;
use leeward::model::households::Living;
use leeward::outcome::OutcomeId;

/// Half of all dwellings are destroyed in February.
fn storm() -> String {
    shares_storm([0.5, 0.0, 0.0, 0.5])
}

/// The baseline and strategies of one intervention each: its id, its lever, effect, unit cost, budget and
/// further keys.
type One<'a> = (&'a str, &'a str, f64, f64, Option<f64>, &'a str);

fn case(ones: &[One<'_>], overrides: &[&str]) -> Case {
    let mut rest = BASELINE.to_owned();
    for (id, lever, effect, cost, budget, more) in ones {
        let text = intervention(id, lever, *effect, 1.0, *cost);
        rest += &text.replace("[interventions.levers]", &format!("{more}\n[interventions.levers]"));
        rest += &strategy(&format!("s_{id}"), &[id], *budget);
    }
    let mut all = PLAIN_RETURN.to_vec();
    all.extend_from_slice(overrides);
    Case::island(&storm(), &rest, &all)
}

/// Baseline and strategies of the first future.
fn play(ones: &[One<'_>], overrides: &[&str]) -> Vec<ReplicateRecord> {
    case(ones, overrides).play(1)
}

/// An expected number is added up in parts of 2^-28 a household and month, so each addition is off by half
/// of that at most. There are `additions`; what floating point adds is far below.
fn near(found: f64, exact: f64, additions: f64) {
    let bound = additions / 536_870_912.0 + 1e-13 * exact.abs();
    assert!((found - exact).abs() <= bound, "{found} for {exact} within {bound}");
}

/// Most additions of a run: one for each household and month.
fn additions(case: &Case) -> f64 {
    let prepared = case.prepared();
    let place = prepared.place();
    place.population.len() as f64 * f64::from(place.horizon.periods())
}

const ALL_IN_SITES: [&str; 3] =
    ["sites.host_probability=0", "sites.site_places_share=1", "sites.closure_months=600"];

#[test]
fn months_in_displacement_become_illness_incidents_and_shortfall_as_stated() {
    let case = case(&[], &ALL_IN_SITES);
    let records = case.play(1);
    let of = |id| outcome(&records[0], id);
    let near = |id, exact| near(of(id), exact, additions(&case));
    let months = of(OutcomeId::DisplacedPersonMonths);
    assert!(months > 0.0);
    assert_eq!(of(OutcomeId::SitePersonMonths), months);
    let share = 2.5 / 3.5 * (10.0 / 15.0) * 0.4 * 0.5 * (15.0 / 47.0);
    let quality = leeward::dist::math::pow(share, 0.2);
    near(OutcomeId::QualityShortfallPersonMonths, months * (1.0 - quality));
    assert_eq!(of(OutcomeId::BelowAreaStandardPersonMonths), months);
    near(OutcomeId::IllnessPersonMonths, months * 0.08 * (2.0 - quality));
    let incidents = 0.002 * 1.31 * (1.0 + 0.6 * (1.0 - quality));
    near(OutcomeId::ProtectionIncidentsPeople, months * incidents);
    let deaths = 0.08 * (1.0 - quality) * 0.0005;
    near(OutcomeId::ExpectedExcessDeathsPeople, months * deaths);
    assert_eq!(of(OutcomeId::AssistedPeople), 0.0);
    assert_eq!(of(OutcomeId::MissedInNeedPersonMonths), 0.0);
    assert_eq!(of(OutcomeId::EvictedPeople), 0.0);
}

#[test]
fn what_the_places_provide_is_measured_against_the_standards() {
    let met = [
        "sites.host_probability=0",
        "sites.site_places_share=1",
        "standards.area_m2_per_person=2.5",
        "standards.water_litres_per_person_day=10",
        "standards.persons_per_toilet=50",
        "standards.health_contacts_per_person_year=1",
        "standards.persons_per_management_agency=47000",
        "sites.closure_months=600",
    ];
    let case = case(&[], &met);
    let records = case.play(1);
    let of = |id| outcome(&records[0], id);
    assert_eq!(of(OutcomeId::QualityShortfallPersonMonths), 0.0);
    assert_eq!(of(OutcomeId::BelowAreaStandardPersonMonths), 0.0);
    assert_eq!(of(OutcomeId::ExpectedExcessDeathsPeople), 0.0);
    let illness = 0.08 * of(OutcomeId::DisplacedPersonMonths);
    near(of(OutcomeId::IllnessPersonMonths), illness, additions(&case));
}

#[test]
fn each_service_moves_its_outcome_and_costs_what_it_gives() {
    let service = |id, lever| (id, lever, 1.0, 10.0, None, "");
    let case = case(
        &[
            service("a_area", "service_area"),
            service("b_water", "service_water"),
            service("c_toilets", "service_toilets"),
            service("d_health", "service_health"),
            service("e_management", "service_management"),
            service("f_protection", "service_protection"),
            service("g_items", "service_items"),
            service("h_mind", "service_psychosocial"),
        ],
        &ALL_IN_SITES,
    );
    let records = case.play(1);
    let of = |rank: usize, id| outcome(&records[rank], id);
    for rank in 1..=8 {
        // Truth is untouched: people are displaced alike.
        for id in [OutcomeId::DisplacedPersonMonths, OutcomeId::ReturnedPeople, OutcomeId::Deaths] {
            assert_eq!(of(rank, id), of(0, id), "{rank}");
        }
        assert!(of(rank, OutcomeId::ProgrammeCost) > 0.0, "{rank}");
        assert!(
            of(rank, OutcomeId::UnmetNeedPersonMonths) < of(0, OutcomeId::UnmetNeedPersonMonths)
        );
    }
    for rank in 1..=5 {
        for id in [
            OutcomeId::QualityShortfallPersonMonths,
            OutcomeId::IllnessPersonMonths,
            OutcomeId::DistressPersonMonths,
            OutcomeId::ProtectionIncidentsPeople,
        ] {
            assert!(of(rank, id) < of(0, id), "{rank} {id:?}");
        }
        assert_eq!(of(rank, OutcomeId::UnmetNeedPersonMonths), 0.0);
        // A person-month served is paid, the whole of the month in which people leave.
        let served = of(rank, OutcomeId::AssistedPersonMonths);
        assert_eq!(served, of(0, OutcomeId::DisplacedPersonMonths));
        assert!(of(rank, OutcomeId::ProgrammeCost) >= 10.0 * served);
    }
    assert_eq!(of(1, OutcomeId::BelowAreaStandardPersonMonths), 0.0);
    let incidents = |rank| of(rank, OutcomeId::ProtectionIncidentsPeople);
    near(incidents(6), 0.6 * incidents(0), 1.6 * additions(&case));
    assert_eq!(of(6, OutcomeId::IllnessPersonMonths), of(0, OutcomeId::IllnessPersonMonths));
    assert!(of(0, OutcomeId::ItemsLackingPersonMonths) > 0.0);
    assert_eq!(of(7, OutcomeId::ItemsLackingPersonMonths), 0.0);
    assert_eq!(of(7, OutcomeId::WithoutItemsAtDay30People), 0.0);
    // A kit for each household that lost its items.
    assert_eq!(of(7, OutcomeId::ProgrammeCost) % 10.0, 0.0);
    assert!(of(8, OutcomeId::DistressPersonMonths) < of(0, OutcomeId::DistressPersonMonths));
    assert_eq!(of(8, OutcomeId::IllnessPersonMonths), of(0, OutcomeId::IllnessPersonMonths));
}

#[test]
fn nothing_given_and_no_budget_change_no_byte() {
    for lever in [
        "service_water",
        "service_management",
        "service_items",
        "service_psychosocial",
        "rent_support",
        "return_support",
        "tracking",
    ] {
        for more in ["", "targets = \"observed\""] {
            let records = play(
                &[
                    ("a_zero", lever, 0.0, 10.0, None, more),
                    ("b_poor", lever, 1.0, 10.0, Some(0.0), more),
                ],
                &[],
            );
            assert_same_future(&records[0], &records[1]);
            assert_same_future(&records[0], &records[2]);
        }
    }
}

#[test]
fn kits_in_stock_come_sooner_and_are_not_more() {
    let records = play(
        &[
            ("a_stock", "service_items", 1.0, 10.0, None, ""),
            ("b_later", "service_items", 1.0, 10.0, None, "delay_months = 2"),
        ],
        &["recovery.return_rate_per_month=0"],
    );
    let of = |rank: usize, id| outcome(&records[rank], id);
    let lacking = |rank| of(rank, OutcomeId::ItemsLackingPersonMonths);
    assert_eq!(lacking(1), 0.0);
    assert!(lacking(2) > 0.0 && lacking(2) < lacking(0));
    let day30 = |rank| of(rank, OutcomeId::WithoutItemsAtDay30People);
    assert_eq!((day30(1), day30(2)), (0.0, day30(0)));
    assert!(of(2, OutcomeId::ProgrammeCost) <= of(1, OutcomeId::ProgrammeCost));
}

#[test]
fn rent_support_brings_people_into_free_rooms_and_return_support_home() {
    let records = play(
        &[
            ("a_rent", "rent_support", 1.0, 1000.0, None, ""),
            ("b_half", "rent_support", 0.5, 1000.0, None, ""),
            ("c_return", "return_support", 1.0, 500.0, None, ""),
        ],
        &["sites.vacant_share=0.5", "sites.rent_support_rate_per_month=0.3"],
    );
    let of = |rank: usize, id| outcome(&records[rank], id);
    let rented = |rank| of(rank, OutcomeId::RentSupportedPeople);
    assert!(rented(0) == 0.0 && 0.0 < rented(2) && rented(2) < rented(1));
    assert!(of(1, OutcomeId::SitePersonMonths) < of(0, OutcomeId::SitePersonMonths));
    // Nobody is back home for it.
    assert!(of(1, OutcomeId::ProgrammeCost) > 0.0);
    assert!(of(3, OutcomeId::DisplacedPersonMonths) < of(0, OutcomeId::DisplacedPersonMonths));
    assert!(of(3, OutcomeId::ProgrammeCost) > 0.0);
    let none = play(
        &[("a_rent", "rent_support", 1.0, 1000.0, None, "")],
        &["sites.vacant_share=0", "sites.rent_support_rate_per_month=0.3"],
    );
    assert_same_future(&none[0], &none[1]);
}

#[test]
fn sites_that_close_evict_or_move_on_by_plan_and_send_nobody_home() {
    let overrides = [
        "sites.host_probability=0",
        "sites.site_places_share=1",
        "sites.close_after_months=3",
        "sites.closure_months=600",
        "recovery.return_rate_per_month=0",
    ];
    let one = [("a_management", "service_management", 1.0, 2.0, None, "")];
    let records = play(&one, &overrides);
    let of = |rank: usize, id| outcome(&records[rank], id);
    let evicted = of(0, OutcomeId::EvictedPeople);
    assert!(evicted > 0.0);
    assert_eq!(of(0, OutcomeId::PlannedClosuresPeople), 0.0);
    assert_eq!(of(1, OutcomeId::PlannedClosuresPeople), evicted);
    assert_eq!(of(1, OutcomeId::EvictedPeople), 0.0);
    let mut in_sites: Vec<usize> = Vec::new();
    step_through(&case(&[], &overrides), 0, |run, period| {
        let living = &run.households.living;
        if period == 4 {
            assert!(in_sites.iter().all(|i| living[*i].is_displaced()));
        }
        in_sites = (0..living.len()).filter(|i| living[*i] == Living::Site).collect();
        assert_eq!(!in_sites.is_empty(), (1..4).contains(&period), "{period}");
    });
}

#[test]
fn tracking_sees_more_with_coverage_and_moves_no_life() {
    let records = play(
        &[("a_half", "tracking", 0.5, 1.0, None, ""), ("b_full", "tracking", 1.0, 1.0, None, "")],
        &["tracking.count_error_cv=0"],
    );
    let error = |rank: usize| outcome(&records[rank], OutcomeId::TrackingErrorShare);
    assert!(error(0) > error(1) && error(1) > 0.0);
    assert_eq!(error(2), 0.0);
    let cost = |rank: usize| outcome(&records[rank], OutcomeId::ProgrammeCost);
    assert!(cost(0) == 0.0 && cost(1) > 0.0 && cost(2) > cost(1));
    for rank in [1, 2] {
        for id in [
            OutcomeId::DisplacedPersonMonths,
            OutcomeId::IllnessPersonMonths,
            OutcomeId::ReturnedPeople,
            OutcomeId::AssistedPeople,
        ] {
            assert_eq!(outcome(&records[rank], id), outcome(&records[0], id));
        }
    }
}

#[test]
fn aid_by_observation_misses_who_is_not_seen_and_strays_on_wrong_records() {
    let by_truth = ("a_true", "service_water", 1.0, 10.0, None, "");
    let seen = ("b_seen", "service_water", 1.0, 10.0, None, "targets = \"observed\"");
    let play = |coverage: &str, wrong: &str| {
        let records = play(&[by_truth, seen], &[coverage, wrong, "tracking.round_months=1"]);
        let of = |rank: usize, id| outcome(&records[rank], id);
        assert_eq!(of(1, OutcomeId::MissedInNeedPersonMonths), 0.0);
        assert_eq!(of(1, OutcomeId::AssistedNotInNeedPeople), 0.0);
        let missed = of(2, OutcomeId::MissedInNeedPersonMonths);
        // Who is in need is served or missed.
        assert_eq!(
            of(2, OutcomeId::AssistedPersonMonths) + missed,
            of(1, OutcomeId::AssistedPersonMonths),
        );
        (missed, of(2, OutcomeId::AssistedNotInNeedPeople))
    };
    let (all, none) = ("tracking.coverage_share=1", "tracking.misclassified_share=0");
    assert_eq!(play(all, none), (0.0, 0.0));
    let (missed, astray) = play("tracking.coverage_share=0.4", none);
    assert!(missed > 0.0 && astray == 0.0);
    let (less, _) = play("tracking.coverage_share=0.8", none);
    assert!(less < missed);
    let (missed, astray) = play(all, "tracking.misclassified_share=0.2");
    assert!(missed > 0.0 && astray > 0.0);
}

#[test]
fn management_serves_those_in_the_worst_places_first() {
    // Money for some water only; without it, unsafe homes wait behind who was displaced before them.
    let text = BASELINE.to_owned()
        + &intervention("water", "service_water", 1.0, 1.0, 10.0)
        + &intervention("manage", "service_management", 1.0, 1.0, 0.0)
        + &strategy("b_water", &["water"], Some(4000.0))
        + &strategy("c_both", &["manage", "water"], Some(4000.0));
    let mut overrides = PLAIN_RETURN.to_vec();
    overrides.extend(["sites.site_places_share=0.3", "sites.host_probability=0.5"]);
    let case = Case::island(&storm(), &text, &overrides);
    let worst_served = |rank: usize| {
        let mut share = None;
        common::step_through_strategy(&case, rank, 0, |run, period| {
            if period == 1 {
                let unsafe_homes: Vec<usize> = (0..run.households.living.len())
                    .filter(|i| run.households.living[*i] == Living::Unsafe)
                    .collect();
                let served = unsafe_homes.iter().filter(|i| run.assistance.served[**i].now).count();
                share = Some(served as f64 / unsafe_homes.len() as f64);
            }
        });
        share.expect("the storm is in February")
    };
    let (without, with) = (worst_served(1), worst_served(2));
    assert!(with > without, "{with} {without}");
}

#[test]
fn distress_follows_its_equation_month_by_month() {
    let overrides = [&ALL_IN_SITES[..], &["recovery.return_rate_per_month=0"]].concat();
    let case = case(&[], &overrides);
    let mut before: Option<f64> = None;
    step_through(&case, 0, |run, period| {
        if period == 0 {
            return;
        }
        let numbers = &run.given.parameters.care;
        let first = |i: &usize| run.households.living[*i] == Living::Site;
        let Some(i) = (0..run.households.living.len()).find(first) else { return };
        let served = &run.assistance.served[i];
        let expected = match before {
            None => care::distress_at_start(numbers, served.quality, true),
            Some(before) => care::distress_next(numbers, before, served.quality, 0.0),
        };
        if period < 6 {
            assert_eq!(served.distress, expected, "{period}");
        }
        before = Some(served.distress);
    });
    assert!(before.is_some());
}

#[test]
fn rounds_hold_truth_and_what_was_seen_side_by_side() {
    let case = case(&[("a_full", "tracking", 1.0, 1.0, None, "")], &["tracking.count_error_cv=0"]);
    let prepared = case.prepared();
    let rounds = prepared.tracking_rounds(0, &[0, 1]);
    assert!(rounds.iter().all(|zones| zones.len() > 2));
    for (position, zones) in rounds.iter().enumerate() {
        for zone in zones {
            assert_eq!(u32::from(zone.period / 2) + 1, zone.round);
            let people = zone.people;
            assert!(people.observed <= people.truth);
            assert!(position == 0 || people.observed == people.truth);
            assert_eq!(zone.living.iter().map(|pair| pair.truth).sum::<f64>(), people.truth);
            assert_eq!(zone.living.iter().map(|pair| pair.observed).sum::<f64>(), people.observed);
        }
    }
    let returned: f64 = rounds[0].iter().map(|zone| zone.departures[0]).sum();
    assert!(returned > 0.0);
}
