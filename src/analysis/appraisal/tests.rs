//! Hand-worked appraisals.

use super::table::{appraisal_csv, fiscal_csv};
use super::{Appraisal, Basis, Flows, Terms, factors};
use crate::outcome::{OUTCOMES, OutcomeId, SERIES, SeriesId};
use crate::results::{ParameterMode, RunHeader, Storage, StrategyEntry};
use std::collections::BTreeMap;

fn terms() -> Terms {
    Terms {
        rates: vec![0.0, 0.1],
        headline_rate: 0.1,
        wellbeing_rate: 0.0,
        displacement_usd: [1.0, 2.0, 4.0],
        thresholds_usd: vec![50.0],
        value_of_life_usd: Some(10.0),
        etas: vec![0.0],
        fifth_incomes_usd: Vec::new(),
    }
}

fn header(strategies: &[&str]) -> RunHeader {
    let entry = |(rank, id): (usize, &&str)| StrategyEntry {
        id: (*id).to_owned(),
        title: (*id).to_owned(),
        baseline: rank == 0,
        programmes: Vec::new(),
    };
    RunHeader {
        leeward_version: "test".to_owned(),
        scenario_id: "test".to_owned(),
        scenario_title: "Test".to_owned(),
        seed: 7,
        replicates_asked: 4,
        strategies: strategies.iter().enumerate().map(entry).collect(),
        actors: Vec::new(),
        zones: Vec::new(),
        groups: Vec::new(),
        first_month: crate::calendar::YearMonth { year: 2026, month: 1 },
        horizon_years: 3,
        price_year: 2024,
        parameters: ParameterMode::Central,
        material_share: 0.01,
        wanted: BTreeMap::new(),
        inputs: Vec::new(),
        warnings: Vec::new(),
    }
}

/// Months of three years with a cost in the first month, and damage and displacement at the end of the
/// second year, a month after 12 · 2 months.
fn months(cost: f64, damage: f64, displaced: f64) -> Vec<[f64; SERIES]> {
    let mut months = vec![[0.0; SERIES]; 36];
    months[0][SeriesId::ProgrammeCost as usize] = cost;
    months[24][SeriesId::DwellingLoss as usize] = damage;
    months[24][SeriesId::DisplacedStock as usize] = displaced;
    months
}

fn outcomes(wellbeing: f64, deaths: f64) -> [f64; OUTCOMES] {
    let mut outcomes = [0.0; OUTCOMES];
    outcomes[OutcomeId::WellbeingLoss as usize] = wellbeing;
    outcomes[OutcomeId::Deaths as usize] = deaths;
    outcomes
}

/// Four futures: no damage in one, 121 in three without the strategy; the strategy costs 60 and prevents
/// all of it.
fn worked() -> Appraisal {
    let mut flows = Flows::new(terms(), 2, 36, &Storage::Memory);
    for damage in [0.0, 121.0, 121.0, 121.0] {
        flows.take(0, &outcomes(3.0 * damage, 1.0), &months(0.0, damage, 72.0)).unwrap();
        flows.take(1, &outcomes(0.0, 0.0), &months(60.0, 0.0, 0.0)).unwrap();
    }
    flows.appraise(&header(&["as_now", "walls"]), None).unwrap()
}

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-12 * expected.abs(), "{found} instead of {expected}");
}

#[test]
fn a_year_divides_by_one_and_the_rate() {
    let factors = factors(0.06, 25);
    assert_eq!(factors[0], 1.0);
    near(factors[12], 1.0 / 1.06);
    near(factors[24], 1.0 / 1.06 / 1.06);
    near(factors[6] * factors[6], 1.0 / 1.06);
}

#[test]
fn present_values_and_ratios_worked_by_hand() {
    let appraisal = worked();
    assert_eq!(appraisal.replicates, 4);
    let walls = &appraisal.strategies[0];
    assert!(!walls.same);
    // 121 in two years is 100 now at 10 %: three futures in four, 75 against 60.
    let assets = walls.measure(Basis::Assets, 0.1).unwrap();
    near(assets.cost, 60.0);
    near(assets.benefit, 75.0);
    near(assets.net, 15.0);
    near(assets.ratio.unwrap(), 1.25);
    assert_eq!(assets.worth, 3);
    // Six person-years at 2 USD are 12, or 12 / 1.21 now; at 1 and 4 USD half and twice of it.
    let displaced = walls.measure(Basis::AssetsAndDisplacement, 0.1).unwrap();
    near(displaced.benefit, 75.0 + 12.0 / 1.21);
    let range = displaced.ratio_range.unwrap();
    near(range.low, (75.0 + 6.0 / 1.21) / 60.0);
    near(range.high, (75.0 + 24.0 / 1.21) / 60.0);
    near(walls.measure(Basis::Assets, 0.0).unwrap().ratio.unwrap(), 90.75 / 60.0);
    let wellbeing = walls.measure(Basis::Wellbeing, 0.1).unwrap();
    near(wellbeing.ratio.unwrap(), 3.0 * 90.75 / 60.0);
    assert_eq!(wellbeing.rate, 0.0);
    let interval = assets.ratio_interval.unwrap();
    assert!(interval.low < 1.25 && 1.25 < interval.high, "{interval:?}");
    assert_eq!((walls.deaths.averted, walls.deaths.value_usd), (1.0, Some(10.0)));
    near(walls.dividends.avoided_loss, 75.0);
    assert_eq!(walls.dividends.co_benefits, None);
}

#[test]
fn payers_and_thresholds_worked_by_hand() {
    let appraisal = worked();
    let public = &appraisal.strategies[0].payers[0];
    assert_eq!((public.payer.as_str(), public.rate, public.difference), ("public", 0.0, 60.0));
    assert!(appraisal.strategies[0].payers[1..5].iter().all(|payer| payer.difference == 0.0));
    let [now, walls] = &appraisal.public_cost[..] else { panic!("two strategies") };
    assert_eq!(walls.thresholds.len(), 2, "one year and three");
    assert!(walls.thresholds.iter().all(|row| row.futures == 4 && row.share == 1.0));
    assert!(now.thresholds.iter().all(|row| row.futures == 0 && row.chance.low == 0.0));
}

#[test]
fn the_order_changes_at_the_rate_of_return() {
    // Mean benefit in two years: 90.75 and 12 for displacement, against 60 now.
    let appraisal = worked();
    let expected = (102.75_f64 / 60.0).sqrt() - 1.0;
    assert!(expected > super::HIGHEST_RATE);
    assert!(appraisal.switches[0].rates.is_empty() && !appraisal.switches[0].same);
    let mut flows = Flows::new(terms(), 2, 36, &Storage::Memory);
    flows.take(0, &outcomes(0.0, 0.0), &months(0.0, 86.4, 0.0)).unwrap();
    flows.take(1, &outcomes(0.0, 0.0), &months(60.0, 0.0, 0.0)).unwrap();
    let appraisal = flows.appraise(&header(&["as_now", "walls"]), None).unwrap();
    assert!((appraisal.switches[0].rates[0] - 0.2).abs() < 1e-12, "1.2 squared is 1.44");
}

#[test]
fn a_strategy_against_itself_has_nothing_to_compare() {
    let mut flows = Flows::new(terms(), 2, 36, &Storage::Memory);
    for damage in [0.0, 121.0] {
        for rank in 0..2 {
            flows.take(rank, &outcomes(damage, 2.0), &months(60.0, damage, 72.0)).unwrap();
        }
    }
    let appraisal = flows.appraise(&header(&["as_now", "again"]), None).unwrap();
    let again = &appraisal.strategies[0];
    assert!(again.same && appraisal.switches[0].same);
    for measure in &again.measures {
        assert_eq!((measure.cost, measure.benefit, measure.net), (0.0, 0.0, 0.0));
        assert_eq!((measure.ratio, measure.ratio_interval, measure.worth), (None, None, 0));
    }
    let csv = String::from_utf8(appraisal_csv(&appraisal)).unwrap();
    assert!(csv.contains("benefit_cost_ratio,assets,0.1,ratio,,,,nothing to compare\n"), "{csv}");
    assert!(csv.contains("the same flows: no order"));
}

#[test]
fn files_have_a_line_for_each_figure() {
    let appraisal = worked();
    let csv = String::from_utf8(appraisal_csv(&appraisal)).unwrap();
    assert!(csv.contains("walls,as_now,cost,assets,0,USD,60,,,\n"), "{csv}");
    assert!(csv.contains("none between 0 and 30 % a year"));
    let csv = String::from_utf8(fiscal_csv(&appraisal)).unwrap();
    // Costs are the same in every future, so the curve has one amount for a year and one for three.
    assert_eq!(csv.lines().count(), 1 + 2 * (2 + 2));
    assert!(csv.contains("walls,threshold,1,50,4,4,1,"), "{csv}");
}
