//! `[[actors]]`: who pays for interventions.

use super::sorted_by_id;
use crate::diagnostic::Diagnostic;
use crate::scenario::findings::listed;
use crate::scenario::intervention::{Actor, ActorKind};
use crate::scenario::keys::SECTORS;
use crate::scenario::reader::{TableReader, unknown_word};

/// The actors; where none is stated, a government without a limit.
pub(super) fn read(root: &TableReader<'_>) -> Vec<Actor> {
    let readers = root.tables("actors", "actors");
    if readers.is_empty() {
        return vec![Actor {
            id: "government".to_owned(),
            title: "Government".to_owned(),
            kind: ActorKind::Government,
            budget_usd_per_year: None,
            earmark: None,
        }];
    }
    let read = readers.iter().map(|reader| (actor(reader), reader.place("id"))).collect();
    sorted_by_id(read, root.findings, "actors", |actor| &actor.id)
}

fn actor(reader: &TableReader<'_>) -> Actor {
    let word = reader.word("kind");
    let actor = Actor {
        id: reader.id("id"),
        title: reader.text("title"),
        kind: ActorKind::ALL
            .into_iter()
            .find(|kind| kind.word() == word)
            .unwrap_or(ActorKind::Government),
        budget_usd_per_year: reader
            .optional_number("budget_usd_per_year")
            .map(|budget| budget.central),
        earmark: reader.names("earmark").map(|names| {
            let mut sectors = Vec::new();
            for (name, place) in names {
                if SECTORS.contains(&name.as_str()) {
                    sectors.push(name);
                } else {
                    reader.report(unknown_word(
                        "S314",
                        &format!("there is no sector of assistance `{name}`"),
                        &name,
                        Some(place),
                        SECTORS.iter().copied(),
                    ));
                }
            }
            sectors
        }),
    };
    reader.finish();
    actor
}

/// Rank of the actor that pays for an intervention: the one that it names, else the first government,
/// else the first of all.
pub(super) fn payer(reader: &TableReader<'_>, actors: &[Actor]) -> usize {
    let government =
        || actors.iter().position(|actor| actor.kind == ActorKind::Government).unwrap_or(0);
    if !reader.has("actor") {
        return government();
    }
    let id = reader.id("actor");
    let Some(rank) = actors.iter().position(|actor| actor.id == id) else {
        reader.report(unknown_word(
            "S340",
            &format!("there is no actor `{id}`"),
            &id,
            reader.place("actor"),
            actors.iter().map(|actor| actor.id.as_str()),
        ));
        return government();
    };
    if let Some(earmark) = &actors[rank].earmark {
        let sector = reader.word("sector");
        if !earmark.iter().any(|one| one == sector) {
            reader.report(
                Diagnostic::error(
                    "S341",
                    format!("`{id}` does not pay for the sector `{sector}`"),
                    reader.place("actor"),
                )
                .label("its money is earmarked for other sectors")
                .help(format!("it pays for {}", listed(earmark.iter().map(String::as_str)))),
            );
        }
    }
    rank
}
