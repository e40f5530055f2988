//! Heat and outdoor work (model M2.8).

use super::climate::warming;
use crate::calendar::Horizon;
use crate::dist::math::pow;
use crate::scenario::hazard::{HeatHazard, Pathway};

/// How hard outdoor work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Workload {
    /// Light work.
    Light,
    /// Work such as fishing.
    Moderate,
    /// Work such as farming.
    Heavy,
}

/// Share of work that can be done at a wet bulb globe temperature in degrees Celsius:
/// .1 + .9 / (1 + (WBGT / a)^b) (Hothaps, Kjellstrom et al. 2009; its coefficients are recalled). Chamber
/// studies find larger losses (Foster et al. 2021), so this is a lower bound of the loss.
pub fn workability(wbgt_celsius: f64, workload: Workload) -> f64 {
    let (half, steepness) = match workload {
        Workload::Light => (34.64, 22.72),
        Workload::Moderate => (32.93, 17.81),
        Workload::Heavy => (30.94, 16.64),
    };
    0.1 + 0.9 / (1.0 + pow(wbgt_celsius.max(0.0) / half, steepness))
}

/// Work of a month against that of the record's climate, by period, zone and workload (heavy, moderate).
#[derive(Clone, Debug, PartialEq)]
pub struct WorkTable {
    zones: usize,
    rows: Vec<[f64; 2]>,
}

impl WorkTable {
    /// Tabulates the hazard: the ratio of workability at today's temperature plus the rise to that
    /// without it, since stated incomes already bear the heat of the record. Exactly one without warming.
    pub fn new(hazard: &HeatHazard, pathway: Pathway, horizon: Horizon, zones: usize) -> Self {
        let mut rows = vec![[1.0; 2]; zones * usize::from(horizon.periods())];
        for period in 0..horizon.periods() {
            let month = horizon.month_of(period);
            let rise = hazard.rise_per_degree.central * warming(pathway, month.year);
            for (zone, months) in &hazard.zones {
                let now = months[usize::from(month.month - 1)];
                let ratio =
                    |workload| workability(now + rise, workload) / workability(now, workload);
                rows[usize::from(period) * zones + usize::from(*zone)] =
                    [ratio(Workload::Heavy), ratio(Workload::Moderate)];
            }
        }
        Self { zones, rows }
    }

    /// Work at heavy and at moderate load in a zone and period, as a factor on income.
    #[inline]
    pub fn factors(&self, zone: usize, period: u16) -> [f64; 2] {
        self.rows[usize::from(period) * self.zones + zone]
    }
}

#[cfg(test)]
mod tests {
    use super::{WorkTable, Workload, workability};
    use crate::calendar::{Horizon, YearMonth};
    use crate::scenario::hazard::{HeatHazard, Pathway};
    use crate::scenario::quantity::{Quantity, Status};

    #[test]
    fn workability_holds_its_curve() {
        // Half of what heat can take is gone at the half temperature; a tenth of work is always left.
        for (half, workload) in
            [(34.64, Workload::Light), (32.93, Workload::Moderate), (30.94, Workload::Heavy)]
        {
            assert!((workability(half, workload) - 0.55).abs() < 1e-12);
            assert!(workability(15.0, workload) > 0.999);
            assert!((workability(90.0, workload) - 0.1).abs() < 1e-4);
        }
        let at_30 = [Workload::Light, Workload::Moderate, Workload::Heavy]
            .map(|workload| workability(30.0, workload));
        for (found, expected) in at_30.into_iter().zip([0.966_964, 0.856_173, 0.663_040]) {
            assert!((found - expected).abs() < 1e-6, "{found} {expected}");
        }
    }

    #[test]
    fn work_changes_with_warming_alone() {
        let hazard = HeatHazard {
            rise_per_degree: Quantity::plain("test", 1.0, "test", Status::Assumption),
            zones: vec![(1, [28.0; 12])],
        };
        let horizon = Horizon { first_month: YearMonth { year: 2045, month: 1 }, years: 6 };
        let still = WorkTable::new(&hazard, Pathway::None, horizon, 2);
        assert_eq!(still.factors(1, 70), [1.0, 1.0]);
        let warmer = WorkTable::new(&hazard, Pathway::Ssp245, horizon, 2);
        // 1.09 degrees in 2050.
        let expected = workability(29.09, Workload::Heavy) / workability(28.0, Workload::Heavy);
        assert!((warmer.factors(1, 60)[0] - expected).abs() < 1e-12);
        assert!(warmer.factors(1, 60)[1] > expected);
        assert_eq!(warmer.factors(0, 60), [1.0, 1.0]);
    }
}
