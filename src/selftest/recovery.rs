//! Return and repair (cases 20, 21 and 22).

use super::island::{BASELINE, Case, PLAIN_RETURN, shares_storm};
use super::{Broken, Findings};
use crate::dist::math::{exp, pow};
use crate::outcome::OutcomeId;
use crate::plan::Place;

/// Households of the island.
const HOUSEHOLDS: f64 = 440.0;
/// Futures of a check of returns.
const FUTURES: u32 = 30;

/// The displaced of a storm that leaves every home easy to live in again a month later.
fn light_storm() -> Vec<&'static str> {
    let mut overrides = PLAIN_RETURN.to_vec();
    overrides.extend([
        "vulnerability.minor_damage=0.15",
        "vulnerability.uninhabitable_damage_makeshift=0.1",
        "vulnerability.uninhabitable_damage_timber=0.1",
        "vulnerability.uninhabitable_damage_masonry=0.1",
        "vulnerability.uninhabitable_damage_concrete=0.1",
        "vulnerability.uninhabitable_scale=0.001",
        // No unsafe homes, which end as soon as the damage is low; no site that closes.
        "sites.host_probability=0",
        "sites.site_places_share=1",
        "sites.shelter_hardened_share=1",
        "sites.closure_months=600",
        "sites.leave_rate_per_month=0",
    ]);
    overrides
}

/// Households still displaced at the end of each of 36 months, over all futures, and person-months of
/// displacement.
fn still_displaced(case: &Case) -> ([f64; 36], f64) {
    let mut still = [0.0; 36];
    let mut person_months = 0.0;
    for replicate in 0..FUTURES {
        case.step_through(replicate, |run, period| {
            let displaced = run.households.living.iter().filter(|living| living.is_displaced());
            still[usize::from(period)] += displaced.count() as f64;
            if period == 35 {
                person_months += run.tally.so_far(OutcomeId::DisplacedPersonMonths);
            }
        });
    }
    (still, person_months)
}

/// Return at one rate is geometric (case 20).
pub(super) fn geometric_return(findings: &mut Findings) -> Result<(), Broken> {
    let case = Case::island(&shares_storm([0.0, 1.0, 0.0, 0.0]), BASELINE, &light_storm())?;
    let (still, person_months) = still_displaced(&case);
    // The storm comes on the first day of month 1, and returns begin with it.
    let futures = f64::from(FUTURES);
    findings.equal("displaced before the storm", still[0], 0.0);
    for month in 1..14 {
        let before = if month == 1 { futures * HOUSEHOLDS } else { still[month - 1] };
        let after = still[month];
        findings.share("share that returns in a month", before - after, before, 1.0 - exp(-0.4));
    }
    // Expected time: 1 / h. Its standard deviation is 1 / h too, and households act as one.
    let population = Place::compile(&case.scenario).population;
    let squares: f64 = population.size.iter().map(|it| f64::from(*it) * f64::from(*it)).sum();
    let expected = futures * population.persons() / 0.4;
    let error = (futures * squares).sqrt() / 0.4;
    findings.near("person-months of displacement", person_months, expected, 4.0 * error);
    Ok(())
}

/// Gamma frailty slows the return of a group (case 21).
pub(super) fn frailty(findings: &mut Findings) -> Result<(), Broken> {
    let mut overrides = light_storm();
    overrides.push("recovery.return_frailty_variance=0.8");
    let case = Case::island(&shares_storm([0.0, 1.0, 0.0, 0.0]), BASELINE, &overrides)?;
    let (still, _) = still_displaced(&case);
    for (months, still) in still.iter().enumerate().take(30).skip(1) {
        let survival = pow(1.0 + 0.8 * 0.4 * months as f64, -1.0 / 0.8);
        let all = f64::from(FUTURES) * HOUSEHOLDS;
        findings.share("share still displaced", *still, all, survival);
    }
    Ok(())
}

/// Repair is exponential without limits, and crews bound it (case 22).
pub(super) fn repair(findings: &mut Findings) -> Result<(), Broken> {
    exponential_repair(findings)?;
    bound_by_crews(findings)
}

fn exponential_repair(findings: &mut Findings) -> Result<(), Broken> {
    // Insurance pays everything at once, crews do not run short: damage falls at 3.3 a year.
    let mut overrides = PLAIN_RETURN.to_vec();
    overrides.extend([
        "population.tenure.owner_share=1",
        "population.tenure.renter_share=0",
        "population.tenure.informal_share=0",
        "recovery.insured_share=1",
        "recovery.insured_payout_share=1",
        "recovery.insurance_lag_months=0",
        "recovery.repair_capacity_share_per_year=2",
        "recovery.plot_needed_share=0",
        "vulnerability.collapse_death_probability=0",
        "vulnerability.damage_death_probability=0",
    ]);
    let case = Case::island(&shares_storm([0.2, 0.0, 0.8, 0.0]), BASELINE, &overrides)?;
    let mut first: Vec<f64> = Vec::new();
    case.step_through(0, |run, period| {
        let damage: Vec<f64> =
            run.households.damage.iter().map(|damage| f64::from(*damage)).collect();
        if period == 1 {
            // A month of repair has been done by the end of the month of the storm.
            first = damage;
            let damaged = first.iter().filter(|damage| **damage > 0.1).count();
            findings.above("dwellings with damage", damaged as f64, 300.0);
        } else if period > 1 {
            let kept = exp(-3.3 / 12.0 * f64::from(period - 1));
            for (start, now) in first.iter().zip(damage) {
                let expected = start * kept;
                if expected > 0.011 {
                    // Columns hold 24 bits; each month rounds once.
                    let rounding = f64::from(f32::EPSILON) * f64::from(period);
                    findings.near("damage left", now, expected, rounding);
                } else if expected < 0.009 {
                    findings.equal("damage below one per cent", now, 0.0);
                }
            }
        }
    });
    Ok(())
}

fn bound_by_crews(findings: &mut Findings) -> Result<(), Broken> {
    let mut overrides = PLAIN_RETURN.to_vec();
    overrides.push("recovery.repair_capacity_share_per_year=0.01");
    let case = Case::island(&shares_storm([0.0, 0.0, 1.0, 0.0]), BASELINE, &overrides)?;
    let mut before = 0.0;
    let mut bound = 0.0;
    case.step_through(0, |run, period| {
        let place = run.given.place;
        let backlog: f64 = (0..place.population.len())
            .filter(|i| run.households.living[*i].is_resident())
            .map(|i| {
                let cost = place.dwelling_cost_usd[usize::from(run.households.class[i])];
                f64::from(run.households.damage[i]) * cost
            })
            .sum();
        if period > 1 {
            let crews = place.stock_value_usd * 0.01 / 12.0;
            let repaired = before - backlog;
            // Nobody leaves; what is under one per cent of damage is written off as repaired.
            let rounding = place.stock_value_usd * f64::from(f32::EPSILON);
            findings.holds("no more repaired than crews can", repaired <= crews + rounding);
            bound += f64::from(u8::from(repaired >= crews - rounding));
        }
        before = backlog;
    });
    findings.above("months in which crews are short", bound, 12.0);
    Ok(())
}
