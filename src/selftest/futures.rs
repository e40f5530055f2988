//! Futures beside each other: people and money counted, strategies paired, incomes as stated (cases 13 and
//! 27 to 31).

use super::island::{
    BASELINE, Case, STORMY, ensemble, intervention, outcome, same_future, shares_storm, strategy,
};
use super::{Broken, Findings};
use crate::dist::quantile::normal;
use crate::engine::ReplicateRecord;
use crate::model::households::Living;
use crate::model::ledger::{Account, Flow};
use crate::outcome::{OutcomeId, SeriesId};
use crate::plan::Place;
use crate::stats::Moments;

/// People are in one place and never lost, and what is paid is received (case 13).
pub(super) fn conservation(findings: &mut Findings) -> Result<(), Broken> {
    let case = Case::island(STORMY, BASELINE, &["scenario.horizon_years=5"])?;
    let start = Place::compile(&case.scenario).population.persons();
    for replicate in 0..5 {
        case.step_through(replicate, |run, _| {
            let households = &run.households;
            let of = |kind: &dyn Fn(Living) -> bool| {
                (0..households.living.len())
                    .filter(|i| kind(households.living[*i]))
                    .map(|i| f64::from(households.size[i]))
                    .sum::<f64>()
            };
            let residents = of(&|living| living.is_resident());
            let away = of(&|living| living == Living::Away);
            let dead = run.tally.outcomes[OutcomeId::Deaths as usize];
            findings.near("residents, away and dead", residents + away + dead, start, 1e-6);
            let counted = run.tally.months.last().map(|it| it[SeriesId::ResidentStock as usize]);
            let counted = counted.unwrap_or(f64::NAN);
            findings.near("residents of the monthly series", counted, residents, 1e-6);
        });
    }
    let mut paid = 0.0;
    for replicate in 0..3 {
        case.step_through(replicate, |run, _| {
            let ledger = &run.ledger;
            let all: f64 = ledger.balances().iter().sum();
            let most = ledger.balances().iter().fold(1.0_f64, |most, one| most.max(one.abs()));
            findings.near("sum of all balances, USD", all, 0.0, 1e-9 * most);
            let cost = run.tally.outcomes[OutcomeId::ProgrammeCost as usize];
            let account = ledger.balance(Account::Programme);
            findings.within("programmes, USD", account, -cost, 1e-9);
            let premiums = run.tally.outcomes[OutcomeId::Premiums as usize];
            findings.within("premiums, USD", ledger.total(Flow::Premium), premiums, 1e-9);
            paid += ledger.balance(Account::Builders);
        });
    }
    findings.above("paid for repair, USD", paid, 0.0);
    Ok(())
}

/// Number of pairs of records that are not the same future.
fn unlike<'r>(pairs: impl Iterator<Item = (&'r ReplicateRecord, &'r ReplicateRecord)>) -> f64 {
    pairs.filter(|(a, b)| !same_future(a, b)).count() as f64
}

/// An intervention that does nothing changes nothing (case 27).
pub(super) fn nothing_changes_nothing(findings: &mut Findings) -> Result<(), Broken> {
    let play = |effect: f64, coverage: f64| -> Result<Vec<ReplicateRecord>, Broken> {
        let rest = intervention("roofs", "dwelling_strength", effect, coverage, 0.0)
            + &intervention("words", "warning", effect.min(1.0), coverage, 0.0)
            + BASELINE
            + &strategy("b_both", &["roofs", "words"], None);
        Ok(Case::island::<&str>(STORMY, &rest, &[])?.play(6))
    };
    let changed = |records: &[ReplicateRecord]| {
        unlike(records.chunks(2).map(|future| (&future[0], &future[1])))
    };
    findings.equal("futures that zero effect changes", changed(&play(0.0, 1.0)?), 0.0);
    findings.equal("futures that zero coverage changes", changed(&play(1.0, 0.0)?), 0.0);
    let works = play(1.0, 1.0)?;
    let moved = works.chunks(2).filter(|it| it[0].outcomes != it[1].outcomes).count();
    findings.above("futures that the whole changes", moved as f64, 0.0);
    Ok(())
}

/// Threads do not matter (case 28).
pub(super) fn threads_do_not_matter(findings: &mut Findings) -> Result<(), Broken> {
    let case = Case::island(STORMY, BASELINE, &["experiment.parameters=drawn"])?;
    let prepared = case.prepared();
    let (one, many) = (ensemble(&prepared, 24, 1)?, ensemble(&prepared, 24, 8)?);
    findings.equal("records of 24 futures by one thread", one.len() as f64, 24.0);
    findings.equal("records by eight threads", many.len() as f64, 24.0);
    let order = one.iter().zip(&many).all(|(a, b)| a.replicate == b.replicate);
    findings.holds("in the same order", order);
    findings.equal("records that differ", unlike(one.iter().zip(&many)), 0.0);
    Ok(())
}

/// Weights leave expected totals as they are (case 29).
pub(super) fn weights_keep_totals(findings: &mut Findings) -> Result<(), Broken> {
    // Half as many households that each stand for two: counts double, sums do not.
    let storm = shares_storm([0.5, 0.0, 0.5, 0.0]);
    let play = |weight: &str| -> Result<Moments, Broken> {
        let overrides = [weight, "scenario.horizon_years=1", "zones.bay.households=2000"];
        let records = Case::island(&storm, BASELINE, &overrides)?.play(40);
        let counts: Vec<f64> =
            records.iter().map(|record| outcome(record, OutcomeId::SevereDwellings)).collect();
        Ok(Moments::of(&counts))
    };
    let one = play("population.household_weight=1")?;
    let two = play("population.household_weight=2")?;
    let households = 2_180.0;
    let error = (households * 0.25 / 40.0_f64).sqrt();
    let half = 0.5 * households;
    findings.near("severe damage, each for one", one.mean(), half, 4.0 * error);
    let error = error * 2.0_f64.sqrt();
    findings.near("severe damage, each for two", two.mean(), half, 4.0 * error);
    // The spread by chance alone grows by the root of two: variances 545 and 1,090, each known to
    // √(2 / 39) of itself.
    let error = (2.0_f64 / 39.0).sqrt();
    findings.near("variance over 545", one.variance() / 545.0, 1.0, 4.0 * error);
    findings.near("variance over 1,090", two.variance() / 1_090.0, 1.0, 4.0 * error);
    Ok(())
}

/// Pairing takes out what strategies share (case 30).
pub(super) fn pairing_gains(findings: &mut Findings) -> Result<(), Broken> {
    let rest = intervention("roofs", "dwelling_strength", 8.0, 0.5, 0.0)
        + BASELINE
        + &strategy("b_roofs", &["roofs"], None)
        + &strategy("c_again", &[], None);
    let records = Case::island::<&str>(STORMY, &rest, &[])?.play(60);
    // The baseline once more, at another rank: whatever is drawn is drawn alike.
    let again = unlike(records.chunks(3).map(|future| (&future[0], &future[2])));
    findings.equal("futures in which a clone differs", again, 0.0);
    let of = |rank: usize| -> Vec<f64> {
        records.chunks(3).map(|future| outcome(&future[rank], OutcomeId::DisplacedPeople)).collect()
    };
    let (a, b) = (of(0), of(1));
    let differences: Vec<f64> = a.iter().zip(&b).map(|(a, b)| a - b).collect();
    let (ma, mb, md) = (Moments::of(&a), Moments::of(&b), Moments::of(&differences));
    let n = a.len() as f64;
    let covariance =
        a.iter().zip(&b).map(|(x, y)| (x - ma.mean()) * (y - mb.mean())).sum::<f64>() / (n - 1.0);
    let identity = ma.variance() + mb.variance() - 2.0 * covariance;
    findings.within("variance of the difference", md.variance(), identity, 1e-9);
    let unpaired = ma.variance() + mb.variance();
    findings.below("less than unpaired", md.variance(), unpaired);
    Ok(())
}

/// Incomes are as unequal as stated (case 31).
pub(super) fn incomes_are_unequal(findings: &mut Findings) -> Result<(), Broken> {
    for gini in [0.35, 0.40, 0.51] {
        let overrides = [
            format!("population.income_gini={gini}"),
            "zones.bay.households=9000".to_owned(),
            "zones.hill.households=9000".to_owned(),
        ];
        let case = Case::island(STORMY, BASELINE, &overrides)?;
        let population = Place::compile(&case.scenario).population;
        let mut incomes: Vec<f64> = population.income.iter().copied().map(f64::from).collect();
        incomes.sort_by(f64::total_cmp);
        let n = incomes.len() as f64;
        let total: f64 = incomes.iter().sum();
        let ranked: f64 =
            incomes.iter().enumerate().map(|(rank, income)| (rank as f64 + 1.0) * income).sum();
        let found = 2.0 * ranked / (n * total) - (n + 1.0) / n;
        findings.near("Gini of 18,000 incomes", found, gini, (0.5 / n).sqrt() * 2.0);
    }
    for (gini, sigma) in
        [(0.35, 0.6417), (0.38, 0.7012), (0.40, 0.7416), (0.44, 0.8243), (0.51, 0.9762)]
    {
        let found = std::f64::consts::SQRT_2 * normal(f64::midpoint(gini, 1.0));
        findings.near("σ from the Gini, vector", found, sigma, 5.1e-5);
    }
    Ok(())
}
