//! Displacement tracking rounds as files: what is so and what the round saw, side by side.

use super::RunHeader;
use super::format::csv::{CsvTable, number};
use crate::outcome::{Pair, ZoneRound};

/// Columns before the pairs.
const FIRST: [&str; 6] = ["round", "month", "zone", "site_places", "definition_change", "quality"];
/// Columns of which there is a true and an observed one.
const PAIRS: [&str; 10] = [
    "displaced_households",
    "displaced_people",
    "in_host_families_people",
    "in_sites_people",
    "in_rented_rooms_people",
    "in_unsafe_homes_people",
    "female_head_people",
    "elderly_head_or_disability_people",
    "home_not_fit_people",
    "without_services_people",
];
/// Columns after them.
const LAST: [&str; 7] = [
    "in_managed_sites_people",
    "returned_people",
    "settled_people",
    "rent_supported_people",
    "evicted_people",
    "planned_closure_people",
    "left_site_by_themselves_people",
];

/// One CSV file a round and strategy, named `tracking/STRATEGY/round_NN.csv`, with a row for each zone.
/// Rounds that find nobody displaced have no file. Departures count those since the round before that has
/// one. `definition_change` is `no` in every row: who counts as displaced is the same in all rounds.
pub fn round_files(header: &RunHeader, rounds: &[Vec<ZoneRound>]) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for (strategy, zones) in header.strategies.iter().zip(rounds) {
        for round in zones.chunk_by(|a, b| a.round == b.round) {
            let name = format!("tracking/{}/round_{:02}.csv", strategy.id, round[0].round);
            files.push((name, file(header, round)));
        }
    }
    files
}

fn file(header: &RunHeader, round: &[ZoneRound]) -> Vec<u8> {
    let mut columns: Vec<String> = FIRST.map(str::to_owned).to_vec();
    columns.extend(PAIRS.iter().flat_map(|name| [format!("true_{name}"), format!("seen_{name}")]));
    columns.extend(LAST.map(str::to_owned));
    let mut table = CsvTable::new(&columns.iter().map(String::as_str).collect::<Vec<_>>());
    for zone in round {
        let mut row = vec![
            zone.round.to_string(),
            header.horizon().month_of(zone.period).to_string(),
            header.zones[usize::from(zone.zone)].id.clone(),
            number(zone.site_places),
            "no".to_owned(),
            number(zone.quality),
        ];
        let [host, site, rent, home] = zone.living;
        let pairs: [Pair; PAIRS.len()] = [
            zone.households,
            zone.people,
            host,
            site,
            rent,
            home,
            zone.female_head,
            zone.vulnerable,
            zone.home_damaged,
            zone.without_services,
        ];
        row.extend(pairs.iter().flat_map(|pair| [number(pair.truth), number(pair.observed)]));
        row.push(number(zone.managed));
        row.extend(zone.departures.iter().map(|people| number(*people)));
        table.write(&row);
    }
    table.into_bytes()
}
