//! The words on the screen, as a planner reads them.

#![expect(clippy::unwrap_used, reason = "a test that cannot summarise its own records fails")]

mod ensemble;

use leeward::analysis::Summary;
use leeward::brief::{Closing, Shown, WIDTH, answer, differences_table};
use leeward::outcome::OUTCOME_TABLE;
use leeward::results::ReplicateTable;

fn summary(replicates: u32) -> Summary {
    let header = ensemble::header(replicates);
    let ids = header.strategies.iter().map(|strategy| strategy.id.clone()).collect();
    let mut table = ReplicateTable::new(header.seed, ids);
    for first in (0..replicates).step_by(64) {
        table.extend(&ensemble::block(first, replicates)).unwrap();
    }
    Summary::of(&header, &table).unwrap()
}

const CLOSING: Closing<'_> = Closing {
    folder: "outputs/made_up",
    warnings: 1,
    next: &[
        ("leeward compare outputs/made_up", "every outcome, not only the main ones"),
        ("leeward verify outputs/made_up", "check that no file was changed"),
    ],
};

#[test]
fn the_answer_of_two_hundred_futures() {
    insta::assert_snapshot!(answer(&summary(200), &CLOSING), @r"
    A made-up island: 200 futures over 2 years from 2026-07, for each strategy.
    In this model and with these assumptions:

    Continue as now (the baseline)
      - In the average future 2,400 people are displaced. Nine futures in ten lie between 0 and 6,300.

    Evacuation drills, compared with Continue as now on the same 200 futures
      - People displaced cannot be separated from Continue as now: chance alone can explain the
        difference. The 95 % interval runs from 1.8 fewer to 1.2 more. Fewer in 93 of 200 futures, the
        same in 24, more in 83.
      - It costs 150,000 USD more in every future.
      - Chance alone can also explain the difference in time spent displaced, people trapped, people
        relocated within the area, people who migrated and dwellings destroyed.
      - Exactly the same in every future: deaths.

    Strong roofs, compared with Continue as now on the same 200 futures
      - Fewer people are displaced: 940 fewer in the average future (95 % interval 790 to 1,090). Fewer
        in 180 of 200 futures, the same in 20, more in none.
      - Less time is spent displaced: 1,900 person-months less in the average future (95 % interval
        1,600 to 2,200). Less in 180 of 200 futures, the same in 20, more in none.
      - Fewer people are trapped, wanting to move and unable to: 94 fewer in the average future (95 %
        interval 79 to 109). Fewer in 179 of 200 futures, the same in 21, more in none.
      - Fewer people relocate within the area: 47 fewer in the average future (95 % interval 40 to 55).
        Fewer in 177 of 200 futures, the same in 23, more in none.
      - Fewer people leave the area: 19 fewer in the average future (95 % interval 16 to 22). Fewer in
        176 of 200 futures, the same in 24, more in none.
      - Fewer dwellings are destroyed: 240 fewer in the average future (95 % interval 200 to 270). Fewer
        in 179 of 200 futures, the same in 21, more in none.
      - It costs 4.2 million USD more in every future.
      - Too rare to judge from 200 futures: deaths (different in 1).

    Continue as now, twice, compared with Continue as now on the same 200 futures
      - Nothing changes: every outcome is exactly the same in all 200 futures.

    Relocation and migration are counted here, not judged: neither more nor fewer is called better.

    What each strategy leads to: the middle future, and the range of nine futures in ten.
    Outcome                            Continue as now    Evacuation drills        Strong roofs
    -------------------------------------------------------------------------------------------
    People displaced                1,800 (0 to 6,300)   1,800 (0 to 6,300)  1,100 (0 to 3,800)
    Person-months of displacement  3,500 (0 to 13,000)  3,500 (0 to 13,000)  2,100 (0 to 7,500)
    Deaths                               0 (at most 3)        0 (at most 3)       0 (at most 3)
    People trapped                     200 (20 to 650)      200 (20 to 650)     130 (20 to 400)
    People relocated                     88 (0 to 320)        88 (0 to 320)       53 (0 to 190)
    People migrated                   440 (400 to 530)     440 (400 to 530)    420 (400 to 480)
    Dwellings destroyed               450 (0 to 1,600)     450 (0 to 1,600)      270 (0 to 950)
    Programme cost (USD)                             0              150,000         4.2 million

    What each strategy leads to: the middle future, and the range of nine futures in ten.
    Outcome                            Continue as now  Continue as now, twice
    --------------------------------------------------------------------------
    People displaced                1,800 (0 to 6,300)      1,800 (0 to 6,300)
    Person-months of displacement  3,500 (0 to 13,000)     3,500 (0 to 13,000)
    Deaths                               0 (at most 3)           0 (at most 3)
    People trapped                     200 (20 to 650)         200 (20 to 650)
    People relocated                     88 (0 to 320)           88 (0 to 320)
    People migrated                   440 (400 to 530)        440 (400 to 530)
    Dwellings destroyed               450 (0 to 1,600)        450 (0 to 1,600)
    Programme cost (USD)                             0                       0

    What changes with Evacuation drills: averages over the same 200 futures, strategy minus baseline.
                                                                            Fewer/
    Outcome                        Baseline  Difference   95 % interval  same/more  Reading
    ---------------------------------------------------------------------------------------------
    People displaced                  2,400        -0.3    -1.8 to +1.2   93/24/83  not separated
    Person-months of displacement     4,700          -1        -4 to +2   93/24/83  not separated
    Deaths                             0.08           0           exact    0/200/0  the same
    People trapped                      250       -0.05  -0.21 to +0.11   62/85/53  not separated
    People relocated                    117       -0.03  -0.14 to +0.07  38/131/31  not separated
    People migrated                     447       -0.01  -0.08 to +0.06  15/172/13  not separated
    Dwellings destroyed                 590        -0.1    -0.5 to +0.3   85/41/74  not separated
    Programme cost (USD)                  0    +150,000           exact    0/0/200  costs more

    What changes with Strong roofs: averages over the same 200 futures, strategy minus baseline.
                                                                                  Fewer/
    Outcome                        Baseline      Difference     95 % interval  same/more  Reading
    ------------------------------------------------------------------------------------------------
    People displaced                  2,400    -940 (-40 %)    -1,090 to -790   180/20/0  better
    Person-months of displacement     4,700  -1,900 (-40 %)  -2,200 to -1,600   180/20/0  better
    Deaths                             0.08           -0.02                 -    1/199/0  too rare
    People trapped                      250     -94 (-37 %)       -109 to -79   179/21/0  better
    People relocated                    117     -47 (-40 %)        -55 to -40   177/23/0  fewer
    People migrated                     447      -19 (-4 %)        -22 to -16   176/24/0  fewer
    Dwellings destroyed                 590    -240 (-40 %)      -270 to -200   179/21/0  better
    Programme cost (USD)                  0    +4.2 million             exact    0/0/200  costs more

    Files:  outputs/made_up
            replicates.csv, yearly.csv and zones.csv open in a spreadsheet; summary.json holds every
            number behind these sentences.
    Next:   leeward compare outputs/made_up   every outcome, not only the main ones
            leeward verify outputs/made_up    check that no file was changed
    Note:   1 warning about the scenario, shown above
    ");
}

#[test]
fn the_answer_of_a_run_that_was_stopped_early() {
    let mut summary = summary(3);
    summary.replicates_asked = 200;
    summary.comparisons.truncate(1);
    summary.strategies.truncate(2);
    let closing = Closing { folder: "outputs/made_up", warnings: 0, next: &[] };
    insta::assert_snapshot!(answer(&summary, &closing), @r"
    PARTIAL 3/200: the run ended early, and everything below rests on 3 futures.

    A made-up island: 3 futures over 2 years from 2026-07, for each strategy.
    In this model and with these assumptions:

    Continue as now (the baseline)
      - In the average future 3,000 people are displaced. The futures run from 720 to 6,500.

    Evacuation drills, compared with Continue as now on the same 3 futures
      - It costs 150,000 USD more in every future.
      - Nothing else can be judged from so few futures; run at least 20.
      - Exactly the same in every future: deaths and people who migrated.

    Relocation and migration are counted here, not judged: neither more nor fewer is called better.

    What each strategy leads to: the middle future, and from the least to the most.
    Outcome                                Continue as now        Evacuation drills
    -------------------------------------------------------------------------------
    People displaced                  1,200 (720 to 6,500)     1,200 (720 to 6,500)
    Person-months of displacement  2,500 (1,400 to 13,000)  2,500 (1,400 to 13,000)
    Deaths                                               0                        0
    People trapped                         140 (91 to 670)          140 (92 to 670)
    People relocated                        61 (35 to 330)           61 (36 to 330)
    People migrated                       420 (410 to 530)         420 (410 to 530)
    Dwellings destroyed                 310 (180 to 1,600)       310 (180 to 1,600)
    Programme cost (USD)                                 0                  150,000

    What changes with Evacuation drills: averages over the same 3 futures, strategy minus baseline.
                                                                           Fewer/
    Outcome                        Baseline  Difference  95 % interval  same/more  Reading
    -----------------------------------------------------------------------------------------
    People displaced                  3,000           0              -      2/0/1  too few
    Person-months of displacement     6,000          -1              -      2/0/1  too few
    Deaths                                0           0          exact      0/3/0  the same
    People trapped                      300        +0.3              -      0/2/1  too few
    People relocated                    140        +0.3              -      0/2/1  too few
    People migrated                     460           0          exact      0/3/0  the same
    Dwellings destroyed                 700        -0.3              -      2/0/1  too few
    Programme cost (USD)                  0    +150,000          exact      0/0/3  costs more

    Files:  outputs/made_up
            replicates.csv, yearly.csv and zones.csv open in a spreadsheet; summary.json holds every
            number behind these sentences.
    ");
}

#[test]
fn every_outcome_can_be_shown() {
    let summary = summary(200);
    let table = differences_table(&summary, &summary.comparisons[1], Shown::Every);
    for outcome in OUTCOME_TABLE {
        // A long label gives way to the numbers.
        let start: String = outcome.label.chars().take(20).collect();
        assert!(table.lines().any(|line| line.starts_with(&start)), "{}", outcome.label);
    }
    // Caption, two lines of header, rule, rows.
    assert_eq!(table.lines().count(), 4 + OUTCOME_TABLE.len());
    assert!(table.lines().all(|line| line.chars().count() <= WIDTH));
}

#[test]
fn a_strategy_alone_is_described_without_comparison() {
    let mut summary = summary(64);
    summary.comparisons.clear();
    summary.strategies.truncate(1);
    let text = answer(&summary, &CLOSING);
    assert!(text.contains("Continue as now (the baseline)"));
    assert!(!text.contains("compared with") && !text.contains("What changes"));
}

/// Answers of all shapes: sizes of the ensemble, large money, long titles, nothing material.
fn answers() -> Vec<String> {
    let mut summaries: Vec<Summary> = [1, 2, 3, 19, 20, 64, 200].map(summary).to_vec();
    let mut large = summary(200);
    for comparison in &mut large.comparisons {
        for difference in &mut comparison.outcomes {
            difference.baseline_mean *= 12_345.0;
            difference.mean *= 12_345.0;
            difference.standard_error *= 12_345.0;
            for interval in
                [&mut difference.interval, &mut difference.simultaneous].into_iter().flatten()
            {
                interval.low *= 12_345.0;
                interval.high *= 12_345.0;
            }
        }
    }
    for strategy in &mut large.strategies {
        strategy.title =
            format!("{} as decided by the council of ministers in March", strategy.title);
        for outcome in &mut strategy.outcomes {
            outcome.mean *= 12_345.0;
            outcome.median *= 12_345.0;
            outcome.p05 *= 12_345.0;
            outcome.p95 *= 12_345.0;
        }
    }
    summaries.push(large);
    summaries.iter().map(|summary| answer(summary, &CLOSING)).collect()
}

#[test]
fn every_line_fits_the_screen() {
    for line in answers().iter().flat_map(|text| text.lines()) {
        assert!(line.chars().count() <= WIDTH, "{line}");
        assert_eq!(line, line.trim_end());
    }
}

#[test]
fn sentences_are_short_and_say_nothing_they_cannot_hold() {
    for text in answers() {
        let words: Vec<&str> = text.split_whitespace().collect();
        for banned in ["likely", "1-in-", "replicate ", "replicates ", "NaN", "inf ", "-0 ", "?"] {
            assert!(!text.contains(banned), "{banned}: {text}");
        }
        assert!(!words.is_empty());
        for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.contains("-----")) {
            for item in paragraph.split("\n  - ") {
                let item = item.split_whitespace().collect::<Vec<_>>().join(" ");
                for sentence in item.split(". ").filter(|_| !item.starts_with("Files:")) {
                    // A title of eight words may stand in a sentence.
                    assert!(sentence.split(' ').count() <= 34, "{sentence}");
                }
            }
        }
    }
}

#[test]
fn movement_is_never_judged() {
    for line in answers().iter().flat_map(|text| text.lines()) {
        if line.starts_with("People migrated") || line.starts_with("People relocated") {
            assert!(!line.ends_with("better") && !line.ends_with("worse"), "{line}");
        }
    }
}
