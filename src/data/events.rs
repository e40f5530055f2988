//! Events of a catalogue: one row an event and zone.

use super::table::{Row, Table};
use super::tracks::days_in_month;
use super::{DataError, MOST_PROBLEMS, gzip};
use crate::diagnostic::{Diagnostic, Span};

/// What one event brought to one zone. Rows with the same date are one event.
#[derive(Clone, Debug, PartialEq)]
pub struct EventRow {
    /// Year of the catalogue, 1 to 999,999; only equality counts.
    pub year: u32,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
    /// Id of the zone.
    pub zone: String,
    /// Where the id stands, for a problem with it.
    pub zone_span: Span,
    /// Marine wind, m/s, 0 to 120.
    pub wind_ms: f64,
    /// Depth of water at dwellings, metres, 0 to 20; `None` where the file has no such column or a
    /// blank.
    pub depth_m: Option<f64>,
}

/// Largest text of events that is accepted: some millions of rows, which take ten times that in memory.
const MOST_BYTES: u64 = 128 << 20;

/// Reads a CSV file called `name` with columns `year,month,day,zone,wind_ms` and optionally `depth_m`;
/// plain or gzip.
///
/// # Errors
/// [`DataError::Invalid`] with codes D101, D103 to D106 and D109 to D112.
pub fn read_events(name: &str, bytes: &[u8]) -> Result<Vec<EventRow>, DataError> {
    let source = gzip::read_text_up_to(name, bytes, MOST_BYTES)?;
    let table = Table::open(&source);
    let columns = table.columns(["year", "month", "day", "zone", "wind_ms"])?;
    let depth = table.column("depth_m");
    let (mut rows, mut problems) = (Vec::new(), Vec::new());
    table.each_row(1, |row| {
        match read_row(row, columns, depth) {
            Ok(event) => rows.push(event),
            Err(problem) => problems.push(problem),
        }
        problems.len() < MOST_PROBLEMS
    });
    if !problems.is_empty() {
        return Err(DataError::Invalid(problems));
    }
    if rows.is_empty() {
        return Err(Diagnostic::error("D101", format!("{name} holds no events"), None)
            .help("add a row for each event and zone")
            .into());
    }
    Ok(rows)
}

fn read_row(
    row: &Row<'_>,
    [year, month, day, zone, wind]: [usize; 5],
    depth: Option<usize>,
) -> Result<EventRow, Diagnostic> {
    let year_number = row.whole(year, 1, 999_999)?;
    let month_number = row.whole(month, 1, 12)?;
    let day_number = row.whole(day, 1, 31)?;
    if day_number > days_in_month(year_number, month_number) {
        return Err(Diagnostic::error(
            "D106",
            format!("month {month_number} of year {year_number} has no day {day_number}"),
            Some(row.span(day)),
        )
        .label("no such day")
        .help("correct the day or the month"));
    }
    if row.text(zone).is_empty() {
        return Err(Diagnostic::error("D105", "`zone` is blank", Some(row.span(zone)))
            .label("the id of a zone must stand here")
            .help("write one row for each zone that the event reached"));
    }
    let depth_m = match depth {
        Some(column) => match row.optional_number(column)? {
            Some(number) => Some(row.in_range(column, number, 0.0, 20.0)?),
            None => None,
        },
        None => None,
    };
    Ok(EventRow {
        year: year_number as u32,
        month: month_number as u8,
        day: day_number as u8,
        zone: row.text(zone).to_owned(),
        zone_span: row.span(zone),
        wind_ms: row.number(wind, 0.0, 120.0)?,
        depth_m,
    })
}

#[cfg(test)]
mod tests {
    use super::read_events;
    use crate::data::DataError;
    use proptest::prelude::*;

    const EVENTS: &str =
        "year,month,day,zone,wind_ms,depth_m\n1,9,18,north,62.5,0.4\n1,9,18,south,40,\n";

    fn first(text: &str) -> (&'static str, usize, usize) {
        let Err(DataError::Invalid(problems)) = read_events("e.csv", text.as_bytes()) else {
            panic!()
        };
        let span = problems[0].span.clone().unwrap();
        let (line, column) = span.source.line_column(span.range.start);
        (problems[0].code, line, column)
    }

    #[test]
    fn rows_are_typed() {
        let rows = read_events("e.csv", EVENTS.as_bytes()).unwrap();
        assert_eq!((rows[0].zone.as_str(), rows[0].wind_ms), ("north", 62.5));
        assert_eq!((rows[0].depth_m, rows[1].depth_m), (Some(0.4), None));
        assert_eq!((rows[1].year, rows[1].month, rows[1].day), (1, 9, 18));
    }

    #[test]
    fn wrong_rows_have_line_and_column() {
        assert_eq!(first(&EVENTS.replace("62.5", "strong")), ("D105", 2, 14));
        assert_eq!(first(&EVENTS.replace("1,9,18,s", "1,9,31,s")), ("D106", 3, 5));
        assert_eq!(first(&EVENTS.replace("1,9,18,s", "1,13,18,s")), ("D111", 3, 3));
        assert_eq!(first(&EVENTS.replace("1,9,18,s", "1,9.5,18,s")), ("D105", 3, 3));
        assert_eq!(first(&EVENTS.replace("south", " ")).0, "D105");
        assert_eq!(first(&EVENTS.replace("zone", "parish")).0, "D103");
    }

    proptest! {
        #[test]
        fn damaged_files_never_panic(at in any::<prop::sample::Index>(), byte: u8, cut: bool) {
            let mut bytes = EVENTS.as_bytes().to_vec();
            let at = at.index(bytes.len());
            bytes[at] = byte;
            if cut {
                bytes.truncate(at + 1);
            }
            let _ = read_events("e.csv", &bytes);
        }
    }
}
