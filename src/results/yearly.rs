//! Summaries that are gathered while blocks pass by: calendar years and zones.

use super::error::ResultsError;
use super::format::csv::CsvTable;
use super::format::digits::{decimals_of, of_units, parts_of, rounded, units};
use super::header::RunHeader;
use super::store::{ColumnStore, Storage};
use crate::engine::ReplicateRecord;
use crate::outcome::{SERIES, SERIES_TABLE};
use crate::stats::Moments;
use crate::stats::quantiles::quantile;

/// Yearly values of every series by strategy and replicate. Flows are summed over the months of a
/// calendar year; stocks are those of its last month inside the horizon, December in full years.
#[derive(Debug)]
pub(super) struct Yearly {
    /// Calendar year of each period, as a position in `years`.
    year_of: Vec<usize>,
    years: Vec<(u16, u32)>,
    /// A row a replicate: by strategy, year, series.
    values: ColumnStore,
}

impl Yearly {
    pub(super) fn new(header: &RunHeader, storage: &Storage) -> Self {
        let mut years: Vec<(u16, u32)> = Vec::new();
        let mut year_of = Vec::new();
        for period in 0..header.horizon().periods() {
            let year = header.horizon().month_of(period).year;
            match years.last_mut() {
                Some((last, months)) if *last == year => *months += 1,
                _ => years.push((year, 1)),
            }
            year_of.push(years.len() - 1);
        }
        let columns = header.strategies.len() * years.len() * SERIES;
        let values = ColumnStore::new(columns, storage);
        Self { year_of, years, values }
    }

    /// Takes a record. They come by replicate, then strategy.
    pub(super) fn take(&mut self, record: &ReplicateRecord) -> Result<(), ResultsError> {
        let mut sums = vec![[0.0; SERIES]; self.years.len()];
        for (month, year) in record.months.iter().zip(&self.year_of) {
            for (series, sum) in sums[*year].iter_mut().enumerate() {
                *sum = if SERIES_TABLE[series].flow { *sum + month[series] } else { month[series] };
            }
        }
        self.values.push(sums.into_iter().flatten())
    }

    /// `yearly.csv`: one row for each strategy, year and series.
    pub(super) fn csv(&self, header: &RunHeader) -> Result<Vec<u8>, ResultsError> {
        let mut table = CsvTable::new(&[
            "strategy", "year", "months", "series", "kind", "mean", "p05", "p25", "median", "p75",
            "p95",
        ]);
        let mut column = 0;
        for strategy in &header.strategies {
            for (year, months) in &self.years {
                for series in SERIES_TABLE {
                    let mut sorted = self.values.column(column)?.into_owned();
                    column += 1;
                    let mean = Moments::of(&sorted).mean();
                    let decimals = decimals_of(series.id);
                    sorted.sort_by(f64::total_cmp);
                    let mut row = vec![
                        strategy.id.clone(),
                        year.to_string(),
                        months.to_string(),
                        series.id.to_owned(),
                        if series.flow { "sum" } else { "end" }.to_owned(),
                        rounded(mean, decimals),
                    ];
                    let shares = [0.05, 0.25, 0.5, 0.75, 0.95];
                    row.extend(
                        shares.iter().map(|share| rounded(quantile(&sorted, *share), decimals)),
                    );
                    table.write(&row);
                }
            }
        }
        Ok(table.into_bytes())
    }
}

/// Decimals in `zones.csv`, which holds no money.
const DECIMALS: u32 = 3;

/// Means of a column over the zones, as displayed: they add up to their sum, rounded.
fn adding_up(zones: &[[Moments; 3]], column: usize) -> Vec<String> {
    let means: Vec<f64> = zones.iter().map(|zone| zone[column].mean()).collect();
    match parts_of(units(means.iter().sum(), DECIMALS), &means, DECIMALS) {
        Some(parts) => parts.into_iter().map(|part| of_units(part, DECIMALS)).collect(),
        None => means.into_iter().map(|mean| rounded(mean, DECIMALS)).collect(),
    }
}

/// Means by strategy and zone.
#[derive(Debug)]
pub(super) struct ZoneMeans {
    /// By strategy and zone: displaced people, destroyed dwellings, change of population.
    values: Vec<Vec<[Moments; 3]>>,
}

impl ZoneMeans {
    pub(super) fn new(header: &RunHeader) -> Self {
        let zones = vec![<[Moments; 3]>::default(); header.zones.len()];
        Self { values: vec![zones; header.strategies.len()] }
    }

    pub(super) fn take(&mut self, record: &ReplicateRecord) {
        let zones = &mut self.values[usize::from(record.strategy)];
        for (zone, moments) in zones.iter_mut().enumerate() {
            moments[0].push(record.displaced_by_zone[zone]);
            moments[1].push(record.destroyed_by_zone[zone]);
            moments[2].push(record.population_change_by_zone[zone]);
        }
    }

    /// `zones.csv`: one row for each strategy and zone, means over the futures, whole horizon. Means add
    /// up to that of all zones, rounded.
    pub(super) fn csv(&self, header: &RunHeader) -> Vec<u8> {
        let mut table = CsvTable::new(&[
            "strategy",
            "zone",
            "name",
            "people_at_start",
            "dwellings_at_start",
            "mean_displaced_people",
            "mean_displaced_people_per_1000_people",
            "mean_destroyed_dwellings",
            "mean_destroyed_dwellings_per_1000_dwellings",
            "mean_population_change_people",
        ]);
        // An empty zone has no rate; its field stays empty.
        let rate = |count: f64, of: f64| if of > 0.0 { count / of * 1000.0 } else { f64::NAN };
        for (strategy, zones) in header.strategies.iter().zip(&self.values) {
            let means: [Vec<String>; 3] = std::array::from_fn(|column| adding_up(zones, column));
            for (rank, (zone, [displaced, destroyed, _])) in
                header.zones.iter().zip(zones).enumerate()
            {
                table.write(&[
                    strategy.id.clone(),
                    zone.id.clone(),
                    zone.name.clone(),
                    rounded(zone.people, DECIMALS),
                    rounded(zone.dwellings, DECIMALS),
                    means[0][rank].clone(),
                    rounded(rate(displaced.mean(), zone.people), DECIMALS),
                    means[1][rank].clone(),
                    rounded(rate(destroyed.mean(), zone.dwellings), DECIMALS),
                    means[2][rank].clone(),
                ]);
            }
        }
        table.into_bytes()
    }
}
