//! The nine strategies of a government for Dominica: at equal budget and at equal coverage.
#![expect(clippy::unwrap_used, reason = "a test that cannot read its files has failed")]

mod common;

use std::path::{Path, PathBuf};

use common::{Case, outcome};
use leeward::data::Folder;
use leeward::hazard::HazardModel;
use leeward::outcome::OutcomeId;
use leeward::scenario::{Loaded, Scenario, load_beside};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/dominica")
}

fn read(file: &str, changes: &[String]) -> Loaded {
    let bytes = |name: &str| std::fs::read(folder().join(name)).map_err(|error| error.to_string());
    load_beside(file, &bytes(file).unwrap(), changes, &bytes).unwrap()
}

const EQUAL_BUDGET: &str = "strategies.toml";
const EQUAL_COVERAGE: &str = "strategies_equal_coverage.toml";

/// Measures that stand in scenario.toml and are used as they are.
const TAKEN_OVER: [&str; 2] = ["early_warning", "build_back_better"];

#[test]
fn both_files_hold_the_nine_strategies_and_nothing_to_warn_of() {
    for file in [EQUAL_BUDGET, EQUAL_COVERAGE] {
        let loaded = read(file, &[]);
        assert!(loaded.warnings.is_empty(), "{file}: {:?}", loaded.warnings);
        let strategies = &loaded.scenario.strategies;
        assert_eq!(strategies.len(), 9);
        for (number, strategy) in strategies.iter().enumerate() {
            assert!(strategy.id.starts_with(&format!("s{number}_")), "{}", strategy.id);
            assert_eq!(strategy.baseline, number == 0);
            assert_eq!(strategy.interventions.is_empty(), number == 0);
        }
    }
}

#[test]
fn measures_come_from_the_catalogue_and_share_no_id_with_others_by_accident() {
    let place = read("scenario.toml", &[]).scenario;
    for file in [EQUAL_BUDGET, EQUAL_COVERAGE] {
        for measure in read(file, &[]).scenario.interventions {
            let there = place.interventions.iter().find(|other| other.id == measure.id);
            assert_eq!(
                there.is_some(),
                TAKEN_OVER.contains(&measure.id.as_str()),
                "{}",
                measure.id
            );
            assert_eq!(measure.based_on.is_some(), there.is_none(), "{}", measure.id);
        }
    }
}

#[test]
fn the_budget_is_one_and_so_is_the_coverage() {
    let budgets = |file: &str| -> Vec<Option<f64>> {
        read(file, &[]).scenario.strategies[1..].iter().map(|it| it.budget_usd).collect()
    };
    assert_eq!(budgets(EQUAL_BUDGET), [Some(30e6); 8]);
    assert_eq!(budgets(EQUAL_COVERAGE), [None; 8]);
    for measure in read(EQUAL_COVERAGE, &[]).scenario.interventions {
        assert_eq!(measure.coverage_share.central, 0.1, "{}", measure.id);
        assert_eq!(measure.coverage_share.spread, None, "{}", measure.id);
    }
}

#[test]
fn the_resolved_scenario_stands_alone() {
    for file in [EQUAL_BUDGET, EQUAL_COVERAGE] {
        let resolved = read(file, &[]).resolved;
        let again = leeward::scenario::load("resolved.toml", resolved.as_bytes(), &[]).unwrap();
        assert!(again.resolved == resolved, "{file}");
    }
}

/// Dominica with a hundred households in each parish, and a budget to match.
fn small_dominica(budget_usd: f64) -> Case {
    let whole: Scenario = read(EQUAL_BUDGET, &[]).scenario;
    let zones = whole.zones.iter().map(|zone| format!("zones.{}.households=100", zone.id));
    let budgets = whole.strategies[1..]
        .iter()
        .map(|strategy| format!("strategies.{}.budget_usd={budget_usd}", strategy.id));
    let mut changes: Vec<String> = zones.chain(budgets).collect();
    changes.push("hazards.storms.synthetic_years=1000".to_owned());
    let scenario = read(EQUAL_BUDGET, &changes).scenario;
    let hazard = HazardModel::compile(&scenario, &Folder::new(folder())).unwrap();
    Case { scenario, hazard }
}

#[test]
fn no_strategy_spends_more_than_its_budget_and_what_cover_pays_out() {
    let budget = 1_000_000.0;
    let case = small_dominica(budget);
    let records = case.play(6);
    let mut at_the_limit = 0;
    for record in &records {
        let cost = outcome(record, OutcomeId::ProgrammeCost);
        let payout = outcome(record, OutcomeId::Payout);
        let id = &case.scenario.strategies[usize::from(record.strategy)].id;
        let buys_cover = id.starts_with("s6_");
        assert!(buys_cover || payout == 0.0, "{id}");
        // Costs are added up in another order than the budget is drawn down.
        assert!(cost <= (budget + payout) * (1.0 + 1e-12), "{id} {cost}");
        assert_eq!(cost == 0.0, record.strategy == 0, "{id}");
        at_the_limit += u32::from(cost > 0.99 * budget);
    }
    assert!(at_the_limit > 0, "no budget binds");
}

#[test]
fn with_a_budget_of_nothing_no_measure_does_anything() {
    let case = small_dominica(0.0);
    let records = case.play(1);
    let mut others = 0;
    for record in &records[1..] {
        assert_eq!(outcome(record, OutcomeId::ProgrammeCost), 0.0);
        // Who is refused a repair grant has waited for it.
        let grant = |at: &usize| case.scenario.interventions[*at].id == "repair_grant";
        if case.scenario.strategies[usize::from(record.strategy)].interventions.iter().any(grant) {
            continue;
        }
        others += 1;
        // An offer is made and counted, and then not paid for.
        let mut outcomes = record.outcomes;
        outcomes[OutcomeId::OffersMade as usize] = 0.0;
        assert_eq!(outcomes, records[0].outcomes, "{}", record.strategy);
        assert_eq!(record.months, records[0].months, "{}", record.strategy);
    }
    assert_eq!(others, 5);
}
