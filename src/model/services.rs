//! Services of a zone: water, power, schools, clinics, as one index from 0 to 1 (model M5, M8).
//!
//! An event that does a mean damage m to the dwellings of a zone takes min(1, m / full) of what is
//! left; what is lost comes back as exp(-t / τ), τ of the zone or of the area. Closed form in the month of the
//! zone's last event. Where services fall below a threshold, some households leave homes that stand, and come
//! back once services do. Limit: one index for all services, tied to damage of dwellings alone.

use super::coefficients::Given;
use super::households::{Living, mark};
use super::placement::Offers;
use super::run::Run;
use super::trace::Note;
use crate::dist::math::ln;
use crate::outcome::OutcomeId;
use crate::plan::force::ZoneForce;
use crate::rng::Purpose;

/// Services lost by zone at the last event, and when it was.
#[derive(Clone, Debug, Default)]
pub struct ZoneServices {
    lost: Vec<f64>,
    period: Vec<u16>,
}

impl ZoneServices {
    /// Nothing is lost.
    pub fn reset(&mut self, zones: usize) {
        self.lost.clear();
        self.lost.resize(zones, 0.0);
        self.period.clear();
        self.period.resize(zones, 0);
    }

    /// Services of a zone now, 0-1; `keep` is the share of a loss that is left after so many months, by zone.
    #[inline]
    pub fn now(&self, keep: &[Vec<f64>], zone: usize, period: u16) -> f64 {
        1.0 - self.lost[zone] * keep[zone][usize::from(period - self.period[zone])]
    }

    /// An event takes a share of the services that are left.
    pub fn lose(&mut self, keep: &[Vec<f64>], zone: usize, share: f64, period: u16) {
        self.lost[zone] = 1.0 - self.now(keep, zone, period) * (1.0 - share);
        self.period[zone] = period;
    }
}

/// Services of a zone now, 0-1.
#[inline]
pub fn services(given: &Given<'_>, services: &ZoneServices, zone: usize, period: u16) -> f64 {
    services.now(&given.coefficients.keep_service_loss, zone, period)
}

/// Years from now until the services of a zone reach the threshold, 0 where they have: what is lost comes
/// back as exp(-t / τ).
pub fn years_to_threshold(run: &Run<'_>, zone: usize) -> f64 {
    let recovery = &run.given.parameters.recovery;
    let lost = 1.0 - services(&run.given, &run.services, zone, run.period);
    let bearable = 1.0 - recovery.service_threshold;
    if lost <= bearable {
        0.0
    } else if bearable <= 0.0 {
        f64::INFINITY
    } else {
        run.given.coefficients.service_recovery_years[zone] * ln(lost / bearable)
    }
}

/// An event with a mean damage to the dwellings of a zone takes services from it.
pub fn shock(run: &mut Run<'_>, zone: usize, mean_damage: f64, period: u16) {
    let full = run.given.parameters.recovery.full_service_loss_damage;
    let keep = &run.given.coefficients.keep_service_loss;
    run.services.lose(keep, zone, (mean_damage / full).min(1.0), period);
}

/// Households leave homes that stand where an event took services below the threshold. They go where a
/// place is found, in the order of a lot; who finds none stays at home.
pub fn leave_for_services(run: &mut Run<'_>, zone: usize, members: &[u32], force: &ZoneForce<'_>) {
    let given = run.given;
    let recovery = &given.parameters.recovery;
    if services(&given, &run.services, zone, force.period) >= recovery.service_threshold {
        return;
    }
    let index = u32::from(force.index);
    let mut leavers: Vec<(f64, u32)> = Vec::new();
    for &member in members {
        let i = member as usize;
        if run.households.living[i] != Living::Home
            || f64::from(run.households.damage[i]) >= recovery.return_damage
        {
            continue;
        }
        let entity = given.place.population.entity[i];
        let (leaves, lot) = run.draws.pair(Purpose::ServiceLoss, entity, force.period, 2 * index);
        if leaves < recovery.service_leave_probability {
            leavers.push((lot, member));
        }
    }
    leavers.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    for (_, member) in leavers {
        let i = member as usize;
        let address = 4 * index + 2;
        let found = run.find_place(i, force.period, address, Offers::ALL);
        if found == Living::Unsafe {
            continue;
        }
        run.displace(i, zone, found, force.period, force.month_share());
        run.households.set(i, mark::LEFT_FOR_SERVICES, true);
        let persons = run.persons(i);
        run.count(i, OutcomeId::ServiceDisplacedPeople, persons);
        run.trace.note(i, force.period, || Note::LeftForServices { to: found });
    }
}

#[cfg(test)]
mod tests {
    use super::ZoneServices;
    use crate::dist::math::exp;

    #[test]
    fn services_fall_with_events_and_come_back() {
        let keep = [6.0, 3.0].map(|months| {
            (0..60).map(|month| exp(-f64::from(month) / months)).collect::<Vec<f64>>()
        });
        let mut services = ZoneServices::default();
        services.reset(2);
        services.lose(&keep, 0, 0.6, 10);
        assert!((services.now(&keep, 0, 10) - 0.4).abs() < 1e-15);
        assert!((services.now(&keep, 0, 16) - (1.0 - 0.6 * exp(-1.0))).abs() < 1e-15);
        assert_eq!(services.now(&keep, 1, 40), 1.0);
        // What is left of one loss and the next add up as damage does.
        services.lose(&keep, 0, 0.5, 16);
        let expected = (1.0 - 0.6 * exp(-1.0)) * 0.5;
        assert!((services.now(&keep, 0, 16) - expected).abs() < 1e-15);
        services.lose(&keep, 0, 1.0, 17);
        assert_eq!(services.now(&keep, 0, 17), 0.0);
        // Another zone has its own time.
        services.lose(&keep, 1, 0.6, 10);
        assert!((services.now(&keep, 1, 16) - (1.0 - 0.6 * exp(-2.0))).abs() < 1e-15);
    }
}
