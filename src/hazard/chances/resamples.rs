//! Resamples of the recorded seasons, the same for all statistics.

use super::mean;
use crate::rng::{Draws, Purpose, Seed};

/// Number of resamples.
const RESAMPLES: u32 = 2000;
/// Period of the addresses of these resamples, which no month of a future has.
const RESAMPLE_PERIOD: u16 = u16::MAX;

/// How often each season stands in each resample.
pub(super) struct Resamples {
    seasons: usize,
    picks: Vec<u32>,
}

impl Resamples {
    /// Addresses: purpose `Bootstrap`, entity the resample, index the position.
    pub(super) fn new(seed: Seed, seasons: usize) -> Self {
        let draws = Draws::shared(seed);
        let picks = (0..RESAMPLES)
            .flat_map(|resample| (0..seasons as u32).map(move |position| (resample, position)))
            .map(|(resample, position)| {
                let uniform =
                    draws.uniform(Purpose::Bootstrap, resample, RESAMPLE_PERIOD, position);
                ((uniform * seasons as f64) as u32).min(seasons as u32 - 1)
            })
            .collect();
        Self { seasons, picks }
    }

    fn means(&self, values: &[f64]) -> Vec<f64> {
        self.picks
            .chunks(self.seasons)
            .map(|picks| {
                picks.iter().map(|pick| values[*pick as usize]).sum::<f64>() / self.seasons as f64
            })
            .collect()
    }

    pub(super) fn standard_error(&self, values: &[f64]) -> f64 {
        let means = self.means(values);
        let centre = mean(&means);
        let squares: f64 = means.iter().map(|mean| (mean - centre) * (mean - centre)).sum();
        (squares / (means.len() - 1) as f64).sqrt()
    }

    /// The 2.5 and 97.5 percentiles of the means.
    pub(super) fn interval(&self, values: &[f64]) -> (f64, f64) {
        let mut means = self.means(values);
        means.sort_by(f64::total_cmp);
        let tail = means.len() / 40;
        (means[tail], means[means.len() - 1 - tail])
    }
}

#[cfg(test)]
mod tests {
    use super::Resamples;
    use crate::rng::Seed;

    #[test]
    fn resampling_knows_the_error_of_a_mean() {
        let values: Vec<f64> = (0..40).map(|season| f64::from(u8::from(season % 4 == 0))).collect();
        let resamples = Resamples::new(Seed(2), 40);
        // Binomial: sqrt(.25 x .75 / 40) = .0685.
        let error = resamples.standard_error(&values);
        assert!((error - 0.0685).abs() < 0.004, "{error}");
        let (low, high) = resamples.interval(&values);
        assert!((0.10..0.15).contains(&low) && (0.35..0.42).contains(&high), "{low} {high}");
        assert_eq!(resamples.interval(&[0.5; 40]), (0.5, 0.5));
    }
}
