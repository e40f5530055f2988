//! What households lived through before the start: the recorded storms of the last thirty years.
//!
//! Each storm strikes the dwellings as they stand at the start, with the central numbers and no effects
//! of chance on its wind; which dwellings it damages is drawn once and shared by all futures. Hazards
//! without a record (frequencies, lists, scripts, water by itself) leave no memory.

use super::network::Network;
use super::population::{CLASSES, Population};
use super::vulnerability::{Curves, DamageTables};
use crate::dist::beta::DamageTable;
use crate::hazard::past::PastStorm;
use crate::rng::{Draws, Purpose};
use crate::scenario::parameters::Vulnerability;

/// Memories of one recorded storm.
#[derive(Clone, Debug, PartialEq)]
pub struct PastEvent {
    /// Months from it to the start.
    pub months_before: u16,
    /// Whether it damaged the household's own dwelling, 0 or 1.
    pub suffered: Vec<f32>,
    /// Share of the household's ties whose dwelling it damaged.
    pub ties_struck: Vec<f32>,
}

/// The recorded storms that damaged a dwelling, oldest first.
pub fn remembered(
    storms: &[PastStorm],
    population: &Population,
    wind_factors: &[f64],
    (curves, tables): (&Curves, &DamageTables),
    numbers: &Vulnerability<f64>,
    draws: &Draws,
) -> Vec<PastEvent> {
    let table = tables.table(numbers.damage_concentration);
    let mut events = Vec::new();
    for (number, storm) in storms.iter().enumerate() {
        let mut suffered = vec![0.0; population.len()];
        let mut struck = false;
        for (zone, marine) in storm.winds_ms.iter().enumerate() {
            let wind = f64::from(*marine) * wind_factors[zone];
            let means: [f64; CLASSES] =
                std::array::from_fn(|class| curves.wind_damage(class, wind, 0.0));
            let located = means.map(DamageTable::locate);
            for i in population.in_zone(zone) {
                let class = usize::from(population.class[i]);
                if means[class] <= 0.0 {
                    continue;
                }
                let u = draws.uniform(Purpose::PastEvent, population.entity[i], number as u16, 0);
                if f64::from(table.damage(located[class], u)) >= numbers.minor_damage {
                    suffered[i] = 1.0;
                    struck = true;
                }
            }
        }
        if struck {
            let ties_struck = share_of_ties(&population.network, &suffered);
            events.push(PastEvent { months_before: storm.months_before, suffered, ties_struck });
        }
    }
    events
}

fn share_of_ties(network: &Network, suffered: &[f32]) -> Vec<f32> {
    (0..suffered.len())
        .map(|i| {
            let ties = network.ties_of(i);
            let struck: f32 = ties.iter().map(|other| suffered[*other as usize]).sum();
            if ties.is_empty() { 0.0 } else { struck / ties.len() as f32 }
        })
        .collect()
}
