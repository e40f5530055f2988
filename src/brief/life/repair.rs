//! What a repair was paid from.

use super::sentence::{CLASSES, tens};
use crate::model::trace::{Payers, RepairMoney};

/// A dwelling is whole again: how strong, what it cost and who paid.
pub(super) fn repaired(better: Option<u8>, money: &RepairMoney, payers: Payers) -> String {
    let mut text = match better {
        None => "its dwelling is whole again".to_owned(),
        Some(class) => format!(
            "its dwelling is whole again, and stronger: {}, the step up paid by a programme",
            CLASSES[usize::from(class)]
        ),
    };
    let total = money.total_usd();
    let parts: Vec<String> = [
        (money.payout_usd, payouts(payers)),
        (money.grant_usd, "a grant".to_owned()),
        (money.income_usd, "income".to_owned()),
        (money.savings_usd, "savings".to_owned()),
    ]
    .into_iter()
    .filter(|(usd, _)| *usd >= 0.005 * total && *usd > 0.0)
    .map(|(usd, source)| format!("{:.0}\u{a0}% from {source}", 100.0 * usd / total))
    .collect();
    if !parts.is_empty() {
        let dollars = if total < 10.0 { "under 10".to_owned() } else { tens(total, f64::round) };
        text.extend([". The repair cost ", &dollars, " USD: ", &parts.join(", ")]);
    }
    match money.months_short_of_crews {
        0 => {}
        1 => text.push_str("; crews were short for a month"),
        months => text.extend(["; crews were short for ", &months.to_string(), " months"]),
    }
    text.push('.');
    text
}

/// Who the payouts come from.
fn payouts(payers: Payers) -> String {
    let who: Vec<&str> = [
        (payers.insurer, "insurance"),
        (payers.landlord, "the landlord"),
        (payers.relatives, "relatives"),
    ]
    .into_iter()
    .filter_map(|(pays, who)| pays.then_some(who))
    .collect();
    if who.is_empty() { "payouts".to_owned() } else { who.join(" and ") }
}
