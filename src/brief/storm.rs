//! One recorded storm at the zones, for `leeward hazard --storm`.

use std::fmt::Write;

use super::lines::wrap;
use crate::hazard::storm::StormWinds;

/// The largest wind at each zone, when it came, and where the storm stood then.
pub fn one_storm(title: &str, winds: &StormWinds) -> String {
    let id = if winds.name == winds.storm { String::new() } else { format!(" ({})", winds.storm) };
    let mut text = wrap(
        &format!(
            "{title}: the recorded storm {}{id}, with its largest sustained wind at each zone: one \
             minute, 10 m over open sea, without the wind factor of the zone.",
            winds.name
        ),
        "",
    );
    let _ = writeln!(
        text,
        "\n{:<24} {:>9}  {:<16} {:>14} {:>20}",
        "zone", "wind, m/s", "when, UTC", "centre, km off", "radius of maximum, km"
    );
    for zone in &winds.zones {
        let _ = writeln!(
            text,
            "{:<24} {:>9.1}  {:<16} {:>14.0} {:>20.0}",
            zone.zone, zone.wind_ms, zone.time_utc, zone.distance_km, zone.radius_km
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::one_storm;
    use crate::hazard::storm::{StormAtZone, StormWinds};

    #[test]
    fn a_zone_is_a_line() {
        let zone = StormAtZone {
            zone: "bay".to_owned(),
            lat: 15.3,
            lon: -61.4,
            wind_ms: 69.04,
            time_utc: "2017-09-19 01:10".to_owned(),
            distance_km: 18.2,
            radius_km: 17.6,
        };
        let winds = StormWinds {
            storm: "2017260N12310".to_owned(),
            name: "MARIA 2017".to_owned(),
            positions: Vec::new(),
            zones: vec![zone],
        };
        let text = one_storm("Island", &winds);
        assert!(text.contains("MARIA 2017 (2017260N12310)"), "{text}");
        let line = text.lines().find(|line| line.starts_with("bay")).unwrap();
        let words: Vec<&str> = line.split_whitespace().collect();
        assert_eq!(words, ["bay", "69.0", "2017-09-19", "01:10", "18", "18"]);
        assert!(text.lines().all(|line| line.chars().count() <= crate::brief::WIDTH), "{text}");
    }
}
