//! `[[channels]]`.

use super::sorted_by_id;
use crate::diagnostic::Diagnostic;
use crate::scenario::place::{Channel, ChannelKind, Destination};
use crate::scenario::reader::{TableReader, unknown_word};

pub(super) fn read(root: &TableReader<'_>, destinations: &[Destination]) -> Vec<Channel> {
    let readers = root.tables("channels", "channels");
    let read =
        readers.iter().map(|reader| (channel(reader, destinations), reader.place("id"))).collect();
    sorted_by_id(read, root.findings, "channels", |channel: &Channel| &channel.id)
}

fn channel(reader: &TableReader<'_>, destinations: &[Destination]) -> Channel {
    let id = reader.id("id");
    let to = reader.id("destination");
    let rank = destinations.iter().position(|one| one.id == to);
    if rank.is_none() && !reader.is_broken("destination") {
        reader.report(unknown_word(
            "S319",
            &format!("there is no destination `{to}`"),
            &to,
            reader.place("destination"),
            destinations.iter().map(|one| one.id.as_str()),
        ));
    }
    let channel = Channel {
        id,
        destination: rank.unwrap_or(0) as u8,
        kind: match reader.word("kind") {
            "labour" => ChannelKind::Labour,
            "family" => ChannelKind::Family,
            "humanitarian" => ChannelKind::Humanitarian,
            _ => ChannelKind::FreeMovement,
        },
        places_per_year: reader.optional_number("places_per_year"),
        cost_usd: reader.number("cost_usd"),
        circular_months: reader.integer("circular_months") as u16,
    };
    if channel.circular_months > 0
        && (channel.kind != ChannelKind::Labour || channel.places_per_year.is_none())
    {
        reader.report(
            Diagnostic::error(
                "S320",
                format!(
                    "the channel `{}` is for a season, but not for stated places of work",
                    channel.id
                ),
                reader.place("circular_months"),
            )
            .label("needs kind = \"labour\" and places_per_year")
            .help("state both, or leave out circular_months"),
        );
    }
    reader.finish();
    channel
}
