//! The HURDAT2 text of the National Hurricane Center (Landsea and Franklin 2013): a header line for
//! each storm (ATCF id, name, number of lines), then one line a fix with any spacing. Negative numbers
//! are missing values; the last column is the radius of maximum wind in nautical miles.

use std::ops::Range;
use std::sync::Arc;

use super::super::table::{bad_number, out_of_range};
use super::{
    DataError, Fix, MOST_PROBLEMS, MOST_RADIUS_NM, MOST_WIND_KT, Track, TrackTime,
    normalise_longitude,
};
use crate::diagnostic::{Diagnostic, SourceText, Span};

const DATE: usize = 0;
const TIME: usize = 1;
const LATITUDE: usize = 4;
const LONGITUDE: usize = 5;
const WIND: usize = 6;
const RADIUS: usize = 20;

/// Whether a line is the header of a storm: `AL152017, MARIA, 68,`.
pub(super) fn is_header(line: &str) -> bool {
    let mut fields = line.split(',').map(str::trim);
    let id = fields.next().unwrap_or("");
    let count = fields.nth(1).unwrap_or("");
    id.len() == 8
        && id.is_ascii()
        && id[..2].bytes().all(|byte| byte.is_ascii_alphabetic())
        && id[2..].bytes().all(|byte| byte.is_ascii_digit())
        && !count.is_empty()
        && count.bytes().all(|byte| byte.is_ascii_digit())
}

struct Line<'a> {
    source: &'a Arc<SourceText>,
    fields: Vec<Range<usize>>,
}

impl Line<'_> {
    fn text(&self, field: usize) -> &str {
        self.fields.get(field).map_or("", |range| &self.source.text[range.clone()])
    }

    fn span(&self, field: usize) -> Span {
        let range = self.fields.get(field).cloned().unwrap_or_else(|| {
            let end = self.fields.last().map_or(0, |range| range.end);
            end..end
        });
        Span { source: Arc::clone(self.source), range }
    }

    /// A number; negative ones are missing values.
    fn number(&self, field: usize, name: &str, most: f64) -> Result<Option<f64>, Diagnostic> {
        let text = self.text(field);
        match text.parse::<f64>() {
            Ok(number) if number < 0.0 => Ok(None),
            Ok(number) if number <= most => Ok(Some(number)),
            Ok(number) if number.is_finite() => {
                Err(out_of_range(text, name, 0.0, most, self.span(field)))
            }
            _ => Err(bad_number(text, name, self.span(field))),
        }
    }

    /// Degrees with a letter: `12.2N`, `49.7W`.
    fn degrees(
        &self,
        field: usize,
        name: &str,
        [plus, minus]: [char; 2],
        most: f64,
    ) -> Result<f64, Diagnostic> {
        let text = self.text(field);
        let sign = match text.chars().last() {
            Some(letter) if letter == plus => 1.0,
            Some(letter) if letter == minus => -1.0,
            _ => {
                return Err(bad_number(text, name, self.span(field)).help(format!(
                    "write degrees and a letter, {plus} or {minus}, such as 12.2{plus}"
                )));
            }
        };
        match text[..text.len() - 1].trim().parse::<f64>() {
            Ok(number) if (0.0..=most).contains(&number) => Ok(sign * number),
            Ok(number) if number.is_finite() => {
                Err(out_of_range(text, name, 0.0, most, self.span(field)))
            }
            _ => Err(bad_number(text, name, self.span(field))),
        }
    }

    fn time(&self) -> Result<TrackTime, Diagnostic> {
        let (date, time) = (self.text(DATE), self.text(TIME));
        let digits = |text: &str, length: usize| {
            text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        let part = |text: &str| text.parse::<i64>().ok();
        let parsed = if digits(date, 8) && digits(time, 4) {
            part(&date[..4]).zip(part(&date[4..6])).zip(part(&date[6..])).and_then(
                |((year, month), day)| {
                    TrackTime::new(year, month, day, part(&time[..2])?, part(&time[2..])?)
                },
            )
        } else {
            None
        };
        parsed.ok_or_else(|| {
            Diagnostic::error(
                "D106",
                format!("`{date}, {time}` is not a date and time"),
                Some(self.span(if digits(date, 8) && !digits(time, 4) { TIME } else { DATE })),
            )
            .label("a date that exists must stand here")
            .help("write it like 20170918, 1800, in UTC")
        })
    }

    fn fix(&self) -> Result<Fix, Diagnostic> {
        Ok(Fix {
            time: self.time()?,
            lat: self.degrees(LATITUDE, "latitude", ['N', 'S'], 90.0)?,
            lon: normalise_longitude(self.degrees(LONGITUDE, "longitude", ['E', 'W'], 360.0)?),
            wind_kt: self.number(WIND, "wind", MOST_WIND_KT)?,
            // Releases before 2021 end before this column.
            radius_nm: if self.text(RADIUS).is_empty() {
                None
            } else {
                self.number(RADIUS, "radius of maximum wind", MOST_RADIUS_NM)?
                    .filter(|radius| *radius > 0.0)
            },
        })
    }
}

/// Reads the text; lines before the first header and lines that hold too few columns are problems.
pub(super) fn read(source: &Arc<SourceText>) -> Result<Vec<Track>, DataError> {
    let mut tracks: Vec<Track> = Vec::new();
    let mut problems = Vec::new();
    let mut start = 0;
    for text in source.text.split_inclusive('\n') {
        let begin = start;
        start += text.len();
        if text.trim().is_empty() {
            continue;
        }
        let line = Line { source, fields: fields(text, begin) };
        if is_header(text.trim_end()) {
            let id = line.text(0).to_ascii_uppercase();
            let name = line.text(1);
            tracks.push(Track {
                season: id[4..].parse().unwrap_or(0),
                atcf_id: Some(id.clone()),
                name: (!matches!(name, "" | "UNNAMED" | "NOT_NAMED")).then(|| name.to_owned()),
                sid: id,
                fixes: Vec::new(),
            });
        } else if let Some(track) = tracks.last_mut() {
            match line.fix() {
                Ok(fix) => track.fixes.push(fix),
                Err(problem) => problems.push(problem),
            }
        }
        if problems.len() >= MOST_PROBLEMS {
            break;
        }
    }
    tracks.retain(|track| !track.fixes.is_empty());
    if problems.is_empty() { Ok(tracks) } else { Err(DataError::Invalid(problems)) }
}

fn fields(line: &str, begin: usize) -> Vec<Range<usize>> {
    let mut at = begin;
    line.split(',')
        .map(|field| {
            let inner = field.trim();
            let start = at + (field.len() - field.trim_start().len());
            at += field.len() + 1;
            if inner.is_empty() { start..start } else { start..start + inner.len() }
        })
        .collect()
}
