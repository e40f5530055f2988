//! Words that all figures of a run share.

use super::Sources;
use crate::chart::{Caption, MOST_SERIES, format_count};

/// First and last year: "2026–2055".
pub(super) fn years(sources: &Sources<'_>) -> String {
    let first = sources.header.first_month;
    let last = first.plus(u32::from(sources.header.horizon_years) * 12 - 1);
    if first.year == last.year {
        first.year.to_string()
    } else {
        format!("{}–{}", first.year, last.year)
    }
}

/// Whom the figures speak of.
pub(super) fn population(sources: &Sources<'_>) -> String {
    let people: f64 = sources.header.zones.iter().map(|zone| zone.people).sum();
    let dwellings: f64 = sources.header.zones.iter().map(|zone| zone.dwellings).sum();
    // Rounded as a census would be quoted.
    format!(
        "About {} people in {} dwellings at the start",
        format_count((people / 100.0).round() * 100.0),
        format_count((dwellings / 100.0).round() * 100.0)
    )
}

/// A caption with the words that are the same for all figures of the run.
pub(super) fn caption(sources: &Sources<'_>, id: &str, title: String, unit: &str) -> Caption {
    Caption {
        id: id.to_owned(),
        description: title.clone(),
        title,
        unit: unit.to_owned(),
        period: years(sources),
        population: population(sources),
        note: None,
        provenance: format!("leeward plan {}", sources.plan_hash),
    }
}

/// Which strategies a figure leaves out; none where it shows all.
pub(super) fn left_out(sources: &Sources<'_>) -> Option<String> {
    let strategies = sources.header.strategies.len();
    (strategies > MOST_SERIES).then(|| {
        format!(
            "Of {strategies} strategies, the baseline and the {} with the fewest people displaced on \
             average are shown.",
            MOST_SERIES - 1
        )
    })
}

/// A note, and which strategies are left out.
pub(super) fn and_left_out(sources: &Sources<'_>, note: &str) -> String {
    left_out(sources).map_or_else(|| note.to_owned(), |left_out| format!("{note} {left_out}"))
}

/// Note under a figure of fifty marks.
pub(super) fn fifty_marks(sources: &Sources<'_>) -> String {
    let stopped = sources.summary.stopped_early();
    let partial = if !stopped && sources.summary.replicates_done < sources.summary.replicates_asked
    {
        "PARTIAL: the run ended early. "
    } else {
        ""
    };
    let note = format!(
        "{partial}Each mark is one future in 50, of {} played on the same storms for every strategy. \
         Where marks overlap, many futures share a value.",
        format_count(f64::from(sources.summary.replicates_done))
    );
    and_left_out(sources, &note)
}

/// A verdict with its count: "fewer in k of n futures".
pub(super) fn counted(better: u32, total: u32, word: &str) -> String {
    let count = |value: u32| format_count(f64::from(value));
    format!("{word} in {} of {} futures", count(better), count(total))
}
