//! Memory does not grow with the number of replicates: the peak of the heap while a run is stored, summed
//! up, compared, drawn and sealed. A single test, for the peak is that of the whole process.

#![expect(clippy::unwrap_used, reason = "a test that cannot store a run fails")]

mod ensemble;

use ensemble::{block, header};
use leeward::analysis::appraisal::{Flows, Terms};
use leeward::analysis::robustness::{MAIN, Robustness, Row};
use leeward::analysis::{Summary, comparison_files};
use leeward::engine::ReplicateRecord;
use leeward::figure::{self, Material, Sources};
use leeward::results::{
    AlternativeTable, BLOCK_SIZE, Completion, ReplicateTable, RunFolder, RunWriter,
    write_alternatives,
};
use peak_alloc::PeakAlloc;
use std::path::Path;

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

const FEW: u32 = 128;
const MANY: u32 = 6_400;

fn terms() -> Terms {
    Terms {
        rates: vec![0.03, 0.12],
        headline_rate: 0.03,
        wellbeing_rate: 0.06,
        displacement_usd: [109.0, 370.0, 830.0],
        thresholds_usd: vec![1e6],
        value_of_life_usd: None,
        etas: vec![0.0, 1.3],
        fifth_incomes_usd: Vec::new(),
    }
}

/// Takes a run from its first block to its name, with one alternative.
fn store(folder: &Path, replicates: u32) -> RunFolder {
    let header = header(replicates);
    let mut writer = RunWriter::create(folder, &header, "format = 1\n", false).unwrap();
    let storage = writer.storage().clone();
    let months = usize::from(header.horizon().periods());
    let mut flows = Flows::new(terms(), header.strategies.len(), months, &storage);
    let mut material = Material::new(&header, &storage);
    let ids = header.strategies.iter().map(|strategy| strategy.id.clone()).collect();
    let mut other = ReplicateTable::kept_in(&storage, header.seed, ids);
    for first in (0..replicates).step_by(BLOCK_SIZE as usize) {
        let records: Vec<ReplicateRecord> = block(first, replicates);
        material.take(&records).unwrap();
        for record in &records {
            flows.take(usize::from(record.strategy), &record.outcomes, &record.months).unwrap();
        }
        other.extend(&records).unwrap();
        writer.write_block(first, &records).unwrap();
    }

    let mut summary = Summary::of(&header, writer.table()).unwrap();
    summary.appraisal = Some(flows.appraise(&header, Some(writer.group_means())).unwrap());
    let files = comparison_files(&summary, &header, writer.groups()).unwrap();
    for (name, bytes) in files {
        writer.add_file(name, &bytes).unwrap();
    }
    let other = [AlternativeTable { id: "other".to_owned(), table: other }];
    let rows = [
        Row::whole(MAIN, "As it is", writer.table()),
        Row::whole("other", "Otherwise", &other[0].table),
    ];
    Robustness::of(&header, &rows, &[("deaths_people".to_owned(), 2.0)]).unwrap();
    writer.add_stream("alternatives.csv", |to| write_alternatives(to, &other)).unwrap();
    let sources = Sources {
        header: &header,
        summary: &summary,
        material: &material,
        outlines: &[],
        plan_hash: "0",
    };
    figure::draw(&sources).unwrap();
    writer.finish(Completion::Complete).unwrap()
}

fn peak(replicates: u32) -> usize {
    let place = tempfile::tempdir().unwrap();
    HEAP.reset_peak_usage();
    let run = store(&place.path().join("run"), replicates);
    let peak = HEAP.peak_usage();
    assert_eq!(run.manifest().replicates_done, replicates);
    let entries = std::fs::read_dir(place.path()).unwrap().count();
    assert_eq!(entries, 1, "the run and nothing beside it");
    peak
}

#[test]
fn fifty_times_as_many_replicates_need_no_more_memory() {
    // What is set up once, such as fonts, is part of neither.
    peak(FEW);
    let (few, many) = (peak(FEW), peak(MANY));
    assert!(many < few + few / 10, "{few} bytes with {FEW} replicates, {many} with {MANY}");
}
