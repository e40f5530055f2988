use super::{Bounds, refusals};
use crate::cli::preview::estimate::Task;
use crate::cli::preview::machine::Machine;
use crate::cli::preview::pace::Pace;
use crate::scenario::machine::MachineLimits;
use crate::scenario::{Scenario, load, template};

const PACE: Pace = Pace {
    futures: 8,
    future_seconds: 2.0,
    setup_seconds: 5.0,
    packing_seconds: 0.001,
    packed_bytes: 100_000.0,
};
const LARGE: Machine = Machine { memory: Some(1e12), disk: Some(1e13) };

fn scenario(changes: &[&str]) -> Scenario {
    let changes: Vec<String> = changes.iter().map(|it| (*it).to_owned()).collect();
    load("template", template::TEMPLATE.as_bytes(), &changes).unwrap().scenario
}

fn refused(scenario: &Scenario, threads: usize, pace: Option<&Pace>, machine: Machine) -> String {
    let task = Task::of(scenario, threads);
    refusals(scenario, &task, pace, &Bounds::of(scenario, &machine)).join("\n")
}

#[test]
fn what_fits_is_not_refused() {
    let scenario = scenario(&["experiment.replicates=200"]);
    assert_eq!(refused(&scenario, 2, Some(&PACE), LARGE), "");
}

#[test]
fn what_a_system_does_not_tell_refuses_nothing() {
    let scenario = scenario(&["experiment.replicates=1000"]);
    assert_eq!(refused(&scenario, 2, Some(&PACE), Machine::default()), "");
}

#[test]
fn a_long_run_is_refused_with_the_futures_that_fit() {
    let day = scenario(&["experiment.replicates=1000000"]);
    let said = refused(&day, 2, Some(&PACE), LARGE);
    assert!(said.starts_with("the run would take about 12 days, longer than 24 hours; "), "{said}");
    assert!(said.ends_with("in 24 hours about 85,000 futures fit: --replicates 85000"), "{said}");
    let stated = scenario(&["experiment.replicates=1000", "experiment.most_minutes=10"]);
    let said = refused(&stated, 2, Some(&PACE), LARGE);
    assert!(said.contains("the 10 minutes that experiment.most_minutes allows"), "{said}");
    assert!(said.contains("in 10 minutes about 5"), "{said}");
}

#[test]
fn what_is_said_to_fit_does_fit() {
    for minutes in [1, 5, 60, 300] {
        let limit = format!("experiment.most_minutes={minutes}");
        let mut scenario = scenario(&["experiment.replicates=1000000", &limit]);
        let said = refused(&scenario, 3, Some(&PACE), LARGE);
        scenario.experiment.replicates =
            said.rsplit(' ').next().and_then(|number| number.parse().ok()).unwrap();
        assert_eq!(refused(&scenario, 3, Some(&PACE), LARGE), "", "{said}");
    }
}

#[test]
fn too_many_households_are_refused_with_those_that_fit() {
    let scenario = scenario(&["zones.harbour.households=1000000"]);
    let machine = Machine { memory: Some(4e8), ..LARGE };
    let said = refused(&scenario, 1, None, machine);
    assert!(said.contains("400 MB can be had on this machine; with 400 MB about"), "{said}");
    assert!(said.contains("households fit, not 1,000,570"), "{said}");
    let weight = said.split("household_weight=").nth(1).and_then(|it| it.split(' ').next());
    let mut lighter = scenario;
    lighter.population.household_weight.central = weight.unwrap().parse().unwrap();
    assert_eq!(refused(&lighter, 1, None, machine), "", "{said}");
}

#[test]
fn fewer_threads_come_before_fewer_households() {
    let scenario = scenario(&["zones.harbour.households=500000"]);
    let need = |threads| Task::of(&scenario, threads).memory_bytes(threads);
    let machine = Machine { memory: Some(f64::midpoint(need(4), need(3))), ..LARGE };
    let said = refused(&scenario, 8, None, machine);
    assert!(said.ends_with("with --threads 3 it fits"), "{said}");
}

#[test]
fn futures_far_too_many_are_refused_before_one_is_played() {
    let scenario = scenario(&["experiment.replicates=10000000"]);
    let said = refused(&scenario, 2, None, Machine { disk: Some(4e9), ..LARGE });
    assert!(said.contains("futures fit: --replicates "), "{said}");
    // The memory does not depend on them.
    assert_eq!(refused(&scenario, 2, None, Machine { memory: Some(4e9), ..LARGE }), "");
}

#[test]
fn a_disk_that_would_fill_is_refused() {
    let scenario = scenario(&["experiment.replicates=10000"]);
    let said = refused(&scenario, 2, Some(&PACE), Machine { disk: Some(1e9), ..LARGE });
    assert!(said.contains("900 MB can be had where results go; with 900 MB about"), "{said}");
    let mut limited = scenario;
    limited.experiment.machine = MachineLimits { disk_gb: Some(0.5), ..MachineLimits::default() };
    let said = refused(&limited, 2, Some(&PACE), LARGE);
    assert!(said.contains("experiment.most_disk_gb allows 500 MB"), "{said}");
}

#[test]
fn a_limit_of_the_file_cannot_widen_what_the_machine_has() {
    let scenario =
        scenario(&["experiment.most_memory_gb=1000", "zones.harbour.households=1000000"]);
    let said = refused(&scenario, 1, None, Machine { memory: Some(4e8), ..LARGE });
    assert!(said.contains("400 MB can be had on this machine"), "{said}");
}
