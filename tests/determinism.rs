//! The same records whatever the threads, the length of the ensemble, or where it was stopped.

mod common;

use std::sync::atomic::{AtomicU32, Ordering};

use common::{Case, assert_same_records, ensemble};
use leeward::engine::Unwatched;
use leeward::engine::{BLOCK, Watch, Worker};

fn case() -> Case {
    Case::template(&["zones.harbour.households=120", "zones.hillside.households=90"])
}

#[test]
fn threads_change_no_record() {
    let case = case();
    let prepared = case.prepared();
    let one = ensemble(&prepared, 6, 1, &Unwatched);
    assert_eq!(one.len(), 6 * prepared.strategies());
    for threads in [2, 3] {
        assert_same_records(&one, &ensemble(&prepared, 6, threads, &Unwatched));
    }
    // Records stand in the order of replicate and strategy.
    let order: Vec<_> = one.iter().map(|record| (record.replicate, record.strategy)).collect();
    let mut sorted = order.clone();
    sorted.sort_unstable();
    assert_eq!(order, sorted);
}

#[test]
fn futures_do_not_depend_on_how_many_are_played() {
    let case = case();
    let prepared = case.prepared();
    let ten = ensemble(&prepared, 10, 2, &Unwatched);
    let twenty = ensemble(&prepared, 20, 2, &Unwatched);
    assert_same_records(&ten, &twenty[..ten.len()]);
    // A worker that has played other futures leaves no trace of them.
    let mut used = Worker::default();
    for replicate in [19, 3] {
        let again = prepared.play(replicate, &mut used);
        let fresh = prepared.play(replicate, &mut Worker::default());
        let first = replicate as usize * prepared.strategies();
        assert_same_records(&again, &fresh);
        assert_same_records(&again, &twenty[first..first + prepared.strategies()]);
    }
    // Compiling again gives the same.
    assert_same_records(&case.prepared().play(3, &mut used), &prepared.play(3, &mut used));
}

/// Stops after the block in which the first replicate was played.
#[derive(Default)]
struct StopsAfterOne {
    played: AtomicU32,
}

impl Watch for StopsAfterOne {
    fn played(&self) {
        self.played.fetch_add(1, Ordering::SeqCst);
    }
    fn stops_after_block(&self) -> bool {
        self.played.load(Ordering::SeqCst) > 0
    }
    fn drops_block(&self) -> bool {
        false
    }
}

/// Drops the second block.
#[derive(Default)]
struct DropsSecond {
    played: AtomicU32,
}

impl Watch for DropsSecond {
    fn played(&self) {
        self.played.fetch_add(1, Ordering::SeqCst);
    }
    fn stops_after_block(&self) -> bool {
        false
    }
    fn drops_block(&self) -> bool {
        self.played.load(Ordering::SeqCst) >= BLOCK
    }
}

#[test]
fn a_stopped_or_dropped_ensemble_is_a_prefix() {
    let case = Case::template(&[
        "scenario.horizon_years=1",
        "zones.harbour.households=30",
        "zones.hillside.households=20",
        "zones.windward.households=20",
        "experiment.parameters=central",
    ]);
    let prepared = case.prepared();
    let whole = ensemble(&prepared, BLOCK + 3, 2, &Unwatched);
    assert_eq!(whole.len(), (BLOCK as usize + 3) * prepared.strategies());
    let block = BLOCK as usize * prepared.strategies();
    let stopped = StopsAfterOne::default();
    assert_same_records(&ensemble(&prepared, BLOCK + 3, 2, &stopped), &whole[..block]);
    assert_eq!(stopped.played.into_inner(), BLOCK);
    assert_same_records(
        &ensemble(&prepared, BLOCK + 3, 2, &DropsSecond::default()),
        &whole[..block],
    );
}
