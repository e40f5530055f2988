//! Homes that the rising sea takes (model M2.5).
//!
//! The rule: a home is given up when mean higher high water with the rise of the sea stands over its
//! ground, which then floods on most days. Homes that lie below high water in the first month are taken
//! to be kept dry, as they are lived in. Looked at every January, so that between two Januaries no
//! household is touched. A home that is given up is not lived in again.

use super::coefficients::Coefficients;
use super::households::Living;
use super::placement::Offers;
use super::run::Run;
use super::trace::Note;

/// Address of the draw for a place after a home is given up, apart from those of events.
const GIVEN_UP_INDEX: u32 = 2_000_000;

/// Whether ground that was dry in the first month lies below high water in `period`.
#[inline]
pub fn is_given_up(coefficients: &Coefficients, elevation_m: f32, period: u16) -> bool {
    let Some(first) = coefficients.high_water_m.first() else { return false };
    let elevation = f64::from(elevation_m);
    elevation >= *first && elevation < coefficients.high_water_m[usize::from(period)]
}

/// Displaces the households whose homes high water has come to stand over.
pub fn rise(run: &mut Run<'_>, period: u16) {
    let given = run.given;
    let levels = &given.coefficients.high_water_m;
    let is_january = given.place.horizon.month_of(period).month == 1;
    if levels.is_empty() || !is_january || levels[usize::from(period)] <= levels[0] {
        return;
    }
    for i in 0..given.place.population.len() {
        if run.households.living[i] != Living::Home
            || !is_given_up(given.coefficients, run.households.elevation_m[i], period)
        {
            continue;
        }
        let found = run.find_place(i, period, GIVEN_UP_INDEX, Offers::ALL);
        let zone = usize::from(run.households.zone[i]);
        run.displace(i, zone, found, period, 0.0);
        run.trace.note(i, period, || Note::GivenUp { to: found });
    }
}
