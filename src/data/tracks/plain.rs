//! The plain layout: one row a fix, wind in knots, blanks for missing values.

use std::sync::Arc;

use super::super::table::{Row, Table};
use super::{
    DataError, Fix, Gathered, MOST_RADIUS_NM, MOST_WIND_KT, Track, TrackTime, normalise_longitude,
};
use crate::diagnostic::{Diagnostic, SourceText};

/// Reads the plain layout; a column `radius_nm` is used where there is one.
pub(super) fn read(source: &Arc<SourceText>) -> Result<Vec<Track>, DataError> {
    let table = Table::open(source);
    let columns =
        table.columns(["sid", "season", "iso_time_utc", "lat_deg", "lon_deg", "wind_kt"])?;
    let radius = table.column("radius_nm");
    let mut gathered = Gathered::default();
    table.each_row(1, |row| gathered.add(read_row(row, columns, radius)));
    gathered.finish()
}

fn read_row(
    row: &Row<'_>,
    [sid, season, time, lat, lon, wind]: [usize; 6],
    radius: Option<usize>,
) -> Result<(Track, Fix), Diagnostic> {
    let wind_kt = match row.optional_number(wind)? {
        Some(number) => Some(row.in_range(wind, number, 0.0, MOST_WIND_KT)?),
        None => None,
    };
    let radius_nm = match radius {
        Some(column) => match row.optional_number(column)? {
            Some(number) => Some(row.in_range(column, number, 0.0, MOST_RADIUS_NM)?),
            None => None,
        },
        None => None,
    };
    let fix = Fix {
        time: read_time(row, time)?,
        lat: row.number(lat, -90.0, 90.0)?,
        lon: normalise_longitude(row.number(lon, -360.0, 360.0)?),
        wind_kt,
        radius_nm: radius_nm.filter(|radius| *radius > 0.0),
    };
    let track = Track {
        sid: read_id(row, sid)?,
        atcf_id: None,
        name: None,
        season: row.whole(season, 1800, 2200)? as u16,
        fixes: Vec::new(),
    };
    Ok((track, fix))
}

/// The id of a row's storm.
pub(super) fn read_id(row: &Row<'_>, column: usize) -> Result<String, Diagnostic> {
    match row.text(column) {
        "" => Err(Diagnostic::error("D105", "the storm id is blank", Some(row.span(column)))
            .label("an id must stand here")
            .help("fill it in or take the row out")),
        id => Ok(id.to_owned()),
    }
}

/// The time of a row.
pub(super) fn read_time(row: &Row<'_>, column: usize) -> Result<TrackTime, Diagnostic> {
    TrackTime::parse(row.text(column)).ok_or_else(|| {
        Diagnostic::error(
            "D106",
            format!("`{}` is not a date and time", row.text(column)),
            Some(row.span(column)),
        )
        .label("a date that exists must stand here")
        .help("write it like 2017-09-18 18:00:00, in UTC")
    })
}
