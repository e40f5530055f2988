//! What a future left, with what only the households can tell: for patterns seen in past events.

use std::ops::Range;

use rayon::prelude::*;

use super::replicate::{Prepared, Worker};
use crate::model::households::{Households, mark};
use crate::outcome::{OUTCOMES, SERIES};
use crate::plan::Place;

/// Damage ratios from which damage is some, moderate and heavy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DamageGrades(pub [f64; 3]);

impl DamageGrades {
    /// Grade of a damage ratio: 0 none to 3 heavy.
    pub fn of(self, damage: f64) -> usize {
        self.0.iter().filter(|from| damage >= **from).count()
    }
}

/// What one future of one strategy left.
#[derive(Clone, Debug, PartialEq)]
pub struct Aftermath {
    /// Outcomes over the horizon, in the order of `outcome::OUTCOME_TABLE`.
    pub outcomes: [f64; OUTCOMES],
    /// One row a month, in the order of `outcome::SERIES_TABLE`.
    pub months: Vec<[f64; SERIES]>,
    /// Households by grade of the last open loss of their dwelling, none to heavy: all, and those that
    /// were displaced at least once. It is the damage of the event where there is one event.
    pub by_damage: [(u32, u32); 4],
    /// People alive of households that were displaced at least once.
    pub displaced_people: f64,
    /// Of these, people who live settled in the zone where they lived at the start.
    pub in_zone_of_origin: f64,
}

impl Prepared<'_> {
    /// What futures of the strategy of `rank` left, in order.
    pub fn aftermaths(&self, replicates: Range<u32>, rank: usize) -> Vec<Aftermath> {
        replicates
            .into_par_iter()
            .map_init(Worker::default, |worker, replicate| {
                let mut seen = ([(0, 0); 4], 0.0, 0.0);
                let (grades, place) = (self.damage_grades(), self.place());
                let played =
                    self.play_watching(replicate, &[rank], None, worker, |_, households| {
                        seen = look(place, grades, households);
                    });
                let (by_damage, displaced_people, in_zone_of_origin) = seen;
                let (outcomes, months) = played
                    .into_iter()
                    .next()
                    .map_or(([0.0; OUTCOMES], Vec::new()), |(tally, _)| {
                        (tally.outcomes, tally.months)
                    });
                Aftermath { outcomes, months, by_damage, displaced_people, in_zone_of_origin }
            })
            .collect()
    }
}

fn look(
    place: &Place,
    grades: DamageGrades,
    households: &Households,
) -> ([(u32, u32); 4], f64, f64) {
    let population = &place.population;
    let mut by_damage = [(0, 0); 4];
    let (mut displaced_people, mut in_zone_of_origin) = (0.0, 0.0);
    for i in 0..population.len() {
        let cost = place.dwelling_cost_usd[usize::from(population.class[i])];
        let displaced = households.has(i, mark::EVER_DISPLACED);
        let group = &mut by_damage[grades.of(f64::from(households.loss_usd[i]) / cost)];
        group.0 += 1;
        group.1 += u32::from(displaced);
        if displaced {
            let people = f64::from(households.size[i]) * population.weight;
            let living = households.living[i];
            let settled = living.is_resident() && !living.is_displaced();
            displaced_people += people;
            if settled && households.zone[i] == population.zone[i] {
                in_zone_of_origin += people;
            }
        }
    }
    (by_damage, displaced_people, in_zone_of_origin)
}

#[cfg(test)]
mod tests {
    use super::DamageGrades;

    #[test]
    fn damage_counts_from_the_edge_of_its_grade() {
        let grades = DamageGrades([0.02, 0.2, 0.8]);
        let found = [0.0, 0.019, 0.02, 0.2, 0.79, 0.8, 1.0].map(|damage| grades.of(damage));
        assert_eq!(found, [0, 0, 1, 2, 2, 3, 3]);
    }
}
