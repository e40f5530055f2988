//! `leeward verify`: every changed, missing or foreign file is named; blocks are played again.

#![expect(clippy::unwrap_used, reason = "a test that cannot set its scene fails")]

mod small;

use std::path::Path;

use leeward::results::{Completion, Finding, RunFolder, RunWriter, verify};
use small::{answer, case, leeward, run, told, tree};

#[test]
fn any_flipped_byte_is_found_and_its_file_named() {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("run");
    assert_eq!(run(&case(place.path()), &out).status.code(), Some(0));
    let name = out.display().to_string();
    let sound = leeward(&["verify", &name]);
    assert_eq!(sound.status.code(), Some(0), "{}", told(&sound));
    assert!(answer(&sound).contains("files are as they were written"));

    let files = tree(&out);
    for (at, (file, bytes)) in files.iter().enumerate() {
        let mut changed = bytes.clone();
        let position = at * 997 % bytes.len();
        changed[position] ^= 1 << (at % 8);
        std::fs::write(out.join(file), &changed).unwrap();
        let found = verify(&out).unwrap().findings;
        assert!(matches!(&found[..], [Finding::Changed(name, _)] if name == file), "{found:?}");
        std::fs::write(out.join(file), bytes).unwrap();
    }
    let manifest = &files["manifest.json"];
    for position in 0..manifest.len() {
        let mut changed = manifest.clone();
        changed[position] ^= 1 << (position % 8);
        std::fs::write(out.join("manifest.json"), &changed).unwrap();
        let found = verify(&out).unwrap().findings;
        assert!(
            matches!(&found[..], [Finding::Changed(name, _)] if name == "manifest.json"),
            "{position}: {found:?}"
        );
    }
    let wrong = leeward(&["verify", &name]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(told(&wrong).contains("manifest.json has changed"), "{}", told(&wrong));
    std::fs::write(out.join("manifest.json"), manifest).unwrap();

    std::fs::remove_file(out.join("yearly.csv")).unwrap();
    std::fs::write(out.join("plots/notes.txt"), "mine").unwrap();
    std::fs::write(out.join("report.html"), "written by another command").unwrap();
    let wrong = leeward(&["verify", &name]);
    assert_eq!(wrong.status.code(), Some(1));
    let message = told(&wrong);
    assert!(message.contains("yearly.csv is missing"), "{message}");
    assert!(message.contains("plots/notes.txt is foreign"), "{message}");
    assert!(!message.contains("report.html"), "{message}");
    std::fs::remove_file(out.join("manifest.json")).unwrap();
    assert_eq!(leeward(&["verify", &name]).status.code(), Some(4));
}

#[test]
fn blocks_are_played_again_and_the_first_difference_is_named() {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("run");
    assert_eq!(run(&case(place.path()), &out).status.code(), Some(0));
    let name = out.display().to_string();
    let all = leeward(&["verify", &name, "--recompute", "--quiet"]);
    assert_eq!(all.status.code(), Some(0), "{}", told(&all));
    assert!(answer(&all).contains("7 blocks played again"), "{}", answer(&all));
    let some = leeward(&["verify", &name, "--recompute=0.2", "--json"]);
    let some: serde_json::Value = serde_json::from_str(&answer(&some)).unwrap();
    assert_eq!(some["blocks_recomputed"], 2);
    assert_eq!(leeward(&["verify", &name, "--recompute=0"]).status.code(), Some(2));

    // A run with one value that the model never gave, sealed as any other.
    let stored = RunFolder::open(&out).unwrap();
    let forged = place.path().join("forged");
    let header = &stored.manifest().run;
    let resolved = stored.resolved_scenario().unwrap();
    let mut writer = RunWriter::create(&forged, header, &resolved, false).unwrap();
    for block in 0..stored.blocks() {
        let mut records = stored.block(block).unwrap();
        if block == 1 {
            records[20].months[3][2] += 0.5;
        }
        writer.write_block(block * 64, &records).unwrap();
    }
    writer.finish(Completion::Complete).unwrap();
    let name = forged.display().to_string();
    assert_eq!(leeward(&["verify", &name]).status.code(), Some(0));
    let found = leeward(&["verify", &name, "--recompute"]);
    assert_eq!(found.status.code(), Some(1), "{}", told(&found));
    let message = told(&found);
    let strategy = &header.strategies[2].id;
    assert!(message.contains("replicate 70 of strategy"), "{message}");
    assert!(message.contains(strategy) && message.contains("trajectories.parquet"), "{message}");
}

#[test]
fn data_files_are_found_beside_the_case_and_checked() {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("run").display().to_string();
    let words = ["run", "scenarios/dominica", "--replicates", "2", "--no-alternatives"];
    let small = ["--set", "population.household_weight=40", "--out", &out];
    let played = leeward(&[&words[..], &small].concat());
    assert_eq!(played.status.code(), Some(0), "{}", told(&played));
    let without = leeward(&["verify", &out, "--recompute"]);
    assert_eq!(without.status.code(), Some(4), "{}", told(&without));
    assert!(told(&without).contains("--case"), "{}", told(&without));
    let with = leeward(&["verify", &out, "--recompute", "--case", "scenarios/dominica"]);
    assert_eq!(with.status.code(), Some(0), "{}", told(&with));
    // The same names with other bytes.
    let copy = place.path().join("case");
    for (name, bytes) in tree(Path::new("scenarios/dominica")) {
        let path = copy.join(&name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, [&bytes[..], b"\n"].concat()).unwrap();
    }
    let copy = copy.display().to_string();
    let other = leeward(&["verify", &out, "--recompute", "--case", &copy]);
    assert_eq!(other.status.code(), Some(4), "{}", told(&other));
    assert!(told(&other).contains("SHA-256"), "{}", told(&other));
}
