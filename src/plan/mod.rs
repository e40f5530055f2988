//! Names resolved and tables dense: the place, shared by all strategies and replicates, and what each
//! strategy does in it.

pub mod force;
pub mod levels;
pub mod network;
pub mod parameters;
pub mod past;
pub mod point;
pub mod population;
pub mod programme;
pub mod protection;
pub mod risk;
pub mod vulnerability;

use crate::calendar::Horizon;
use crate::dist::math::pow;
use crate::hazard::heat::WorkTable;
use crate::scenario::Scenario;
use crate::scenario::hazard::{HazardKind, Pathway};
use crate::scenario::place::Channel;
use crate::scenario::recovery::RepairQueue;
use past::PastEvent;
use population::{CLASSES, Population};
use programme::StrategyPlan;
use vulnerability::DamageTables;

/// The place: what all strategies and replicates share.
#[derive(Clone, Debug)]
pub struct Place {
    /// Months covered.
    pub horizon: Horizon,
    /// Climate pathway.
    pub pathway: Pathway,
    /// Factor from marine to effective wind by zone.
    pub wind_factors: Vec<f64>,
    /// Households at the start.
    pub population: Population,
    /// Replacement cost by class, USD.
    pub dwelling_cost_usd: [f64; CLASSES],
    /// Savings aimed at, as a share of yearly income, by income fifth.
    pub savings_aim_share: [f64; 5],
    /// Time constant of savings, years.
    pub savings_rebuild_years: f64,
    /// Median income, USD per household and year.
    pub income_median_usd: f64,
    /// Consumption below which a person is poor, USD a year.
    pub poverty_line_usd: f64,
    /// Consumption of a person below which it cannot meet basic needs, USD a year.
    pub survival_line_usd: f64,
    /// Regular channels of migration, by rank.
    pub channels: Vec<Channel>,
    /// Part of what relatives abroad send that is lost to fees.
    pub remittance_fee_share: f64,
    /// Growth of income per year.
    pub income_growth_per_year: f64,
    /// Persons by month for whom one person at the start stands: births minus deaths and the formation
    /// of households, (1 + growth) ^ (months / 12). It changes what is counted, never what happens.
    pub population_index: Vec<f64>,
    /// Value of all dwellings at the start, USD, simulated households.
    pub stock_value_usd: f64,
    /// Places in collective sites by zone, real persons; none where a share of the population.
    pub site_places: Vec<Option<f64>>,
    /// Time in which lost services come back by zone, years; none where that of the area.
    pub service_recovery_years: Vec<Option<f64>>,
    /// Real persons by zone at the start.
    pub zone_persons: Vec<f64>,
    /// Elevation and coast distance quantiles by zone, for homes found later.
    pub zone_quantiles: Vec<(Vec<f64>, Vec<f64>)>,
    /// Distances between zones, km, row by row.
    pub zone_distance_km: Vec<f64>,
    /// Mean higher high water over the mean sea level of 1995-2014, m; none where no hazard states it.
    pub high_water_m: Option<f64>,
    /// Outdoor work under the heat of each month; none where no hazard brings it.
    pub work: Option<WorkTable>,
    /// Tables of damage.
    pub damage_tables: DamageTables,
    /// Who is served when crews run short.
    pub repair_queue: RepairQueue,
    /// Recorded storms that households remember at the start.
    pub past: Vec<PastEvent>,
}

impl Place {
    /// Compiles the place of a scenario.
    pub fn compile(scenario: &Scenario) -> Self {
        let population = Population::synthesise(scenario);
        let dwelling_cost_usd = population::dwelling_costs(scenario);
        let zones = scenario.zones.len();
        let zone_persons = (0..zones)
            .map(|zone| {
                population.in_zone(zone).map(|i| f64::from(population.size[i])).sum::<f64>()
                    * population.weight
            })
            .collect();
        let mut zone_distance_km = Vec::with_capacity(zones * zones);
        for a in &scenario.zones {
            for b in &scenario.zones {
                zone_distance_km.push(distance_km((a.lat, a.lon), (b.lat, b.lon)));
            }
        }
        Self {
            horizon: scenario.horizon,
            pathway: scenario.pathway,
            wind_factors: scenario
                .zones
                .iter()
                .map(|zone| zone.effective_wind_factor.central)
                .collect(),
            dwelling_cost_usd,
            savings_aim_share: population::savings_months(scenario).map(|months| months / 12.0),
            savings_rebuild_years: scenario.population.savings_rebuild_years.central,
            income_median_usd: scenario.population.income_median_usd_per_year.central,
            poverty_line_usd: scenario.population.poverty_line_usd_per_person_year.central,
            survival_line_usd: scenario.population.survival_line_usd_per_person_year.central,
            channels: scenario.channels.clone(),
            remittance_fee_share: scenario.population.remittance_fee_share.central,
            income_growth_per_year: scenario.population.income_growth_per_year.central,
            population_index: (0..scenario.horizon.periods())
                .map(|month| {
                    pow(1.0 + scenario.population.growth_per_year.central, f64::from(month) / 12.0)
                })
                .collect(),
            stock_value_usd: population
                .class
                .iter()
                .map(|class| dwelling_cost_usd[usize::from(*class)])
                .sum(),
            site_places: scenario
                .zones
                .iter()
                .map(|zone| zone.site_places.as_ref().map(|places| places.central))
                .collect(),
            service_recovery_years: scenario
                .zones
                .iter()
                .map(|zone| zone.service_recovery_years.as_ref().map(|years| years.central))
                .collect(),
            zone_persons,
            zone_quantiles: scenario
                .zones
                .iter()
                .map(|zone| {
                    (zone.elevation_quantiles_m.clone(), zone.coast_distance_quantiles_km.clone())
                })
                .collect(),
            zone_distance_km,
            high_water_m: scenario.hazards.iter().find_map(|hazard| match &hazard.kind {
                HazardKind::Sea(sea) => Some(sea.high_water_m.central),
                _ => None,
            }),
            work: scenario.hazards.iter().find_map(|hazard| match &hazard.kind {
                HazardKind::Heat(heat) => {
                    Some(WorkTable::new(heat, scenario.pathway, scenario.horizon, zones))
                }
                _ => None,
            }),
            damage_tables: DamageTables::new(scenario),
            repair_queue: scenario.repair_queue,
            past: Vec::new(),
            population,
        }
    }

    /// Number of zones.
    pub fn zones(&self) -> usize {
        self.zone_persons.len()
    }

    /// Distance between two zones, km.
    pub fn distance_km(&self, from: usize, to: usize) -> f64 {
        self.zone_distance_km[from * self.zones() + to]
    }
}

/// Distance of two points in km, flat over the few hundred km of a study area.
pub fn distance_km(a: (f64, f64), b: (f64, f64)) -> f64 {
    const KM_PER_DEGREE: f64 = 111.1949;
    let cosine = crate::dist::math::cos(f64::midpoint(a.0, b.0).to_radians());
    crate::dist::math::length((a.0 - b.0) * KM_PER_DEGREE, (a.1 - b.1) * KM_PER_DEGREE * cosine)
}

/// Every strategy of a scenario, compiled for its place, in the order of their ranks.
pub fn compile_strategies(
    scenario: &Scenario,
    place: &Place,
    exposure: &[f32],
) -> Vec<StrategyPlan> {
    scenario
        .strategies
        .iter()
        .map(|strategy| StrategyPlan::compile(scenario, strategy, place, exposure))
        .collect()
}
