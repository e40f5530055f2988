//! Whether a run is to be begun: what it takes against what there is, and what would fit.

use super::estimate::{Estimate, Task, rounded_down};
use super::machine::Machine;
use super::pace::Pace;
use super::words::{bytes, time};
use crate::engine::Size;
use crate::numbers::grouped;
use crate::scenario::Scenario;

/// Longest time that a run may be expected to take where the scenario states none, seconds.
const DAY: f64 = 24.0 * 3_600.0;
/// Share of the free disk that a run may take: a full disk harms everybody on the machine.
const OF_FREE_DISK: f64 = 0.9;
const GB: f64 = 1e9;
/// Most households for which one may stand (`population.household_weight`).
const MOST_WEIGHT: f64 = 10_000.0;

/// What a run may take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bounds {
    seconds: Bound,
    memory: Option<Bound>,
    disk: Option<Bound>,
}

/// The most of something, and whether the scenario states it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Bound {
    most: f64,
    stated: bool,
}

impl Bounds {
    /// The bounds of a scenario on a machine. What the scenario states cannot widen what the machine has.
    pub(super) fn of(scenario: &Scenario, machine: &Machine) -> Self {
        let limits = &scenario.experiment.machine;
        let seconds = match limits.minutes {
            Some(minutes) => Bound { most: minutes * 60.0, stated: true },
            None => Bound { most: DAY, stated: false },
        };
        Self {
            seconds,
            memory: tighter(limits.memory_gb, machine.memory),
            disk: tighter(limits.disk_gb, machine.disk.map(|bytes| bytes * OF_FREE_DISK)),
        }
    }
}

fn tighter(stated_gb: Option<f64>, there: Option<f64>) -> Option<Bound> {
    let stated = stated_gb.map(|gigabytes| Bound { most: gigabytes * GB, stated: true });
    let there = there.map(|most| Bound { most, stated: false });
    match (stated, there) {
        (Some(stated), Some(there)) => Some(if stated.most <= there.most { stated } else { there }),
        (one, other) => one.or(other),
    }
}

/// Why the run is not to be begun, a sentence each with what would fit; empty where nothing speaks against
/// it.
pub(super) fn refusals(
    scenario: &Scenario,
    task: &Task,
    pace: Option<&Pace>,
    bounds: &Bounds,
) -> Vec<String> {
    let estimate = task.estimate(pace);
    let memory = bounds.memory.filter(|bound| estimate.memory_bytes > bound.most);
    // Before any future was packed the disk is a guess, which has to be far too large to count.
    let surely = if pace.is_some() { 1.0 } else { 0.5 };
    let disk = bounds.disk.filter(|bound| surely * estimate.disk_bytes > bound.most);
    let seconds = estimate.seconds.filter(|seconds| *seconds > bounds.seconds.most);
    let mut refusals = Vec::new();
    refusals.extend(memory.map(|bound| too_much_memory(scenario, task, &estimate, bound)));
    refusals.extend(disk.map(|bound| too_much_disk(scenario, task, pace, &estimate, bound)));
    refusals.extend(
        pace.zip(seconds)
            .map(|(pace, seconds)| too_long(scenario, task, pace, seconds, bounds.seconds)),
    );
    refusals
}

fn too_much_memory(scenario: &Scenario, task: &Task, estimate: &Estimate, bound: Bound) -> String {
    let needs = format!(
        "the run needs about {} of memory, and {}; ",
        bytes(estimate.memory_bytes),
        has(bound, "most_memory_gb", "can be had on this machine")
    );
    let fewer = (1..task.threads).rev().find(|it| task.memory_bytes(*it) <= bound.most);
    if let Some(threads) = fewer {
        return format!("{needs}with --threads {threads} it fits");
    }
    let (main, _) = task.futures();
    let households = task.size.households * task.size.household_bytes(1);
    let futures = Size { households: 0.0, ..task.size }.memory_bytes(1, main);
    if households > futures {
        let fit = task.size.households_that_fit(bound.most, 1, main);
        return needs + &with_households(scenario, task, bound, fit);
    }
    let fit = task.most_futures(scenario, |it| it.memory_bytes(1) <= bound.most);
    needs + &with_futures(fit, &format!("with {}", bytes(bound.most)))
}

fn with_households(scenario: &Scenario, task: &Task, bound: Bound, fit: Option<f64>) -> String {
    let Some(fit) = fit else { return "no number of households fits".to_owned() };
    let fit = f64::from(rounded_down(fit.min(4e9) as u32));
    let weight = scenario.population.household_weight.central.max(1.0);
    let wanted = (weight * task.size.households / fit).ceil();
    let fits = format!(
        "with {} about {} households fit, not {}",
        bytes(bound.most),
        grouped(fit),
        grouped(task.size.households)
    );
    if wanted > MOST_WEIGHT {
        return fits;
    }
    format!("{fits}: --set population.household_weight={wanted} lets one stand for several")
}

fn too_much_disk(
    scenario: &Scenario,
    task: &Task,
    pace: Option<&Pace>,
    estimate: &Estimate,
    bound: Bound,
) -> String {
    let needs = format!(
        "the run needs about {} of disk, and {}; ",
        bytes(estimate.disk_bytes),
        has(bound, "most_disk_gb", "can be had where results go")
    );
    if task.is_resumed() {
        return needs + "make room, or name another place with --out";
    }
    let fit = task.most_futures(scenario, |it| it.estimate(pace).disk_bytes <= bound.most);
    needs + &with_futures(fit, &format!("with {}", bytes(bound.most)))
}

fn too_long(scenario: &Scenario, task: &Task, pace: &Pace, seconds: f64, bound: Bound) -> String {
    let most = time(bound.most);
    let allowed = if bound.stated {
        format!("the {most} that experiment.most_minutes allows")
    } else {
        most.clone()
    };
    let takes = format!("the run would take about {}, longer than {allowed}; ", time(seconds));
    if task.is_resumed() {
        return takes + "--set experiment.most_minutes gives it longer";
    }
    let fits = |it: &Task| it.estimate(Some(pace)).seconds.is_some_and(|it| it <= bound.most);
    takes + &with_futures(task.most_futures(scenario, fits), &format!("in {most}"))
}

fn with_futures(fit: Option<u32>, with: &str) -> String {
    match fit {
        Some(futures) => {
            let words = if futures == 1 { "future fits" } else { "futures fit" };
            format!("{with} about {} {words}: --replicates {futures}", grouped(f64::from(futures)))
        }
        None => format!("{with} not one future fits"),
    }
}

fn has(bound: Bound, key: &str, otherwise: &str) -> String {
    if bound.stated {
        format!("experiment.{key} allows {}", bytes(bound.most))
    } else {
        format!("{} {otherwise}", bytes(bound.most))
    }
}

#[cfg(test)]
#[path = "verdict_tests.rs"]
mod tests;
