//! Homes, places and moves (cases 1, 12 and 18).

use super::island::{BASELINE, Case, QUIET, STORMY, outcome, shares_storm};
use super::{Broken, Findings};
use crate::dist::math::exp;
use crate::model::households::Living;
use crate::outcome::{OutcomeId, SeriesId};
use crate::plan::Place;

/// Futures of the first case.
const FUTURES: u32 = 24_000;

/// Without hazard nothing happens but moves, at the stated rates (case 1).
pub(super) fn nothing_but_moves(findings: &mut Findings) -> Result<(), Broken> {
    let case = Case::island(QUIET, BASELINE, &["scenario.horizon_years=1"])?;
    let population = Place::compile(&case.scenario).population;
    let persons = population.persons();
    let squares: f64 = population.size.iter().map(|it| f64::from(*it) * f64::from(*it)).sum();
    let (mut happened, mut migrated, mut relocated) = (0.0, 0.0, 0.0);
    case.each(FUTURES, |future| {
        let record = &future[0];
        for none in [
            OutcomeId::DisplacedPeople,
            OutcomeId::DisplacedPersonMonths,
            OutcomeId::Deaths,
            OutcomeId::DestroyedDwellings,
            OutcomeId::DamagedDwellings,
            OutcomeId::DwellingLoss,
            OutcomeId::EvacuatedPeople,
            OutcomeId::ProgrammeCost,
            OutcomeId::WellbeingLoss,
            OutcomeId::ContentsLoss,
        ] {
            happened += f64::from(u8::from(outcome(record, none) != 0.0));
        }
        migrated += record.months[0][SeriesId::MigratedPeople as usize];
        relocated += record.months[0][SeriesId::RelocatedPeople as usize];
    });
    findings.equal("outcomes of hazards that are not 0", happened, 0.0);
    // The first month is exact: nobody has moved, spent or learnt yet. Each person counts with a small
    // probability and households act as one, so sizes enter squared.
    let decides = 1.0 - exp(-0.12 / 12.0);
    let mut flow = |what, found: f64, probability: f64| {
        let futures = f64::from(FUTURES);
        let error = (futures * squares * probability * (1.0 - probability)).sqrt();
        findings.near(what, found, futures * persons * probability, 4.0 * error);
    };
    flow("migrants of the first month", migrated, decides * 7.0 / 120.0);
    flow("relocated in the first month", relocated, decides * 30.0 / 120.0);
    Ok(())
}

/// Places are never overfilled (case 12).
pub(super) fn places_hold_what_they_hold(findings: &mut Findings) -> Result<(), Broken> {
    // Sites that are half as large as the storm asks for, few rooms, few hosts.
    let overrides = [
        "sites.leave_rate_per_month=0",
        "zones.bay.site_places=90",
        "zones.hill.site_places=0",
        "sites.host_share=0.3",
        "sites.vacant_share=0.02",
        "sites.shelter_hardened_share=1",
        "scenario.horizon_years=2",
    ];
    let case = Case::island(&shares_storm([0.4, 0.1, 0.3, 0.2]), BASELINE, &overrides)?;
    let mut unsafe_most = 0.0_f64;
    let mut site_most = 0.0_f64;
    for replicate in 0..10 {
        case.step_through(replicate, |run, _| {
            let households = &run.households;
            let place = run.given.place;
            for zone in 0..2 {
                let living = |kind: Living| {
                    (0..households.living.len()).filter(move |i| {
                        households.living[*i] == kind && usize::from(households.zone[*i]) == zone
                    })
                };
                let persons =
                    living(Living::Site).map(|i| f64::from(households.size[i])).sum::<f64>();
                let (hosted, renting) =
                    (living(Living::Host).count() as f64, living(Living::Rent).count() as f64);
                let capacity = &run.capacity;
                // The books agree with the households, and both stay within what there is.
                findings.equal("persons in sites, in the books", capacity.in_sites[zone], persons);
                findings.equal("hosted households, in the books", capacity.hosted[zone], hosted);
                findings.equal("renting households, in the books", capacity.renting[zone], renting);
                findings.holds("no more in sites than places", persons <= [90.0, 0.0][zone]);
                // One event: the hosts of its day are all there will be.
                let of_zone = place.population.in_zone(zone).len() as f64;
                findings.holds("no more hosted than hosts", hosted <= capacity.hosts[zone]);
                findings.holds("no more hosts than willing", capacity.hosts[zone] <= 0.3 * of_zone);
                findings.holds("no more renting than rooms", renting <= 0.02 * of_zone);
                site_most = site_most.max(persons);
            }
            unsafe_most = unsafe_most.max(run.tally.month[SeriesId::UnsafeStock as usize]);
        });
    }
    findings.above("persons in the fullest site of 90", site_most, 85.0);
    findings.above("persons in unsafe homes", unsafe_most, 100.0);
    Ok(())
}

/// Who is trapped: nobody with money, papers and homes; all who want to move without money; the fewer, the
/// more money there is (case 18).
pub(super) fn trapped(findings: &mut Findings) -> Result<(), Broken> {
    let rich = [
        "recovery.vacant_homes_share=10",
        "recovery.vacancy_recovery_years=0.05",
        "behaviour.move_cost_usd=0",
        "destinations.abroad.move_cost_usd=0",
        "destinations.overseas.move_cost_usd=0",
        "destinations.abroad.legal_access_share=1",
        "destinations.overseas.legal_access_share=1",
    ];
    for record in &Case::island(STORMY, BASELINE, &rich)?.play(6) {
        findings.equal(
            "trapped with all they need",
            outcome(record, OutcomeId::TrappedPeople),
            0.0,
        );
        findings.above("of whom relocated", outcome(record, OutcomeId::RelocatedPeople), 0.0);
        findings.above("of whom migrated", outcome(record, OutcomeId::MigratedPeople), 0.0);
    }
    // No savings and no credit; every move costs something.
    let poor = [
        "population.savings_months_fifth_1=0",
        "population.savings_months_fifth_2=0",
        "population.savings_months_fifth_3=0",
        "population.savings_months_fifth_4=0",
        "population.savings_months_fifth_5=0",
        "behaviour.credit_share_of_income=0",
    ];
    for record in &Case::island(QUIET, BASELINE, &poor)?.play(4) {
        let relocated = outcome(record, OutcomeId::RelocatedPeople);
        findings.equal("relocated without money", relocated, 0.0);
        findings.equal("migrated without money", outcome(record, OutcomeId::MigratedPeople), 0.0);
        findings.above("trapped without money", outcome(record, OutcomeId::TrappedPeople), 0.0);
    }
    // Papers and homes for all, so that money alone is in the way.
    let mut before = f64::INFINITY;
    for share in [0.0, 0.1, 0.2, 0.4, 0.8, 3.0] {
        let credit = format!("behaviour.credit_share_of_income={share}");
        let overrides = [
            "recovery.vacant_homes_share=10",
            "recovery.vacancy_recovery_years=0.05",
            "destinations.abroad.legal_access_share=1",
            "destinations.overseas.legal_access_share=1",
            credit.as_str(),
        ];
        let records = Case::island(QUIET, BASELINE, &overrides)?.play(6);
        let now = records.iter().map(|it| outcome(it, OutcomeId::TrappedPeople)).sum::<f64>();
        findings.below("trapped, the more credit the fewer", now, before);
        before = now;
    }
    Ok(())
}
