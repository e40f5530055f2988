//! Homes to be had, services, repair in a queue, onward movement, solutions: exact where a closed form
//! exists, otherwise identities that hold in every future.

mod common;

use std::collections::BTreeSet;

use common::{
    BASELINE, Case, PLAIN_RETURN, QUIET, STORMY, assert_share, in_month, intervention, outcome,
    shares_storm, step_through, strategy,
};
use leeward::dist::math::exp;
use leeward::engine::ReplicateRecord;
use leeward::model::exits::rate_of_return;
use leeward::model::homes::fade;
use leeward::model::households::{Living, mark};
use leeward::model::run::Run;
use leeward::model::services::services;
use leeward::outcome::{OutcomeId, SeriesId};

fn outcome_of(run: &Run<'_>, outcome: OutcomeId) -> f64 {
    run.tally.so_far(outcome)
}

fn persons(run: &Run<'_>, counts: impl Fn(usize) -> bool) -> f64 {
    let all = (0..run.households.living.len()).filter(|i| counts(*i));
    all.map(|i| f64::from(run.households.size[i])).sum()
}

#[test]
fn without_an_empty_home_nobody_moves_within_the_area() {
    // Nobody leaves the area either: a home that is left would be one to be had.
    let nobody_leaves = [
        "recovery.vacant_homes_share=0",
        "behaviour.move_cost_usd=0",
        "behaviour.migration_per_1000_per_year=0",
        "destinations.abroad.legal_access_share=0",
        "destinations.overseas.legal_access_share=0",
    ];
    let case = Case::island(shares_storm([0.2, 0.2, 0.4, 0.2]).as_str(), BASELINE, &nobody_leaves);
    for record in case.play(4) {
        assert_eq!(outcome(&record, OutcomeId::RelocatedPeople), 0.0);
        assert!(outcome(&record, OutcomeId::TrappedPeople) > 0.0);
    }
}

/// Zone and whether it lives in the area, of each household; empty homes and homes left, by zone.
type Month = (Vec<(u16, bool)>, [f64; 2], [f64; 2]);

#[test]
fn no_more_households_move_in_than_homes_stand_empty() {
    // Many movers, few homes that hardly come back.
    let overrides = [
        "recovery.vacant_homes_share=0.03",
        "recovery.vacancy_recovery_years=50",
        // Nobody leaves a home for another in its own zone.
        "recovery.settle_rate_per_month=0",
        "recovery.settle_rate_late_per_month=0",
        "behaviour.decision_rate_per_year=2",
        "behaviour.internal_moves_per_1000_per_year=300",
        "behaviour.move_cost_usd=0",
    ];
    let case = Case::island(STORMY, BASELINE, &overrides);
    let mut bound = 0;
    for replicate in 0..6 {
        let mut before: Option<Month> = None;
        step_through(&case, replicate, |run, _| {
            let households = &run.households;
            let now: Vec<(u16, bool)> = (0..440)
                .map(|i| (households.zone[i], households.living[i].is_resident()))
                .collect();
            let empty = [0, 1].map(|zone| run.homes.empty(zone));
            let start = || {
                let zones = run.given.place.population.zone.iter();
                (zones.map(|zone| (*zone, true)).collect(), [0.03 * 260.0, 0.03 * 180.0], [0.0; 2])
            };
            let (then, were_empty, left_before) = before.take().unwrap_or_else(start);
            let mut left = [0.0; 2];
            for zone in 0..2_u16 {
                let at = usize::from(zone);
                let moves = |from: &[(u16, bool)], to: &[(u16, bool)]| {
                    let came = |i: &usize| to[*i] == (zone, true) && from[*i] != (zone, true);
                    (0..440).filter(came).count() as f64
                };
                left[at] = moves(&now, &then);
                let arrived = moves(&then, &now);
                // What stood empty, nearer to its usual number, and what was left a month ago.
                let usual = 0.03 * [260.0, 180.0][at];
                let there = fade(were_empty[at], usual, run.homes.keep()) + left_before[at];
                assert!(empty[at] >= 0.0 && arrived <= there + 1e-9, "{arrived} {there}");
                bound += u32::from(arrived > 0.0 && empty[at] < 1.0);
            }
            before = Some((now, empty, left));
        });
    }
    assert!(bound > 10, "homes never run out: {bound}");
}

#[test]
fn the_last_home_goes_by_lot_and_not_by_place_in_the_list() {
    // One home a zone that never comes back; everybody wants to move at once.
    let overrides = [
        "zones.bay.households=60",
        "zones.hill.households=60",
        "recovery.vacant_homes_share=0.017",
        "recovery.vacancy_recovery_years=50",
        "behaviour.decision_rate_per_year=5",
        "behaviour.internal_moves_per_1000_per_year=300",
        "behaviour.move_cost_usd=0",
    ];
    let case = Case::island(QUIET, BASELINE, &overrides);
    let mut first_halves = 0;
    let mut movers = 0;
    for replicate in 0..60 {
        step_through(&case, replicate, |run, period| {
            if period == 2 {
                for i in 0..120 {
                    if run.households.has(i, mark::MOVED) {
                        movers += 1;
                        first_halves += u32::from(i % 60 < 30);
                    }
                }
            }
        });
    }
    assert!(movers >= 100, "{movers}");
    assert_share(f64::from(first_halves), f64::from(movers), 0.5);
}

#[test]
fn services_fall_with_the_zone_and_some_leave_homes_that_stand() {
    let mut overrides = PLAIN_RETURN.to_vec();
    overrides.retain(|text| !text.starts_with("recovery.service_leave"));
    // Places for everyone, nobody hurt.
    overrides.extend([
        "sites.host_probability=0",
        "sites.site_places_share=1",
        "sites.shelter_hardened_share=1",
        "sites.closure_months=600",
        "vulnerability.collapse_death_probability=0",
        "vulnerability.damage_death_probability=0",
    ]);
    let case = Case::island(&shares_storm([0.2, 0.1, 0.0, 0.7]), BASELINE, &overrides);
    let (mut stand, mut left, mut back) = (0, 0, 0);
    for replicate in 0..20 {
        let mut leavers: Vec<usize> = Vec::new();
        step_through(&case, replicate, |run, period| {
            let households = &run.households;
            let now = services(&run.given, &run.services, 0, period);
            // Mean damage is over .5: services are gone, and what is lost falls to 37 % in six months.
            if period == 0 {
                assert_eq!(now, 1.0);
            } else {
                assert!((now - (1.0 - exp(-f64::from(period - 1) / 6.0))).abs() < 1e-12);
            }
            if period == 1 {
                let out = |i: &usize| households.has(*i, mark::LEFT_FOR_SERVICES);
                leavers = (0..440).filter(out).collect();
                left += leavers.len();
                stand += (0..440)
                    .filter(|i| households.living[*i] == Living::Home || out(i))
                    .filter(|i| households.damage[*i] < 0.25)
                    .count();
                let people = persons(run, |i| out(&i));
                assert_eq!(outcome_of(run, OutcomeId::ServiceDisplacedPeople), people);
            }
            // exp(-m / 6) falls below one half in the fifth month after.
            let away = leavers.iter().filter(|i| households.living[**i].is_displaced()).count();
            if (1..6).contains(&period) {
                assert_eq!(away, leavers.len(), "{period}");
            } else if period == 6 {
                back += leavers.len() - away;
            }
        });
    }
    assert_share(left as f64, stand as f64, 0.15);
    assert_share(back as f64, left as f64, 1.0 - exp(-4.3));
}

#[test]
fn services_and_aid_scale_the_rate_of_return() {
    let case = Case::island(QUIET, BASELINE, &[]);
    step_through(&case, 0, |run, period| {
        if period > 0 {
            return;
        }
        let mut households = run.households.clone();
        let rate =
            |households: &_, services| rate_of_return(&run.given, households, 7, 1.3, services);
        let whole = rate(&households, 1.0);
        assert!((rate(&households, 0.2) / whole - exp(-0.8)).abs() < 1e-12);
        assert!((rate(&households, 0.0) / whole - exp(-1.0)).abs() < 1e-12);
        households.spent_grant_usd[7] = 10.0;
        assert!((rate(&households, 1.0) / whole - exp(0.5)).abs() < 1e-12);
    });
}

/// Everyone owns and is insured in full at once, so that crews are the only limit.
fn crews_only(rule: &str) -> Vec<&str> {
    let mut overrides = PLAIN_RETURN.to_vec();
    overrides.extend([
        "population.tenure.owner_share=1",
        "population.tenure.renter_share=0",
        "population.tenure.informal_share=0",
        "recovery.insured_share=1",
        "recovery.insured_payout_share=1",
        "recovery.insurance_lag_months=0",
        "recovery.repair_capacity_share_per_year=0.05",
        "recovery.plot_needed_share=0",
        rule,
    ]);
    overrides
}

#[test]
fn crews_go_down_the_queue_that_is_stated() {
    for rule in ["severity", "lottery"] {
        let key = format!("recovery.repair_queue={rule}");
        let case = Case::island(&shares_storm([0.0, 0.3, 0.5, 0.2]), BASELINE, &crews_only(&key));
        let mut before: Vec<f32> = Vec::new();
        let mut served: BTreeSet<usize> = BTreeSet::new();
        step_through(&case, 0, |run, period| {
            let damage = &run.households.damage;
            if (2..6).contains(&period) {
                let worked: Vec<usize> = (0..440).filter(|i| damage[*i] < before[*i]).collect();
                let spent: f64 = worked
                    .iter()
                    .map(|i| {
                        let cost = run.given.place.dwelling_cost_usd
                            [usize::from(run.households.class[*i])];
                        f64::from(before[*i] - damage[*i]) * cost
                    })
                    .sum();
                let crews = run.given.place.stock_value_usd * 0.05 / 12.0;
                // What ends below one per cent of damage is written off as repaired.
                let written_off = worked.iter().filter(|i| damage[**i] == 0.0).count() as f64;
                let dearest = run.given.place.dwelling_cost_usd[3];
                let rounding = run.given.place.stock_value_usd * f64::from(f32::EPSILON);
                assert!(spent >= crews - rounding, "{spent} {crews}");
                assert!(spent <= crews + 0.01 * dearest * written_off + rounding);
                if rule == "severity" {
                    // Nobody who was left out stood worse than anybody who was served.
                    let least = worked.iter().map(|i| before[*i]).fold(1.0, f32::min);
                    let rest = (0..440).filter(|i| !worked.contains(i)).map(|i| before[i]);
                    assert!(rest.fold(0.0, f32::max) <= least);
                } else {
                    // Who has its turn keeps it until it is whole; the queue moves on behind.
                    for i in &served {
                        assert!(worked.contains(i) || before[*i] == 0.0, "{i} in {period}");
                    }
                }
                // The last one served may have got less than it asked for.
                served.extend(worked.iter().filter(|i| damage[**i] > 0.0));
            }
            before.clone_from(damage);
        });
    }
}

#[test]
fn the_same_work_is_done_whoever_is_served_first() {
    // Crews bound the sum repaired alike under every rule while all of them are short.
    let repaired = |rule: &str| {
        let key = format!("recovery.repair_queue={rule}");
        let case = Case::island(&shares_storm([0.0, 0.0, 1.0, 0.0]), BASELINE, &crews_only(&key));
        let (mut sums, mut rounding) = (Vec::new(), 0.0);
        step_through(&case, 1, |run, period| {
            rounding = run.given.place.stock_value_usd * f64::from(f32::EPSILON) * 8.0;
            if (1..8).contains(&period) {
                let value = |i: usize| {
                    run.given.place.dwelling_cost_usd[usize::from(run.households.class[i])]
                        * f64::from(run.households.damage[i])
                };
                sums.push((0..440).map(value).sum::<f64>());
            }
        });
        (sums, rounding)
    };
    let (proportional, rounding) = repaired("proportional");
    for rule in ["severity", "lottery"] {
        for (one, other) in proportional.iter().zip(repaired(rule).0) {
            assert!((one - other).abs() < rounding, "{rule}: {one} {other}");
        }
    }
}

#[test]
fn each_programme_pays_its_part_of_a_grant() {
    let cost = |first: f64, second: f64| {
        let rest = intervention("a_grant", "repair_funding", 0.3, 1.0, first)
            + &intervention("b_grant", "repair_funding", 0.3, 1.0, second)
            + &intervention("c_grant", "repair_funding", 0.2, 0.0, 5.0)
            + BASELINE
            + &strategy("b_both", &["a_grant", "b_grant", "c_grant"], None);
        let case = Case::island(&shares_storm([0.4, 0.0, 0.6, 0.0]), &rest, &[]);
        outcome(&case.play(1)[1], OutcomeId::ProgrammeCost)
    };
    let (both, first, second) = (cost(1.0, 1.0), cost(1.0, 0.0), cost(0.0, 1.0));
    assert!(both > 0.0);
    assert!((first - 0.5 * both).abs() < 1e-9 * both && (second - first).abs() < 1e-9 * both);
}

#[test]
fn hosts_that_tire_at_once_displace_their_guests_a_second_time() {
    // Sites take them in for as long as they take anybody in: hosts tire in the month after the event at the earliest.
    for (intake, to) in [
        ("sites.intake_months=600", Living::Site),
        ("sites.intake_months=1.5", Living::Site),
        ("sites.intake_months=1", Living::Unsafe),
        ("sites.intake_months=0", Living::Unsafe),
    ] {
        guests_go_on(intake, to);
    }
}

fn guests_go_on(intake: &str, to: Living) {
    let mut overrides = PLAIN_RETURN.to_vec();
    overrides.retain(|text| !text.starts_with("recovery.host_weariness"));
    overrides.extend([
        "recovery.host_weariness_rate_per_month=20",
        "recovery.return_rate_per_month=0",
        "recovery.repair_capacity_share_per_year=0.001",
        "sites.host_probability=1",
        "sites.host_share=1",
        "sites.site_places_share=1",
        "sites.shelter_hardened_share=1",
        "sites.closure_months=600",
        "sites.vacant_share=0",
        intake,
    ]);
    let case = Case::island(&shares_storm([0.7, 0.0, 0.0, 0.3]), BASELINE, &overrides);
    let mut hosted = 0.0;
    step_through(&case, 0, |run, period| {
        let living = |kind: Living| persons(run, |i| run.households.living[i] == kind);
        if period == 1 {
            hosted = living(Living::Host);
            assert!(hosted > 100.0);
        } else if period > 1 {
            // They go there, stay, and count once.
            assert_eq!((living(Living::Host), living(to)), (0.0, hosted), "{intake}");
            assert_eq!(outcome_of(run, OutcomeId::SecondaryDisplacedPeople), hosted);
        }
    });
}

#[test]
fn long_spells_count_when_they_reach_their_months() {
    let mut overrides = PLAIN_RETURN.to_vec();
    overrides.extend([
        "recovery.return_rate_per_month=0.1",
        "vulnerability.collapse_death_probability=0",
        "vulnerability.damage_death_probability=0",
    ]);
    let case = Case::island(&shares_storm([0.5, 0.0, 0.5, 0.0]), BASELINE, &overrides);
    let mut displaced = [0.0; 36];
    let mut longs = [0.0; 2];
    step_through(&case, 0, |run, period| {
        displaced[usize::from(period)] = persons(run, |i| run.households.living[i].is_displaced());
        longs = [OutcomeId::DisplacedOver6MonthsPeople, OutcomeId::DisplacedOver12MonthsPeople]
            .map(|long| outcome_of(run, long));
    });
    // One storm, in month 1; who is displaced at the end of month 6 begins the seventh month of it.
    assert!(displaced[12] > 0.0 && displaced[12] < displaced[6]);
    assert_eq!(longs, [displaced[6], displaced[12]]);
}

#[test]
fn every_spell_that_is_old_enough_is_classed_once() {
    let case = Case::island(
        STORMY,
        BASELINE,
        &[
            "vulnerability.collapse_death_probability=0",
            "vulnerability.damage_death_probability=0",
            "vulnerability.water_death_probability=0",
            "scenario.horizon_years=5",
        ],
    );
    let mut durable = 0.0;
    for replicate in 0..8 {
        let mut begun = [0.0; 60];
        step_through(&case, replicate, |run, period| {
            begun[usize::from(period)] = outcome_of(run, OutcomeId::DisplacedPeople);
            let classed: f64 = [
                OutcomeId::ReturnedAt24MonthsPeople,
                OutcomeId::IntegratedAt24MonthsPeople,
                OutcomeId::SettledAt24MonthsPeople,
                OutcomeId::PendingAt24MonthsPeople,
            ]
            .map(|class| outcome_of(run, class))
            .iter()
            .sum();
            let old = period.checked_sub(24).map_or(0.0, |month| begun[usize::from(month)]);
            assert_eq!(classed, old, "{period}");
            let now = outcome_of(run, OutcomeId::DurableSolutionPeople);
            let pending = outcome_of(run, OutcomeId::PendingAt24MonthsPeople);
            assert!(now <= classed - pending);
            durable += if period == 59 { now } else { 0.0 };
        });
    }
    assert!(durable > 0.0, "nobody ever finds a durable solution");
}

#[test]
fn a_solution_is_durable_exactly_where_safety_and_housing_are_with_all_else_granted() {
    // All return at once to homes that are soon whole, keep their papers, family, say and income.
    let mut overrides = crews_only("recovery.repair_capacity_share_per_year=2");
    overrides.extend([
        "recovery.return_rate_per_month=20",
        "recovery.documents_lost_share=0",
        "recovery.family_separated_share=0",
        "recovery.participation_share=1",
        "recovery.repair_rate_scale=10",
        "vulnerability.collapse_death_probability=0",
        "vulnerability.damage_death_probability=0",
    ]);
    let case = Case::island(&shares_storm([0.2, 0.0, 0.6, 0.2]), BASELINE, &overrides);
    step_through(&case, 0, |run, period| {
        if period != 35 {
            return;
        }
        let households = &run.households;
        let displaced = |i: usize| households.has(i, mark::EVER_DISPLACED);
        let safe = |i: usize| {
            let zone = usize::from(households.zone[i]);
            let median = run.given.coefficients.median_risk[zone];
            f64::from(run.given.risk.household[i]) <= median
        };
        let expected = persons(run, |i| displaced(i) && safe(i));
        assert_eq!(outcome_of(run, OutcomeId::ReturnedAt24MonthsPeople), persons(run, displaced));
        assert_eq!(outcome_of(run, OutcomeId::DurableSolutionPeople), expected);
        assert!(expected > 0.0);
    });
}

#[test]
fn displacement_counts_from_the_day_of_the_households_own_event() {
    let storms = "\n[[hazards]]\nid = \"storm\"\nkind = \"scripted\"\ndraw_effects = false\nevents = [\
        { month = \"2026-03\", day = 4, winds = { bay = 60.0, hill = 60.0 } }, \
        { month = \"2026-03\", day = 22, winds = { bay = 60.0, hill = 60.0 } }]\n";
    let stay = [&PLAIN_RETURN[..], &["recovery.return_rate_per_month=0"]].concat();
    let case = Case::island(storms, BASELINE, &stay);
    step_through(&case, 0, |run, period| {
        if period != 2 {
            return;
        }
        let households = &run.households;
        let displaced: Vec<usize> =
            (0..440).filter(|i| households.living[*i].is_displaced()).collect();
        let of_day = |day: f64| {
            let share = ((day - 1.0) / 30.0) as f32;
            persons(run, |i| {
                displaced.contains(&i) && households.displaced_share[i].to_bits() == share.to_bits()
            })
        };
        let (early, late) = (of_day(4.0), of_day(22.0));
        assert!(early > 0.0 && late > 0.0);
        assert_eq!(early + late, persons(run, |i| displaced.contains(&i)));
        let expected = early * 27.0 / 30.0 + late * 9.0 / 30.0;
        let found = outcome_of(run, OutcomeId::DisplacedPersonMonths);
        assert!((found - expected).abs() < 1e-4 * expected, "{found} {expected}");
    });
}

#[test]
fn nobody_stands_twice_on_a_list() {
    // Storms come month after month and people move between them.
    let overrides = [
        "hazards.cyclones.rate_per_year=9",
        "behaviour.decision_rate_per_year=5",
        "behaviour.migration_per_1000_per_year=100",
        "behaviour.internal_moves_per_1000_per_year=300",
        "behaviour.move_cost_usd=0",
        "recovery.vacant_homes_share=1",
    ];
    let case = Case::island(STORMY, BASELINE, &overrides);
    for replicate in 0..6 {
        step_through(&case, replicate, |run, period| {
            for list in [&run.lists.displaced, &run.lists.damaged] {
                let different: BTreeSet<u32> = list.iter().copied().collect();
                assert_eq!(different.len(), list.len(), "{period}");
            }
            for i in &run.lists.displaced {
                assert!(run.households.living[*i as usize].is_displaced());
            }
        });
    }
}

#[test]
fn a_household_whose_grant_is_refused_goes_on_with_its_own_money() {
    // A grant of the whole loss that no budget holds: of 440 homes a few are still damaged three years later, as
    // without it.
    let storm = shares_storm([0.0, 1.0, 0.0, 0.0]);
    let rest = |budget: f64| {
        intervention("grants", "repair_funding", 1.0, 1.0, 1.0)
            + BASELINE
            + &strategy("b_grants", &["grants"], Some(budget))
    };
    let overrides = ["recovery.grant_lag_months=0"];
    let records = Case::island(&storm, &rest(1.0), &overrides).play(3);
    for future in records.chunks(2) {
        let damaged = |record: &ReplicateRecord| in_month(record, 35, SeriesId::DamagedStock);
        // What a household hopes for lowers the pace at which it would rebuild, no more.
        for record in future {
            assert!(damaged(record) < 60.0, "{}", damaged(record));
        }
    }
    let paid = Case::island(&storm, &rest(1e9), &overrides).play(1);
    assert!(outcome(&paid[1], OutcomeId::RepairProgramme) > 0.0);
}

#[test]
fn who_waits_goes_back_once_the_home_is_whole_enough() {
    // Severe damage everywhere, places for everyone in centres that stay open.
    let plain = [
        "sites.host_probability=0",
        "sites.site_places_share=1",
        "sites.shelter_hardened_share=1",
        "sites.closure_months=600",
        "vulnerability.uninhabitable_scale=0.001",
    ];
    let storm = shares_storm([0.0, 0.0, 1.0, 0.0]);
    // Back to a home that is not whole enough, and to one that is; still away.
    let back = |overrides: &[&str]| {
        let all: Vec<&str> = PLAIN_RETURN.iter().chain(&plain).chain(overrides).copied().collect();
        let case = Case::island(&storm, BASELINE, &all);
        let (mut found, mut waits) = ([0.0; 3], BTreeSet::new());
        for replicate in 0..4 {
            let mut away = BTreeSet::new();
            step_through(&case, replicate, |run, period| {
                for i in 0..run.households.living.len() {
                    let is_away = run.households.living[i].is_displaced();
                    if is_away {
                        away.insert(i);
                    } else if away.remove(&i) {
                        let unfit = run.households.damage[i] >= 0.1;
                        found[usize::from(!unfit)] += 1.0;
                    }
                }
                if period == 24 {
                    found[2] += away.len() as f64;
                    waits.extend(away.iter().map(|i| (replicate, *i)));
                }
            });
        }
        (found, waits)
    };
    let no_repair = "recovery.repair_capacity_share_per_year=0.001";
    let paid = [
        "recovery.repair_capacity_share_per_year=2",
        "recovery.landlord_funding_share=1",
        "recovery.insured_share=1",
        "recovery.insured_payout_share=1",
        "recovery.insurance_lag_months=1",
    ];
    let share = |share: &'static str| {
        let mut all = vec![share];
        all.extend(paid);
        all
    };
    let ([unfit, fit, _], _) = back(&share("recovery.wait_for_repair_share=1"));
    assert_eq!(unfit, 0.0, "everybody waits");
    assert!(fit > 100.0, "and is back when homes are repaired: {fit}");
    // Without repair those who wait stay away, the others come back as if nobody waited: at 0.4 a month hardly one is
    // left after two years.
    let (half, who) = back(&["recovery.wait_for_repair_share=0.5", no_repair]);
    let moved = half.iter().sum::<f64>();
    assert_share(half[2], moved, 0.5);
    // The same draw decides whatever the share, so that strategies and sets are compared household by household.
    let (_, more) = back(&["recovery.wait_for_repair_share=0.8", no_repair]);
    assert!(who.is_subset(&more) && who.len() < more.len());
}
