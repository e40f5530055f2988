//! Strategies over alternatives: a table worked by hand, and the command line from end to end.
#![expect(clippy::unwrap_used, reason = "a test that cannot set its scene fails")]

mod command;
mod ensemble;

use std::path::Path;

use command::{leeward, text};
use leeward::analysis::Robustness;
use leeward::analysis::robustness::limits::Kept;
use leeward::analysis::robustness::{MAIN, Reading, Row, regret_csv};
use leeward::brief::robustness::robustness as told;
use leeward::outcome::{OUTCOMES, OutcomeId};
use leeward::results::{ReplicateTable, RunFolder, Storage};

const FUTURES: u32 = 40;

/// People displaced by case (rows) and strategy; the best of the rows are 60, 70 and 120.
const PAY_OFF: [[f64; 4]; 3] =
    [[100.0, 80.0, 60.0, 90.0], [120.0, 70.0, 110.0, 90.0], [140.0, 120.0, 180.0, 120.0]];

/// Every future is 10 above or below the mean under all strategies alike, so that the differences are
/// exact.
fn table(means: [f64; 4]) -> ReplicateTable {
    let header = ensemble::header(FUTURES);
    let ids = header.strategies.iter().map(|it| it.id.clone()).collect();
    let mut table = ReplicateTable::new(header.seed, ids);
    for replicate in 0..FUTURES {
        let chance = if replicate.is_multiple_of(2) { 10.0 } else { -10.0 };
        let records: Vec<_> = (0..4)
            .map(|rank| {
                let mut record = ensemble::record(replicate, rank);
                record.outcomes = [0.0; OUTCOMES];
                record.outcomes[OutcomeId::DisplacedPeople as usize] =
                    means[usize::from(rank)] + chance;
                record
            })
            .collect();
        table.extend(&records).unwrap();
    }
    table
}

fn hand_worked(limits: &[(String, f64)]) -> Robustness {
    let tables = PAY_OFF.map(table);
    let rows = [
        Row::whole(MAIN, "As the scenario states it", &tables[0]),
        Row::whole("slow", "Slow recovery", &tables[1]),
        Row::whole("warm", "Fast warming", &tables[2]),
    ];
    Robustness::of(&ensemble::header(FUTURES), &rows, limits).unwrap()
}

#[test]
fn the_hand_worked_table_gives_regret_dominance_and_readings() {
    let robustness = hand_worked(&[]);
    let outcome = &robustness.outcomes[0];
    assert_eq!(outcome.outcome, "displaced_people");
    let regrets: Vec<Vec<f64>> =
        outcome.cells.iter().map(|row| row.iter().map(|cell| cell.regret).collect()).collect();
    assert_eq!(regrets, [[40.0, 20.0, 0.0, 30.0], [50.0, 0.0, 40.0, 20.0], [20.0, 0.0, 60.0, 0.0]]);
    // The differences are the same in every future: chance leaves no doubt.
    for cell in outcome.cells.iter().flatten() {
        assert_eq!((cell.low, cell.high), (cell.regret, Some(cell.regret)));
    }
    let largest: Vec<(f64, usize)> =
        outcome.over_cases.iter().map(|it| (it.largest, it.largest_in)).collect();
    assert_eq!(largest, [(50.0, 1), (20.0, 0), (60.0, 2), (30.0, 0)]);
    let mean: Vec<f64> = outcome.over_cases.iter().map(|it| it.mean * 3.0).collect();
    assert_eq!(mean, [110.0, 20.0, 100.0, 50.0]);
    let dominated: Vec<Option<usize>> =
        outcome.over_cases.iter().map(|it| it.dominated_by).collect();
    assert_eq!(dominated, [Some(1), None, None, Some(1)]);
    let readings: Vec<Reading> = outcome.over_cases.iter().map(|it| it.reading).collect();
    assert_eq!(readings, [Reading::Behind, Reading::Fragile, Reading::Fragile, Reading::Fragile]);
    assert!(robustness.limits.is_none());
}

#[test]
fn limits_are_counted_future_by_future() {
    let limit = |most: f64| [("displaced_people".to_owned(), most)];
    let kept = |most: f64| hand_worked(&limit(most)).limits.unwrap().cases;
    // Half of the futures are 10 above the mean, half 10 below; a value at the limit keeps it.
    let some = |kept, on_average| Kept { kept, futures: FUTURES, on_average };
    let (all, half, none) = (some(40, true), some(20, true), some(0, false));
    assert_eq!(
        kept(100.0),
        [[half, all, all, all], [none, all, some(20, false), all], [none, none, none, none],]
    );
}

#[test]
fn the_answer_over_cases_is_told_in_a_table_and_sentences() {
    let limits = [("displaced_people".to_owned(), 100.0), ("deaths_people".to_owned(), 2.0)];
    let text = told(&hand_worked(&limits));
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    assert!(!text.contains("optimal"));
    insta::assert_snapshot!(text);
    let csv = String::from_utf8(regret_csv(&hand_worked(&limits))).unwrap();
    assert!(csv.contains("displaced_people,lower,slow,roofs,40,110,"), "{csv}");
}

#[test]
fn a_single_case_without_limits_tells_nothing() {
    let table = table(PAY_OFF[0]);
    let rows = [Row::whole(MAIN, "As the scenario states it", &table)];
    assert_eq!(told(&Robustness::of(&ensemble::header(FUTURES), &rows, &[]).unwrap()), "");
}

fn of(table: &ReplicateTable, rank: usize, outcome: usize) -> Vec<f64> {
    table.values(rank, outcome).unwrap().into_owned()
}

/// Every column of a table.
fn values(table: &ReplicateTable) -> Vec<Vec<f64>> {
    let ranks = 0..table.strategies().len();
    ranks.flat_map(|rank| (0..OUTCOMES).map(move |outcome| of(table, rank, outcome))).collect()
}

/// The tutorial with one alternative that changes nothing and one that warms fast.
fn case(folder: &Path) -> String {
    let tutorial = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/tutorial/scenario.toml");
    let alternatives = "\n[[alternatives]]\nid = \"same\"\ntitle = \"Nothing else\"\n\
        source = \"test\"\n[alternatives.set]\n\"currency.cost_ratio\" = 1.0\n\
        [[alternatives]]\nid = \"warmer\"\ntitle = \"Fast warming\"\nsource = \"test\"\n\
        [alternatives.set]\n\"climate.pathway\" = \"SSP5-8.5\"\n\"currency.cost_ratio\" = 2.0\n";
    let file = folder.join("scenario.toml");
    let text = std::fs::read_to_string(tutorial).unwrap();
    std::fs::write(&file, format!("{text}{alternatives}")).unwrap();
    file.display().to_string()
}

#[test]
fn a_run_plays_its_alternatives_on_the_same_futures() {
    let folder = tempfile::tempdir().unwrap();
    let case = case(folder.path());
    let path = folder.path().join("run");
    let out = path.display().to_string();
    let arguments = ["run", &case, "--replicates", "24", "--out", &out];
    let futures = "experiment.alternative_replicates=16";
    let first = leeward(&[&arguments[..], &["--set", futures]].concat());
    assert_eq!(first.status.code(), Some(0), "{}", text(&first.stderr));
    assert!(text(&first.stderr).contains("alternative 2 of 2: Fast warming"));
    assert!(text(&first.stdout).contains("Over 3 cases that nobody can put a chance on"));

    let stored = RunFolder::open(&path).unwrap();
    stored.verify().unwrap();
    let main = stored.replicates().unwrap();
    let played = stored.alternatives(&Storage::Memory).unwrap();
    assert_eq!(played.iter().map(|it| it.id.as_str()).collect::<Vec<_>>(), ["same", "warmer"]);
    assert_eq!(
        values(&played[0].table),
        values(&main).iter().map(|it| it[..16].to_vec()).collect::<Vec<_>>(),
        "nothing changed gives the main case's futures"
    );
    let (cost, storms) = (OutcomeId::ProgrammeCost as usize, OutcomeId::DisplacedPeople as usize);
    let warmer = &played[1].table;
    let strategies = 0..main.strategies().len();
    assert!(
        strategies
            .clone()
            .any(|rank| { of(warmer, rank, storms) != of(&main, rank, storms)[..16] })
    );
    let sum = |table: &ReplicateTable| -> f64 {
        strategies.clone().map(|rank| of(table, rank, cost)[..16].iter().sum::<f64>()).sum()
    };
    assert!(sum(warmer) > sum(&main), "costs overrun");

    let figure = std::fs::read_to_string(path.join("plots/regret.svg")).unwrap();
    assert_eq!(leeward::chart::lint::lint(&figure), []);

    // The same command shows the same answer without playing again.
    let again = leeward(&[&arguments[..], &["--set", futures]].concat());
    assert!(text(&again.stderr).contains("played already"));
    assert_eq!(again.stdout, first.stdout);
    // Without alternatives the run is another one.
    let without = leeward(&[&arguments[..], &["--no-alternatives"]].concat());
    assert_eq!(without.status.code(), Some(2), "{}", text(&without.stderr));
    let alone = folder.path().join("alone");
    let alone_text = alone.display().to_string();
    let arguments = ["run", &case, "--replicates", "24", "--out", &alone_text, "--no-alternatives"];
    let without = leeward(&arguments);
    assert!(!text(&without.stdout).contains("cases that nobody"));
    let stored = RunFolder::open(&alone).unwrap();
    assert_eq!(values(&stored.replicates().unwrap()), values(&main));
    assert!(stored.alternatives(&Storage::Memory).unwrap().is_empty());
}

#[test]
fn a_wrong_alternative_is_told_with_line_and_column() {
    let folder = tempfile::tempdir().unwrap();
    let case = case(folder.path());
    let broken = std::fs::read_to_string(&case).unwrap().replace("\"SSP5-8.5\"", "\"SSP9\"");
    std::fs::write(&case, &broken).unwrap();
    let line = 1 + broken.lines().position(|line| line.contains("SSP9")).unwrap();
    let output = leeward(&["run", &case]);
    let told = text(&output.stderr);
    assert_ne!(output.status.code(), Some(0));
    assert!(told.contains(&format!("scenario.toml:{line}:21")), "{told}");
    assert!(told.contains("in the alternative `warmer`"), "{told}");
}
