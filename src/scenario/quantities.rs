//! Every number of a scenario that has a source and a status, in a fixed order.

use super::Scenario;
use super::hazard::HazardKind;
use super::quantity::Quantity;

impl Scenario {
    /// Every quantity, section by section: what the assumptions table, the read-back and the check of
    /// names go through.
    pub fn quantities(&self) -> Vec<&Quantity> {
        let mut all: Vec<&Quantity> = Vec::new();
        all.push(&self.currency.cost_ratio);
        for zone in &self.zones {
            all.push(&zone.households);
            all.extend(&zone.census_persons);
            all.push(&zone.effective_wind_factor);
            all.extend(zone.dwelling_mix.iter().flat_map(super::parameters::DwellingMix::values));
            all.extend(&zone.site_places);
            all.extend(&zone.service_recovery_years);
        }
        for destination in &self.destinations {
            all.extend([
                &destination.distance_km,
                &destination.population,
                &destination.income_ratio,
                &destination.move_cost_usd,
                &destination.legal_access_share,
                &destination.ties_share,
            ]);
        }
        for channel in &self.channels {
            all.extend(&channel.places_per_year);
            all.push(&channel.cost_usd);
        }
        all.extend(self.population.values());
        all.extend(self.household_sizes.values());
        all.extend(self.dwelling_mix.values());
        all.extend(self.tenure.values());
        all.extend(self.livelihoods.values());
        all.extend(self.climate.values());
        for hazard in &self.hazards {
            all.extend(hazard.kind.quantities());
        }
        all.extend(self.vulnerability.values());
        all.extend(self.behaviour.values());
        all.extend(self.recovery.values());
        all.extend(self.livelihood.values());
        all.extend(self.sites.values());
        all.extend(self.policy.values());
        all.extend(self.finance.values());
        all.extend(self.labour.values());
        all.extend(self.standards.values());
        all.extend(self.care.values());
        all.extend(self.tracking.values());
        for intervention in &self.interventions {
            all.push(&intervention.coverage_share);
            all.push(&intervention.cost_overrun_ratio);
            all.push(&intervention.unit_cost_usd);
            all.push(&intervention.upkeep_usd_per_year);
            all.extend(intervention.levers.iter().map(|(_, effect)| effect));
        }
        all
    }
}

impl HazardKind {
    /// Its quantities.
    pub fn quantities(&self) -> Vec<&Quantity> {
        match self {
            Self::Tracks(tracks) => vec![&tracks.shift_sd_degrees, &tracks.radius_sd_log],
            Self::Frequency(frequency) => vec![
                &frequency.rate_per_year,
                &frequency.clustering_size,
                &frequency.threshold_ms,
                &frequency.scale_ms,
                &frequency.shape,
                &frequency.cap_ms,
                &frequency.zone_sd_log,
                &frequency.correlation_km,
            ],
            Self::Surge(surge) => vec![&surge.shelf_factor, &surge.tide_m],
            Self::Flood(flood) => {
                let plains = flood.floodplains.iter();
                let plains = plains
                    .flat_map(|plain| [&plain.exposed_share, &plain.protection_standard_years]);
                [&flood.wind_correlation, &flood.zone_correlation]
                    .into_iter()
                    .chain(plains)
                    .collect()
            }
            Self::Sea(sea) => vec![&sea.high_water_m, &sea.location_m, &sea.scale_m],
            Self::Drought(drought) => vec![
                &drought.onset_per_month,
                &drought.persistence_per_month,
                &drought.severity_low,
                &drought.severity_high,
            ],
            Self::Heat(heat) => vec![&heat.rise_per_degree],
            Self::Catalogue(_) | Self::Scripted(_) => Vec::new(),
        }
    }
}
