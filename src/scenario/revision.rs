//! A scenario with other numbers: every quantity put through a change, in place.

use super::Scenario;
use super::hazard::HazardKind;
use super::quantity::{Quantity, Status};

impl Scenario {
    /// Puts every quantity through `change`, in the order of [`Scenario::quantities`]. Nothing is checked
    /// again: a change must keep each number in its range.
    pub fn revise(&mut self, mut change: impl FnMut(&mut Quantity)) {
        let change: &mut dyn FnMut(&mut Quantity) = &mut change;
        let mut changed = |quantity: &Quantity| {
            let mut quantity = quantity.clone();
            change(&mut quantity);
            quantity
        };
        let each = &mut changed;
        self.currency.cost_ratio = each(&self.currency.cost_ratio);
        for zone in &mut self.zones {
            zone.households = each(&zone.households);
            zone.census_persons = zone.census_persons.as_ref().map(&mut *each);
            zone.effective_wind_factor = each(&zone.effective_wind_factor);
            zone.dwelling_mix = zone.dwelling_mix.as_ref().map(|mix| mix.map(&mut *each));
            zone.site_places = zone.site_places.as_ref().map(&mut *each);
            zone.service_recovery_years = zone.service_recovery_years.as_ref().map(&mut *each);
        }
        for destination in &mut self.destinations {
            for number in [
                &mut destination.distance_km,
                &mut destination.population,
                &mut destination.income_ratio,
                &mut destination.move_cost_usd,
                &mut destination.legal_access_share,
                &mut destination.ties_share,
            ] {
                *number = each(number);
            }
        }
        for channel in &mut self.channels {
            channel.places_per_year = channel.places_per_year.as_ref().map(&mut *each);
            channel.cost_usd = each(&channel.cost_usd);
        }
        self.population = self.population.map(&mut *each);
        self.household_sizes = self.household_sizes.map(&mut *each);
        self.dwelling_mix = self.dwelling_mix.map(&mut *each);
        self.tenure = self.tenure.map(&mut *each);
        self.livelihoods = self.livelihoods.map(&mut *each);
        self.climate = self.climate.map(&mut *each);
        for hazard in &mut self.hazards {
            for number in hazard.kind.quantities_mut() {
                *number = each(number);
            }
        }
        self.vulnerability = self.vulnerability.map(&mut *each);
        self.behaviour = self.behaviour.map(&mut *each);
        self.recovery = self.recovery.map(&mut *each);
        self.livelihood = self.livelihood.map(&mut *each);
        self.sites = self.sites.map(&mut *each);
        self.policy = self.policy.map(&mut *each);
        self.finance = self.finance.map(&mut *each);
        self.labour = self.labour.map(&mut *each);
        self.standards = self.standards.map(&mut *each);
        self.care = self.care.map(&mut *each);
        self.tracking = self.tracking.map(&mut *each);
        for intervention in &mut self.interventions {
            for number in [
                &mut intervention.coverage_share,
                &mut intervention.cost_overrun_ratio,
                &mut intervention.unit_cost_usd,
                &mut intervention.upkeep_usd_per_year,
            ] {
                *number = each(number);
            }
            for (_, effect) in &mut intervention.levers {
                *effect = each(effect);
            }
        }
    }

    /// Gives a spread of `share` (above 0, below 1) to both sides to every number whose status is
    /// `assumption`, that has none, and that `wanted` names; within the range of its key. A number that is
    /// zero or at both ends of its range stays as it is. Returns the paths of those that have one now.
    pub fn spread_assumptions(&mut self, share: f64, wanted: impl Fn(&str) -> bool) -> Vec<String> {
        let mut spread = Vec::new();
        let ranges = self.effect_ranges();
        self.revise(|quantity| {
            if quantity.status != Status::Assumption
                || quantity.spread.is_some()
                || !wanted(&quantity.path)
            {
                return;
            }
            let ends = [1.0 - share, 1.0 + share].map(|factor| quantity.central * factor);
            let (least, most) = ranges
                .iter()
                .find(|(path, ..)| *path == quantity.path)
                .map_or_else(|| range_of(&quantity.path), |(_, least, most)| (*least, *most));
            let low = ends[0].min(ends[1]).max(least).min(quantity.central);
            let high = ends[0].max(ends[1]).min(most).max(quantity.central);
            if low < high {
                quantity.spread = Some((low, high));
                spread.push(quantity.path.clone());
            }
        });
        spread
    }

    /// Range of every effect of an intervention on a lever, by path.
    fn effect_ranges(&self) -> Vec<(String, f64, f64)> {
        self.interventions
            .iter()
            .flat_map(|intervention| &intervention.levers)
            .map(|(lever, effect)| (effect.path.clone(), lever.entry().least, lever.entry().most))
            .collect()
    }
}

/// Range that a number may have, by its path; shares lie between 0 and 1 wherever they stand.
fn range_of(path: &str) -> (f64, f64) {
    let name = path.rsplit('.').next().unwrap_or(path);
    let known = super::parameters::all_keys().find(|key| {
        path.strip_prefix(key.section).is_some_and(|rest| rest.trim_start_matches('.') == key.name)
    });
    match known {
        Some(key) => (key.least, key.most),
        None if name.ends_with("_share") || name.ends_with("_correlation") => (0.0, 1.0),
        None => (f64::NEG_INFINITY, f64::INFINITY),
    }
}

impl HazardKind {
    /// Its quantities, to be changed; in the order of [`HazardKind::quantities`].
    fn quantities_mut(&mut self) -> Vec<&mut Quantity> {
        match self {
            Self::Tracks(tracks) => vec![&mut tracks.shift_sd_degrees, &mut tracks.radius_sd_log],
            Self::Frequency(frequency) => vec![
                &mut frequency.rate_per_year,
                &mut frequency.clustering_size,
                &mut frequency.threshold_ms,
                &mut frequency.scale_ms,
                &mut frequency.shape,
                &mut frequency.cap_ms,
                &mut frequency.zone_sd_log,
                &mut frequency.correlation_km,
            ],
            Self::Surge(surge) => vec![&mut surge.shelf_factor, &mut surge.tide_m],
            Self::Flood(flood) => {
                let plains = flood.floodplains.iter_mut();
                let plains = plains.flat_map(|plain| {
                    [&mut plain.exposed_share, &mut plain.protection_standard_years]
                });
                [&mut flood.wind_correlation, &mut flood.zone_correlation]
                    .into_iter()
                    .chain(plains)
                    .collect()
            }
            Self::Sea(sea) => vec![&mut sea.high_water_m, &mut sea.location_m, &mut sea.scale_m],
            Self::Drought(drought) => vec![
                &mut drought.onset_per_month,
                &mut drought.persistence_per_month,
                &mut drought.severity_low,
                &mut drought.severity_high,
            ],
            Self::Heat(heat) => vec![&mut heat.rise_per_degree],
            Self::Catalogue(_) | Self::Scripted(_) => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::load;
    use crate::scenario::quantity::Status;

    const TUTORIAL: &str = include_str!("../../scenarios/tutorial/scenario.toml");

    #[test]
    fn every_quantity_is_reached_once_and_in_order() {
        for (name, text) in [
            ("tutorial", TUTORIAL),
            ("dominica", include_str!("../../scenarios/dominica/scenario.toml")),
        ] {
            // Tables beside the file are not needed for the numbers of the file itself.
            let Ok(loaded) = load(name, text.as_bytes(), &[]) else { continue };
            let mut scenario = loaded.scenario;
            let listed: Vec<String> =
                scenario.quantities().iter().map(|it| it.path.clone()).collect();
            let mut reached = Vec::new();
            scenario.revise(|quantity| {
                reached.push(quantity.path.clone());
                quantity.central += 1.0;
            });
            assert_eq!(reached, listed, "{name}");
            let before = load(name, text.as_bytes(), &[]).unwrap().scenario;
            for (now, then) in scenario.quantities().iter().zip(before.quantities()) {
                assert_eq!(now.central, then.central + 1.0, "{}", now.path);
            }
        }
    }

    #[test]
    fn assumptions_without_a_spread_are_given_one_inside_their_range() {
        let mut scenario = load("tutorial", TUTORIAL.as_bytes(), &[]).unwrap().scenario;
        let stated: Vec<_> =
            scenario.quantities().into_iter().filter(|it| it.spread.is_some()).cloned().collect();
        let given = scenario.spread_assumptions(0.2, |_| true);
        assert!(given.len() > 20);
        for quantity in scenario.quantities() {
            if given.contains(&quantity.path) {
                let (low, high) = quantity.spread.unwrap();
                assert_eq!(quantity.status, Status::Assumption);
                assert!(low <= quantity.central && quantity.central <= high && low < high);
                let (least, most) = super::range_of(&quantity.path);
                assert!(least <= low && high <= most, "{}", quantity.path);
            }
        }
        assert_eq!(super::range_of("interventions.roofs.coverage_share"), (0.0, 1.0));
        for quantity in &stated {
            let now = scenario.quantities().into_iter().find(|it| it.path == quantity.path);
            assert_eq!(now, Some(quantity));
        }
    }
}
