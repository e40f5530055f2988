//! What programmes were asked for, what they delivered and what it cost: `costs.parquet` with every
//! future and month, `costs.csv` with means by year, `cost_by_actor.csv` and `mcof_matrix.csv` with means
//! over the horizon.
//!
//! A line with cost and no units is upkeep of what was delivered before. Planned units are those asked
//! for; what budgets, authorities or limits of absorption do not let through is not delivered.

use super::columns::strategy_names;
use super::error::ResultsError;
use super::format::csv::CsvTable;
use super::format::digits::{of_units, parts_of, rounded, units};
use super::format::parquet::{Kind, Values};
use super::group_digits::ALL;
use super::header::{ProgrammeEntry, RunHeader};
use crate::engine::ReplicateRecord;
use crate::outcome::{CostLine, Line};
use crate::scenario::keys::SECTORS;
use std::path::Path;

/// Phases of the Migration Crisis Operational Framework.
const PHASES: [&str; 3] = ["before", "during", "after"];

/// Decimals of money: cents.
const CENTS: u32 = 2;

/// Decimals of units and shares.
const DECIMALS: u32 = 3;

/// Columns of `costs.parquet`.
pub(super) fn cost_columns() -> Vec<(&'static str, Kind)> {
    vec![
        ("strategy", Kind::Text),
        ("replicate", Kind::Integer),
        ("programme", Kind::Integer),
        ("intervention", Kind::Text),
        ("actor", Kind::Text),
        ("phase", Kind::Text),
        ("sector", Kind::Text),
        ("period", Kind::Integer),
        ("month", Kind::Text),
        ("planned_units", Kind::Real),
        ("delivered_units", Kind::Real),
        ("cost_usd", Kind::Real),
    ]
}

/// One row for each cost line.
pub(super) fn cost_values(header: &RunHeader, records: &[ReplicateRecord]) -> Vec<Values> {
    let rows =
        || records.iter().flat_map(|record| record.costs.iter().map(move |line| (record, line)));
    let programme = |record: &ReplicateRecord, line: &CostLine| -> &ProgrammeEntry {
        &header.strategies[usize::from(record.strategy)].programmes[usize::from(line.programme)]
    };
    let named = |text: &dyn Fn(&ProgrammeEntry) -> &str| {
        let mut names: Vec<String> = header
            .strategies
            .iter()
            .flat_map(|strategy| &strategy.programmes)
            .map(|entry| text(entry).to_owned())
            .collect();
        names.sort_unstable();
        names.dedup();
        let position = |name: &str| {
            names.binary_search_by(|other| other.as_str().cmp(name)).unwrap_or_default() as u32
        };
        let rows = rows().map(|(record, line)| position(text(programme(record, line)))).collect();
        Values::Text { rows, names }
    };
    let horizon = header.horizon();
    let months = (0..horizon.periods()).map(|k| horizon.month_of(k).to_string()).collect();
    let real = |value: &dyn Fn(&Line) -> f64| {
        Values::Real(rows().map(|(_, line)| value(&line.line)).collect())
    };
    vec![
        Values::Text {
            names: strategy_names(header),
            rows: rows().map(|(record, _)| u32::from(record.strategy)).collect(),
        },
        Values::Integer(rows().map(|(record, _)| record.replicate.cast_signed()).collect()),
        Values::Integer(rows().map(|(_, line)| i32::from(line.programme)).collect()),
        named(&|entry| &entry.id),
        named(&|entry| &entry.actor),
        named(&|entry| &entry.phase),
        named(&|entry| &entry.sector),
        Values::Integer(rows().map(|(_, line)| i32::from(line.period)).collect()),
        Values::Text {
            names: months,
            rows: rows().map(|(_, line)| u32::from(line.period)).collect(),
        },
        real(&|line| line.planned),
        real(&|line| line.delivered),
        real(&|line| line.usd),
    ]
}

/// Puts the rows of a cost row group into the records of the same block.
pub(super) fn fill_costs(
    records: &mut [ReplicateRecord],
    header: &RunHeader,
    columns: &[Values],
    path: &Path,
) -> Result<(), ResultsError> {
    let damaged = |reason: &str| ResultsError::damaged(path, &reason.to_owned());
    let [
        Values::Text { names, rows },
        Values::Integer(replicates),
        Values::Integer(programmes),
        ..,
    ] = columns
    else {
        return Err(damaged("the first columns are not strategy, replicate and programme"));
    };
    let (
        Some(Values::Integer(periods)),
        Some(Values::Real(planned)),
        Some(Values::Real(delivered)),
        Some(Values::Real(usd)),
    ) = (columns.get(7), columns.get(9), columns.get(10), columns.get(11))
    else {
        return Err(damaged("columns of costs are missing"));
    };
    let strategies = header.strategies.len();
    let Some(first) = records.first().map(|record| record.replicate) else { return Ok(()) };
    for row in 0..rows.len() {
        let id = names.get(rows[row] as usize);
        let rank = header.strategies.iter().position(|one| Some(&one.id) == id);
        let replicate = replicates[row].cast_unsigned().checked_sub(first);
        let known = rank.zip(replicate).and_then(|(rank, replicate)| {
            let programme = u16::try_from(programmes[row]).ok()?;
            let period = u16::try_from(periods[row]).ok()?;
            let exists = usize::from(programme) < header.strategies.get(rank)?.programmes.len();
            let inside = period < header.horizon().periods();
            let record = records.get_mut(replicate as usize * strategies + rank)?;
            (exists && inside).then_some((record, programme, period))
        });
        let Some((record, programme, period)) = known else {
            return Err(damaged(&format!("row {} belongs to no programme of the run", row + 1)));
        };
        let line = Line { planned: planned[row], delivered: delivered[row], usd: usd[row] };
        record.costs.push(CostLine { programme, period, line });
    }
    Ok(())
}

/// Sums of lines by strategy, programme and year, gathered while blocks pass by.
#[derive(Debug)]
pub(super) struct CostTable {
    lines: Vec<Vec<Vec<Line>>>,
    replicates: u32,
    first_year: u16,
    years: Vec<usize>,
}

impl CostTable {
    pub(super) fn new(header: &RunHeader) -> Self {
        let horizon = header.horizon();
        let first_year = horizon.first_month.year;
        let years: Vec<usize> = (0..horizon.periods())
            .map(|period| usize::from(horizon.month_of(period).year - first_year))
            .collect();
        let count = years.last().map_or(0, |last| last + 1);
        let programme = |_| vec![Line::default(); count];
        let strategy = |strategy: &super::header::StrategyEntry| {
            (0..strategy.programmes.len()).map(programme).collect()
        };
        Self {
            lines: header.strategies.iter().map(strategy).collect(),
            replicates: 0,
            first_year,
            years,
        }
    }

    pub(super) fn take(&mut self, record: &ReplicateRecord) {
        let rank = usize::from(record.strategy);
        if rank == 0 {
            self.replicates += 1;
        }
        for cost in &record.costs {
            let year = self.years[usize::from(cost.period)];
            let sum = &mut self.lines[rank][usize::from(cost.programme)][year];
            sum.planned += cost.line.planned;
            sum.delivered += cost.line.delivered;
            sum.usd += cost.line.usd;
        }
    }

    fn mean(&self, sum: f64) -> f64 {
        sum / f64::from(self.replicates.max(1))
    }

    /// Mean cost of each programme of a strategy in each year in cents that add up to that of the
    /// strategy, rounded: all three tables are sums of these.
    fn cents(&self, rank: usize) -> Vec<Vec<i128>> {
        let programmes = &self.lines[rank];
        let means: Vec<f64> = programmes.iter().flatten().map(|line| self.mean(line.usd)).collect();
        let cents = parts_of(units(means.iter().sum(), CENTS), &means, CENTS)
            .unwrap_or_else(|| means.iter().map(|mean| units(*mean, CENTS)).collect());
        let years = programmes.first().map_or(1, |years| years.len().max(1));
        cents.chunks(years).map(<[i128]>::to_vec).collect()
    }

    /// `costs.csv`: means by strategy, intervention and year.
    pub(super) fn csv(&self, header: &RunHeader) -> Vec<u8> {
        let mut table = CsvTable::new(&[
            "strategy",
            "intervention",
            "actor",
            "phase",
            "sector",
            "year",
            "unit",
            "planned_units",
            "delivered_units",
            "cost_usd",
        ]);
        for (rank, (strategy, programmes)) in header.strategies.iter().zip(&self.lines).enumerate()
        {
            let cents = self.cents(rank);
            for (programme, (entry, years)) in
                strategy.programmes.iter().zip(programmes).enumerate()
            {
                for (year, line) in years.iter().enumerate() {
                    if *line == Line::default() {
                        continue;
                    }
                    table.write(&[
                        strategy.id.clone(),
                        entry.id.clone(),
                        entry.actor.clone(),
                        entry.phase.clone(),
                        entry.sector.clone(),
                        (usize::from(self.first_year) + year).to_string(),
                        entry.unit.clone(),
                        rounded(self.mean(line.planned), DECIMALS),
                        rounded(self.mean(line.delivered), DECIMALS),
                        of_units(cents[programme][year], CENTS),
                    ]);
                }
            }
        }
        table.into_bytes()
    }

    /// Mean over the futures of what each programme of a strategy planned, delivered and paid.
    pub(super) fn programmes(&self, rank: usize) -> Vec<Line> {
        let sum = |years: &Vec<Line>| {
            years.iter().fold(Line::default(), |sum, line| Line {
                planned: sum.planned + line.planned,
                delivered: sum.delivered + line.delivered,
                usd: sum.usd + line.usd,
            })
        };
        let mean = |line: Line| Line {
            planned: self.mean(line.planned),
            delivered: self.mean(line.delivered),
            usd: self.mean(line.usd),
        };
        self.lines[rank].iter().map(|years| mean(sum(years))).collect()
    }

    /// `cost_by_actor.csv`: mean cost over the horizon by strategy and actor, and its share; all actors
    /// first.
    pub(super) fn actors_csv(&self, header: &RunHeader) -> Vec<u8> {
        let mut table = CsvTable::new(&["strategy", "actor", "kind", "cost_usd", "share_of_cost"]);
        for (rank, strategy) in header.strategies.iter().enumerate() {
            let cents = self.cents(rank);
            let of_actor = |id: &str| -> i128 {
                let programmes = strategy.programmes.iter().zip(&cents);
                programmes.filter(|(entry, _)| entry.actor == id).flat_map(|(_, years)| years).sum()
            };
            let by_actor: Vec<i128> =
                header.actors.iter().map(|actor| of_actor(&actor.id)).collect();
            let whole: i128 = by_actor.iter().sum();
            let shares: Vec<f64> =
                by_actor.iter().map(|cents| *cents as f64 / whole as f64).collect();
            let shares =
                if whole > 0 { parts_of(units(1.0, DECIMALS), &shares, DECIMALS) } else { None };
            let share = |position: usize| {
                let units = shares.as_ref().map(|shares| shares[position]);
                units.map_or_else(String::new, |units| of_units(units, DECIMALS))
            };
            let one = if whole > 0 { "1" } else { "" };
            table.write(&[&strategy.id, ALL, "", &of_units(whole, CENTS), one]);
            for (position, (actor, cents)) in header.actors.iter().zip(&by_actor).enumerate() {
                table.write(&[
                    &strategy.id,
                    &actor.id,
                    &actor.kind,
                    &of_units(*cents, CENTS),
                    &share(position),
                ]);
            }
        }
        table.into_bytes()
    }

    /// `mcof_matrix.csv`: the 15 sectors of assistance by phase, with interventions and mean cost; all
    /// sectors and phases first.
    pub(super) fn matrix_csv(&self, header: &RunHeader) -> Vec<u8> {
        let mut table =
            CsvTable::new(&["strategy", "sector", "phase", "interventions", "cost_usd"]);
        for (rank, strategy) in header.strategies.iter().enumerate() {
            let cents = self.cents(rank);
            let mut write = |sector: &str, phase: &str, holds: &dyn Fn(&ProgrammeEntry) -> bool| {
                let cell: Vec<(&ProgrammeEntry, &Vec<i128>)> =
                    strategy.programmes.iter().zip(&cents).filter(|(one, _)| holds(one)).collect();
                let names: Vec<&str> = cell.iter().map(|(entry, _)| &*entry.id).collect();
                let usd = of_units(cell.iter().flat_map(|(_, years)| *years).sum(), CENTS);
                table.write(&[&*strategy.id, sector, phase, &names.join(" "), &usd]);
            };
            write(ALL, ALL, &|_| true);
            for sector in SECTORS {
                for phase in PHASES {
                    write(sector, phase, &|entry| entry.sector == *sector && entry.phase == phase);
                }
            }
        }
        table.into_bytes()
    }
}
