//! Paired comparison: exact where it must be, humble where it should be.

#![expect(clippy::unwrap_used, reason = "a test that cannot compare its own records fails")]

mod ensemble;

use ensemble::table;
use leeward::analysis::{
    Arm, CompareError, PairedDifference, Settings, Summary, Verdict, compare, pairs,
};
use leeward::outcome::{OUTCOME_TABLE, OutcomeId, Wanted};
use leeward::results::ReplicateTable;

const COST: usize = OutcomeId::ProgrammeCost as usize;
const DEATHS: usize = OutcomeId::Deaths as usize;
const DISPLACED: usize = OutcomeId::DisplacedPeople as usize;

fn summary(replicates: u32) -> Summary {
    Summary::of(&ensemble::header(replicates), &table(replicates)).unwrap()
}

#[test]
fn a_twin_of_the_baseline_is_exactly_the_same() {
    let summary = summary(200);
    let twin = &summary.comparisons[2];
    assert_eq!(twin.strategy, "twin");
    for difference in &twin.outcomes {
        assert_eq!(
            (difference.mean, difference.median, difference.standard_error),
            (0.0, 0.0, 0.0)
        );
        assert_eq!((difference.fewer, difference.same, difference.more), (0, 200, 0));
        assert_eq!(difference.verdict, Verdict::Same);
    }
}

#[test]
fn differences_are_taken_future_by_future() {
    let (table, summary) = (table(200), summary(200));
    let displaced = &summary.comparisons[1].outcomes[DISPLACED];
    let differences: Vec<f64> = table
        .values(2, DISPLACED)
        .unwrap()
        .iter()
        .zip(&*table.values(0, DISPLACED).unwrap())
        .map(|(with, without)| with - without)
        .collect();
    let mean = differences.iter().sum::<f64>() / 200.0;
    assert!((displaced.mean - mean).abs() < 1e-9 * mean.abs());
    assert!((displaced.strategy_mean - displaced.baseline_mean - mean).abs() < 1e-9 * mean.abs());
    let fewer = differences.iter().filter(|value| **value < 0.0).count() as u32;
    assert_eq!((displaced.fewer, displaced.same, displaced.more), (fewer, 200 - fewer, 0));
    assert_eq!(displaced.better_same_worse(), Some((fewer, 200 - fewer, 0)));
    assert_eq!(displaced.verdict, Verdict::Separated);
    let (plain, together) = (displaced.interval.unwrap(), displaced.simultaneous.unwrap());
    assert!(together.low < plain.low && plain.high < together.high && together.high < 0.0);
}

#[test]
fn a_constant_cost_is_known_exactly() {
    let summary = summary(200);
    let cost = &summary.comparisons[1].outcomes[COST];
    assert_eq!(cost.mean, 4_200_000.0);
    let interval = cost.simultaneous.unwrap();
    assert_eq!((interval.low, interval.high), (4_200_000.0, 4_200_000.0));
    assert_eq!(cost.verdict, Verdict::Separated);
    assert_eq!(cost.better_same_worse(), Some((0, 0, 200)));
}

#[test]
fn noise_and_rare_events_are_not_separated() {
    let summary = summary(200);
    let drills = &summary.comparisons[0].outcomes[DISPLACED];
    assert_eq!(drills.verdict, Verdict::IntervalHoldsZero);
    let deaths = &summary.comparisons[1].outcomes[DEATHS];
    assert!(deaths.fewer > 0 && deaths.fewer < 10, "{}", deaths.fewer);
    assert_eq!(deaths.verdict, Verdict::FewFuturesDiffer);
    assert_eq!(deaths.simultaneous, None);
}

#[test]
fn a_difference_must_be_material() {
    let table = table(200);
    let others = [Arm { table: &table, rank: 2 }];
    let baseline = Arm { table: &table, rank: 0 };
    let mut settings = Settings::of(&ensemble::header(200));
    let judged = |settings: &Settings| {
        compare(baseline, &others, settings).unwrap()[0].outcomes[DISPLACED].verdict
    };
    assert_eq!(judged(&settings), Verdict::Separated);
    settings.material_share = 0.39;
    assert_eq!(judged(&settings), Verdict::Separated);
    settings.material_share = 0.41;
    assert_eq!(judged(&settings), Verdict::Immaterial);
}

#[test]
fn directions_are_the_scenario_s() {
    let table = table(64);
    let mut header = ensemble::header(64);
    header.wanted.insert("displaced_people".to_owned(), Wanted::None);
    header.wanted.insert("migrated_people".to_owned(), Wanted::Higher);
    let summary = Summary::of(&header, &table).unwrap();
    let outcomes = &summary.comparisons[1].outcomes;
    assert_eq!(outcomes[DISPLACED].better_same_worse(), None);
    let migrated = &outcomes[OutcomeId::MigratedPeople as usize];
    assert_eq!(migrated.better_same_worse(), Some((migrated.more, migrated.same, migrated.fewer)));
    assert_eq!(
        summary.comparisons[1].outcomes[OutcomeId::RelocatedPeople as usize].better_same_worse(),
        None
    );
}

#[test]
fn unequal_futures_are_refused() {
    let (long, short) = (table(100), table(64));
    let settings = Settings::of(&ensemble::header(100));
    let error =
        compare(Arm { table: &long, rank: 0 }, &[Arm { table: &short, rank: 2 }], &settings);
    assert!(matches!(error, Err(CompareError::UnequalReplicates { found: 64, expected: 100, .. })));
    let mut other = ReplicateTable::new(1, long.strategies().to_vec());
    other.extend(&ensemble::block(0, 64)).unwrap();
    let error =
        compare(Arm { table: &short, rank: 0 }, &[Arm { table: &other, rank: 2 }], &settings);
    assert!(matches!(error, Err(CompareError::UnequalSeeds { found: 1, .. })));
    let empty = ReplicateTable::new(1, long.strategies().to_vec());
    let arm = Arm { table: &empty, rank: 0 };
    assert!(matches!(compare(arm, &[arm], &settings), Err(CompareError::NoReplicates)));
}

#[test]
fn one_future_is_compared_without_an_interval() {
    let summary = summary(1);
    for difference in summary.comparisons.iter().flat_map(|comparison| &comparison.outcomes) {
        assert_eq!((difference.interval, difference.simultaneous), (None, None));
        assert_ne!(difference.verdict, Verdict::Separated);
    }
}

#[test]
fn the_document_reads_back_to_the_same_values() {
    let summary = summary(100);
    let json = summary.to_json();
    assert_eq!(serde_json::from_slice::<Summary>(&json).unwrap(), summary);
    let value: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert_eq!(value["schema"], 1);
    let outcomes = value["strategies"][2]["outcomes"].as_array().unwrap();
    assert_eq!(outcomes.len(), OUTCOME_TABLE.len());
    let table = table(100);
    let mut sorted = table.values(2, DISPLACED).unwrap().into_owned();
    sorted.sort_by(f64::total_cmp);
    assert_eq!(outcomes[DISPLACED]["maximum"].as_f64().unwrap(), sorted[99]);
    // Of an even number the median is midway between the two in the middle.
    assert_eq!(
        outcomes[DISPLACED]["median"].as_f64().unwrap(),
        sorted[49] + 0.5 * (sorted[50] - sorted[49])
    );
}

#[test]
fn every_two_strategies_are_compared_on_people_displaced() {
    let (table, summary) = (table(200), summary(200));
    let names: Vec<(&str, &str)> = summary
        .displaced_pairs
        .iter()
        .map(|pair| (pair.first.as_str(), pair.second.as_str()))
        .collect();
    assert_eq!(names, [("drills", "roofs"), ("drills", "twin"), ("roofs", "twin")]);
    let verdicts: Vec<Verdict> =
        summary.displaced_pairs.iter().map(|pair| pair.difference.verdict).collect();
    assert_eq!(verdicts, [Verdict::Separated, Verdict::IntervalHoldsZero, Verdict::Separated]);
    // The twin stands for the baseline: the same difference, seen from the other side.
    let from_twin = summary.displaced_pairs[2].difference.reversed();
    let from_baseline = &summary.comparisons[1].outcomes[DISPLACED];
    assert_eq!(from_twin.mean, from_baseline.mean);
    assert_eq!(from_twin.interval, from_baseline.interval);
    assert_eq!((from_twin.fewer, from_twin.more), (from_baseline.fewer, from_baseline.more));
    assert_eq!(from_twin.baseline_mean, from_baseline.baseline_mean);
    assert_eq!(from_twin.reversed(), summary.displaced_pairs[2].difference);
    // All pairs hold together, so each is no narrower than alone.
    let settings = Settings::of(&ensemble::header(200));
    let arms = [2, 3].map(|rank| Arm { table: &table, rank });
    let alone = &pairs(&arms, OutcomeId::DisplacedPeople, &settings).unwrap()[0].difference;
    let together = &summary.displaced_pairs[2].difference;
    let width = |difference: &PairedDifference| {
        let interval = difference.judged_interval().unwrap();
        interval.high - interval.low
    };
    assert!(width(together) >= width(alone));
    assert_eq!(pairs(&arms[..1], OutcomeId::DisplacedPeople, &settings).unwrap(), []);
}
