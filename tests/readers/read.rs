//! Hands bytes to a reader and looks at what comes out: any bytes at all must end in a value or in a
//! typed error whose places lie in their text. The targets of `fuzz` and the test of the kept corpus
//! share this file.

#![allow(dead_code, reason = "a target of the fuzzers takes one reader")]

#[path = "../ensemble/mod.rs"]
mod ensemble;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::{Mutex, Once};

use leeward::analysis::Summary;
use leeward::data::DataError;
use leeward::data::boundaries::read_boundaries;
use leeward::data::events::read_events;
use leeward::data::tracks::{find_storm, read_tracks};
use leeward::diagnostic::{Diagnostic, Style, render, to_json};
use leeward::results::blocks::{
    BlockAddress, BlockPlan, BlockStore, MAIN_CASE, PlannedCase, check, decode,
};
use leeward::results::format::parquet::ParquetReader;
use leeward::results::{
    AlternativeTable, Completion, Manifest, RunFolder, RunWriter, Storage, write_alternatives,
};
use leeward::scenario::calibration::{Declaration, Instead};
use leeward::scenario::load_beside;
use sha2::{Digest, Sha256};

/// A name, which is also that of its folder of inputs, and what hands bytes to it.
type Reader = (&'static str, fn(&[u8]));

/// The readers.
pub(crate) const READERS: &[Reader] = &[
    ("block", block),
    ("block_plan", block_plan),
    ("boundaries", boundaries),
    ("calibration", calibration),
    ("events", events),
    ("manifest", manifest),
    ("parquet", parquet),
    ("run_folder", run_folder),
    ("scenario", scenario),
    ("summary", summary),
    ("tracks", tracks),
];

/// Whether an input is one of those on which something slow is tried: one in so many, by its bytes alone.
fn chosen(bytes: &[u8], one_in: u32) -> bool {
    let mix = |word: u32, byte: &u8| (word ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
    (bytes.iter().fold(0x811C_9DC5, mix) >> 8).is_multiple_of(one_in)
}

/// Every message points into its text, and can be shown.
fn look(bytes: &[u8], problems: &[Diagnostic]) {
    assert!(!problems.is_empty(), "refused without a reason");
    for problem in problems.iter().take(20) {
        if let Some(span) = &problem.span {
            let text = &span.source.text;
            assert!(text.get(span.range.clone()).is_some(), "{} points outside", problem.code);
            let (line, column) = span.source.line_column(span.range.start);
            assert!(line > 0 && column > 0);
        }
    }
    if chosen(bytes, 16) {
        let first = &problems[..problems.len().min(2)];
        assert!(!render(first, Style::default()).is_empty());
        to_json(first);
    }
}

fn look_at<T>(bytes: &[u8], read: Result<T, DataError>) -> Option<T> {
    match read {
        Ok(value) => Some(value),
        Err(DataError::Invalid(problems)) => {
            look(bytes, &problems);
            None
        }
        Err(error @ DataError::Unreadable { .. }) => panic!("{error}"),
    }
}

/// The library that decodes Parquet panics at some bytes. The reader catches that; where it happens is
/// told once, and the hook of the fuzzer, which would end the process, is not asked. A panic that nobody
/// catches still ends it.
#[expect(clippy::print_stderr, reason = "a hook has nothing but the screen")]
fn tell_panics_once() {
    static PLACES: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        std::panic::set_hook(Box::new(|panic| {
            let place = panic.location().map(ToString::to_string).unwrap_or_default();
            if PLACES.lock().is_ok_and(|mut places| places.insert(place)) {
                eprintln!("{panic}");
            }
        }));
    });
}

/// The bytes; packed by gzip where they begin with `GZ!`, so that what is damaged is the text inside
/// and not only the packing.
fn packed(bytes: &[u8]) -> Vec<u8> {
    let Some(text) = bytes.strip_prefix(b"GZ!") else { return bytes.to_vec() };
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(text).expect("memory takes bytes");
    encoder.finish().expect("memory takes bytes")
}

/// Tracks: plain CSV, IBTrACS, HURDAT2; plain or gzip.
pub(crate) fn tracks(bytes: &[u8]) {
    let Some(tracks) = look_at(bytes, read_tracks("tracks.csv", &packed(bytes))) else { return };
    assert!(tracks.is_sorted_by(|a, b| a.sid <= b.sid));
    for track in &tracks {
        assert!(!track.fixes.is_empty());
        assert!(track.fixes.is_sorted_by_key(|fix| fix.time));
        for fix in &track.fixes {
            assert!(fix.lat.abs() <= 90.0 && fix.lon.abs() <= 180.0);
            assert!(fix.wind_kt.is_none_or(|wind| wind.is_finite() && wind >= 0.0));
            fix.time.month_and_day();
        }
    }
    if tracks.len() < 50 {
        look_at(bytes, find_storm(&tracks, "MARIA 2017"));
    }
}

/// Events of a catalogue.
pub(crate) fn events(bytes: &[u8]) {
    let Some(events) = look_at(bytes, read_events("events.csv", &packed(bytes))) else { return };
    assert!(!events.is_empty());
    for event in &events {
        assert!((1..=12).contains(&event.month) && (1..=31).contains(&event.day));
        assert!((0.0..=120.0).contains(&event.wind_ms));
        let marked = event.zone_span.source.text.get(event.zone_span.range.clone());
        let marked = marked.expect("the zone stands in the text");
        assert!(marked.contains('"') || marked == event.zone, "{marked} is not {}", event.zone);
    }
}

/// Outlines in GeoJSON.
pub(crate) fn boundaries(bytes: &[u8]) {
    let read = read_boundaries("zones.geojson", &packed(bytes));
    let Some(areas) = look_at(bytes, read) else { return };
    for area in &areas {
        assert!(!area.rings.is_empty() && !area.id.is_empty());
        assert!(area.rings.iter().all(|ring| ring.len() >= 4 && ring.first() == ring.last()));
    }
}

/// A scenario. After a line `%%` stands the file that it extends, after another what this one extends,
/// and after a third one `--set` a line.
pub(crate) fn scenario(bytes: &[u8]) {
    let mut parts = bytes.split_inclusive(|byte| *byte == b'\n').fold(
        vec![Vec::new()],
        |mut parts: Vec<Vec<u8>>, line| {
            if line.starts_with(b"%%") && parts.len() < 4 {
                parts.push(Vec::new());
            } else if let Some(last) = parts.last_mut() {
                last.extend_from_slice(line);
            }
            parts
        },
    );
    parts.resize(4, Vec::new());
    let overrides = String::from_utf8_lossy(&parts[3]);
    let overrides: Vec<String> = overrides.lines().take(8).map(str::to_owned).collect();
    let asked = RefCell::new(0);
    let beside = |_: &str| {
        *asked.borrow_mut() += 1;
        parts.get(*asked.borrow()).cloned().ok_or_else(|| "there is no such file".to_owned())
    };
    match load_beside("scenario.toml", &parts[0], &overrides, &beside) {
        Ok(loaded) => {
            assert!(!loaded.scenario.zones.is_empty());
            if !loaded.warnings.is_empty() {
                look(bytes, &loaded.warnings);
            }
            if !chosen(bytes, 4) {
                return;
            }
            let again =
                load_beside("resolved.toml", loaded.resolved.as_bytes(), &[], &|_: &str| {
                    Err("it extends nothing".to_owned())
                });
            assert!(again.is_ok(), "what was understood is not understood again: {again:?}");
        }
        Err(problems) => look(bytes, &problems),
    }
}

/// The manifest of a run folder.
pub(crate) fn manifest(bytes: &[u8]) {
    let path = Path::new("manifest.json");
    if let Err(error) = Manifest::parse(path, bytes) {
        assert!(!error.to_string().is_empty());
    }
    // What a forger with the right hash would hand in.
    if let Ok(manifest) = Manifest::parse_unsealed(path, bytes) {
        assert!(!manifest.run.strategies.is_empty());
        let horizon = manifest.run.horizon();
        horizon.month_of(horizon.periods() - 1);
        manifest.run.plan_hash("");
    }
}

/// What a calibration is asked to do.
pub(crate) fn calibration(bytes: &[u8]) {
    match Declaration::parse("calibration.toml", bytes, Instead::default()) {
        Ok(declared) => assert!(!declared.parameters.is_empty() && !declared.cases.is_empty()),
        Err(problems) => look(bytes, &problems),
    }
}

/// The plan of unfinished work.
pub(crate) fn block_plan(bytes: &[u8]) {
    let path = Path::new("plan.json");
    if let Err(error) = BlockPlan::parse(path, bytes) {
        assert!(!error.to_string().is_empty());
    }
    // What a forger with the right hash would hand in.
    if let Ok(plan) = BlockPlan::parse_unsealed(path, bytes) {
        for address in plan.blocks().take(100) {
            let range = plan.cases[address.case].range(address.block);
            assert!(!range.is_empty());
            plan.head(address);
            plan.shape(address);
        }
    }
}

/// Futures of the plan to whose first block an input of [`block`] belongs.
const FUTURES_OF_BLOCK: u32 = 2;

/// The plan to whose blocks the inputs of [`block`] belong, and the first of them.
pub(crate) fn plan_of_blocks() -> (BlockPlan, BlockAddress) {
    let case = PlannedCase {
        id: MAIN_CASE.to_owned(),
        replicates: FUTURES_OF_BLOCK,
        scenario: "format = 1\n".to_owned(),
    };
    let plan = BlockPlan::new(ensemble::header(FUTURES_OF_BLOCK), vec![case]);
    (plan, BlockAddress { case: 0, block: 0 })
}

/// The inputs of [`block`] that a sound block makes: as it stands, and what its frames hold.
pub(crate) fn sound_blocks(folder: &Path) -> [Vec<u8>; 2] {
    let (plan, address) = plan_of_blocks();
    let run = folder.join("blocks_of");
    let (store, lock) = BlockStore::begin(&run, plan, &[], false).expect("a folder");
    store.publish(address, &ensemble::block(0, FUTURES_OF_BLOCK)).expect("sound records");
    let bytes = std::fs::read(store.path(address)).expect("it was written");
    let frames = check(&bytes, &store.plan().head(address)).expect("a sound block");
    drop(lock);
    let mut records = Vec::new();
    snap::read::FrameDecoder::new(frames).read_to_end(&mut records).expect("sound frames");
    [[&[0], frames].concat(), [&[1], records.as_slice()].concat()]
}

/// A block of unfinished work whose hash and head are those that are asked for, as a forger could make
/// it: frames that hold records, or the records themselves. The first byte says which.
pub(crate) fn block(bytes: &[u8]) {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    let (plan, address) = plan_of_blocks();
    let (head, shape) = (plan.head(address), plan.shape(address));
    assert!(decode(bytes, &head, &shape).is_err(), "bytes without a hash");
    let mut content = postcard::to_stdvec(&head).expect("a head of text and numbers");
    if kind % 2 == 0 {
        content.extend_from_slice(bytes);
    } else {
        let mut frames = snap::write::FrameEncoder::new(content);
        frames.write_all(bytes).expect("memory");
        content = frames.into_inner().expect("memory");
    }
    let sealed = [b"LWBLOCK1".as_slice(), Sha256::digest(&content).as_slice(), &content].concat();
    if let Ok(records) = decode(&sealed, &head, &shape) {
        assert_eq!(records.len(), (head.replicates * head.strategies) as usize);
        assert!(records.iter().all(|record| record.displaced_by_zone.len() == shape.zones));
    }
}

/// The summary of a run, from which `compare` takes the appraisal.
pub(crate) fn summary(bytes: &[u8]) {
    let _ = serde_json::from_slice::<Summary>(bytes);
}

/// A table in Parquet, block by block.
pub(crate) fn parquet(bytes: &[u8]) {
    tell_panics_once();
    let Ok(reader) = ParquetReader::new(bytes::Bytes::copy_from_slice(bytes)) else { return };
    // A run folder knows how many rows a block can have.
    let reader = reader.with_most_rows(100_000);
    reader.columns();
    for group in 0..reader.row_groups().min(8) {
        let _ = reader.row_group(group);
    }
}

/// Files of a run folder that a forger could replace. The first byte of an input says which.
const FILES: [&str; 7] = [
    "replicates.parquet",
    "trajectories.parquet",
    "zones.parquet",
    "groups.parquet",
    "costs.parquet",
    "alternatives.csv",
    "manifest.json",
];

/// A small sound run, in which one file is replaced.
struct Forged {
    folder: tempfile::TempDir,
    sound: Vec<Vec<u8>>,
    replaced: Option<usize>,
}

thread_local! {
    static FORGED: RefCell<Option<Forged>> = const { RefCell::new(None) };
}

/// The files of a small sound run, as the program of today writes them.
pub(crate) fn sound_run(folder: &Path) -> Vec<(&'static str, Vec<u8>)> {
    const FUTURES: u32 = 2;
    let run = folder.join("run");
    let scenario = "format = 1\n";
    let mut writer =
        RunWriter::create(&run, &ensemble::header(FUTURES), scenario, false).expect("a folder");
    writer.write_block(0, &ensemble::block(0, FUTURES)).expect("sound records");
    let other = AlternativeTable { id: "wetter".to_owned(), table: ensemble::table(FUTURES) };
    writer.add_stream("alternatives.csv", |to| write_alternatives(to, &[other])).expect("a file");
    writer.finish(Completion::Complete).expect("a whole run");
    let bytes = |name| std::fs::read(run.join(name)).expect("it was written");
    FILES.iter().map(|name| (*name, bytes(*name))).collect()
}

/// A run folder in which the file that the first byte names holds the other bytes, and whose hashes are
/// not looked at: what a forger could hand in.
pub(crate) fn run_folder(bytes: &[u8]) {
    tell_panics_once();
    let Some((which, bytes)) = bytes.split_first() else { return };
    let which = usize::from(*which) % FILES.len();
    FORGED.with_borrow_mut(|forged| {
        let forged = forged.get_or_insert_with(|| {
            let memory = Path::new("/dev/shm");
            let folder =
                if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
            let folder = folder.expect("a folder");
            let sound = sound_run(folder.path()).into_iter().map(|(_, bytes)| bytes).collect();
            Forged { folder, sound, replaced: None }
        });
        let run = forged.folder.path().join("run");
        let write = |file: usize, bytes: &[u8]| {
            std::fs::write(run.join(FILES[file]), bytes).expect("a disk with room");
        };
        if let Some(before) = forged.replaced.replace(which).filter(|before| *before != which) {
            write(before, &forged.sound[before]);
        }
        write(which, bytes);
        read_run(&run, which);
    });
}

/// Reads what the forged file is read for.
fn read_run(run: &Path, which: usize) {
    let Ok(run) = RunFolder::open_unsealed(run) else { return };
    match FILES[which] {
        "replicates.parquet" => read_outcomes(&run),
        "costs.parquet" => drop(run.delivered()),
        "groups.parquet" => drop(run.group_means()),
        "alternatives.csv" => drop(run.alternatives(&Storage::Memory)),
        _ => drop(run.block(0)),
    }
    if FILES[which] == "manifest.json" {
        read_outcomes(&run);
        drop(run.alternatives(&Storage::Memory));
    }
}

/// Reads the outcomes of a run, which come column by column as they are asked for.
fn read_outcomes(run: &RunFolder) {
    let Ok(table) = run.replicates() else { return };
    for rank in 0..table.strategies().len() {
        for outcome in [0, leeward::outcome::OUTCOMES - 1] {
            drop(table.values(rank, outcome));
        }
    }
}
