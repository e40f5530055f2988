//! Best tracks of tropical cyclones: three layouts, recognised from the content.

mod hurdat2;
mod ibtracs;
mod plain;
mod time;

pub use time::TrackTime;
pub(crate) use time::days_in_month;

use std::sync::Arc;

use super::{DataError, MOST_PROBLEMS, gzip, similar, table};
use crate::diagnostic::{Diagnostic, SourceText, Span};

/// Strongest wind a record can hold, knots: Patricia (2015) had 185.
const MOST_WIND_KT: f64 = 220.0;
/// Largest radius of maximum wind accepted, nautical miles.
const MOST_RADIUS_NM: f64 = 500.0;

/// The track of one tropical cyclone.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    /// Id that is unique in the file: IBTrACS SID, or the ATCF id in HURDAT2.
    pub sid: String,
    /// ATCF id such as `AL152017`, where the file has it.
    pub atcf_id: Option<String>,
    /// Name, where the storm has one.
    pub name: Option<String>,
    /// Season.
    pub season: u16,
    /// Positions in order of time; at least one.
    pub fixes: Vec<Fix>,
}

/// One position of a cyclone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fix {
    /// Time, UTC.
    pub time: TrackTime,
    /// Latitude, degrees north.
    pub lat: f64,
    /// Longitude, degrees east, from -180 to 180.
    pub lon: f64,
    /// Maximum sustained 1-minute wind, knots.
    pub wind_kt: Option<f64>,
    /// Radius of maximum wind, nautical miles.
    pub radius_nm: Option<f64>,
}

impl Track {
    /// Largest wind of its life, knots; 0 where none is known.
    pub fn lifetime_maximum_kt(&self) -> f64 {
        self.fixes.iter().filter_map(|fix| fix.wind_kt).fold(0.0, f64::max)
    }

    /// Name and season, or the id of a storm without a name.
    pub fn label(&self) -> String {
        match &self.name {
            Some(name) => format!("{name} {}", self.season),
            None => self.sid.clone(),
        }
    }
}

/// Reads best tracks from the bytes of a file called `name`; plain or gzip.
///
/// Layouts: plain CSV with columns `sid,season,iso_time_utc,lat_deg,lon_deg,wind_kt` (others are
/// ignored); the official IBTrACS CSV with its second header line of units; HURDAT2 text. Tracks stand
/// in order of their ids, fixes in order of time.
///
/// # Errors
/// [`DataError::Invalid`] with codes D101 to D112.
pub fn read_tracks(name: &str, bytes: &[u8]) -> Result<Vec<Track>, DataError> {
    let source = gzip::read_text(name, bytes)?;
    let mut tracks = match layout(&source)? {
        Layout::Plain => plain::read(&source),
        Layout::Ibtracs => ibtracs::read(&source),
        Layout::Hurdat2 => hurdat2::read(&source),
    }?;
    if tracks.is_empty() {
        return Err(Diagnostic::error("D101", format!("{name} holds no positions"), None)
            .help("check that the download or export finished, then put the file in place again")
            .into());
    }
    for track in &mut tracks {
        track.fixes.sort_by_key(|fix| fix.time);
    }
    tracks.sort_by(|a, b| a.sid.cmp(&b.sid));
    Ok(tracks)
}

/// The storm called `wanted`: an IBTrACS SID, an ATCF id, or `NAME YEAR`; letter case is ignored.
///
/// # Errors
/// D107 with up to three storms of similar name.
pub fn find_storm<'a>(tracks: &'a [Track], wanted: &str) -> Result<&'a Track, DataError> {
    let wanted = wanted.split_whitespace().collect::<Vec<_>>().join(" ");
    let is = |text: &str| text.eq_ignore_ascii_case(&wanted);
    if let Some(track) = tracks.iter().find(|track| {
        is(&track.sid) || track.atcf_id.as_deref().is_some_and(is) || is(&track.label())
    }) {
        return Ok(track);
    }
    let labels: Vec<String> =
        tracks.iter().flat_map(|track| [track.label(), track.sid.clone()]).collect();
    let near: Vec<String> = similar(&wanted, labels.iter().map(String::as_str))
        .iter()
        .map(|near| format!("`{near}`"))
        .collect();
    let named = tracks.iter().any(|track| track.name.is_some());
    let help = if !near.is_empty() {
        format!("a similar storm exists: {}", near.join(", "))
    } else if named {
        "write its IBTrACS SID, its ATCF id, or name and year such as `MARIA 2017`".to_owned()
    } else {
        "the file has no storm names: write the IBTrACS SID, such as `2017260N12310` for Maria"
            .to_owned()
    };
    Err(Diagnostic::error("D107", format!("no storm `{wanted}` in the tracks"), None)
        .help(help)
        .into())
}

enum Layout {
    Plain,
    Ibtracs,
    Hurdat2,
}

fn layout(source: &Arc<SourceText>) -> Result<Layout, Diagnostic> {
    let range = source.line_range(1);
    let first = &source.text[range.clone()];
    if hurdat2::is_header(first) {
        return Ok(Layout::Hurdat2);
    }
    if table::semicolons(source) {
        return Err(table::semicolon_problem(source));
    }
    let has = |name: &str| {
        first.split(',').any(|field| field.trim().trim_matches('"').eq_ignore_ascii_case(name))
    };
    if has("ISO_TIME") {
        return Ok(Layout::Ibtracs);
    }
    if has("sid") || has("iso_time_utc") {
        return Ok(Layout::Plain);
    }
    let shown: String = first.chars().take(80).collect();
    Err(Diagnostic::error(
        "D102",
        format!("{} is no track file that is known here", source.name),
        Some(Span { source: Arc::clone(source), range }),
    )
    .label("expected column names or a storm header here")
    .note(format!("the first line is: {shown}"))
    .help("use the IBTrACS CSV, the HURDAT2 text, or a CSV with the columns sid,season,iso_time_utc,lat_deg,lon_deg,wind_kt"))
}

/// Gathers tracks from rows that name their storm, and problems up to [`MOST_PROBLEMS`].
#[derive(Default)]
struct Gathered {
    tracks: std::collections::BTreeMap<String, Track>,
    problems: Vec<Diagnostic>,
}

impl Gathered {
    /// Adds the fix of one row; returns false when enough problems were found.
    fn add(&mut self, row: Result<(Track, Fix), Diagnostic>) -> bool {
        match row {
            Ok((track, fix)) => {
                self.tracks.entry(track.sid.clone()).or_insert(track).fixes.push(fix);
            }
            Err(problem) => self.problems.push(problem),
        }
        self.problems.len() < MOST_PROBLEMS
    }

    fn finish(self) -> Result<Vec<Track>, DataError> {
        if self.problems.is_empty() {
            Ok(self.tracks.into_values().collect())
        } else {
            Err(DataError::Invalid(self.problems))
        }
    }
}

/// A longitude in -180..180 from one in -360..360.
fn normalise_longitude(lon: f64) -> f64 {
    if lon > 180.0 {
        lon - 360.0
    } else if lon < -180.0 {
        lon + 360.0
    } else {
        lon
    }
}

#[cfg(test)]
mod tests;
