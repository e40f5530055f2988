//! `leeward blocks`: plan, run, merge and status, and what block files make of wrong bytes.

#![expect(clippy::unwrap_used, reason = "a test that cannot set its scene fails")]

mod small;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use leeward::results::blocks::{BlockAddress, BlockState, BlockStore};
use leeward::results::{ResultsError, digest};
use small::{answer, assert_same, case, leeward, plan, run, told};

/// A planned run.
fn planned(place: &Path) -> (PathBuf, PathBuf, String) {
    let (case, out) = (case(place), place.join("run"));
    let output = plan(&case, &out, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let name = out.display().to_string();
    (case, out, name)
}

fn code(words: &[&str], wanted: i32) -> String {
    let output = leeward(words);
    assert_eq!(output.status.code(), Some(wanted), "{words:?}: {}", told(&output));
    format!("{}{}", answer(&output), told(&output))
}

#[test]
fn shares_of_many_processes_merge_to_the_run_of_one() {
    let place = tempfile::tempdir().unwrap();
    let (case, out, name) = planned(place.path());
    let first = plan(&case, &out, &[]);
    assert!(answer(&first).ends_with("blocks 7\n"), "{}", answer(&first));
    assert_eq!(answer(&plan(&case, &out, &[])), answer(&first), "planning again changes nothing");
    assert_eq!(plan(&case, &out, &["--seed", "9"]).status.code(), Some(2));
    assert!(code(&["blocks", "status", &name], 0).contains("0 of 7 blocks are done"));

    // Without the case beside it.
    std::fs::rename(&case, place.path().join("moved.toml")).unwrap();
    code(&["blocks", "run", &name, "--block", "1", "4", "--quiet"], 0);
    let text = code(&["blocks", "merge", &name], 5);
    assert!(text.contains("main 0, 2; dearer 0; warmer 0-1"), "{text}");
    assert!(!out.exists());
    let status: serde_json::Value =
        serde_json::from_str(&code(&["blocks", "status", &name, "--json"], 0)).unwrap();
    assert_eq!(status["done"], 2);
    assert_eq!(status["missing"]["main"], serde_json::json!([0, 2]));

    let share = |index: u32| {
        Command::new(env!("CARGO_BIN_EXE_leeward"))
            .args(["blocks", "run", &name, "--index", "auto", "--of", "3", "--threads", "1"])
            .env("SLURM_ARRAY_TASK_ID", index.to_string())
            .spawn()
            .unwrap()
    };
    // The first share twice: who is late finds the block there.
    let mut shares = [0, 0, 1, 2].map(share);
    assert!(shares.each_mut().iter_mut().all(|child| child.wait().unwrap().success()));
    code(&["blocks", "run", &name, "--index", "3", "--of", "3"], 2);
    code(&["blocks", "run", &name, "--block", "7"], 2);
    code(&["blocks", "run", &name, "--quiet"], 0);

    let merged = code(&["blocks", "merge", &name], 0);
    assert!(merged.contains("150 futures"), "{merged}");
    std::fs::rename(place.path().join("moved.toml"), &case).unwrap();
    let whole = place.path().join("whole");
    assert_eq!(run(&case, &whole).status.code(), Some(0));
    assert_same(&whole, &out);
    // The blocks are still there for others, and merging again shows the same run.
    assert!(place.path().join("run.blocks").is_dir());
    assert!(code(&["blocks", "merge", &name, "--remove-blocks"], 0).contains("played already"));
    assert!(!place.path().join("run.blocks").exists());
    code(&["blocks", "status", &name], 4);
}

#[test]
fn a_stop_rule_needs_no_more_blocks_than_it_says() {
    let place = tempfile::tempdir().unwrap();
    let case = case(place.path());
    let rule = ["outcome=displaced_people", "half_width=1000000"]
        .map(|it| format!("experiment.stop.{it}"));
    let case_words = case.display().to_string();
    let rule = ["--set", &rule[0], "--set", &rule[1], "--no-alternatives", "--replicates", "400"];
    let whole = place.path().join("whole").display().to_string();
    code(&[&["run", &case_words, "--out", &whole, "--quiet"], &rule[..]].concat(), 0);
    let out = place.path().join("run").display().to_string();
    code(&[&["blocks", "plan", &case_words, "--out", &out], &rule[..]].concat(), 0);
    code(&["blocks", "run", &out, "--block", "0", "3", "--quiet"], 0);
    code(&["blocks", "merge", &out], 5);
    code(&["blocks", "run", &out, "--block", "1", "--quiet"], 0);
    code(&["blocks", "merge", &out], 0);
    assert_same(Path::new(&whole), Path::new(&out));
}

#[test]
fn strangers_among_the_blocks_are_refused() {
    let place = tempfile::tempdir().unwrap();
    let (case, out, name) = planned(place.path());
    code(&["blocks", "run", &name, "--quiet"], 0);
    let other = place.path().join("other");
    assert_eq!(plan(&case, &other, &["--seed", "9"]).status.code(), Some(0));
    let other_name = other.display().to_string();
    code(&["blocks", "run", &other_name, "--block", "1", "--quiet"], 0);
    let block =
        |run: &str, name: &str| place.path().join(format!("{run}.blocks/blocks")).join(name);
    let own = std::fs::read(block("run", "main/000001.block")).unwrap();
    for (stranger, word) in [
        (block("other", "main/000001.block"), "another plan"),
        (block("run", "main/000000.block"), "another block"),
        (block("run", "warmer/000000.block"), "another block"),
    ] {
        std::fs::copy(&stranger, block("run", "main/000001.block")).unwrap();
        for command in ["merge", "status", "run"] {
            let text = code(&["blocks", command, &name], 4);
            assert!(text.contains("main/000001.block") && text.contains(word), "{text}");
        }
        assert_eq!(run(&case, &out).status.code(), Some(4));
    }
    std::fs::write(block("run", "main/000001.block"), own).unwrap();

    // A machine that plays to other bytes is found out.
    let store = BlockStore::open(&out).unwrap();
    let address = BlockAddress { case: 0, block: 0 };
    let mut records = store.read(address).unwrap().unwrap();
    store.publish(address, &records).unwrap();
    records[5].outcomes[3] += 1.0;
    let error = store.publish(address, &records).unwrap_err();
    assert!(matches!(error, ResultsError::Divergent { .. }), "{error}");
    code(&["blocks", "merge", &name], 0);
}

#[test]
fn a_late_block_does_not_come_among_other_work() {
    let place = tempfile::tempdir().unwrap();
    let (case, out, name) = planned(place.path());
    code(&["blocks", "run", &name, "--block", "2", "--quiet"], 0);
    let store = BlockStore::open(&out).unwrap();
    let address = BlockAddress { case: 0, block: 2 };
    let records = store.read(address).unwrap().unwrap();
    // The folder of the work may be named in place of the run.
    let blocks = place.path().join("run.blocks");
    assert_eq!(plan(&case, &blocks, &["--seed", "9"]).status.code(), Some(2));
    assert_eq!(plan(&case, &blocks, &["--seed", "9", "--force"]).status.code(), Some(0));
    let late = store.publish(address, &records).unwrap_err();
    assert!(matches!(late, ResultsError::OtherPlan { .. }), "{late}");
    std::fs::remove_dir_all(&blocks).unwrap();
    let late = store.publish(address, &records).unwrap_err();
    assert!(matches!(late, ResultsError::NoPlan { .. }), "{late}");
    assert!(!blocks.exists());
    assert_eq!(plan(&case, Path::new(".."), &[]).status.code(), Some(2));
}

#[test]
fn wrong_bytes_of_a_block_are_never_records() {
    let place = tempfile::tempdir().unwrap();
    let (_, out, name) = planned(place.path());
    code(&["blocks", "run", &name, "--block", "2", "--quiet"], 0);
    let store = BlockStore::open(&out).unwrap();
    let address = BlockAddress { case: 0, block: 2 };
    let path = store.path(address);
    let bytes = std::fs::read(&path).unwrap();
    let records = store.read(address).unwrap().unwrap();
    assert_eq!(records.len(), 22 * 3);
    let put = |bytes: &[u8]| {
        std::fs::write(&path, bytes).unwrap();
        (store.state(address), store.read(address))
    };
    for at in (0..bytes.len()).step_by(bytes.len() / 150) {
        for wrong in [
            {
                let mut b = bytes.clone();
                b[at] ^= 1;
                b
            },
            bytes[..at].to_vec(),
        ] {
            let (state, read) = put(&wrong);
            assert!(matches!(state, Ok(BlockState::Damaged(_))), "{at}");
            assert!(matches!(read, Err(ResultsError::DamagedBlock { .. })), "{at}");
        }
    }
    // Even with a hash that fits, reading ends, and what does not fit the plan is an error.
    let sealed = |content: &[u8]| {
        let hash = digest(content);
        let hash = (0..32).map(|at| u8::from_str_radix(&hash[2 * at..2 * at + 2], 16).unwrap());
        [&bytes[..8], &hash.collect::<Vec<u8>>(), content].concat()
    };
    let content = &bytes[40..];
    assert_eq!(sealed(content), bytes);
    for at in (0..content.len()).step_by(content.len() / 150).chain(0..200) {
        let mut wrong = content.to_vec();
        wrong[at] = wrong[at].wrapping_add(0x55);
        // Some of these bytes mean the same, such as a copy from elsewhere in a row of zeros.
        if let Ok(read) = put(&sealed(&wrong)).1 {
            assert_eq!(read.map(|records| records.len()), Some(records.len()), "{at}");
        }
        assert!(put(&sealed(&content[..at])).1.is_err(), "{at}");
    }
    // A machine that counts otherwise; a small file that unpacks to a large one.
    let head = content.len() - rest_after_head(content).len();
    // The canary is the last part of the head.
    let mut elsewhere = content.to_vec();
    elsewhere[head - 1] ^= 1;
    let (state, read) = put(&sealed(&elsewhere));
    assert!(matches!(state, Err(ResultsError::Foreign { .. })));
    assert!(read.unwrap_err().to_string().contains("arithmetic"));
    let mut bomb = snap::write::FrameEncoder::new(content[..head].to_vec());
    for _ in 0..64_000 {
        bomb.write_all(&[0; 1_000]).unwrap();
    }
    let (_, read) = put(&sealed(&bomb.into_inner().unwrap()));
    assert!(read.unwrap_err().to_string().contains("more than a block can"));
    assert_eq!(put(&bytes).1.unwrap(), Some(records));
}

/// What follows the head: the frames begin with the mark of a Snappy stream.
fn rest_after_head(content: &[u8]) -> &[u8] {
    let mark = b"\xff\x06\x00\x00sNaPpY";
    let at = content.windows(mark.len()).position(|window| window == mark).unwrap();
    &content[at..]
}
