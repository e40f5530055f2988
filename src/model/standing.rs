//! Where households stand after their last decision: aspiration and ability (model M7; Carling 2002,
//! Schewel 2020), and the situation in which they decide.

use super::calibration;
use super::decision::{Decision, Situation, TiesElsewhere};
use super::households::{Living, NEVER, mark};
use super::income::{expected_income, income_now, usual_income};
use super::perception;
use super::placement::savings;
use super::recovery::REPAIRED;
use super::run::Run;
use crate::outcome::{OutcomeId, SeriesId};
use crate::plan::levels::{Dwelling, mean_over_years};
use crate::plan::population::{Population, Tenure};
use crate::plan::protection::Protection;

/// Months during which those who moved away are a norm for their ties.
pub const NORM_MONTHS: u16 = 24;

/// Class of a household by its last decision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Standing {
    /// It has not decided yet, or found another home since.
    #[default]
    None,
    /// It wanted to move and did.
    Mobile,
    /// It wanted to move and could not.
    Trapped,
    /// It wants to stay although its dwelling is exposed.
    VoluntarilyImmobile,
    /// It stays where little threatens it.
    Acquiescent,
}

impl Standing {
    /// The class that a decision puts a household in whose dwelling loses `risk` of its value in a year.
    pub fn of(decision: Decision, risk: f64, exposed_from: f64) -> Self {
        if decision.is_trapped() {
            Self::Trapped
        } else if decision.done.is_move() {
            Self::Mobile
        } else if risk >= exposed_from {
            Self::VoluntarilyImmobile
        } else {
            Self::Acquiescent
        }
    }

    /// The stock that counts its people.
    pub fn series(self) -> Option<SeriesId> {
        match self {
            Self::None | Self::Mobile => None,
            Self::Trapped => Some(SeriesId::TrappedStock),
            Self::VoluntarilyImmobile => Some(SeriesId::VoluntarilyImmobileStock),
            Self::Acquiescent => Some(SeriesId::AcquiescentStock),
        }
    }
}

impl Run<'_> {
    /// Puts a household in the class of its decision.
    pub fn stand(&mut self, i: usize, decision: Decision) {
        let risk = dwelling_risk(self, i);
        let persons = self.persons(i);
        if decision.wanted.is_move() {
            self.count(i, OutcomeId::WantedMovesPeople, persons);
        }
        let exposed_from = self.given.parameters.behaviour.exposed_damage_per_year;
        let standing = Standing::of(decision, risk, exposed_from);
        self.release(i);
        if standing == Standing::Trapped {
            self.trap(i);
        } else {
            self.set_standing(i, standing);
        }
    }

    /// A household wanted to move and could not.
    pub fn trap(&mut self, i: usize) {
        self.release(i);
        self.set_standing(i, Standing::Trapped);
        if !self.households.has(i, mark::EVER_TRAPPED) {
            let persons = self.persons(i);
            self.households.set(i, mark::EVER_TRAPPED, true);
            self.count(i, OutcomeId::TrappedPeople, persons);
        }
    }

    fn set_standing(&mut self, i: usize, standing: Standing) {
        let persons = self.persons(i);
        if let Some(series) = standing.series() {
            self.tally.change(series, persons);
        }
        self.households.standing[i] = standing;
    }

    /// Takes a household out of the class of its last decision.
    pub fn release(&mut self, i: usize) {
        let persons = self.persons(i);
        if let Some(series) = self.households.standing[i].series() {
            self.tally.change(series, -persons);
        }
        self.households.standing[i] = Standing::None;
    }
}

/// Expected yearly damage ratio of the dwelling of a household, true: as it stood at the start or, for
/// another one, of the class in its zone at large; times what strength and protection added since leave of
/// the mean over years of damage at return periods.
pub fn dwelling_risk(run: &Run<'_>, i: usize) -> f64 {
    let (given, households) = (run.given, &run.households);
    let class = households.class[i];
    let as_built = if !households.has(i, mark::MOVED) && class == given.place.population.class[i] {
        f64::from(given.risk.household[i])
    } else {
        given.risk.zone[usize::from(households.zone[i])][usize::from(class)]
    };
    as_built * left_of_risk(run, i)
}

/// Share of the risk of a dwelling that strength and protection leave, 0-1; 1 where neither was added, or
/// where nothing comes to the dwelling as built at the return periods.
fn left_of_risk(run: &Run<'_>, i: usize) -> f64 {
    let now = dwelling(run, i);
    let protection = Protection::default();
    if now.strength_ms <= 0.0 && now.protection == protection {
        return 1.0;
    }
    let mean = |dwelling: &Dwelling| mean_over_years(&run.given.damage_at_returns(dwelling));
    let as_built = mean(&Dwelling { strength_ms: 0.0, protection, ..now });
    if as_built > 0.0 { mean(&now) / as_built } else { 1.0 }
}

/// The dwelling of a household now. Where no water comes, its site and what keeps water out of it change
/// nothing and are left out.
fn dwelling(run: &Run<'_>, i: usize) -> Dwelling {
    let households = &run.households;
    let zone = usize::from(households.zone[i]);
    let dry = Dwelling {
        zone,
        class: usize::from(households.class[i]),
        strength_ms: f64::from(households.strength_ms[i]),
        elevation_m: 0.0,
        coast_km: 0.0,
        protection: Protection::default(),
    };
    if !run.given.risk.levels.is_wet(zone) {
        return dry;
    }
    Dwelling {
        elevation_m: f64::from(households.elevation_m[i]),
        coast_km: f64::from(households.coast_km[i]),
        protection: run.protection(i),
        ..dry
    }
}

/// The dwelling of a household as it would strengthen it; none where it does not own it, does not live in
/// it, or the dwelling cannot be made stronger.
pub fn strengthened(run: &Run<'_>, i: usize) -> Option<Dwelling> {
    let given = run.given;
    let households = &run.households;
    let strength_ms = given.parameters.behaviour.adapt_strength_ms;
    let open = given.place.population.tenure[i] == Tenure::Owner
        && households.living[i] == Living::Home
        && can_be_strengthened(households.class[i])
        && f64::from(households.strength_ms[i]) < strength_ms
        && households.damage[i] < REPAIRED;
    open.then(|| Dwelling { strength_ms, ..dwelling(run, i) })
}

/// Whether straps and stronger roofs help a class: timber and masonry.
pub fn can_be_strengthened(class: u8) -> bool {
    class == 1 || class == 2
}

/// The situation of a household that decides; planned relocation would cost it `offer_usd` itself.
pub fn situation(run: &Run<'_>, i: usize, period: u16, offer_usd: Option<f64>) -> Situation {
    let given = run.given;
    let population = &given.place.population;
    let households = &run.households;
    let zone = households.zone[i];
    let experience = perception::experience(households, &run.area_experience, i, &given, period);
    Situation {
        zone,
        class: households.class[i],
        income_usd: expected_income(&given, households, i, period),
        income_now_usd: income_now(&given, households, i, period),
        usual_income_usd: usual_income(&given, i, period),
        damage: given.damage_at_returns(&dwelling(run, i)),
        strengthened: strengthened(run, i),
        perceived_ratio: run.believed_ratio(i, experience),
        attachment: f64::from(population.attachment[i]),
        displaced: households.living[i].is_displaced(),
        move_utility: calibration::move_utility(&given, i),
        ties: population.ties[i],
        legal: population.legal[i],
        offer_usd,
        cash_usd: savings(&given, households, i, period),
    }
}

/// Finds where the ties of a household are now.
pub fn find_ties(run: &Run<'_>, i: usize, period: u16, ties: &mut TiesElsewhere) {
    let households = &run.households;
    ties.clear(run.given.place.zones(), households.places());
    let all = run.given.place.population.network.ties_of(i);
    // No branch hangs on where a tie is: its place alone says what is counted.
    let mut left = 0_u32;
    for &tie in all {
        let (since, place) = households.whereabouts(tie as usize);
        ties.add(place);
        left += u32::from(since != NEVER) & u32::from(period.wrapping_sub(since) < NORM_MONTHS);
    }
    ties.forget_zone(households.zone[i]);
    if left > 0 {
        ties.left_share = f64::from(left) / all.len() as f64;
    }
}

/// Where the ties of a household are at the start, with the share of them that has moved away lately as
/// the stated rates of moves bring it about.
pub fn ties_at_the_start(
    population: &Population,
    i: usize,
    (zones, destinations): (usize, usize),
    left_share: f64,
    ties: &mut TiesElsewhere,
) {
    ties.clear(zones, zones + destinations);
    ties.left_share = left_share;
    for &tie in population.network.ties_of(i) {
        ties.add(population.zone[tie as usize]);
    }
    ties.forget_zone(population.zone[i]);
}
