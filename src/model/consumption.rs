//! What households consume when nothing happens, and what a loss of it weighs (model M9).
//!
//! Consumption without shocks is c0 = y0 · growth less the premium of insurance. Utility of a person is
//! u(x) = x^(1 - η) / (1 - η) with x = c / size; the well-being of a household is that of its persons at
//! the start. A loss of utility is told in money by the marginal utility of the mean consumption of a
//! person, x̄^(-η) (Hallegatte et al. 2017, Middelanis et al. 2025). The household's weight turns losses
//! relative to c0 into USD: size · x̄ · (x0 / x̄)^(1 - η).

use super::recovery::is_insured;
use crate::dist::math::{exp, ln, pow};
use crate::plan::Place;
use crate::plan::parameters::Parameters;

/// Smallest consumption that counts, as a share of that without shocks: keeps utility finite.
const LEAST_SHARE: f64 = 1e-3;

/// Consumption without shocks under one parameter vector.
#[derive(Clone, Debug, Default)]
pub struct Consumption {
    /// Share of a month's consumption at the start that a dollar is.
    pub dollar_share: Vec<f32>,
    /// USD of well-being that one unit of relative utility weighs.
    pub weight_usd: Vec<f32>,
    /// Share of income, growth included, below which the household is poor.
    pub poor_below: Vec<f32>,
    /// Households by that share, largest first, with the share.
    pub poorest_first: Vec<(f32, u32)>,
    /// Households by the share of income below which they cannot meet basic needs, largest first, with
    /// the share; empty where the survival line is 0.
    pub least_first: Vec<(f32, u32)>,
    /// Position of each household in that list of the poorest.
    pub rank: Vec<u32>,
    /// Insured households at the start.
    pub insured: Vec<u32>,
    /// Weight of a month in the sum over the horizon: growth^(1 - η) · exp(-ρ t) / 12, t in its middle.
    pub month_weight: Vec<f64>,
    /// 1 / growth by month.
    pub inverse_growth: Vec<f64>,
    /// Sum of the weights from a month on.
    pub weight_from: Vec<f64>,
    /// Inequality aversion η.
    eta: f64,
    /// 1 / (1 - η), where η is not 1.
    inverse: f64,
}

impl Consumption {
    /// Works it out for a place. `income_growth` is the growth of income since the start by month.
    pub fn new(place: &Place, parameters: &Parameters, income_growth: &[f64]) -> Self {
        let population = &place.population;
        let livelihood = &parameters.livelihood;
        let eta = livelihood.wellbeing_inequality_aversion;
        let mut consumption = Self { eta, inverse: 1.0 / (1.0 - eta), ..Self::default() };
        let (mut sum, mut persons) = (0.0, 0.0);
        for i in 0..population.len() {
            let income = f64::from(population.income[i]);
            let premium = if is_insured(parameters, population, i) {
                consumption.insured.push(i as u32);
                premium_usd(place, parameters, population.class[i])
            } else {
                0.0
            };
            let start = (income - premium).max(LEAST_SHARE * income);
            let size = f64::from(population.size[i]);
            sum += start;
            persons += size;
            consumption.dollar_share.push((12.0 / start) as f32);
            let needed = place.poverty_line_usd * size + premium;
            consumption.poor_below.push((needed / income) as f32);
            if place.survival_line_usd > 0.0 {
                let least = place.survival_line_usd * size + premium;
                consumption.least_first.push(((least / income) as f32, i as u32));
            }
        }
        let mean = sum / persons.max(1.0);
        consumption.weight_usd = (0..population.len())
            .map(|i| {
                let size = f64::from(population.size[i]);
                let start = 12.0 / f64::from(consumption.dollar_share[i]);
                let relative = start / (size * mean);
                (size * mean * power(relative, 1.0 - eta)) as f32
            })
            .collect();
        let mut order: Vec<(f32, u32)> = consumption.poor_below.iter().copied().zip(0..).collect();
        order.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        consumption.least_first.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        consumption.rank = vec![0; order.len()];
        for (rank, (_, i)) in order.iter().enumerate() {
            consumption.rank[*i as usize] = rank as u32;
        }
        consumption.poorest_first = order;
        let rho = livelihood.wellbeing_discount_per_year;
        let periods = usize::from(place.horizon.periods());
        consumption.month_weight = (0..periods)
            .map(|month| {
                let years = (month as f64 + 0.5) / 12.0;
                power(income_growth[month], 1.0 - eta) * exp(-rho * years) / 12.0
            })
            .collect();
        consumption.inverse_growth = income_growth.iter().map(|growth| 1.0 / growth).collect();
        consumption.weight_from = vec![0.0; periods + 1];
        for month in (0..periods).rev() {
            consumption.weight_from[month] =
                consumption.weight_from[month + 1] + consumption.month_weight[month];
        }
        consumption
    }

    /// Utility lost when consumption is `share` of what it would be, relative to c0^(1 - η): positive
    /// for a loss.
    #[inline]
    pub fn utility_loss(&self, share: f64) -> f64 {
        if self.eta == 1.0 {
            return utility_loss(self.eta, share);
        }
        (1.0 - power(share.max(LEAST_SHARE), 1.0 - self.eta)) * self.inverse
    }
}

/// [1 - share^(1 - η)] / (1 - η), and -ln share for η = 1: the utility lost, in units of c0^(1 - η), when
/// consumption falls to a share of c0. The share is held above 1 / 1000.
#[inline]
pub fn utility_loss(eta: f64, share: f64) -> f64 {
    let share = share.max(LEAST_SHARE);
    if eta == 1.0 { -ln(share) } else { (1.0 - power(share, 1.0 - eta)) / (1.0 - eta) }
}

/// `x` to the power of `y`; the usual power of minus one half is a root.
#[inline]
fn power(x: f64, y: f64) -> f64 {
    if y == -0.5 { 1.0 / x.sqrt() } else { pow(x, y) }
}

/// Premium of an insured dwelling of a class, USD a year: a share of the sum insured, which is the part
/// of its value that insurance would pay.
pub fn premium_usd(place: &Place, parameters: &Parameters, class: u8) -> f64 {
    let recovery = &parameters.recovery;
    recovery.insurance_premium_share_per_year
        * recovery.insured_payout_share
        * place.dwelling_cost_usd[usize::from(class)]
}

#[cfg(test)]
mod tests {
    use super::utility_loss;
    use crate::dist::math::ln;

    #[test]
    fn utility_lost_is_exact_at_known_points() {
        assert_eq!(utility_loss(1.5, 1.0), 0.0);
        assert_eq!(utility_loss(1.5, 0.25), 2.0);
        assert_eq!(utility_loss(0.0, 0.75), 0.25);
        assert_eq!(utility_loss(2.0, 0.5), 1.0);
        assert_eq!(utility_loss(1.0, 0.5), ln(2.0));
        // Continuous in η at one; a gain is a negative loss.
        assert!((utility_loss(1.0 + 1e-7, 0.5) - ln(2.0)).abs() < 1e-6);
        assert!(utility_loss(1.5, 1.2) < 0.0);
        // Of a small loss the first order remains, whatever η.
        for eta in [0.0, 0.5, 1.0, 1.5, 3.0] {
            assert!((utility_loss(eta, 1.0 - 1e-6) / 1e-6 - 1.0).abs() < 1e-5);
        }
    }
}
