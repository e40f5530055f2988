//! Stated events of a `scripted` hazard.

use crate::calendar::Horizon;
use crate::diagnostic::Diagnostic;
use crate::scenario::check::{references, shares};
use crate::scenario::findings::listed;
use crate::scenario::hazard::{ScriptedAction, ScriptedEvent, ScriptedHazard};
use crate::scenario::keys::{self, CLASSES};
use crate::scenario::place::Zone;
use crate::scenario::reader::{TableReader, unknown_word};
use crate::scenario::tree::{Node, Value};

pub(super) fn read(reader: &TableReader<'_>, horizon: Horizon, zones: &[Zone]) -> ScriptedHazard {
    let events = reader.tables("events", "hazards.events");
    ScriptedHazard {
        events: events.iter().filter_map(|event| self::event(event, horizon, zones)).collect(),
        draw_effects: reader.flag("draw_effects"),
    }
}

fn event(reader: &TableReader<'_>, horizon: Horizon, zones: &[Zone]) -> Option<ScriptedEvent> {
    let month = reader.month("month");
    references::inside_horizon(reader, "month", month, horizon);
    let day = reader.integer("day") as u8;
    let ways = ["storm", "winds", "damage_shares", "drought_severity"];
    let stated: Vec<_> = ways.into_iter().filter(|way| reader.has(way)).collect();
    if stated.len() != 1 {
        reader.report(
            Diagnostic::error(
                "S321",
                if stated.is_empty() {
                    "the event does not say what happens".to_owned()
                } else {
                    format!("the event says {} ways what happens", stated.len())
                },
                reader.span.clone(),
            )
            .label("exactly one of `storm`, `winds`, `damage_shares`, `drought_severity`")
            .help("keep one: `storm` with `tracks_file`, `winds`, `damage_shares`, or `drought_severity`"),
        );
    }
    let action = match *stated.first()? {
        "storm" => Some(ScriptedAction::Storm {
            storm: reader.plain_text("storm").unwrap_or_default(),
            tracks_file: reader.path("tracks_file").or_else(|| {
                missing_tracks(reader);
                None
            })?,
        }),
        "winds" => winds(reader, zones).map(ScriptedAction::Winds),
        "drought_severity" => Some(ScriptedAction::Drought {
            severity: reader.plain_number("drought_severity"),
            months: reader.integer("drought_months") as u16,
        }),
        _ => damage_shares(reader, zones).map(ScriptedAction::DamageShares),
    };
    if stated.len() == 1 {
        reader.finish();
    }
    Some(ScriptedEvent { month, day, action: action? })
}

fn missing_tracks(reader: &TableReader<'_>) {
    if !reader.has("tracks_file") {
        reader.report(
            Diagnostic::error("S206", "`tracks_file` is missing", reader.place("storm"))
                .label("a recorded storm needs the file that holds it")
                .help("add a line such as `tracks_file = \"data/tracks.csv\"`"),
        );
    }
}

/// One value for each zone, in the order of the zones.
fn by_zone<T>(
    reader: &TableReader<'_>,
    name: &'static str,
    zones: &[Zone],
    read: impl Fn(&Node) -> Option<T>,
) -> Option<Vec<T>> {
    let errors = reader.findings.errors();
    let (entries, span) = reader.open_table(name)?;
    for entry in entries {
        if !zones.iter().any(|zone| zone.id == entry.key) {
            let known = zones.iter().map(|zone| zone.id.as_str());
            let mut found = unknown_word(
                "S301",
                &format!("there is no zone `{}`", entry.key),
                &entry.key,
                Some(entry.key_span.clone()),
                known,
            );
            // Keys take no quotes, unlike names in a list.
            if let Some(replacement) = found.help.as_mut().and_then(|it| it.replacement.as_mut()) {
                *replacement = replacement.trim_matches('"').to_owned();
            }
            reader.report(found);
        }
    }
    let missing: Vec<_> = zones
        .iter()
        .map(|zone| zone.id.as_str())
        .filter(|id| !entries.iter().any(|entry| entry.key == *id))
        .collect();
    // An unknown name probably stands for the one that seems left out.
    if !missing.is_empty() && reader.findings.errors() == errors {
        reader.report(
            Diagnostic::error(
                "S315",
                format!("`{name}` leaves out {}", listed(missing.iter().copied())),
                Some(span),
            )
            .label("every zone needs a value")
            .help(format!("add {}", listed(missing.iter().copied()))),
        );
    }
    let values: Vec<T> = zones
        .iter()
        .filter_map(|zone| {
            let entry = entries.iter().find(|entry| entry.key == zone.id)?;
            read(&entry.value)
        })
        .collect();
    (reader.findings.errors() == errors && values.len() == zones.len()).then_some(values)
}

fn winds(reader: &TableReader<'_>, zones: &[Zone]) -> Option<Vec<f64>> {
    let wind = keys::find("hazards.events", "winds")?;
    let wind = keys::Key { kind: keys::Kind::Number { least: 0.0, most: 150.0 }, ..*wind };
    by_zone(reader, "winds", zones, |node| reader.checked_number(&wind, node))
}

fn damage_shares(reader: &TableReader<'_>, zones: &[Zone]) -> Option<Vec<[[f64; 4]; 4]>> {
    let key = keys::find("hazards.events", "damage_shares")?;
    by_zone(reader, "damage_shares", zones, |node| {
        let Value::Table(classes) = &node.value else {
            reader.report(
                Diagnostic::error(
                    "S202",
                    "`damage_shares` of a zone must be a table of dwelling classes",
                    Some(node.span.clone()),
                )
                .label("not a table")
                .help("write { makeshift = [0.1, 0.2, 0.3, 0.4], timber = [...], ... }"),
            );
            return None;
        };
        for entry in &classes.entries {
            if !CLASSES.contains(&entry.key.as_str()) {
                reader.report(
                    Diagnostic::error(
                        "S314",
                        format!("there is no dwelling class `{}`", entry.key),
                        Some(entry.key_span.clone()),
                    )
                    .label("no such class")
                    .help(format!("classes are {}", listed(CLASSES))),
                );
            }
        }
        let mut shares_of_zone = [[0.0; 4]; 4];
        for (class, shares_of_class) in CLASSES.iter().zip(&mut shares_of_zone) {
            let Some(entry) = classes.get(class) else {
                reader.report(
                    Diagnostic::error(
                        "S315",
                        format!("`damage_shares` leaves out `{class}`"),
                        Some(node.span.clone()),
                    )
                    .label("every dwelling class needs four shares")
                    .help(format!("add `{class} = [none, minor, severe, destroyed]` in numbers")),
                );
                continue;
            };
            let stated = reader.number_list(key, &entry.value, (0.0, 1.0), (4, 4))?;
            shares_of_class.copy_from_slice(&stated);
            shares::list_sums_to_one(reader, class, &stated, entry.value.span.clone());
        }
        Some(shares_of_zone)
    })
}
