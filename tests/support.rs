//! Money that reaches households: support of livelihoods, jobs where people move to, income support,
//! insurance, remittances, channels and cover, each against its closed form and against doing nothing.

mod common;

use common::{
    BASELINE, Case, QUIET, assert_same_records, intervention, outcome, shares_storm, step_through,
    strategy,
};
use leeward::engine::ReplicateRecord;
use leeward::model::ledger::Flow;
use leeward::outcome::OutcomeId;

/// Nobody moves by choice.
const NO_MOVES: [&str; 4] = [
    "behaviour.migration_per_1000_per_year=0",
    "behaviour.internal_moves_per_1000_per_year=0",
    "recovery.settle_rate_per_month=0",
    "recovery.settle_rate_late_per_month=0",
];

/// Records of the baseline and of a strategy of one lever, in turn.
fn pairs(
    hazard: &str,
    lever: (&str, f64, f64, f64),
    budget_usd: Option<f64>,
    overrides: &[&str],
) -> Vec<[ReplicateRecord; 2]> {
    let (name, effect, coverage, cost) = lever;
    let text = format!(
        "{}{BASELINE}{}",
        intervention("measure", name, effect, coverage, cost),
        strategy("b_with", &["measure"], budget_usd)
    );
    let case = Case::island(hazard, &text, overrides);
    case.play(3).chunks_exact(2).map(|two| [two[0].clone(), two[1].clone()]).collect()
}

fn storm() -> String {
    shares_storm([0.2, 0.2, 0.3, 0.3])
}

/// Asserts that an outcome goes down (or up) in every pair.
fn moves(pairs: &[[ReplicateRecord; 2]], which: OutcomeId, down: bool) {
    for [without, with] in pairs {
        let (before, after) = (outcome(without, which), outcome(with, which));
        assert!(if down { after < before } else { after > before }, "{which:?}: {before} {after}");
    }
}

/// Asserts that a lever without effect, or without money, leaves every byte as it is.
fn nothing_without_effect(hazard: &str, name: &str, effect: f64, overrides: &[&str]) {
    for (effect, budget, cost) in [(0.0, None, 0.0), (effect, Some(0.0), 3.0)] {
        for [without, with] in pairs(hazard, (name, effect, 1.0, cost), budget, overrides) {
            let with = ReplicateRecord { strategy: without.strategy, ..with };
            assert_same_records(&[without], &[with]);
        }
    }
}

#[test]
fn livelihood_support_makes_good_its_share_of_the_loss() {
    // Nothing but shocks to income: dwellings are cheap and nobody is poor.
    let overrides: Vec<&str> = NO_MOVES
        .into_iter()
        .chain([
            "livelihood.wellbeing_inequality_aversion=0",
            "population.poverty_line_usd_per_person_year=0",
            "population.dwelling_cost_usd=1000",
            "recovery.landlord_funding_share=1",
            "vulnerability.collapse_death_probability=0",
        ])
        .collect();
    let loss = |effect| {
        let played = pairs(&storm(), ("livelihood", effect, 1.0, 0.0), None, &overrides);
        played.iter().map(|[_, with]| outcome(with, OutcomeId::WellbeingLoss)).sum::<f64>()
    };
    let (none, half, all) = (loss(0.0), loss(0.5), loss(1.0));
    // What is left is what households pay for repair.
    assert!(all < 0.5 * none, "{all} {none}");
    assert!(half < none && half > all);
    let played = pairs(&storm(), ("livelihood", 0.5, 1.0, 10.0), None, &NO_MOVES);
    moves(&played, OutcomeId::WellbeingLoss, true);
    moves(&played, OutcomeId::ShockPovertyPersonMonths, true);
    nothing_without_effect(&storm(), "livelihood", 0.5, &[]);
}

#[test]
fn who_moves_lacks_income_at_first_and_jobs_close_the_gap() {
    let movers = [
        "behaviour.internal_moves_per_1000_per_year=100",
        "behaviour.decision_rate_per_year=2",
        "livelihood.arrival_income_loss_share=0.3",
    ];
    let free = pairs(QUIET, ("destination", 1.0, 1.0, 10.0), None, &movers[..2]);
    for [without, with] in &free {
        assert_eq!(outcome(without, OutcomeId::ArrivalIncomeLoss), 0.0);
        assert_eq!(
            outcome(with, OutcomeId::WellbeingLoss),
            outcome(without, OutcomeId::WellbeingLoss)
        );
    }
    for lever in ["destination", "coherence"] {
        let played = pairs(QUIET, (lever, 0.5, 1.0, 10.0), None, &movers);
        moves(&played, OutcomeId::ArrivalIncomeLoss, true);
        moves(&played, OutcomeId::WellbeingLoss, true);
        for [_, with] in pairs(QUIET, (lever, 1.0, 1.0, 10.0), None, &movers) {
            assert_eq!(outcome(&with, OutcomeId::ArrivalIncomeLoss), 0.0);
        }
    }
    nothing_without_effect(QUIET, "destination", 0.5, &movers);
}

#[test]
fn income_support_reaches_those_in_need_month_by_month() {
    let overrides = ["vulnerability.collapse_death_probability=0", "population.diaspora_share=0"];
    let lever = ("income_support", 200.0, 1.0, 1.0);
    let played = pairs(&storm(), lever, None, &overrides);
    moves(&played, OutcomeId::WellbeingLoss, true);
    moves(&played, OutcomeId::PovertyPersonMonths, true);
    moves(&played, OutcomeId::BelowSurvivalPersonMonths, true);
    moves(&played, OutcomeId::AssetsSold, true);
    for [_, with] in &played {
        // Of unit cost one, what is paid is what is received, whole payments to whole households.
        let received = outcome(with, OutcomeId::IncomeSupport);
        assert_eq!(outcome(with, OutcomeId::ProgrammeCost), received);
        assert_eq!(received % 200.0, 0.0);
        // A storm in February, six months: nobody is paid more often.
        assert!(received > 0.0 && received <= 440.0 * 6.0 * 200.0);
    }
    // Nobody is in need where nothing happens.
    for [_, with] in pairs(QUIET, lever, None, &[]) {
        assert_eq!(outcome(&with, OutcomeId::IncomeSupport), 0.0);
    }
    nothing_without_effect(&storm(), "income_support", 200.0, &[]);
}

#[test]
fn late_support_loses_a_part_of_the_gain() {
    let text = |delay: u16| {
        let measure = intervention("measure", "income_support", 200.0, 1.0, 1.0)
            .replace("coverage_share", &format!("delay_months = {delay}\ncoverage_share"));
        format!("{measure}{BASELINE}{}", strategy("b_with", &["measure"], None))
    };
    let paid = |delay| {
        let case = Case::island(&storm(), &text(delay), &[]);
        let records = case.play(2);
        records.iter().map(|record| outcome(record, OutcomeId::IncomeSupport)).sum::<f64>()
    };
    let months: Vec<f64> = (0..=6).map(paid).collect();
    assert!(months.windows(2).all(|two| two[1] < two[0]), "{months:?}");
    assert!(months[6] > 0.0, "support that comes late still comes: {months:?}");
}

#[test]
fn livelihood_support_and_longer_income_support_bridge_the_gap() {
    let played = pairs(&storm(), ("livelihood", 0.5, 1.0, 1.0), None, &[]);
    moves(&played, OutcomeId::GapPersonMonths, true);
    for [_, with] in pairs(&storm(), ("livelihood", 1.0, 1.0, 1.0), None, &[]) {
        assert_eq!(outcome(&with, OutcomeId::GapPersonMonths), 0.0);
    }
    let longer = ["livelihood.support_months=18"];
    let played = pairs(&storm(), ("income_support", 200.0, 1.0, 1.0), None, &longer);
    moves(&played, OutcomeId::GapPersonMonths, true);
}

#[test]
fn insurance_pays_its_share_and_costs_its_premium() {
    let plain: Vec<&str> = NO_MOVES
        .into_iter()
        .chain([
            "recovery.insured_share=0",
            "recovery.remittance_share_of_loss=0",
            "population.tenure.owner_share=1",
            "population.tenure.renter_share=0",
            "population.tenure.informal_share=0",
            "recovery.repair_capacity_share_per_year=2",
            "recovery.insurance_premium_share_per_year=0.02",
            "vulnerability.collapse_death_probability=0",
        ])
        .collect();
    let played = pairs(&storm(), ("insurance", 0.6, 1.0, 1.0), None, &plain);
    moves(&played, OutcomeId::RepairInsurance, false);
    moves(&played, OutcomeId::WellbeingLoss, true);
    for [_, with] in &played {
        // Nothing is paid beyond the share of the loss.
        let paid = outcome(with, OutcomeId::RepairInsurance);
        assert!(paid > 0.0 && paid <= 0.6 * outcome(with, OutcomeId::DwellingLoss) * (1.0 + 1e-6));
        let premiums = outcome(with, OutcomeId::InsurancePaidByProgramme);
        assert_eq!(premiums, outcome(with, OutcomeId::ProgrammeCost));
    }
    // Premiums are those of the sum insured, each January; nobody moves or dies and classes stay.
    let case = Case::island(QUIET, BASELINE, &plain);
    let prepared = case.prepared();
    let place = prepared.place();
    let stock: f64 = place
        .population
        .class
        .iter()
        .map(|class| place.dwelling_cost_usd[usize::from(*class)])
        .sum();
    for [_, with] in pairs(QUIET, ("insurance", 0.6, 1.0, 1.0), None, &plain) {
        let premiums = outcome(&with, OutcomeId::InsurancePaidByProgramme);
        assert!((premiums / (3.0 * 0.02 * 0.6 * stock) - 1.0).abs() < 1e-6, "{premiums} {stock}");
    }
    nothing_without_effect(&storm(), "insurance", 0.6, &[]);
}

#[test]
fn cheaper_remittances_bring_more_home() {
    let fee = ["population.remittance_fee_share=0.2", "recovery.remittance_share_of_loss=0.3"];
    let played = pairs(&storm(), ("remittance", 0.5, 1.0, 0.0), None, &fee);
    moves(&played, OutcomeId::Remittances, false);
    moves(&played, OutcomeId::RemittanceFees, true);
    for [_, with] in pairs(&storm(), ("remittance", 1.0, 1.0, 0.0), None, &fee) {
        assert_eq!(outcome(&with, OutcomeId::RemittanceFees), 0.0);
    }
    // Without a fee there is none to lower.
    for [without, with] in pairs(&storm(), ("remittance", 1.0, 1.0, 0.0), None, &[]) {
        let with = ReplicateRecord { strategy: without.strategy, ..with };
        assert_same_records(&[without], &[with]);
    }
    nothing_without_effect(&storm(), "remittance", 0.5, &fee);
}

#[test]
fn cover_is_paid_out_by_wind_once_a_year() {
    let winds = |speed: f64| {
        format!(
            "\n[[hazards]]\nid = \"storm\"\nkind = \"scripted\"\ndraw_effects = false\nevents = [\
             {{ month = \"2026-03\", winds = {{ bay = {speed:?}, hill = {speed:?} }} }},\
             {{ month = \"2026-09\", winds = {{ bay = {speed:?}, hill = {speed:?} }} }},\
             {{ month = \"2027-09\", winds = {{ bay = {speed:?}, hill = {speed:?} }} }}]\n"
        )
    };
    let trigger = ["finance.trigger_wind_ms=50", "population.household_weight=1"];
    for [_, with] in pairs(&winds(49.9), ("finance", 100.0, 1.0, 0.05), None, &trigger) {
        assert_eq!(outcome(&with, OutcomeId::Payout), 0.0);
        assert_eq!(outcome(&with, OutcomeId::ProgrammeCost), 440.0 * 100.0 * 0.05);
    }
    for [_, with] in pairs(&winds(50.0), ("finance", 100.0, 1.0, 0.05), None, &trigger) {
        assert_eq!(outcome(&with, OutcomeId::Payout), 2.0 * 440.0 * 100.0);
        assert_eq!(outcome(&with, OutcomeId::PayoutWithoutLoss), 0.0);
    }
    // A trigger below what does damage pays for nothing lost.
    let early = ["finance.trigger_wind_ms=5"];
    for [_, with] in pairs(&winds(5.0), ("finance", 100.0, 1.0, 0.05), None, &early) {
        assert_eq!(outcome(&with, OutcomeId::PayoutWithoutLoss), 2.0 * 440.0 * 100.0);
    }
    nothing_without_effect(&winds(50.0), "finance", 100.0, &trigger);
}

#[test]
fn a_payout_lets_a_programme_go_on() {
    let winds = "\n[[hazards]]\nid = \"storm\"\nkind = \"scripted\"\ndraw_effects = false\n\
                 events = [{ month = \"2026-03\", winds = { bay = 60.0, hill = 60.0 } }]\n";
    let premium = 440.0 * 1000.0 * 0.05;
    let text = format!(
        "{}{}{BASELINE}{}{}",
        intervention("a_cover", "finance", 1000.0, 1.0, 0.05),
        intervention("support", "income_support", 200.0, 1.0, 1.0),
        strategy("b_alone", &["support"], Some(premium)),
        strategy("c_covered", &["a_cover", "support"], Some(premium)),
    );
    for three in Case::island(winds, &text, &[]).play(2).chunks_exact(3) {
        let support = |at: usize| outcome(&three[at], OutcomeId::IncomeSupport);
        assert!(support(2) > support(1), "{} {}", support(2), support(1));
    }
}

/// One channel to each destination, with so many places a year.
fn channels(kind: &str, places: f64) -> String {
    ["abroad", "overseas"]
        .map(|to| {
            format!(
                "\n[[channels]]\nid = \"to_{to}\"\ndestination = \"{to}\"\nkind = \"{kind}\"\n\
                 places_per_year = {places:?}\ncost_usd = 50.0\n"
            )
        })
        .concat()
}

const LEAVING: [&str; 2] =
    ["behaviour.migration_per_1000_per_year=60", "behaviour.decision_rate_per_year=2"];

#[test]
fn beyond_the_places_people_leave_irregularly_or_are_trapped() {
    let play = |rest: &str, more: &[&str]| {
        let overrides: Vec<&str> = LEAVING.iter().chain(more).copied().collect();
        Case::island(QUIET, &format!("{rest}{BASELINE}"), &overrides).play(3)
    };
    let sum = |records: &[ReplicateRecord], which: OutcomeId| -> f64 {
        records.iter().map(|record| outcome(record, which)).sum()
    };
    let free = play("", &[]);
    assert_eq!(sum(&free, OutcomeId::RegularMovesPeople), 0.0);
    let few = play(&channels("free_movement", 5.0), &[]);
    for record in &few {
        let (regular, irregular) = (
            outcome(record, OutcomeId::RegularMovesPeople),
            outcome(record, OutcomeId::IrregularMovesPeople),
        );
        assert!(regular <= 5.0 * 2.0 * 3.0 && regular > 0.0);
        assert_eq!(regular + irregular, outcome(record, OutcomeId::MigratedPeople));
    }
    // No place and no way around one: nobody leaves, and those who would are trapped.
    let none = play(&channels("free_movement", 0.0), &["behaviour.irregular_cost_ratio=20"]);
    assert_eq!(sum(&none, OutcomeId::RegularMovesPeople), 0.0);
    assert!(sum(&none, OutcomeId::MigratedPeople) < sum(&free, OutcomeId::MigratedPeople));
    assert!(sum(&none, OutcomeId::TrappedPeople) > sum(&free, OutcomeId::TrappedPeople));
    // More places, more regular moves; a channel for the displaced serves nobody where nobody is.
    let many = play(&channels("free_movement", 50.0), &[]);
    let regular = |records: &[ReplicateRecord]| sum(records, OutcomeId::RegularMovesPeople);
    assert!(regular(&many) > regular(&few));
    assert_eq!(regular(&play(&channels("humanitarian", 50.0), &[])), 0.0);
}

#[test]
fn the_lever_adds_places_that_are_paid_when_used() {
    let lever = |effect: f64, budget, cost| {
        let text = format!(
            "{}{}{BASELINE}{}",
            channels("labour", 2.0),
            intervention("measure", "channel", effect, 1.0, cost),
            strategy("b_with", &["measure"], budget)
        );
        let records = Case::island(QUIET, &text, &LEAVING).play(3);
        records.chunks_exact(2).map(|two| [two[0].clone(), two[1].clone()]).collect::<Vec<_>>()
    };
    let played = lever(0.1, None, 3.0);
    moves(&played, OutcomeId::RegularMovesPeople, false);
    for [without, with] in &played {
        let cost = outcome(with, OutcomeId::ProgrammeCost);
        let regular = outcome(with, OutcomeId::RegularMovesPeople);
        assert!(cost > 0.0 && cost % 3.0 == 0.0 && cost <= 3.0 * regular);
        assert_eq!(outcome(without, OutcomeId::ProgrammeCost), 0.0);
    }
    for [without, with] in lever(0.0, None, 3.0).into_iter().chain(lever(0.1, Some(0.0), 3.0)) {
        let with = ReplicateRecord { strategy: without.strategy, ..with };
        assert_same_records(&[without], &[with]);
    }
}

#[test]
fn seasons_abroad_bring_their_earnings_home() {
    let season = "\n[[channels]]\nid = \"season\"\ndestination = \"overseas\"\nkind = \"labour\"\n\
                  places_per_year = 30\ncost_usd = 500\ncircular_months = 6\n";
    let overrides: Vec<&str> =
        NO_MOVES.into_iter().chain(["population.remittance_fee_share=0.1"]).collect();
    for record in Case::island(QUIET, &format!("{season}{BASELINE}"), &overrides).play(2) {
        // Three years of thirty places, all home before the end.
        assert_eq!(outcome(&record, OutcomeId::LabourPlacesUsedPeople), 90.0);
        let net = 90.0 * (9000.0 * 0.5 * 0.9 - 500.0);
        let earned = outcome(&record, OutcomeId::SeasonalEarnings);
        assert!((earned / net - 1.0).abs() < 1e-6, "{earned} {net}");
        let fees = outcome(&record, OutcomeId::RemittanceFees);
        assert!((fees / (90.0 * 450.0) - 1.0).abs() < 1e-6);
        assert!(outcome(&record, OutcomeId::MoversGain) > 0.0);
    }
    // A season that costs more than it brings is not worked.
    let dear = season.replace("= 500", "= 5000");
    for record in Case::island(QUIET, &format!("{dear}{BASELINE}"), &[]).play(1) {
        assert_eq!(outcome(&record, OutcomeId::LabourPlacesUsedPeople), 0.0);
    }
}

#[test]
fn who_is_away_repairs_nothing() {
    let text = |places: u32| {
        format!(
            "\n[[channels]]\nid = \"season\"\ndestination = \"overseas\"\nkind = \"labour\"\n\
             places_per_year = {places}\ncircular_months = 6\n{BASELINE}"
        )
    };
    // Crews are short from the month of the storm on: all that they can do is done.
    let short = ["recovery.repair_capacity_share_per_year=0.01"];
    let worked = |places| {
        let case = Case::island(&storm(), &text(places), &short);
        let mut found = (0.0_f64, 1.0_f64);
        step_through(&case, 0, |run, period| {
            if period == 3 {
                let month = run.ledger.months()[3];
                let by = |flow: Flow| month[flow as usize];
                let paid = by(Flow::RepairFromIncome)
                    + by(Flow::RepairFromSavings)
                    + by(Flow::RepairByInsurer)
                    + by(Flow::RepairByLandlord)
                    + by(Flow::RepairByRelatives);
                found = (paid, run.money.seasons.crews_left());
            }
        });
        found
    };
    let ((all, full), (less, left)) = (worked(0), worked(100));
    assert!(full == 1.0 && left < 1.0 && left > 0.5);
    assert!((less / (all * left) - 1.0).abs() < 1e-9, "{less} {all} {left}");
}
