//! DSR-1 in ixa: one entity a household, one property a field, a plan for each year, and the random
//! stream of the framework.

use dsr1::{DAMAGE_BEGINS, DAMAGE_HALF, DISPLACED, HOME, MIGRATED, Migrated, SEED, Year, ZONES};
use ixa::prelude::*;
use rand::RngExt;
use rand_distr::StandardNormal;

define_rng!(Draws);
define_entity!(Household);
define_property!(struct Zone(u16), Household);
define_property!(struct Class(u8), Household);
define_property!(struct Status(u8), Household, default_const = Status(0));
define_property!(struct Income(f32), Household, impl_eq_hash = both);
define_property!(struct Assets(f32), Household, impl_eq_hash = both, default_const = Assets(1.0));
define_property!(struct Savings(f32), Household, impl_eq_hash = both);
define_property!(struct Risk(f32), Household, impl_eq_hash = both, default_const = Risk(0.1));

struct World {
    winds: Vec<f32>,
    by_zone: [f32; ZONES],
    migrated: Migrated,
    years: Vec<Year>,
}

define_data_plugin!(
    WorldPlugin,
    World,
    World { winds: Vec::new(), by_zone: [0.0; ZONES], migrated: Migrated::NONE, years: Vec::new() }
);

fn step(
    context: &mut Context,
    id: EntityId<Household>,
    winds: &[f32],
    migrated: &Migrated,
    year: &mut Year,
) {
    let Zone(zone) = context.get_property(id);
    let Class(class) = context.get_property(id);
    let Status(before) = context.get_property(id);
    let Income(income) = context.get_property(id);
    let Assets(mut assets) = context.get_property(id);
    let Savings(mut savings) = context.get_property(id);
    let Risk(mut risk) = context.get_property(id);
    let (zone, class, mut status) = (usize::from(zone), usize::from(class), before);
    let wind = winds[zone];
    let hit = wind > 0.0;
    let full = 4.0 * income;
    let mut damage = 0.0;
    if status == HOME && hit {
        let gust = wind * (0.8 + 0.4 * context.sample(Draws, |rng| rng.random::<f32>()));
        let above = (gust - DAMAGE_BEGINS[class]) / (DAMAGE_HALF[class] - DAMAGE_BEGINS[class]);
        let cube = above.max(0.0).powi(3);
        damage = cube / (1.0 + cube);
        year.loss += f64::from(damage * assets * full);
        assets *= 1.0 - damage;
    }
    let luck: f32 = context.sample(Draws, |rng| rng.sample(StandardNormal));
    let elsewhere = if status == MIGRATED { 1.2 } else { 1.0 };
    let earned = income * (0.3 * luck - 0.045).exp() * elsewhere * (1.0 - 0.3 * damage);
    if status != MIGRATED {
        let repair = (0.4 * (1.0 - assets) * full).min(0.5 * savings);
        assets = (assets + repair / full).min(1.0);
        savings -= repair;
    }
    savings = (1.01 * savings + 0.55 * earned - 0.45 * income).clamp(0.0, 5.0 * income);
    let seen = if hit && status != MIGRATED { 0.15 } else { 0.0 };
    risk *= 0.85;
    risk += (1.0 - risk) * (0.6 * damage + seen).min(1.0);
    let first = match status {
        HOME if savings < 0.25 * income => 0.0,
        HOME => (-2.0 + 4.0 * risk - 3.0 * assets).exp(),
        DISPLACED => (-0.5 - 3.0 * risk + 2.0 * assets).exp(),
        _ => (-4.0_f32).exp(),
    };
    let second = if status != MIGRATED && savings >= income {
        let others = 0.7 * migrated.zones[zone] + 0.3 * migrated.all;
        (-5.5 + 3.0 * risk - assets + 0.2 * savings / income + 2.0 * others).exp()
    } else {
        0.0
    };
    let choice = context.sample(Draws, |rng| rng.random::<f32>()) * (1.0 + first + second);
    if choice < first {
        if status == HOME {
            savings -= 0.25 * income;
            status = DISPLACED;
        } else {
            status = HOME;
        }
    } else if choice < first + second {
        savings -= income;
        status = MIGRATED;
    }
    year.count(zone, status);
    context.set_property(id, Assets(assets));
    context.set_property(id, Savings(savings));
    context.set_property(id, Risk(risk));
    if status != before {
        context.set_property(id, Status(status));
    }
}

fn year(context: &mut Context) {
    let world = context.get_data(WorldPlugin);
    let from = world.years.len() * ZONES;
    let (winds, migrated) = (world.winds[from..from + ZONES].to_vec(), world.migrated);
    let mut year_counts = Year::EMPTY;
    let ids: Vec<EntityId<Household>> = context.get_entity_iterator::<Household>().collect();
    for id in ids {
        step(context, id, &winds, &migrated, &mut year_counts);
    }
    let world = context.get_data_mut(WorldPlugin);
    world.migrated = Migrated::after(&year_counts, &world.by_zone);
    world.years.push(year_counts);
    if world.years.len() * ZONES < world.winds.len() {
        let next = context.get_current_time() + 1.0;
        context.add_plan(next, year);
    }
}

fn main() {
    dsr1::run("ixa", |task, future, winds| {
        let population = &task.population;
        let mut context = Context::new();
        context.init_random(SEED * 1000 + future as u64);
        for i in 0..population.len() {
            let household = with!(
                Household,
                Zone(population.zone[i]),
                Class(population.class[i]),
                Income(population.income[i]),
                Savings(population.savings[i])
            );
            context.add_entity(household).expect("a sound household");
        }
        let world = context.get_data_mut(WorldPlugin);
        world.winds = winds;
        world.by_zone = population.by_zone();
        context.add_plan(0.0, year);
        context.execute();
        context.get_data(WorldPlugin).years.clone()
    });
}
