//! `leeward sensitivity` on the tutorial: the engine at given numbers, switching values, files, refusals.

#![expect(clippy::unwrap_used, reason = "a test that cannot set its scene fails")]

mod command;

use command::{leeward, text};
use leeward::analysis::Sensitivity;
use leeward::chart::lint::lint;
use leeward::data::Folder;
use leeward::engine::{Playing, Prepared, Twins, Unwatched, Worker};
use leeward::figure::tornado::tornadoes;
use leeward::hazard::HazardModel;
use leeward::outcome::{NET, OUTCOMES};
use leeward::plan::point::ParameterPoint;
use leeward::scenario::{Scenario, load};
use leeward::study::stage::Futures;
use leeward::study::{Axes, Measure, Plan, Stage, Wish, axes, run};

const TUTORIAL: &str = "scenarios/tutorial/scenario.toml";
/// Roofs that may be cheap enough to be worth it.
const CHEAP_ROOFS: &str = "interventions.roofs.unit_cost_usd={ low = 1, mode = 300, high = 600, status = \"assumption\" }";

fn tutorial(changes: &[&str]) -> Scenario {
    let changes: Vec<String> = changes.iter().map(|it| (*it).to_owned()).collect();
    load("tutorial", &std::fs::read(TUTORIAL).unwrap(), &changes).unwrap().scenario
}

/// Hands a test a stage on a scenario, with all strategies and the net cost.
fn on_stage<T>(scenario: &Scenario, wish: &Wish, test: impl FnOnce(&Stage<'_>, &Axes) -> T) -> T {
    let files = Folder::new(".");
    let hazard = HazardModel::compile(scenario, &files).unwrap();
    let prepared = Prepared::new(scenario, &hazard);
    let found = axes(scenario, &hazard, wish).unwrap();
    let measures = [Measure::new("net_cost_usd", scenario).unwrap()];
    let stage = Stage {
        scenario,
        files: &files,
        prepared: &prepared,
        axes: &found.axes,
        measures: &measures,
        ranks: &[0, 2],
        watch: &Unwatched,
    };
    test(&stage, &found)
}

#[test]
fn the_central_point_is_a_run_at_central_parameters_with_and_without_twins() {
    let scenario = tutorial(&["experiment.parameters=\"central\""]);
    let hazard = HazardModel::compile(&scenario, &Folder::new(".")).unwrap();
    let prepared = Prepared::new(&scenario, &hazard);
    let mut worker = Worker::default();
    let records = prepared.play(3, &mut worker);
    let at = prepared.at(&ParameterPoint::central());
    let with = at.play(3, &[0, 1, 2], Twins::Played, &mut worker);
    let without = at.play(3, &[0, 1, 2], Twins::LeftOut, &mut worker);
    let is_net = |position: usize| NET.iter().any(|(net, _)| *net as usize == position);
    for ((record, with), without) in records.iter().zip(&with).zip(&without) {
        assert_eq!(record.outcomes, with.outcomes);
        assert_eq!(record.months, with.months);
        assert_eq!(with.months, without.months);
        for position in 0..OUTCOMES {
            let expected = if is_net(position) { 0.0 } else { with.outcomes[position] };
            assert_eq!(without.outcomes[position], expected, "outcome {position}");
        }
    }
}

#[test]
fn a_point_moves_what_it_names_and_nothing_else() {
    let scenario = tutorial(&["experiment.parameters=\"central\""]);
    let hazard = HazardModel::compile(&scenario, &Folder::new(".")).unwrap();
    let prepared = Prepared::new(&scenario, &hazard);
    let mut dear = ParameterPoint::central();
    dear.set("interventions.roofs.unit_cost_usd", 9_000.0);
    let points = [(ParameterPoint::central(), 0..4), (dear, 0..4)];
    let playing = Playing { ranks: &[0, 2], twins: Twins::LeftOut, watch: &Unwatched };
    let cost = leeward::outcome::OutcomeId::ProgrammeCost as usize;
    let kept = prepared.play_points(&points, &playing, |played| played.outcomes).unwrap();
    for (central, dear) in kept[0].iter().zip(&kept[1]) {
        assert_eq!(central[0], dear[0], "the baseline pays for no roof");
        assert!((dear[1][cost] / central[1][cost] - 2.0).abs() < 1e-9);
        for position in (0..OUTCOMES).filter(|position| *position != cost) {
            assert_eq!(central[1][position], dear[1][position], "outcome {position}");
        }
    }
}

#[test]
fn at_the_switching_value_the_order_flips() {
    let scenario = tutorial(&[CHEAP_ROOFS]);
    let wish =
        Wish { keys: vec!["interventions.roofs.unit_cost_usd".to_owned()], ..Wish::default() };
    on_stage(&scenario, &wish, |stage, axes| {
        let plan = Plan {
            futures: 8,
            trajectories: None,
            levels: 4,
            base: Some(64),
            most_indices: 12,
            assumptions_share: None,
        };
        let found = run(stage, axes, &plan).unwrap();
        let choice = &found.choices[0];
        let (parameter, switches) = &choice.switches[0];
        assert_eq!((*parameter, switches.len()), (0, 1));
        let (value, entry) = (switches[0].value, &found.parameters[0]);
        assert!(entry.low < value && value < entry.high);
        // The lead of roofs is linear in their cost: its sign changes at the value and nowhere else.
        let uniform = |value: f64| {
            let (mut below, mut above) = (0.0, 1.0);
            for _ in 0..60 {
                let middle = f64::midpoint(below, above);
                if stage.axes[0].value(middle) < value { below = middle } else { above = middle }
            }
            Some(below)
        };
        let around = [vec![uniform(0.98 * value)], vec![uniform(1.02 * value)]];
        let played = stage.play(&around, Futures::Common(8)).unwrap();
        let lead = |point: usize| played[0][0].mean(point) - played[0][1].mean(point);
        assert!(lead(0) > 0.0 && lead(1) < 0.0, "{} and {}", lead(0), lead(1));
        // One number moves all there is to move, and it is worth knowing.
        let difference = found.answers.iter().find(|answer| answer.is_difference).unwrap();
        let indices = difference.influences[0].indices.unwrap();
        assert!((indices.total - 1.0).abs() < 0.05 && (indices.first - 1.0).abs() < 0.05);
        assert_eq!(difference.assumptions_share, Some(1.0));
        assert!(choice.perfect.unwrap().value > 0.0);
        let about = choice.about[0].1;
        assert_eq!(choice.about.len(), 1);
        assert!(0.0 < about.value && about.interval.low <= about.value, "{about:?}");
        figures_pass(&found);
    });
}

fn figures_pass(found: &Sensitivity) {
    let figures = tornadoes(found, "a study of a test").unwrap();
    assert!(!figures.is_empty());
    for (name, svg) in figures {
        assert_eq!(lint(svg.text()), [], "{name}");
    }
}

#[test]
fn numbers_that_are_built_in_move_the_storms_when_built_anew() {
    let scenario = tutorial(&[]);
    let wish = Wish {
        keys: vec!["hazards.cyclones.rate_per_year".to_owned()],
        rebuild: true,
        ..Wish::default()
    };
    on_stage(&scenario, &wish, |stage, _| {
        let points = [vec![None], vec![Some(0.0)], vec![Some(1.0)]];
        let played = stage.play(&points, Futures::Common(24)).unwrap();
        let cost = |point: usize| played[0][0].mean(point);
        assert!(cost(1) < cost(0) && cost(0) < cost(2), "{} {} {}", cost(1), cost(0), cost(2));
    });
}

#[test]
fn the_command_answers_stores_and_does_not_depend_on_threads() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("study").display().to_string();
    let usual =
        ["sensitivity", TUTORIAL, "--futures", "4", "--base", "32", "--quiet", "--out", &out];
    let output = leeward(&usual);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let answer = text(&output.stdout);
    for said in ["What matters:", "The choice:", "rests on assumptions", "Held at their central"] {
        assert!(answer.contains(said), "{said}: {answer}");
    }
    assert!(!answer.contains("NaN") && !answer.contains("inf "), "{answer}");
    let json = std::fs::read(folder.path().join("study/sensitivity.json")).unwrap();
    let stored: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert_eq!(stored["schema"], 1);
    let tables = std::fs::read_to_string(folder.path().join("study/influences.csv")).unwrap();
    let influences = stored["answers"].as_array().unwrap().len()
        * stored["parameters"].as_array().unwrap().len();
    assert_eq!(tables.lines().count(), influences + 1);
    let again = leeward(&usual);
    assert_eq!(again.status.code(), Some(2));
    assert!(text(&again.stderr).contains("--force"));
    let one = [
        "sensitivity",
        TUTORIAL,
        "--futures",
        "4",
        "--base",
        "32",
        "--quiet",
        "--json",
        "--threads",
        "1",
    ];
    let printed: serde_json::Value = serde_json::from_slice(&leeward(&one).stdout).unwrap();
    assert_eq!(printed, stored);
}

#[test]
fn screening_takes_all_assumptions_and_says_what_it_is() {
    let output = leeward(&[
        "sensitivity",
        TUTORIAL,
        "--assumptions",
        "0.2",
        "--parameter",
        "recovery.*",
        "--method",
        "morris",
        "--trajectories",
        "4",
        "--futures",
        "4",
        "--outcome",
        "displaced_person_months",
        "--quiet",
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let answer = text(&output.stdout);
    assert!(answer.contains("given 20 % to both sides"), "{answer}");
    assert!(answer.contains("Morris") && !answer.contains("Sobol"), "{answer}");
}

#[test]
fn what_breaks_a_method_is_refused_with_what_to_type() {
    for (arguments, said) in [
        (vec!["--base", "100"], "take 64 or 128"),
        (vec!["--method", "morris", "--levels", "5"], "take 4"),
        (vec!["--method", "morris", "--trajectories", "2"], "take 4 to"),
        (vec!["--futures", "1"], "take at least 4"),
        (vec!["--assumptions", "20"], "0.2 for 20 per cent"),
        (vec!["--outcome", "nothing"], "no outcome `nothing`"),
        (vec!["--strategy", "nothing"], "the scenario has continue_as_now"),
        (vec!["--parameter", "interventions.roofs.coverage_share"], "low ="),
        (vec!["--parameter", "hazards.cyclones.rate_per_year"], "--rebuild"),
    ] {
        let mut all = vec!["sensitivity", TUTORIAL, "--quiet"];
        all.extend(&arguments);
        let output = leeward(&all);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", text(&output.stderr));
        let told = text(&output.stderr);
        assert!(told.contains(said), "{arguments:?}: {told}");
        assert!(output.stdout.is_empty());
    }
}
