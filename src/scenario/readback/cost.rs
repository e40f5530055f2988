//! What an intervention would cost if all of it were delivered as planned.

use std::iter::Sum;

use super::words::money;
use crate::scenario::intervention::Intervention;
use crate::scenario::lever::{Counted, Lever};
use crate::scenario::place::Zone;
use crate::scenario::{Currency, Scenario};

/// A cost in USD, as far as the file alone tells it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Cost {
    /// Known from the file.
    planned: f64,
    /// Most that offers could cost if every household accepted.
    at_most: f64,
    /// Whether there are parts that follow damage, which the file does not tell.
    follows_damage: bool,
}

impl Sum for Cost {
    fn sum<I: Iterator<Item = Self>>(costs: I) -> Self {
        costs.fold(Self::default(), |a, b| Self {
            planned: a.planned + b.planned,
            at_most: a.at_most + b.at_most,
            follows_damage: a.follows_damage || b.follows_damage,
        })
    }
}

impl Cost {
    /// Delivery at the modes of cost, coverage and effect, and upkeep until the end of the horizon,
    /// with half of the roll-out counted as delivered on average.
    pub(super) fn planned(scenario: &Scenario, intervention: &Intervention, size: f64) -> Self {
        let Some((lever, effect)) = intervention.levers.first() else { return Self::default() };
        let covered =
            target_households(scenario, intervention) * intervention.coverage_share.central;
        let units = match lever.entry().counted {
            Counted::Persons => covered * size,
            Counted::PersonsTimesEffect => covered * size * effect.central,
            Counted::Households => covered,
            Counted::HouseholdsTimesEffect => covered * effect.central,
            Counted::OnNeed if *lever == Lever::RelocationOffer => covered,
            Counted::OnNeed => return Self { follows_damage: true, ..Self::default() },
        };
        let end = scenario.horizon.first_month.plus(u32::from(scenario.horizon.periods()));
        let months =
            f64::from(end.since(intervention.start)) - f64::from(intervention.rollout_months) / 2.0;
        // Upkeep is due in each year after the one of delivery.
        let upkeep_years = (months / 12.0 - 1.0).max(0.0);
        let cost = units
            * scenario.currency.cost_ratio.central
            * (intervention.unit_cost_usd.central
                + intervention.upkeep_usd_per_year.central * upkeep_years);
        if *lever == Lever::RelocationOffer {
            Self { at_most: cost, ..Self::default() }
        } else {
            Self { planned: cost, ..Self::default() }
        }
    }

    /// The cost in words.
    pub(super) fn words(self, currency: &Currency) -> String {
        let rough =
            |usd: f64| money(three_digits(usd * currency.per_usd) / currency.per_usd, currency);
        let mut parts = Vec::new();
        if self.planned > 0.0 {
            parts.push(format!("planned cost about {}", rough(self.planned)));
        }
        if self.at_most > 0.0 {
            parts.push(format!("offers of up to {} if all accept", rough(self.at_most)));
        }
        if self.follows_damage {
            parts.push("a part that follows damage".to_owned());
        }
        if parts.is_empty() { "no cost".to_owned() } else { parts.join(", plus ") }
    }
}

/// A rough amount to three digits.
fn three_digits(amount: f64) -> f64 {
    let mut unit = 1.0;
    while amount / unit >= 1000.0 {
        unit *= 10.0;
    }
    (amount / unit).round() * unit
}

fn target_households(scenario: &Scenario, intervention: &Intervention) -> f64 {
    let is_meant = |rank: usize| {
        intervention.zones.as_ref().is_none_or(|ranks| ranks.contains(&(rank as u16)))
    };
    let zones = scenario.zones.iter().enumerate().filter(|(rank, _)| is_meant(*rank));
    zones
        .map(|(_, zone)| {
            zone.households.central * class_share(scenario, zone, intervention.classes)
        })
        .sum()
}

/// Share of a zone's dwellings in the classes of the target group.
fn class_share(scenario: &Scenario, zone: &Zone, classes: Option<[bool; 4]>) -> f64 {
    let Some(chosen) = classes else { return 1.0 };
    let mix = zone.dwelling_mix.as_ref().unwrap_or(&scenario.dwelling_mix);
    mix.values().iter().zip(chosen).filter(|(_, it)| *it).map(|(share, _)| share.central).sum()
}
