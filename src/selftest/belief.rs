//! Evacuation, perceived risk and the clock of decisions (cases 11, 14, 15, 19).

use std::f64::consts::LN_2;

use super::{Broken, Findings};
use crate::dist::math::{exp, ln, logistic};
use crate::model::clock::arrivals;
use crate::model::evacuation::{Reasons, logit};
use crate::model::perception::{AreaExperience, perceived};
use crate::rng::{Draws, Purpose, Seed};
use crate::scenario::parameters::Behaviour;

/// Without reasons the odds of leaving are even (case 11).
pub(super) fn odds_of_leaving(findings: &mut Findings) -> Result<(), Broken> {
    let zero = Behaviour::from_keys(|_| 0.0);
    let reasons = Reasons {
        order: 1.0,
        received: true,
        weak_home: true,
        low_ground: true,
        owner: true,
        female_head: true,
        vulnerable: true,
        perceived_ratio: 4.0,
        experience: 2.0,
        peers: 0.5,
        knowledge: 0.5,
    };
    findings.equal("chance with all coefficients 0", logistic(logit(&zero, &reasons)), 0.5);
    for constant in [-3.0, -0.4, 2.0] {
        let only = Behaviour { evacuation_constant: constant, ..zero.clone() };
        let expected = 1.0 / (1.0 + exp(-constant));
        let found = logistic(logit(&only, &reasons));
        findings.near("chance by the constant alone", found, expected, 1e-15);
    }
    // One received order to an owner of a weak home on low ground who sees the true risk.
    let defaults = Behaviour::from_keys(|key| key.default);
    let one = Reasons {
        order: 1.0,
        received: true,
        weak_home: true,
        low_ground: true,
        owner: true,
        perceived_ratio: 1.0,
        ..Reasons::default()
    };
    let expected = -3.0 + 1.3 + 0.6 + 0.8 + 0.9 - 0.4 + 0.5 * ln(2.0);
    findings.near("logit of an owner at defaults", logit(&defaults, &one), expected, 1e-15);
    Ok(())
}

/// Belief in the rate of events `years` after one, from a rest of .05 a year: H = 3, b0 = 10.
fn belief(years: u16, periods_per_year: u16) -> f64 {
    let belief_years = 10.0 + 3.0 / LN_2;
    let per_period = LN_2 / 3.0 / f64::from(periods_per_year);
    let keep: Vec<f64> =
        (0..=30 * periods_per_year).map(|k| exp(-per_period * f64::from(k))).collect();
    let mut experience = AreaExperience::new(0.0);
    let event = 5 * periods_per_year;
    experience.add(1.0, &keep, event);
    let now = experience.now(&keep, event + years * periods_per_year);
    // Optimism one half of a true rate of .1.
    0.1 * perceived(0.5, now, belief_years, 0.1)
}

/// Belief rests, learns and forgets (case 14).
pub(super) fn belief_after_an_event(findings: &mut Findings) -> Result<(), Broken> {
    for (years, expected) in [(0, 0.1198), (1, 0.1054), (3, 0.0849), (6, 0.0674), (9, 0.0587)] {
        let found = belief(years, 12);
        findings.near("vector", found, expected, 5.1e-5);
        findings.near("belief by quarters", belief(years, 4), found, 1e-12);
        findings.near("belief by years", belief(years, 1), found, 1e-12);
        let exact = 0.05 + exp(-LN_2 * f64::from(years) / 3.0) / (10.0 + 3.0 / LN_2);
        findings.near("closed form", found, exact, 1e-12);
    }
    let quiet = AreaExperience::new(0.0);
    let keep: Vec<f64> = (0..=360).map(|k| exp(-0.02 * f64::from(k))).collect();
    for period in [0, 1, 360] {
        let rest = perceived(0.5, quiet.now(&keep, period), 14.3, 0.1);
        findings.equal("rest without events", rest, 0.5);
    }
    Ok(())
}

/// Memory beside the exponential form in use elsewhere (case 15).
pub(super) fn memory_is_long(findings: &mut Findings) -> Result<(), Broken> {
    // The other form, β = 2 · 1.6^(-3.6 τ) + .01 (DYNAMO-M): an oracle, not part of the product.
    let other = |years: f64| 2.0 * exp(-3.6 * years * ln(1.6)) + 0.01;
    findings.near("the other form at once", other(0.0), 2.01, 1e-12);
    findings.near("the other form at last", other(1e3), 0.01, 1e-12);
    let slope = ln(other(1.0) - 0.01) - ln(other(0.0) - 0.01);
    findings.near("slope of its logarithm", slope, -3.6 * ln(1.6), 1e-9);
    findings.near("the other form after a year", other(1.0), 0.378, 1e-3);
    findings.near("the other form after two years", other(2.0), 0.078, 1e-3);
    // Excess belief of the product two years after an event is still more than half of the first; of the
    // other form less than four per cent.
    let excess = |years: u16| belief(years, 12) - 0.05;
    let kept = excess(2) / excess(0);
    findings.near("belief kept after two years", kept, exp(-2.0 / 3.0 * LN_2), 1e-12);
    findings.below("the same of the other form", (other(2.0) - 0.01) / 2.0, 0.04);
    Ok(())
}

/// Who has decided by a time (case 19).
pub(super) fn who_has_decided(findings: &mut Findings) -> Result<(), Broken> {
    let draws = Draws::new(Seed(5), 0);
    let households = 30_000;
    for (per_year, years) in [(0.12, 10), (0.48, 1), (1.0, 2)] {
        for steps in [12_u16, 24] {
            let mut decided = 0_u32;
            for entity in 0..households {
                let mut any = false;
                let rate = per_year / f64::from(steps);
                arrivals(&draws, Purpose::DecisionClock, entity, 0, rate, steps * years, |_| {
                    any = true;
                });
                decided += u32::from(any);
            }
            let expected = 1.0 - exp(-per_year * f64::from(years));
            let what = "share that has decided";
            findings.share(what, f64::from(decided), f64::from(households), expected);
        }
    }
    Ok(())
}
