//! The chances of wind in words and tables, for `leeward hazard`.

use std::fmt::Write;

use super::lines::wrap;
use crate::hazard::chances::{
    FEWEST_JUDGED, HazardChances, LevelChance, PassageChances, PlaceChances,
};

/// What is known about the catalogue's faults, from counts of 1900-1979 at 18 places and from HURDAT2
/// since 1900.
const KNOWN_BIAS: &str = "Known bias, not tuned away: against counts of 1900 to 1979 at 18 places the \
    catalogue gives 8 to 11 % too few winds of 33 m/s and more; nothing can be said of 58 m/s and \
    more. Wind is marine; land and terrain enter as the wind factor of a zone.";

/// The whole answer. `recorded` is in the climate of the record, `expected` in that of `year`.
pub fn storms(
    title: &str,
    recorded: &[HazardChances],
    expected: &[HazardChances],
    pathway: &str,
    year: u16,
) -> String {
    let mut text = String::new();
    for (now, then) in recorded.iter().zip(expected) {
        let reference = &now.places[0];
        text.push_str(&wrap(
            &format!(
                "{title}: hazard `{}`, {} storms of {} to {} ({} of category 4-5), {} synthetic years.",
                now.hazard,
                now.record_storms,
                now.first_season,
                now.last_season,
                now.record_majors,
                now.synthetic_years
            ),
            "",
        ));
        text.push('\n');
        text.push_str(&wrap(
            &format!(
                "Chance that the wind reaches a speed at least once, by zone: in one year / in {} years. \
                 Climate pathway {pathway}, weights of {year} (all storms x {:.2}, category 4-5 x {:.2}).",
                now.horizon_years, then.weights.0, then.weights.1
            ),
            "",
        ));
        text.push_str(&zone_table(&then.places, |level| {
            format!("{}/{}", chance(level.per_year), chance(level.over_horizon))
        }));
        text.push('\n');
        text.push_str(&wrap(
            "Beside it, in the climate of the record: chance in one year from the record's own tracks / \
             standard error of the catalogue's chance, which is that of so short a record.",
            "",
        ));
        text.push_str(&zone_table(&now.places, |level| {
            format!("{}/{}", chance(level.record_per_year), chance(level.standard_error))
        }));
        text.push('\n');
        text.push_str(&wrap(
            &format!(
                "Like with like, climate pathway off: modelled wind at {} from the catalogue and from the \
                 record's own tracks. Agreement: the 95 % interval of record minus catalogue, by \
                 resampling seasons, holds zero.",
                reference.name
            ),
            "",
        ));
        text.push_str(&wind_table(reference));
        text.push('\n');
        text.push_str(&wrap(
            &format!(
                "Storms that pass {}, a year, by the largest wind while within the distance. A storm \
                 within 100 km is two to three times as frequent as its wind at the place.",
                reference.name
            ),
            "",
        ));
        text.push_str(&passage_table(&now.passages));
        text.push('\n');
        text.push_str(&disagreements(now));
        text.push_str(&wrap(KNOWN_BIAS, ""));
        if now.outside_checked_area {
            text.push_str(&wrap(
                "Some places lie outside 8-28 N, 90-55 W, where the catalogue was checked, or near its \
                 southern edge: read their chances with care.",
                "",
            ));
        }
    }
    text
}

/// "3.9 %", with as many digits as a chance deserves.
fn chance(value: f64) -> String {
    let percent = value * 100.0;
    if percent >= 99.5 {
        ">99 %".to_owned()
    } else if percent >= 10.0 {
        format!("{percent:.0} %")
    } else if percent >= 0.995 {
        format!("{percent:.1} %")
    } else if percent >= 0.01 {
        format!("{percent:.2} %")
    } else if percent > 0.0 {
        "<0.01 %".to_owned()
    } else {
        "none".to_owned()
    }
}

fn zone_table(places: &[PlaceChances], cell: impl Fn(&LevelChance) -> String) -> String {
    let mut text = format!("{:<18}", "m/s");
    for level in &places[0].levels {
        let _ = write!(text, "{:>13}", format!("{}+", level.wind_ms));
    }
    text.push('\n');
    for place in places {
        let name: String = place.name.chars().take(17).collect();
        let _ = write!(text, "{name:<18}");
        for level in &place.levels {
            let _ = write!(text, "{:>13}", cell(level).replace(" %", "%"));
        }
        text.push('\n');
    }
    text
}

fn wind_table(place: &PlaceChances) -> String {
    let mut text = format!(
        "{:<8}{:>12}{:>16}{:>12}{:>12}{:>24}{:>9}\n",
        "m/s", "catalogue", "standard error", "record", "seasons", "record - catalogue", "agree"
    );
    for level in &place.levels {
        let _ = writeln!(
            text,
            "{:<8}{:>12}{:>16}{:>12}{:>12}{:>24}{:>9}",
            format!("{}+", level.wind_ms),
            chance(level.per_year),
            chance(level.standard_error),
            chance(level.record_per_year),
            level.record_seasons,
            interval(level.difference, 100.0, " %"),
            judged(level.agrees, level.record_seasons)
        );
    }
    text
}

fn passage_table(passages: &[PassageChances]) -> String {
    let mut text = format!(
        "{:<8}{:<16}{:>8}{:>10}{:>12}{:>24}{:>9}\n",
        "within", "class", "storms", "record", "catalogue", "record - catalogue", "agree"
    );
    for passage in passages {
        let _ = writeln!(
            text,
            "{:<8}{:<16}{:>8}{:>10.3}{:>12.3}{:>24}{:>9}",
            format!("{} km", passage.within_km),
            passage.class,
            passage.recorded,
            passage.record_per_year,
            passage.catalogue_per_year,
            interval(passage.difference, 1.0, ""),
            judged(passage.agrees, passage.recorded)
        );
    }
    text
}

fn interval((low, high): (f64, f64), scale: f64, unit: &str) -> String {
    format!("{:+.3} to {:+.3}{unit}", low * scale, high * scale)
}

/// Whether catalogue and record agree, where the record holds enough to tell.
fn judged(agrees: bool, recorded: u32) -> &'static str {
    match (recorded < FEWEST_JUDGED, agrees) {
        (true, _) => "too few",
        (false, true) => "yes",
        (false, false) => "NO",
    }
}

/// What does not agree, said plainly.
fn disagreements(chances: &HazardChances) -> String {
    let winds = chances.places[0]
        .levels
        .iter()
        .filter(|level| !level.agrees && level.record_seasons >= FEWEST_JUDGED)
        .map(|level| format!("wind of {} m/s and more", level.wind_ms));
    let passages = chances
        .passages
        .iter()
        .filter(|passage| !passage.agrees && passage.recorded >= FEWEST_JUDGED)
        .map(|passage| format!("{} within {} km", passage.class, passage.within_km));
    let all: Vec<String> = winds.chain(passages).collect();
    if all.is_empty() {
        return wrap(
            &format!(
                "Catalogue and record agree in every line with at least {FEWEST_JUDGED} recorded storms \
                 or seasons; with fewer, nothing can be said."
            ),
            "",
        );
    }
    wrap(&format!("Catalogue and record do not agree in: {}.", all.join("; ")), "")
}
