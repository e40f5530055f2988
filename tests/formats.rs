//! A run folder: its three formats hold the same values, its bytes repeat, and it appears whole or not
//! at all.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its own files fails")]

mod ensemble;

use leeward::analysis::Summary;
use leeward::group::{GROUP_OUTCOMES, GROUPS};
use leeward::outcome::{OUTCOME_TABLE, OUTCOMES, OutcomeId, SERIES_TABLE};
use leeward::results::format::parquet::{ParquetReader, Values};
use leeward::results::{BLOCK_SIZE, Completion, ResultsError, RunFolder, RunWriter, digest};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;

const REPLICATES: u32 = 100;

const SCENARIO: &str = "format = 1\n\n[scenario]\nid = \"made_up\"\n";

/// Writes the whole ensemble.
fn write(folder: &Path, replicates: u32, force: bool) -> Result<RunFolder, ResultsError> {
    writer(folder, replicates, force)?.finish(Completion::Complete)
}

/// A writer to which all blocks were handed.
fn writer(folder: &Path, replicates: u32, force: bool) -> Result<RunWriter, ResultsError> {
    let mut writer = RunWriter::create(folder, &ensemble::header(replicates), SCENARIO, force)?;
    for first in (0..replicates).step_by(BLOCK_SIZE as usize) {
        writer.write_block(first, &ensemble::block(first, replicates))?;
    }
    Ok(writer)
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn bytes(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    names(folder)
        .into_iter()
        .map(|name| (name.clone(), fs::read(folder.join(name)).unwrap()))
        .collect()
}

#[test]
fn csv_and_parquet_hold_the_records() {
    let place = tempfile::tempdir().unwrap();
    let run = write(&place.path().join("run"), REPLICATES, false).unwrap();
    let table = RunFolder::open(run.path()).unwrap().replicates().unwrap();
    assert_eq!(table.replicates(), REPLICATES);
    let mut csv = csv::Reader::from_path(run.path().join("replicates.csv")).unwrap();
    let header: Vec<String> = csv.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(header[..2], ["strategy", "replicate"]);
    assert!(header[2..].iter().zip(OUTCOME_TABLE).all(|(name, outcome)| name == outcome.id));
    let mut rows = 0;
    for (position, row) in csv.records().enumerate() {
        let row = row.unwrap();
        let (replicate, strategy) = ((position / 4) as u32, position % 4);
        let record = ensemble::record(replicate, strategy as u16);
        assert_eq!(row[0], table.strategies()[strategy]);
        assert_eq!(row[1], replicate.to_string());
        for outcome in 0..OUTCOMES {
            let value: f64 = row[2 + outcome].parse().unwrap();
            assert_eq!(value, record.outcomes[outcome]);
            assert_eq!(value, table.values(strategy, outcome).unwrap()[replicate as usize]);
        }
        rows += 1;
    }
    assert_eq!(rows, 4 * REPLICATES);
}

#[test]
fn the_summary_is_that_of_the_stored_replicates() {
    let place = tempfile::tempdir().unwrap();
    let mut writer = writer(&place.path().join("run"), REPLICATES, false).unwrap();
    let summary = Summary::of(writer.header(), writer.table()).unwrap();
    writer.add_file("summary.json", &summary.to_json()).unwrap();
    let run = writer.finish(Completion::Complete).unwrap();
    let stored: Summary =
        serde_json::from_slice(&fs::read(run.path().join("summary.json")).unwrap()).unwrap();
    let again = Summary::of(&run.manifest().run, &run.replicates().unwrap()).unwrap();
    assert_eq!(stored, again);
}

#[cfg(unix)]
#[test]
fn colleagues_can_read_a_run() {
    use std::os::unix::fs::PermissionsExt;
    let place = tempfile::tempdir().unwrap();
    let run = write(&place.path().join("run"), 64, false).unwrap();
    let plain = place.path().join("plain");
    fs::create_dir(&plain).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(run.path()), mode(&plain));
}

#[test]
fn blocks_come_back_as_they_were_written() {
    let place = tempfile::tempdir().unwrap();
    let run = write(&place.path().join("run"), REPLICATES, false).unwrap();
    assert_eq!(run.blocks(), 2);
    assert_eq!(run.block(0).unwrap(), ensemble::block(0, REPLICATES));
    assert_eq!(run.block(1).unwrap(), ensemble::block(64, REPLICATES));
    assert!(matches!(run.block(2), Err(ResultsError::Damaged { .. })));
    assert_eq!(run.resolved_scenario().unwrap(), SCENARIO);
}

#[test]
fn a_continued_run_has_the_bytes_of_one_that_was_never_stopped() {
    let place = tempfile::tempdir().unwrap();
    let whole = write(&place.path().join("whole"), REPLICATES, false).unwrap();
    let path = place.path().join("stopped");
    let mut writer =
        RunWriter::create(&path, &ensemble::header(REPLICATES), SCENARIO, false).unwrap();
    writer.write_block(0, &ensemble::block(0, REPLICATES)).unwrap();
    let stopped = writer.finish(Completion::Interrupted).unwrap();
    assert!(stopped.manifest().partial());
    assert_eq!(stopped.manifest().replicates_done, 64);
    assert_eq!(stopped.manifest().plan_hash, whole.manifest().plan_hash);
    let mut writer =
        RunWriter::create(&path, &ensemble::header(REPLICATES), SCENARIO, true).unwrap();
    writer.write_block(0, &stopped.block(0).unwrap()).unwrap();
    writer.write_block(64, &ensemble::block(64, REPLICATES)).unwrap();
    let continued = writer.finish(Completion::Complete).unwrap();
    assert!(bytes(whole.path()) == bytes(continued.path()));
    assert_eq!(names(place.path()), ["stopped", "whole"]);
}

#[test]
fn trajectories_are_tidy_and_name_their_months() {
    let place = tempfile::tempdir().unwrap();
    let run = write(&place.path().join("run"), REPLICATES, false).unwrap();
    let file = File::open(run.path().join("trajectories.parquet")).unwrap();
    let reader = ParquetReader::new(file).unwrap();
    let columns = reader.columns();
    assert_eq!(columns[..3], ["strategy", "replicate", "month"]);
    assert!(columns[3..].iter().zip(SERIES_TABLE).all(|(name, series)| name == series.id));
    let group = reader.row_group(0).unwrap();
    let Values::Text { names, .. } = &group[2] else { panic!("months are text") };
    assert_eq!(names.len(), 64 * 4 * 24);
    assert_eq!((names[0].as_str(), names[23].as_str()), ("2026-07", "2028-06"));
}

#[test]
fn yearly_sums_flows_and_ends_stocks() {
    let place = tempfile::tempdir().unwrap();
    let run = write(&place.path().join("run"), REPLICATES, false).unwrap();
    let mut csv = csv::Reader::from_path(run.path().join("yearly.csv")).unwrap();
    let rows: Vec<Vec<String>> =
        csv.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    // July 2026 to June 2028 touches three calendar years.
    assert_eq!(rows.len(), 4 * 3 * SERIES_TABLE.len());
    let find = |year: &str, series: &str| {
        rows.iter().find(|row| row[0] == "roofs" && row[1] == year && row[3] == series).unwrap()
    };
    assert_eq!(find("2026", "programme_cost_usd")[2], "6");
    assert_eq!(find("2026", "programme_cost_usd")[5].parse::<f64>().unwrap(), 4_200_000.0);
    assert_eq!(find("2027", "programme_cost_usd")[5].parse::<f64>().unwrap(), 0.0);
    // December 2027 is period 17, June 2028 is period 23.
    let residents = |period: f64| format!("{:.3}", 5_200.0 - period / 3.0);
    assert_eq!(find("2027", "resident_stock_people")[8], residents(17.0));
    assert_eq!(find("2028", "resident_stock_people")[8], residents(23.0));
    let yearly: f64 = ["2026", "2027", "2028"]
        .iter()
        .map(|year| find(year, "displaced_people")[5].parse::<f64>().unwrap())
        .sum();
    let table = run.replicates().unwrap();
    let mean = table.values(2, 0).unwrap().iter().sum::<f64>() / f64::from(REPLICATES);
    // Three years, each rounded to a thousandth.
    assert!((yearly - mean).abs() <= 3.0 * 0.000_5);
}

#[test]
fn zones_have_rates_only_where_people_live() {
    let place = tempfile::tempdir().unwrap();
    let run = write(&place.path().join("run"), REPLICATES, false).unwrap();
    let mut csv = csv::Reader::from_path(run.path().join("zones.csv")).unwrap();
    let rows: Vec<csv::StringRecord> = csv.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 8);
    assert_eq!(&rows[0][2], "Bay, lower town");
    let number = |row: usize, column: usize| rows[row][column].parse::<f64>().unwrap();
    assert!((number(0, 6) - number(0, 5) / 5_200.0 * 1000.0).abs() < 0.001);
    assert_eq!((&rows[1][5], &rows[1][6], &rows[1][8]), ("0", "", ""));
    assert_eq!((&rows[0][9], &rows[1][9]), ("-8", "0"));
}

#[test]
fn groups_are_summed_up_and_small_ones_not_shown() {
    let place = tempfile::tempdir().unwrap();
    let run = write(&place.path().join("run"), REPLICATES, false).unwrap();
    let mut csv = csv::Reader::from_path(run.path().join("groups.csv")).unwrap();
    let rows: Vec<csv::StringRecord> = csv.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 4 * (1 + GROUPS.len() + 2) * GROUP_OUTCOMES.len());
    let find = |strategy: &str, group: &str, outcome: &str| {
        let wanted = [(0, strategy), (2, group), (5, outcome)];
        rows.iter().find(|row| wanted.iter().all(|(at, text)| &row[*at] == *text)).unwrap()
    };
    let table = run.replicates().unwrap();
    let values = table.values(2, 0).unwrap();
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    for group in ["fifth_1", "man", "owner", "bay"] {
        let row = find("roofs", group, "displaced_people");
        assert_eq!(row[6], format!("{mean:.2}"), "{group}");
        // Nine households without papers are not shown, so tenure adds up to no total.
        assert_eq!(row[10].is_empty(), group != "owner", "{group}");
    }
    // Nine households are too few, none as well.
    for group in ["informal", "fifth_2", "hill"] {
        let row = find("roofs", group, "displaced_people");
        assert_eq!([&row[3], &row[4], &row[6], &row[7], &row[8], &row[9]], [""; 6], "{group}");
        assert_eq!(&row[10], "fewer than 10 households: not shown");
    }
    assert_eq!(&find("as_now", "owner", "deaths_people")[3], "1691");
    // Means for each person, from the files; groups that are not shown have none.
    let means = run.group_means().unwrap();
    let run = &run.manifest().run;
    let of = |group| means.per_person(run, 2, group, OutcomeId::DisplacedPeople);
    assert!((of(0).unwrap() * 5_200.0 / mean - 1.0).abs() < 1e-12);
    assert_eq!((of(1), of(13)), (None, None));
    assert_eq!(means.per_person(run, 2, 0, OutcomeId::ProgrammeCost), None);
}

#[test]
fn the_same_run_gives_the_same_bytes() {
    let place = tempfile::tempdir().unwrap();
    let one = write(&place.path().join("one"), REPLICATES, false).unwrap();
    let two = write(&place.path().join("two"), REPLICATES, false).unwrap();
    assert!(bytes(one.path()) == bytes(two.path()));
    one.verify().unwrap();
    let text = fs::read_to_string(one.path().join("manifest.json")).unwrap();
    assert!(!text.contains(&*place.path().to_string_lossy()));
}

#[test]
fn what_decides_the_numbers_decides_the_hash() {
    let header = ensemble::header(100);
    let hash = header.plan_hash(SCENARIO);
    let mut shown = header.clone();
    shown.warnings.push("a zone is small".to_owned());
    assert_eq!(hash, shown.plan_hash(SCENARIO));
    let mut seed = header.clone();
    seed.seed += 1;
    let mut input = header.clone();
    input.inputs[0].sha256 = digest(b"other");
    let mut count = header.clone();
    count.replicates_asked += 1;
    for other in [seed, input, count] {
        assert_ne!(hash, other.plan_hash(SCENARIO));
    }
    assert_ne!(hash, header.plan_hash("format = 1\n"));
}

#[test]
fn a_run_that_is_given_up_leaves_nothing() {
    let place = tempfile::tempdir().unwrap();
    let writer = writer(&place.path().join("run"), REPLICATES, false).unwrap();
    assert!(!place.path().join("run").exists());
    drop(writer);
    assert_eq!(names(place.path()), [""; 0]);
}

#[test]
fn what_a_crash_left_is_cleared_and_a_live_run_is_not() {
    let place = tempfile::tempdir().unwrap();
    let crashed = place.path().join(".run.a1b2c3.unfinished");
    fs::create_dir(&crashed).unwrap();
    fs::write(crashed.join(".leeward-unfinished"), "").unwrap();
    let stranger = place.path().join(".run.notes.unfinished");
    fs::create_dir(&stranger).unwrap();
    let live = writer(&place.path().join("run"), 64, false).unwrap();
    assert!(!crashed.exists());
    assert!(stranger.exists());
    write(&place.path().join("run"), REPLICATES, false).unwrap();
    // The first to finish keeps the name; the other is refused and loses nothing of it.
    assert!(matches!(live.finish(Completion::Complete), Err(ResultsError::FolderExists { .. })));
    assert_eq!(RunFolder::open(&place.path().join("run")).unwrap().manifest().replicates_done, 100);
}

#[test]
fn nothing_is_overwritten_without_being_asked() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("run");
    write(&folder, 64, false).unwrap();
    let before = bytes(&folder);
    let error = write(&folder, REPLICATES, false).unwrap_err();
    assert!(matches!(error, ResultsError::FolderExists { .. }));
    assert!(error.to_string().contains("--force"), "{error}");
    assert!(bytes(&folder) == before);
    let run = write(&folder, REPLICATES, true).unwrap();
    assert_eq!(run.manifest().replicates_done, REPLICATES);
    assert_eq!(names(place.path()), ["run"]);
}

#[test]
fn force_spares_what_leeward_did_not_write() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("photos");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("beach.jpg"), "x").unwrap();
    let error = write(&folder, 64, true).unwrap_err();
    assert!(matches!(error, ResultsError::NotARunFolder { .. }), "{error}");
    let run = place.path().join("run");
    write(&run, 64, false).unwrap();
    fs::write(run.join("notes.docx"), "mine").unwrap();
    let error = write(&run, 64, true).unwrap_err();
    assert!(error.to_string().contains("`notes.docx`"), "{error}");
    assert_eq!(fs::read_to_string(run.join("notes.docx")).unwrap(), "mine");
    let file = place.path().join("file");
    fs::write(&file, "x").unwrap();
    assert!(matches!(write(&file, 64, true), Err(ResultsError::NotARunFolder { .. })));
    // An empty folder holds nothing that could be lost.
    let empty = place.path().join("empty");
    fs::create_dir(&empty).unwrap();
    write(&empty, 64, false).unwrap();
}

#[test]
fn added_files_are_listed_and_stay_inside() {
    let place = tempfile::tempdir().unwrap();
    let mut writer = writer(&place.path().join("run"), 64, false).unwrap();
    writer.add_file("plots/displaced.svg", b"<svg/>").unwrap();
    for name in ["", "../x", "/x", "a/../b", ".x", "a\\b", "yearly.csv", "plots/displaced.svg"] {
        assert!(
            matches!(writer.add_file(name, b""), Err(ResultsError::FileName(..))),
            "`{name}` was taken"
        );
    }
    let run = writer.finish(Completion::Complete).unwrap();
    let listed: Vec<&str> = run.manifest().files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(
        listed,
        [
            "cost_by_actor.csv",
            "costs.csv",
            "costs.parquet",
            "groups.csv",
            "groups.parquet",
            "mcof_matrix.csv",
            "plots/displaced.svg",
            "replicates.csv",
            "replicates.parquet",
            "scenario.resolved.toml",
            "trajectories.parquet",
            "yearly.csv",
            "zones.csv",
            "zones.parquet",
        ]
    );
    // A run with plots can be replaced as well.
    write(run.path(), 64, true).unwrap();
}

#[test]
fn damage_is_found() {
    let place = tempfile::tempdir().unwrap();
    let run = write(&place.path().join("run"), 64, false).unwrap();
    let path = run.path().join("yearly.csv");
    let mut text = fs::read_to_string(&path).unwrap();
    text.push(' ');
    fs::write(&path, text).unwrap();
    assert!(run.verify().unwrap_err().to_string().contains("yearly.csv"));
    let path = run.path().join("manifest.json");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("\"seed\": 2026", "\"seed\": 2027")).unwrap();
    assert!(matches!(RunFolder::open(run.path()), Err(ResultsError::Damaged { .. })));
    fs::write(&path, text.replace("\"format\": 1", "\"format\": 2")).unwrap();
    assert!(matches!(RunFolder::open(run.path()), Err(ResultsError::LaterFormat { found: 2, .. })));
    fs::remove_file(&path).unwrap();
    assert!(matches!(RunFolder::open(run.path()), Err(ResultsError::NoManifest { .. })));
}

#[test]
fn records_that_do_not_fit_are_refused() {
    let place = tempfile::tempdir().unwrap();
    let new =
        || RunWriter::create(&place.path().join("run"), &ensemble::header(100), "", false).unwrap();
    let refused = |first: u32, records: &[leeward::engine::ReplicateRecord]| {
        matches!(new().write_block(first, records), Err(ResultsError::Records(_)))
    };
    let block = ensemble::block(0, 64);
    assert!(!refused(0, &block));
    assert!(refused(64, &ensemble::block(64, 100)), "a gap");
    assert!(refused(0, &block[..255]), "a strategy is missing");
    assert!(refused(0, &ensemble::block(64, 100)), "other replicates");
    let mut swapped = block.clone();
    swapped.swap(0, 1);
    assert!(refused(0, &swapped), "out of order");
    let mut short = block.clone();
    short[3].months.pop();
    assert!(refused(0, &short), "a month is missing");
    let mut unknown = block;
    unknown[3].outcomes[2] = f64::NAN;
    assert!(refused(0, &unknown), "not a number");
    assert!(matches!(new().finish(Completion::Complete), Err(ResultsError::Records(_))));
    let mut inside = new();
    inside.write_block(0, &ensemble::block(0, 50)).unwrap();
    let error = inside.finish(Completion::Interrupted).unwrap_err();
    assert!(error.to_string().contains("whole blocks"), "{error}");
}
