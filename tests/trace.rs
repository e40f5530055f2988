//! One household's life: true to the records, in order, and no influence on them.

mod common;

use std::process::Command;

use common::Case;
use leeward::engine::Worker;
use leeward::model::households::Living;
use leeward::model::trace::{Note, first_difference};
use leeward::outcome::OutcomeId;

fn case() -> Case {
    Case::template(&["zones.harbour.households=60", "zones.hillside.households=60"])
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
    let (mut displacements, mut events) = (0, 0);
    for replicate in 0..3 {
        let record = &prepared.play(replicate, &mut Worker::default())[0];
        let (mut displaced, mut deaths, mut returned) = (0.0, 0.0, 0.0);
        for household in 0..population.len() {
            let mut size = f64::from(population.size[household]);
            let entries = prepared.trace(replicate, &[0], household).remove(0);
            assert!(entries.windows(2).all(|pair| pair[0].period <= pair[1].period));
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
                    Note::Returned => returned += size,
                    _ => {}
                }
            }
        }
        let outcome = |id: OutcomeId| record.outcomes[id as usize];
        assert_eq!(displaced, outcome(OutcomeId::DisplacedPeople));
        assert_eq!(deaths, outcome(OutcomeId::Deaths));
        assert_eq!(returned, outcome(OutcomeId::ReturnedPeople));
    }
    assert!(displacements > 0 && events > 100, "{displacements} {events}");
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
fn the_story_is_told_as_typed() {
    let run = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_leeward"))
            .args(["trace", "scenarios/tutorial"])
            .args(arguments)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap()
    };
    let output = run(&["--household", "windward:27", "--replicate", "2", "--futures", "8"]);
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
