//! Cover arranged before events and paid out after them (lever `finance`).
//!
//! When the mean effective wind of an event over the zones, weighted by the people who lived there at the
//! start, reaches the trigger, the cover of all covered households is added to the budget of the strategy,
//! once in a calendar year at most. It is paid by wind and not by loss: what it pays beyond the loss of
//! dwellings in the event is its basis risk. Events stated by damage have no wind and trigger nothing.

use super::ledger::Flow;
use super::run::Run;
use crate::hazard::Event;
use crate::outcome::OutcomeId;
use crate::plan::force::ZoneForce;
use crate::scenario::lever::Lever;

/// Loss of dwellings so far, USD.
pub fn loss_so_far(run: &Run<'_>) -> f64 {
    run.tally.outcomes[OutcomeId::DwellingLoss as usize]
}

/// Pays out cover after an event, before which losses stood at `loss_before`.
pub fn pay_out(run: &mut Run<'_>, event: &Event, loss_before: f64) {
    if !run.slots.in_use(Lever::Finance) {
        return;
    }
    let place = run.given.place;
    let year = place.horizon.month_of(event.period).year;
    let trigger = run.given.parameters.finance.trigger_wind_ms;
    if run.money.paid_out_in == Some(year) || mean_wind_ms(run, event) < trigger {
        return;
    }
    let mut cover = 0.0;
    for i in 0..place.population.len() {
        if let Some((usd, _)) = run.aid(Lever::Finance, i) {
            cover += usd;
        }
    }
    let usd = cover * place.population.weight;
    if usd <= 0.0 {
        return;
    }
    run.money.paid_out_in = Some(year);
    run.add_to_budget(usd);
    run.post(Flow::Payout, usd);
    run.tally.add(OutcomeId::Payout, usd);
    let beyond = (usd - (loss_so_far(run) - loss_before)).max(0.0);
    run.tally.add(OutcomeId::PayoutWithoutLoss, beyond);
}

/// Mean effective wind of an event over the zones, weighted by people at the start, m/s.
fn mean_wind_ms(run: &Run<'_>, event: &Event) -> f64 {
    let sea_level = run.given.coefficients.sea_level_m[usize::from(event.period)];
    let (mut sum, mut persons) = (0.0, 0.0);
    for (zone, people) in run.given.place.zone_persons.iter().enumerate() {
        sum += people * ZoneForce::of(run.events, event, zone, sea_level).wind_ms;
        persons += people;
    }
    if persons > 0.0 { sum / persons } else { 0.0 }
}
