//! DSR-1 in krABMaga: one agent a household in the schedule, everything shared in the state.

use std::any::Any;
use std::sync::Arc;

use dsr1::{
    DAMAGE_BEGINS, DAMAGE_HALF, DISPLACED, HOME, MIGRATED, Migrated, Population, SEED, Task, Year,
    ZONES,
};
use krabmaga::engine::agent::Agent;
use krabmaga::engine::schedule::Schedule;
use krabmaga::engine::state::State;
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use rand_distr::StandardNormal;

struct World {
    population: Arc<Population>,
    by_zone: [f32; ZONES],
    winds: Vec<f32>,
    rng: SmallRng,
    migrated: Migrated,
    year: Year,
    years: Vec<Year>,
}

#[derive(Clone, Copy)]
struct Household {
    zone: u16,
    class: u8,
    status: u8,
    income: f32,
    assets: f32,
    savings: f32,
    risk: f32,
}

impl Agent for Household {
    fn step(&mut self, state: &mut dyn State) {
        let world = state.as_any_mut().downcast_mut::<World>().expect("the world");
        let zone = usize::from(self.zone);
        let wind = world.winds[world.years.len() * ZONES + zone];
        let hit = wind > 0.0;
        let full = 4.0 * self.income;
        let mut damage = 0.0;
        if self.status == HOME && hit {
            let gust = wind * (0.8 + 0.4 * world.rng.random::<f32>());
            let class = usize::from(self.class);
            let above = (gust - DAMAGE_BEGINS[class]) / (DAMAGE_HALF[class] - DAMAGE_BEGINS[class]);
            let cube = above.max(0.0).powi(3);
            damage = cube / (1.0 + cube);
            world.year.loss += f64::from(damage * self.assets * full);
            self.assets *= 1.0 - damage;
        }
        let luck: f32 = world.rng.sample(StandardNormal);
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
            let others = 0.7 * world.migrated.zones[zone] + 0.3 * world.migrated.all;
            let wealth = 0.2 * self.savings / self.income;
            (-5.5 + 3.0 * self.risk - self.assets + wealth + 2.0 * others).exp()
        } else {
            0.0
        };
        let choice = world.rng.random::<f32>() * (1.0 + first + second);
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
        world.year.count(zone, self.status);
    }
}

impl State for World {
    fn init(&mut self, schedule: &mut Schedule) {
        let population = Arc::clone(&self.population);
        for i in 0..population.len() {
            let household = Household {
                zone: population.zone[i],
                class: population.class[i],
                status: HOME,
                income: population.income[i],
                assets: 1.0,
                savings: population.savings[i],
                risk: 0.1,
            };
            schedule.schedule_repeating(Box::new(household), 0.0, 0);
        }
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_state_mut(&mut self) -> &mut dyn State {
        self
    }

    fn as_state(&self) -> &dyn State {
        self
    }

    fn reset(&mut self) {}

    fn update(&mut self, _step: u64) {}

    fn after_step(&mut self, _schedule: &mut Schedule) {
        self.migrated = Migrated::after(&self.year, &self.by_zone);
        self.years.push(std::mem::replace(&mut self.year, Year::EMPTY));
    }
}

fn main() {
    dsr1::run("krabmaga", |task: &Task, future, winds| {
        let mut world = World {
            population: Arc::clone(&task.population),
            by_zone: task.population.by_zone(),
            winds,
            rng: SmallRng::seed_from_u64(SEED ^ (future as u64) << 32),
            migrated: Migrated::NONE,
            year: Year::EMPTY,
            years: Vec::with_capacity(task.years),
        };
        let mut schedule = Schedule::new();
        world.init(&mut schedule);
        for _ in 0..task.years {
            schedule.step(&mut world);
        }
        world.years
    });
}
