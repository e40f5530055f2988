//! Names and months that must be known elsewhere in the file.

use crate::calendar::{Horizon, YearMonth};
use crate::diagnostic::{Diagnostic, Span};
use crate::scenario::findings::Findings;
use crate::scenario::hazard::{Hazard, HazardKind};
use crate::scenario::intervention::Intervention;
use crate::scenario::place::Zone;
use crate::scenario::reader::{TableReader, unknown_word};

/// Ranks of zones by name.
pub(in crate::scenario) fn zones(
    reader: &TableReader<'_>,
    names: Vec<(String, Span)>,
    known: &[Zone],
) -> Vec<u16> {
    let mut ranks = Vec::new();
    for (name, place) in names {
        match known.iter().position(|zone| zone.id == name) {
            Some(rank) => ranks.push(rank as u16),
            // Without zones the missing section is what to report.
            None if known.is_empty() => {}
            None => reader.report(unknown_word(
                "S301",
                &format!("there is no zone `{name}`"),
                &name,
                Some(place),
                known.iter().map(|zone| zone.id.as_str()),
            )),
        }
    }
    ranks.sort_unstable();
    ranks
}

/// Rank of the zone that a key names, such as `[hazards.floodplains.north]`.
pub(in crate::scenario) fn zone_of_key(
    reader: &TableReader<'_>,
    (name, place): (&str, Span),
    known: &[Zone],
) -> Option<u16> {
    let rank = known.iter().position(|zone| zone.id == name);
    if rank.is_none() && !known.is_empty() {
        let ids = known.iter().map(|zone| zone.id.as_str());
        let message = format!("there is no zone `{name}`");
        let mut found = unknown_word("S301", &message, name, Some(place), ids);
        // Keys take no quotes, unlike names in a list.
        if let Some(replacement) = found.help.as_mut().and_then(|it| it.replacement.as_mut()) {
            *replacement = replacement.trim_matches('"').to_owned();
        }
        reader.report(found);
    }
    rank.map(|rank| rank as u16)
}

/// Positions of interventions by name.
pub(in crate::scenario) fn interventions(
    reader: &TableReader<'_>,
    names: Vec<(String, Span)>,
    known: &[Intervention],
) -> Vec<usize> {
    let mut positions = Vec::new();
    for (name, place) in names {
        match known.iter().position(|intervention| intervention.id == name) {
            Some(position) => positions.push(position),
            None => reader.report(unknown_word(
                "S303",
                &format!("there is no intervention `{name}`"),
                &name,
                Some(place),
                known.iter().map(|intervention| intervention.id.as_str()),
            )),
        }
    }
    positions.sort_unstable();
    positions
}

/// Warns of interventions that no strategy names.
pub(in crate::scenario) fn unused_interventions(
    root: &TableReader<'_>,
    known: &[Intervention],
    used: &[bool],
) {
    for (intervention, _) in known.iter().zip(used).filter(|(_, used)| !**used) {
        root.findings.add(
            Diagnostic::warning(
                "W402",
                format!("no strategy uses the intervention `{}`", intervention.id),
                root.element_place("interventions", &intervention.id),
            )
            .label("has no effect")
            .help("add it to the `interventions` of a strategy, or remove it"),
        );
    }
}

/// A month must lie inside the horizon.
pub(in crate::scenario) fn inside_horizon(
    reader: &TableReader<'_>,
    name: &str,
    month: YearMonth,
    horizon: Horizon,
) {
    // A month that could not be read has been reported.
    let unread = reader.place(name).is_none_or(|place| {
        let written = place.source.text.get(place.range.clone()).unwrap_or_default();
        written.trim_matches(['"', '\'']) != month.to_string()
    });
    if unread || horizon.years == 0 || horizon.period_of(month).is_some() {
        return;
    }
    let (first, last) = (horizon.first_month, horizon.month_of(horizon.periods() - 1));
    reader.report(
        Diagnostic::error(
            "S306",
            format!("`{name}` {month} lies outside the horizon"),
            reader.place(name),
        )
        .label(format!("the horizon runs from {first} to {last}"))
        .help(format!("write a month from {first} to {last}, or change scenario.horizon_years")),
    );
}

/// What needs the wind of another hazard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::scenario) enum DriverFor {
    /// A storm surge, which follows any wind.
    Surge,
    /// River floods, which need years of storms to be ranked among.
    Flood,
}

impl DriverFor {
    fn takes(self, kind: &HazardKind) -> bool {
        match kind {
            HazardKind::Tracks(_) | HazardKind::Frequency(_) | HazardKind::Catalogue(_) => true,
            HazardKind::Scripted(_) => self == Self::Surge,
            _ => false,
        }
    }
}

/// Surge and, where it says so, flood follow the wind of another hazard.
pub(in crate::scenario) fn drivers(
    hazards: &[(Hazard, Option<Span>)],
    followers: Vec<(String, Option<Span>, DriverFor)>,
    findings: &Findings,
) {
    for (driver, place, needs) in followers.into_iter().filter(|it| !it.0.is_empty()) {
        let candidates = hazards
            .iter()
            .map(|it| &it.0)
            .filter(|it| needs.takes(&it.kind))
            .map(|it| it.id.as_str());
        match hazards.iter().find(|(hazard, _)| hazard.id == driver) {
            Some((hazard, _)) if needs.takes(&hazard.kind) => {}
            Some(_) => {
                let (message, label) = match needs {
                    DriverFor::Surge => (
                        format!("`{driver}` has no wind to drive a surge"),
                        "must name a hazard with wind",
                    ),
                    DriverFor::Flood => (
                        format!("`{driver}` has no years of wind for floods to go with"),
                        "must name cyclones or a catalogue",
                    ),
                };
                findings.add(Diagnostic::error("S312", message, place).label(label).help(format!(
                    "name one of {}",
                    crate::scenario::findings::listed(candidates)
                )));
            }
            None => findings.add(unknown_word(
                "S302",
                &format!("there is no hazard `{driver}`"),
                &driver,
                place,
                candidates,
            )),
        }
    }
}
