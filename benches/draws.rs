//! Draws with addresses and the quantiles that the model takes most often.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use leeward::dist::beta::DamageTable;
use leeward::dist::quantile::{exponential, gumbel, normal};
use leeward::rng::{Draws, Purpose, Seed};

const ENTITIES: u32 = 10_000;

fn draws(criterion: &mut Criterion) {
    let draws = Draws::new(Seed(1), 3);
    let mut group = criterion.benchmark_group("draws");
    group.throughput(Throughput::Elements(u64::from(ENTITIES)));
    let mut each = |name: &str, draw: &dyn Fn(u32) -> f64| {
        group.bench_function(name, |bencher| {
            bencher.iter(|| (0..black_box(ENTITIES)).map(draw).sum::<f64>());
        });
    };
    let uniform = |entity| draws.uniform(Purpose::Damage, entity, 7, 0);
    let table = DamageTable::new(2.0);
    let at = DamageTable::locate(0.35);
    each("uniform", &uniform);
    each("pair", &|entity| {
        let (first, second) = draws.pair(Purpose::Damage, entity, 7, 0);
        first + second
    });
    each("exponential", &|entity| exponential(uniform(entity)));
    each("gumbel", &|entity| gumbel(uniform(entity)));
    each("normal", &|entity| normal(uniform(entity)));
    each("damage", &|entity| f64::from(table.damage(at, uniform(entity))));
    group.finish();
}

criterion_group!(benches, draws);
criterion_main!(benches);
