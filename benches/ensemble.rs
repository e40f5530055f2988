//! Eight replicates of Dominica on all threads and on one: household-years a second.

mod dominica;

use std::convert::Infallible;
use std::hint::black_box;

use criterion::{
    BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group, criterion_main,
};
use leeward::engine::{Prepared, ReplicateRecord, Unwatched, play_ensemble};

/// Replicates in one measurement: a whole block would take minutes.
const REPLICATES: u32 = 8;

fn play(prepared: &Prepared<'_>) -> usize {
    let mut records = 0;
    let store = |_, block: &[ReplicateRecord]| {
        records += black_box(block).len();
        Ok::<(), Infallible>(())
    };
    match play_ensemble(prepared, 0, REPLICATES, &Unwatched, store) {
        Ok(_) => records,
        Err(never) => match never {},
    }
}

fn ensemble(criterion: &mut Criterion) {
    let (scenario, hazard) = dominica::read();
    let prepared = Prepared::new(&scenario, &hazard);
    let mut group = criterion.benchmark_group("ensemble");
    group.sample_size(10).sampling_mode(SamplingMode::Flat).throughput(Throughput::Elements(
        u64::from(REPLICATES) * dominica::household_years(&prepared),
    ));
    let mut counts = vec![1, rayon::current_num_threads()];
    counts.dedup();
    for threads in counts {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("threads can be started");
        // The number of threads stands in the name of the result.
        group.bench_function(BenchmarkId::new("dominica, threads", threads), |bencher| {
            bencher.iter(|| pool.install(|| play(&prepared)));
        });
    }
    group.finish();
}

criterion_group!(benches, ensemble);
criterion_main!(benches);
