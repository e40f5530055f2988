//! Where displacement has led after 12 and 24 months, and whether it is a durable solution: the eight
//! criteria of the IASC framework (2010), against neighbours of the same zone (model M8).
//!
//! What each criterion can see in this model: safety, the expected yearly damage of the dwelling; standard
//! of living, damage of the dwelling and services of the zone; livelihood, the share of its income that
//! the household keeps; housing, land and property, tenure and a plot; papers, family and a say, draws of
//! the household; remedies, payouts that came. Durable is a solution that meets six of them, safety and
//! housing among them, after 12 and after 24 months. Limits: conditions out of the area are not seen, so
//! whoever left it is settled and never durably; non-displaced neighbours are stood for by the zone's
//! dwellings and livelihoods at the start. Nothing is done between the two dates.

use super::footing::Footing;
use super::households::{Living, mark};
use super::income::{Earner, LIVELIHOODS};
use super::inundation::is_given_up;
use super::recovery::claim_is_settled;
use super::run::Run;
use super::services::services;
use super::standing::dwelling_risk;
use super::trace::Note;
use crate::dist::quantile::exponential;
use crate::outcome::OutcomeId;
use crate::plan::Place;
use crate::plan::risk::TrueRisk;
use crate::rng::Purpose;
use crate::scenario::lever::Lever;

/// Months of a spell at which it is classed.
const CLASSED_AT: [u16; 2] = [12, 24];
/// Criteria that make a solution durable.
const ENOUGH: u32 = 6;
/// Addresses of the draws: papers lost and replaced, family separated and reunited, a say.
const DOCUMENTS: u32 = 4;
const FAMILY: u32 = 6;
const PARTICIPATION: u32 = 8;
const TAKES_PART: u32 = 10;

/// Where a spell of displacement has led.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Solution {
    /// Nowhere yet.
    Pending,
    /// Back to the home that was lost.
    Returned,
    /// To another home in the zone where the household was displaced.
    Integrated,
    /// To another zone, to a planned home, or out of the area.
    Settled,
}

/// The eight criteria of a durable solution, in the order of the framework.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Criterion {
    /// Safety and security.
    Safety,
    /// Adequate standard of living.
    Living,
    /// Livelihood.
    Livelihood,
    /// Housing, land and property.
    Housing,
    /// Papers.
    Documents,
    /// Family together.
    Family,
    /// A say in public affairs.
    Participation,
    /// Remedies for what was lost.
    Remedies,
}

/// Criteria that are met.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Criteria(u8);

impl Criteria {
    /// With one criterion more, if it `is_met`.
    #[must_use]
    pub fn and(self, criterion: Criterion, is_met: bool) -> Self {
        Self(self.0 | u8::from(is_met) << criterion as u8)
    }

    /// Whether a criterion is met.
    pub fn has(self, criterion: Criterion) -> bool {
        self.0 >> criterion as u8 & 1 == 1
    }

    /// How many are met.
    pub fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether they are enough: six, safety and housing among them.
    pub fn suffice(self) -> bool {
        self.count() >= ENOUGH && self.has(Criterion::Safety) && self.has(Criterion::Housing)
    }
}

/// Notes what a household loses with its home at the start of a spell.
pub fn begin(run: &mut Run<'_>, i: usize, period: u16) {
    let given = run.given;
    let entity = given.place.population.entity[i];
    let destroyed =
        f64::from(run.households.damage[i]) >= given.parameters.vulnerability.destroyed_damage;
    let loses = destroyed && {
        let u = run.draws.uniform(Purpose::Solution, entity, period, DOCUMENTS);
        u < given.parameters.recovery.documents_lost_share
    };
    run.households.set(i, mark::LOST_DOCUMENTS, loses);
    run.households.spell_start[i] = period;
}

/// Classes the households whose spell began 12 or 24 months ago.
pub fn class_former_displaced(run: &mut Run<'_>, period: u16) {
    for months in CLASSED_AT {
        if period < months {
            continue;
        }
        let since = period - months;
        let displaced = std::mem::take(&mut run.lists.spells[usize::from(since)]);
        for &member in &displaced {
            class(run, member as usize, since, months);
        }
        run.lists.spells[usize::from(since)] = displaced;
    }
}

fn class(run: &mut Run<'_>, i: usize, since: u16, months: u16) {
    if run.households.living[i] == Living::Gone {
        return;
    }
    let solution = solution_now(run, i);
    // A household displaced anew since then is classed by where it is, and has nothing that lasted.
    let same_spell = run.households.spell_start[i] == since;
    let met = if same_spell && solution != Solution::Pending {
        criteria(run, i, since)
    } else {
        Criteria::default()
    };
    if months == CLASSED_AT[0] {
        if same_spell {
            run.households.set(i, mark::SOLVED_AT_12, met.suffice());
        }
        return;
    }
    let persons = run.persons(i);
    run.count(
        i,
        match solution {
            Solution::Pending => OutcomeId::PendingAt24MonthsPeople,
            Solution::Returned => OutcomeId::ReturnedAt24MonthsPeople,
            Solution::Integrated => OutcomeId::IntegratedAt24MonthsPeople,
            Solution::Settled => OutcomeId::SettledAt24MonthsPeople,
        },
        persons,
    );
    let durable = met.suffice() && run.households.has(i, mark::SOLVED_AT_12);
    if durable {
        run.count(i, OutcomeId::DurableSolutionPeople, persons);
    }
    let period = run.period;
    let away = run.households.living[i] == Living::Away;
    run.trace.note(i, period, || Note::Solved { solution, met, durable, anew: !same_spell, away });
}

/// Where the last spell of a household has led by now.
fn solution_now(run: &Run<'_>, i: usize) -> Solution {
    let solution = run.households.solution[i];
    let whole = f64::from(run.households.damage[i]) < run.given.parameters.recovery.solution_damage;
    if run.households.living[i].is_displaced() || (solution == Solution::Returned && !whole) {
        Solution::Pending
    } else {
        solution
    }
}

/// Criteria that a household meets now, for a spell that began in `since`. None out of the area.
fn criteria(run: &Run<'_>, i: usize, since: u16) -> Criteria {
    let given = run.given;
    let (households, period) = (&run.households, run.period);
    if !households.living[i].is_resident() {
        return Criteria::default();
    }
    let recovery = &given.parameters.recovery;
    let population = &given.place.population;
    let entity = population.entity[i];
    let zone = usize::from(households.zone[i]);
    let months = f64::from(period - since);
    let safe = dwelling_risk(run, i) <= given.coefficients.median_risk[zone]
        && !is_given_up(given.coefficients, households.elevation_m[i], period);
    let lives_well = f64::from(households.damage[i]) < recovery.solution_damage
        && services(&given, &run.services, zone, period) >= recovery.solution_services;
    let kept = |footing, livelihood| {
        Earner { footing, zone, livelihood, period }.kept(&given, &households.shocks)
    };
    let plain = Footing::default();
    let neighbours: f64 = given.coefficients.livelihood_shares[zone]
        .iter()
        .enumerate()
        .map(|(livelihood, share)| share * kept(plain, livelihood))
        .sum();
    let footing = households.shocks.footing(households.footing[i]);
    let earns = kept(footing, usize::from(population.livelihood[i]))
        >= recovery.solution_income_ratio * neighbours;
    let housed = !households.has(i, mark::NEEDS_PLOT)
        && (!run.is_without_title(i) || households.has(i, mark::PLANNED));
    let (_, replaced) = run.draws.pair(Purpose::Solution, entity, since, DOCUMENTS);
    let papers = !households.has(i, mark::LOST_DOCUMENTS)
        || exponential(replaced) * recovery.documents_replaced_months <= months;
    let (separated, reunited) = run.draws.pair(Purpose::Solution, entity, since, FAMILY);
    let together = population.size[i] < 2
        || separated >= recovery.family_separated_share
        || exponential(reunited) * recovery.family_reunited_months <= months;
    let says = run.takes_part(i)
        || run.draws.uniform(Purpose::Solution, entity, 0, PARTICIPATION)
            < recovery.participation_share;
    Criteria::default()
        .and(Criterion::Safety, safe)
        .and(Criterion::Living, lives_well)
        .and(Criterion::Livelihood, earns)
        .and(Criterion::Housing, housed)
        .and(Criterion::Documents, papers)
        .and(Criterion::Family, together)
        .and(Criterion::Participation, says)
        .and(Criterion::Remedies, claim_is_settled(run, i, period))
}

impl Run<'_> {
    /// Whether a household takes part in the reconstruction of its community (lever `participation`): a
    /// lasting draw below the effect.
    fn takes_part(&self, i: usize) -> bool {
        let share = self.slots.of(Lever::Participation, i);
        let entity = self.given.place.population.entity[i];
        share > 0.0 && self.draws.uniform(Purpose::Solution, entity, 0, TAKES_PART) < share
    }
}

/// Median over the dwellings of each zone at the start of the expected yearly damage ratio.
pub fn median_risks(place: &Place, risk: &TrueRisk) -> Vec<f64> {
    (0..place.zones())
        .map(|zone| {
            let mut risks: Vec<f32> = risk.household[place.population.in_zone(zone)].to_vec();
            risks.sort_unstable_by(f32::total_cmp);
            risks.get(risks.len() / 2).map_or(0.0, |risk| f64::from(*risk))
        })
        .collect()
}

/// Shares of the livelihoods among the households of each zone at the start.
pub fn livelihood_shares(place: &Place) -> Vec<[f64; LIVELIHOODS]> {
    (0..place.zones())
        .map(|zone| {
            let mut shares = [0.0; LIVELIHOODS];
            let households = place.population.in_zone(zone);
            let each = 1.0 / households.len().max(1) as f64;
            for i in households {
                shares[usize::from(place.population.livelihood[i])] += each;
            }
            shares
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Criteria, Criterion};

    #[test]
    fn six_criteria_suffice_with_safety_and_housing_among_them() {
        use Criterion::{Documents, Family, Housing, Livelihood, Living, Participation, Safety};
        let all = |criteria: &[Criterion]| {
            criteria.iter().fold(Criteria::default(), |met, criterion| met.and(*criterion, true))
        };
        let six = [Safety, Living, Livelihood, Housing, Documents, Family];
        assert!(all(&six).suffice());
        assert!(!all(&six[..5]).suffice());
        assert!(!all(&[Safety, Living, Livelihood, Documents, Family, Participation]).suffice());
        assert!(!all(&[Housing, Living, Livelihood, Documents, Family, Participation]).suffice());
        assert_eq!(all(&six).and(Participation, false), all(&six));
        assert!(all(&six).has(Family) && !all(&six).has(Criterion::Remedies));
    }
}
