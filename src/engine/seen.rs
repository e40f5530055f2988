//! What futures show of one past event, for a back-cast.

use std::ops::Range;

use rayon::prelude::*;

use super::aftermath::DamageGrades;
use super::at::At;
use super::replicate::{Prepared, Worker};
use crate::calendar::Horizon;
use crate::group::{GROUP_COLUMNS, column};
use crate::model::coefficients::Coefficients;
use crate::model::exits::pace_of_return;
use crate::model::households::{Households, Living, NEVER, mark};
use crate::model::run::Run;
use crate::model::services::years_to_threshold;
use crate::model::tally::Tally;
use crate::outcome::seen::{Evacuated, Extra, Seen, ZoneDamage};
use crate::outcome::{OutcomeId, SERIES, SeriesId};
use crate::plan::Place;
use crate::plan::parameters::Parameters;
use crate::plan::population::Population;
use crate::rng::Draws;
use crate::scenario::Scenario;
use crate::scenario::hazard::{HazardKind, ScriptedEvent};

/// The event that is looked back at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventWatch {
    /// Period in which it happens.
    pub period: u16,
    /// Day of its month, 1 to 28.
    pub day: u8,
    /// Whether every future is played without hazards too.
    pub twin: bool,
}

/// Days of a year.
const DAYS_OF_YEAR: f64 = 365.25;

/// Damage ratios from which people report some, moderate and a lot of damage to their home. Reports have no
/// ratios: these are about the losses of the states of damage 1 to 3 of HAZUS for wind (a judgement).
const REPORTED: DamageGrades = DamageGrades([0.02, 0.10, 0.30]);

/// Damage ratios, beside those of the scenario, from which severe damage is counted.
const SEVERE_FROM: [f32; 2] = [0.30, 0.40];

impl Prepared<'_> {
    /// What futures of the strategy of `rank` show of an event, in order.
    pub fn seen(&self, replicates: Range<u32>, rank: usize, watch: EventWatch) -> Vec<Seen> {
        replicates
            .into_par_iter()
            .map_init(Worker::default, |worker, replicate| {
                let (draws, numbers) = self.drawn(replicate, worker);
                self.look(draws, &numbers, rank, watch, worker)
            })
            .collect()
    }

    fn look(
        &self,
        draws: Draws,
        numbers: &(Parameters, Coefficients),
        rank: usize,
        watch: EventWatch,
        worker: &mut Worker,
    ) -> Seen {
        let place = self.place();
        let mut observer = Observer::new(place, self.damage_grades(), watch);
        let (tally, twin) =
            self.observe(draws, numbers, (rank, watch.twin), worker, |period, run| {
                observer.look(place, period, run);
            });
        observer.finish(place, &tally, twin.as_ref())
    }
}

impl At<'_> {
    /// What a future of the strategy of `rank` shows of an event at a point.
    pub fn seen(
        &self,
        replicate: u32,
        rank: usize,
        watch: EventWatch,
        worker: &mut Worker,
    ) -> Seen {
        let draws = self.draw(replicate, worker);
        self.prepared.look(draws, &self.numbers, rank, watch, worker)
    }
}

/// Looks at the households of one future at the end of every month.
struct Observer {
    watch: EventWatch,
    grades: DamageGrades,
    seen: Seen,
    /// Households that the event displaced and that have not come out of it, with their grade.
    open: Vec<(u32, usize)>,
    /// Households that left ahead of the event and are kept away by the damage of their home, with their grade.
    kept_away: Vec<(u32, usize)>,
}

impl Observer {
    fn new(place: &Place, grades: DamageGrades, watch: EventWatch) -> Self {
        let population = &place.population;
        let seen = Seen {
            people: population.persons(),
            dwellings: population.len() as f64 * population.weight,
            month_ends: month_ends(place.horizon, watch),
            ..Seen::default()
        };
        Self { watch, grades, seen, open: Vec::new(), kept_away: Vec::new() }
    }

    fn look(&mut self, place: &Place, period: u16, run: &Run<'_>) {
        let households = &run.households;
        if period < self.watch.period {
            return;
        }
        if period == self.watch.period {
            self.look_at_damage(place, run);
        }
        let population = &place.population;
        let moved = &mut self.seen.moved;
        for each in moved.iter_mut() {
            each.returned.push(0.0);
            each.repaired.push(0.0);
        }
        let is_home = |i: usize| {
            households.living[i] == Living::Home
                && households.zone[i] == population.zone[i]
                && !households.has(i, mark::MOVED)
        };
        self.open.retain(|(member, grade)| {
            let i = *member as usize;
            if households.living[i].is_displaced() {
                return true;
            }
            if is_home(i)
                && let Some(now) = moved[*grade].returned.last_mut()
            {
                *now += people(population, households, i);
            }
            false
        });
        let event = self.watch.period;
        self.kept_away.retain(|(member, grade)| {
            let i = *member as usize;
            let goes = is_home(i) && pace_of_return(run, i, event, period) > 0.0;
            if goes && let Some(now) = moved[*grade].repaired.last_mut() {
                *now += people(population, households, i);
            }
            !goes
        });
    }

    /// The month of the event has ended; nothing is repaired yet.
    fn look_at_damage(&mut self, place: &Place, run: &Run<'_>) {
        let households = &run.households;
        let recovery = &run.given.parameters.recovery;
        self.seen.evacuees_go_home = (
            recovery.evacuee_return_rate_per_month * 12.0 / DAYS_OF_YEAR,
            recovery.evacuee_return_variance,
        );
        let waits: Vec<f64> =
            (0..place.zones()).map(|zone| years_to_threshold(run, zone) * DAYS_OF_YEAR).collect();
        let population = &place.population;
        let seen = &mut self.seen;
        seen.zones = vec![ZoneDamage::default(); place.zones()];
        for i in 0..population.len() {
            let damage = households.worst_damage[i];
            let grade = self.grades.of(f64::from(damage));
            let zone = &mut seen.zones[usize::from(population.zone[i])];
            zone.dwellings += population.weight;
            zone.damaged += if grade >= 1 { population.weight } else { 0.0 };
            zone.destroyed += if grade == 3 { population.weight } else { 0.0 };
            let grade = REPORTED.of(f64::from(damage));
            for (count, from) in seen.severe_from.iter_mut().zip(SEVERE_FROM) {
                *count += if damage >= from { population.weight } else { 0.0 };
            }
            let since = households.displaced_since[i];
            // A spell ends with its month at the earliest.
            if since == self.watch.period || households.spell_start[i] == self.watch.period {
                seen.moved[grade].displaced += people(population, households, i);
                if since != NEVER {
                    self.open.push((i as u32, grade));
                }
            } else if households.has(i, mark::EVER_EVACUATED) {
                let pace = pace_of_return(run, i, self.watch.period, self.watch.period);
                if pace <= 0.0 {
                    seen.moved[grade].kept_away += people(population, households, i);
                    self.kept_away.push((i as u32, grade));
                    continue;
                }
                let zone = usize::from(population.zone[i]);
                let groups = &mut seen.moved[grade].evacuated;
                let after_days = waits[zone];
                groups.resize(place.zones(), Evacuated::default());
                let people = people(population, households, i);
                let group = &mut groups[zone];
                group.after_days = after_days;
                // The mean over the people of the group; of some households nobody is left.
                if people > 0.0 {
                    group.people += people;
                    group.pace += (pace - group.pace) * people / group.people;
                }
            }
        }
    }

    fn finish(mut self, place: &Place, tally: &Tally, twin: Option<&Tally>) -> Seen {
        let seen = &mut self.seen;
        let outcome = |id: OutcomeId| tally.outcomes[id as usize];
        seen.damage = [
            outcome(OutcomeId::DamagedDwellings),
            outcome(OutcomeId::SevereDwellings),
            outcome(OutcomeId::DestroyedDwellings),
        ];
        seen.displaced = outcome(OutcomeId::DisplacedPeople);
        let months = tally.months.get(usize::from(self.watch.period)..).unwrap_or_default();
        let series = |id: SeriesId| months.iter().map(|month| month[id as usize]).collect();
        seen.sites = series(SeriesId::SiteStock);
        seen.residents = series(SeriesId::ResidentStock);
        let mut displaced = 0.0;
        for month in months {
            displaced += month[SeriesId::DisplacedPeople as usize];
            seen.displaced_by.push(displaced);
        }
        if let Some(twin) = twin {
            let calm = twin.months.get(usize::from(self.watch.period)..).unwrap_or_default();
            seen.extra_by_month =
                months.iter().zip(calm).map(|(own, calm)| left(own) - left(calm)).collect();
            let population = &place.population;
            for i in 0..population.len() {
                let fifth = usize::from(population.fifth[i]).min(4);
                seen.extra_by_fifth[fifth].people +=
                    f64::from(population.size[i]) * population.weight;
            }
            // The rows of the income fifths stand first among the groups.
            for (row, extra) in seen.extra_by_fifth.iter_mut().enumerate() {
                let Extra { emigrants, .. } = extra;
                *emigrants = gone(&tally.groups[row]) - gone(&twin.groups[row]);
            }
        }
        self.seen
    }
}

/// People who left the area in a month less those who came back.
fn left(month: &[f64; SERIES]) -> f64 {
    month[SeriesId::MigratedPeople as usize] - month[SeriesId::ReturnMigratedPeople as usize]
}

/// The same of a group, to the horizon.
fn gone(group: &[f64; GROUP_COLUMNS]) -> f64 {
    let of = |id: OutcomeId| column(id).map_or(0.0, |column| group[column]);
    of(OutcomeId::MigratedPeople) - of(OutcomeId::ReturnMigratedPeople)
}

fn people(population: &Population, households: &Households, i: usize) -> f64 {
    f64::from(households.size[i]) * population.weight
}

/// Days from the day of the event to the end of each month from that of the event on.
fn month_ends(horizon: Horizon, watch: EventWatch) -> Vec<f64> {
    let mut end = -f64::from(watch.day) + 1.0;
    (watch.period..horizon.periods())
        .map(|period| {
            end += f64::from(horizon.month_of(period).days());
            end
        })
        .collect()
}

impl EventWatch {
    /// The first event that a scenario states, or its first month where it states none; `twin` says whether
    /// every future is played without hazards too.
    pub fn of(scenario: &Scenario, twin: bool) -> Self {
        let stated = scenario.hazards.iter().filter_map(|hazard| match &hazard.kind {
            HazardKind::Scripted(script) => Some(&script.events),
            _ => None,
        });
        let first = stated.flatten().min_by_key(|event: &&ScriptedEvent| (event.month, event.day));
        let place =
            first.and_then(|event| Some((scenario.horizon.period_of(event.month)?, event.day)));
        let (period, day) = place.unwrap_or((0, 1));
        Self { period, day, twin }
    }
}

#[cfg(test)]
mod tests {
    use super::{EventWatch, month_ends};
    use crate::calendar::Horizon;

    #[test]
    fn months_end_so_many_days_after_the_event() {
        let horizon = Horizon { first_month: "2017-09".parse().unwrap(), years: 1 };
        let ends = month_ends(horizon, EventWatch { period: 0, day: 18, twin: false });
        assert_eq!(ends[..3], [13.0, 44.0, 74.0]);
        assert_eq!(ends.len(), 12);
        let later = month_ends(horizon, EventWatch { period: 5, day: 1, twin: false });
        assert_eq!(later[..2], [28.0, 59.0]);
    }
}
