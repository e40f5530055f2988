//! The official IBTrACS CSV (Knapp et al. 2010): names in the first line, units in the second, a blank
//! for every missing value.

use std::sync::Arc;

use super::super::table::{Row, Table};
use super::plain::{read_id, read_time};
use super::{DataError, Fix, Gathered, MOST_RADIUS_NM, MOST_WIND_KT, Track, normalise_longitude};
use crate::diagnostic::{Diagnostic, SourceText};

struct Columns {
    sid: usize,
    season: usize,
    time: usize,
    lat: usize,
    lon: usize,
    usa_wind: Option<usize>,
    wmo_wind: Option<usize>,
    basin: Option<usize>,
    name: Option<usize>,
    atcf: Option<usize>,
    radius: Option<usize>,
    kind: Option<usize>,
}

/// Reads the official layout. Wind is `USA_WIND`; where it is blank, `WMO_WIND` in the North Atlantic,
/// whose agency also reports 1-minute winds (10-minute winds of other basins are not comparable).
/// Rows of spur tracks are passed over.
pub(super) fn read(source: &Arc<SourceText>) -> Result<Vec<Track>, DataError> {
    let table = Table::open(source);
    let [sid, season, time, lat, lon] =
        table.columns(["SID", "SEASON", "ISO_TIME", "LAT", "LON"])?;
    let columns = Columns {
        sid,
        season,
        time,
        lat,
        lon,
        usa_wind: table.column("USA_WIND"),
        wmo_wind: table.column("WMO_WIND"),
        basin: table.column("BASIN"),
        name: table.column("NAME"),
        atcf: table.column("USA_ATCF_ID"),
        radius: table.column("USA_RMW"),
        kind: table.column("TRACK_TYPE"),
    };
    if columns.usa_wind.is_none() {
        table.columns(["WMO_WIND", "BASIN"])?;
    }
    let mut gathered = Gathered::default();
    // The line of units has no number in the column of the season.
    let mut units = true;
    table.each_row(1, |row| {
        if std::mem::take(&mut units) && row.text(season).parse::<f64>().is_err() {
            return true;
        }
        // A spur is a second opinion on a cyclone that has a main track.
        if columns.kind.is_some_and(|column| row.text(column).starts_with("spur")) {
            return true;
        }
        gathered.add(read_row(row, &columns))
    });
    gathered.finish()
}

fn read_row(row: &Row<'_>, columns: &Columns) -> Result<(Track, Fix), Diagnostic> {
    let number = |column: Option<usize>, most: f64| match column {
        Some(column) => match row.optional_number(column)? {
            Some(number) => row.in_range(column, number, 0.0, most).map(Some),
            None => Ok(None),
        },
        None => Ok(None),
    };
    let text = |column: Option<usize>| column.map_or("", |column| row.text(column));
    let mut wind_kt = number(columns.usa_wind, MOST_WIND_KT)?;
    if wind_kt.is_none() && text(columns.basin) == "NA" {
        wind_kt = number(columns.wmo_wind, MOST_WIND_KT)?;
    }
    let fix = Fix {
        time: read_time(row, columns.time)?,
        lat: row.number(columns.lat, -90.0, 90.0)?,
        lon: normalise_longitude(row.number(columns.lon, -360.0, 360.0)?),
        wind_kt,
        radius_nm: number(columns.radius, MOST_RADIUS_NM)?.filter(|radius| *radius > 0.0),
    };
    let name = text(columns.name);
    let atcf = text(columns.atcf);
    let track = Track {
        sid: read_id(row, columns.sid)?,
        atcf_id: (!atcf.is_empty()).then(|| atcf.to_owned()),
        name: (!matches!(name, "" | "NOT_NAMED" | "UNNAMED")).then(|| name.to_owned()),
        season: row.whole(columns.season, 1800, 2200)? as u16,
        fixes: Vec::new(),
    };
    Ok((track, fix))
}
