//! Numbers, months and money as people read them.

use crate::numbers::grouped;
use crate::scenario::Currency;
use crate::scenario::quantity::Quantity;
use crate::scenario::reader::tidy;

/// "1 zone", "3 zones".
pub(super) fn counted(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

pub(super) fn per_cent(share: f64) -> String {
    format!("{} %", tidy((share * 1000.0).round() / 10.0))
}

/// The value, with its spread in brackets.
pub(super) fn spread_words(quantity: &Quantity) -> String {
    match quantity.spread {
        None => tidy(quantity.central),
        Some((low, high)) => {
            format!("{} ({} to {})", tidy(quantity.central), tidy(low), tidy(high))
        }
    }
}

/// An amount of USD in the currency of the scenario, to three digits from a million on.
pub(super) fn money(usd: f64, currency: &Currency) -> String {
    let amount = usd * currency.per_usd;
    let code = &currency.code;
    if amount >= 999_500.0 {
        let millions = amount / 1e6;
        let words = if millions >= 100.0 {
            grouped(millions)
        } else if millions >= 10.0 {
            format!("{millions:.1}")
        } else {
            format!("{millions:.2}")
        };
        format!("{code} {words} million")
    } else if amount >= 100.0 || amount == amount.trunc() {
        format!("{code} {}", grouped(amount))
    } else {
        format!("{code} {amount:.2}")
    }
}

#[cfg(test)]
mod tests {
    use super::money;
    use crate::scenario::Currency;
    use crate::scenario::quantity::{Quantity, Status};

    #[test]
    fn amounts_are_grouped_and_rounded() {
        let currency = Currency {
            code: "XCD".into(),
            price_year: 2024,
            per_usd: 2.7,
            cost_ratio: Quantity::plain("currency.cost_ratio", 1.0, "", Status::Assumption),
        };
        assert_eq!(money(1_000_000.0, &currency), "XCD 2.70 million");
        assert_eq!(money(1.0, &currency), "XCD 2.70");
        assert_eq!(money(1_000.0, &currency), "XCD 2,700");
    }
}
