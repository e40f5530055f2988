//! The words on the screen, as a planner reads them.

#![expect(clippy::unwrap_used, reason = "a test that cannot summarise its own records fails")]

mod ensemble;

use leeward::analysis::{Summary, Verdict};
use leeward::brief::{Closing, WIDTH, answer, comparison_paragraph, lead_paragraph, who_bears_it};
use leeward::group::column;
use leeward::outcome::OutcomeId;
use leeward::results::{ReplicateTable, RunHeader, RunWriter};
use leeward::stats::Interval;

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
    insta::assert_snapshot!(answer(&summary(200), "", &CLOSING), @r"
    A made-up island: 200 futures over 2 years from 2026-07, the same for each strategy.
    In this model and with these assumptions:

    Strong roofs (C) has the fewest people displaced, on average over these 200 futures. That is 940
    fewer than A (95 % interval 790 to 1,090). Fewer in 180 of 200 futures, the same in 20, more in
    none. It costs 4.2 million USD more than A. C costs least per displacement averted: 4,500 USD (95 %
    interval 4,000 to 5,100); for no other can a cost be given. The next, B, has 940 more (95 % interval
    810 to 1,070). These cannot be separated from each other: B and D.

    A  Continue as now (the baseline)
      - Under A, 2,400 people are displaced in the average future. Nine futures in ten lie between 0 and
        6,300.

    B  Evacuation drills
      - Under B, people displaced cannot be separated from A: chance alone can explain the difference.
        The 95 % interval runs from 1.7 fewer to 1.2 more. Fewer in 93 of 200 futures, the same in 24,
        more in 83.
      - It costs 150,000 USD more than A in every future.
      - Chance alone can also explain the difference in time spent displaced, people trapped, people who
        migrated because of hazards and dwellings destroyed.
      - Exactly the same in every future: deaths.

    C  Strong roofs
      - Under C, fewer people are displaced than under A: 940 fewer in the average future (95 % interval
        790 to 1,090). Fewer in 180 of 200 futures, the same in 20, more in none.
      - Less time is spent displaced: 1,900 person-months less in the average future (95 % interval
        1,600 to 2,200). Less in 180 of 200 futures, the same in 20, more in none.
      - Also fewer in the average future: people trapped (94), people who migrated because of hazards
        (19) and dwellings destroyed (240).
      - It costs 4.2 million USD more than A in every future.
      - Different in too few of 200 futures to judge: deaths (1).

    D  Continue as now, twice
      - Under D, nothing changes: every outcome is exactly the same as under A in all 200 futures.

                           Middle  Nine futures      Difference              95 %     Fewer/
                           future        in ten          from A          interval  same/more  Reading
    --------------------------------------------------------------------------------------------------
    People displaced
      A Continue as now     1,800    0 to 6,300
      B Evacuation drills   1,800    0 to 6,300            -0.3      -1.7 to +1.2   93/24/83  unclear
      C Strong roofs        1,100    0 to 3,800    -940 (-40 %)    -1,090 to -790   180/20/0  better
      D Continue as now,…   1,800    0 to 6,300                                               the same
    Person-months of displacement
      A Continue as now     3,500   0 to 13,000
      B Evacuation drills   3,500   0 to 13,000              -1          -4 to +2   93/24/83  unclear
      C Strong roofs        2,100    0 to 7,500  -1,900 (-40 %)  -2,200 to -1,600   180/20/0  better
      D Continue as now,…   3,500   0 to 13,000                                               the same
    Deaths
      A Continue as now         0     at most 3
      B Evacuation drills       0     at most 3                                               the same
      C Strong roofs            0     at most 3           -0.02                 -    1/199/0  too rare
      D Continue as now,…       0     at most 3                                               the same
    People trapped
      A Continue as now       200     20 to 650
      B Evacuation drills     200     20 to 650           -0.05    -0.21 to +0.11   62/85/53  unclear
      C Strong roofs          130     20 to 400     -94 (-37 %)       -109 to -79   179/21/0  better
      D Continue as now,…     200     20 to 650                                               the same
    Relocated by plan
      A Continue as now         0   all futures
      B Evacuation drills       0   all futures                                               the same
      C Strong roofs            0   all futures                                               the same
      D Continue as now,…       0   all futures                                               the same
    Migrated because of hazards (net)
      A Continue as now        28     -7 to 120
      B Evacuation drills      28     -7 to 120           -0.01    -0.07 to +0.05  15/172/13  unclear
      C Strong roofs           14      -7 to 68     -19 (-48 %)        -22 to -16   176/24/0  fewer
      D Continue as now,…      28     -7 to 120                                               the same
    Dwellings destroyed
      A Continue as now       450    0 to 1,600
      B Evacuation drills     450    0 to 1,600            -0.1      -0.4 to +0.3   85/41/74  unclear
      C Strong roofs          270      0 to 950    -240 (-40 %)      -270 to -200   179/21/0  better
      D Continue as now,…     450    0 to 1,600                                               the same
    Programme cost, million USD of 2025
      A Continue as now         0   all futures
      B Evacuation drills    0.15   all futures           +0.15             exact    0/0/200  more
      C Strong roofs          4.2   all futures            +4.2             exact    0/0/200  more
      D Continue as now,…       0   all futures                                               the same
    Middle future: half of the futures lie above it. Migrated because of hazards (net): moves out of the
    area beyond those in the same future without hazards; below zero where hazards keep people from
    leaving. Difference: strategy minus A, averaged over the same 200 futures, with per cent of the
    average of A where they can be separated. Unclear: cannot be separated from A, as chance alone can
    explain the difference. Too rare: fewer than 10 futures differ. Relocation and migration are counted
    here, not judged: neither more nor fewer is called better.

    Files:  outputs/made_up
            replicates.csv, comparison.csv, yearly.csv and zones.csv open in a spreadsheet; summary.json
            holds every number behind these sentences.
    Next:   leeward compare outputs/made_up   every outcome, not only the main ones
            leeward verify outputs/made_up    check that no file was changed
    Note:   1 warning about the scenario, shown above
    ");
}

#[test]
fn more_displaced_is_explained_where_most_leave_homes_that_stand() {
    let sentence = |leavers: f64| {
        let mut summary = summary(200);
        let outcomes = &mut summary.comparisons[1].outcomes;
        outcomes[OutcomeId::DisplacedPeople as usize].mean = 330.0;
        let service = &mut outcomes[OutcomeId::ServiceDisplacedPeople as usize];
        (service.mean, service.standard_error) = (leavers, 50.0);
        comparison_paragraph(&summary, &summary.comparisons[1]).replace("\n    ", " ")
    };
    let most = sentence(250.0);
    assert!(most.contains("Under C, more people are displaced than under A"), "{most}");
    assert!(
        most.contains("Most of these (250) have homes that stand: they leave because"),
        "{most}"
    );
    assert!(sentence(320.0).contains("Nearly all of these (320) have homes that stand"));
    assert!(!sentence(160.0).contains("homes that stand"));
    assert!(!sentence(0.0).contains("homes that stand"));
}

#[test]
fn the_answer_of_a_run_that_was_stopped_early() {
    let mut summary = summary(3);
    summary.replicates_asked = 200;
    summary.comparisons.truncate(1);
    summary.strategies.truncate(2);
    summary.displaced_pairs.clear();
    let closing = Closing { folder: "outputs/made_up", warnings: 0, next: &[] };
    insta::assert_snapshot!(answer(&summary, "", &closing), @r"
    PARTIAL 3/200: the run ended early, and everything below rests on 3 futures.

    A made-up island: 3 futures over 2 years from 2026-07, the same for each strategy.
    In this model and with these assumptions:

    From 3 futures it cannot be said which strategy displaces the fewest people; run at least 20.

    A  Continue as now (the baseline)
      - Under A, 3,000 people are displaced in the average future. The futures run from 720 to 6,500.

    B  Evacuation drills
      - Under B, people displaced cannot be judged from 3 futures; run at least 20.
      - It costs 150,000 USD more than A in every future.
      - Exactly the same in every future: people who migrated because of hazards.

                           Middle            Least  Difference      95 %     Fewer/
                           future          to most      from A  interval  same/more  Reading
    -----------------------------------------------------------------------------------------
    People displaced
      A Continue as now     1,200     720 to 6,500
      B Evacuation drills   1,200     720 to 6,500           0         -      2/0/1  too few
    Person-months of displacement
      A Continue as now     2,500  1,400 to 13,000
      B Evacuation drills   2,500  1,400 to 13,000          -1         -      2/0/1  too few
    Deaths
      A Continue as now         0      all futures
      B Evacuation drills       0      all futures                                   the same
    People trapped
      A Continue as now       140        91 to 670
      B Evacuation drills     140        92 to 670        +0.3         -      0/2/1  too few
    Relocated by plan
      A Continue as now         0      all futures
      B Evacuation drills       0      all futures                                   the same
    Migrated because of hazards (net)
      A Continue as now        17         7 to 120
      B Evacuation drills      17         7 to 120                                   the same
    Dwellings destroyed
      A Continue as now       310     180 to 1,600
      B Evacuation drills     310     180 to 1,600        -0.3         -      2/0/1  too few
    Programme cost, million USD of 2025
      A Continue as now         0      all futures
      B Evacuation drills    0.15      all futures       +0.15     exact      0/0/3  more
    Middle future: half of the futures lie above it. Migrated because of hazards (net): moves out of the
    area beyond those in the same future without hazards; below zero where hazards keep people from
    leaving. Difference: strategy minus A, averaged over the same 3 futures, with per cent of the
    average of A where they can be separated. Too few: fewer than 10 futures were played. Relocation and
    migration are counted here, not judged: neither more nor fewer is called better.

    Files:  outputs/made_up
            replicates.csv, comparison.csv, yearly.csv and zones.csv open in a spreadsheet; summary.json
            holds every number behind these sentences.
    ");
}

#[test]
fn a_strategy_alone_is_described_without_comparison() {
    let mut summary = summary(64);
    summary.comparisons.clear();
    summary.strategies.truncate(1);
    let text = answer(&summary, "", &CLOSING);
    assert!(text.contains("A  Continue as now (the baseline)"));
    assert!(!text.contains("Difference") && !text.contains("Reading"));
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
            outcome.minimum *= 12_345.0;
            outcome.maximum *= 12_345.0;
        }
    }
    summaries.push(large);
    summaries.iter().map(|summary| answer(summary, "", &CLOSING)).collect()
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
                    assert!(sentence.split(' ').count() <= 30, "{sentence}");
                }
            }
        }
    }
}

#[test]
fn movement_is_never_judged() {
    for text in answers() {
        let mut movement = false;
        for line in text.lines() {
            if !line.starts_with("  ") {
                movement =
                    line == "Migrated because of hazards (net)" || line == "Relocated by plan";
            }
            if movement {
                assert!(!line.ends_with("better") && !line.ends_with("worse"), "{line}");
            }
        }
    }
}

/// The lines to be quoted, as one.
fn lead(summary: &Summary) -> String {
    lead_paragraph(summary).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_best_that_cannot_be_separated_is_not_praised() {
    let mut summary = summary(200);
    let displaced = &mut summary.comparisons[1].outcomes[0];
    displaced.verdict = Verdict::IntervalHoldsZero;
    displaced.simultaneous = Some(Interval { low: -2_000.0, high: 100.0 });
    summary.displaced_pairs[0].difference.verdict = Verdict::IntervalHoldsZero;
    let text = lead(&summary);
    assert!(
        text.contains(
            "That is 940 fewer than A, but cannot be separated from A. The 95 % interval runs from \
             2,000 fewer to 100 more. No strategy displaces fewer people than A beyond what chance \
             can explain."
        ),
        "{text}"
    );
    assert!(
        text.contains("The next, B, cannot be separated from C: the 95 % interval runs from"),
        "{text}"
    );
    assert!(text.ends_with("Nor can these be separated from each other: B and D."), "{text}");
    // One that is separated is named beside the best.
    let drills = &mut summary.comparisons[0].outcomes[0];
    drills.verdict = Verdict::Separated;
    assert!(lead(&summary).contains("Separated from A: B (0.3 fewer)."), "{}", lead(&summary));
}

#[test]
fn nothing_is_claimed_where_nothing_falls() {
    let mut summary = summary(200);
    for comparison in &mut summary.comparisons {
        comparison.outcomes[0].mean = comparison.outcomes[0].mean.abs();
    }
    assert_eq!(lead(&summary), "No strategy displaces fewer people than A in the average future.");
    for comparison in &mut summary.comparisons {
        comparison.outcomes[0].verdict = Verdict::Same;
    }
    assert_eq!(
        lead(&summary),
        "No strategy changes the number of people displaced in any of 200 futures."
    );
    summary.comparisons.clear();
    assert_eq!(lead(&summary), "");
}

#[test]
fn an_interval_without_zero_is_not_rounded_to_hold_it() {
    let mut summary = summary(200);
    let displaced = &mut summary.comparisons[1].outcomes[0];
    displaced.simultaneous = Some(Interval { low: -1_900.0, high: -0.4 });
    let text = answer(&summary, "", &CLOSING);
    assert!(text.contains("-1,900 to below 0"), "{text}");
    assert!(text.contains("(95 % interval above 0 to 1,900)"), "{text}");
}

#[test]
fn a_block_takes_its_unit_from_what_it_shows() {
    let mut summary = summary(200);
    summary.strategies[0].outcomes[0].maximum = 5e6;
    assert!(answer(&summary, "", &CLOSING).contains("\nPeople displaced\n"));
    summary.strategies[0].outcomes[0].p95 = 1.2e6;
    let text = answer(&summary, "", &CLOSING);
    assert!(text.contains("\nPeople displaced, thousands\n"), "{text}");
    assert!(text.contains("0 to 1,200"), "{text}");
}

/// Sixty-four futures with as many people in the richest fifth as in the poorest, and half of what
/// befalls these; two years on, 30 of 100 displaced have a durable solution.
fn borne(change: impl Fn(&mut RunHeader)) -> String {
    let mut header = ensemble::header(64);
    header.groups[4] = header.groups[0].clone();
    change(&mut header);
    let mut records = ensemble::block(0, 64);
    for record in &mut records {
        let displaced = record.outcomes[OutcomeId::DisplacedPeople as usize];
        record.outcomes[OutcomeId::DurableSolutionPeople as usize] = 0.3 * displaced;
        record.outcomes[OutcomeId::ReturnedAt24MonthsPeople as usize] = 0.5 * displaced;
        record.outcomes[OutcomeId::PendingAt24MonthsPeople as usize] = 0.5 * displaced;
        record.groups[0][column(OutcomeId::WellbeingLoss).unwrap()] = 250.0 * displaced;
        record.groups[4] = record.groups[0].map(|value| 0.5 * value);
    }
    let ids = header.strategies.iter().map(|strategy| strategy.id.clone()).collect();
    let mut table = ReplicateTable::new(header.seed, ids);
    table.extend(&records).unwrap();
    let summary = Summary::of(&header, &table).unwrap();
    let place = tempfile::tempdir().unwrap();
    let mut writer =
        RunWriter::create(&place.path().join("run"), &header, "format = 1\n", false).unwrap();
    writer.write_block(0, &records).unwrap();
    who_bears_it(&summary, &header, writer.group_means())
}

#[test]
fn who_bears_it_sets_the_poorest_beside_the_richest() {
    insta::assert_snapshot!(borne(|_| {}), @r"
    Who bears it, in the average future (poorest and richest fifth by income):
      - Displacements for each 100 people: 42 and 21 under A, 25 and 13 under C.
      - Well-being lost for each person, in USD of a person of mean consumption: 110 and 53 under A, 63
        and 32 under C.
      - Of 100 people displaced, with a durable solution two years later: 30 under A, 30 under C.
    ");
}

#[test]
fn who_bears_it_names_no_group_that_is_too_small() {
    let text = borne(|header| header.groups[4].households = 9.0);
    assert_eq!(
        text,
        "Who bears it, in the average future:\n  - Of 100 people displaced, with a durable solution \
         two years later: 30 under A, 30 under C.\n"
    );
    // Nobody displaced, nothing to say.
    let mut summary = summary(64);
    let header = ensemble::header(64);
    let place = tempfile::tempdir().unwrap();
    let mut writer =
        RunWriter::create(&place.path().join("run"), &header, "format = 1\n", false).unwrap();
    writer.write_block(0, &ensemble::block(0, 64)).unwrap();
    assert_eq!(who_bears_it(&summary, &header, writer.group_means()), "");
    summary.comparisons.clear();
    assert_eq!(who_bears_it(&summary, &header, writer.group_means()), "");
}
