//! Perceived risk: learning from events and forgetting (model M6, Gamma-Poisson form).
//!
//! Belief in the rate of damaging events rests at optimism times the true rate. An event adds one to
//! the experience of those it hits and a third to those who see it around them; experience halves every
//! half-life and counts over B = b0 + H / ln 2 years. Closed form in (last touch, now): one number per
//! zone for what all of it saw, one per household for what it suffered beyond that. Experience starts
//! at rest.

use super::coefficients::Given;
use super::households::Households;

/// Largest perceived over true risk.
const LARGEST_RATIO: f64 = 50.0;

/// Experience of a zone at large.
#[derive(Clone, Debug, Default)]
pub struct ZoneExperience {
    events: Vec<f64>,
    period: Vec<u16>,
}

impl ZoneExperience {
    /// No experience in any zone.
    pub fn reset(&mut self, zones: usize) {
        self.events.clear();
        self.events.resize(zones, 0.0);
        self.period.clear();
        self.period.resize(zones, 0);
    }

    /// Experience now.
    pub fn now(&self, zone: usize, keep: &[f64], period: u16) -> f64 {
        self.events[zone] * keep[usize::from(period - self.period[zone])]
    }

    /// Adds an event that the whole zone saw.
    pub fn add(&mut self, zone: usize, events: f64, keep: &[f64], period: u16) {
        self.events[zone] = self.now(zone, keep, period) + events;
        self.period[zone] = period;
    }
}

/// Adds an event that the household itself suffered, beyond what its zone saw.
pub fn suffer(households: &mut Households, household: usize, given: &Given<'_>, period: u16) {
    let keep = &given.coefficients.keep_experience;
    let months = usize::from(period - households.experience_period[household]);
    let now = f64::from(households.experience[household]) * keep[months];
    let own = 1.0 - given.parameters.behaviour.perception_seen_weight;
    households.experience[household] = (now + own) as f32;
    households.experience_period[household] = period;
}

/// Perceived over true risk of a household.
pub fn perceived_ratio(
    households: &Households,
    zones: &ZoneExperience,
    household: usize,
    given: &Given<'_>,
    period: u16,
) -> f64 {
    let keep = &given.coefficients.keep_experience;
    let zone = usize::from(households.zone[household]);
    let months = usize::from(period - households.experience_period[household]);
    let own = f64::from(households.experience[household]) * keep[months];
    let experience = own + zones.now(zone, keep, period);
    let rate = given.risk.event_rate[zone].max(1e-4);
    (given.parameters.behaviour.perception_optimism
        + experience / (given.coefficients.belief_years * rate))
        .min(LARGEST_RATIO)
}
