//! Perceived risk: learning from events and forgetting (model M6, Gamma-Poisson form).
//!
//! Belief in the rate of damaging events rests at optimism times the true rate. An event adds to the
//! experience of a household: one if it damaged its own dwelling, a third of the share of its ties that
//! it struck, and a tenth if it did damage anywhere in the area, for everyone hears of it. Experience
//! halves every half-life H and counts over B = b0 + H / ln 2 years. Closed form in (last touch, now):
//! one number for what the whole area heard of, one per household for what came nearer. It starts from
//! the recorded storms of the thirty years before (`plan::past`), at rest where there is no record.

use super::coefficients::Given;
use super::households::Households;
use super::run::Run;
use crate::scenario::lever::Lever;

/// Largest perceived over true risk.
const LARGEST_RATIO: f64 = 50.0;

/// Experience that the whole area shares.
#[derive(Clone, Copy, Debug, Default)]
pub struct AreaExperience {
    events: f64,
    period: u16,
}

impl AreaExperience {
    /// Experience at the start.
    pub fn new(events: f64) -> Self {
        Self { events, period: 0 }
    }

    /// Experience now.
    pub fn now(&self, keep: &[f64], period: u16) -> f64 {
        self.events * keep[usize::from(period - self.period)]
    }

    /// Adds an event that everyone heard of.
    pub fn add(&mut self, events: f64, keep: &[f64], period: u16) {
        self.events = self.now(keep, period) + events;
        self.period = period;
    }
}

/// Adds `events` to a household's own experience.
fn add(households: &mut Households, i: usize, events: f64, keep: &[f64], period: u16) {
    let months = usize::from(period - households.experience_period[i]);
    let now = f64::from(households.experience[i]) * keep[months];
    households.experience[i] = (now + events) as f32;
    households.experience_period[i] = period;
}

/// The event under way ends: those whose dwellings it damaged, their ties and the whole area remember.
pub fn remember(run: &mut Run<'_>, period: u16) {
    let behaviour = &run.given.parameters.behaviour;
    let keep = &run.given.coefficients.keep_experience;
    if std::mem::take(&mut run.lists.heard) {
        run.area_experience.add(behaviour.perception_media_weight, keep, period);
    }
    let network = &run.given.place.population.network;
    let struck = std::mem::take(&mut run.lists.struck);
    for &member in &struck {
        let i = member as usize;
        add(&mut run.households, i, 1.0, keep, period);
        for &tie in network.ties_of(i) {
            let other = tie as usize;
            let share = behaviour.perception_seen_weight / network.ties_of(other).len() as f64;
            add(&mut run.households, other, share, keep, period);
        }
    }
    run.lists.struck = struck;
    run.lists.struck.clear();
}

/// Experience of a household now, in events.
#[inline]
pub fn experience(
    households: &Households,
    area: &AreaExperience,
    i: usize,
    given: &Given<'_>,
    period: u16,
) -> f64 {
    let keep = &given.coefficients.keep_experience;
    let months = usize::from(period - households.experience_period[i]);
    f64::from(households.experience[i]) * keep[months] + area.now(keep, period)
}

/// Perceived over true risk in a zone with so much experience.
#[inline]
pub fn ratio(given: &Given<'_>, zone: u16, experience: f64) -> f64 {
    let rate = given.risk.event_rate[usize::from(zone)].max(1e-4);
    let optimism = given.parameters.behaviour.perception_optimism;
    perceived(optimism, experience, given.coefficients.belief_years, rate)
}

/// Perceived over true risk: optimism plus experience over what the true rate brings in the years of
/// belief, at most fifty.
pub fn perceived(optimism: f64, experience: f64, belief_years: f64, true_rate: f64) -> f64 {
    (optimism + experience / (belief_years * true_rate)).min(LARGEST_RATIO)
}

/// Perceived over true risk after a share of the gap to the true one was closed.
pub fn informed(ratio: f64, closed_share: f64) -> f64 {
    ratio + closed_share * (1.0 - ratio)
}

impl Run<'_> {
    /// Perceived over true risk of a household with so much experience, as far as programmes under way
    /// inform it (lever `risk_communication`); when the programme ends the old belief is back.
    #[inline]
    pub fn believed_ratio(&self, i: usize, experience: f64) -> f64 {
        let ratio = ratio(&self.given, self.households.zone[i], experience);
        match self.aid(Lever::RiskCommunication, i) {
            Some((share, _)) => informed(ratio, share),
            None => ratio,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::informed;

    #[test]
    fn information_closes_a_share_of_the_gap_from_either_side() {
        assert_eq!(informed(0.5, 0.5), 0.75);
        assert_eq!(informed(3.0, 0.5), 2.0);
        assert_eq!((informed(0.3, 0.0), informed(0.3, 1.0)), (0.3, 1.0));
    }
}
