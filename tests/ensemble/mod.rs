//! A made-up ensemble for tests: small, deterministic, with the shapes that matter. Most futures are
//! calm, damage is skewed, one strategy works, one does next to nothing and one is a twin of the
//! baseline.

use leeward::calendar::YearMonth;
use leeward::engine::ReplicateRecord;
use leeward::group::{GROUP_COLUMNS, GROUP_OUTCOMES, GROUPS};
use leeward::outcome::{CostLine, Line};
use leeward::outcome::{OUTCOMES, OutcomeId, SERIES, SeriesId};
use leeward::results::{
    ActorEntry, BLOCK_SIZE, GroupEntry, InputEntry, ParameterMode, ProgrammeEntry, ReplicateTable,
    RunHeader, StrategyEntry, ZoneEntry,
};
use leeward::rng::{Draws, Purpose, Seed};
use std::collections::BTreeMap;

const YEARS: u16 = 2;

pub(crate) fn header(replicates: u32) -> RunHeader {
    let strategy = |id: &str, title: &str, baseline| StrategyEntry {
        id: id.to_owned(),
        title: title.to_owned(),
        baseline,
        programmes: match id {
            "drills" => vec![ProgrammeEntry {
                id: "drills".to_owned(),
                title: "Drills".to_owned(),
                actor: "government".to_owned(),
                phase: "before".to_owned(),
                sector: "humanitarian_communications".to_owned(),
                unit: "person reached".to_owned(),
            }],
            _ => Vec::new(),
        },
    };
    let zone = |id: &str, name: &str, people, dwellings| ZoneEntry {
        id: id.to_owned(),
        name: name.to_owned(),
        people,
        dwellings,
    };
    RunHeader {
        leeward_version: "0.1.0".to_owned(),
        scenario_id: "made_up".to_owned(),
        scenario_title: "A made-up island".to_owned(),
        seed: 2026,
        replicates_asked: replicates,
        strategies: vec![
            strategy("as_now", "Continue as now", true),
            strategy("drills", "Evacuation drills", false),
            strategy("roofs", "Strong roofs", false),
            strategy("twin", "Continue as now, twice", false),
        ],
        actors: vec![ActorEntry {
            id: "government".to_owned(),
            title: "Government".to_owned(),
            kind: "government".to_owned(),
        }],
        zones: vec![
            zone("bay", "Bay, lower town", 5_200.0, 1_700.0),
            zone("hill", "Hill", 0.0, 0.0),
        ],
        // One group of each dimension holds all, but a few who are informal.
        groups: GROUPS
            .iter()
            .map(|group| GroupEntry {
                id: format!("{}:{}", group.dimension, group.id),
                households: size_of(group.id, 1_700.0, 9.0),
                people: size_of(group.id, 5_200.0, 27.0),
            })
            .collect(),
        first_month: YearMonth { year: 2026, month: 7 },
        horizon_years: YEARS,
        price_year: 2025,
        parameters: ParameterMode::Drawn,
        material_share: 0.01,
        wanted: BTreeMap::new(),
        inputs: vec![InputEntry::of("data/tracks.csv", b"sid,time\n")],
        warnings: Vec::new(),
    }
}

/// First group of each dimension.
const FULL: [&str; 5] = ["fifth_1", "man", "under_65", "none", "owner"];

fn size_of(group: &str, all: f64, few: f64) -> f64 {
    match group {
        "informal" => few,
        "owner" => all - few,
        _ if FULL.contains(&group) => all,
        _ => 0.0,
    }
}

/// One record. Strategy 2 prevents two fifths of displacement, strategy 1 moves a few people about.
pub(crate) fn record(replicate: u32, strategy: u16) -> ReplicateRecord {
    let draws = Draws::new(Seed(5), replicate);
    let draw = |index| draws.uniform(Purpose::Damage, 0, 0, index);
    let mut months = vec![[0.0; SERIES]; usize::from(YEARS) * 12];
    let calm = draw(0) < 0.15;
    let severity = if calm { 0.0 } else { -6_000.0 * (1.0 - draw(1)) * (draw(1) - 1.2) };
    let shift = if strategy == 1 { 30.0 * (draw(2) - 0.5) } else { 0.0 };
    let kept = if strategy == 2 { 0.6 } else { 1.0 };
    let displaced = if calm { 0.0 } else { (severity * kept + shift).max(0.0).round() };
    let storm = 1 + (draw(3) * 20.0) as usize;
    months[storm][SeriesId::DisplacedPeople as usize] = displaced;
    for (age, month) in months.iter_mut().skip(storm).enumerate() {
        let stock = (displaced / (1 << age.min(20)) as f64).floor();
        month[SeriesId::DisplacedStock as usize] = stock;
        month[SeriesId::HostStock as usize] = stock;
    }
    let cost = match strategy {
        1 => 150_000.0,
        2 => 4_200_000.0,
        _ => 0.0,
    };
    months[0][SeriesId::ProgrammeCost as usize] = cost;
    for (period, month) in months.iter_mut().enumerate() {
        month[SeriesId::ResidentStock as usize] = 5_200.0 - period as f64 / 3.0;
    }
    let mut outcomes = [0.0; OUTCOMES];
    let mut set = |id: OutcomeId, value: f64| outcomes[id as usize] = value;
    let stock: f64 = months.iter().map(|month| month[SeriesId::DisplacedStock as usize]).sum();
    set(OutcomeId::DisplacedPeople, displaced);
    set(OutcomeId::DisplacedPersonMonths, stock);
    // Deaths are rare: a difference in a handful of futures settles nothing.
    let deaths = if draw(4) > 0.98 { 3.0 } else { 0.0 };
    set(OutcomeId::Deaths, if strategy == 2 && draw(5) > 0.5 { 0.0 } else { deaths });
    set(OutcomeId::TrappedPeople, (displaced * 0.1 + 20.0).floor());
    set(OutcomeId::RelocatedPeople, (displaced * 0.05).floor());
    set(OutcomeId::MigratedPeople, 400.0 + (displaced * 0.02).floor());
    set(OutcomeId::MigratedNetPeople, (displaced * 0.02).floor() - 7.0);
    set(OutcomeId::DestroyedDwellings, (displaced / 4.0).floor());
    set(OutcomeId::ProgrammeCost, cost);
    set(OutcomeId::WorstYearDisplacedPeople, displaced);
    let mut groups = vec![[0.0; GROUP_COLUMNS]; GROUPS.len() + 2];
    for (row, group) in groups.iter_mut().enumerate() {
        if row == GROUPS.len() || GROUPS.get(row).is_some_and(|group| FULL.contains(&group.id)) {
            *group = GROUP_OUTCOMES
                .iter()
                .map(|id| outcomes[*id as usize])
                .collect::<Vec<_>>()
                .try_into()
                .unwrap();
        }
    }
    ReplicateRecord {
        replicate,
        strategy,
        outcomes,
        displaced_by_zone: vec![displaced, 0.0],
        destroyed_by_zone: vec![(displaced / 4.0).floor(), 0.0],
        population_change_by_zone: vec![-f64::from(YEARS) * 4.0, 0.0],
        costs: match strategy {
            1 => vec![CostLine {
                programme: 0,
                period: 3,
                line: Line { planned: 12.0, delivered: 10.0, usd: cost },
            }],
            _ => Vec::new(),
        },
        groups,
        months,
    }
}

/// The records of a block under every strategy.
pub(crate) fn block(first: u32, replicates: u32) -> Vec<ReplicateRecord> {
    (first..(first + BLOCK_SIZE).min(replicates))
        .flat_map(|replicate| (0..4).map(move |strategy| record(replicate, strategy)))
        .collect()
}

/// The outcomes of so many replicates.
#[allow(dead_code, reason = "not every test file takes it")]
pub(crate) fn table(replicates: u32) -> ReplicateTable {
    let header = header(replicates);
    let ids = header.strategies.iter().map(|strategy| strategy.id.clone()).collect();
    let mut table = ReplicateTable::new(header.seed, ids);
    for first in (0..replicates).step_by(BLOCK_SIZE as usize) {
        table.extend(&block(first, replicates)).unwrap();
    }
    table
}
