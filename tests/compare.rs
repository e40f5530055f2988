//! `leeward compare` and what stands behind it: exact zeros, exact mirror images, tables that add up,
//! ratios worked by hand.

#![expect(clippy::unwrap_used, reason = "a test that cannot compare its own records fails")]

mod ensemble;

use ensemble::table;
use leeward::analysis::effectiveness::ratio_of_means;
use leeward::analysis::{
    Arm, Averted, Bearing, CostPerAverted, Settings, Standing, Summary, Verdict, compare,
    cost_per_averted, equity, ranks,
};
use leeward::brief::compare::{Matter, comparison_answer};
use leeward::brief::{WIDTH, lead_paragraph};
use leeward::group::GROUP_OUTCOMES;
use leeward::outcome::{OUTCOMES, OutcomeId};
use leeward::results::{Completion, ReplicateTable, RunFolder, RunHeader, RunWriter};

const DISPLACED: usize = OutcomeId::DisplacedPeople as usize;

fn based_on(id: &str) -> RunHeader {
    let mut header = ensemble::header(200);
    for strategy in &mut header.strategies {
        strategy.baseline = strategy.id == id;
    }
    header
}

fn stored(place: &std::path::Path) -> RunFolder {
    let header = ensemble::header(200);
    let mut writer = RunWriter::create(place, &header, "format = 1\n", false).unwrap();
    for first in (0..200).step_by(64) {
        writer.write_block(first, &ensemble::block(first, 200)).unwrap();
    }
    writer.finish(Completion::Complete).unwrap()
}

#[test]
fn a_strategy_beside_itself_is_the_same() {
    let table = table(200);
    let settings = Settings::of(&ensemble::header(200));
    let arm = Arm { table: &table, rank: 2 };
    let compared = compare(arm, &[arm], &settings).unwrap();
    for difference in &compared[0].outcomes {
        assert_eq!((difference.mean, difference.median), (0.0, 0.0));
        let interval = difference.interval.unwrap();
        assert_eq!((interval.low, interval.high), (0.0, 0.0));
        assert_eq!((difference.fewer, difference.same, difference.more), (0, 200, 0));
        assert_eq!(difference.verdict, Verdict::Same);
    }
    for one in cost_per_averted(arm, arm, &compared[0]).unwrap() {
        assert_eq!((one.extra_cost, one.averted), (0.0, 0.0));
        assert_eq!((one.standing, one.ratio), (Standing::NotIdentified, None));
    }
    let tied = ranks(&[arm, arm], DISPLACED, &settings).unwrap();
    assert_eq!(tied.rows[0].shares, [0.5, 0.5]);
    assert_eq!((tied.rows[0].first, tied.rows[0].alone_first), (200, 0));

    let place = tempfile::tempdir().unwrap();
    let groups = stored(&place.path().join("run")).group_table().unwrap();
    for one in equity(&ensemble::header(200), &groups, 2, &[2], GROUP_OUTCOMES).unwrap() {
        let Some(figures) = one.figures else { continue };
        assert_eq!((figures.difference.mean, figures.bearing), (0.0, Bearing::Same));
        assert_eq!(figures.before_per_100, figures.after_per_100);
    }
}

#[test]
fn baseline_and_strategy_change_places() {
    let table = table(200);
    let settings = Settings::of(&ensemble::header(200));
    let (one, other) = (Arm { table: &table, rank: 0 }, Arm { table: &table, rank: 2 });
    let there = compare(one, &[other], &settings).unwrap();
    let back = compare(other, &[one], &settings).unwrap();
    for (there, back) in there[0].outcomes.iter().zip(&back[0].outcomes) {
        let turned = there.reversed();
        assert_eq!(turned.interval, back.interval);
        assert_eq!(turned.simultaneous, back.simultaneous);
        assert_eq!((turned.mean, turned.median), (back.mean, back.median));
        assert_eq!(
            (turned.baseline_mean, turned.strategy_mean),
            (back.baseline_mean, back.strategy_mean)
        );
        assert_eq!((turned.fewer, turned.same, turned.more), (back.fewer, back.same, back.more));
    }
    let ranked = ranks(&[one, other], DISPLACED, &settings).unwrap();
    let turned = ranks(&[other, one], DISPLACED, &settings).unwrap();
    assert_eq!((&ranked.rows[0], &ranked.rows[1]), (&turned.rows[1], &turned.rows[0]));
    let priced = cost_per_averted(one, other, &there[0]).unwrap();
    let saved = cost_per_averted(other, one, &back[0]).unwrap();
    for (priced, saved) in priced.iter().zip(&saved) {
        assert_eq!((priced.extra_cost, priced.averted), (-saved.extra_cost, -saved.averted));
        assert_eq!((priced.ratio, priced.interval), (saved.ratio, saved.interval));
    }
    assert_eq!((priced[0].standing, saved[0].standing), (Standing::Costs, Standing::Saves));

    let place = tempfile::tempdir().unwrap();
    let groups = stored(&place.path().join("run")).group_table().unwrap();
    let of = |baseline, other| {
        equity(&ensemble::header(200), &groups, baseline, &[other], &[OutcomeId::DisplacedPeople])
            .unwrap()
    };
    for (there, back) in of(0, 2).into_iter().zip(of(2, 0)) {
        let (Some(there), Some(back)) = (there.figures, back.figures) else { continue };
        assert_eq!(there.difference.reversed().interval, back.difference.interval);
        assert_eq!(there.difference.mean, -back.difference.mean);
        assert_eq!(there.before_per_100, back.after_per_100);
        let turned = match there.bearing {
            Bearing::Gains => Bearing::Loses,
            Bearing::Loses => Bearing::Gains,
            bearing => bearing,
        };
        assert_eq!(turned, back.bearing);
    }
}

#[test]
fn ranks_of_three_futures_by_hand() {
    // Displaced under four strategies: 5 5 2 9, then 1 1 1 1, then 4 3 2 1.
    let values = [[5.0, 5.0, 2.0, 9.0], [1.0; 4], [4.0, 3.0, 2.0, 1.0]];
    let ids = ["a", "b", "c", "d"].map(str::to_owned).to_vec();
    let mut table = ReplicateTable::new(1, ids);
    let mut records = Vec::new();
    for (replicate, displaced) in values.iter().enumerate() {
        for (strategy, displaced) in displaced.iter().enumerate() {
            let mut record = ensemble::record(replicate as u32, strategy as u16);
            record.outcomes = [0.0; OUTCOMES];
            record.outcomes[DISPLACED] = *displaced;
            records.push(record);
        }
    }
    table.extend(&records).unwrap();
    let arms: Vec<Arm<'_>> = (0..4).map(|rank| Arm { table: &table, rank }).collect();
    let ranked = ranks(&arms, DISPLACED, &Settings::of(&ensemble::header(3))).unwrap();
    // a ties for ranks 2 and 3, then for all four, then is last.
    assert_eq!(ranked.rows[0].shares, [0.25 / 3.0, 0.75 / 3.0, 0.75 / 3.0, 1.25 / 3.0]);
    assert_eq!(ranked.rows[2].shares, [1.25 / 3.0, 1.25 / 3.0, 0.25 / 3.0, 0.25 / 3.0]);
    assert_eq!(ranked.rows[0].mean_rank, (2.5 + 2.5 + 4.0) / 3.0);
    assert_eq!((ranked.rows[2].first, ranked.rows[2].alone_first), (2, 1));
    for position in 0..4 {
        let sum: f64 = ranked.rows.iter().map(|row| row.shares[position]).sum();
        assert!((sum - 1.0).abs() < 1e-15);
    }
}

/// Worked by hand. Costs 10, 20, 30 and averted 4, 5, 6: means 20 and 5, variances 100 and 1, covariance
/// 10, so of the means 100/3, 1/3 and 10/3; t for two degrees is 4.302 652 7, its square 18.512 8.
/// Quadratic: (25 - 6.170 94) R² - 2 (100 - 61.709 4) R + (400 - 617.094) <= 0, so
/// R = (38.290 6 ± sqrt(38.290 6² + 18.829 06 x 217.094)) / 18.829 06 = -1.924 and 5.992.
#[test]
fn an_interval_of_a_ratio_by_hand() {
    let (ratio, interval) = ratio_of_means(&[10.0, 20.0, 30.0], &[4.0, 5.0, 6.0]).unwrap();
    assert_eq!(ratio, 4.0);
    let top = 100.0 - 18.512_82 * 10.0 / 3.0;
    let bottom = 25.0 - 18.512_82 / 3.0;
    let root = f64::sqrt(top * top - bottom * (400.0 - 18.512_82 * 100.0 / 3.0));
    assert!((interval.low - (top - root) / bottom).abs() < 1e-4, "{interval:?}");
    assert!((interval.high - (top + root) / bottom).abs() < 1e-4, "{interval:?}");
    // The same in every pair: a point. Averted around zero, or one pair: nothing.
    let (ratio, interval) = ratio_of_means(&[6.0; 9], &[2.0; 9]).unwrap();
    assert_eq!((ratio, interval.low, interval.high), (3.0, 3.0, 3.0));
    assert_eq!(ratio_of_means(&[1.0, 2.0, 3.0], &[-4.0, 5.0, 1.0]), None);
    assert_eq!(ratio_of_means(&[1.0], &[1.0]), None);
}

#[test]
fn cost_of_displacement_averted_in_three_units() {
    let summary = Summary::of(&ensemble::header(200), &table(200)).unwrap();
    let of = |strategy: &str, unit: Averted| -> CostPerAverted {
        let found = summary.effectiveness.iter();
        let mut found = found.filter(|one| one.strategy == strategy && one.unit == unit);
        found.next().unwrap().clone()
    };
    let people = of("roofs", Averted::PeopleDisplaced);
    let difference = &summary.comparisons[1].outcomes[DISPLACED];
    assert_eq!(people.standing, Standing::Costs);
    assert!((people.ratio.unwrap() + 4_200_000.0 / difference.mean).abs() < 1e-6);
    // A constant cost: the ends are the cost over the ends of the averted, plain t.
    let (plain, own) = (difference.interval.unwrap(), people.interval.unwrap());
    assert!((own.low + 4_200_000.0 / plain.low).abs() < 1e-6);
    assert!((own.high + 4_200_000.0 / plain.high).abs() < 1e-6);
    let years = of("roofs", Averted::PersonYearsDisplaced);
    let months = &summary.comparisons[1].outcomes[OutcomeId::DisplacedPersonMonths as usize];
    assert!((years.ratio.unwrap() + 12.0 * 4_200_000.0 / months.mean).abs() < 1e-6);
    // Nobody in this made-up ensemble is displaced for a year.
    assert_eq!(of("roofs", Averted::PeopleOver12Months).standing, Standing::NotIdentified);
    assert_eq!(of("drills", Averted::PeopleDisplaced).standing, Standing::NotIdentified);
    assert_eq!(of("drills", Averted::PeopleDisplaced).ratio, None);
}

#[test]
fn a_cheaper_strategy_that_averts_more_dominates() {
    let header = ensemble::header(200);
    let ids = header.strategies.iter().map(|strategy| strategy.id.clone()).collect();
    let mut table = ReplicateTable::new(header.seed, ids);
    for first in (0..200).step_by(64) {
        let mut records = ensemble::block(first, 200);
        for record in records.iter_mut().filter(|record| record.strategy == 2) {
            record.outcomes[OutcomeId::ProgrammeCost as usize] = -5.0;
        }
        table.extend(&records).unwrap();
    }
    let standing = |header: &RunHeader, strategy: &str| {
        let summary = Summary::of(header, &table).unwrap();
        let own = summary.effectiveness.iter().find(|one| one.strategy == strategy).cloned();
        (own.unwrap().standing, lead_paragraph(&summary))
    };
    let (stands, lead) = standing(&header, "roofs");
    assert_eq!(stands, Standing::Dominates);
    let lead = lead.replace('\n', " ");
    let wanted =
        "C costs least per displacement averted: no more than A, and displaces fewer people.";
    assert!(lead.contains(wanted), "{lead}");
    assert_eq!(standing(&based_on("roofs"), "as_now").0, Standing::Dominated);
}

#[test]
fn groups_add_up_to_totals_as_displayed() {
    let header = ensemble::header(200);
    let table = table(200);
    let summary = Summary::of(&header, &table).unwrap();
    let place = tempfile::tempdir().unwrap();
    let groups = stored(&place.path().join("run")).group_table().unwrap();
    let compared = equity(&header, &groups, 0, &[2], GROUP_OUTCOMES).unwrap();
    for outcome in &summary.comparisons[1].outcomes {
        for dimension in ["income_fifth", "head_sex", "head_age", "disability", "zone"] {
            let shown: Vec<_> = compared
                .iter()
                .filter(|one| one.outcome == outcome.outcome && one.dimension == dimension)
                .filter_map(|one| one.figures.as_ref())
                .collect();
            if shown.is_empty() {
                continue;
            }
            let sum = |value: fn(&leeward::analysis::PairedDifference) -> f64| {
                shown.iter().map(|figures| value(&figures.difference)).sum::<f64>()
            };
            assert_eq!(sum(|it| it.mean), outcome.mean, "{} {dimension}", outcome.outcome);
            assert_eq!(sum(|it| it.baseline_mean), outcome.baseline_mean);
        }
    }
    // Nine households without papers carry no numbers.
    let few = compared.iter().find(|one| one.group == "informal").unwrap();
    assert_eq!(few.figures, None);
}

#[test]
fn three_questions_are_answered_by_the_first_lines() {
    let summary = Summary::of(&ensemble::header(200), &table(200)).unwrap();
    let lead = lead_paragraph(&summary).replace('\n', " ");
    let sentences: Vec<&str> = lead
        .split_inclusive(". ")
        .map(str::trim)
        .filter(|sentence| {
            ["fewest people displaced", "per displacement averted", "separated from each other"]
                .iter()
                .any(|words| sentence.contains(words))
        })
        .collect();
    insta::assert_snapshot!(sentences.join("\n"), @r"
    Strong roofs (C) has the fewest people displaced, on average over these 200 futures.
    C costs least per displacement averted: 4,500 USD (95 % interval 4,000 to 5,100); for no other can a cost be given.
    These cannot be separated from each other: B and D.
    ");
}

#[test]
fn the_screen_of_a_comparison() {
    let header = ensemble::header(200);
    let table = table(200);
    let summary = Summary::of(&header, &table).unwrap();
    let place = tempfile::tempdir().unwrap();
    let groups = stored(&place.path().join("run")).group_table().unwrap();
    let arms: Vec<Arm<'_>> = (0..4).map(|rank| Arm { table: &table, rank }).collect();
    let ranks = ranks(&arms, DISPLACED, &Settings::of(&header)).unwrap();
    let groups = equity(&header, &groups, 0, &[1, 2, 3], &[OutcomeId::DisplacedPeople]).unwrap();
    let matter = Matter {
        summary: &summary,
        outcomes: &[DISPLACED],
        ranks: &ranks,
        groups: &groups,
        further: &[],
        every: true,
    };
    let text = comparison_answer(&matter);
    assert!(text.lines().all(|line| line.chars().count() <= WIDTH), "{text}");
    insta::assert_snapshot!(text);
    let all = comparison_answer(&Matter { outcomes: &[], ..matter });
    assert!(all.lines().all(|line| line.chars().count() <= WIDTH), "{all}");
    insta::assert_snapshot!(leeward::brief::compare::price_table(&summary));
}

#[test]
fn another_baseline_makes_it_a() {
    let summary = Summary::of(&based_on("roofs"), &table(200)).unwrap();
    assert_eq!(summary.baseline().id, "roofs");
    let lead = lead_paragraph(&summary).replace('\n', " ");
    assert!(lead.contains("No strategy displaces fewer people than A"), "{lead}");
}
