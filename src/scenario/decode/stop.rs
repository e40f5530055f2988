//! `[experiment.stop]`.

use crate::diagnostic::Diagnostic;
use crate::outcome::OUTCOME_IDS;
use crate::scenario::reader::TableReader;
use crate::stats::stop::{StopRule, WantedPrecision};

pub(super) fn read(reader: &TableReader<'_>) -> StopRule {
    let outcome = reader.word("outcome");
    let rule = StopRule {
        outcome: OUTCOME_IDS.iter().position(|id| *id == outcome).unwrap_or_default(),
        strategy: reader.plain_text("strategy"),
        wanted: wanted(reader),
        confidence: reader.plain_number("confidence"),
        least_replicates: reader.integer("least_replicates") as u32,
    };
    reader.finish();
    rule
}

fn wanted(reader: &TableReader<'_>) -> WantedPrecision {
    match (reader.has("half_width"), reader.has("half_width_share")) {
        (true, false) => WantedPrecision::HalfWidth(reader.plain_number("half_width")),
        (false, true) => WantedPrecision::ShareOfBaseline(reader.plain_number("half_width_share")),
        (both, _) => {
            let (message, label, help, place) = if both {
                reader.mark_read("half_width");
                reader.mark_read("half_width_share");
                let place = reader.key_place("half_width_share");
                ("the stop rule has two widths", "the second one", "remove one of the two", place)
            } else {
                (
                    "the stop rule does not say how precise",
                    "`half_width` or `half_width_share` belongs here",
                    "write half_width_share = 0.05 for 5 per cent of the baseline's mean",
                    reader.span.clone(),
                )
            };
            reader.report(Diagnostic::error("S344", message, place).label(label).help(help));
            WantedPrecision::HalfWidth(0.0)
        }
    }
}
