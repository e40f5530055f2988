//! What the answer says of a run that stopped because it was precise enough.

use super::lines::wrap;
use crate::analysis::Summary;
use crate::numbers::{grouped, rough};
use crate::outcome::OUTCOME_TABLE;

/// "Stopped early: precise enough after 192 futures"; none for a run that did not stop early.
pub(super) fn stopped(summary: &Summary) -> Option<String> {
    let precision = summary.precision.as_ref().filter(|_| summary.stopped_early())?;
    let noun = OUTCOME_TABLE
        .iter()
        .find(|outcome| outcome.id == precision.outcome)
        .map_or(precision.outcome.as_str(), |outcome| outcome.noun);
    let mean = match &precision.strategy {
        Some(id) => {
            format!("the mean difference in {noun} between {} and the baseline", summary.title(id))
        }
        None => format!("the baseline's mean of {noun}"),
    };
    let text = format!(
        "Stopped early: precise enough after {} of at most {} futures. With {} % confidence {mean} is \
         known to within {} either way (asked for: {}).",
        grouped(f64::from(precision.futures)),
        grouped(f64::from(summary.replicates_asked)),
        rough_share(precision.confidence),
        rough(precision.half_width),
        rough(precision.wanted),
    );
    Some(wrap(&text, ""))
}

/// A share in per cent with the digits that were written: 95, 99.5.
fn rough_share(share: f64) -> String {
    let text = format!("{:.1}", share * 100.0);
    text.trim_end_matches(".0").to_owned()
}
