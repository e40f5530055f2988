//! Run folders that were damaged or forged: told as such, and before anything is decoded.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its own files fails")]

mod ensemble;

use std::fs;
use std::path::Path;

use leeward::results::format::parquet::{Kind, ParquetReader, ParquetTable, Values};
use leeward::results::{Completion, Manifest, ResultsError, RunFolder, RunWriter};
use serde_json::{Value, json};

fn run(place: &Path) -> RunFolder {
    let folder = place.join("run");
    let header = ensemble::header(4);
    let mut writer = RunWriter::create(&folder, &header, "format = 1\n", false).unwrap();
    writer.write_block(0, &ensemble::block(0, 4)).unwrap();
    writer.finish(Completion::Complete).unwrap();
    RunFolder::open(&folder).unwrap()
}

fn reason<T: std::fmt::Debug>(result: Result<T, ResultsError>) -> String {
    match result {
        Err(ResultsError::Damaged { reason, .. }) => reason,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_changed_table_is_told_by_its_hash_before_it_is_decoded() {
    for name in ["replicates", "trajectories", "zones", "groups", "costs"] {
        let place = tempfile::tempdir().unwrap();
        let run = run(place.path());
        let path = run.path().join(format!("{name}.parquet"));
        let mut bytes = fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(&path, bytes).unwrap();
        assert!(reason(run.block(0)).contains("does not match the hash"), "{name}");
    }
}

#[test]
fn a_manifest_that_no_run_could_have_is_refused() {
    let place = tempfile::tempdir().unwrap();
    let run = run(place.path());
    let sound: Value =
        serde_json::from_slice(&fs::read(run.path().join("manifest.json")).unwrap()).unwrap();
    let forged = |pointer: &str, value: Value| {
        let mut manifest = sound.clone();
        *manifest.pointer_mut(pointer).unwrap() = value;
        let bytes = manifest.to_string().into_bytes();
        let path = Path::new("manifest.json");
        assert!(reason(Manifest::parse(path, &bytes)).len() > 10);
        Manifest::parse_unsealed(path, &bytes).map(|_| ())
    };
    assert!(forged("/run/seed", json!(7)).is_ok());
    assert!(reason(forged("/run/strategies", json!([]))).contains("strategies"));
    assert!(reason(forged("/run/horizon_years", json!(0))).contains("horizon"));
    assert!(reason(forged("/run/horizon_years", json!(6_000))).contains("horizon"));
    assert!(reason(forged("/block_size", json!(0))).contains("block"));
    assert!(reason(forged("/block_size", json!(4_000_000_000_u32))).contains("block"));
    assert!(reason(forged("/replicates_done", json!(4_000_000_000_u32))).contains("futures"));
    for outside in ["../summary.json", "/etc/hosts", "a//b", "", "plots/..", "C:x", "a\\b"] {
        assert!(reason(forged("/files/0/name", json!(outside))).contains("outside"), "{outside}");
    }
}

fn table(rows: usize) -> bytes::Bytes {
    let columns = [("id", Kind::Text), ("number", Kind::Integer), ("value", Kind::Real)];
    let mut table =
        ParquetTable::new(Vec::new(), tempfile::tempfile().unwrap(), &columns, &[]).unwrap();
    let values = [
        Values::Text { names: vec!["a".to_owned(), "b".to_owned()], rows: vec![1; rows] },
        Values::Integer(vec![3; rows]),
        Values::Real(vec![0.5; rows]),
    ];
    table.write_row_group(values).unwrap();
    table.finish().unwrap().into()
}

#[test]
fn a_block_holds_no_more_rows_than_the_run_can_have() {
    // Equal values are packed so well that a small file can claim any number of rows.
    let bytes = table(100_000);
    assert!(bytes.len() < 2_000);
    let reader = ParquetReader::new(bytes.clone()).unwrap().with_most_rows(100_000);
    assert_eq!(reader.row_group(0).unwrap()[1], Values::Integer(vec![3; 100_000]));
    let reader = ParquetReader::new(bytes).unwrap().with_most_rows(99_999);
    assert!(reader.row_group(0).unwrap_err().to_string().contains("99999 are possible"));
}

#[test]
fn a_table_cut_or_changed_anywhere_ends_in_values_or_an_error() {
    let sound = table(3);
    for at in 0..sound.len() {
        let mut changed = sound.to_vec();
        changed[at] ^= 0x55;
        for bytes in [sound.slice(..at), changed.into()] {
            if let Ok(reader) = ParquetReader::new(bytes) {
                for group in 0..reader.row_groups() {
                    let _ = reader.row_group(group);
                }
            }
        }
    }
}
