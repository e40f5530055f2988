//! What levers on the water, the home and the people before an event do: each moves its own outcome, in
//! pairs of the same futures, and by exactly what its equation says where that can be counted.

mod common;

use common::{
    BASELINE, Case, PLAIN_RETURN, STORMY, intervention, outcome, shares_storm,
    step_through_strategy, strategy,
};
use leeward::engine::ReplicateRecord;
use leeward::model::households::{Living, mark};
use leeward::model::standing::dwelling_risk;
use leeward::outcome::OutcomeId;
use leeward::plan::population::{Tenure, at_quantile};

const REPLICATES: u32 = 4;

/// Strong winds in the second month.
const WIND: &str = r#"
[[hazards]]
id = "storm"
kind = "scripted"
draw_effects = false
events = [{ month = "2026-02", winds = { bay = 45.0, hill = 45.0 } }]
"#;

/// The same winds, with a surge of 3.7 m.
const FLOOD: &str = r#"
[[hazards]]
id = "storm"
kind = "scripted"
draw_effects = false
events = [{ month = "2026-02", winds = { bay = 45.0, hill = 45.0 } }]
[[hazards]]
id = "surge"
kind = "storm_surge"
driven_by = "storm"
shelf_factor = 1.0
tide_m = 0.0
"#;

/// The same futures as now and with one lever that reaches everyone.
fn pair(hazard: &str, lever: &str, effect: f64, overrides: &[&str]) -> Vec<ReplicateRecord> {
    let rest = intervention("measure", lever, effect, 1.0, 1.0)
        + BASELINE
        + &strategy("b_measure", &["measure"], None);
    Case::island(hazard, &rest, overrides).play(REPLICATES)
}

/// Sums of an outcome over futures, as now and with the measure.
fn sums(records: &[ReplicateRecord], id: OutcomeId) -> (f64, f64) {
    let sum = |strategy: usize| {
        records.iter().skip(strategy).step_by(2).map(|record| outcome(record, id)).sum()
    };
    (sum(0), sum(1))
}

/// Columns of a run at the end of a month under the measure: what `look` takes from it.
fn state<T>(
    case: &Case,
    replicate: u32,
    month: u16,
    look: impl Fn(&leeward::model::run::Run<'_>) -> T,
) -> T {
    let mut found = None;
    step_through_strategy(case, 1, replicate, |run, period| {
        if period == month {
            found = Some(look(run));
        }
    });
    found.expect("the month is played")
}

#[test]
fn walls_mangroves_and_raised_floors_keep_water_and_its_losses_away() {
    for (lever, effect) in
        [("flood_protection", 3.0), ("surge_attenuation", 0.5), ("dwelling_elevation", 1.5)]
    {
        let records = pair(FLOOD, lever, effect, &[]);
        let (now, then) = sums(&records, OutcomeId::DwellingLoss);
        assert!(then < now, "{lever}: {then} not below {now}");
        let (now, then) = sums(&records, OutcomeId::DisplacedPeople);
        assert!(then <= now, "{lever}: {then} above {now}");
    }
}

#[test]
fn a_wall_above_all_water_leaves_the_damage_of_the_wind_alone() {
    let loss = |hazard: &str, lever: &str, effect: f64, which: usize| {
        let records = pair(hazard, lever, effect, &["behaviour.risk_weight=0"]);
        let month: Vec<f64> = records
            .iter()
            .skip(which)
            .step_by(2)
            .map(|record| outcome(record, OutcomeId::DwellingLoss))
            .collect();
        month
    };
    let windy = loss(WIND, "warning", 0.0, 0);
    assert_ne!(loss(FLOOD, "flood_protection", 10.0, 0), windy, "the surge does nothing");
    assert_eq!(loss(FLOOD, "flood_protection", 10.0, 1), windy);
    assert_eq!(loss(FLOOD, "surge_attenuation", 1.0, 1), windy);
    assert_eq!(loss(FLOOD, "dwelling_elevation", 6.0, 1), windy);
}

#[test]
fn sited_homes_stand_in_the_safer_half_of_their_zone() {
    let rest = intervention("measure", "siting", 1.0, 1.0, 1.0)
        + BASELINE
        + &strategy("b_measure", &["measure"], None);
    let movers =
        ["behaviour.decision_rate_per_year=2", "behaviour.internal_moves_per_1000_per_year=300"];
    let case = Case::island(STORMY, &rest, &movers);
    let low = |strategy: usize| {
        let (mut moved, mut low) = (0, 0);
        step_through_strategy(&case, strategy, 0, |run, period| {
            if period < 35 {
                return;
            }
            let households = &run.households;
            for i in 0..run.given.place.population.len() {
                let resident = households.living[i].is_resident();
                if !resident || !households.has(i, mark::MOVED) {
                    continue;
                }
                let quantiles = &run.given.place.zone_quantiles[usize::from(households.zone[i])].0;
                moved += 1;
                low += u32::from(households.elevation_m[i] < at_quantile(quantiles, 0.5));
            }
        });
        (moved, low)
    };
    let (now, with) = (low(0), low(1));
    assert!(now.0 > 30 && now.1 > 5, "{now:?}");
    assert!(with.0 > 30 && with.1 == 0, "{with:?}");
}

#[test]
fn informed_and_knowing_people_leave_ahead_and_fewer_die() {
    // Everyone hears, and nobody believes in much.
    let wary = ["behaviour.warning_coverage_share=1", "behaviour.perception_optimism=0.1"];
    for lever in ["risk_communication", "knowledge"] {
        let records = pair(FLOOD, lever, 1.0, &wary);
        let (now, then) = sums(&records, OutcomeId::EvacuatedPeople);
        assert!(then > now, "{lever}: {then} not above {now}");
    }
    // Knowing what to do does not matter where no warning comes.
    let unwarned = ["behaviour.warning_coverage_share=0"];
    for records in pair(FLOOD, "knowledge", 1.0, &unwarned).chunks(2) {
        let free = |record: &ReplicateRecord| {
            let mut outcomes = record.outcomes;
            outcomes[OutcomeId::ProgrammeCost as usize] = 0.0;
            outcomes
        };
        assert_eq!(free(&records[0]), free(&records[1]));
    }
}

#[test]
fn risk_communication_lasts_as_long_as_its_programme() {
    let rest = intervention("measure", "risk_communication", 0.5, 1.0, 1.0)
        .replace("\ncoverage_share", "\nduration_months = 6\ncoverage_share")
        + BASELINE
        + &strategy("b_measure", &["measure"], None);
    let case = Case::island(common::QUIET, &rest, &["behaviour.perception_optimism=0.5"]);
    let ratio = |month: u16| state(&case, 0, month, |run| run.believed_ratio(0, 0.0));
    assert_eq!((ratio(5), ratio(6)), (0.75, 0.5));
}

#[test]
fn knowledge_is_what_is_left_of_it_by_the_month() {
    let rest = intervention("measure", "knowledge", 0.5, 1.0, 1.0)
        + BASELINE
        + &strategy("b_measure", &["measure"], None);
    let case = Case::island(common::QUIET, &rest, &["behaviour.knowledge_fading_per_year=0.1"]);
    let known = |month: u16| state(&case, 0, month, |run| run.knowledge(0, month));
    assert_eq!(known(0), 0.5);
    assert_eq!(known(30), 0.5 * leeward::dist::math::exp(-0.1 * 30.0 / 12.0));
}

#[test]
fn protected_goods_are_lost_by_the_share_that_is_left() {
    for records in pair(FLOOD, "contents_protection", 0.25, &[]).chunks(2) {
        let now = outcome(&records[0], OutcomeId::ContentsLoss);
        let then = outcome(&records[1], OutcomeId::ContentsLoss);
        // Each loss is kept to the nearest of so fine a grid that sums do not depend on their order.
        assert!(now > 0.0 && (then - 0.75 * now).abs() <= 1e-6 * now, "{then} of {now}");
        assert_eq!(
            outcome(&records[0], OutcomeId::DwellingLoss),
            outcome(&records[1], OutcomeId::DwellingLoss)
        );
    }
}

#[test]
fn hardened_shelters_hold() {
    let ruin = shares_storm([0.0, 0.0, 0.0, 1.0]);
    let weak = ["sites.shelter_hardened_share=0", "vulnerability.collapse_death_probability=0"];
    let lost = |effect: f64| {
        let rest = intervention("measure", "shelter_strength", effect, 1.0, 1.0)
            + BASELINE
            + &strategy("b_measure", &["measure"], None);
        let case = Case::island(&ruin, &rest, &weak);
        state(&case, 0, 1, |run| run.capacity.lost_share(&run.given, 0, 1))
    };
    let all = lost(0.0);
    assert!(all > 0.5, "{all}");
    assert!((lost(0.25) - 0.75 * all).abs() < 1e-12, "{} of {all}", lost(0.25));
    assert_eq!(lost(1.0), 0.0);
}

#[test]
fn seats_take_those_without_a_vehicle_and_who_finds_none_stays() {
    let stuck = ["behaviour.no_vehicle_share=1", "behaviour.warning_coverage_share=1"];
    let free = ["behaviour.no_vehicle_share=0", "behaviour.warning_coverage_share=1"];
    let evacuated = |records: &[ReplicateRecord]| sums(records, OutcomeId::EvacuatedPeople);
    let stranded = |records: &[ReplicateRecord]| sums(records, OutcomeId::StrandedPeople);
    let (none, half) = (pair(FLOOD, "transport_seats", 1.0, &stuck), {
        pair(FLOOD, "transport_seats", 0.1, &stuck)
    });
    let usual = pair(FLOOD, "transport_seats", 0.0, &free);
    // Without seats nobody gets away; with a seat for everyone all leave that would with vehicles.
    assert_eq!(evacuated(&none).0, 0.0);
    assert_eq!(evacuated(&none).1, evacuated(&usual).0);
    assert!(stranded(&none).0 > 0.0 && stranded(&none).1 == 0.0);
    assert_eq!(stranded(&usual), (0.0, 0.0));
    let (now, some) = evacuated(&half);
    assert!(now < some && some < evacuated(&usual).0, "{now} {some}");
    assert!(stranded(&half).1 > 0.0 && stranded(&half).1 < stranded(&half).0);
}

#[test]
fn a_half_of_those_without_a_vehicle_is_drawn_for_good() {
    let stuck = |share: &str| {
        pair(FLOOD, "transport_seats", 0.0, &[share, "behaviour.warning_coverage_share=1"])
    };
    let stranded = |share: &str| sums(&stuck(share), OutcomeId::StrandedPeople).0;
    let (few, many) =
        (stranded("behaviour.no_vehicle_share=0.3"), stranded("behaviour.no_vehicle_share=0.6"));
    assert!(few > 0.0 && few < many, "{few} {many}");
}

#[test]
fn more_crews_and_own_work_repair_sooner() {
    let slow = ["recovery.repair_capacity_share_per_year=0.01"];
    let damage = |lever: &str, effect: f64| {
        let rest = intervention("measure", lever, effect, 1.0, 1.0)
            + BASELINE
            + &strategy("b_measure", &["measure"], None);
        let mut overrides = PLAIN_RETURN.to_vec();
        overrides.extend(slow);
        let case = Case::island(&shares_storm([0.0, 0.0, 1.0, 0.0]), &rest, &overrides);
        state(&case, 0, 20, |run| {
            let cost = &run.given.place.dwelling_cost_usd;
            let households = &run.households;
            let worth = |i: usize| cost[usize::from(households.class[i])];
            (0..households.damage.len())
                .map(|i| f64::from(households.damage[i]) * worth(i))
                .sum::<f64>()
        })
    };
    let now = damage("repair_capacity", 0.0);
    let crews = damage("repair_capacity", 1.0);
    let work = damage("participation", 1.0);
    assert!(crews < work && work < now, "{crews} {work} {now}");
}

#[test]
fn titles_free_from_plots_and_refused_grants() {
    let ruin = shares_storm([0.0, 0.0, 0.0, 1.0]);
    // Nobody moves: who does leaves its title behind.
    let mut strict = PLAIN_RETURN.to_vec();
    strict.extend(["recovery.untitled_denial_share=1", "recovery.plot_needed_share=0"]);
    let grants = intervention("grants", "repair_funding", 0.5, 1.0, 1.0);
    let title = |effect: f64| intervention("title", "title", effect, 1.0, 1.0);
    let denied = |effect: f64, overrides: &[&str]| {
        let rest = [
            grants.as_str(),
            &title(effect),
            BASELINE,
            &strategy("b_both", &["grants", "title"], None),
        ]
        .concat();
        let records = Case::island(&ruin, &rest, overrides).play(REPLICATES);
        let (now, then) = sums(&records, OutcomeId::GrantsDeniedTitleHouseholds);
        assert_eq!(now, 0.0, "without grants none is refused");
        then
    };
    let (all, some, none) = (denied(0.0, &strict), denied(0.5, &strict), denied(1.0, &strict));
    assert!(all > some && some > 0.0 && none == 0.0, "{all} {some} {none}");
    assert_eq!(denied(0.0, &[]), 0.0, "nobody is refused at the default");
    // A destroyed dwelling needs a plot only where its household holds no title.
    let waiting = |effect: f64| {
        let rest = title(effect) + BASELINE + &strategy("b_title", &["title"], None);
        let case = Case::island(&ruin, &rest, &["recovery.plot_needed_share=1"]);
        state(&case, 0, 1, |run| {
            let wait = |i: &usize| run.households.has(*i, mark::NEEDS_PLOT);
            (0..run.given.place.population.len()).filter(wait).count()
        })
    };
    assert!(waiting(0.0) > 10 && waiting(0.5) < waiting(0.0) && waiting(1.0) == 0);
}

#[test]
fn a_title_is_given_by_a_lasting_draw_to_those_without_and_stays_with_the_home() {
    let rest = intervention("measure", "title", 0.5, 1.0, 1.0)
        + BASELINE
        + &strategy("b_measure", &["measure"], None);
    let case = Case::island(STORMY, &rest, &["behaviour.decision_rate_per_year=2"]);
    let mut first: Vec<bool> = Vec::new();
    let (mut moved, mut lost) = (0, 0);
    step_through_strategy(&case, 1, 0, |run, _| {
        let tenure = &run.given.place.population.tenure;
        let without: Vec<bool> = (0..tenure.len()).map(|i| run.is_without_title(i)).collect();
        if first.is_empty() {
            first.clone_from(&without);
        }
        (moved, lost) = (0, 0);
        for i in 0..tenure.len() {
            if tenure[i] != Tenure::Informal {
                assert!(!without[i]);
            } else if run.households.has(i, mark::MOVED) {
                moved += 1;
                assert!(without[i], "the title went along");
            } else if run.households.living[i] != Living::Away
                && run.households.living[i] != Living::Gone
            {
                lost += u32::from(without[i] != first[i]);
            }
        }
    });
    assert!(moved > 0 && lost == 0);
    let informal = first.len() as f64;
    let untitled = first.iter().filter(|without| **without).count() as f64;
    assert!(untitled > 0.0 && untitled < informal);
}

#[test]
fn those_who_take_part_have_a_say_and_more_solutions_last() {
    let silent = ["recovery.participation_share=0", "scenario.horizon_years=4"];
    let mild = shares_storm([0.2, 0.4, 0.4, 0.0]);
    let records = pair(&mild, "participation", 1.0, &silent);
    let (now, then) = sums(&records, OutcomeId::DurableSolutionPeople);
    assert!(then > now, "{then} not above {now}");
}

#[test]
fn the_risk_of_a_dwelling_sees_what_was_added_to_it() {
    let risks = |lever: &str, effect: f64| {
        let rest = intervention("measure", lever, effect, 1.0, 1.0)
            + BASELINE
            + &strategy("b_measure", &["measure"], None);
        let mut still = PLAIN_RETURN.to_vec();
        still.push("behaviour.adaptations_per_1000_per_year=0");
        let case = Case::island(STORMY, &rest, &still);
        state(&case, 0, 0, |run| {
            let of = |i: usize| (run.households.class[i], dwelling_risk(run, i));
            (0..run.given.place.population.len()).map(of).collect::<Vec<_>>()
        })
    };
    let now = risks("warning", 0.0);
    let strong = risks("dwelling_strength", 12.0);
    // On the hill there is wind alone; at the bay water may ruin a dwelling whatever its straps.
    let hill = 260;
    for (i, ((class, now), (_, strong))) in now.iter().zip(&strong).enumerate() {
        if !matches!(class, 1 | 2) {
            assert_eq!(strong, now, "straps help timber and masonry alone");
        } else if i >= hill {
            assert!(strong < now, "{strong} {now}");
        } else {
            assert!(strong <= now, "{strong} {now}");
        }
    }
    let raised = risks("dwelling_elevation", 3.0);
    let drier = now.iter().zip(&raised).filter(|((_, now), (_, raised))| raised < now).count();
    assert!(drier > 20 && now.iter().zip(&raised).all(|(now, raised)| raised.1 <= now.1));
}
