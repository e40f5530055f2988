//! One replicate of Dominica under all five strategies, on one thread: household-years a second.

mod dominica;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use leeward::engine::{Prepared, Worker};

fn replicate(criterion: &mut Criterion) {
    let (scenario, hazard) = dominica::read();
    let prepared = Prepared::new(&scenario, &hazard);
    let mut worker = Worker::default();
    let mut next = 0;
    let mut group = criterion.benchmark_group("replicate");
    group.sample_size(20).throughput(Throughput::Elements(dominica::household_years(&prepared)));
    // Futures differ in their storms, so each round plays the next one.
    group.bench_function("dominica, all strategies", |bencher| {
        bencher.iter(|| {
            next = (next + 1) % 64;
            prepared.play(black_box(next), &mut worker)
        });
    });
    group.finish();
}

criterion_group!(benches, replicate);
criterion_main!(benches);
