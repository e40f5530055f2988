//! Same futures for every strategy: what does not differ on purpose does not differ at all.

mod common;

use common::{
    BASELINE, Case, ISLAND, PLAIN_RETURN, STORMY, assert_same_future, assert_same_records,
    intervention, outcome, step_through_strategy, strategy,
};
use leeward::engine::{ReplicateRecord, Worker};
use leeward::outcome::OutcomeId;
use leeward::plan::Place;
use leeward::plan::programme::StrategyPlan;
use leeward::scenario::lever::LEVER_TABLE;
use leeward::scenario::template::template;

const REPLICATES: u32 = 3;

/// Asserts that every strategy of the records does what the first does, in every future.
fn assert_all_twins(records: &[ReplicateRecord], strategies: usize) {
    let damaged = |record: &ReplicateRecord| outcome(record, OutcomeId::DamagedDwellings);
    assert!(records.iter().map(damaged).sum::<f64>() > 0.0, "nothing happens");
    for future in records.chunks(strategies) {
        for other in &future[1..] {
            assert_same_future(&future[0], other);
        }
    }
}

#[test]
fn strategies_that_differ_in_name_only_are_equal() {
    let measures = [
        intervention("roofs", "dwelling_strength", 10.0, 0.4, 3000.0),
        intervention("grants", "repair_funding", 0.5, 0.4, 1.1),
    ]
    .concat();
    let twins = strategy("b_one", &["roofs", "grants"], Some(900_000.0))
        + &strategy("c_two", &["grants", "roofs"], Some(900_000.0));
    let case = Case::island(STORMY, &(measures + BASELINE + &twins), &[]);
    for future in case.play(REPLICATES).chunks(3) {
        assert_same_future(&future[1], &future[2]);
        assert_ne!(future[0].outcomes, future[1].outcomes, "the measures do nothing");
    }
}

#[test]
fn no_coverage_and_no_effect_change_nothing() {
    let mut measures = String::new();
    let mut strategies = String::new();
    for entry in LEVER_TABLE {
        let name = entry.name.replace('_', "-");
        let (nobody, nothing) = (format!("nobody-{name}"), format!("nothing-{name}"));
        measures += &intervention(&nobody, entry.name, entry.most, 0.0, 1000.0);
        measures += &intervention(&nothing, entry.name, 0.0, 1.0, 0.0);
        strategies += &strategy(&format!("b-{name}"), &[&nobody, &nothing], None);
    }
    let case = Case::island(STORMY, &(measures + BASELINE + &strategies), &[]);
    assert_all_twins(&case.play(REPLICATES), 1 + LEVER_TABLE.len());
}

/// The sections of a file in another order: each kind of section keeps its place, entries of a kind
/// are turned round.
fn turned(text: &str) -> String {
    let mut blocks: Vec<String> = Vec::new();
    for line in text.lines() {
        let header = line.starts_with('[') && !belongs_to_entry(line);
        if header || blocks.is_empty() {
            blocks.push(String::new());
        }
        let block = blocks.last_mut().expect("one was pushed");
        block.push_str(line);
        block.push('\n');
    }
    blocks[1..].reverse();
    blocks.concat()
}

/// Whether a header continues the entry of a list before it.
fn belongs_to_entry(line: &str) -> bool {
    line.starts_with("[zones.") || line.starts_with("[interventions.")
}

#[test]
fn the_order_of_a_file_changes_no_record() {
    let text = template("turned");
    let other = turned(&text);
    assert!(other.find("[[strategies]]") < other.find("[[zones]]"), "nothing was turned");
    let overrides = ["scenario.horizon_years=4", "strategies.relocate.budget_usd=1500000"];
    let (one, two) = (Case::new(&text, &overrides), Case::new(&other, &overrides));
    assert_ne!(one.scenario.interventions[0].id, two.scenario.interventions[0].id);
    assert_same_records(&one.play(REPLICATES), &two.play(REPLICATES));
}

#[test]
fn a_binding_budget_and_shared_levers_do_not_follow_the_order_of_the_file() {
    let measures = [
        intervention("grants_poor", "repair_funding", 0.3, 0.6, 1.3),
        intervention("grants_all", "repair_funding", 0.4, 0.9, 1.0),
        intervention("roofs", "dwelling_strength", 12.0, 0.8, 4000.0),
        intervention("warning", "warning", 0.7, 0.7, 20.0),
    ];
    let all = ["grants_poor", "grants_all", "roofs", "warning"];
    let strategies = BASELINE.to_owned() + &strategy("b_all", &all, Some(600_000.0));
    let forward = measures.concat();
    let backward: String = measures.iter().rev().map(String::as_str).collect();
    let one = Case::island(STORMY, &(forward + &strategies), &[]).play(REPLICATES);
    let two = Case::island(STORMY, &(backward + &strategies), &[]).play(REPLICATES);
    let spent = outcome(&one[1], OutcomeId::ProgrammeCost);
    assert!(spent > 550_000.0 && spent <= 600_000.0, "the budget does not bind: {spent}");
    assert_same_records(&one, &two);
}

#[test]
fn a_larger_coverage_keeps_those_that_a_smaller_one_reached() {
    for targeting in ["random", "poorest", "most_exposed"] {
        let measure = |id: &str, share: f64| {
            intervention(id, "dwelling_strength", 8.0, share, 1000.0).replace(
                "\nunit_cost_usd",
                &format!("\ntargeting = \"{targeting}\"\nunit_cost_usd"),
            )
        };
        // Draws of the order are keyed by the id of the intervention, so it must be the same.
        let compile = |share: f64| {
            let rest = measure("roofs", share) + BASELINE + &strategy("b_roofs", &["roofs"], None);
            let case = Case::island(STORMY, &rest, &[]);
            let place = Place::compile(&case.scenario);
            let exposure = case.prepared().risk().household.clone();
            let plan = StrategyPlan::compile(
                &case.scenario,
                &case.scenario.strategies[1],
                &place,
                &exposure,
            );
            let programme = &plan.programmes[0];
            programme.order[..programme.reached(0, share)].to_vec()
        };
        let (ten, eleven, all) = (compile(0.10), compile(0.11), compile(1.0));
        assert_eq!((ten.len(), eleven.len(), all.len()), (44, 48, 440));
        assert_eq!(ten, eleven[..44]);
        assert_eq!(eleven, all[..48]);
        let mut sorted = all;
        sorted.sort_unstable();
        assert!(sorted.into_iter().eq(0..440), "everybody once");
    }
}

#[test]
fn whoever_ten_per_cent_reach_eleven_per_cent_reach_too() {
    // Over a roll-out, with storms and moves in between; per household at the end.
    let treated = |share: f64| {
        let roofs = intervention("roofs", "dwelling_strength", 8.0, share, 1000.0)
            .replace("\ncoverage_share", "\nrollout_months = 24\ncoverage_share");
        let rest = roofs + BASELINE + &strategy("b_roofs", &["roofs"], None);
        // Nobody moves: who leaves a strengthened home leaves its strength behind.
        let case = Case::island(STORMY, &rest, &PLAIN_RETURN);
        let mut strong = Vec::new();
        step_through_strategy(&case, 1, 0, |run, _| {
            strong = run.households.strength_ms.iter().map(|strength| *strength > 0.0).collect();
        });
        strong
    };
    let (ten, eleven): (Vec<bool>, Vec<bool>) = (treated(0.10), treated(0.11));
    let count = |treated: &[bool]| treated.iter().filter(|treated| **treated).count();
    assert_eq!((count(&ten), count(&eleven)), (44, 48));
    assert!(ten.iter().zip(&eleven).all(|(ten, eleven)| !ten || *eleven));
}

#[test]
fn other_strategies_do_not_notice_what_is_added_or_removed() {
    let roofs = intervention("roofs", "dwelling_strength", 10.0, 0.4, 3000.0);
    let warning = intervention("alarm", "warning", 0.9, 0.9, 3.0);
    let whole = [
        warning.as_str(),
        &roofs,
        BASELINE,
        &strategy("b_alarm", &["alarm"], None),
        &strategy("c_roofs", &["roofs"], Some(200_000.0)),
    ]
    .concat();
    let part = [&roofs, BASELINE, &strategy("c_roofs", &["roofs"], Some(200_000.0))].concat();
    let whole = Case::island(STORMY, &whole, &[]).play(REPLICATES);
    let part = Case::island(STORMY, &part, &[]).play(REPLICATES);
    for (whole, part) in whole.chunks(3).zip(part.chunks(2)) {
        assert_same_future(&whole[0], &part[0]);
        assert_same_future(&whole[2], &part[1]);
        assert_ne!(whole[0].outcomes, whole[1].outcomes);
    }
}

#[test]
fn another_seed_is_another_world_and_the_same_seed_is_the_same() {
    let play = |seed: &str| Case::island(STORMY, BASELINE, &[seed]).play(1);
    let first = play("experiment.seed=11");
    assert_same_records(&first, &play("experiment.seed=11"));
    assert_ne!(first[0].outcomes, play("experiment.seed=12")[0].outcomes);
}

#[test]
fn households_added_to_a_zone_leave_the_others_as_they_were() {
    let place =
        |households: &str| Place::compile(&Case::island(STORMY, BASELINE, &[households]).scenario);
    let (small, large) = (place("zones.bay.households=260"), place("zones.bay.households=261"));
    let (a, b) = (&small.population, &large.population);
    assert_eq!((a.len(), b.len()), (440, 441));
    // Those of the zone itself, then those of the other.
    for (one, two) in [(0..260, 0..260), (a.in_zone(1), b.in_zone(1))] {
        assert_eq!(a.entity[one.clone()], b.entity[two.clone()]);
        assert_eq!(a.zone[one.clone()], b.zone[two.clone()]);
        assert_eq!(a.size[one.clone()], b.size[two.clone()]);
        assert_eq!(a.income[one.clone()], b.income[two.clone()]);
        assert_eq!(a.fifth[one.clone()], b.fifth[two.clone()]);
        assert_eq!(a.class[one.clone()], b.class[two.clone()]);
        assert_eq!(a.tenure[one.clone()], b.tenure[two.clone()]);
        assert_eq!(a.livelihood[one.clone()], b.livelihood[two.clone()]);
        assert_eq!(a.female_head[one.clone()], b.female_head[two.clone()]);
        assert_eq!(a.elderly_head[one.clone()], b.elderly_head[two.clone()]);
        assert_eq!(a.disability[one.clone()], b.disability[two.clone()]);
        assert_eq!(a.ties[one.clone()], b.ties[two.clone()]);
        assert_eq!(a.legal[one.clone()], b.legal[two.clone()]);
        assert_eq!(a.insurance_rank[one.clone()], b.insurance_rank[two.clone()]);
        assert_eq!(a.attachment[one.clone()], b.attachment[two.clone()]);
        assert_eq!(a.elevation_m[one.clone()], b.elevation_m[two.clone()]);
        assert_eq!(a.coast_km[one.clone()], b.coast_km[two.clone()]);
    }
}

#[test]
fn the_order_of_zones_is_that_of_their_ids() {
    let bay = ISLAND.find("[[zones]]\nid = \"bay\"").unwrap();
    let hill = ISLAND.find("[[zones]]\nid = \"hill\"").unwrap();
    let end = ISLAND.find("[[destinations]]").unwrap();
    let swapped =
        [&ISLAND[..bay], &ISLAND[hill..end], &ISLAND[bay..hill], &ISLAND[end..], STORMY, BASELINE]
            .concat();
    let one = Case::island(STORMY, BASELINE, &[]);
    let two = Case::new(&swapped, &[]);
    let mut worker = Worker::default();
    assert_same_records(&one.prepared().play(0, &mut worker), &two.prepared().play(0, &mut worker));
}

#[test]
fn other_ties_move_no_draw_of_anything_else() {
    let play = |ties: &str, uses_ties: bool| {
        let unused = [
            "behaviour.evacuation_peers=0",
            "behaviour.perception_seen_weight=0",
            "behaviour.ties_weight=0",
            "behaviour.norm_weight=0",
        ];
        let mut overrides = vec![ties];
        if !uses_ties {
            overrides.extend(unused);
        }
        Case::island(STORMY, BASELINE, &overrides).play(REPLICATES)
    };
    let (many, few) = ("population.ties_per_household=7", "population.ties_per_household=3");
    assert_same_records(&play(many, false), &play(few, false));
    let (many, few) = (play(many, true), play(few, true));
    assert!(many.iter().zip(&few).any(|(a, b)| a.outcomes != b.outcomes), "ties do nothing");
}
