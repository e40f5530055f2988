//! What risk is worth and how options share the choice (cases 16 and 17).

use super::{Broken, Findings};
use crate::dist::math::{exp, ln};
use crate::model::decision::{Choice, Options, Terms};
use crate::model::utility::{
    RETURN_YEARS, annuity, certainty_equivalent, change, log_equivalent, perceived_chances,
};
use crate::rng::{Draws, Seed};

const DAMAGE: [f64; 5] = [0.02, 0.08, 0.20, 0.45, 0.70];

/// Certainty equivalent of 10,000 under losses of a dwelling of 30,000, of which .12 burden each year.
fn equivalent(consumption: f64, damage: [f64; 5], ratio: f64, aversion: f64) -> f64 {
    let losses = damage.map(|ratio| 0.12 * 30_000.0 * ratio);
    certainty_equivalent(consumption, losses, &perceived_chances(ratio), aversion, 0.0)
}

/// Certainty equivalents: vector, annuity and limits in fear and in aversion (case 16).
pub(super) fn certainty_equivalents(findings: &mut Findings) -> Result<(), Broken> {
    let vector = "certainty equivalent, vector";
    findings.within(vector, equivalent(10_000.0, DAMAGE, 1.0, 1.0), 9_960.208_5, 1e-8);
    findings.within(vector, equivalent(10_000.0, DAMAGE, 4.0, 1.5), 9_836.313_4, 1e-8);
    // Half the losses for 300 a year: not worth it.
    let halved = equivalent(9_700.0, DAMAGE.map(|ratio| ratio / 2.0), 4.0, 1.5);
    findings.within(vector, halved, 9_622.230_2, 1e-8);
    findings.near("annuity of 4 % over 16 years", annuity(0.04, 16.0), 0.085_820, 5e-7);
    findings.near("annuity without interest", annuity(0.0, 16.0), 1.0 / 16.0, 1e-15);
    // Nobody who sees no risk gives anything for it; who is indifferent to it gives its mean.
    for aversion in [0.0, 1.0, 1.5, 3.0] {
        findings.equal("no risk seen", equivalent(10_000.0, DAMAGE, 0.0, aversion), 10_000.0);
    }
    let chances = perceived_chances(2.0);
    let mean: f64 = DAMAGE.iter().zip(chances).map(|(ratio, p)| p * 3_600.0 * ratio).sum();
    let indifferent = equivalent(10_000.0, DAMAGE, 2.0, 0.0);
    findings.near("indifferent to risk", indifferent, 10_000.0 - mean, 1e-8);
    // Less, the more is feared and the less risk is liked.
    let mut before = f64::INFINITY;
    for ratio in [0.0, 0.3, 1.0, 2.0, 5.0, 9.0, 20.0, 400.0] {
        let now = equivalent(10_000.0, DAMAGE, ratio, 1.5);
        findings.below("less the more is feared", now, before);
        before = now;
    }
    let by_aversion = [0.0, 0.5, 1.0, 1.5, 2.0, 3.0].map(|eta| equivalent(1e4, DAMAGE, 1.0, eta));
    for pair in by_aversion.windows(2) {
        findings.below("less the less risk is liked", pair[1], pair[0]);
    }
    // Perceived chances are of one year: none above .998, all together that of the shortest period.
    for ratio in [0.1, 1.0, 9.0, 50.0, 1e4] {
        let all: f64 = perceived_chances(ratio).iter().sum();
        let expected = (ratio / RETURN_YEARS[0]).min(0.998);
        findings.near("perceived chance of any loss", all, expected, 1e-12);
    }
    // The product's form of the same, in logarithms.
    let losses = DAMAGE.map(|ratio| 0.12 * 30_000.0 * ratio / 10_000.0);
    let same = log_equivalent(change(&losses, &perceived_chances(4.0), 1.5, 0.05), 1.5);
    let logarithm = ln(equivalent(10_000.0, DAMAGE, 4.0, 1.5) / 10_000.0);
    findings.near("logarithm of the equivalent", 20.0 * same, 20.0 * logarithm, 1e-12);
    Ok(())
}

/// Shares of the nested logit: vector, limits, and draws of it (case 17).
pub(super) fn nested_logit(findings: &mut Findings) -> Result<(), Broken> {
    let shares = |scale: f64, zones: &[f64], destinations: &[f64]| {
        let at = Options::of_utilities(scale, 0.0, zones, destinations).feasible_probabilities();
        (1.0 - at.relocate - at.migrate, at.relocate, at.migrate)
    };
    let (zones, destinations) = ([-1.0, -1.5], [-2.0, -2.2, -3.0]);
    let (stay, relocate, migrate) = shares(0.5, &zones, &destinations);
    findings.near("share that stays, vector", stay, 0.620_303, 1e-6);
    findings.near("share that relocates, vector", relocate, 0.266_891, 1e-6);
    findings.near("share that migrates, vector", migrate, 0.112_806, 1e-6);
    // With a scale of one it is the multinomial logit.
    let weights = [0.0, -1.0, -1.5, -2.0, -2.2, -3.0].map(exp);
    let total: f64 = weights.iter().sum();
    let (stay, relocate, _) = shares(1.0, &zones, &destinations);
    findings.near("multinomial: stays", stay, weights[0] / total, 1e-12);
    findings.near("multinomial: relocates", relocate, (weights[1] + weights[2]) / total, 1e-12);
    // As the scale goes to zero a nest is worth its best option, and a clone of it adds nothing.
    let (stay, _, _) = shares(0.01, &zones, &destinations);
    let best = 1.0 / (1.0 + exp(-1.0) + exp(-2.0));
    findings.near("small scale: the best of a nest", stay, best, 1e-9);
    let (with_clone, _, _) = shares(0.01, &zones, &[-2.0, -2.0, -2.2, -3.0]);
    // Two equal options are worth μ ln 2 more than one.
    findings.near("small scale: a clone adds nothing", with_clone, stay, 0.01 * ln(2.0));
    // Equal options share alike, and what is worth nothing is never chosen.
    let equal = Options::of_utilities(0.5, 0.0, &[-1.0; 4], &[-700.0]);
    let at = equal.feasible_probabilities();
    findings.below("share of what is worth nothing", at.migrate, 1e-100);
    let draws = Draws::new(Seed(2), 0);
    let mut counts = [0.0; 4];
    let (mut moves, mut others) = (0.0, 0.0);
    for entity in 0..60_000 {
        let terms = Terms::draw(&draws, entity, 7, 0.5);
        match equal.decide(&terms, &draws, entity, 7).done {
            Choice::Relocate(zone) => {
                counts[usize::from(zone)] += 1.0;
                moves += 1.0;
            }
            choice => others += f64::from(u8::from(choice.is_move())),
        }
    }
    findings.equal("moves drawn to what is worth nothing", others, 0.0);
    findings.share("moves drawn", moves, 60_000.0, at.relocate);
    for count in counts {
        findings.share("moves drawn to one of four alike", count, moves, 0.25);
    }
    Ok(())
}
