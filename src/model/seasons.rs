//! Seasonal work abroad: circular channels of labour (model M7).
//!
//! Places of a circular channel go by lot, when the calendar year opens, to residents who live on work and
//! are not displaced: one worker a household and year. It is home after the months of the channel with
//! G · r · (1 - fee) - cost of the place, put into savings: G the earnings of a season, r the part sent
//! home. Where that is nothing nobody goes. While workers are away the capacity of repair is smaller by
//! their share of the households that live on work.
//!
//! Limits: the household earns and consumes at home as before; who is away does not die at home.

use super::channels::take;
use super::income::is_work;
use super::ledger::Flow;
use super::run::Run;
use crate::outcome::OutcomeId;
use crate::rng::Purpose;

/// Address of the lot for a season, apart from those of other queues; channels follow.
const SEASON_INDEX: u32 = 6_000_000;

/// Workers abroad for a season.
#[derive(Clone, Debug, Default)]
pub struct Seasons {
    /// Workers by the month in which they come home, with the channel.
    home: Vec<Vec<(u32, u8)>>,
    /// Simulated workers away now.
    away: u32,
    /// Simulated households that live on work, when the year opened.
    workers: u32,
}

impl Seasons {
    /// Nobody is away.
    pub fn reset(&mut self, periods: usize, has_channels: bool) {
        self.home.clear();
        if has_channels {
            self.home.resize_with(periods, Vec::new);
        }
        self.away = 0;
        self.workers = 0;
    }

    /// Share of the capacity of repair that is left while workers are away.
    pub fn crews_left(&self) -> f64 {
        if self.away == 0 {
            return 1.0;
        }
        1.0 - f64::from(self.away) / f64::from(self.workers.max(self.away))
    }
}

/// What a season brings home, USD: as it arrives, the fee on the way, and net of the cost of the place.
fn earnings(run: &Run<'_>, i: usize, at: usize) -> (f64, f64, f64) {
    let labour = &run.given.parameters.labour;
    let sent = labour.season_gross_usd * labour.remitted_share;
    let fee = sent * f64::from(run.households.fee_share[i]);
    let arrives = sent - fee;
    (arrives, fee, arrives - run.given.parameters.channels[at].cost_usd)
}

/// Sends workers for the season when the calendar year opens.
pub fn send(run: &mut Run<'_>, period: u16) {
    let place = run.given.place;
    let is_due = period == 0 || place.horizon.month_of(period).month == 1;
    if !is_due || place.channels.iter().all(|channel| channel.circular_months == 0) {
        return;
    }
    let mut willing: Vec<u32> = (0..place.population.len() as u32)
        .filter(|&member| {
            let i = member as usize;
            let living = run.households.living[i];
            living.is_resident()
                && !living.is_displaced()
                && is_work(usize::from(place.population.livelihood[i]))
        })
        .collect();
    run.money.seasons.workers = willing.len() as u32;
    let weight = place.population.weight;
    for (at, channel) in place.channels.iter().enumerate() {
        if channel.circular_months == 0 {
            continue;
        }
        let mut order: Vec<(f64, u32)> = willing
            .iter()
            .map(|&member| {
                let entity = place.population.entity[member as usize];
                let index = SEASON_INDEX + at as u32;
                (run.draws.uniform(Purpose::Queue, entity, period, index), member)
            })
            .collect();
        order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let back = usize::from(period + channel.circular_months);
        let mut gone = Vec::new();
        for (_, member) in order {
            let i = member as usize;
            if earnings(run, i, at).2 <= 0.0 {
                continue;
            }
            if !take(run, at, weight, 1.0) {
                break;
            }
            gone.push(member);
            run.money.seasons.away += 1;
            run.count(i, OutcomeId::LabourPlacesUsedPeople, weight);
            if let Some(home) = run.money.seasons.home.get_mut(back) {
                home.push((member, at as u8));
            }
        }
        gone.sort_unstable();
        willing.retain(|member| gone.binary_search(member).is_err());
    }
}

/// Workers whose season is over come home with what they earned.
pub fn come_home(run: &mut Run<'_>, period: u16) {
    let Some(home) = run.money.seasons.home.get_mut(usize::from(period)) else { return };
    let home = std::mem::take(home);
    for (member, at) in home {
        let (i, at) = (member as usize, usize::from(at));
        run.money.seasons.away -= 1;
        if !run.households.living[i].is_resident() {
            continue;
        }
        let (arrives, fee, net) = earnings(run, i, at);
        run.save_earnings(i, arrives, arrives - net);
        let weight = run.given.place.population.weight;
        run.post(Flow::RemittanceFee, fee * weight);
        run.tally.add(OutcomeId::SeasonalEarnings, net * weight);
    }
}
