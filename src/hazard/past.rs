//! The recorded storms of the years before the start, as the zones met them.

use super::catalogue::{LEAST_WIND_MS, strongest};
use super::wind_field::{Peak, Point, WindField, fixes_of};
use crate::calendar::YearMonth;
use crate::data::tracks::Track;

/// Years before the start whose storms are remembered.
pub const REMEMBERED_YEARS: u16 = 30;

/// A recorded storm before the start.
#[derive(Clone, Debug, PartialEq)]
pub struct PastStorm {
    /// Months from its month to the first of the horizon, at least 1.
    pub months_before: u16,
    /// Largest marine wind at each zone, m/s.
    pub winds_ms: Vec<f32>,
}

/// The storms of `tracks` that brought a zone 15 m/s in the years before `first_month`, oldest first.
/// They stand where they were recorded, with no displacement and no effects.
pub(super) fn storms_before(
    tracks: &[Track],
    first_month: YearMonth,
    zones: &[Point],
) -> Vec<PastStorm> {
    let months = |year: u16, month: u8| i32::from(year) * 12 + i32::from(month);
    let start = months(first_month.year, first_month.month);
    let mut peaks: Vec<Peak> = Vec::new();
    let mut storms: Vec<(String, PastStorm)> = Vec::new();
    for track in tracks {
        let seasons_ago = i32::from(first_month.year) - i32::from(track.season);
        if !(0..=i32::from(REMEMBERED_YEARS)).contains(&seasons_ago) {
            continue;
        }
        let fixes = fixes_of(track);
        if fixes.len() < 2
            || !WindField::default().peaks_if_any(&fixes, zones, LEAST_WIND_MS, &mut peaks)
        {
            continue;
        }
        let Some(strongest) = strongest(&peaks) else { continue };
        let (month, _) = strongest.time.month_and_day();
        let before = start - months(track.season, month);
        if (1..=12 * i32::from(REMEMBERED_YEARS)).contains(&before) {
            let winds_ms = peaks.iter().map(|peak| peak.wind_ms as f32).collect();
            let storm = PastStorm { months_before: before.unsigned_abs() as u16, winds_ms };
            storms.push((track.sid.clone(), storm));
        }
    }
    // The file may list storms in any order.
    storms.sort_by(|a, b| b.1.months_before.cmp(&a.1.months_before).then(a.0.cmp(&b.0)));
    storms.into_iter().map(|(_, storm)| storm).collect()
}
