//! Nothing is lost and nothing appears, in any valid scenario: people, homes, money.

mod common;

use common::{
    BASELINE, Case, in_month, intervention, outcome, shares_storm, step_through_strategy, strategy,
};
use leeward::engine::ReplicateRecord;
use leeward::group::{DIMENSIONS, GROUP_OUTCOMES, GROUPS};
use leeward::model::ledger::{Account, FLOW_TABLE, Flow};
use leeward::model::run::Run;
use leeward::outcome::{NET, OutcomeId, SERIES_TABLE, SeriesId};
use leeward::plan::population::savings_share;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Four shares in eighths that add up to one.
fn eighths() -> impl Strategy<Value = [f64; 4]> {
    [0..=8_u8, 0..=8, 0..=8].prop_map(|mut cuts| {
        cuts.sort_unstable();
        let [a, b, c] = cuts;
        [a, b - a, c - b, 8 - c].map(|part| f64::from(part) / 8.0)
    })
}

/// What happens, beside everything else.
#[derive(Clone, Debug)]
enum Happens {
    Shares([f64; 4]),
    Winds { bay: f64, hill: f64, surge: f64 },
    Cyclones { rate: f64, surge: f64 },
}

impl Happens {
    fn text(&self) -> String {
        let surge = |driver: &str, factor: f64| {
            format!(
                "\n[[hazards]]\nid = \"surge\"\nkind = \"storm_surge\"\ndriven_by = \"{driver}\"\n\
                 shelf_factor = {factor:?}\n"
            )
        };
        match self {
            Self::Shares(shares) => shares_storm(*shares),
            // Two events in one month, one in the next.
            Self::Winds { bay, hill, surge: factor } => {
                let event = |month: &str, day: u8| {
                    format!(
                        "{{ month = \"{month}\", day = {day}, winds = {{ bay = {bay:?}, hill = {hill:?} }} }}"
                    )
                };
                let events =
                    [event("2026-03", 4), event("2026-03", 20), event("2026-04", 2)].join(", ");
                format!("\n[[hazards]]\nid = \"storm\"\nkind = \"scripted\"\nevents = [{events}]\n")
                    + &surge("storm", *factor)
            }
            Self::Cyclones { rate, surge: factor } => {
                format!(
                    "\n[[hazards]]\nid = \"cyclones\"\nkind = \"tropical_cyclone\"\n\
                     rate_per_year = {rate:?}\nscale_ms = 25.0\n"
                ) + &surge("cyclones", *factor)
            }
        }
    }
}

fn happens() -> impl Strategy<Value = Happens> {
    prop_oneof![
        eighths().prop_map(Happens::Shares),
        (0.0..120.0, 0.0..120.0, 0.0..3.0).prop_map(|(bay, hill, surge)| Happens::Winds {
            bay,
            hill,
            surge
        }),
        (0.0..4.0, 0.0..3.0).prop_map(|(rate, surge)| Happens::Cyclones { rate, surge }),
    ]
}

/// Overrides of the place and of behaviour.
fn overrides() -> impl Strategy<Value = Vec<String>> {
    let place = (5..90_u32, 3..60_u32, 1..4_u8, eighths(), 0..=1_u8, 0..400_u32);
    let people = (0.0..1.0, 0.0..3.0, 0.0..3.0, 0.0..100.0, 0.0..300.0, 0.0..4000.0);
    let after = (0.0..1.0, 0.0..1.0, 0.0..0.3, 0.0..1.0, 0.0..2.0, 0.0..0.2);
    (place, people, after).prop_map(|(place, people, after)| {
        let (bay, hill, weight, mix, drawn, site) = place;
        let (warned, decides, credit, migrate, moves, cost) = people;
        let (hosts, vacant, capacity, insured, returns, settles) = after;
        let [makeshift, timber, masonry, concrete] = mix;
        vec![
            format!("zones.bay.households={}", bay * u32::from(weight)),
            format!("zones.hill.households={}", hill * u32::from(weight)),
            format!("population.household_weight={weight}"),
            format!("population.dwelling_mix.makeshift_share={makeshift:?}"),
            format!("population.dwelling_mix.timber_share={timber:?}"),
            format!("population.dwelling_mix.masonry_share={masonry:?}"),
            format!("population.dwelling_mix.concrete_share={concrete:?}"),
            format!("experiment.parameters={}", ["central", "drawn"][usize::from(drawn)]),
            format!("zones.bay.site_places={site}"),
            format!("behaviour.warning_coverage_share={warned:?}"),
            format!("behaviour.decision_rate_per_year={decides:?}"),
            format!("behaviour.credit_share_of_income={credit:?}"),
            format!("behaviour.migration_per_1000_per_year={migrate:?}"),
            format!("behaviour.return_migration_per_year={:?}", migrate / 20.0),
            format!("behaviour.internal_moves_per_1000_per_year={moves:?}"),
            format!("behaviour.move_cost_usd={cost:?}"),
            format!("sites.host_share={hosts:?}"),
            format!("sites.vacant_share={vacant:?}"),
            format!("recovery.repair_capacity_share_per_year={:?}", capacity + 0.001),
            format!("recovery.insured_share={insured:?}"),
            format!("recovery.return_rate_per_month={returns:?}"),
            format!("recovery.settle_rate_per_month={settles:?}"),
            "vulnerability.collapse_death_probability=0.1".to_owned(),
            "scenario.horizon_years=2".to_owned(),
        ]
    })
}

/// Interventions of every lever with their coverage, effect and cost, and the budget.
fn measures() -> impl Strategy<Value = (String, f64)> {
    let lever = || (0.0..=1.0, 0.0..=1.0, 0.0..=1.0);
    let levers: [_; leeward::scenario::lever::LEVERS] = std::array::from_fn(|_| lever());
    (levers, 0.0..3e6).prop_map(|(levers, budget)| {
        let table = leeward::scenario::lever::LEVER_TABLE;
        let text: String = table
            .iter()
            .zip(levers)
            .map(|(entry, (coverage, effect, cost))| {
                // A unit costs up to twenty thousand, but what is paid in dollars up to two each.
                let dear = if entry.name == "repair_funding" { 2.0 } else { 20_000.0 };
                intervention(entry.name, entry.name, effect * entry.most, coverage, cost * dear)
                    .replace("\n[interventions", "\nupkeep_usd_per_year = 3.5\n[interventions")
            })
            .collect();
        (text, budget)
    })
}

fn check(record: &ReplicateRecord, start: f64, budget: f64) {
    let id = |id: OutcomeId| outcome(record, id);
    let net = |index: usize| NET.iter().any(|(net, _)| *net as usize == index);
    for (index, value) in record.outcomes.iter().enumerate() {
        // Who moves by choice may pay more for it than it gains.
        // Support may give a household more than it lost.
        let supported = id(OutcomeId::IncomeSupport) > 0.0;
        let may_be_negative = net(index)
            || index == OutcomeId::MoversGain as usize
            || (supported && index == OutcomeId::WellbeingLoss as usize);
        assert!(value.is_finite() && (*value >= 0.0 || may_be_negative), "{value} in {record:?}");
    }
    for value in record.months.iter().flatten() {
        assert!(value.is_finite() && *value >= 0.0, "{value} in {record:?}");
    }
    // What a future has beyond its twin is at most all it has.
    for (net, gross) in NET {
        assert!(id(*net) <= id(*gross));
    }
    check_groups(record);
    let (mut gone, mut dead) = (0.0, 0.0);
    for month in 0..record.months.len() {
        let series = |id: SeriesId| in_month(record, month, id);
        // Nobody is born: who is not here has left and not come back, or died.
        gone += series(SeriesId::MigratedPeople) - series(SeriesId::ReturnMigratedPeople);
        assert!(gone >= 0.0, "more come back than left by month {month}");
        let deaths = start - gone - series(SeriesId::ResidentStock);
        assert!(deaths >= dead, "the dead come back in month {month}");
        dead = deaths;
        let placed = series(SeriesId::HostStock)
            + series(SeriesId::SiteStock)
            + series(SeriesId::RentStock)
            + series(SeriesId::UnsafeStock);
        assert_eq!(placed, series(SeriesId::DisplacedStock), "in month {month}");
        assert!(placed <= series(SeriesId::ResidentStock));
        assert!(series(SeriesId::TrappedStock) <= series(SeriesId::ResidentStock));
    }
    assert_eq!(dead, id(OutcomeId::Deaths));
    // Flows of the months make up the outcomes; people and dwellings are whole.
    for (series, outcome) in [
        (SeriesId::DisplacedPeople, OutcomeId::DisplacedPeople),
        (SeriesId::RelocatedPeople, OutcomeId::RelocatedPeople),
        (SeriesId::MigratedPeople, OutcomeId::MigratedPeople),
        (SeriesId::ReturnMigratedPeople, OutcomeId::ReturnMigratedPeople),
        (SeriesId::DestroyedDwellings, OutcomeId::DestroyedDwellings),
        (SeriesId::DwellingLoss, OutcomeId::DwellingLoss),
        (SeriesId::ContentsLoss, OutcomeId::ContentsLoss),
    ] {
        let months = (0..record.months.len()).map(|month| in_month(record, month, series));
        assert_eq!(months.sum::<f64>(), id(outcome), "{}", SERIES_TABLE[series as usize].id);
    }
    assert_eq!(record.displaced_by_zone.iter().sum::<f64>(), id(OutcomeId::DisplacedPeople));
    assert_eq!(record.destroyed_by_zone.iter().sum::<f64>(), id(OutcomeId::DestroyedDwellings));
    let last = record.months.len() - 1;
    let change = in_month(record, last, SeriesId::ResidentStock) - start;
    assert_eq!(record.population_change_by_zone.iter().sum::<f64>(), change);
    let displaced_now = in_month(record, last, SeriesId::DisplacedStock);
    assert!(id(OutcomeId::ReturnedPeople) + displaced_now <= id(OutcomeId::DisplacedPeople));
    let lived_so = id(OutcomeId::UnsafePersonMonths) + id(OutcomeId::SitePersonMonths);
    assert!(lived_so <= id(OutcomeId::DisplacedPersonMonths));
    assert!(id(OutcomeId::ShockPovertyPersonMonths) <= id(OutcomeId::PovertyPersonMonths));
    assert!(id(OutcomeId::NewPoorPeople) <= start);
    let in_sites = (0..record.months.len()).map(|at| in_month(record, at, SeriesId::SiteStock));
    assert_eq!(in_sites.fold(0.0, f64::max), id(OutcomeId::PeakSitePeople));
    assert!(id(OutcomeId::PlannedRelocatedPeople) <= id(OutcomeId::RelocatedPeople));
    assert!(id(OutcomeId::SevereDwellings) <= id(OutcomeId::DamagedDwellings));
    assert!(id(OutcomeId::WorstYearDisplacedPeople) <= id(OutcomeId::DisplacedPeople));
    assert!(id(OutcomeId::TrappedPeople) <= start);
    assert!(id(OutcomeId::PermanentlyMigratedPeople) <= gone);
    // Sums of money round: as often as there are payments.
    let rounding = 1.0 + 1e-9;
    assert!(id(OutcomeId::ProgrammeCost) <= (budget + id(OutcomeId::Payout)) * rounding);
}

/// The groups of every dimension add up to the total, bit for bit.
fn check_groups(record: &ReplicateRecord) {
    let mut dimensions: Vec<&str> = GROUPS.iter().map(|group| group.dimension).collect();
    dimensions.dedup();
    assert_eq!(dimensions.len() + 1, DIMENSIONS);
    for (column, outcome) in GROUP_OUTCOMES.iter().enumerate() {
        let total = record.outcomes[*outcome as usize];
        let sum = |rows: &mut dyn Iterator<Item = usize>| -> f64 {
            rows.map(|row| record.groups[row][column]).sum()
        };
        for dimension in &dimensions {
            let mut rows = (0..GROUPS.len()).filter(|row| GROUPS[*row].dimension == *dimension);
            assert_eq!(sum(&mut rows), total, "{outcome:?} by {dimension}");
        }
        assert_eq!(sum(&mut (GROUPS.len()..record.groups.len())), total, "{outcome:?} by zone");
    }
}

/// Money in a run at the end of a month. Damage and savings are kept with 24 bits, so each change of
/// one may be off by one part in 2^24.
fn check_money(run: &Run<'_>, period: u16) {
    let ledger = &run.ledger;
    let population = &run.given.place.population;
    let weight = population.weight;
    let flows: f64 = ledger.months().iter().flatten().sum();
    let exact = 1e-9 * (1.0 + flows);
    // What payers pay for work and goods by month is what builders, movers and suppliers are paid.
    let costs = [
        SeriesId::ProgrammeCost,
        SeriesId::PartnersCost,
        SeriesId::InsurersCost,
        SeriesId::HouseholdsCost,
        SeriesId::OthersCost,
    ];
    let by_month: f64 =
        run.tally.months.iter().flat_map(|month| costs.map(|series| month[series as usize])).sum();
    let paid: f64 = [Account::Builders, Account::Movers, Account::Suppliers]
        .map(|account| ledger.balance(account))
        .iter()
        .sum();
    // What a programme pays to households, insurers and senders of money buys nothing by itself.
    let works = [Account::Builders, Account::Movers, Account::Suppliers];
    let handed_over: f64 = FLOW_TABLE
        .iter()
        .enumerate()
        .filter(|(_, flow)| flow.payer == Account::Programme && !works.contains(&flow.payee))
        .flat_map(|(index, _)| ledger.months().iter().map(move |month| month[index]))
        .sum();
    assert!((by_month - handed_over - paid).abs() <= exact, "{by_month} {handed_over} {paid}");
    let all: f64 = ledger.balances().iter().sum();
    assert!(all.abs() <= exact, "{all} USD paid to nobody in {period}");
    // What the programme pays is its cost, nothing else.
    let cost = run.tally.outcomes[OutcomeId::ProgrammeCost as usize];
    // Cover that is paid out comes to the programme.
    let payout = run.tally.outcomes[OutcomeId::Payout as usize];
    assert!((ledger.balance(Account::Programme) + cost - payout).abs() <= exact);
    // What was damaged is repaired, given up, or still there; builders get what repair is worth.
    let costs = run.given.place.dwelling_cost_usd;
    let dearest = costs.iter().fold(0.0_f64, |a, b| a.max(*b));
    let changes = population.len() as f64 * f64::from(period + 1) * 4.0;
    let rounding = changes * weight * dearest / f64::from(1 << 24) + exact;
    let standing: f64 = (0..population.len())
        .map(|i| {
            let class = usize::from(run.households.class[i]);
            f64::from(run.households.damage[i]) * costs[class] * weight
        })
        .sum();
    let lost = run.tally.outcomes[OutcomeId::DwellingLoss as usize];
    let repaired = lost - ledger.abandoned_usd() - standing;
    let paid = ledger.balance(Account::Builders);
    assert!((repaired - paid).abs() <= rounding, "{repaired} repaired for {paid} in {period}");
    let payers = [
        OutcomeId::RepairInsurance,
        OutcomeId::RepairLandlord,
        OutcomeId::RepairRelatives,
        OutcomeId::RepairProgramme,
    ];
    let own = [Flow::RepairFromIncome, Flow::RepairFromSavings, Flow::OwnWork];
    let by_payer = payers.iter().map(|id| run.tally.outcomes[*id as usize]).sum::<f64>()
        + own.iter().map(|flow| ledger.total(*flow)).sum::<f64>();
    assert!((by_payer - paid).abs() <= rounding);
    // What households hold is what they held, and what went in less what went out.
    let start: f64 = (0..population.len())
        .map(|i| f64::from(savings_share(run.given.place, i) * population.income[i]))
        .sum();
    let now: f64 = run.households.savings_usd.iter().map(|usd| f64::from(*usd)).sum();
    let booked = ledger.balance(Account::Savings);
    let largest = run.households.savings_usd.iter().fold(0.0_f32, |a, b| a.max(*b));
    let rounding = changes * weight * f64::from(largest) / f64::from(1 << 24) + exact;
    assert!(((now - start) * weight - booked).abs() <= rounding, "{now} {start} {booked}");
    // Relatives and insurers never pay more than their share of a loss.
    assert!(ledger.total(Flow::RepairByRelatives) <= lost);
}

/// Cost lines hold all programme money, and nothing is delivered that was not asked for.
fn check_costs(record: &leeward::engine::ReplicateRecord) {
    let spent = record.outcomes[OutcomeId::ProgrammeCost as usize];
    let booked: f64 = record.costs.iter().map(|cost| cost.line.usd).sum();
    assert!((spent - booked).abs() <= 1e-9 * spent.max(1.0), "{spent} spent, {booked} booked");
    let mut planned_less_delivered = std::collections::BTreeMap::new();
    for cost in &record.costs {
        let open = planned_less_delivered.entry(cost.programme).or_insert(0.0);
        *open += cost.line.planned - cost.line.delivered;
        assert!(*open >= -1e-6 * cost.line.delivered.max(1.0), "{cost:?}");
    }
}

#[test]
fn people_homes_and_money_are_conserved() {
    // The same cases on every machine and every day.
    let config = Config { cases: 64, failure_persistence: None, ..Config::default() };
    let random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, random);
    let cases = (happens(), overrides(), measures());
    let result = runner.run(&cases, |(happens, overrides, (measures, budget))| {
        let names: Vec<&str> =
            leeward::scenario::lever::LEVER_TABLE.iter().map(|entry| entry.name).collect();
        let rest = measures
            + BASELINE
            + &strategy("b_all", &names, Some(budget))
            + &strategy("c_all_free", &names, None);
        let overrides: Vec<&str> = overrides.iter().map(String::as_str).collect();
        let case = Case::island(&happens.text(), &rest, &overrides);
        let start = leeward::plan::Place::compile(&case.scenario).population.persons();
        for record in case.play(2) {
            check_costs(&record);
            check(&record, start, [0.0, budget, f64::INFINITY][usize::from(record.strategy)]);
        }
        for strategy in 0..3 {
            step_through_strategy(&case, strategy, 0, check_money);
        }
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}
