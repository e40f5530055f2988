//! What authorities can do of what was planned: their capacity, and how far policies are carried out.
//!
//! Programmes reach capacity c times implementation m of what is planned. Training (lever `capacity`) adds
//! g (1 - c) a year, g the mean of its effect over the households of the area; staff who leave take
//! v (c - c0) a year with them: after training ends the gain halves in ln 2 / v years. Policies brought
//! into line (lever `coherence`) make m up by the mean x of their effect: m + x (1 - m). With c0 = m = 1,
//! the default, everything planned is reached.

use super::run::Run;
use crate::scenario::lever::Lever;
use crate::scenario::parameters::Policy;

/// Capacity and implementation of a run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Authorities {
    capacity: f64,
    implementation: f64,
}

impl Authorities {
    /// As stated for the start.
    pub fn new(policy: &Policy<f64>) -> Self {
        Self { capacity: policy.capacity_share, implementation: policy.implementation_share }
    }

    /// Share of what is planned that is reached, 0-1.
    pub fn delivered_share(&self) -> f64 {
        self.capacity * self.implementation
    }

    /// Capacity of authorities, 0-1.
    pub fn now(&self) -> f64 {
        self.capacity
    }
}

/// Capacity a month later.
fn next(capacity: f64, gain_per_year: f64, policy: &Policy<f64>) -> f64 {
    let gained = gain_per_year / 12.0 * (1.0 - capacity);
    let lost = policy.capacity_turnover_per_year / 12.0 * (capacity - policy.capacity_share);
    capacity + gained - lost
}

/// Changes capacity and implementation by what programmes brought until the month before.
pub fn change(run: &mut Run<'_>) {
    let policy = &run.given.parameters.policy;
    if run.slots.in_use(Lever::Capacity) {
        let gain = run.mean_of(Lever::Capacity);
        let capacity = run.deliveries.authorities.capacity;
        run.deliveries.authorities.capacity = next(capacity, gain, policy);
    }
    if run.slots.in_use(Lever::Coherence) {
        let coherence = run.mean_of(Lever::Coherence);
        let stated = policy.implementation_share;
        run.deliveries.authorities.implementation = stated + coherence * (1.0 - stated);
    }
}

#[cfg(test)]
mod tests {
    use super::next;
    use crate::scenario::parameters::Policy;

    #[test]
    fn training_adds_and_turnover_takes_away() {
        let mut policy = Policy::from_keys(|key| key.default);
        policy.capacity_share = 0.4;
        policy.capacity_turnover_per_year = 0.12;
        // 0.4 + 0.5 / 12 x 0.6, with nothing to lose yet.
        let after = next(0.4, 0.5, &policy);
        assert!((after - 0.425).abs() < 1e-15);
        // Without training a hundredth of the gain goes in a month.
        assert!((next(after, 0.0, &policy) - (0.425 - 0.01 * 0.025)).abs() < 1e-15);
        assert_eq!(next(0.4, 0.0, &policy), 0.4);
    }
}
