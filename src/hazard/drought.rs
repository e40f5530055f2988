//! Drought: a two-state monthly Markov chain over the whole area (model M2.7).
//!
//! A month without drought is followed by one with probability p01, a dry month by another with p11, so
//! that spells last 1 / (1 - p11) months on average and p01 / (p01 + 1 - p11) of months are dry. The
//! first month has that share. A spell keeps the severity drawn, evenly, when it began. The pathway does
//! not change it.

use crate::rng::{Draws, Purpose};
use crate::scenario::hazard::DroughtHazard;

/// A drought hazard with its numbers at their central values.
#[derive(Clone, Copy, Debug)]
pub struct Drought {
    name: u32,
    onset: f64,
    persistence: f64,
    severity: (f64, f64),
}

impl Drought {
    /// Compiles a hazard whose id has the hash `name`.
    pub fn new(name: u32, hazard: &DroughtHazard) -> Self {
        Self {
            name,
            onset: hazard.onset_per_month.central,
            persistence: hazard.persistence_per_month.central,
            severity: (hazard.severity_low.central, hazard.severity_high.central),
        }
    }

    /// Share of months that are dry in the long run.
    pub fn stationary_share(&self) -> f64 {
        let leaves = 1.0 - self.persistence;
        if self.onset + leaves > 0.0 { self.onset / (self.onset + leaves) } else { 0.0 }
    }

    /// Mean length of a spell, months.
    pub fn mean_spell_months(&self) -> f64 {
        1.0 / (1.0 - self.persistence)
    }

    /// Raises the severities of the months of a future, one for each period, to those of this hazard.
    pub fn add(&self, draws: &Draws, severities: &mut [f32]) {
        let mut severity = None;
        for (period, slot) in (0_u16..).zip(severities) {
            let (dry, drawn) = draws.pair(Purpose::Drought, self.name, period, 0);
            let chance = match (period, severity) {
                (0, _) => self.stationary_share(),
                (_, None) => self.onset,
                (_, Some(_)) => self.persistence,
            };
            let (low, high) = self.severity;
            severity = (dry < chance).then(|| severity.unwrap_or(low + (high - low) * drawn));
            *slot = slot.max(severity.unwrap_or(0.0) as f32);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Drought;
    use crate::rng::{Draws, Seed};

    const DROUGHT: Drought =
        Drought { name: 5, onset: 0.008, persistence: 0.93, severity: (0.2, 0.8) };

    #[test]
    fn share_and_spell_are_those_of_the_chain() {
        assert!((DROUGHT.mean_spell_months() - 1.0 / 0.07).abs() < 1e-12);
        assert!((DROUGHT.stationary_share() - 0.008 / 0.078).abs() < 1e-12);
        // The same in play, from the first month on.
        let (futures, months) = (4000_u32, 240_usize);
        let mut dry = vec![0.0; months];
        let (mut onsets, mut severity_sum) = (0.0, 0.0);
        for future in 0..futures {
            let mut severities = vec![0.0_f32; months];
            DROUGHT.add(&Draws::new(Seed(3), future), &mut severities);
            for month in 0..months {
                let now = severities[month];
                dry[month] += f64::from(u8::from(now > 0.0));
                if month > 0 && now > 0.0 {
                    if severities[month - 1] > 0.0 {
                        assert_eq!(now, severities[month - 1], "a spell keeps its severity");
                    } else {
                        onsets += 1.0;
                        severity_sum += f64::from(now);
                    }
                }
            }
        }
        let (n, share) = (f64::from(futures), DROUGHT.stationary_share());
        let error = (share * (1.0 - share) / n).sqrt();
        for month in [0, 1, 12, 120, 239] {
            assert!((dry[month] / n - share).abs() < 4.0 * error, "{} in {month}", dry[month] / n);
        }
        // Onsets from months that are not dry.
        let open = n * 239.0 - dry[..239].iter().sum::<f64>();
        let error = (open * 0.008 * 0.992).sqrt();
        assert!((onsets - open * 0.008).abs() < 4.0 * error, "{onsets}");
        // Severity is even between .2 and .8.
        let error = 0.6 / 12.0_f64.sqrt() / onsets.sqrt();
        assert!((severity_sum / onsets - 0.5).abs() < 4.0 * error);
    }

    #[test]
    fn without_onset_it_never_dries() {
        let none = Drought { onset: 0.0, ..DROUGHT };
        let mut severities = vec![0.0_f32; 600];
        none.add(&Draws::new(Seed(3), 1), &mut severities);
        assert!(severities.iter().all(|severity| *severity == 0.0));
    }
}
