//! One household's life: true to the records, in order, and no influence on them.

mod common;

use std::process::Command;

use common::{BASELINE, Case, STORMY};
use leeward::engine::Worker;
use leeward::model::decision::Choice;
use leeward::model::households::Living;
use leeward::model::trace::{Note, first_difference};
use leeward::outcome::OutcomeId;

fn case() -> Case {
    Case::template(&[
        "zones.harbour.households=60",
        "zones.hillside.households=60",
        "behaviour.return_migration_per_year=0.5",
    ])
}

#[test]
fn watching_changes_no_record() {
    let case = case();
    let prepared = case.prepared();
    let before = prepared.play(3, &mut Worker::default());
    let ranks: Vec<usize> = (0..prepared.strategies()).collect();
    for household in [0, 17, prepared.place().population.len() - 1] {
        assert!(!prepared.trace(3, &ranks, household).is_empty());
    }
    assert_eq!(before, prepared.play(3, &mut Worker::default()));
}

#[test]
fn all_lives_together_are_the_records() {
    let case = case();
    let prepared = case.prepared();
    let population = &prepared.place().population;
    let (mut displacements, mut events, mut poor) = (0, 0, 0.0);
    let mut came_back = 0.0;
    for replicate in 0..3 {
        let record = &prepared.play(replicate, &mut Worker::default())[0];
        let (mut displaced, mut deaths, mut returned, mut away, mut back) =
            (0.0, 0.0, 0.0, 0.0, 0.0);
        let mut fell = 0.0;
        for household in 0..population.len() {
            let mut size = f64::from(population.size[household]);
            let entries = prepared.trace(replicate, &[0], household).remove(0);
            assert!(entries.windows(2).all(|pair| pair[0].period <= pair[1].period));
            let ends = entries.iter().filter(|entry| matches!(entry.note, Note::End { .. }));
            assert_eq!(ends.count(), 1);
            assert!(matches!(entries.last().unwrap().note, Note::End { .. }));
            for entry in &entries {
                match entry.note {
                    Note::Event { living: (before, after), .. } => {
                        events += 1;
                        if before == Living::Home && after.is_displaced() {
                            displaced += size;
                            displacements += 1;
                        }
                    }
                    Note::Died { people } => {
                        size -= f64::from(people);
                        deaths += f64::from(people);
                    }
                    Note::End { people, living, .. } => {
                        assert_eq!(f64::from(people), size, "the dead are counted once");
                        away += if living == Living::Away { size } else { 0.0 };
                    }
                    Note::Returned { .. } => returned += size,
                    Note::CameBack { .. } => back += size,
                    Note::FellPoor => fell += size,
                    _ => {}
                }
            }
        }
        let outcome = |id: OutcomeId| record.outcomes[id as usize];
        assert_eq!(displaced, outcome(OutcomeId::DisplacedPeople));
        assert_eq!(deaths, outcome(OutcomeId::Deaths));
        assert_eq!(returned, outcome(OutcomeId::ReturnedPeople));
        assert_eq!(back, outcome(OutcomeId::ReturnMigratedPeople));
        came_back += back;
        assert_eq!(away, outcome(OutcomeId::MigratedPeople) - back);
        assert_eq!(fell, outcome(OutcomeId::NewPoorPeople));
        poor += fell;
    }
    assert!(displacements > 0 && events > 100 && poor > 0.0, "{displacements} {events}");
    assert!(came_back > 0.0);
}

#[test]
fn a_life_does_not_differ_from_itself() {
    let case = case();
    let prepared = case.prepared();
    for household in 0..40 {
        let lives = prepared.trace(1, &[0, 0], household);
        assert_eq!(lives[0], lives[1]);
        assert_eq!(first_difference(&lives[0], &lives[1]), None);
    }
}

#[test]
fn an_event_stands_before_what_it_brings_about() {
    let case = Case::island(
        STORMY,
        BASELINE,
        &[
            "vulnerability.collapse_death_probability=0.1",
            "recovery.plot_needed_share=1",
            "behaviour.evacuee_shelter_share=1",
            "sites.site_places_share=0",
        ],
    );
    let prepared = case.prepared();
    let (mut died, mut unsheltered, mut plots) = (0, 0, 0);
    for replicate in 0..4 {
        for household in 0..prepared.place().population.len() {
            let entries = prepared.trace(replicate, &[0], household).remove(0);
            let mut event = None;
            for entry in &entries {
                match entry.note {
                    Note::Event { ordered, warned, evacuated, damage, .. } => {
                        assert!((!warned || ordered) && (!evacuated || warned));
                        event = Some((entry.period, evacuated, damage.1));
                        continue;
                    }
                    Note::Died { .. } => died += 1,
                    Note::NoShelter => unsheltered += 1,
                    Note::PlotNeeded => plots += 1,
                    _ => continue,
                }
                let (period, evacuated, damage) = event.expect("an event has gone before");
                assert_eq!(period, entry.period);
                // With no place in a shelter nobody left; who needs a plot lost the dwelling.
                assert!(!matches!(entry.note, Note::NoShelter) || !evacuated);
                assert!(!matches!(entry.note, Note::PlotNeeded) || damage > 0.5);
            }
        }
    }
    assert!(died > 0 && unsheltered > 0 && plots > 0, "{died} {unsheltered} {plots}");
}

#[test]
fn false_alarms_missed_storms_and_doubts_are_noted_as_they_were() {
    // An order that weighs all before the first false alarm of a zone and nothing after it.
    let with = |compliance: &str| {
        Case::template(&[
            "scenario.horizon_years=10",
            "zones.harbour.households=40",
            "zones.hillside.households=40",
            "behaviour.forecast_error_sd=0.5",
            "behaviour.evacuation_order=8",
            "behaviour.compliance_recovery_per_year=0",
            &format!("behaviour.false_alarm_compliance_ratio={compliance}"),
        ])
    };
    let mut doubts = [0, 0];
    let (mut alarms, mut missed) = (0, 0);
    for (doubts, compliance) in doubts.iter_mut().zip(["0", "1"]) {
        let case = with(compliance);
        let prepared = case.prepared();
        for household in 0..prepared.place().population.len() {
            let mut alarmed = false;
            let mut event = None;
            for entry in prepared.trace(0, &[0], household).remove(0) {
                match entry.note {
                    Note::Event { wind_ms, ordered, due, warned, evacuated, .. } => {
                        assert!(!due || wind_ms >= 26.0);
                        assert!(!ordered || due || wind_ms < 26.0);
                        event = Some((entry.period, warned && !evacuated, alarmed));
                        alarmed |= ordered && !due;
                        alarms += usize::from(ordered && !due);
                        missed += usize::from(due && !ordered);
                    }
                    Note::Doubted => {
                        // Nobody doubts who was not warned, or before a false alarm. Those who moved
                        // may have come where there was one.
                        let (period, stayed, alarmed) = event.expect("a storm has gone before");
                        assert!(period == entry.period && stayed);
                        *doubts += usize::from(alarmed);
                    }
                    _ => {}
                }
            }
        }
    }
    assert!(doubts[0] > 0 && alarms > 0 && missed > 0, "{doubts:?} {alarms} {missed}");
    assert_eq!(doubts[1], 0, "false alarms that cost no trust leave no doubt");
}

#[test]
fn a_repair_that_is_finished_is_paid_for_in_full() {
    let case = case();
    let prepared = case.prepared();
    let population = &prepared.place().population;
    let mut checked = 0;
    for household in 0..population.len() {
        let entries = prepared.trace(0, &[0], household).remove(0);
        let cost = prepared.place().dwelling_cost_usd[usize::from(population.class[household])];
        let moves = entries.iter().any(|entry| {
            matches!(entry.note, Note::Settled)
                || matches!(entry.note, Note::Decided { decision, .. } if decision.done != Choice::Stay)
        });
        // One event and one repair: the work is the damage, but for the rest that counts as whole.
        let damages: Vec<f64> = entries
            .iter()
            .filter_map(|entry| match entry.note {
                Note::Event { damage: (before, after), .. } if after > before => Some(after),
                _ => None,
            })
            .collect();
        let repairs: Vec<_> = entries
            .iter()
            .filter_map(|entry| match entry.note {
                Note::Repaired { money, .. } => Some(money),
                _ => None,
            })
            .collect();
        if let ([damage], [money], false) = (damages.as_slice(), repairs.as_slice(), moves) {
            checked += 1;
            let rest = damage * cost - money.total_usd();
            assert!((-0.01..0.01 * cost).contains(&rest), "{household}: {rest} USD of {cost}");
        }
    }
    assert!(checked > 5, "{checked}");
}

#[test]
fn the_story_is_told_as_typed() {
    let run = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_leeward"))
            .args(["trace", "scenarios/tutorial"])
            .args(arguments)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap()
    };
    let output = run(&["--household", "windward:95", "--replicate", "9", "--futures", "8"]);
    assert_eq!(output.status.code(), Some(0));
    insta::assert_snapshot!(String::from_utf8(output.stdout).unwrap());
    for (wrong, word) in [
        ("windward:9999", "households 0 to"),
        ("nowhere:1", "the zones are"),
        ("windward", "a zone and a number"),
    ] {
        let output = run(&["--household", wrong]);
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8(output.stderr).unwrap().contains(word), "{word}");
    }
    let drawn = |lot: &str| {
        let output =
            run(&["--random", lot, "--stratum", "fifth=1,tenure=renter", "--futures", "2"]);
        assert_eq!(output.status.code(), Some(0));
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(drawn("4"), drawn("4"));
    assert!(drawn("4").contains("Poorest fifth") && drawn("4").contains("renter"));
}

#[test]
fn the_story_for_programs_says_the_same() {
    let run = |more: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_leeward"))
            .args(["trace", "scenarios/tutorial", "--random", "1", "--replicate", "1"])
            .args(["--futures", "2"])
            .args(more)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0));
        String::from_utf8(output.stdout).unwrap()
    };
    let words = run(&[]).split_whitespace().collect::<Vec<_>>().join(" ");
    let story: serde_json::Value = serde_json::from_str(&run(&["--json"])).unwrap();
    assert_eq!(story["schema"], 1);
    assert_eq!(story["drawn"]["lot"], 1);
    let id = story["household"]["id"].as_str().unwrap();
    assert!(words.starts_with(&format!("Household {id} in ")));
    let lives = story["lives"].as_array().unwrap();
    assert_eq!(lives.len(), 2);
    assert_ne!(lives[0]["entries"], lives[1]["entries"]);
    // The first life is told in full; of the other, what it shares with the first is not told again.
    for line in lives[0]["story"].as_array().unwrap() {
        assert!(words.contains(line["text"].as_str().unwrap()), "{line}");
    }
    for life in lives {
        let last = life["entries"].as_array().unwrap().last().unwrap();
        assert!(words.contains(last["sentence"].as_str().unwrap()), "{last}");
        assert!(
            life["story"].as_array().unwrap().len() <= life["entries"].as_array().unwrap().len()
        );
    }
    let difference = &story["first_differences"][0];
    assert_eq!(difference["same_story"], false);
    assert_eq!(difference["month"], "2028-05");
    assert_eq!(difference["decisions"][0], serde_json::Value::Null);
    assert_eq!(difference["decisions"][1]["done"]["kind"], "planned_relocation");
}
