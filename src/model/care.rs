//! What displaced people are provided, and what it does to them: the equations (model M9).
//!
//! The quality Q of a place is the geometric mean of min(1, provided / standard) over covered floor,
//! water, toilets, health care and, in a collective site, management, with equal weights. Illness,
//! distress and protection incidents follow from Q. All are expected numbers, without draws: a service
//! that is given twice does twice as much. Limits: weights and sizes are assumptions; nothing is
//! infectious; distress is followed while people are displaced, not after.

use super::households::Living;
use crate::dist::math::{exp, pow};
use crate::plan::parameters::Parameters;
use crate::scenario::parameters::{Care, Sites, Standards};

/// Provisions that make the quality of a place, in the order of [`Provided`].
pub const PROVISIONS: usize = 5;
/// Position of covered floor.
pub const AREA: usize = 0;
/// Position of health care.
pub const HEALTH: usize = 3;
/// Position of management, which only collective sites need.
pub const MANAGEMENT: usize = 4;

/// Covered floor, water, toilets, health care and management, as shares of the standards.
pub type Provided = [f64; PROVISIONS];

/// What the places of the displaced provide without programmes, by way of living, with the quality that it
/// makes: worked out once a run, for most of the displaced have no more.
#[derive(Clone, Copy, Debug, Default)]
pub struct OwnProvision {
    host: (Provided, f64),
    site: (Provided, f64),
    rent: (Provided, f64),
    home: (Provided, f64),
}

impl OwnProvision {
    /// Provision under one parameter vector.
    pub fn new(parameters: &Parameters) -> Self {
        let sites = &parameters.sites;
        let with_quality = |provided, in_site| (provided, quality(&provided, in_site));
        Self {
            host: with_quality([sites.host_provided_share; PROVISIONS], false),
            site: with_quality(in_sites(sites, &parameters.standards), true),
            rent: with_quality([sites.rent_provided_share; PROVISIONS], false),
            home: with_quality([sites.unsafe_provided_share; PROVISIONS], false),
        }
    }

    /// Provision of a way of living in displacement, and the quality of the place by it.
    #[inline]
    pub fn of(&self, living: Living) -> (Provided, f64) {
        match living {
            Living::Host => self.host,
            Living::Site => self.site,
            Living::Rent => self.rent,
            _ => self.home,
        }
    }
}

/// What collective sites provide, as shares of the standards.
fn in_sites(sites: &Sites<f64>, standards: &Standards<f64>) -> Provided {
    [
        sites.area_m2_per_person / standards.area_m2_per_person,
        sites.water_litres_per_person_day / standards.water_litres_per_person_day,
        standards.persons_per_toilet / sites.persons_per_toilet,
        sites.health_contacts_per_person_year / standards.health_contacts_per_person_year,
        standards.persons_per_management_agency / sites.persons_per_management_agency,
    ]
}

/// Quality of a place, 0-1, by what it provides. Outside collective sites management does not count.
pub fn quality(provided: &Provided, in_site: bool) -> f64 {
    let counted = if in_site { PROVISIONS } else { MANAGEMENT };
    let product: f64 = provided[..counted].iter().map(|share| share.min(1.0)).product();
    if product >= 1.0 { 1.0 } else { pow(product, 1.0 / counted as f64) }
}

/// Share of time in illness at a quality, with so much of a full health service.
pub fn illness(care: &Care<f64>, quality: f64, health: f64) -> f64 {
    care.illness_share * (2.0 - quality) * (1.0 - care.health_severity_cut * health)
}

/// Share of time in illness beyond that in a place that meets the standards.
pub fn excess_illness(care: &Care<f64>, quality: f64, health: f64) -> f64 {
    care.illness_share * (1.0 - quality) * (1.0 - care.health_severity_cut * health)
}

/// Share of people in distress at the start of displacement.
pub fn distress_at_start(care: &Care<f64>, quality: f64, severe: bool) -> f64 {
    let share = if severe { care.distress_share_severe } else { care.distress_share_other };
    (share * bad_place(care, quality)).min(1.0)
}

/// Share of people in distress a month after it was `before`: the solution of dp/dt = o (1 - p) - r p
/// with onset o, more of it in bad places, and recovery r, faster with so much of full support.
pub fn distress_next(care: &Care<f64>, before: f64, quality: f64, support: f64) -> f64 {
    let onset = care.distress_rate_per_month * bad_place(care, quality);
    let ratio = 1.0 + (care.distress_support_ratio - 1.0) * support;
    let rate = onset + care.distress_recovery_rate_per_month * ratio;
    if rate <= 0.0 {
        return before;
    }
    let rest = onset / rate;
    rest + (before - rest) * exp(-rate)
}

/// How much likelier distress starts in a place of a quality.
fn bad_place(care: &Care<f64>, quality: f64) -> f64 {
    1.0 + care.distress_quality_weight * (1.0 - quality)
}

/// Protection incidents per person-month, with so much of full protection measures.
pub fn incidents(care: &Care<f64>, quality: f64, in_site: bool, protection: f64) -> f64 {
    let place = if in_site { care.incidents_site_ratio } else { 1.0 };
    care.incidents_per_1000_person_months / 1000.0
        * place
        * (1.0 + care.incidents_quality_weight * (1.0 - quality))
        * (1.0 - care.protection_cut * protection)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn care() -> Care<f64> {
        Care::from_keys(|key| key.default)
    }

    #[test]
    fn quality_is_the_geometric_mean_of_what_is_met() {
        assert_eq!(quality(&[1.0; 5], true), 1.0);
        assert_eq!(quality(&[3.0; 5], false), 1.0);
        assert!((quality(&[0.5; 5], true) - 0.5).abs() < 1e-15);
        // Only a site needs management.
        assert_eq!(quality(&[1.0, 1.0, 1.0, 1.0, 0.0], false), 1.0);
        assert_eq!(quality(&[1.0, 1.0, 1.0, 1.0, 0.0], true), 0.0);
        // More than the standard makes up for nothing else.
        assert!((quality(&[9.0, 1.0, 1.0, 0.0625, 0.0], false) - 0.5).abs() < 1e-15);
    }

    #[test]
    fn sites_fall_short_of_the_standards_as_stated() {
        let sites = Sites::from_keys(|key| key.default);
        let standards = Standards::from_keys(|key| key.default);
        let provided = in_sites(&sites, &standards);
        let expected = [2.5 / 3.5, 10.0 / 15.0, 20.0 / 50.0, 0.5, 15.0 / 47.0];
        for (share, expected) in provided.iter().zip(expected) {
            assert!((share - expected).abs() < 1e-15, "{share} {expected}");
        }
    }

    #[test]
    fn illness_doubles_where_nothing_is_met() {
        let care = care();
        assert_eq!(illness(&care, 1.0, 0.0), 0.08);
        assert_eq!(illness(&care, 0.0, 0.0), 0.16);
        assert!((illness(&care, 0.5, 1.0) - 0.08 * 1.5 * 0.7).abs() < 1e-15);
        assert_eq!(excess_illness(&care, 1.0, 0.0), 0.0);
        assert_eq!(excess_illness(&care, 0.0, 0.0), 0.08);
    }

    #[test]
    fn incidents_follow_place_quality_and_protection() {
        let care = care();
        assert_eq!(incidents(&care, 1.0, false, 0.0), 0.002);
        assert!((incidents(&care, 1.0, true, 0.0) - 0.002 * 1.31).abs() < 1e-15);
        let all = 0.002 * 1.31 * (1.0 + 0.6 * 0.25) * 0.6;
        assert!((incidents(&care, 0.75, true, 1.0) - all).abs() < 1e-15);
    }

    #[test]
    fn distress_starts_by_loss_and_recovers_faster_with_support() {
        let care = care();
        assert_eq!(distress_at_start(&care, 1.0, true), 0.3);
        assert!((distress_at_start(&care, 0.0, false) - 0.15).abs() < 1e-15);
        let quiet = Care { distress_rate_per_month: 0.0, ..care.clone() };
        assert!((distress_next(&quiet, 0.3, 1.0, 0.0) - 0.3 * exp(-0.1)).abs() < 1e-15);
        assert!((distress_next(&quiet, 0.3, 1.0, 1.0) - 0.3 * exp(-0.16)).abs() < 1e-15);
        // Two steps of half the rates are one of the whole.
        let half = Care {
            distress_rate_per_month: care.distress_rate_per_month / 2.0,
            distress_recovery_rate_per_month: care.distress_recovery_rate_per_month / 2.0,
            ..care.clone()
        };
        let twice = distress_next(&half, distress_next(&half, 0.3, 0.4, 0.5), 0.4, 0.5);
        assert!((distress_next(&care, 0.3, 0.4, 0.5) - twice).abs() < 1e-15);
        let still = Care { distress_recovery_rate_per_month: 0.0, ..quiet };
        assert_eq!(distress_next(&still, 0.3, 0.0, 0.0), 0.3);
    }
}
