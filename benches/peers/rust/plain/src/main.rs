//! DSR-1 without a framework: one structure a household in one vector, stepped in a loop.

use dsr1::{
    DAMAGE_BEGINS, DAMAGE_HALF, DISPLACED, HOME, MIGRATED, Migrated, SEED, Task, Year, ZONES,
};
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use rand_distr::StandardNormal;

struct Household {
    zone: u16,
    class: u8,
    status: u8,
    income: f32,
    assets: f32,
    savings: f32,
    risk: f32,
}

impl Household {
    fn step(&mut self, winds: &[f32], migrated: &Migrated, rng: &mut SmallRng, year: &mut Year) {
        let zone = usize::from(self.zone);
        let wind = winds[zone];
        let hit = wind > 0.0;
        let full = 4.0 * self.income;
        let mut damage = 0.0;
        if self.status == HOME && hit {
            let gust = wind * (0.8 + 0.4 * rng.random::<f32>());
            let class = usize::from(self.class);
            let above = (gust - DAMAGE_BEGINS[class]) / (DAMAGE_HALF[class] - DAMAGE_BEGINS[class]);
            let cube = above.max(0.0).powi(3);
            damage = cube / (1.0 + cube);
            year.loss += f64::from(damage * self.assets * full);
            self.assets *= 1.0 - damage;
        }
        let luck: f32 = rng.sample(StandardNormal);
        let elsewhere = if self.status == MIGRATED { 1.2 } else { 1.0 };
        let earned = self.income * (0.3 * luck - 0.045).exp() * elsewhere * (1.0 - 0.3 * damage);
        if self.status != MIGRATED {
            let repair = (0.4 * (1.0 - self.assets) * full).min(0.5 * self.savings);
            self.assets = (self.assets + repair / full).min(1.0);
            self.savings -= repair;
        }
        self.savings = (1.01 * self.savings + 0.55 * earned - 0.45 * self.income)
            .clamp(0.0, 5.0 * self.income);
        let seen = if hit && self.status != MIGRATED { 0.15 } else { 0.0 };
        self.risk *= 0.85;
        self.risk += (1.0 - self.risk) * (0.6 * damage + seen).min(1.0);
        let first = match self.status {
            HOME if self.savings < 0.25 * self.income => 0.0,
            HOME => (-2.0 + 4.0 * self.risk - 3.0 * self.assets).exp(),
            DISPLACED => (-0.5 - 3.0 * self.risk + 2.0 * self.assets).exp(),
            _ => (-4.0_f32).exp(),
        };
        let second = if self.status != MIGRATED && self.savings >= self.income {
            let others = 0.7 * migrated.zones[zone] + 0.3 * migrated.all;
            let wealth = 0.2 * self.savings / self.income;
            (-5.5 + 3.0 * self.risk - self.assets + wealth + 2.0 * others).exp()
        } else {
            0.0
        };
        let choice = rng.random::<f32>() * (1.0 + first + second);
        if choice < first {
            if self.status == HOME {
                self.savings -= 0.25 * self.income;
                self.status = DISPLACED;
            } else {
                self.status = HOME;
            }
        } else if choice < first + second {
            self.savings -= self.income;
            self.status = MIGRATED;
        }
        year.count(zone, self.status);
    }
}

fn play(task: &Task, future: usize, winds: Vec<f32>) -> Vec<Year> {
    let population = &task.population;
    let by_zone = population.by_zone();
    let mut rng = SmallRng::seed_from_u64(SEED ^ (future as u64) << 32);
    let mut households: Vec<Household> = (0..population.len())
        .map(|i| Household {
            zone: population.zone[i],
            class: population.class[i],
            status: HOME,
            income: population.income[i],
            assets: 1.0,
            savings: population.savings[i],
            risk: 0.1,
        })
        .collect();
    let mut migrated = Migrated::NONE;
    winds
        .chunks_exact(ZONES)
        .map(|winds| {
            let mut year = Year::EMPTY;
            for household in &mut households {
                household.step(winds, &migrated, &mut rng, &mut year);
            }
            migrated = Migrated::after(&year, &by_zone);
            year
        })
        .collect()
}

fn main() {
    dsr1::run("plain", play);
}
