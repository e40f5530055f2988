//! What tables display adds up to the last digit: their text is read back and added.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its own files fails")]

mod ensemble;

use leeward::analysis::{Summary, comparison_files};
use leeward::engine::ReplicateRecord;
use leeward::group::{GROUP_OUTCOMES, GROUPS};
use leeward::outcome::{CostLine, EXPECTED, Line, OUTCOME_TABLE};
use leeward::results::{Completion, RunFolder, RunHeader, RunWriter};
use leeward::rng::{Draws, Purpose, Seed};
use std::collections::BTreeMap;
use std::path::Path;

/// No block boundary, and a mean over three futures has no last digit.
const REPLICATES: u32 = 3;

/// The header of the ensemble with people in every group but those without papers, of whom `few` are
/// too few to be shown.
fn header(few: f64) -> RunHeader {
    let mut header = ensemble::header(REPLICATES);
    for (group, entry) in GROUPS.iter().zip(&mut header.groups) {
        let of_dimension =
            GROUPS.iter().filter(|other| other.dimension == group.dimension).count() as f64;
        entry.households = 600.0 / of_dimension;
        entry.people = 1_800.0 / of_dimension;
        if group.id == "informal" {
            (entry.households, entry.people) = (few, 3.0 * few);
        }
    }
    for zone in &mut header.zones {
        (zone.people, zone.dwellings) = (900.0, 300.0);
    }
    header
}

/// How many of the steps on which an outcome is counted make one.
fn step_of(outcome: usize) -> f64 {
    if OUTCOME_TABLE[outcome].id.ends_with("_usd") { 1_024.0 } else { 65_536.0 }
}

/// A record of the ensemble whose outcomes by group are split among the groups in exact parts as
/// chance has it, those without papers left out unless there are some.
fn split(mut record: ReplicateRecord, few: f64) -> ReplicateRecord {
    let (strategy, draws) = (record.strategy, Draws::new(Seed(9), record.replicate));
    let of_dimension = |row: usize| GROUPS.get(row).map_or("zone", |group| group.dimension);
    let rows = record.groups.len();
    for (column, outcome) in GROUP_OUTCOMES.iter().enumerate() {
        // Amounts of people are no whole numbers: a household stands for several.
        let step = step_of(*outcome as usize);
        let noise = draws.uniform(Purpose::Damage, 1, u16::from(strategy == 2), column as u32);
        record.outcomes[*outcome as usize] += (noise * 1e6).floor() / step;
        let mut left = record.outcomes[*outcome as usize];
        for row in 0..rows {
            if row > 0 && of_dimension(row) != of_dimension(row - 1) {
                left = record.outcomes[*outcome as usize];
            }
            let empty = |row: usize| {
                few == 0.0 && GROUPS.get(row).is_some_and(|group| group.id == "informal")
            };
            let is_last =
                row + 1 == rows || of_dimension(row + 1) != of_dimension(row) || empty(row + 1);
            let share = draws.uniform(Purpose::Damage, 2, row as u16, column as u32);
            let part = if is_last { left } else { (left * share * step).floor() / step };
            record.groups[row][column] = if empty(row) { 0.0 } else { part };
            left -= record.groups[row][column];
        }
    }
    if strategy == 1 {
        // A third of a cent in each of two calendar years.
        record.costs = [2, 3, 9]
            .into_iter()
            .map(|period| CostLine {
                programme: 0,
                period,
                line: Line { planned: 1.0, delivered: 1.0, usd: 33.333_4 },
            })
            .collect();
    }
    record
}

/// Writes the run with its comparison and hands back the folder.
fn write(folder: &Path, few: f64) -> RunFolder {
    let header = header(few);
    let mut writer = RunWriter::create(folder, &header, "format = 1\n", false).unwrap();
    let records: Vec<ReplicateRecord> =
        ensemble::block(0, REPLICATES).into_iter().map(|record| split(record, few)).collect();
    writer.write_block(0, &records).unwrap();
    let summary = Summary::of(&header, writer.table()).unwrap();
    for (name, bytes) in comparison_files(&summary, &header, writer.groups()).unwrap() {
        writer.add_file(name, &bytes).unwrap();
    }
    writer.finish(Completion::Complete).unwrap()
}

fn rows(run: &RunFolder, name: &str) -> Vec<BTreeMap<String, String>> {
    let mut csv = csv::Reader::from_path(run.path().join(name)).unwrap();
    csv.deserialize().map(Result::unwrap).collect()
}

/// A displayed number in millionths, exactly.
fn millionths(text: &str) -> i64 {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let size = format!("{}{rest:0<6}", whole.trim_start_matches('-')).parse::<i64>().unwrap();
    if whole.starts_with('-') { -size } else { size }
}

fn decimals(text: &str) -> usize {
    text.split_once('.').map_or(0, |(_, rest)| rest.len())
}

/// For each strategy, outcome and dimension: what the groups display in a column, added up, and what all
/// people display.
fn added(rows: &[BTreeMap<String, String>], column: &str) -> BTreeMap<[String; 3], (i64, i64)> {
    let key = |row: &BTreeMap<String, String>, dimension: &str| {
        [&row["strategy"], &row["outcome"], dimension].map(str::to_owned)
    };
    let all: BTreeMap<[String; 3], i64> = rows
        .iter()
        .filter(|row| row["dimension"] == "all")
        .map(|row| (key(row, ""), millionths(&row[column])))
        .collect();
    let mut sums = BTreeMap::new();
    for row in rows.iter().filter(|row| row["dimension"] != "all" && !row[column].is_empty()) {
        let sum =
            sums.entry(key(row, &row["dimension"])).or_insert_with(|| (0, all[&key(row, "")]));
        sum.0 += millionths(&row[column]);
    }
    sums
}

#[test]
fn groups_add_up_to_all_people_as_displayed() {
    let place = tempfile::tempdir().unwrap();
    let run = write(&place.path().join("run"), 0.0);
    for (name, columns, strategies) in [
        ("groups.csv", &["mean"][..], 4),
        ("comparison_groups.csv", &["baseline_mean", "mean", "difference"], 3),
    ] {
        let rows = rows(&run, name);
        for column in columns {
            let sums = added(&rows, column);
            assert_eq!(sums.len(), strategies * 6 * GROUP_OUTCOMES.len(), "{name} {column}");
            for (key, (sum, all)) in &sums {
                assert_eq!(sum, all, "{name} {column} {key:?}");
            }
            assert!(sums.values().filter(|(sum, _)| sum % 1_000 != 0).count() == 0);
            // Rounded one by one they would not add up: some digit was moved.
            assert!(rows.iter().any(|row| decimals(&row[*column]) == 3));
        }
        for row in &rows {
            let most = if row["outcome"].ends_with("_usd") { 2 } else { 3 };
            let shown = ["mean", "p05", "median", "p95", "low", "high", "difference"];
            for column in shown.iter().filter_map(|column| row.get(*column)) {
                assert!(decimals(column) <= most, "{column}");
            }
            assert_eq!(row["note"], if row["group"] == "informal" { FEW } else { "" });
        }
    }
}

const FEW: &str = "fewer than 10 households: not shown";

#[test]
fn no_digit_moves_by_more_than_one_unit() {
    let place = tempfile::tempdir().unwrap();
    let run = write(&place.path().join("run"), 0.0);
    let table = rows(&run, "groups.csv");
    let mut moved = 0;
    for (position, row) in table.iter().filter(|row| row["dimension"] != "all").enumerate() {
        let column = position % GROUP_OUTCOMES.len();
        let group = position / GROUP_OUTCOMES.len() % (GROUPS.len() + 2);
        let strategy = (position / GROUP_OUTCOMES.len() / (GROUPS.len() + 2)) as u16;
        if row["group"] == "informal" {
            continue;
        }
        let sum: f64 = (0..REPLICATES)
            .map(|replicate| {
                split(ensemble::record(replicate, strategy), 0.0).groups[group][column]
            })
            .sum();
        let mean = sum / f64::from(REPLICATES);
        let outcome = OUTCOME_TABLE[GROUP_OUTCOMES[column] as usize].id;
        assert_eq!(row["outcome"], outcome);
        let unit = if outcome.ends_with("_usd") { 0.01 } else { 0.001 };
        let off = (row["mean"].parse::<f64>().unwrap() - mean).abs();
        assert!(off < unit * 1.000_001, "{outcome} {off}");
        moved += u32::from(off > 0.500_001 * unit);
    }
    assert!(moved > 0, "no digit had to move: the ensemble tests nothing");
}

#[test]
fn a_dimension_with_a_group_that_is_not_shown_says_that_it_does_not_add_up() {
    let place = tempfile::tempdir().unwrap();
    let run = write(&place.path().join("run"), 9.0);
    for name in ["groups.csv", "comparison_groups.csv"] {
        let table = rows(&run, name);
        for row in &table {
            let note = match (&*row["dimension"], &*row["group"]) {
                ("tenure", "informal") => FEW,
                ("tenure", _) => "adds up to no total: a group of its dimension is not shown",
                _ => "",
            };
            assert_eq!(row["note"], note, "{name}");
            assert_eq!(row["mean"].is_empty(), note == FEW, "{name}");
        }
        let sums = added(&table, "mean");
        let differs = |key: &[String; 3]| sums[key].0 != sums[key].1;
        assert!(sums.keys().filter(|key| key[2] == "tenure").any(differs), "{name}");
        assert!(!sums.keys().filter(|key| key[2] != "tenure").any(differs), "{name}");
    }
}

#[test]
fn costs_by_year_actor_and_sector_are_the_same_cents() {
    let place = tempfile::tempdir().unwrap();
    let run = write(&place.path().join("run"), 0.0);
    let sum = |name: &str, keep: &dyn Fn(&BTreeMap<String, String>) -> bool| -> i64 {
        let rows = rows(&run, name);
        let kept = rows.iter().filter(|row| row["strategy"] == "drills" && keep(row));
        kept.map(|row| millionths(&row["cost_usd"])).sum()
    };
    // 3 x 33.3334 USD: 66.67 and 33.33 by year, and 100 in all.
    assert_eq!(sum("costs.csv", &|_| true), 100_000_000);
    for (name, column) in [("cost_by_actor.csv", "actor"), ("mcof_matrix.csv", "sector")] {
        assert_eq!(sum(name, &|row| row[column] == "all"), 100_000_000, "{name}");
        assert_eq!(sum(name, &|row| row[column] != "all"), 100_000_000, "{name}");
    }
}

#[test]
fn sums_of_each_future_have_the_digits_of_their_step() {
    let place = tempfile::tempdir().unwrap();
    let run = write(&place.path().join("run"), 0.0);
    let table = run.replicates().unwrap();
    for (position, row) in rows(&run, "replicates.csv").iter().enumerate() {
        for (outcome, entry) in OUTCOME_TABLE.iter().enumerate() {
            let exact = table.values(position % 4, outcome).unwrap()[position / 4];
            let text = &row[entry.id];
            let expected = EXPECTED.iter().any(|id| *id as usize == outcome);
            let most = if expected { 9 } else { 5 };
            let step = step_of(outcome);
            assert_eq!((text.parse::<f64>().unwrap() * step).round() / step, exact, "{}", entry.id);
            assert!(decimals(text) <= most, "{} {text}", entry.id);
        }
    }
}
