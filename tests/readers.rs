//! The kept corpus of the fuzzers, played through every reader: no panic, no hang, and errors whose
//! places lie in their text. `fuzz/README.md` says how the corpus came about.
//!
//! `LEEWARD_FUZZ=1000000 LEEWARD_READER=tracks cargo test --test readers soak -- --ignored --nocapture` plays a
//! million inputs that are made from the corpus at random: no fuzzer looks on, but it is many times
//! faster.

#![expect(clippy::print_stdout, reason = "how much was read is worth a look")]
#![expect(clippy::unwrap_used, reason = "a made-up ensemble that does not fit itself is a failure")]

#[path = "readers/read.rs"]
mod read;

use std::fs;
use std::path::{Path, PathBuf};

/// Inputs of a reader: the corpus, and what once broke it. None outside of a checkout, for a package
/// does not hold them.
fn inputs(reader: &str) -> Vec<PathBuf> {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let mut inputs: Vec<PathBuf> = ["corpus", "regressions"]
        .iter()
        .filter_map(|kind| fs::read_dir(fuzz.join(kind).join(reader)).ok())
        .flatten()
        .map(|entry| entry.expect("a readable folder").path())
        .collect();
    inputs.sort();
    assert!(!inputs.is_empty() || !fuzz.exists(), "{reader} has no corpus");
    inputs
}

fn replay(reader: &str) {
    let (_, read) = read::READERS.iter().find(|(name, _)| *name == reader).expect("a reader");
    let inputs = inputs(reader);
    for path in &inputs {
        println!("{}", path.display());
        read(&fs::read(path).expect("a readable input"));
    }
    println!("{reader}: {} inputs", inputs.len());
}

/// Writes the files of a small sound run as seeds: `cargo test --test readers seeds -- --ignored`.
#[test]
#[ignore = "writes into fuzz/corpus"]
fn seeds() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    let place = tempfile::tempdir().expect("a folder");
    let write = |reader: &str, name: &str, bytes: &[u8]| {
        let folder = corpus.join(reader);
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join(name), bytes).expect("a disk with room");
    };
    for (number, bytes) in read::sound_blocks(place.path()).into_iter().enumerate() {
        write("block", ["frames", "records"][number], &bytes);
    }
    let (plan, _) = read::plan_of_blocks();
    write("block_plan", "plan_json", &serde_json::to_vec_pretty(&plan).expect("a plan"));
    for (number, (name, bytes)) in read::sound_run(place.path()).into_iter().enumerate() {
        let plain = name.replace('.', "_");
        write("run_folder", &plain, &[&[number as u8], bytes.as_slice()].concat());
        if name.ends_with(".parquet") {
            write("parquet", &plain, &bytes);
        } else if name == "manifest.json" {
            write("manifest", &plain, &bytes);
        }
    }
}

/// Words that may stand in an input of a reader, from its dictionary; escapes of bytes are written out.
fn words(reader: &str) -> Vec<Vec<u8>> {
    let path = format!("{}/fuzz/dictionaries/{reader}.dict", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(path).unwrap_or_default();
    let word = |line: &str| {
        let mut rest = line.trim().strip_prefix('"')?.strip_suffix('"')?.as_bytes();
        let mut word = Vec::new();
        while let Some((first, after)) = rest.split_first() {
            rest = after;
            if *first != b'\\' {
                word.push(*first);
            } else if let (Some(b'x'), Some(digits)) = (rest.first(), rest.get(1..3)) {
                let digits = std::str::from_utf8(digits).ok()?;
                word.push(u8::from_str_radix(digits, 16).ok()?);
                rest = &rest[3..];
            } else {
                word.push(*rest.first()?);
                rest = &rest[1..];
            }
        }
        Some(word)
    };
    text.lines().filter_map(word).collect()
}

/// Draws of an input, made again from its number.
struct Dice(u64);

impl Dice {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let word = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((word ^ (word >> 31)) % below.max(1) as u64) as usize
    }
}

/// An input made from others.
fn mutated(dice: &mut Dice, corpus: &[Vec<u8>], words: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = corpus[dice.next(corpus.len())].clone();
    for _ in 0..=dice.next(5) {
        let at = dice.next(bytes.len() + 1);
        let to = (at + 1 + dice.next(30)).min(bytes.len());
        match dice.next(9) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.next(8),
            1 if at < bytes.len() => bytes[at] = dice.next(256) as u8,
            2 => bytes.insert(at, dice.next(256) as u8),
            3 if at < to => drop(bytes.drain(at..to)),
            4 if at < to => {
                let piece = bytes[at..to].to_vec();
                let into = dice.next(bytes.len() + 1);
                bytes.splice(into..into, piece);
            }
            5 => {
                // The beginning of one and the end of another.
                let other = &corpus[dice.next(corpus.len())];
                bytes.truncate(at);
                bytes.extend_from_slice(&other[dice.next(other.len() + 1)..]);
            }
            6 | 7 if !words.is_empty() => {
                let replaced = if dice.next(2) == 0 { at..to.max(at) } else { at..at };
                bytes.splice(replaced, words[dice.next(words.len())].iter().copied());
            }
            8 if at + 4 <= bytes.len() => {
                let number = [0, 1, i32::MAX, i32::MIN, -1, 1 << 16][dice.next(6)];
                bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
            }
            _ => {}
        }
    }
    bytes
}

#[test]
#[ignore = "as long as one likes"]
fn soak() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let count = number("LEEWARD_FUZZ").unwrap_or(10_000);
    let first = number("LEEWARD_FUZZ_FROM").unwrap_or(0);
    let wanted = std::env::var("LEEWARD_READER").unwrap_or_default();
    for (reader, read) in
        read::READERS.iter().filter(|(name, _)| wanted.is_empty() || *name == wanted)
    {
        let corpus: Vec<Vec<u8>> =
            inputs(reader).iter().map(|path| fs::read(path).expect("readable")).collect();
        let words = words(reader);
        for number in first..first + count {
            let bytes = mutated(&mut Dice(number << 20), &corpus, &words);
            let kept = bytes.clone();
            if let Err(panic) = std::panic::catch_unwind(|| read(&bytes)) {
                let path =
                    format!("{}/fuzz/artifacts/{reader}-{number}", env!("CARGO_MANIFEST_DIR"));
                let _ = fs::create_dir_all(Path::new(&path).with_file_name(""));
                let _ = fs::write(&path, kept);
                println!("{reader}: number {number} broke it; it stands in {path}");
                std::panic::resume_unwind(panic);
            }
            if (number + 1 - first).is_multiple_of(10_000) {
                println!("{reader}: {} inputs", number + 1 - first);
            }
        }
        println!("{reader}: {count} inputs in all, made from {}", corpus.len());
    }
}

macro_rules! replayed {
    ($($reader:ident)*) => {
        $(#[test] fn $reader() { replay(stringify!($reader)); })*

        #[test]
        fn every_reader_is_replayed() {
            let names: Vec<&str> = read::READERS.iter().map(|(name, _)| *name).collect();
            assert_eq!(names, [$(stringify!($reader)),*]);
        }
    };
}

replayed! { block block_plan boundaries calibration events manifest parquet run_folder scenario summary tracks }
