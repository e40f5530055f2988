//! Numbers of one parameter vector put into the form the equations use: curves, decay tables, pulls.

use crate::dist::gamma::FrailtyTable;
use crate::dist::math::{exp, ln, pow};
use crate::hazard::climate::sea_level_rise_m;
use crate::plan::Place;
use crate::plan::levels::Dwelling;
use crate::plan::parameters::Parameters;
use crate::plan::population::CLASSES;
use crate::plan::risk::TrueRisk;
use crate::plan::vulnerability::Curves;
use crate::scenario::parameters::Behaviour;

use super::consumption::Consumption;
use super::decision::TiesElsewhere;
use super::income::{LIVELIHOODS, Sensitivity};
use super::recovery::RepairTable;
use super::solutions::{livelihood_shares, median_risks};
use super::utility::{BurdenTable, RETURNS, annuity};

/// Ties beyond which more count no more.
const MOST_TIES: u8 = 63;

/// Coefficients of one parameter vector.
#[derive(Clone, Debug)]
pub struct Coefficients {
    /// Damage curves.
    pub curves: Curves,
    /// Share of a departure of savings from their aim that is left after so many months.
    pub keep_savings: Vec<f64>,
    /// Share of experience that is left after so many months.
    pub keep_experience: Vec<f64>,
    /// Experience of each household at the start, from recorded storms, events.
    pub lived_before: Vec<f32>,
    /// The same for what the whole area heard of.
    pub heard_before: f64,
    /// Years of experience that belief weighs: B = b0 + H / ln 2 (model M6).
    pub belief_years: f64,
    /// Growth of income since the start by month.
    pub income_growth: Vec<f64>,
    /// Sensitivity of livelihoods to shocks.
    pub sensitivity: Sensitivity,
    /// Share of lost shelter places that is still lost after so many months.
    pub keep_shelter_loss: Vec<f64>,
    /// Time in which lost services come back by zone, years.
    pub service_recovery_years: Vec<f64>,
    /// Share of lost services that is still lost after so many months, by zone.
    pub keep_service_loss: Vec<Vec<f64>>,
    /// Median of the expected yearly damage ratio over the dwellings of each zone at the start.
    pub median_risk: Vec<f64>,
    /// Shares of the livelihoods by zone at the start.
    pub livelihood_shares: Vec<[f64; LIVELIHOODS]>,
    /// Chance in a month that a displaced household would settle elsewhere: in its first year, later.
    pub settle_chance: [f64; 2],
    /// Chance in a month that a host family cannot keep a household any longer.
    pub weary_chance: f64,
    /// Rise of the sea by month, m.
    pub sea_level_m: Vec<f64>,
    /// Mean higher high water with the rise of the sea by month, m; empty where no hazard states it.
    pub high_water_m: Vec<f64>,
    /// Consumption without shocks.
    pub consumption: Consumption,
    /// Return frailty.
    pub frailty: FrailtyTable,
    /// Frailty of leaving a collective site.
    pub site_frailty: FrailtyTable,
    /// Monthly repair.
    pub repair: RepairTable,
    /// Pull of each zone on households of each zone, row by row: exp(utility / μ).
    pub zone_pull: Vec<f64>,
    /// Sum of that over the other zones, by zone.
    zone_pull_sum: Vec<f64>,
    /// Pull of each destination by its size and distance: exp(utility / μ).
    pub destination_pull: Vec<f64>,
    /// Pull of so many ties where an option leads: `(1 + n)^(ψ_n / μ)`.
    ties_powers: Vec<f64>,
    /// Exponent of what is left of income: `θ_y / μ`.
    income_exponent: f64,
    income_weight: f64,
    /// Yearly payment for a cost of one.
    pub annuity: f64,
    /// Strengthening the dwelling, if nothing threatened it and it cost nothing: exp(utility).
    pub adapting_without_risk: f64,
    /// What wind does to dwellings that their owners strengthened, by zone, class and return period.
    pub strengthened_wind: Vec<[[f64; RETURNS]; CLASSES]>,
    /// What risk burdens a household with in homes of each class and zone.
    pub burdens: BurdenTable,
    /// Constants of the choice, set by calibration.
    constants: ChoiceConstants,
    /// The same as exp(constant / μ).
    factors: ChoiceConstants,
    scale: f64,
}

/// Constants of the choice.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ChoiceConstants {
    /// Moving to another zone.
    pub relocate: f64,
    /// Leaving the area.
    pub migrate: f64,
    /// Accepting planned relocation.
    pub planned: f64,
    /// Strengthening the own dwelling.
    pub adapt: f64,
}

impl Coefficients {
    /// Coefficients before calibration of the choice constants.
    pub fn new(place: &Place, risk: &TrueRisk, parameters: &Parameters) -> Self {
        let periods = usize::from(place.horizon.periods());
        let behaviour = &parameters.behaviour;
        let half_life_months = behaviour.perception_half_life_years * 12.0;
        let months = |rate: f64| (0..=periods).map(|k| exp(-rate * k as f64)).collect();
        let zones = place.zones();
        let scale = behaviour.nest_scale;
        let mut zone_pull = Vec::with_capacity(zones * zones);
        for from in 0..zones {
            for to in 0..zones {
                // A floor of 1 km: neighbours whose centres meet are not infinitely near.
                let distance = place.distance_km(from, to).max(1.0);
                let utility = behaviour.population_pull * ln(place.zone_persons[to].max(1.0))
                    - behaviour.distance_decay * ln(distance);
                zone_pull.push(exp(utility / scale));
            }
        }
        let zone_pull_sum = (0..zones)
            .map(|from| {
                let others = (0..zones).filter(|to| *to != from);
                others.map(|to| zone_pull[from * zones + to]).sum()
            })
            .collect();
        let destination_pull = parameters
            .destinations
            .iter()
            .map(|destination| {
                let utility = behaviour.population_pull * ln(destination.population.max(1.0))
                    - behaviour.distance_decay * ln(destination.distance_km.max(1.0));
                exp(utility / scale)
            })
            .collect();
        let (lived_before, heard_before) = experience_before(place, behaviour);
        let income_growth: Vec<f64> = (0..=periods)
            .map(|k| pow(1.0 + place.income_growth_per_year, k as f64 / 12.0))
            .collect();
        let of_area = parameters.recovery.service_recovery_years;
        let service_recovery_years: Vec<f64> =
            place.service_recovery_years.iter().map(|own| own.unwrap_or(of_area)).collect();
        let sea_level_m = sea_level(place, parameters.climate.land_motion_m_per_year);
        Self {
            curves: Curves::new(&parameters.vulnerability),
            keep_savings: months(1.0 / (12.0 * place.savings_rebuild_years)),
            keep_experience: months(std::f64::consts::LN_2 / half_life_months),
            lived_before,
            heard_before,
            belief_years: behaviour.perception_prior_years
                + behaviour.perception_half_life_years / std::f64::consts::LN_2,
            consumption: Consumption::new(place, parameters, &income_growth),
            income_growth,
            sensitivity: Sensitivity::new(&parameters.livelihood, place.horizon.periods()),
            keep_shelter_loss: months(1.0 / (12.0 * parameters.sites.shelter_repair_years)),
            keep_service_loss: service_recovery_years
                .iter()
                .map(|years| months(1.0 / (12.0 * years)))
                .collect(),
            service_recovery_years,
            settle_chance: [
                1.0 - exp(-parameters.recovery.settle_rate_per_month),
                1.0 - exp(-parameters.recovery.settle_rate_late_per_month),
            ],
            weary_chance: 1.0 - exp(-parameters.recovery.host_weariness_rate_per_month),
            median_risk: median_risks(place, risk),
            livelihood_shares: livelihood_shares(place),
            high_water_m: place
                .high_water_m
                .map(|high| sea_level_m.iter().map(|rise| high + rise).collect())
                .unwrap_or_default(),
            sea_level_m,
            frailty: FrailtyTable::new(parameters.recovery.return_frailty_variance),
            site_frailty: FrailtyTable::new(parameters.sites.leave_frailty_variance),
            repair: RepairTable::new(parameters.recovery.repair_rate_scale),
            zone_pull,
            zone_pull_sum,
            destination_pull,
            ties_powers: (0..=MOST_TIES)
                .map(|ties| pow(1.0 + f64::from(ties), behaviour.ties_weight / scale))
                .collect(),
            income_exponent: behaviour.income_weight / scale,
            income_weight: behaviour.income_weight,
            annuity: annuity(behaviour.borrowing_rate_per_year, behaviour.borrowing_years),
            adapting_without_risk: exp(-behaviour.move_reluctance),
            strengthened_wind: risk.levels.wind_damages(&risk.curves, behaviour.adapt_strength_ms),
            burdens: BurdenTable::new(
                &risk.zone_returns,
                behaviour.risk_aversion,
                behaviour.least_consumption_share,
            ),
            constants: ChoiceConstants::default(),
            factors: ChoiceConstants { relocate: 1.0, migrate: 1.0, planned: 1.0, adapt: 1.0 },
            scale,
        }
    }

    /// Constants of the choice.
    pub fn constants(&self) -> ChoiceConstants {
        self.constants
    }

    /// Pull of so many ties where an option leads.
    #[inline]
    pub fn ties_power(&self, ties: u8) -> f64 {
        self.ties_powers[usize::from(ties.min(MOST_TIES))]
    }

    /// Pull of all other zones on a household of a zone with these ties.
    pub fn zone_pull_over_ties(&self, own: u16, ties: &TiesElsewhere) -> f64 {
        let zones = self.zone_pull_sum.len();
        let own = usize::from(own);
        let pulls = &self.zone_pull[own * zones..(own + 1) * zones];
        let more = pulls
            .iter()
            .zip(ties.in_zones())
            .map(|(pull, count)| pull * (self.ties_power(*count) - 1.0));
        self.zone_pull_sum[own] + more.sum::<f64>()
    }

    /// Weight of what an option leaves of income: `share^(θ_y / μ)`.
    #[inline]
    pub fn income_power(&self, share: f64) -> f64 {
        if self.income_exponent == 1.5 {
            share * share.sqrt()
        } else {
            pow(share, self.income_exponent)
        }
    }

    /// The same in a nest of scale one: `share^θ_y`.
    #[inline]
    pub fn income_power_plain(&self, share: f64) -> f64 {
        if self.income_weight == 0.75 {
            let root = share.sqrt();
            root * root.sqrt()
        } else {
            pow(share, self.income_weight)
        }
    }

    /// Constants of the choice as exp(constant / μ).
    pub fn factors(&self) -> ChoiceConstants {
        self.factors
    }

    /// Sets the constants of the choice.
    pub fn set_constants(&mut self, constants: ChoiceConstants) {
        self.constants = constants;
        self.factors = ChoiceConstants {
            relocate: exp(constants.relocate / self.scale),
            migrate: exp(constants.migrate / self.scale),
            planned: exp(constants.planned / self.scale),
            // Its nest is that of staying, of scale one.
            adapt: exp(constants.adapt),
        };
    }
}

/// What is left at the start of the memory of recorded storms: of each household, and of the area.
fn experience_before(place: &Place, behaviour: &Behaviour<f64>) -> (Vec<f32>, f64) {
    let per_month = std::f64::consts::LN_2 / (12.0 * behaviour.perception_half_life_years);
    let mut lived = vec![0.0_f32; place.population.len()];
    let mut heard = 0.0;
    for event in &place.past {
        let keep = exp(-per_month * f64::from(event.months_before));
        heard += keep * behaviour.perception_media_weight;
        let (own, seen) = (keep as f32, (keep * behaviour.perception_seen_weight) as f32);
        let memories = event.suffered.iter().zip(&event.ties_struck);
        for (experience, (suffered, ties_struck)) in lived.iter_mut().zip(memories) {
            *experience += own * suffered + seen * ties_struck;
        }
    }
    (lived, heard)
}

/// Rise of the sea in each month of the horizon, m over 1995-2014.
pub fn sea_level(place: &Place, land_motion_m_per_year: f64) -> Vec<f64> {
    (0..place.horizon.periods())
        .map(|period| {
            let year = place.horizon.month_of(period).year;
            sea_level_rise_m(place.pathway, year, land_motion_m_per_year)
        })
        .collect()
}

/// Everything a run reads and never changes.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// The place.
    pub place: &'a Place,
    /// Its true risk.
    pub risk: &'a TrueRisk,
    /// Numbers of the replicate.
    pub parameters: &'a Parameters,
    /// The same, in the form of the equations.
    pub coefficients: &'a Coefficients,
}

impl Given<'_> {
    /// Mean damage ratio of a dwelling at each return period: its wind from the tables of dwellings as
    /// built and as strengthened by their owners, where it is one of those.
    pub fn damage_at_returns(&self, dwelling: &Dwelling) -> [f64; RETURNS] {
        let risk = self.risk;
        let Dwelling { zone, class, strength_ms, .. } = *dwelling;
        let own_strength_ms = self.parameters.behaviour.adapt_strength_ms;
        if strength_ms == 0.0 {
            risk.levels.with_water(&risk.curves, &risk.wind[zone][class], dwelling)
        } else if strength_ms == own_strength_ms {
            let wind = &self.coefficients.strengthened_wind[zone][class];
            risk.levels.with_water(&risk.curves, wind, dwelling)
        } else {
            risk.levels.damage(&risk.curves, dwelling)
        }
    }
}
