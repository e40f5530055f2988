//! One event on one zone: damage, casualties, displacement (model M3, M5, M5b).

use super::clock::arrivals;
use super::households::{Living, mark};
use super::placement::Offers;
use super::recovery::open_claim;
use super::run::Run;
use super::trace::Note;
use super::{evacuation, income, relief, services};
use crate::dist::beta::DamageTable;
use crate::dist::quantile::{binomial, category};
use crate::group::exact_usd;
use crate::outcome::{OutcomeId, SeriesId};
use crate::plan::force::ZoneForce;
use crate::plan::population::CLASSES;
use crate::plan::risk::WITNESS_CLASS;
use crate::plan::vulnerability::Curves;
use crate::rng::Purpose;
use crate::scenario::lever::Lever;

/// Damage below this is none.
const NEGLIGIBLE_DAMAGE: f32 = 1e-4;
/// Depth of water from which it kills.
const DEADLY_DEPTH_M: f64 = 2.0;
/// Months during which severe damage makes decisions likelier.
const STIRRED_MONTHS: u16 = 12;

/// Damage, casualties and loss of homes among the households `members` of a zone. Households that
/// must leave are put on the list of the homeless with their place in the queue.
pub fn strike(run: &mut Run<'_>, zone: usize, members: &[u32], force: &ZoneForce<'_>) {
    let given = run.given;
    let curves = &given.coefficients.curves;
    let vulnerability = &given.parameters.vulnerability;
    let table = given.place.damage_tables.table(vulnerability.damage_concentration);
    let plain: [f64; CLASSES] =
        std::array::from_fn(|class| curves.wind_damage(class, force.wind_ms, 0.0));
    let located = plain.map(DamageTable::locate);
    let witnessed = match force.shares {
        Some(shares) => shares[WITNESS_CLASS][0] < 1.0,
        None => plain[WITNESS_CLASS] > 0.0,
    };
    run.lists.heard |= witnessed;
    let (mut wet, mut damage_sum, mut unfit) = (false, 0.0, 0_u32);
    for &member in members {
        let i = member as usize;
        let living = run.households.living[i];
        if !living.is_resident() {
            continue;
        }
        let class = usize::from(run.households.class[i]);
        let entity = given.place.population.entity[i];
        let address = u32::from(force.index) * 2;
        let draw = |run: &Run<'_>| run.draws.pair(Purpose::Damage, entity, force.period, address);
        let mut depth = 0.0;
        let (new_damage, habitable_draw) = if let Some(shares) = force.shares {
            let (u, habitable) = draw(run);
            (stated_damage(&shares[class], u, vulnerability), habitable)
        } else {
            let strength = f64::from(run.households.strength_ms[i]);
            let wind = if strength > 0.0 {
                curves.wind_damage(class, force.wind_ms, strength)
            } else {
                plain[class]
            };
            let mut mean = wind;
            if force.has_water() {
                let at = run.water_at_home(i, force);
                depth = at.depth_m;
                wet |= depth > 0.0;
                mean = Curves::combined(wind, curves.water_damage(class, depth, at.waves_from_km));
            }
            if mean <= 0.0 {
                continue;
            }
            let at = if mean == plain[class] { located[class] } else { DamageTable::locate(mean) };
            let (u, habitable) = draw(run);
            (table.damage(at, u), habitable)
        };
        if new_damage < NEGLIGIBLE_DAMAGE {
            continue;
        }
        damage_sum += f64::from(new_damage);
        unfit += u32::from(f64::from(new_damage) >= given.parameters.recovery.return_damage);
        bear(run, i, zone, new_damage, force);
        if living.is_in_dwelling() {
            casualties(run, i, new_damage, depth, force);
            if run.households.living[i] == Living::Home {
                let damage = f64::from(run.households.damage[i]);
                if habitable_draw < curves.uninhabitable(class, damage) {
                    let lot = run.draws.uniform(Purpose::Queue, entity, force.period, address);
                    run.lists.homeless.push((lot, member));
                }
            }
        }
    }
    if damage_sum > 0.0 {
        let all = members.len() as f64;
        income::shock(run, zone, damage_sum / all, force.period);
        services::shock(run, zone, damage_sum / all, force.period);
        // Empty homes and rooms fare as those that are lived in.
        run.homes.lose(zone, f64::from(unfit) / all);
        run.capacity.lose_rooms(zone, f64::from(unfit) / all);
    }
    run.lists.heard |= wet && force.has_water_of_its_own();
}

/// Damage within the band of a stated share: the draw picks the band and the place inside it.
pub(super) fn stated_damage(
    shares: &[f64; 4],
    u: f64,
    vulnerability: &crate::scenario::parameters::Vulnerability<f64>,
) -> f32 {
    let band = category(u, shares);
    let edges = [
        0.0,
        vulnerability.minor_damage,
        vulnerability.severe_damage,
        vulnerability.destroyed_damage,
        1.0,
    ];
    if band == 0 {
        return 0.0;
    }
    let before: f64 = shares[..band].iter().sum();
    let inside = ((u - before) / shares[band]).clamp(0.0, 1.0);
    (edges[band] + inside * (edges[band + 1] - edges[band])) as f32
}

/// Adds damage to a dwelling: D becomes 1 - (1 - D)(1 - D new); the loss opens a claim.
fn bear(run: &mut Run<'_>, i: usize, zone: usize, new_damage: f32, force: &ZoneForce<'_>) {
    let given = run.given;
    let vulnerability = &given.parameters.vulnerability;
    let weight = given.place.population.weight;
    let earlier = if run.households.damage[i] > 0.0 { open_claim(run, i) } else { 0.0 };
    let households = &mut run.households;
    let cost = given.place.dwelling_cost_usd[usize::from(households.class[i])];
    let before = households.damage[i];
    let after = 1.0 - (1.0 - before) * (1.0 - new_damage);
    households.damage[i] = after;
    households.worst_damage[i] = households.worst_damage[i].max(after);
    // What stands damaged is the most that can still be claimed.
    let claim = f64::from(after - before) * cost + earlier;
    households.loss_usd[i] = claim.min(f64::from(after) * cost) as f32;
    households.loss_period[i] = force.period;
    households.claim_cover_share[i] = households.cover_share[i];
    households.spent_payout_usd[i] = 0.0;
    households.spent_relatives_usd[i] = 0.0;
    households.spent_grant_usd[i] = 0.0;
    households.set(i, mark::GRANT_REFUSED, false);
    households.set(i, mark::DENIED_FOR_TITLE, false);
    if !households.has(i, mark::DAMAGED) {
        households.set(i, mark::DAMAGED, true);
        run.lists.damaged.push(i as u32);
        run.tally.change(SeriesId::DamagedStock, weight);
    }
    let loss = exact_usd(f64::from(after - before) * cost * weight);
    run.count(i, OutcomeId::DwellingLoss, loss);
    run.tally.change(SeriesId::DwellingLoss, loss);
    let goods = exact_usd(contents_lost(run, i, new_damage, force.period) * cost * weight);
    run.count(i, OutcomeId::ContentsLoss, goods);
    run.tally.change(SeriesId::ContentsLoss, goods);
    let (minor, severe) = (vulnerability.minor_damage, vulnerability.severe_damage);
    if f64::from(new_damage) >= minor {
        run.count(i, OutcomeId::DamagedDwellings, weight);
        run.lists.struck.push(i as u32);
    }
    let destroyed = vulnerability.destroyed_damage;
    let entity = given.place.population.entity[i];
    if f64::from(after) >= destroyed && f64::from(before) < destroyed {
        run.count(i, OutcomeId::DestroyedDwellings, weight);
        run.tally.change(SeriesId::DestroyedDwellings, weight);
        run.tally.destroyed_by_zone[zone] += weight;
        if run.is_without_title(i) && !run.households.has(i, mark::MOVED) {
            let (lot, needs) = run.draws.pair(
                Purpose::Queue,
                entity,
                force.period,
                1000 + 2 * u32::from(force.index),
            );
            if needs < given.parameters.recovery.plot_needed_share
                && !run.households.has(i, mark::NEEDS_PLOT)
            {
                run.households.set(i, mark::NEEDS_PLOT, true);
                run.lists.plot_queue.push((force.period, lot, i as u32));
                run.trace.note(i, force.period, || Note::PlotNeeded);
            }
        }
    }
    if f64::from(new_damage) >= severe {
        run.count(i, OutcomeId::SevereDwellings, weight);
        relief::fall_into_need(run, i, force.period);
        let behaviour = &given.parameters.behaviour;
        let extra =
            behaviour.decision_rate_per_year * (behaviour.decision_rate_after_damage_ratio - 1.0);
        if extra > 0.0 {
            let periods = given.place.horizon.periods();
            // A second blow makes the unrest longer, not stronger.
            let from = force.period.max(run.households.stirred_until[i]);
            let until = force.period + STIRRED_MONTHS;
            run.households.stirred_until[i] = until;
            let lists = &mut run.lists;
            arrivals(
                &run.draws,
                Purpose::ExtraClock,
                entity,
                from,
                extra / 12.0,
                until - from,
                |period| {
                    if period < periods {
                        lists.wake[usize::from(period)].push(i as u32);
                    }
                },
            );
        }
    }
}

/// Goods that an event destroys, as a share of the value of the dwelling that it damages (model M3, M10):
/// a warning that is received and trusted saves a part of them, a warning and knowing what to do another,
/// and what programmes protect is safe in any event.
fn contents_lost(run: &Run<'_>, i: usize, new_damage: f32, period: u16) -> f64 {
    let numbers = &run.given.parameters.vulnerability;
    let lost = (numbers.contents_damage_ratio * f64::from(new_damage)).min(1.0);
    let warned =
        run.households.has(i, mark::WARNED) && evacuation::trusts(&run.given, run, i, period);
    let saved = if warned { numbers.contents_saved_share } else { 0.0 };
    let known = if run.households.has(i, mark::WARNED) {
        run.given.parameters.behaviour.knowledge_contents_share * run.knowledge(i, period)
    } else {
        0.0
    };
    let protected = run.slots.of(Lever::ContentsProtection, i);
    let left = (1.0 - saved) * (1.0 - known) * (1.0 - protected);
    numbers.contents_value_share * lost * left
}

/// Deaths in a dwelling whose people did not leave ahead (model M5b).
fn casualties(run: &mut Run<'_>, i: usize, damage: f32, depth_m: f64, force: &ZoneForce<'_>) {
    if run.households.has(i, mark::EVACUATED) {
        return;
    }
    let given = run.given;
    let numbers = &given.parameters.vulnerability;
    let damage = f64::from(damage);
    let mut p = if damage >= numbers.destroyed_damage {
        numbers.collapse_death_probability
    } else if damage >= numbers.severe_damage {
        numbers.damage_death_probability
    } else {
        0.0
    };
    if depth_m >= DEADLY_DEPTH_M {
        p += numbers.water_death_probability;
    }
    endanger(run, i, p, force);
}

/// Each person of a household dies with probability `p`, less if it was warned, more if it is frail.
pub(super) fn endanger(run: &mut Run<'_>, i: usize, mut p: f64, force: &ZoneForce<'_>) {
    if p <= 0.0 {
        return;
    }
    let given = run.given;
    let numbers = &given.parameters.vulnerability;
    let population = &given.place.population;
    if run.households.has(i, mark::WARNED) && evacuation::trusts(&given, run, i, force.period) {
        p *= 1.0 - numbers.warned_death_reduction;
    }
    if population.elderly_head[i] || population.disability[i] {
        p *= numbers.frail_death_ratio;
    }
    let u = run.draws.uniform(
        Purpose::Casualty,
        population.entity[i],
        force.period,
        u32::from(force.index),
    );
    let size = run.households.size[i];
    let deaths = binomial(u, u32::from(size), p.min(1.0)) as u8;
    if deaths > 0 {
        run.bury(i, deaths);
    }
}

/// Finds places for the homeless of a zone, first in the queue first.
pub fn shelter_homeless(run: &mut Run<'_>, zone: usize, members: &[u32], force: &ZoneForce<'_>) {
    let given = run.given;
    let minor = given.parameters.vulnerability.minor_damage as f32;
    let unharmed = members
        .iter()
        .filter(|member| {
            let i = **member as usize;
            run.households.living[i] == Living::Home && run.households.damage[i] < minor
        })
        .count();
    run.capacity.hosts[zone] = given.parameters.sites.host_share * unharmed as f64;
    let mut homeless = std::mem::take(&mut run.lists.homeless);
    homeless.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    for &(_, member) in &homeless {
        let i = member as usize;
        if run.households.living[i] != Living::Home {
            continue;
        }
        let found = run.find_place(i, force.period, 4 * u32::from(force.index), Offers::ALL);
        run.displace(i, zone, found, force.period, force.month_share());
    }
    homeless.clear();
    run.lists.homeless = homeless;
}
