//! Costs and benefits of a made-up run, as a planner reads them.

#![expect(clippy::unwrap_used, reason = "a test that cannot summarise its own records fails")]

mod ensemble;

use leeward::analysis::Summary;
use leeward::analysis::appraisal::{Appraisal, Flows, Terms};
use leeward::brief::{WIDTH, appraisal_paragraph};
use leeward::outcome::SeriesId;
use leeward::results::{ReplicateTable, Storage};

const REPLICATES: u32 = 200;

fn terms() -> Terms {
    Terms {
        rates: vec![0.03, 0.12],
        headline_rate: 0.06,
        wellbeing_rate: 0.06,
        displacement_usd: [109.0, 370.0, 830.0],
        thresholds_usd: vec![1e6],
        value_of_life_usd: None,
        etas: vec![0.0, 1.3],
        fifth_incomes_usd: Vec::new(),
    }
}

/// The summary and the appraisal, with damage of 5,000 USD for each person displaced.
fn told() -> (Summary, Appraisal) {
    let header = ensemble::header(REPLICATES);
    let ids = header.strategies.iter().map(|strategy| strategy.id.clone()).collect();
    let mut table = ReplicateTable::new(header.seed, ids);
    let months = usize::from(header.horizon().periods());
    let mut flows = Flows::new(terms(), header.strategies.len(), months, &Storage::Memory);
    for first in (0..REPLICATES).step_by(64) {
        let mut records = ensemble::block(first, REPLICATES);
        for record in &mut records {
            for month in &mut record.months {
                month[SeriesId::DwellingLoss as usize] =
                    5_000.0 * month[SeriesId::DisplacedPeople as usize];
            }
            flows.take(usize::from(record.strategy), &record.outcomes, &record.months).unwrap();
        }
        table.extend(&records).unwrap();
    }
    let appraisal = flows.appraise(&header, None).unwrap();
    (Summary::of(&header, &table).unwrap(), appraisal)
}

#[test]
fn the_paragraph_of_two_hundred_futures() {
    let (summary, appraisal) = told();
    let text = appraisal_paragraph(&summary, &appraisal);
    assert!(text.lines().all(|line| line.chars().count() <= WIDTH), "{text}");
    insta::assert_snapshot!(text);
}

#[test]
fn the_summary_keeps_the_appraisal_to_the_last_bit() {
    let (mut summary, appraisal) = told();
    let without: Summary = serde_json::from_slice(&summary.to_json()).unwrap();
    assert_eq!(without.appraisal, None);
    summary.appraisal = Some(appraisal);
    let again: Summary = serde_json::from_slice(&summary.to_json()).unwrap();
    assert_eq!(again, summary);
}

#[test]
fn the_same_futures_give_the_same_appraisal() {
    assert_eq!(told().1, told().1);
}
