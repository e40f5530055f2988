//! The synthetic population (model M1): columns drawn once per scenario, the same households in every
//! future and under every strategy.
//!
//! Every attribute of a household is the quantile of its own draw, addressed by the rank of its zone and
//! its ordinal there. Numbers stand at their central values. Limits: attributes are independent given
//! the income fifth, except where stated; composition stays as drawn over the horizon (no ageing,
//! births or household splitting); growth is an index on what is counted (`Place::population_index`).

use super::network::{Network, NetworkRules};
use crate::dist::math::{ln, logistic};
use crate::dist::quantile::{category, lognormal, normal};
use crate::group::{self, DIMENSIONS, GROUPS, exact_people};
use crate::ids::HouseholdId;
use crate::rng::{Draws, Purpose, Seed};
use crate::scenario::Scenario;
use crate::scenario::parameters::DwellingMix;
use crate::scenario::quantity::Quantity;

/// Dwelling classes, weakest first.
pub const CLASSES: usize = 4;
/// Rank of the concrete class.
pub const CONCRETE: u8 = 3;
/// Marks a household without ties abroad.
pub const NO_TIES: u8 = u8::MAX;

/// Tenure of a dwelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Tenure {
    /// Owns it.
    Owner,
    /// Rents it.
    Renter,
    /// Rent-free or without papers.
    Informal,
}

/// Attributes that do not change during a run, one column each; households of a zone stand together,
/// zones in the order of their rank.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Population {
    /// Address of the household's draws.
    pub entity: Vec<u32>,
    /// Zone rank at the start.
    pub zone: Vec<u16>,
    /// Persons at the start.
    pub size: Vec<u8>,
    /// Income, USD per household and year.
    pub income: Vec<f32>,
    /// Income fifth, 0 poorest.
    pub fifth: Vec<u8>,
    /// Dwelling class at the start.
    pub class: Vec<u8>,
    /// Tenure.
    pub tenure: Vec<Tenure>,
    /// Livelihood, in the order of `LivelihoodMix`.
    pub livelihood: Vec<u8>,
    /// Head is a woman.
    pub female_head: Vec<bool>,
    /// Head is 65 or more.
    pub elderly_head: Vec<bool>,
    /// A member lives with a disability.
    pub disability: Vec<bool>,
    /// Rank of the destination of ties abroad, or [`NO_TIES`].
    pub ties: Vec<u8>,
    /// Destinations with a legal way in, one bit each.
    pub legal: Vec<u16>,
    /// Rank in readiness to insure, 0-1: those below the insured share are.
    pub insurance_rank: Vec<f32>,
    /// Place attachment, 0-1.
    pub attachment: Vec<f32>,
    /// Elevation of the dwelling, m.
    pub elevation_m: Vec<f32>,
    /// Distance of the dwelling to the coast, km.
    pub coast_km: Vec<f32>,
    /// Social ties between households.
    pub network: Network,
    /// Number of the households that are in all the same groups, see [`group::cell`].
    pub cell: Vec<u32>,
    /// First household of each zone, and the number of households at the end.
    pub zone_start: Vec<usize>,
    /// Real households that one simulated household stands for.
    pub weight: f64,
}

impl Population {
    /// Number of simulated households.
    pub fn len(&self) -> usize {
        self.entity.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entity.is_empty()
    }

    /// Groups of a household: one row in each dimension, see [`group::rows`].
    #[inline]
    pub fn groups(&self, i: usize) -> [usize; DIMENSIONS] {
        group::rows(
            self.fifth[i],
            self.female_head[i],
            self.elderly_head[i],
            self.disability[i],
            self.tenure[i] as u8,
            self.zone[i],
        )
    }

    /// Real households and persons of each group of `group::GROUPS` at the start.
    pub fn group_sizes(&self) -> [(f64, f64); GROUPS.len()] {
        let mut sizes = [(0.0, 0.0); GROUPS.len()];
        for i in 0..self.len() {
            for row in self.groups(i).into_iter().filter(|row| *row < GROUPS.len()) {
                sizes[row].0 += self.weight;
                sizes[row].1 += f64::from(self.size[i]) * self.weight;
            }
        }
        sizes
    }

    /// Simulated households that started in a zone.
    pub fn in_zone(&self, zone: usize) -> std::ops::Range<usize> {
        self.zone_start[zone]..self.zone_start[zone + 1]
    }

    /// Real persons at the start.
    pub fn persons(&self) -> f64 {
        self.size.iter().map(|size| f64::from(*size)).sum::<f64>() * self.weight
    }

    /// Draws the population of a scenario.
    pub fn synthesise(scenario: &Scenario) -> Self {
        let draws = Draws::shared(Seed(scenario.experiment.seed));
        let numbers = scenario.population.map(|quantity| quantity.central);
        let sizes = shares(&scenario.household_sizes.values());
        let tenures = shares(&scenario.tenure.values());
        let livelihoods = shares(&scenario.livelihoods.values());
        let sigma = std::f64::consts::SQRT_2 * normal(f64::midpoint(numbers.income_gini, 1.0));
        let ties_shares: Vec<f64> = scenario
            .destinations
            .iter()
            .map(|destination| destination.ties_share.central)
            .collect();
        let ties_total: f64 = ties_shares.iter().sum();
        let ties_logit = |fifth: u8| {
            let share = numbers.diaspora_share.clamp(1e-9, 1.0 - 1e-9);
            ln(share / (1.0 - share))
                + ln(numbers.diaspora_odds_per_fifth) * (f64::from(fifth) - 2.0)
        };

        let mut population =
            Self { weight: exact_people(numbers.household_weight), ..Self::default() };
        for (rank, zone) in scenario.zones.iter().enumerate() {
            population.zone_start.push(population.len());
            let mix = zone.dwelling_mix.as_ref().unwrap_or(&scenario.dwelling_mix);
            let classes = class_shares(mix, numbers.class_slope_per_fifth);
            let households = (zone.households.central / population.weight).round() as u32;
            for ordinal in 0..households {
                let entity = HouseholdId::new(rank as u16, ordinal).0;
                let draw = |purpose, index| draws.uniform(purpose, entity, 0, index);
                let income_rank = draw(Purpose::Income, 0);
                let fifth = ((income_rank * 5.0) as u8).min(4);
                let tenure = match category(draw(Purpose::Tenure, 0), &tenures) {
                    0 => Tenure::Owner,
                    1 => Tenure::Renter,
                    _ => Tenure::Informal,
                };
                let elderly = draw(Purpose::Head, 1) < numbers.elderly_head_share;
                let long_tenure = draw(Purpose::Head, 3) < numbers.long_tenure_share;
                let attachment = -0.4
                    + 0.9 * f64::from(u8::from(tenure == Tenure::Owner))
                    + 0.6 * f64::from(u8::from(elderly))
                    + 0.8 * f64::from(u8::from(long_tenure))
                    + 0.7 * normal(draw(Purpose::Attachment, 0));
                let has_ties =
                    ties_total > 0.0 && draw(Purpose::Diaspora, 0) < logistic(ties_logit(fifth));
                let ties = if has_ties {
                    category(draw(Purpose::Diaspora, 1) * ties_total, &ties_shares) as u8
                } else {
                    NO_TIES
                };
                let mut legal = 0_u16;
                for (destination, numbers) in scenario.destinations.iter().enumerate() {
                    let granted = draw(Purpose::Diaspora, 2 + destination as u32)
                        < numbers.legal_access_share.central;
                    legal |= u16::from(granted) << destination;
                }
                let bias = if fifth == 0 { numbers.exposure_bias_ratio } else { 1.0 };
                let site = |index| biased(draw(Purpose::Site, index), bias);
                population.entity.push(entity);
                population.zone.push(rank as u16);
                population.size.push(category(draw(Purpose::HouseholdSize, 0), &sizes) as u8 + 1);
                population.income.push(lognormal(
                    income_rank,
                    numbers.income_median_usd_per_year,
                    sigma,
                ) as f32);
                population.fifth.push(fifth);
                population
                    .class
                    .push(category(draw(Purpose::DwellingClass, 0), &classes[usize::from(fifth)])
                        as u8);
                population.tenure.push(tenure);
                population
                    .livelihood
                    .push(category(draw(Purpose::Livelihood, 0), &livelihoods) as u8);
                population.female_head.push(draw(Purpose::Head, 0) < numbers.female_head_share);
                population.elderly_head.push(elderly);
                population.disability.push(draw(Purpose::Head, 2) < numbers.disability_share);
                population.insurance_rank.push(draw(Purpose::Tenure, 1) as f32);
                population.ties.push(ties);
                population.legal.push(legal);
                population.attachment.push(logistic(attachment) as f32);
                population.elevation_m.push(at_quantile(&zone.elevation_quantiles_m, site(0)));
                population.coast_km.push(at_quantile(&zone.coast_distance_quantiles_km, site(1)));
            }
        }
        population.zone_start.push(population.len());
        population.cell =
            (0..population.len()).map(|i| group::cell(population.groups(i))).collect();
        let rules = NetworkRules {
            ties_per_household: numbers.ties_per_household,
            rewired_share: numbers.ties_rewired_share,
            within_zone_share: numbers.ties_within_zone_share,
        };
        population.network =
            Network::draw(&draws, &population.entity, &population.zone_start, rules);
        population
    }
}

fn shares(quantities: &[&Quantity]) -> Vec<f64> {
    quantities.iter().map(|quantity| quantity.central).collect()
}

/// Density at the low end multiplied by `bias`, monotone, ends kept.
fn biased(u: f64, bias: f64) -> f64 {
    u * (1.0 / bias + (1.0 - 1.0 / bias) * u)
}

/// Value at `u` between evenly spaced quantiles, linear between them.
pub fn at_quantile(quantiles: &[f64], u: f64) -> f32 {
    let last = quantiles.len() - 1;
    let position = u * last as f64;
    let below = (position as usize).min(last.saturating_sub(1));
    let weight = position - below as f64;
    let above = (below + 1).min(last);
    (quantiles[below] + weight * (quantiles[above] - quantiles[below])) as f32
}

/// Shares of classes for each income fifth: an ordered logit with `slope` per fifth whose average over
/// the fifths is the mix.
fn class_shares(mix: &DwellingMix<Quantity>, slope: f64) -> [[f64; CLASSES]; 5] {
    let mix = shares(&mix.values());
    let mut cumulative_by_fifth = [[1.0_f64; CLASSES]; 5];
    let mut target = 0.0;
    for (class, share) in mix.iter().enumerate().take(CLASSES - 1) {
        target += share;
        if target <= 0.0 || target >= 1.0 {
            for cumulative in &mut cumulative_by_fifth {
                cumulative[class] = target.clamp(0.0, 1.0);
            }
            continue;
        }
        let at = |threshold: f64, fifth: usize| logistic(threshold + slope * (fifth as f64 - 2.0));
        let (mut low, mut high) = (-40.0, 40.0);
        for _ in 0..80 {
            let middle = f64::midpoint(low, high);
            let average = (0..5).map(|fifth| at(middle, fifth)).sum::<f64>() / 5.0;
            if average < target {
                low = middle;
            } else {
                high = middle;
            }
        }
        for (fifth, cumulative) in cumulative_by_fifth.iter_mut().enumerate() {
            cumulative[class] = at(f64::midpoint(low, high), fifth);
        }
    }
    cumulative_by_fifth.map(|cumulative| {
        let mut previous = 0.0;
        cumulative.map(|value| {
            let share = (value - previous).max(0.0);
            previous = value;
            share
        })
    })
}

/// Savings at the start as a share of yearly income: the aim of the household's fifth.
#[inline]
pub fn savings_share(place: &super::Place, household: usize) -> f32 {
    place.savings_aim_share[usize::from(place.population.fifth[household])] as f32
}

/// Months of income that each fifth aims to hold as savings.
pub fn savings_months(scenario: &Scenario) -> [f64; 5] {
    let numbers = &scenario.population;
    [
        numbers.savings_months_fifth_1.central,
        numbers.savings_months_fifth_2.central,
        numbers.savings_months_fifth_3.central,
        numbers.savings_months_fifth_4.central,
        numbers.savings_months_fifth_5.central,
    ]
}

/// Replacement cost of a dwelling by class, USD.
pub fn dwelling_costs(scenario: &Scenario) -> [f64; CLASSES] {
    let numbers = &scenario.population;
    let full = numbers.dwelling_cost_usd.central;
    [
        full * numbers.dwelling_cost_makeshift_share.central,
        full * numbers.dwelling_cost_timber_share.central,
        full * numbers.dwelling_cost_masonry_share.central,
        full,
    ]
}

#[cfg(test)]
mod tests {
    use super::{at_quantile, biased, class_shares};
    use crate::scenario::parameters::DwellingMix;
    use crate::scenario::quantity::Quantity;

    #[test]
    fn classes_keep_the_mix_and_follow_income() {
        let mix = DwellingMix::from_keys(|key| {
            Quantity::plain(key.name, key.default, key.source, key.status)
        });
        let shares = class_shares(&mix, -0.9);
        for (class, expected) in [0.05, 0.35, 0.55, 0.05].into_iter().enumerate() {
            let mean = shares.iter().map(|fifth| fifth[class]).sum::<f64>() / 5.0;
            assert!((mean - expected).abs() < 1e-9);
        }
        assert!(shares[0][0] > shares[4][0] && shares[0][3] < shares[4][3]);
    }

    #[test]
    fn quantiles_and_bias_keep_their_ends() {
        assert_eq!(at_quantile(&[1.0, 3.0, 11.0], 0.0), 1.0);
        assert_eq!(at_quantile(&[1.0, 3.0, 11.0], 0.75), 7.0);
        assert_eq!(at_quantile(&[1.0, 3.0, 11.0], 1.0), 11.0);
        assert_eq!(biased(1.0, 1.1), 1.0);
        assert!(biased(0.1, 1.1) < 0.1);
    }
}
