use super::{CaseLeft, Task, rounded_down};
use crate::cli::preview::pace::Pace;
use crate::engine::Size;

const SIZE: Size = Size {
    households: 20_000.0,
    zones: 10,
    years: 30,
    strategies: 4,
    programmes: 6,
    levers: 3,
    ties: 7.0,
    decisions: 3.6,
    memories: 9,
    places: 1,
};

const PACE: Pace = Pace {
    futures: 8,
    future_seconds: 2.0,
    setup_seconds: 5.0,
    packing_seconds: 0.0,
    packed_bytes: 100_000.0,
};

fn task(threads: usize, futures: &[u32]) -> Task {
    Task { size: SIZE, threads, cases: futures.iter().copied().map(CaseLeft::whole).collect() }
}

fn seconds(task: &Task) -> f64 {
    task.estimate(Some(&PACE)).seconds.unwrap()
}

#[test]
fn blocks_are_counted_as_they_are_played() {
    assert_eq!(CaseLeft::whole(200).missing, [64, 64, 64, 8]);
    assert_eq!(CaseLeft::whole(64).missing, [64]);
    assert_eq!(task(2, &[200, 64, 64]).blocks(), 6);
    assert_eq!(task(2, &[200, 64, 64]).left(), 328);
}

#[test]
fn time_is_futures_by_threads_and_the_wait_at_the_end_of_blocks() {
    assert!((seconds(&task(1, &[128])) - (128.0 * 2.0 + 1.0)).abs() < 1e-9);
    let block = 2.0 * (64.0 / 4.0 + 0.5 * 0.75);
    assert!((seconds(&task(4, &[128])) - (2.0 * block + 1.0)).abs() < 1e-9);
    // More threads than futures play them all at once.
    assert!(seconds(&task(64, &[8])) >= 2.0 + 1.0);
}

#[test]
fn an_alternative_takes_its_futures_and_its_compilation() {
    let alone = seconds(&task(1, &[256]));
    let beside = seconds(&task(1, &[256, 64]));
    assert!((beside - alone - (64.0 * 2.0 + 5.0)).abs() < 1e-9);
}

#[test]
fn what_is_stored_takes_no_time_and_no_blocks() {
    let mut task = task(2, &[200, 64]);
    let whole = task.estimate(Some(&PACE));
    task.cases[0].missing.drain(..2);
    task.cases[1].missing.clear();
    let rest = task.estimate(Some(&PACE));
    assert!(task.is_resumed());
    assert!(rest.seconds.unwrap() < 0.5 * whole.seconds.unwrap());
    assert!(rest.disk_bytes < whole.disk_bytes);
    assert_eq!(rest.memory_bytes, whole.memory_bytes, "a block is a block");
}

#[test]
fn without_a_pace_there_is_no_time() {
    let estimate = task(2, &[200]).estimate(None);
    assert_eq!(estimate.seconds, None);
    assert!(estimate.memory_bytes > 0.0 && estimate.disk_bytes > 0.0);
}

#[test]
fn numbers_that_fit_are_rounded_down() {
    let rounded = [7, 99, 100, 1_267, 1_999_999, u32::MAX].map(rounded_down);
    assert_eq!(rounded, [7, 99, 100, 1_200, 1_900_000, 4_200_000_000]);
}
